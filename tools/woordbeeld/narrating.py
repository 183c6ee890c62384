"""A film with its description as a folder of its own, for who has a page already."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from woordbeeld import pipeline
from woordbeeld.alignment.model import Alignment
from woordbeeld.describing import (
    describe_film,
    described_names,
    extended_files,
    notes_on_recordings,
    with_known_voice,
)
from woordbeeld.description.choosing import NONE
from woordbeeld.description.describing import DescribedFilm
from woordbeeld.description.model import Plan
from woordbeeld.description.narrators.table import voices_here
from woordbeeld.description.recordings import voice_folder
from woordbeeld.errors import BadInputError, WrongUseError
from woordbeeld.formats.webvtt import render_webvtt
from woordbeeld.publications.about import About
from woordbeeld.publications.bundle import Publication
from woordbeeld.publications.downloads import track_name
from woordbeeld.publications.titles import title_of
from woordbeeld.settings import Settings
from woordbeeld.tracks.descriptions import descriptions
from woordbeeld.tracks.model import TrackKind
from woordbeeld.words import Message, say
from woordbeeld.writing import Target, reserved_bundle, write_bundle

PAGE: Final = "index.html"  # of a bundle that is whole


def describe(
    video: Path, transcript: Path, out: Path, settings: Settings, overwrite: Iterable[str] = ()
) -> tuple[Alignment, DescribedFilm, tuple[Message, ...]]:
    """Write the films that tell what is seen, and what goes with them, as a folder of their own.

    Told is also what is wrong with the recordings, where those say the descriptions.

    Raises:
        WrongUseError: nobody was named to say it, and nobody recorded it.
        BadInputError: nothing is described, or the folder has a whole bundle; and as `make`.
    """
    settings = with_known_voice(settings, transcript)
    refuse_nobody(settings)
    refuse_whole_bundle(out)
    names, media = described_names(settings)
    names = (*names, f"{TrackKind.DESCRIPTIONS.value}.{settings.language or '*'}.vtt")
    target = Target(out, pipeline.inputs(video, transcript, settings), frozenset(overwrite))
    with reserved_bundle(target, names, media):
        alignment = pipeline.align_video(video, transcript, settings)
        described = describe_film(alignment, video, transcript, settings)
        notes = notes_on_recordings(alignment, transcript, settings)
        if described is None:
            raise nothing_described(transcript) if notes is None else nothing_recorded(transcript, notes)
        title = settings.title or title_of(transcript)
        files = (
            descriptions_file(alignment, described.plan),
            *extended_files(alignment, title, settings, described),
        )
        with settings.stage(say("stage.writing")):
            write_bundle(target, files, described.files, About(title, alignment.language))
    return alignment, described, notes or ()


def descriptions_file(alignment: Alignment, plan: Plan) -> Publication:
    """The scene descriptions as a track, at the times of their plan."""
    track = descriptions(alignment, plan)
    return Publication(track_name(track), render_webvtt(track))


def refuse_nobody(settings: Settings) -> None:
    """Refuse, before the long work, that nobody says the descriptions.

    Raises:
        WrongUseError: it is so.
    """
    if settings.voice == NONE:
        here = ", ".join(voices_here()) or say("command.none")
        raise WrongUseError(say("error.narrators.nobody"), remedy=say("error.narrators.name_one", here=here))


def refuse_whole_bundle(folder: Path) -> None:
    """Refuse the folder of a bundle, whose page would not know of the films.

    Raises:
        BadInputError: it is one.
    """
    if (folder / PAGE).exists():
        raise BadInputError(
            say("error.narrators.whole_bundle"),
            where=str(folder),
            remedy=say("error.narrators.make_instead"),
        )


def nothing_described(transcript: Path) -> BadInputError:
    """What is told of a text in which nothing is described, or nothing that anybody has a sound for."""
    return BadInputError(
        say("error.narrators.nothing"), where=transcript.name, remedy=say("error.narrators.write_scenes")
    )


def nothing_recorded(transcript: Path, notes: tuple[Message, ...]) -> BadInputError:
    """What is told where no recording can be used for what the text describes, and why."""
    return BadInputError(
        say("error.narrators.unrecorded", notes=notes),
        where=voice_folder(transcript).name,
        remedy=say("error.narrators.record_again"),
    )
