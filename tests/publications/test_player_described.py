"""The published sound with audio description: at the moment of the film, and fetched only where asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.publications.axe import violations
from tests.publications.chromium import Whole, served, until, until_equal, until_so
from tests.publications.markup import element
from tests.publications.test_player import data, page, soup
from tests.publications.visit import NOW, PAUSED, go_to, opened, ready, write

from woordbeeld.alignment.model import Alignment
from woordbeeld.description.narrators.narrator import NarratorKind
from woordbeeld.description.published import DescriptionSound, ExtraPassage

pytestmark = pytest.mark.browser

DESCRIBED, EXTRA = "audiodescription.nl.m4a", "audiodescription-extra.nl.m4a"
SOUND = DescriptionSound(DESCRIBED, 65_000, NarratorKind.DRAFT, "espeak-ng nl")
WITH_EXTRA = replace(
    SOUND,
    extra=(ExtraPassage(2000, 0, 1200), ExtraPassage(2000, 1200, 2000), ExtraPassage(6000, 2000, 3000)),
    extra_name=EXTRA,
)
# What is played beside the video, to be looked at: the page itself keeps it to itself.
PLAYERS = """
  globalThis.players = [];
  const Sound = Audio;
  globalThis.Audio = function () { const made = new Sound(); players.push(made); return made; };
"""
OURS, MORE = "(players[0])", "(players[1])"  # in the order in which the page makes them
HEARD = f"(document.querySelector('video').muted && !{OURS}.muted && !{OURS}.paused)"
APART = f"Math.abs({OURS}.currentTime - document.querySelector('video').currentTime)"
STATUS = "document.querySelector('#status').textContent"
LABEL = "document.querySelector('#play').getAttribute('aria-label')"
WITHIN_S = 0.1


@pytest.fixture
def described(
    talk: Alignment, clip: Path, site: tuple[Path, str], ffmpeg: Callable[..., None]
) -> tuple[Path, str]:
    """The talk's bundle with a sound with audio description."""
    write(site[0], talk, clip, sound=WITH_EXTRA)
    for name, seconds in ((DESCRIBED, 18), (EXTRA, 3)):
        ffmpeg("-f", "lavfi", "-i", f"sine=frequency=500:duration={seconds}", site[0] / name)
    return site


def apart(shown: Page, times: int = 12) -> float:
    """How far the two are apart, mostly, over a second of playing: busy machines let either wait at times."""
    found = []
    for _ in range(times):
        found.append(float(shown.evaluate(f"{HEARD} ? {APART} : 0")))
        shown.wait_for_timeout(80)
    return median(found)


def fetched(shown: Page) -> list[str]:
    names: list[str] = shown.evaluate("performance.getEntriesByType('resource').map(each => each.name)")
    return [each.rsplit("/", 1)[-1] for each in names]


def start(shown: Page, at: float = 7.0) -> None:
    go_to(ready(shown), at)
    shown.evaluate("document.querySelector('video').play()")
    until(shown, f"{NOW} > {at}")


def test_it_is_heard_at_the_same_moment_by_keyboard_and_fetched_no_sooner(
    described: tuple[Path, str], browser: Browser
) -> None:
    with opened(browser, f"{described[1]}/index.html", PLAYERS) as shown:
        start(shown)
        assert DESCRIBED not in fetched(shown)
        shown.keyboard.press("d")
        expect(shown.locator("#toggle-descriptions")).to_have_attribute("aria-pressed", "true")
        expect(shown.locator("#status")).to_have_text("Audiodescriptie aan", use_inner_text=True)
        until(shown, HEARD)
        assert apart(shown) <= WITHIN_S
        until_so(shown, lambda: shown.evaluate(f"{NOW}") > 7)
        shown.keyboard.press("d")
        expect(shown.locator("#status")).to_have_text("Audiodescriptie uit", use_inner_text=True)
        until(shown, f"!document.querySelector('video').muted && {OURS}.paused && !{PAUSED}")


