"""Tasks handed out to workers, as many as there are, and their outcomes taken in, whatever dies meanwhile."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from secrets import token_hex
from time import monotonic
from typing import TYPE_CHECKING, Final

from woordbeeld.archive.board import Board
from woordbeeld.archive.clusters import Connection
from woordbeeld.archive.crew import Crew, Given
from woordbeeld.archive.record import failure_of
from woordbeeld.archive.stopping import Stopping
from woordbeeld.archive.task import Ending, Outcome, Task, outcome_of, task_as_text
from woordbeeld.errors import EnvironmentProblemError
from woordbeeld.words import say

if TYPE_CHECKING:
    from distributed import Future

LOOK_S: Final = 0.5
COUNT_S: Final = 2.0  # between two counts of workers
Work = Callable[[str], str] | Callable[[str], Awaitable[str]]  # a task as text to an outcome as text
Told = Callable[[Board, int], None]  # how far all is, and how many workers there are


def outcomes(
    connection: Connection, board: Board, work: Work, stopping: Stopping, tell: Told
) -> Iterator[tuple[Task, Outcome]]:
    """Each task with what came of it, as it ends; where somebody wants to stop, no more are begun.

    Raises:
        EnvironmentProblemError: the scheduler is gone for long.
    """
    ended: SimpleQueue[Given] = SimpleQueue()
    crew, counted = Crew(), -COUNT_S
    while board.running or (board.waiting and not stopping.is_asked):
        if connection.is_lost:
            board.take_back_all()
            connection.again()
            crew, counted = Crew(), -COUNT_S
        if monotonic() - counted >= COUNT_S:
            counted = monotonic()
            for lost in crew.see(connection.workers()):
                lost.future.cancel()
                if board.lose(lost.task):
                    yield lost.task, _lost()
        while board.waiting and not stopping.is_asked and (address := crew.free()):
            crew.give(_submit(connection, board.begin(), address, work, ended))
        tell(board, crew.size)
        batch = [each for each in _ended(ended) if crew.take_back(each)]
        for each, outcome in zip(batch, _outcomes(connection, batch), strict=True):
            if outcome is None:
                board.take_back(each.task)
            elif board.end(each.task, outcome):
                yield each.task, outcome


def _ended(queue: SimpleQueue[Given]) -> list[Given]:
    """All that has ended by now; where nothing has, what ends soon."""
    found = []
    with suppress(Empty):
        found.append(queue.get(timeout=LOOK_S))
        while True:
            found.append(queue.get_nowait())
    return found


def _submit(connection: Connection, task: Task, address: str, work: Work, ended: SimpleQueue[Given]) -> Given:
    key = f"{task.video.name}-{task.stage.value}-{token_hex(4)}"
    future = connection.client.submit(work, task_as_text(task), key=key, pure=False, workers=[address])
    given = Given(task, address, future)
    future.add_done_callback(lambda _: ended.put(given))
    return given


def _outcomes(connection: Connection, batch: Sequence[Given]) -> list[Outcome | None]:
    """What came of each task; None where nobody knows, as after its scheduler was started again."""
    finished = [each.future for each in batch if each.future.status == "finished"]
    texts = dict(zip((each.key for each in finished), connection.results(finished), strict=True))
    return [_outcome(each.future, texts.get(each.future.key)) for each in batch]


def _outcome(future: Future, text: str | None) -> Outcome | None:
    if text is not None:
        return outcome_of(text)
    if future.status != "error":
        return None
    # What we run ends in an outcome whatever happens; so its worker is of another make.
    return _died(str(future.exception()))


def _lost() -> Outcome:
    return _died("lost")


def _died(why: str) -> Outcome:
    error = EnvironmentProblemError(say("error.archive.worker", why=why), remedy=say("error.archive.retry"))
    return Outcome(Ending.DIED, failure_of(error, say("stage.beginning")))
