"""The own files of a bundle handed on: in a folder where nothing else stands, in a zip or not."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from woordbeeld.atomic import temporary_beside
from woordbeeld.errors import BadInputError
from woordbeeld.words import say
from woordbeeld.writing import manifest
from woordbeeld.writing.disk import check_folder, refusals_told, sync_file, sync_folder
from woordbeeld.writing.files import check_file, new_file
from woordbeeld.writing.locks import locked
from woordbeeld.writing.made import MadeBundle

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the first moment of a zip, which then depends on no clock
_UNIX: Final = 3  # the system that is told to have made it, whatever this one is
_READABLE: Final = 0o644 << 16
_NOT_IN_NAMES: Final = re.compile(r'[\x00-\x1f"*/:<>?\\|\ud800-\udfff]')  # on one system or another

Progress = Callable[[float], None]


def pack(bundle: MadeBundle, out: Path, progress: Progress) -> None:
    """Write the folder of a bundle into a zip, with its own files as they are.

    Folders of the same name with the same files give the same zip on all machines.
    They are not compressed: nearly all of it is video, which is so already.

    Raises:
        BadInputError: files of the bundle are gone or were changed.
        EnvironmentProblemError: the zip cannot be written.
    """
    check_file(out, *map(bundle.path, bundle.manifest.files))
    with locked(bundle.folder):
        bundle.refuse_if_not_whole()
        with new_file(out) as new, ZipFile(new, "w", ZIP_STORED) as zipped:
            told = _Told(bundle, progress)
            folder = _name_in_zip(bundle.folder)
            for name, size in bundle.sizes.items():
                entry = ZipInfo(f"{folder}/{name}", _EPOCH)
                entry.create_system, entry.external_attr, entry.file_size = _UNIX, _READABLE, size
                with zipped.open(entry, "w") as file:
                    for part in told.parts(name):
                        file.write(part)


def copy(bundle: MadeBundle, out: Path, progress: Progress) -> None:
    """Write the files of a bundle into a new folder, which appears when all are there.

    Raises:
        BadInputError: there is such a folder already, or files of the bundle are gone or were changed.
        EnvironmentProblemError: the folder cannot be written.
    """
    if out.exists():
        raise BadInputError(say("error.exists"), where=str(out), remedy=say("error.publishing.new_folder"))
    check_folder(out)
    with locked(bundle.folder), locked(out), refusals_told(out):
        bundle.refuse_if_not_whole()
        out.parent.mkdir(parents=True, exist_ok=True)
        stage = temporary_beside(out)
        try:
            stage.mkdir()
            told = _Told(bundle, progress)
            for name in bundle.sizes:
                with (stage / name).open("wb") as file:
                    file.writelines(told.parts(name))
                sync_file(stage / name)
            stage.rename(out)
        finally:
            shutil.rmtree(stage, ignore_errors=True)
        sync_folder(out.parent)


def _name_in_zip(folder: Path) -> str:
    """The name of a folder, as any system can unpack it."""
    return _NOT_IN_NAMES.sub("_", folder.resolve().name).strip(" .") or "bundle"


class _Told:
    """The files of a bundle, part after part, while it is told which share of all bytes has been read."""

    def __init__(self, bundle: MadeBundle, progress: Progress) -> None:
        self._bundle, self._progress = bundle, progress
        self._whole, self._read = sum(bundle.sizes.values()), 0

    def parts(self, name: str) -> Iterator[bytes]:
        if name == manifest.NAME:
            yield self._bundle.path(name).read_bytes()
            return
        for part in self._bundle.parts(name):
            yield part
            self._read += len(part)
            self._progress(self._read / self._whole)
