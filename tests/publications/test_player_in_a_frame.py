"""The player page in a page of others: as high as it needs where that listens, or on one screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page, expect
from tests.publications.axe import violations
from tests.publications.chromium import until, until_equal, until_so
from tests.publications.long_talk import long_talk
from tests.publications.visit import NOW, opened, ready, write

pytestmark = pytest.mark.browser

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
FRAMES = {name: text for text in re.findall(r"```html\n(<iframe.*?)```", README, re.DOTALL)
          for name in ("compact" if "compact" in text else "listening",)}  # fmt: skip
SCROLLS = "document.documentElement.scrollHeight > innerHeight + 1"
FOLDED = "document.querySelectorAll('.folded').length"


def framed(page: Page, folder: Path, address: str, code: str, width: int) -> Frame:
    """A visit to a site with the code of the README in it."""
    (folder / "site.html").write_text(
        f"<!DOCTYPE html><body style='margin:0'><h1>Site</h1>{code.replace('bundle/', '')}", encoding="utf-8"
    )
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}/site.html")
    frame = page.frames[1]
    until(frame, "document.querySelector('video')?.readyState > 1")
    return frame


@pytest.mark.parametrize("width", [1280, 800, 320])
def test_a_frame_that_listens_becomes_as_high_as_the_page_and_no_higher(
    clip: Path, site: tuple[Path, str], browser: Browser, width: int
) -> None:
    write(site[0], long_talk(60, 300), clip)
    with opened(browser, "about:blank") as page:
        frame = framed(page, *site, FRAMES["listening"], width)
        until(frame, f"!({SCROLLS})")
        before = frame.evaluate("innerHeight")
        page.wait_for_timeout(300)
        until_so(frame, lambda: frame.evaluate("innerHeight") <= before)  # it does not grow by its own growth
        frame.click("#open-help")
        until(frame, f"innerHeight > {before} && !({SCROLLS})")
        frame.click("#open-help")
        until(frame, f"innerHeight <= {before} && !({SCROLLS})")


def test_the_code_of_the_readme_listens_to_nobody_else(bundle: tuple[Path, str], browser: Browser) -> None:
    with opened(browser, "about:blank") as page:
        frame = framed(page, *bundle, FRAMES["listening"], 800)
        until(frame, f"!({SCROLLS})")
        height = page.evaluate("document.querySelector('iframe').offsetHeight")
        for message in ("{ type: 'woordbeeld:height', height: 5 }", "null", "'woordbeeld:height'"):
            page.evaluate(f"postMessage({message}, '*')")
        page.wait_for_timeout(100)
        until_equal(page, "document.querySelector('iframe').offsetHeight", height)


@pytest.mark.parametrize("size", [(1280, 720), (800, 450), (320, 720)])
def test_compact_the_introduction_opens_above_the_video_and_folds_again(
    clip: Path, site: tuple[Path, str], browser: Browser, size: tuple[int, int]
) -> None:
    write(site[0], long_talk(60, 300), clip)
    viewport = {"width": size[0], "height": size[1]}
    with opened(browser, f"{site[1]}/index.html?compact", viewport=viewport) as page:
        text, button = ready(page).get_by_text("Ton en Stef praten over"), page.locator("#open-introduction")
        expect(text).to_be_hidden()
        until_so(
            page,
            lambda: (button.text_content(), button.get_attribute("aria-expanded")) == ("Inleiding", "false"),
        )
        button.focus()
        page.keyboard.press("Enter")
        expect(button).to_have_attribute("aria-expanded", "true")
        box, video = text.bounding_box(), page.locator("video").bounding_box()
        assert box
        assert video
        assert 0 <= box["x"] < 40
        assert box["y"] + box["height"] <= video["y"]
        assert video["height"] > 90
        until_equal(page, "document.documentElement.scrollWidth", size[0])
        assert violations(page) == []
        page.keyboard.press("Enter")
        expect(text).to_be_hidden()
        page.emulate_media(media="print")
        expect(text).to_be_visible()
        expect(button).to_be_hidden()


def test_where_it_is_not_compact_the_introduction_is_not_folded(
    bundle: tuple[Path, str], browser: Browser
) -> None:
    with opened(browser, f"{bundle[1]}/index.html") as page:
        expect(ready(page).get_by_text("Ton en Stef praten over")).to_be_visible()
        expect(page.locator("#open-introduction")).to_be_hidden()


@pytest.mark.parametrize("address", ["index.html?compact", "index.html#compact"])
@pytest.mark.parametrize("size", [(800, 450), (800, 800), (320, 720)])
def test_compact_it_fits_one_screen_and_opens_what_is_folded_in_it(
    clip: Path, site: tuple[Path, str], browser: Browser, address: str, size: tuple[int, int]
) -> None:
    write(site[0], long_talk(60, 300), clip)
    viewport = {"width": size[0], "height": size[1]}
    with opened(browser, f"{site[1]}/{address}", viewport=viewport) as page:
        until(ready(page), f"!({SCROLLS})")
        until_equal(page, "document.documentElement.scrollWidth", size[0])
        until_so(page, lambda: page.evaluate("document.querySelector('video').offsetHeight") > 90)
        until_equal(page, FOLDED, 3)
        assert violations(page) == []
        page.focus("#transcript button")
        page.keyboard.press("Enter")
        panel = "document.querySelector('#reading')"
        until(page, f"{panel}.clientHeight > 120 && {panel}.scrollHeight > {panel}.clientHeight")
        until_so(page, lambda: size[1] < 500 or size[0] < 800 or not page.evaluate(SCROLLS))
        assert violations(page) == []
        page.keyboard.press("Enter")
        page.keyboard.press("/")
        until_equal(page, "document.activeElement.id", "search")


def test_compact_it_traps_neither_the_wheel_nor_the_keyboard(
    clip: Path, site: tuple[Path, str], browser: Browser
) -> None:
    write(site[0], long_talk(60, 300), clip)
    code = f"{FRAMES['compact']}<p style='height:3000px'><a href='#'>Verder</a></p>"
    with opened(browser, "about:blank") as page:
        frame = framed(page, *site, code, 800)
        page.mouse.move(400, 300)
        page.mouse.wheel(0, 300)
        until(page, "scrollY > 200")
        frame.focus("#toggle-captions")
        stops: list[str] = []
        while "Verder" not in stops and len(stops) < 12:
            page.keyboard.press("Tab")
            stops.append(page.evaluate("document.activeElement.textContent"))
        assert "Verder" in stops


def test_a_frame_at_a_moment_does_not_move_the_page_around_it(
    clip: Path, site: tuple[Path, str], browser: Browser
) -> None:
    write(site[0], long_talk(60, 300), clip)
    code = FRAMES["listening"].replace("index.html", "index.html#t=15")
    with opened(browser, "about:blank") as page:
        frame = framed(page, *site, code, 320)
        until(frame, f"Math.abs({NOW} - 15) < .01")
        page.wait_for_timeout(200)
        until_equal(page, "scrollY", 0)
