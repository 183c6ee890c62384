"""What a person at the terminal can rely on."""

from __future__ import annotations

import os
import signal

import pytest

from woordbeeld.settings import silent
from woordbeeld.terminal import interruptible
from woordbeeld.words import say


def test_ctrl_c_that_a_library_has_swallowed_still_stops_the_next_step(at_a_terminal: None) -> None:
    stage = interruptible(silent)
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)
    with pytest.raises(KeyboardInterrupt), stage(say("stage.listening")) as progress:
        progress(0.5)


def test_ctrl_c_that_a_library_has_swallowed_does_not_let_a_stage_end_well(at_a_terminal: None) -> None:
    stage = interruptible(silent)
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)
    with pytest.raises(KeyboardInterrupt), stage(say("stage.listening")):
        pass
