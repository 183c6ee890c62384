"""The page that publishes a video, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.publications.chromium import until
from tests.publications.on_disk import write_made
from tests.publications.visit import opened
from tests.window.served import Served, served

from woordbeeld.window import reviewing
from woordbeeld.window.project import Looked

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("unheard")]
TEXT = "ANNA DE WIT: Hallo allemaal.\nMooi.\nBERT: Ja.\n"
STATE = "document.querySelector('#state').textContent"


@pytest.fixture
def window(tmp_path: Path, clip: Path) -> Iterator[Served]:
    """A video of which all is made."""
    with served(tmp_path / "videos") as made:
        project = made.workspace.new("Praatje", "nl")
        (project.folder / "praatje.txt").write_text(TEXT, encoding="utf-8")
        made.workspace.change("praatje", document="praatje.txt", video=str(clip))
        reviewing.accept(made.workspace, "praatje", Looked.SEEN)
        write_made(project.bundle, clip)
        yield made


@pytest.fixture
def page(window: Served, browser: Browser) -> Iterator[Page]:
    with opened(browser, window.opened, locale="nl-NL", accept_downloads=True) as visited:
        visited.wait_for_url(f"{window.address}/")
        visited.goto(f"{window.address}/videos/praatje/publish")
        yield visited


def test_only_who_says_so_has_published_what_was_taken_along(window: Served, page: Page) -> None:
    before = page.evaluate(STATE)
    with page.expect_download():
        page.get_by_role("button", name="Download als zip").click()
    page.reload()
    assert page.evaluate(STATE) == before != "Gepubliceerd"
    page.get_by_role("button", name="Dit is gepubliceerd").click()
    until(page, f"{STATE} === 'Gepubliceerd'")
    assert window.workspace.project("praatje").published
