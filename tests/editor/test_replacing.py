"""Find and replace: looked over, by keyboard alone, one step that can be taken back, for everybody."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.editor.made_up import TALK, Served, Table
from tests.publications.axe import violations
from tests.publications.chromium import until, until_equal
from tests.publications.visit import opened

from woordbeeld.editor.edit_records import parse_edit
from woordbeeld.editor.edits import Replace, Reword
from woordbeeld.errors import WrongUseError
from woordbeeld.transcript.editing import EditRefusedError
from woordbeeld.transcript.replacing import Search

FOUND = "document.querySelector('#found-count').textContent"


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_all_places_are_one_step_and_the_rest_keeps_its_times_and_marks(made: Table) -> None:
    session = made.session
    asked = made.shared.find(Search("ik", "wij", whole_word=True), None)
    places = tuple(tuple(each["place"]) for each in asked["places"])
    session.edit(Replace(places), asked["version"])
    assert session.state.text == TALK.replace("Ik ben Latisha en ik zit", "Wij ben Latisha en wij zit")
    assert session.version == 1
    assert session.state.reviewed == frozenset()
    session.undo()
    assert session.state.text == TALK


def test_places_that_somebody_else_has_changed_since_are_refused(made: Table) -> None:
    asked = made.shared.find(Search("goed", "best"), None)
    made.session.edit(Reword(6, "Het gaat nu heel goed."), asked["version"])
    with pytest.raises(EditRefusedError, match="somebody else"):
        made.session.edit(Replace(tuple(tuple(each["place"]) for each in asked["places"])), asked["version"])


@pytest.mark.parametrize(
    "places", [[], [[1, 2, 3]], [[1, 3, 2, ""]], [[1, -1, 2, ""]], [[1, 0, "2", ""]], "x"]
)
def test_what_is_no_place_is_refused(places: object) -> None:
    with pytest.raises(WrongUseError):
        parse_edit({"kind": "replace", "places": places})


@pytest.mark.browser
def test_words_are_replaced_by_keyboard_after_they_were_looked_over_and_all_is_taken_back(
    page: Page, editor: Served
) -> None:
    press(page, "Control+h")
    page.keyboard.type("ik")
    until(page, f"{FOUND} === 'Gevonden op 2 plaatsen.'")
    press(page, "Tab")
    page.keyboard.type("wij")
    until(page, "document.querySelector('#found').textContent.includes('wij')")
    expect(page.locator("#found li:first-child")).to_have_text(
        "Ik → Wij ben Latisha en ik zit op het mbo.", use_inner_text=True
    )
    expect(page.locator("#replace-all")).to_have_text("Vervang op 2 plaatsen", use_inner_text=True)
    press(page, "Enter")  # in a field it only finds
    page.focus("#found li:first-child input")
    press(page, "Space", "Tab")
    expect(page.locator("#replace-all")).to_have_text("Vervang op 1 plaats", use_inner_text=True)
    assert violations(page) == []
    page.focus("#replace-all")
    press(page, "Enter")
    until(page, "!document.querySelector('#replace-dialog').open")
    until(page, "document.querySelector('#status').textContent === 'Op 1 plaats vervangen'")
    assert "Ik ben Latisha en wij zit op het mbo." in editor.table.session.state.text
    until(page, "document.activeElement.textContent.endsWith('op het mbo.')")
    press(page, "Control+z")
    until(page, "document.querySelector('#status').textContent === 'Ongedaan gemaakt: woorden vervangen'")
    assert editor.table.session.state.text == TALK


@pytest.mark.browser
def test_only_the_chosen_lines_are_searched_and_f3_goes_from_one_to_the_next(
    page: Page, editor: Served
) -> None:
    press(page, "F3")
    until(page, "document.querySelector('#replace-dialog').open")
    page.keyboard.type("e")
    page.uncheck("#whole-word")
    until(page, f"{FOUND}.startsWith('Gevonden op')")
    press(page, "Escape", "F3")
    until(page, "document.querySelector('#status').textContent.startsWith('2 van ')")
    until_equal(page, "document.activeElement.dataset.id", "1")
    press(page, "Shift+F3")
    until(page, "document.activeElement.dataset.id === '0'")
    press(page, "End", "Shift+ArrowUp", "Control+h")
    until(page, "document.querySelector('#found-count').textContent === 'Gevonden op 6 plaatsen.'")
    page.check("#replace-selection [value=all]")
    until(page, "document.querySelector('#found-count').textContent !== 'Gevonden op 6 plaatsen.'")
    assert editor.table.session.version == 0


@pytest.mark.browser
def test_what_is_refused_is_told_with_its_line_and_what_is_being_written_is_taken_in_first(
    page: Page, editor: Served
) -> None:
    press(page, "Enter")
    page.keyboard.type(" Ja")
    press(page, "Control+h")
    until(page, "document.querySelector('#replace-dialog').open")
    page.keyboard.type("mooi om te horen.")
    page.uncheck("#whole-word")
    until(page, f"{FOUND} === 'Gevonden op 1 plaats.'")
    expect(page.locator("#replace-all")).to_have_text("Haal weg op 1 plaats", use_inner_text=True)
    page.click("#replace-all")
    until(page, "document.querySelector('#replace-error').textContent.endsWith('“Mooi om te horen.”')")
    until(page, "document.querySelector('#replace-dialog').open")
    assert editor.table.session.state.text == TALK.replace("allemaal.", "allemaal. Ja")


@pytest.mark.browser
def test_it_fits_a_phone(editor: Served, browser: Browser) -> None:
    with opened(browser, editor.opened, locale="nl-NL", viewport={"width": 320, "height": 640}) as page:
        until(page, "document.querySelectorAll('.line').length === 8")
        page.click("#open-replace")
        page.fill("#find-text", "ik")
        until(page, f"{FOUND} === 'Gevonden op 2 plaatsen.'")
        until(page, "document.documentElement.scrollWidth <= 320")
        until(page, "(box => box.scrollWidth <= box.clientWidth)(document.querySelector('#replace-dialog'))")
        assert violations(page) == []
