"""The texts in a picture, for people and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from woordbeeld.alignment.on_screen import NameOnScreen, SeenText, ToldBy
from woordbeeld.screen.model import OnScreenText, TextKind
from woordbeeld.timing import format_clock
from woordbeeld.words import Message, say

VERSION: Final = 1
_PERCENT: Final = 100


def told_texts(texts: Sequence[OnScreenText]) -> Iterator[Message]:
    """A line for each text that a film shows."""
    for each in texts:
        yield say("screen.text", **_about(each))
    yield say("screen.count", count=len(texts))


def told_seen(texts: Sequence[SeenText], transcript: str, language: str) -> Iterator[Message]:
    """A line for each text with how it is told; then how many ask for a person, and what to do.

    `language` is that of the transcript.
    """
    for each in texts:
        how = say(f"screen.told.{each.told.value}")
        yield say("screen.seen", how=how, **_about(each.shown))
    asked = [each for each in texts if each.asks]
    yield say("screen.missing", count=len(asked))
    if asked:
        yield _first(asked[0], transcript, language)


def _first(seen: SeenText, transcript: str, language: str) -> Message:
    """How the first text gets into the transcript."""
    text = seen.as_scene(language)
    if seen.after is None:
        return say("screen.describe_first", transcript=transcript, text=text)
    return say("screen.describe", transcript=transcript, line=seen.after.line, text=text)


def told_names(names: Sequence[NameOnScreen]) -> Iterator[Message]:
    """A line for each label that a name in the picture contradicts."""
    for each in names:
        time = format_clock(each.start_ms) if each.start_ms is not None else "-"
        yield say("screen.name", line=each.source.line, time=time, why=each.why)


def _about(text: OnScreenText) -> dict[str, Any]:
    kind = say(f"screen.kinds.{text.kind.value}") if text.kind is not TextKind.SHOWN else ""
    box = text.box
    return {
        "start": format_clock(text.span.start_ms),
        "end": format_clock(text.span.end_ms),
        "text": " / ".join(text.lines),
        "kind": kind,
        "left": round(box.left * _PERCENT),
        "top": round(box.top * _PERCENT),
        "right": round(box.right * _PERCENT),
        "bottom": round(box.bottom * _PERCENT),
    }


def texts_as_json(texts: Sequence[OnScreenText] | Sequence[SeenText]) -> str:
    """All texts in order of time, boxes as shares of the picture; `told` only where there is a transcript."""
    rows = [_seen_row(each) if isinstance(each, SeenText) else text_row(each) for each in texts]
    return json.dumps({"version": VERSION, "texts": rows}, ensure_ascii=False, indent=1) + "\n"


def text_row(text: OnScreenText) -> dict[str, Any]:
    """A text as a record."""
    box = text.box
    return {
        "start_ms": text.span.start_ms,
        "end_ms": text.span.end_ms,
        "lines": list(text.lines),
        "kind": text.kind.value,
        "box": {"left": box.left, "top": box.top, "width": box.width, "height": box.height},
        "confidence": text.confidence,
    }


def _seen_row(seen: SeenText) -> dict[str, Any]:
    told = None if seen.told is ToldBy.NOT_ASKED else seen.told.value
    return {**text_row(seen.shown), "told": told, "after_line": seen.after.line if seen.after else None}
