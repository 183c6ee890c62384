"""A folder that goes over from its old files to the new, and is found whole whenever the run is killed.

All new files are first written to a stage, a hidden folder inside the folder, with a journal that tells
what each replaces. One rename makes the stage ready; from then on whoever comes next brings it to its end.

    .woordbeeld.TOKEN.partial/    a stage being written; left by a killed run it is thrown away
    .woordbeeld.TOKEN.ready/      a stage that is ready; left by a killed run it is finished
        journal.json              the name of each file to replace, with the hash of what stands there
        new/NAME, old/NAME        what is to come, and what was there

Where the system can exchange two folders, nobody sees what lies between the first rename and the last: a
stand-in, with links to the same new files, takes the folder's place meanwhile. It stands beside the folder:

    .FOLDER.TOKEN.aside/          the stand-in, or the folder itself while the stand-in is in its place
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from woordbeeld.atomic import ENDING, leftovers, temporary_beside
from woordbeeld.writing import manifest
from woordbeeld.writing.disk import sync_folder, write_durably
from woordbeeld.writing.exchange import exchange
from woordbeeld.writing.manifest import mark_of_file, read_manifest
from woordbeeld.writing.signals import signals_deferred

READY: Final = ".ready"
ASIDE: Final = ".aside"
JOURNAL: Final = "journal.json"
NOT_A_FILE: Final = "not a file"
_STAGE: Final = "woordbeeld"

Journal = Mapping[str, str | None]


@contextmanager
def stage_in(folder: Path) -> Iterator[Path]:
    """A stage for new files, in its folder `new`; gone when it was not made ready."""
    with _stage(temporary_beside(folder / _STAGE)) as stage:
        yield stage


@contextmanager
def stage_beside(folder: Path) -> Iterator[Path]:
    """A stage for a folder that is not there yet."""
    with _stage(temporary_beside(folder)) as stage:
        yield stage


@contextmanager
def _stage(stage: Path) -> Iterator[Path]:
    try:
        (stage / "new").mkdir(parents=True)
        (stage / "old").mkdir()
        yield stage
    finally:
        with signals_deferred():
            _remove(stage)


def appear(stage: Path, folder: Path) -> None:
    """Let what is staged be a new folder, in one step."""
    sync_folder(stage / "new")
    with signals_deferred():
        (stage / "new").rename(folder)
        sync_folder(folder.parent)


def swap(folder: Path, stage: Path, journal: Journal, kept: Collection[str]) -> list[str]:
    """Replace the files of a folder that the journal names by those of its stage, all or none.

    Those of which the stage has none are taken away. Gives back the names of files that no longer have the
    hash that the journal tells; those stay as they are. `kept` are the other files that the folder is to
    have. Signals are heeded when it is done.

    Raises:
        OSError: the disk refused it; the folder is as it was.
    """
    staged = {path.name for path in (stage / "new").iterdir()}
    write_durably(stage / JOURNAL, json.dumps(journal).encode())
    sync_folder(stage / "new")
    sync_folder(stage)
    with signals_deferred():
        ready = stage.rename(stage.with_suffix(READY))
        sync_folder(folder)
        with _out_of_sight(folder, ready, [*staged, *kept], {*journal, *kept}) as where:
            return _finish(where, where / ready.name)


def hash_of(path: Path) -> str | None:
    """The hash of what stands there; None where nothing does."""
    if not os.path.lexists(path):
        return None
    mark = mark_of_file(path)
    return mark.sha256 if mark else NOT_A_FILE


def _finish(folder: Path, ready: Path) -> list[str]:
    """Bring a ready stage to its end, or where the disk refuses that, back to where it began."""
    journal = _journal(ready)
    try:
        changed = _go_over(folder, ready, journal)
        sync_folder(folder)
    except OSError:
        _go_back(folder, ready, journal)
        sync_folder(folder)
        _discard(ready)
        raise
    _discard(ready)
    return changed


def _journal(ready: Path) -> Journal:
    """The journal of a stage; empty where it cannot be read, so that nothing is replaced by guess."""
    try:
        journal: Journal = json.loads((ready / JOURNAL).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return journal


def _discard(ready: Path) -> None:
    """Take a stage away; no longer ready, or a run killed amid this would leave half of it to be finished."""
    with suppress(OSError):  # then the next run takes it away
        _remove(ready.rename(ready.with_suffix(ENDING)))


def _remove(path: Path) -> None:
    """Take away what this program made; what the disk keeps is taken away by the next run."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


