"""Captions in the picture have one size that can be read; what is too wide for a shape is broken anew."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from woordbeeld.alignment.model import Alignment
from woordbeeld.media.framing import Shape
from woordbeeld.publications.legible_captions import LEAST_SHARE, SizedCue, legible, line_px
from woordbeeld.timing import Span
from woordbeeld.tracks.captions import captions
from woordbeeld.tracks.model import Cue, Style, StyledRun, Track, TrackKind, Utterance
from woordbeeld.tracks.profile import NL_WEB

NARROW = (Shape.SQUARE, Shape.UPRIGHT)
LONG = ("Een bijzondere opleiding, hebben wij", "het afgelopen jaar als Inspectie ontdekt.")


def track(*said: Utterance | Sequence[str], seconds: float = 6, language: str = "nl") -> Track:
    utterances = tuple(each if isinstance(each, Utterance) else Utterance(tuple(each)) for each in said)
    cue = Cue(Span(1000, 1000 + int(seconds * 1000)), utterances, (1,))
    return Track(TrackKind.CAPTIONS, language, (cue,))


def lines(made: Sequence[SizedCue]) -> list[tuple[str, ...]]:
    return [sized.cue.shown for sized in made]


@pytest.mark.parametrize("shape", Shape)
def test_the_size_is_that_of_the_guides(shape: Shape) -> None:
    """BBC 9.2.1: 7 to 8 % of the height; of upright video 3.9 to 4.5 %."""
    least, most = (0.039, 0.045) if shape is Shape.UPRIGHT else (0.07, 0.08)
    assert least * shape.height - 0.5 <= line_px(shape) <= most * shape.height
    assert line_px(Shape.UPRIGHT) == pytest.approx(line_px(Shape.SQUARE), abs=1)


@pytest.mark.parametrize("shape", Shape)
def test_a_long_line_makes_no_other_caption_smaller(talk: Alignment, shape: Shape) -> None:
    spoken = captions(talk, NL_WEB)
    wide = Cue(Span(90_000, 90_500), (Utterance(("breed " * 60,)),), (99,))
    made = legible(Track(TrackKind.CAPTIONS, "nl", (*spoken.cues, wide)), shape)
    assert {sized.line_px for sized in made if 99 not in sized.cue.sources} == {line_px(shape)}


def test_what_fits_stays_as_it_was_cut(talk: Alignment) -> None:
    spoken = captions(talk, NL_WEB)
    assert [sized.cue for sized in legible(spoken, Shape.WIDE)] == list(spoken.cues)
    three = track(("Een", "twee", "drie"))
    assert [sized.cue for sized in legible(three, Shape.SQUARE)] == list(three.cues)


@pytest.mark.parametrize("shape", NARROW)
def test_a_line_too_wide_for_the_shape_is_broken_where_the_rules_for_captions_do(shape: Shape) -> None:
    made = legible(track(LONG), shape)
    assert lines(made) == [
        ("Een bijzondere opleiding,",),
        ("hebben wij het afgelopen", "jaar als Inspectie ontdekt."),
    ]
    assert {sized.line_px for sized in made} == {line_px(shape)}
    spans = [sized.cue.span for sized in made]
    assert (spans[0].start_ms, spans[-1].end_ms) == (1000, 7000)
    assert spans[0].end_ms < spans[1].start_ms


@pytest.mark.parametrize("shape", NARROW)
def test_two_speakers_keep_their_dashes_also_when_they_are_parted(shape: Shape) -> None:
    two = (
        Utterance(("Is dat zo? Dat wist ik helemaal niet.",), speaker_prefix="-"),
        Utterance(("Ja, dat staat in het hele verhaal.",), speaker_prefix="-"),
    )
    assert lines(legible(track(*two), shape)) == [
        ("-Is dat zo?", "Dat wist ik helemaal niet."),
        ("-Ja, dat staat", "in het hele verhaal."),
    ]
    short = (Utterance(("Goedemorgen allemaal, en welkom.",), speaker_prefix="-"), Utterance(("-Dank.",)))
    assert lines(legible(track(*short, seconds=1.5), shape)) == [
        ("-Goedemorgen allemaal,", "en welkom.", "-Dank.")
    ], "where there is no time for two, they keep one cue, with a line more"


@pytest.mark.parametrize("shape", Shape)
def test_a_word_that_no_line_holds_is_parted_and_nothing_of_it_is_lost(shape: Shape) -> None:
    word = "hottentottententententoonstellingsmakersopleiding" * 2
    made = legible(track((f"Dat is de {word} van morgen.",)), shape)
    shown = "".join(line.removesuffix("-") for cue in lines(made) for line in cue).replace(" ", "")
    assert shown == f"Datisde{word}vanmorgen."
    assert all(sized.fits for sized in made)


@pytest.mark.parametrize("shape", NARROW)
def test_only_a_caption_that_cannot_be_broken_is_smaller(shape: Shape) -> None:
    label = Utterance(("Ja.",), speaker_prefix="DE STAATSSECRETARIS VAN ONDERWIJS: ")
    made = legible(track(label, seconds=1), shape)
    assert lines(made) == [("DE STAATSSECRETARIS VAN ONDERWIJS:", "Ja.")]
    assert made[0].line_px < line_px(shape)


@pytest.mark.parametrize("shape", NARROW)
def test_signs_of_east_asia_are_as_wide_as_they_are(shape: Shape) -> None:
    made = legible(track(("漢" * 24,), language="ja"), shape)
    assert {sized.line_px for sized in made} == {line_px(shape)}
    assert max(len(line) for cue in lines(made) for line in cue) * line_px(shape) <= shape.width * 0.9


@pytest.mark.parametrize("shape", NARROW)
def test_styles_stay_on_their_letters(shape: Shape) -> None:
    look, other = Style(italic=True), Style(colour="#ffff00")
    said = Utterance(
        ("Wat schuin staat, blijft schuin", "en wat geel is, geel."),
        runs=(StyledRun(0, 0, 17, look), StyledRun(1, 0, 21, other)),
    )
    (first, *_) = made = legible(track(said), shape)
    found = [
        (line[run.start : run.end], run.style)
        for sized in made
        for each in sized.cue.utterances
        for number, line in enumerate(each.shown)
        for run in each.runs
        if run.line == number
    ]
    assert first.cue.shown != said.lines
    assert " ".join(text for text, style in found if style == look) == "Wat schuin staat,"
    assert " ".join(text for text, style in found if style == other) == "en wat geel is, geel."


def test_whatever_is_said_all_of_it_is_shown_and_no_letter_is_too_small_to_read() -> None:
    chance = random.Random(17)  # noqa: S311 - no secret
    texts = ("Ja.", "TON: Welkom,", "في هولندا", "漢字", "onderwijs", "-Nee?", "x" * 80, "\u202e", "é")
    for _ in range(60):
        said = [
            Utterance(
                tuple(
                    " ".join(chance.choices(texts, k=chance.randint(1, 9)))
                    for _ in range(chance.randint(1, 3))
                ),
                speaker_prefix=chance.choice(["", "-", "TON HEERTS: "]),
            )
            for _ in range(chance.randint(1, 3))
        ]
        given = track(*said, seconds=chance.choice([0.001, 0.5, 2, 7]))
        shape = chance.choice(list(Shape))
        made = legible(given, shape)
        cue = given.cues[0]
        shown = "".join("".join(line.split()) for each in lines(made) for line in each)
        assert shown.replace("-", "") == "".join("".join(cue.shown).split()).replace("-", "")
        assert all(LEAST_SHARE * line_px(shape) - 1 <= sized.line_px <= line_px(shape) for sized in made)
        assert made[0].cue.span.start_ms == cue.span.start_ms
        assert made[-1].cue.span.end_ms == cue.span.end_ms
