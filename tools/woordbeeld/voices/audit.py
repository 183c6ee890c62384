"""Which labels the voices contradict: how likely each is wrong, and who says the line instead.

A voice is taken for a point around the centre of its speaker, and both spread evenly in all directions: the
centres around each other, the lines of a speaker around their centre. How far, the labels themselves tell. A
line is held against the centre of each speaker, made of all other lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import combinations
from math import log
from typing import Final

import numpy as np
import numpy.typing as npt

from woordbeeld.voices.embedder import Embedding, unit

LEAST_LINES: Final = 3  # of a speaker, to know the voice by
WRONG_BEFORE: Final = 0.05  # of labels, for all that is known before listening
ROUNDS: Final = 3  # of centres made anew of the lines as they then seem to be
MOST_DISAGREEING: Final = 1 / 3  # of the lines fit another label better; above that the voices tell nothing
DECIDES: Final = log((1 - WRONG_BEFORE) / WRONG_BEFORE)  # by so much a better fit outweighs a label
MOST_UNDECIDED: Final = 1 / 3  # of the lines fit two speakers about as well, as computer voices do
DIMENSIONS: Final = 25  # in which voices seem to spread, by the odds that `make bench-voices` finds to hold
SHORT_MS: Final = 500  # of sound add as much spread as a voice has itself
USUAL_MS: Final = 2000  # of sound in a line, for which the spread is told by the labels
LEAST_LINES_OF_PAIR: Final = 6  # of each label, to tell that both are one voice
PURE: Final = 0.3  # of the mean likeness within labels; a label below that is of several voices
ONE_VOICE: Final = 0.85  # of the likeness within two labels, from which on both are one voice
LEAST_SPREAD: Final = 0.08  # of the centres, as a share of all; below that the voices are all alike
MOST_SPREAD: Final = 0.95

Numbers = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]
Assigned = npt.NDArray[np.int_]


class Verdict(Enum):
    """What the voices tell of the label of a line."""

    AGREES = "agrees"
    OTHER = "sounds-like-another"
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
    """What is told of a line: whom it sounds like, and the probability (0 to 1) that its label is wrong."""

    line: int
    speaker: str | None
    verdict: Verdict
    sounds_like: str | None = None
    probability: float = 0.0
    why: Unjudged | None = None


@dataclass(frozen=True, slots=True)
class Audit:
    """All lines in the order of the text, and labels that seem to be one voice.

    Where the voices tell nothing, `abstains` says why, and no line is judged.
    """

    lines: tuple[Judged, ...]
    one_voice: tuple[tuple[str, str], ...] = ()
    abstains: Abstention | None = None

    @property
    def doubts(self) -> tuple[Judged, ...]:
        """The lines that sound like somebody else."""
        return tuple(each for each in self.lines if each.verdict is Verdict.OTHER)


def audit(voices: Sequence[LineVoice]) -> Audit:
    """Hold the label of each line against its voice.

    >>> audit([LineVoice(1, "Ada", (), 0)]).abstains.value
    'one-speaker'
    """
    lines = Counter(each.speaker for each in voices if each.vectors and each.speaker)
    known = [speaker for speaker, count in lines.items() if count >= LEAST_LINES]
    heard = [each for each in voices if each.vectors and each.speaker in known]
    if len(known) < 2:  # noqa: PLR2004 - nobody to hold a voice against
        return _abstaining(voices, known, Abstention.ONE_SPEAKER)
    labels = np.array([known.index(each.speaker or "") for each in heard])
    one_voice = _one_voice(heard, labels, known)
    merged = _merged(labels, one_voice)
    odds = _odds(heard, merged)
    if odds.tells_nothing:
        return _abstaining(voices, known, Abstention.ALIKE)
    told = {
        each.line: _judged(each, known[other], float(wrong), undecided=bool(undecided))
        for each, other, wrong, undecided in zip(
            heard, odds.likeliest, odds.wrong, odds.undecided, strict=True
        )
    }
    judged = (told.get(each.line) or _unjudged(each, known) for each in voices)
    pairs = tuple((known[one], known[other]) for one, other in one_voice)
    return Audit(tuple(judged), pairs)


def _judged(voice: LineVoice, other: str, wrong: float, *, undecided: bool) -> Judged:
    if wrong > 1 / 2:
        return Judged(voice.line, voice.speaker, Verdict.OTHER, other, wrong)
    if undecided:
        return Judged(voice.line, voice.speaker, Verdict.NOT_JUDGED, why=Unjudged.BETWEEN)
    return Judged(voice.line, voice.speaker, Verdict.AGREES, voice.speaker, wrong)


def _unjudged(voice: LineVoice, known: Sequence[str]) -> Judged:
    few = Unjudged.FEW if voice.speaker not in known else None
    why = Unjudged.NOBODY if voice.speaker is None else Unjudged.SHORT if not voice.vectors else few
    return Judged(voice.line, voice.speaker, Verdict.NOT_JUDGED, why=why)


def _abstaining(voices: Sequence[LineVoice], known: Sequence[str], why: Abstention) -> Audit:
    return Audit(tuple(_unjudged(each, known) for each in voices), abstains=why)


@dataclass(frozen=True, slots=True, eq=False)
class _Odds:
    """For each line how likely its label is wrong, who else is likeliest, and whether it fits two alike.

    `disagreeing` is the share of lines that fit somebody else better than their label, `likeness` the mean
    cosine of two lines of a speaker, as lines then seem to be said.
    """

    wrong: Numbers
    likeliest: Assigned
    undecided: Marks
    disagreeing: float
    likeness: float

    @property
    def tells_nothing(self) -> bool:
        return (
            self.likeness < LEAST_SPREAD
            or self.disagreeing > MOST_DISAGREEING
            or self.undecided.mean() > MOST_UNDECIDED
        )


def _odds(heard: Sequence[LineVoice], labels: Assigned) -> _Odds:
    lengths, rows = np.array([each.heard_ms for each in heard]), np.arange(len(heard))
    assigned = labels
    for _ in range(ROUNDS + 1):
        points = _centred(heard, assigned)
        fits = _fits(points, assigned, lengths)
        own = fits[rows, labels]
        others = fits.copy()
        others[rows, labels] = -np.inf
        likeliest = others.argmax(axis=1)
        wrong = _posterior(own, others)
        before, assigned = assigned, np.where(wrong > 1 / 2, likeliest, labels)
        if (assigned == before).all():
            break
    disagreeing = float((others.max(axis=1) > own).mean())
    best = np.sort(fits, axis=1)
    undecided = best[:, -1] - best[:, -2] < DECIDES
    return _Odds(wrong, likeliest, undecided, disagreeing, _likeness_within(points, before))


def _centred(heard: Sequence[LineVoice], assigned: Assigned) -> Numbers:
    """The voices from the middle between all speakers, as directions: (lines, size of all vectors)."""
    parts = []
    for vectors in zip(*(each.vectors for each in heard), strict=True):
        stacked = np.stack(vectors)
        centres = [stacked[assigned == each].mean(axis=0) for each in np.unique(assigned)]
        parts.append(unit(stacked - np.mean(centres, axis=0)))
    found: Numbers = np.hstack(parts) / np.sqrt(len(parts))
    return found


def _fits(points: Numbers, assigned: Assigned, lengths: npt.NDArray[np.int_]) -> Numbers:
    """The logarithm of how well each line fits each speaker, made of all other lines: (lines, speakers)."""
    between, within = _spreads(points, assigned)
    own = within * (1 + SHORT_MS / lengths) / (1 + SHORT_MS / USUAL_MS)
    found = np.full((len(points), assigned.max() + 1), -np.inf)
    for speaker in np.unique(assigned):
        mine = assigned == speaker
        count = mine.sum() - mine
        total = points[mine].sum(axis=0) - np.where(mine[:, None], points, 0)
        centre = total * (between / (count * between + within))[:, None]
        spread = own + between * within / (count * between + within)
        distance = np.square(points - centre).sum(axis=1)
        found[:, speaker] = -distance / (2 * spread) - DIMENSIONS / 2 * np.log(spread)
    return found


def _spreads(points: Numbers, assigned: Assigned) -> tuple[float, float]:
    """How far centres lie from each other, and lines from their centre, in each direction."""
    share = float(np.clip(_likeness_within(points, assigned), LEAST_SPREAD, MOST_SPREAD))
    return share / DIMENSIONS, (1 - share) / DIMENSIONS


def _likeness_within(points: Numbers, assigned: Assigned) -> float:
    """The mean cosine of two lines of one speaker."""
    same = assigned[:, None] == assigned
    np.fill_diagonal(same, val=False)
    return float((points @ points.T)[same].mean()) if same.any() else 0.0


def _posterior(own: Numbers, others: Numbers) -> Numbers:
    """How likely somebody else says a line, each of them as likely beforehand."""
    most = np.maximum(own, others.max(axis=1))
    count = np.isfinite(others).sum(axis=1).clip(1)
    wrong = WRONG_BEFORE * np.exp(others - most[:, None]).sum(axis=1) / count
    right = (1 - WRONG_BEFORE) * np.exp(own - most)
    found: Numbers = wrong / (right + wrong)
    return found


def _one_voice(
    heard: Sequence[LineVoice], labels: Assigned, known: Sequence[str]
) -> tuple[tuple[int, int], ...]:
    """Pairs of speakers whose lines are as alike as those of one speaker."""
    points, counts = _centred(heard, labels), np.bincount(labels)
    likeness = points @ points.T
    np.fill_diagonal(likeness, np.nan)
    mean = np.array(
        [
            [np.nanmean(likeness[np.ix_(labels == one, labels == other)]) for other in range(len(known))]
            for one in range(len(known))
        ]
    )
    return tuple(
        (one, other)
        for one, other in combinations(range(len(known)), 2)
        if min(counts[one], counts[other]) >= LEAST_LINES_OF_PAIR
        and min(mean[one, one], mean[other, other]) > PURE * np.diag(mean).mean()
        and mean[one, other] >= ONE_VOICE * np.sqrt(max(mean[one, one] * mean[other, other], 0))
    )


def _merged(labels: Assigned, pairs: Sequence[tuple[int, int]]) -> Assigned:
    """The labels, with the first of those that are one voice for each of them."""
    found = labels
    for one, other in pairs:
        found = np.where(found == other, found[labels == one][0], found)
    return found
