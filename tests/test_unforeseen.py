"""What nobody foresaw: one sentence, and a log file with all that helps to fix it."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from woordbeeld.unforeseen import MOST_CHARS, Reporter, tell_unforeseen


@pytest.fixture
def logs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WOORDBEELD_LOGS", str(tmp_path / "deep/logs"))
    return tmp_path / "deep/logs"


def raised(error: Exception) -> Exception:
    try:
        raise error
    except type(error) as caught:
        return caught


def test_the_sentence_names_a_log_with_the_command_the_traceback_and_the_versions(logs: Path) -> None:
    error = raised(ValueError("no\nsuch thing"))
    sentence = str(tell_unforeseen(error, ["make", "a film.mp4", "talk\udce9.txt"]))
    (log,) = logs.iterdir()
    happened = "something happened that nobody foresaw (ValueError: no\\u000asuch thing)"
    assert sentence == f"{happened}; please report it, with {log}"
    text = log.read_text("utf-8")
    assert text.startswith(
        "woordbeeld make 'a film.mp4' 'talk\\udce9.txt'\n\nTraceback (most recent call last):\n"
    )
    assert f'File "{__file__}"' in text
    assert "ValueError: no\nsuch thing\n" in text
    assert re.search(r"^Python 3\.", text, re.MULTILINE)
    assert re.search(r"^openai-whisper 20", text, re.MULTILINE)
    assert re.search(r"^woordbeeld \d", text, re.MULTILINE)


def test_only_its_owner_can_read_a_log_and_the_next_has_a_name_of_its_own(logs: Path) -> None:
    for _ in range(3):
        tell_unforeseen(raised(KeyError("x")), [])
    assert [stat.S_IMODE(log.stat().st_mode) for log in logs.iterdir()] == [0o600] * 3


def test_a_long_message_is_cut_in_the_sentence_and_whole_in_the_log(logs: Path) -> None:
    sentence = str(tell_unforeseen(raised(ValueError("x" * 10_000)), []))
    assert f": {'x' * MOST_CHARS}…)" in sentence
    (log,) = logs.iterdir()
    assert "x" * 10_000 in log.read_text("utf-8")


def test_where_no_log_can_be_written_all_of_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WOORDBEELD_LOGS", "/dev/null/logs")
    sentence, *rest = str(tell_unforeseen(raised(MemoryError()), ["doctor"])).splitlines()
    assert sentence == (
        "something happened that nobody foresaw (MemoryError); "
        "no log file could be written (Not a directory), so here it is:"
    )
    assert rest[0] == "woordbeeld doctor"
    assert "Traceback (most recent call last):" in rest


def test_an_error_that_comes_again_and_again_is_written_down_once(
    logs: Path, caplog: pytest.LogCaptureFixture
) -> None:
    reporter = Reporter(["edit"])
    told = [reporter.tell(raised(error)) for error in (KeyError("x"), KeyError("x"), ValueError("y"))]
    assert told[0] == told[1] != told[2]
    assert len(list(logs.iterdir())) == 2
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [KeyError, ValueError]
