"""What was accepted in the editor of the window, in what is published of it, whoever makes that."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.window import material
from tests.window.conftest import Given
from tests.window.program import Client, started
from tests.window.waiting import until

pytestmark = pytest.mark.whisper
LISTENING_S = 300


def test_what_was_accepted_is_asked_of_nobody_by_the_window_or_by_make(
    tmp_path: Path, symposium: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WOORDBEELD_JOURNALS", str(tmp_path / "journals"))
    with started(tmp_path / "videos") as program:
        page, folder = program.client, program.project("praatje")
        page.new("Praatje", symposium.video, wanting(tmp_path / "praatje.txt"))
        page.done(page.post("/videos/praatje/accept"))
        until(lambda: is_made(page), LISTENING_S)
        asked = report(folder / "praatje")
        assert {each["task"] for each in asked["now"]} >= {"add-missing", "check-unheard"}
        assert asked["accepted"] == []
        editor = page.get("/videos/praatje/correct/").url.removeprefix(page.base)
        accept_all(page, editor)
        saved = report(folder / "praatje")
        assert saved["now"] == [each for each in asked["now"] if each["task"] == "fix-text"]
        assert saved["accepted"]
        assert verdicts(saved)["7.1.2"] == "accepted by a person", "never met: nobody measured it"
        first = page.get("/videos/praatje/publish?lang=nl").text
        assert "Luister of deze zinnen kloppen" not in first.partition('id="preview"')[0]

        page.done(page.post("/videos/praatje/start"))  # the window makes it anew, without the editor
        until(lambda: is_made(page), LISTENING_S)
        assert report(folder / "praatje") == saved
    command = ["make", symposium.video, folder / "transcript.txt", "--out", tmp_path / "bundle"]
    command += ["--title", "Praatje", "--quiet"]
    subprocess.run([sys.executable, "-m", "woordbeeld", *map(str, command)], check=False)
    assert report(tmp_path / "bundle") == saved


def wanting(path: Path) -> Path:
    """The text without its third line, and with one that nobody says."""
    said = [f"{who.upper()}: {text}" for text, who, _ in material.LINES]
    never = f"{material.LATISHA.upper()}: Gisteren fietsten wij met z'n allen dwars door Groningen."
    path.write_text("\n\n".join([*said[:2], *said[3:5], never, *said[5:]]) + "\n", encoding="utf-8")
    return path


def accept_all(page: Client, editor: str) -> None:
    """Leave out all that has no text, mark every line as right, and save."""
    until(lambda: all(row["known"] for row in changes(page, editor)["rows"]), LISTENING_S)
    told = changes(page, editor)
    missing = {each["said"] for row in told["rows"] for each in row["work"] if each["kind"] == "missing"}
    edits: list[dict[str, Any]] = [{"kind": "leave-out", "heard": heard} for heard in sorted(missing)]
    edits.append({"kind": "mark", "ids": [row["id"] for row in told["rows"]], "reviewed": True})
    for edit in edits:
        page.done(page.post(f"{editor}edit", edit=edit, version=changes(page, editor)["version"]))
    page.done(page.post(f"{editor}save"))
    until(lambda: changes(page, editor)["about"]["bundle"] == "follows", LISTENING_S)


def changes(page: Client, editor: str) -> dict[str, Any]:
    return page.done(page.get(f"{editor}changes?since=-1"))


def is_made(page: Client) -> bool:
    progress = page.progress("praatje")
    assert not progress["trouble"]
    return progress["made"] is True and progress["state"] == "idle"


def report(bundle: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((bundle / "report.json").read_text(encoding="utf-8"))
    return found


def verdicts(found: dict[str, Any]) -> dict[str, str]:
    return {each["id"]: each["verdict"] for each in found["criteria"]}
