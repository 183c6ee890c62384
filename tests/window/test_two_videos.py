"""Two videos at once: one is listened to, the other waits its turn, and both end right."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.publications.chromium import until, until_so
from tests.publications.visit import opened
from tests.window.conftest import Given
from tests.window.program import started

from woordbeeld.writing import open_bundle

pytestmark = [pytest.mark.browser, pytest.mark.whisper]
FIRST, SECOND = "Eerste video", "Tweede video"
LISTENING_S = 180
STATES = """Object.fromEntries([...document.querySelectorAll(".videos li")].map(
  item => [item.querySelector("h2").innerText, item.querySelector(".state").innerText]))"""
HEARD = {
    "Klaar om na te kijken",
    "Verbeteren is open en luistert nog naar de video",
    "0 van 2 plaatsen nagekeken",
}
LISTS = {"Wacht op zijn beurt", "Bezig met luisteren", "Klaar om na te kijken"}


def test_one_waits_while_the_other_is_listened_to(browser: Browser, symposium: Given, tmp_path: Path) -> None:
    folder = tmp_path / "videos"
    with started(folder) as program, opened(browser, program.address, locale="nl-NL") as page:
        page.wait_for_url(f"{program.base}/")
        for title in (FIRST, SECOND):
            give(page, program.base, title, symposium)
        page.goto(f"{program.base}/")
        until_so(page, lambda: page.evaluate(STATES).keys() == {FIRST, SECOND})
        for title in (FIRST, SECOND):
            page.goto(f"{program.base}/")
            page.get_by_role("link", name=title, exact=True).click()
            page.wait_for_load_state()  # until then no button does anything
            page.get_by_role("button", name="Tekst klopt, ga verder").click()
            page.wait_for_url("**/listen", timeout=LISTENING_S * 1000)
        page.goto(f"{program.base}/")
        seen = page.evaluate(STATES)
        assert set(seen.values()) <= LISTS
        assert list(seen.values()).count("Bezig met luisteren") <= 1
        for title in (FIRST, SECOND):
            page.goto(f"{program.base}/")
            page.get_by_role("link", name=title, exact=True).click()
            page.wait_for_load_state()
            if page.url.endswith("/listen"):  # else all of it was heard before it was opened
                page.get_by_role("link", name="Verder met verbeteren").click(timeout=LISTENING_S * 1000)
            until(page, "document.querySelectorAll('.line').length > 5")
        page.goto(f"{program.base}/")
        seen = page.evaluate(STATES)
        assert seen.keys() == {FIRST, SECOND}
        assert set(seen.values()) <= HEARD
    one, other = (folder / name / name for name in ("eerste-video", "tweede-video"))
    for bundle in (one, other):
        open_bundle(bundle).refuse_if_not_whole()
    assert (one / "captions.nl.vtt").read_bytes() == (other / "captions.nl.vtt").read_bytes()


def give(page: Page, base: str, title: str, given: Given) -> None:
    page.goto(f"{base}/new")
    page.set_input_files("#video", given.video)
    page.set_input_files("#document", given.document)
    page.fill("#title", title)
    page.get_by_role("button", name="Verder").click()
    page.wait_for_url("**/read")
