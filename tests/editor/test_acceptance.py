"""What was accepted in the editor goes with the text: saved, published, and made without an editor."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.editor.made_up import TALK, Table, lacking, table

from woordbeeld.alignment.accepted import NOTHING, Accepted
from woordbeeld.editor.edits import LeaveOut, Mark, Reword
from woordbeeld.editor.from_journals import accepted_by_editors
from woordbeeld.editor.page import Work
from woordbeeld.editor.reporting import render_report
from woordbeeld.editor.speaker_edits import SetSpeaker
from woordbeeld.transcript.reader import read

FIRST, SECOND, FOURTH = 1, 2, 6  # lines of the text


@pytest.fixture
def transcript_with(monkeypatch: pytest.MonkeyPatch, journals: Path, transcript: Path) -> Path:
    """The transcript, whose journals are where commands look for them."""
    monkeypatch.setenv("WOORDBEELD_JOURNALS", str(journals))
    return transcript


def do(made: Table, *edits: Mark | LeaveOut | Reword | SetSpeaker) -> None:
    for edit in edits:
        made.shared.edit(edit, made.session.version)


def told(transcript: Path) -> Accepted:
    """What a command that makes a bundle is told."""
    return accepted_by_editors(transcript)(read(transcript.read_text(encoding="utf-8")))


def test_a_mark_is_saved_as_all_else_is_and_the_bundle_follows(made: Table) -> None:
    made.updater.catch_up()
    do(made, Mark((0, 3), reviewed=True))
    assert not made.session.is_saved
    made.shared.save()
    made.updater.catch_up()
    assert made.session.is_saved
    assert made.accepted[-1].lines == {FIRST, FOURTH}
    do(made, Mark((0,), reviewed=False))
    made.shared.save()
    made.updater.catch_up()
    assert made.accepted[-1].lines == {FOURTH}


def test_a_bundle_that_is_made_without_the_editor_knows_the_same(
    transcript_with: Path, journals: Path
) -> None:
    with table(transcript_with, journals, lacking) as made:
        do(made, Mark((0,), reviewed=True), LeaveOut("elke dag"), SetSpeaker((3,), "Latisha"))
        made.shared.save()
        made.updater.catch_up()
        published = made.accepted[-1]
        assert told(transcript_with) == published
    assert told(transcript_with) == published
    assert published.lines == {FIRST, FOURTH}
    assert published.left_out == {"elke dag"}


def test_what_is_not_saved_is_accepted_only_where_the_file_says_the_same(
    transcript_with: Path, journals: Path
) -> None:
    with table(transcript_with, journals) as made:
        do(made, Reword(0, "Goedemiddag."), SetSpeaker((3,), "Latisha"), Mark((1,), reviewed=True))
    assert told(transcript_with).lines == {SECOND}


def test_what_others_change_is_asked_again(transcript_with: Path, journals: Path) -> None:
    with table(transcript_with, journals) as made:
        do(made, Mark((0, 1), reviewed=True))
        made.shared.save()
    transcript_with.write_text(TALK.replace("allemaal", "iedereen"), encoding="utf-8")
    assert told(transcript_with).lines == {SECOND}


def test_of_a_text_that_no_editor_had_nothing_is_accepted(transcript_with: Path) -> None:
    assert told(transcript_with) == NOTHING


def test_a_damaged_journal_accepts_nothing(transcript_with: Path, journals: Path) -> None:
    with table(transcript_with, journals) as made:
        do(made, Mark((0,), reviewed=True))
    for journal in journals.glob("*.jsonl"):
        journal.write_bytes(b"nonsense\n")
    assert told(transcript_with) == NOTHING


def test_marks_that_were_saved_stay_saved_where_others_change_other_lines(made: Table) -> None:
    do(made, Mark((0,), reviewed=True))
    made.shared.save()
    made.path.write_text(TALK.replace("Mooi om te horen.", "Heel mooi."), encoding="utf-8")
    made.shared.look_at_disk()
    assert "Heel mooi." in made.session.state.text
    assert made.session.is_saved


def test_what_others_changed_is_to_be_looked_at_again(made: Table) -> None:
    do(made, Mark((0, 1), reviewed=True))
    made.shared.save()
    made.path.write_text(TALK.replace("allemaal", "iedereen"), encoding="utf-8")
    made.shared.look_at_disk()
    assert "iedereen" in made.session.state.text
    assert made.session.state.reviewed == {1}
    assert made.session.is_saved


def test_the_report_of_the_editor_asks_no_more_at_once(transcript: Path, journals: Path) -> None:
    with table(transcript, journals, lacking) as made:
        work = Work("Praatje", "nl", None, has_video=True, duration_ms=18_000)
        assert "“elke dag”" in now(render_report(made.shared, work, ""))
        do(made, LeaveOut("elke dag"))
        made.updater.catch_up()
        page = render_report(made.shared, work, "")
        assert "“elke dag”" not in now(page)
        assert "“welkom in deze zaal”" in now(page)
        assert "“elke dag”" in page, "it is told as accepted"


def now(page: str) -> str:
    """What is to be done, of a report."""
    return page[page.index('id="now"') : page.index('id="judge"')]
