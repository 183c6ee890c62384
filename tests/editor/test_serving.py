"""What goes wrong while the editor answers is told at the terminal, which obeys nothing of it."""

from __future__ import annotations

from pathlib import Path

import pytest
import requests
from starlette.types import ASGIApp, Receive, Scope, Send
from tests.editor.made_up import TIMEOUT_S, served


def test_a_request_that_fails_is_told_with_its_origin(
    transcript: Path, journals: Path, clip: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(_: ASGIApp) -> ASGIApp:
        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            raise ZeroDivisionError("by \x1b[31mnothing")

        return answer

    with served(transcript, journals, clip, through=failing) as editor:
        assert requests.get(editor.address, timeout=TIMEOUT_S).status_code == 500
    told = capsys.readouterr().err
    assert "in answer\n" in told
    assert told.endswith("ZeroDivisionError: by \\u001b[31mnothing\n")