def _go_over(folder: Path, ready: Path, journal: Journal) -> list[str]:
    """Replace file after file; what was done already is not done again."""
    changed = []
    for name, before in journal.items():
        target, new, old = folder / name, ready / "new" / name, ready / "old" / name
        is_removed = before is not None and not os.path.lexists(new) and not os.path.lexists(old)
        if os.path.lexists(target) and (os.path.lexists(new) or is_removed):
            if os.path.lexists(old) or hash_of(target) != before:
                changed.append(name)
                continue
            target.rename(old)
        if os.path.lexists(new):
            new.rename(target)
    return changed


def _go_back(folder: Path, ready: Path, journal: Journal) -> None:
    for name, before in reversed(list(journal.items())):
        target, new, old = folder / name, ready / "new" / name, ready / "old" / name
        came = not os.path.lexists(new) and os.path.lexists(target)
        if came and (before is None or os.path.lexists(old)):
            target.rename(new)
        if os.path.lexists(old) and not os.path.lexists(target):
            old.rename(target)


@contextmanager
def _out_of_sight(
    folder: Path, ready: Path, whole: Collection[str], known: Collection[str]
) -> Iterator[Path]:
    """Where the folder is to be worked in: aside, with a stand-in of the `whole` files in its place, where
    that can be, else where it stands.

    Only a folder of `known` files goes aside: others would be missed while it is away.
    """
    aside = temporary_beside(folder, ASIDE)
    there = {path.name for path in folder.iterdir()} - {ready.name}
    if not there <= set(known) or not _change_places(aside, folder, ready, whole):
        yield folder
        return
    try:
        yield aside
    finally:
        with suppress(OSError):  # then the stand-in stays, which is as good
            exchange(aside, folder)
        _dissolve(aside, folder)


def _change_places(aside: Path, folder: Path, ready: Path, whole: Collection[str]) -> bool:
    """Put a stand-in where the folder stood; tells whether that could be."""
    try:
        _build_stand_in(aside, folder, ready, whole)
        exchange(aside, folder)
    except OSError:
        _remove(aside)
        return False
    return True


def _build_stand_in(aside: Path, folder: Path, ready: Path, whole: Collection[str]) -> None:
    """A folder of links to the new files, and to those of the old that stay.

    The manifest comes first: by it they are known for ours if this run is killed.
    """
    aside.mkdir()
    shutil.copymode(folder, aside)
    for name in sorted(whole, key=lambda name: name != manifest.NAME):
        new = ready / "new" / name
        os.link(new if new.exists() else folder / name, aside / name)
    sync_folder(aside)


def _dissolve(aside: Path, folder: Path) -> None:
    """Take away what stood aside; what no run wrote in it goes to the folder, or stays where it is."""
    ours = _hashes_known_in(aside)
    stages = (*leftovers(aside / _STAGE), *leftovers(aside / _STAGE, READY))
    with suppress(OSError):
        for path in set(aside.iterdir()) - set(stages):
            there = folder / path.name
            is_the_same = there.exists() and path.samefile(there)
            if is_the_same or (path.name, hash_of(path)) in ours:
                path.unlink()
            elif not os.path.lexists(there):
                path.rename(there)
        for stage in stages:
            _remove(stage)
        aside.rmdir()


def _hashes_known_in(folder: Path) -> set[tuple[str, str | None]]:
    """The files that a run wrote in a folder, or was to replace there, each with its hash."""
    found = read_manifest(folder)
    known: set[tuple[str, str | None]] = set()
    if found:
        known = {(name, mark.sha256) for name, mark in found.files.items()}
        known.add((manifest.NAME, hash_of(folder / manifest.NAME)))
    journals = (_journal(ready) for ready in leftovers(folder / _STAGE, READY))
    return {*known, *(pair for journal in journals for pair in journal.items())}


def has_leftovers(folder: Path) -> bool:
    """Whether a run that was killed left something of a folder, or another is busy with it."""
    return bool(
        leftovers(folder)
        or leftovers(folder, ASIDE)
        or leftovers(folder / _STAGE)
        or leftovers(folder / _STAGE, READY)
    )


def finish_what_is_left(folder: Path) -> None:
    """Bring to its end, or throw away, what killed runs left of a folder that nobody else writes now.

    Raises:
        OSError: the disk refused it; the folder is as it was before that run.
    """
    for path in (*leftovers(folder), *leftovers(folder / _STAGE)):
        _remove(path)
    if folder.is_dir():
        for aside in leftovers(folder, ASIDE):
            _dissolve(aside, folder)
        for ready in leftovers(folder / _STAGE, READY):
            _finish(folder, ready)
