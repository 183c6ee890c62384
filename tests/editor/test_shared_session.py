"""What pages are told, and what follows from a change."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.editor.made_up import TALK, Table, table, timed_evenly

from woordbeeld.alignment.accepted import Accepted
from woordbeeld.alignment.model import Alignment
from woordbeeld.editor.background import BackgroundUpdater
from woordbeeld.editor.edits import Edit, Reword
from woordbeeld.editor.session import FileGoneError
from woordbeeld.editor.shared_session import SharedSession
from woordbeeld.editor.speaker_edits import MergeSpeakers, RenameSpeaker, SetSpeaker
from woordbeeld.editor.time_edits import SetTime
from woordbeeld.errors import BadInputError, EnvironmentProblemError, WoordbeeldError
from woordbeeld.tracks.profile import NL_WEB
from woordbeeld.transcript.model import Transcript
from woordbeeld.words import say


def do(table: Table, *edits: Edit) -> None:
    for edit in edits:
        table.shared.edit(edit, table.session.version)


def about(table: Table) -> dict[str, Any]:
    told: dict[str, Any] = table.shared.changes(table.shared.tick)["about"]
    return told


def row(table: Table, item: int) -> dict[str, Any]:
    (found,) = (each for each in table.shared.changes(-1)["rows"] if each["id"] == item)
    return dict(found)


def test_a_page_is_told_only_what_changed_since_it_looked(made: Table) -> None:
    seen = made.shared.tick
    do(made, SetSpeaker((7,), "Stef Böger"))
    told = made.shared.changes(seen)
    assert [each["id"] for each in told["rows"]] == [7]
    assert "order" not in told
    assert "captions" not in told
    made.updater.catch_up()
    assert "captions" in made.shared.changes(told["tick"])
    assert made.shared.changes(made.shared.tick)["rows"] == []


def test_what_was_heard_is_not_told_of_a_text_that_changed_since(made: Table) -> None:
    do(made, Reword(3, "Heel erg bedankt."))
    assert about(made)["busy"]
    assert row(made, 3)["differences"] == ()
    made.updater.catch_up()
    assert not about(made)["busy"]


def test_a_time_that_was_set_counts_at_once_and_stays_when_all_is_timed_anew(made: Table) -> None:
    do(made, SetTime(3, 6_200, None))
    assert (row(made, 3)["start"], row(made, 3)["set"]) == (6_200, [True, False])
    do(made, Reword(0, "Goedemiddag."))
    made.updater.catch_up()
    assert row(made, 3)["start"] == 6_200


def test_speakers_stay_under_their_keys(made: Table) -> None:
    assert about(made)["speakers"] == ("Ton Heerts", "Stef Böger", "Latisha")
    do(made, SetSpeaker((3,), "Latisha"))
    assert about(made)["speakers"] == ("Ton Heerts", "Stef Böger", "Latisha")
    assert about(made)["gone"] == ["Stef Böger"]
    do(made, SetSpeaker((3,), "Fatima"))
    assert about(made)["speakers"] == ("Ton Heerts", "Stef Böger", "Latisha", "Fatima")
    do(made, RenameSpeaker("Fatima", "Fatima Yilmaz"))
    assert about(made)["speakers"] == ("Ton Heerts", "Fatima Yilmaz", "Latisha", None)
    do(made, MergeSpeakers("Latisha", "Fatima Yilmaz"))
    assert about(made)["speakers"] == ("Ton Heerts", "Fatima Yilmaz", None, None)
    for _ in range(4):
        made.shared.undo()
    assert set(about(made)["speakers"]) - {None} == {"Ton Heerts", "Stef Böger", "Latisha"}


def test_speakers_stay_under_their_keys_after_a_restart(made: Table) -> None:
    do(made, SetSpeaker((3,), "Latisha"), SetSpeaker((0,), "Fatima"), RenameSpeaker("Ton Heerts", "Jan"))
    cast = about(made)["speakers"]
    made.session.close()
    with table(made.path, made.path.parent / "journals") as again:
        assert about(again)["speakers"] == cast


def test_the_bundle_follows_each_save_and_not_before(made: Table) -> None:
    assert about(made)["bundle"] == "waits"
    do(made, SetSpeaker((3,), "Latisha"))
    made.updater.catch_up()
    assert made.published == []
    made.shared.save()
    assert about(made)["bundle"] == "busy"
    made.updater.catch_up()
    assert about(made)["bundle"] == "follows"
    (published,) = made.published
    assert published.transcript == made.session.state.transcript
    do(made, SetSpeaker((3,), "Stef Böger"))
    assert about(made)["bundle"] == "waits"


def test_a_bundle_that_was_not_written_before_the_program_ended_is_written_the_next_time(
    made: Table,
) -> None:
    do(made, SetSpeaker((3,), "Latisha"))
    made.shared.save()
    again = SharedSession(made.session, made.shared._analysis, has_bundle=True)
    assert again.changes(-1)["about"]["bundle"] == "busy"
    made.updater.catch_up()
    last = SharedSession(made.session, made.shared._analysis, has_bundle=True)
    assert last.changes(-1)["about"]["bundle"] == "waits"


def too_much(kind: type[WoordbeeldError]) -> WoordbeeldError:
    what = say("error.above_most", noun="this", most_mb=1)
    return kind(what, remedy=say("error.copy_again"))


@pytest.mark.parametrize("error", [too_much(BadInputError), ZeroDivisionError("it is too large")])
def test_what_cannot_be_worked_out_is_told_and_the_next_change_may_be_better(
    made: Table, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    def align(text: Transcript) -> Any:
        if "te veel" in made.session.state.text:
            raise error
        return timed_evenly(text)

    updater = BackgroundUpdater(made.shared, align, made.publish, NL_WEB)
    do(made, Reword(3, "Dit is te veel."))
    made.shared.save()
    updater.catch_up()
    assert "is too large" in about(made)["trouble"]
    assert about(made)["bundle"] == "failed"
    assert type(error) in origins(caplog)
    do(made, Reword(3, "Dit gaat."))
    made.shared.save()
    updater.catch_up()
    assert about(made)["trouble"] == ""
    assert about(made)["bundle"] == "follows"


def test_where_the_files_cannot_be_looked_at_the_origin_is_logged_once(
    made: Table, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for error in (ZeroDivisionError("by nothing"), too_much(BadInputError)):
        monkeypatch.setattr(made.session, "look_at_disk", Failing(error))
        for _ in range(3):
            made.shared.look_at_disk()
        assert str(error) in about(made)["trouble"]
    assert origins(caplog) == [ZeroDivisionError, BadInputError]


class Failing:
    """What fails each time in the same way."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def __call__(self) -> None:
        raise self._error.with_traceback(None)


