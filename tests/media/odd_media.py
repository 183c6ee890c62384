"""More than a hundred odd but valid media, small and short, made anew by one run of ffmpeg."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

# One second is enough to be heard, two seconds between the ends of tracks to be taken for cut.
INPUTS: Final = (
    "testsrc=duration=3:size=96x64:rate=25",
    "sine=frequency=440:duration=3:sample_rate=44100",
    "sine=frequency=440:duration=1",
    "testsrc=duration=1:size=96x64:rate=25",
    "color=red:size=64x64:duration=0.04",
    "sine=duration=3,pan=stereo|c0=c0|c1=-1*c0",
    "sine=duration=3,pan=stereo|c0=c0|c1=0*c0",
    "sine=duration=3,pan=stereo|c0=0*c0|c1=c0",
    "sine=duration=3,pan=5.1|FC=c0",
    "sine=duration=3,pan=5.1|FL=c0|FR=-1*c0",
    "sine=duration=3,pan=5.1|LFE=c0",
    "sine=duration=3,pan=7.1|BL=c0",
    "aevalsrc='0|0|0|0|0|0|0|0|0|0.5*sin(880*t)':duration=3",
    "testsrc=duration=3:size=720x576:rate=25",
    "testsrc=duration=3:size=176x144:rate=25",
)
_FILM = "-map 0 -map 1"
_H264 = "-c:v libx264 -pix_fmt yuv420p"
_AAC = "-c:a aac"
_USUAL = f"{_FILM} {_H264} {_AAC}"
_SOUND = "-map 1"
_COVER = "-c:v mjpeg -disposition:v attached_pic"

# What ffmpeg is told for each; {subtitles} is a file whose last line ends long after the film.
MADE: Final[Mapping[str, str]] = MappingProxyType(
    {
        # containers and codecs
        "usual.mp4": _USUAL,
        "usual.mkv": _USUAL,
        "usual.mov": _USUAL,
        "usual.m4v": f"{_USUAL} -f mp4",
        "usual.ts": _USUAL,
        "usual.flv": _USUAL,
        "usual.3gp": "-map 14 -map 1 -c:v h263 -c:a libopencore_amrnb -ar 8000 -ac 1 -b:a 12.2k",
        "usual.avi": f"{_FILM} -c:v mpeg4 -c:a mp3",
        "usual.webm": f"{_FILM} -c:v libvpx -deadline realtime -c:a libopus",
        "vp9.webm": f"{_FILM} -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -c:a libvorbis",
        "usual.mpg": f"{_FILM} -c:v mpeg2video -c:a mp2",
        "usual.vob": f"{_FILM} -c:v mpeg2video -c:a ac3",
        "usual.m2ts": f"{_FILM} {_H264} -c:a ac3 -mpegts_m2ts_mode 1",
        "usual.wmv": f"{_FILM} -c:v wmv2 -c:a wmav2",
        "usual.ogv": f"{_FILM} -c:v libtheora -c:a libvorbis",
        "usual.mxf": "-map 13 -map 1 -c:v mpeg2video -c:a pcm_s16le -ar 48000 -t 1",
        "usual.gxf": "-map 13 -map 1 -c:v mpeg2video -c:a pcm_s16le -ar 48000 -ac 1 -t 1",
        "usual.dv": "-map 13 -map 1 -c:v dvvideo -pix_fmt yuv420p -c:a pcm_s16le -ar 48000 -ac 2 -t 1",
        "usual.rm": "-map 14 -map 1 -c:v rv10 -c:a ac3",
        "usual.nut": f"{_FILM} -c:v rawvideo -c:a pcm_s16le",
        "hevc.mp4": f"{_FILM} -c:v libx265 -x265-params log-level=0 {_AAC}",
        "av1.mp4": f"{_FILM} -c:v libaom-av1 -cpu-used 8 -vf fps=2 {_AAC}",
        "prores.mov": f"{_FILM} -c:v prores_ks -c:a pcm_s24le",
        "mjpeg.mov": f"{_FILM} -c:v mjpeg -c:a pcm_s16be",
        "ffv1.mkv": f"{_FILM} -c:v ffv1 -c:a flac",
        "huffyuv.avi": f"{_FILM} -c:v huffyuv -pix_fmt yuv422p -c:a pcm_s16le",
        "flash.flv": f"{_FILM} -c:v flv1 -c:a mp3",
        "opus.mp4": f"{_FILM} {_H264} -c:a libopus",
        "opus.ts": f"{_FILM} {_H264} -c:a libopus -ar 48000",
        "mp3.mp4": f"{_FILM} {_H264} -c:a mp3",
        "ac3.mp4": f"{_FILM} {_H264} -c:a ac3",
        "flac.mp4": f"{_FILM} {_H264} -c:a flac",
        "pcm.mkv": f"{_FILM} {_H264} -c:a pcm_f32le",
        "high 4:4:4.mp4": f"{_FILM} -c:v libx264 -pix_fmt yuv444p {_AAC}",
        "ten bits.mkv": f"{_FILM} -c:v libx264 -pix_fmt yuv420p10le {_AAC}",
        # sound alone
        "talk.mp3": _SOUND,
        "talk.m4a": f"{_SOUND} {_AAC}",
        "alac.m4a": f"{_SOUND} -c:a alac",
        "talk.aac": f"{_SOUND} {_AAC}",
        "talk.ac3": _SOUND,
        "talk.eac3": _SOUND,
        "talk.dts": f"{_SOUND} -c:a dca -strict -2",
        "talk.flac": _SOUND,
        "talk.ogg": f"{_SOUND} -c:a libvorbis",
        "talk.opus": f"{_SOUND} -c:a libopus",
        "flac.ogg": f"{_SOUND} -c:a flac",
        "talk.wma": f"{_SOUND} -c:a wmav2",
        "talk.wv": _SOUND,
        "talk.tta": _SOUND,
        "talk.amr": f"{_SOUND} -c:a libopencore_amrnb -ar 8000 -ac 1 -b:a 12.2k",
        "talk.mp2": _SOUND,
        "talk.mka": f"{_SOUND} -c:a libopus",
        "talk.w64": _SOUND,
        "talk.aiff": _SOUND,
        "sowt.aifc": f"{_SOUND} -c:a pcm_s16le -f aiff",
        "talk.au": _SOUND,
        "talk.caf": _SOUND,
        "talk.voc": f"{_SOUND} -c:a pcm_u8",
        "talk.latm": f"{_SOUND} {_AAC} -f latm",
        "talk.wav": _SOUND,
        "u8.wav": f"{_SOUND} -c:a pcm_u8",
        "s24.wav": f"{_SOUND} -c:a pcm_s24le",
        "s32.wav": f"{_SOUND} -c:a pcm_s32le",
        "f32.wav": f"{_SOUND} -c:a pcm_f32le",
        "f64.wav": f"{_SOUND} -c:a pcm_f64le",
        "alaw.wav": f"{_SOUND} -c:a pcm_alaw -ar 8000",
        "mulaw.wav": f"{_SOUND} -c:a pcm_mulaw -ar 8000",
        "adpcm.wav": f"{_SOUND} -c:a adpcm_ms",
        "ima.wav": f"{_SOUND} -c:a adpcm_ima_wav",
        "mp3.wav": f"{_SOUND} -c:a mp3",
        "large.wav": f"{_SOUND} -rf64 always",
        "telephone.wav": f"{_SOUND} -ar 8000",
        "studio.wav": f"{_SOUND} -ar 192000",
        "no extension": f"{_SOUND} -f wav",
        "LOUD.MP3": f"{_SOUND} -af volume=18dB",
        # channels
        "phase inverted.wav": "-map 5",
        "phase inverted.mp4": f"-map 0 -map 5 {_H264} {_AAC}",
        "left only.wav": "-map 6",
        "right only.mp3": "-map 7",
        "centre only.m4a": f"-map 8 {_AAC}",
        "front inverted.flac": "-map 9",
        "low only.wav": "-map 10",
        "back left only.wav": "-map 11",
        "ten channels.wav": "-map 12",
        # ends and beginnings
        "sound ends early.mp4": f"-map 0 -map 2 {_H264} {_AAC}",
        "sound ends early.mkv": f"-map 0 -map 2 {_H264} {_AAC}",
        "sound ends early.ts": f"-map 0 -map 2 {_H264} {_AAC}",
        "sound ends early.avi": "-map 0 -map 2 -c:v mpeg4 -c:a mp3",
        "sound ends early.flv": f"-map 0 -map 2 {_H264} {_AAC}",
        "sound ends early.webm": "-map 0 -map 2 -c:v libvpx -deadline realtime -c:a libopus",
        "sound ends early.wmv": "-map 0 -map 2 -c:v wmv2 -c:a wmav2",
        "picture ends early.mp4": f"-map 3 -map 1 {_H264} {_AAC}",
        "picture ends early.mkv": f"-map 3 -map 1 {_H264} {_AAC}",
        "picture ends early.ts": f"-map 3 -map 1 {_H264} {_AAC}",
        "after ten hours.ts": f"{_USUAL} -output_ts_offset 36000",
        "after ten hours.mkv": f"{_USUAL} -output_ts_offset 36000",
        "before zero.ts": f"{_USUAL} -muxdelay 0 -muxpreload 0",
        "time wraps.ts": f"{_USUAL} -output_ts_offset 95442",
        "delayed.mp4": f"{_USUAL} -output_ts_offset 5",
        "half a second.mp3": f"{_SOUND} -t 0.5",
        "a tenth.wav": f"{_SOUND} -t 0.1",
        # structure
        "index first.mp4": f"{_USUAL} -movflags +faststart",
        "fragments.mp4": f"{_USUAL} -g 10 -movflags frag_keyframe+empty_moov",
        "fragments by default.mp4": f"{_USUAL} -g 10 -movflags frag_keyframe+default_base_moof+dash",
        "hybrid.mp4": f"{_USUAL} -g 10 -movflags frag_keyframe",
        "no edit list.mp4": f"{_USUAL} -use_editlist 0",
        "b frames.mp4": f"{_USUAL} -bf 4",
        "time code.mov": f"{_USUAL} -timecode 10:00:00:00",
        "live.mkv": f"{_USUAL} -live 1 -f matroska",
        "live.webm": "-map 0 -map 1 -c:v libvpx -deadline realtime -c:a libopus -live 1 -f webm",
        "cues first.mkv": f"{_USUAL} -cues_to_front 1",
        "no xing.mp3": f"{_SOUND} -write_xing 0",
        "variable without xing.mp3": f"{_SOUND} -write_xing 0 -q:a 5",
        "no id3.mp3": f"{_SOUND} -id3v2_version 0 -write_xing 0",
        "no seek table.flv": f"{_USUAL} -flvflags no_duration_filesize",
        "raw.h264.ts": f"{_USUAL} -mpegts_flags resend_headers",
        # pictures
        "variable rate.mkv": f"{_USUAL} -vf select='lt(mod(n\\,7)\\,3)' -fps_mode vfr",
        "one frame a second.mp4": f"{_USUAL} -r 1",
        "one picture.mp4": f"{_USUAL} -vf select=eq(n\\,0)",
        "odd size.mov": f"{_FILM} -vf crop=63:33 -c:v mjpeg {_AAC}",
        "two by two.mkv": f"{_FILM} -vf scale=2:2 -c:v ffv1 {_AAC}",
        "high and narrow.mkv": f"{_FILM} -vf scale=16:512 -c:v mpeg4 {_AAC}",
        # further tracks
        "cover.mp3": f"-map 1 -map 4 {_COVER}",
        "cover.m4a": f"-map 1 -map 4 {_AAC} {_COVER}",
        "cover.flac": f"-map 1 -map 4 {_COVER}",
        "cover first.mp4": f"-map 4 -map 0 -map 1 -c:v:0 mjpeg -disposition:v:0 attached_pic"
        f" -c:v:1 libx264 -pix_fmt:v:1 yuv420p {_AAC}",
        "two languages.mkv": f"-map 0 -map 1 -map 2 {_H264} {_AAC}",
        "two pictures.mkv": f"-map 3 -map 0 -map 1 {_H264} {_AAC}",
        "long subtitles.mp4": f"{_USUAL} -map 15 -c:s mov_text",
        "long subtitles.mkv": f"{_USUAL} -map 15 -c:s subrip",
    }
)


def _with(at: int, data: bytes) -> Callable[[bytes], bytes]:
    return lambda whole: whole[:at] + data + whole[at + len(data) :]


def _wave_length(size: int) -> Callable[[bytes], bytes]:
    def changed(whole: bytes) -> bytes:
        at = whole.index(b"data") + 4
        return _with(4, struct.pack("<I", min(size + 36, 0xFFFF_FFFF)))(
            whole[:at] + struct.pack("<I", size) + whole[at + 4 :]
        )

    return changed


def _longer_film(whole: bytes) -> bytes:
    """A film whose header tells of a minute that none of its tracks has."""
    at = whole.index(b"mvhd") + 4 + 16
    return _with(at, struct.pack(">I", 60 * int.from_bytes(whole[at - 4 : at])))(whole)


# What becomes of some of them: the source, and what is done to its bytes.
CHANGED: Final[Mapping[str, tuple[str, Callable[[bytes], bytes]]]] = MappingProxyType(
    {
        "length unknown.wav": ("talk.wav", _wave_length(0xFFFF_FFFF)),
        "length zero.wav": ("talk.wav", _wave_length(0)),
        "length made up.wav": ("talk.wav", _wave_length(0x7FFF_F000)),
        "length too short.wav": ("talk.wav", _wave_length(88_200)),
        "text behind.wav": ("talk.wav", lambda whole: whole + b"made by hand\n"),
        "text behind.mp4": ("usual.mp4", lambda whole: whole + b"made by hand\n" * 9),
        "free behind.mp4": ("usual.mp4", lambda whole: whole + struct.pack(">I4s", 9, b"free") + b"\0"),
        "id3 behind.mp3": ("talk.mp3", lambda whole: whole + b"TAG".ljust(128, b"\0")),
        "from the middle.ts": ("usual.ts", lambda whole: whole[1000:]),
        "from the middle.mp3": ("no xing.mp3", lambda whole: whole[700:]),
        "from the middle.aac": ("talk.aac", lambda whole: whole[700:]),
        "twice.mp3": ("talk.mp3", lambda whole: whole * 2),
        "twice.ts": ("usual.ts", lambda whole: whole * 2),
        "header too long.mp4": ("usual.mp4", _longer_film),
        "matroska.mp4": ("usual.mkv", bytes),
        "mp3 by another name.wav": ("talk.mp3", bytes),
    }
)


def make(folder: Path, ffmpeg: Callable[..., None]) -> dict[str, Path]:
    """Write all of them into a folder."""
    subtitles = folder / "subtitles.srt"
    subtitles.write_text(
        "1\n00:00:00,000 --> 00:00:01,000\nDag\n\n2\n00:01:00,000 --> 00:02:00,000\nDag\n", encoding="utf-8"
    )
    inputs = [argument for source in INPUTS for argument in ("-f", "lavfi", "-i", source)]
    outputs = [argument for name, told in MADE.items() for argument in (*told.split(), folder / name)]
    ffmpeg(*inputs, "-i", subtitles, *outputs)
    for name, (source, change) in CHANGED.items():
        (folder / name).write_bytes(change((folder / source).read_bytes()))
    return {name: folder / name for name in (*MADE, *CHANGED)}
