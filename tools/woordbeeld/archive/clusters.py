"""Where videos are made: on this machine, at a scheduler of Dask that runs, or on a cluster of a file."""

from __future__ import annotations

import importlib
import logging
import os
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from threading import Event
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, Final

from woordbeeld.archive.child import end_all
from woordbeeld.errors import BadInputError, EnvironmentProblemError
from woordbeeld.inputs import InputKind, read_input
from woordbeeld.toml_text import read_toml
from woordbeeld.words import say

if TYPE_CHECKING:
    from distributed import Client

GB: Final = 1e9
# A video of an hour needs 2 GB, one of three hours 3 GB (see tools/docs/archive.md).
WORKER_BYTES: Final = 3 * GB
MEMORY_SHARE: Final = 0.85  # of the machine, for all videos that are made at once
CONNECT_S: Final = 10.0
PATIENCE_S: Final = 600.0  # for a scheduler that is started again
_HERE: Final = "127.0.0.1"
_PAUSE_S: Final = 2.0  # between two tries
RESULT_S: Final = 3.0  # for a few hundred bytes to come
END_S: Final = 5.0  # for workers to end what they are at, where all stops at once


@dataclass(frozen=True, slots=True)
class OwnMachine:
    """So many processes of this machine, each with so many bytes of memory."""

    workers: int
    memory_bytes: int

    @classmethod
    def sized(cls, workers: int | None = None, memory_bytes: int = 0) -> OwnMachine:
        """As many as there are cores and memory for, unless somebody says how many, or how much for each."""
        from distributed.system import MEMORY_LIMIT

        memory = MEMORY_LIMIT * MEMORY_SHARE
        wanted = workers or max(1, min(cores(), int(memory / (memory_bytes or WORKER_BYTES))))
        return cls(wanted, memory_bytes or int(memory / wanted))


@dataclass(frozen=True, slots=True)
class Scheduler:
    """A scheduler of Dask that runs already, by its address, or by the file that it writes."""

    address: str


@dataclass(frozen=True, slots=True)
class Described:
    """A cluster that a file tells how to start."""

    file: Path


Where = OwnMachine | Scheduler | Described


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Connection:
    """A client of a scheduler, made anew where that was gone."""

    def __init__(self, connect: Callable[[], Client]) -> None:
        self._connect = connect
        self._workers: Mapping[str, int] = {}
        self.client = connect()

    @property
    def is_lost(self) -> bool:
        return bool(self.client.status != "running")

    def again(self) -> None:
        """Connect to the scheduler anew, with patience.

        Raises:
            EnvironmentProblemError: it stays away.
        """
        self.close()
        until = monotonic() + PATIENCE_S
        while True:
            try:
                self.client = self._connect()
            except EnvironmentProblemError:
                if monotonic() > until:
                    raise
                sleep(_PAUSE_S)
            else:
                self._workers = {}
                return

    def workers(self) -> Mapping[str, int]:
        """The workers by their addresses, with how many tasks each can do; as before if nobody answers."""
        with suppress(Exception):  # of whatever kind: a connection that is lost is seen to elsewhere
            self._workers = dict(self.client.nthreads())
        return self._workers

    def results(self, futures: Sequence[Any]) -> list[Any]:
        """What these tasks gave; None for one whose worker died since, or whose scheduler is gone."""
        gather = self.client._gather  # noqa: SLF001 - `gather` takes no time limit
        with suppress(Exception):  # of whatever kind: then one by one
            return list(self.client.sync(gather, futures, callback_timeout=RESULT_S))
        return [self._result(each) for each in futures]

    def _result(self, future: Any) -> Any:
        with suppress(Exception):
            return future.result(timeout=RESULT_S) if future.status == "finished" else None
        return None

    def end_at_once(self) -> None:
        """End what the workers are at."""
        with suppress(Exception):  # who does not hear it ends with its scheduler
            self.client.sync(self._end_all, callback_timeout=END_S)

    async def _end_all(self) -> None:
        await self.client._run(end_all)  # noqa: SLF001 - `run` takes no time limit

    def close(self) -> None:
        with suppress(Exception):  # it may be lost already
            self.client.close(timeout=END_S)


@contextmanager
def connected(where: Where) -> Iterator[Connection]:
    """A connection to where videos are made; what was started for it ends after it.

    Raises:
        EnvironmentProblemError: something that this needs is not on this machine, or no scheduler answers.
    """
    refuse_without_dask()
    quieten()
    if isinstance(where, Scheduler):
        connection = Connection(lambda: _client(_given(where.address), where.address))
        try:
            yield connection
        finally:
            connection.close()
        return
    with _started(where) as cluster:
        connection = Connection(lambda: _client({"address": cluster}, cluster.scheduler_address))
        try:
            yield connection
        finally:
            connection.close()


