"""SubRip, which nearly every player and station takes."""

from woordbeeld.formats.subrip.losses import cannot_hold, outside_track
from woordbeeld.formats.subrip.reader import read, sniff
from woordbeeld.formats.subrip.writer import render_subrip

__all__ = ["cannot_hold", "outside_track", "read", "render_subrip", "sniff"]
