"""A change of voice within a line, in a dialogue of people."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from woordbeeld.alignment.model import AlignedLine, AlignedWord, Match
from woordbeeld.cache import ContentCache
from woordbeeld.media.samples import Samples
from woordbeeld.timing import Span
from woordbeeld.transcript.reader import read
from woordbeeld.voices.audit import Audit, Judged, Verdict
from woordbeeld.voices.auditing import audit_lines
from woordbeeld.voices.changes import changes, sentences
from woordbeeld.voices.hearing import embedders

Lines = tuple[AlignedLine, ...]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> ContentCache:
    return ContentCache(tmp_path_factory.mktemp("voices"))


def test_the_sentences_of_lines_are_all_their_words(lines: Lines) -> None:
    for line in lines:
        parts = [each for each in sentences(lines) if each.line == line.source.line]
        assert tuple(word for each in parts for word in each.aligned.words) == line.words
        assert [each.first for each in parts] == [
            sum(len(each.aligned.words) for each in parts[:number]) for number in range(len(parts))
        ]


def test_what_somebody_else_says_within_a_line_is_told_with_its_place(
    lines: Lines, dialogue: Samples, weights: None, cache: ContentCache
) -> None:
    at = next(
        number
        for number, (one, other) in enumerate(pairwise(lines))
        if one.source.speaker != other.source.speaker and number > 2
    )
    one, other = lines[at], lines[at + 1]
    joined = (*lines[:at], replace(one, words=one.words + other.words), *lines[at + 2 :])
    changed = audit_lines(joined, dialogue, embedders(), cache).changes
    assert len(changed) == 1  # however many sentences they are
    speaker = other.source.speaker
    assert speaker
    assert (changed[0].line, changed[0].sounds_like) == (one.source.line, speaker.name)
    assert changed[0].word >= len(one.words)
    assert changed[0].start_ms == other.words[changed[0].word - len(one.words)].span.start_ms  # type: ignore[union-attr]


SAID = "Een. Twee drie. Vier. Vijf. Zes."


@pytest.mark.parametrize(
    ("heard", "told"),
    [
        ("ABBBA", [(1, "Twee drie. Vier. Vijf.", "Ben", 0.9)]),
        ("ABBBB", [(1, "Twee drie. Vier. Vijf. Zes.", "Ben", 0.95)]),
        ("AB?BA", [(1, "Twee drie. Vier. Vijf.", "Ben", 0.9)]),  # of one that is too short nothing is told
        ("?B?A?", [(1, "Twee drie.", "Ben", 0.7)]),
        ("ABCBA", [(1, "Twee drie.", "Ben", 0.7), (3, "Vier.", "Cor", 0.8), (4, "Vijf.", "Ben", 0.9)]),
        ("BABAB", [(0, "Een.", "Ben", 0.6), (3, "Vier.", "Ben", 0.8), (5, "Zes.", "Ben", 0.95)]),
        ("BBBBB", []),  # the whole line, which is told as such
        ("B???B", []),
    ],
)
def test_sentences_in_a_row_of_one_other_voice_are_one_change(
    heard: str, told: list[tuple[int, str, str, float]]
) -> None:
    (source,) = read(f"ADA: {SAID}\n").spoken_lines
    words = tuple(AlignedWord(word, Span(0, 1), Match.SAME, 0.9) for word in source.words)
    parts = sentences([AlignedLine(source, words)])
    sure = (0.6, 0.7, 0.8, 0.9, 0.95)
    names = {"A": "Ada", "B": "Ben", "C": "Cor"}
    judged = [
        Judged(each.aligned.source.line, "Ada", verdict, names.get(voice), probability)
        for each, voice, probability in zip(parts, heard, sure, strict=True)
        for verdict in [{"A": Verdict.AGREES, "?": Verdict.NOT_JUDGED}.get(voice, Verdict.OTHER)]
    ]
    found = changes(parts, Audit(tuple(judged)))
    assert [(each.word, each.text, each.sounds_like, each.probability) for each in found] == told


def test_where_labels_are_right_no_voice_changes(
    lines: Lines, dialogue: Samples, weights: None, cache: ContentCache
) -> None:
    found = audit_lines(lines, dialogue, embedders(), cache)
    assert (found.changes, found.doubts, found.asks) == ((), (), False)
