"""Files under the name of a video that name another one, whose sound must never be heard."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

SECRET_HZ = 3000
_HOLD_BOXES = (b"moov", b"trak", b"mdia", b"minf", b"dinf")


def make_secret(folder: Path, ffmpeg: Callable[..., None]) -> Path:
    """The video that is named: it sounds as nothing else does."""
    secret = folder / "secret.ts"
    tone = ("-f", "lavfi", "-i", f"sine=frequency={SECRET_HZ}:duration=3")
    picture = ("-f", "lavfi", "-i", "testsrc=duration=3:size=96x64:rate=25")
    ffmpeg(*picture, *tone, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", secret)
    return secret


def is_secret(samples: npt.NDArray[np.float32]) -> bool:
    """Whether most of the sound lies at the pitch of the secret."""
    power = np.square(np.abs(np.fft.rfft(samples)))
    hz = np.fft.rfftfreq(len(samples), 1 / 16_000)
    return bool(power[np.abs(hz - SECRET_HZ) < 20].sum() > power.sum() / 2)


def all_of(secret: Path, film: Path) -> tuple[tuple[str, bytes], ...]:
    """Each kind of file that names the secret, with the name that it goes by."""
    playlists = [(name, text.format(path=secret, name=secret.name).encode()) for name, text in PLAYLISTS]
    return (*playlists, ("reference.mov", reference(film.read_bytes(), secret)))


_HLS = "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\n{}\n#EXT-X-ENDLIST\n"
_DASH = (
    '<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"'
    ' mediaPresentationDuration="PT3S" profiles="urn:mpeg:dash:profile:isoff-main:2011">'
    '<Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1">'
    "<BaseURL>{path}</BaseURL></Representation></AdaptationSet></Period></MPD>\n"
)
_IMF = (
    '<?xml version="1.0"?>\n<CompositionPlaylist xmlns="http://www.smpte-ra.org/schemas/2067-3/2016">'
    "<Id>urn:uuid:0</Id><file>{path}</file></CompositionPlaylist>\n"
)
PLAYLISTS = (
    ("hls.mp4", _HLS.format("{path}")),
    ("hls.m3u8", _HLS.format("{name}")),
    ("hls.ts", _HLS.format("file:{path}")),
    ("subfile.mp4", _HLS.format("subfile,,start,0,end,0,,:{path}")),
    ("concat.mp4", "ffconcat version 1.0\nfile {name}\n"),
    ("concat.ffconcat", "ffconcat version 1.0\nfile {name}\n"),
    ("dash.mp4", _DASH),
    ("dash.mpd", _DASH),
    ("imf.xml", _IMF),
    (
        "session.sdp",
        "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n",
    ),
    ("winamp.mp3", "[playlist]\nFile1={path}\nNumberOfEntries=1\n"),
    ("smil.mp4", '<smil><body><video src="{path}"/></body></smil>\n'),
    ("windows.wmv", '<asx version="3.0"><entry><ref href="{path}"/></entry></asx>\n'),
    ("reference.asf", "[Reference]\nRef1=file:{path}\n"),
)


def reference(film: bytes, to: Path) -> bytes:
    """A QuickTime film whose index stands last, with all its tracks in another file."""
    return b"".join(_refer(kind, body, to) for kind, body in _boxes(film))


def _refer(kind: bytes, body: bytes, to: Path) -> bytes:
    if kind in _HOLD_BOXES:
        body = b"".join(_refer(inner, content, to) for inner, content in _boxes(body))
    if kind == b"dref":
        body = struct.pack(">II", 0, 1) + _box(b"alis", bytes(4) + _alias(to))
    return _box(kind, body)


def _alias(to: Path) -> bytes:
    """A Macintosh alias record, which names a disk and the path on it."""
    disk, name, path = b"disk", to.name.encode(), b"disk" + bytes(to)
    return b"".join(
        (
            bytes(10) + bytes([len(disk)]) + disk.ljust(27, b"\0") + bytes(12),
            bytes([len(name)]) + name.ljust(63, b"\0") + bytes(16) + struct.pack(">hh", 1, 1) + bytes(16),
            struct.pack(">HH", 2, len(path)) + path + bytes(len(path) % 2),
            struct.pack(">HH", 0xFFFF, 0),
        )
    )


def _box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body) + 8, kind) + body


def _boxes(data: bytes) -> list[tuple[bytes, bytes]]:
    found, at = [], 0
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        found.append((kind, data[at + 8 : at + size]))
        at += size
    return found
