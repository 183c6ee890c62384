"""Resemblyzer's network, which hears in voices what CAM++ does not: together they make fewer mistakes.

It is that of Wan and others (2018), "Generalized end-to-end loss for speaker verification", as Resemblyzer
trained it: three recurrent layers over windows of 1.6 s, whose vectors are averaged.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from woordbeeld.media.samples import Samples
from woordbeeld.voices.embedder import AT_ONCE, Embedding, unit
from woordbeeld.voices.filter_bank import STEP, Bands, slaney_bands
from woordbeeld.voices.weights import RESEMBLYZER

_BANDS: Final = 40
_SIZE: Final = 256
_LAYERS: Final = 3
_WINDOW: Final = 160  # frames
_HOP: Final = 77  # frames, 1.3 windows a second
_LEAST_DB: Final = -30  # of full scale; what is quieter is made as loud


class Resemblyzer:
    """The embedder; its weights are read at the first question."""

    identity: Final = f"resemblyzer {RESEMBLYZER.sha256}"

    def __init__(self) -> None:
        self._layers: tuple[Any, Any] | None = None

    def embed(self, samples: Samples) -> Embedding:
        """See `VoiceEmbedder`: (256,)."""
        found: Embedding = self.embed_all([samples])[0]
        return found

    def embed_all(self, sounds: Sequence[Samples]) -> Embedding:
        """See `VoiceEmbedder`."""
        windows = [_windows(slaney_bands(_loud(each))) for each in sounds]
        heard = unit(self._heard(np.concatenate([np.zeros((0, _WINDOW, _BANDS), np.float32), *windows])))
        ends = np.cumsum([len(each) for each in windows])[:-1]
        means = [each.mean(axis=0) for each in np.split(heard, ends)] if windows else []
        return unit(np.array(means).reshape(len(sounds), _SIZE))

    def _heard(self, windows: Bands) -> Embedding:
        """What the network makes of each window: (n, 256)."""
        import torch

        if self._layers is None:
            self._layers = _layers(RESEMBLYZER.read()["model_state"])
        recurrent, linear = self._layers
        found = np.zeros((len(windows), _SIZE))
        with torch.inference_mode():
            for start in range(0, len(windows), AT_ONCE):
                some = slice(start, start + AT_ONCE)
                _, (hidden, _) = recurrent(torch.from_numpy(windows[some]))
                found[some] = linear(hidden[-1]).relu().numpy()
        return found


def _layers(state: dict[str, Any]) -> tuple[Any, Any]:
    from torch.nn import LSTM, Linear

    recurrent, linear = LSTM(_BANDS, _SIZE, _LAYERS, batch_first=True), Linear(_SIZE, _SIZE)
    for name, layer in (("lstm", recurrent), ("linear", linear)):
        own = {key.removeprefix(f"{name}."): each for key, each in state.items() if key.startswith(name)}
        layer.load_state_dict(own)
    return recurrent, linear


def _loud(samples: Samples) -> Samples:
    """The sound, made louder where it is quiet; shorter sound than a window is filled up with silence."""
    level = float(np.sqrt(np.square(samples, dtype=np.float64).mean()))
    louder = 10 ** (_LEAST_DB / 20) / level if level > 0 else 1.0
    return np.pad(samples * np.float32(max(1.0, louder)), (0, max(0, _WINDOW * STEP - len(samples))))


def _windows(bands: Bands) -> Bands:
    """All whole windows, (n, 160, 40)."""
    starts = range(0, len(bands) - _WINDOW + 1, _HOP)
    return np.stack([bands[start : start + _WINDOW] for start in starts])
