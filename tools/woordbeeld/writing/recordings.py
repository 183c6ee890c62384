"""A recording of a description kept beside its transcript; whenever a run ends, no earlier one is lost."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Final

from woordbeeld.description.narrators.narrator import NARRATION_RATE
from woordbeeld.description.recordings import (
    ENDING,
    NAME,
    Recorded,
    key_of,
    parse_recordings,
    read_recordings_text,
    voice_folder,
    with_narrator,
    with_recording,
)
from woordbeeld.description.takes import Take, take_in
from woordbeeld.errors import BadInputError
from woordbeeld.inputs import InputKind, printable
from woordbeeld.media.samples import Samples
from woordbeeld.media.takes import wav_of
from woordbeeld.words import say
from woordbeeld.writing.files import new_file, write_file
from woordbeeld.writing.locks import locked

MOST_NAME: Final = 100  # characters: a line of the player
_MOST_CHARS: Final = 40  # of what is said, in the name of its file
_DIGITS: Final = 12  # of the SHA-256 there: no two recordings have one name


def keep_recording(
    transcript: Path, text: str, at_ms: int, samples: Samples, instead_of: str = ""
) -> Recorded:
    """Keep what was said of a text (float32, (n,), mono 48 kHz); from now on it counts for that text.

    The sound stands on disk before anything tells of it, under a name of its own: earlier recordings stay.

    Raises:
        BadInputError: what tells of the earlier ones is damaged; it is left as it is.
        EnvironmentProblemError: it cannot be written, or somebody else is busy with it.
    """
    folder = voice_folder(transcript)
    data = wav_of(samples)
    sha256 = hashlib.sha256(data).hexdigest()
    name = f"{_short(text)}-{sha256[:_DIGITS]}{ENDING}"
    length_ms = len(samples) * 1000 // NARRATION_RATE
    recorded = Recorded(text, name, length_ms, sha256, max(0, at_ms), instead_of)
    with locked(folder / NAME):
        before = read_recordings_text(transcript)
        parse_recordings(before, NAME)
        with new_file(folder / name) as new:
            new.write_bytes(data)
        write_file(folder / NAME, with_recording(before, recorded))
    return recorded


def keep_narrator(transcript: Path, name: str) -> None:
    """Keep the name of who speaks, as the player tells it; no recording changes.

    Raises:
        BadInputError: what tells of the recordings is damaged, or the name stands in it in a form that only a
            person can change; it is left as it is.
        EnvironmentProblemError: it cannot be written, or somebody else is busy with it.
    """
    name = " ".join(printable(name).split())[:MOST_NAME]
    with locked(voice_folder(transcript) / NAME):
        before = read_recordings_text(transcript)
        recordings = parse_recordings(before, NAME)
        if name == recordings.narrator:
            return
        after = with_narrator(before, name)
        if parse_recordings(after, NAME) != replace(recordings, narrator=name):
            raise BadInputError(
                say("error.recordings.no_place", key="narrator"),
                where=NAME,
                remedy=InputKind.RECORDINGS.remedy,
            )
        write_file(voice_folder(transcript) / NAME, after)


def keep_file(transcript: Path, text: str, at_ms: int, sound: Path, instead_of: str = "") -> Take:
    """Keep what somebody recorded elsewhere of a text, in any file of sound, cut to the voice.

    Raises:
        BadInputError: the file cannot be read, or there is no voice in it; and as `keep_recording`.
        EnvironmentProblemError: as `keep_recording`.
    """
    take = take_in(sound)
    keep_recording(transcript, text, at_ms, take.samples, instead_of)
    return take


def _short(text: str) -> str:
    """What is said, as the name of a file on any system.

    >>> _short("Eén man schrijft: 'Dag.'"), _short("北京")
    ('een-man-schrijft-dag', 'opname')
    """
    plain = unicodedata.normalize("NFKD", key_of(text)).encode("ascii", "ignore").decode()
    words = "-".join(plain.split())[:_MOST_CHARS].strip("-")
    return words or "opname"
