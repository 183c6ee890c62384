"""Whether a file is whole: what its container says of its length, against what can be read of it."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from woordbeeld.media.probing import Probe

TRUNCATED_MS: Final = 1000  # a file that ends this much before its container says is cut off
# Containers that tell their duration to the sample, in a header that stands before all else.
_TELL_EXACTLY: Final = frozenset({"flac", "mp3", "aiff", "au", "tta", "wv", "ape"})
_UNKNOWN_RIFF_BYTES: Final = 0x7FFF_0000  # from here on a writer that could not go back has made it up

_TIME_BASE = re.compile(r"#tb (\d+): (\d+)/(\d+)")
_AUDIO = re.compile(r"#media_type (\d+): audio")
_PACKET = re.compile(r"(\d+), *(-?\d+), *(-?\d+), *(\d+),")


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the packets of a file reach (ms from the player's moment 0): those of all tracks, of the first
    track of sound.
    """

    all_ms: int = 0
    sound_ms: int = 0


def reach_of(lines: Iterable[str]) -> Reach:
    """How far the packets reach that ffmpeg's `framecrc` lists.

    >>> reach_of(["#tb 0: 1/25", "#media_type 0: audio", "0,  10,  12,  1,  77, 0xead84490"])
    Reach(all_ms=520, sound_ms=520)
    """
    bases: dict[int, tuple[int, int]] = {}
    ends: dict[int, int] = {}
    sounds: list[int] = []
    for line in lines:
        if packet := _PACKET.match(line):
            stream, dts, pts, duration = map(int, packet.groups())
            ends[stream] = max(ends.get(stream, 0), max(dts, pts) + duration)
        elif base := _TIME_BASE.match(line):
            bases[int(base[1])] = int(base[2]), int(base[3])
        elif audio := _AUDIO.match(line):
            sounds.append(int(audio[1]))
    ms = {stream: end * 1000 * bases[stream][0] // bases[stream][1] for stream, end in ends.items()}
    return Reach(max(ms.values(), default=0), ms.get(min(sounds, default=-1), 0))


def last_moment_ms(lines: Iterable[str]) -> int:
    """When the last packet of a single track is played that ffmpeg's `framecrc` lists.

    >>> last_moment_ms(["#tb 0: 1/25", "0,  10,  12,  1,  77, 0xead84490", "0,  11,  11,  1,  77, 0xead8"])
    480
    """
    base, last = (0, 1), 0
    for line in lines:
        if packet := _PACKET.match(line):
            last = max(last, int(packet[3]))
        elif told := _TIME_BASE.match(line):
            base = int(told[2]), int(told[3])
    return last * 1000 * base[0] // base[1]


def length_if_whole_ms(path: Path, found: Probe, reach: Reach) -> int | None:
    """How long a file would last if it were whole; None where nothing shows that some of it is missing.

    A container that merely says that it lasts longer than its tracks is whole.
    """
    exact = found.container in _TELL_EXACTLY
    whole_ms = found.duration_ms if exact else _from_bytes(path, found, reach)
    return whole_ms if whole_ms is not None and reach.all_ms < whole_ms - TRUNCATED_MS else None


def _from_bytes(path: Path, found: Probe, reach: Reach) -> int | None:
    if not (declared_by := _DECLARED_BYTES.get(found.container)):
        return None
    size = path.stat().st_size
    with path.open("rb") as file:
        declared = declared_by(file)
    if declared is None or declared <= size:
        return None
    # ffmpeg reckons the duration of these from the bytes that are there.
    return reach.all_ms * declared // size if found.container in _RECKONED else found.duration_ms


def _declared_boxes(file: BinaryIO) -> int | None:
    """The end of the last box at the top of an MP4 or QuickTime file (ISO/IEC 14496-12, 4.2)."""
    at = 0
    while len(head := _read_at(file, at, 16)) >= 8:  # noqa: PLR2004  bytes of the shortest header
        size, kind = struct.unpack(">I4s", head[:8])
        if size == 1 and len(head) == 16:  # noqa: PLR2004  a 64-bit size follows
            size = int.from_bytes(head[8:])
        if size < 8 or not kind.isascii():  # noqa: PLR2004  to the end of the file, or no box
            break
        at += size
    return at


def _declared_segment(file: BinaryIO) -> int | None:
    """The end of the segment of a Matroska or WebM file (RFC 8794); None where it is not told."""
    at = 0
    for element in (_EBML_HEADER, _SEGMENT):
        head = _read_at(file, at, 12)
        if not head.startswith(element) or len(head) <= len(element):
            return None
        length = 9 - head[len(element)].bit_length()  # of the size itself, by its leading zeros
        told = int.from_bytes(head[len(element) :][:length]) & ((1 << 7 * length) - 1)
        if told == (1 << 7 * length) - 1:
            return None
        at += len(element) + length + told
    return at


def _declared_wave(file: BinaryIO) -> int | None:
    """The end of the samples of a WAV file; None where the writer did not know it."""
    at, large = 12, None
    while len(head := _read_at(file, at, 24)) >= 8:  # noqa: PLR2004  bytes of a header
        kind, size = struct.unpack("<4sI", head[:8])
        if kind == b"ds64" and len(head) == 24:  # noqa: PLR2004  sizes of more than 32 bits (EBU Tech 3306)
            large = int.from_bytes(head[16:24], "little")
        if kind == b"data":
            known = large if large is not None else size
            return at + 8 + known if _is_known(known, large) else None
        at += 8 + size + size % 2
    return None


def _declared_riffs(file: BinaryIO) -> int | None:
    """The end of the last RIFF of an AVI file, of which a large one has several."""
    at = 0
    while len(head := _read_at(file, at, 8)) == 8 and head.startswith(b"RIFF"):  # noqa: PLR2004
        size = int.from_bytes(head[4:], "little")
        if not _is_known(size, None):
            return None
        at += 8 + size + size % 2
    return at


def _is_known(size: int, large: int | None) -> bool:
    return size > 0 if large is not None else 0 < size < _UNKNOWN_RIFF_BYTES


def _read_at(file: BinaryIO, at: int, length: int) -> bytes:
    file.seek(at)
    return file.read(length)


_EBML_HEADER: Final = b"\x1a\x45\xdf\xa3"
_SEGMENT: Final = b"\x18\x53\x80\x67"
_DECLARED_BYTES: Final[dict[str, Callable[[BinaryIO], int | None]]] = {
    "mov": _declared_boxes,
    "matroska": _declared_segment,
    "wav": _declared_wave,
    "avi": _declared_riffs,
}
_RECKONED: Final = frozenset({"wav", "avi"})
