"""Where a bundle goes, and what of that it may replace: files of its own that are as a run left them."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from woordbeeld.errors import BadInputError, WrongUseError
from woordbeeld.words import say
from woordbeeld.writing import manifest
from woordbeeld.writing.disk import refuse_other_than_file
from woordbeeld.writing.earlier import marks_of_earlier_version
from woordbeeld.writing.locks import Busy
from woordbeeld.writing.manifest import Manifest, is_as_marked, read_manifest

ALL: Final = "all"  # among the names of files to overwrite: whatever stands there
_MOST_NAMES_IN_REMEDY: Final = 3


@dataclass(frozen=True, slots=True)
class Target:
    """The folder of a bundle. `inputs` are never written over; files named in `overwrite` are, whoever wrote
    them. `busy` is what others are told while it is written.
    """

    folder: Path
    inputs: tuple[Path, ...] = ()
    overwrite: frozenset[str] = frozenset()
    busy: Busy = Busy.MAKE

    def may_overwrite(self, name: str) -> bool:
        return not self.overwrite.isdisjoint({name, ALL})


def known_files(folder: Path) -> Manifest:
    """What stands in a folder as far as an earlier run wrote it."""
    return read_manifest(folder) or Manifest(marks_of_earlier_version(folder))


def refuse_inputs(target: Target, names: Collection[str]) -> None:
    """Refuse names of which one is an input, whatever links lead to it.

    Where only large and small letters differ it is refused too: elsewhere they are the same.
    """
    folded = {name.casefold() for name in names}
    for given in target.inputs:
        if not given.exists() or not target.folder.is_dir():
            continue
        here = given.parent.samefile(target.folder) and given.name.casefold() in folded
        if here or any(
            (target.folder / name).exists() and given.samefile(target.folder / name) for name in names
        ):
            raise BadInputError(
                say("error.writing.over_input"),
                where=str(given),
                remedy=say("error.writing.another_folder"),
            )


def refuse_unknown(target: Target, names: Collection[str]) -> None:
    """Refuse to be told to overwrite what the bundle will not have; `*` in a name stands for any text.

    Raises:
        WrongUseError: it will have no file of such a name.
    """
    for told in sorted(target.overwrite - {ALL}):
        if not any(fnmatchcase(told, name) for name in names):
            what = say("error.options.overwrite", name=told)
            raise WrongUseError(what, remedy=say("error.options.name_a_file", all=ALL))


def refuse_what_is_not_ours(target: Target, names: Iterable[str], *, media: Collection[str] = ()) -> None:
    """Refuse names under which something stands that no run wrote, or that was changed since.

    Of `media`, which are large, the size alone is compared.
    """
    known = known_files(target.folder)
    foreign, changed = [], []
    for name in names:
        path = target.folder / name
        refuse_other_than_file(path)
        if not os.path.lexists(path) or target.may_overwrite(name):
            continue
        if name == manifest.NAME:
            if read_manifest(target.folder) is None:
                foreign.append(name)
        elif not (mark := known.files.get(name)):
            foreign.append(name)
        elif not (
            path.is_file() and path.stat().st_size == mark.size if name in media else is_as_marked(path, mark)
        ):
            changed.append(name)
    if foreign or changed:
        raise _not_ours(target.folder, foreign, changed)


def _not_ours(folder: Path, foreign: list[str], changed: list[str]) -> BadInputError:
    told = (
        *([say("error.writing.foreign", names=", ".join(foreign))] if foreign else []),
        *([say("error.writing.changed", names=", ".join(changed))] if changed else []),
    )
    few = len(foreign) + len(changed) <= _MOST_NAMES_IN_REMEDY
    options = " ".join(f"--overwrite {name}" for name in ([*foreign, *changed] if few else [ALL]))
    remedy = say("error.writing.replace", options=options)
    return BadInputError(say("error.several", each=told), where=str(folder), remedy=remedy)
