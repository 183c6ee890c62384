"""Every change on disk before it is answered: a file of JSON lines that only ever grows."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from glob import escape
from itertools import count
from pathlib import Path
from typing import IO, Any, Final

from filelock import BaseFileLock, FileLock, Timeout

from woordbeeld.atomic import atomic_file
from woordbeeld.cache import content_key
from woordbeeld.errors import EnvironmentProblemError
from woordbeeld.words import reason_of, say

VERSION: Final = 1
MOST_EDITORS: Final = 9  # of one transcript, on one machine
MOST_NAME_BYTES: Final = 160  # of the name of a transcript, in that of its journal: disks take 255 in all
SUM_CHARS: Final = 16  # of the SHA-256 of a record: damage is not meant to deceive
# The end of a record whose line runs on into the next; the quotes in a text would not stand so.
_RUN_ON: Final = re.compile(rb'(,"sum":"[0-9a-f]{%d}"\})[^\n]?(?=\{")' % SUM_CHARS)
_SUM: Final = re.compile(rb',"sum":"([0-9a-f]{%d})"\}\Z' % SUM_CHARS)

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class JournalLine:
    """A record as it stands in the file; `has_sum` where it is known to be what was written."""

    data: bytes
    record: Record
    has_sum: bool


class Journal:
    """The journal of a transcript, held by one editor at a time.

    Each record is written whole or not at all, with a sum by which damage is noticed. All others build on the
    first, which therefore stands twice. What is damaged or not ours is kept: `aside` is where.
    """

    def __init__(self, file: Path) -> None:
        self.aside: Path | None = None
        self._file = file
        self._lock = _lock(file)
        self._lock_id: object = None
        self._found = b""  # in the file when it was read
        self._lines: list[bytes] = []  # the records that must stand in it now
        self._stamp: object = None

    @classmethod
    def of(cls, transcript: Path, folder: Path) -> Journal:
        """The first journal of this transcript in a folder that no other editor holds.

        Raises:
            EnvironmentProblemError: the folder cannot be written, or too many editors are open.
        """
        for file in _files(folder, _name(transcript)):
            journal = cls(file)
            if journal.take():
                return journal
        raise _too_many(transcript.name)

    @classmethod
    def kept(cls, transcript: Path, folder: Path) -> Iterator[Journal]:
        """All journals of this transcript in a folder, to be read, whoever holds them."""
        return map(cls, journal_files(transcript, folder))

    @classmethod
    def is_kept(cls, transcript: Path, folder: Path) -> bool:
        """Whether there is any journal of this transcript in a folder."""
        return any(cls.kept(transcript, folder))

    def left(self) -> Iterator[Journal]:
        """The other journals of this transcript that no editor held; now they are held by this one."""
        name = self._file.stem.rpartition("-")[0]
        for file in sorted(self._file.parent.glob(f"{escape(name)}-[1-{MOST_EDITORS}].jsonl")):
            other = Journal(file)
            if file != self._file and other.take():
                yield other

    def put_away(self) -> Path:
        """What stands in it stands elsewhere now; it is kept where is told, but nobody goes on in it."""
        with _writing(self._file):
            return self._file.replace(_unused_name(self._file, "taken"))

    def take(self) -> bool:
        """Hold this journal, unless another editor does."""
        with _writing(self._file):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                self._lock.acquire(blocking=False)
            except Timeout:
                return False
            self._lock_id = _identity(Path(self._lock.lock_file))
        return True

    def let_go(self) -> None:
        """Leave it to the next editor."""
        self._lock.release()

    def read(self) -> tuple[JournalLine, ...]:
        """The records in order, up to the first that is damaged; one that stands twice counts once."""
        with _writing(self._file):
            self._found = self._file.read_bytes() if self._file.exists() else b""
        return tuple(_whole_lines(self._found))

    def go_on(self, lines: Iterable[JournalLine]) -> None:
        """Go on after these of the records that were read; if there was more, all of it is kept beside."""
        lines = tuple(lines)
        if self.has_more(lines):
            self._set_aside(self._found)
        used = [line.data for line in lines]
        with _writing(self._file):
            if self._found == _text(used):
                self._lines, self._stamp = used, _stamp(self._file)
            else:
                self._write_anew(used)

    def has_more(self, lines: Iterable[JournalLine]) -> bool:
        """Whether in what was read stands anything but these of its records."""
        used = (line.data for line in lines)
        return bool(set(filter(None, self._found.split(b"\n"))).difference(used))

    def write_anew(self, records: Sequence[Record]) -> None:
        """Nothing but these records stand in it, the first of which begins it; without any there is none."""
        with _writing(self._file):
            if records:
                first, *others = records
                self._write_anew([_line(_beginning(first)), *map(_line, others)])
            else:
                self._file.unlink()

    def begin(self, record: Record) -> None:
        """A new journal; one that cannot be used is kept beside it."""
        self.read()
        self._set_aside(self._found)
        with _writing(self._file):
            self._write_anew([_line(_beginning(record))])

    def append(self, record: Record) -> None:
        """One more record, which is on disk when this returns.

        Raises:
            EnvironmentProblemError: the disk refuses it; nothing of it is kept.
        """
        line = _line(record)
        with _writing(self._file):
            if not self._stands():
                self._restore([*self._lines, line])
                return
            self._append(line)
            if not self._stands():  # it was taken away in that moment
                self._restore(self._lines)

    def check(self) -> None:
        """Write it anew, whole, if somebody took it away or wrote something else in its place.

        Raises:
            EnvironmentProblemError: that cannot be done.
        """
        with _writing(self._file):
            if not self._stands():
                self._restore(self._lines)

    def _stands(self) -> bool:
        """Whether the file is the one that we wrote last, and the lock the one that we hold."""
        lock = Path(self._lock.lock_file)
        return _stamp(self._file) == self._stamp is not None and _identity(lock) == self._lock_id is not None

    def _restore(self, lines: list[bytes]) -> None:
        if _identity(Path(self._lock.lock_file)) != self._lock_id:
            self._lock_again()
        self.read()
        if self._found != _text(self._lines):
            self._set_aside(self._found)
        self._write_anew(lines)

    def _lock_again(self) -> None:
        """Hold the journal again after its lock was taken away, or another where somebody else has it now."""
        self._lock.release()
        name = self._file.stem.rpartition("-")[0]
        others = (file for file in _files(self._file.parent, name) if not file.exists())
        for file in (self._file, *others):
            self._file, self._lock = file, _lock(file)
            if self.take():
                return
        raise _too_many(name)

    def _set_aside(self, data: bytes) -> None:
        if not data:
            return
        with _writing(self._file):
            self.aside = _unused_name(self._file, "damaged")
            with open(self.aside, "xb", buffering=0, opener=_for_us_alone) as file:
                _write_all(file, data)

    def _write_anew(self, lines: list[bytes]) -> None:
        """The whole journal, in the place of what there is."""
        with atomic_file(self._file) as new, open(new, "xb", buffering=0, opener=_for_us_alone) as file:
            _write_all(file, _text(lines))
        _sync_folder(self._file.parent)
        self._lines, self._stamp = lines, _stamp(self._file)

    def _append(self, line: bytes) -> None:
        # Without a buffer: what a full disk refused must not be written again when the file is closed.
        with open(self._file, "ab", buffering=0, opener=_if_it_is_there) as file:
            size = os.fstat(file.fileno()).st_size
            try:
                _write_all(file, line + b"\n")
            except OSError:
                os.ftruncate(file.fileno(), size)
                raise
            else:
                self._lines.append(line)
            finally:
                self._stamp = _stamp_of(os.fstat(file.fileno()))


def _lock(file: Path) -> BaseFileLock:
    """The lock of a journal, which any thread may take and release."""
    return FileLock(f"{file}.lock", thread_local=False)


def journal_files(transcript: Path, folder: Path) -> tuple[Path, ...]:
    """The files of all journals of a transcript in a folder."""
    return tuple(file for file in _files(folder, _name(transcript)) if file.exists())


def _name(transcript: Path) -> str:
    shown = transcript.stem
    while len(os.fsencode(shown)) > MOST_NAME_BYTES:
        shown = shown[:-1]
    return f"{shown}-{content_key(str(transcript.resolve()))[:12]}"


def _files(folder: Path, name: str) -> Iterator[Path]:
    return (folder / f"{name}-{number}.jsonl" for number in range(1, MOST_EDITORS + 1))


def _too_many(where: str) -> EnvironmentProblemError:
    return EnvironmentProblemError(
        say("error.editor.too_many"), where=where, remedy=say("error.editor.close_one")
    )


def _unused_name(file: Path, ending: str) -> Path:
    """A name beside a journal that nothing has yet."""
    names = (file.with_suffix(f".{number}.{ending}" if number else f".{ending}") for number in count())
    return next(name for name in names if not name.exists())


def _stamp(file: Path) -> object:
    """Another one where the file is another, or was written by somebody else; None without a file."""
    try:
        return _stamp_of(file.stat())
    except OSError:
        return None


def _stamp_of(about: os.stat_result) -> object:
    return about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns


def _identity(file: Path) -> object:
    try:
        about = file.stat()
    except OSError:
        return None
    return about.st_dev, about.st_ino


def _beginning(record: Record) -> Record:
    return {"journal": VERSION, **record}


def _line(record: Record) -> bytes:
    """A record as it is written, with its sum."""
    data = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()
    return data[:-1] + b',"sum":"%s"}' % _sum(data)


def _sum(data: bytes) -> bytes:
    return content_key(data)[:SUM_CHARS].encode()


def _text(lines: list[bytes]) -> bytes:
    """A whole journal: its first record twice, an empty line between, so that no damaged byte harms both."""
    return b"".join(line + b"\n" for line in ([lines[0], b"", *lines] if lines else []))


def _whole_lines(data: bytes) -> Iterator[JournalLine]:
    """The records up to the first that is damaged, but for the first of all, which stands twice."""
    lines = list(filter(None, _RUN_ON.sub(rb"\1\n", data).split(b"\n")))
    sums = any(read and read.has_sum for read in map(_read_line, lines[:2]))  # else an older program began it
    before = None
    for at, line in enumerate(lines):
        if line == before:
            continue
        read = _read_line(line)
        if read and (read.has_sum or not sums):
            yield read
            before = line
        elif at > 1:
            return


def _read_line(data: bytes) -> JournalLine | None:
    """A line with its record; None where it is damaged. Older ones have no sum."""
    told = _SUM.search(data)
    body = data[: told.start()] + b"}" if told else data
    if told and told[1] != _sum(body):
        return None
    try:
        record = json.loads(body.decode())
    except (ValueError, RecursionError):
        return None
    return JournalLine(data, record, has_sum=told is not None) if isinstance(record, dict) else None


def _write_all(file: IO[bytes], data: bytes) -> None:
    while data:
        data = data[file.write(data) :]
    os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Have the name of a new file on disk too, where a folder can be opened for that."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _for_us_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _if_it_is_there(path: str, flags: int) -> int:
    return os.open(path, flags & ~os.O_CREAT)


@contextmanager
def _writing(file: Path) -> Iterator[None]:
    """Errors of the disk as ours."""
    try:
        yield
    except OSError as error:
        raise EnvironmentProblemError(
            say("error.editor.journal", why=reason_of(error)),
            where=str(file.parent),
            remedy=say("error.writing.journals"),
        ) from error
