"""Recordings of descriptions, kept beside the transcript and found again by what is said in them.

The folder `talk.voice` beside `talk.txt` has a WAV file for each passage and `recordings.toml`, which says
what is in each. That file only grows: the last recording of a text is the one that counts.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, Final

from rapidfuzz import fuzz

from woordbeeld.description.model import Plan, PlannedPassage
from woordbeeld.errors import BadInputError
from woordbeeld.inputs import InputKind, NoSuchFileError, read_input
from woordbeeld.textfile import decode
from woordbeeld.toml_text import read_toml
from woordbeeld.transcript.pins import ALIKE, as_toml
from woordbeeld.words import Message, say

NAME: Final = "recordings.toml"
ENDING: Final = ".wav"
SAME_PLACE_MS: Final = 3000  # that a passage may have moved since, where it is known by its place alone
HEAD: Final = (
    "# Recordings of audio description. Each is found by its text; the last one of a text counts.\n"
    "# To be without a recording, take its block out; to have another name told, set 'narrator'.\n"
)
_FIELDS: Final = {"text": str, "file": str, "length_ms": int, "sha256": str, "at_ms": int}
_OPTIONAL: Final = {"instead_of": str}
_LETTERS: Final = re.compile(r"[\W_]+")
_NARRATOR: Final = re.compile(r"\s*narrator\s*=")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recording: what is said, its WAV file in the folder, and when in the film it was to be heard.

    One that was made `instead_of` another text took the place of the recording of that.
    """

    text: str
    file: str
    length_ms: int
    sha256: str
    at_ms: int
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Recordings:
    """All recordings beside a transcript in the order in which they were made, and who speaks."""

    recorded: tuple[Recorded, ...] = ()
    narrator: str = ""

    def of(self, text: str) -> Recorded | None:
        """The recording that counts for a text."""
        key = key_of(text)
        return next((each for each in reversed(self.recorded) if key_of(each.text) == key), None)


@dataclass(frozen=True, slots=True)
class Stale:
    """A recording whose text changed after it was made; without a passage nothing in the text is like it."""

    recorded: Recorded
    now: PlannedPassage | None

    @property
    def message(self) -> Message:
        """Which recording it is, what was said, and what stands there now."""
        if self.now is None:
            return say("recording.gone", file=self.recorded.file, old=self.recorded.text)
        return say(
            "recording.stale", file=self.recorded.file, old=self.recorded.text, new=self.now.passage.text
        )


def voice_folder(transcript: Path) -> Path:
    """Where the recordings of a transcript stand: `talk.voice` beside `talk.txt`."""
    return transcript.with_name(f"{transcript.stem}.voice")


def recordings_path(transcript: Path) -> Path:
    """The file that says what is in each."""
    return voice_folder(transcript) / NAME


def read_recordings(transcript: Path) -> Recordings:
    """What was recorded, if there is anything beside the transcript.

    Raises:
        BadInputError: the file that tells of it cannot be read, or is damaged.
    """
    return parse_recordings(read_recordings_text(transcript), recordings_path(transcript).name)


def has_recordings(transcript: Path) -> bool:
    """Whether something stands beside a transcript where the file that tells of recordings does.

    Raises:
        BadInputError: their folder is something else, or a link to nowhere.
    """
    folder = voice_folder(transcript)
    if os.path.lexists(folder) and not folder.is_dir():
        what, remedy = say("error.recordings.no_folder"), say("error.recordings.rename")
        raise BadInputError(what, where=folder.name, remedy=remedy)
    try:
        recordings_path(transcript).lstat()
    except FileNotFoundError:
        return False
    except OSError:  # whoever reads it is told why
        return True
    return True


def read_recordings_text(transcript: Path) -> str:
    """The file that tells of them; empty where there is none.

    Raises:
        BadInputError: as `has_recordings`, or it is no file that can be read.
    """
    if not has_recordings(transcript):
        return ""
    path = recordings_path(transcript)
    try:
        data = read_input(path, InputKind.RECORDINGS)
    except NoSuchFileError as error:
        if not path.is_symlink():  # taken away meanwhile
            return ""
        what, remedy = say("error.recordings.to_nowhere"), InputKind.RECORDINGS.remedy
        raise BadInputError(what, where=path.name, remedy=remedy) from error
    return decode(data, path.name, remedy=InputKind.RECORDINGS.remedy)[0]


def parse_recordings(text: str, where: str) -> Recordings:
    """The recordings in a text of TOML.

    Raises:
        BadInputError: it is no TOML, or has an unknown key, or a recording lacks something or leads out of
            the folder.
    """
    try:
        told = read_toml(text)
    except ValueError as error:
        what = say("error.recordings.no_toml", why=str(error))
        raise BadInputError(what, where=where, remedy=InputKind.RECORDINGS.remedy) from error
    unknown = sorted(set(told) - {"narrator", "recording"})
    entries, narrator = told.get("recording", []), told.get("narrator", "")
    if unknown or not isinstance(narrator, str) or not isinstance(entries, list):
        what = (
            say("error.recordings.no_place", key=unknown[0]) if unknown else say("error.recordings.no_list")
        )
        raise BadInputError(what, where=where, remedy=say("error.recordings.write"))
    return Recordings(
        tuple(_recorded(entry, number, where) for number, entry in enumerate(entries, 1)), narrator
    )


