"""What `woordbeeld archive` says of what it is told, before it begins."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from woordbeeld.archive import archiving, clusters
from woordbeeld.archive.archiving import Summary
from woordbeeld.cli import main

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    return lambda *arguments: CliRunner().invoke(main, ["archive", *map(str, arguments)])


def test_without_the_extra_one_sentence_says_what_to_install(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("distributed", "dask", "psutil", "fsspec"):
        monkeypatch.setitem(sys.modules, name, None)
    for name in [name for name in sys.modules if name.startswith("woordbeeld.archive.")]:
        monkeypatch.delitem(sys.modules, name)
    result = run(tmp_path, "--out", tmp_path / "site")
    assert result.exit_code == 4
    assert result.stderr == (
        "woordbeeld: what makes an archive is not installed; install woordbeeld with [archive], "
        "as in: pipx install 'woordbeeld[archive,weights]'\n"
    )


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--out", "site"), 2, "no SOURCE is given"),
        (("none", "--out", "site"), 3, "none: does not exist"),
        (("{folder}", "--out", "site"), 3, "holds no videos"),
        (("{folder}", "--out", "s", "--workers", "2", "--scheduler", "a"), 2, "three different places"),
        (("{folder}", "--out", "s", "--only", "everything"), 2, "everything"),
        (("{folder}", "--out", "s", "--lang", "dutch"), 2, "dutch"),
    ],
)
def test_what_cannot_be_is_told(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    (tmp_path / "empty").mkdir()
    result = run(*(each.format(folder=tmp_path / "empty") for each in arguments))
    assert (result.exit_code, told in result.stderr) == (code, True), result.stderr
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("stage", "told"),
    [
        ("listen", "listened to 2 videos, 1 unchanged"),
        ("align", "timed the text of 2 videos, 1 unchanged"),
        ("screen", "read the text in the picture of 2 videos, 1 unchanged"),
        ("describe", "made the audio description of 2 videos, 1 unchanged"),
        ("publish", "2 videos made, 1 unchanged"),
    ],
)
def test_a_stage_alone_tells_what_it_did(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str, told: str
) -> None:
    done = Summary(made=2, settled=1, failures=())
    monkeypatch.setattr(archiving, "make_archive", lambda *_, **__: done)
    (tmp_path / "a.mp4").write_bytes(b"film")
    result = run(tmp_path, "--out", tmp_path / "site", "--only", stage)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith(f"{told}; see ")


def test_a_scheduler_that_does_not_answer_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "CONNECT_S", 0.5)
    (tmp_path / "videos").mkdir()
    (tmp_path / "videos/a.mp4").touch()
    result = run(tmp_path / "videos", "--out", tmp_path / "site", "--scheduler", "tcp://127.0.0.1:1")
    assert result.exit_code == 4
    assert "tcp://127.0.0.1:1: no scheduler of Dask answers" in result.stderr
