"""What a file was read as, told to a person, and as JSON for a program."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Final

from woordbeeld.intake.correcting import rows_of
from woordbeeld.intake.document import LeftOut, Why
from woordbeeld.intake.in_words import (
    doubt_in_words,
    format_in_words,
    id_of,
    layout_in_words,
    reason_in_words,
)
from woordbeeld.intake.reading import Reading
from woordbeeld.intake.understanding import Item, Settled
from woordbeeld.transcript.model import Transcript
from woordbeeld.transcript.reader import read
from woordbeeld.words import OTHERWISE, Message, say, told

MOST_SHOWN: Final = 12  # of what was left out for one reason, and of doubtful lines
_MOST_CHARS: Final = 70


def summary(reading: Reading, written: str, language: str = OTHERWISE) -> str:
    """What was understood: turns, speakers, scenes, sounds, what was left out, and each doubtful decision.

    `written` is the name of the file that the text was written to, whose lines are told.
    """
    return "".join(f"{told(each, language)}\n" for each in _lines(reading, written))


def _lines(reading: Reading, written: str) -> Iterator[Message]:
    transcript = read(reading.text)
    yield _read_as(reading)
    yield contents_of(transcript)
    for name, times in lines_by_speaker(transcript).items():
        yield say("import.speaker", lines=times, name=name or say("import.nobody"))
    if not reading.has_speech:
        yield say("import.no_speech")
    if left_out := reading.understanding.left_out:
        yield say("import.left_out", pieces=len(left_out))
        yield from _left_out(left_out)
    yield from _by_sound(reading.understanding.by_sound)
    if doubtful := reading.doubtful:
        yield say("import.look_at", pieces=len(doubtful), file=written)
        yield from (_doubtful(*each) for each in doubtful[:MOST_SHOWN])
        if len(doubtful) > MOST_SHOWN:
            yield say("import.more", pieces=len(doubtful) - MOST_SHOWN)


def _read_as(reading: Reading) -> Message:
    kind = format_in_words(reading.understanding.document.format_name)
    if layouts := reading.understanding.layouts:
        return say("import.read_as_layouts", format=kind, layouts=tuple(map(layout_in_words, layouts)))
    return say("import.read_as", format=kind)


def _doubtful(line: int, item: Item) -> Message:
    doubt = doubt_in_words(item.doubt) if item.doubt else ""
    return say("import.doubt", line=line, doubt=doubt, text=_short(item.text))


def _by_sound(settled: tuple[Settled, ...]) -> Iterator[Message]:
    """What the sound has decided."""
    if settled:
        yield say("import.by_sound", pieces=len(settled))
    for is_heard, what in ((True, say("import.heard")), (False, say("import.not_heard"))):
        if those := [each.text for each in settled if each.is_heard is is_heard]:
            yield _listed(what, those)


def _listed(what: Message, texts: list[str]) -> Message:
    shown = " | ".join(map(_short, texts[:MOST_SHOWN]))
    more = say("import.listed_more", pieces=len(texts) - MOST_SHOWN) if len(texts) > MOST_SHOWN else ""
    return say("import.listed", what=what, pieces=len(texts), shown=shown, more=more)


def contents_of(transcript: Transcript) -> Message:
    """In words, what a transcript holds."""
    words = sum(len(line.words) for line in transcript.spoken_lines)
    return say(
        "import.contents",
        turns=say("count.turns", count=len(transcript.turns)),
        speakers=say("count.speakers", count=len(transcript.speakers)),
        spoken_lines=say("count.spoken_lines", count=len(transcript.spoken_lines)),
        words=say("count.words", count=words),
        scenes=say("count.scenes", count=len(transcript.scenes)),
        sounds=say("count.sounds", count=len(transcript.sounds)),
    )


def lines_by_speaker(transcript: Transcript) -> Counter[str]:
    """How many lines each speaker says, in the order in which they speak; nobody known is the empty name."""
    return Counter(line.speaker.name if line.speaker else "" for line in transcript.spoken_lines)


def _left_out(left_out: tuple[LeftOut, ...]) -> Iterator[Message]:
    by_why: dict[Why, list[LeftOut]] = {}
    for each in left_out:
        by_why.setdefault(each.why, []).append(each)
    for why, those in by_why.items():
        yield _listed(reason_in_words(why), [each.text for each in those])


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _MOST_CHARS else plain[: _MOST_CHARS - 1].rstrip() + "…"


def summary_as_json(reading: Reading) -> str:
    """The same as JSON; ids are stable, times are in ms, places and lines count from 1."""
    transcript = read(reading.text)
    row_of = {id(row.source): number for number, row in enumerate(rows_of(reading.understanding))}
    record = {
        "version": 1,
        "format": reading.understanding.document.format_name,
        "layouts": list(reading.understanding.layouts),
        "as_it_stands": reading.as_it_stands,
        "turns": len(transcript.turns),
        "speakers": [
            {"name": name or None, "lines": times} for name, times in lines_by_speaker(transcript).items()
        ],
        "scenes": len(transcript.scenes),
        "sounds": len(transcript.sounds),
        "items": [
            {"row": row_of.get(id(item)), **_record(line, item)}
            for line, item in zip(reading.lines, reading.understanding.items, strict=True)
        ],
        "left_out": [
            {
                "row": row_of.get(id(each)),
                "place": each.place,
                "text": each.text,
                "why": id_of(each.why),
            }
            for each in reading.understanding.left_out
        ],
        "by_sound": [
            {"place": each.place, "text": each.text, "heard": each.is_heard}
            for each in reading.understanding.by_sound
        ],
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _record(line: int, item: Item) -> dict[str, object]:
    return {
        "line": line,
        "place": item.place,
        "kind": item.kind.value,
        "speaker": item.speaker or None,
        "text": item.text,
        "start_ms": item.span.start_ms if item.span else None,
        "end_ms": item.span.end_ms if item.span else None,
        "doubt": id_of(item.doubt) if item.doubt else None,
    }
