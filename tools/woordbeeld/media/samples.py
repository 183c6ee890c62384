"""The sound of a media file as samples."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from woordbeeld.errors import BadInputError
from woordbeeld.media.completeness import TRUNCATED_MS, Reach, length_if_whole_ms, reach_of
from woordbeeld.media.containers import IN_TIME, in_player_time, open_input
from woordbeeld.media.ffmpeg_program import ffmpeg_output, patience_s, run_ffmpeg
from woordbeeld.media.model import Media
from woordbeeld.media.probing import Probe, probe
from woordbeeld.media.unchanged import refuse_changed, sha256_now
from woordbeeld.sound_on_disk import on_disk
from woordbeeld.words import say

SAMPLE_RATE = 16_000  # Hz; what Whisper and silero-vad were trained on
SAMPLES_PER_MS = SAMPLE_RATE // 1000
MINUTE: Final = 60 * SAMPLE_RATE  # at once: what is made of an hour would take as much memory again, or more
SILENCE_PEAK = 1e-4  # of full scale (-80 dB): nothing a microphone records stays below it
MAX_HOURS: Final = 12  # of sound, which takes 2.8 GB of disk
BLOCK_BYTES: Final = 1 << 20
MAX_MS: Final = MAX_HOURS * 3_600_000
SILENCE_DB: Final = -80  # the same as a level
STEREO: Final = 2  # channels, of which one may cancel the other
QUIET_DB: Final = -30  # of full scale; speech that is well recorded is louder
CANCELLED_DB: Final = 12  # the mix of channels that differ is at most so much quieter than the loudest
OVERSHOOT: Final = 1.1  # of full scale: so far lossy codecs exceed it, and no harm is done
LOUDEST: Final = 8.0  # of full scale (18 dB above it): more is no sound but damage

Samples = npt.NDArray[np.float32]

_CHANNEL_LEVEL = re.compile(r"RMS level dB: (-?[\d.]+|-?inf|-?nan)")


@dataclass(frozen=True, slots=True)
class _Sound:
    samples: Samples
    reach: Reach

    @property
    def duration_ms(self) -> int:
        return len(self.samples) // SAMPLES_PER_MS


def decode(path: Path) -> tuple[Media, Samples]:
    """The media file and its first audio track: float32, (n,), mono 16 kHz, [-1.1, 1.1].

    Sample 0 is the moment 0 of a player: a track that starts later begins with silence. Channels are mixed;
    in each second in which they cancel each other out, the loudest is taken.

    Raises:
        BadInputError: nothing that ffmpeg reads, no audio track, silence only, a truncated file, or a file
            that lasts too long, or one that changes meanwhile.
    """
    found, sha256 = probe_audible(path), sha256_now(path)
    limit_s = patience_s(path, found.duration_ms or 0)
    sound = _read(path, limit_s) if found.is_mono else _mixed(path, limit_s)
    _refuse_if_cut(path, found, sound)
    if sound.duration_ms == 0 or _peak(sound.samples) < SILENCE_PEAK:
        raise BadInputError(
            say("error.media_file.silence"), where=path.name, remedy=say("error.media_file.use_sound")
        )
    refuse_changed(path, sha256)
    return Media(path.name, sha256, _duration_ms(found, sound), found.has_video), sound.samples


def probe_audible(path: Path) -> Probe:
    """What is in a media file, by what its container says (see `probe`).

    Raises:
        BadInputError: as `probe`, or there is no audio track.
    """
    found = probe(path)
    if not found.has_audio:
        raise BadInputError(
            say("error.media_file.no_audio"),
            where=path.name,
            remedy=say("error.media_file.use_with_sound"),
        )
    return found


def _mixed(path: Path, limit_s: float) -> _Sound:
    """The channels mixed; in each second in which they cancel each other out, the loudest alone."""
    mixed = _read(path, limit_s)
    if not (_block_levels_db(mixed.samples) <= QUIET_DB).any():
        return mixed
    levels_db = _channel_levels_db(path, limit_s)
    if len(levels_db) < STEREO:
        return mixed
    alone = _read(path, limit_s, channel=int(np.argmax(levels_db)))
    return replace(mixed, samples=_without_cancelling(mixed.samples, alone.samples))


def _without_cancelling(mixed: Samples, alone: Samples) -> Samples:
    """The mix, with one channel in its place in each second in which that is far louder."""
    length = min(len(mixed), len(alone))
    levels_db, alone_db = (_block_levels_db(each[:length]) for each in (mixed, alone))
    cancelled = (levels_db <= QUIET_DB) & (alone_db >= levels_db + CANCELLED_DB) & (alone_db > SILENCE_DB)
    if not cancelled.any():
        return mixed
    chosen = np.repeat(cancelled, SAMPLE_RATE)[:length]
    found = mixed.copy()
    found[:length][chosen] = alone[:length][chosen]
    return found


def _block_levels_db(samples: Samples) -> npt.NDArray[np.float64]:
    """The level of every second in dB of full scale, (ceil(n / 16000),); the last one may be shorter."""
    power = np.concatenate([np.zeros(0), *map(_powers, _minutes(samples))])
    levels: npt.NDArray[np.float64] = 10 * np.log10(np.maximum(power, 1e-12))
    return levels


def _powers(samples: Samples) -> npt.NDArray[np.float64]:
    starts = np.arange(0, len(samples), SAMPLE_RATE)
    sizes = np.diff(np.append(starts, len(samples)))
    found: npt.NDArray[np.float64] = np.add.reduceat(np.square(samples, dtype=np.float64), starts) / sizes
    return found


def _read(path: Path, limit_s: float, channel: int | None = None) -> _Sound:
    """The first audio track, its channels mixed or one of them alone, and how far the file can be read."""
    source = open_input(path)
    one = f"pan=mono|c0=c{channel}," if channel is not None else ""
    sound = source["a:0"].output(
        "pipe:",
        format="f32le",
        ac=1,
        ar=SAMPLE_RATE,
        af=f"{one}{IN_TIME}",
        t=MAX_MS // 1000,
    )
    with tempfile.TemporaryDirectory(prefix="woordbeeld-") as folder:
        listed = Path(folder) / "packets"
        both = in_player_time(source, sound, f"file:{listed}", "framecrc")
        with ffmpeg_output(both, path, limit_s=limit_s) as out:
            samples = on_disk(iter(partial(out.read, BLOCK_BYTES), b""))
        with listed.open(encoding="ascii", errors="replace") as lines:
            reach = reach_of(lines)
    return _Sound(_within_full_scale(samples), reach)


def _within_full_scale(samples: Samples) -> Samples:
    """Sound above full scale, as mixed channels can be, is made quieter as a whole; damage is cut off."""
    if _peak(samples) <= OVERSHOOT:
        return samples
    sound = [np.clip(np.nan_to_num(minute), -LOUDEST, LOUDEST) for minute in _minutes(samples)]
    loudest = np.float32(max(1.0, *map(_peak, sound)))
    return np.concatenate([minute / loudest for minute in sound])


def _minutes(samples: Samples) -> Iterator[Samples]:
    return (samples[at : at + MINUTE] for at in range(0, len(samples), MINUTE))


def _peak(samples: Samples) -> float:
    """The largest distance from 0, not a number where a sample is none; 0 without samples."""
    return float(np.maximum(samples.max(), -samples.min())) if len(samples) else 0.0


def _channel_levels_db(path: Path, limit_s: float) -> list[float]:
    measured = open_input(path)["a:0"].output(
        "-", format="null", af="astats=measure_overall=none:measure_perchannel=RMS_level", t=MAX_MS // 1000
    )
    _, messages = run_ffmpeg(measured, path, log="info", limit_s=limit_s)
    return [float(level) for level in _CHANNEL_LEVEL.findall(messages) if "nan" not in level]


def _refuse_if_cut(path: Path, found: Probe, sound: _Sound) -> None:
    if sound.duration_ms >= MAX_MS:
        raise BadInputError(
            say("error.media_file.too_long", hours=MAX_HOURS),
            where=path.name,
            remedy=say("error.media_file.cut_up"),
        )
    readable_ms, whole_ms = sound.reach.all_ms, length_if_whole_ms(path, found, sound.reach)
    if whole_ms is None and sound.duration_ms < sound.reach.sound_ms - TRUNCATED_MS:
        readable_ms, whole_ms = sound.duration_ms, sound.reach.sound_ms
    if whole_ms is not None:
        raise BadInputError(
            say("error.media_file.truncated", readable=readable_ms // 1000, whole=whole_ms // 1000),
            where=path.name,
            remedy=say("error.copy_again"),
        )


def _duration_ms(found: Probe, sound: _Sound) -> int:
    """What the container says where its tracks bear it out to a second, else how far they reach."""
    read_ms = max(sound.duration_ms, sound.reach.all_ms)
    told_ms = found.duration_ms
    confirmed = told_ms is not None and abs(told_ms - read_ms) <= TRUNCATED_MS
    return max(sound.duration_ms, told_ms if confirmed and told_ms else read_ms)
