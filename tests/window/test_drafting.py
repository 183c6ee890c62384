"""A video without a text: who speaks is asked, and a text is drafted with speakers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.window.served import TIMEOUT_S, served

from woordbeeld.errors import EnvironmentProblemError
from woordbeeld.settings import Settings
from woordbeeld.transcript.reader import read_file
from woordbeeld.voices import weights
from woordbeeld.voices.hearing import refuse_without_weights
from woordbeeld.window import listening
from woordbeeld.window.workspace import Workspace

DIALOGUE = Path(__file__).parents[1] / "voices/data/dialogue.ogg"


@pytest.fixture
def drafting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights that tell voices apart; no bundle is made of the draft."""
    try:
        refuse_without_weights()
    except EnvironmentProblemError as error:
        pytest.skip(str(error))
    monkeypatch.setattr("woordbeeld.pipeline.make", lambda *_, **__: None)


@pytest.mark.whisper
@pytest.mark.usefixtures("drafting")
def test_a_video_without_a_text_gets_one_with_speakers(tmp_path: Path) -> None:
    project = replace(Workspace(tmp_path).new("Vissen", "nl", "2"), video=str(DIALOGUE))
    listening.work(project, replace(Settings(), language="nl"))
    assert [each.name for each in read_file(project.transcript).speakers] == ["Spreker 1", "Spreker 2"]
    assert project.transcript.with_name("transcript.draft.json").is_file()


@pytest.mark.whisper
@pytest.mark.usefixtures("drafting")
def test_without_what_tells_voices_apart_there_is_a_text_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weights, "CAMPPLUS", replace(weights.CAMPPLUS, package="nowhere"))
    project = replace(Workspace(tmp_path).new("Vissen", "nl"), video=str(DIALOGUE))
    listening.work(project, replace(Settings(), language="nl"))
    transcript = read_file(project.transcript)
    assert transcript.spoken_lines
    assert not transcript.speakers


def test_who_speaks_is_kept_and_what_says_nobody_is_refused(tmp_path: Path) -> None:
    with served(tmp_path) as window:
        client = window.client()
        new = {"title": "Vissen", "language": "nl"}
        known = new | {"speakers": " Ton Heerts, 3e man"}
        made = client.post(f"{window.address}/videos", json=known, timeout=TIMEOUT_S)
        assert window.workspace.project(made.json()["name"]).speakers == "Ton Heerts, 3e man"
        refused = client.post(f"{window.address}/videos", json=new | {"speakers": "0"}, timeout=TIMEOUT_S)
        assert not refused.ok
        assert len(list(window.workspace.projects())) == 1
        about = f"{window.address}/videos/{made.json()['name']}/about"
        moved = client.post(about, json=new | {"title": "Twee"}, timeout=TIMEOUT_S)
        assert window.workspace.project(moved.json()["name"]).speakers == "Ton Heerts, 3e man"
        about = f"{window.address}/videos/{moved.json()['name']}/about"
        client.post(about, json=known | {"title": "Twee", "speakers": "2"}, timeout=TIMEOUT_S)
        assert window.workspace.project("twee").speakers == "2"


@pytest.mark.browser
@pytest.mark.usefixtures("unheard")
def test_who_speaks_is_asked_only_where_there_is_no_text(browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path) as window, browser.new_context(locale="nl-NL") as context:
        page = context.new_page()
        page.goto(window.opened)
        page.goto(f"{window.address}/new")
        field = page.get_by_label("Wie spreken er?")
        expect(field).to_be_hidden()
        page.get_by_label("Er is nog geen tekst").check()
        expect(field).to_be_visible()
        page.locator("#video").set_input_files(DIALOGUE)
        field.fill("geen: naam")
        page.get_by_role("button", name="Verder").click()
        expect(page.get_by_role("alert")).to_contain_text("geen aantal en geen namen")
        field.fill("2")
        page.get_by_role("button", name="Verder").click()
        page.wait_for_url("**/videos/dialogue/listen")
        assert window.workspace.project("dialogue").speakers == "2"
