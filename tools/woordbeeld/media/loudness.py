"""How loud sound is to an ear (ITU-R BS.1770-5, EBU R 128), as ffmpeg measures it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from woordbeeld.cache import ContentCache, content_key
from woordbeeld.media.containers import IN_TIME, in_player_time, open_input
from woordbeeld.media.ffmpeg_program import patience_s, run_ffmpeg
from woordbeeld.media.model import Media
from woordbeeld.media.piping import Stereo, as_stereo, feed, stereo_input
from woordbeeld.media.samples import Samples
from woordbeeld.media.unchanged import made_of
from woordbeeld.timing import Span

VERSION: Final = 1  # raised when the same sound would be measured otherwise
STEP_MS: Final = 100  # between two blocks
BLOCK_MS: Final = 400
ABSOLUTE_GATE: Final = -70.0  # LUFS: quieter is silence
SILENT: Final = -99.0  # LUFS; what is told of digital silence
RELATIVE_GATE: Final = -10.0  # LU below the mean of the rest: what is quieter is a pause
_MEASURE: Final = (
    "aformat=channel_layouts=stereo:sample_rates=48000,"
    "ebur128=metadata=1,ametadata=mode=print:key=lavfi.r128.M:file=-"
)
_TOLD = re.compile(rb"lavfi\.r128\.M=(-?[\d.]+|-?inf|-?nan)")

Loudness = npt.NDArray[np.float64]  # (n,), LUFS; of the 400 ms that end at 100 ms, 200 ms and so on


def loudness_of(path: Path, media: Media, cache: ContentCache) -> Loudness:
    """How loud a media file is, from the player's moment 0 on; measured once.

    Raises:
        BadInputError: ffmpeg cannot read it.
    """
    key = content_key("loudness", VERSION, media.sha256)
    return np.array(cache.get(key, lambda: made_of(path, media, lambda: _of_file(path, media))), np.float64)


def loudness_of_sounds(sounds: Iterable[Samples], rate: int, named: Path) -> list[float]:
    """How loud each of some sounds is (LUFS; float32, (n,), mono, of `rate`), played by two loudspeakers.

    Of those shorter than a block, as loud as they are while they last. `named` is told where it fails.

    Raises:
        BadInputError: ffmpeg cannot do it.
    """
    ends: list[tuple[int, int]] = []

    def spaced() -> Iterator[Stereo]:
        step, silence = rate * STEP_MS // 1000, rate * BLOCK_MS // 1000
        at = 0
        for sound in sounds:
            whole = np.pad(sound, (silence, -len(sound) % step))
            at += len(whole)
            ends.append((at // step, len(sound)))
            yield np.repeat(whole[:, np.newaxis], 2, axis=1)

    told = feed(stereo_input(rate).output("pipe:", format="null", af=_MEASURE), spaced(), named, 0)
    found = told_loudness(told)
    return [_of_sound(found, end, length * 1000 / rate) for end, length in ends]


def _of_sound(found: Loudness, end: int, length_ms: float) -> float:
    blocks = found[end - max(1, int(length_ms - BLOCK_MS) // STEP_MS + 1) : end]
    missing = max(1.0, BLOCK_MS / max(length_ms, 1))  # of a sound shorter than a block, the rest is silence
    return integrated(blocks) + 10 * float(np.log10(missing))


def within(loudness: Loudness, spans: Sequence[Span]) -> Loudness:
    """The blocks that lie wholly in these spans."""
    ends_ms = (np.arange(len(loudness)) + 1) * STEP_MS
    inside = np.zeros(len(loudness), bool)
    for span in spans:
        inside |= (ends_ms - BLOCK_MS >= span.start_ms) & (ends_ms <= span.end_ms)
    return loudness[inside]


def integrated(loudness: Loudness) -> float:
    """How loud blocks are together (LUFS), pauses left out; minus infinity where all is silent."""
    loud = loudness[loudness > ABSOLUTE_GATE]
    if not len(loud):
        return float("-inf")
    louder = loud[loud > _mean(loud) + RELATIVE_GATE]
    return _mean(louder)


def _mean(loudness: Loudness) -> float:
    return 10 * float(np.log10(np.mean(10 ** (loudness / 10))))


def told_loudness(told: bytes) -> Loudness:
    r"""The blocks that ffmpeg tells of.

    >>> told_loudness(b"lavfi.r128.M=-23.1\nlavfi.r128.M=-inf\n")
    array([-23.1, -99. ])
    """
    values = (float(each) for each in _TOLD.findall(told))
    return np.array([max(SILENT, value) if np.isfinite(value) else SILENT for value in values], np.float64)


def _of_file(path: Path, media: Media) -> list[float]:
    source = open_input(path)
    measured = source["a:0"].output("pipe:", format="null", af=f"{IN_TIME}{as_stereo(path)},{_MEASURE}")
    told, _ = run_ffmpeg(in_player_time(source, measured), path, limit_s=patience_s(path, media.duration_ms))
    found: list[float] = told_loudness(told).tolist()
    return found
