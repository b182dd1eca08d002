"""From bytes to text: charset detection, mojibake, normal form and invisible characters."""

from diemtin.encodings.decoding import Decoded, decode, repair
from diemtin.encodings.viqr import decode_viqr, is_viqr

__all__ = ["Decoded", "decode", "decode_viqr", "is_viqr", "repair"]
