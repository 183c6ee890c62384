"""TTML, as broadcasters exchange it: IMSC, EBU-TT-D, DFXP."""

from woordbeeld.formats.ttml.reader import read, sniff
from woordbeeld.formats.ttml.writer import render_ttml

__all__ = ["read", "render_ttml", "sniff"]
