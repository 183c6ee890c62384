"""The page that shows how a text was read: what a change holds for is plain to see before it is made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.publications.axe import violations
from tests.publications.chromium import cut_off, until, until_equal, until_so
from tests.publications.visit import opened
from tests.window.served import served

from woordbeeld.window.project import write_project

TEXT = """\
TON HEERTS: Goedemorgen allemaal.
Wat fijn dat jullie er zijn.
Vandaag praten we over appels.

(Een man schenkt koffie in.)

STEF BÖGER (bestuurder): Dank je wel.
TON HEERTS: Mooi om te horen.
TON HERTS: Dat vind ik ook.
"""
HELLO, GLAD, APPLES, COFFEE, THANKS, NICE, TOO = range(7)
FOCUSED = "document.activeElement"

pytestmark = pytest.mark.browser


@pytest.fixture
def page(tmp_path: Path, film: Path, browser: Browser) -> Iterator[Page]:
    with served(tmp_path) as made:
        project = made.workspace.new("Praatje", "nl")
        (project.folder / "praatje.txt").write_text(TEXT, encoding="utf-8")
        write_project(replace(project, video=str(film), document="praatje.txt"))
        with opened(browser, made.opened, locale="nl-NL") as visited:
            visited.goto(f"{made.address}/videos/praatje/read")
            until(visited, "document.querySelectorAll('#rows > li').length === 7")
            yield visited


def ask_about(page: Page, row: int) -> None:
    page.locator("#rows > li").nth(row).click()


def scopes(page: Page) -> list[str]:
    return [each.strip() for each in page.locator("label:has([name=scope]):visible").all_inner_texts()]


def speakers(page: Page) -> list[str]:
    return page.locator("#rows .who").all_inner_texts()


def test_a_name_is_changed_for_the_whole_turn(page: Page) -> None:
    ask_about(page, GLAD)
    assert violations(page) == []
    page.fill("#row-speaker", "Anna de Wit")
    until_so(
        page,
        lambda: (
            scopes(page)
            == [
                "alleen deze alinea",
                "de hele beurt (3 alinea's)",
                "alle 4 alinea's van TON HEERTS, in de hele tekst",
            ]
        ),
    )
    page.get_by_label("de hele beurt").check()
    page.get_by_role("button", name="Toepassen").click()
    until(page, "document.querySelector('#rows .who').textContent === 'Anna de Wit'")
    until_so(page, lambda: speakers(page)[:3] == ["Anna de Wit", "STEF BÖGER (bestuurder)", "TON HEERTS"])


def test_the_number_is_told_of_all_that_were_read_alike(page: Page) -> None:
    ask_about(page, GLAD)
    until_so(page, lambda: scopes(page)[2] == "alle 5 alinea's met dezelfde opmaak die zo zijn gelezen")
    page.keyboard.press("Escape")
    ask_about(page, COFFEE)
    until_so(page, lambda: scopes(page) == ["alleen deze alinea"])


def test_the_choice_that_holds_has_the_focus_and_only_speech_has_a_speaker(page: Page) -> None:
    ask_about(page, COFFEE)
    until_equal(page, f"{FOCUSED}.value", "scene")
    expect(page.locator("#row-speaker")).to_be_disabled()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#row-speaker")).to_be_enabled()


def test_a_function_stands_beside_the_name(page: Page) -> None:
    until_so(page, lambda: speakers(page)[1] == "STEF BÖGER (bestuurder)")


def test_a_function_is_given_in_parentheses_and_stays_with_another_spelling(page: Page) -> None:
    ask_about(page, THANKS)
    page.fill("#row-speaker", "Stef Boger")
    page.get_by_role("button", name="Toepassen").click()
    until(
        page, "[...document.querySelectorAll('#rows .who')].some(each => each.textContent.includes('Boger'))"
    )
    until_so(page, lambda: "Stef Boger (bestuurder)" in speakers(page))
    ask_about(page, THANKS)
    page.fill("#row-speaker", "Stef Böger (rector)")
    page.get_by_role("button", name="Toepassen").click()
    until(
        page, "[...document.querySelectorAll('#rows .who')].some(each => each.textContent.includes('rector'))"
    )
    until_so(page, lambda: "Stef Böger (rector)" in speakers(page))


def test_what_is_refused_is_told_where_it_was_asked_and_nothing_typed_is_lost(page: Page) -> None:
    cut_off(page, "**/rows")
    ask_about(page, GLAD)
    page.fill("#row-speaker", "Anna de Wit")
    page.get_by_role("button", name="Toepassen").click()
    until(
        page, "document.querySelector('#row-dialog').open && document.querySelector('#row-alert').textContent"
    )
    until_so(
        page, lambda: page.locator("#row-alert").inner_text().startswith("Woordbeeld is niet bereikbaar.")
    )
    expect(page.locator("#row-speaker")).to_have_value("Anna de Wit")
    page.unroute("**/rows")
    page.get_by_role("button", name="Toepassen").click()
    until(page, "document.querySelector('#rows > li:nth-child(2) .who')?.textContent === 'Anna de Wit'")
    expect(page.locator("#row-dialog")).to_be_hidden()


def test_a_refusal_is_in_sight_wherever_the_page_stands(page: Page) -> None:
    page.set_viewport_size({"width": 800, "height": 400})
    cut_off(page, "**/accept")
    page.get_by_role("button", name="Tekst klopt, ga verder").click()
    until(page, "document.querySelector('#alert').textContent")
    box = page.locator("#alert").bounding_box()
    assert box
    assert 0 <= box["y"] <= 400 - box["height"]


@pytest.mark.parametrize("button", ["#row-right", "#right"])
def test_a_doubt_is_confirmed_with_the_mouse(page: Page, button: str) -> None:
    expect(page.locator("#count")).to_have_text("1 twijfel.", use_inner_text=True)
    if button == "#row-right":
        ask_about(page, HELLO)
        expect(page.locator(button)).to_be_hidden()
        page.keyboard.press("Escape")
        expect(page.locator("#right")).to_be_disabled()
        ask_about(page, TOO)
    else:
        page.click("#next")
    page.click(button)
    until(page, "document.querySelector('#count').textContent === 'Geen twijfels.'")
    until_equal(page, f"{FOCUSED}.id", f"row-{TOO}")
    until_so(page, lambda: speakers(page)[-1] == "TON HERTS")
