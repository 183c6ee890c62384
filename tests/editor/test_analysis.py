"""What an analysis tells of an item, for a person to look at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.editor.made_up import TALK, lacking, misheard, table, timed_evenly

from woordbeeld.alignment.model import Alignment, Match, Placement, Unwritten
from woordbeeld.editor.analysis import analyse, rows
from woordbeeld.editor.edits import Insert, LeaveOut, Reword, SetLanguage
from woordbeeld.editor.state import State
from woordbeeld.timing import Span
from woordbeeld.tracks.profile import NL_WEB
from woordbeeld.transcript.model import Transcript
from woordbeeld.words import words_in

UNHEARD = "Wat fijn dat jullie er zijn."


def one_sentence_unheard(transcript: Transcript) -> Alignment:
    found = timed_evenly(transcript)
    lines = tuple(
        replace(
            line,
            words=tuple(
                replace(word, match=Match.UNHEARD, confidence=0.0) if word.text in UNHEARD.split() else word
                for word in line.words
            ),
        )
        for line in found.lines
    )
    return replace(found, lines=lines)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"A: Goedemorgen allemaal. {UNHEARD} Ga zitten alsjeblieft.\n", [{"said": UNHEARD}]),
        (f"A: Goedemorgen allemaal.\n{UNHEARD}\nGa zitten alsjeblieft.\n", [{}]),
    ],
)
def test_a_sentence_that_was_not_heard_is_told_with_its_words_where_it_is_no_line_of_its_own(
    tmp_path: Path, text: str, told: list[dict[str, str]]
) -> None:
    path = tmp_path / "talk.txt"
    path.write_text(text, encoding="utf-8")
    with table(path, tmp_path / "journals") as opened:
        state = opened.session.state
        work = analyse(state, one_sentence_unheard(state.transcript), NL_WEB).work
    doubts = [record for records in work.values() for record in records if record["kind"] == "doubt"]
    assert doubts == [{"kind": "doubt", "rule": "unheard", **each} for each in told]


@pytest.mark.parametrize("placement", [Placement.SQUEEZED, Placement.UNPLACED, Placement.EDITED])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_is_seen_or_is_a_sound_is_never_said_to_be_misheard(
    tmp_path: Path, placement: Placement, language: str
) -> None:
    path = tmp_path / "talk.txt"
    path.write_text("A: Goedemorgen allemaal.\nAPPLAUS\n", encoding="utf-8")
    with table(path, tmp_path / "journals") as opened:
        state = opened.session.state
        timed = timed_evenly(state.transcript)
        events = tuple(replace(event, placement=placement) for event in timed.events)
        work = analyse(state, replace(timed, events=events), NL_WEB).work
    told = [record["rule"] for record in work.get(1, ()) if record["kind"] == "doubt"]
    assert told == ([] if placement is Placement.EDITED else [placement.value])
    assert told == [] or told[0] in words_in(language, "editor")["work"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_sound_that_has_no_room_among_the_captions_is_told_at_its_place(
    tmp_path: Path, language: str
) -> None:
    path = tmp_path / "talk.txt"
    path.write_text("A: Goedemorgen allemaal.\nAPPLAUS\nB: Dag.\n", encoding="utf-8")
    with table(path, tmp_path / "journals") as opened:
        state = opened.session.state
        timed = timed_evenly(state.transcript)
        first, second = timed.lines
        close = replace(second, words=(replace(second.words[0], span=Span(1800, 3600)),))
        (applause,) = (replace(each, span=Span(1800, 1801)) for each in timed.events)
        work = analyse(state, replace(timed, lines=(first, close), events=(applause,)), NL_WEB).work
    assert {"kind": "doubt", "rule": "not-shown"} in work[1]
    assert "not-shown" in words_in(language, "editor")["work"]


def test_speech_without_text_comes_first_with_what_was_heard_and_a_guess_of_the_speaker(
    tmp_path: Path,
) -> None:
    path = tmp_path / "talk.txt"
    path.write_text(TALK, encoding="utf-8")
    with table(path, tmp_path / "journals", lacking) as opened:
        state = opened.session.state
        found = analyse(state, lacking(state.transcript), NL_WEB)
        assert [each for each in found.todo if each[1] == "missing"] == [(1, "missing"), (5, "missing")]
        assert found.todo[:2] == ((1, "missing"), (5, "missing"))
        (first,), (second,) = (
            [each for each in found.work[item] if each["kind"] == "missing"] for item in (1, 5)
        )
        assert (first["said"], first["after"], first["speaker"]) == ("welkom in deze zaal", 1, None)
        assert (second["said"], second["after"], second["speaker"]) == ("elke dag", 5, "Latisha")
        without = LeaveOut("welkom in deze zaal").apply(state)
        left = analyse(without, lacking(without.transcript), NL_WEB)
        assert [each for each in left.todo if each[1] == "missing"] == [(5, "missing")]


def test_speech_amid_a_line_is_added_there_unless_its_text_has_changed_since(tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text("A: Een twee drie vier.\nVijf zes.\n", encoding="utf-8")
    with table(path, tmp_path / "journals") as opened:
        state = opened.session.state
        unwritten = (Unwritten(Span(600, 2600), "en nog iets", 2, 0.9),)
        found = analyse(state, replace(timed_evenly(state.transcript), unwritten=unwritten), NL_WEB)
        (record,) = (each for each in rows(state, found)[0]["work"] if each["kind"] == "missing")
        assert (record["after"], record["at"]) == (0, len("Een twee "))
        added = Insert(0, "spoken", "en nog iets", record["speaker"], record["at"]).apply(state)
        assert added.text == "A: Een twee\nen nog iets\ndrie vier.\nVijf zes.\n"
        changed = Reword(0, "Een, twee, drie, vier.").apply(state)
        (record,) = (each for each in rows(changed, found)[0]["work"] if each["kind"] == "missing")
        assert record["at"] is None


def test_a_difference_in_which_the_text_may_be_wrong_comes_before_those_that_are_only_misheard(
    tmp_path: Path,
) -> None:
    path = tmp_path / "talk.txt"
    path.write_text(TALK, encoding="utf-8")
    with table(path, tmp_path / "journals") as opened:
        state = opened.session.state
        usual = misheard(state.transcript)
        assert {kind for _, kind in analyse(state, usual, NL_WEB).todo} >= {"difference"}
        assert "wrong" not in {kind for _, kind in analyse(state, usual, NL_WEB).todo}
        first, *others = usual.lines
        sure = tuple(replace(word, heard_probability=0.9, probability=1e-6) for word in first.words)
        wrong = replace(usual, lines=(replace(first, words=sure), *others))
        kinds = [kind for item, kind in analyse(state, wrong, NL_WEB).todo if item == 0]
        assert kinds.index("wrong") < kinds.index("difference")


def test_differences_are_of_the_words_as_written_where_some_are_marks(tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text("A: Goedemorgen. [en] Thank you all. [/en] Dag.\n", encoding="utf-8")
    with table(path, tmp_path / "journals") as opened:
        state = opened.session.state
        found = timed_evenly(state.transcript)
        words = tuple(replace(word, match=Match.REPLACED, heard="iets") for word in found.words)
        misheard = replace(found, lines=(replace(found.lines[0], words=words),))
        (row,) = rows(state, analyse(state, misheard, NL_WEB)).values()
    written = str(row["text"]).split()
    assert [written[first : last + 1] for first, last, *_ in row["differences"]] == [
        ["Goedemorgen."],
        ["Thank", "you", "all."],
        ["Dag."],
    ]
    assert row["marked"]


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("en", "A: Zij zei: [en] We know that there [/en]\n[en] is no easy answer. [/en] Ja.\n"),
        ("nl", "A: Zij zei: [nl] We know that there [/nl]\n[nl] is no easy answer. [/nl] Ja.\n"),
    ],
)
def test_what_seems_to_be_in_another_language_is_marked_as_it_is_or_as_that_of_the_text(
    tmp_path: Path, language: str, marked: str
) -> None:
    path = tmp_path / "talk.txt"
    path.write_text("A: Zij zei: We know that there\nis no easy answer. Ja.\n", encoding="utf-8")
    with table(path, tmp_path / "journals") as opened:
        state = opened.session.state
        found = analyse(state, timed_evenly(state.transcript), NL_WEB)
        (record,) = (each for each in rows(state, found)[0]["work"] if each["kind"] == "language")
        assert (record["said"], record["language"]) == ("We know that there is no easy answer.", "en")
        assert (0, "language") in found.todo
        after = SetLanguage(tuple(record["ids"]), language, record["first"], record["last"]).apply(state)
        assert after.text == marked
        assert "language" not in {
            kind for _, kind in analyse(after, timed_evenly(after.transcript), NL_WEB).todo
        }
        changed = Reword(1, "is geen makkelijk antwoord.").apply(state)
        assert "language" not in {each["kind"] for each in rows(changed, found)[0]["work"]}


def test_words_that_are_a_heading_when_the_file_is_opened_again_are_told(tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text("EVA: Ja.\nWe beginnen.\n\nJAN: Nee.\n\nEVA: Goed.\n", encoding="utf-8")
    with table(path, tmp_path / "journals") as opened:
        state = opened.session.state
        assert not _hints(state)
        assert _hints(Reword(1, "# Het begin").apply(state)) == [(1, "read-otherwise")]


def _hints(state: State) -> list[tuple[int, str]]:
    work = analyse(state, timed_evenly(state.transcript), NL_WEB).work
    return [(item, each["rule"]) for item, found in work.items() for each in found if each["kind"] == "hint"]
