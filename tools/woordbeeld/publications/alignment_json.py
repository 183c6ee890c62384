"""alignment.json: the time of every word, scene and sound, for other programs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from woordbeeld.alignment.model import Alignment, Match
from woordbeeld.timing import Span
from woordbeeld.transcript.language_marks import without_marks
from woordbeeld.transcript.model import SceneDescription
from woordbeeld.transcript.writer import write

VERSION = 1

Record = Mapping[str, Any]


def render_alignment(alignment: Alignment) -> str:
    """The alignment as JSON, one word, event or unwritten stretch a line; times in milliseconds or null."""
    fields = {
        "version": _compact(VERSION),
        "media": _compact(_media(alignment)),
        "transcript": _compact(_transcript(alignment)),
        "language": _compact(alignment.language),
        "model": _compact(alignment.model),
        "words": _one_a_line(_words(alignment)),
        "events": _one_a_line(_events(alignment)),
        "unwritten": _one_a_line(
            {**_times(stretch.span), "heard": stretch.heard} for stretch in alignment.unwritten
        ),
    }
    return "{\n" + ",\n".join(f'"{name}": {value}' for name, value in fields.items()) + "\n}\n"


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _one_a_line(records: Iterable[Record]) -> str:
    lines = ",\n".join(map(_compact, records))
    return f"[\n{lines}\n]" if lines else "[]"


def _times(span: Span | None) -> Record:
    return {"start_ms": span.start_ms if span else None, "end_ms": span.end_ms if span else None}


def _media(alignment: Alignment) -> Record:
    media = alignment.media
    return {
        "name": media.name,
        "sha256": media.sha256,
        "duration_ms": media.duration_ms,
        "has_video": media.has_video,
    }


def _transcript(alignment: Alignment) -> Record:
    """The hash of the text itself, in UTF-8 whatever the file's encoding, and what it holds."""
    transcript = alignment.transcript
    return {
        "sha256": hashlib.sha256(write(transcript).encode("utf-8", "surrogatepass")).hexdigest(),
        "turns": len(transcript.turns),
        "speakers": [speaker.name for speaker in transcript.speakers],
        "lines": len(alignment.lines),
        "words": len(alignment.words),
        "scenes": len(transcript.scenes),
        "sounds": len(transcript.sounds),
    }


def _words(alignment: Alignment) -> Iterator[Record]:
    for line in alignment.lines:
        speaker = line.source.speaker.name if line.source.speaker else None
        for word, language in zip(line.words, line.source.languages, strict=True):
            record = {
                "line": line.source.line,
                "text": word.text,
                **_times(word.span),
                "speaker": speaker,
                "match": word.match.value,
                "confidence": round(word.confidence, 3),
            }
            if language not in (None, alignment.language):
                record["language"] = language
            if line.edited:
                record["edited"] = True
            elif word.estimated:
                record["estimated"] = True
            if word.match is Match.REPLACED:
                record["heard"] = word.heard
            yield record


def _events(alignment: Alignment) -> Iterator[Record]:
    for event in alignment.events:
        scene = event.source if isinstance(event.source, SceneDescription) else None
        record = {
            "line": event.source.line,
            "kind": "scene" if scene else "sound",
            "text": without_marks(event.source.text),
            **_times(event.span),
            "placement": event.placement.value,
        }
        yield {**record, "on_screen": list(scene.on_screen)} if scene else record
