"""The log of an archive: a line for each video, with the moment, what came of it, and what it took."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from woordbeeld.archive.task import Ending, Outcome, Task
from woordbeeld.showing import in_one_line
from woordbeeld.timing import format_clock
from woordbeeld.words import Message, say, told

_MB: Final = 1e6


class Log:
    """Lines added to a file; a full disk keeps none of the work back."""

    def __init__(self, path: Path, language: str) -> None:
        self._path = path
        self._language = language

    def add(self, message: Message) -> str:
        """Add a line, and give it back without the moment."""
        line = in_one_line(told(message, self._language))
        moment = datetime.now().astimezone().isoformat(timespec="seconds")
        with suppress(OSError), self._path.open("a", encoding="utf-8") as file:
            file.write(f"{moment} {line}\n")
        return line


def line_of(task: Task, outcome: Outcome, language: str) -> Message:
    """What came of a task."""
    name = task.video.name
    if outcome.failure:
        failure = outcome.failure
        return say(
            "archive.line.failed",
            name=name,
            stage=failure.stage[language],
            what=failure.what[language],
            next=failure.remedy[language],
        )
    if outcome.ending is Ending.UNCHANGED:
        return say("archive.line.unchanged", name=name)
    return say(
        "archive.line.done",
        name=name,
        duration=format_clock(outcome.duration_ms),
        work=format_clock(outcome.work_ms),
        mb=round(outcome.peak_bytes / _MB),
        host=outcome.host,
    )
