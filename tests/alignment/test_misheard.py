"""Words heard as others: those first of which it is likely the text that is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from woordbeeld.alignment.likeness import surplus, unlikeness
from woordbeeld.alignment.misheard import SUSPICIOUS, differences, misheard_by_line
from woordbeeld.alignment.model import AlignedLine, AlignedWord, Alignment, Match, Unwritten
from woordbeeld.media.model import Media
from woordbeeld.timing import Span
from woordbeeld.transcript.reader import read

SAME = AlignedWord("", None, Match.SAME, 0.95, probability=0.9)


def heard(text: str, *, sure: float, likely: float) -> AlignedWord:
    """A word of which the recogniser, that sure, made another, and finds what is written that likely."""
    return AlignedWord("", None, Match.REPLACED, 0.9, text, heard_probability=sure, probability=likely)


def aligned(text: str, others: dict[int, AlignedWord], extra: Sequence[Unwritten] = ()) -> Alignment:
    """All words heard as written, but for those others."""
    transcript = read(text)
    words = [word for line in transcript.spoken_lines for word in line.words]
    timed = iter(
        replace(others.get(at, SAME), text=word, span=Span(400 * at, 400 * at + 300))
        for at, word in enumerate(words)
    )
    lines = tuple(
        AlignedLine(line, tuple(next(timed) for _ in line.words)) for line in transcript.spoken_lines
    )
    media = Media("a.wav", "0" * 64, 60_000, has_video=False)
    return Alignment(media, transcript, lines, (), (), "nl", "base", crowded_out=tuple(extra))


def test_one_wrong_word_comes_before_all_that_were_misheard() -> None:
    text = "A: " + " ".join(f"De oktopus{at} zwemt gewoon langs het wrak." for at in range(40))
    words = len(text.split()) - 1
    misheard = {at: heard("octopus", sure=0.9, likely=0.3) for at in range(1, words, 7)}
    wrong = heard("snel", sure=0.9, likely=1e-6)
    first, *others = differences(aligned(text, {**misheard, 73: wrong}))
    assert (first.written, first.heard) == ("gewoon", "snel")
    assert len(others) == 40
    assert first.suspicion > SUSPICIOUS > max(each.suspicion for each in others)


@pytest.mark.parametrize("weaker", [{"sure": 0.2}, {"likely": 0.2}, {"text": "gewonen"}])
def test_it_counts_how_sure_how_unlikely_and_how_unlike(weaker: dict[str, object]) -> None:
    plain: dict[str, object] = {"text": "snel", "sure": 0.9, "likely": 0.001}
    (strong,), (weak,) = (
        differences(aligned("A: Hij zwemt gewoon langs het wrak.", {2: heard(**each)}))  # type: ignore[arg-type]
        for each in (plain, plain | weaker)
    )
    assert weak.suspicion < strong.suspicion


def test_a_word_left_out_of_the_text_is_told_with_the_one_after_it_which_is_then_unlikely() -> None:
    left_out = Unwritten(Span(1150, 1250), "langs", before=3, probability=0.9)
    unlikely = replace(SAME, probability=0.001)
    (found,) = differences(aligned("A: Je moet wel de oever zien.", {3: unlikely}, [left_out]))
    assert (found.written, found.heard) == ("de", "langs de")
    assert found.suspicion > SUSPICIOUS
    (likely,) = differences(aligned("A: Je moet wel de oever zien.", {}, [left_out]))
    assert likely.suspicion < SUSPICIOUS


def test_a_word_that_was_surely_said_counts_though_the_text_is_likely_without_it() -> None:
    text = "A: Het is een artefact en afval."
    misheard = heard("art-afval", sure=0.3, likely=0.4)
    for sure, is_suspicious in ((0.99, True), (0.3, False)):
        extra = Unwritten(Span(1650, 1700), "geen", before=5, probability=sure)
        (found,) = differences(aligned(text, {3: misheard, 4: replace(SAME, probability=0.5)}, [extra]))[:1]
        assert (found.suspicion > SUSPICIOUS) is is_suspicious


def test_a_word_heard_as_several_is_no_more_than_is_written() -> None:
    several = heard("om een deel", sure=0.95, likely=0.8)
    (found,) = differences(aligned("A: Dat is een onderdeel ervan.", {3: several}))
    assert found.suspicion < 1


@pytest.mark.parametrize(
    ("extra", "start_ms", "written", "told"),
    [
        ("dit?", 1550, "is", "is dit?"),
        ("dit", 1550, "is", "is dit"),
        ("ja", 1850, "Alles", "ja Alles"),
    ],
)
def test_what_is_heard_between_two_sentences_belongs_to_one_of_them(
    extra: str, start_ms: int, written: str, told: str
) -> None:
    """By the mark that it ends with, else to that from which the shorter pause parts it."""
    text = "A: Lieve hemel, wat is\nB: Alles is nu goed."
    between = Unwritten(Span(start_ms, start_ms + 100), extra, before=4, probability=0.97)
    found = aligned(text, {}, [between])
    apart = tuple(
        replace(
            line, words=tuple(replace(word, span=word.span and word.span.moved(400)) for word in line.words)
        )
        for line in found.lines[1:]
    )
    (difference,) = differences(replace(found, lines=(found.lines[0], *apart)))
    assert (difference.written, difference.heard) == (written, told)
    assert difference.suspicion > SUSPICIOUS


def test_words_beside_it_that_were_not_heard_belong_to_it() -> None:
    unheard = AlignedWord("", None, Match.UNHEARD, 0.5, probability=0.2)
    others = {3: unheard, 4: heard("siinje", sure=0.3, likely=1e-5)}
    found = aligned("A: Een beetje erg saai eigenlijk hier.", others)
    assert [(each.written, each.heard) for each in differences(found)] == [("saai eigenlijk", "siinje")]


def test_a_difference_over_two_lines_is_told_in_each_for_the_words_of_its_own() -> None:
    others = {2: heard("raar", sure=0.9, likely=0.1), 3: heard("boek", sure=0.9, likely=0.1)}
    found = aligned("A: Wow, wat rare\nboel is dit.", others)
    assert [(each.written, each.heard) for each in differences(found)] == [("rare boel", "raar boek")]
    by_line = [(each.first, each.written, each.heard) for _, line in misheard_by_line(found) for each in line]
    assert by_line == [(2, "rare", "raar"), (0, "boel", "boek")]


@pytest.mark.parametrize(
    ("written", "said", "other"),
    [
        ("annemonen", "anemoonen", "golven"),
        ("bedacht", "betagt", "gezien"),
        ("Wij gaan", "wei chaan", "hij ging"),
    ],
)
def test_what_sounds_alike_is_alike_however_it_is_spelt(written: str, said: str, other: str) -> None:
    assert unlikeness(written, said) < 0.15
    assert unlikeness(written, other) > 0.5


@pytest.mark.parametrize(
    ("written", "said", "more"),
    [
        ("Laat me rust", "Laten we met rust", 1),
        ("van de VDTO is niet", "kon een weder te jouw is niet genoeg?", 3),
        ("roze ding", "rol ding", 0),
        ("alsof ik in", "zo", 0),
    ],
)
def test_what_is_heard_beyond_what_is_written_is_counted(written: str, said: str, more: int) -> None:
    assert len(surplus(tuple(written.split()), tuple(said.split()))) == more


def test_of_texts_that_are_nothing_like_each_other_nothing_is_told() -> None:
    many = tuple(f"woord{at}" for at in range(3000))
    assert surplus(many, ("iets", "anders")) == surplus(("iets",), many) == ()
