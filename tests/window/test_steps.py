"""The bar of steps is above each page of a video, the editor among them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.publications.axe import violations
from tests.publications.chromium import until, until_equal
from tests.publications.visit import opened
from tests.window.served import Served, served, with_all_made

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("unheard")]
STEPS = "[...document.querySelectorAll('.steps li')].map(each => each.innerText)"
NAMES = {
    "nl": ["Bestanden", "Tekst bekijken", "Luisteren", "Verbeteren", "Publiceren"],
    "en": ["Files", "Read", "Listen", "Correct", "Publish"],
}


@pytest.fixture
def window(tmp_path: Path, clip: Path) -> Iterator[Served]:
    """A video of which all is made."""
    with served(tmp_path / "videos") as made:
        with_all_made(made, clip)
        yield made


@pytest.fixture(params=["nl", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(window: Served, browser: Browser, language: str) -> Iterator[Page]:
    with opened(browser, window.opened, locale="nl-NL" if language == "nl" else "en-GB") as visited:
        visited.wait_for_url(f"{window.address}/")
        yield visited


def test_from_the_editor_each_step_is_one_link_away(window: Served, page: Page, language: str) -> None:
    for name, address in zip(NAMES[language], ("new", "read", "listen", "correct/", "publish"), strict=True):
        page.goto(f"{window.address}/videos/praatje/correct/")
        until(page, "document.querySelectorAll('.line').length === 3")
        until_equal(page, STEPS, NAMES[language])
        expect(page.locator(".steps [aria-current=step]")).to_have_text(
            NAMES[language][3], use_inner_text=True
        )
        page.locator(".steps").get_by_role("link", name=name).press("Enter")
        page.wait_for_url(f"{window.address}/videos/praatje/{address}**")
        until_equal(page, STEPS, NAMES[language])
        expect(page.locator(".steps [aria-current=step]")).to_have_text(name, use_inner_text=True)


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_axe_finds_nothing_in_the_editor_of_the_window(window: Served, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 760})
    page.goto(f"{window.address}/videos/praatje/correct/")
    until(page, "document.querySelectorAll('.line').length === 3")
    assert violations(page) == []
    until(page, "document.documentElement.scrollWidth <= innerWidth")


def test_the_bar_is_that_of_now(window: Served, page: Page, language: str) -> None:
    page.goto(f"{window.address}/videos/praatje/correct/")
    until(page, "document.querySelectorAll('.steps a').length === 5")
    window.workspace.change("praatje", document="")
    page.reload()
    until(page, "document.querySelectorAll('.steps a').length === 4")
    expect(page.locator(".steps").get_by_role("link", name=NAMES[language][1])).to_have_count(0)


def test_the_list_tells_that_the_editor_still_listens(window: Served, page: Page, language: str) -> None:
    state = page.locator(".videos .state")
    told = {
        "nl": ("Klaar om na te kijken", "Verbeteren is open en luistert nog naar de video"),
        "en": ("Ready to be checked", "Correct is open and still listening to the video"),
    }
    expect(state).to_have_text(told[language][0], use_inner_text=True)
    page.goto(f"{window.address}/videos/praatje/correct/")
    until(page, "document.querySelectorAll('.line').length === 3")
    page.goto(f"{window.address}/")
    expect(state).to_have_text(told[language][1], use_inner_text=True)
    window.workspace.change("praatje", to_look_at=2)
    page.reload()
    expect(state).to_contain_text("0", use_inner_text=True)
    page.goto(f"{window.address}/videos/praatje/publish")
    expect(page.locator("#state[data-busy]")).to_have_count(0)
