"""`n` leads to the worst first, in the order of the report, and ends where nothing is in doubt any more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.editor.made_up import Served, lacking, served
from tests.publications.chromium import until, until_equal, until_so
from tests.publications.visit import opened

from woordbeeld.alignment.doubts import Need, doubts
from woordbeeld.alignment.model import AlignedWord, Alignment, Match
from woordbeeld.transcript.model import Transcript

pytestmark = pytest.mark.browser
DOUBTFUL: dict[
    str, dict[str, Any]
] = {  # what is doubtful in the words of each spoken line, the least of it first in the text
    "Goedemorgen allemaal.": {
        "match": Match.REPLACED,
        "heard": "x",
        "probability": 1e-6,
        "heard_probability": 0.9,
    },
    "Dank je wel.": {"confidence": 0.2},
    "Het gaat heel goed.": {"match": Match.UNHEARD, "confidence": 0.0},
}


def doubtful(transcript: Transcript) -> Alignment:
    """Speech without text after the second line and the fourth, and more in doubt, worse and worse."""
    found = lacking(transcript)
    lines = tuple(
        replace(line, words=tuple(_doubtful(word, line.source.text) for word in line.words))
        for line in found.lines
    )
    return replace(found, lines=lines)


def _doubtful(word: AlignedWord, text: str) -> AlignedWord:
    if word.text == "horen.":  # misheard, as words often are
        return replace(word, match=Match.REPLACED, heard="lezen", probability=0.9, heard_probability=0.5)
    return replace(word, **DOUBTFUL.get(text, {}))


@pytest.fixture
def editor(transcript: Path, journals: Path, clip: Path) -> Iterator[Served]:
    with served(transcript, journals, clip, align=doubtful) as opened_here:
        yield opened_here


UNDERLINED = """[...document.querySelectorAll(".said span")]
    .filter(each => getComputedStyle(each).textDecorationLine === "underline")
    .map(each => each.textContent)"""


def test_only_what_may_be_wrong_in_the_text_is_marked_and_the_rest_on_demand(
    page: Page, editor: Served
) -> None:
    until_equal(page, UNDERLINED, ["Goedemorgen allemaal."])
    page.locator(".line .said", has_text="Mooi om").click()
    expect(page.locator("#doubts .difference")).to_have_count(0)
    page.keyboard.press("h")
    until_so(
        page, lambda: page.inner_text("#status").startswith("Wat hier anders gehoord is, is niet te zien")
    )
    page.keyboard.press("d")
    until_equal(page, UNDERLINED, ["Goedemorgen allemaal.", "horen."])
    expect(page.locator("#show-differences")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("h")
    until(page, "document.querySelector('#lines').textContent.includes('Mooi om te lezen.')")
    page.keyboard.press("d")
    until_equal(page, UNDERLINED, ["Goedemorgen allemaal."])
    page.select_option("#work-kind", "difference")
    expect(page.locator("#show-differences")).to_have_attribute("aria-pressed", "true")


def led(page: Page, key: str = "n") -> str:
    page.keyboard.press(key)
    return str(page.evaluate("document.activeElement.querySelector('.said').textContent"))


def test_the_worst_comes_first_from_any_place_and_in_the_order_of_the_report(
    page: Page, editor: Served
) -> None:
    found = doubts(doubtful(editor.table.session.state.transcript))
    assert [each.need for each in found] == [
        Need.MISSING, Need.MISSING, Need.UNHEARD, Need.UNSURE, Need.DIFFERENCE
    ]  # fmt: skip
    worst = [
        "Wat fijn dat jullie er zijn.",
        "Ik ben Latisha en ik zit op het mbo.",
        "Het gaat heel goed.",
        "Dank je wel.",
        "Goedemorgen allemaal.",
    ]
    for place in (0, 4, 7):
        page.locator(".line").nth(place).focus()
        assert [led(page) for _ in worst] == worst
    page.keyboard.press("n")
    expect(page.locator("#status")).to_have_text(
        "Er is geen volgende. 0 van 5 nagekeken", use_inner_text=True
    )
    assert [led(page, "N"), led(page)] == [worst[3], worst[4]]


def test_it_ends_where_nothing_is_in_doubt_any_more(page: Page, editor: Served) -> None:
    for heard in ("welkom in deze zaal", "elke dag"):
        page.keyboard.press("n")
        page.click(f"#doubts li:has-text('{heard}') button:has-text('Hoort niet')")
        until(page, f"!document.querySelector('#doubts').textContent.includes('{heard}')")
    page.keyboard.press("n")
    page.keyboard.press("c")
    page.keyboard.press("c")
    page.keyboard.press("c")
    until(page, "document.querySelector('#status').textContent === 'Alles is nu nagekeken.'")
    expect(page.locator(".mark:not(.reviewed):not(.rule):not(.difference)")).to_have_count(0)
    expect(page.locator(".mark.reviewed")).to_have_count(3)
    until(page, "document.querySelector('#progress').textContent === '3 van 3 nagekeken'")
    page.keyboard.press("n")
    expect(page.locator("#status")).to_have_text("Geen twijfels meer. 3 van 3 nagekeken", use_inner_text=True)


PLACES_OF_BUTTONS = """[...document.querySelectorAll("#times button, .line-panel .bar button")].map(each => {
  const { x, y } = each.getBoundingClientRect();
  return [each.dataset.action, x, y];
})"""


def press_with_the_mouse(page: Page, action: str) -> None:
    """Press a button where it is, without scrolling to it."""
    box = page.locator(f"#line-panel [data-action={action}]").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


@pytest.mark.parametrize("width", [1280, 1000, 700])
def test_buttons_of_the_line_stay_where_they_are_whatever_they_do(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.locator(".line").first.evaluate("each => each.scrollIntoView({ block: 'center' })")
    before = page.evaluate(PLACES_OF_BUTTONS)
    press_with_the_mouse(page, "start_later")
    until(page, "document.querySelector('#start-note').textContent === 'zelf ingesteld'")
    until_equal(page, PLACES_OF_BUTTONS, before)
    for _ in range(4):
        chosen = page.inner_text("#chosen")
        press_with_the_mouse(page, "correct")
        until(page, f"document.querySelector('#chosen').textContent !== {chosen!r}")
        until_equal(page, PLACES_OF_BUTTONS, before)


def test_the_chosen_line_is_never_behind_what_sticks_to_the_top(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 560})
    page.keyboard.press("End")
    for at in reversed(range(7)):
        page.keyboard.press("ArrowUp")
        top = f"document.querySelectorAll('.line')[{at}].getBoundingClientRect().top"
        until(page, f"{top} >= document.querySelector('.work').getBoundingClientRect().bottom - 1")


def test_keys_go_on_after_a_button_of_the_line_was_pressed_with_the_mouse(page: Page) -> None:
    press_with_the_mouse(page, "start_later")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".line").nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("s")
    expect(page.locator("#speaker-dialog")).to_be_visible()


def test_the_first_line_of_a_text_without_speakers_gets_one_with_those_below(
    transcript: Path, journals: Path, clip: Path, browser: Browser
) -> None:
    transcript.write_text("Welkom.\nFijn.\nMooi.\n", encoding="utf-8")
    with (
        served(transcript, journals, clip) as editor,
        opened(browser, editor.opened, locale="nl-NL") as page,
    ):
        until(page, "document.querySelectorAll('.line').length === 3")
        page.focus(".line")
        page.keyboard.press("s")
        page.fill("#speaker-name", "Jan")
        scope = page.locator("#scopes label:has([value=line])").inner_text().strip()
        assert scope == "deze regel, en 2 regels erna zonder spreker"
        page.check("#scopes [value=line]")
        page.click("#speaker-dialog button[value=apply]")
        until(page, "!document.querySelector('#speaker-dialog').open")
        told = "Jan, ook 2 regels erna: daarvan was geen spreker bekend"
        expect(page.locator("#status")).to_have_text(told, use_inner_text=True)
        assert editor.table.session.state.text.startswith("JAN: Welkom.\nFijn.\n")
