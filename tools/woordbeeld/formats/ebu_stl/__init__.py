"""EBU STL (Tech 3264), in which broadcasters exchange subtitles; each character of a source is a byte."""

from woordbeeld.formats.ebu_stl.losses import outside_track
from woordbeeld.formats.ebu_stl.reader import read, sniff
from woordbeeld.formats.ebu_stl.writer import cannot_hold, render_ebu_stl

__all__ = ["cannot_hold", "outside_track", "read", "render_ebu_stl", "sniff"]
