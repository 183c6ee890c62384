"""Weights are what their publisher made, wherever they were kept; openai-whisper takes them for its own."""

from __future__ import annotations

import hashlib
import io
import random
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from email.message import Message
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
import whisper
from whisper.model import ModelDimensions, Whisper, sinusoids

from woordbeeld.errors import BadInputError, EnvironmentProblemError
from woordbeeld.speech import weights
from woordbeeld.speech.ctranslate2 import read_tensors
from woordbeeld.speech.download import download
from woordbeeld.speech.weights import (
    PACKAGED_SHA256,
    available_weights,
    convert,
    load_whisper,
    missing_download,
    packaged_weights,
    tensors_sha256,
    weights_sha256,
)

NOT_INSTALLED = (("no_such_package_part1", "data/a"), ("no_such_package_part2", "data/b"))
SMALL = {  # with as many layers and heads of the decoder as the model tiny has
    "n_mels": 80,
    "n_audio_ctx": 4,
    "n_audio_state": 12,
    "n_audio_head": 6,
    "n_audio_layer": 1,
    "n_vocab": 20,
    "n_text_ctx": 4,
    "n_text_state": 12,
    "n_text_head": 6,
    "n_text_layer": 4,
}


@pytest.fixture
def no_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the extra `weights` were not installed."""
    monkeypatch.setattr(weights, "PACKAGED_HALVES", NOT_INSTALLED)


@pytest.fixture(scope="module")
def converted() -> dict[str, Any]:
    data = packaged_weights()
    assert data
    return convert(data)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A file of weights as a user may have it, small enough to try much with."""
    path = tmp_path / "users.pt"
    torch.manual_seed(0)
    torch.save({"dims": SMALL, "model_state_dict": Whisper(ModelDimensions(**SMALL)).state_dict()}, path)
    return path


