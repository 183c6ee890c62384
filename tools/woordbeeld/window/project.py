"""A video that is worked on: a folder with what was given, what was chosen, and what was made of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import Enum
from pathlib import Path
from typing import Any, Final

from woordbeeld.errors import BadInputError
from woordbeeld.intake.correcting import Correction, RowKind
from woordbeeld.words import say
from woordbeeld.writing import write_file

FILE: Final = "project.json"
GIVEN: Final = "given"  # the folder of files that were given
TRANSCRIPT: Final = "transcript.txt"
VERSION: Final = 1


class Looked(Enum):
    """Whether a person has looked at how the document was read."""

    NOT_YET = "not-yet"
    SEEN = "seen"
    SKIPPED = "skipped"  # on purpose


class Listening(Enum):
    """What is wanted of the listening, also after the program was started again."""

    NOT_ASKED = "not-asked"
    WANTED = "wanted"
    REMAKING = "remaking"  # all was heard: only the pages are wanted again
    STOPPED = "stopped"


class Task(Enum):
    """What the program does with a video by itself; what is wanted is kept in its project."""

    MAKE = "make"
    BURN_WIDE = "wide"  # the captions into the picture, in a frame of this shape
    BURN_SQUARE = "square"
    BURN_UPRIGHT = "upright"


@dataclass(frozen=True, slots=True)
class Project:
    """What was given and chosen for a video; all paths are of its own folder, or absolute.

    Without a `document` the transcript is drafted from what is heard. `corrections` are those of how the
    document was read, whose rows have the digest `read`; the transcript that came of it had the digest
    `accepted` when somebody last went on with it. `published` is the digest of the bundle of which somebody
    last said that it was published, `trouble` what hindered the listening, in each language, and `burning`
    which videos with their captions in the picture are wanted.
    """

    folder: Path
    title: str
    language: str = "nl"
    video: str = ""
    document: str = ""
    looked: Looked = Looked.NOT_YET
    corrections: tuple[Correction, ...] = ()
    read: str = ""
    accepted: str = ""
    listening: Listening = Listening.NOT_ASKED
    burning: tuple[Task, ...] = ()
    trouble: Mapping[str, str] | None = None
    introduction: str = ""
    profile: str = "nl-web"
    labels: str = ""
    voice: str = ""  # as `--voice` takes it
    extended: str = ""  # a word, where the film is to stand still for descriptions without room
    published: str = ""
    speakers: str = ""  # how many there are, or their names, as somebody told for a draft
    looked_at: int = 0  # of the lines that need a person, at how many somebody has looked
    to_look_at: int = 0  # how many there are

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def video_path(self) -> Path | None:
        return self.folder / self.video if self.video else None

    @property
    def document_path(self) -> Path | None:
        return self.folder / self.document if self.document else None

    @property
    def transcript(self) -> Path:
        """Where its annotated text stands, once somebody has looked at how the document was read."""
        return self.folder / TRANSCRIPT

    @property
    def bundle(self) -> Path:
        """Its own folder, of the same name, which is put on a site as it is."""
        return self.folder / self.name

    def burnt(self, task: Task) -> Path:
        """Where a video with its captions in the picture stands."""
        return self.folder / f"{self.name}-{task.value}.mp4"

    @property
    def is_reopened(self) -> bool:
        """Whether somebody looks again at how the document was read, after they had gone on."""
        return self.looked is Looked.NOT_YET and bool(self.accepted)

    @property
    def is_made(self) -> bool:
        """Whether there is a bundle."""
        return (self.bundle / "bundle.json").is_file()


def read_project(folder: Path) -> Project:
    """The project in a folder.

    Raises:
        BadInputError: its file is damaged, or not there.
    """
    try:
        record = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return _project(folder, record)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadInputError(
            say("error.project.damaged"), where=folder.name, remedy=say("error.project.make_anew")
        ) from error


def _project(folder: Path, record: Mapping[str, Any]) -> Project:
    plain: dict[str, Any] = {name: _text(record[name]) for name in _TEXTS if name in record}
    plain |= {name: int(record[name]) for name in _COUNTS if name in record}
    return Project(
        folder=folder,
        looked=Looked(record.get("looked", Looked.NOT_YET.value)),
        listening=Listening(record.get("listening", Listening.NOT_ASKED.value)),
        burning=tuple(map(Task, record.get("burning", ()))),
        corrections=tuple(map(correction_of, record.get("corrections", ()))),
        trouble={str(code): str(text) for code, text in (record.get("trouble") or {}).items()} or None,
        **plain,
    )


def _text(value: object) -> str:
    """A text that pages can show and that can name a file."""
    if not isinstance(value, str) or "\0" in value:
        raise TypeError(value)
    value.encode()  # refuses halves of letters
    return value


_TEXTS: Final = tuple(each.name for each in fields(Project) if each.type == "str")
_COUNTS: Final = tuple(each.name for each in fields(Project) if each.type == "int")


def write_project(project: Project) -> None:
    """Write what was given and chosen, whole or not at all.

    Raises:
        EnvironmentProblemError: it cannot be written.
    """
    record: dict[str, Any] = {"version": VERSION} | {
        name: getattr(project, name) for name in (*_TEXTS, *_COUNTS)
    }
    record["looked"] = project.looked.value
    record["listening"] = project.listening.value
    record["burning"] = [each.value for each in project.burning]
    record["corrections"] = [record_of(each) for each in project.corrections]
    record["trouble"] = dict(project.trouble) if project.trouble else None
    write_file(project.folder / FILE, json.dumps(record, ensure_ascii=False, indent=1) + "\n")


def record_of(correction: Correction) -> dict[str, Any]:
    """A correction as JSON has it."""
    return asdict(correction) | {"kind": correction.kind.value if correction.kind else None}


def correction_of(record: Mapping[str, Any]) -> Correction:
    """A correction from JSON.

    Raises:
        ValueError, KeyError, TypeError: it is none.
    """
    rows, kind, speaker = record["rows"], record.get("kind"), record.get("speaker")
    if not all(isinstance(row, int) for row in rows):
        raise TypeError(rows)
    return Correction(
        tuple(rows),
        RowKind(kind) if kind else None,
        None if speaker is None else " ".join(str(speaker).split()),
        is_said=record.get("is_said") is True,
    )
