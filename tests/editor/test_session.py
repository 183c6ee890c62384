"""Nothing is lost: not by a crash, not by another editor, not by taking things back."""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pytest
from tests.editor.made_up import TALK

from woordbeeld.editor.edits import (
    Delete,
    Edit,
    Insert,
    Join,
    LeaveOut,
    Mark,
    Move,
    Reword,
    SetLanguage,
    Split,
)
from woordbeeld.editor.journal import Journal
from woordbeeld.editor.merging import Choice, Side
from woordbeeld.editor.session import ConflictError, FileGoneError, Session
from woordbeeld.editor.speaker_edits import RenameSpeaker, SetSpeaker
from woordbeeld.editor.state import State
from woordbeeld.editor.time_edits import SetTime
from woordbeeld.errors import BadInputError, EnvironmentProblemError
from woordbeeld.transcript.editing import EditRefusedError
from woordbeeld.transcript.model import SpokenLine
from woordbeeld.transcript.pins import find_pinned, pins_path

Opener = Callable[[], Session]

# The ids of the lines of the talk, in its order.
MORNING, NICE, SCENE, THANKS, SOUND, STUDENT, FINE, LOVELY = range(8)


@pytest.fixture
def reopen(transcript: Path, journals: Path) -> Opener:
    """Ends the session before, if there is one, and opens the transcript again."""
    opened: list[Session] = []

    def open_again() -> Session:
        for session in opened:
            session.close()
        opened.append(Session(transcript, Journal.of(transcript, journals)))
        return opened[-1]

    return open_again


def do(session: Session, *edits: Edit) -> None:
    for edit in edits:
        session.edit(edit, session.version)


def facts(session: Session) -> Any:
    state = session.state
    return state.text, state.ids, state.pins, state.reviewed


def test_an_edit_is_kept_but_the_file_changes_only_when_saved(reopen: Opener, transcript: Path) -> None:
    session = reopen()
    do(session, SetSpeaker((STUDENT, FINE), "Stef Böger"))
    assert transcript.read_text(encoding="utf-8") == TALK
    assert not session.is_saved
    session.save()
    expected = TALK.replace("APPLAUS\nLATISHA: ", "APPLAUS\n")
    assert transcript.read_text(encoding="utf-8") == expected
    assert session.is_saved


def test_all_is_there_again_after_a_restart_and_can_be_taken_back(reopen: Opener) -> None:
    session = reopen()
    start = facts(session)
    do(session, Reword(FINE, "Het gaat geweldig."), SetTime(FINE, 12_000, None), Delete((SOUND,)))
    do(session, Mark((THANKS,), reviewed=True), Move(SCENE, 1), Split(MORNING, 14))
    end = facts(session)
    session = reopen()
    assert facts(session) == end
    for _ in range(6):
        session.undo()
    assert facts(session) == start
    session.undo()
    assert facts(session) == start
    session = reopen()
    for _ in range(6):
        session.redo()
    assert facts(session) == end


def test_what_was_left_out_is_so_after_a_restart_until_that_is_taken_back(reopen: Opener) -> None:
    do(reopen(), LeaveOut("tot ziens"), Reword(NICE, "Fijn."))
    session = reopen()
    assert session.state.left_out == {"tot ziens"}
    session.undo()
    assert session.state.left_out == {"tot ziens"}
    session.undo()
    assert reopen().state.left_out == frozenset()


def test_doing_something_else_after_taking_back_leaves_nothing_to_do_again(reopen: Opener) -> None:
    session = reopen()
    do(session, Mark((MORNING,), reviewed=True))
    session.undo()
    do(session, Mark((NICE,), reviewed=True))
    session.redo()
    assert session.state.reviewed == {NICE}


def test_a_pin_goes_with_its_line(reopen: Opener, transcript: Path) -> None:
    session = reopen()
    do(session, SetTime(FINE, 12_000, 13_000), Reword(FINE, "Heel iets anders staat hier nu."))
    do(session, Insert(MORNING, "spoken", "Een regel erbij."))
    session.save()
    pins = pins_path(transcript).read_text(encoding="utf-8")
    assert 'text = "Heel iets anders staat hier nu."' in pins
    assert "start_ms = 12000\nend_ms = 13000" in pins
    do(session, SetTime(FINE, None, None))
    session.save()
    assert "[[pin]]" not in pins_path(transcript).read_text(encoding="utf-8")


