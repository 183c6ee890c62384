"""The page: for everybody, at every width, in two languages, and as quick with an hour as with a minute."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.editor.made_up import TALK, Served, lacking, served
from tests.publications.axe import violations
from tests.publications.chromium import cut_off, until, until_equal, until_so
from tests.publications.long_talk import long_talk
from tests.publications.visit import opened

from woordbeeld.editor.edits import Mark, Reword
from woordbeeld.editor.page import KEYS, LINE_EDITS
from woordbeeld.editor.speaker_edits import MergeSpeakers
from woordbeeld.editor.time_edits import SetTime
from woordbeeld.transcript.pins import pins_path
from woordbeeld.transcript.writer import write

SOURCES = files("woordbeeld.editor") / "templates"

pytestmark = pytest.mark.browser


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def kept(page: Page) -> None:
    until(page, "['kept', 'saved'].includes(document.querySelector('#saved').dataset.state)")


def speakers(editor: Served) -> list[str | None]:
    lines = editor.table.session.state.transcript.spoken_lines
    return [line.speaker.name if line.speaker else None for line in lines]


def said(page: Page) -> str:
    return page.inner_text("#status")


def test_a_digit_gives_the_line_the_selection_or_the_turn_to_a_speaker(page: Page, editor: Served) -> None:
    assert speakers(editor) == ["Ton Heerts"] * 2 + ["Stef Böger"] + ["Latisha"] * 2 + ["Ton Heerts"]
    press(page, "2")
    kept(page)
    assert speakers(editor)[:2] == ["Stef Böger", "Ton Heerts"]
    until_so(page, lambda: said(page) == "Stef Böger")
    press(page, "End", "Shift+ArrowUp", "Shift+ArrowUp", "2")
    until(page, "document.querySelector('#status').textContent.startsWith('3 regels: Stef Böger')")
    until_so(
        page,
        lambda: said(page) == "3 regels: Stef Böger. Latisha zegt nu niets meer; Ctrl+Z maakt dat ongedaan",
    )
    kept(page)
    assert speakers(editor)[3:] == ["Stef Böger"] * 3
    press(page, "Control+z")
    until(page, "document.querySelector('#status').textContent.startsWith('Ongedaan gemaakt')")
    press(page, "Home", "ArrowDown", "Shift+Digit3")
    kept(page)
    assert speakers(editor)[:2] == ["Stef Böger", "Latisha"]


def test_lines_are_marked_as_another_language_and_the_marks_taken_off(page: Page, editor: Served) -> None:
    before = editor.table.session.state.text
    press(page, "Shift+ArrowDown", "e")
    until(page, "document.querySelector('#language-dialog').open")
    expect(page.locator("#part-language")).to_have_value("en")
    expect(page.locator("#part-language option:checked")).to_have_text("Engels", use_inner_text=True)
    expect(page.locator("#part-language option").first).to_contain_text("Nederlands", use_inner_text=True)
    until_so(
        page, lambda: min(map(len, page.locator("#part-language option").all_inner_texts())) > 2
    )  # none is a code
    page.select_option("#part-language", "fr")
    page.click("#language-dialog button[value=apply]")
    until(page, "document.querySelector('#status').textContent === 'taal veranderd'")
    marked = editor.table.session.state.text
    assert marked.startswith(
        "TON HEERTS: [fr] Goedemorgen allemaal. [/fr]\n[fr] Wat fijn dat jullie er zijn. [/fr]\n"
    )
    kept(page)
    press(page, "e")
    expect(page.locator("#part-language")).to_have_value("")
    page.click("#language-dialog button[value=apply]")
    until(page, "!document.querySelector('#language-dialog').open")
    kept(page)
    assert editor.table.session.state.text == before
    press(page, "ArrowUp", "e")
    expect(page.locator("#part-language")).to_have_value("fr")


def test_a_transcript_that_is_gone_is_saved_anew_after_asking(page: Page, editor: Served) -> None:
    press(page, "2")
    kept(page)
    editor.table.path.unlink()
    press(page, "Control+s")
    until(page, "document.querySelector('#anew-dialog').open")
    expect(page.locator("#anew-dialog")).to_contain_text(
        "Het transcript staat er niet meer", use_inner_text=True
    )
    page.click("#anew-dialog button[value=cancel]")
    until(page, "!document.querySelector('#anew-dialog').open")
    assert not editor.table.path.exists()
    press(page, "Control+s")
    until(page, "document.querySelector('#anew-dialog').open")
    page.click("#anew-dialog button[value=apply]")
    until(page, "document.querySelector('#saved').dataset.state === 'saved'")
    assert editor.table.path.read_text(encoding="utf-8").startswith("STEF BÖGER: Goedemorgen")


def test_who_lost_the_last_line_can_be_given_it_back(page: Page, editor: Served) -> None:
    press(page, "PageDown", "ArrowUp", "ArrowUp", "ArrowUp", "ArrowUp", "1")
    kept(page)
    assert speakers(editor)[2] == "Ton Heerts"
    press(page, "2")
    kept(page)
    assert speakers(editor)[2] == "Stef Böger"
    press(page, "9")
    until_so(page, lambda: said(page) == "Bij die toets hoort geen spreker")


def test_two_speakers_are_swapped_everywhere_and_it_is_told(page: Page, editor: Served) -> None:
    press(page, "s")
    expect(page.locator("[value=swap]")).to_be_hidden()
    page.keyboard.type("latisha")
    page.check("[value=swap]")
    press(page, "Enter")
    until(page, "document.querySelector('#status').textContent === 'sprekers omgewisseld'")
    assert speakers(editor) == ["Latisha"] * 2 + ["Stef Böger"] + ["Ton Heerts"] * 2 + ["Latisha"]
    press(page, "s")
    page.keyboard.type("   ")
    press(page, "Enter")
    until(page, "document.querySelector('#speaker-error').textContent.startsWith('Zo kan een spreker')")


def test_lines_are_chosen_by_mouse_one_by_one_or_in_a_row(page: Page, editor: Served) -> None:
    lines = page.locator(".line .said")
    lines.nth(0).click()
    lines.nth(3).click(modifiers=["Shift"])
    until(page, "document.querySelectorAll('[aria-selected=true]').length === 4")
    lines.nth(1).click(modifiers=["Control"])
    until(page, "document.querySelectorAll('[aria-selected=true]').length === 3")
    page.click(".give[data-name='Latisha']")
    kept(page)
    assert speakers(editor)[:3] == ["Latisha", "Ton Heerts", "Latisha"]
    lines.nth(6).dblclick()
    expect(page.locator(".said textarea")).to_have_value("Het gaat heel goed.")


def test_a_turn_is_split_and_merged_again(page: Page, editor: Served) -> None:
    press(page, "b")
    until_so(page, lambda: said(page).startswith("Hier is niets te splitsen"))
    press(page, "ArrowDown", "b")
    page.keyboard.type("Fatima")
    press(page, "Enter")
    until(page, "!document.querySelector('#speaker-dialog').open")
    assert speakers(editor)[:2] == ["Ton Heerts", "Fatima"]
    press(page, "m")
    kept(page)
    assert speakers(editor)[:2] == ["Ton Heerts", "Ton Heerts"]
    assert editor.table.session.state.text == TALK


def test_a_turn_that_took_in_others_tells_whose_lines_go_along(page: Page, editor: Served) -> None:
    press(page, *["ArrowDown"] * 5, "Shift+Digit1")
    until_so(
        page,
        lambda: said(page) == ("2 regels: Ton Heerts. Latisha zegt nu niets meer; Ctrl+Z maakt dat ongedaan"),
    )
    kept(page)
    assert speakers(editor)[3:] == ["Ton Heerts"] * 3
    until(page, "document.querySelectorAll('.line.opens').length === 3")
    press(page, "Shift+Digit2")
    until_so(page, lambda: said(page) == "3 regels: Stef Böger, ook de regel die al van Ton Heerts was")
    press(page, "Control+z")
    until(page, "document.querySelector('#status').textContent.startsWith('Ongedaan gemaakt')")
    assert speakers(editor)[3:] == ["Ton Heerts"] * 3


def test_two_turns_of_one_speaker_become_one(page: Page, editor: Served) -> None:
    editor.table.shared.edit(MergeSpeakers("Stef Böger", "Ton Heerts"), 0)
    until(page, "document.querySelectorAll('#people li').length === 2")
    press(page, "ArrowDown", "ArrowDown", "ArrowDown", "m")
    until_so(page, lambda: said(page) == "Eén beurt met de vorige: Ton Heerts")
    kept(page)
    until(page, "document.querySelectorAll('.line.opens').length === 3")
    assert "(Een man schenkt koffie in.)\n\nDank je wel.\n" in editor.table.session.state.text
    press(page, "Control+z")
    until(page, "document.querySelectorAll('.line.opens').length === 4")


def test_a_line_is_of_another_kind_and_that_is_taken_back(page: Page, editor: Served) -> None:
    press(page, "ArrowDown", "k")
    until_equal(page, "document.activeElement.value", "spoken")
    press(page, "ArrowDown")
    assert violations(page) == []
    press(page, "Enter")
    until(page, "document.querySelectorAll('.line.scene').length === 2")
    until_so(page, lambda: said(page) == "soort veranderd")
    assert "allemaal.\n\n(Wat fijn dat jullie er zijn.)\n\n(Een man" in editor.table.session.state.text
    until(page, "document.activeElement.matches('.line')")
    press(page, "Control+z")
    until(page, "document.querySelectorAll('.line.scene').length === 1")
    assert editor.table.session.state.text == TALK
    page.click("#line-panel [data-action=change_kind]")
    page.check("#kind-form [value=sound]")
    page.get_by_role("button", name="Annuleren").click()
    assert editor.table.session.state.text == TALK


def test_a_function_stands_beside_the_name(
    transcript: Path, journals: Path, clip: Path, browser: Browser
) -> None:
    transcript.write_text(TALK.replace("STEF BÖGER:", "STEF BÖGER (bestuurder):"), encoding="utf-8")
    with served(transcript, journals, clip) as made, opened(browser, made.opened, locale="nl-NL") as page:
        until(page, "document.querySelectorAll('.line').length === 8")
        until_so(
            page,
            lambda: (
                page.locator(".line.opens .who").all_inner_texts()[1].split("\n")[-1]
                == ("Stef Böger (bestuurder)")
            ),
        )
        expect(page.locator(".remark")).to_have_count(1)


def test_words_are_edited_where_they_stand_and_a_line_is_split_and_joined(page: Page, editor: Served) -> None:
    press(page, "Enter")
    press(page, "Home")
    page.keyboard.type("Hallo! ")
    press(page, "Control+Enter")
    until(page, "document.querySelectorAll('.line').length === 9")
    assert "TON HEERTS: Hallo!\nGoedemorgen allemaal.\n" in editor.table.session.state.text
    until(page, "document.activeElement.textContent.endsWith('Goedemorgen allemaal.')")
    press(page, "ArrowUp", "j")
    until(page, "document.querySelectorAll('.line').length === 8")
    assert "TON HEERTS: Hallo! Goedemorgen allemaal.\n" in editor.table.session.state.text
    press(page, "Enter", "Control+a")
    page.keyboard.type("Weg ermee")
    press(page, "Escape")
    assert "Weg ermee" not in editor.table.session.state.text
    until(page, "document.activeElement.matches('.line')")


def test_what_is_written_is_taken_in_wherever_somebody_goes_next(page: Page, editor: Served) -> None:
    press(page, "Enter")
    page.keyboard.type(" Dag!")
    page.locator(".line .said").nth(3).click()
    kept(page)
    assert "Goedemorgen allemaal. Dag!\n" in editor.table.session.state.text
    until_equal(page, "document.activeElement.dataset.id", "3")
    press(page, "Enter")
    page.keyboard.type(" Hoor.")
    page.click("#save")
    until(page, "document.querySelector('#saved').dataset.state === 'saved'")
    assert "Dank je wel. Hoor.\n" in editor.table.path.read_text(encoding="utf-8")


def test_what_is_refused_stays_to_be_mended(page: Page, editor: Served) -> None:
    press(page, "Enter", "Control+a")
    page.keyboard.type("(lacht)")
    press(page, "Enter")
    until(page, "document.querySelector('.said .alert').textContent.includes('haakje')")
    expect(page.locator(".said textarea")).to_have_value("(lacht)")
    assert editor.table.session.version == 0


def test_scenes_and_sounds_are_added_moved_and_deleted(page: Page, editor: Served) -> None:
    press(page, "a")
    page.keyboard.type("Een vrouw zwaait.")
    page.check("input[value=scene]")
    page.focus("#add-text")
    press(page, "Enter")
    until(page, "document.querySelectorAll('.line').length === 9")
    text = editor.table.session.state.text
    assert "(Een vrouw zwaait.)" in text
    until(page, "document.activeElement.textContent.endsWith('Een vrouw zwaait.')")
    press(page, "Alt+ArrowDown")
    until(page, "document.querySelectorAll('.line')[2].textContent.includes('zwaait')")
    until(page, "document.activeElement.textContent.endsWith('Een vrouw zwaait.')")
    press(page, "Delete")
    until(page, "document.querySelectorAll('.line').length === 8")
    until(page, "document.activeElement.matches('.line')")


def test_times_are_nudged_typed_and_set_to_now(page: Page, editor: Served) -> None:
    press(page, "ArrowDown", "]", "]", "}")
    kept(page)
    until(page, "document.querySelector('#start').value === '0:02,080'")
    until(page, "document.querySelector('#saved').dataset.state === 'kept'")
    pin = editor.table.session.state.times[1]
    assert (pin.start_ms, pin.end_ms) == (2080, 3840)
    page.evaluate("document.querySelector('video').currentTime = 2.5")
    until(page, "!document.querySelector('video').seeking")
    press(page, "i")
    until(page, "document.querySelector('#start').value === '0:02,500'")
    page.fill("#end", "0:03,2")
    press(page, "Tab")
    page.focus(".line[tabindex='0']")
    press(page, "ArrowDown")
    until(page, "document.querySelector('#saved').dataset.state === 'kept'")
    pin = editor.table.session.state.times[1]
    assert (pin.start_ms, pin.end_ms) == (2500, 3200)


def test_a_time_that_cannot_be_is_told_and_a_field_is_left_by_escape(page: Page, editor: Served) -> None:
    press(page, "ArrowDown")
    for written, telling in (
        ("onzin", "Dat is geen tijd"),
        ("", "Dat is geen tijd"),
        ("9:99", "Begin 0:03,760: verder"),
    ):
        page.fill("#start", written)
        press(page, "Enter")
        until(page, f"document.querySelector('#status').textContent.startsWith({telling!r})")
        until(page, "document.activeElement.matches('.line')")
    kept(page)  # else both times are one step on a fast machine, and two on a slow one
    page.fill("#end", "0:17")
    press(page, "Enter")
    until_so(page, lambda: said(page) == "Eind 0:17,000: dat valt buiten de regels eromheen")
    kept(page)
    press(page, "Control+z")
    press(page, "Control+z")
    until(page, "document.querySelector('#start').value === '0:02,000'")
    page.fill("#start", "0:02,5")
    press(page, "Escape")
    expect(page.locator("#start")).to_have_value("0:02,000")
    press(page, "u")
    until_so(page, lambda: said(page) == "Deze tijd hebt u niet zelf ingesteld")
    kept(page)
    assert editor.table.session.state.times == {}


def test_an_edge_is_dragged_in_the_sound(page: Page, editor: Served) -> None:
    press(page, "ArrowDown")
    handle = page.locator("#handle-end")
    box = handle.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 - 20, box["y"] + 5, steps=4)
    page.mouse.up()
    until(page, "document.querySelectorAll('.line')[1].querySelector('.sign')")
    handle.press("ArrowRight")
    page.focus(".line[tabindex='0']")
    press(page, "ArrowUp")
    until(page, "document.querySelector('#saved').dataset.state === 'kept'")
    pin = editor.table.session.state.times[1]
    assert pin.start_ms is None
    assert pin.end_ms is not None
    assert 2000 < pin.end_ms < 3800


def test_a_line_is_played_and_repeated_without_losing_the_cursor(page: Page) -> None:
    press(page, "ArrowDown", "r")
    until(page, "document.querySelector('video').currentTime > 3.2")
    until(page, "document.querySelector('video').currentTime < 2.6")
    press(page, "-", "r", "Space")
    until(page, "document.querySelector('video').paused")
    until_equal(page, "document.querySelector('video').playbackRate", 0.75)
    until(page, "document.activeElement === document.querySelectorAll('.line')[1]")


def test_all_turns_of_a_speaker_are_shown_alone(page: Page) -> None:
    press(page, "l")
    until(page, "document.querySelectorAll('.line:not([hidden])').length === 3")
    until_so(page, lambda: said(page) == "Alleen Ton Heerts: 3 regels")
    press(page, "End", "l")
    until(page, "document.querySelectorAll('.line:not([hidden])').length === 8")
    until(page, "document.activeElement.textContent.endsWith('Mooi om te horen.')")


def test_a_line_that_a_filter_hides_is_left_and_the_focus_stays_where_the_work_is(
    page: Page, editor: Served
) -> None:
    press(page, "l", "2")
    kept(page)
    until(page, "document.querySelector('.line[tabindex=\"0\"]').dataset.id === '1'")
    until(page, "document.activeElement === document.querySelector('.line[data-id=\"1\"]')")
    press(page, "l", "]")
    kept(page)
    page.click("#free")
    until(page, "document.activeElement.matches('.line')")
    until_so(page, lambda: said(page) == "De tijd wordt opnieuw bepaald")
    kept(page)
    assert editor.table.session.state.times == {}


def test_the_worklist_goes_from_one_to_the_next_and_counts(page: Page, editor: Served) -> None:
    editor.table.shared.edit(Reword(7, "Ik ben Stef Böger, leuk."), 0)
    editor.table.shared.edit(Mark((7,), reviewed=False), 1)
    page.select_option("#work-kind", "hint")
    until(page, "document.querySelector('#progress').textContent === '0 van 1 nagekeken'")
    page.focus(".line[tabindex='0']")
    press(page, "n")
    until_so(page, lambda: said(page) == "dit zegt Stef Böger over zichzelf")
    page.click("#doubts button")
    until(page, "document.querySelectorAll('.line')[7].textContent.includes('Stef Böger')")
    until(page, "document.querySelector('#progress').textContent === 'Niets om na te kijken'")


@pytest.fixture
def foreign_editor(transcript: Path, journals: Path, clip: Path) -> Iterator[Served]:
    english = "Zij zei: We know that there is no easy answer."
    transcript.write_text(TALK.replace("Dank je wel.", english), encoding="utf-8")
    with served(transcript, journals, clip) as opened:
        yield opened


@pytest.fixture
def foreign_page(foreign_editor: Served, browser: Browser) -> Iterator[Page]:
    with opened(browser, foreign_editor.opened, locale="nl-NL") as shown:
        until(shown, "document.querySelectorAll('.line').length === 8")
        shown.focus(".line")
        yield shown


@pytest.mark.parametrize(
    ("button", "marked"),
    [
        ("Markeren als Engels", "Zij zei: [en] We know that there is no easy answer. [/en]\n"),
        ("Nee, dit is Nederlands", "Zij zei: [nl] We know that there is no easy answer. [/nl]\n"),
    ],
)
def test_what_seems_to_be_in_another_language_is_marked_by_one_button_or_kept_as_it_is_by_another(
    foreign_page: Page, foreign_editor: Served, button: str, marked: str
) -> None:
    foreign_page.select_option("#work-kind", "language")
    press(foreign_page, "n")
    until_so(
        foreign_page,
        lambda: (
            said(foreign_page)
            == ("lijkt in een andere taal te zijn (Engels): “We know that there is no easy answer.”")
        ),
    )
    until(foreign_page, "document.activeElement.textContent.endsWith('taal?')")
    foreign_page.click(f"#doubts button:has-text('{button}')")
    until(foreign_page, "document.querySelector('#status').textContent === 'taal veranderd'")
    assert marked in foreign_editor.table.session.state.text
    until(foreign_page, "document.querySelector('#progress').textContent === 'Niets om na te kijken'")
    expect(foreign_page.locator("#lines")).not_to_contain_text("taal?", use_inner_text=True)


def test_the_language_asked_for_a_line_is_the_one_that_is_proposed_for_it(
    foreign_page: Page, foreign_editor: Served
) -> None:
    press(foreign_page, "n", "e")
    expect(foreign_page.locator("#part-language")).to_have_value("en")
    foreign_page.click("#language-dialog button[value=apply]")
    until(foreign_page, "document.querySelector('#status').textContent === 'taal veranderd'")
    assert "Zij zei: [en] We know" in foreign_editor.table.session.state.text
    press(foreign_page, "Control+z")
    until(foreign_page, "document.querySelector('#status').textContent.startsWith('Ongedaan gemaakt')")
    until(foreign_page, "document.querySelector('#lines').textContent.includes('taal?')")
    press(foreign_page, "e")
    foreign_page.select_option("#part-language", "de")
    foreign_page.click("#language-dialog button[value=apply]")
    until(foreign_page, "document.querySelector('#status').textContent === 'taal veranderd'")
    assert "[de] Zij zei: We know" in foreign_editor.table.session.state.text


@pytest.fixture
def lacking_editor(transcript: Path, journals: Path, clip: Path) -> Iterator[Served]:
    with served(transcript, journals, clip, align=lacking) as opened:
        yield opened


@pytest.fixture
def lacking_page(lacking_editor: Served, browser: Browser) -> Iterator[Page]:
    with opened(browser, lacking_editor.opened, locale="nl-NL") as shown:
        until(shown, "document.querySelectorAll('.line').length === 8")
        shown.focus(".line")
        yield shown


def test_speech_without_text_is_gone_to_first_and_added_by_key(
    lacking_page: Page, lacking_editor: Served
) -> None:
    press(lacking_page, "n")
    until(lacking_page, "document.activeElement.textContent.endsWith('tekst?')")
    until_so(
        lacking_page,
        lambda: said(lacking_page).startswith("spraak zonder tekst, gehoord is: “welkom in deze zaal”"),
    )
    press(lacking_page, "c")  # marked as correct it is still without text
    until(lacking_page, "document.querySelector('#status').textContent === 'Klopt. 0 van 2 nagekeken'")
    press(lacking_page, "Home", "n")
    until_so(lacking_page, lambda: "welkom in deze zaal" in said(lacking_page))
    press(lacking_page, "a")
    expect(lacking_page.locator("#add-text")).to_have_value("welkom in deze zaal")
    expect(lacking_page.locator("#add-speaker")).to_have_value("")
    expect(lacking_page.locator("#add-guess")).to_contain_text("niet te raden", use_inner_text=True)
    press(lacking_page, "Tab")
    lacking_page.keyboard.type("Stef Böger")
    press(lacking_page, "Enter")
    until(lacking_page, "document.querySelectorAll('.line').length === 9")
    lines = lacking_editor.table.session.state.transcript.spoken_lines
    assert (lines[2].text, lines[2].speaker and lines[2].speaker.name) == (
        "welkom in deze zaal",
        "Stef Böger",
    )
    assert lines[1].speaker == lines[0].speaker != lines[2].speaker
    until(lacking_page, "![...document.querySelectorAll('.line')][1].textContent.includes('tekst?')")


def test_speech_without_text_is_heard_added_or_left_out_by_mouse(
    lacking_page: Page, lacking_editor: Served
) -> None:
    lacking_page.select_option("#work-kind", "missing")
    until(lacking_page, "document.querySelector('#progress').textContent === '0 van 2 nagekeken'")
    lacking_page.locator(".line .said", has_text="Latisha").click()
    lacking_page.click("#doubts button:has-text('Toevoegen')")
    expect(lacking_page.locator("#add-speaker")).to_have_value("Latisha")
    start_ms = next(
        each.span.start_ms
        for each in lacking(lacking_editor.table.session.state.transcript).unwritten
        if each.heard == "elke dag"
    )
    lacking_page.click("#add-hear")
    until(
        lacking_page,
        f"Math.abs(document.querySelector('#video').currentTime * 1000 - {start_ms}) < 3000",
    )
    expect(lacking_page.locator("#add-guess")).to_contain_text("Geraden", use_inner_text=True)
    lacking_page.check("input[value=sound]")
    expect(lacking_page.locator("#add-speaker")).to_be_hidden()
    lacking_page.check("input[value=spoken]")
    lacking_page.click("#add-dialog button[value=apply]")
    until(lacking_page, "document.querySelectorAll('.line').length === 9")
    lines = lacking_editor.table.session.state.transcript.spoken_lines
    assert [line.text for line in lines[3:6]] == [
        "Ik ben Latisha en ik zit op het mbo.",
        "elke dag",
        "Het gaat heel goed.",
    ]
    assert len({line.speaker for line in lines[3:6]}) == 1
    until(lacking_page, "document.querySelector('#progress').textContent === '0 van 1 nagekeken'")
    lacking_page.click("[data-action=next]")
    lacking_page.click("#doubts button:has-text('▶')")
    until(lacking_page, "document.querySelector('#video').currentTime >= 2")
    lacking_page.click("#doubts button:has-text('Hoort niet in de tekst')")
    until(lacking_page, "document.querySelector('#progress').textContent === 'Niets om na te kijken'")
    assert lacking_editor.table.session.state.left_out == {"welkom in deze zaal"}


def test_marking_as_correct_is_counted_and_can_be_taken_back(page: Page, editor: Served) -> None:
    press(page, "c")
    until(page, "document.querySelector('#saved').dataset.state === 'kept'")
    assert editor.table.session.state.reviewed == {0}
    press(page, "Home", "c")
    kept(page)
    assert editor.table.session.state.reviewed == {0}
    press(page, "Home", "Shift+C")
    until(page, "document.querySelector('#status').textContent.startsWith('Weer na te kijken')")
    expect(page.locator("#unmark")).to_be_disabled()


def test_two_tabs_show_the_same_and_neither_overwrites_the_other(
    page: Page, editor: Served, browser: Browser
) -> None:
    with opened(browser, editor.opened, locale="en-GB") as other:
        until(other, "document.querySelectorAll('.line').length === 8")
        other.focus(".line")
        press(other, "Enter", "Control+a")
        other.keyboard.type("From the other tab.")
        press(page, "Enter", "Control+a")
        page.keyboard.type("Uit deze tab.")
        press(page, "Enter")
        until(other, "document.querySelector('.said .alert').textContent !== ''")
        press(other, "Enter")
        until(other, "document.querySelector('.said .alert').textContent.startsWith('Somebody else')")
        assert "Uit deze tab." in editor.table.session.state.text
        expect(other.locator(".said textarea")).to_have_value("From the other tab.")


def test_where_somebody_else_changed_the_same_line_both_are_shown_and_one_is_chosen(
    page: Page, editor: Served
) -> None:
    press(page, "2")
    kept(page)
    path = editor.table.path
    path.write_text(TALK.replace("Goedemorgen allemaal.", "Goedenavond iedereen."), encoding="utf-8")
    until(page, "document.querySelector('#merge-dialog').open")
    expect(page.locator("#conflicts pre")).to_have_text(
        [
            "STEF BÖGER: Goedemorgen allemaal.\nTON HEERTS: Wat fijn dat jullie er zijn.\n",
            "TON HEERTS: Goedenavond iedereen.\nWat fijn dat jullie er zijn.\n",
        ],
        use_inner_text=True,
    )
    assert violations(page) == []
    page.check("#conflicts [value=theirs]")
    press(page, "Enter")
    until(page, "!document.querySelector('#merge-dialog').open")
    until(page, "document.querySelector('#saved').dataset.state === 'saved'")
    assert "Goedenavond iedereen." in editor.table.session.state.text


def test_what_others_changed_and_pins_without_a_place_are_told(page: Page, editor: Served) -> None:
    path = editor.table.path
    path.write_text(TALK.replace("Mooi", "Prachtig"), encoding="utf-8")
    pins_path(path).write_text('[[pin]]\ntext = "Dit is nergens."\nstart_ms = 900\n', encoding="utf-8")
    until(page, "document.querySelector('#lines').textContent.includes('Prachtig')")
    until(page, "document.querySelector('#lost').textContent.includes('Dit is nergens.')")


def test_a_program_that_has_ended_is_told(page: Page) -> None:
    page.route("**/changes*", lambda route: route.fulfill(status=403))
    press(page, "2")  # so that what was asked for already is answered
    until(page, "document.querySelector('#saved').textContent === 'Het programma is gestopt'")
    expect(page.locator("#trouble")).to_contain_text("open het adres", use_inner_text=True)


def test_a_program_that_does_not_answer_is_told(page: Page) -> None:
    cut_off(page, "**/edit", "**/changes*")
    press(page, "2")
    until(page, "document.querySelector('#saved').dataset.state === 'offline'")
    expect(page.locator("#trouble")).to_contain_text("niet bewaard", use_inner_text=True)
    # What was not kept is not shown as if it were, for longer than it takes to ask again.
    until(page, "document.querySelector('.line').innerText.includes('Ton Heerts')")


# -- for everybody -----------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 768, 320])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    editor: Served, browser: Browser, scheme: str, width: int
) -> None:
    editor.table.session.edit(SetTime(0, 200, None), 0)
    options: dict[str, Any] = {"viewport": {"width": width, "height": 700}, "color_scheme": scheme}
    with opened(browser, editor.opened, locale="nl-NL", **options) as page:
        until(page, "document.querySelectorAll('.line').length === 8")
        assert violations(page) == []
        until(page, f"document.documentElement.scrollWidth <= {width}")
        page.focus(".line")
        for key, dialog in (
            ("?", "#help"),
            ("s", "#speaker-dialog"),
            ("a", "#add-dialog"),
            ("e", "#language-dialog"),
        ):
            press(page, key)
            until(page, f"document.querySelector('{dialog}').open")
            assert violations(page) == []
            press(page, "Escape")
            until(page, "document.activeElement.matches('.line')")
        press(page, "Enter")
        assert violations(page) == []
        until(page, f"document.documentElement.scrollWidth <= {width}")


def test_every_key_is_in_the_help_and_does_something(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.locator("#help .keys div")).to_have_count(len(KEYS) + 1)
    main = (SOURCES / "main.js").read_text(encoding="utf-8")
    table = main[main.index("const actions = {") : main.index("const otherNames")]
    elsewhere = {"digits", *(each.name for each in LINE_EDITS)}
    for name, _ in KEYS:
        assert name in elsewhere or re.search(rf"^  {name}\b", table, re.MULTILINE), name


def test_the_page_speaks_the_language_of_the_browser_until_another_is_chosen(
    editor: Served, browser: Browser
) -> None:
    with opened(browser, editor.opened, locale="en-GB") as page:
        expect(page.locator("#save")).to_have_text("Save", use_inner_text=True)
        with page.expect_navigation():
            page.select_option("#language", "nl")
        until(page, "document.querySelector('#save')?.textContent === 'Opslaan'")


def test_what_the_program_tells_is_in_the_language_that_was_chosen(editor: Served, browser: Browser) -> None:
    with opened(browser, editor.opened, locale="en-GB") as page:
        with page.expect_navigation():
            page.select_option("#language", "nl")
        until(page, "document.querySelectorAll('.line').length === 8")
        editor.table.path.unlink()
        until(page, "document.querySelector('#told').textContent.includes('bestaat niet meer')")


# -- an hour -----------------------------------------------------------------------------------------


def test_two_thousand_lines_are_all_there_and_answer(tmp_path: Path, clip: Path, browser: Browser) -> None:
    transcript = tmp_path / "uur.txt"
    transcript.write_text(write(long_talk(2000, 1800).transcript), encoding="utf-8")
    with served(transcript, tmp_path / "journals", clip) as editor, opened(browser, editor.opened) as page:
        items = editor.table.session.state.ids
        until(page, f"document.querySelectorAll('.line').length === {len(items)}")
        press(page, "End", *["PageUp"] * 3, "2", "Shift+ArrowUp", "1", "Control+z", "Enter", "Control+Enter")
        page.evaluate("document.querySelectorAll('.spoken')[1000].focus()")
        press(page, "a")
        page.keyboard.type("Er komt een regel bij.")
        press(page, "Enter")
        until(page, f"document.querySelectorAll('.line').length === {len(items) + 1}")
        kept(page)
        shown = page.evaluate("[...document.querySelectorAll('.line')].map(line => Number(line.dataset.id))")
        assert tuple(shown) == editor.table.session.state.ids
        until(page, "document.activeElement.textContent.endsWith('Er komt een regel bij.')")
