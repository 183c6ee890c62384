"""What an analysis tells of an item, for a person to look at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.editor.made_up import table, timed_evenly

from woordbeeld.alignment.model import Alignment, Match
from woordbeeld.editor.analysis import analyse, rows
from woordbeeld.tracks.profile import NL_WEB
from woordbeeld.transcript.model import Transcript

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
    assert [written[first : last + 1] for first, last, _ in row["differences"]] == [
        ["Goedemorgen."],
        ["Thank", "you", "all."],
        ["Dag."],
    ]
    assert row["marked"]
