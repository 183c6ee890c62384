"""The process that makes videos, one after the other, and tells how far it is in lines of JSON.

A line of standard input is a task. Models stay loaded between videos. It ends with whoever started it, when
its standard input does.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from threading import Thread
from typing import Final, TextIO

from woordbeeld.archive.record import Failure, failure_of, in_all
from woordbeeld.archive.task import Ending, Outcome, outcome_as_text, task_of
from woordbeeld.errors import EnvironmentProblemError, WoordbeeldError, refused_by_system
from woordbeeld.processes import end_oneself
from woordbeeld.unforeseen import tell_unforeseen
from woordbeeld.words import Message, say

_POLITE: Final = 5  # of `nice`: whoever sits at the machine goes first


def main() -> None:
    """Do the tasks that come, until no more do."""
    if hasattr(os, "nice"):
        os.nice(_POLITE)
    tasks: SimpleQueue[str] = SimpleQueue()
    Thread(target=_take_in, args=(tasks,), daemon=True).start()
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as out:
        os.dup2(2, 1)  # what a library prints is no answer of ours
        while True:
            _do(tasks.get(), out)


def _take_in(tasks: SimpleQueue[str]) -> None:
    for line in sys.stdin:
        tasks.put(line)
    end_oneself()


def _do(text: str, out: TextIO) -> None:
    def tell(line: str) -> None:
        out.write(line + "\n")
        out.flush()

    stages = _Stages(tell)
    outcome = _outcome(text, stages)
    tell(json.dumps({"outcome": outcome_as_text(outcome)}))


class _Stages:
    """Tells each stage as it begins, and knows the last."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self.last: Message = say("stage.beginning")

    @contextmanager
    def __call__(self, name: Message) -> Iterator[Callable[[float], None]]:
        self.last = name
        self._tell(json.dumps({"stage": dict(in_all(name))}))
        yield lambda _: None


def _outcome(text: str, stages: _Stages) -> Outcome:
    from woordbeeld.archive.making import work_on

    try:
        return work_on(task_of(text), stages)
    except WoordbeeldError as error:
        is_of_machine = isinstance(error, EnvironmentProblemError)
        return _failed(failure_of(error, stages.last, is_of_machine=is_of_machine))
    except OSError as error:
        return _failed(failure_of(refused_by_system(error), stages.last, is_of_machine=True))
    except MemoryError:
        what, remedy = say("error.archive.no_memory"), say("error.archive.give_memory")
        return _failed(failure_of(EnvironmentProblemError(what, remedy=remedy), stages.last))
    except Exception as error:  # noqa: BLE001 - of any kind; the table of failures tells it
        return _failed(_unforeseen(tell_unforeseen(error, ["archive", text]), stages.last))


def _unforeseen(message: Message, stage: Message) -> Failure:
    """What nobody foresaw, as a message of what is wrong and of what to do."""
    what, remedy = (each for _, each in message.values if isinstance(each, Message))
    return Failure(in_all(stage), in_all(what), in_all(remedy))


def _failed(failure: Failure) -> Outcome:
    return Outcome(Ending.FAILED, failure)


if __name__ == "__main__":
    main()