def test_the_parts_of_a_split_line_share_its_time_and_a_joined_line_has_it_again(reopen: Opener) -> None:
    session = reopen()
    do(session, SetTime(MORNING, 100, 1900), Split(MORNING, 14))
    second = session.state.ids[1]
    times = session.state.times
    assert [(times[MORNING].start_ms, times[MORNING].end_ms)] == [(100, None)]
    assert [(times[second].start_ms, times[second].end_ms)] == [(None, 1900)]
    do(session, Join(MORNING, second))
    joined = session.state.times[MORNING]
    assert (joined.start_ms, joined.end_ms) == (100, 1900)


def test_a_language_is_set_taken_off_and_undone_and_the_text_read_again_is_the_same(
    reopen: Opener, transcript: Path
) -> None:
    session = reopen()
    start = facts(session)
    do(session, SetTime(MORNING, 100, None), SetLanguage((MORNING, THANKS), "en"))
    marked = facts(session)
    assert "TON HEERTS: [en] Goedemorgen allemaal. [/en]\n" in session.state.text
    assert session.state.times[MORNING].start_ms == 100
    session = reopen()
    assert facts(session) == marked
    do(session, SetLanguage((MORNING, THANKS), ""))
    assert session.state.text == start[0]
    for _ in range(3):
        session.undo()
    assert facts(session) == start
    with pytest.raises(EditRefusedError) as refused:
        do(session, SetLanguage((MORNING,), "klingon"))
    assert refused.value.reason == "unknown-language"


def test_who_says_a_line_or_takes_it_out_leaves_the_marks_of_others_whole(
    reopen: Opener, transcript: Path
) -> None:
    transcript.write_text("TON: [en]\nGood.\nSo be it.\nBye.\n[/en]\nSTEF: Dag.\n", encoding="utf-8")
    session = reopen()
    do(session, SetSpeaker((1,), "Stef"), Delete((0,)))
    found = session.state.transcript
    assert [(line.said, line.languages[0]) for line in found.spoken_lines] == [
        ("So be it.", "en"),
        ("Bye.", "en"),
        ("Dag.", None),
    ]
    assert not found.findings


def test_a_time_that_could_not_be_found_again_is_refused(reopen: Opener, transcript: Path) -> None:
    transcript.write_text("A B: Ja.\nC D: Nee.\n" * 4, encoding="utf-8")
    session = reopen()
    with pytest.raises(EditRefusedError) as refused:
        do(session, SetTime(4, 100, None))
    assert refused.value.reason == "not-unique"
    assert session.state.pins == ()


@pytest.mark.parametrize("times", [(2000, 2000), (3000, 2000), (-1, 500)])
def test_a_time_that_is_none_is_refused(reopen: Opener, times: tuple[int, int]) -> None:
    session = reopen()
    with pytest.raises(EditRefusedError):
        do(session, SetTime(MORNING, *times))


def test_lines_that_say_the_same_keep_their_times_when_one_of_them_goes(
    reopen: Opener, transcript: Path
) -> None:
    change(transcript, "Mooi om te horen.\n", "Ja.\nLATISHA: Ja.\nSTEF BÖGER: Ja.\nTON HEERTS: Nou.\n")
    session = reopen()
    first, second, third = LOVELY, LOVELY + 1, LOVELY + 2
    do(session, SetTime(second, 63_000, None), SetTime(third, 64_000, None), Delete((first,)))
    assert {item: pin.start_ms for item, pin in session.state.times.items()} == {
        second: 63_000,
        third: 64_000,
    }
    session.save()
    assert facts(reopen()) == facts(session)
    do(session, Delete((second,)))
    assert {item: pin.start_ms for item, pin in session.state.times.items()} == {third: 64_000}


def test_a_set_time_that_could_be_of_two_lines_loses_its_place_and_is_told(
    reopen: Opener, transcript: Path
) -> None:
    same = "LATISHA: Ja.\nTON HEERTS: Nou.\n"
    change(transcript, "TON HEERTS: Mooi om te horen.\n", f"{same}STEF BÖGER: Zo.\n{same}")
    session = reopen()
    do(session, SetTime(LOVELY, 63_000, None), SetTime(LOVELY + 3, 64_000, None), Delete((FINE, LOVELY + 2)))
    assert len(session.state.as_pins.pins) == 2
    lost = [bound for bound in session.state.pins if bound.id is None]
    found, _ = find_pinned(session.state.transcript, session.state.as_pins)
    assert len(found) == 2 - len(lost)
    session.undo()
    assert {item: pin.start_ms for item, pin in session.state.times.items()} == {
        LOVELY: 63_000,
        LOVELY + 3: 64_000,
    }


def test_the_last_line_of_speech_stays(reopen: Opener) -> None:
    session = reopen()
    with pytest.raises(EditRefusedError) as refused:
        do(session, Delete((MORNING, NICE, THANKS, STUDENT, FINE, LOVELY)))
    assert refused.value.reason == "last-line"


