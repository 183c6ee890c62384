"""From the attention of a decoder to the time of words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from woordbeeld.speech.model import Attention

MEDIAN_FRAMES = 5  # an outlier shorter than half of this is smoothed away
FAINTEST, STRONGEST = -1.0, 4.0  # beyond these a weight tells no more

Weights = npt.NDArray[np.float32]


def clear_weights(scores: Weights) -> Weights:
    """How far each token's attention stands out at each moment: (heads, tokens, frames) to (tokens, frames).

    As openai-whisper does: softmax over time, standard scores over the tokens, a running median, and the mean
    of the heads, which are those that follow the sound; here the mean comes before the median.
    """
    exponents = np.exp(scores - scores.max(-1, keepdims=True))
    attention = exponents / exponents.sum(-1, keepdims=True)
    spread = attention.std(-2, keepdims=True) + 1e-9
    standard = ((attention - attention.mean(-2, keepdims=True)) / spread).mean(0)
    reach = MEDIAN_FRAMES // 2
    around = np.lib.stride_tricks.sliding_window_view(
        np.pad(standard, ((0, 0), (reach, reach)), mode="edge"), MEDIAN_FRAMES, axis=-1
    )
    clear: Weights = np.clip(np.median(around, axis=-1), FAINTEST, STRONGEST).astype(np.float32)
    return clear


def whole_attention(weights: Weights, chances: npt.NDArray[np.float32], sizes: Sequence[int]) -> Attention:
    """The attention to words of so many tokens each; a word for which there was no room any more has one
    token without any attention.
    """
    rows: list[Weights] = []
    confidences: list[float] = []
    starts = accumulate(sizes, initial=0)
    for start, size in zip(starts, sizes, strict=False):
        mine = weights[start : start + size]
        rows.append(mine if len(mine) else np.zeros((1, weights.shape[1]), np.float32))
        mine_chances = chances[start : start + size]
        confidences.append(float(mine_chances.mean()) if len(mine_chances) else 0.0)
    stacked = np.concatenate(rows) if rows else np.zeros((0, weights.shape[1]), np.float32)
    return Attention(stacked, tuple(map(len, rows)), tuple(confidences))


def word_edges(attention: Attention) -> list[int]:
    """The frame at which each word begins, and that at which the last one ends.

    The tokens share all frames among them, in order, so that the sum of their weights is greatest (dynamic
    time warping in which every token has at least one frame; fewer frames than tokens are shared evenly).
    """
    tokens, frames = attention.weights.shape
    firsts = [*accumulate(attention.tokens, initial=0)]
    if tokens > frames or not tokens:
        return [first * frames // max(tokens, 1) for first in firsts]
    best = np.full(tokens, -np.inf)
    best[0] = attention.weights[0, 0]
    entered = np.zeros((frames, tokens), np.bool_)
    for frame in range(1, frames):
        entering = np.concatenate(([-np.inf], best[:-1]))
        entered[frame] = entering > best
        best = np.maximum(best, entering) + attention.weights[:, frame]
    begins = [0] * tokens
    token = tokens - 1
    for frame in range(frames - 1, 0, -1):
        if entered[frame, token]:
            begins[token] = frame
            token -= 1
    return [*(begins[first] for first in firsts[:-1]), frames]
