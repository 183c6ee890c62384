"""Times that a person has set, kept beside the transcript and found again by what is said there.

A pin names no line number: it has the text of its line, scene or sound, who says it, and what stands before
and after it. So edits elsewhere never move it, and a word fixed in its own text does not lose it.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Final

from rapidfuzz import fuzz, process

from woordbeeld.errors import BadInputError
from woordbeeld.findings import Finding, Severity
from woordbeeld.inputs import InputKind, NoSuchFileError, read_input
from woordbeeld.textfile import decode
from woordbeeld.timing import format_clock
from woordbeeld.toml_text import read_toml
from woordbeeld.transcript.model import SceneDescription, Sound, SpokenLine, Transcript
from woordbeeld.words import say

TranscriptItem = SpokenLine | SceneDescription | Sound

ALIKE: Final = 75  # of 100: the same line with a word or two fixed
MIN_WORDS: Final = 4  # shorter texts, such as "Ja.", are found only beside at least one of their neighbours
FIELDS: Final = {"speaker": str, "text": str, "before": str, "after": str, "start_ms": int, "end_ms": int}
_Context = tuple[str, str, str | None]  # the texts before and after, and the speaker
_Mask = tuple[bool, bool, bool]  # which of these counts
_NOTHING_BESIDE: Final[_Mask] = (False, False, False)
_MASKS: Final[Sequence[Sequence[_Mask]]] = (  # what is the same, the best first
    ((True, True, True),),
    ((True, True, False), (True, False, True), (False, True, True)),
    ((True, False, False), (False, True, False), (False, False, True)),
    (_NOTHING_BESIDE,),
)
_BRIEF_MASKS: Final = tuple(tuple(mask for mask in masks if any(mask[:2])) for masks in _MASKS)
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


def read_pins(transcript: Path) -> Pins:
    """The times that a person set, if there are any beside the transcript."""
    return parse_pins(read_pins_text(transcript), pins_path(transcript).name)


def read_pins_text(transcript: Path) -> str:
    """The file in which they stand; empty where there is none."""
    path = pins_path(transcript)
    try:
        data = read_input(path, InputKind.PINS)
    except NoSuchFileError:
        return ""
    return decode(data, path.name, remedy=InputKind.PINS.remedy)[0]


def parse_pins(text: str, where: str) -> Pins:
    """The pins in a text of TOML.

    Raises:
        BadInputError: it is no TOML, or a pin has no text, no time, an unknown key, or ends before it starts.
    """
    try:
        told = read_toml(text)
    except ValueError as error:
        what = say("error.pins.no_toml", why=str(error))
        raise BadInputError(what, where=where, remedy=InputKind.PINS.remedy) from error
    unknown = sorted(set(told) - {"offset_ms", "pin"})
    if unknown or type(told.get("offset_ms", 0)) is not int or not isinstance(told.get("pin", []), list):
        what = say("error.pins.no_place", key=unknown[0]) if unknown else say("error.pins.no_list")
        raise BadInputError(what, where=where, remedy=say("error.pins.write"))
    pins = tuple(_pin(entry, number, where) for number, entry in enumerate(told.get("pin", []), 1))
    return Pins(pins, told.get("offset_ms", 0))


def _pin(entry: Any, number: int, where: str) -> Pin:
    remedy = say("error.pins.fields", fields=", ".join(sorted(FIELDS)))
    if not isinstance(entry, dict) or any(
        key not in FIELDS or type(value) is not FIELDS[key] for key, value in entry.items()
    ):
        raise BadInputError(say("error.pins.unread", number=number), where=where, remedy=remedy)
    pin = Pin(**{"text": "", **entry})
    if not _key(pin.text) or (pin.start_ms is None and pin.end_ms is None):
        raise BadInputError(say("error.pins.nothing", number=number), where=where, remedy=remedy)
    if pin.start_ms is not None and pin.end_ms is not None and pin.end_ms <= pin.start_ms:
        what = say("error.pins.ends_first", number=number)
        raise BadInputError(what, where=where, remedy=say("error.pins.fix_times"))
    return pin


def render_pins(pins: Pins) -> str:
    """The pins as a new file of TOML, which `parse_pins` reads back."""
    blocks = (f"\n{block_of(pin)}" for pin in pins.pins)
    return "".join((_ABOUT, f"offset_ms = {pins.offset_ms}\n", *blocks))


def block_of(pin: Pin) -> str:
    """A pin as TOML."""
    fields = {name: getattr(pin, name) for name in FIELDS}
    told = (f"{name} = {as_toml(value)}\n" for name, value in fields.items() if value not in (None, ""))
    return "[[pin]]\n" + "".join(told)


def as_toml(value: str | int) -> str:
    """A number or a text as TOML has it: JSON's strings are TOML's, but for DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def pin_of(transcript: Transcript, said: TranscriptItem, start_ms: int | None, end_ms: int | None) -> Pin:
    """The pin that finds this line, scene or sound again."""
    all_said = in_order(transcript)
    at = all_said.index(said)
    return Pin(
        _words_of(said),
        start_ms,
        end_ms,
        _speaker(said),
        _words_of(all_said[at - 1]) if at else "",
        _words_of(all_said[at + 1]) if at + 1 < len(all_said) else "",
    )


