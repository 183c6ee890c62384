"""What tells voices apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from woordbeeld.media.samples import Samples

LEAST_MS: Final = 300  # of sound; of less no voice is known
AT_ONCE: Final = (
    8  # sounds, or windows of them, that a network hears together: more cost memory, not less time
)

Embedding = npt.NDArray[np.float64]


class VoiceEmbedder(Protocol):
    """Makes a vector of a voice: the smaller the angle between two, the more alike the voices."""

    @property
    def identity(self) -> str:
        """What the vectors depend on, such as the SHA-256 of the weights: by it they are remembered."""

    def embed(self, samples: Samples) -> Embedding:
        """A vector of length 1 of who speaks in `LEAST_MS` or more of sound (float32, (n,), mono 16 kHz)."""

    def embed_all(self, sounds: Sequence[Samples]) -> Embedding:
        """The vectors of some sounds, sooner than one by one: (sounds, size)."""


def unit(vectors: Embedding) -> Embedding:
    """Vectors of length 1 in the same directions; those of length 0 stay."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    found: Embedding = vectors / np.where(lengths > 0, lengths, 1)
    return found
