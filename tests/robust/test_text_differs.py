"""Where the text is not what is said, what is off stays there: every other line keeps its true time."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest
from rapidfuzz.distance import Levenshtein

from woordbeeld.alignment.match import key
from woordbeeld.alignment.misheard import LONG_UNWRITTEN_MS
from woordbeeld.alignment.model import AlignedLine, Alignment, Match, Unwritten
from woordbeeld.timing import Span

pytestmark = pytest.mark.whisper

Samples = npt.NDArray[np.float32]
Times = dict[str, Span]
Align = Callable[[Samples, str], Alignment]
Off = Callable[[Alignment, Times], dict[str, int]]

WELCOME = "Welkom bij het symposium van de Inspectie over de entreeopleidingen."
THANKS = "Super dank voor dit rapport."
ENTHUSIASM = "Want ik ben echt ontzettend enthousiast over dat entree en ook over dit rapport."
JUDGEMENT = (
    "Het is niet direct oordelend of veroordelend maar het is een inspectie die "
    "meebeweegt met de ontwikkelingen."
)
ADVICE = (
    "We bevelen jullie aan heroverweeg die drempelloze instroom, plaats passend en zorg ook voor een vangnet "
    "in de regio voor hen voor wie entree niet of nog niet de juiste weg is."
)
BEGINNING = "Dus waar begin je mee?"
INVESTING = "Investeren in een goed pedagogisch klimaat en in een goeie begeleiding."
SEEN = "Dat hebben wij bij jullie allemaal gezien."

NEAR_MS = 100  # a caption that starts so near looks right
LOST_MS = 1000
UNWRITTEN_NEAR_MS = 300
LIKE = 0.5  # of the letters; Whisper base mishears about a third of what the computer voices say

# What a speaker says of other things, and never in this film.
SOUP = "Op vrijdag kookte zijn buurman altijd verse vissoep met prei."
SHIP = "Het houten zeilschip verdween langzaam achter de donkere horizon."
WORDS = (
    "tevens echter natuurlijk bovendien groot klein altijd samen vooral graag nieuwe beter dus heel".split()
)

ADDED = [
    pytest.param([(f"ESTHER DEURSEN: {WELCOME}", f"ESTHER DEURSEN: {SOUP}\n{WELCOME}")], id="before all"),
    pytest.param([(ENTHUSIASM, f"{SOUP}\n{ENTHUSIASM}")], id="amid a turn"),
    pytest.param([(ENTHUSIASM, f"{SOUP}\n{SHIP}\n{ENTHUSIASM}")], id="two in a row"),
    pytest.param([(BEGINNING, f"{SOUP}\n{BEGINNING}"), (JUDGEMENT, f"{JUDGEMENT}\n{SHIP}")], id="two places"),
    pytest.param(
        [("KARIN VAN DEN BOSCH:", f"KEES JANSEN: {SOUP}\n{SHIP}\nKARIN VAN DEN BOSCH:")], id="a turn"
    ),
    pytest.param([(SEEN, f"{SEEN}\n{SOUP}")], id="after all"),
]


def changed(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def without(times: Times, *lines: str) -> Times:
    return {text: span for text, span in times.items() if text not in lines}


def renamed(times: Times, *changes: tuple[str, str]) -> Times:
    """The times of a text in which parts of lines are written otherwise."""
    new_times = {}
    for line, span in times.items():
        new_line = line
        for old, new in changes:
            new_line = new_line.replace(old, new)
        new_times[new_line] = span
    return new_times


def far_off(offs: dict[str, int], bound_ms: int = NEAR_MS) -> dict[str, int]:
    return {text: off_ms for text, off_ms in offs.items() if off_ms > bound_ms}


def line_of(alignment: Alignment, text: str) -> AlignedLine:
    (found,) = (line for line in alignment.lines if line.source.text == text)
    return found


def alike(one: str, other: str) -> float:
    """The share of letters that two texts have in common."""
    return Levenshtein.normalized_similarity(key(one.replace(" ", "")), key(other.replace(" ", "")))


def unwritten_at(alignment: Alignment, span: Span) -> Unwritten:
    """What was heard there and is not in the text, told once, from its true start to its true end."""
    near = [
        each
        for each in alignment.unwritten
        if each.span.start_ms < span.end_ms and span.start_ms < each.span.end_ms
    ]
    assert len(near) == 1, f"{span} in {alignment.unwritten}"
    assert near[0].span.start_ms == pytest.approx(span.start_ms, abs=UNWRITTEN_NEAR_MS)
    assert near[0].span.end_ms == pytest.approx(span.end_ms, abs=UNWRITTEN_NEAR_MS)
    return near[0]


def plainly_unwritten(alignment: Alignment) -> set[Unwritten]:
    """What was heard beside the text and is long enough for a person to be told of it first."""
    return {each for each in alignment.unwritten if each.span.duration_ms >= LONG_UNWRITTEN_MS}


def assert_nothing_is_lost(alignment: Alignment, text: str) -> None:
    """Every line of the text is there, with all its words, each with a time, in order."""
    assert all(line.source.text in text for line in alignment.lines)
    assert [word.text for word in alignment.words] == [
        word for line in alignment.transcript.spoken_lines for word in line.text.split()
    ]
    spans = [word.span for word in alignment.words]
    assert None not in spans
    assert all(one.start_ms <= other.start_ms for one, other in pairwise(span for span in spans if span))


def test_the_text_as_published_is_right_to_a_tenth_of_a_second(
    align: Align, sound: Samples, text: str, times: Times, off: Off
) -> None:
    alignment = align(sound, text)
    assert far_off(off(alignment, times)) == {}
    assert plainly_unwritten(alignment) == set()
    assert not any(line.estimated for line in alignment.lines)
    assert_nothing_is_lost(alignment, text)


@pytest.mark.parametrize(
    "left_out",
    [
        pytest.param(WELCOME, id="the first of all"),
        pytest.param(ENTHUSIASM, id="amid a turn"),
        pytest.param(ADVICE, id="a whole turn"),
        pytest.param(BEGINNING, id="a short one"),
        pytest.param(SEEN, id="the last of all"),
    ],
)
def test_a_sentence_left_out_of_the_text_is_told_with_what_was_heard_and_when(
    *,
    align: Align,
    sound: Samples,
    text: str,
    times: Times,
    off: Off,
    left_out: str,
) -> None:
    shorter = "\n".join(
        line.removesuffix(left_out) if line.endswith(left_out) else line for line in text.splitlines()
    )
    alignment = align(sound, shorter)
    assert left_out not in shorter
    assert far_off(off(alignment, without(times, left_out))) == {}
    told = unwritten_at(alignment, times[left_out])
    assert alike(told.heard, left_out) >= LIKE, told.heard
    assert plainly_unwritten(alignment) <= {told}


def test_two_sentences_left_out_in_a_row_are_both_told(
    align: Align, sound: Samples, text: str, times: Times, off: Off
) -> None:
    alignment = align(sound, changed(text, (f"{ENTHUSIASM}\n{JUDGEMENT}\n", "")))
    assert far_off(off(alignment, without(times, ENTHUSIASM, JUDGEMENT))) == {}
    told = sorted(alignment.unwritten, key=lambda each: each.span)
    assert told[0].span.start_ms == pytest.approx(times[ENTHUSIASM].start_ms, abs=UNWRITTEN_NEAR_MS)
    assert told[-1].span.end_ms == pytest.approx(times[JUDGEMENT].end_ms, abs=UNWRITTEN_NEAR_MS)
    assert alike(" ".join(each.heard for each in told), ENTHUSIASM + JUDGEMENT) >= LIKE


@pytest.mark.parametrize("changes", ADDED)
def test_an_added_sentence_is_unheard_to_its_last_word_and_moves_no_other_line(
    *,
    align: Align,
    sound: Samples,
    text: str,
    times: Times,
    off: Off,
    changes: list[tuple[str, str]],
) -> None:
    longer = changed(text, *changes)
    alignment = align(sound, longer)
    assert far_off(off(alignment, times)) == {}
    added = [line_of(alignment, each) for each in (SOUP, SHIP) if each in longer]
    assert added
    assert {word.match for line in added for word in line.words} == {Match.UNHEARD}
    assert all(line.estimated for line in added)
    assert plainly_unwritten(alignment) == set()


@pytest.mark.parametrize("changes", ADDED)
def test_an_added_sentence_takes_no_word_that_was_heard_as_written_from_another_line(
    align: Align, sound: Samples, text: str, times: Times, changes: list[tuple[str, str]]
) -> None:
    published, alignment = align(sound, text), align(sound, changed(text, *changes))
    for line in times:
        words = zip(line_of(published, line).words, line_of(alignment, line).words, strict=True)
        taken = [before.text for before, after in words if before.match is Match.SAME is not after.match]
        assert taken == [], line


def test_of_two_sentences_in_another_order_one_is_where_it_is_said_and_the_other_is_told(
    align: Align, sound: Samples, text: str, times: Times, off: Off
) -> None:
    swapped = changed(text, (ENTHUSIASM, "…"), (JUDGEMENT, ENTHUSIASM), ("…", JUDGEMENT))
    alignment = align(sound, swapped)
    assert far_off(off(alignment, without(times, ENTHUSIASM, JUDGEMENT))) == {}
    assert_nothing_is_lost(alignment, swapped)
    kept = [line for line in (ENTHUSIASM, JUDGEMENT) if not line_of(alignment, line).estimated]
    assert len(kept) == 1, "one of the two is where it is said, the other stands where nobody says it"
    assert far_off(off(alignment, {kept[0]: times[kept[0]]})) == {}
    moved = JUDGEMENT if kept == [ENTHUSIASM] else ENTHUSIASM
    assert alike(unwritten_at(alignment, times[moved]).heard, moved) >= LIKE


def test_with_a_third_of_the_words_tidied_nine_lines_in_ten_start_where_they_are_said(
    *, align: Align, sound: Samples, text: str, times: Times, off: Off
) -> None:
    offs: dict[str, int] = {}
    for seed in range(1, 5):
        chance = random.Random(seed)  # noqa: S311 - the same changes every time
        changes = [(line, tidied(line, chance)) for line in times]
        alignment = align(sound, changed(text, *changes))
        now = dict(zip((new for _, new in changes), times.values(), strict=True))
        offs |= {f"{seed}: {line}": off_ms for line, off_ms in off(alignment, now).items()}
    assert len(far_off(offs)) <= 0.1 * len(offs), far_off(offs)


def tidied(line: str, chance: random.Random) -> str:
    """The line with a third of its words left out or replaced, all but the first, which tells its start."""
    first, *words = line.split()
    kept = [word for word in words if chance.random() >= 1 / 6]
    return " ".join([first, *(chance.choice(WORDS) if chance.random() < 1 / 5 else word for word in kept)])


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param([("Dat hebben wij", "Uh, dat hebben wij, uhm,")], id="written hesitations"),
        pytest.param(
            [("in de regio", "in de RMC-regio"), ("de Inspectie over", "de IvhO over")], id="abbreviations"
        ),
        pytest.param([("het afgelopen jaar", "in 2017")], id="a year for words"),
        pytest.param([(THANKS, "Super dank voor dit rapport (124 blz.).")], id="a number in parentheses"),
        pytest.param(
            [(INVESTING, "Investing in a good educational climate and in good support.")],
            id="a sentence in English",
        ),
    ],
)
def test_words_written_otherwise_than_said_move_no_line(
    *,
    align: Align,
    sound: Samples,
    text: str,
    times: Times,
    off: Off,
    changes: list[tuple[str, str]],
) -> None:
    otherwise = changed(text, *changes)
    alignment = align(sound, otherwise)
    assert far_off(off(alignment, renamed(times, *changes))) == {}
    assert_nothing_is_lost(alignment, otherwise)


def test_an_english_sentence_that_nobody_says_is_unheard_and_moves_no_line(
    align: Align, sound: Samples, text: str, times: Times, off: Off
) -> None:
    english = "The early bird always catches the biggest worm."
    alignment = align(sound, changed(text, (INVESTING, f"{english}\n{INVESTING}")))
    assert far_off(off(alignment, times)) == {}
    assert line_of(alignment, english).estimated


CAREERS_MS = (96_000, 109_760)  # lines 24 and 25 of the film
LEVELS_MS = (148_160, 176_160)  # lines 32 to 34


@pytest.fixture(scope="module")
def careers(cut: Callable[[int, int], Samples]) -> Samples:
    """Two other speakers, with an abbreviation (mbo) and numbers (twee, niveau 2)."""
    return np.concatenate((cut(*CAREERS_MS), cut(*LEVELS_MS)))


@pytest.fixture(scope="module")
def careers_times(said: Callable[..., Times]) -> Times:
    first_ms = CAREERS_MS[1] - CAREERS_MS[0]
    return said(24, 25, -CAREERS_MS[0]) | said(32, 34, first_ms - LEVELS_MS[0])


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param([], id="as published"),
        pytest.param([("Twee is dat", "2 is dat"), ("en eentje daarvan", "en 1 daarvan")], id="digits"),
        pytest.param([("een niveau 2-opleiding", "een niveau twee opleiding")], id="words"),
        pytest.param([("het mbo of", "het middelbaar beroepsonderwijs of")], id="an abbreviation in full"),
        pytest.param([("het mbo of", "het m.b.o. of")], id="an abbreviation with points"),
        pytest.param(
            [("is bijvoorbeeld", "is bijv."), ("wordt er dan gezegd", "w.e.d.g.")], id="abbreviated"
        ),
        pytest.param([("van: hé, waar", "van waar")], id="no interjection"),
    ],
)
def test_numbers_and_abbreviations_may_be_written_in_any_way(
    align: Align, careers: Samples, careers_times: Times, off: Off, changes: list[tuple[str, str]]
) -> None:
    written = changed("\n".join(careers_times), *changes)
    alignment = align(careers, written)
    assert far_off(off(alignment, renamed(careers_times, *changes))) == {}
    assert_nothing_is_lost(alignment, written)
