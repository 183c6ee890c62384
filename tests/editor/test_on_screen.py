"""Text in the picture that nobody tells: shown beside its line, added with one key, or ignored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.editor.made_up import Served, served
from tests.publications.axe import violations
from tests.publications.chromium import until, until_so

from woordbeeld.alignment.accepted import Accepted
from woordbeeld.alignment.model import Alignment
from woordbeeld.alignment.seen_texts import seen_texts
from woordbeeld.screen.model import Box, OnScreenText
from woordbeeld.timing import Span

BOX = Box(0.1, 0.7, 0.5, 0.12)
SIGN = OnScreenText(("Mbo Zuid", "Open dag 12 maart"), Span(4500, 6000), BOX, 0.99)
DOOR = OnScreenText(("Nooduitgang",), Span(9000, 11_000), BOX, 0.98)

# The line with the focus, wholly above the panel of the line.
IS_SEEN = """(() => {
  const [line, panel] = [document.activeElement, document.querySelector('#line-panel')]
    .map(each => each.getBoundingClientRect());
  return line.top >= 0 && line.bottom <= panel.top;
})()"""
# No button beside what is to be looked at is cut off.
ARE_WHOLE = """(() => {
  const list = document.querySelector('#doubts').getBoundingClientRect();
  return [...document.querySelectorAll('#doubts button')]
    .every(each => each.getBoundingClientRect().bottom <= list.bottom);
})()"""

pytestmark = pytest.mark.browser


def seen(alignment: Alignment, _: Accepted) -> Alignment:
    return replace(alignment, screen=seen_texts(alignment, (SIGN, DOOR)))


@pytest.fixture
def editor(transcript: Path, journals: Path, clip: Path) -> Iterator[Served]:
    with served(transcript, journals, clip, comparing=seen) as opened_editor:
        yield opened_editor


def test_it_is_gone_to_and_put_into_the_text_with_one_key_and_that_is_undone(
    page: Page, editor: Served
) -> None:
    page.select_option("#work-kind", "screen")
    until(page, "document.querySelector('#progress').textContent === '0 van 2 nagekeken'")
    page.focus(".line")
    page.keyboard.press("n")
    told = "tekst in beeld die niemand zegt of beschrijft: “Mbo Zuid. Open dag 12 maart.”"
    until_so(page, lambda: page.inner_text("#doubts").startswith(told))
    until(page, "document.activeElement.textContent.endsWith('beeldtekst?')")
    assert violations(page) == []
    page.keyboard.press("w")
    until(page, "document.querySelectorAll('.line').length === 9")
    text = editor.table.session.state.text
    assert "\n(Beeldtekst: Mbo Zuid. Open dag 12 maart.)\n" in text
    assert text.index("schenkt koffie") < text.index("Beeldtekst") < text.index("STEF")
    until(page, "document.querySelector('#progress').textContent === '0 van 1 nagekeken'")
    until(page, "document.activeElement.textContent.includes('Mbo Zuid. Open dag 12 maart.')")
    until(page, IS_SEEN)
    page.keyboard.press("Control+z")
    until(page, "document.querySelectorAll('.line').length === 8")
    until(page, "document.querySelector('#progress').textContent === '0 van 2 nagekeken'")


def test_the_buttons_of_a_long_text_are_shown_whole(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.select_option("#work-kind", "screen")
    page.focus(".line")
    page.keyboard.press("n")
    long = "'Een lange tekst in beeld. '.repeat(8)"
    page.evaluate(f"document.querySelector('#doubts span').textContent = {long}")
    expect(page.locator("#doubts button")).to_have_count(3)
    until(page, ARE_WHOLE)


def test_what_does_not_matter_is_ignored_and_that_is_kept(page: Page, editor: Served) -> None:
    page.select_option("#work-kind", "screen")
    page.locator(".line .said", has_text="Dank je wel").click()
    page.click("#doubts button:has-text('Negeren')")
    until(page, "document.querySelector('#progress').textContent === '0 van 1 nagekeken'")
    assert editor.table.session.state.left_out == {"Nooduitgang."}


def test_where_nothing_is_left_to_tell_the_key_says_so(page: Page) -> None:
    page.keyboard.press("w")
    until(page, "document.querySelector('#status').textContent.startsWith('Bij deze regel staat geen tekst')")