@pytest.mark.parametrize(
    "doing",
    [
        "video.currentTime = 14",
        "speed.value = '1.5'; speed.dispatchEvent(new Event('change'))",
        "video.pause(); setTimeout(() => video.play(), 400)",
    ],
    ids=["seeks", "goes faster", "pauses"],
)
def test_it_stays_in_step(described: tuple[Path, str], browser: Browser, doing: str) -> None:
    with opened(browser, f"{described[1]}/index.html", PLAYERS) as shown:
        start(shown)
        shown.click("#toggle-descriptions")
        until(shown, HEARD)
        named = "const [video, speed] = ['video', '#speed'].map(each => document.querySelector(each));"
        shown.evaluate(f"() => {{ {named} {doing} }}")
        shown.wait_for_timeout(1200)
        until(shown, f"{HEARD} && {APART} < {WITHIN_S}")
        assert apart(shown, 6) <= WITHIN_S


def test_a_pause_keeps_the_same_place(described: tuple[Path, str], browser: Browser) -> None:
    with opened(browser, f"{described[1]}/index.html", PLAYERS) as shown:
        start(shown)
        shown.click("#toggle-descriptions")
        until(shown, HEARD)
        shown.keyboard.press("k")
        until(shown, f"{PAUSED} && {OURS}.paused && {APART} < {WITHIN_S}")


def test_volume_and_mute_are_those_of_the_viewer(described: tuple[Path, str], browser: Browser) -> None:
    with opened(browser, f"{described[1]}/index.html", PLAYERS) as shown:
        start(shown)
        shown.keyboard.press("d")
        until(shown, HEARD)
        expect(shown.locator("#mute")).to_have_attribute("aria-label", "Geluid uit")
        shown.keyboard.press("m")
        until(shown, f"{OURS}.muted && document.querySelector('video').muted")
        expect(shown.locator("#mute")).to_have_attribute("aria-label", "Geluid aan")
        shown.keyboard.press("d")
        until(shown, "document.querySelector('video').muted")
        shown.keyboard.press("m")
        until(shown, "!document.querySelector('video').muted")
        shown.focus("#volume")
        shown.keyboard.press("ArrowLeft")
        until_so(
            shown,
            lambda: (
                shown.evaluate(f"{OURS}.volume")
                == shown.evaluate("document.querySelector('video').volume")
                < 1
            ),
        )


def test_the_choice_is_remembered_and_fetched_when_the_film_is_played(
    described: tuple[Path, str], browser: Browser
) -> None:
    with opened(browser, f"{described[1]}/index.html", PLAYERS) as shown:
        shown.click("#toggle-descriptions")
        shown.reload()
        expect(ready(shown).locator("#toggle-descriptions")).to_have_attribute("aria-pressed", "true")
        assert DESCRIBED not in fetched(shown)
        start(shown)
        until(shown, HEARD)


@pytest.mark.parametrize("address", ["file", "frame"])
def test_it_works_from_disk_and_in_a_frame(
    described: tuple[Path, str], browser: Browser, address: str
) -> None:
    folder, site = described
    (folder / "around.html").write_text('<iframe src="index.html" width="900" height="900"></iframe>')
    where = (folder / "index.html").as_uri() if address == "file" else f"{site}/around.html"
    with opened(browser, where, PLAYERS) as shown:
        frame = shown.frames[-1]
        until(frame, "document.querySelector('video').readyState > 1")
        frame.evaluate("() => { document.querySelector('video').currentTime = 7; }")
        frame.evaluate("document.querySelector('video').play()")
        frame.click("#toggle-descriptions")
        until(frame, f"{HEARD} && {APART} < {WITHIN_S}")


