"""What the package logs: nothing unless it is asked for, and then nothing that a terminal obeys."""

from __future__ import annotations

import logging
import subprocess
import sys

import pytest

from woordbeeld.logs import is_shown, log_shown


def test_a_log_that_is_shown_has_origins_and_no_character_that_a_terminal_obeys(
    capsys: pytest.CaptureFixture[str],
) -> None:
    log = logging.getLogger("woordbeeld.some.room")
    with log_shown():
        assert is_shown()
        log.debug("odd: %s", "\u202e", exc_info=ValueError("\x1b[31mrood"))
    log.error("too late")
    told = capsys.readouterr().err
    assert "DEBUG woordbeeld.some.room: odd: \\u202e\n" in told
    assert told.endswith("ValueError: \\u001b[31mrood\n")
    assert not is_shown()


def test_who_does_not_ask_is_told_nothing() -> None:
    script = "import logging, woordbeeld; logging.getLogger('woordbeeld.x').error('hidden')"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")
