"""Which labels the voices contradict: how likely each is wrong, and who says the line instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

import numpy as np

from woordbeeld.voices.embedder import Embedding
from woordbeeld.voices.odds import LEAST_SPREAD, Assigned, Odds, odds
from woordbeeld.voices.one_voice import one_voice
from woordbeeld.voices.two_voices import two_voices

LEAST_LINES: Final = 3  # with a label, to tell that one of them agrees with it
DECIDED: Final = 0.6  # the probability from which on a label is told to be wrong
CLEAR: Final = 1.0  # the margin by which a line fits its label better than any other, to tell voices apart
MOST_DISAGREEING: Final = 1 / 3  # of the lines fit another label better; above that the voices tell little
MOST_UNDECIDED: Final = 1 / 4  # of the lines fit two speakers about as well, as computer voices do
FEW_UNDECIDED: Final = (
    1 / 20
)  # so few only where labels are wrong: computer voices that disagree have a fifth


class Verdict(Enum):
    """What the voices tell of the label of a line."""

    AGREES = "agrees"
    OTHER = "sounds-like-another"
    KEPT = "kept"  # a person has said that the label is right, whatever its voice is like
    NOT_JUDGED = "not-judged"


class Unjudged(Enum):
    """Why nothing is told of a line."""

    SHORT = "too-short"  # or it is not heard without another speaker
    FEW = "few-lines"  # of its speaker
    BETWEEN = "between-two"  # speakers, whose voices it fits about as well
    NOBODY = "no-speaker"


class Abstention(Enum):
    """Why nothing is told of any line."""

    ONE_SPEAKER = "one-speaker"  # or none has enough lines
    ALIKE = "voices-alike"


@dataclass(frozen=True, slots=True, eq=False)
class LineVoice:
    """A line, its speaker by the label, its voice by each embedder (none where too short), and its length."""

    line: int
    speaker: str | None
    vectors: tuple[Embedding, ...]
    heard_ms: int


@dataclass(frozen=True, slots=True)
class Judged:
    """What is told of a line: whom it sounds like, and the probability (0 to 1) that its label is wrong.

    Of one whose label is kept that is what would be told, were it not.
    """

    line: int
    speaker: str | None
    verdict: Verdict
    sounds_like: str | None = None
    probability: float = 0.0
    why: Unjudged | None = None

    @property
    def fits(self) -> bool:
        """Whether it sounds as its label says."""
        return self.sounds_like is not None and self.sounds_like == self.speaker

    @property
    def is_other(self) -> bool:
        """Whether it sounds like somebody else."""
        return self.sounds_like is not None and not self.fits


@dataclass(frozen=True, slots=True)
class Change:
    """Sentences in a row within a line that sound like somebody else: the first word (from 0), text and time.

    `speaker` is whose label the line has, `sounds_like` who says them; of the line, the label may be kept by
    a person.
    """

    line: int
    word: int
    text: str
    start_ms: int | None
    speaker: str
    sounds_like: str
    probability: float
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class TwoVoices:
    """A label whose lines fall apart in two voices, those of the rarer one, and which of these are kept."""

    speaker: str
    lines: tuple[int, ...]
    kept: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Audit:
    """All lines in the order of the text, labels that seem to be one voice, and those that seem two.

    Where the voices tell nothing, `abstains` says why, and no line is judged. `changes` are told of
    sentences, which are compared apart.
    """

    lines: tuple[Judged, ...]
    one_voice: tuple[tuple[str, str], ...] = ()
    abstains: Abstention | None = None
    two_voices: tuple[TwoVoices, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def doubts(self) -> tuple[Judged, ...]:
        """The lines that sound like somebody else."""
        return tuple(each for each in self.lines if each.verdict is Verdict.OTHER)

    @property
    def asks(self) -> bool:
        """Whether there is something to look at."""
        mixed = any(not each.kept for each in self.two_voices)
        changed = any(not each.is_kept for each in self.changes)
        return bool(self.doubts or self.one_voice or mixed or changed)


def audit(voices: Sequence[LineVoice], certain: Collection[int] = frozenset()) -> Audit:
    """Hold the label of each line against its voice; those of the lines that are `certain` are not doubted.

    >>> audit([LineVoice(1, "Ada", (), 0)]).abstains.value
    'one-speaker'
    """
    heard = [each for each in voices if each.vectors and each.speaker]
    lines = Counter(each.speaker or "" for each in heard)
    names = tuple(lines)
    known = frozenset(name for name, count in lines.items() if count >= LEAST_LINES)
    if len(known) < 2:  # noqa: PLR2004 - nobody to hold a voice against
        return _abstaining(voices, known, Abstention.ONE_SPEAKER)
    vectors = [each.vectors for each in heard]
    labels = np.array([names.index(each.speaker or "") for each in heard])
    pairs = one_voice(vectors, labels)
    sure = [row for row, each in enumerate(heard) if each.line in certain]
    found = odds(vectors, _merged(labels, pairs), np.array([each.heard_ms for each in heard]), sure)
    if tells_nothing(found):
        return _abstaining(voices, known, Abstention.ALIKE)
    judged = [
        _judged(each, names[other], float(wrong), known, fits=margin >= 0)
        for each, other, wrong, margin in zip(heard, found.likeliest, found.wrong, found.margin, strict=True)
    ]
    told = {each.line: _kept(each) if each.line in certain else each for each in judged}
    return Audit(
        tuple(told.get(each.line) or _unjudged(each, known) for each in voices),
        tuple((names[one], names[other]) for one, other in pairs),
        two_voices=_apart(heard, [each for each in told.values() if each.verdict is Verdict.OTHER], certain),
    )


def _kept(judged: Judged) -> Judged:
    return replace(judged, verdict=Verdict.KEPT, why=None)


def _apart(
    heard: Sequence[LineVoice], doubts: Sequence[Judged], certain: Collection[int]
) -> tuple[TwoVoices, ...]:
    """The labels of two voices, but for the lines that sound like a third."""
    doubtful = {each.line for each in doubts}
    some = [each for each in heard if each.line not in doubtful]
    names = [*dict.fromkeys(each.speaker or "" for each in some)]
    labels = np.array([names.index(each.speaker or "") for each in some])
    found = (
        (names[label], tuple(some[row].line for row in rows))
        for label, rows in two_voices([each.vectors for each in some], labels)
    )
    return tuple(
        TwoVoices(name, lines, tuple(line for line in lines if line in certain)) for name, lines in found
    )


def _judged(voice: LineVoice, other: str, wrong: float, known: Collection[str], *, fits: bool) -> Judged:
    """What a line is told to be; of a label with too few lines only that it is wrong."""
    if wrong > DECIDED:
        return Judged(voice.line, voice.speaker, Verdict.OTHER, other, wrong)
    if voice.speaker not in known:
        return _unjudged(voice, known)
    if not fits:
        return Judged(voice.line, voice.speaker, Verdict.NOT_JUDGED, why=Unjudged.BETWEEN)
    return Judged(voice.line, voice.speaker, Verdict.AGREES, voice.speaker, wrong)


def _unjudged(voice: LineVoice, known: Collection[str]) -> Judged:
    few = Unjudged.FEW if voice.speaker not in known else None
    why = Unjudged.NOBODY if voice.speaker is None else Unjudged.SHORT if not voice.vectors else few
    return Judged(voice.line, voice.speaker, Verdict.NOT_JUDGED, why=why)


def _abstaining(voices: Sequence[LineVoice], known: Collection[str], why: Abstention) -> Audit:
    return Audit(tuple(_unjudged(each, known) for each in voices), abstains=why)


def tells_nothing(found: Odds) -> bool:
    """Where most lines disagree because the labels are wrong, the voices tell it of each decidedly."""
    undecided = float(((found.margin < CLEAR) & (found.wrong <= DECIDED)).mean())
    disagreeing = float((found.margin < 0).mean())
    most = MOST_UNDECIDED if disagreeing <= MOST_DISAGREEING else FEW_UNDECIDED
    return found.likeness < LEAST_SPREAD or undecided > most


def _merged(labels: Assigned, pairs: Sequence[tuple[int, int]]) -> Assigned:
    """The labels, with the first of those that are one voice for each of them."""
    found = labels
    for one, other in pairs:
        found = np.where(found == other, found[labels == one][0], found)
    return found
