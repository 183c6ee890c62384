"""Files that a user gives: regular ones of a sensible size, opened and read so that nothing ever hangs."""

from __future__ import annotations

import codecs
import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Final

from woordbeeld.errors import BadInputError, WrongUseError
from woordbeeld.words import Message, reason_of, say

MB: Final = 1_000_000
HEAD_BYTES: Final = 4096  # enough to know media by
STANDARD_INPUT: Final = Path("-")
MEDIA_ENDINGS: Final = frozenset(
    {".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".mpg", ".mpeg", ".mts", ".m2ts", ".ts", ".wmv", ".flv"}
    | {".mxf", ".3gp", ".ogv", ".mp3", ".m4a", ".wav", ".flac", ".ogg", ".opus", ".aac", ".wma"}
)
# The best first: what people write says most of who speaks, and captions say when.
TEXT_ENDINGS: Final = (
    *(".txt", ".docx", ".odt", ".rtf", ".md", ".html", ".htm", ".pdf", ".doc"),
    *(".vtt", ".srt", ".ttml", ".stl", ".json"),
)
_PART_BYTES: Final = 1 << 20
_TS_PACKET_BYTES: Final = 188  # each packet of an MPEG transport stream starts with a G (ISO 13818-1)

_MP4_BOXES: Final = frozenset({b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"styp"})
_CHUNKED: Final = frozenset({(b"RIFF", b"WAVE"), (b"RIFF", b"AVI "), (b"RF64", b"WAVE"), (b"FORM", b"AIFF")})
_MEDIA_SIGNATURES: Final = (
    b"\x1aE\xdf\xa3",  # Matroska, WebM
    b"OggS\0",
    b"fLaC\0",
    b"ID3\2",
    b"ID3\3",
    b"ID3\4",
    b"\xff\xfb",  # MP3 without a tag
    b"\xff\xf3",
    b"\xff\xf1",  # AAC
    b"\xff\xf9",
    b"\0\0\1\xba",  # MPEG programme stream
    b"FLV\1",
    b"0&\xb2u\x8ef\xcf\x11",  # ASF: WMV, WMA
    b"caff\0",
    b"#!AMR",
)
_DOCUMENTS: Final = (b"PK\3\4", b"\xd0\xcf\x11\xe0", b"%PDF-")
_ODD: Final = {
    stat.S_IFDIR: say("error.folder"),
    stat.S_IFIFO: say("error.pipe"),
    stat.S_IFSOCK: say("error.socket"),
    stat.S_IFCHR: say("error.device"),
    stat.S_IFBLK: say("error.device"),
}


class InputKind(Enum):
    """What a file is given as, with the most that it may hold (MB); its words are `input.NAME`.

    A day of speech is about one MB of text; the limits leave room for more than anybody has. A document
    may hold pictures too.
    """

    TRANSCRIPT = ("transcript", 20)
    PINS = ("pins", 20)
    DOCUMENT = ("document", 100)
    CAPTIONS = ("captions", 50)
    INTRODUCTION = ("introduction", 1)
    PROFILE = ("profile", 1)
    VOICE_BOOK = ("voice_book", 20)
    RECORDINGS = ("recordings", 20)
    MANIFEST = ("manifest", 100)
    CLUSTER = ("cluster", 1)
    MEDIA = ("media", 0)  # of any size

    def __init__(self, key: str, most_mb: int) -> None:
        self.most_mb = most_mb
        self.noun = say(f"input.{key}.noun")
        self.remedy = say(f"input.{key}.do")


class NoSuchFileError(BadInputError):
    """There is no file of that name."""


def refuse_unreadable_name(path: Path) -> None:
    """Refuse a file whose name, or whose folder's, is no text: pages cannot tell it.

    Raises:
        BadInputError: it has such a name.
    """
    if printable(str(path)) != str(path):
        raise BadInputError(
            say("error.input.odd_name"), where=printable(path.name), remedy=say("error.input.rename")
        )


def check_media(path: Path) -> None:
    """Refuse, before ffmpeg waits for it, what is no regular file, or is empty; media may be of any size.

    Raises:
        BadInputError: it is one of those, a document, or cannot be opened (`NoSuchFileError` where there is
            none).
    """
    with _opened(path, InputKind.MEDIA) as (file, size):
        if not size:
            raise BadInputError(say("error.empty"), where=_shown(path), remedy=say("error.copy_again"))
        if _part(file, path).startswith(_DOCUMENTS):
            what = say("error.document")
            raise BadInputError(what, where=_shown(path), remedy=InputKind.MEDIA.remedy)


def read_input(path: Path, kind: InputKind) -> bytes:
    """The bytes of a file of text, or of any that may be one.

    Raises:
        BadInputError: it is no regular file, is media, is too large, or cannot be read (`NoSuchFileError`
            where there is none).
    """
    with _opened(path, kind) as (file, size):
        if not size:  # as files such as /proc/kmsg say, and who reads those waits for what comes
            return b""
        data = _part(file, path)
        if is_media(data):
            raise BadInputError(say("error.media"), where=_shown(path), remedy=kind.remedy)
        return data + _rest(file, path, kind, max(size, len(data)))


def is_within(path: Path, folder: Path) -> bool:
    """Whether a file stands in a folder, and is no link to one elsewhere."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def read_standard_input(kind: InputKind) -> bytes:
    """The bytes that come from standard input, until it ends.

    Raises:
        BadInputError: they are media, or too many.
    """
    most_bytes = kind.most_mb * MB
    data = sys.stdin.buffer.read(most_bytes + 1)
    if is_media(data):
        raise BadInputError(say("error.media"), where=str(STANDARD_INPUT), remedy=kind.remedy)
    if len(data) > most_bytes:
        what = say("error.above_most", noun=kind.noun, most_mb=kind.most_mb)
        raise BadInputError(what, where=str(STANDARD_INPUT), remedy=kind.remedy)
    return data


def printable(name: str) -> str:
    """A file's name as text; bytes in it that are no UTF-8, as old disks have, become question marks."""
    return name.encode("utf-8", "replace").decode()


def refuse_swapped(video: Path, transcript: Path) -> None:
    """Refuse a text or a document given as the video, with media given as its transcript.

    Raises:
        WrongUseError: the two have changed places.
    """
    if is_media(_head(transcript)) and _is_text(_head(video)):
        raise WrongUseError(say("error.input.swapped"), remedy=say("error.input.video_first"))


def is_media(head: bytes) -> bool:
    r"""Whether a file is video or sound, by its first bytes (of which `HEAD_BYTES` are enough).

    >>> is_media(b"\0\0\0\x20ftypisom"), is_media(b"Carefree days")
    (True, False)
    """
    packets = head[:HEAD_BYTES:_TS_PACKET_BYTES]
    return (
        head.startswith(_MEDIA_SIGNATURES)
        or (head[:1] == b"\0" and head[4:8] in _MP4_BOXES)
        or ((head[:4], head[8:12]) in _CHUNKED and b"\0" in head)
        or (len(packets) > 3 and set(packets) == {ord("G")})  # noqa: PLR2004 - one G or two come by chance
    )


def _is_text(head: bytes) -> bool:
    """Whether a file is text or a document, by its first bytes."""
    marked = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, *_DOCUMENTS))
    return bool(head) and not is_media(head) and (marked or b"\0" not in head)


