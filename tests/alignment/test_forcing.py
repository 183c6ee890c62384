"""One window: what is told to the recogniser, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from woordbeeld.alignment.forcing import force
from woordbeeld.alignment.script import Entry, merge
from woordbeeld.alignment.windows import Window
from woordbeeld.speech.model import Attention, HeardWord, Odds
from woordbeeld.speech.recogniser import Samples
from woordbeeld.timing import Span


class Listening:
    """A recogniser that keeps what it is told, and attends to nothing."""

    name = "listening"

    def __init__(self) -> None:
        self.told: list[str] = []

    def detect_languages(self, _stretch: Samples) -> dict[str, float]:
        return {"nl": 1.0}

    def listen(self, stretches: Sequence[Samples], _language: str) -> list[tuple[HeardWord, ...]]:
        return [() for _ in stretches]

    def attend(self, stretch: Samples, words: Sequence[str], _language: str) -> Attention:
        self.told = list(words)
        frames = len(stretch) // 320
        return Attention(np.zeros((len(words), frames), np.float32), (1,) * len(words), (0.5,) * len(words))

    def tell_voice(self, _stretches: Sequence[Samples], rough: Sequence[Odds]) -> list[Odds]:
        return list(rough)


WINDOW = Span(1000, 11_000)


def forced(entries: Sequence[Entry], recogniser: Listening) -> dict[int, Span]:
    window = Window(WINDOW, tuple(range(len(entries))))
    found = force(
        window,
        entries,
        sound=np.zeros(160_000, np.float32),
        evidence=np.full(1000, 2.0, np.float32),
        recogniser=recogniser,
        language="nl",
    )
    return {at: word.span for at, word in found}


def script(extra: str) -> tuple[Entry, ...]:
    said = f"super dank voor dit rapport {extra} het is een inspectie"
    words = [
        HeardWord(word, Span(1000 + at * 400, 1400 + at * 400), 0.9) for at, word in enumerate(said.split())
    ]
    return merge(["Super dank voor dit rapport.".split(), "Het is een inspectie.".split()], words)


@pytest.mark.parametrize(("extra", "told"), [("nou ja", 9), ("nou ja goed dan moet ik zeggen dat", 17)])
def test_a_few_words_heard_extra_are_left_open_and_many_are_told(extra: str, told: int) -> None:
    recogniser = Listening()
    forced(script(extra), recogniser)
    assert len(recogniser.told) == told


def test_every_word_that_is_told_gets_a_time_of_the_recording_in_order() -> None:
    entries = script("nou ja")
    found = forced(entries, Listening())
    assert list(found) == [at for at, entry in enumerate(entries) if entry.line is not None]
    spans = list(found.values())
    assert spans == sorted(spans)
    assert WINDOW.start_ms <= spans[0].start_ms
    assert spans[-1].end_ms <= WINDOW.end_ms


def test_a_window_without_written_words_asks_nothing() -> None:
    recogniser = Listening()
    extra = [HeardWord("nou", Span(1000, 1400), 0.9)]
    assert forced(merge([], extra), recogniser) == {}
    assert recogniser.told == []
