"""What the recogniser heard, as data."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from woordbeeld.timing import Span

FRAME_MS = 20  # the recogniser hears and attends in steps of this length

Odds = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class HeardWord:
    """A word as the recogniser wrote it, its time, and the recogniser's probability (0 to 1)."""

    text: str
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True, eq=False)
class Attention:
    """Where in a chunk the recogniser attends while it writes given words.

    `weights` is float32, (tokens, frames of 20 ms): how far the attention of a token stands out at a moment,
    in standard deviations over all tokens. Each word has one token or more, `tokens` tells how many;
    `confidences` are the recogniser's probabilities (0 to 1) of the words.
    """

    weights: npt.NDArray[np.float32]
    tokens: tuple[int, ...]
    confidences: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Speech:
    """All words heard, in order of time; the language (Whisper's code) and the model that heard them.

    `voice` are the log-odds that somebody speaks: float32, one for each 20 ms of the recording.
    """

    language: str
    model: str
    words: tuple[HeardWord, ...]
    voice: Odds = field(compare=False, repr=False)