def find_pinned(transcript: Transcript, pins: Pins) -> tuple[dict[TranscriptItem, Pin], tuple[Finding, ...]]:
    """For each pin the one place that it means; a pin without one, or with more than one, is a finding."""
    places = _Places(in_order(transcript))
    found: dict[TranscriptItem, Pin] = {}
    findings = []
    for pin in pins.pins:
        count, first = places.best(pin)
        if count == 1:
            found[places.take(first)] = pin
        else:
            findings.append(_lost(pin, count))
    return found, tuple(findings)


def in_order(transcript: Transcript) -> tuple[TranscriptItem, ...]:
    """Lines, scenes and sounds in the order of the text."""
    return tuple(block for block in transcript.blocks if isinstance(block, TranscriptItem))


class _Places:
    """Where pins may belong: at their own text, told apart by what is beside it, else at one much like it.

    A place that was taken by an earlier pin may be the best for another one too, but is not given again.
    """

    def __init__(self, all_said: Sequence[TranscriptItem]) -> None:
        self.all_said = all_said
        self.keys = [_key(_words_of(said)) for said in all_said]
        self.equal: dict[TranscriptItem, list[int]] = defaultdict(list)
        self.free: dict[tuple[object, ...], dict[int, None]] = defaultdict(dict)
        for at, said in enumerate(all_said):
            self.equal[said].append(at)
            for same in self._same(at):
                self.free[same][at] = None

    def take(self, at: int) -> TranscriptItem:
        """What stands there; it, and what is equal to it, is free no more."""
        for taken in self.equal[self.all_said[at]]:
            for same in self._same(taken):
                self.free[same].pop(taken, None)
        return self.all_said[at]

    def best(self, pin: Pin) -> tuple[int, int]:
        """How many places that are free fit a pin best, and the first of them."""
        text = _key(pin.text)
        context = (_key(pin.before), _key(pin.after), pin.speaker)
        brief = len(pin.text.split()) < MIN_WORDS
        for masks in _BRIEF_MASKS if brief else _MASKS:
            known = [same for mask in masks if (same := _masked(text, context, mask)) in self.free]
            if known:
                free = [self.free[same] for same in known]
                return sum(map(len, free)), next(chain.from_iterable(free), 0)
        if brief:
            return 0, 0
        alike = process.extract(text, self.keys, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None)
        most = [at for _, ratio, at in alike if ratio == alike[0][1] and self._is_free(at)]
        return len(most), most[0] if most else 0

    def _same(self, at: int) -> Iterator[tuple[object, ...]]:
        """The text of a place with every choice of what is beside it."""
        before = self.keys[at - 1] if at else ""
        after = self.keys[at + 1] if at + 1 < len(self.keys) else ""
        context = (before, after, _speaker(self.all_said[at]))
        return (_masked(self.keys[at], context, mask) for mask in chain(*_MASKS))

    def _is_free(self, at: int) -> bool:
        return at in self.free[_masked(self.keys[at], ("", "", None), _NOTHING_BESIDE)]


def _masked(text: str, context: _Context, mask: _Mask) -> tuple[object, ...]:
    """A text with what is beside it, in so far as the mask has it."""
    return text, mask, *(told for told, counts in zip(context, mask, strict=True) if counts)


def _key(text: str) -> str:
    return _LETTERS.sub(" ", text).strip().casefold()


def _words_of(said: TranscriptItem) -> str:
    """What is said, whatever languages are marked in it; or what is seen or heard."""
    return said.said if isinstance(said, SpokenLine) else said.text


def _speaker(said: TranscriptItem) -> str | None:
    return said.speaker.name if isinstance(said, SpokenLine) and said.speaker else None


def _lost(pin: Pin, places: int) -> Finding:
    moments = [format_clock(ms) for ms in (pin.start_ms, pin.end_ms) if ms is not None]
    time = say("finding.both_ends", start=moments[0], end=moments[1]) if len(moments) > 1 else moments[0]
    lost = say("finding.pin-lost", time=time, text=pin.text)
    doubtful = say("finding.pin-doubtful", time=time, text=pin.text, places=places)
    message = doubtful if places else lost
    return Finding("pin-lost", Severity.WARNING, message, suggestion=say("finding.set_again"))
