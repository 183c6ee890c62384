"""Journals of texts that were saved long ago become short; nothing that is only there is lost."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from tests.editor.made_up import TALK

from woordbeeld.editor.edits import LeaveOut, Mark, Reword
from woordbeeld.editor.journal import Journal
from woordbeeld.editor.pruning import NS_A_DAY, prune
from woordbeeld.editor.session import Session
from woordbeeld.kept import JOURNAL_DAYS

LONG_NS = (JOURNAL_DAYS + 1) * NS_A_DAY


def opened(transcript: Path, journals: Path) -> Session:
    return Session(transcript, Journal.of(transcript, journals))


def pruned(journals: Path, after_ns: int = LONG_NS) -> list[bytes]:
    """All journals after so long."""
    prune(journals, time.time_ns() + after_ns)
    return [file.read_bytes() for file in sorted(journals.glob("*")) if file.suffix != ".lock"]


@pytest.fixture
def session(transcript: Path, journals: Path) -> Session:
    opened_here = opened(transcript, journals)
    opened_here.edit(Reword(0, "Goedemiddag allemaal."), 0)
    return opened_here


def test_a_journal_with_nothing_but_what_was_saved_goes(session: Session, journals: Path) -> None:
    session.edit(Mark((0,), reviewed=False), 1)
    session.save()
    session.close()
    assert pruned(journals, LONG_NS - 2 * NS_A_DAY) != []
    assert pruned(journals) == []


def test_what_was_looked_at_and_left_out_stays_and_nothing_is_undone_any_more(
    session: Session, transcript: Path, journals: Path
) -> None:
    session.edit(LeaveOut("en nog iets"), 1)
    session.seat(("Latisha", None, "Ton Heerts"))
    session.save()
    session.close()
    assert pruned(journals) == pruned(journals)
    again = opened(transcript, journals)
    assert again.is_saved
    assert again.state.reviewed == {0}
    assert again.state.left_out == {"en nog iets"}
    assert (again.history.next_undo, again.cast) == (None, ("Latisha", None, "Ton Heerts"))
    assert not again.is_published  # as it was
    assert again.state.ids == session.state.ids
    assert again.aside is None
    again.edit(Reword(0, "Goedenavond allemaal."), 0)
    again.close()
    assert opened(transcript, journals).state.text == TALK.replace("Goedemorgen", "Goedenavond")


def test_what_is_not_saved_stays(session: Session, journals: Path) -> None:
    session.close()
    (before,) = pruned(journals, 0)
    assert pruned(journals) == [before]


def test_what_an_editor_has_open_stays(session: Session, journals: Path) -> None:
    session.save()
    (before,) = pruned(journals, 0)
    assert pruned(journals) == [before]


@pytest.mark.parametrize("what", ["transcript gone", "journal damaged", "no journal"])
def test_what_may_be_the_only_one_stays(
    session: Session, transcript: Path, journals: Path, what: str
) -> None:
    session.save()
    session.close()
    (file,) = journals.glob("*.jsonl")
    if what == "transcript gone":
        transcript.unlink()
    elif what == "journal damaged":
        data = file.read_bytes()
        file.write_bytes(data[: len(data) - 9] + b"x" + data[len(data) - 8 :])
    else:
        file.write_bytes(b"mine\n")
    (before,) = pruned(journals, 0)
    assert pruned(journals) == [before]


def test_a_folder_that_is_not_there_or_not_ours_is_no_error(tmp_path: Path) -> None:
    prune(tmp_path / "nowhere", time.time_ns())
    (tmp_path / "a.jsonl").mkdir()
    os.utime(tmp_path / "a.jsonl", (0, 0))
    prune(tmp_path, time.time_ns())
    assert (tmp_path / "a.jsonl").is_dir()
