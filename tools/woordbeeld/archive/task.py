"""What is sent to a worker, and what comes back, as JSON: all workers understand it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from woordbeeld.archive.places import Places
from woordbeeld.archive.record import Failure, failure_from
from woordbeeld.archive.videos import Stage, Video, video_of


@dataclass(frozen=True, slots=True)
class Limits:
    """What a video may use: memory in bytes, 0 for what the worker has; time in seconds."""

    memory_bytes: int = 0
    time_s: int = 12 * 3600


@dataclass(frozen=True, slots=True)
class Task:
    """A stage of a video to be done, for the site in a folder, by a program of this version."""

    video: Video
    stage: Stage
    site: str
    version: str
    seen: str = ""
    cache: str = ""
    overwrite: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)

    @property
    def places(self) -> Places:
        return Places(Path(self.site))


class Ending(Enum):
    """What came of a task."""

    DONE = "done"
    UNCHANGED = "unchanged"  # it was done already of files of the same content
    FAILED = "failed"
    DIED = "died"  # its process ended by itself, so that another may have more luck


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a task ended; how long the video is and the work took (ms), and the most memory it had (bytes)."""

    ending: Ending
    failure: Failure | None = None
    duration_ms: int = 0
    work_ms: int = 0
    peak_bytes: int = 0
    host: str = ""


def task_as_text(task: Task) -> str:
    told = asdict(task)
    told["stage"] = task.stage.value
    return json.dumps(told)


def task_of(text: str) -> Task:
    """A task from its text."""
    told: dict[str, Any] = json.loads(text)
    return Task(
        **{
            **told,
            "video": video_of(told["video"]),
            "stage": Stage(told["stage"]),
            "overwrite": tuple(told["overwrite"]),
            "limits": Limits(**told["limits"]),
        }
    )


def outcome_as_text(outcome: Outcome) -> str:
    return json.dumps(asdict(outcome) | {"ending": outcome.ending.value})


def outcome_of(text: str) -> Outcome:
    """An outcome from its text."""
    told: dict[str, Any] = json.loads(text)
    failure = told["failure"]
    return Outcome(
        **{
            **told,
            "ending": Ending(told["ending"]),
            "failure": failure_from(failure) if failure else None,
        }
    )
