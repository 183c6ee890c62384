"""What is made of a bundle that is there: a zip or a folder, a fragment, code to embed, other platforms."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser
from tests.publications.chromium import served, until, until_equal
from tests.publications.markup import element, value
from tests.publications.on_disk import TITLE, write_made
from tests.publications.visit import opened

from woordbeeld import publishing
from woordbeeld.errors import BadInputError, WrongUseError
from woordbeeld.publications.about import About
from woordbeeld.publications.platforms import chapter_lines, render_uploads, uploads
from woordbeeld.timing import Span
from woordbeeld.tracks.model import Cue, Track, TrackKind, Utterance
from woordbeeld.writing import copy, open_bundle, pack
from woordbeeld.writing.manifest import NAME, read_manifest


def untold(_: float) -> None:
    """Nobody looks how far it is."""


@pytest.fixture
def bundle(tmp_path: Path, clip: Path) -> Path:
    """The talk's bundle, with a file of the user's beside it."""
    folder = write_made(tmp_path / "een praatje", clip)
    (folder / "notes.txt").write_text("mine", "utf-8")
    return folder


def own_files(bundle: Path) -> dict[str, bytes]:
    manifest = read_manifest(bundle)
    assert manifest
    return {name: (bundle / name).read_bytes() for name in (*manifest.files, NAME)}


def test_a_zip_has_the_files_of_the_bundle_and_no_other_and_is_the_same_each_time(
    bundle: Path, tmp_path: Path
) -> None:
    one, other = tmp_path / "one.zip", tmp_path / "other.zip"
    shares: list[float] = []
    pack(open_bundle(bundle), one, shares.append)
    for file in bundle.iterdir():
        os.utime(file, (time.time(), 1_000_000_000))
        file.chmod(0o600)
    pack(open_bundle(bundle), other, untold)
    assert one.read_bytes() == other.read_bytes()
    assert shares == sorted(shares)
    assert 0.9 < shares[-1] <= 1
    with ZipFile(one) as packed:
        assert packed.testzip() is None
        found = {name: packed.read(name) for name in packed.namelist()}
        assert found == {f"een praatje/{name}": data for name, data in own_files(bundle).items()}
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    ("name", "within"), [("a\\b: c?", "a_b_ c_"), ("praatje \udcff.", "praatje _"), ("Één dag", "Één dag")]
)
def test_the_folder_in_a_zip_has_a_name_that_any_system_can_unpack(
    bundle: Path, tmp_path: Path, name: str, within: str
) -> None:
    moved = bundle.rename(tmp_path / name)
    pack(open_bundle(moved), tmp_path / "one.zip", untold)
    with ZipFile(tmp_path / "one.zip") as packed:
        assert {file.partition("/")[0] for file in packed.namelist()} == {within}


def test_a_folder_has_the_files_of_the_bundle_and_is_one(bundle: Path, tmp_path: Path) -> None:
    copy(open_bundle(bundle), tmp_path / "new/site", untold)
    found = {file.name: file.read_bytes() for file in (tmp_path / "new/site").iterdir()}
    assert found == own_files(bundle)
    open_bundle(tmp_path / "new/site").refuse_if_not_whole()
    with pytest.raises(BadInputError, match="it exists already"):
        copy(open_bundle(bundle), tmp_path / "new/site", untold)


def gone(bundle: Path) -> None:
    (bundle / "captions.nl.srt").unlink()


def longer(bundle: Path) -> None:
    (bundle / "index.html").write_text("<p>Mine</p>", "utf-8")


def other(bundle: Path) -> None:
    page = bundle / "index.html"
    page.write_bytes(page.read_bytes().replace(b"Ton", b"Tom"))


@pytest.mark.parametrize("write", [pack, copy])
@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (gone, "the bundle is not whole: captions.nl.srt is not there"),
        (longer, "index.html was changed since the bundle was made"),
        (other, "index.html was changed since the bundle was made"),
    ],
)
def test_a_bundle_that_is_not_as_it_was_made_is_not_packed(
    bundle: Path, tmp_path: Path, spoil: Callable[[Path], None], says: str, write: Callable[..., None]
) -> None:
    spoil(bundle)
    before = set(tmp_path.rglob("*"))
    with pytest.raises(BadInputError, match=re.escape(says)):
        write(open_bundle(bundle), tmp_path / "talk.zip", untold)
    assert set(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("write", [pack, copy])
def test_an_interrupt_leaves_nothing(bundle: Path, tmp_path: Path, write: Callable[..., None]) -> None:
    def interrupted(_: float) -> None:
        raise KeyboardInterrupt

    before = set(tmp_path.rglob("*"))
    with pytest.raises(KeyboardInterrupt):
        write(open_bundle(bundle), tmp_path / "talk.zip", interrupted)
    assert set(tmp_path.rglob("*")) == before


def test_a_zip_never_replaces_a_file_of_its_bundle(bundle: Path) -> None:
    with pytest.raises(BadInputError, match="it would be overwritten"):
        pack(open_bundle(bundle), bundle / "media.mp4", untold)


def test_what_is_no_bundle_is_told(tmp_path: Path, bundle: Path) -> None:
    with pytest.raises(BadInputError, match="does not exist; check the name and the folder"):
        open_bundle(tmp_path / "nowhere")
    with pytest.raises(BadInputError, match="it is no bundle; give the folder that woordbeeld make wrote"):
        open_bundle(tmp_path)
    manifest = json.loads((bundle / NAME).read_text("utf-8"))
    del manifest["about"]
    (bundle / NAME).write_text(json.dumps(manifest), "utf-8")
    pack(open_bundle(bundle), tmp_path / "earlier.zip", untold)
    with pytest.raises(BadInputError, match="an earlier version made it, and did not keep its title"):
        publishing.embed(bundle)


@pytest.mark.parametrize("level", [2, 3, 4, 5])
def test_a_fragment_has_headings_of_the_level_that_is_asked_for(bundle: Path, level: int) -> None:
    made = BeautifulSoup(publishing.fragment(bundle, level, times=True), "html.parser")
    headings = made.find_all(re.compile(r"h\d"))
    assert [each.get_text() for each in headings] == ["Ton Heerts 0:01", "Stef Böger 0:13"]
    assert {each.name for each in headings} == {f"h{level}"}


def test_a_fragment_without_times_has_all_else(bundle: Path) -> None:
    timed, untimed = (
        BeautifulSoup(publishing.fragment(bundle, 2, times=times), "html.parser") for times in (True, False)
    )
    assert not untimed.select("time, small")
    for moment in timed.select("small"):
        moment.extract()
    assert " ".join(timed.get_text().split()) == " ".join(untimed.get_text().split())
    assert "<b>allemaal</b>" in untimed.get_text()
    assert "Kijk <mee>." in untimed.get_text()


def test_the_code_to_embed_names_the_bundle_beside_the_page_or_at_its_address(bundle: Path) -> None:
    code = publishing.embed(bundle)
    frame = element(BeautifulSoup(code.frame, "html.parser"), "iframe")
    assert (frame["src"], frame["title"]) == ("een%20praatje/index.html", TITLE)
    video = BeautifulSoup(code.video, "html.parser")
    assert value(video, "video", "src") == "een%20praatje/media.mp4"
    assert [(track["kind"], track["src"]) for track in video.select("track")] == [
        (kind, f"een%20praatje/{kind}.nl.vtt") for kind in ("captions", "descriptions", "chapters")
    ]
    code = publishing.embed(bundle, "https://example.nl/één talk/index.html")
    assert 'src="https://example.nl/%C3%A9%C3%A9n%20talk/index.html"' in code.frame
    assert 'src="https://example.nl/%C3%A9%C3%A9n%20talk/captions.nl.vtt"' in code.video


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "example.nl/talk", "ftp://example.nl/talk", "https://", "https://a/b?c=1"]
)
def test_an_address_that_is_none_of_the_web_is_refused(bundle: Path, url: str) -> None:
    with pytest.raises(WrongUseError, match="is no address of a folder on the web; give where the bundle"):
        publishing.embed(bundle, url)


@pytest.mark.browser
def test_the_frame_is_as_high_as_its_page_tells_and_heeds_no_other(
    browser: Browser, bundle: Path, tmp_path: Path
) -> None:
    tells = (
        "<script>onload = () => parent.postMessage({{type: 'woordbeeld:height', height: {}}}, '*')</script>"
    )
    (bundle / "index.html").write_text(tells.format(1234.5), "utf-8")
    (tmp_path / "other.html").write_text(tells.format(77), "utf-8")
    (tmp_path / "silent.html").write_text("<p>", "utf-8")
    code = publishing.embed(bundle).frame
    second = code.replace("een%20praatje/index.html", "silent.html")
    (tmp_path / "page.html").write_text(f"{second}{code}<iframe src='other.html' height='50'></iframe>")
    with served(tmp_path) as address, opened(browser, f"{address}/page.html") as page:
        until(page, "document.querySelectorAll('iframe')[1].height === '1235'")
        heights = page.evaluate("Array.from(document.querySelectorAll('iframe'), (frame) => frame.height)")
        page.evaluate("postMessage({type: 'woordbeeld:height', height: 99})")
        page.evaluate("new Promise(requestAnimationFrame)")
        until_equal(page, "Array.from(document.querySelectorAll('iframe'), (f) => f.height)", heights)
    assert heights == ["800", "1235", "50"]


def chapters(*starts_s: float, end_s: float, title: str = "Deel") -> Track:
    edges = [*(int(start * 1000) for start in starts_s), int(end_s * 1000)]
    cues = (
        Cue(Span(start, end), (Utterance((f"{title} {number}",)),), (number,))
        for number, (start, end) in enumerate(pairwise(edges), 1)
    )
    return Track(TrackKind.CHAPTERS, "nl", tuple(cues))


@pytest.mark.parametrize(
    ("starts_s", "end_s", "lines"),
    [
        ((0, 10, 20), 30, ["00:00 Deel 1", "00:10 Deel 2", "00:20 Deel 3"]),
        ((0, 9.9, 10, 20), 30, ["00:00 Deel 1", "00:10 Deel 3", "00:20 Deel 4"]),
        ((0, 10, 3601), 3700, ["00:00 Deel 1", "00:10 Deel 2", "1:00:01 Deel 3"]),
        ((0, 10, 20), 29, []),
        ((0, 10, 20, 30), 39, ["00:00 Deel 1", "00:10 Deel 2", "00:20 Deel 3"]),
        ((0, 10), 60, []),
        ((1, 20, 40), 60, []),
    ],
)
def test_chapters_are_those_that_youtube_takes(
    starts_s: Sequence[float], end_s: float, lines: list[str]
) -> None:
    assert list(chapter_lines(chapters(*starts_s, end_s=end_s))) == lines


def test_each_platform_is_told_its_files_a_title_and_a_description(bundle: Path) -> None:
    youtube, vimeo = publishing.platform_uploads(bundle)
    assert [name for name, _ in youtube.files] == ["media.mp4", "captions.nl.srt"]
    assert [name for name, _ in vimeo.files] == ["media.mp4", "captions.nl.vtt"]
    assert youtube.title == 'Praatje & "meer" ‹hier›'
    assert youtube.description == "Ton & Stef praten.\n\nKijk ‹mee›."
    text = render_uploads((youtube, vimeo), "nl")
    assert "captions.nl.srt: voeg toe als ondertiteling" in text
    assert "Er zijn geen hoofdstukken: daarvoor zijn er 3 nodig van elk 10 seconden of langer." in text


def test_the_description_ends_with_the_chapters_where_there_is_room() -> None:
    track = chapters(0, 30, 60, end_s=90)
    listed = "00:00 Deel 1\n00:30 Deel 2\n01:00 Deel 3"
    youtube, vimeo = uploads(About("T", "nl", ("Kort.",)), "media.mp4", track)
    assert (youtube.description, vimeo.description) == (f"Kort.\n\n{listed}", "Kort.")
    youtube, _ = uploads(About("T", "nl"), "media.mp4", track)
    assert youtube.description == listed
    youtube, _ = uploads(About("T", "nl", ("é" * 2490,)), "media.mp4", track)
    assert listed not in youtube.description
    assert "no room left" in render_uploads((youtube,), "en")


def test_what_is_too_long_is_cut_and_that_is_told() -> None:
    long = About("woord " * 40, "nl", ("één " * 2000,))
    for upload in uploads(long, "media.mp4", chapters(0, end_s=9)):
        assert len(upload.description.encode()) <= 5000
        assert upload.description.endswith("één…")
        assert upload.title.endswith("…")
        assert len(upload.title) in (99, 100, 127, 128)
        text = render_uploads((upload,), "en")
        assert "The title is cut to" in text
        assert "The description is cut to 5000 bytes" in text
