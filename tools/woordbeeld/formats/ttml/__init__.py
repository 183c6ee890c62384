"""TTML, as broadcasters exchange it: IMSC, EBU-TT-D, DFXP."""

from woordbeeld.formats.ttml.reader import read, sniff

__all__ = ["read", "sniff"]
