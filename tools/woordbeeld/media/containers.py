"""Which files are opened: real containers of sound and picture, and nothing that names other files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import ffmpeg

from woordbeeld.errors import BadInputError
from woordbeeld.words import say

# By ffmpeg's names (`ffmpeg -demuxers`). Whatever can name another file, device or address stays out:
# playlists (hls, dash, concat, imf, sdp), series of pictures, formats that look for siblings (mlv, vobsub).
CONTAINERS: Final = (
    *(
        "mov",
        "matroska",
        "avi",
        "asf",
        "flv",
        "ogg",
        "mpegts",
        "mpeg",
        "mxf",
        "gxf",
        "dv",
        "rm",
        "wtv",
        "nut",
    ),
    *("mpegvideo", "h264", "hevc", "m4v", "obu", "ivf", "vc1", "mjpeg", "lxf", "nsv", "nuv", "ty", "swf"),
    *(
        "mp3",
        "aac",
        "ac3",
        "eac3",
        "dts",
        "dtshd",
        "truehd",
        "mlp",
        "flac",
        "wav",
        "w64",
        "aiff",
        "au",
        "caf",
    ),
    *("amr", "amrnb", "amrwb", "ape", "tta", "wv", "mpc", "mpc8", "tak", "shn", "voc", "oma", "dsf", "iff"),
    *("loas", "gsm", "dss", "sox", "act", "aa", "xwma", "qcp"),
)
MAX_PIXELS: Final = 16_384 * 8_192  # of one picture; a damaged header may tell of pictures without end
PLAYER_PIXELS: Final = 4_096 * 2_304  # H.264 level 5.1 (ITU-T H.264 table A-1), the most that browsers play

MAX_GAP_S: Final = 1800  # without sound; a longer one is damage, and ffmpeg would hold its silence in memory
# Sound that begins at the player's moment 0, with silence where there is none.
IN_TIME: Final = (
    f"aselect='if(isnan(prev_selected_t),lt(t,{MAX_GAP_S}),lt(t-prev_selected_t,{MAX_GAP_S}))',"
    "aresample=async=1:first_pts=0"
)

_NOT_LISTED: Final = "Format not on whitelist"
_START_BYTES: Final = 4096  # of a file, in which a playlist shows what it is
_PLAYLIST: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:#EXTM3U|#EXTINF|ffconcat|\[playlist\]|\[Reference\]|v=0\s|RTSPtext|SMILtext"
    rb"|<(?:[^\0]*?<)?(?:MPD|SmoothStreamingMedia|CompositionPlaylist|AssetMap|smil|asx|playlist)\b)",
    re.IGNORECASE,
)
_USE_ANOTHER: Final = say("error.media_file.use_another")


def open_input(path: Path, pixels: int = 0) -> Any:
    """A stream that reads a file itself, whatever its name (`12:30.mp4`) and whatever it names.

    `pixels` are those of its picture: many large ones are not decoded at once, for each takes much memory.
    """
    large = {"threads": 1} if pixels > PLAYER_PIXELS else {}
    return ffmpeg.input(
        f"file:{path}",
        protocol_whitelist="file",
        format_whitelist=",".join(CONTAINERS),
        max_pixels=MAX_PIXELS,
        **large,
    )


def in_player_time(source: Any, output: Any, packets: str = "-", form: str = "null") -> Any:
    """An output whose moment 0 is the player's: ffmpeg counts from the first of all streams that it reads.

    Their packets are written to `packets` in ffmpeg's format `form`.
    """
    streams = (source["V?"], source["a?"])  # V: no cover picture
    return ffmpeg.merge_outputs(output, ffmpeg.output(*streams, packets, codec="copy", format=form))


def refusal(path: Path, message: str) -> BadInputError:
    """Why a file cannot be used of which ffmpeg says `message`."""
    if names_other_media(path):
        return playlist_refusal(path)
    if _NOT_LISTED in message:
        return BadInputError(say("error.media_file.not_media"), where=path.name, remedy=_USE_ANOTHER)
    what = say("error.media_file.unread", message=message)
    return BadInputError(what, where=path.name, remedy=_USE_ANOTHER)


def playlist_refusal(path: Path) -> BadInputError:
    """The refusal of a file that only names the media."""
    return BadInputError(
        say("error.media_file.playlist"),
        where=path.name,
        remedy=say("error.media_file.use_itself"),
    )


def names_other_media(path: Path) -> bool:
    """Whether a file begins as playlists do: M3U and HLS, DASH, concat, SDP, SMIL, ASX and the like."""
    try:
        with path.open("rb") as file:
            return _PLAYLIST.match(file.read(_START_BYTES)) is not None
    except OSError:
        return False
