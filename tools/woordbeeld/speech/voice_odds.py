"""What a voice sounds like in this very recording, learnt from the moments at which it is plain.

Voice activity detection judges by steps of 32 ms and lags behind under music and noise. The recogniser's
encoder tells sounds apart better and by 20 ms, but not which of them are voice. So a linear judgement over
its output (logistic regression) is learnt from the moments at which the detector has no doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from woordbeeld.speech.linear import product
from woordbeeld.speech.model import Odds

Frames = npt.NDArray[np.intp]
Features = npt.NDArray[np.float32]

PLAIN_ODDS = 2.2  # log-odds, of a probability of 0.9: the detector has no doubt
MIN_FRAMES = 50  # of voice and of none: a second of each is the least to learn from
MAX_FRAMES = 10_000  # more would not be learnt better
DECAY = 0.01  # weight of the squared judgement (L2), which keeps it from learning single frames by heart
NEWTON_STEPS = 8  # it converges in about six
LEAST_DOUBT = 1e-4  # of a moment; keeps the steps finite


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """A linear judgement over the encoder's output: `weights` is float64, (n,)."""

    weights: npt.NDArray[np.float64]
    bias: float

    def odds(self, features: Features) -> Odds:
        """The log-odds of voice for each of the features, (frames, n)."""
        judged: Odds = (features @ self.weights + self.bias).astype(np.float32)
        return judged


def plain_moments(rough: Sequence[Odds]) -> list[Frames] | None:
    """The frames of each chunk at which a detector has no doubt; None if those are too few."""
    odds = np.concatenate([np.zeros(0, np.float32), *rough])
    plain = np.abs(odds) > PLAIN_ODDS
    voiced = np.count_nonzero(plain & (odds > 0))
    if min(voiced, np.count_nonzero(plain) - voiced) < MIN_FRAMES:
        return None
    every = -(-np.count_nonzero(plain) // MAX_FRAMES)
    return [np.flatnonzero(np.abs(each) > PLAIN_ODDS)[::every] for each in rough]


def learn_voice(features: Features, voiced: npt.NDArray[np.bool_]) -> Judgement:
    """Learn from features, (frames, n), of each of which is known whether it is voice, (frames,).

    Logistic regression with an L2 penalty, by Newton's method.
    """
    import torch

    mean, spread = features.mean(0), features.std(0) + 1e-6
    sounds = np.column_stack(((features - mean) / spread, np.ones(len(features), np.float32)))
    frames = torch.from_numpy(sounds)
    by_feature, truth = frames.T.contiguous(), torch.from_numpy(voiced).double()
    decay = torch.full((len(by_feature),), 2 * DECAY, dtype=torch.float64)
    decay[-1] = 0.0
    found = torch.zeros_like(decay)
    for _ in range(NEWTON_STEPS):
        chance = (frames @ found.float()).double().sigmoid()
        slope = (by_feature @ (chance - truth).float()).double() / len(frames) + decay * found
        doubt = (chance * (1 - chance)).clamp(min=LEAST_DOUBT).float()
        bend = product(by_feature * doubt, by_feature).double() / len(frames) + decay.diag()
        found -= torch.linalg.solve(bend, slope)
    weights = found.numpy()
    scaled = weights[:-1] / spread
    return Judgement(scaled, float(weights[-1] - mean @ scaled))
