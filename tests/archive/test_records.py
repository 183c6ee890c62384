"""What is kept of an archive is read back as it was, and what is damaged counts as not there."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woordbeeld.archive.entry import Entry, read_entry, render_entry
from woordbeeld.archive.failures import Failed, failed, render_failures
from woordbeeld.archive.record import Failure, Record, read_record, write_record
from woordbeeld.archive.task import (
    Ending,
    Limits,
    Outcome,
    Task,
    outcome_as_text,
    outcome_of,
    task_as_text,
    task_of,
)
from woordbeeld.archive.videos import Chosen, Stage, Video
from woordbeeld.errors import BadInputError
from woordbeeld.words import LANGUAGES

FAILURE = Failure(
    {"nl": "stap", "en": "stage"}, {"nl": "is leeg", "en": "is empty"}, {"nl": "doe", "en": "do"}
)
TEXT = st.text(st.characters(codec="utf-8"))


@given(TEXT, TEXT, st.none() | st.dates().map(str), st.none() | TEXT)
def test_an_entry_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, name: str, title: str, date: str | None, description: str | None
) -> None:
    path = tmp_path_factory.getbasetemp() / "entry.json"
    entry = Entry(name, title, "nl", date, description, "a/b.mp4")
    path.write_text(render_entry(entry), encoding="utf-8")
    assert read_entry(path) == entry


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"version": 2}', render_entry(Entry("a", "b", "nl", "31 mei"))]
)
def test_a_damaged_entry_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "entry.json").write_text(text)
    with pytest.raises(BadInputError, match=r"entry\.json: is no entry of an archive"):
        read_entry(tmp_path / "entry.json")


@pytest.mark.parametrize("failure", [None, FAILURE])
def test_a_record_is_read_back_and_a_damaged_one_is_empty(tmp_path: Path, failure: Failure | None) -> None:
    record = Record("seen", "key", frozenset({Stage.LISTEN, Stage.PUBLISH}), failure, "remote")
    path = tmp_path / "new" / "a.json"
    write_record(path, record)
    assert read_record(path) == record
    path.write_bytes(path.read_bytes()[:-9])
    assert read_record(path) == Record()


def test_tasks_and_outcomes_come_back_as_they_were_sent() -> None:
    video = Video(
        "a.mp4", "a.txt", "a.mp4", "a", "Eén", None, "2018-06-27", None, Chosen(extended=True), "l:1", 5
    )
    task = Task(video, Stage.ALIGN, "/site", "0.1", "seen", "/cache", ("all",), Limits(5, 6))
    assert task_of(task_as_text(task)) == task
    for outcome in (Outcome(Ending.DONE, None, 1, 2, 3, "here"), Outcome(Ending.FAILED, FAILURE)):
        assert outcome_of(outcome_as_text(outcome)) == outcome


def test_the_table_of_failures_tells_which_line_of_the_source_a_video_is() -> None:
    listed = Video("/v/b.mp4", source="b.mp4", name="b", where="list.csv:7")
    assert failed(listed, FAILURE).failure.what["nl"] == "list.csv:7: is leeg"
    assert failed(replace(listed, where=""), FAILURE).failure == FAILURE


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_failures_is_for_spreadsheets(language: str) -> None:
    failures = [Failed("b", "=b.mp4", FAILURE), Failed("a", 'a, "b"\n.mp4', FAILURE)]
    text = render_failures(failures, language)
    _, first, second = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert first == [
        'a, "b"\\u000a.mp4',
        *(each[language] for each in (FAILURE.stage, FAILURE.what, FAILURE.remedy)),
    ]
    assert second[0] == "'=b.mp4"
