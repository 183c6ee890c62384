"""What is written is whole, the old or the new, whatever happens; and only what is ours is replaced."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import time
from collections.abc import Callable
from contextlib import nullcontext, suppress
from pathlib import Path

import pytest
from tests.robust import fuzz_kills, fuzz_two_at_once
from tests.robust.generations import (
    DONE,
    INTERRUPTED,
    NAMES,
    die,
    ended,
    generation_of,
    hidden,
    in_process,
    media,
    publications,
    step,
    visible,
    without_exchange,
    write,
)

from woordbeeld import writing
from woordbeeld.atomic import atomic_file
from woordbeeld.errors import BadInputError, EnvironmentProblemError
from woordbeeld.publications.about import About
from woordbeeld.publications.bundle import Publication
from woordbeeld.writing import Target, check_bundle, finish_bundle, replace_file, write_bundle, write_file
from woordbeeld.writing.exchange import exchange
from woordbeeld.writing.manifest import NAME, Manifest, about_of, parse_manifest, read_manifest

MOST_STEPS = 200
OLD, NEW = 1, 2
SHIELDED, IN_PLACE, NEW_FOLDER = "as a whole", "file by file", "into a new folder"
WAYS = (SHIELDED, IN_PLACE, NEW_FOLDER)

Contents = dict[str, bytes]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kills and refusals lose nothing that was written, so nobody need wait for the disk."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A bundle of an earlier run."""
    out = tmp_path / "bundle"
    write(out, OLD, tmp_path)
    return out


def contents(folder: Path) -> Contents:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def at_every_step(trial: Callable[[Path, int], bool], old: Path, way: str, *, least: int) -> None:
    """Try something at one step of writing after another, each time on a bundle of its own."""
    for number in range(1, MOST_STEPS):
        folder = old.with_name(f"{number}") / "bundle"
        folder.parent.mkdir()
        if way != NEW_FOLDER:
            shutil.copytree(old, folder)
        if not trial(folder, number):
            assert number > least, "hardly any step was tried"
            return
    pytest.fail("it never ended")


def going(way: str) -> nullcontext[None]:
    return without_exchange() if way == IN_PLACE else nullcontext()  # type: ignore[return-value]


@pytest.mark.parametrize("way", WAYS)
def test_killed_at_any_step_it_is_the_old_or_the_new(old: Path, way: str) -> None:
    def killed(folder: Path, number: int) -> bool:
        def work() -> None:
            with going(way), step(number, die(signal.SIGKILL)):
                write(folder, NEW, old.parent)

        code = ended(in_process(work))
        assert code in {DONE, -signal.SIGKILL}
        if way == SHIELDED:
            assert generation_of(folder) in {OLD, NEW}
        finish_bundle(folder)
        assert generation_of(folder) in {None if way == NEW_FOLDER else OLD, NEW}
        assert not hidden(folder)
        write(folder, NEW + 1, old.parent)
        assert generation_of(folder) == NEW + 1
        return code != DONE

    at_every_step(killed, old, way, least=10)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("way", WAYS)
def test_stopped_at_any_step_it_is_the_old_or_the_new_and_ctrl_c_leaves_nothing_beside(
    old: Path, way: str, number: signal.Signals
) -> None:
    reached = set()

    def stopped(folder: Path, at: int) -> bool:
        def work() -> None:
            with going(way), step(at, die(number)):
                write(folder, NEW, old.parent)

        code = ended(in_process(work))
        assert code in {DONE, INTERRUPTED, -number}
        generation = generation_of(folder)
        assert generation in {None if way == NEW_FOLDER else OLD, NEW}
        reached.add((generation, code))
        if number == signal.SIGINT:
            assert not hidden(folder)
        return code != DONE

    at_every_step(stopped, old, way, least=10)
    halted = INTERRUPTED if number == signal.SIGINT else -number
    assert (NEW, halted) in reached, "what had begun was not brought to its end before it was stopped"


