"""What a file was read as, told to a person, and as JSON for a program."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sized
from typing import Final

from woordbeeld.intake.document import LeftOut
from woordbeeld.intake.reading import Reading
from woordbeeld.intake.understanding import Item, Settled
from woordbeeld.transcript.model import Transcript
from woordbeeld.transcript.reader import read

MOST_SHOWN: Final = 12  # of what was left out for one reason, and of doubtful lines
_MOST_CHARS: Final = 70


def summary(reading: Reading, written: str) -> str:
    """What was understood: turns, speakers, scenes, sounds, what was left out, and each doubtful decision.

    `written` is the name of the file that the text was written to, whose lines are told.
    """
    return "\n".join(_paragraphs(reading, written)) + "\n"


def _paragraphs(reading: Reading, written: str) -> Iterator[str]:
    transcript = read(reading.text)
    layouts = reading.understanding.layouts
    yield f"Read as {reading.understanding.document.format_name}" + (
        f": {'; '.join(layouts)}." if layouts else "."
    )
    yield contents_of(transcript)
    for name, times in lines_by_speaker(transcript).items():
        yield f"  {times:>5}  {name or '(nobody known)'}"
    if left_out := reading.understanding.left_out:
        yield f"Left out ({len(left_out)}):"
        yield from _left_out(left_out)
    yield from _by_sound(reading.understanding.by_sound)
    if doubtful := reading.doubtful:
        yield f"Please look at these lines of {written} ({len(doubtful)}):"
        for line, item in doubtful[:MOST_SHOWN]:
            yield f"  line {line}: {_doubt(item)}: {_short(item.text)}"
        if len(doubtful) > MOST_SHOWN:
            yield f"  and {len(doubtful) - MOST_SHOWN} more"


def _by_sound(settled: tuple[Settled, ...]) -> Iterator[str]:
    """What the sound has decided."""
    if settled:
        yield f"By the sound ({len(settled)}):"
    for is_heard, what in ((True, "heard, so it is speech"), (False, "not heard, so nobody says it")):
        if those := [each.text for each in settled if each.is_heard is is_heard]:
            yield _listed(what, those)


def _listed(what: str, texts: list[str]) -> str:
    shown = " | ".join(map(_short, texts[:MOST_SHOWN]))
    more = f" | and {len(texts) - MOST_SHOWN} more" if len(texts) > MOST_SHOWN else ""
    return f"  {what} ({len(texts)}): {shown}{more}"


def _count(counted: Sized, noun: str) -> str:
    return f"{len(counted)} {noun}{'' if len(counted) == 1 else 's'}"


def contents_of(transcript: Transcript) -> str:
    """In words, what a transcript holds."""
    words = [word for line in transcript.spoken_lines for word in line.words]
    return (
        f"{_count(transcript.turns, 'turn')} of {_count(transcript.speakers, 'speaker')}, "
        f"{_count(transcript.spoken_lines, 'spoken line')} with {_count(words, 'word')}, "
        f"{_count(transcript.scenes, 'scene description')}, {_count(transcript.sounds, 'sound')}"
    )


def lines_by_speaker(transcript: Transcript) -> Counter[str]:
    """How many lines each speaker says, in the order in which they speak; nobody known is the empty name."""
    return Counter(line.speaker.name if line.speaker else "" for line in transcript.spoken_lines)


def _left_out(left_out: tuple[LeftOut, ...]) -> Iterator[str]:
    by_why: dict[str, list[LeftOut]] = {}
    for each in left_out:
        by_why.setdefault(each.why.value, []).append(each)
    for why, those in by_why.items():
        yield _listed(why, [each.text for each in those])


def _doubt(item: Item) -> str:
    return item.doubt.value if item.doubt else ""


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _MOST_CHARS else plain[: _MOST_CHARS - 1].rstrip() + "…"


def summary_as_json(reading: Reading) -> str:
    """The same as JSON; ids are stable, times are in ms, places and lines count from 1."""
    transcript = read(reading.text)
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
            _record(line, item) for line, item in zip(reading.lines, reading.understanding.items, strict=True)
        ],
        "left_out": [
            {"place": each.place, "text": each.text, "why": each.why.name.lower().replace("_", "-")}
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
        "doubt": item.doubt.name.lower().replace("_", "-") if item.doubt else None,
    }
