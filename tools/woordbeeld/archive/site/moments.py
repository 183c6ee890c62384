"""What is said, seen and heard in a video, in moments of a sentence or so, from its `alignment.json`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from woordbeeld.archive.site.model import Kind, Moment

LEAST_WORDS: Final = 6  # ours: a shorter sentence is shown with the next one of its line
MOST_WORDS: Final = 30  # ours: two captions or so; from there a longer sentence is a moment of its own
_ENDINGS: Final = (".", "?", "!", "…", ".”", "?”", "!”", ".’", "?’", "!’", '."', '?"', '!"', ".)")

Record = Mapping[str, Any]


def moments_of(alignment: Record) -> tuple[Moment, ...]:
    """The moments of an alignment in the order of the text, which is that of time for most.

    >>> word = {"line": 3, "text": "Dank.", "start_ms": 900, "speaker": "Ton Heerts"}
    >>> moments_of({"words": [word], "events": []})[0].fragment
    't=0.900'
    """
    spoken = (moment for words in _by_line(alignment["words"]) for moment in _spoken(words))
    found = [*spoken, *map(_event, alignment["events"])]
    return tuple(sorted(found, key=lambda moment: moment.line))


def _by_line(words: Iterable[Record]) -> Iterator[list[Record]]:
    for _, group in groupby(words, key=lambda word: (word["line"], word.get("language"))):
        yield list(group)


def _spoken(words: Sequence[Record]) -> Iterator[Moment]:
    """The moments of a line, cut after sentences."""
    start = 0
    for at, word in enumerate(words, 1):
        count, ends = at - start, word["text"].endswith(_ENDINGS)
        if (ends and count >= LEAST_WORDS) or count >= MOST_WORDS:
            yield _moment(words[start:at])
            start = at
    if start < len(words):
        yield _moment(words[start:])


def _moment(words: Sequence[Record]) -> Moment:
    first = words[0]
    start_ms = next((word["start_ms"] for word in words if word["start_ms"] is not None), None)
    text = " ".join(word["text"] for word in words)
    return Moment(
        start_ms, first["line"], text, speaker=first["speaker"] or None, language=first.get("language")
    )


def _event(event: Record) -> Moment:
    kind = Kind.SCENE if event["kind"] == "scene" else Kind.SOUND
    text = " ".join(event["text"].split())
    return Moment(event["start_ms"], event["line"], text if kind is Kind.SCENE else text.lower(), kind)
