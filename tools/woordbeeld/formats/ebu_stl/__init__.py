"""EBU STL (Tech 3264), in which broadcasters exchange subtitles; each character of a source is a byte."""

from woordbeeld.formats.ebu_stl.losses import untracked
from woordbeeld.formats.ebu_stl.reader import read, sniff
from woordbeeld.formats.ebu_stl.writer import cannot_hold, render_ebu_stl

__all__ = ["cannot_hold", "read", "render_ebu_stl", "sniff", "untracked"]