def _head(path: Path) -> bytes:
    """The first bytes of a file; none where there are none to be had."""
    try:
        with _opened(path, InputKind.MEDIA) as (file, size):
            return _part(file, path)[:HEAD_BYTES] if size else b""
    except BadInputError:
        return b""


@contextmanager
def _opened(path: Path, kind: InputKind) -> Iterator[tuple[int, int]]:
    """A regular file, opened so that nothing waits, and its size in bytes."""
    try:
        about = path.stat()
        _refuse_odd(about.st_mode, path, kind)
        file = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise _unreadable(path, error) from error
    try:
        _refuse_odd(os.fstat(file).st_mode, path, kind)  # another may have taken its name since
        yield file, about.st_size
    finally:
        os.close(file)


def _refuse_odd(mode: int, path: Path, kind: InputKind) -> None:
    if what := other_than_file(mode):
        raise BadInputError(what, where=_shown(path), remedy=kind.remedy)


def other_than_file(mode: int) -> Message | None:
    """What stands where a file should, by the mode that `os.stat` gives; None for a file."""
    return None if stat.S_ISREG(mode) else _ODD.get(stat.S_IFMT(mode), say("error.odd"))


def _rest(file: int, path: Path, kind: InputKind, size: int) -> bytes:
    """What is still to be read, never more than the kind may have, also of a file that grows meanwhile."""
    most_bytes = kind.most_mb * MB
    rest = bytearray()
    while size <= most_bytes and (part := _part(file, path)):
        rest += part
        size = max(size, len(rest))
    if size > most_bytes:
        what = say("error.too_large", noun=kind.noun, mb=round(size / MB), most_mb=kind.most_mb)
        raise BadInputError(what, where=_shown(path), remedy=kind.remedy)
    return bytes(rest)


def _part(file: int, path: Path) -> bytes:
    try:
        return os.read(file, _PART_BYTES)
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> BadInputError:
    where = _shown(path)
    if not isinstance(error, FileNotFoundError):
        kind = NoSuchFileError if error.errno == errno.ENAMETOOLONG else BadInputError
        what = say("error.unreadable", why=reason_of(error))
        return kind(what, where=where, remedy=say("error.check_all"))
    if path == STANDARD_INPUT:
        what, remedy = say("error.no_standard_input"), say("error.save_in_file")
        return NoSuchFileError(what, where=where, remedy=remedy)
    return NoSuchFileError(say("error.no_file"), where=where, remedy=say("error.check_name"))


def _shown(path: Path) -> str:
    return path.name or str(path)
