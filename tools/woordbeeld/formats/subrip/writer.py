"""A track of ours as SubRip."""

from __future__ import annotations

from typing import Final

from woordbeeld.formats.styled import written
from woordbeeld.formats.subrip.text import escape, format_time
from woordbeeld.timing import Span
from woordbeeld.tracks.model import Align, Cue, ScreenPosition, Style, Track, Vertical

_BOTTOM_CENTRE: Final = 2


def render_subrip(track: Track, *, crlf: bool = False) -> str:
    """A track as SubRip: numbered, in UTF-8, lines as viewers see them, off-screen voices in italics.

    Lines end in LF, or with `crlf` in CR LF, as old players want.
    """
    blocks = [
        f"{number}\n{_times(cue.span)}\n{_place(cue.placement)}{cue_text(cue)}\n"
        for number, cue in enumerate(track.cues, 1)
    ]
    text = "\n".join(blocks)
    return text.replace("\n", "\r\n") if crlf else text


def cue_text(cue: Cue) -> str:
    """What a cue shows, as SubRip has it; no line is empty, for that would end the cue."""
    return "\n".join(filter(None, (written(each, escape, _marked) for each in cue.utterances)))


def _marked(text: str, style: Style) -> str:
    """Text between the tags that players know."""
    for tag, worn in (("u", style.underline), ("b", style.bold), ("i", style.italic)):
        text = f"<{tag}>{text}</{tag}>" if worn else text
    return f'<font color="{style.colour}">{text}</font>' if style.colour else text


def _place(placement: ScreenPosition) -> str:
    r"""Where a cue stands, if not at the bottom: `{\an8}`, with the digits of a numeric pad."""
    row = (Vertical.BOTTOM, Vertical.MIDDLE, Vertical.TOP).index(placement.vertical)
    column = (Align.LEFT, Align.CENTRE, Align.RIGHT).index(placement.align)
    digit = row * 3 + column + 1
    return "" if digit == _BOTTOM_CENTRE else f"{{\\an{digit}}}"


def _times(span: Span) -> str:
    return f"{format_time(span.start_ms)} --> {format_time(span.end_ms)}"
