"""Captions in the picture, seen in the frames themselves: where they stand, when, and that all is whole."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from woordbeeld.errors import BadInputError, EnvironmentProblemError
from woordbeeld.media import burning, ffmpeg_program
from woordbeeld.media.burning import Bars, burn, last_frame_ms, picture_of, refuse_without_letters
from woordbeeld.media.ffmpeg_program import SETTING, find_ffmpeg, wheel_ffmpeg
from woordbeeld.media.framing import Framing, Shape
from woordbeeld.media.probing import probe
from woordbeeld.publications.legible_captions import legible, line_px
from woordbeeld.publications.open_captions import frame_for, render_letters, render_open_captions
from woordbeeld.timing import Span
from woordbeeld.tracks.model import Cue, ScreenPosition, Track, TrackKind, Utterance, Vertical

Frame = npt.NDArray[np.uint8]
Ffmpeg = Callable[..., None]

BLUE = ("-f", "lavfi", "-i", "color=blue:size=320x180:rate=10:duration=3")
TONE = ("-f", "lavfi", "-i", "sine=duration=3")
H264 = ("-c:v", "libx264", "-pix_fmt", "yuv420p")
LINES = ("TON HEERTS: Dank hiervoor,", "en welkom.")


def track(*lines: str, vertical: Vertical = Vertical.BOTTOM) -> Track:
    """One cue, from 1 to 2 s."""
    cue = Cue(Span(1000, 2000), (Utterance(lines),), (1,), ScreenPosition(vertical))
    return Track(TrackKind.CAPTIONS, "nl", (cue,))


def untold(_: float) -> None:
    """Nobody looks how far it is."""


def burnt(
    video: Path,
    captions: Track,
    shape: Shape,
    bars: Bars = Bars.PLAIN,
    *,
    out: Path | None = None,
    progress: Callable[[float], None] = untold,
) -> tuple[Path, Framing]:
    """The video with its captions in the picture, and how it is framed."""
    picture = picture_of(video)
    cues = legible(captions, shape)
    framing = frame_for(cues, shape, picture.width, picture.height)
    made = out or video.with_name("open.mp4")
    script = render_open_captions(cues, framing)
    burn(picture, script, framing, made, bars=bars, progress=progress)
    return made, framing


def frame(video: Path, shape: Shape, at_s: float) -> Frame:
    """A frame as it is shown: (height, width, 3)."""
    command = [find_ffmpeg().path, "-v", "error", "-ss", str(at_s), "-i", str(video), "-frames:v", "1"]
    done = subprocess.run(
        [*command, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"], capture_output=True, check=True
    )
    return np.frombuffer(done.stdout, np.uint8).reshape(shape.height, shape.width, 3)


def white(seen: Frame) -> tuple[int, int, int, int] | None:
    """Where something is white: first and last row, first and last column."""
    rows, columns = np.nonzero(seen.min(axis=2) > 180)
    return (rows.min(), rows.max(), columns.min(), columns.max()) if len(rows) else None


def is_blue(seen: Frame) -> bool:
    return bool((seen[..., 2].astype(int) - seen[..., 0] > 150).all())


@pytest.fixture
def video(tmp_path: Path, ffmpeg: Ffmpeg) -> Path:
    """A blue picture with sound, under a name that filters of ffmpeg would take for something else."""
    path = tmp_path / "it's [a], film; c:1=2.mp4"
    ffmpeg(*BLUE, *TONE, *H264, "-c:a", "aac", path)
    return path


@pytest.mark.parametrize("shape", [Shape.SQUARE, Shape.UPRIGHT])
def test_captions_stand_below_a_whole_picture_while_they_last(video: Path, shape: Shape) -> None:
    made, framing = burnt(video, track(*LINES), shape)
    during, before, after = (frame(made, shape, at_s) for at_s in (1.5, 0.5, 2.5))
    picture = slice(framing.top + 2, framing.top + framing.height - 2)
    assert is_blue(during[picture])
    seen = white(during)
    assert seen
    first, last, left, right = seen
    assert framing.top + framing.height < first < last < shape.height - shape.bottom_margin
    assert shape.width * 0.05 <= left < right <= shape.width * 0.95
    assert last - first > line_px(shape) * 1.4, "two lines, of the height that they are to have"
    assert white(before) is white(after) is None
    found = probe(made)
    assert found.codecs == {"h264", "aac"}
    assert found.duration_ms == pytest.approx(3000, abs=100)


def test_where_the_picture_fills_the_frame_captions_stand_low_in_it_on_black(video: Path) -> None:
    made, framing = burnt(video, track(*LINES), Shape.WIDE)
    assert framing.fills
    seen = frame(made, Shape.WIDE, 1.5)
    found = white(seen)
    assert found
    first, last, left, right = found
    assert 1080 * 0.75 < first < last < 1080 - 54
    assert not is_blue(seen[first : first + 1, left : left + 1])
    assert seen[first - 5, (left + right) // 2].max() < 40, "the box around the text is black"
    assert is_blue(seen[: 1080 // 2])


def test_a_caption_that_stands_high_in_the_picture_stays_there(video: Path) -> None:
    made, _ = burnt(video, track(*LINES, vertical=Vertical.TOP), Shape.WIDE)
    found = white(frame(made, Shape.WIDE, 1.5))
    assert found
    assert found[1] < 1080 * 0.25


def test_a_picture_that_leaves_little_room_moves_up_for_the_captions(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    path = tmp_path / "old.mp4"
    ffmpeg("-f", "lavfi", "-i", "color=blue:size=320x240:rate=5:duration=2", *H264, path)
    made, framing = burnt(path, track(*LINES), Shape.SQUARE)
    assert framing.top < (1080 - framing.height) // 2
    seen = frame(made, Shape.SQUARE, 1.5)
    assert is_blue(seen[framing.top + 2 : framing.top + framing.height - 2])
    assert not probe(made).has_audio


@pytest.mark.parametrize("bars", Bars)
def test_bars_are_black_or_the_picture_blurred(video: Path, bars: Bars) -> None:
    made, framing = burnt(video, track(*LINES), Shape.UPRIGHT, bars)
    above = frame(made, Shape.UPRIGHT, 0.5)[: framing.top - 4]
    assert is_blue(above) if bars is Bars.BLURRED else above.max() < 40


@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize(
    "text",
    ["WWW MAXIMAAL, MINIMAAL " * 2, "dat is de verantwoordelijkheid ervan " * 2, "نعم هذا هو النص " * 4],
)
def test_lines_stand_between_the_sides_as_they_were_broken(video: Path, shape: Shape, text: str) -> None:
    made, _ = burnt(video, track(text), shape)
    seen = white(frame(made, shape, 1.25))
    assert seen
    first, last, left, right = seen
    assert shape.width * 0.05 - 2 <= left < right <= shape.width * 0.95 + 2
    assert last - first < 3 * line_px(shape)


def test_the_moment_of_the_last_frame_is_known(video: Path) -> None:
    assert last_frame_ms(video) == 2900


def test_a_video_that_is_turned_is_shown_upright(tmp_path: Path, video: Path) -> None:
    turned = tmp_path / "turned.mp4"
    command = [wheel_ffmpeg().path, "-v", "error", "-display_rotation", "90", "-i", str(video), "-c", "copy"]
    subprocess.run([*command, str(turned)], check=True)  # ffmpeg 5 cannot say it, but heeds it
    found = picture_of(turned)
    assert (found.width, found.height) == (180, 320)
    made, framing = burnt(turned, track(*LINES), Shape.UPRIGHT)
    assert framing.fills
    assert is_blue(frame(made, Shape.UPRIGHT, 1.5)[:1000])


def test_pixels_that_are_not_square_are_made_so(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    path = tmp_path / "tape.mp4"
    ffmpeg("-f", "lavfi", "-i", "color=blue:size=160x180:rate=5:duration=1", "-vf", "setsar=2", *H264, path)
    found = picture_of(path)
    assert (found.width, found.height) == (320, 180)


def test_it_is_told_how_far_it_is_and_the_same_video_gives_the_same_bytes(video: Path) -> None:
    shares: list[float] = []
    made, _ = burnt(video, track(*LINES), Shape.SQUARE, progress=shares.append)
    once = made.read_bytes()
    assert sorted(shares) == shares
    assert shares[-1] == 1
    made, _ = burnt(video, track(*LINES), Shape.SQUARE)
    assert made.read_bytes() == once


def test_an_interrupt_stops_ffmpeg(video: Path, monkeypatch: pytest.MonkeyPatch, ffmpeg: Ffmpeg) -> None:
    long = video.with_name("long.mp4")  # ffmpeg is not done with it when it tells of it first
    ffmpeg("-stream_loop", 39, "-i", video, "-c", "copy", long)
    started: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def remembered(*arguments: object, **others: object) -> subprocess.Popen[bytes]:
        started.append(start(*arguments, **others))  # type: ignore[call-overload]
        return started[-1]

    def interrupted(_: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("woordbeeld.media.ffmpeg_program.subprocess.Popen", remembered)
    with pytest.raises(KeyboardInterrupt):
        burnt(long, track(*LINES), Shape.SQUARE, progress=interrupted)
    assert started[-1].returncode not in (None, 0)


def test_a_full_disk_is_told_as_one(video: Path) -> None:
    with pytest.raises(OSError, match="No space left on device"):
        burnt(video, track(*LINES), Shape.SQUARE, out=Path("/dev/full"))


def test_sound_alone_has_no_picture_to_write_in(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    path = tmp_path / "talk.m4a"
    ffmpeg(*TONE, "-c:a", "aac", path)
    with pytest.raises(BadInputError, match=r"talk\.m4a: there is no picture in it; give a video"):
        picture_of(path)


def letters_refused(letters: str) -> None:
    refuse_without_letters(letters, render_letters(letters), "talk.vtt")


def test_letters_of_no_font_are_told_before_the_work() -> None:
    letters_refused("Aé?{}\\,🙂"[:-1] + "شЖ")
    nobody_has = "\ufdd0"  # no character, and never one
    with pytest.raises(EnvironmentProblemError, match=f"talk.vtt: no font on this machine has {nobody_has};"):
        letters_refused(f"A{nobody_has}")


def test_a_machine_without_fonts_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fonts = tmp_path / "fonts.conf"
    doctype = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
    fonts.write_text(f"{doctype}<fontconfig><dir>{tmp_path}</dir></fontconfig>", "utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(fonts))
    with pytest.raises(EnvironmentProblemError, match="there are no fonts on this machine; install one"):
        letters_refused("AB")


def test_an_ffmpeg_without_libass_is_told_so_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(burning, "has_filter", lambda _: False)
    with pytest.raises(EnvironmentProblemError, match=f"no libass, which draws captions; set {SETTING} to"):
        letters_refused("A")


def test_the_filters_of_ffmpeg_are_known() -> None:
    assert ffmpeg_program.has_filter("ass")
    assert ffmpeg_program.has_filter("scale")
    assert not ffmpeg_program.has_filter("no such filter")
