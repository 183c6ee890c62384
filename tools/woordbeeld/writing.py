"""Files written whole or not at all: one, or the bundle, of which an earlier one stays whole too."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from woordbeeld.atomic import atomic_file
from woordbeeld.errors import BadInputError, MissingPartError
from woordbeeld.publications.bundle import Publication
from woordbeeld.transcript.decoding import decode
from woordbeeld.transcript.words import WHITE


def check_bundle(out: Path, transcript: Path) -> None:
    """Refuse, before the long work, a folder in which nothing can be made, or which is not to be.

    Raises:
        BadInputError: it is a file, or the bundle would overwrite the transcript.
        MissingPartError: it cannot be written.
    """
    own_name = transcript.stem.lower() == "transcript"  # as the bundle's own transcript.txt
    if own_name and transcript.exists() and out.exists() and transcript.parent.samefile(out):
        raise BadInputError(
            "the bundle would overwrite it", where=str(transcript), remedy="choose another folder"
        )
    _check_folder(out)


def check_file(out: Path, *sources: Path) -> None:
    """Refuse, before the long work, a file that cannot be written or that is worked from.

    Raises:
        BadInputError: it is a folder, or one of the sources.
        MissingPartError: its folder cannot be written.
    """
    _refuse_folder(out)
    if out.exists() and any(source.exists() and out.samefile(source) for source in sources):
        raise BadInputError("it would be overwritten", where=str(out), remedy="choose another place")
    _check_folder(out.parent)


def _refuse_folder(path: Path) -> None:
    if path.is_dir():
        raise BadInputError("it is a folder, not a file", where=str(path), remedy="choose another place")


def _check_folder(folder: Path) -> None:
    """Refuse a folder in which nothing can be made. Permissions do not tell everything, so it is tried."""
    nearest = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not nearest.is_dir():
        raise BadInputError("it is a file, not a folder", where=str(nearest), remedy="choose another place")
    with _writing(folder), tempfile.TemporaryDirectory(dir=nearest, prefix=".woordbeeld-"):
        pass


def check_encoding(path: Path, content: str, encoding: str) -> None:
    """Refuse, before anything is written, a text that an encoding cannot hold and give back.

    Raises:
        BadInputError: the encoding lacks a sign of the text, or the file would be taken for another one.
    """
    remedy = "save it as UTF-8 in another program first, or write another sign"
    try:
        data = content.encode(encoding)
    except UnicodeEncodeError as error:
        sign = error.object[error.start]
        what = f"its encoding ({encoding}) has no '{sign}' (U+{ord(sign):04X})"
        raise BadInputError(what, where=path.name, remedy=remedy) from error
    if content.strip(WHITE) and not _reads_back(data, content):
        what = f"its encoding ({encoding}) could not be told from its new text any more"
        raise BadInputError(what, where=path.name, remedy=remedy)


def _reads_back(data: bytes, content: str) -> bool:
    try:
        return decode(data, "")[0] == content
    except BadInputError:
        return False


def write_file(path: Path, content: str, encoding: str = "utf-8") -> None:
    """Write one file whole or not at all; a link stays a link, and who may read the file stays as it was."""
    with _writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path = path.resolve()
        with atomic_file(path) as new:
            with new.open("w", encoding=encoding, newline="") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                shutil.copymode(path, new)


def write_bundle(out: Path, files: tuple[Publication, ...], media: Mapping[str, Path]) -> None:
    """Write all files first, then rename them into the bundle, with copies of `media` under their names.

    A new bundle appears with one rename. In an existing one each file is renamed over the old, media only
    where they are others; other files in the folder are left alone.
    """
    changed = {name: file for name, file in media.items() if not _is_copy(out / name, file)}
    names = [*(file.name for file in files), *changed]
    for name in names:
        _refuse_folder(out / name)
    hidden = f".{out.absolute().name}.partial"
    # In the folder itself where it exists: that may be another disk than the one around it.
    partial = out / hidden if out.exists() else out.absolute().with_name(hidden)
    with _writing(out):
        shutil.rmtree(partial, ignore_errors=True)
        try:
            partial.mkdir(parents=True)
            for file in files:
                (partial / file.name).write_bytes(file.data)
            for name, original in changed.items():
                shutil.copy2(original, partial / name)
            if out.exists():
                for name in names:
                    (partial / name).replace(out / name)
            else:
                partial.replace(out)
        finally:
            shutil.rmtree(partial, ignore_errors=True)


def _is_copy(there: Path, file: Path) -> bool:
    """Whether a file is there already, by its size and the time at which its original was last changed."""
    if not there.exists():
        return False
    one, other = there.stat(), file.stat()
    return (one.st_size, int(one.st_mtime)) == (other.st_size, int(other.st_mtime))


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise MissingPartError(
            f"it cannot be written ({error.strerror})",
            where=str(path),
            remedy="make room or choose another place; what was there before is still there",
        ) from error
