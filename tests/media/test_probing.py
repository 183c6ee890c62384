"""What is in a file, read from ffmpeg's messages."""

from __future__ import annotations

import pytest

from woordbeeld.media.probing import read_probe

_HEAD = "Input #0, mov,mp4, from 'talk.mp4':\n  Duration: 00:00:10.00, start: 0.000000, bitrate: 100 kb/s\n"
_SOUND = "  Stream #0:1(und): Audio: aac (LC), 48000 Hz, stereo, fltp, 128 kb/s\n"


@pytest.mark.parametrize(
    ("video", "rate"),
    [
        ("Video: h264 (High), yuv420p, 1280x720, 500 kb/s, 25 fps, 25 tbr, 12800 tbn", 25.0),
        ("Video: h264 (High), yuv420p, 1280x720, 500 kb/s, 23.98 fps, 23.98 tbr, 24k tbn", 23.98),
        ("Video: mjpeg, yuvj420p, 600x600, 0 fps, 90k tbr, 90k tbn", None),
        ("Video: mjpeg, yuvj420p, 600x600, 25 fps, 90k tbr (attached pic)", None),
        ("", None),
    ],
)
def test_the_frame_rate_is_that_of_the_picture(video: str, rate: float | None) -> None:
    stream = f"  Stream #0:0(und): {video}\n" if video else ""
    assert read_probe(_HEAD + stream + _SOUND).frames_per_second == rate


@pytest.mark.parametrize(
    ("video", "found"),
    [
        ("Video: h264 (High) (avc1 / 0x31637661), yuv420p, 1280x720, 25 fps", {"yuv420p"}),
        ("Video: h264 (High), yuvj420p(pc, bt470bg/unknown/unknown, progressive), 640x360", {"yuvj420p"}),
        ("Video: h264 (High 4:4:4 Predictive), yuv444p(tv, bt709), 160x120 [SAR 1:1 DAR 4:3]", {"yuv444p"}),
        ("Video: h264 (High 10), yuv420p10le(progressive), 160x120, 25 fps", {"yuv420p10le"}),
        ("Video: h264 (avc1 / 0x31637661), none, 160x120", {"none"}),
        ("Video: h264 (avc1 / 0x31637661), none", {""}),
        ("Video: mjpeg, yuvj444p, 600x600, 25 fps, 90k tbr (attached pic)", set()),
    ],
)
def test_the_pixel_format_is_that_of_the_picture(video: str, found: set[str]) -> None:
    assert read_probe(f"{_HEAD}  Stream #0:0(und): {video}\n{_SOUND}").pixel_formats == found
