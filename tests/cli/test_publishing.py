"""What is done with a bundle that is made: an introduction above it, packed, embedded, on other platforms."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import Result
from tests.publications.on_disk import write_made

Run = Callable[..., Result]
Start = Callable[..., subprocess.Popen[str]]
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


CAPTIONS = "WEBVTT\n\n00:01.000 --> 00:02.000\nDank voor dit rapport.\n"


def test_burn_takes_a_bundle_or_a_video_with_captions(
    run: Run, bundle: Path, clip: Path, tmp_path: Path
) -> None:
    captions = tmp_path / "captions.vtt"
    captions.write_text(CAPTIONS, "utf-8")
    told = run("burn", clip, captions, "--out", tmp_path / "one.mp4", "--shape", "square")
    assert (told.exit_code, told.stdout) == (0, f"1 caption in the picture; see {tmp_path / 'one.mp4'}\n")
    assert "Writing the captions into the picture" in told.stderr
    told = run("burn", bundle, captions, "--out", tmp_path / "other.mp4", "--shape", "square", "--quiet")
    assert (told.exit_code, told.output) == (0, "")
    assert (tmp_path / "one.mp4").read_bytes() == (tmp_path / "other.mp4").read_bytes()


def test_burn_counts_only_the_captions_that_are_in_the_picture(
    run: Run, refused: Refused, clip: Path, tmp_path: Path
) -> None:
    captions, later = tmp_path / "captions.vtt", tmp_path / "later.vtt"
    behind = "\n20:00.000 --> 20:02.000\nTot ziens.\n"
    captions.write_text(CAPTIONS + behind, "utf-8")
    later.write_text("WEBVTT\n" + behind, "utf-8")
    out = tmp_path / "one.mp4"
    told = run("burn", clip, captions, "--out", out, "--shape", "square").stdout.splitlines()
    assert told[0] == f"1 caption in the picture; see {out}"
    assert told[1].startswith("1 caption is not in it: it starts after the end of the film, 0:")
    code, what = refused(tmp_path, "burn", clip, later, "--out", tmp_path / "two.mp4")
    assert code == 3
    assert what.startswith("later.vtt: the first caption starts at 20:00, after the end of the video (0:")


def test_what_cannot_be_burnt_is_told_and_nothing_is_written(
    refused: Refused, bundle: Path, clip: Path, tmp_path: Path
) -> None:
    captions, empty = tmp_path / "captions.vtt", tmp_path / "empty.vtt"
    captions.write_text(CAPTIONS, "utf-8")
    empty.write_text("WEBVTT\n", "utf-8")
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(clip.read_bytes()[:5000])
    out = tmp_path / "open.mp4"
    for code, says, *arguments in (
        (2, "it is not told which captions; give them after the video, or a bundle", clip, "--out", out),
        (3, "nowhere: does not exist; check the name and the folder", tmp_path / "nowhere", "--out", out),
        (3, "nowhere.mp4: does not exist; check", tmp_path / "nowhere.mp4", captions, "--out", out),
        (3, "empty.vtt: holds no captions; give captions", clip, empty, "--out", out),
        (3, "broken.mp4: ffmpeg cannot read it", broken, captions, "--out", out),
        (3, "it would be overwritten", bundle, "--out", bundle / "media.mp4", "--overwrite"),
        (3, "it exists already; give another name, or --overwrite", bundle, "--out", captions),
    ):
        found, told = refused(tmp_path, "burn", *arguments)
        assert (found, says in told) == (code, True), told


def test_ctrl_c_while_captions_are_written_leaves_nothing(start: Start, bundle: Path, tmp_path: Path) -> None:
    before = set(tmp_path.rglob("*"))
    with start("burn", bundle, "--out", tmp_path / "open.mp4") as process:
        assert process.stderr
        for line in process.stderr:
            if line.startswith("Writing the captions"):
                process.send_signal(signal.SIGINT)
        process.wait()
    assert process.returncode == 130
    assert set(tmp_path.rglob("*")) == before
