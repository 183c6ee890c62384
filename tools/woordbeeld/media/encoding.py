"""How sound and picture are made that all browsers play: H.264 and AAC, the same bytes each time."""

from __future__ import annotations

from typing import Final

# The encoder refuses channels that have no known place, and never ends with samples that are no numbers: as
# whole numbers all are; and back to what it takes, because ffmpeg 5 gives the channels a place only if told.
ENCODABLE: Final = ",".join(
    f"aformat=sample_fmts={each}:channel_layouts=mono|stereo" for each in ("s16", "fltp")
)
SOUND: Final = {"acodec": "aac", "audio_bitrate": "64k"}
PICTURE: Final = {
    "vcodec": "libx264",
    "crf": 21,
    "preset": "veryfast",
    "pix_fmt": "yuv420p",
    "threads": 4,  # as many on each machine, for the bytes depend on it
}
SAME_BYTES: Final = {
    "map_metadata": -1,
    "fflags": "+bitexact",
    "flags": "+bitexact",
    "movflags": "+faststart",
}
