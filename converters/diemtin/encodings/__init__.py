"""From bytes to text: charset detection, mojibake, normal form and invisible characters."""

from diemtin.encodings.decoding import Decoded, decode, repair

__all__ = ["Decoded", "decode", "repair"]
