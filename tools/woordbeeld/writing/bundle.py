"""The bundle written: all of it or nothing, over nothing but what earlier runs wrote, by one at a time."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from woordbeeld.errors import BadInputError
from woordbeeld.publications.about import About
from woordbeeld.publications.bundle import Publication
from woordbeeld.publications.cutting import is_further_page
from woordbeeld.publications.extended import goes_with_extended
from woordbeeld.words import say
from woordbeeld.writing import manifest
from woordbeeld.writing.disk import check_folder, refusals_told, sync_file, write_durably
from woordbeeld.writing.locks import LONG_WORK_PATIENCE_S, locked
from woordbeeld.writing.manifest import (
    FileMark,
    Manifest,
    is_as_marked,
    mark_of,
    mark_of_file,
    render_manifest,
)
from woordbeeld.writing.swap import (
    appear,
    finish_what_is_left,
    has_leftovers,
    hash_of,
    stage_beside,
    stage_in,
    swap,
)
from woordbeeld.writing.target import (
    Target,
    known_files,
    refuse_inputs,
    refuse_unknown,
    refuse_what_is_not_ours,
)


@contextmanager
def reserved_bundle(target: Target, names: Collection[str], media: Collection[str]) -> Iterator[None]:
    """As `check_bundle`, and let nobody else of this program write there meanwhile."""
    check_folder(target.folder)
    with locked(target.folder, target.busy, LONG_WORK_PATIENCE_S):
        check_bundle(target, names, media)
        yield


def check_bundle(target: Target, names: Collection[str], media: Collection[str]) -> None:
    """Refuse, before the long work, a folder in which no bundle can be made, or none is to be.

    `names` are those that the publications will have, with `*` for a language that is not known yet; `media`
    those that media may have.

    Raises:
        WrongUseError: what is to be overwritten is no file of a bundle.
        BadInputError: it is a file; an input would be written over; or so would be what no run wrote.
        EnvironmentProblemError: it cannot be written, or somebody else is busy with it.
    """
    check_folder(target.folder)
    refuse_unknown(target, (*names, *media, manifest.NAME))
    names = [name for name in names if "*" not in name]
    finish_bundle(target.folder)
    known = known_files(target.folder)
    refuse_inputs(target, (*names, *media, *known.media))
    # Of a version without a manifest nothing is known of the media: they are compared with the new ones.
    told_of_media = media if known.media or not known.publications else ()
    further = [name for name in known.publications if is_further_page(name)]
    refuse_what_is_not_ours(target, (*names, *further, *told_of_media, manifest.NAME), media=media)


def finish_bundle(folder: Path) -> None:
    """Bring to its end what a run that was killed left half done in a folder.

    Raises:
        EnvironmentProblemError: it cannot be written, or somebody else is busy with it.
    """
    folder = folder.resolve()
    if has_leftovers(folder):
        with locked(folder), refusals_told(folder):
            finish_what_is_left(folder)


def write_bundle(
    target: Target,
    files: tuple[Publication, ...],
    media: Mapping[str, Path],
    about: About | None = None,
) -> None:
    """Write the files, copies of `media` under their names, and the manifest: all of them or none.

    The manifest keeps what the bundle is `about`.

    Media of the bundle before that it no longer has are taken away, what goes with a film that it no longer
    has, and pages on which a text no longer goes on; other files are left alone. A bundle that is there
    already goes over to the new files as `swap` tells.

    Raises:
        BadInputError: an input would be written over, or what no run wrote.
        EnvironmentProblemError: it cannot be written, or somebody else is busy with it.
    """
    target = replace(target, folder=target.folder.resolve())
    folder = target.folder
    with locked(folder, target.busy), refusals_told(folder):
        finish_what_is_left(folder)
        if folder.exists():
            _renew(target, files, media, about)
        else:
            _begin(folder, files, media, about)


def _begin(
    folder: Path, files: tuple[Publication, ...], media: Mapping[str, Path], about: About | None
) -> None:
    """A bundle in a new folder, which appears when it is whole."""
    with _folders_around(folder), stage_beside(folder) as stage:
        made = Manifest(_put(stage, files), _copy(stage, media), about)
        _put(stage, (Publication(manifest.NAME, render_manifest(made)),))
        appear(stage, folder)


def _renew(
    target: Target, files: tuple[Publication, ...], media: Mapping[str, Path], about: About | None
) -> None:
    """A bundle in a folder that is there."""
    folder = target.folder
    copied = {name: file for name, file in media.items() if not _is_copy(folder / name, file)}
    names = (*(file.name for file in files), *copied, manifest.NAME)
    # Hashed before it is looked whose they are: what is changed after that is seen when it is replaced.
    before = {name: hash_of(folder / name) for name in names}
    known = known_files(folder)
    refuse_inputs(target, (*names, *media, *known.media))
    refuse_what_is_not_ours(target, names)
    with stage_in(folder) as stage:
        publications = _put(stage, files)
        staying = {name: _mark(folder / name) for name in media.keys() - copied.keys()}
        # In the order of `media`, whichever are copied: the same bundle, the same bytes.
        marks = {**_copy(stage, copied), **staying}
        left = {name: mark for name, mark in known.publications.items() if name not in publications}
        passing = {
            name: mark for name, mark in left.items() if goes_with_extended(name) or is_further_page(name)
        }
        other = {
            name: mark
            for name, mark in left.items()
            if name not in passing and os.path.lexists(folder / name)
        }
        made = Manifest({**publications, **other}, {name: marks[name] for name in media}, about)
        _put(stage, (Publication(manifest.NAME, render_manifest(made)),))
        gone = {
            name: mark.sha256
            for name, mark in {**known.media, **passing}.items()
            if name not in made.files and is_as_marked(folder / name, mark)
        }
        changed = swap(folder, stage, {**gone, **before}, [*staying, *other])
    if changed:
        raise BadInputError(
            say("error.writing.changed_last", names=", ".join(changed)),
            where=str(folder),
            remedy=say("error.run_again"),
        )


def _put(stage: Path, files: tuple[Publication, ...]) -> dict[str, FileMark]:
    for file in files:
        write_durably(stage / "new" / file.name, file.data)
    return {file.name: mark_of(file.data) for file in files}


def _copy(stage: Path, media: Mapping[str, Path]) -> dict[str, FileMark]:
    marks = {}
    for name, original in media.items():
        new = stage / "new" / name
        shutil.copy2(original, new)
        sync_file(new)
        marks[name] = _mark(new)
    return marks


def _mark(file: Path) -> FileMark:
    mark = mark_of_file(file)
    if mark is None:
        raise FileNotFoundError(2, os.strerror(2), str(file))
    return mark


def _is_copy(there: Path, file: Path) -> bool:
    """Whether a file is there already, by its content: neither sizes nor times tell what somebody hears."""
    same_size = there.is_file() and there.stat().st_size == file.stat().st_size
    return same_size and mark_of_file(there) == mark_of_file(file)


@contextmanager
def _folders_around(folder: Path) -> Iterator[None]:
    """The folders around a new one are made, and taken away where that does not come to be."""
    missing = [path for path in folder.parents if not path.exists()]
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for path in missing:
            with suppress(OSError):
                path.rmdir()
        raise
