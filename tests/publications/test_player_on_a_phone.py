"""The player page where there is little room: nothing jumps, and the picture stays in sight."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize
from tests.publications.axe import violations
from tests.publications.chromium import until, until_equal, until_so
from tests.publications.long_talk import long_talk
from tests.publications.talk import sound_alone
from tests.publications.visit import NOW, SHOWN, go_to, opened, ready, write

from woordbeeld.alignment.model import Alignment

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 320, "height": 640}
PLAY = "document.querySelector('#play').getBoundingClientRect().top + scrollY"
SMALL = "document.documentElement.classList.contains('small')"
PICTURE = "document.querySelector('.picture').getBoundingClientRect()"
SETTLED_MS = 500
CURRENT = "document.querySelector('[aria-current]')"
IN_SIGHT = """(() => {
  const box = document.querySelector('[aria-current]')?.getBoundingClientRect();
  return box && box.top > 0 && box.bottom < innerHeight;
})()"""


@pytest.mark.parametrize("size", ["100", "200"])
def test_the_play_button_stays_where_it_is_whatever_the_captions(
    bundle: tuple[Path, str], browser: Browser, size: str
) -> None:
    chosen = f"localStorage.setItem('woordbeeld', JSON.stringify({{ size: '{size}', descriptions: true }}))"
    with opened(browser, f"{bundle[1]}/index.html", chosen, viewport=PHONE) as page:
        ready(page)
        places, shown = set(), set()
        for seconds in (0.2, 2, 5, 8, 9.5, 11.5, 14, 16, 17.9):
            go_to(page, seconds)
            page.wait_for_timeout(100)
            places.add(page.evaluate(PLAY))
            shown.add(page.evaluate(SHOWN))
        assert len(shown) > 4
        assert len(places) == 1


def test_the_picture_is_small_and_in_sight_while_the_transcript_scrolls(
    clip: Path, site: tuple[Path, str], browser: Browser
) -> None:
    write(site[0], long_talk(120, 150), clip)
    with opened(browser, f"{site[1]}/index.html", viewport=PHONE) as page:
        go_to(ready(page), 2)
        text = "document.querySelector('#transcript').getBoundingClientRect().top + scrollY"
        before = page.evaluate(text)
        page.evaluate("scrollTo(0, 3000)")
        until(page, SMALL)
        until_equal(page, text, pytest.approx(before, abs=1))
        until_equal(page, f"{PICTURE}.top", 0)
        until_so(page, lambda: page.evaluate(f"{PICTURE}.height") < 640 / 4)
        until_so(page, lambda: page.evaluate(SHOWN) != "")
        assert violations(page) == []
        page.click(".picture [data-action=play]")
        until(page, f"{NOW} > 2.1")
        page.focus("#r40")
        page.keyboard.press("ArrowUp")
        until(page, f"document.activeElement.getBoundingClientRect().top >= {PICTURE}.bottom")
        page.evaluate("scrollTo(0, 0)")
        until(page, f"!{SMALL}")
        until_equal(page, text, pytest.approx(before, abs=1))


@pytest.mark.parametrize("size", [{"width": 1280, "height": 800}, {"width": 320, "height": 256}])
def test_the_picture_is_not_made_small_where_there_is_room_or_none_at_all(
    bundle: tuple[Path, str], browser: Browser, size: ViewportSize
) -> None:
    with opened(browser, f"{bundle[1]}/index.html", viewport=size) as page:
        ready(page).evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        page.wait_for_timeout(200)
        until(page, f"!({SMALL})")


def test_an_upright_video_is_wide_enough_to_see(
    bundle: tuple[Path, str], browser: Browser, ffmpeg: Callable[..., None]
) -> None:
    picture = ("-f", "lavfi", "-i", "testsrc=size=180x320:rate=5:duration=18")
    ffmpeg(*picture, "-c:v", "libx264", "-pix_fmt", "yuv420p", bundle[0] / "media.mp4")
    with opened(browser, f"{bundle[1]}/index.html", viewport=PHONE) as page:
        box = ready(page).evaluate("document.querySelector('video').getBoundingClientRect().toJSON()")
        assert min(box["width"], box["height"] * 180 / 320) >= 0.7 * 320
        assert box["height"] <= 0.7 * 640


@pytest.mark.parametrize("width", [1280, 320])
def test_a_moment_in_the_address_is_sought_and_its_line_comes_in_sight(
    clip: Path, site: tuple[Path, str], browser: Browser, width: int
) -> None:
    write(site[0], long_talk(120, 150), clip)
    size = {"width": width, "height": 640}
    with opened(browser, f"{site[1]}/index.html#t=15", viewport=size) as page:
        until(ready(page), f"Math.abs({NOW} - 15) < .01")
        until(page, f"{IN_SIGHT} && {CURRENT}.textContent.startsWith('Dat is regel 100 ')")
        page.evaluate("location.hash = '#t=3'")
        until(page, f"Math.abs({NOW} - 3) < .01")
        until(page, f"{IN_SIGHT} && {CURRENT}.textContent.startsWith('Dat is regel 20 ')")


def test_the_text_moves_along_when_a_paused_video_is_sought(
    clip: Path, site: tuple[Path, str], browser: Browser
) -> None:
    write(site[0], long_talk(120, 150), clip)
    with opened(browser, f"{site[1]}/index.html") as page:
        go_to(ready(page), 15)
        until(page, IN_SIGHT)
    with opened(browser, f"{site[1]}/index.html", viewport=PHONE) as page:
        go_to(ready(page), 15)
        page.wait_for_timeout(200)
        until_equal(page, "scrollY", 0)  # for the whole page would move
        page.check("#follow")
        until(page, IN_SIGHT)
        page.wait_for_timeout(SETTLED_MS)  # it goes there for some frames, and must not once more below
        page.evaluate("scrollTo(0, 0)")
        page.wait_for_timeout(SETTLED_MS)  # for the picture grows again
        go_to(page, 10)
        until(page, IN_SIGHT)


@pytest.mark.parametrize("width", [1280, 320])
def test_sound_alone_has_a_player_without_a_black_box(
    talk: Alignment, clip: Path, site: tuple[Path, str], browser: Browser, width: int
) -> None:
    write(site[0], sound_alone(talk), clip)
    with opened(browser, f"{site[1]}/index.html", viewport={"width": width, "height": 640}) as page:
        go_to(ready(page), 2)
        until(page, f"{SHOWN}.startsWith('TON HEERTS:')")
        dark = "getComputedStyle(document.querySelector('.picture')).backgroundColor"
        until_equal(page, dark, "rgba(0, 0, 0, 0)")
        page.keyboard.press("f")
        until_so(page, lambda: page.evaluate("document.fullscreenElement") is None)
        page.click("#open-settings")
        assert violations(page) == []
        page.keyboard.press("k")
        until(page, "document.querySelector('audio').currentTime > 2.1")
