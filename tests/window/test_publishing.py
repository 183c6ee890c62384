"""The page that publishes a video, in a real browser."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.publications.axe import violations
from tests.publications.chromium import until, until_so
from tests.publications.visit import opened
from tests.window.served import Served, served, with_all_made
from tests.window.working import end, process

from woordbeeld.settings import silent
from woordbeeld.window import editors, queue
from woordbeeld.window.listening import settings_of
from woordbeeld.window.project import Task

pytestmark = pytest.mark.browser
STATE = "document.querySelector('#state').textContent"


@pytest.fixture
def window(tmp_path: Path, clip: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A video of which all is made."""
    monkeypatch.setattr(queue, "_process", process)
    monkeypatch.setattr(editors, "prepare", lambda *_: None)
    with served(tmp_path / "videos") as made:
        with_all_made(made, clip)
        yield made


@pytest.fixture
def page(window: Served, browser: Browser) -> Iterator[Page]:
    with opened(browser, window.opened, locale="nl-NL", accept_downloads=True) as visited:
        visited.wait_for_url(f"{window.address}/")
        visited.goto(f"{window.address}/videos/praatje/publish")
        yield visited


def test_what_is_made_again_is_told_where_that_was_asked(window: Served, page: Page) -> None:
    page.get_by_label("Inleiding of samenvatting").fill("Anna en Bert praten.")
    page.get_by_role("button", name="Opnieuw maken").click()
    until(page, f"{STATE} === 'De pagina\\'s worden opnieuw gemaakt'")
    assert page.url == f"{window.address}/videos/praatje/publish?made=yes"
    expect(page.get_by_text("De video wordt niet opnieuw beluisterd.")).to_be_visible()
    until(page, "document.querySelector('#stage-share').value === 0.25")
    expect(page.get_by_label("Luisteren")).to_be_visible()
    assert violations(page) == []
    end(window.workspace, "praatje", '{"done": true}')
    page.get_by_text("De pagina's zijn opnieuw gemaakt.").wait_for()
    expect(page.get_by_role("heading", level=1)).to_have_text("Publiceren", use_inner_text=True)


def test_the_voice_that_says_the_descriptions_is_chosen_and_kept(window: Served, page: Page) -> None:
    voice = page.get_by_label("Stem van de audiodescriptie")
    until_so(
        page,
        lambda: (
            voice.locator("option").first.inner_text().startswith("wie de beschrijvingen heeft ingesproken")
        ),
    )
    voice.select_option(label="espeak (voorlopige stem)")
    page.get_by_label("Maak ook een video die stilstaat waar een beschrijving niet past").check()
    page.get_by_role("button", name="Opnieuw maken").click()
    until(page, f"{STATE}.endsWith('opnieuw gemaakt')")
    project = window.workspace.project("praatje")
    settings = settings_of(project, silent)
    assert (settings.voice, settings.extended) == ("espeak", True)
    end(window.workspace, "praatje", '{"done": true}')
    page.get_by_text("De pagina's zijn opnieuw gemaakt.").wait_for()
    expect(voice).to_have_value("espeak")
    expect(page.get_by_label("Maak ook een video die stilstaat")).to_be_checked()
    assert violations(page) == []


def test_what_goes_wrong_while_it_is_made_again_is_told(window: Served, page: Page) -> None:
    page.get_by_role("button", name="Opnieuw maken").click()
    until(page, f"{STATE}.endsWith('opnieuw gemaakt')")
    end(window.workspace, "praatje", '{"trouble": {"nl": "De schijf is vol."}}')
    page.wait_for_url("**/listen")
    page.get_by_text("De schijf is vol.").wait_for()


def test_only_who_says_so_has_published_what_was_taken_along(window: Served, page: Page) -> None:
    before = page.evaluate(STATE)
    with page.expect_download() as saving:
        page.get_by_role("button", name="Download als zip").click()
    with ZipFile(saving.value.path()) as zipped:
        assert {name.partition("/")[0] for name in zipped.namelist()} == {"praatje"}
        expect(page.get_by_text(f"Bestanden ({len(zipped.namelist())})")).to_be_visible()
    page.reload()
    until_so(page, lambda: page.evaluate(STATE) == before != "Gepubliceerd")
    page.get_by_role("button", name="Dit is gepubliceerd").click()
    until(page, f"{STATE} === 'Gepubliceerd'")
    assert window.workspace.project("praatje").published


def test_a_film_of_before_the_last_change_stays_there_and_is_told_to_be_so(
    window: Served, page: Page
) -> None:
    project = window.workspace.project("praatje")
    film, bundle = project.burnt(Task.BURN_SQUARE), project.bundle / "bundle.json"
    film.write_bytes(b"film")
    square = page.locator("[data-shape=square]")
    for before_s, told in ((1, "Deze video is klaar."), (-1, "Deze video is van voor de laatste wijziging.")):
        at_s = bundle.stat().st_mtime + before_s
        os.utime(film, (at_s, at_s))
        page.reload()
        square.get_by_text(told).wait_for()
        with page.expect_download() as saving:
            square.get_by_role("link", name="Downloaden").click()
        assert saving.value.path().read_bytes() == b"film"
    expect(page.locator("[data-shape=wide]").get_by_role("link")).to_be_hidden()


def test_what_comes_first_is_told_to_be_a_part_and_leads_to_its_place(window: Served, page: Page) -> None:
    report = json.loads((window.workspace.project("praatje").bundle / "report.json").read_text("utf-8"))
    of = len(report["now"]) + len(report["judge"])
    until_so(page, lambda: page.locator(".first li").count() == 3 < of)
    expect(page.get_by_text(f"Dit zijn de eerste 3 van {of}.")).to_be_visible()
    link = page.locator(".first li").first.get_by_role("link")
    seconds = report["now"][0]["first_ms"] / 1000
    link.click()
    page.wait_for_url(f"**/correct/*/#t={seconds:.3f}")
