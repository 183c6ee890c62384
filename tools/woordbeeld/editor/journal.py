"""Every change on disk before it is answered: a file of JSON lines that only ever grows."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from typing import Any, Final

from filelock import FileLock, Timeout

from woordbeeld.cache import content_key
from woordbeeld.errors import MissingPartError

VERSION: Final = 1
MOST_EDITORS: Final = 9  # of one transcript, on one machine

Record = dict[str, Any]


class Journal:
    """The journal of a transcript, held by one editor at a time.

    A record is written whole or not at all: what a power cut left of the last one is dropped. `aside` is
    where the rest of a journal is kept that could not be used.
    """

    def __init__(self, file: Path) -> None:
        self.aside: Path | None = None
        self._file = file
        self._lock = FileLock(f"{file}.lock")

    @classmethod
    def of(cls, transcript: Path, folder: Path) -> Journal:
        """The first journal of this transcript in a folder that no other editor holds.

        Raises:
            MissingPartError: the folder cannot be written, or too many editors are open.
        """
        key = content_key(str(transcript.resolve()))[:12]
        for number in range(1, MOST_EDITORS + 1):
            journal = cls(folder / f"{transcript.stem}-{key}-{number}.jsonl")
            if journal.take():
                return journal
        raise MissingPartError(
            "too many editors are open", where=transcript.name, remedy="close one, or go on in one of them"
        )

    def left(self) -> Iterator[Journal]:
        """The other journals of this transcript that no editor held; now they are held by this one."""
        name = self._file.stem.rpartition("-")[0]
        for file in sorted(self._file.parent.glob(f"{escape(name)}-[1-{MOST_EDITORS}].jsonl")):
            other = Journal(file)
            if file != self._file and other.take():
                yield other

    def put_away(self) -> None:
        """What stands in it stands elsewhere now; it is kept, but nobody goes on in it."""
        with _writing(self._file):
            self._file.replace(self._file.with_suffix(".taken"))

    def take(self) -> bool:
        """Hold this journal, unless another editor does."""
        with _writing(self._file):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                self._lock.acquire(blocking=False)
            except Timeout:
                return False
        return True

    def let_go(self) -> None:
        """Leave it to the next editor."""
        self._lock.release()

    def read(self) -> tuple[Record, ...]:
        """All whole records in order; none where there is no journal, or one of another version.

        What comes after them, as a power cut may leave it, is cut off; what is more than that is kept beside.
        """
        with _writing(self._file):
            data = self._file.read_bytes() if self._file.exists() else b""
            records, length = _records(data)
            if data[length:].count(b"\n") or not length:
                self._set_aside(data)
            if length < len(data):
                os.truncate(self._file, length)
        return records if records and records[0].get("journal") == VERSION else ()

    def cut(self, count: int) -> None:
        """Go on after so many records; all of it is kept beside."""
        with _writing(self._file):
            data = self._file.read_bytes()
            self._set_aside(data)
            os.truncate(self._file, sum(map(len, data.splitlines(keepends=True)[:count])))

    def _set_aside(self, data: bytes) -> None:
        if data:
            self.aside = self._file.with_suffix(".damaged")
            self.aside.write_bytes(data)

    def begin(self, record: Record) -> None:
        """A new journal; one that cannot be used is kept beside it."""
        with _writing(self._file):
            if self._file.exists() and self._file.stat().st_size:
                self.aside = self._file.replace(self._file.with_suffix(".unused"))
            self._write("wb", {"journal": VERSION, **record})

    def append(self, record: Record) -> None:
        """One more record, which is on disk when this returns.

        Raises:
            MissingPartError: the disk refuses it; nothing of it is kept.
        """
        with _writing(self._file):
            self._write("ab", record)

    def _write(self, mode: str, record: Record) -> None:
        line = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        # Without a buffer: what a full disk refused must not be written again when the file is closed.
        with open(self._file, mode, buffering=0, opener=_for_us_alone) as file:
            size = 0 if mode == "wb" else os.fstat(file.fileno()).st_size
            try:
                while line:
                    line = line[file.write(line) :]
                os.fsync(file.fileno())
            except OSError:
                os.truncate(self._file, size)
                raise


def _records(data: bytes) -> tuple[tuple[Record, ...], int]:
    """The records up to the first that is not whole, and how many bytes they take."""
    found: list[Record] = []
    length = 0
    for line in data.splitlines(keepends=True):
        try:
            record = json.loads(line) if line.endswith(b"\n") else None
        except ValueError:
            record = None
        if not isinstance(record, dict):
            break
        found.append(record)
        length += len(line)
    return tuple(found), length


def _for_us_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


@contextmanager
def _writing(file: Path) -> Iterator[None]:
    """Errors of the disk as ours."""
    try:
        yield
    except OSError as error:
        raise MissingPartError(
            f"the journal of changes cannot be written ({error.strerror})",
            where=str(file.parent),
            remedy="make room, or set WOORDBEELD_JOURNALS to a folder that can be written",
        ) from error
