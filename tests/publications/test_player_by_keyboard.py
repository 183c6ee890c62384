"""The player page by keyboard alone: everything is reached, and nothing traps."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.publications.chromium import until, until_equal, until_so
from tests.publications.visit import FOCUSED, NOW, PAUSED, go_to, opened, ready

pytestmark = pytest.mark.browser


STOPS = [
    "Direct naar de tekst",
    "Uitgeschreven tekst",
    "Downloads",
    "Plaats in de video",
    "Afspelen",
    "5 seconden terug",
    "5 seconden vooruit",
    "Naar vorige spreker",
    "Naar volgende spreker",
    "Geluid uit",
    "Volume",
    "Snelheid",
    "Ondertiteling",
    "Audiodescriptie",
    "Weergave",
    "Sneltoetsen",
    "Volledig scherm",
    "Zoek in de tekst",
    "Tekst loopt mee",
    "Beeld",
    "Geluid",
    "Tijden",
    "Kopieer link naar dit moment",
    "Dank <b>allemaal</b> & welkom --> hier.",
]


def test_the_tab_key_comes_everywhere_in_reading_order_and_out_again(
    bundle: tuple[Path, str], browser: Browser
) -> None:
    with opened(browser, f"{bundle[1]}/index.html") as page:
        ready(page)
        stops = []
        for _ in range(60):
            page.keyboard.press("Tab")
            stop = page.evaluate(FOCUSED)
            if stop is None:
                break
            stops.append(re.sub(r"^(Ondertiteling|Audiodescriptie)\s+(aan|uit)$", r"\1", stop))
        assert stop is None
        assert stops[: len(STOPS)] == STOPS
        assert stops[len(STOPS) :] == [
            "Video", "Ondertiteling", "Ondertiteling", "Ondertiteling", "Audiodescriptie",
            *["Uitgeschreven tekst"] * (len(stops) - len(STOPS) - 6), "Alleen het geluid",
        ]  # fmt: skip


def test_the_accessibility_tree_names_the_parts_and_the_states(
    bundle: tuple[Path, str], browser: Browser
) -> None:
    with opened(browser, f"{bundle[1]}/index.html") as page:
        tree = ready(page).locator("body").aria_snapshot()
        for told in (
            '- heading "Praatje" [level=1]',
            '- slider "Plaats in de video"',
            '- button "Ondertiteling" [pressed]',
            '- button "Audiodescriptie"',
            '- button "Weergave"',
            "- search:",
            '- heading "Uitgeschreven tekst" [level=2]',
            '- heading "Ton Heerts" [level=3]',
            '- heading "Downloads" [level=2]',
        ):
            assert told in tree, tree


def test_keys_do_all_that_the_buttons_do(bundle: tuple[Path, str], browser: Browser) -> None:
    with opened(browser, f"{bundle[1]}/index.html") as page:
        press = ready(page).keyboard.press
        press("k")
        until(page, f"!{PAUSED} && {NOW} > 0.2")
        press(" ")
        until(page, PAUSED)
        go_to(page, 3)
        press("l")
        until_equal(page, NOW, pytest.approx(8))
        press("j")
        press("j")
        until_equal(page, NOW, 0)
        press("n")
        until_equal(page, NOW, pytest.approx(1))
        press("n")
        until_equal(page, NOW, pytest.approx(13))
        press("p")
        until_equal(page, NOW, pytest.approx(1))
        for key, button in (("c", "captions"), ("d", "descriptions")):
            before = page.get_attribute(f"#toggle-{button}", "aria-pressed")
            press(key)
            until(page, f"document.querySelector('#toggle-{button}').ariaPressed !== '{before}'")
        press("m")
        until(page, "document.querySelector('video').muted")
        until(page, "document.querySelector('#mute').ariaLabel === 'Geluid aan'")
        press(".")
        press(".")
        press(",")
        until_equal(page, "document.querySelector('video').playbackRate", 1.25)
        press("f")
        until(page, "Boolean(document.fullscreenElement)")
        until(page, "document.querySelector('#fullscreen').ariaLabel === 'Volledig scherm sluiten'")
        press("f")
        until(page, "!document.fullscreenElement")
        press("/")
        until_equal(page, FOCUSED, "Zoek in de tekst")


def test_the_seek_bar_moves_by_five_seconds_and_tells_where_it_is(
    bundle: tuple[Path, str], browser: Browser
) -> None:
    with opened(browser, f"{bundle[1]}/index.html") as page:
        ready(page).focus("#seek")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        until(page, f"Math.abs({NOW} - 10) < .01")
        until(page, "document.querySelector('#seek').getAttribute('aria-valuetext') === '0:10 van 0:18'")
        page.keyboard.press("ArrowLeft")
        until(page, f"Math.abs({NOW} - 5) < .01")


def test_keys_can_be_put_off_and_leave_fields_alone(bundle: tuple[Path, str], browser: Browser) -> None:
    """WCAG 2.1.4: keys of one character can be put off."""
    with opened(browser, f"{bundle[1]}/index.html") as page:
        ready(page).keyboard.press("?")
        expect(page.locator("#help")).to_be_visible()
        page.focus("#use-keys")
        page.keyboard.press(" ")
        page.keyboard.press("Escape")
        expect(page.locator("#help")).to_be_hidden()
        until_equal(page, FOCUSED, "Sneltoetsen")
        page.keyboard.press("c")
        expect(page.locator("#toggle-captions")).to_have_attribute("aria-pressed", "true")
        page.reload()
        expect(ready(page).locator("#use-keys")).not_to_be_checked()
        page.click("#open-help")
        page.check("#use-keys")
        page.focus("#search")
        page.keyboard.type("ck?")
        expect(page.locator("#search")).to_have_value("ck?")
        until(page, PAUSED)


def test_a_line_of_the_transcript_starts_the_video_there(bundle: tuple[Path, str], browser: Browser) -> None:
    with opened(browser, f"{bundle[1]}/index.html") as page:
        ready(page).focus("#r1")
        for key in ("ArrowDown", "End", "ArrowUp", "Home", "ArrowDown", "ArrowDown"):
            page.keyboard.press(key)
        until_equal(page, "document.activeElement.id", "r4")
        page.keyboard.press("Enter")
        until(page, f"!{PAUSED} && {NOW} >= 7.2")
        until(page, "document.querySelector('#r4').ariaCurrent === 'true'")
        until_equal(page, "document.activeElement.id", "r4")
        page.click("#r10")
        until(page, f"{NOW} >= 13")
        until(page, "document.querySelector('#r10').ariaCurrent === 'true'")
        expect(page.locator("[aria-current]")).to_have_count(1)


def test_a_line_can_be_started_by_enter_while_text_is_selected_and_opened_in_another_tab(
    bundle: tuple[Path, str], browser: Browser
) -> None:
    with opened(browser, f"{bundle[1]}/index.html") as page:
        ready(page).evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
        page.evaluate("document.querySelector('#r8').focus()")
        page.keyboard.press("Enter")
        until(page, f"{NOW} >= 11")
        page.keyboard.press("k")
        with page.context.expect_page() as other:
            page.click("#r2", modifiers=["ControlOrMeta"])
        assert other.value.url.endswith("#t=4.3")
        until_so(page, lambda: page.evaluate(NOW) >= 11)


def test_keys_work_on_a_slider_too(bundle: tuple[Path, str], browser: Browser) -> None:
    with opened(browser, f"{bundle[1]}/index.html") as page:
        ready(page).focus("#seek")
        page.keyboard.press("c")
        expect(page.locator("#toggle-captions")).to_have_attribute("aria-pressed", "false")


def test_search_counts_goes_through_the_lines_and_minds_no_accents(
    bundle: tuple[Path, str], browser: Browser
) -> None:
    with opened(browser, f"{bundle[1]}/index.html") as page:
        ready(page).keyboard.press("/")
        page.keyboard.type("EEN")
        until(page, "document.querySelector('#found').textContent === '1 van 3'")
        expect(page.locator(".at")).to_have_attribute("id", "r2")
        page.keyboard.press("Shift+Enter")
        expect(page.locator("#found")).to_have_text("3 van 3", use_inner_text=True)
        expect(page.locator(".at")).to_have_attribute("id", "r8")
        page.keyboard.press("Enter")
        expect(page.locator("#found")).to_have_text("1 van 3", use_inner_text=True)
        page.uncheck("#scenes")
        expect(page.locator("#found")).to_have_text("1 van 2", use_inner_text=True)
        page.fill("#search", "zeppelin")
        until(page, "document.querySelector('#found').textContent === 'niet gevonden'")
        expect(page.locator("#next")).to_be_disabled()
        page.focus("#search")
        page.keyboard.press("Escape")
        expect(page.locator("#search")).to_have_value("")


def test_descriptions_sounds_and_times_can_be_hidden_and_stay_so(
    bundle: tuple[Path, str], browser: Browser
) -> None:
    with opened(browser, f"{bundle[1]}/index.html") as page:
        for name, part in (("scenes", ".scene"), ("sounds", ".sound"), ("times", ".reading time")):
            expect(ready(page).locator(part).first).to_be_visible()
            page.focus(f"#{name}")
            page.keyboard.press(" ")
            expect(page.locator(part).first).to_be_hidden()
        page.reload()
        expect(ready(page).locator(".scene").first).to_be_hidden()
