"""One window: what is told to the recogniser, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from tests.alignment.written import written

from woordbeeld.alignment.forcing import TimedWord, _boundary, force
from woordbeeld.alignment.placement import Boundary
from woordbeeld.alignment.script import MergedWord, merge
from woordbeeld.alignment.windows import Window
from woordbeeld.speech.model import Attention, HeardWord
from woordbeeld.speech.null import NullRecogniser
from woordbeeld.speech.recogniser import Recogniser, Samples
from woordbeeld.timing import Span

WINDOW = Span(1000, 11_000)


def attending(*known: tuple[int, int], told: list[str] | None = None) -> NullRecogniser:
    """Attends to nothing but words at known times (ms), 40 ms early; `told` are the words it was told."""

    def attended(chunk: Samples, words: Sequence[str]) -> Attention:
        if told is not None:
            told.extend(words)
        weights = np.zeros((len(words), len(chunk) // 320), np.float32)
        for row, (start_ms, end_ms) in zip(weights, known, strict=False):
            early_ms = WINDOW.start_ms + 40
            row[(start_ms - early_ms) // 20 : (end_ms - early_ms) // 20] = 3.0
        return Attention(weights, (1,) * len(words), (0.5,) * len(words))

    return NullRecogniser(attended=attended)


def forced(
    entries: Sequence[MergedWord], recogniser: Recogniser, *voice: tuple[int, int]
) -> dict[int, TimedWord]:
    """What becomes of all entries, where somebody speaks in the given spans of the recording, or always."""
    evidence = np.full(1000, -2.0, np.float32)
    for start_ms, end_ms in voice or [(WINDOW.start_ms, WINDOW.end_ms)]:
        evidence[(start_ms - WINDOW.start_ms) // 10 : (end_ms - WINDOW.start_ms) // 10] = 2.0
    found = force(
        Window(WINDOW, tuple(range(len(entries)))),
        entries,
        sound=np.zeros(160_000, np.float32),
        evidence=evidence,
        recogniser=recogniser,
        language="nl",
    )
    return dict(found)


def hear(*said: tuple[str, int, int]) -> list[HeardWord]:
    return [HeardWord(word, Span(start_ms, end_ms), 0.9) for word, start_ms, end_ms in said]


def script(extra: str) -> tuple[MergedWord, ...]:
    said = f"super dank voor dit rapport {extra} het is een inspectie"
    words = [
        HeardWord(word, Span(1000 + at * 400, 1400 + at * 400), 0.9) for at, word in enumerate(said.split())
    ]
    return merge(written("Super dank voor dit rapport.", "Het is een inspectie."), words)


@pytest.mark.parametrize(("extra", "words"), [("nou ja", 9), ("nou ja goed dan moet ik zeggen dat", 17)])
def test_a_few_words_heard_extra_are_left_open_and_many_are_told(extra: str, words: int) -> None:
    told: list[str] = []
    recogniser = attending(told=told)
    forced(script(extra), recogniser)
    assert len(told) == words


def test_every_word_that_is_told_gets_a_time_of_the_recording_in_order() -> None:
    entries = script("nou ja")
    found = forced(entries, attending())
    assert list(found) == [at for at, entry in enumerate(entries) if entry.phrase is not None]
    spans = [word.span for word in found.values()]
    assert spans == sorted(spans)
    assert WINDOW.start_ms <= spans[0].start_ms
    assert spans[-1].end_ms <= WINDOW.end_ms


def test_a_window_without_written_words_asks_nothing() -> None:
    told: list[str] = []
    recogniser = attending(told=told)
    extra = [HeardWord("nou", Span(1000, 1400), 0.9)]
    assert forced(merge([], extra), recogniser) == {}
    assert told == []


def test_what_is_left_open_is_given_to_no_word_though_it_follows_at_once() -> None:
    words = hear(("ja", 2000, 2600), ("nou", 2600, 4000), ("goed", 4000, 5000), ("nee", 5000, 5600))
    entries = merge(written("Ja.", "Nee."), words)
    found = forced(entries, attending((2000, 2600), (5000, 5600)), (2000, 5600))
    assert {at: word.span for at, word in found.items()} == {0: Span(2000, 2600), 3: Span(5000, 5600)}


def test_a_word_heard_as_written_is_placed_where_it_was_heard_in_the_recording() -> None:
    voice = (2000, 2400), (6000, 6400)
    for start_ms, end_ms in voice:
        entries = merge(written("Ja."), hear(("ja", start_ms, end_ms)))
        assert forced(entries, attending(), *voice)[0].span == Span(start_ms, end_ms)


def test_the_silence_heard_with_the_last_word_of_a_phrase_does_not_tell_when_that_is_said() -> None:
    words = hear(("ja", 2000, 7000), ("dus", 7000, 7400))
    recogniser = attending((4500, 4800))
    voice = (2000, 2400), (4500, 4800), (7000, 7400)
    first, second = forced(merge(written("Ja", "dus"), words), recogniser, *voice).values()
    assert (first.span, second.span.start_ms) == (Span(2000, 2400), 7000)


def test_the_silence_heard_with_the_first_word_of_a_phrase_does_not_tell_when_that_is_said() -> None:
    words = hear(("ja", 2000, 2400), ("dus", 2400, 7400), ("niet", 7400, 7800))
    recogniser = attending((2000, 2400), (4500, 4800))
    voice = (2000, 2400), (4500, 4800), (7000, 7800)
    first, second, _ = forced(merge(written("Ja", "dus niet"), words), recogniser, *voice).values()
    assert (first.span, second.span.start_ms) == (Span(2000, 2400), 7000)


def test_a_misheard_word_does_not_tell_when_it_was_said() -> None:
    voice = (2000, 2100), (6000, 6900)
    same = merge(written("Rapport."), hear(("rapport", 2000, 2100)))
    misheard = merge(written("Rapport."), hear(("rappoort", 2000, 2100)))
    assert forced(same, attending(), *voice)[0].span.start_ms == 2000
    assert forced(misheard, attending(), *voice)[0].span.start_ms == 6000


def test_a_word_after_a_pause_is_surer_of_its_start_than_one_in_the_flow() -> None:
    entries = merge(written("Ja hoor."), hear(("ja", 2000, 2400), ("hoor", 2400, 3000)))
    first, second = forced(entries, attending(), (2000, 3000)).values()
    assert first.confidence > second.confidence


@pytest.mark.parametrize(
    ("first", "boundary"),
    [
        ("ja", Boundary.WORD),
        ("ja,", Boundary.CLAUSE),
        ("ja.", Boundary.SENTENCE),
        ("‘ja!’", Boundary.SENTENCE),
        ("…", Boundary.SENTENCE),
        ("’", Boundary.WORD),
    ],
)
def test_the_marks_of_a_text_tell_where_it_pauses(first: str, boundary: Boundary) -> None:
    entry, following = MergedWord(first, 0, None), MergedWord("nee", 0, None)
    assert _boundary(entry, following) is boundary
    assert _boundary(replace(entry, closing=True), following) is Boundary.SENTENCE
    heard = HeardWord("ja.", Span(0, 400), 0.9)
    assert _boundary(replace(entry, heard=heard), following) is max(
        boundary, Boundary.CLAUSE, key=lambda each: each.no_pause_cost
    )
    assert _boundary(None, following) is _boundary(entry, None) is Boundary.SENTENCE
