"""Where a passage is cut, by what it costs."""

from __future__ import annotations

import pytest

from woordbeeld.timing import Span
from woordbeeld.tracks.pieces import pieces_during, text_of
from woordbeeld.tracks.profile import NL_WEB
from woordbeeld.tracks.segmentation import Opening, Passage, cut
from woordbeeld.transcript.word_lists import grammar_of

LONG = "arbeidsongeschiktheidsverzekeringsmaatschappijmedewerkster"


@pytest.mark.parametrize(
    "text",
    [
        f"Het was gisteren een {LONG} die dat zei.",
        f"Toen kwam er een vriendelijke {LONG} voorbij met papieren.",
    ],
)
def test_a_word_that_no_line_can_hold_is_at_least_in_one_cue(text: str) -> None:
    duration_ms = 60 * len(text)
    pieces = pieces_during([(1, text)], Span(0, duration_ms), NL_WEB.max_line_chars, "nl")
    passage = Passage(pieces, {0: Opening(None)}, duration_ms + 500, NL_WEB, grammar_of("nl"))
    cues = ["".join(text_of(pieces[first:last]) for first, last in each.lines) for each in cut(passage)]
    assert [LONG in cue.replace("-", "") for cue in cues].count(True) == 1
