"""One file written whole or not at all, and only over what it is meant to replace."""

from __future__ import annotations

import re
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from woordbeeld.atomic import atomic_file, leftovers
from woordbeeld.errors import BadInputError
from woordbeeld.publications.check_report import begins_as_findings
from woordbeeld.textfile import WHITE, decode
from woordbeeld.words import say
from woordbeeld.writing.disk import (
    check_folder,
    refusals_told,
    refuse_other_than_file,
    sync_file,
    sync_folder,
)
from woordbeeld.writing.locks import LONG_WORK_PATIENCE_S, locked
from woordbeeld.writing.manifest import bundle_of, keep_mark

_HEAD_BYTES: Final = 4096
_MAY_WRITE: Final = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_OWNER_ALONE: Final = stat.S_IRUSR | stat.S_IWUSR
_OWN_JSON: Final = re.compile(rb'\{\s*"version": \d')  # words heard, an alignment, and what `check` found


def check_file(out: Path, *sources: Path) -> None:
    """Refuse, before the long work, a file that cannot be written or that is worked from.

    Raises:
        BadInputError: it is a folder or a device, or one of the sources, by whatever links.
        EnvironmentProblemError: its folder cannot be written.
    """
    refuse_other_than_file(out)
    if out.exists() and any(source.exists() and out.samefile(source) for source in sources):
        raise BadInputError(say("error.writing.source"), where=str(out), remedy=say("error.another_place"))
    check_folder(out.parent)


def refuse_foreign(out: Path, *, overwrite: bool) -> None:
    """Refuse, before the work, to replace a file that no earlier run wrote, unless that is asked for.

    Raises:
        BadInputError: there is such a file.
    """
    if overwrite or not out.is_file():
        return
    with out.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if not _OWN_JSON.match(head) and not begins_as_findings(head.decode("utf-8", "replace")):
        raise BadInputError(
            say("error.writing.not_ours"),
            where=str(out),
            remedy=say("error.options.replace_out"),
        )


def refuse_existing(out: Path, *, overwrite: bool) -> None:
    """Refuse, before the work, to replace any file, unless that is asked for.

    Raises:
        BadInputError: there is one.
    """
    if out.exists() and not overwrite:
        raise BadInputError(say("error.exists"), where=str(out), remedy=say("error.options.replace"))


@contextmanager
def reserved_file(out: Path, *sources: Path) -> Iterator[None]:
    """As `check_file`, and let nobody else of this program write it meanwhile.

    Raises:
        EnvironmentProblemError: somebody else is busy with it; and as `check_file`.
    """
    check_file(out, *sources)
    with locked(out, patience_s=LONG_WORK_PATIENCE_S):
        yield


def check_encoding(path: Path, content: str, encoding: str) -> None:
    """Refuse, before anything is written, a text that an encoding cannot hold and give back.

    Raises:
        BadInputError: the encoding lacks a sign of the text, or the file would be taken for another one.
    """
    remedy = say("error.save_as_utf8")
    try:
        data = content.encode(encoding)
    except UnicodeEncodeError as error:
        sign = error.object[error.start]
        what = say("error.no_sign", encoding=encoding, sign=sign, code=f"U+{ord(sign):04X}")
        raise BadInputError(what, where=path.name, remedy=remedy) from error
    if content.strip(WHITE) and not _reads_back(data, content):
        what = say("error.encoding_lost", encoding=encoding)
        raise BadInputError(what, where=path.name, remedy=remedy)


def _reads_back(data: bytes, content: str) -> bool:
    try:
        return decode(data, "", remedy=say("error.save_as_utf8"))[0] == content
    except BadInputError:
        return False


def write_file(path: Path, content: str, encoding: str = "utf-8") -> None:
    """Write one file as `new_file` does."""
    with new_file(path) as new:
        new.write_text(content, encoding, newline="")


@contextmanager
def new_file(path: Path, *, private: bool = False) -> Iterator[Path]:
    """The path of a file to write, which then takes its place whole or not at all.

    A link stays a link, and who may read the file stays as it was; a private one only its owner may read.

    Raises:
        EnvironmentProblemError: it cannot be written, or somebody else is busy with it.
    """
    with locked(path), refusals_told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path = path.resolve()
        for left in leftovers(path):
            if left.is_file():
                left.unlink()
        with atomic_file(path) as new:
            if private:
                new.touch(_OWNER_ALONE)
            yield new
            sync_file(new)
            if path.exists() and not private:
                shutil.copymode(path, new)
        sync_folder(path.parent)


def refuse_read_only(path: Path) -> None:
    """Refuse a file that nobody may write, whatever the rights of who asks.

    Raises:
        BadInputError: its mode lets nobody write it.
    """
    if not path.stat().st_mode & _MAY_WRITE:
        raise BadInputError(say("error.read_only"), where=path.name, remedy=say("error.make_writable"))


def replace_file(path: Path, before: bytes, content: str, encoding: str) -> None:
    """Write a file anew that still has the bytes that were read; a bundle knows its own file again after it.

    Raises:
        BadInputError: it has other bytes by now.
        EnvironmentProblemError: it cannot be written.
    """
    with locked(bundle_of(path)):
        if not path.is_file() or path.read_bytes() != before:
            raise BadInputError(say("error.changed"), where=path.name, remedy=say("error.run_again"))
        write_file(path, content, encoding)
        mark_again(path, before)


def mark_again(path: Path, before: bytes) -> bool:
    """Let the bundle of a file know it as it is, where it knew it as it was before; whether it did.

    Raises:
        EnvironmentProblemError: it cannot be written.
    """
    with locked(bundle_of(path)):
        manifest = keep_mark(path, before)
        if manifest:
            write_file(*manifest)
    return manifest is not None
