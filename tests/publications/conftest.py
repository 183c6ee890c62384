"""The talk, a Chromium, and a web site, for the tests of publications."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.publications import chromium
from tests.publications import talk as made_up

from woordbeeld.alignment.model import Alignment


@pytest.fixture
def talk() -> Alignment:
    return made_up.talk()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = chromium.launch(playwright)
        yield opened
        opened.close()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder and the address at which it is served."""
    with chromium.served(tmp_path) as address:
        yield tmp_path, address
