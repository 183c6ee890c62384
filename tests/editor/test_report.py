"""The report in the editor: what it tells as things stand, and its links to the lines of that editor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import requests
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect
from tests.editor.made_up import TIMEOUT_S, Served, lacking, served, timed_evenly
from tests.publications.axe import violations
from tests.publications.chromium import until, until_equal
from tests.publications.visit import NOW, opened

from woordbeeld.alignment.model import Alignment
from woordbeeld.editor.analysis import analyse
from woordbeeld.editor.edits import Delete, LeaveOut, Reword
from woordbeeld.editor.reporting import links_to_lines
from woordbeeld.editor.state import first_state, with_text
from woordbeeld.timing import Span
from woordbeeld.tracks.profile import NL_WEB
from woordbeeld.transcript.model import SceneDescription, Transcript
from woordbeeld.transcript.pins import Pins

CURRENT = "document.querySelector('.line[tabindex=\"0\"] .said').textContent"


@pytest.fixture
def editor(transcript: Path, journals: Path, clip: Path) -> Iterator[Served]:
    with served(transcript, journals, clip, align=lacking) as made:
        yield made


@pytest.fixture(params=["", "?lang=en"])
def page(editor: Served, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    with opened(browser, editor.opened, locale="nl-NL") as shown:
        shown.goto(f"{editor.address}/{request.param}")
        until(shown, "document.querySelectorAll('.line').length === 8")
        yield shown


def report_of(page: Page) -> Page:
    with page.expect_popup() as popup:
        page.click("#report")
    return popup.value


def places(text: str) -> list[str]:
    return [str(each["href"]) for each in BeautifulSoup(text, "html.parser").select("ol.jobs a")]


@pytest.mark.browser
def test_a_place_of_the_report_is_gone_to_in_the_editor_that_is_open(page: Page) -> None:
    page.evaluate("window.stays = true")
    report = report_of(page)
    report.click("ol.jobs a >> nth=1")
    until(page, f"{CURRENT}.startsWith('Ik ben Latisha')")
    until(page, f"Math.abs({NOW} - 10) < 0.1")
    report.click("ol.jobs a >> nth=0")
    until(page, f"{CURRENT}.startsWith('Wat fijn')")
    until(page, "window.stays")
    assert len(page.context.pages) == 2
    until(page, "document.activeElement.matches('.line')")


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_no_fault_in_the_report_of_the_editor(editor: Served, browser: Browser, width: int) -> None:
    editor.table.shared.edit(LeaveOut("elke dag"), 0)
    with opened(browser, editor.opened, viewport={"width": width, "height": 800}) as page:
        page.goto(f"{editor.address}/report")
        expect(page.locator("#accepted")).to_have_count(1)
        page.evaluate("document.querySelectorAll('details').forEach(each => (each.open = true))")
        assert violations(page) == []
        until_equal(page, "document.documentElement.scrollWidth", width)


@pytest.mark.browser
def test_the_address_of_the_editor_names_a_line_or_a_moment(editor: Served, browser: Browser) -> None:
    with opened(browser, editor.opened, locale="nl-NL") as page:
        page.goto(f"{editor.address}/#line-5")
        until(page, f"{CURRENT} === 'Ik ben Latisha en ik zit op het mbo.'")
        page.click("#people li:first-child .only")
        page.goto(f"{editor.address}/#t=13.5")
        until(page, f"{CURRENT} === 'Het gaat heel goed.'")
        until_equal(page, "document.querySelectorAll('.line:not([hidden])').length", 8)
        page.goto(f"{editor.address}/#line-99")
        until(page, "document.querySelector('#status').textContent === 'Die regel is er niet meer.'")
        page.goto(f"{editor.address}/#nonsense")
        until_equal(page, CURRENT, "Het gaat heel goed.")


@pytest.mark.browser
@pytest.mark.parametrize("is_begun", [False, True])
def test_a_moment_is_gone_to_once_times_are_known_unless_somebody_has_begun(
    transcript: Path, journals: Path, clip: Path, browser: Browser, *, is_begun: bool
) -> None:
    with (
        served(transcript, journals, clip, is_heard=False) as made,
        opened(browser, made.opened, locale="nl-NL") as page,
    ):
        page.goto(f"{made.address}/#t=13.5")
        until(page, "document.querySelectorAll('.line').length === 8")
        if is_begun:
            page.locator(".line").first.click()
        state = made.table.shared.state
        found = analyse(state, timed_evenly(state.transcript), NL_WEB)
        made.table.shared.deliver(state, found)
        until(page, "document.querySelectorAll('.line .when:not(.none)').length > 0")
        first = "Goedemorgen allemaal."
        until(page, f"{CURRENT} === '{first if is_begun else 'Het gaat heel goed.'}'")


@pytest.mark.browser
def test_a_caption_that_breaks_a_rule_is_told_by_its_name(
    transcript: Path, journals: Path, clip: Path, browser: Browser
) -> None:
    with (
        served(transcript, journals, clip, align=hurried) as made,
        opened(browser, made.opened, locale="nl-NL") as page,
    ):
        until(page, "document.querySelectorAll('.mark.rule').length > 0")
        page.select_option("#work-kind", "rule")
        page.focus(".line")
        page.locator(".line", has_text="Latisha en ik").click()
        until(page, "document.querySelector('#doubts').innerText.includes('ondertitel: te snel')")


def hurried(transcript: Transcript) -> Alignment:
    """As `timed_evenly`, but all is said in a sixteenth of the time, and what is seen comes after it."""
    found = timed_evenly(transcript)
    scenes = tuple(event for event in found.events if isinstance(event.source, SceneDescription))
    lines = tuple(
        replace(
            line,
            words=tuple(
                replace(word, span=Span(word.span.start_ms // 16, word.span.end_ms // 16))
                for word in line.words
                if word.span
            ),
        )
        for line in found.lines
    )
    return replace(found, lines=lines, events=scenes)


def test_the_report_tells_what_is_there_now_saved_or_not(editor: Served) -> None:
    assert "“welkom in deze zaal”" in told_report(editor)
    editor.table.shared.edit(Reword(0, "welkom in deze zaal"), 0)
    editor.table.updater.catch_up()
    told = told_report(editor)
    assert "“elke dag”" in told
    assert "“welkom in deze zaal”" not in told


def test_only_the_browser_of_the_editor_sees_the_report_and_no_script_runs_in_it(editor: Served) -> None:
    assert requests.get(f"{editor.address}/report", timeout=TIMEOUT_S).status_code == 403
    answer = editor.client().get(f"{editor.address}/report?lang=%22%3E<script>", timeout=TIMEOUT_S)
    assert "script-src" not in answer.headers["content-security-policy"]
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert "<script" not in answer.text


def test_links_lead_to_items_whatever_line_they_stand_on_by_now() -> None:
    state = first_state("TON HEERTS: Ja.\n\nNee.\n", "utf-8", Pins((), 0))
    assert [links_to_lines(state, "").to(line, 500) for line in (1, 3, 9, None)] == [
        "./#line-0",
        "./#line-1",
        "./#t=0.500",
        "./#t=0.500",
    ]
    longer = with_text(state, "TON HEERTS: Dag.\nJa.\n\nNee.\n", (None, 0, 1))
    assert links_to_lines(longer, "lang=en").to(4, None) == "./?lang=en#line-1"
    assert links_to_lines(longer, "").to(None, None) == ""


def test_what_was_deleted_meanwhile_is_told(editor: Served) -> None:
    assert any(href.endswith("#line-5") for href in places(told_report(editor)))
    editor.table.shared.edit(Delete((5,)), 0)
    editor.table.updater.catch_up()
    assert not any(href.endswith("#line-5") for href in places(told_report(editor)))


def told_report(editor: Served) -> str:
    return editor.client().get(f"{editor.address}/report", timeout=TIMEOUT_S).text