def _recorded(entry: Any, number: int, where: str) -> Recorded:
    if not isinstance(entry, dict) or not _is_recording(entry):
        fields = ", ".join(f"'{name}'" for name in _FIELDS)
        raise BadInputError(
            say("error.recordings.unread", number=number),
            where=where,
            remedy=say("error.recordings.fields", fields=fields),
        )
    return Recorded(**entry)


def _is_recording(entry: dict[str, Any]) -> bool:
    known = {**_FIELDS, **_OPTIONAL}
    return (
        set(_FIELDS) <= set(entry) <= set(known)
        and all(type(value) is known[key] for key, value in entry.items())
        and bool(key_of(entry["text"]))
        and is_own_name(entry["file"])
        and entry["length_ms"] > 0
        and entry["at_ms"] >= 0
        and _SHA256.fullmatch(entry["sha256"]) is not None
    )


def is_own_name(name: str) -> bool:
    """Whether a name is that of a WAV file in the folder itself, on any system.

    >>> is_own_name("een-plein.wav"), is_own_name("../a.wav"), is_own_name("c:a.wav"), is_own_name("a.toml")
    (True, False, False, False)
    """
    is_plain = PurePosixPath(name).name == name == PureWindowsPath(name).name and name.isprintable()
    return is_plain and name.endswith(ENDING) and not name.startswith(".")


def with_recording(before: str, recorded: Recorded) -> str:
    r"""The text of the file with one more recording, which counts from now on; all else stays as it is.

    >>> print(with_recording("", Recorded("Dag.", "dag.wav", 900, "0" * 64, 5)).splitlines()[4])
    text = "Dag."
    """
    fields = {name: getattr(recorded, name) for name in (*_FIELDS, *_OPTIONAL)}
    told = "".join(f"{name} = {as_toml(value)}\n" for name, value in fields.items() if value != "")
    head = before or HEAD
    line_end = "\r\n" if "\r\n" in before else "\n"
    ended = head if head.endswith("\n") else f"{head}{line_end}"
    return ended + f"\n[[recording]]\n{told}".replace("\n", line_end)


def with_narrator(before: str, name: str) -> str:
    r"""The text of the file with another narrator told; all else stays as it is.

    >>> with_narrator('narrator = "Ann"  # to be asked\n\n[[recording]]\n', "Bo")
    'narrator = "Bo"\n\n[[recording]]\n'
    """
    told = f"narrator = {as_toml(name)}"
    head = before or HEAD
    line_end = "\r\n" if "\r\n" in head else "\n"
    lines = head.splitlines(keepends=True)
    tables = (at for at, line in enumerate(lines) if line.lstrip().startswith("["))
    first = next(tables, len(lines))
    if (at := next((at for at in range(first) if _NARRATOR.match(lines[at])), None)) is not None:
        lines[at] = told + line_end
    else:
        lines.insert(first, told + line_end)
    return "".join(lines)


def stale_recordings(recordings: Recordings, plan: Plan) -> tuple[Stale, ...]:
    """The recordings whose text stands in the plan no more, each with the passage that it was made for.

    That is the one most like it, of those without a recording, else the nearest to where it was. What was
    made anew for another text is told no more.
    """
    wanted = {key_of(each.passage.text) for each in plan.passages}
    replaced = {key_of(each.instead_of) for each in recordings.recorded if each.instead_of}
    newest = {key_of(each.text): each for each in recordings.recorded}
    free = [each for each in plan.passages if key_of(each.passage.text) not in newest]
    found = []
    for key, recorded in newest.items():
        if key in wanted or key in replaced:
            continue
        now = _place_of(recorded, free)
        free = [each for each in free if each is not now]
        found.append(Stale(recorded, now))
    return tuple(found)


def _place_of(recorded: Recorded, free: Sequence[PlannedPassage]) -> PlannedPassage | None:
    key = key_of(recorded.text)

    def away(each: PlannedPassage) -> int:
        return abs(each.start_ms - recorded.at_ms)

    alike = ((fuzz.ratio(key, key_of(each.passage.text)), each) for each in free)
    likest = [(ratio, each) for ratio, each in alike if ratio >= ALIKE]
    if likest:
        return max(likest, key=lambda found: (found[0], -away(found[1])))[1]
    return _nearest((each for each in free if away(each) <= SAME_PLACE_MS), recorded.at_ms)


def _nearest(passages: Iterable[PlannedPassage], at_ms: int) -> PlannedPassage | None:
    return min(passages, key=lambda each: abs(each.start_ms - at_ms), default=None)


def key_of(text: str) -> str:
    """What is said in a text, whatever its capitals and punctuation: no more need be said again.

    >>> key_of("Een man, buiten.") == key_of("een man buiten")
    True
    """
    return _LETTERS.sub(" ", text).strip().casefold()
