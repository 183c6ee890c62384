"""Tensors are read from CTranslate2's format as they were written."""

from __future__ import annotations

import struct

import numpy as np
import pytest

from woordbeeld.speech.ctranslate2 import read_tensors


def ctranslate2(*tensors: tuple[str, int, bytes, tuple[int, ...]], version: int = 6) -> bytes:
    """A model file of CTranslate2 with tensors of a name, type, content and shape."""

    def text(value: str) -> bytes:
        return struct.pack("<H", len(value) + 1) + value.encode() + b"\0"

    parts = [struct.pack("<I", version), text("WhisperSpec"), struct.pack("<II", 3, len(tensors))]
    for name, kind, content, shape in tensors:
        sizes = struct.pack(f"<B{len(shape)}I", len(shape), *shape)
        parts += [text(name), sizes, struct.pack("<BI", kind, len(content)), content]
    return b"".join(parts)


def test_half_precision_tensors_are_read_and_others_passed_over() -> None:
    halves = np.arange(6, dtype=np.float16).reshape(2, 3)
    number = ("encoder/num_heads", 1, b"\x08\x00", ())
    data = ctranslate2(number, ("decoder/embeddings/weight", 4, halves.tobytes(), (2, 3)), number)
    ((name, tensor),) = read_tensors(data)
    assert name == "decoder/embeddings/weight"
    assert np.array_equal(tensor, halves)


def test_another_version_of_the_format_is_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="specification 7, not 6"):
        list(read_tensors(ctranslate2(version=7)))