def test_the_film_stands_still_for_what_has_no_room(described: tuple[Path, str], browser: Browser) -> None:
    with opened(browser, f"{described[1]}/index.html", PLAYERS) as shown:
        start(shown, 1.0)
        shown.keyboard.press("d")
        until(shown, f"{PAUSED} && !{MORE}.paused")
        until_equal(shown, NOW, pytest.approx(2, abs=0.3))
        expect(shown.locator("#status")).to_have_text(
            "De video wacht op de beschrijving en gaat daarna vanzelf verder. Pauzeren: de afspeelknop (k).",
            use_inner_text=True,
        )
        until_equal(shown, LABEL, "Pauzeren")
        until(shown, f"{MORE}.currentTime > 1.3")  # the second passage of that moment
        until(shown, f"!{PAUSED} && {MORE}.paused")
        until_equal(shown, f"{MORE}.currentTime", pytest.approx(2, abs=0.2))
        expect(shown.locator("#status")).to_have_text("", use_inner_text=True)
        until(shown, f"{NOW} > 2.5")
        until(shown, HEARD)


def test_a_viewer_stops_and_leaves_what_is_told_as_the_film_itself(
    described: tuple[Path, str], browser: Browser
) -> None:
    with opened(browser, f"{described[1]}/index.html", PLAYERS) as shown:
        start(shown, 1.0)
        shown.keyboard.press("d")
        until(shown, f"{PAUSED} && !{MORE}.paused")
        shown.keyboard.press("k")
        until(shown, f"{MORE}.paused && {LABEL} === 'Afspelen'")
        until_so(
            shown,
            lambda: shown.inner_text("#status").endswith("staan op pauze. Verdergaan: de afspeelknop (k)."),
        )
        shown.wait_for_timeout(300)
        until(shown, PAUSED)
        shown.keyboard.press("k")
        until(shown, f"!{MORE}.paused && {LABEL} === 'Pauzeren'")
        until_so(shown, lambda: shown.inner_text("#status").startswith("De video wacht op de beschrijving"))
        shown.keyboard.press("l")  # 5 seconds on, past the next one too
        until(shown, f"{MORE}.paused && !{PAUSED} && {NOW} > 6.5")
        go_to(shown, 1.5)
        until(shown, f"{PAUSED} && !{MORE}.paused")
        shown.keyboard.press("d")
        until(shown, f"{MORE}.paused && !{PAUSED}")
        shown.click("#open-settings")
        shown.uncheck("#extended")
        shown.keyboard.press("d")
        go_to(shown, 1.5)
        until(shown, f"{NOW} > 2.5")


def test_what_the_film_does_not_wait_for_is_shown(described: tuple[Path, str], browser: Browser) -> None:
    with opened(browser, f"{described[1]}/index.html", PLAYERS) as shown:
        ready(shown).click("#open-settings")
        shown.uncheck("#extended")
        shown.evaluate("document.activeElement.blur()")
        start(shown, 5.0)
        shown.keyboard.press("d")
        until(shown, "document.querySelector('#described').textContent.includes('Een man lacht')")
        until(shown, f"!({PAUSED})")
        go_to(shown, 0.5)
        until(shown, "document.querySelector('#described').textContent === ''")


@pytest.mark.parametrize("trouble", ["missing", "silent"])
def test_without_the_file_descriptions_are_told_as_text(
    described: tuple[Path, str], browser: Browser, trouble: str
) -> None:
    if trouble == "missing":
        (described[0] / DESCRIBED).unlink()
    with opened(browser, f"{described[1]}/index.html", PLAYERS) as shown:
        if trouble == "silent":
            shown.route(f"**/{DESCRIBED}", lambda _: None)
        start(shown)
        shown.keyboard.press("d")
        until(shown, f"{STATUS}.includes('niet te laden')")
        go_to(shown, 8)
        until(shown, "document.querySelector('#described').textContent !== ''")
        until(shown, "!document.querySelector('video').muted")


