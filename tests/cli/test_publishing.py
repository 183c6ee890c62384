"""What is done with a bundle that is made: an introduction above it, packed, embedded, on other platforms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import Result
from tests.publications.on_disk import write_made

Run = Callable[..., Result]
Sources = tuple[Path, Path]
Refused = Callable[..., tuple[int, str]]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (None, "introduction.txt: does not exist; check the name and the folder"),
        (b"", "introduction.txt: is empty; give the introduction as plain text (UTF-8)"),
        (b"PK\3\4", "introduction.txt: is a Word document or another packed file, not plain text; open it"),
        (b"x" * 1_000_001, "introduction.txt: is too large for an introduction (1 MB, where 1 MB is the"),
    ],
)
def test_an_introduction_that_is_no_plain_text_is_told_before_the_long_work(
    refused: Refused, sources: Sources, tmp_path: Path, data: bytes | None, says: str
) -> None:
    file = tmp_path / "introduction.txt"
    if data is not None:
        file.write_bytes(data)
    code, told = refused(tmp_path, "make", *sources, "--out", tmp_path / "b", "--introduction-file", file)
    assert (code, told.startswith(says)) == (3, True), told


def test_an_introduction_is_given_once(refused: Refused, sources: Sources, tmp_path: Path) -> None:
    file = tmp_path / "introduction.txt"
    file.write_text("Over werk.", "utf-8")
    both = ("--introduction", "Over stages.", "--introduction-file", file)
    assert refused(tmp_path, "make", *sources, "--out", tmp_path / "b", *both) == (
        2,
        "--introduction and --introduction-file are the same; give only one of the two",
    )


@pytest.fixture
def bundle(tmp_path: Path, clip: Path) -> Path:
    return write_made(tmp_path / "talk", clip)


def test_pack_tells_what_it_made_and_replaces_only_what_it_is_told_to(
    run: Run, refused: Refused, bundle: Path, tmp_path: Path
) -> None:
    out = tmp_path / "talk.zip"
    told = run("pack", bundle, "--out", out)
    assert (told.exit_code, told.stdout) == (0, f"17 files; see {out}\n")
    assert "Packing talk" in told.stderr
    assert refused(tmp_path, "pack", bundle, "--out", out) == (
        3,
        f"{out}: it exists already; give another name, or --overwrite to replace it",
    )
    told = run("pack", bundle, "--out", out, "--overwrite", "--quiet")
    assert (told.exit_code, told.output) == (0, "")
    assert run("pack", bundle, "--out", tmp_path / "site").exit_code == 0
    assert (tmp_path / "site/index.html").read_bytes() == (bundle / "index.html").read_bytes()


def test_the_fragment_is_printed_as_it_is_to_be_pasted(run: Run, bundle: Path) -> None:
    told = run("fragment", bundle, "--heading-level", 4, "--no-times")
    page = BeautifulSoup(told.stdout, "html.parser")
    assert [each.get_text() for each in page.select("h4")] == ["Ton Heerts", "Stef Böger"]
    assert run("fragment", bundle, "--heading-level", 6).exit_code == 2


def test_the_code_to_embed_and_the_platforms_are_told_in_either_language(run: Run, bundle: Path) -> None:
    told = run("embed", bundle, "--url", "https://example.nl/talk", "--ui", "nl").stdout
    assert told.startswith("De speler met de uitgeschreven tekst, in een frame")
    assert 'src="https://example.nl/talk/index.html"' in told
    told = run("platforms", bundle, "--ui", "en").stdout
    assert told.startswith("YouTube\n  media.mp4: upload this file\n  captions.nl.srt: add as captions")
    assert "\nVimeo\n  media.mp4: " in told


@pytest.mark.parametrize("command", ["fragment", "embed", "platforms"])
def test_what_is_no_bundle_is_told(refused: Refused, tmp_path: Path, command: str) -> None:
    told = f"{tmp_path}: it is no bundle; give the folder that woordbeeld make wrote"
    assert refused(tmp_path, command, tmp_path) == (3, told)
