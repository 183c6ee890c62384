"""A small made-up archive with its site, and the address at which that is served."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.archive.site.made_up import ADDRESS, TITLE, write_archive
from tests.publications import chromium

from woordbeeld.archive.site import write_site


@pytest.fixture(scope="session")
def bundles(tmp_path_factory: pytest.TempPathFactory, clip: Path) -> Path:
    """An archive that has no site, which no test changes."""
    return write_archive(tmp_path_factory.mktemp("bundles") / "archief", clip)


@pytest.fixture
def archive(bundles: Path, tmp_path: Path) -> Path:
    """An archive that has no site yet."""
    return shutil.copytree(bundles, tmp_path / "archief")


@pytest.fixture(scope="session")
def site(bundles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with its site, which no test changes."""
    folder = shutil.copytree(bundles, tmp_path_factory.mktemp("site") / "archief")
    write_site(folder, TITLE, "nl", ADDRESS)
    return folder


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    with chromium.served(site) as address:
        yield address
