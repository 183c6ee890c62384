"""CAM++, which tells voices apart: a network of 192 numbers a voice, in plain torch.

The network is that of Wang and others (2023), "CAM++: a fast and efficient network for speaker verification
using context-aware masking", in the shape of 3D-Speaker's `campplus_cn_en_common`; names are those of its
weights.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from woordbeeld.media.samples import Samples
from woordbeeld.voices.embedder import AT_ONCE, Embedding, unit
from woordbeeld.voices.filter_bank import kaldi_bands
from woordbeeld.voices.weights import CAMPPLUS

if TYPE_CHECKING:
    from torch import Tensor

_SIZE: Final = 192
# Layers of each block, and how far apart the frames are that a layer looks at.
_BLOCKS: Final = ((12, 1), (24, 2), (16, 2))
_SEGMENT: Final = 100  # frames whose mean is the near context of each
_EPSILON: Final = 1e-5  # of batch normalisation, as torch has it

Weights = Mapping[str, Any]


class CamPlusPlus:
    """The embedder; its weights are read at the first question."""

    identity: Final = f"campplus {CAMPPLUS.sha256}"

    def __init__(self) -> None:
        self._weights: Weights | None = None

    def embed(self, samples: Samples) -> Embedding:
        """See `VoiceEmbedder`: (192,)."""
        found: Embedding = self.embed_all([samples])[0]
        return found

    def embed_all(self, sounds: Sequence[Samples]) -> Embedding:
        """See `VoiceEmbedder`; only sounds of one length are heard together."""
        import torch

        if self._weights is None:
            self._weights = CAMPPLUS.read()
        found = np.zeros((len(sounds), _SIZE))
        with torch.inference_mode():
            for some in _of_one_length(sounds):
                bands = np.stack([kaldi_bands(sounds[at]).T for at in some])
                found[some] = embedding(torch.from_numpy(bands), self._weights).numpy()
        return unit(found)


def _of_one_length(sounds: Sequence[Samples]) -> Iterator[list[int]]:
    """The places of all sounds, some that are as long as each other at a time."""
    by_length = defaultdict(list)
    for at, sound in enumerate(sounds):
        by_length[len(sound)].append(at)
    for places in by_length.values():
        yield from (places[start : start + AT_ONCE] for start in range(0, len(places), AT_ONCE))


def embedding(bands: Tensor, weights: Weights) -> Tensor:
    """What the network makes of energies (n, 80, frames): (n, 192)."""
    import torch

    net = _Network(weights)
    x = net.conv1d("xvector.tdnn.linear", net.head(bands), stride=2, padding=2)
    x = net.normal("xvector.tdnn.nonlinear.batchnorm", x).relu()
    for block, (layers, dilation) in enumerate(_BLOCKS, 1):
        for layer in range(1, layers + 1):
            new = net.dense_layer(f"xvector.block{block}.tdnnd{layer}", x, dilation)
            x = torch.cat([x, new], dim=1)
        transit = f"xvector.transit{block}"
        x = net.conv1d(f"{transit}.linear", net.normal(f"{transit}.nonlinear.batchnorm", x).relu())
    x = net.normal("xvector.out_nonlinear.batchnorm", x).relu()
    pooled = torch.cat([x.mean(dim=-1), x.std(dim=-1)], dim=-1)[..., None]
    dense = net.conv1d("xvector.dense.linear", pooled)
    return net.normal("xvector.dense.nonlinear.batchnorm", dense)[..., 0]


class _Network:
    """The layers, each by the name of its weights."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    def conv1d(self, name: str, x: Tensor, *, stride: int = 1, padding: int = 0, dilation: int = 1) -> Tensor:
        from torch.nn.functional import conv1d

        weight, bias = self._weights[f"{name}.weight"], self._weights.get(f"{name}.bias")
        return conv1d(x, weight, bias, stride=stride, padding=padding, dilation=dilation)

    def normal(self, name: str, x: Tensor) -> Tensor:
        """Batch normalisation with what was learnt."""
        from torch.nn.functional import batch_norm

        mean, var = self._weights[f"{name}.running_mean"], self._weights[f"{name}.running_var"]
        weight, bias = self._weights.get(f"{name}.weight"), self._weights.get(f"{name}.bias")
        return batch_norm(x, mean, var, weight, bias, eps=_EPSILON)

    def head(self, bands: Tensor) -> Tensor:
        """The energies seen as a picture, which is made eight times lower: (n, 320, frames)."""
        x = self._conv2d("head.conv1", "head.bn1", bands[:, None]).relu()
        for layer in ("head.layer1", "head.layer2"):
            x = self._residual(f"{layer}.0", x, stride=2)
            x = self._residual(f"{layer}.1", x, stride=1)
        x = self._conv2d("head.conv2", "head.bn2", x, stride=2).relu()
        return x.flatten(1, 2)

    def _residual(self, name: str, x: Tensor, stride: int) -> Tensor:
        new = self._conv2d(f"{name}.conv1", f"{name}.bn1", x, stride=stride).relu()
        new = self._conv2d(f"{name}.conv2", f"{name}.bn2", new)
        if stride > 1:
            x = self._conv2d(f"{name}.shortcut.0", f"{name}.shortcut.1", x, stride=stride, padding=0)
        return (new + x).relu()

    def _conv2d(self, name: str, norm: str, x: Tensor, *, stride: int = 1, padding: int = 1) -> Tensor:
        from torch.nn.functional import conv2d

        weight = self._weights[f"{name}.weight"]
        return self.normal(norm, conv2d(x, weight, stride=(stride, 1), padding=padding))

    def dense_layer(self, name: str, x: Tensor, dilation: int) -> Tensor:
        """What a layer adds; its context, near and far, decides how much of it counts (the masking)."""
        x = self.conv1d(f"{name}.linear1", self.normal(f"{name}.nonlinear1.batchnorm", x).relu())
        x = self.normal(f"{name}.nonlinear2.batchnorm", x).relu()
        context = x.mean(dim=-1, keepdim=True) + _means_of_segments(x)
        context = self.conv1d(f"{name}.cam_layer.linear1", context).relu()
        mask = self.conv1d(f"{name}.cam_layer.linear2", context).sigmoid()
        local = f"{name}.cam_layer.linear_local"
        heard = self.conv1d(local, x, padding=dilation, dilation=dilation)
        return heard * mask.repeat_interleave(_SEGMENT, dim=-1)[..., : x.shape[-1]]


def _means_of_segments(x: Tensor) -> Tensor:
    from torch.nn.functional import avg_pool1d

    return avg_pool1d(x, _SEGMENT, stride=_SEGMENT, ceil_mode=True)
