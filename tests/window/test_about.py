"""What a video is called and which language it is in, also later; where its bundle will stand."""

from __future__ import annotations

from pathlib import Path

from tests.publications.on_disk import write_made
from tests.window.served import TIMEOUT_S, served

from woordbeeld.window.publishing import codes


def test_the_title_and_the_language_can_be_others_later(tmp_path: Path) -> None:
    with served(tmp_path) as window:
        client = window.client()
        made = client.post(f"{window.address}/videos", json={"title": "Praatje"}, timeout=TIMEOUT_S).json()
        about = f"{window.address}/videos/{made['name']}/about"
        body = {"title": "Een  ander praatje", "language": "en"}
        moved = client.post(about, json=body, timeout=TIMEOUT_S).json()["name"]
        assert moved == "een-ander-praatje"
        about = f"{window.address}/videos/{moved}/about"
        project = window.workspace.project(moved)
        assert (project.title, project.language) == ("Een ander praatje", "en")
        for wrong in ({"title": " "}, {"title": "x", "language": "klingon"}):
            assert client.post(about, json=wrong, timeout=TIMEOUT_S).status_code == 400
        assert window.workspace.project(moved) == project


def test_an_address_needs_no_https(tmp_path: Path, clip: Path) -> None:
    bundle = write_made(tmp_path / "bundle", clip)
    assert codes(bundle, "www.example.nl/praatje") == codes(bundle, "https://www.example.nl/praatje")
