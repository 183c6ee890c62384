"""What is made of a bundle that is there, without listening again: for whoever publishes it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from woordbeeld.errors import BadInputError, WrongUseError
from woordbeeld.formats.caption_file import open_captions
from woordbeeld.inputs import InputKind, read_input
from woordbeeld.media import burning
from woordbeeld.media.burning import Bars
from woordbeeld.media.framing import Shape
from woordbeeld.publications.embedding import EmbedCode, embed_code, folder_address, folder_beside
from woordbeeld.publications.fragment import fitted
from woordbeeld.publications.legible_captions import legible
from woordbeeld.publications.open_captions import (
    frame_for,
    letters_in,
    render_letters,
    render_open_captions,
)
from woordbeeld.publications.platforms import Upload, uploads, with_described
from woordbeeld.publications.track_elements import track_element
from woordbeeld.settings import Stage
from woordbeeld.timing import format_clock
from woordbeeld.tracks.model import Track, TrackKind
from woordbeeld.words import say
from woordbeeld.writing import check_file, new_file, open_bundle

_SHOWN: Final = (TrackKind.CAPTIONS, TrackKind.DESCRIPTIONS, TrackKind.CHAPTERS)


def fragment(folder: Path, heading_level: int, *, times: bool) -> str:
    """The transcript of a bundle to paste into a page, with headings of a level, with or without times.

    Raises:
        BadInputError: there is no bundle, or its fragment was changed.
    """
    bundle = open_bundle(folder)
    text = bundle.read(bundle.named("transcript.fragment.html")).decode()
    return fitted(text, heading_level, times=times)


def embed(folder: Path, url: str | None = None) -> EmbedCode:
    """The code that shows a bundle on another page, where it stands at an address or else beside that page.

    Raises:
        BadInputError: there is no bundle.
        WrongUseError: the address is none.
    """
    bundle = open_bundle(folder)
    address = folder_address(url) if url else folder_beside(folder.resolve().name)
    tracks = [track_element(kind, bundle.about.language) for kind in _SHOWN]
    return embed_code(
        bundle.about, bundle.played, [each for each in tracks if bundle.named(each.name)], address
    )


def platform_uploads(folder: Path) -> tuple[Upload, ...]:
    """What to give YouTube and Vimeo of a bundle.

    Raises:
        BadInputError: there is no bundle, or its chapters were changed.
    """
    bundle = open_bundle(folder)
    name = bundle.named("chapters.*.vtt")
    found = uploads(bundle.about, bundle.played, open_captions(bundle.read(name), name).document.track)
    return tuple(with_described(upload, bundle.manifest.files, bundle.about.language) for upload in found)


@dataclass(frozen=True, slots=True)
class Captioned:
    """A video and the captions that belong to it, with what else an output may not replace."""

    video: Path
    captions: Track
    captions_name: str
    inputs: tuple[Path, ...]


def captioned(source: Path, captions: Path | None) -> Captioned:
    """A bundle with its own captions, or with others; or a video with captions.

    Raises:
        BadInputError: one of them cannot be used, or there are no captions.
        WrongUseError: a video is given without captions.
    """
    if captions and not source.is_dir():
        return _captioned(source, captions.name, read_input(captions, InputKind.CAPTIONS), (source, captions))
    if source.is_file():
        raise WrongUseError(say("error.burning.which_captions"), remedy=say("error.burning.give_captions"))
    bundle = open_bundle(source)
    own = tuple(map(bundle.path, bundle.manifest.files))
    video = bundle.path(bundle.played)
    if captions:
        data = read_input(captions, InputKind.CAPTIONS)
        return _captioned(video, captions.name, data, (*own, captions))
    name = bundle.named("captions.*.vtt")
    return _captioned(video, name, bundle.read(name), own)


def _captioned(video: Path, name: str, data: bytes, inputs: tuple[Path, ...]) -> Captioned:
    track = open_captions(data, name).document.track
    if not track.cues:
        raise BadInputError(say("error.no_captions"), where=name, remedy=say("error.burning.with_text"))
    return Captioned(video, track, name, inputs)


@dataclass(frozen=True, slots=True)
class Burnt:
    """How many captions are in the picture, and how many are not: they start after the last frame (ms)."""

    shown: int
    behind: int
    last_frame_ms: int


def burn(given: Captioned, out: Path, shape: Shape, bars: Bars, stage: Stage) -> Burnt:
    """Write a video with its captions in the picture, in a frame of a shape; all of it, or nothing.

    Raises:
        BadInputError: the video cannot be read, has no picture, ends before the first caption, or would be
            written over.
        EnvironmentProblemError: this machine cannot draw the captions, or the file cannot be written.
    """
    check_file(out, *given.inputs)
    cues = legible(given.captions, shape)
    letters = letters_in(cues)
    with stage(say("stage.opening")):
        burning.refuse_without_letters(letters, render_letters(letters), given.captions_name)
        picture = burning.picture_of(given.video)
    _refuse_all_behind(given, picture.found.duration_ms)
    framing = frame_for(cues, shape, picture.width, picture.height)
    script = render_open_captions(cues, framing)
    with stage(say("stage.burning")) as progress, new_file(out) as new:
        burning.burn(picture, script, framing, new, bars=bars, progress=progress)
        last_frame_ms = burning.last_frame_ms(new)
    shown = sum(cue.span.start_ms <= last_frame_ms for cue in given.captions.cues)
    return Burnt(shown, len(given.captions.cues) - shown, last_frame_ms)


def _refuse_all_behind(given: Captioned, duration_ms: int | None) -> None:
    first_ms = min(cue.span.start_ms for cue in given.captions.cues)
    if duration_ms is not None and first_ms >= duration_ms:
        raise BadInputError(
            say("error.burning.all_behind", first=format_clock(first_ms), end=format_clock(duration_ms)),
            where=given.captions_name,
            remedy=say("error.burning.right_captions"),
        )
