"""What is written is whole: the old or the new, whatever happens amid it."""

from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from woordbeeld import writing
from woordbeeld.errors import BadInputError, MissingPartError
from woordbeeld.publications.bundle import Publication

Contents = dict[str, bytes]

OLD, NEW = "old\n" * 1000, "new\n" * 1000
NAMES = ("captions.nl.vtt", "transcript.html", "report.json")


def contents(folder: Path) -> Contents:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def files(content: str) -> tuple[Publication, ...]:
    return tuple(Publication(name, content) for name in NAMES)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A bundle of an earlier run."""
    out = tmp_path / "bundle"
    writing.write_bundle(out, files(OLD), {})
    return out


def fails_halfway(error: BaseException) -> Callable[..., int]:
    """A `Path.write_bytes` that writes half of the second file and then fails."""
    calls: list[Path] = []

    def write_bytes(path: Path, content: bytes) -> int:
        calls.append(path)
        half = len(calls) == 2
        with path.open("wb") as file:
            written = file.write(content[: len(content) // 2] if half else content)
        if half:
            raise error
        return written

    return write_bytes


@pytest.mark.parametrize(
    ("error", "becomes"),
    [(OSError(errno.ENOSPC, "No space left on device"), MissingPartError), (KeyboardInterrupt(), None)],
)
def test_where_writing_fails_the_old_bundle_stays_and_nothing_else(
    old: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, becomes: type[Exception] | None
) -> None:
    before = contents(old.parent)
    monkeypatch.setattr(Path, "write_bytes", fails_halfway(error))
    with pytest.raises(becomes or type(error)):
        writing.write_bundle(old, files(NEW), {})
    assert contents(old.parent) == before
    monkeypatch.setattr(Path, "write_bytes", fails_halfway(error))
    with pytest.raises(becomes or type(error)):
        writing.write_bundle(old.parent / "fresh", files(NEW), {})
    assert contents(old.parent) == before
    assert not (old.parent / "fresh").exists()


def test_a_folder_in_the_place_of_a_file_is_refused_before_any_file_is_replaced(old: Path) -> None:
    (old / "report.json").unlink()
    (old / "report.json").mkdir()
    before = contents(old)
    with pytest.raises(BadInputError, match="it is a folder, not a file"):
        writing.write_bundle(old, files(NEW), {})
    assert contents(old) == before


def test_media_are_copied_beside_the_files_once_and_anew_where_they_are_others(tmp_path: Path) -> None:
    film, out = tmp_path / "film.mp4", tmp_path / "bundle"
    film.write_bytes(b"film" * 1000)
    writing.write_bundle(out, files(OLD), {"media.mp4": film})
    assert (out / "media.mp4").read_bytes() == film.read_bytes()
    inode = (out / "media.mp4").stat().st_ino
    writing.write_bundle(out, files(NEW), {"media.mp4": film})
    assert (out / "media.mp4").stat().st_ino == inode
    film.write_bytes(b"another")
    writing.write_bundle(out, files(NEW), {"media.mp4": film})
    assert (out / "media.mp4").read_bytes() == b"another"


# Writes a new bundle, but hangs in the middle of one step, so that it can be killed there.
HANGING = """
import sys, time
from pathlib import Path
from woordbeeld import writing
from woordbeeld.publications.bundle import Publication

out, step, moment, *names = sys.argv[1:]
real, calls = getattr(Path, step), []

def hanging(path, argument):
    calls.append(path)
    if len(calls) == int(moment):
        if step == "write_bytes":
            real(path, argument[: len(argument) // 2])
        print("here", flush=True)
        time.sleep(600)
    return real(path, argument)

setattr(Path, step, hanging)
writing.write_bundle(Path(out), tuple(Publication(name, "new\\n" * 1000) for name in names), {})
"""


def killed_while_writing(out: Path, step: str, moment: int) -> None:
    command = [sys.executable, "-c", HANGING, str(out), step, str(moment), *NAMES]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "here\n"
        process.kill()


@pytest.mark.parametrize(("step", "moment"), [("write_bytes", 1), ("write_bytes", 3), ("replace", 1)])
def test_a_run_that_is_killed_while_it_writes_leaves_the_old_bundle_and_the_next_one_cleans_up(
    old: Path, step: str, moment: int
) -> None:
    killed_while_writing(old, step, moment)
    assert {name: (old / name).read_text("utf-8") for name in NAMES} == dict.fromkeys(NAMES, OLD)
    writing.write_bundle(old, files(NEW), {})
    assert contents(old.parent) == {f"bundle/{name}": NEW.encode() for name in NAMES}
    assert [path.name for path in old.parent.iterdir()] == ["bundle"]


def test_a_run_that_is_killed_between_two_renames_leaves_every_file_whole(old: Path) -> None:
    killed_while_writing(old, "replace", 2)
    assert [(old / name).read_text("utf-8") for name in NAMES] == [NEW, OLD, OLD]
    writing.write_bundle(old, files(NEW), {})
    assert contents(old) == {name: NEW.encode() for name in NAMES}


@pytest.mark.parametrize(("step", "moment"), [("write_bytes", 2), ("replace", 1)])
def test_a_first_run_that_is_killed_while_it_writes_leaves_no_bundle_and_the_next_one_cleans_up(
    tmp_path: Path, step: str, moment: int
) -> None:
    out = tmp_path / "bundle"
    killed_while_writing(out, step, moment)
    assert not out.exists()
    writing.write_bundle(out, files(NEW), {})
    assert [path.name for path in tmp_path.iterdir()] == ["bundle"]
    assert contents(out) == {name: NEW.encode() for name in NAMES}
