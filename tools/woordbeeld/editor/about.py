"""What pages are told of a session beside its lines, each part as a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from woordbeeld.alignment.heard_voices import HeardVoices
from woordbeeld.editor.analysis import LASTING
from woordbeeld.editor.progress import Record
from woordbeeld.editor.session import Foreign
from woordbeeld.editor.state import State
from woordbeeld.transcript.one_person import short_labels
from woordbeeld.transcript.pins import TranscriptItem
from woordbeeld.words import told


def conflicts_of(foreign: Foreign | None) -> list[Record]:
    """The lines of which somebody must choose."""
    found = foreign.conflicts if foreign else ()
    return [{"base": each.base, "ours": each.ours, "theirs": each.theirs} for each in found]


def lost_times(state: State) -> list[Record]:
    """Times that were set for what the text has no more."""
    return [
        {"text": bound.pin.text, "start": bound.pin.start_ms, "end": bound.pin.end_ms}
        for bound in state.pins
        if bound.id is None
    ]


def voices_of(state: State, voices: HeardVoices | None, percent: int | None) -> Record:
    """How far the voices are compared: so many `percent`, or what came of it, which `is_known` then.

    `typical` has the item of a typical line of each speaker, `untold` the message why they tell nothing.
    """
    items: dict[TranscriptItem, int] = {block: item for item, block in state.by_id.items()}
    typical = voices.typical.items() if voices else ()
    return {
        "percent": percent,
        "is_known": voices is not None,
        "untold": voices.untold if voices else None,
        "typical": {name: items[line] for name, line in typical if line in items},
    }


def names_told(state: State, cast: Sequence[str | None]) -> Record:
    """Who of the cast is `gone`, for they say nothing any more; labels that are read as another one."""
    names = names_in(state)
    return {
        "gone": [name for name in cast if name and name not in names],
        "read_as": [{"label": each.label, "of": each.of} for each in short_labels(state.transcript)],
    }


def looked_at(rows: Mapping[int, Record], todo: Iterable[tuple[int, str]]) -> tuple[int, int]:
    """At how many of the items that need a person somebody has looked, and how many there are."""
    items = {item for item, kind in todo if kind != "difference"}
    done = (row for item, row in rows.items() if item in items and row["reviewed"])
    looked = sum(1 for row in done if not any(each["kind"] in LASTING for each in row["work"]))
    return looked, len(items)


def names_in(state: State) -> tuple[str, ...]:
    return tuple(speaker.name for speaker in state.transcript.speakers)


def seated(seats: Sequence[str | None], names: Sequence[str]) -> tuple[str | None, ...]:
    """The speakers, each where they were; who is new takes the first free place, which is None.

    So a renamed speaker stays in place, nobody else moves, and who lost the last line can be given it back.
    """
    kept = list(seats)
    for name in names:
        if name not in kept and None in kept:
            kept[kept.index(None)] = name
        elif name not in kept:
            kept.append(name)
    return tuple(kept)


def in_language(about: Record, language: str) -> Record:
    """What pages are told, with its messages in a language."""
    trouble, voices = about["trouble"], about["voices"]
    if voices and voices["untold"]:
        voices = {**voices, "untold": told(voices["untold"], language)}
    return {**about, "trouble": told(trouble, language) if trouble else "", "voices": voices}
