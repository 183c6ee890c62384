"""Times that a person has set, kept beside the transcript and found again by what is said there.

A pin names no line number: it has the text of its line, scene or sound, who says it, and what stands before
and after it. So edits elsewhere never move it, and a word mended in its own text does not lose it.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rapidfuzz import fuzz

from woordbeeld.errors import BadInputError
from woordbeeld.findings import Finding, Severity
from woordbeeld.timing import format_clock
from woordbeeld.transcript.model import SceneDescription, Sound, SpokenLine, Transcript

Said = SpokenLine | SceneDescription | Sound

ALIKE: Final = 75  # of 100: the same line with a word or two mended
MIN_WORDS: Final = 4  # shorter texts, such as "Ja.", are found only beside at least one of their neighbours
_FIELDS: Final = {"speaker": str, "text": str, "before": str, "after": str, "start_ms": int, "end_ms": int}
_LETTERS: Final = re.compile(r"[\W_]+")
_ABOUT: Final = "# Times set by hand, in milliseconds. A pin is found by its text and what is beside it.\n"


@dataclass(frozen=True, slots=True)
class Pin:
    """The start, the end or both (ms) of what has this text; `before` and `after` are the texts beside it."""

    text: str
    start_ms: int | None = None
    end_ms: int | None = None
    speaker: str | None = None
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Pins:
    """All pins of a transcript; `offset_ms` is added to each, for a video with another beginning."""

    pins: tuple[Pin, ...] = ()
    offset_ms: int = 0


def pins_path(transcript: Path) -> Path:
    """Where the pins of a transcript stand: `talk.pins.toml` beside `talk.txt`."""
    return transcript.with_name(f"{transcript.stem}.pins.toml")


def parse_pins(text: str, where: str) -> Pins:
    """The pins in a text of TOML.

    Raises:
        BadInputError: it is no TOML, or a pin has no text, no time, an unknown key, or ends before it starts.
    """
    try:
        told = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # numbers too long, and lists too deep, too
        raise BadInputError(
            f"is no TOML ({error})", where=where, remedy="mend it, or move it away"
        ) from error
    unknown = sorted(set(told) - {"offset_ms", "pin"})
    if unknown or type(told.get("offset_ms", 0)) is not int or not isinstance(told.get("pin", []), list):
        what = f"has no place for '{unknown[0]}'" if unknown else "is not a list of pins"
        raise BadInputError(what, where=where, remedy="write 'offset_ms = 0' and blocks of '[[pin]]'")
    pins = tuple(_pin(entry, number, where) for number, entry in enumerate(told.get("pin", []), 1))
    return Pins(pins, told.get("offset_ms", 0))


def _pin(entry: Any, number: int, where: str) -> Pin:
    remedy = f"a pin has 'text', 'start_ms' or 'end_ms', and may have {', '.join(sorted(_FIELDS))}"
    if not isinstance(entry, dict) or any(
        key not in _FIELDS or type(value) is not _FIELDS[key] for key, value in entry.items()
    ):
        raise BadInputError(f"pin {number} cannot be read", where=where, remedy=remedy)
    pin = Pin(**{"text": "", **entry})
    if not _key(pin.text) or (pin.start_ms is None and pin.end_ms is None):
        raise BadInputError(f"pin {number} has no text or no time", where=where, remedy=remedy)
    if pin.start_ms is not None and pin.end_ms is not None and pin.end_ms <= pin.start_ms:
        raise BadInputError(f"pin {number} ends before it starts", where=where, remedy="mend its times")
    return pin


def render_pins(pins: Pins) -> str:
    """The pins as TOML, which `parse_pins` reads back."""
    blocks = [_ABOUT, f"offset_ms = {pins.offset_ms}\n"]
    for pin in pins.pins:
        fields = {name: getattr(pin, name) for name in _FIELDS}
        told = (f"{name} = {_value(value)}\n" for name, value in fields.items() if value not in (None, ""))
        blocks.append("\n[[pin]]\n" + "".join(told))
    return "".join(blocks)


def _value(value: str | int) -> str:
    """A number or a text as TOML has it: JSON's strings are TOML's, but for DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def pin_of(transcript: Transcript, said: Said, start_ms: int | None, end_ms: int | None) -> Pin:
    """The pin that finds this line, scene or sound again."""
    all_said = in_order(transcript)
    at = all_said.index(said)
    return Pin(
        said.text,
        start_ms,
        end_ms,
        _speaker(said),
        all_said[at - 1].text if at else "",
        all_said[at + 1].text if at + 1 < len(all_said) else "",
    )


def find_pinned(transcript: Transcript, pins: Pins) -> tuple[dict[Said, Pin], tuple[Finding, ...]]:
    """For each pin the one place that it means; a pin without one, or with more than one, is a finding."""
    all_said = in_order(transcript)
    keys = [_key(said.text) for said in all_said]
    found: dict[Said, Pin] = {}
    findings = []
    for pin in pins.pins:
        places = [at for at in _places(all_said, keys, pin) if all_said[at] not in found]
        if len(places) == 1:
            found[all_said[places[0]]] = pin
        else:
            findings.append(_lost(pin, len(places)))
    return found, tuple(findings)


def in_order(transcript: Transcript) -> tuple[Said, ...]:
    """Lines, scenes and sounds in the order of the text."""
    return tuple(block for block in transcript.blocks if isinstance(block, Said))


def _places(all_said: Sequence[Said], own: Sequence[str], pin: Pin) -> list[int]:
    """Where a pin may belong: at its own text, told apart by what is beside it, else at one much like it."""
    keys = ["", *own, ""]
    text, before, after = map(_key, (pin.text, pin.before, pin.after))
    between = {at: (keys[at] == before) + (keys[at + 2] == after) for at in range(len(all_said))}
    beside = {at: between[at] + (_speaker(all_said[at]) == pin.speaker) for at in between}
    brief = len(pin.text.split()) < MIN_WORDS
    same = [at for at in beside if keys[at + 1] == text and (not brief or between[at])]
    if same or brief:
        return _best(same, beside)
    alike = {at: fuzz.ratio(keys[at + 1], text) for at in beside}
    return _best([at for at, ratio in alike.items() if ratio >= ALIKE], alike)


def _best(places: Sequence[int], scores: Mapping[int, float]) -> list[int]:
    most = max((scores[at] for at in places), default=0)
    return [at for at in places if scores[at] == most]


def _key(text: str) -> str:
    return _LETTERS.sub(" ", text).strip().casefold()


def _speaker(said: Said) -> str | None:
    return said.speaker.name if isinstance(said, SpokenLine) and said.speaker else None


def _lost(pin: Pin, places: int) -> Finding:
    moments = [format_clock(ms) for ms in (pin.start_ms, pin.end_ms) if ms is not None]
    why = "is nowhere in the text" if not places else f"may be one of {places} places"
    message = f"the time {' to '.join(moments)} that was set for “{pin.text}” is not used: that {why}"
    return Finding("pin-lost", Severity.WARNING, message, suggestion="set it again, or take the pin out")
