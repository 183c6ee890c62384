"""What the voices tell of the labels: lines like somebody else, labels like one voice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from woordbeeld.transcript.model import SpokenLine
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


@dataclass(frozen=True, slots=True)
class HeardVoices:
    """The `others` the most likely first; `untold` says why the voices tell nothing, where that is so.

    Of each speaker who is known by voice there is a `typical` line, which may be heard beside a doubtful one.
    """

    others: tuple[OtherVoice, ...] = ()
    one_voice: tuple[OneVoice, ...] = ()
    untold: Message | None = None
    typical: Mapping[str, SpokenLine] = field(default_factory=dict)

    @property
    def doubts(self) -> tuple[OtherVoice | OneVoice, ...]:
        """All that a person is asked to hear, what concerns most lines first."""
        return (*self.one_voice, *self.others)
