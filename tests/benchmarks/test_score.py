"""The measures of the benchmark, on alignments made by hand."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import pytest
from tests.benchmarks.measure import Run
from tests.benchmarks.picture import picture
from tests.benchmarks.rivals import Line, Word, line_by_line, matched
from tests.benchmarks.score import Score, judge, reliability, score, thirds
from tests.benchmarks.table import Result, render

TRUTH = {
    "duration_ms": 9000,
    "lines": [
        {"line": 1, "start_ms": 0, "end_ms": 1000},
        {"line": 2, "start_ms": 2000, "end_ms": 2800},
        {"line": 4, "start_ms": 4000, "end_ms": 5000},
        {"line": 5, "start_ms": 8000, "end_ms": 8500},
    ],
}


def word(line: int, start_ms: int | None, end_ms: int | None, confidence: float = 0.95) -> dict[str, Any]:
    return {"line": line, "start_ms": start_ms, "end_ms": end_ms, "confidence": confidence}


def took(seconds: float, failure: str | None = None) -> Run:
    return Run(2 * seconds, seconds, 512.4, failure)


ALIGNMENT = {
    "words": [
        word(1, 100, 500, 1.0),
        word(1, 500, 850, 0.2),
        word(2, None, None, 0.0),
        word(2, 2101, 2951, 0.9),
        word(3, 3000, 3300),
        word(4, 5001, 5001, 0.7),
    ]
}


def test_a_line_is_near_up_to_the_bound_and_lost_beyond_a_second_or_without_a_time() -> None:
    lines = judge(TRUTH, ALIGNMENT)
    assert [line.line for line in lines] == [1, 2, 4, 5]
    assert [line.start_is_near for line in lines] == [True, False, False, False]
    assert [line.end_is_near for line in lines] == [True, False, True, False]
    assert [line.is_lost for line in lines] == [False, False, True, True]
    assert score(lines) == Score(lines=4, near_starts=1, near_ends=2, lost=2)


def test_confidence_is_that_of_the_first_word_of_a_line_timed_or_not() -> None:
    bins = reliability(judge(TRUTH, ALIGNMENT))
    assert [(part.low, part.lines, part.near_starts) for part in bins] == [
        (0.0, 1, 0),
        (0.5, 0, 0),
        (0.7, 1, 0),
        (0.8, 0, 0),
        (0.9, 1, 1),
    ]


def test_thirds_are_of_the_recording() -> None:
    first, middle, last = thirds(judge(TRUTH, ALIGNMENT), TRUTH["duration_ms"])  # type: ignore[arg-type]
    assert (first.lines, middle.lines, last.lines) == (2, 1, 1)
    assert (first.near_starts, middle.near_starts, last.near_starts) == (1, 0, 0)


def test_words_that_were_heard_alike_get_their_times_and_the_others_none() -> None:
    heard = [Word(0, " dag", 10, 20, 0.9), Word(0, " vissen", 20, 30), Word(0, " Ja!", 40, 50, 0.8)]
    assert matched(heard, [Line(3, "Dag, vis."), Line(5, "Ja")]) == [
        Word(3, "Dag,", 10, 20, 0.9),
        Word(3, "vis."),
        Word(5, "Ja", 40, 50, 0.8),
    ]


def test_a_rival_that_changes_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="another text"):
        line_by_line([Word(0, "Dag")], [Line(1, "Dag vis")])


def test_the_tables_say_what_every_tool_did_and_which_one_failed() -> None:
    lines = judge(TRUTH, ALIGNMENT)
    results = [
        Result(episode, *about)
        for episode in ("tight", "long")
        for about in (
            ("stable-ts", 9000, lines, took(20)),
            ("whisper", 9000, (), took(1, "exit code 1: a | b")),
            ("woordbeeld", 9000, lines, took(15)),
        )
    ]
    told = [" ".join(line.split()) for line in render(results).splitlines()]
    assert "| tight | woordbeeld | 0.0 % | 0.0 % | 25.0 % | 25.0 % | 50.0 % | 2 of 4 | 0.75 | 512 |" in told
    assert r"| tight | whisper | failed (exit code 1: a \| b) | – | – | – | – | – | – | – |" in told
    assert "| all | woordbeeld | 0.0 % | 0.0 % | 25.0 % | 25.0 % | 50.0 % | 4 of 8 | 0.75 | 512 |" in told
    assert "| all | whisper | failed (in tight, long) | – | – | – | – | – | – | – |" in told
    assert "| 0.9 to 1 | 2 | 100.0 % |" in told
    assert "| woordbeeld | 50.0 % | 0.0 % | 0.0 % |" in told


def test_the_picture_shows_every_line_of_every_tool_that_did_not_fail() -> None:
    lines = judge(TRUTH, ALIGNMENT)
    results = [
        Result("tight", "stable-ts", 60_000, lines, took(30)),
        Result("tight", "whisper", 60_000, (), took(1, "exit code 1")),
        Result("tight", "woordbeeld", 60_000, lines, took(15)),
    ]
    drawn = ET.fromstring(picture(results))  # noqa: S314  our own
    texts = [each.text for each in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert "Woordbeeld: 0.0%, 15.0 s" in texts
    assert "whisper, matched" not in texts
    widths = [float(each.attrib["width"]) for each in drawn.iter("{http://www.w3.org/2000/svg}rect")]
    whole = 880 - 190 - 30
    assert widths[-14:] == [0, 0, 0, whole / 4, whole / 4, 0, whole / 2] * 2


def test_without_the_baseline_there_is_no_ratio() -> None:
    told = render([Result("clear", "woordbeeld", 9000, judge(TRUTH, ALIGNMENT), took(15))])
    assert " ".join(told.splitlines()[2].split()).endswith("| 2 of 4 | – | 512 |")
