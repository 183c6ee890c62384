"""Sound that was mixed, written with the picture of its film: in time, as loud as it was, never too loud."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import ffmpeg as ffmpeg_python
import numpy as np
import pytest

from woordbeeld.cache import ContentCache
from woordbeeld.errors import BadInputError
from woordbeeld.media import mixing
from woordbeeld.media.containers import in_player_time, open_input
from woordbeeld.media.ffmpeg_program import run_ffmpeg
from woordbeeld.media.loudness import integrated, loudness_of, loudness_of_sounds, within
from woordbeeld.media.mixing import true_peak_db, write_film, write_mix, write_still_film
from woordbeeld.media.model import Media
from woordbeeld.media.piping import MIX_RATE, Stereo, stereo_blocks
from woordbeeld.media.unchanged import sha256_now
from woordbeeld.timing import Span

SHOWN = re.compile(r" pts_time:(-?[\d.]+) .*? checksum:(\w+)")
Run = Callable[..., None]
PICTURE = ("-f", "lavfi", "-i", "testsrc=size=160x90:rate=25:duration=8")
# Noise that is nowhere like itself elsewhere, so that it tells to the sample where it is.
NOISE = ("-f", "lavfi", "-i", "anoisesrc=duration=8:sample_rate=44100:seed=3:amplitude=0.2:color=pink")
FILM = ("-c:v", "libx264", "-pix_fmt", "yuv420p", "-bf", "3", "-c:a", "aac")
FILMS = {
    "plain": (*PICTURE, *NOISE, *FILM),
    "sound later": (*PICTURE, "-itsoffset", "0.7", *NOISE, *FILM),
    "picture later": ("-itsoffset", "0.6", *PICTURE, *NOISE, *FILM),
    "mono": (*PICTURE, *NOISE, "-ac", "1", *FILM),
    "surround": (*PICTURE, *NOISE, "-ac", "6", *FILM),
}


@pytest.fixture(params=FILMS)
def made(request: pytest.FixtureRequest, tmp_path: Path, ffmpeg: Run) -> Path:
    path = tmp_path / "film.mp4"
    ffmpeg(*FILMS[request.param], path)
    return path


def heard(path: Path) -> Stereo:
    return np.concatenate(list(stereo_blocks(path, 8000)))


def mix(film: Path, out: Path, gain: float = 1.0) -> Path:
    def loud() -> Iterable[Stereo]:
        return (block * np.float32(gain) for block in stereo_blocks(film, 8000))

    write_mix(loud, out, named=film, language="nld", duration_ms=8000, progress=lambda _: None)
    return out


def media_of(path: Path) -> Media:
    return Media(path.name, sha256_now(path), 8000, has_video=True)


def pictures(path: Path) -> list[tuple[int, str]]:
    """The moment (ms, by the player) and the checksum of each picture, decoded."""
    source = open_input(path)
    shown = source["V:0"].filter("showinfo").output("pipe:", format="null")
    _, told = run_ffmpeg(in_player_time(source, shown), path, limit_s=60, log="info")
    return [(round(float(at) * 1000), crc) for at, crc in SHOWN.findall(told)]


def lag_ms(one: Stereo, other: Stereo, at_s: float) -> float:
    """By how much the same moment is later in another sound, to a fraction of a millisecond."""
    start, length = round(at_s * MIX_RATE), MIX_RATE
    part, whole = one[start : start + length, 0], other[start : start + length, 0]
    size = 4 * length
    product = np.fft.irfft(np.fft.rfft(whole, size) * np.conj(np.fft.rfft(part, size)), size)
    at = int(np.argmax(product))
    return (at if at < size // 2 else at - size) * 1000 / MIX_RATE


def test_the_film_keeps_its_picture_and_its_time(made: Path, tmp_path: Path) -> None:
    out = tmp_path / "described.mp4"
    write_film(made, mix(made, tmp_path / "mix.m4a"), out, "nld", 8000)
    before, after = pictures(made), pictures(out)
    assert [crc for _, crc in before] == [crc for _, crc in after]
    assert max(abs(one[0] - other[0]) for one, other in zip(before, after, strict=True)) <= 1
    for at_s in (1.0, 6.5):
        assert abs(lag_ms(heard(made), heard(out), at_s)) < 1


def test_players_are_told_in_which_language_it_is(ffmpeg: Run, tmp_path: Path) -> None:
    film, out, still = (tmp_path / name for name in ("film.mp4", "described.mp4", "still.mp4"))
    ffmpeg(*FILMS["plain"], film)
    sound = mix(film, tmp_path / "mix.m4a")
    write_film(film, sound, out, "nld", 8000)
    write_still_film(film, sound, still, [(0, 40)], language="nld", duration_ms=8000, progress=lambda _: None)
    for made in (sound, out, still):
        _, told = run_ffmpeg(
            open_input(made)["a:0"].output("pipe:", format="null"), made, limit_s=60, log="info"
        )
        assert re.search(r"\(nld\): Audio", told), made.name


def test_it_is_as_loud_as_it_was(made: Path, tmp_path: Path) -> None:
    cache = ContentCache(tmp_path)
    out = mix(made, tmp_path / "mix.m4a")
    before, after = (integrated(loudness_of(each, media_of(each), cache)) for each in (made, out))
    assert after == pytest.approx(before, abs=0.5)  # the encoder leaves out what nobody hears of noise


def test_the_same_is_mixed_to_the_same_bytes(ffmpeg: Run, tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    ffmpeg(*FILMS["plain"], film)
    both = []
    for number in range(2):
        out = tmp_path / f"{number}.mp4"
        write_film(film, mix(film, tmp_path / f"{number}.m4a"), out, "nld", 8000)
        both.append(out.read_bytes())
    assert both[0] == both[1]


def test_no_player_clips_it_also_after_encoding(ffmpeg: Run, tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    ffmpeg(*FILMS["plain"], film)
    out = mix(film, tmp_path / "loud.m4a", gain=24.0)
    assert -2.5 < true_peak_db(out, 8000) <= -1.0


def test_where_the_picture_stands_still_it_stays_with_the_sound(ffmpeg: Run, tmp_path: Path) -> None:
    film, out = tmp_path / "film.mp4", tmp_path / "still.mp4"
    ffmpeg(*FILMS["plain"], film)
    sound = mix(film, tmp_path / "mix.m4a")
    stills = [(2000, 1000), (5000, 480), (8000, 2000)]
    write_still_film(film, sound, out, stills, language="nld", duration_ms=8000, progress=lambda _: None)
    shown = [at_ms for at_ms, _ in pictures(out)]
    assert len(shown) == 8 * 25 + 25 + 12 + 50
    assert shown == [40 * number for number in range(len(shown))]
    at = {at_ms: number for number, (at_ms, _) in enumerate(pictures(out))}
    small = _small_pictures(out)
    assert np.abs(small[at[2040]] - small[at[2960]]).max() < 12  # it stands still
    assert np.abs(small[at[3480]] - _small_pictures(film)[62]).max() < 12  # and goes on where it was
    assert np.abs(small[at[7480]] - _small_pictures(film)[150]).max() < 12


def test_it_stands_still_as_often_as_is_asked(
    ffmpeg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film, sound, out = (tmp_path / name for name in ("film.mp4", "sound.m4a", "still.mp4"))
    small = ("-f", "lavfi", "-i", "testsrc=size=160x90:rate=25:duration=30")
    ffmpeg(*small, "-f", "lavfi", "-i", "sine=duration=30", *FILM, film)
    ffmpeg("-f", "lavfi", "-i", "sine=duration=54", "-ac", "2", sound)
    stills = [(2000 * number, 3000) for number in range(1, 9)]
    monkeypatch.setattr(mixing, "patience_s", lambda *_: 120.0)  # else ffmpeg may wait for itself for hours
    write_still_film(film, sound, out, stills, language="nld", duration_ms=30_000, progress=lambda _: None)
    assert [at_ms for at_ms, _ in pictures(out)] == [40 * number for number in range(54 * 25)]


def test_it_stands_still_at_the_moments_of_the_player(made: Path, tmp_path: Path) -> None:
    out = tmp_path / "still.mp4"
    sound = mix(made, tmp_path / "mix.m4a")
    write_still_film(
        made, sound, out, [(2000, 1000)], language="nld", duration_ms=8000, progress=lambda _: None
    )
    before, after = pictures(made), pictures(out)
    assert after[0][0] == 0
    later = _small_pictures(made)[[at_ms for at_ms, _ in before].index(before[0][0] + 3000)]
    moved_ms = before[0][0] + 3000 + 1000
    number = min(range(len(after)), key=lambda each: abs(after[each][0] - moved_ms))
    assert np.abs(_small_pictures(out)[number] - later).max() < 12


def test_a_film_that_begins_standing_still_has_its_picture_from_the_start(
    ffmpeg: Run, tmp_path: Path
) -> None:
    film, out = tmp_path / "film.mp4", tmp_path / "still.mp4"
    ffmpeg(*FILMS["plain"], film)
    sound = mix(film, tmp_path / "mix.m4a")
    write_still_film(film, sound, out, [(0, 1000)], language="nld", duration_ms=8000, progress=lambda _: None)
    assert [at_ms for at_ms, _ in pictures(out)] == [40 * number for number in range(9 * 25)]


def _small_pictures(path: Path) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
    source = ffmpeg_python.input(str(path))["v:0"].filter("scale", 16, 9)
    each = source.output("pipe:", format="rawvideo", pix_fmt="gray", fps_mode="passthrough")
    raw, _ = run_ffmpeg(each, path, limit_s=60)
    return np.frombuffer(raw, np.uint8).reshape(-1, 144).astype(np.int16)


def test_how_loud_sounds_are_alone_is_how_loud_they_are_in_a_film(ffmpeg: Run, tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    ffmpeg(*FILMS["mono"], film)
    found = loudness_of(film, media_of(film), ContentCache(tmp_path))
    sound = heard(film)[:, 0]
    long, short = loudness_of_sounds([sound[: 3 * MIX_RATE], sound[: MIX_RATE // 5]], MIX_RATE, film)
    assert long == pytest.approx(integrated(within(found, [Span(0, 3000)])), abs=0.2)
    assert short == pytest.approx(long, abs=1.0)
    assert len(within(found, [Span(1000, 1399)])) == 0


def test_of_silence_there_is_no_loudness() -> None:
    assert integrated(np.array([-99.0, -80.0])) == float("-inf")


def test_a_film_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(b"\0\0\0\x18ftypmp42" + b"\0" * 2000)
    with pytest.raises(BadInputError, match=r"film\.mp4"):
        mix(film, tmp_path / "mix.m4a")
