"""The packaged weights are what their publisher made, and openai-whisper takes them for its own."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from whisper.model import ModelDimensions, Whisper, sinusoids

from woordbeeld.errors import BadInputError, MissingPartError
from woordbeeld.speech import weights
from woordbeeld.speech.weights import available_weights, find_weights, packaged_weights, read_tensors

NOT_INSTALLED = (("no_such_package_part1", "data/a"), ("no_such_package_part2", "data/b"))


@pytest.fixture
def no_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the extra `weights` were not installed."""
    monkeypatch.setattr(weights, "PACKAGED_HALVES", NOT_INSTALLED)


@pytest.fixture(scope="module")
def converted(checkpoint: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = torch.load(checkpoint, weights_only=True)
    return loaded


def ctranslate2(*tensors: tuple[str, int, bytes, tuple[int, ...]], version: int = 6) -> bytes:
    """A model file of CTranslate2 with tensors of a name, type, content and shape."""

    def text(value: str) -> bytes:
        return struct.pack("<H", len(value) + 1) + value.encode() + b"\0"

    parts = [struct.pack("<I", version), text("WhisperSpec"), struct.pack("<II", 3, len(tensors))]
    for name, kind, content, shape in tensors:
        sizes = struct.pack(f"<B{len(shape)}I", len(shape), *shape)
        parts += [text(name), sizes, struct.pack("<BI", kind, len(content)), content]
    return b"".join(parts)


def test_openai_whisper_finds_every_tensor_it_has_and_no_other(converted: dict[str, Any]) -> None:
    model = Whisper(ModelDimensions(**converted["dims"]))
    model.load_state_dict(converted["model_state_dict"], strict=True)
    assert converted["model_state_dict"].keys() == model.state_dict().keys()


def test_the_positions_are_the_sinusoids_that_openai_computes(converted: dict[str, Any]) -> None:
    positions = converted["model_state_dict"]["encoder.positional_embedding"]
    assert torch.allclose(positions.float(), sinusoids(1500, 512), atol=1e-3)


def test_a_fused_projection_is_split_into_query_key_and_value(converted: dict[str, Any]) -> None:
    data = packaged_weights()
    assert data
    fused = dict(read_tensors(data))["decoder/layer_3/self_attention/linear_0/weight"]
    names = [f"decoder.blocks.3.attn.{part}.weight" for part in ("query", "key", "value")]
    split = np.concatenate([converted["model_state_dict"][name].numpy() for name in names])
    assert np.array_equal(split, fused)
    assert np.ptp(fused) > 0


def test_weights_are_converted_once(
    cache: Path, checkpoint: Path, monkeypatch: pytest.MonkeyPatch, no_extra: None
) -> None:
    before = checkpoint.stat()
    assert find_weights("base", cache) == str(checkpoint)
    after = checkpoint.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert [path.name for path in checkpoint.parent.iterdir()] == [checkpoint.name]


def test_damaged_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for half in ("damaged_half1", "damaged_half2"):
        (tmp_path / half).mkdir()
        (tmp_path / half / "__init__.py").touch()
        (tmp_path / half / "model.bin").write_bytes(b"not the weights")
    monkeypatch.syspath_prepend(tmp_path)
    halves = (("damaged_half1", "model.bin"), ("damaged_half2", "model.bin"))
    monkeypatch.setattr(weights, "PACKAGED_HALVES", halves)
    with pytest.raises(BadInputError, match="the packaged Whisper weights are damaged; reinstall it: "):
        find_weights("base", tmp_path)
    assert not (tmp_path / "models").exists()


def test_without_the_extra_openai_whisper_is_told_the_name(tmp_path: Path, no_extra: None) -> None:
    assert packaged_weights() is None
    assert find_weights("base", tmp_path) == "base"


def test_another_model_is_openai_whispers_own_business(tmp_path: Path) -> None:
    assert find_weights("small", tmp_path) == "small"


def test_a_file_wins_over_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "base").touch()
    monkeypatch.chdir(tmp_path)
    assert find_weights("base", tmp_path) == "base"
    assert not (tmp_path / "models").exists()


@pytest.mark.parametrize("model", ["bass", "", "models/none.pt", "."])
def test_neither_a_file_nor_a_name_says_what_there_is(tmp_path: Path, model: str) -> None:
    with pytest.raises(BadInputError, match=r"no Whisper model or weights file .* one of: .*base"):
        find_weights(model, tmp_path)


def test_a_cache_that_cannot_be_written_is_a_missing_part(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(MissingPartError, match=r"the Whisper weights cannot be written .*WOORDBEELD_CACHE"):
        find_weights("base", tmp_path / "file")


def test_what_is_available_offline_is_told(
    tmp_path: Path, cache: Path, checkpoint: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert available_weights(cache) == f"base, converted in {cache}"
    assert available_weights(tmp_path) == "base, from the extra 'weights'"
    monkeypatch.setattr(weights, "PACKAGED_HALVES", NOT_INSTALLED)
    assert available_weights(tmp_path) is None
    (tmp_path / "models").mkdir()
    shutil.copy(__file__, tmp_path / "models/base.pt")
    assert available_weights(tmp_path) == f"base, downloaded to {tmp_path / 'models/base.pt'}"


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
