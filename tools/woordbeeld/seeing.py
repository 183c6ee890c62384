"""The text in the picture of a film, as far as it can be read here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from woordbeeld.alignment.model import Alignment
from woordbeeld.alignment.on_screen import SeenTexts
from woordbeeld.alignment.recording import Recording
from woordbeeld.alignment.seen_texts import seen_texts
from woordbeeld.cache import ContentCache
from woordbeeld.errors import EnvironmentProblemError
from woordbeeld.inputs import refuse_unreadable_name
from woordbeeld.media.model import Media
from woordbeeld.media.once import shots_of
from woordbeeld.media.pictures import picture_of
from woordbeeld.screen.lower_thirds import LowerThird, lower_thirds
from woordbeeld.screen.model import OnScreenText
from woordbeeld.screen.once import texts_in
from woordbeeld.screen.rapid_ocr import RapidOcr, can_read_screens, refuse_without_reader
from woordbeeld.settings import Settings
from woordbeeld.words import say


def read_screen(video: Path, settings: Settings) -> tuple[OnScreenText, ...]:
    """All texts that the picture of a film shows; nothing is listened to.

    Raises:
        BadInputError: it cannot be used, or has no picture.
        EnvironmentProblemError: what reads is not on this machine.
    """
    refuse_without_reader()
    refuse_unreadable_name(video)
    with settings.stage(say("stage.opening")):
        media = picture_of(video)
        shots = shots_of(video, media, ContentCache(settings.cache))
    return texts_shown(video, media, shots, settings)


def with_screen(video: Path, alignment: Alignment, settings: Settings) -> Alignment:
    """The alignment with how the text in the picture is told, or why nobody read it.

    Without that all else of a bundle is made as well. What was read before is not read again.
    """
    if not alignment.media.has_video:
        return alignment
    if not settings.screen:
        return replace(alignment, screen=SeenTexts(untold=say("screen.switched_off")))
    try:
        refuse_without_reader()
        shown = texts_shown(video, alignment.media, alignment.shots, settings)
    except EnvironmentProblemError as error:
        return replace(alignment, screen=SeenTexts(untold=say("screen.not_read", why=error.message)))
    return replace(alignment, screen=seen_texts(alignment, shown))


def names_shown(video: Path, recording: Recording, settings: Settings) -> tuple[LowerThird, ...]:
    """The names that the picture shows low in it; none where nothing reads it here."""
    media = recording.media
    if not (settings.screen and media.has_video and can_read_screens()):
        return ()
    return lower_thirds(texts_shown(video, media, recording.shots, settings))


def texts_shown(
    video: Path, media: Media, shots: Sequence[int], settings: Settings
) -> tuple[OnScreenText, ...]:
    with settings.stage(say("stage.screen")) as progress:
        return texts_in(video, media, shots, RapidOcr(), ContentCache(settings.cache), progress=progress)
