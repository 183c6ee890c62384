"""What a person at the terminal can rely on."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from woordbeeld.settings import silent
from woordbeeld.terminal import interruptible
from woordbeeld.words import say


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Ctrl-C works as at a terminal, and afterwards as before."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_that_a_library_has_swallowed_still_stops_the_next_step(ctrl_c: None) -> None:
    stage = interruptible(silent)
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)
    with pytest.raises(KeyboardInterrupt), stage(say("stage.listening")) as progress:
        progress(0.5)


def test_ctrl_c_that_a_library_has_swallowed_does_not_let_a_stage_end_well(ctrl_c: None) -> None:
    stage = interruptible(silent)
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)
    with pytest.raises(KeyboardInterrupt), stage(say("stage.listening")):
        pass
