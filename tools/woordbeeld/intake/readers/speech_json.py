"""JSON of recognisers (Whisper, WhisperX, Rev, …) and our own `alignment.json`: what was said, and when."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, Final

from woordbeeld.errors import BadInputError
from woordbeeld.intake.document import Document, Paragraph, Run
from woordbeeld.timing import Span
from woordbeeld.words import say

RECOGNISED: Final = "speech that a recogniser wrote down (JSON)"
ALIGNED: Final = "Woordbeeld's alignment (JSON)"
_SEGMENTS: Final = (
    "segments",
    "transcription",
    "chunks",
    "results",
    "transcript",
    "monologues",
    "utterances",
)
_WORDS: Final = ("words", "elements")  # of a segment that has no text as a whole
_WORD: Final = ("text", "word", "value")
_STARTS: Final = ("start", "start_time", "data_start", "ts")  # in seconds
_ENDS: Final = ("end", "end_time", "data_end", "end_ts")
_NUMBER: Final = (int, float)
_SPEAKERS: Final = ("speaker", "speaker_name")

_Record = Mapping[str, Any]


def is_json(text: str) -> bool:
    """Whether a text begins as a JSON object, or a list of them, does."""
    begin = "".join(text[:200].removeprefix("\ufeff").split())
    return begin.startswith(('{"', '[{"', "{}", "[]"))


def read_json(text: str) -> Document:
    """A paragraph for each segment, or for each line of ours, with its time and its speaker.

    Raises:
        BadInputError: it is broken, or has no segments of speech.
    """
    try:
        told = json.loads(text.removeprefix("\ufeff"))
    except RecursionError as error:
        what, remedy = say("error.intake.deep_json"), say("error.intake.give_transcript")
        raise BadInputError(what, remedy=remedy) from error
    except ValueError as error:
        what = say("error.intake.broken_json", why=str(error))
        raise BadInputError(what, remedy=say("error.intake.export_or_text")) from error
    if isinstance(told, dict) and "words" in told and "events" in told:
        return Document(ALIGNED, tuple(_aligned(told)), language=_text(told.get("language")) or None)
    segments = _segments(told)
    language = _text(told.get("language")) if isinstance(told, dict) else ""
    paragraphs = tuple(_numbered(_recognised(segments)))
    if not paragraphs:
        raise BadInputError(say("error.intake.no_segments"), remedy=say("error.intake.export_transcript"))
    return Document(RECOGNISED, paragraphs, in_cues=True, language=language or None)


def _segments(told: Any) -> Iterable[_Record]:
    lists = [told.get(name) for name in _SEGMENTS] if isinstance(told, dict) else [told]
    found = next((each for each in lists if isinstance(each, list)), [])
    return [each for each in found if isinstance(each, dict)]


def _recognised(segments: Iterable[_Record]) -> Iterator[tuple[str, Span | None, str]]:
    for segment in segments:
        words = [each for each in _first(segment, _WORDS, list) or () if isinstance(each, dict)]
        text = _text(segment.get("text")) or _text(_spaced(_first(each, _WORD, str) or "" for each in words))
        if text:
            span = _segment_span(segment) or _joined(map(_segment_span, words))
            yield text, span, _text(_first(segment, _SPEAKERS, str))


def _first(record: _Record, names: Iterable[str], kind: type[Any] | tuple[type[Any], ...]) -> Any:
    """What a record has of a kind under the first of some names that it has it under."""
    return next((record[name] for name in names if isinstance(record.get(name), kind)), None)


def _spaced(words: Iterable[str]) -> str:
    """Words with spaces between them, unless they bring their own."""
    told = list(words)
    return ("" if any(word != word.strip() for word in told) else " ").join(told)


def _segment_span(segment: _Record) -> Span | None:
    """The time of a segment: in seconds, or as whisper.cpp has it in milliseconds."""
    offsets, pair = segment.get("offsets"), segment.get("timestamp")
    if isinstance(offsets, dict):
        return _span(offsets.get("from"), offsets.get("to"), 1)
    if isinstance(pair, list) and len(pair) == 2:  # noqa: PLR2004 - start and end
        return _span(pair[0], pair[1], 1000)
    return _span(_first(segment, _STARTS, _NUMBER), _first(segment, _ENDS, _NUMBER), 1000)


def _span(start: Any, end: Any, ms_each: int) -> Span | None:
    if not isinstance(start, int | float) or not isinstance(end, int | float):
        return None
    try:
        start_ms, end_ms = round(start * ms_each), round(end * ms_each)
    except (OverflowError, ValueError):  # infinite, or no number
        return None
    return Span(start_ms, end_ms) if 0 <= start_ms < end_ms else None


def _aligned(told: _Record) -> Iterator[Paragraph]:
    """The lines, scenes and sounds of our own alignment, in the order of their lines in the transcript."""
    words = [each for each in told["words"] or () if isinstance(each, dict)]
    items = [(_line(record), *_event(record)) for record in told["events"] or () if isinstance(record, dict)]
    for line, same in groupby(words, key=_line):
        spoken = list(same)
        text = " ".join(_text(word.get("text")) for word in spoken)
        items.append((line, text, _joined(map(_word_span, spoken)), _text(spoken[0].get("speaker"))))
    yield from _numbered(item[1:] for item in sorted(items, key=lambda item: item[0]))


def _event(record: _Record) -> tuple[str, Span | None, str]:
    text = _text(record.get("text"))
    return f"({text})" if record.get("kind") == "scene" else text, _word_span(record), ""


def _word_span(record: _Record) -> Span | None:
    return _span(record.get("start_ms"), record.get("end_ms"), 1)


def _joined(spans: Iterable[Span | None]) -> Span | None:
    known = [span for span in spans if span]
    if not known:
        return None
    return Span(min(span.start_ms for span in known), max(span.end_ms for span in known))


def _line(record: _Record) -> int:
    line = record.get("line")
    return line if isinstance(line, int) else 0


def _numbered(items: Iterable[tuple[str, Span | None, str]]) -> Iterator[Paragraph]:
    for place, (text, span, voice) in enumerate(items, 1):
        yield Paragraph((Run(text),), place, apart=True, span=span, voice=voice)


def _text(told: Any) -> str:
    return " ".join(told.split()) if isinstance(told, str) else ""