def test_an_edit_of_what_somebody_else_changed_since_is_refused(reopen: Opener) -> None:
    session = reopen()
    seen = session.version
    do(session, Reword(FINE, "Het gaat beter."), SetSpeaker((THANKS,), "Latisha"))
    for edit in (Reword(FINE, "Het gaat slechter."), SetSpeaker((THANKS,), "Ton Heerts"), Delete((FINE,))):
        with pytest.raises(EditRefusedError) as refused:
            session.edit(edit, seen)
        assert refused.value.reason == "changed-meanwhile"
    session.edit(Reword(NICE, "Fijn dat jullie er zijn."), seen)
    assert "Het gaat beter.\n" in session.state.text


@dataclass(frozen=True, slots=True)
class RewordBelow:
    """An edit that changes another item than the one that it is about."""

    kind: ClassVar[str] = "reword-below"
    id: int
    text: str

    @property
    def touches(self) -> tuple[int, ...]:
        return (self.id,)

    def apply(self, state: State) -> State:
        below = state.ids[state.ids.index(self.id) + 1]
        return Reword(below, self.text).apply(state)


def test_an_edit_that_would_change_what_somebody_else_changed_since_is_refused_whatever_it_is_about(
    reopen: Opener,
) -> None:
    session = reopen()
    seen = session.version
    do(session, Reword(LOVELY, "Fijn om te horen."))
    with pytest.raises(EditRefusedError) as refused:
        session.edit(RewordBelow(FINE, "Vreselijk om te horen."), seen)
    assert refused.value.reason == "changed-meanwhile"
    session.edit(RewordBelow(FINE, "Heerlijk om te horen."), session.version)
    assert session.state.items[LOVELY].text == "Heerlijk om te horen."


def test_a_speaker_gets_another_name_while_somebody_else_corrects_what_is_said(reopen: Opener) -> None:
    session = reopen()
    seen = session.version
    do(session, Reword(FINE, "Het gaat beter."))
    speaker = session.state.by_id[FINE]
    assert isinstance(speaker, SpokenLine)
    assert speaker.speaker
    session.edit(RenameSpeaker(speaker.speaker.name, "Noor de Wit"), seen)
    renamed = session.state.by_id[FINE]
    assert isinstance(renamed, SpokenLine)
    assert (renamed.text, renamed.speaker and renamed.speaker.name) == ("Het gaat beter.", "Noor de Wit")


# -- others ------------------------------------------------------------------------------------------


def change(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new).encode())


def test_what_another_editor_changed_elsewhere_in_the_file_is_taken_over(
    reopen: Opener, transcript: Path
) -> None:
    session = reopen()
    do(session, Reword(MORNING, "Goedemiddag allemaal."), Mark((LOVELY,), reviewed=True))
    change(transcript, "Het gaat heel goed.", "Het gaat prima.")
    assert session.look_at_disk()
    assert not session.look_at_disk()
    assert "Goedemiddag" in session.state.text
    assert "prima" in session.state.text
    assert session.state.reviewed == {MORNING, LOVELY}
    session.save()
    assert "Goedemiddag" in transcript.read_text(encoding="utf-8")
    assert "prima" in transcript.read_text(encoding="utf-8")
    assert facts(reopen()) == facts(session)


def test_other_line_ends_are_no_conflict(reopen: Opener, transcript: Path) -> None:
    session = reopen()
    do(session, Reword(FINE, "Het gaat prima."))
    transcript.write_bytes(TALK.replace("\n", "\r\n").replace("morgen", "avond").encode())
    session.save()
    fixed = TALK.replace("heel goed", "prima").replace("morgen", "avond")
    assert transcript.read_bytes() == fixed.replace("\n", "\r\n").encode()


def test_what_another_editor_changed_stays_when_our_own_is_taken_back(
    reopen: Opener, transcript: Path
) -> None:
    session = reopen()
    do(session, Reword(MORNING, "Goedemiddag allemaal."))
    change(transcript, "Het gaat heel goed.", "Het gaat prima.")
    session.look_at_disk()
    session.undo()
    assert session.state.text == TALK.replace("Het gaat heel goed.", "Het gaat prima.")
    session.redo()
    assert "Goedemiddag" in session.state.text
    assert "prima" in session.state.text


