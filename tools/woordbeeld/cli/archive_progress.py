"""What a person at the terminal sees of an archive that is made."""

from __future__ import annotations

from typing import Final, Self

from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn
from rich.progress import Progress as Bar

from woordbeeld.archive.progress import Progress
from woordbeeld.logs import is_shown
from woordbeeld.showing import echo, in_one_line
from woordbeeld.timing import format_clock
from woordbeeld.words import Message, say, told

_MS: Final = 1000
_BAR_CHARS: Final = 16  # so that the words beside it fit into 80


class Silent:
    """Tells nothing of how far it is; what fails is told at the end."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """There is nothing to end."""

    def begin(self, dashboard: str) -> None:
        """See `Watcher`."""

    def progress(self, progress: Progress) -> None:
        """See `Watcher`."""

    def line(self, line: str, *, matters: bool) -> None:
        """See `Watcher`."""


class Lines(Silent):
    """A line for each video, as where no terminal is."""

    def __init__(self, language: str) -> None:
        self._language = language

    def begin(self, dashboard: str) -> None:
        if dashboard:
            self.line(told(say("archive.dashboard", address=dashboard), self._language), matters=True)

    def line(self, line: str, *, matters: bool) -> None:  # noqa: ARG002 - all lines are told
        echo(line, err=True)


class Bars(Lines):
    """A bar with what is done, runs and failed, and how long the rest takes; above it what failed."""

    def __init__(self, console: Console, language: str) -> None:
        super().__init__(language)
        columns = (
            BarColumn(_BAR_CHARS),
            TaskProgressColumn(),
            TextColumn("{task.description}", markup=False),
        )
        self._bar = Bar(*columns, console=console)
        self._task = self._bar.add_task("", total=1.0)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def progress(self, progress: Progress) -> None:
        text = in_one_line(told(so_far(progress), self._language))
        self._bar.update(self._task, completed=progress.share, description=text)

    def line(self, line: str, *, matters: bool) -> None:
        if matters:
            self._bar.console.print(line, markup=False, highlight=False)


def watcher_for(language: str, *, quiet: bool) -> Silent:
    """Who tells how far an archive is: bars on a terminal, lines elsewhere, nobody when `quiet`."""
    if quiet:
        return Silent()
    console = Console(stderr=True)
    return Bars(console, language) if console.is_terminal and not is_shown() else Lines(language)


def so_far(progress: Progress) -> Message:
    """How far it is, in one line."""
    left, times = progress.left_s, progress.times_as_fast
    return say(
        "archive.so_far",
        done=progress.done,
        all=progress.all,
        running=progress.running,
        failed=progress.failed,
        left=format_clock(round(left * _MS)) if left is not None else say("archive.unknown"),
        speed=say("archive.speed", times=times) if times is not None else say("archive.unknown"),
    )
