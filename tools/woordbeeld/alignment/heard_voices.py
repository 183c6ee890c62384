"""What the voices tell of the labels: lines like somebody else, labels of one voice or two, or exchanged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from woordbeeld.transcript.model import SpokenLine
from woordbeeld.transcript.naming import Named
from woordbeeld.words import Message


@dataclass(frozen=True, slots=True)
class OtherVoice:
    """A line that sounds like another speaker than its own; so likely, in `percent`, its label is wrong.

    Where it is only a part of the line that does, `part` has its first and its last word, both from 0.
    """

    source: SpokenLine
    start_ms: int | None
    speaker: str
    sounds_like: str
    percent: int
    part: tuple[int, int] | None = None

    @property
    def text(self) -> str:
        """What sounds so."""
        if self.part is None:
            return self.source.text
        first, last = self.part
        return " ".join(self.source.words[first : last + 1])

    @property
    def lines(self) -> tuple[SpokenLine, ...]:
        """Those that are in doubt."""
        return (self.source,)


@dataclass(frozen=True, slots=True)
class OneVoice:
    """The first line of a speaker whose voice seems to be that of another, who has a line before."""

    source: SpokenLine
    start_ms: int | None
    speaker: str
    sounds_like: str

    @property
    def text(self) -> str:
        """The line."""
        return self.source.text

    @property
    def lines(self) -> tuple[SpokenLine, ...]:
        """Those that are in doubt."""
        return (self.source,)


@dataclass(frozen=True, slots=True)
class MixedLabel:
    """A label whose lines sound like two people, and the `lines` of the rarer voice.

    It is told at the first of these, or at one that a person has kept: who kept it was asked of all.
    """

    source: SpokenLine
    start_ms: int | None
    speaker: str
    lines: tuple[SpokenLine, ...]

    @property
    def text(self) -> str:
        """The line where it is told."""
        return self.source.text


@dataclass(frozen=True, slots=True)
class ExchangedLabels:
    """Two labels that seem to be exchanged, and the `lines` of both from the first to the last of that.

    The `evidence` is what the text tells of it where that is so everywhere, which no voice contradicts. It is
    told at the first line that tells it, or at one that a person has kept: who kept it was asked of all.
    """

    source: SpokenLine
    start_ms: int | None
    speaker: str
    other: str
    lines: tuple[SpokenLine, ...]
    evidence: tuple[Named, ...] = ()

    @property
    def is_throughout(self) -> bool:
        """Whether all lines of both are."""
        return bool(self.evidence)

    @property
    def text(self) -> str:
        """The line where it is told."""
        return self.source.text


OfVoice = OtherVoice | OneVoice | MixedLabel | ExchangedLabels


@dataclass(frozen=True, slots=True)
class HeardVoices:
    """The `others` the most likely first; `untold` says why the voices tell nothing, where that is so.

    Of each speaker who is known by voice there is a `typical` line, which may be heard beside a doubtful one.
    """

    others: tuple[OtherVoice, ...] = ()
    one_voice: tuple[OneVoice, ...] = ()
    untold: Message | None = None
    typical: Mapping[str, SpokenLine] = field(default_factory=dict)
    mixed: tuple[MixedLabel, ...] = ()
    exchanged: tuple[ExchangedLabels, ...] = ()

    @property
    def doubts(self) -> tuple[OfVoice, ...]:
        """All that a person is asked to hear, what concerns most lines first."""
        return (*self.exchanged, *self.one_voice, *self.mixed, *self.others)
