"""A change of voice within a line, in a dialogue of people."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from woordbeeld.alignment.model import AlignedLine
from woordbeeld.cache import ContentCache
from woordbeeld.media.samples import Samples
from woordbeeld.voices.auditing import audit_lines
from woordbeeld.voices.changes import sentences
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
    assert changed
    speaker = other.source.speaker
    assert speaker
    for change in changed:
        assert (change.line, change.sounds_like) == (one.source.line, speaker.name)
        assert change.word >= len(one.words)
    assert changed[0].start_ms == other.words[changed[0].word - len(one.words)].span.start_ms  # type: ignore[union-attr]


def test_where_labels_are_right_no_voice_changes(
    lines: Lines, dialogue: Samples, weights: None, cache: ContentCache
) -> None:
    found = audit_lines(lines, dialogue, embedders(), cache)
    assert (found.changes, found.doubts, found.asks) == ((), (), False)
