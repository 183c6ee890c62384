"""Who says the descriptions of a video: the voice that was chosen, else who recorded them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from woordbeeld.description.narrators.narrator import Narrator
from woordbeeld.description.narrators.table import narrator_named
from woordbeeld.description.recorded_narrator import RecordedNarrator
from woordbeeld.description.recordings import has_recordings, voice_folder
from woordbeeld.errors import BadInputError
from woordbeeld.words import say

RECORDINGS: Final = "recordings"
NONE: Final = "none"


def narrator_for(voice: str | None, transcript: Path) -> Narrator | None:
    """The voice as `--voice` names it; without one whoever recorded descriptions, None where nobody did.

    Raises:
        WrongUseError: there is no such voice.
        BadInputError: its file, or that of the recordings, cannot be used, or there are none.
        EnvironmentProblemError: it is not on this machine.
    """
    if voice == NONE:
        return None
    if voice and voice != RECORDINGS:
        return narrator_named(voice)
    if has_recordings(transcript):
        return RecordedNarrator(transcript)
    if voice:
        raise BadInputError(
            say("error.narrators.no_recordings"),
            where=str(voice_folder(transcript)),
            remedy=say("error.narrators.record"),
        )
    return None