def refuse_without_dask() -> None:
    """Refuse to begin without what the extra `archive` brings.

    Raises:
        EnvironmentProblemError: it is not installed.
    """
    try:
        import distributed  # noqa: F401 - whether it is there
        import psutil  # noqa: F401
    except ImportError as error:
        raise EnvironmentProblemError(
            say("error.archive.no_dask"), remedy=say("error.archive.install_dask")
        ) from error


def _given(address: str) -> dict[str, str]:
    """What tells Dask of a scheduler; one that was started again has written its file anew."""
    return {"scheduler_file": address} if Path(address).is_file() else {"address": address}


def _client(given: Mapping[str, Any], address: str) -> Client:
    from distributed import Client

    try:
        return Client(**given, timeout=CONNECT_S, set_as_default=False)
    except (OSError, ValueError) as error:
        raise EnvironmentProblemError(
            say("error.archive.no_scheduler"), where=address, remedy=say("error.archive.check_scheduler")
        ) from error


@contextmanager
def _started(where: OwnMachine | Described) -> Iterator[Any]:
    import dask

    # What runs a video is a process beside the worker: a worker that dies is seldom the fault of its video.
    settings = {"distributed.scheduler.allowed-failures": 10, "distributed.scheduler.worker-ttl": None}
    with dask.config.set(settings), ExitStack() as ending:
        with _interrupts_left_to_us():
            cluster = described_cluster(where.file) if isinstance(where, Described) else _own_cluster(where)
            ending.enter_context(cluster)  # before a Ctrl-C of meanwhile is heard, which must end it too
        yield cluster


def _own_cluster(where: OwnMachine) -> Any:
    from distributed import LocalCluster

    try:
        return LocalCluster(
            n_workers=where.workers,
            threads_per_worker=1,
            processes=True,
            memory_limit=0,  # the process of each video is watched instead
            host=_HERE,
            dashboard_address=f"{_HERE}:0",
            silence_logs=logging.CRITICAL,
            preload=["woordbeeld.archive.on_worker"],
        )
    except (OSError, RuntimeError) as error:
        what = say("error.archive.not_started", why=f"{type(error).__name__}: {error}")
        raise EnvironmentProblemError(what, remedy=say("error.archive.fewer_workers")) from error


@contextmanager
def _interrupts_left_to_us() -> Iterator[None]:
    """What is started meanwhile never hears Ctrl-C; we hear it after."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows, where `on_worker` sees to it
        yield
        return
    pressed, handler = Event(), signal.getsignal(signal.SIGINT)
    if callable(handler):  # the signal may reach another thread of ours, which does not hold it back
        signal.signal(signal.SIGINT, lambda *_: pressed.set())
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        if callable(handler):
            signal.signal(signal.SIGINT, handler)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if pressed.is_set():
            signal.raise_signal(signal.SIGINT)


def dashboard_of(client: Client) -> str:
    """The address of Dask's page on its workers; empty where what shows it is not installed."""
    if find_spec("bokeh") is None:
        return ""
    return str(client.dashboard_link or "")


def quieten() -> None:
    """Leave out what Dask says of workers that come and go: the log of the archive tells what matters."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("distributed", "tornado", "asyncio"):
            logging.getLogger(name).setLevel(logging.CRITICAL)


def described_cluster(file: Path) -> Any:
    """The cluster of a file of TOML: the `class` that starts it, its `options`, and how many `workers`.

    Raises:
        BadInputError: the file is no such file.
        EnvironmentProblemError: the package of the class is not installed, or the cluster does not start.
    """
    kind = InputKind.CLUSTER
    try:
        told = read_toml(read_input(file, kind).decode("utf-8-sig"))["cluster"]
        module, _, name = told["class"].rpartition(".")
        options, workers = dict(told.get("options", {})), told.get("workers")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        what = say("error.archive.no_cluster", why=str(error))
        raise BadInputError(what, where=file.name, remedy=kind.remedy) from error
    made = _cluster_class(module, name, file)
    try:
        cluster = made(**options)
        if workers:
            cluster.scale(int(workers))
    except Exception as error:  # of whichever kind of cluster
        what = say("error.archive.not_started", why=f"{type(error).__name__}: {error}")
        raise EnvironmentProblemError(
            what, where=file.name, remedy=say("error.archive.check_cluster")
        ) from error
    return cluster


def _cluster_class(module: str, name: str, file: Path) -> Any:
    try:
        return getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        what = say("error.archive.no_class", name=f"{module}.{name}", why=str(error))
        remedy = say("error.archive.install_class", package=module.partition(".")[0].replace("_", "-"))
        raise EnvironmentProblemError(what, where=file.name, remedy=remedy) from error
