"""The whole street: read, clean, assemble, compose, lay out, write, publish."""

from diemtin.pipeline.building import Build, Order, build, last_instant
from diemtin.pipeline.captures import Cleaning, clean_captures
from diemtin.pipeline.conversion import convert
from diemtin.pipeline.outputs import publish
from diemtin.pipeline.reading import CaptureInput
from diemtin.pipeline.tasks import Cleaned, Unusable

__all__ = [
    "Build",
    "CaptureInput",
    "Cleaned",
    "Cleaning",
    "Order",
    "Unusable",
    "build",
    "clean_captures",
    "convert",
    "last_instant",
    "publish",
]
