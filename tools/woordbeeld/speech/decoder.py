"""Whisper's decoder, which reads tokens one after another and tells what may follow each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from woordbeeld.speech.encoder import Norm, layer_of, looks, query_scale, release
from woordbeeld.speech.linear import Apply, linear

ROWS = 8  # tokens that are read at once, mostly


@dataclass(frozen=True, slots=True)
class _Layer:
    """`looks` makes the queries, keys and values among the tokens, `asks` the queries to the sound."""

    before: Norm
    looks: Apply
    out: Apply
    before_sound: Norm
    asks: Apply
    sound_out: Apply
    between: Norm
    up: Apply
    down: Apply


class Decoder:
    """The decoder of a model of openai-whisper, whose weights it takes over.

    `watched` are the layers and heads whose attention follows the sound.
    """

    def __init__(self, decoder: Any, heads: int, watched: Sequence[tuple[int, int]]) -> None:
        import torch

        self.heads, self.watched = heads, watched
        rows = len(decoder.positional_embedding)
        self.places = decoder.positional_embedding.detach()
        meanings = decoder.token_embedding.weight.detach()
        self._meanings = _halved(meanings)
        cross = [block.cross_attn for block in decoder.blocks]
        self._hears = layer_of([part for each in cross for part in (each.key, each.value)], rows=1500)
        self.layers = [_layer(block, heads) for block in decoder.blocks]
        self._after = Norm.of(decoder.ln)
        self._judges = linear(meanings, rows=ROWS)
        self.causal = torch.full((rows, rows), -torch.inf).triu_(1)  # no token looks at those after it

    def logits(self, read: Any) -> Any:
        """Log-odds of each token to follow what was made of some: (n, n_text_state) to (n, n_vocab)."""
        return self._judges(read)

    def reader(self, features: Any) -> Reader:
        """A reader of tokens said in a sound, of which these are the features: (1500, n_audio_state)."""
        heard = self._hears(features).view(len(features), len(self.layers), 2, self.heads, -1)
        return Reader(self, heard.permute(1, 2, 3, 0, 4).contiguous())

    def read(self, readers: Sequence[Reader], tokens: Sequence[Sequence[int]]) -> list[Any]:
        """What several readers make of their next tokens: (tokens, n_text_state) each.

        The weights are fetched from memory once for all of them, which takes most of the time.
        """
        import torch

        counts = [len(each) for each in tokens]
        places = [
            self.places[one.length : one.length + count] for one, count in zip(readers, counts, strict=True)
        ]
        meant = self._meanings[torch.tensor([token for each in tokens for token in each])]
        x = meant.float() + torch.cat(places)
        for at, layer in enumerate(self.layers):
            looked = layer.looks(layer.before(x)).split(counts)
            x = x + layer.out(_each(readers, looked, at, Reader.among_tokens))
            asked = layer.asks(layer.before_sound(x)).split(counts)
            x = x + layer.sound_out(_each(readers, asked, at, Reader.in_sound))
            x = x + layer.down(layer.up(layer.between(x)))
        for reader, count in zip(readers, counts, strict=True):
            reader.length += count
        return list(self._after(x).split(counts))


class Reader:
    """Reads the tokens of one sound, and remembers what it has read.

    With `frames` it keeps how the watched heads heed so many of the first frames of the sound.
    """

    def __init__(self, decoder: Decoder, heard: Any, frames: int | None = None) -> None:
        import torch

        self._decoder = decoder
        self._heard = heard  # (layers, keys and values, heads, 1500, n)
        self._frames = frames
        self._scores: list[Any] = []
        layers, _, heads, _, size = heard.shape
        self._known = torch.empty(layers, 2, heads, len(decoder.places), size)
        self.length = 0

    def beside(self, frames: int | None = None) -> Reader:
        """A reader of the same sound that has read nothing yet."""
        return Reader(self._decoder, self._heard, frames)

    def read(self, tokens: Sequence[int]) -> Any:
        """What is made of the next tokens: (tokens, n_text_state)."""
        (read,) = self._decoder.read([self], [tokens])
        return read

    def forget(self, length: int) -> None:
        """Keep only so many of the first tokens."""
        self.length = length

    def scores(self, first: int) -> Any:
        """How far each watched head heeds each frame, from the first token on: (heads, tokens, frames)."""
        import torch

        return torch.stack(self._scores)[:, first:]

    def among_tokens(self, at: int, looked: Any) -> Any:
        """What the next tokens take in a layer from those before and each other."""
        first, last = self.length, self.length + len(looked)
        queries, keys, values = looked.view(len(looked), 3, self._decoder.heads, -1).permute(1, 2, 0, 3)
        self._known[at, 0, :, first:last] = keys
        self._known[at, 1, :, first:last] = values
        keys, values = self._known[at, :, :, :last]
        return _taken(queries, keys, values, self._decoder.causal[first:last, :last])

    def in_sound(self, at: int, asked: Any) -> Any:
        """What the next tokens take in a layer from the sound."""
        queries = asked.view(len(asked), self._decoder.heads, -1).transpose(0, 1)
        keys, values = self._heard[at]
        if self._frames is not None:
            heads = [head for layer, head in self._decoder.watched if layer == at]
            self._scores += [queries[head] @ keys[head, : self._frames].T for head in heads]
        return _taken(queries, keys, values)


def _each(
    readers: Sequence[Reader], parts: Sequence[Any], at: int, take: Callable[[Reader, int, Any], Any]
) -> Any:
    import torch

    return torch.cat([take(reader, at, part) for reader, part in zip(readers, parts, strict=True)])


def _halved(weights: Any) -> Any:
    """The weights in half the memory, if none of them changes by that."""
    import torch

    halved = weights.half()
    return halved if torch.equal(halved.float(), weights) else weights


def _taken(queries: Any, keys: Any, values: Any, mask: Any = None) -> Any:
    """What each query takes from the values: (heads, n, size) to (n, heads * size)."""
    from torch.nn.functional import scaled_dot_product_attention

    queries, keys, values = (each.unsqueeze(0) for each in (queries, keys, values))  # slow without a batch
    taken = scaled_dot_product_attention(queries, keys, values, attn_mask=mask, scale=1.0)
    return taken[0].transpose(0, 1).flatten(1)


def _layer(block: Any, heads: int) -> _Layer:
    cross = block.cross_attn
    scale = query_scale(cross, heads)
    layer = _Layer(
        Norm.of(block.attn_ln),
        looks(block.attn, heads, ROWS),
        layer_of([block.attn.out], ROWS),
        Norm.of(block.cross_attn_ln),
        linear(cross.query.weight.detach() * scale, cross.query.bias.detach() * scale, rows=ROWS),
        layer_of([cross.out], ROWS),
        Norm.of(block.mlp_ln),
        layer_of([block.mlp[0]], ROWS, gelu=True),
        layer_of([block.mlp[2]], ROWS),
    )
    release(block)
    return layer