def origins(caplog: pytest.LogCaptureFixture) -> list[Any]:
    """The kinds of errors that were logged with their traceback."""
    return [record.exc_info[0] for record in caplog.records if record.exc_info]


class Clock:
    """A clock that goes when it is told."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def test_a_bundle_that_could_not_be_written_is_when_it_can_be_and_the_trouble_goes(made: Table) -> None:
    clock, tries = Clock(), 0
    full = True

    def publish(alignment: Alignment, accepted: Accepted) -> None:
        nonlocal tries
        tries += 1
        if full:
            what = say("error.writing.unwritable", why="No space left on device")
            raise EnvironmentProblemError(what, remedy=say("error.writing.make_room"))
        made.publish(alignment, accepted)

    updater = BackgroundUpdater(made.shared, timed_evenly, publish, NL_WEB, clock=clock)
    do(made, SetSpeaker((3,), "Latisha"))
    made.shared.save()
    waits = []
    for second in range(200):
        clock.now_s = second
        before = tries
        updater.try_again()
        updater.catch_up()
        assert about(made)["bundle"] == "failed"
        assert "No space left" in about(made)["trouble"]
        if tries > before:
            waits.append(second)
    assert waits == [0, 1, 3, 7, 15, 31, 63, 123, 183]
    do(made, SetSpeaker((0,), "Latisha"))
    updater.catch_up()
    assert "No space left" in about(made)["trouble"]  # what else goes well does not hide it
    full, clock.now_s = False, 500
    updater.try_again()
    updater.catch_up()
    assert (about(made)["bundle"], about(made)["trouble"]) == ("waits", "")
    assert len(made.published) == 1
    assert not made.shared.has_failed


def test_what_could_not_be_worked_out_is_tried_again_and_not_told_of_another_text(made: Table) -> None:
    clock, fails = Clock(), True

    def align(text: Transcript) -> Any:
        if fails:
            raise too_much(EnvironmentProblemError)
        return timed_evenly(text)

    updater = BackgroundUpdater(made.shared, align, made.publish, NL_WEB, clock=clock)
    do(made, Reword(3, "Heel erg bedankt."))
    updater.catch_up()
    assert about(made)["trouble"] == str(too_much(EnvironmentProblemError))
    assert not about(made)["busy"]
    made.shared.undo()
    assert about(made)["trouble"] == ""
    made.shared.redo()
    assert about(made)["trouble"] == str(too_much(EnvironmentProblemError))
    fails, clock.now_s = False, 10
    updater.try_again()
    updater.catch_up()
    assert about(made)["trouble"] == ""
    assert row(made, 3)["text"] == "Heel erg bedankt."
    assert made.shared.to_read() is None


def test_what_changes_beside_the_text_while_it_is_read_is_not_forgotten(made: Table) -> None:
    made.shared.look_again()
    reading = made.shared.to_read()
    assert reading
    made.shared.look_again()  # another recording, say
    made.shared.deliver(*reading)
    assert about(made)["busy"]
    made.updater.catch_up()
    assert not about(made)["busy"]


def test_an_answer_is_on_disk_or_it_is_told_that_it_is_not(made: Table, journals: Path) -> None:
    do(made, Reword(3, "Heel erg bedankt."))
    shutil.rmtree(journals)
    assert about(made)["trouble"] == ""
    (file,) = journals.glob("*.jsonl")
    assert "Heel erg bedankt" in file.read_text(encoding="utf-8")
    shutil.rmtree(journals)
    journals.write_text("een bestand")
    assert "journal of changes cannot be written" in about(made)["trouble"]
    with pytest.raises(EnvironmentProblemError):
        do(made, Reword(3, "Dit niet."))
    journals.unlink()
    made.shared.look_at_disk()
    assert about(made)["trouble"] == ""
    assert "Heel erg bedankt" in next(journals.glob("*.jsonl")).read_text(encoding="utf-8")


def test_a_file_that_is_gone_is_told_until_it_is_saved_anew(made: Table) -> None:
    made.path.unlink()
    made.shared.look_at_disk()
    assert "praatje.txt: does not exist any more" in about(made)["trouble"]
    assert not about(made)["saved"]
    with pytest.raises(FileGoneError):
        made.shared.save()
    made.shared.save(anew=True)
    assert about(made)["saved"]
    assert about(made)["trouble"] == ""
    assert made.path.read_text(encoding="utf-8") == TALK


def test_whatever_becomes_of_the_file_is_told_for_as_long_as_it_is_so(made: Table) -> None:
    made.path.unlink()
    made.path.symlink_to(made.path.name)  # to itself
    made.shared.look_at_disk()
    assert about(made)["trouble"]
    do(made, Reword(3, "Dit blijft."))
    made.path.unlink()
    made.path.write_text(TALK, encoding="utf-8")
    made.shared.look_at_disk()
    assert about(made)["trouble"] == ""
    made.shared.save()
    assert "Dit blijft." in made.path.read_text(encoding="utf-8")


def test_what_follows_from_speakers_alone_is_not_timed_anew(made: Table) -> None:
    def never(_: Transcript) -> Any:
        pytest.fail("it was timed anew")

    updater = BackgroundUpdater(made.shared, never, made.publish, NL_WEB)
    do(made, SetSpeaker((3,), "Latisha"), SetTime(3, 6_200, None))
    updater.catch_up()
    assert not about(made)["busy"]
    assert row(made, 3)["speaker"] == "Latisha"
