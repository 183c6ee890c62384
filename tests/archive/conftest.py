"""What the tests of an archive share: twenty short videos, and a run that nothing disturbs."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.archive.clips import archive_of
from tests.archive.running import Contents, contents, run

WHOLE = 17  # and three that are broken
FEW = 4


@dataclass(frozen=True, slots=True)
class Made:
    """An archive that was made: its source, its site, what stands there, and what the program told."""

    source: Path
    site: Path
    contents: Contents
    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def twenty(
    ffmpeg: Callable[..., None], film: Path, truth: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    return archive_of(ffmpeg, film, truth, tmp_path_factory.mktemp("archive") / "videos", WHOLE)


@pytest.fixture(scope="session")
def undisturbed(twenty: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The twenty made with two workers, with the real recogniser; what was heard stays in the cache."""
    site = tmp_path_factory.mktemp("undisturbed") / "site"
    code, out, err = run(twenty, site, "--workers", "2")
    return Made(twenty, site, contents(site), code, out, err)


@pytest.fixture
def few(undisturbed: Made, tmp_path: Path) -> Made:
    """The first of these videos, all whole, as if they alone had been made."""
    source = tmp_path / "few"
    source.mkdir()
    names = [f"praatje-{number:02}" for number in range(FEW)]
    for name in names:
        shutil.copy(undisturbed.source / f"{name}.mp4", source)
        shutil.copy(undisturbed.source / f"{name}.txt", source)
    made = {
        path: data
        for path, data in undisturbed.contents.items()
        if any(path.startswith(f"videos/{name}/") for name in names)
    }
    return Made(source, tmp_path / "site", made, 0, "", "")
