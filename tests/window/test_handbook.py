"""The handbook tells of what is there: its links and pictures, each text and key that it names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser, Page, expect
from tests.publications.axe import violations
from tests.publications.chromium import until, until_equal, until_so
from tests.publications.on_disk import write_made
from tests.publications.visit import opened
from tests.window.served import Served, served

from woordbeeld.cli import main
from woordbeeld.editor.page import KEYS, SHOWN
from woordbeeld.window import editors
from woordbeeld.window.handbook import ADDRESS, FIRST, PAGE_OF_STEP, folder, handbook, pictures
from woordbeeld.window.pages import KIND_KEYS
from woordbeeld.window.project import Looked
from woordbeeld.window.status import Step

PAGES = handbook()
MOST_PICTURE_BYTES = 64_000  # so that a page is there at once, and the program stays small
EDITOR_PAGES = {"verbeteren", "inspreken", "als-iets-niet-lukt"}  # tell of the editor too
READ_KEYS = {"a", "k", "d", "↑", "↓", "Ctrl+Z"}  # beside those of the kinds of paragraph
EDITOR_KEYS = {SHOWN.get(key, key) for _, key in KEYS} | {"↑", "↓", "Spatie", *"123"}
TEXT = "ANNA: Hallo.\n"


def parsed(name: str) -> BeautifulSoup:
    return BeautifulSoup(PAGES[name].html, "html.parser")


def attributes(tag: str, name: str) -> list[tuple[str, str]]:
    """The name of each page, with an attribute of each such tag of it."""
    return [(page, str(each[name])) for page in PAGES for each in parsed(page).find_all(tag)]


def texts(section: str) -> Iterator[str]:
    """Each text of a section of the words in Dutch, in all its forms."""
    file = files("woordbeeld") / "words/nl.toml"
    found: list[Any] = [tomllib.loads(file.read_text(encoding="utf-8"))[section]]
    while found:
        each = found.pop()
        if isinstance(each, str):
            yield each
        else:
            found.extend(each.values())


def test_the_first_page_leads_to_all_others_and_to_nothing_twice() -> None:
    there = {each.name.removesuffix(".md") for each in folder().iterdir() if each.name.endswith(".md")}
    assert set(PAGES) == there
    linked = [str(each["href"]) for each in parsed(FIRST).find_all("a")]
    assert linked == [page.address for page in PAGES.values()][1:]


def test_each_page_has_one_title_and_no_heading_is_left_out_or_twice_there() -> None:
    for name in PAGES:
        headings = parsed(name).find_all(re.compile("h[1-6]"))
        levels = [int(each.name[1]) for each in headings]
        assert levels[0] == 1
        assert set(levels[1:]) <= {2}
        ids = [each["id"] for each in headings]
        assert len(ids) == len(set(ids))


def test_each_link_leads_to_a_page_and_a_heading_that_are_there() -> None:
    addresses = {page.address: name for name, page in PAGES.items()}
    for page, link in attributes("a", "href"):
        address, _, place = link.partition("#")
        name = addresses[address] if address else page
        assert not place or parsed(name).find(id=place), (page, link)


def test_each_picture_is_there_and_named_and_tells_what_it_shows() -> None:
    named = {source.removeprefix(f"{ADDRESS}/") for _, source in attributes("img", "src")}
    assert named == set(pictures())
    assert all(alt for _, alt in attributes("img", "alt"))
    assert {name: len(data) for name, data in pictures().items() if len(data) > MOST_PICTURE_BYTES} == {}


@pytest.mark.parametrize("name", PAGES)
def test_each_text_that_is_pointed_out_stands_on_a_page(name: str) -> None:
    shown = {
        text for each in ("window", *(["editor"] if name in EDITOR_PAGES else ())) for text in texts(each)
    }
    pointed_out = {each.get_text() for each in parsed(name).find_all("em")}
    assert pointed_out - shown == set()


def test_texts_are_pointed_out() -> None:
    assert len({each for name in PAGES for each in parsed(name).find_all("em")}) > 80


def keys_told(name: str) -> set[str]:
    (table,) = parsed(name).find_all("table")
    assert isinstance(table, Tag)
    return {each.get_text() for each in table.find_all("code")}


def test_the_keys_are_those_of_the_pages() -> None:
    assert keys_told(PAGE_OF_STEP[Step.CORRECT]) <= EDITOR_KEYS
    assert keys_told(PAGE_OF_STEP[Step.READ]) == READ_KEYS | {key for key, _ in KIND_KEYS}


def test_the_commands_are_there() -> None:
    code = "\n".join(each.get_text() for name in PAGES for each in parsed(name).find_all("code"))
    told = set(re.findall(r"^woordbeeld (.+)", code, re.MULTILINE))
    assert told
    assert told <= main.commands.keys()


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory, film: Path, clip: Path) -> Iterator[Served]:
    """A window with a video that can be corrected, which is not listened to for that."""
    with pytest.MonkeyPatch.context() as patch, served(tmp_path_factory.mktemp("videos")) as made:
        patch.setattr(editors, "prepare", lambda *_: None)
        project = made.workspace.new("Praatje", "nl")
        project.transcript.write_text(TEXT, encoding="utf-8")
        fields = {"video": str(film), "document": "transcript.txt", "looked": Looked.SEEN}
        write_made(made.workspace.change(project.name, **fields).bundle, clip)
        yield made


@pytest.fixture(scope="module")
def page(window: Served, browser: Browser) -> Iterator[Page]:
    with opened(browser, window.opened, locale="nl-NL") as visited:
        visited.wait_for_url(f"{window.address}/")
        yield visited


@pytest.mark.browser
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_nothing_hinders_anybody(window: Served, page: Page, name: str, width: int, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(window.address + PAGES[name].address)
    until_so(page, lambda: page.title() == f"{PAGES[name].title} – Woordbeeld")
    assert violations(page) == []
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    until(page, f"!({wide})")
    lacking = "[...document.images].filter(each => !each.naturalWidth).map(each => each.src)"
    until_equal(page, lacking, [])


@pytest.mark.browser
def test_each_page_of_the_window_leads_to_what_the_handbook_tells_of_it(window: Served, page: Page) -> None:
    told = {"": FIRST, "new": "nieuwe-video", "nothing": FIRST}
    told |= {f"videos/praatje/{step.value}": name for step, name in PAGE_OF_STEP.items()}
    told["videos/praatje/correct/"] = told.pop("videos/praatje/correct")
    for address, name in told.items():
        page.goto(f"{window.address}/{address}")
        page.get_by_role("banner").get_by_role("link", name="Handleiding").click()
        page.wait_for_url(window.address + PAGES[name].address)


@pytest.mark.browser
def test_in_english_it_says_that_it_is_dutch(window: Served, page: Page) -> None:
    page.goto(f"{window.address}{ADDRESS}/luisteren?lang=en")
    expect(page.get_by_text("The handbook is in Dutch only.")).to_be_visible()
    expect(page.get_by_role("article").locator("xpath=..")).to_have_attribute("lang", "nl")
    page.goto(f"{window.address}{ADDRESS}/luisteren?lang=nl")
    expect(page.get_by_text("Nederlands.")).to_have_count(0)


@pytest.mark.parametrize("name", ["nothing", "..%2fpyproject.toml", "luisteren.md", "README.png"])
def test_what_is_no_page_is_not_there(window: Served, name: str) -> None:
    assert window.client().get(f"{window.address}{ADDRESS}/{name}", timeout=60).status_code == 404
