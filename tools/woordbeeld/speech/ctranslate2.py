"""Reading a Whisper model of CTranslate2, whose tensors OpenAI names otherwise."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

BINARY_SPEC_VERSION = 6  # of CTranslate2
FLOAT16 = 4  # CTranslate2's number for this data type

Array = npt.NDArray[np.float16]

# CTranslate2's names of what one layer holds, and OpenAI's; a fused projection is split in equal parts.
_LAYER_NAMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("self_attention/layer_norm", ("attn_ln",)),
    ("self_attention/linear_0", ("attn.query", "attn.key", "attn.value")),
    ("self_attention/linear_1", ("attn.out",)),
    ("attention/layer_norm", ("cross_attn_ln",)),
    ("attention/linear_0", ("cross_attn.query",)),
    ("attention/linear_1", ("cross_attn.key", "cross_attn.value")),
    ("attention/linear_2", ("cross_attn.out",)),
    ("ffn/layer_norm", ("mlp_ln",)),
    ("ffn/linear_0", ("mlp.0",)),
    ("ffn/linear_1", ("mlp.2",)),
)
_OTHER_NAMES = {
    "encoder/conv1": "encoder.conv1",
    "encoder/conv2": "encoder.conv2",
    "encoder/layer_norm": "encoder.ln_post",
    "encoder/position_encodings/encodings": "encoder.positional_embedding",
    "decoder/embeddings": "decoder.token_embedding",
    "decoder/layer_norm": "decoder.ln",
    "decoder/position_encodings/encodings": "decoder.positional_embedding",
}
_LEAVES = {"weight": "weight", "bias": "bias", "gamma": "weight", "beta": "bias"}


def read_tensors(data: bytes | bytearray) -> Iterator[tuple[str, Array]]:
    """Name and float16 array of every float16 tensor in a CTranslate2 model file, binary specification 6.

    Raises:
        ValueError: another version of the format.
    """
    at = 0

    def unpack(code: str) -> int:
        nonlocal at
        (value,) = struct.unpack_from("<" + code, data, at)
        at += struct.calcsize(code)
        return int(value)

    def text() -> str:
        nonlocal at
        length = unpack("H")
        at += length
        return data[at - length : at - 1].decode()

    if (version := unpack("I")) != BINARY_SPEC_VERSION:
        raise ValueError(f"CTranslate2 binary specification {version}, not {BINARY_SPEC_VERSION}")
    text()
    unpack("I")
    for _ in range(unpack("I")):
        name = text()
        shape = tuple(unpack("I") for _ in range(unpack("B")))
        kind, size = unpack("B"), unpack("I")
        if kind == FLOAT16:
            yield name, np.frombuffer(data, np.float16, size // 2, at).reshape(shape)
        at += size


def openai_tensors(name: str, tensor: Array) -> Iterator[tuple[str, Array]]:
    """OpenAI's names for one CTranslate2 tensor, with what each gets of it; keys have no bias there.

    >>> parts = openai_tensors("encoder/layer_2/self_attention/linear_0/bias", np.zeros(6, np.float16))
    >>> [(name, part.shape) for name, part in parts]
    [('encoder.blocks.2.attn.query.bias', (2,)), ('encoder.blocks.2.attn.value.bias', (2,))]
    """
    if name in _OTHER_NAMES:
        yield _OTHER_NAMES[name], tensor
        return
    stem, _, leaf = name.rpartition("/")
    if stem in _OTHER_NAMES:
        yield f"{_OTHER_NAMES[stem]}.{_LEAVES[leaf]}", tensor
        return
    side, layer, part = stem.split("/", 2)
    targets = dict(_LAYER_NAMES)[part]
    for target, piece in zip(targets, np.split(tensor, len(targets)), strict=True):
        if not (target.endswith(".key") and leaf == "bias"):
            yield f"{side}.blocks.{layer.removeprefix('layer_')}.{target}.{_LEAVES[leaf]}", piece
