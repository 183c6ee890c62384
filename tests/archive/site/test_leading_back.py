"""The page of a video in a site has a way back, and its bundle stays as it was made."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser
from tests.archive.site.made_up import ADDRESS, TITLE
from tests.publications.axe import violations
from tests.publications.chromium import until, until_equal
from tests.publications.visit import opened

from woordbeeld.archive.site import write_site
from woordbeeld.writing import open_bundle
from woordbeeld.writing.manifest import NAME

PAGE = "videos/opening/index.html"


def links(page: Path) -> list[tuple[str, str]]:
    made = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    return [(link.get_text(), str(link["href"])) for link in made.select("header #to-site a")]


def test_each_page_leads_to_home_and_to_search_in_its_own_language(site: Path) -> None:
    for name, texts in (
        ("opening", ["Alle video's", "Zoeken in alle video's"]),
        ("talk", ["All videos", "Search all videos"]),
    ):
        folder = site / "videos" / name
        found = links(folder / "index.html")
        assert [text for text, _ in found] == texts
        assert [(folder / to).resolve() for _, to in found] == [site / "index.html", site / "search.html"]
        bundle = open_bundle(folder)
        bundle.refuse_if_not_whole()
        assert b"to-site" in bundle.read("index.html")


def test_who_has_no_site_has_no_such_links(bundles: Path) -> None:
    assert links(bundles / PAGE) == []


def test_a_page_that_was_changed_by_hand_stays_as_it_is(archive: Path) -> None:
    page = archive / PAGE
    changed = page.read_text("utf-8").replace("Opening", "Begin!!")
    page.write_text(changed, "utf-8")
    write_site(archive, TITLE, "nl", ADDRESS)
    assert page.read_text("utf-8") == changed


def test_a_run_that_was_killed_between_the_page_and_its_bundle_is_put_right(archive: Path) -> None:
    before = (archive / "videos/opening" / NAME).read_bytes()
    write_site(archive, TITLE, "nl", ADDRESS)
    (archive / "videos/opening" / NAME).write_bytes(before)
    page = (archive / PAGE).read_bytes()
    assert write_site(archive, TITLE, "nl", ADDRESS).left_out == ()
    assert (archive / PAGE).read_bytes() == page
    assert open_bundle(archive / "videos/opening").read("index.html") == page


def test_a_bundle_that_is_made_anew_gets_them_again(bundles: Path, archive: Path) -> None:
    write_site(archive, TITLE, "nl", ADDRESS)
    for name in ("index.html", NAME):
        shutil.copy(bundles / "videos/opening" / name, archive / "videos/opening")
    write_site(archive, TITLE, "nl", ADDRESS)
    assert len(links(archive / PAGE)) == 2


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_the_page_stays_without_fault_and_leads_back_from_a_disk(
    browser: Browser, site: Path, width: int
) -> None:
    size = {"width": width, "height": 800}
    with opened(browser, (site / PAGE).as_uri(), viewport=size) as page:
        until(page, "document.documentElement.classList.contains('scripted')")
        assert violations(page) == []
        until_equal(page, "document.documentElement.scrollWidth", width)
        page.click("#to-site a")
        page.wait_for_url((site / "index.html").as_uri())
