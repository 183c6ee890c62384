"""How likely each label is wrong by the voices, and who says the line instead.

A voice is taken for a point around the centre of its speaker, and both spread evenly in all directions: the
centres around each other, the lines of a speaker around their centre. How far, the labels themselves tell. A
line is held against the centre of each label, made of all *other* lines with that label, each as much as it
seems to belong there. A line that seems to be somebody else's never moves into that centre: a label with a
few lines, one of them wrong, would else draw the lines of a whole speaker to it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from woordbeeld.voices.embedder import Embedding, unit

WRONG_BEFORE: Final = 0.05  # of labels, for all that is known before listening
ROUNDS: Final = 12  # of centres made anew of the lines as they then seem to be said
SETTLED: Final = 0.01  # a round that changes no probability by more is the last
DIMENSIONS: Final = 38  # in which voices seem to spread, by the odds that `make bench-voices` finds to hold
TAILS: Final = 8  # degrees of freedom of how voices spread: some lines are shouted, or sung
MOST_TOLD: Final = 12  # lines: more of one speaker, in one film, tell hardly more than so many
SHARES: Final = (3, 1)  # of what the first embedder tells, CAM++, and the second
SHORT_MS: Final = 500  # of sound add as much spread as a voice has itself
USUAL_MS: Final = 2000  # of sound in a line, for which the spread is told by the labels
DECIMALS: Final = 9
LEAST_SPREAD: Final = 0.08  # of the centres, as a share of all; below that the voices are all alike
MOST_SPREAD: Final = 0.95

Numbers = npt.NDArray[np.float64]
Assigned = npt.NDArray[np.int_]


@dataclass(frozen=True, slots=True, eq=False)
class Odds:
    """For each line how likely its label is wrong, and which other label is likeliest.

    `margin` is the logarithm of how much better a line fits its label than any other, whatever was known
    before; `likeness` the mean cosine of two lines of a speaker.
    """

    wrong: Numbers
    likeliest: Assigned
    margin: Numbers
    likeness: float


def odds(
    voices: Sequence[Sequence[Embedding]], labels: Assigned, heard_ms: Assigned, certain: Collection[int] = ()
) -> Odds:
    """Of lines with the vectors of their voices, labels (0 and up, each used) and lengths.

    The labels of those rows that are `certain` a person has given or kept: they never leave their centre.
    """
    rows, is_label = np.arange(len(labels)), np.eye(labels.max() + 1)[labels]
    sure = np.isin(rows, list(certain))[:, None]
    belonging, wrong = is_label, np.zeros(len(labels))
    for _ in range(ROUNDS):
        points = centred(voices, belonging)
        fits = _fits(points, belonging, heard_ms)
        says = _posterior(fits, labels)
        before, wrong = wrong, 1 - says[rows, labels]
        belonging = np.where(sure, is_label, says * is_label)
        if np.abs(wrong - before).max() < SETTLED:
            break
    others, fit_others = says.copy(), fits.copy()
    others[rows, labels] = fit_others[rows, labels] = -np.inf
    margin = fits[rows, labels] - fit_others.max(axis=1)
    return Odds(wrong, others.argmax(axis=1), margin, likeness_within(points, belonging))


def centred(voices: Sequence[Sequence[Embedding]], belonging: Numbers) -> Numbers:
    """The voices from the middle between all speakers, as directions: (lines, size of all vectors).

    `belonging`, (lines, labels), is how much each line counts for each label.
    """
    lines = belonging.sum(axis=0)
    counts = (lines / (lines + 1))[:, None]  # the centre of few lines is less certain
    parts = []
    for share, vectors in zip(SHARES, zip(*voices, strict=True), strict=False):
        stacked = np.stack(vectors)
        centres = belonging.T @ stacked / np.maximum(lines, 1e-9)[:, None]
        middle = (counts * centres).sum(axis=0) / counts.sum()
        apart = (stacked - middle).round(DECIMALS)  # of voices that are the same nothing is left but rounding
        parts.append(np.sqrt(share) * unit(apart))
    return unit(np.hstack(parts))


def likeness_within(points: Numbers, belonging: Numbers) -> float:
    """The mean cosine of two lines of one speaker."""
    with_itself = np.square(belonging).sum()
    pairs = np.square(belonging.sum(axis=0)).sum() - with_itself
    alike = np.square(belonging.T @ points).sum() - with_itself
    return float(alike / pairs) if pairs > SETTLED else 0.0


def _fits(points: Numbers, belonging: Numbers, heard_ms: Assigned) -> Numbers:
    """The logarithm of how well each line fits each label, by all other lines: (lines, labels)."""
    share = float(np.clip(likeness_within(points, belonging), LEAST_SPREAD, MOST_SPREAD))
    between, within = share / DIMENSIONS, (1 - share) / DIMENSIONS
    own = within * (1 + SHORT_MS / heard_ms) / (1 + SHORT_MS / USUAL_MS)
    lines = np.maximum(belonging.sum(axis=0) - belonging, 0)
    told = lines / (1 + lines / MOST_TOLD)
    trust = told * between / (told * between + within) / np.maximum(lines, 1e-9)
    spread = own[:, None] + between * within / (told * between + within)
    distance = _distances(points, belonging, trust)
    tails = (TAILS + DIMENSIONS) / 2 * np.log1p(distance / (TAILS * spread))
    found: Numbers = -tails - DIMENSIONS / 2 * np.log(spread)
    return found


def _distances(points: Numbers, belonging: Numbers, trust: Numbers) -> Numbers:
    """The squared distance of each line to so much of the sum of all other lines of each label."""
    totals = belonging.T @ points
    towards, length = points @ totals.T, np.square(points).sum(axis=1)[:, None]
    towards_others = towards - belonging * length
    others = np.square(totals).sum(axis=1) - 2 * belonging * towards + np.square(belonging) * length
    found: Numbers = np.maximum(length - 2 * trust * towards_others + np.square(trust) * others, 0)
    return found


def _posterior(fits: Numbers, labels: Assigned) -> Numbers:
    """How likely each label is that of who says a line: who speaks more is likelier somebody else's line."""
    speak = np.bincount(labels).astype(np.float64)
    before = WRONG_BEFORE * speak / np.maximum(speak.sum() - speak[labels], 1)[:, None]
    before[np.arange(len(labels)), labels] = 1 - WRONG_BEFORE
    likely = before * np.exp(fits - fits.max(axis=1, keepdims=True))
    found: Numbers = likely / likely.sum(axis=1, keepdims=True)
    return found
