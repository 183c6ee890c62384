"""Somebody in a hurry: two pages of one text, every button twice, and Back after each step."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Locator, Page, Route, expect
from tests.publications.axe import violations
from tests.publications.chromium import until, until_so
from tests.publications.on_disk import write_made
from tests.publications.visit import opened
from tests.window.served import Served, served

from woordbeeld.window.project import Looked, Project, write_project

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("unheard")]
TEXT = "Titel van het praatje\n\nANNA DE WIT: Hallo allemaal.\nMooi.\n\n(Ze lacht.)\n\nWie weet.\nBERT: Ja.\n"
SERVER_ERROR = 500
PAGES = ("nieuw/read", "nieuw/listen", "bekeken/listen", "bekeken/publish")
KIND = "document.querySelector('#rows > li[data-number=\"{row}\"]').dataset.kind"


@pytest.fixture
def window(tmp_path: Path, clip: Path) -> Iterator[Served]:
    """A video of which the text is still to be looked at, and one of which all is made."""
    with served(tmp_path / "videos") as made:
        for title in ("Nieuw", "Bekeken"):
            project = made.workspace.new(title, "nl")
            (project.folder / "praatje.txt").write_text(TEXT, encoding="utf-8")
            write_project(replace(project, video=str(clip), document="praatje.txt"))
        project = made.workspace.change("bekeken", looked=Looked.SEEN)
        project.transcript.write_text(TEXT, encoding="utf-8")
        write_made(project.bundle, clip)
        yield made


@pytest.fixture
def page(window: Served, browser: Browser) -> Iterator[Page]:
    with opened(browser, window.opened, locale="nl-NL", accept_downloads=True) as visited:
        visited.wait_for_url(f"{window.address}/")
        yield visited


def test_two_pages_of_one_text(window: Served, page: Page) -> None:
    other = page.context.new_page()
    for each in (page, other):
        each.goto(f"{window.address}/videos/nieuw/read")
    for each, row, key in ((page, 1, "w"), (other, 2, "g"), (page, 4, "b")):
        each.focus('#rows > li[tabindex="0"]')
        each.keyboard.press("Home")
        for _ in range(row):
            each.keyboard.press("ArrowDown")
        each.keyboard.press(key)
        until(each, f"{KIND.format(row=row)} !== 'spoken'")
    found = window.workspace.project("nieuw").corrections
    assert [each.rows for each in found] == [(1,), (2,), (4,)]
    page.reload()
    until_so(
        page,
        lambda: [page.evaluate(KIND.format(row=row)) for row in (1, 2, 4)] == ["left-out", "sound", "scene"],
    )
    page.get_by_role("button", name="Tekst klopt, ga verder").click()
    page.wait_for_url("**/listen")
    other.focus('#rows > li[tabindex="0"]')
    other.keyboard.press("b")
    until(other, "document.querySelector('#alert').textContent.includes('verder gegaan')")
    assert len(window.workspace.project("nieuw").corrections) == 3


def test_quick_keys_all_count(window: Served, page: Page) -> None:
    page.goto(f"{window.address}/videos/nieuw/read")
    page.focus('#rows > li[tabindex="0"]')
    page.keyboard.press("Home")
    rows = page.locator("#rows > li").count()
    for _ in range(rows):
        page.keyboard.press("g")
        page.keyboard.press("ArrowDown")
    until(page, f"document.querySelectorAll('#rows > li[data-kind=sound]').length === {rows}")
    assert len(window.workspace.project("nieuw").corrections) == rows


@pytest.mark.parametrize("address", PAGES)
def test_every_button_twice(window: Served, page: Page, address: str) -> None:
    failed: list[str] = []
    page.context.on("weberror", lambda error: failed.append(str(error.error)))
    page.context.on("response", lambda got: failed.append(got.url) if got.status >= SERVER_ERROR else None)
    page.goto(f"{window.address}/videos/{address}")
    for number in range(len(buttons(page))):
        hasty = page.context.new_page()  # another one each time, for the last may be on its way elsewhere
        hasty.goto(page.url, wait_until="domcontentloaded")
        shown = buttons(hasty)
        if number < len(shown):
            shown[number].dblclick(timeout=5000, no_wait_after=True)
            hasty.wait_for_timeout(200)
        leave(hasty)
    assert failed == []
    assert all(isinstance(each, Project) for each in window.workspace.projects())


def leave(page: Page) -> None:
    """Close a page that may be on its way elsewhere.

    Closed in that very moment Chromium leaves it open, and Playwright waits for ever (crbug.com/536385539).
    """
    for _ in range(10):
        with suppress(Error):  # it was on its way elsewhere
            page.goto("about:blank")
            break
    page.close()


def buttons(page: Page) -> list[Locator]:
    return [
        each
        for each in page.locator("main button:not([data-copy], [data-width])").all()
        if each.is_visible() and each.is_enabled()
    ]


def test_back_after_each_step(window: Served, page: Page, clip: Path, tmp_path: Path) -> None:
    document = tmp_path / "praatje.txt"
    document.write_text(TEXT, encoding="utf-8")
    page.get_by_role("link", name="Nieuwe video").first.click()
    page.set_input_files("#video", clip)
    page.set_input_files("#document", document)
    page.get_by_role("button", name="Verder").click()
    page.wait_for_url("**/read")
    page.go_back()
    page.wait_for_url("**/videos/media/new")  # that of this video, not an empty form
    page.get_by_role("button", name="Verder").click()
    page.wait_for_url("**/read")
    page.get_by_role("button", name="Tekst klopt, ga verder").click()
    page.wait_for_url("**/listen")
    page.go_back()
    page.wait_for_url("**/read")
    expect(page.get_by_text("U hebt deze stap gedaan.")).to_be_visible()
    expect(page.get_by_role("link", name="Verbeteren")).to_have_count(0)  # it cannot be opened yet
    page.go_forward()
    page.wait_for_url("**/listen")
    names = [each.name for each in window.workspace.projects() if isinstance(each, Project)]
    assert names == ["bekeken", "media", "nieuw"]


def test_a_video_that_is_chosen_before_the_page_listens(page: Page, window: Served, clip: Path) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/static/new.js", hold)
    page.goto(f"{window.address}/new", wait_until="commit")
    page.set_input_files("#video", clip)
    page.check("#none")
    expect(page.get_by_role("button", name="Verder")).to_be_disabled()
    held[0].continue_()
    until(page, "document.querySelector('#title').value === 'Media'")
    expect(page.locator("#speakers")).to_be_visible()
    expect(page.get_by_role("button", name="Verder")).to_be_enabled()


def test_a_picture_given_by_mistake_leaves_no_name_behind(
    window: Served, page: Page, clip: Path, tmp_path: Path
) -> None:
    picture, document = tmp_path / "foto.png", tmp_path / "praatje.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    document.write_text(TEXT, encoding="utf-8")
    page.get_by_role("link", name="Nieuwe video").first.click()
    page.set_input_files("#video", picture)
    page.set_input_files("#document", document)
    page.get_by_role("button", name="Verder").click()
    until(page, "document.querySelector('#alert').textContent.includes('foto.png')")
    page.set_input_files("#video", clip)
    expect(page.locator("#title")).to_have_value("Media")
    page.get_by_role("button", name="Verder").click()
    page.wait_for_url("**/videos/media/read")
    names = [each.name for each in window.workspace.projects() if isinstance(each, Project)]
    assert names == ["bekeken", "media", "nieuw"]


def test_back_to_the_text_after_it_was_accepted(window: Served, page: Page) -> None:
    page.goto(f"{window.address}/videos/nieuw/read")
    page.get_by_role("button", name="Tekst klopt, ga verder").click()
    page.wait_for_url("**/listen")
    write_made(window.workspace.project("nieuw").bundle, Path(window.workspace.project("nieuw").video))
    page.reload()
    page.get_by_role("link", name="Tekst bekijken").click()
    expect(page.get_by_text("bij Verbeteren is nog niets aan de tekst veranderd")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Toch nog iets veranderen").click()
    page.get_by_text("U kunt deze stap nu opnieuw doen.").wait_for()
    expect(page.get_by_role("link", name="Verbeteren")).to_have_count(0)
    page.focus('#rows > li[tabindex="0"]')
    page.keyboard.press("End")
    page.keyboard.press("b")
    until(page, "document.querySelector('#rows > li:last-child').dataset.kind === 'scene'")
    page.goto(f"{window.address}/videos/nieuw/correct/")
    page.wait_for_url("**/read")  # this comes first
    page.get_by_role("button", name="Tekst klopt, ga verder").click()
    page.wait_for_url("**/listen")
    assert "(Ja.)" in window.workspace.project("nieuw").transcript.read_text(encoding="utf-8")


def test_another_text_after_the_first_did_not_fit(window: Served, page: Page, tmp_path: Path) -> None:
    page.goto(f"{window.address}/videos/nieuw/read")
    page.get_by_role("button", name="Tekst klopt, ga verder").click()
    page.wait_for_url("**/listen")
    page.get_by_role("button", name="Stoppen").click()
    page.get_by_role("button", name="Verdergaan").wait_for()
    window.workspace.change("nieuw", trouble={"nl": "Dit is een andere tekst."})
    page.get_by_text("Dit is een andere tekst.").wait_for()
    assert violations(page) == []
    page.get_by_role("link", name="Andere video of tekst kiezen").click()
    other = tmp_path / "ander.txt"
    other.write_text("CARLA: Heel iets anders.\n", encoding="utf-8")
    page.set_input_files("#document", other)
    page.get_by_role("button", name="Verder").click()
    page.wait_for_url("**/read")
    until_so(page, lambda: page.locator("#rows > li").all_inner_texts()[0].endswith("Heel iets anders."))
    page.get_by_role("button", name="Tekst klopt, ga verder").click()
    page.wait_for_url("**/listen")
    transcript = window.workspace.project("nieuw").transcript
    assert transcript.read_text(encoding="utf-8") == other.read_text(encoding="utf-8")


def test_a_text_that_was_corrected_can_only_be_looked_at(window: Served, page: Page) -> None:
    page.goto(f"{window.address}/videos/bekeken/read")  # its transcript is not what was read
    expect(page.get_by_text("De tekst is daarna verbeterd bij Verbeteren")).to_be_visible()
    expect(page.get_by_role("button", name="Toch nog iets veranderen")).to_have_count(0)
    until_so(page, lambda: page.locator("#rows > li").count() > 3)


def test_who_stops_the_listening_with_keys_can_go_on_with_them(window: Served, page: Page) -> None:
    window.workspace.change("nieuw", looked=Looked.SEEN)
    page.goto(f"{window.address}/videos/nieuw/listen")
    page.get_by_role("button", name="Beginnen").press("Enter")
    stop = page.get_by_role("button", name="Stoppen")
    stop.wait_for()
    for name in ("Verdergaan", "Stoppen", "Verdergaan"):
        until(page, f"document.activeElement.innerText !== '{name}'")
        page.keyboard.press("Enter")
        until(page, f"document.activeElement.innerText === '{name}'")
    expect(page.get_by_text("Wat al is gehoord, is bewaard.")).to_be_visible()
    assert violations(page) == []


def test_what_went_wrong_can_be_tried_again(window: Served, page: Page) -> None:
    window.workspace.change("nieuw", looked=Looked.SEEN, trouble={"nl": "De schijf is vol."})
    page.goto(f"{window.address}/videos/nieuw/listen")
    expect(page.locator("#trouble")).to_have_text("De schijf is vol.", use_inner_text=True)
    page.get_by_role("button", name="Opnieuw proberen").click()
    page.get_by_role("button", name="Stoppen").wait_for()
    expect(page.locator("#trouble")).to_have_text("", use_inner_text=True)


def test_a_folder_that_is_taken_away_is_told_while_it_is_listened_to(window: Served, page: Page) -> None:
    page.goto(f"{window.address}/videos/bekeken/listen")
    shutil.rmtree(window.workspace.path / "bekeken")
    until(page, "document.querySelector('#state').textContent.includes('die video is er niet')")


def test_one_page_asks_once_a_second_however_often_buttons_are_pressed(window: Served, page: Page) -> None:
    page.goto(f"{window.address}/videos/bekeken/listen")
    done = "new CustomEvent('done', {bubbles: true})"
    page.evaluate(f"for (let at = 0; at < 20; at++) document.querySelector('#stop').dispatchEvent({done})")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(1500)
    assert 0 < len(asked) < 10
