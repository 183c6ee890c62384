"""On a phone: the panel of the line is at the edge of the screen, near the line and out of its way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.editor.made_up import Served, lacking, served
from tests.publications.axe import violations
from tests.publications.chromium import until, until_equal, until_so
from tests.publications.visit import NOW, opened

pytestmark = pytest.mark.browser
HEIGHT = 760
PANEL = "document.querySelector('#line-panel').getBoundingClientRect()"
LINE = "document.querySelector('.line[tabindex=\"0\"]').getBoundingClientRect()"
STATUS = "document.querySelector('#status').getBoundingClientRect()"
NOT_COVERED = f"0 <= {LINE}.top && {LINE}.bottom <= {PANEL}.top + 1"
CHOSEN = "document.querySelector('.line[tabindex=\"0\"]').dataset.id"


@pytest.fixture
def editor(transcript: Path, journals: Path, clip: Path) -> Iterator[Served]:
    with served(transcript, journals, clip, align=lacking) as made:
        yield made


@pytest.fixture(params=[390, 320])
def page(editor: Served, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    size = {"width": request.param, "height": HEIGHT}
    with opened(browser, editor.opened, locale="nl-NL", viewport=size, has_touch=True) as shown:
        until(shown, "document.querySelectorAll('.line').length === 8")
        yield shown


def tap(page: Page, selector: str) -> None:
    """Tap where something is, without scrolling to it."""
    box = page.locator(selector).bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def choose(page: Page, line: int) -> None:
    page.locator(".line .said").nth(line).tap()
    until(page, f"{CHOSEN} === '{line}'")


def test_a_line_that_is_chosen_has_its_panel_below_it_on_the_same_screen(page: Page) -> None:
    for line in (1, 6, 7, 0):
        choose(page, line)
        until_equal(page, f"{PANEL}.bottom", pytest.approx(HEIGHT, abs=1))
        until(page, NOT_COVERED)
        until_so(page, lambda: page.evaluate(f"{PANEL}.height") < HEIGHT / 2)
    assert violations(page) == []
    until(page, "document.documentElement.scrollWidth <= innerWidth")


def test_what_needs_a_person_is_gone_through_with_one_thumb(page: Page, editor: Served) -> None:
    choose(page, 0)
    tap(page, "#line-panel [data-action=next]")
    until(page, f"{CHOSEN} === '1'")
    tap(page, "#doubts li button:has-text('Hoort niet')")
    until(page, "!document.querySelector('#doubts').children.length")
    before = page.locator("#line-panel [data-action=correct]").bounding_box()
    tap(page, "#line-panel [data-action=correct]")
    until(page, f"{CHOSEN} === '5'")
    until(page, "document.querySelector('#doubts').children.length === 1")
    assert page.locator("#line-panel [data-action=correct]").bounding_box() == before
    assert editor.table.shared.state.reviewed == {1}
    tap(page, "#line-panel [data-action=choose_speaker]")
    until(page, "document.querySelector('#speaker-dialog').open")


def test_the_line_is_heard_and_silenced_without_going_to_the_video(page: Page) -> None:
    choose(page, 5)
    expect(page.locator("#hear-line")).to_have_attribute("aria-label", "Afspelen vanaf de regel")
    tap(page, "#hear-line")
    until(page, f"{NOW} >= 10")
    until(page, "document.querySelector('#hear-line').ariaLabel === 'Pauzeren'")
    tap(page, "#hear-line")
    until(page, "document.querySelector('video').paused")


def test_times_and_rarer_buttons_come_when_they_are_asked_for(page: Page, editor: Served) -> None:
    choose(page, 0)
    expect(page.locator("#start")).to_be_hidden()
    expect(page.locator("#line-panel [data-action=split_turn]")).to_be_hidden()
    tap(page, "#more")
    expect(page.locator("#more")).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#more")).to_have_text("Minder", use_inner_text=True)
    until_so(page, lambda: page.evaluate(f"{PANEL}.height") <= HEIGHT / 2)
    expect(page.locator("#start")).to_be_visible()
    page.locator("#line-panel [data-action=start_later]").tap()
    until(page, "document.querySelector('#start-note').textContent === 'zelf ingesteld'")
    until(page, NOT_COVERED)
    assert violations(page) == []
    until(page, "document.documentElement.scrollWidth <= innerWidth")
    page.locator("#more").tap()
    expect(page.locator("#start")).to_be_hidden()


def test_a_message_covers_no_button_and_not_the_line(page: Page) -> None:
    choose(page, 7)
    page.focus(".line[tabindex='0']")
    page.keyboard.press("Alt+ArrowUp")  # refused: a long message
    until(page, "document.querySelector('#status').textContent.startsWith('Een regel spraak')")
    until(page, f"Math.abs({STATUS}.bottom - {PANEL}.top) <= 1")
    until(page, f"0 <= {LINE}.top && {LINE}.bottom <= {STATUS}.top + 1")
    choose(page, 0)
    tap(page, "#line-panel [data-action=next]")
    until(page, f"{CHOSEN} === '1'")
    until(page, "document.querySelector('#status').textContent")
    until_so(page, lambda: page.evaluate(f"{STATUS}.height") <= 1)


def test_a_line_that_is_gone_to_by_keyboard_is_never_behind_the_panel(page: Page) -> None:
    choose(page, 0)
    for _ in range(7):
        page.keyboard.press("ArrowDown")
        until(page, NOT_COVERED)


def test_a_line_that_grows_when_more_is_known_of_it_is_not_behind_the_panel(page: Page) -> None:
    choose(page, 7)
    until(page, NOT_COVERED)
    for line in (7, 0):
        page.evaluate(f"document.querySelectorAll('.line')[{line}].style.paddingBottom = '9rem'")
        until(page, f"{LINE}.bottom <= {PANEL}.top + 1")


def test_in_a_low_window_the_panel_hides_no_line(page: Page) -> None:
    page.set_viewport_size({"width": 640, "height": 256})
    until(page, "getComputedStyle(document.querySelector('#line-panel')).position === 'static'")
    above = "compareDocumentPosition(document.querySelector('#lines')) & Node.DOCUMENT_POSITION_FOLLOWING"
    until(page, f"document.querySelector('#line-panel').{above}")
    expect(page.locator("#start")).to_be_visible()
    expect(page.locator("#more")).to_be_hidden()


def test_a_wide_window_has_all_buttons_and_no_step_of_other_pages(editor: Served, browser: Browser) -> None:
    with opened(browser, editor.opened, locale="nl-NL") as page:
        until(page, "document.querySelectorAll('.line').length === 8")
        expect(page.locator(".docked:visible")).to_have_count(0)
        expect(page.locator("#line-panel [data-action=split_turn]")).to_be_visible()
        expect(page.locator(".steps")).to_have_count(0)
