"""The talk, and a web site, for the tests of publications."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.publications import chromium
from tests.publications import talk as made_up
from tests.publications.visit import write

from woordbeeld.alignment.model import Alignment


@pytest.fixture
def talk() -> Alignment:
    return made_up.talk()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder and the address at which it is served."""
    with chromium.served(tmp_path) as address:
        yield tmp_path, address


@pytest.fixture
def bundle(talk: Alignment, clip: Path, site: tuple[Path, str]) -> tuple[Path, str]:
    """The talk's bundle in a folder, and the address at which it is served."""
    write(site[0], talk, clip)
    return site
