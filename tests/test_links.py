"""What addresses a link may have is one rule, which every writer follows."""

import pytest

from diemtin.formats import writer
from diemtin.model import is_address