def test_where_both_changed_the_same_line_nothing_is_written_until_somebody_chooses(
    reopen: Opener, transcript: Path
) -> None:
    session = reopen()
    do(session, Reword(FINE, "Het gaat hier goed."))
    change(transcript, "Het gaat heel goed.", "Het gaat daar goed.")
    with pytest.raises(ConflictError):
        session.save()
    assert "daar" in transcript.read_text(encoding="utf-8")
    assert session.foreign
    assert [(each.ours, each.theirs) for each in session.foreign.conflicts] == [
        ("Het gaat hier goed.\n", "Het gaat daar goed.\n")
    ]
    with pytest.raises(BadInputError):
        session.resolve([])
    with pytest.raises(BadInputError):
        session.resolve([Choice("Iets anders.\n", "Het gaat daar goed.\n", Side.THEIRS)])
    session.resolve([Choice("Het gaat hier goed.\n", "Het gaat daar goed.\n", Side.BOTH)])
    session.save()
    assert "Het gaat hier goed.\nHet gaat daar goed.\n" in transcript.read_text(encoding="utf-8")
    assert facts(reopen()) == facts(session)


def test_an_edit_cannot_be_taken_back_where_somebody_else_changed_the_same_line(
    reopen: Opener, transcript: Path
) -> None:
    session = reopen()
    do(session, Reword(FINE, "Het gaat hier goed."))
    session.save()
    change(transcript, "hier goed", "daar goed")
    session.look_at_disk()
    with pytest.raises(EditRefusedError) as refused:
        session.undo()
    assert refused.value.reason == "changed-since"
    assert "daar goed" in session.state.text


def test_pins_that_somebody_else_set_are_taken_over(reopen: Opener, transcript: Path) -> None:
    session = reopen()
    do(session, SetTime(MORNING, 300, None))
    pins_path(transcript).write_text('[[pin]]\ntext = "Het gaat heel goed."\nstart_ms = 9000\n')
    session.look_at_disk()
    assert {item: pin.start_ms for item, pin in session.state.times.items()} == {MORNING: 300, FINE: 9000}


def test_a_pin_without_a_place_is_kept(reopen: Opener, transcript: Path) -> None:
    pins_path(transcript).write_text('[[pin]]\ntext = "Dit staat nergens in."\nstart_ms = 9000\n')
    session = reopen()
    do(session, SetTime(MORNING, 300, None))
    session.save()
    assert "Dit staat nergens in." in pins_path(transcript).read_text(encoding="utf-8")


def test_two_editors_of_one_file_both_keep_what_they_did(transcript: Path, journals: Path) -> None:
    one, other = (Session(transcript, Journal.of(transcript, journals)) for _ in range(2))
    do(one, Reword(MORNING, "Goedemiddag allemaal."))
    do(other, Reword(FINE, "Het gaat prima."))
    one.save()
    other.save()
    one.look_at_disk()
    for session in (one, other):
        assert "Goedemiddag" in session.state.text
        assert "prima" in session.state.text
        session.close()


def test_what_a_second_editor_left_unsaved_is_there_the_next_time(
    reopen: Opener, transcript: Path, journals: Path
) -> None:
    one, other = (Session(transcript, Journal.of(transcript, journals)) for _ in range(2))
    do(one, Reword(MORNING, "Goedemiddag allemaal."))
    do(other, Reword(FINE, "Het gaat prima."), SetTime(LOVELY, 15_000, None))
    for session in (other, one):
        session.close()
    for _ in range(2):
        session = reopen()
        assert "Goedemiddag" in session.state.text
        assert "prima" in session.state.text
        assert session.state.times[LOVELY].start_ms == 15_000
    assert session.foreign is None
    session.undo()
    assert "prima" not in session.state.text
    assert "prima" not in reopen().state.text


def test_what_a_second_editor_left_is_asked_about_where_both_changed_the_same_line(
    reopen: Opener, transcript: Path, journals: Path
) -> None:
    one, other = (Session(transcript, Journal.of(transcript, journals)) for _ in range(2))
    do(one, Reword(FINE, "Het gaat hier goed."))
    do(other, Reword(FINE, "Het gaat daar goed."))
    for session in (other, one):
        session.close()
    reopen()
    session = reopen()
    assert session.foreign
    with pytest.raises(ConflictError):
        session.save()
    session.resolve([Choice("Het gaat hier goed.\n", "Het gaat daar goed.\n", Side.THEIRS)])
    session.save()
    assert "Het gaat daar goed." in transcript.read_text(encoding="utf-8")
    assert reopen().foreign is None


def test_a_file_that_cannot_be_read_any_more_is_told_and_nothing_is_lost(
    reopen: Opener, transcript: Path
) -> None:
    session = reopen()
    do(session, Reword(MORNING, "Goedemiddag allemaal."))
    transcript.unlink()
    with pytest.raises(BadInputError):
        session.save()
    transcript.write_text(TALK, encoding="utf-8")
    session.save()
    assert "Goedemiddag" in transcript.read_text(encoding="utf-8")


