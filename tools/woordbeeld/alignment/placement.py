"""When each word of a chunk is said: attention, evidence of speech and the text decide together.

The recogniser's attention tells which word is said at a moment, but in silence it means nothing; the evidence
of speech tells to 10 ms where somebody speaks, but not what. All words and all silences of a chunk are
placed at once, on the best way through them (Viterbi, 1967).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

from woordbeeld.alignment.evidence import STEP_MS, Evidence
from woordbeeld.speech.model import FRAME_MS, Attention
from woordbeeld.timing import Span, shares

# What a way through the chunk earns or costs, in units of evidence: the natural log-odds that somebody
# speaks, for 10 ms; of plain speech or silence they are 2. Decision record 0001 tells what happens without.
ATTENTION_GAIN = 0.5  # of a standard deviation of attention; with more of it words grow into plain pauses
OTHER_SPEECH = 0.3  # more than silence, for speech that may be something else than the words of the text
UNEXPLAINED = -1.0  # at the least, for speech left in a pause: somebody coughs, or speaks in between
FAR_FROM_HEARD = -4.0  # of a word outside the time at which it was heard: more than plain speech tells for it

# Times, in milliseconds and in steps of 10 ms.
ATTENTION_LEAD_MS = 40  # by which the recogniser turns to a word before it begins: two of its frames
HEARD_REACH_MS = 500  # by which the times of what was heard may be off: later than heard ...
EARLY_REACH_MS = 250  # ... and earlier, which is rarer, for the recogniser rather hears a word too soon
TOKEN_STEPS = 3  # the least that a token of a word lasts; nobody says a syllable in less


Scores = npt.NDArray[np.floating]


class Boundary(Enum):
    """What lies between two words, with the cost of a pause there, of each 10 ms of it, and that of none."""

    WORD = (6.0, 0.15, 0.0)  # a pause is worth 30 ms of plain silence, or it is the closure of a consonant
    CLAUSE = (1.2, 0.0, 0.8)  # after a comma some pause and some do not
    SENTENCE = (0.0, 0.0, 4.8)  # going on without a pause is worth 24 ms of plain speech

    def __init__(self, pause_cost: float, pausing_cost: float, no_pause_cost: float) -> None:
        self.pause_cost = pause_cost
        self.pausing_cost = pausing_cost
        self.no_pause_cost = no_pause_cost


@dataclass(frozen=True, slots=True)
class Slot:
    """What lies before, between or after the words; `other` speech than theirs may be there too."""

    boundary: Boundary
    other: bool = False


@dataclass(frozen=True, slots=True)
class Hint:
    """Whether a word was heard at all, and from when to when in the chunk (ms), where that is known."""

    heard: bool
    near: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """When in the chunk a word is said, and whether a pause shows its start."""

    span: Span
    after_pause: bool


def place_words(
    attention: Attention, evidence: Evidence, slots: Sequence[Slot], hints: Sequence[Hint]
) -> tuple[PlacedWord, ...]:
    """Place the words of a chunk, in order: no two at once, and no pause in a word.

    `slots` has one more than the words: before the first, between each two, after the last. Where the chunk
    is too short for its words they share it evenly.
    """
    states = _states(attention, evidence, slots, hints)
    steps = len(evidence)
    if len(states.word) > steps:
        return _evenly(attention, steps)
    way = _best_way(states)
    word, pause = states.word[way], states.pause[way]
    firsts = [int(np.flatnonzero((word == each) & ~pause)[0]) for each in range(len(hints))]
    lasts = [int(np.flatnonzero((word == each) & ~pause)[-1]) for each in range(len(hints))]
    return tuple(
        PlacedWord(Span(first * STEP_MS, (last + 1) * STEP_MS), first == 0 or bool(pause[first - 1]))
        for first, last in zip(firsts, lasts, strict=True)
    )


def _evenly(attention: Attention, steps: int) -> tuple[PlacedWord, ...]:
    evenly = shares(Span(0, steps * STEP_MS), [1] * len(attention.tokens))
    return tuple(PlacedWord(share, after_pause=False) for share in evenly)


@dataclass(frozen=True, slots=True, eq=False)
class _States:
    """A pause before each word, the tokens of the word, as many states each as they last at least, and so on.

    `earned` is float, (states, steps); the rest has one entry a state.
    """

    earned: Scores
    word: npt.NDArray[np.intp]
    pause: npt.NDArray[np.bool_]
    entering: Scores
    passing_by: Scores


def _states(
    attention: Attention, evidence: Evidence, slots: Sequence[Slot], hints: Sequence[Hint]
) -> _States:
    weights = _by_step(attention.weights, len(evidence))
    in_pause, in_other = -evidence, np.maximum(-evidence, evidence + OTHER_SPEECH)
    earned: list[Scores] = []
    words: list[int] = []
    first = 0
    for word, slot in enumerate(slots):
        earned.append(
            in_other if slot.other else np.maximum(in_pause, UNEXPLAINED) - slot.boundary.pausing_cost
        )
        words.append(word)
        if word == len(hints):
            break
        expected = _expected(hints[word], len(evidence))
        for weight in weights[first : first + attention.tokens[word]]:
            for _ in range(TOKEN_STEPS if hints[word].heard else 1):
                earned.append(evidence + ATTENTION_GAIN * weight + expected)
                words.append(word)
        first += attention.tokens[word]
    word_of = np.array(words)
    pause = np.concatenate(([True], np.diff(word_of) > 0))
    costs = [slots[word].boundary for word in words]
    return _States(
        np.array(earned),
        word_of,
        pause,
        np.where(pause, [cost.pause_cost for cost in costs], 0.0),
        np.where(pause, [cost.no_pause_cost for cost in costs], np.inf),
    )


def _by_step(weights: npt.NDArray[np.float32], steps: int) -> npt.NDArray[np.float32]:
    """The weights of each 10 ms, of as many as there are steps, without the attention's lead."""
    lead = ATTENTION_LEAD_MS // STEP_MS
    if steps <= lead:
        return np.zeros((len(weights), steps), np.float32)
    each = np.repeat(weights, FRAME_MS // STEP_MS, axis=1)[:, : max(0, steps - lead)]
    return np.pad(each, ((0, 0), (lead, steps - lead - each.shape[1])), mode="edge")[:, :steps]


def _expected(hint: Hint, steps: int) -> Scores:
    """What a word earns by being where it was heard."""
    if hint.near is None:
        return np.zeros(steps)
    start_ms, end_ms = hint.near
    expected = np.full(steps, FAR_FROM_HEARD)
    expected[max(0, start_ms - EARLY_REACH_MS) // STEP_MS : (end_ms + HEARD_REACH_MS) // STEP_MS] = 0.0
    return expected


def _best_way(states: _States) -> npt.NDArray[np.intp]:
    """The state of each step on the way that earns most: on to the next state, or by a pause, or staying."""
    count, steps = states.earned.shape
    moves = np.zeros((steps, count), np.int8)
    best = np.full(count, -np.inf)
    best[0] = states.earned[0, 0] - states.entering[0]
    best[1] = states.earned[1, 0] - states.passing_by[0]
    for step in range(1, steps):
        going_on = np.concatenate(([-np.inf], best[:-1])) - states.entering
        by_pause = np.concatenate(([-np.inf, -np.inf], best[:-2] - states.passing_by[1:-1]))
        options = np.stack((best, going_on, by_pause))
        moves[step] = options.argmax(0)
        best = options.max(0) + states.earned[:, step]
    state = count - 1 if best[-1] >= best[-2] - states.passing_by[-1] else count - 2
    way = np.empty(steps, np.intp)
    for step in range(steps - 1, -1, -1):
        way[step] = state
        state -= int(moves[step, state])
    return way