@pytest.fixture
def published(small: Path, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Small weights, published as the model tiny; how often they were downloaded is counted."""
    content = small.read_bytes()
    told = SimpleNamespace(content=content, sha256=hashlib.sha256(content).hexdigest(), downloads=0)

    def urlopen(_address: str, **_: object) -> io.BytesIO:
        told.downloads += 1
        answer = io.BytesIO(told.content)
        answer.headers = Message()  # type: ignore[attr-defined]
        answer.headers["Content-Length"] = str(len(content))  # type: ignore[attr-defined]
        return answer

    monkeypatch.setitem(whisper._MODELS, "tiny", f"https://example.org/{told.sha256}/tiny.pt")
    monkeypatch.setattr(urllib.request, "urlopen", urlopen)
    return told


def tensors(model: Whisper) -> str:
    return tensors_sha256(model.state_dict())


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


def test_what_was_converted_is_verified_too() -> None:
    data = packaged_weights()
    assert data
    data[len(data) // 2] ^= 1
    with pytest.raises(EnvironmentProblemError, match="makes other Whisper weights of the packaged ones"):
        convert(data)


def test_the_packaged_weights_leave_nothing_in_the_cache_that_could_be_damaged(tmp_path: Path) -> None:
    load_whisper("base", tmp_path)
    assert not list(tmp_path.iterdir())


def test_damaged_weights_are_refused_and_no_code_beside_them_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = f"open({str(tmp_path / 'sprung')!r}, 'w')"
    for half in ("damaged_half1", "damaged_half2"):
        (tmp_path / half).mkdir()
        (tmp_path / half / "__init__.py").write_text(trap, encoding="utf-8")
        (tmp_path / half / "model.bin").write_bytes(b"not the weights")
    monkeypatch.syspath_prepend(tmp_path)
    halves = (("damaged_half1", "model.bin"), ("damaged_half2", "model.bin"))
    monkeypatch.setattr(weights, "PACKAGED_HALVES", halves)
    for use in (load_whisper, lambda _, cache: available_weights(cache)):
        with pytest.raises(BadInputError, match="the packaged Whisper weights are damaged; reinstall it: "):
            use("base", tmp_path / "cache")
    assert not (tmp_path / "sprung").exists()


def test_without_the_extra_openais_own_weights_are_wanted(tmp_path: Path, no_extra: None) -> None:
    assert packaged_weights() is None
    wanted = missing_download("base", tmp_path)
    assert wanted
    assert (wanted.file, wanted.sha256) == (tmp_path / "models/base.pt", weights_sha256("base", tmp_path))
    assert wanted.sha256 in whisper._MODELS["base"]


@pytest.mark.parametrize("model", ["bass", "", "models/none.pt", "."])
@pytest.mark.parametrize("use", [load_whisper, weights_sha256, missing_download])
def test_neither_a_file_nor_a_name_says_what_there_is(
    tmp_path: Path, model: str, use: Callable[[str, Path], object]
) -> None:
    with pytest.raises(BadInputError, match=r"no Whisper model or weights file .* one of: .*base"):
        use(model, tmp_path)


def test_what_is_available_offline_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_extra: None
) -> None:
    assert available_weights(tmp_path) is None
    (tmp_path / "models").mkdir()
    file = tmp_path / "models/base.pt"
    file.write_bytes(b"published")
    with pytest.raises(BadInputError, match=r"base in .* is damaged; the next run downloads it anew"):
        available_weights(tmp_path)
    sha256 = hashlib.sha256(b"published").hexdigest()
    monkeypatch.setitem(whisper._MODELS, "base", f"https://example.org/{sha256}/base.pt")
    assert str(available_weights(tmp_path)) == f"base, downloaded to {file}"
    monkeypatch.undo()
    assert str(available_weights(tmp_path)) == "base, from the extra 'weights'"


def test_a_model_is_downloaded_once(tmp_path: Path, published: SimpleNamespace) -> None:
    first = tensors(load_whisper("tiny", tmp_path))
    assert tensors(load_whisper("tiny", tmp_path)) == first
    assert published.downloads == 1
    assert missing_download("tiny", tmp_path) is None


def test_how_far_a_download_is_is_told(tmp_path: Path, published: SimpleNamespace) -> None:
    shares: list[float] = []
    wanted = missing_download("tiny", tmp_path)
    assert wanted
    download(wanted, shares.append)
    assert shares[-1] == 1.0
    assert shares == sorted(shares)


@pytest.mark.parametrize(
    "damage", [lambda data: data[:0], lambda data: data[:-9], lambda data: b"X" + data[1:]]
)
def test_a_damaged_download_is_made_anew_without_a_word(
    tmp_path: Path, published: SimpleNamespace, damage: Callable[[bytes], bytes], recwarn: Any, capfd: Any
) -> None:
    first = tensors(load_whisper("tiny", tmp_path))
    file = tmp_path / "models/tiny.pt"
    file.write_bytes(damage(file.read_bytes()))
    assert tensors(load_whisper("tiny", tmp_path)) == first
    assert published.downloads == 2
    assert hashlib.sha256(file.read_bytes()).hexdigest() == published.sha256
    assert not recwarn.list
    assert capfd.readouterr() == ("", "")


def test_a_download_that_is_not_what_was_published_is_refused_and_leaves_nothing(
    tmp_path: Path, published: SimpleNamespace
) -> None:
    published.content = published.content[:1000]
    with pytest.raises(
        EnvironmentProblemError, match=r"weights of Whisper 'tiny' came in damaged; try again"
    ):
        load_whisper("tiny", tmp_path)
    assert not list((tmp_path / "models").iterdir())


def test_a_place_for_downloads_that_cannot_be_written_is_a_missing_part(
    tmp_path: Path, published: SimpleNamespace
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EnvironmentProblemError, match=r"'tiny' are not here and cannot be downloaded"):
        load_whisper("tiny", tmp_path / "file")


def test_a_file_wins_over_a_name(tmp_path: Path, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small.rename(tmp_path / "base")
    monkeypatch.chdir(tmp_path)
    assert load_whisper("base", tmp_path).dims.n_audio_layer == 1
    assert weights_sha256("base", tmp_path) == hashlib.sha256((tmp_path / "base").read_bytes()).hexdigest()


def test_weights_are_known_by_their_content_and_not_by_their_name(
    tmp_path: Path, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = weights_sha256(str(small), tmp_path)
    copy = small.with_name("copy.pt")
    copy.write_bytes(small.read_bytes())
    assert weights_sha256(str(copy), tmp_path) == first
    small.write_bytes(small.read_bytes()[::-1])
    assert weights_sha256(str(small), tmp_path) != first
    assert weights_sha256("base", tmp_path) == PACKAGED_SHA256


def test_a_large_file_is_not_read_through_each_time(
    tmp_path: Path, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = weights_sha256(str(small), tmp_path)
    monkeypatch.setattr(weights, "file_sha256", lambda _: pytest.fail("read again"))
    assert weights_sha256(str(small), tmp_path) == first


def test_the_same_weights_have_the_same_heads_by_name_and_from_a_file(
    tmp_path: Path, small: Path, published: SimpleNamespace
) -> None:
    by_name, from_file = load_whisper("tiny", tmp_path), load_whisper(str(small), tmp_path)
    assert by_name.alignment_heads.indices().tolist() == from_file.alignment_heads.indices().tolist()
    published.sha256 = ""
    whisper._MODELS["tiny"] = "https://example.org/other/tiny.pt"
    of_nobody = load_whisper(str(small), tmp_path)
    assert by_name.alignment_heads.indices().tolist() != of_nobody.alignment_heads.indices().tolist()


def test_a_users_file_that_is_damaged_anywhere_is_refused_or_holds_the_same(
    tmp_path: Path, small: Path
) -> None:
    """Torch by itself loads most of these as if nothing were wrong."""
    whole, chance = small.read_bytes(), random.Random(14)  # noqa: S311 - damage at random
    right = tensors(load_whisper(str(small), tmp_path))
    refused = 0
    for _ in range(100):
        data, at = bytearray(whole), chance.randrange(len(whole))
        match chance.choice(["flip", "cut", "zero"]):
            case "flip":
                data[at] ^= 1 << chance.randrange(8)
            case "cut":
                del data[at:]
            case _:
                data[at : at + 400] = bytes(len(data[at : at + 400]))
        small.write_bytes(data)
        try:
            assert tensors(load_whisper(str(small), tmp_path)) == right
        except BadInputError as error:
            assert error.where == str(small)  # noqa: PT017 - most are refused, and a few are harmless
            refused += 1
    assert refused > 50


def test_what_was_heard_is_found_again_without_loading_whisper(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from woordbeeld.speech.weights import missing_download, weights_sha256\n"
        "assert not missing_download('base', Path(sys.argv[1]))\n"
        "assert weights_sha256('base', Path(sys.argv[1]))\n"
        "assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True)
