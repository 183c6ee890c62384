"""The cache stays within its size; what is used, or is not ours, is never removed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from woordbeeld.atomic import temporary_beside
from woordbeeld.cache import ContentCache, FileCache, content_key
from woordbeeld.cache_folder import (
    CLOCK_NS,
    CacheKind,
    cleared,
    described,
    files_in,
    limit_bytes,
    prune,
    run_within,
)
from woordbeeld.cli import main
from woordbeeld.errors import WrongUseError

LONG_AGO_S = 1_000_000_000
KILOBYTE = b"x" * 1000
SHA256 = content_key("a video")


def kept(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def aged(path: Path, by_s: int = 0) -> Path:
    os.utime(path, (LONG_AGO_S - by_s, LONG_AGO_S - by_s))
    return path


def a_kilobyte(path: Path) -> None:
    path.write_bytes(KILOBYTE)


@pytest.fixture
def filled(tmp_path: Path) -> dict[str, Path]:
    """A kilobyte each, used long ago, `oldest` first, and last the weights."""
    results, media, models = ContentCache(tmp_path), FileCache(tmp_path / "media"), tmp_path / "models"
    for name in ("oldest", "newest"):
        results.keep(content_key(name), "x" * 933)  # and 67 of checksum and quotes
    models.mkdir()
    (models / "tiny.pt").write_bytes(KILOBYTE)
    made = media.get(f"{SHA256}-1", "m4a", a_kilobyte)
    return {
        "weights": aged(models / "tiny.pt", by_s=9),
        "oldest": aged(results._file(content_key("oldest")), by_s=3),
        "media": aged(made, by_s=2),
        "newest": aged(results._file(content_key("newest")), by_s=1),
    }


@pytest.mark.parametrize(
    ("limit", "stay"),
    [
        (4000, {"weights", "oldest", "media", "newest"}),
        (3999, {"weights", "media", "newest"}),
        (2000, {"weights", "newest"}),
        (1500, {"weights"}),
        (0, set()),
    ],
)
def test_what_was_used_longest_ago_goes_first_and_weights_last(
    filled: dict[str, Path], tmp_path: Path, limit: int, stay: set[str]
) -> None:
    assert {file.size_bytes for file in files_in(tmp_path)} == {1000}
    prune(tmp_path, limit, time.time_ns())
    assert {name for name, path in filled.items() if path.exists()} == stay


def test_what_is_used_counts_as_new(filled: dict[str, Path], tmp_path: Path) -> None:
    assert ContentCache(tmp_path).find(content_key("oldest"))
    FileCache(tmp_path / "media").get(f"{SHA256}-1", "m4a", lambda _: pytest.fail("made again"))
    prune(tmp_path, 3000, time.time_ns() + CLOCK_NS + 1)
    assert {name for name, path in filled.items() if path.exists()} == {"weights", "oldest", "media"}


def test_what_a_run_uses_stays_whatever_the_limit(filled: dict[str, Path], tmp_path: Path) -> None:
    with run_within(tmp_path, 0):
        ContentCache(tmp_path).find(content_key("newest"))
        ContentCache(tmp_path).keep(content_key("new"), 1)
    assert kept(tmp_path) == {
        str(ContentCache(tmp_path)._file(content_key(name)).relative_to(tmp_path))
        for name in ("newest", "new")
    }


def freed(folder: Path) -> str:
    """What clearing a cache tells."""
    (told,) = cleared(folder)
    return str(told)


def test_another_run_and_who_clears_spare_what_a_run_uses_that_goes_on(
    filled: dict[str, Path], tmp_path: Path
) -> None:
    with run_within(tmp_path, 10_000):
        ContentCache(tmp_path).find(content_key("oldest"))
        with run_within(tmp_path, 0):
            pass
        assert filled["oldest"].exists()
        assert not filled["newest"].exists()
        assert freed(tmp_path).endswith("; 1 file stays, for a run that goes on uses it")
    assert freed(tmp_path).startswith("0.0 MB freed in ")
    assert kept(tmp_path) == set()


def test_a_run_that_was_killed_protects_nothing_and_its_mark_is_removed(
    filled: dict[str, Path], tmp_path: Path
) -> None:
    code = (
        "import sys, time; from pathlib import Path; from woordbeeld.cache_folder import run_within\n"
        "with run_within(Path(sys.argv[1]), 0): print('on', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE) as run:
        assert run.stdout
        assert run.stdout.readline() == b"on\n"
        ContentCache(tmp_path).find(content_key("oldest"))
        later_ns = time.time_ns() + 2 * CLOCK_NS
        prune(tmp_path, 0, later_ns)
        assert filled["oldest"].exists()
        run.send_signal(signal.SIGKILL)
    prune(tmp_path, 0, later_ns)
    assert kept(tmp_path) == set()


def test_what_killed_runs_had_not_finished_is_removed_after_a_day(tmp_path: Path) -> None:
    random = "0123456789abcdef"
    names = (
        f"results/{SHA256[:2]}/.{SHA256[:40]}.{random}.partial",
        f"media/.{SHA256[:40]}.{random}.partial",
        *(
            str(temporary_beside(Path(folder) / name))
            for folder, name in (
                (f"results/{SHA256[:2]}", f"{SHA256}.json"),
                ("media", f"{SHA256}-1.mp4"),
                ("media", f"{SHA256}-1.pcm"),
            )
        ),
        f"models/.tiny.pt.{random}.partial",
        f"results/{SHA256[:2]}/.{SHA256}.json.partial",  # as earlier versions called them
        f"media/.{SHA256}-1.mp4.partial",
        "models/.base-d01c3014881c.pt.partial",
    )
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(KILOBYTE)
    prune(tmp_path, 10_000, time.time_ns())
    assert kept(tmp_path) == set(names)
    for name in names:
        day_s = time.time() - 25 * 3600
        os.utime(tmp_path / name, (day_s, day_s))
    prune(tmp_path, 10_000, time.time_ns())
    assert kept(tmp_path) == set()


def test_files_of_others_and_links_are_left_alone(tmp_path: Path) -> None:
    folder, outside = tmp_path / "cache", tmp_path / "outside"
    (outside / "ab").mkdir(parents=True)
    others = (
        "thesis.docx",
        "media/holiday.mp4",
        f"media/{SHA256}.mp4",
        "models/my own.pt",
        "models/base.pt.bak",
        f"results/{SHA256}.json",
        f"results/ab/{SHA256[:-1]}.json",
        f"results/abc/{SHA256}.json",
        "results/ab/.notes.partial",
        "media/.holiday.mp4.0123456789abcdef.partial",
        f"deeper/results/ab/{SHA256}.json",
    )
    for name in others:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        aged(Path(folder / name)).parent if (folder / name).exists() else (folder / name).write_bytes(
            KILOBYTE
        )
    (outside / "ab" / f"{SHA256}.json").write_bytes(KILOBYTE)
    (outside / f"{SHA256}-1.mp4").write_bytes(KILOBYTE)
    (folder / "results/cd").symlink_to(outside / "ab")
    (folder / f"media/{SHA256}-1.mp4").symlink_to(outside / f"{SHA256}-1.mp4")
    (folder / "models/tiny.pt").mkdir()
    before = kept(tmp_path)
    assert files_in(folder) == ()
    assert freed(folder) == f"0.0 MB freed in {folder}"
    prune(folder, 0, time.time_ns() + 10 * CLOCK_NS)
    assert kept(tmp_path) == before


def test_a_folder_of_ours_that_leads_elsewhere_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "film").mkdir()
    (tmp_path / "film" / f"{SHA256}-1.mp4").write_bytes(KILOBYTE)
    (tmp_path / "cache/media").symlink_to(tmp_path / "film")
    cleared(tmp_path / "cache")
    assert kept(tmp_path / "film") == {f"{SHA256}-1.mp4"}


def test_a_cache_that_was_never_made_is_empty_and_stays_so(tmp_path: Path) -> None:
    assert files_in(tmp_path / "none") == ()
    assert freed(tmp_path / "none") == f"0.0 MB freed in {tmp_path / 'none'}"
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(("given", "expected"), [("0.5", 500_000_000), ("0", 0), ("", 20_000_000_000)])
def test_the_size_can_be_set(monkeypatch: pytest.MonkeyPatch, given: str, expected: int) -> None:
    monkeypatch.setenv("WOORDBEELD_CACHE_GB", given)
    assert limit_bytes() == expected


@pytest.mark.parametrize("given", ["much", "-1", "nan", "inf", "20 GB"])
def test_a_size_that_is_none_is_wrong_use_and_told_before_the_work(
    monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv("WOORDBEELD_CACHE_GB", given)
    with pytest.raises(WrongUseError, match=f"WOORDBEELD_CACHE_GB is '{given}', which is no number"):
        limit_bytes()
    result = CliRunner().invoke(main, ["transcribe", "nowhere.mp4", "--out", "nowhere.json"])
    assert result.exit_code == 2


def test_the_command_tells_what_is_there_and_clears_it(
    filled: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WOORDBEELD_CACHE", str(tmp_path))
    told = CliRunner().invoke(main, ["cache"])
    assert told.stdout.splitlines() == list(map(str, described(tmp_path)))
    assert [line.split() for line in told.stdout.splitlines()] == [
        [str(tmp_path)],
        ["results", "2", "files", "0.0", "MB"],
        ["media", "1", "file", "0.0", "MB"],
        ["weights", "1", "file", "0.0", "MB"],
        "0.0 MB of at most 20 GB (set WOORDBEELD_CACHE_GB for another size)".split(),
    ]
    assert all(path.exists() for path in filled.values())
    done = CliRunner().invoke(main, ["cache", "--clear"])
    assert (done.exit_code, done.stdout) == (0, f"0.0 MB freed in {tmp_path}\n")
    assert not list(tmp_path.iterdir())
    assert CliRunner().invoke(main, ["cache", "--clear", "--quiet"]).output == ""


def test_every_kind_is_told(filled: dict[str, Path], tmp_path: Path) -> None:
    assert {file.kind for file in files_in(tmp_path)} == set(CacheKind)
