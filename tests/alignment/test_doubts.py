"""What needs a person is told by the phrase, in a long paragraph and in a sentence of many lines alike."""

from __future__ import annotations

from dataclasses import replace

import pytest

from woordbeeld.alignment.doubts import LOW_CONFIDENCE, Need, doubts, uncertain_phrases
from woordbeeld.alignment.misheard import differences
from woordbeeld.alignment.model import (
    AlignedLine,
    AlignedWord,
    Alignment,
    Match,
    PlacedEvent,
    Placement,
    Unwritten,
)
from woordbeeld.media.model import Media
from woordbeeld.timing import Span
from woordbeeld.transcript.reader import read

BEFORE, DOUBTED, AFTER = "Super dank voor dit rapport.", "Wow, wat een rare boel!", "Waar kan een mens heen?"
LAYOUTS = (
    pytest.param(f"A: {BEFORE} {DOUBTED} {AFTER}\n", 1, id="a paragraph"),
    pytest.param(f"A: {BEFORE}\n{DOUBTED}\n{AFTER}\n", 2, id="a sentence a line"),
    pytest.param(f"A: {BEFORE}\nWow, wat\neen\nrare boel! {AFTER}\n", 2, id="lines in mid-sentence"),
)


def aligned(text: str, doubted: AlignedWord) -> Alignment:
    """All words are heard as written but those of the doubted sentence, which are like the one given."""
    transcript = read(text)
    words = iter(enumerate(word for line in transcript.spoken_lines for word in line.words))
    first, last = len(BEFORE.split()), len(BEFORE.split()) + len(DOUBTED.split())
    lines = []
    for line in transcript.spoken_lines:
        mine = []
        for _ in line.words:
            at, word = next(words)
            span = Span(at * 400, at * 400 + 300)
            heard = AlignedWord(word, span, Match.SAME, 0.95)
            mine.append(replace(doubted, text=word, span=span) if first <= at < last else heard)
        lines.append(AlignedLine(line, tuple(mine)))
    media = Media("kort.wav", "0" * 64, 20_000, has_video=False)
    return Alignment(media, transcript, tuple(lines), (), (), "nl", "base")


UNHEARD = AlignedWord("", None, Match.UNHEARD, 0.0)
UNSURE = AlignedWord("", None, Match.SAME, LOW_CONFIDENCE - 0.1)
SURE = AlignedWord("", None, Match.SAME, LOW_CONFIDENCE + 0.1)


@pytest.mark.parametrize(("text", "line"), LAYOUTS)
@pytest.mark.parametrize("doubted", [UNHEARD, UNSURE])
def test_a_doubted_sentence_is_told_with_its_words_and_the_line_on_which_it_begins(
    text: str, line: int, doubted: AlignedWord
) -> None:
    (found,) = uncertain_phrases(aligned(text, doubted))
    assert (found.text, found.source.line, found.estimated) == (DOUBTED, line, doubted is UNHEARD)
    assert found.span == Span(5 * 400, 9 * 400 + 300)


@pytest.mark.parametrize(("text", "_line"), LAYOUTS)
def test_nothing_is_told_of_what_is_sure_or_was_set_by_a_person(text: str, _line: int) -> None:
    assert uncertain_phrases(aligned(text, SURE)) == ()
    for doubted in (UNHEARD, UNSURE):
        found = aligned(text, doubted)
        lines = tuple(replace(each, edited=True) for each in found.lines)
        assert uncertain_phrases(replace(found, lines=lines)) == ()


def test_words_misheard_in_a_row_are_one_difference_though_lines_break_between_them() -> None:
    found = aligned("A: " + "\n".join(f"{BEFORE} {DOUBTED} {AFTER}".split()) + "\n", SURE)
    changed = {"rare": "raar", "boel!": "boek"}
    lines = tuple(
        replace(line, words=(replace(word, match=Match.REPLACED, heard=changed[word.text]),))
        if (word := line.words[0]).text in changed
        else line
        for line in found.lines
    )
    (told,) = differences(replace(found, lines=lines))
    assert (told.written, told.heard) == ("rare boel!", "raar boek")


def test_what_viewers_miss_most_comes_first_whatever_the_order_of_the_text() -> None:
    english = "We know that this is not what they want."
    text = f"A: {BEFORE}\n{DOUBTED}\n{AFTER}\n{english}\nB: Ik ben A en dat is zo.\n\nAPPLAUS\n"
    found = aligned(text, UNSURE)
    first, second, *others = found.lines
    wrong = replace(
        first.words[0], match=Match.REPLACED, heard="nul", heard_probability=0.9, probability=1e-6
    )
    unheard = tuple(replace(word, match=Match.UNHEARD, confidence=0.0) for word in others[0].words)
    (sound,) = found.transcript.sounds
    found = replace(
        found,
        lines=(
            replace(first, words=(wrong, *first.words[1:])),
            second,
            replace(others[0], words=unheard),
            *others[1:],
        ),
        unwritten=(Unwritten(Span(15_000, 17_500), "en dan nog dit", len(found.words), 0.9),),
        events=(PlacedEvent(sound, None, Placement.UNPLACED),),
    )
    assert [doubt.need for doubt in doubts(found)] == [
        Need.MISSING,
        Need.UNHEARD,
        Need.SPEAKER,
        Need.LANGUAGE,
        Need.UNSURE,
        Need.UNSURE,
        Need.DIFFERENCE,
    ]
