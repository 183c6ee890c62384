"""SubRip, which nearly every player and station takes."""

from woordbeeld.formats.subrip.losses import cannot_hold, untracked
from woordbeeld.formats.subrip.reader import read, sniff
from woordbeeld.formats.subrip.writer import render_subrip

__all__ = ["cannot_hold", "read", "render_subrip", "sniff", "untracked"]
