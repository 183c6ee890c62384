"""Workers, their videos and the scheduler die at random moments: the result is as if nothing had happened."""

from __future__ import annotations

import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from tests.archive.conftest import FEW, Made
from tests.archive.running import contents, ended, run, started, videos

pytestmark = pytest.mark.whisper
SEED = 21
PAUSE_S = (0.1, 0.8)
MAKER = "maker"


class Cluster:
    """A scheduler and two workers, each begun again when it ends, as Slurm and Kubernetes do."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self._port}"
        self._folder = folder
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self.keep_up()

    def keep_up(self) -> None:
        for name in ("scheduler", "worker-1", "worker-2"):
            process = self._processes.get(name)
            if process is None or process.poll() is not None:
                self._processes[name] = self._begin(name)

    def _begin(self, name: str) -> subprocess.Popen[bytes]:
        if name == "scheduler":
            options = ["--host", "127.0.0.1", "--port", str(self._port), "--no-dashboard"]
        else:
            options = [self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--memory-limit", "0"]
            options += ["--local-directory", str(self._folder), "--death-timeout", "30"]
        module = f"distributed.cli.dask_{name.partition('-')[0]}"
        return subprocess.Popen(
            [sys.executable, "-m", module, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def kill(self, name: str, chance: random.Random) -> bool:
        """Whether a process was killed; of those that make videos it is one by chance."""
        if name == MAKER:
            with suppress(psutil.Error, IndexError):
                chance.choice(self.makers()).kill()
                return True
            return False
        self._end(name)
        return True

    def _end(self, name: str) -> None:
        self._processes[name].kill()
        self._processes[name].wait()

    def makers(self) -> list[psutil.Process]:
        """The processes beside the workers, which make the videos."""
        found = []
        for process in self._processes.values():
            with suppress(psutil.Error):
                found += psutil.Process(process.pid).children()
        return found

    def end(self) -> None:
        for name in self._processes:
            self._end(name)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    found = Cluster(tmp_path / "dask")
    yield found
    found.end()


def test_the_result_is_the_same_whoever_is_killed(
    undisturbed: Made, cluster: Cluster, tmp_path: Path
) -> None:
    chance = random.Random(SEED)  # noqa: S311 - no secret
    victims = ["scheduler", "worker-1", "worker-2", MAKER, MAKER]
    chance.shuffle(victims)
    process = started(undisturbed.source, tmp_path / "site", "--scheduler", cluster.address)
    while process.poll() is None:
        until = time.monotonic() + chance.uniform(*PAUSE_S)
        while time.monotonic() < until and process.poll() is None:
            cluster.keep_up()
            time.sleep(0.1)
        if victims and cluster.makers() and cluster.kill(victims[0], chance):
            victims.pop(0)
    code, _, err = ended(process)
    assert code == 1, err
    assert victims == []
    assert contents(tmp_path / "site") == undisturbed.contents


def test_a_run_that_is_killed_goes_on_where_it_was(few: Made) -> None:
    site = few.site
    process = started(few.source, site, "--workers", "1")
    while len(list((site / "videos").glob("*/entry.json"))) < 2:
        assert process.poll() is None
        time.sleep(0.1)
    kids = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.wait()
    _, alive = psutil.wait_procs(kids, timeout=30)
    assert alive == []
    code, out, err = run(few.source, site, "--workers", "1")
    assert code == 0, err
    assert videos(site) == few.contents
    assert f"{FEW} videos made" not in out
