"""One cue of thousands of words, as a faulty program makes it: the work grows with the words, no faster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle, islice
from typing import Any

import pytest
from tests.formats.documents import divided, document
from tests.work import calls, peak_bytes

from woordbeeld.checking.fixes import Fixed, fix
from woordbeeld.intake.readers.captions import read_captions
from woordbeeld.timing import Span
from woordbeeld.tracks.checks import check
from woordbeeld.tracks.grammar import break_before
from woordbeeld.tracks.model import Cue, Track, TrackKind, Utterance
from woordbeeld.tracks.pieces import pieces_during
from woordbeeld.tracks.profile import NL_WEB
from woordbeeld.tracks.segmentation import Opening, Passage, cut
from woordbeeld.transcript.word_lists import grammar_of

WORDS = "de man gaat naar huis, zegt dat hij niet komt en leest er een boek.".split()
CUES = {
    "x.nl.vtt": "WEBVTT\n\n00:00:01.000 --> 09:59:59.000\n{}\n",
    "x.nl.srt": "1\n00:00:01,000 --> 09:59:59,000\n{}\n",
    "x.nl.ttml": (
        '<tt xmlns="http://www.w3.org/ns/ttml"><body><div><p begin="1s" end="35999s">{}</p></div></body></tt>'
    ),
}
TAGS = {"x.nl.vtt": "<i>{}</i>", "x.nl.srt": "<i>{}</i>", "x.nl.ttml": "<span>{}</span>"}


def words(count: int) -> Iterator[str]:
    return islice(cycle(WORDS), count)


def is_linear(work: Callable[[int], int], many: int) -> bool:
    """Whether twice as much is about twice the work; where each part looks at all others it is four times."""
    work(many // 10)  # what is looked up once
    once = work(many)
    return work(2 * many) < 2.5 * once


def test_a_cue_is_fixed() -> None:
    def work(count: int) -> int:
        text = " ".join(f"<i>{word}</i>" for word in words(count))
        found = document(CUES["x.nl.vtt"].format(text))
        fixed: list[Fixed] = []
        called = calls(lambda: fixed.append(fix(found, NL_WEB)))
        assert len(fixed[0].document.track.cues) > count / 20
        return called

    assert is_linear(work, 600)


@pytest.mark.parametrize("name", CUES)
def test_a_cue_is_divided(name: str) -> None:
    def work(count: int) -> int:
        text = " ".join(TAGS[name].format(word) for word in words(count))
        found = document(CUES[name].format(text), name)
        spans = [(at * 1000, at * 1000 + 900) for at in range(1, count + 1)]
        return calls(lambda: divided(found, 0, range(count - 1), *spans))

    assert is_linear(work, 200)


@pytest.mark.parametrize("row", [["DE", "MAN", "LOOPT"], ["van"], ["vriendelijke"]], ids=" ".join)
def test_breaks_are_judged(row: list[str]) -> None:
    """By the words around them, however many more stand in a row."""

    def work(count: int) -> int:
        text, grammar = Looked(islice(cycle(row), count)), grammar_of("nl")
        for at in range(1, count):
            break_before(text, at, grammar)
        return text.looks

    assert is_linear(work, 200)


class Looked(list[str]):
    """A list that counts how many of its items are looked at."""

    looks = 0

    def __getitem__(self, at: Any) -> Any:
        found = super().__getitem__(at)
        self.looks += len(found) if isinstance(at, slice) else 1
        return found

    def __iter__(self) -> Iterator[str]:
        for each in super().__iter__():
            self.looks += 1
            yield each


def test_lines_are_checked() -> None:
    def work(count: int) -> int:
        said = Utterance(tuple(f"{number} {word}" for number, word in enumerate(words(count))))
        cue = Cue(Span(0, 10**7), (said,), (1,))
        return peak_bytes(lambda: list(check(Track(TrackKind.CAPTIONS, "nl", (cue,)), NL_WEB)))

    assert is_linear(work, 400)


def test_turns_are_cut() -> None:
    def work(count: int) -> int:
        openings = Looks({at: Opening(f"Spreker {at}") for at in range(0, count, 2)})
        pieces = pieces_during([(1, " ".join(words(count)))], Span(0, 400 * count), 42, "nl")
        cut.__wrapped__(Passage(pieces, openings, 400 * count, NL_WEB, grammar_of("nl")))
        return openings.looks

    assert is_linear(work, 200)


class Looks(dict[int, Opening]):
    """A dictionary that counts how many of its keys are looked at."""

    looks = 0

    def __getitem__(self, at: int) -> Opening:
        self.looks += 1
        return super().__getitem__(at)

    def __iter__(self) -> Iterator[int]:
        for each in super().__iter__():
            self.looks += 1
            yield each


def test_words_that_are_not_shown_are_read() -> None:
    def work(count: int) -> int:
        text = " ".join(f"字<rt>{word}</rt>" for word in words(count))
        source = CUES["x.nl.vtt"].format(f"<ruby>{text}</ruby>")
        return calls(lambda: read_captions(source, "x.nl.vtt"))

    assert is_linear(work, 100)
