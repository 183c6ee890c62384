"""A person as narrator: the recordings beside a transcript, and what is wrong with their files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from woordbeeld.description.narrators.narrator import NarratorKind
from woordbeeld.description.recordings import Recorded, key_of, read_recordings, voice_folder
from woordbeeld.description.takes import is_heard
from woordbeeld.errors import BadInputError
from woordbeeld.inputs import NoSuchFileError, check_media, is_within
from woordbeeld.media.samples import Samples
from woordbeeld.media.takes import TAKE_RATE, faster, read_take
from woordbeeld.words import Message, say


class Damage(Enum):
    """What is the matter with the file of a recording."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    SILENT = "silent"  # without a voice that can be heard
    ELSEWHERE = "elsewhere"  # a link to a file outside the folder
    CHANGED = "changed"  # by another program; it is heard as it is now


@dataclass(frozen=True, slots=True)
class Trouble:
    """A recording whose file is not as it was."""

    recorded: Recorded
    damage: Damage

    @property
    def message(self) -> Message:
        file, text = self.recorded.file, self.recorded.text
        match self.damage:
            case Damage.MISSING:
                return say("recording.missing", file=file, text=text)
            case Damage.UNREADABLE:
                return say("recording.unreadable", file=file, text=text)
            case Damage.SILENT:
                return say("recording.silent", file=file, text=text)
            case Damage.ELSEWHERE:
                return say("recording.elsewhere", file=file, text=text)
        return say("recording.changed", file=file, text=text)


class RecordedNarrator:
    """Says what somebody has recorded, and nothing else; `troubles` are files that are not as they were.

    Raises:
        BadInputError: the file that tells of the recordings cannot be read.
    """

    kind = NarratorKind.PERSON

    def __init__(self, transcript: Path) -> None:
        folder, recordings = voice_folder(transcript), read_recordings(transcript)
        self.name = recordings.narrator
        self._sounds: dict[str, Samples] = {}
        found = []
        digest = hashlib.sha256()
        for key, recorded in sorted({key_of(each.text): each for each in recordings.recorded}.items()):
            damage, sound, sha256 = _looked_at(folder / recorded.file, recorded)
            if damage:
                found.append(Trouble(recorded, damage))
            if sound is not None:
                self._sounds[key] = sound
                digest.update(f"{key}\n{sha256}\n".encode())
        self.troubles = tuple(found)
        self.identity = f"recordings-{digest.hexdigest()}"

    def length_ms(self, text: str) -> int | None:
        """How long the recording of a text lasts; None where there is none."""
        sound = self._sounds.get(key_of(text))
        return None if sound is None else len(sound) * 1000 // TAKE_RATE

    def say(self, text: str, language: str, speed: float = 1.0) -> Samples | None:  # noqa: ARG002 - any is said
        """See `Narrator`."""
        sound = self._sounds.get(key_of(text))
        return None if sound is None else faster(sound, speed)


def _looked_at(path: Path, recorded: Recorded) -> tuple[Damage | None, Samples | None, str]:
    """What is the matter with a file, its sound, and the SHA-256 of its bytes."""
    if not is_within(path, path.parent):
        return Damage.ELSEWHERE, None, ""
    try:
        check_media(path)
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        sound = read_take(path)
    except NoSuchFileError:
        return Damage.MISSING, None, ""
    except (BadInputError, OSError):
        return Damage.UNREADABLE, None, ""
    if not is_heard(sound):
        return Damage.SILENT, None, ""
    return (Damage.CHANGED if sha256 != recorded.sha256 else None), sound, sha256
