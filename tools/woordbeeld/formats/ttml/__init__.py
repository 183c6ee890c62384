"""TTML, as broadcasters exchange it: IMSC, EBU-TT-D, DFXP."""

from woordbeeld.formats.ttml.losses import cannot_hold, outside_track
from woordbeeld.formats.ttml.reader import read, sniff
from woordbeeld.formats.ttml.writer import render_ttml

__all__ = ["cannot_hold", "outside_track", "read", "render_ttml", "sniff"]
