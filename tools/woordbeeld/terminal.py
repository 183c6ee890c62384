"""What a person at the terminal sees while the program works."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from woordbeeld.interrupts import heed_ctrl_c, stop_if_pressed
from woordbeeld.logs import is_shown
from woordbeeld.settings import Stage, silent
from woordbeeld.showing import echo, in_one_line
from woordbeeld.words import Message, told


def stages(language: str, *, quiet: bool) -> Stage:
    """Stages with a bar and the time left on a terminal, a line each elsewhere; nothing when `quiet`.

    Where the log is shown there are lines too, for bars would stand in its way.
    """
    if quiet:
        return silent
    console = Console(stderr=True)
    return _bars(console, language) if console.is_terminal and not is_shown() else _lines(language)


def _bars(console: Console, language: str) -> Stage:
    @contextmanager
    def stage(name: Message) -> Iterator[Callable[[float], None]]:
        columns = (
            TextColumn("{task.description:<26}", markup=False),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=console) as progress:
            task = progress.add_task(in_one_line(told(name, language)), total=1.0)
            yield lambda share: progress.update(task, completed=share)
            progress.update(task, completed=1.0)

    return stage


def _lines(language: str) -> Stage:
    @contextmanager
    def stage(name: Message) -> Iterator[Callable[[float], None]]:
        echo(f"{told(name, language)} …", err=True)
        yield lambda _: None

    return stage


def interruptible(stage: Stage) -> Stage:
    """The stage, which Ctrl-C stops, also where a library has swallowed it: each step asks for it again."""
    heed_ctrl_c()

    @contextmanager
    def heeding(name: Message) -> Iterator[Callable[[float], None]]:
        with stage(name) as progress:

            def done(share: float) -> None:
                stop_if_pressed()
                progress(share)

            yield done
            stop_if_pressed()

    return heeding