def test_a_sign_that_the_encoding_lacks_is_told_and_nothing_is_written(
    reopen: Opener, transcript: Path
) -> None:
    transcript.write_bytes(TALK.encode("latin-1"))
    session = reopen()
    do(session, Reword(FINE, "Het gaat ☺."))
    before = transcript.read_bytes()
    with pytest.raises(BadInputError, match="☺"):
        session.save()
    assert transcript.read_bytes() == before


# -- crashes -----------------------------------------------------------------------------------------


def test_a_journal_cut_off_anywhere_gives_the_last_state_that_is_whole(
    transcript: Path, journals: Path
) -> None:
    session = Session(transcript, Journal.of(transcript, journals))
    states = [facts(session)]
    for edit in (SetSpeaker((FINE,), "Ton Heerts"), SetTime(FINE, 9000, None), Reword(NICE, "Wát fijn.")):
        do(session, edit)
        states.append(facts(session))
    session.undo()
    states.append(facts(session))
    session.close()
    (file,) = journals.glob("*.jsonl")
    whole = file.read_bytes()
    # The first record stands twice, an empty line between.
    ends = [at + 1 for at, byte in enumerate(whole) if byte == ord("\n")][2:]
    for length in range(ends[0], len(whole) + 1):
        file.write_bytes(whole[:length])
        session = Session(transcript, Journal.of(transcript, journals))
        # Of a record only the end of its line may lack.
        assert facts(session) == states[sum(end - 1 <= length for end in ends) - 1]
        session.close()
        assert file.read_bytes() == whole[: max(end for end in ends if end - 1 <= length)]


def plain(lines: list[bytes]) -> list[bytes]:
    """A journal as an earlier version wrote it, which knew no sums, and the first record once."""
    return [re.sub(rb',"sum":"[0-9a-f]+"}\n$', b"}\n", line) for line in (lines[0], *lines[3:])]


def step(number: int, action: str, of: int | None = None, change: Any = None) -> bytes:
    """A step as a program may write it that is not ours, and knows no sums."""
    turned = {} if of is None else {"of": of}
    about = {"kind": "x"}
    record = {"step": number, "deed": action, "about": about, **turned, "change": change or {}}
    return json.dumps(record).encode() + b"\n"


class CrashError(Exception):
    """The program ends here."""


