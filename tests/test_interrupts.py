"""Ctrl-C stops what is done, and harms no library amid which it comes."""

from __future__ import annotations

import importlib.util
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import sleep

import pytest

from woordbeeld import interrupts
from woordbeeld.interrupts import heed_ctrl_c, stop_if_pressed
from woordbeeld.writing.signals import signals_deferred

PRESSED = "import signal, time\nsignal.raise_signal(signal.SIGINT)\n"
WORKING = "for _ in range(20):\n    time.sleep(0.01)\nis_done = True\n"


@pytest.fixture(autouse=True)
def heeded(at_a_terminal: None) -> None:
    heed_ctrl_c()


def then_wait(do: Callable[[], object]) -> None:
    """As our own code does after it has called a library."""
    do()
    for _ in range(1000):
        sleep(0.01)


def test_in_our_own_code_it_stops_at_once() -> None:
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_an_import_comes_to_its_end_first(tmp_path: Path) -> None:
    (tmp_path / "slow_one.py").write_text(PRESSED + WORKING, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("slow_one", tmp_path / "slow_one.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    with pytest.raises(KeyboardInterrupt):
        then_wait(partial(spec.loader.exec_module, module))
    assert module.is_done


def in_a_library(code: str, found: dict[str, object] | None = None) -> None:
    """Run code that seems to be of a library, which leaves in `found` what it defines."""
    file = Path(sys.prefix) / "site-packages/torch/some.py"
    exec(compile(code, str(file), "exec"), {} if found is None else found)  # noqa: S102


def test_a_library_comes_to_its_end_first() -> None:
    found: dict[str, object] = {}
    with pytest.raises(KeyboardInterrupt):
        then_wait(partial(in_a_library, PRESSED + WORKING, found))
    assert found["is_done"]


def test_a_library_that_comes_to_no_end_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interrupts, "WAITS_S", 0.2)
    with pytest.raises(KeyboardInterrupt):
        in_a_library(PRESSED + "while True:\n    time.sleep(0.01)\n")


def test_pressed_again_it_stops_at_once_wherever_that_is() -> None:
    with pytest.raises(KeyboardInterrupt):
        in_a_library(PRESSED + PRESSED + "while True:\n    pass\n")


def test_what_was_swallowed_stops_the_next_step_and_nothing_later_on() -> None:
    with pytest.raises(KeyboardInterrupt):
        in_a_library(PRESSED + PRESSED)
    with pytest.raises(KeyboardInterrupt):
        stop_if_pressed()
    heed_ctrl_c()
    stop_if_pressed()


def test_it_is_raised_once() -> None:
    with pytest.raises(KeyboardInterrupt):
        then_wait(partial(in_a_library, PRESSED + WORKING))
    sleep(4 * interrupts.AGAIN_AFTER_S)


def test_what_must_not_stop_halfway_does_not() -> None:
    found: dict[str, object] = {}

    def work() -> None:
        with signals_deferred():
            in_a_library(PRESSED + WORKING, found)

    with pytest.raises(KeyboardInterrupt):
        then_wait(work)
    assert found["is_done"]


def test_nor_does_it_where_the_key_was_pressed_just_before() -> None:
    found: dict[str, object] = {}

    def work() -> None:
        in_a_library(PRESSED)
        with signals_deferred():
            in_a_library("import time\n" + WORKING, found)

    with pytest.raises(KeyboardInterrupt):
        then_wait(work)
    assert found["is_done"]


class Taken:
    """What is given back only by whoever was given it."""

    count = 0

    def __enter__(self) -> None:
        self.count += 1
        signal.raise_signal(signal.SIGINT)

    def __exit__(self, *_: object) -> None:
        self.count -= 1


def test_what_was_taken_is_given_back() -> None:
    taken = Taken()

    def wait() -> None:
        with taken:
            then_wait(lambda: None)

    with pytest.raises(KeyboardInterrupt):
        wait()
    assert not taken.count
