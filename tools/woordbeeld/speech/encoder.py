"""Whisper's encoder: from the spectrum of at most 30 s of sound to what the decoder attends to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from woordbeeld.speech.linear import Apply, linear, product

QUERIES_AT_ONCE = 500  # positions, whose attention fits the caches of a processor


@dataclass(frozen=True, slots=True)
class Norm:
    """Layer normalisation, over the last dimension."""

    weight: Any
    bias: Any

    @classmethod
    def of(cls, module: Any) -> Norm:
        return cls(module.weight.detach(), module.bias.detach())

    def __call__(self, x: Any) -> Any:
        import torch

        return torch.nn.functional.layer_norm(x, self.weight.shape, self.weight, self.bias)


@dataclass(frozen=True, slots=True)
class _Layer:
    """`looks` makes the queries, keys and values at once; the queries are scaled already."""

    before: Norm
    looks: Apply
    out: Apply
    between: Norm
    up: Apply
    down: Apply


class Encoder:
    """The encoder of a model of openai-whisper, whose weights it takes over."""

    def __init__(self, encoder: Any, heads: int) -> None:
        self._encoder = encoder
        self._heads = heads
        rows = len(encoder.positional_embedding)
        self._layers = [_layer(block, heads, rows) for block in encoder.blocks]
        self._after = Norm.of(encoder.ln_post)

    def encode(self, mel: Any) -> Any:
        """float32, (n_mels, 2 * frames) to (frames, n_audio_state)."""
        from torch.nn.functional import gelu

        x = gelu(self._encoder.conv1(mel.unsqueeze(0)))
        x = gelu(self._encoder.conv2(x))[0].T
        x = x + self._encoder.positional_embedding[: len(x)]
        for layer in self._layers:
            x = x + layer.out(_attended(layer.looks(layer.before(x)), self._heads))
            x = x + layer.down(layer.up(layer.between(x)))
        return self._after(x)


def _layer(block: Any, heads: int, rows: int) -> _Layer:
    layer = _Layer(
        Norm.of(block.attn_ln),
        looks(block.attn, heads, rows),
        layer_of([block.attn.out], rows),
        Norm.of(block.mlp_ln),
        layer_of([block.mlp[0]], rows, gelu=True),
        layer_of([block.mlp[2]], rows),
    )
    release(block)
    return layer


def looks(attention: Any, heads: int, rows: int) -> Apply:
    """The layer that makes scaled queries, keys and values, one beside another."""
    import torch

    scale = query_scale(attention, heads)
    query, key, value = attention.query, attention.key, attention.value
    bias = torch.cat([query.bias * scale, torch.zeros_like(query.bias), value.bias])
    return linear(torch.cat([query.weight * scale, key.weight, value.weight]), bias.detach(), rows=rows)


def query_scale(attention: Any, heads: int) -> float:
    """By which queries are multiplied, so that attention is not too sharp."""
    return float((len(attention.query.weight) // heads) ** -0.5)


def layer_of(modules: Sequence[Any], rows: int, *, gelu: bool = False) -> Apply:
    """The layers of openai-whisper as one, one beside another."""
    import torch

    biases = [torch.zeros(len(one.weight)) if one.bias is None else one.bias.detach() for one in modules]
    weights = [module.weight.detach() for module in modules]
    return linear(torch.cat(weights), torch.cat(biases), rows=rows, gelu=gelu)


def release(block: Any) -> None:
    """Let go of weights that were taken over: they take as much memory again."""
    import torch

    for module in block.modules():
        if isinstance(module, torch.nn.Linear):
            module.weight = module.bias = torch.nn.Parameter(torch.empty(0))


def _attended(looked: Any, heads: int) -> Any:
    """What each position takes from all: (n, 3 * state) to (n, state)."""
    import torch

    length = len(looked)
    by_head = looked.view(length, 3, heads, -1)
    queries = by_head[:, 0].transpose(0, 1).contiguous()
    keys = by_head[:, 1].transpose(0, 1).contiguous()
    values = by_head[:, 2].permute(1, 2, 0).contiguous()
    taken = torch.empty(length, *by_head.shape[2:])
    for head in range(heads):
        for first in range(0, length, QUERIES_AT_ONCE):
            some = slice(first, first + QUERIES_AT_ONCE)
            attention = product(queries[head, some], keys[head]).softmax(-1)
            taken[some, head] = product(attention, values[head])
    return taken.view(length, -1)
