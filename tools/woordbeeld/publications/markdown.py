"""Markdown: the accessible transcript for a wiki or a content system."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from woordbeeld.alignment.model import Alignment, PlacedEvent
from woordbeeld.publications.outline import Paragraph, TurnPart, outline
from woordbeeld.timing import format_clock
from woordbeeld.tracks.captions import sound_text
from woordbeeld.transcript.language_marks import without_marks
from woordbeeld.transcript.model import Sound
from woordbeeld.words import language_of_words, words_in

_SPECIAL = re.compile(r"[\\`*_\[\]<>&~|#]")
_SPECIAL_AT_START = re.compile(r"^([-+=]|\d+(?=[.)]))", re.MULTILINE)


def render_markdown(alignment: Alignment, title: str, introduction: Sequence[str] = ()) -> str:
    """The title and the introduction, then turn by turn who speaks and when.

    Scenes stand in italic parentheses, sounds in brackets.
    """
    words = words_in(language_of_words(alignment.language), "transcript")
    blocks = [f"# {escape(' '.join(title.split()))}", *map(escape, introduction)]
    for part in outline(alignment):
        blocks.extend(_turn(part, words) if isinstance(part, TurnPart) else [_event(part)])
    return "\n\n".join(blocks) + "\n"


def escape(text: str) -> str:
    r"""Text that Markdown shows as it is, of which no character is taken for markup.

    >>> print(escape("1. *A* < [B]_c & #d"))
    1\. \*A\* \< \[B\]\_c \& \#d
    >>> print(escape("- nee\n+ ja"))
    \- nee
    \+ ja
    """
    escaped = _SPECIAL.sub(r"\\\g<0>", text)
    return _SPECIAL_AT_START.sub(lambda found: _at_start(found[0]), escaped)


def _at_start(mark: str) -> str:
    return f"{mark}\\" if mark[0].isdigit() else f"\\{mark}"


def _turn(turn: TurnPart, words: Mapping[str, str]) -> Iterator[str]:
    clock = words["untimed"] if turn.start_ms is None else format_clock(turn.start_ms)
    speaker = turn.speaker or words["speech"]
    name = f"{speaker} ({turn.remark})" if turn.remark else speaker
    yield f"**{escape(name)}** `[{clock}]`"
    for item in turn.items:
        if isinstance(item, Paragraph):
            yield "\n".join(escape(line.source.said) for line in item.lines)
        else:
            yield _event(item)


def _event(event: PlacedEvent) -> str:
    source = event.source
    return (
        f"*{escape(sound_text(source) if isinstance(source, Sound) else f'({without_marks(source.text)})')}*"
    )
