"""Films that tell what is seen, and what goes with them in a bundle: made, named and refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path

from woordbeeld.alignment.model import Alignment
from woordbeeld.description.choosing import NONE, RECORDINGS, narrator_for
from woordbeeld.description.describing import (
    DESCRIBED_NAMES,
    EXTENDED_NAME,
    FILM_NAME,
    DescribedFilm,
    Describer,
)
from woordbeeld.description.extending import moved
from woordbeeld.description.narration import Narration
from woordbeeld.description.planning import plan
from woordbeeld.description.recorded_narrator import RecordedNarrator
from woordbeeld.description.recordings import read_recordings, stale_recordings
from woordbeeld.media.playable import playable
from woordbeeld.publications.bundle import Publication
from woordbeeld.publications.downloads import MediaFile, PublishedMedia
from woordbeeld.publications.extended import (
    EXTENDED_CAPTIONS,
    EXTENDED_NAMES,
    EXTENDED_TRANSCRIPT,
    extended_publications,
)
from woordbeeld.settings import Settings
from woordbeeld.words import Message, say


def describe_film(
    alignment: Alignment, video: Path, transcript: Path, settings: Settings
) -> DescribedFilm | None:
    """The film with its scene descriptions said, where somebody says them and there are any.

    Raises:
        WoordbeeldError: the voice that was chosen cannot be used.
    """
    narrator = narrator_for(settings.voice, transcript)
    if narrator is None or not alignment.transcript.scenes:
        return None
    narration = Narration(narrator, alignment.language, settings.cache)
    with settings.stage(say("stage.narrating")):
        found = plan(alignment, narration.usual_ms)
    media, cache = alignment.media, settings.cache
    played = playable(video, media, cache)
    describer = Describer(
        video, played, media, alignment.language, alignment.voice, narration, cache, settings.stage
    )
    return describer.describe(found, extended=settings.extended)


def notes_on_recordings(
    alignment: Alignment, transcript: Path, settings: Settings
) -> tuple[Message, ...] | None:
    """What is wrong with the recordings that say the descriptions; None where something else says them.

    Raises:
        WoordbeeldError: the recordings cannot be read.
    """
    narrator = narrator_for(settings.voice, transcript)
    if not isinstance(narrator, RecordedNarrator) or not alignment.transcript.scenes:
        return None
    found = plan(alignment, Narration(narrator, alignment.language, settings.cache).usual_ms)
    stale = stale_recordings(read_recordings(transcript), found)
    return (*(each.message for each in narrator.troubles), *(each.message for each in stale))


def extended_files(
    alignment: Alignment, title: str, settings: Settings, described: DescribedFilm | None
) -> tuple[Publication, ...]:
    """What goes with the film that stands still for its description, if there is one."""
    if not described or not described.stills:
        return ()
    return extended_publications(
        moved(alignment, described.stills),
        title,
        settings.profile,
        introduction=settings.introduction or (),
        crlf=settings.crlf,
    )


def published_media(
    media: Mapping[str, Path], described: DescribedFilm | None, with_extended: Sequence[Publication] = ()
) -> PublishedMedia:
    """The media of a bundle as its pages name them, and what goes `with_extended` film of them."""
    files = [MediaFile(name, file.stat().st_size) for name, file in media.items()]
    if not described:
        return PublishedMedia(*files)
    others = {name: MediaFile(name, file.stat().st_size) for name, file in described.files.items()}
    sizes = {each.name: MediaFile(each.name, len(each.data)) for each in with_extended}
    captions = (file for name, file in sizes.items() if fnmatchcase(name, EXTENDED_CAPTIONS))
    return replace(
        PublishedMedia(*files),
        described=others.get(FILM_NAME) or others[described.sound.name],
        extended=others.get(EXTENDED_NAME),
        extended_captions=next(captions, None),
        extended_transcript=sizes.get(EXTENDED_TRANSCRIPT),
    )


def described_names(settings: Settings) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names that these publications and media may have, `*` for a language not known yet."""
    if settings.voice in (None, NONE):
        return (), ()
    language = settings.language or "*"
    names = EXTENDED_NAMES if settings.extended else ()
    return tuple(name.replace("*", language) for name in names), tuple(
        name.replace("*", language) for name in DESCRIBED_NAMES
    )


def kept_voice(settings: Settings) -> str | None:
    """The voice as a bundle remembers it: where a file of the user stands is told to nobody.

    None where nobody was chosen: then whoever records them says the descriptions.
    """
    return None if settings.voice in (None, NONE, RECORDINGS) else Path(str(settings.voice)).name


def with_known_voice(settings: Settings, transcript: Path) -> Settings:
    """The settings, with who says the descriptions known before the long work, also where nobody does.

    Raises:
        WoordbeeldError: it is a voice that cannot be used (see `narrator_for`).
    """
    narrator = narrator_for(settings.voice, transcript)
    if narrator is None:
        return replace(settings, voice=NONE)
    return replace(settings, voice=settings.voice or RECORDINGS)
