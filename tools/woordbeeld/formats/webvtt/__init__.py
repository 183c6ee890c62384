"""WebVTT, which browsers play."""

from woordbeeld.formats.webvtt.handover import to_webvtt
from woordbeeld.formats.webvtt.losses import cannot_hold, outside_track
from woordbeeld.formats.webvtt.reader import read, sniff
from woordbeeld.formats.webvtt.writer import render_webvtt

__all__ = ["cannot_hold", "outside_track", "read", "render_webvtt", "sniff", "to_webvtt"]
