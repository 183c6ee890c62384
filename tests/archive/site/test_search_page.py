"""Search in a browser: what is found, where it leads, by keyboard, aloud, from a disk, and without script."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect
from tests.archive.site.made_up import TITLE, write_copies
from tests.publications import chromium
from tests.publications.chromium import until, until_equal, until_so
from tests.publications.visit import NOW, opened, ready

from woordbeeld.archive.site import postings, write_site
from woordbeeld.archive.site.folding import terms
from woordbeeld.archive.site.search_page import search_script

pytestmark = pytest.mark.browser
NO_LETTERS = ("Cn", "Cs")  # what a browser may know that this Python does not yet, and halves of letters
STATUS = "document.querySelector('#status').textContent"
TITLES = "[...document.querySelectorAll('#results h2')].map(each => each.innerText)"
MOMENTS = "[...document.querySelectorAll('#results .moments li')].map(each => each.innerText)"
MARKED = "[...document.querySelectorAll('#results mark')].map(each => each.innerText)"


def searched(page: Page, address: str, words: str, more: str = "") -> str:
    """What the page tells when it has searched."""
    page.goto(f"{address}/search.html?q={quote(words)}{more}")
    until(page, f"{STATUS} && !{STATUS}.includes('Bezig')")
    return str(page.evaluate(STATUS))


@pytest.fixture(scope="module")
def page(browser: Browser, served: str) -> Iterator[Page]:
    with opened(browser, f"{served}/search.html") as page:
        yield page


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("rapport", ["Opening van het jaar"]),
        ("RAPPÓRT", ["Opening van het jaar"]),
        ("boger", ["Opening van het jaar", "Debat & <script>alert(1)</script> over scholen"]),
        ("Trudy Vos", ["Opening van het jaar", "A talk in English"]),
        ('"trudy vos" welkom', ["Opening van het jaar"]),
        ('"vos trudy"', []),
        ("voice-over", ["A talk in English"]),
        ("passend onderwijs", ["Opening van het jaar", "Debat & <script>alert(1)</script> over scholen"]),
        ('"passend onderwijs"', ["Opening van het jaar"]),
        ("„passend onderwijs”", ["Opening van het jaar"]),
        ('"waar begin je mee" vraag', ["Opening van het jaar"]),
        ('"passend onderwijs" "waar begin je"', ["Opening van het jaar"]),
        ('"passend onderwijs" "begin waar"', []),
        ('"school"', ["Opening van het jaar", "Debat & <script>alert(1)</script> over scholen"]),
        ("onderwijsinspect", ["Debat & <script>alert(1)</script> over scholen"]),
        ("inspectie zaal", ["Opening van het jaar"]),
        ("applaus", ["Opening van het jaar"]),
        ("report everybody", ["A talk in English"]),
        ("minister opent", ["Opening van het jaar"]),
        ("alert", ["Debat & <script>alert(1)</script> over scholen"]),
        ("rapport vervoer", []),
        ('"onderwijs passend"', []),
    ],
)
def test_videos_are_found_by_what_is_said_in_them(
    page: Page, served: str, words: str, titles: list[str]
) -> None:
    told = searched(page, served, words)
    until_so(page, lambda: sorted(page.evaluate(TITLES)) == sorted(titles))
    assert told.startswith(f"{len(titles)} video" if titles else ("Nergens", "Geen"))


def test_a_video_that_says_all_words_at_once_comes_first_or_the_newest_if_that_is_asked(
    page: Page, served: str
) -> None:
    searched(page, served, "passend onderwijs")
    until_equal(page, f"{TITLES}[0]", "Opening van het jaar")
    searched(page, served, "passend onderwijs", "&order=date")
    until(page, f"{TITLES}[0]?.startsWith('Debat')")
    searched(page, served, "passend onderwijs", "&year=2018")
    until_equal(page, TITLES, ["Opening van het jaar"])
    searched(page, served, "report", "&year=undated")
    until_equal(page, TITLES, ["A talk in English"])
    expect(page.locator("#year")).to_have_value("undated")


def test_a_moment_tells_who_says_it_and_marks_what_is_asked(page: Page, served: str) -> None:
    searched(page, served, "tafel rapport")
    (moment,) = page.evaluate(MOMENTS)
    assert moment.endswith("Stef Böger: Dank u wel. Het rapport ligt hier op tafel voor iedereen.")
    until_so(page, lambda: set(page.evaluate(MARKED)) == {"rapport", "tafel"})
    searched(page, served, "trudy")
    until_equal(page, MARKED, ["Trudy", "Trudy"])
    searched(page, served, "zaal")
    until(page, f"{MOMENTS}[0]?.includes('Beeld: ')")


def test_what_is_nowhere_is_named(page: Page, served: str) -> None:
    assert "“xylofoon”" in searched(page, served, "rapport xylofoon")
    assert searched(page, served, "!?") == "Typ een of meer woorden."


def test_search_by_keyboard_is_announced_and_leads_to_the_moment_in_the_video(
    browser: Browser, served: str
) -> None:
    with opened(browser, f"{served}/index.html") as page:
        page.focus("main input[type=search]")
        page.keyboard.type("tafel")
        page.keyboard.press("Enter")
        until(page, f"document.querySelector('#status') && {STATUS}.includes('gevonden')")
        expect(page.locator("#status")).to_have_attribute("role", "status")
        until_so(page, lambda: "tafel" in page.title())
        expect(page.locator("#q")).to_have_value("tafel")
        for _ in range(20):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('.moments a')"):
                break
        start = float(str(page.evaluate("document.activeElement.hash")).partition("=")[2])
        page.keyboard.press("Enter")
        page.wait_for_url("**/videos/**")
        until(ready(page), f"Math.abs({NOW} - {start}) < 0.2")
        until(page, "document.querySelector('[aria-current=true]')?.innerText.includes('tafel')")


def test_search_works_from_a_disk_and_asks_for_nothing_from_elsewhere(browser: Browser, site: Path) -> None:
    asked: list[str] = []
    with opened(browser, (site / "index.html").as_uri()) as page:
        page.on("request", lambda request: asked.append(request.url))
        assert searched(page, site.as_uri(), "rapport") == "1 video gevonden."
        until_equal(page, TITLES, ["Opening van het jaar"])
    assert asked
    assert all(address.startswith(site.as_uri()) for address in asked)


def test_an_index_that_is_broken_is_told(browser: Browser, served: str) -> None:
    with opened(browser, f"{served}/search.html") as page:
        page.route("**/search/words/*", lambda route: route.abort())
        assert "kon niet worden geladen" in searched(page, served, "rapport")


def test_more_results_come_by_a_button_which_moves_the_focus_to_them(
    browser: Browser, tmp_path: Path
) -> None:
    write_site(write_copies(tmp_path / "archief", 25), TITLE, "nl")
    with chromium.served(tmp_path / "archief") as address, opened(browser, address) as page:
        assert searched(page, address, "rapport") == "25 video's gevonden."
        until(page, f"{TITLES}.length === 10")
        page.focus("#more")
        page.keyboard.press("Enter")
        until(page, f"{TITLES}.length === 20")
        until(page, "document.activeElement.innerText === 'Video 010'")
        page.click("#more")
        until(page, f"{TITLES}.length === 25")
        until(page, "document.querySelector('#more').hidden")
        searched(page, address, '"ligt hier op tafel"')
        until(page, f"{TITLES}.length === 10")
        expect(page.locator("#status")).to_contain_text(
            "10 video's gevonden in de eerste 10 van 25", use_inner_text=True
        )


COMMON = ["passend onderwijs", '"passend onderwijs"', '"waar begin je mee" vraag', "rapport vervoer", "boger"]


def test_of_words_that_are_too_common_for_their_moments_the_same_is_found(
    browser: Browser, archive: Path, page: Page, served: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postings, "MOST_MOMENT_BYTES", 0)
    write_site(archive, TITLE, "nl")
    with chromium.served(archive) as address, opened(browser, address) as other:
        for words in COMMON:
            told = searched(page, served, words)
            assert searched(other, address, words) == told
            until_so(other, lambda: sorted(other.evaluate(TITLES)) == sorted(page.evaluate(TITLES)))
            until_so(page, lambda: set(page.evaluate(MARKED)) <= set(other.evaluate(MARKED)))


def test_without_script_search_says_what_does_work(browser: Browser, served: str) -> None:
    with opened(browser, f"{served}/search.html?q=rapport", java_script_enabled=False) as page:
        expect(page.locator("noscript")).to_contain_text("alleen met JavaScript", use_inner_text=True)
        for link, address in (
            ("nav >> text=Video's", "**/years/index.html"),
            ("main >> text=2018", "**/years/2018.html"),
            ("text=Opening van het jaar", "**/videos/opening/index.html"),
        ):
            page.click(link)
            page.wait_for_url(address)
        expect(page.locator("h1")).to_contain_text("Opening van het jaar", use_inner_text=True)


@pytest.fixture(scope="module")
def scripted(browser: Browser) -> Iterator[Page]:
    """The functions of the script, in a page that has what they look for."""
    page = browser.new_page()
    page.set_content(
        '<script type="application/json" id="data">{"language":"nl","words":{}}</script><p id="status">'
    )
    script = search_script().rstrip().removesuffix("}")
    page.evaluate(f"() => {{ {script} Object.assign(globalThis, {{ termsIn }}); }} }}")
    yield page
    page.close()


def test_script_and_program_fold_all_letters_alike(scripted: Page) -> None:
    blocks = (range(0x20, 0x3100), range(0xF900, 0x10000), range(0x1D400, 0x1D800))
    codes = [code for block in blocks for code in block if unicodedata.category(chr(code)) not in NO_LETTERS]
    found = scripted.evaluate("codes => codes.map(code => termsIn(String.fromCodePoint(code, 120)))", codes)
    unlike = [hex(code) for code, words in zip(codes, found, strict=True) if terms(chr(code) + "x") != words]
    assert unlike == []


@given(st.text(st.characters(exclude_categories=("Cn", "Cs")), max_size=40))
def test_script_and_program_find_the_same_words_in_any_text(scripted: Page, text: str) -> None:
    until_so(scripted, lambda: scripted.evaluate("text => termsIn(text)", text) == terms(text))