@pytest.mark.parametrize("step", range(12))
def test_a_crash_at_any_step_of_saving_leaves_the_old_or_the_new_text_and_loses_no_change(
    transcript: Path, journals: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    session = Session(transcript, Journal.of(transcript, journals))
    do(session, SetTime(MORNING, 300, None), Reword(FINE, "Het gaat prima."))
    left = step

    def crashing(real: Callable[..., Any]) -> Callable[..., Any]:
        def perhaps(*arguments: Any, **named: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                raise CrashError
            return real(*arguments, **named)

        return perhaps

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", crashing(os.fsync))
        patch.setattr(Path, "replace", crashing(Path.replace))
        patch.setattr(Path, "unlink", lambda *_, **__: None)  # a killed program cleans nothing up
        try:
            session.save()
            saved = True
        except CrashError:
            saved = False
    end = facts(session)
    session.close()
    new = TALK.replace("Het gaat heel goed.", "Het gaat prima.")
    assert transcript.read_text(encoding="utf-8") in (TALK, new)
    session = Session(transcript, Journal.of(transcript, journals))
    assert facts(session) == end
    assert session.foreign is None
    assert session.history.state_at(session.version) is session.state
    assert session.merges == 0
    session.save()
    assert transcript.read_text(encoding="utf-8") == new
    assert saved == (step >= 8)
    session.close()


def test_a_full_disk_is_told_and_the_change_not_made(
    reopen: Opener, journals: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = reopen()
    before = facts(session)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(EnvironmentProblemError, match="No space left"):
            do(session, Reword(FINE, "Het gaat prima."))
    assert facts(session) == before
    do(session, Reword(FINE, "Het gaat weer."))
    assert facts(reopen()) == facts(session)
    (file,) = journals.glob("*.jsonl")
    told = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]
    assert [record.get("step") for record in told] == [None, None, 0]


@pytest.mark.parametrize(
    ("damage", "reviewed"),
    [
        (lambda lines: [*lines[:4], b"{rommel\n", *lines[4:]], {MORNING}),
        (lambda lines: [*lines[:3], *lines[4:]], set()),  # a step is missing, so that the next does not fit
        (lambda lines: [lines[0].replace(b"fijn", b"fij"), *lines[1:]], {MORNING, NICE}),
        (lambda lines: [*lines[:2], lines[2].replace(b"fijn", b"fijm"), *lines[3:]], {MORNING, NICE}),
        (lambda lines: [lines[0].replace(b'"sum"', b'"sm"'), *lines[1:]], {MORNING, NICE}),
        (lambda lines: [*lines[:2], lines[2].replace(b'"sum"', b'"sm"'), *lines[3:]], {MORNING, NICE}),
        (lambda lines: [lines[0][:90], b"\n", *lines[2:]], {MORNING, NICE}),
        (lambda lines: [*lines[:3], lines[3].strip(), *lines[4:]], {MORNING, NICE}),
        (lambda lines: [*lines[:3], lines[3].strip(), b"x", *lines[4:]], {MORNING, NICE}),
        (lambda lines: [*lines[:4], lines[4].replace(b'"looked"', b'"lookes"')], {MORNING}),
        (lambda lines: [*lines[:3], lines[3].replace(b'"step":0', b'"step":1'), *lines[4:]], set()),
        (lambda lines: [*lines[:4], lines[4].replace(b"[1]", b"[7]")], {MORNING}),
        (lambda lines: [*lines, b"[" * 100_000 + b"\n"], {MORNING, NICE}),
        (lambda lines: [*plain(lines), b'{"saved":' + b"9" * 5000 + b"}\n"], {MORNING, NICE}),
        (lambda lines: [*plain(lines), b'{"saved":99}\n'], {MORNING, NICE}),
        (lambda lines: [*plain(lines), b'{"saved":-1}\n'], {MORNING, NICE}),
        (lambda lines: [*plain(lines), b'{"cast":["\\ud800"]}\n'], {MORNING, NICE}),
        (lambda lines: [*plain(lines), step(2, "undone", 0)], {MORNING, NICE}),
        (lambda lines: [*plain(lines), step(2, "undone")], {MORNING, NICE}),
        (lambda lines: [*plain(lines), step(2, "redone", 1)], {MORNING, NICE}),
        (lambda lines: [*plain(lines), step(2, "done", change={"ids": [0, [0], []]})], {MORNING, NICE}),
        (lambda lines: [*plain(lines), step(2, "done", change={"text": [9999, "", "x"]})], {MORNING, NICE}),
        (lambda lines: [*plain(lines), step(2, "done", change={"offset_ms": [0, [0], []]})], {MORNING, NICE}),
        (
            lambda lines: [*plain(lines), step(2, "done", change={"encoding": [0, ["utf-8"], ["u"]]})],
            {MORNING, NICE},
        ),
        (
            lambda lines: [*plain(lines), step(2, "done", change={"pins": [0, [], [[99, {}]]]})],
            {MORNING, NICE},
        ),
        (lambda lines: [*plain(lines), b'{"x":1}\n'], {MORNING, NICE}),
        (
            lambda lines: [*plain(lines), b'{"deed":"undone","about":{},"of":0,"change":{}}\n' * 3],
            {MORNING, NICE},
        ),
        (lambda _: [b'{"journal":1}\n'], set()),
        (lambda _: [b'{"journal":99,"state":{}}\n'], set()),
        (lambda lines: [lines[0][:40]], set()),
        (lambda _: [b"\0" * 5000], set()),
    ],
)
def test_a_journal_that_is_damaged_is_kept_and_told_and_what_fits_is_used(
    reopen: Opener, journals: Path, damage: Callable[[list[bytes]], list[bytes]], reviewed: set[int]
) -> None:
    session = reopen()
    do(session, Mark((MORNING,), reviewed=True), Mark((NICE,), reviewed=True))
    session.close()
    (file,) = journals.glob("*.jsonl")
    damaged = b"".join(damage(file.read_bytes().splitlines(keepends=True)))
    file.write_bytes(damaged)
    session = reopen()
    assert session.state.reviewed == reviewed
    assert session.aside
    assert session.aside.read_bytes() == damaged
    do(session, Mark((STUDENT,), reviewed=True))
    again = reopen()
    assert again.state.reviewed == {*reviewed, STUDENT}
    assert again.aside is None


def test_what_a_full_disk_refused_is_not_written_later(reopen: Opener, journals: Path) -> None:
    session = reopen()
    (file,) = journals.glob("*.jsonl")
    limit = file.stat().st_size + 100
    with room(limit), pytest.raises(EnvironmentProblemError, match="File too large"):
        do(session, Reword(FINE, "Het gaat prima. " * 100))
    assert file.stat().st_size < limit
    do(session, Reword(FINE, "Het gaat weer."))
    assert facts(reopen()) == facts(session)


@contextmanager
def room(size: int) -> Iterator[None]:
    """No file of this process may grow beyond so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


def test_what_cannot_be_taken_back_is_told_once_and_what_was_done_before_it_can(
    reopen: Opener, transcript: Path
) -> None:
    session = reopen()
    do(session, Reword(MORNING, "Goedemiddag allemaal."), Reword(FINE, "Het gaat hier goed."))
    session.save()
    change(transcript, "hier goed", "daar goed")
    session.look_at_disk()
    with pytest.raises(EditRefusedError):
        session.undo()
    session.undo()
    assert session.state.text == TALK.replace("heel goed", "daar goed")
    session.redo()
    assert "Goedemiddag" in reopen().state.text


def test_a_journal_of_an_earlier_version_is_gone_on_with(reopen: Opener, journals: Path) -> None:
    session = reopen()
    do(session, Mark((MORNING,), reviewed=True), Reword(FINE, "Het gaat prima."))
    end = facts(session)
    session.close()
    (file,) = journals.glob("*.jsonl")
    file.write_bytes(b"".join(plain(file.read_bytes().splitlines(keepends=True))))
    session = reopen()
    assert facts(session) == end
    assert session.aside is None


def test_what_is_damaged_again_and_again_is_kept_each_time(reopen: Opener, journals: Path) -> None:
    for number in range(3):
        session = reopen()
        do(session, Reword(FINE, f"Het gaat geweldig{number}."))
        session.close()
        (file,) = journals.glob("*.jsonl")
        file.write_bytes(file.read_bytes().replace(f"geweldig{number}".encode(), b"geweldigx"))
    reopen()
    kept = [path.read_text(encoding="utf-8") for path in journals.glob("*.damaged")]
    assert len(kept) == 3
    assert all("geweldigx" in text for text in kept)


# -- what is taken away ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "take_away",
    [
        lambda file: file.unlink(),
        lambda file: shutil.rmtree(file.parent),
        lambda file: [each.unlink() for each in file.parent.iterdir()],
        lambda file: file.with_name(f"{file.name}.lock").unlink(),
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(b"iets anders\n"),
        lambda file: os.truncate(file, file.stat().st_size - 10),
        lambda file: shutil.copy(__file__, file),
        lambda file: file.rename(file.with_name("elders")),
        lambda file: file.replace(file.parent.parent / "elders"),
    ],
)
@pytest.mark.parametrize("look", [True, False])
def test_a_journal_that_is_taken_away_or_replaced_is_written_anew_with_all_that_was_done(
    reopen: Opener, journals: Path, take_away: Callable[[Path], Any], *, look: bool
) -> None:
    session = reopen()
    start = facts(session)
    do(session, Reword(FINE, "Het gaat prima."))
    (file,) = journals.glob("*.jsonl")
    take_away(file)
    there = file.read_bytes() if file.exists() else b""
    if look:
        session.check_journal()
    else:
        do(session, Reword(NICE, "Wat mooi."))
    if b"iets" in there or b"Nothing is lost" in there:
        assert session.aside
        assert session.aside.read_bytes() == there
    end = facts(session)
    session = reopen()
    assert facts(session) == end
    while session.history.next_undo:
        session.undo()
    assert facts(session) == start


def test_where_a_journal_cannot_be_written_anew_the_edit_is_refused_until_it_can(
    reopen: Opener, journals: Path
) -> None:
    session = reopen()
    do(session, Reword(FINE, "Het gaat prima."))
    before = facts(session)
    shutil.rmtree(journals)
    journals.write_text("een bestand")
    for _ in range(2):
        with pytest.raises(EnvironmentProblemError, match="journal of changes cannot be written"):
            do(session, Reword(FINE, "Het gaat niet."))
        with pytest.raises(EnvironmentProblemError):
            session.check_journal()
    assert facts(session) == before
    journals.unlink()
    do(session, Reword(NICE, "Wat mooi."))
    assert facts(reopen()) == facts(session)


def test_a_journal_that_another_editor_took_meanwhile_is_left_to_it(transcript: Path, journals: Path) -> None:
    one = Session(transcript, Journal.of(transcript, journals))
    do(one, Reword(MORNING, "Goedemiddag allemaal."))
    shutil.rmtree(journals)
    other = Session(transcript, Journal.of(transcript, journals))
    do(other, Reword(FINE, "Het gaat prima."))
    do(one, Mark((NICE,), reviewed=True))
    assert len(list(journals.glob("*.jsonl"))) == 2
    for session in (one, other):
        session.close()
    again = Session(transcript, Journal.of(transcript, journals))
    assert "Goedemiddag" in again.state.text
    assert "prima" in again.state.text
    assert again.aside is None
    again.close()


def test_a_journal_written_anew_by_one_thread_is_left_by_another(transcript: Path, journals: Path) -> None:
    session = Session(transcript, Journal.of(transcript, journals))
    do(session, Reword(FINE, "Het gaat prima."))
    shutil.rmtree(journals)
    with ThreadPoolExecutor() as pool:
        pool.submit(session.check_journal).result()
    session.close()
    again = Session(transcript, Journal.of(transcript, journals))
    assert facts(again) == facts(session)
    assert len(list(journals.glob("*.jsonl"))) == 1
    again.close()


def test_what_another_editor_left_damaged_is_kept_and_told(transcript: Path, journals: Path) -> None:
    one, other = (Session(transcript, Journal.of(transcript, journals)) for _ in range(2))
    do(other, Reword(FINE, "Het gaat prima."))
    for session in (one, other):
        session.close()
    file = max(journals.glob("*.jsonl"))
    file.write_bytes(b"rommel\n")
    again = Session(transcript, Journal.of(transcript, journals))
    assert again.aside
    assert again.aside.read_bytes() == b"rommel\n"
    again.close()


def test_a_transcript_that_is_gone_is_saved_anew_only_when_that_is_said(
    reopen: Opener, transcript: Path
) -> None:
    session = reopen()
    do(session, SetTime(MORNING, 300, None))
    session.save()
    do(session, Reword(FINE, "Het gaat prima."))
    for path in (transcript, pins_path(transcript)):
        path.unlink()
    with pytest.raises(FileGoneError) as refused:
        session.save()
    assert refused.value.reason == "file-gone"
    assert not transcript.exists()
    session.save(anew=True)
    assert transcript.read_text(encoding="utf-8") == TALK.replace("heel goed", "prima")
    assert "start_ms = 300" in pins_path(transcript).read_text(encoding="utf-8")
    assert session.is_saved
    assert facts(reopen()) == facts(session)


def test_what_is_saved_in_a_file_that_is_gone_is_not_saved(reopen: Opener, transcript: Path) -> None:
    session = reopen()
    do(session, Reword(FINE, "Het gaat prima."))
    session.save()
    transcript.unlink()
    with pytest.raises(FileGoneError):
        session.look_at_disk()
    assert not session.is_saved
    session.save(anew=True)
    assert "prima" in transcript.read_text(encoding="utf-8")
    assert session.is_saved


def test_to_save_anew_overwrites_nothing_that_somebody_put_back(reopen: Opener, transcript: Path) -> None:
    session = reopen()
    do(session, Reword(FINE, "Het gaat prima."))
    transcript.write_text(TALK.replace("morgen", "avond"), encoding="utf-8")
    session.save(anew=True)
    assert transcript.read_text(encoding="utf-8") == TALK.replace("morgen", "avond").replace(
        "heel goed", "prima"
    )


def test_a_transcript_that_is_gone_is_opened_from_its_journal(reopen: Opener, transcript: Path) -> None:
    session = reopen()
    do(session, Reword(FINE, "Het gaat prima."))
    end = facts(session)
    session.close()
    transcript.unlink()
    session = reopen()
    assert facts(session) == end
    assert session.is_gone
    assert not session.is_saved
    session.undo()
    session.redo()
    session.save(anew=True)
    assert "prima" in transcript.read_text(encoding="utf-8")
    assert not session.is_gone


def test_without_a_journal_a_transcript_that_is_gone_cannot_be_opened(
    transcript: Path, journals: Path
) -> None:
    transcript.unlink()
    assert not Journal.is_kept(transcript, journals)
    journal = Journal.of(transcript, journals)
    with pytest.raises(BadInputError, match="does not exist; check the name and the folder"):
        Session(transcript, journal)
    journal.let_go()


def test_what_could_not_be_taken_over_is_when_the_journal_can_be_written_again(
    reopen: Opener, transcript: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = reopen()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    change(transcript, "heel goed", "prima")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(EnvironmentProblemError):
            session.look_at_disk()
    assert session.look_at_disk()
    assert "prima" in session.state.text


def test_a_text_without_speakers_is_named_line_by_line_from_the_top(transcript: Path, reopen: Opener) -> None:
    transcript.write_text("Welkom.\nFijn.\nMooi.\n", encoding="utf-8")
    session = reopen()
    do(session, SetSpeaker((0,), "Jan"))
    assert session.state.text == "JAN: Welkom.\nFijn.\nMooi.\n"
    assert session.state.reviewed == {0}
    do(session, SetSpeaker((1,), "Eva"), SetSpeaker((2,), "Eva"))
    assert session.state.text == "JAN: Welkom.\nEVA: Fijn.\nMooi.\n"