@pytest.mark.parametrize("trouble", ["missing", "empty", "silent"])
def test_without_the_file_of_what_has_no_room_that_is_told_as_text(
    talk: Alignment, clip: Path, described: tuple[Path, str], browser: Browser, trouble: str
) -> None:
    folder, site = described
    [[_, end_ms, text, *_]] = data(page(talk))["descriptions"]
    lacking = replace(SOUND, extra=(ExtraPassage(end_ms, 0, 1200),), extra_name=EXTRA)
    write(folder, talk, clip, sound=lacking)
    if trouble == "missing":
        (folder / EXTRA).unlink()
    elif trouble == "empty":
        (folder / EXTRA).write_bytes(b"")
    with opened(browser, f"{site}/index.html", PLAYERS) as shown:
        if trouble == "silent":
            shown.route(f"**/{EXTRA}", lambda _: None)
        start(shown, end_ms / 1000 - 1)
        shown.keyboard.press("d")
        until(shown, f"{PAUSED} && {STATUS}.includes('niet te laden')")
        until_equal(shown, NOW, pytest.approx(end_ms / 1000, abs=0.3))
        expect(shown.locator("#described")).to_contain_text(text, use_inner_text=True)
        until(shown, f"!{PAUSED} && {NOW} > {end_ms / 1000 + 0.5}")
        until(shown, f"{STATUS} === '' && !document.querySelector('video').muted")


@pytest.mark.parametrize("slip", [f"{OURS}.currentTime = 0", f"{OURS}.dispatchEvent(new Event('waiting'))"])
def test_from_a_server_without_parts_of_files_it_comes_back_after_a_slip(
    described: tuple[Path, str], browser: Browser, slip: str
) -> None:
    with (
        served(described[0], Whole) as site,
        opened(browser, f"{site}/index.html", PLAYERS) as shown,
    ):
        ready(shown).evaluate("document.querySelector('video').play()")
        shown.keyboard.press("d")
        until(shown, f"{MORE}.currentTime > 1.3")  # the second passage of that moment
        until(shown, f"!{PAUSED} && {NOW} > 2.5 && {HEARD}")
        shown.evaluate(slip)
        until(shown, f"{HEARD} && {APART} < {WITHIN_S}")


def test_what_can_be_had_neither_in_parts_nor_whole_is_told_as_text(
    described: tuple[Path, str], browser: Browser
) -> None:
    refused = f"{PLAYERS} globalThis.fetch = () => Promise.reject();"
    with served(described[0], Whole) as site, opened(browser, f"{site}/index.html", refused) as shown:
        ready(shown).evaluate("document.querySelector('video').play()")
        shown.keyboard.press("d")
        until(shown, f"{STATUS}.includes('niet te laden')")
        until(shown, "!document.querySelector('video').muted")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_the_page_is_for_everybody(
    described: tuple[Path, str], browser: Browser, width: int, scheme: str
) -> None:
    size = {"width": width, "height": 800}
    with opened(browser, f"{described[1]}/index.html", viewport=size, color_scheme=scheme) as shown:
        ready(shown).click("#toggle-descriptions")
        shown.click("#open-settings")
        assert violations(shown) == []
        until(shown, "document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (NarratorKind.PERSON, "De audiodescriptie is ingesproken door Ann."),
        (NarratorKind.COMPUTER, "De audiodescriptie is uitgesproken door een computerstem (Ann)."),
        (NarratorKind.DRAFT, "De stem van de audiodescriptie is een proefstem van de computer (Ann)."),
    ],
)
def test_who_speaks_is_told_and_a_draft_at_once(talk: Alignment, kind: NarratorKind, told: str) -> None:
    made = soup(page(talk, sound=replace(SOUND, kind=kind, narrator_name="Ann")))
    name = "#draft-voice" if kind is NarratorKind.DRAFT else "#settings #narrator"
    assert element(made, name).get_text() == told


def test_visitors_read_no_name_of_a_folder_where_nobody_said_who_speaks(talk: Alignment) -> None:
    made = soup(page(talk, sound=replace(SOUND, kind=NarratorKind.PERSON, narrator_name="")))
    assert element(made, "#settings #narrator").get_text() == "De audiodescriptie is opgenomen."


def test_without_a_sound_the_page_is_as_it_was(talk: Alignment) -> None:
    assert data(page(talk))["sound"] is None
    assert not soup(page(talk)).select("#draft-voice, #narrator")
    assert data(page(talk, sound=WITH_EXTRA))["sound"] == {
        "name": DESCRIBED,
        "extra": [[2000, 0, 1200], [2000, 1200, 2000], [6000, 2000, 3000]],
        "extraName": EXTRA,
    }
