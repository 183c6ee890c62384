"""Where each line is heard, and no other speaker."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from woordbeeld.alignment.model import AlignedLine, AlignedWord, Match
from woordbeeld.timing import Span
from woordbeeld.transcript.reader import read
from woordbeeld.voices.stretches import EDGE_MS, JOINED_MS, LITTLE_MS, MOST_MS, stretches, voice_of

ADA, BEN, MORE_OF_BEN = read("ADA: Een twee drie.\nBEN: Vier vijf.\nZes.\n").spoken_lines


def line(source: object, *spans: tuple[int, int] | None, match: Match = Match.SAME) -> AlignedLine:
    words = (AlignedWord("woord", Span(*span) if span else None, match, 0.9) for span in spans)
    return AlignedLine(source, tuple(words))  # type: ignore[arg-type]


def heard(*lines: AlignedLine) -> list[list[tuple[int, int]]]:
    return [[(span.start_ms, span.end_ms) for span in spans] for spans in stretches(lines)]


def test_words_that_follow_each_other_are_one_stretch_without_its_edges() -> None:
    apart = line(ADA, (1000, 1500), (1500 + JOINED_MS, 2000), (2000 + JOINED_MS + 1, 3000))
    assert heard(apart) == [
        [(1000 + EDGE_MS, 2000 - EDGE_MS), (2000 + JOINED_MS + 1 + EDGE_MS, 3000 - EDGE_MS)]
    ]


def test_what_another_speaker_says_meanwhile_is_left_out() -> None:
    found = heard(line(ADA, (0, 2000)), line(BEN, (1500, 3000)), line(MORE_OF_BEN, (2800, 4000)))
    assert found == [[(50, 1450)], [(2050, 2950)], [(2850, 3950)]]


def test_a_line_that_is_all_said_over_has_nothing() -> None:
    assert heard(line(ADA, (1000, 2000)), line(BEN, (500, 3000))) == [[], [(550, 950), (2050, 2950)]]


@pytest.mark.parametrize("spans", [(None,), ((1000, 1000 + 2 * EDGE_MS),)])
def test_words_without_a_time_or_as_short_as_their_edges_are_no_stretch(
    spans: tuple[tuple[int, int] | None],
) -> None:
    assert heard(line(ADA, *spans)) == [[]]


def test_words_that_were_not_heard_are_a_stretch_only_where_little_else_is() -> None:
    guessed = line(ADA, (2000, 4000), match=Match.UNHEARD)
    assert heard(guessed) == [[(2050, 3950)]]
    enough, little = line(ADA, (0, LITTLE_MS)), line(ADA, (0, LITTLE_MS - 1))
    assert heard(replace(enough, words=enough.words + guessed.words)) == [[(50, LITTLE_MS - 50)]]
    both = replace(little, words=little.words + guessed.words)
    assert heard(both) == [[(50, LITTLE_MS - 51), (2050, 3950)]]


def test_of_a_long_line_its_beginning_is_enough() -> None:
    ((first, last),) = heard(line(ADA, (0, 6000), (7000, 30_000)))
    assert first == (50, 5950)
    assert last == (7050, 7050 + MOST_MS - 5900)


def test_the_sound_of_stretches_stands_in_a_row() -> None:
    samples = np.arange(16_000, dtype=np.float32)
    sound = voice_of([Span(0, 10), Span(500, 510)], samples)
    assert sound.tolist() == [*range(160), *range(8000, 8160)]
    assert len(voice_of([], samples)) == 0


def test_lines_without_a_speaker_do_not_overlap_each_other() -> None:
    nobody = replace(ADA, speaker=None)
    assert heard(line(nobody, (0, 2000)), line(nobody, (1500, 3000))) == [[(50, 1950)], [(1550, 2950)]]
