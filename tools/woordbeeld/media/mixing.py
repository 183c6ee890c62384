"""Sound that was mixed, written: alone, and with the picture of its film."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import ffmpeg
import numpy as np

from woordbeeld.media.containers import in_player_time, open_input
from woordbeeld.media.encoding import ENCODABLE, PICTURE, SAME_BYTES
from woordbeeld.media.ffmpeg_program import patience_s, run_ffmpeg, run_ffmpeg_long
from woordbeeld.media.limiting import limited, true_peak
from woordbeeld.media.piping import MIX_RATE, Stereo, feed, stereo_blocks, stereo_input
from woordbeeld.media.probing import Probe, probe

# In stereo, for there may be music under a voice. The other coder of ffmpeg takes five times as long.
SOUND: Final = {"acodec": "aac", "audio_bitrate": "128k", "aac_coder": "fast"}
CEILING_DB: Final = -1.0  # of true peaks, so that no player clips (EBU R 128)
LIMIT_DB: Final = CEILING_DB - 0.5  # before encoding, which mostly overshoots by that
_TRIES: Final = 4
_USUAL_FRAMES_A_S: Final = 25.0
_SHOWN: Final = re.compile(r" pts_time:(-?[\d.]+) ")


def write_mix(
    mix: Callable[[], Iterable[Stereo]],
    out: Path,
    *,
    named: Path,
    language: str,
    duration_ms: int,
    progress: Callable[[float], None],
) -> None:
    """Write sound as M4A (AAC) with no true peak above `CEILING_DB`, also after encoding.

    `mix` gives it in blocks, anew each time that it must be made quieter; `named` is told where it fails.
    Players show the `language` (its code in media) among the tracks.

    Raises:
        BadInputError: what it is mixed of cannot be read.
        OSError: there is no room for it.
    """
    ceiling_db = LIMIT_DB
    for _ in range(_TRIES):
        blocks = _counted(limited(mix(), ceiling_db), duration_ms, progress)
        written = stereo_input().output(
            f"file:{out}", format="mp4", af=ENCODABLE, **SOUND, **SAME_BYTES, **_in_language(language)
        )
        feed(written, blocks, named, duration_ms)
        above_db = true_peak_db(out, duration_ms) - CEILING_DB
        if above_db <= 0:
            return
        ceiling_db -= above_db + 0.1


def true_peak_db(path: Path, duration_ms: int) -> float:
    """The largest true peak in a file (dB of full scale).

    Raises:
        BadInputError: ffmpeg cannot read it.
    """
    highest = 0.0
    for block in stereo_blocks(path, duration_ms):
        highest = max(highest, true_peak(block, highest))
    return 20 * float(np.log10(max(highest, 1e-9)))


def write_film(film: Path, sound: Path, out: Path, language: str, duration_ms: int) -> None:
    """Write an MP4 with the picture of a film, as it is, and another sound in a language (its code in media).

    Raises:
        BadInputError: ffmpeg cannot read one of them.
    """
    source, heard = open_input(film), open_input(sound)
    both = ffmpeg.output(
        source["V:0"],
        heard["a:0"],
        f"file:{out}",
        format="mp4",
        codec="copy",
        **SAME_BYTES,
        **_in_language(language),
    )
    run_ffmpeg(in_player_time(source, both), film, limit_s=patience_s(film, duration_ms))


def write_still_film(
    film: Path,
    sound: Path,
    out: Path,
    stills: Sequence[tuple[int, int]],
    *,
    language: str,
    duration_ms: int,
    progress: Callable[[float], None],
) -> None:
    """Write an MP4 with another sound, in which the picture stands still: from a moment on, for so long (ms).

    Raises:
        BadInputError: ffmpeg cannot read one of the two.
    """
    found = probe(film)
    first_s = _first_picture_s(film, found)
    whole_ms = duration_ms + sum(length_ms for _, length_ms in stills)
    later = "".join(f"+gte(T,{at_ms / 1000:.3f})*{length_ms / 1000:.3f}" for at_ms, length_ms in stills)
    source, heard = open_input(film, found.pixels), open_input(sound)
    shown = (
        source["V:0"]
        .filter("setpts", f"PTS-STARTPTS+{first_s:.6f}/TB")
        .filter("setpts", f"PTS+(0{later})/TB")
        .filter(
            "fps", found.frames_per_second or _USUAL_FRAMES_A_S, start_time=0
        )  # also if it begins standing
        .filter("tpad", stop_mode="clone", stop_duration=f"{whole_ms / 1000:.3f}")  # where it ends standing
    )
    both = ffmpeg.output(
        shown,
        heard["a:0"],
        f"file:{out}",
        format="mp4",
        t=f"{whole_ms / 1000:.3f}",
        **PICTURE,
        acodec="copy",
        **SAME_BYTES,
        **_in_language(language),
    )
    # Not in `in_player_time`: ffmpeg makes its outputs keep pace with each other, and of two inputs halts the
    # one that is ahead. The picture that waits is ever further ahead of its own packets, and all would halt.
    run_ffmpeg_long(both, film, limit_s=patience_s(film, whole_ms), duration_ms=whole_ms, progress=progress)


def _in_language(language: str) -> dict[str, str]:
    """The option by which the sound of an output has a language (its code in media)."""
    return {"metadata:s:a:0": f"language={language}"}


def _first_picture_s(film: Path, found: Probe) -> float:
    """When the first picture of a film is shown, by the player."""
    source = open_input(film, found.pixels)
    shown = source["V:0"].filter("showinfo").output("pipe:", format="null", vframes=1)
    _, told = run_ffmpeg(
        in_player_time(source, shown), film, limit_s=patience_s(film, found.duration_ms or 0), log="info"
    )
    first = _SHOWN.search(told)
    return float(first[1]) if first else 0.0


def frames_a_s(film: Path) -> float:
    """How many pictures a second a film has, as `write_still_film` takes it."""
    return probe(film).frames_per_second or _USUAL_FRAMES_A_S


def _counted(
    blocks: Iterable[Stereo], duration_ms: int, progress: Callable[[float], None]
) -> Iterator[Stereo]:
    """The blocks, while it is told how far they are."""
    done = 0
    for block in blocks:
        yield block
        done += len(block)
        progress(min(1.0, done * 1000 / MIX_RATE / max(1, duration_ms)))
