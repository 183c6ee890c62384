"""What pages are told, and what follows from a change."""

from __future__ import annotations

from typing import Any

import pytest
from tests.editor.made_up import TALK, Table, table, timed_evenly

from woordbeeld.editor.desk import Desk
from woordbeeld.editor.edits import Edit, MergeSpeakers, RenameSpeaker, Reword, SetSpeaker, SetTime
from woordbeeld.editor.following import Follower
from woordbeeld.errors import BadInputError
from woordbeeld.tracks.profile import NL_WEB
from woordbeeld.transcript.model import Transcript


def do(table: Table, *edits: Edit) -> None:
    for edit in edits:
        table.desk.edit(edit, table.session.version)


def about(table: Table) -> dict[str, Any]:
    told: dict[str, Any] = table.desk.changes(table.desk.tick)["about"]
    return told


def row(table: Table, item: int) -> dict[str, Any]:
    (found,) = (each for each in table.desk.changes(-1)["rows"] if each["id"] == item)
    return dict(found)


def test_a_page_is_told_only_what_changed_since_it_looked(made: Table) -> None:
    seen = made.desk.tick
    do(made, SetSpeaker((7,), "Stef Böger"))
    told = made.desk.changes(seen)
    assert [each["id"] for each in told["rows"]] == [7]
    assert "order" not in told
    assert "captions" not in told
    made.follower.catch_up()
    assert "captions" in made.desk.changes(told["tick"])
    assert made.desk.changes(made.desk.tick)["rows"] == []


def test_what_was_heard_is_not_told_of_a_text_that_changed_since(made: Table) -> None:
    do(made, Reword(3, "Heel erg bedankt."))
    assert about(made)["busy"]
    assert row(made, 3)["differences"] == ()
    made.follower.catch_up()
    assert not about(made)["busy"]


def test_a_time_that_was_set_counts_at_once_and_stays_when_all_is_timed_anew(made: Table) -> None:
    do(made, SetTime(3, 6_200, None))
    assert (row(made, 3)["start"], row(made, 3)["set"]) == (6_200, [True, False])
    do(made, Reword(0, "Goedemiddag."))
    made.follower.catch_up()
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
        made.desk.undo()
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
    made.follower.catch_up()
    assert made.published == []
    made.desk.save()
    assert about(made)["bundle"] == "busy"
    made.follower.catch_up()
    assert about(made)["bundle"] == "follows"
    (published,) = made.published
    assert published.transcript == made.session.state.transcript
    do(made, SetSpeaker((3,), "Stef Böger"))
    assert about(made)["bundle"] == "waits"


def test_a_bundle_that_was_not_written_before_the_program_ended_is_written_the_next_time(
    made: Table,
) -> None:
    do(made, SetSpeaker((3,), "Latisha"))
    made.desk.save()
    again = Desk(made.session, made.desk._reading, has_bundle=True)
    assert again.changes(-1)["about"]["bundle"] == "busy"
    made.follower.catch_up()
    last = Desk(made.session, made.desk._reading, has_bundle=True)
    assert last.changes(-1)["about"]["bundle"] == "waits"


@pytest.mark.parametrize("error", [BadInputError("it is too much"), ZeroDivisionError("it is too much")])
def test_what_cannot_be_worked_out_is_told_and_the_next_change_may_be_better(
    made: Table, error: Exception
) -> None:
    def align(text: Transcript) -> Any:
        if "te veel" in made.session.state.text:
            raise error
        return timed_evenly(text)

    follower = Follower(made.desk, align, made.published.append, NL_WEB)
    do(made, Reword(3, "Dit is te veel."))
    made.desk.save()
    follower.catch_up()
    assert "it is too much" in about(made)["trouble"]
    assert about(made)["bundle"] == "failed"
    do(made, Reword(3, "Dit gaat."))
    made.desk.save()
    follower.catch_up()
    assert about(made)["trouble"] == ""
    assert about(made)["bundle"] == "follows"


def test_whatever_becomes_of_the_file_is_told_for_as_long_as_it_is_so(made: Table) -> None:
    made.path.unlink()
    made.path.symlink_to(made.path.name)  # to itself
    made.desk.look_at_disk()
    assert about(made)["trouble"]
    do(made, Reword(3, "Dit blijft."))
    made.path.unlink()
    made.path.write_text(TALK, encoding="utf-8")
    made.desk.look_at_disk()
    assert about(made)["trouble"] == ""
    made.desk.save()
    assert "Dit blijft." in made.path.read_text(encoding="utf-8")


def test_what_follows_from_speakers_alone_is_not_timed_anew(made: Table) -> None:
    def never(_: Transcript) -> Any:
        pytest.fail("it was timed anew")

    follower = Follower(made.desk, never, made.published.append, NL_WEB)
    do(made, SetSpeaker((3,), "Latisha"), SetTime(3, 6_200, None))
    follower.catch_up()
    assert not about(made)["busy"]
    assert row(made, 3)["speaker"] == "Latisha"
