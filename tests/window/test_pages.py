"""Each page of the window in a real browser: nothing that axe finds, at all widths, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.publications.axe import violations
from tests.publications.chromium import until, until_equal
from tests.publications.on_disk import write_made
from tests.publications.visit import opened
from tests.window.served import Served, served

from woordbeeld.window.project import Looked, write_project

pytestmark = pytest.mark.browser

TEXT = "Titel van het praatje\n\nANNA DE WIT: Hallo allemaal.\nMooi.\n\n(Ze lacht.)\n\nWie weet.\nBERT: Ja.\n"
PAGES = (
    "",
    "new",
    "videos/bekeken/read",
    "videos/nieuw/read",
    "videos/nieuw/listen",
    "videos/bekeken/publish",
    "videos/bekeken/manage",
    "?removed=oud",
)


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory, film: Path, clip: Path) -> Iterator[Served]:
    """A video of which the text is still to be looked at, and one of which all is made."""
    with served(tmp_path_factory.mktemp("videos")) as made:
        for title in ("Nieuw", "Bekeken"):
            project = made.workspace.new(title, "nl")
            (project.folder / "praatje.txt").write_text(TEXT, encoding="utf-8")
            write_project(replace(project, video=str(film), document="praatje.txt"))
        project = made.workspace.change("bekeken", looked=Looked.SEEN)
        project.transcript.write_text(TEXT, encoding="utf-8")
        write_made(project.bundle, clip)
        made.workspace.new("Oud", "nl")
        made.workspace.remove("oud")
        yield made


@pytest.fixture(scope="module")
def page(window: Served, browser: Browser) -> Iterator[Page]:
    with opened(browser, window.opened, locale="nl-NL") as visited:
        visited.wait_for_url(f"{window.address}/")
        yield visited


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_nothing_hinders_anybody(window: Served, page: Page, address: str, width: int, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{window.address}/{address}")
    page.wait_for_load_state("load")
    assert violations(page) == []
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    until(page, f"!({wide})")


@pytest.mark.parametrize("address", PAGES)
def test_each_page_is_in_both_languages_and_keeps_the_one_that_was_chosen(
    window: Served, page: Page, address: str
) -> None:
    page.goto(f"{window.address}/{address}")
    for name, code in (("English", "en"), ("Nederlands", "nl")):
        page.get_by_role("link", name=name).click()
        page.wait_for_load_state("load")
        page.goto(f"{window.address}/new")
        until_equal(page, "document.documentElement.lang", code)
        page.goto(f"{window.address}/{address}")


def test_a_page_that_is_not_there_leads_home(window: Served, page: Page) -> None:
    for address in ("weg", "videos/weg/", "videos/weg/read"):
        page.goto(f"{window.address}/{address}")
        assert violations(page) == []
        expect(page.get_by_role("link", name="Naar uw video's")).to_be_visible()
    page.get_by_role("link", name="Naar uw video's").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw video's", use_inner_text=True)


def test_the_preview_runs_apart_from_the_window(window: Served, page: Page) -> None:
    page.goto(f"{window.address}/videos/bekeken/publish")
    frame = page.frame_locator("#page")
    frame.get_by_role("heading", level=1).wait_for()
    inner = next(each for each in page.frames if "/preview/" in each.url)
    until_equal(inner, "window.origin", "null")
    reaching = "() => { try { return parent.document && 'reached' } catch { return 'refused' } }"
    until_equal(inner, reaching, "refused")
    page.get_by_role("button", name="Telefoon").click()
    until_equal(inner, "innerWidth", 320)


@pytest.mark.parametrize(
    ("code", "first", "names"), [("nl", "Afrikaans", "Tibetaans"), ("en", "Afrikaans", "Tibetan")]
)
def test_every_language_of_a_video_has_a_name(
    window: Served, page: Page, code: str, first: str, names: str
) -> None:
    page.goto(f"{window.address}/new?lang={code}")
    shown = page.locator("#language option").all_inner_texts()
    assert (shown[0], len(shown)) == (first, len(set(shown)))
    assert names in shown
    assert min(map(len, shown)) > 2
    expect(page.locator("#language")).to_have_value("nl")
