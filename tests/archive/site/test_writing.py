"""The whole site: the same bytes each time, nothing lost, nothing of others replaced, nothing left behind."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.archive.site.large import write_large
from tests.archive.site.made_up import ADDRESS, TEXTS, TITLE, write_video

from woordbeeld.archive.entry import FILE, read_entry
from woordbeeld.archive.site import SiteWritten, language_of_site, title_of_site, write_site
from woordbeeld.archive.site.staging import MANIFEST
from woordbeeld.cli import main
from woordbeeld.errors import BadInputError, WrongUseError
from woordbeeld.writing.manifest import mark_of

MOST_BYTES = 300_000


def write(site: Path) -> SiteWritten:
    return write_site(site, TITLE, "nl", ADDRESS)


def files(site: Path) -> dict[str, bytes]:
    """The files of the site, without the videos."""
    found = (path for path in sorted(site.rglob("*")) if path.is_file())
    named = {path.relative_to(site).as_posix(): path for path in found}
    others = ("videos/", ".archive/")
    return {name: path.read_bytes() for name, path in named.items() if not name.startswith(others)}


def test_the_same_videos_give_the_same_bytes_and_leave_them_where_they_are(archive: Path) -> None:
    first = write(archive)
    before, times = files(archive), {path: path.stat().st_mtime_ns for path in archive.rglob("*.html")}
    assert write(archive) == first
    assert files(archive) == before
    assert {path: path.stat().st_mtime_ns for path in archive.rglob("*.html")} == times
    assert first.videos == 3
    assert first.files == len(before)
    assert first.left_out == ()


def test_nothing_tells_where_sources_stood_that_an_earlier_version_published(archive: Path) -> None:
    assert "/home/jan" in (archive / "videos/debat" / FILE).read_text("utf-8")
    write(archive)
    assert read_entry(archive / "videos/debat" / FILE).source == "=debat.mp4"
    assert read_entry(archive / "videos/opening" / FILE).source == "opening.mp4"
    found = (path for path in archive.rglob("*") if path.is_file() and ".archive" not in path.parts)
    assert [path for path in found if b"/home/jan" in path.read_bytes()] == []


def write_pages_alone(site: Path, *options: str) -> Path:
    told = CliRunner().invoke(main, ["archive", "--out", str(site), "--only", "site", *options])
    assert told.exit_code == 0, told.stderr
    return site


def test_a_site_keeps_its_title_until_it_is_given_another_one(archive: Path) -> None:
    assert title_of_site(archive) is None
    assert title_of_site(write_pages_alone(archive)) == "Archief"
    assert title_of_site(write_pages_alone(archive, "--title", TITLE)) == TITLE
    assert title_of_site(write_pages_alone(archive)) == TITLE
    assert title_of_site(write_pages_alone(archive, "--title", "Anders & meer")) == "Anders & meer"


def test_a_site_keeps_its_language_until_it_is_given_another_one(archive: Path) -> None:
    assert language_of_site(archive) is None
    assert language_of_site(write_pages_alone(archive)) == "nl"
    assert language_of_site(write_pages_alone(archive, "--lang", "en")) == "en"
    assert language_of_site(write_pages_alone(archive)) == "en"
    assert "Search" in (archive / "index.html").read_text("utf-8")
    assert language_of_site(write_pages_alone(archive, "--lang", "nl")) == "nl"


def test_a_page_of_somebody_else_gives_no_title(archive: Path) -> None:
    (archive / "index.html").write_text("<title>Van mij</title>", "utf-8")
    assert title_of_site(archive) is None


def test_an_archive_in_another_folder_gives_the_same_bytes(archive: Path, tmp_path: Path) -> None:
    shutil.copytree(archive, tmp_path / "elders")
    write(archive)
    write(tmp_path / "elders")
    assert files(archive) == files(tmp_path / "elders")


def test_what_is_of_a_video_that_is_gone_goes(archive: Path) -> None:
    write(archive)
    assert (archive / "speakers/b/josephine-van-den-berg.html").is_file()
    shutil.rmtree(archive / "videos/debat")
    assert write(archive).videos == 2
    assert not (archive / "speakers/b/josephine-van-den-berg.html").exists()
    assert not (archive / "years/2019.html").exists()
    told = [name for name, data in files(archive).items() if b"Debat" in data or b"debat" in data]
    assert told == []


def test_without_any_speaker_their_pages_are_gone_too(archive: Path) -> None:
    write(archive)
    for name in ("debat", "opening", "talk"):
        shutil.rmtree(archive / "videos" / name)
    assert write(archive).videos == 0
    assert [path.name for path in (archive / "speakers").iterdir()] == ["index.html"]
    assert "Er staan nog geen video's" in (archive / "index.html").read_text("utf-8").replace("&#39;", "'")


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ("alignment.json", "was changed"),
        ("media.mp4", "not whole"),
        ("bundle.json", "no bundle"),
        (FILE, "entry.json"),
    ],
)
def test_a_video_that_is_not_whole_is_left_out_and_told(archive: Path, broken: str, told: str) -> None:
    file = archive / "videos/debat" / broken
    if broken == "alignment.json":
        file.write_text(file.read_text("utf-8").replace("Scholen", "Schulen"), "utf-8")
    else:
        file.unlink()
    written = write(archive)
    assert written.videos == 2
    assert [each.name for each in written.left_out] == ["debat"]
    assert "debat" in str(written.left_out[0].why)
    assert told.split(".", maxsplit=1)[0] in str(written.left_out[0].why)
    assert "videos/debat" not in (archive / "years/index.html").read_text("utf-8")


def test_a_bundle_of_another_version_is_left_out_and_told(archive: Path) -> None:
    folder = archive / "videos/debat"
    report = json.loads((folder / "report.json").read_text("utf-8"))
    del report["criteria"]
    rewrite(folder, "report.json", json.dumps(report))
    written = write(archive)
    assert "another version" in str(written.left_out[0].why)


def rewrite(folder: Path, name: str, text: str) -> None:
    """A file of a bundle as if it had been made so."""
    manifest = json.loads((folder / "bundle.json").read_text("utf-8"))
    (folder / name).write_text(text, "utf-8")
    mark = mark_of(text.encode())
    manifest["publications"][name] = {"size": mark.size, "sha256": mark.sha256}
    (folder / "bundle.json").write_text(json.dumps(manifest), "utf-8")


def test_what_a_run_that_goes_on_has_in_hand_is_no_video(archive: Path) -> None:
    shutil.copytree(archive / "videos/debat", archive / "videos/.debat.0123456789abcdef.new")
    written = write(archive)
    assert (written.videos, written.left_out) == (3, ())


def test_a_page_of_somebody_else_is_never_replaced(archive: Path) -> None:
    (archive / "index.html").write_text("mine", "utf-8")
    with pytest.raises(BadInputError, match=r"index\.html"):
        write(archive)
    assert (archive / "index.html").read_text("utf-8") == "mine"
    assert sorted(path.name for path in archive.iterdir()) == ["index.html", "videos"]


def test_a_list_of_names_that_somebody_made_up_takes_no_video_away(archive: Path) -> None:
    (archive / "failed.csv").write_text("video", "utf-8")
    names = ["videos", "failed.csv", "..", "videos/debat/bundle.json", "search/../videos/debat/bundle.json"]
    (archive / MANIFEST).parent.mkdir()
    (archive / MANIFEST).write_text(json.dumps({"version": 1, "names": names}), "utf-8")
    assert write(archive).videos == 3
    assert (archive / "failed.csv").is_file()


def test_a_file_of_somebody_else_among_the_pages_stays_and_is_never_replaced(archive: Path) -> None:
    write(archive)
    mine = archive / "accessibility/verklaring.html"
    mine.write_text("mine", "utf-8")
    shutil.rmtree(archive / "videos/debat")
    write(archive)
    assert mine.read_text("utf-8") == "mine"
    page = archive / "speakers/b/josephine-van-den-berg.html"
    page.write_text("mine", "utf-8")
    before = files(archive)
    write_video(archive, *TEXTS["debat"])
    with pytest.raises(BadInputError, match="josephine"):
        write(archive)
    assert files(archive) == before


def test_what_a_killed_run_left_is_cleared(archive: Path) -> None:
    left = [archive / f".archive/.site.json.{digit * 16}.partial" for digit in "01"]
    (left[0] / "search").mkdir(parents=True)
    left[1].write_text("{", "utf-8")
    write(archive)
    assert [path.name for path in (archive / ".archive").iterdir()] == ["site.json"]


def test_without_an_address_nothing_is_written_that_needs_one(archive: Path) -> None:
    written = write_site(archive, TITLE, "nl")
    assert not written.has_address
    assert not {"sitemap.xml", "feed.xml", "sitemaps"} & {path.name for path in archive.iterdir()}
    assert not any(b"ld+json" in data or b"canonical" in data for data in files(archive).values())


def test_an_address_that_is_none_of_the_web_is_refused_before_the_work(archive: Path) -> None:
    with pytest.raises(WrongUseError, match=r"ftp://example\.nl"):
        write_site(archive, TITLE, "nl", "ftp://example.nl")
    assert not (archive / "index.html").exists()


def test_markup_in_a_title_or_a_text_is_shown_and_never_run(site: Path) -> None:
    pages = {name: data for name, data in files(site).items() if name.endswith(".html")}
    assert any(b"&lt;script&gt;alert(1)" in data for data in pages.values())
    assert not any(b"<script>alert" in data or b"<Inspectie>" in data for data in pages.values())


def test_no_file_of_many_long_videos_is_above_300_kb(tmp_path: Path) -> None:
    write_large(tmp_path / "groot", 6)
    written = write(tmp_path / "groot")
    assert written.videos == 6
    assert written.largest < MOST_BYTES
    sizes = {name: len(data) for name, data in files(tmp_path / "groot").items()}
    assert max(sizes.values()) == written.largest
