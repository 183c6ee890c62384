"""The talk, a Chromium, and a web site, for the tests of publications."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.publications import chromium
from tests.publications import talk as made_up
from tests.publications.visit import write

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


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory, ffmpeg: Callable[..., None]) -> Path:
    """A video as long as the talk."""
    path = tmp_path_factory.mktemp("clip") / "media.mp4"
    picture = ("-f", "lavfi", "-i", "testsrc=size=320x180:rate=25:duration=18")
    sound = ("-f", "lavfi", "-i", "sine=frequency=300:duration=18")
    ffmpeg(*picture, *sound, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-g", "25", path)
    return path


@pytest.fixture
def bundle(talk: Alignment, clip: Path, site: tuple[Path, str]) -> tuple[Path, str]:
    """The talk's bundle in a folder, and the address at which it is served."""
    write(site[0], talk, clip)
    return site
