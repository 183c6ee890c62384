"""WebVTT, which browsers play."""

from woordbeeld.formats.webvtt.handover import to_webvtt
from woordbeeld.formats.webvtt.reader import read, sniff
from woordbeeld.formats.webvtt.writer import render_webvtt

__all__ = ["read", "render_webvtt", "sniff", "to_webvtt"]
