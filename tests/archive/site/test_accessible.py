"""All kinds of pages for everybody: axe, narrow screens, wide text, targets, keyboard, no other site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.archive.site.made_up import ADDRESS, TITLE
from tests.publications import chromium
from tests.publications.axe import violations
from tests.publications.chromium import until, until_equal
from tests.publications.visit import opened

from woordbeeld.archive.site import paging, speakers, write_site

pytestmark = pytest.mark.browser
KINDS = (
    *("index.html", "search.html", "search.html?q=rapport", "search.html?q=xylofoon", "years/index.html"),
    *("years/2018.html", "speakers/index.html", "speakers/v/trudy-vos.html", "accessibility/index.html"),
    *("accessibility/not-met.html", "accessibility/1.2.5-not-met.html", "accessibility/statement.html"),
)
LOOKS: Final[tuple[tuple[int, Literal["light", "dark"]], ...]] = (
    *((1280, "light"), (1280, "dark")),
    *((768, "light"), (320, "light")),
)
STATUS = "document.querySelector('#status').textContent"
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""


def visit(page: Page, address: str) -> None:
    page.goto(address)
    if "?q=" in address:
        until(page, f"{STATUS} && !{STATUS}.includes('Bezig')")


@pytest.fixture(scope="module")
def page(browser: Browser, served: str) -> Iterator[Page]:
    with opened(browser, f"{served}/index.html") as page:
        yield page


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_no_fault_and_nothing_scrolls_sideways(page: Page, served: str, kind: str) -> None:
    """Colours do not depend on the width, so that dark ones are tried at one alone."""
    visit(page, f"{served}/{kind}")
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        until_equal(page, "document.documentElement.scrollWidth", width)
        if width != 768:  # between the two, nothing looks otherwise than in one of them
            assert violations(page) == []


def test_axe_finds_no_fault_in_lists_of_several_pages(
    browser: Browser, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speakers, "MOST_ON_ONE_PAGE", 1)
    monkeypatch.setattr(paging, "MOST_BYTES", 1)
    write_site(archive, TITLE, "nl", ADDRESS)
    with chromium.served(archive) as address, opened(browser, address) as page:
        for kind in (
            "speakers/index",
            "speakers/letter-b.2",
            "speakers/v/trudy-vos.3",
            "accessibility/to-judge.2",
        ):
            page.set_viewport_size({"width": 320, "height": 800})
            page.goto(f"{address}/{kind}.html")
            assert violations(page) == []
            until_equal(page, "document.documentElement.scrollWidth", 320)
        page.click("text=Vorige")
        page.wait_for_url(f"{address}/accessibility/to-judge.html")


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_lost_with_wide_text_and_all_targets_are_large(
    browser: Browser, served: str, kind: str
) -> None:
    """WCAG 1.4.12 (text spacing) at 320 pixels, and 2.5.8 (24 pixels)."""
    with opened(browser, f"{served}/{kind}", viewport={"width": 320, "height": 800}) as page:
        visit(page, f"{served}/{kind}")
        small = page.evaluate("""() => [...document.querySelectorAll("button, select, input, a, summary")]
          .filter(each => each.checkVisibility() && !each.matches(".skip"))
          .map(each => [each.getBoundingClientRect(), each])
          .filter(([box]) => box.width < 24 || box.height < 24).map(([, each]) => each.outerHTML)""")
        assert small == []
        page.evaluate(SPACED)
        until_equal(page, "document.documentElement.scrollWidth", 320)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_asks_for_nothing_from_elsewhere_and_is_reached_whole_by_keyboard(
    browser: Browser, served: str, kind: str
) -> None:
    asked: list[str] = []
    with opened(browser, "about:blank") as page:
        page.on("request", lambda request: asked.append(request.url))
        visit(page, f"{served}/{kind}")
        page.keyboard.press("Tab")
        until(page, "document.activeElement.matches('.skip')")
        page.keyboard.press("Enter")
        until(page, "document.activeElement.id === 'main'")
        page.evaluate("document.activeElement.blur(); getSelection().removeAllRanges(); scrollTo(0, 0)")
        wanted = page.evaluate("""() => [...document.querySelectorAll("a, button, input, select, summary")]
          .filter(each => each.checkVisibility()).length""")
        page.focus(".skip")
        seen = 0
        while page.evaluate("document.activeElement !== document.body") and seen <= wanted:
            until_equal(page, "getComputedStyle(document.activeElement).outlineStyle", "solid")
            page.keyboard.press("Tab")
            seen += 1
        assert seen == wanted
    assert all(address.startswith(served) for address in asked)


def test_each_page_has_its_own_title_and_one_heading_above_all(browser: Browser, served: str) -> None:
    titles = []
    with opened(browser, "about:blank", java_script_enabled=False) as page:
        for kind in KINDS:
            page.goto(f"{served}/{kind}")
            expect(page.locator("h1")).to_have_count(1)
            titles.append(page.title())
    assert len({*titles}) == len({kind.partition("?")[0] for kind in KINDS})
