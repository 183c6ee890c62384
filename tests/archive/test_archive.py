"""An archive from a folder to bundles: what is whole is made once, what is broken stands in a table."""

from __future__ import annotations

import csv
import shutil
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests.archive.conftest import WHOLE, Made
from tests.archive.running import run

from woordbeeld.archive.entry import Entry, read_entry
from woordbeeld.writing import open_bundle

pytestmark = pytest.mark.whisper
PRIVATE = ("failed.csv",)
BROKEN = ("leeg", "stil", "stuk")


@pytest.fixture
def made(undisturbed: Made, tmp_path: Path) -> Made:
    """A copy, to do something with."""
    site = Path(shutil.copytree(undisturbed.site, tmp_path / "site"))
    source = Path(shutil.copytree(undisturbed.source, tmp_path / "videos"))
    return Made(source, site, undisturbed.contents, 0, "", "")


def failures(site: Path) -> dict[str, list[str]]:
    with (site / "failed.csv").open(encoding="utf-8-sig", newline="") as file:
        _, *rows = csv.reader(file)
    return {Path(row[0]).stem: row[1:] for row in rows}


def test_each_whole_video_has_a_whole_bundle_and_an_entry(undisturbed: Made) -> None:
    names = [f"praatje-{number:02}" for number in range(WHOLE)]
    assert [path.name for path in sorted((undisturbed.site / "videos").iterdir())] == names
    for name in names:
        folder = undisturbed.site / "videos" / name
        open_bundle(folder).refuse_if_not_whole()
        assert read_entry(folder / "entry.json") == Entry(
            name, f"Praatje {name[-2:]}", "nl", source=f"{name}.mp4"
        )


def test_nothing_that_is_published_tells_where_anything_stands(undisturbed: Made) -> None:
    """Documents of Word are zips, whose parts are looked at too."""
    folders = [str(folder).encode() for folder in (undisturbed.site, undisturbed.source, Path.home())]
    published = [name for name in undisturbed.contents if name not in PRIVATE]
    assert len(published) > WHOLE
    for name in published:
        data = undisturbed.contents[name]
        if name.endswith(".docx"):
            with ZipFile(BytesIO(data)) as document:
                data += b"".join(map(document.read, document.namelist()))
        assert [folder for folder in folders if folder in data] == [], name


def test_what_is_broken_stands_in_the_table_with_what_to_do(undisturbed: Made) -> None:
    assert undisturbed.code == 1
    assert f"{WHOLE} videos made" in undisturbed.out
    assert "3 videos failed" in undisturbed.out
    told = failures(undisturbed.site)
    assert sorted(told) == sorted(BROKEN)
    assert "leeg.txt: is empty" in told["leeg"][1]
    assert "stil.mp4: " in told["stil"][1]
    assert "stuk.mp4: " in told["stuk"][1]
    assert all(all(row) for row in told.values())


def test_the_log_has_a_line_for_each_video(undisturbed: Made) -> None:
    lines = (undisturbed.site / "log").read_text(encoding="utf-8").splitlines()
    assert sum(" done praatje-" in line for line in lines) == WHOLE
    assert sum(" failed " in line for line in lines) == len(BROKEN)
    assert "praatje-00" in undisturbed.err


def test_what_is_made_is_not_made_again_and_what_failed_is_left_alone(made: Made) -> None:
    for path in made.source.iterdir():  # copied, so that its times are others
        path.touch()
    code, out, err = run(made.source, made.site, "--workers", "1")
    assert code == 1
    assert f"0 videos made, {WHOLE} unchanged" in out
    assert "praatje-03" in err
    code, out, err = run(made.source, made.site)
    assert f"0 videos made, {WHOLE} unchanged" in out
    assert "praatje" not in err
    assert "stuk" not in err
    assert "3 videos failed" in out


def test_what_failed_is_tried_again_when_it_is_asked_or_was_changed(made: Made) -> None:
    shutil.copy(made.source / "praatje-00.txt", made.source / "leeg.txt")
    code, out, _ = run(made.source, made.site, "--workers", "1", "--retry-failed", "--quiet")
    assert (code, out) == (1, "")
    assert sorted(failures(made.site)) == ["stil", "stuk"]
    assert (made.site / "videos/leeg/index.html").is_file()


def test_nothing_is_asked_of_dask_to_write_the_pages_alone(made: Made) -> None:
    code, out, _ = run(made.source, made.site, "--only", "site", "--title", "Proef")
    assert code == 0
    assert f"The site has {WHOLE} videos" in out
    assert "Proef" in (made.site / "index.html").read_text("utf-8")
