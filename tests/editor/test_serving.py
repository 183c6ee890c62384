"""What goes wrong while the editor answers is told at the terminal, which obeys nothing, and to pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import requests
from starlette.types import ASGIApp, Receive, Scope, Send
from tests.editor.made_up import TIMEOUT_S, Served, served


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


# -- in the language of the page


GONE = {
    "en": "praatje.txt: does not exist any more; what was done here is kept: save to write it anew",
    "nl": "praatje.txt: bestaat niet meer; wat u hier deed is bewaard: sla op om het opnieuw te schrijven",
}


def in_language(editor: Served, language: str) -> requests.Session:
    """A client whose page is in a language."""
    client = editor.client()
    client.headers["Accept-Language"] = language
    return client


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "that is no edit; load the page again"),
        ("nl", "dat is geen bewerking; laad de pagina opnieuw"),
    ],
)
def test_what_is_refused_is_told_in_the_language_of_the_page(
    transcript: Path, journals: Path, clip: Path, language: str, message: str
) -> None:
    with served(transcript, journals, clip) as editor:
        body: dict[str, Any] = {"edit": {"kind": "dance"}, "version": 0}
        answer = in_language(editor, language).post(f"{editor.address}/edit", json=body, timeout=TIMEOUT_S)
    assert (answer.status_code, answer.json()["message"]) == (400, message)


def test_what_hinders_the_work_is_told_to_each_page_in_its_language(
    transcript: Path, journals: Path, clip: Path
) -> None:
    with served(transcript, journals, clip) as editor:
        transcript.unlink()
        editor.table.shared.look_at_disk()
        for language, told in GONE.items():
            asked = in_language(editor, language).get(f"{editor.address}/changes?since=-1", timeout=TIMEOUT_S)
            about: dict[str, Any] = asked.json()["about"]
            assert about["trouble"].startswith(told)
