"""What the site knows of an archive: its videos, what is said in them, and how each stands with the law."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum
from urllib.parse import quote

from woordbeeld.archive.entry import Entry
from woordbeeld.publications.evidence.model import Deviation, Task, Verdict


class Kind(IntEnum):
    """What a moment is; the numbers stand for a speaker in the files that visitors search."""

    SPEECH = -1
    SCENE = -2
    SOUND = -3
    ABOUT = -4  # its title, and what is told of it


@dataclass(frozen=True, slots=True)
class Moment:
    """A few words of a video with the time of the first of them (ms), None where that is not known.

    `line` is that of the transcript. `language` is that of the words, where it is another than the video's.
    """

    start_ms: int | None
    line: int
    text: str
    kind: Kind = Kind.SPEECH
    speaker: str | None = None
    language: str | None = None

    @property
    def fragment(self) -> str:
        """The end of an address that leads to it on the page of its video."""
        return f"r{self.line}" if self.start_ms is None else f"t={self.start_ms / 1000:.3f}"


class State(Enum):
    """How a video stands with the law: the worst verdict on any criterion that the law asks for."""

    NOT_MET = "not-met"
    JUDGE = "to-judge"
    MET = "met"


@dataclass(frozen=True, slots=True)
class MediaFile:
    """The file that is played: its name in the bundle, and its size in bytes."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Work:
    """A task that is left for people, and in how many places."""

    task: Task
    places: int


@dataclass(frozen=True, slots=True)
class Video:
    """A video of the archive, without what is said in it.

    `verdicts` are those on the criteria that the law asks for, `now` what is to be done before publishing.
    """

    entry: Entry
    media: MediaFile
    has_video: bool
    duration_ms: int
    speakers: tuple[str, ...]
    verdicts: tuple[tuple[str, Verdict], ...] = ()
    now: tuple[Work, ...] = ()
    statement: tuple[Deviation, ...] = ()

    @property
    def name(self) -> str:
        return self.entry.name

    @property
    def address(self) -> str:
        """The address of its page, from that of the site."""
        return f"videos/{quote(self.name)}/index.html"

    @property
    def year(self) -> str | None:
        return self.entry.date[:4] if self.entry.date else None

    @property
    def state(self) -> State:
        found = {verdict for _, verdict in self.verdicts}
        if Verdict.NOT_MET in found:
            return State.NOT_MET
        return State.JUDGE if Verdict.JUDGE in found else State.MET

    def criteria(self, verdict: Verdict) -> tuple[str, ...]:
        """The criteria of which that is the verdict."""
        return tuple(criterion for criterion, judged in self.verdicts if judged is verdict)


@dataclass(frozen=True, slots=True)
class Archive:
    """All videos, the newest first and those without a date last.

    `language` is that of the site. At its `address`, which ends in a slash, it is published; None where
    nobody has told.
    """

    title: str
    language: str
    address: str | None
    videos: tuple[Video, ...]
