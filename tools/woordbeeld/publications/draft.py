"""A draft of a transcript for who has none: what was heard, a sentence a line, nobody named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from woordbeeld.speech.model import HeardWord, Speech

PAUSE_MS: Final = 1500  # in a pause as long, somebody else may begin
_END: Final = re.compile(r"[.?!…][\"'”’)]*$")


def render_draft(speech: Speech) -> str:
    """Sentences as the recogniser ends them, with an empty line where there is a long pause."""
    lines: list[str] = []
    for sentence, is_apart in _sentences(speech.words):
        if lines and is_apart:
            lines.append("")
        lines.append(sentence)
    return "".join(f"{line}\n" for line in lines)


def _sentences(words: tuple[HeardWord, ...]) -> Iterator[tuple[str, bool]]:
    """Each sentence, and whether it stands behind a long pause."""
    held: list[str] = []
    is_apart = False
    last_ms = 0
    for word in words:
        if pause := word.span.start_ms - last_ms >= PAUSE_MS:
            if held:
                yield " ".join(held), is_apart
            held, is_apart = [], pause
        held.append(word.text.strip())
        last_ms = word.span.end_ms
        if _END.search(word.text.strip()):
            yield " ".join(held), is_apart
            held, is_apart = [], False
    if held:
        yield " ".join(held), is_apart