@pytest.mark.parametrize("from_then_on", [False, True])
@pytest.mark.parametrize("way", WAYS)
def test_where_the_disk_refuses_a_step_the_old_bundle_stays(
    old: Path, way: str, *, from_then_on: bool
) -> None:
    def refused(folder: Path, number: int) -> bool:
        def full() -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        told = ""
        with going(way), step(number, full, from_then_on=from_then_on) as taken:
            try:
                write(folder, NEW, old.parent)
            except EnvironmentProblemError as error:
                told = str(error)
        assert not told or "it cannot be written (No space left on device)" in told
        assert "still there" not in told
        if not from_then_on and taken[number - 1 : number] not in (["rmdir"], ["unlink"]):
            expected = None if way == NEW_FOLDER else OLD
            assert generation_of(folder) == (expected if told else NEW)
            assert not (told and hidden(folder))
        finish_bundle(folder)
        assert generation_of(folder) in {None if way == NEW_FOLDER else OLD, NEW}
        return len(taken) >= number

    at_every_step(refused, old, way, least=10)


def test_random_kills_of_real_processes_leave_nothing_half() -> None:
    assert fuzz_kills.run(15, seed=14).faults == ()


def test_a_bundle_that_changes_stays_the_same_folder_also_for_who_stands_in_it(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inode, mode = old.stat().st_ino, 0o750
    old.chmod(mode)
    monkeypatch.chdir(old)
    write(Path(), NEW, old.parent)
    assert generation_of(Path()) == generation_of(old) == NEW
    assert (old.stat().st_ino, old.stat().st_mode & 0o777) == (inode, mode)


def test_where_folders_can_be_exchanged_nobody_sees_half_a_bundle(old: Path, tmp_path: Path) -> None:
    try:
        (tmp_path / "one").mkdir()
        (tmp_path / "other").mkdir()
        exchange(tmp_path / "one", tmp_path / "other")
    except OSError:
        pytest.skip("this system cannot exchange folders")
    seen = []

    def look() -> None:
        seen.append(generation_of(old))

    for number in range(1, MOST_STEPS):
        with step(number, look) as taken:
            write(old, OLD, tmp_path)
            write(old, NEW, tmp_path)
        if len(taken) < number:
            break
    assert set(seen) == {OLD, NEW}


# -- what is ours -------------------------------------------------------------------------------------


def test_the_manifest_knows_every_file_and_the_same_bundle_has_the_same(tmp_path: Path) -> None:
    write(tmp_path / "one", NEW, tmp_path)
    write(tmp_path / "other", OLD, tmp_path)
    write(tmp_path / "other", NEW, tmp_path)
    write(tmp_path / "other", NEW, tmp_path)
    one, other = (parse_manifest((tmp_path / name / NAME).read_text()) for name in ("one", "other"))
    assert one
    assert other
    assert one.files.keys() == visible(tmp_path / "one") - {NAME}
    assert {**other.publications, **one.publications} == other.publications
    assert other.media == one.media
    write(tmp_path / "third", NEW, tmp_path)
    assert contents(tmp_path / "third") == contents(tmp_path / "one")


def test_the_manifest_keeps_what_the_bundle_is_about_and_reads_what_others_made_of_it(tmp_path: Path) -> None:
    about = About("Werk & <meer>", "nl", ("Één.", "Twee."), "espeak", extended=True)
    write_bundle(Target(tmp_path / "one"), publications(NEW), media(tmp_path, NEW), about)
    write_bundle(Target(tmp_path / "one"), publications(OLD), media(tmp_path, OLD), about)
    assert about_of(tmp_path / "one") == about
    manifest = json.loads((tmp_path / "one" / NAME).read_text())
    for told, expected in (
        ({"title": "a\n\ud800b", "language": "nl", "introduction": []}, About("a ?b", "nl")),
        ({"title": "a"}, None),
        ("a", None),
    ):
        found = parse_manifest(json.dumps({**manifest, "about": told}))
        assert found
        assert found.files.keys() == {*manifest["publications"], *manifest["media"]}
        assert found.about == expected


def test_media_are_copied_beside_the_files_once_and_anew_where_they_are_others(tmp_path: Path) -> None:
    film, out = tmp_path / "film.mp4", tmp_path / "bundle"
    film.write_bytes(b"film" * 1000)
    write_bundle(Target(out), publications(OLD), {"media.mp4": film})
    assert (out / "media.mp4").read_bytes() == film.read_bytes()
    inode = (out / "media.mp4").stat().st_ino
    write_bundle(Target(out), publications(NEW), {"media.mp4": film})
    assert (out / "media.mp4").stat().st_ino == inode
    film.write_bytes(b"another")
    write_bundle(Target(out), publications(NEW), {"media.mp4": film})
    assert (out / "media.mp4").read_bytes() == b"another"


def test_only_what_a_run_wrote_is_replaced_without_being_asked(tmp_path: Path) -> None:
    own = (
        '{"version": 1, "words": []}',
        '{\n "version": 1,\n}',
        "a.srt: 3 cues of captions under nl-web: no errors",
    )
    for content in own:
        (tmp_path / "own").write_text(content)
        writing.refuse_foreign(tmp_path / "own", overwrite=False)
    foreign = tmp_path / "talk.txt"
    writing.refuse_foreign(foreign, overwrite=False)
    foreign.write_text("TON HEERTS: Super dank.")
    with pytest.raises(BadInputError, match="exists already"):
        writing.refuse_foreign(foreign, overwrite=False)
    writing.refuse_foreign(foreign, overwrite=True)


def test_media_of_the_same_size_and_second_are_told_apart(tmp_path: Path) -> None:
    out, film = tmp_path / "bundle", tmp_path / "film.wav"
    for content in (b"one sound", b"two sound"):
        film.write_bytes(content)
        os.utime(film, (1_700_000_000, 1_700_000_000))
        write_bundle(Target(out), publications(NEW), {"media.wav": film})
        assert (out / "media.wav").read_bytes() == content


def test_media_that_rotted_in_the_bundle_are_not_taken_for_good(tmp_path: Path) -> None:
    out, film = tmp_path / "bundle", tmp_path / "film.wav"
    film.write_bytes(b"good sound")
    write_bundle(Target(out), publications(OLD), {"media.wav": film})
    about = (out / "media.wav").stat()
    (out / "media.wav").write_bytes(b"good\0\0\0\0\0\0")
    os.utime(out / "media.wav", ns=(about.st_atime_ns, about.st_mtime_ns))
    with pytest.raises(BadInputError, match=r"media\.wav"):
        write_bundle(Target(out), publications(NEW), {"media.wav": film})
    write_bundle(Target(out, overwrite=frozenset({"media.wav"})), publications(NEW), {"media.wav": film})
    assert (out / "media.wav").read_bytes() == b"good sound"


def test_media_of_the_bundle_before_go_and_other_files_stay(tmp_path: Path) -> None:
    out = tmp_path / "bundle"
    write(out, OLD, tmp_path)
    (out / "media.mov").write_text("mine")
    (out / "mine").mkdir()
    (out / "mine/notes.txt").write_text("mine")
    inode = (out / "mine/notes.txt").stat().st_ino
    write(out, NEW, tmp_path)
    assert visible(out) == {*NAMES, "notes.vtt", "media.m4a", "audio.m4a", NAME, "media.mov", "mine"}
    assert (out / "mine/notes.txt").stat().st_ino == inode


def test_media_that_somebody_changed_do_not_go(tmp_path: Path) -> None:
    out = tmp_path / "bundle"
    write(out, OLD, tmp_path)
    (out / "media.mp4").write_text("mine")
    write(out, NEW, tmp_path)
    assert (out / "media.mp4").read_text() == "mine"
    assert "media.mp4" not in read_manifest(out).files  # type: ignore[union-attr]


@pytest.mark.parametrize("way", [SHIELDED, IN_PLACE])
@pytest.mark.parametrize("name", ["index.html", "report.json", "media.m4a", NAME])
def test_what_no_run_wrote_is_refused_by_name_and_replaced_only_where_it_is_named(
    tmp_path: Path, name: str, way: str
) -> None:
    out = tmp_path / "bundle"
    out.mkdir()
    (out / name).write_text("mine")
    files, its_media = publications(NEW), media(tmp_path, NEW)
    with going(way):
        for overwrite in (frozenset[str](), frozenset({"captions.nl.vtt"})):
            with pytest.raises(BadInputError) as told:
                write_bundle(Target(out, overwrite=overwrite), files, its_media)
            assert str(told.value) == (
                f"{out}: it holds files that are not known to be Woordbeeld's own ({name}); "
                f"choose another folder, or replace them with --overwrite {name}"
            )
            assert contents(out) == {name: b"mine"}
        write_bundle(Target(out, overwrite=frozenset({name})), files, its_media)
    assert generation_of(out) == NEW


@pytest.mark.parametrize("overwrite", ["index.html", "all"])
def test_what_was_changed_since_is_refused_by_name_and_replaced_only_where_it_is_named(
    old: Path, overwrite: str
) -> None:
    (old / "index.html").write_text("corrected by hand")
    with pytest.raises(BadInputError, match=r"files of its bundle were changed since \(index.html\)"):
        write(old, NEW, old.parent)
    assert (old / "index.html").read_text() == "corrected by hand"
    assert (old / "report.json").read_text().split()[1] == str(OLD)
    write_bundle(Target(old, overwrite=frozenset({overwrite})), publications(NEW), media(old.parent, NEW))
    assert generation_of(old) == NEW


def test_pages_on_which_a_text_no_longer_goes_on_are_taken_away(tmp_path: Path) -> None:
    out, further = tmp_path / "bundle", Publication("index.2.html", "<p>more</p>")
    write_bundle(Target(out), (*publications(OLD), further), media(tmp_path, OLD))
    assert (out / "index.2.html").is_file()
    write(out, NEW, tmp_path)
    assert generation_of(out) == NEW
    assert not (out / "index.2.html").exists()
    assert "index.2.html" not in (read_manifest(out) or Manifest()).files


def test_such_a_page_that_was_changed_since_is_refused_before_the_work(tmp_path: Path) -> None:
    out, further = tmp_path / "bundle", Publication("index.2.html", "<p>more</p>")
    write_bundle(Target(out), (*publications(OLD), further), media(tmp_path, OLD))
    (out / "index.2.html").write_text("corrected by hand")
    names = ("index.html", "index.*.html")
    with pytest.raises(BadInputError, match=r"were changed since \(index.2.html\)"):
        check_bundle(Target(out), names, ())
    check_bundle(Target(out, overwrite=frozenset({"index.2.html"})), names, ())


def test_what_is_changed_while_it_is_written_stays(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def change() -> None:
        (old / "index.html").write_text("corrected by hand")

    outcomes = set()
    for number in range(1, MOST_STEPS):
        write_bundle(Target(old, overwrite=frozenset({"all"})), publications(OLD), media(old.parent, OLD))
        with step(number, change) as taken, suppress(BadInputError):
            write(old, NEW, old.parent)
        if len(taken) < number:
            break
        kept = (old / "index.html").read_text() == "corrected by hand"
        outcomes.add(kept)
        if not kept:  # then it was in the stand-in, or in a new file's place
            assert generation_of(old) == NEW
    assert True in outcomes


def test_no_file_in_the_folder_is_written_over_where_it_is_an_input(tmp_path: Path) -> None:
    out, film, link = tmp_path / "d", tmp_path / "d/media.m4a", tmp_path / "link"
    out.mkdir()
    film.write_text("the original")
    link.symlink_to(film)
    (tmp_path / "hard").hardlink_to(film)
    everything = frozenset({"all"})
    for given in (film, link, tmp_path / "hard", tmp_path / "d/../d/media.m4a"):
        with pytest.raises(BadInputError, match=r"the bundle would overwrite it; choose another folder"):
            write_bundle(Target(out, (given,), everything), publications(NEW), media(tmp_path, NEW))
    other = tmp_path / "talk.txt"
    (out / "index.html").symlink_to(other)
    other.write_text("TON: Ja.")
    with pytest.raises(BadInputError, match=r"talk\.txt: the bundle would overwrite it"):
        write_bundle(Target(out, (other,), everything), publications(NEW), {})
    shouting = out / "INDEX.HTML"
    shouting.write_text("TON: Ja.")
    with pytest.raises(BadInputError, match=r"INDEX\.HTML: the bundle would overwrite it"):
        write_bundle(Target(out, (shouting,), everything), publications(NEW), {})
    assert film.read_text() == "the original"


def test_media_that_a_bundle_no_longer_has_are_not_taken_away_where_they_are_an_input(tmp_path: Path) -> None:
    out, before, now = tmp_path / "d", 2, 4
    write_bundle(Target(out), publications(before), media(tmp_path, before))
    given = out / "media.m4a"
    assert given.name not in media(tmp_path, now)
    with pytest.raises(BadInputError, match=r"media\.m4a: the bundle would overwrite it"):
        write_bundle(Target(out, (given,)), publications(now), media(tmp_path, now))
    assert given.exists()


def test_a_folder_in_the_place_of_a_file_is_refused_before_any_file_is_replaced(old: Path) -> None:
    (old / "report.json").unlink()
    (old / "report.json").mkdir()
    before = contents(old)
    with pytest.raises(BadInputError, match="is a folder, not a file"):
        write(old, NEW, old.parent)
    assert contents(old) == before


def test_a_manifest_of_somebody_else_lets_nothing_go_outside_the_folder(old: Path) -> None:
    mine = old.parent / "mine"
    mine.write_text("mine")
    manifest = json.loads((old / NAME).read_text())
    manifest["media"]["../mine"] = {"size": 4, "sha256": writing.manifest.mark_of(b"mine").sha256}
    (old / NAME).write_text(json.dumps(manifest))
    write(old, NEW, old.parent)
    assert mine.read_text() == "mine"


EARLIER = ("captions.nl.vtt", "transcript.txt", "alignment.json", "report.json", "index.html")


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """A bundle of a version that wrote no manifest."""
    out = tmp_path / "bundle"
    out.mkdir()
    told = {"version": 1, "language": "nl", "media": {}, "words": []}
    for number, name in enumerate(EARLIER):
        (out / name).write_text(json.dumps(told) if name.endswith(".json") else "earlier")
        os.utime(out / name, (1_500_000_000 + number / 10,) * 2)
    return out


def test_a_bundle_of_an_earlier_version_is_taken_over(earlier: Path) -> None:
    files = tuple(Publication(name, "new") for name in EARLIER)
    write_bundle(Target(earlier), files, {})
    assert {(earlier / name).read_text() for name in EARLIER} == {"new"}


@pytest.mark.parametrize("name", EARLIER)
def test_but_not_where_somebody_changed_a_file_of_it(earlier: Path, name: str) -> None:
    (earlier / name).write_text((earlier / name).read_text() + " ")
    before = contents(earlier)
    with pytest.raises(BadInputError, match="--overwrite all"):
        write_bundle(Target(earlier), tuple(Publication(each, "new") for each in EARLIER), {})
    assert contents(earlier) == before


def test_a_file_of_the_bundle_that_this_program_mends_stays_known_and_one_changed_by_hand_does_not(
    old: Path,
) -> None:
    captions = old / "captions.nl.vtt"
    replace_file(captions, captions.read_bytes(), "fixed", "utf-8")
    write(old, NEW, old.parent)
    captions.write_text("by hand")
    replace_file(captions, b"by hand", "by hand, fixed", "utf-8")
    with pytest.raises(BadInputError, match=r"captions\.nl\.vtt"):
        write(old, NEW, old.parent)


# -- two at once --------------------------------------------------------------------------------------


def test_who_is_busy_since_when_is_told_whatever_the_link(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready, made_ready = os.pipe()

    def work() -> None:
        with writing.locked(old, writing.Busy.MAKE):
            os.write(made_ready, b".")
            time.sleep(600)

    pid = in_process(work)
    os.read(ready, 1)
    link = tmp_path / "link"
    link.symlink_to(old)
    try:
        told = (
            r"link: another make is busy with it since \d\d:\d\d; wait until that is done, or choose another"
        )
        with pytest.raises(EnvironmentProblemError, match=told), writing.locked(link, patience_s=0.1):
            pass
    finally:
        os.kill(pid, signal.SIGKILL)
        ended(pid)
    with writing.locked(link, patience_s=0), writing.locked(old, patience_s=0):
        pass  # whoever holds it may ask again, and a dead process holds nothing
    assert contents(tmp_path / "bundle").keys() == visible(old)


def test_of_two_at_once_nobody_loses_a_change_and_nobody_is_told_ok_for_nothing() -> None:
    assert fuzz_two_at_once.run(12, seed=14).faults == ()


def test_a_file_that_changed_since_it_was_read_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text("by somebody else")
    with pytest.raises(BadInputError, match="it was changed meanwhile"):
        replace_file(path, b"as it was read", "corrected", "utf-8")
    assert path.read_text() == "by somebody else"


def test_what_a_killed_run_left_of_a_file_is_taken_away_and_that_of_no_other_file(tmp_path: Path) -> None:
    names = ["talk.txt", f"{'x' * 60}1.txt", f"{'x' * 60}2.txt"]
    for name in names:
        with pytest.raises(KeyboardInterrupt), step(1, die(signal.SIGINT)):
            write_file(tmp_path / name, "half")
    assert list(tmp_path.iterdir()) == []
    for name in names:
        atomic_file(tmp_path / name).__enter__().write_text("half")
    write_file(tmp_path / names[1], "whole")
    assert len(list(tmp_path.iterdir())) == 3
    write_file(tmp_path / names[0], "whole")
    write_file(tmp_path / names[2], "whole")
    assert {path.name for path in tmp_path.iterdir()} == {*names}
