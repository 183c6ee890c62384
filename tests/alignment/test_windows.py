"""Windows for the recogniser: short enough, cut where text and sound agree, no word in two of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.alignment.written import written

from woordbeeld.alignment.model import Match
from woordbeeld.alignment.script import MergedWord, merge
from woordbeeld.alignment.windows import windows
from woordbeeld.speech.listening import chunks
from woordbeeld.speech.model import HeardWord
from woordbeeld.timing import Span


def spoken(durations: list[int], gaps: list[int]) -> tuple[list[HeardWord], tuple[Span, ...], int]:
    """Words with a pause after each: the words, the pauses, and when all is over."""
    words, pauses, at_ms = [], [], 0
    for number, (duration_ms, gap_ms) in enumerate(zip(durations, gaps, strict=False)):
        words.append(HeardWord(f"woord{number}", Span(at_ms, at_ms + duration_ms), 0.9))
        at_ms += duration_ms + gap_ms
        if gap_ms:
            pauses.append(Span(at_ms - gap_ms, at_ms))
    return words, tuple(pauses), at_ms


@settings(max_examples=60)
@given(
    st.lists(st.integers(100, 4000), min_size=1, max_size=60),
    st.lists(st.sampled_from([0, 50, 300, 1000, 4000]), min_size=60, max_size=60),
    st.integers(1, 7),
)
def test_windows_are_short_in_order_and_hold_every_heard_word_once(
    durations: list[int], gaps: list[int], length: int
) -> None:
    words, pauses, end_ms = spoken(durations, gaps)
    texts = [word.text for word in words]
    entries = merge(written(*(texts[at : at + length] for at in range(0, len(texts), length))), words)
    found = windows(entries, tuple(word.span for word in words), pauses, end_ms)
    assert [at for window in found for at in window.entries] == list(range(len(entries)))
    assert all(window.span.duration_ms <= 30_000 for window in found)
    assert all(one.span.end_ms <= other.span.start_ms for one, other in pairwise(found))


def test_a_long_section_is_cut_where_the_words_on_both_sides_were_heard_as_written() -> None:
    words, pauses, end_ms = spoken([400, *[900] * 40], [100] * 20 + [300] + [100] * 20)
    texts = [word.text for word in words]
    voice = (Span(0, end_ms),)
    first, second = windows(merge(written(texts), words), voice, pauses, end_ms)
    assert (first.entries[-1], second.entries[0]) == (20, 21)
    misheard = merge(written([*texts[:20], "woort20", *texts[21:]]), words)
    assert misheard[20].match is Match.REPLACED
    first, second = windows(misheard, voice, pauses, end_ms)
    assert len(first.entries) + len(second.entries) == len(words)
    assert 20 not in (first.entries[-1], second.entries[0])


def test_a_phrase_that_was_not_heard_is_in_no_window() -> None:
    words, pauses, end_ms = spoken([500] * 4, [100] * 4)
    entries = merge(written([word.text for word in words], "niemand zei dit"), words)
    (window,) = windows(entries, (Span(0, end_ms),), pauses, end_ms)
    assert [entries[at].phrase for at in window.entries] == [0, 0, 0, 0]


def test_speech_that_never_pauses_is_halved() -> None:
    words, _, end_ms = spoken([1000] * 70, [0] * 70)
    entries: tuple[MergedWord, ...] = merge(written([word.text for word in words]), words)
    found = windows(entries, (Span(0, end_ms),), (), end_ms)
    assert [len(window.entries) for window in found] == [17, 18, 17, 18]


def test_words_that_were_not_heard_do_not_push_others_out_of_their_half() -> None:
    words, _, end_ms = spoken([1000] * 40, [0] * 40)
    entries = merge(written(["xylofoon"] * 5 + [word.text for word in words]), words)
    first, second = windows(entries, (Span(0, end_ms),), (), end_ms)
    for window in (first, second):
        heard = [word for at in window.entries if (word := entries[at].heard)]
        assert len(heard) == 20
        assert all(word.span.overlaps(window.span) for word in heard)


def test_a_supposed_phrase_is_never_split_over_two_windows() -> None:
    words, _, end_ms = spoken([1000] * 6, [0, 0, 4000, 0, 0, 0])
    entries = list(merge(written([word.text for word in words[:3]], "niemand hoorde dit"), words))
    supposed = [Span(2800, 2900), Span(7000, 7500), Span(7500, 8000)]
    unheard = [at for at, entry in enumerate(entries) if entry.phrase == 1]
    for at, span in zip(unheard, supposed, strict=True):
        entries[at] = replace(entries[at], supposed=span)
    found = windows(entries, tuple(word.span for word in words), (Span(3000, 7000),), end_ms)
    assert len(found) == 2
    assert set(unheard) <= set(found[1].entries)


def test_what_was_heard_instead_of_a_phrase_is_in_no_window() -> None:
    words, pauses, end_ms = spoken([500] * 6, [100] * 6)
    entries = list(merge(written([word.text for word in words[:3]], words[5].text), words))
    assert [entry.phrase for entry in entries] == [0, 0, 0, None, None, 1]
    entries[3:5] = [replace(entry, instead=True) for entry in entries[3:5]]
    (window,) = windows(entries, (Span(0, end_ms),), pauses, end_ms)
    assert window.entries == (0, 1, 2, 5)


def test_a_window_is_cut_between_phrases_and_near_the_middle_where_pauses_are_alike() -> None:
    words, pauses, end_ms = spoken([400, *[900] * 40], [100] * 41)
    texts = [word.text for word in words]
    first, second = windows(merge(written(texts), words), (Span(0, end_ms),), pauses, end_ms)
    assert (first.entries[-1], second.entries[0]) == (20, 21)
    first, second = windows(merge(written(texts[:23], texts[23:]), words), (Span(0, end_ms),), pauses, end_ms)
    assert (first.entries[-1], second.entries[0]) == (22, 23)


def test_a_window_is_rather_cut_where_the_sound_was_cut_for_listening() -> None:
    words, pauses, end_ms = spoken([900] * 40, [100] * 13 + [700] + [100] * 26)
    voice = tuple(Span(word.span.start_ms, word.span.end_ms) for word in words)
    listened = [chunk.start_ms for chunk in chunks(voice, end_ms)]
    texts = [word.text for word in words]
    entries = merge(written([*texts[:13], "woort13", *texts[14:]]), words)
    assert [window.span.start_ms for window in windows(entries, voice, pauses, end_ms)] == listened


def test_a_window_ends_in_the_pause_where_the_text_goes_over_into_another_language() -> None:
    words, pauses, end_ms = spoken([500] * 9, [100] * 9)
    dutch, english, last = (
        replace(phrase, language=language)
        for phrase, language in zip(
            written(*([word.text for word in words[at : at + 3]] for at in (0, 3, 6))),
            (None, "en", None),
            strict=True,
        )
    )
    entries = merge((dutch, english, last), words)
    found = windows(entries, (Span(0, end_ms),), pauses, end_ms)
    assert [window.entries for window in found] == [(0, 1, 2), (3, 4, 5), (6, 7, 8)]
    assert [window.language(entries) for window in found] == [None, "en", None]
    assert [window.span.end_ms for window in found[:2]] == [pauses[2].middle_ms, pauses[5].middle_ms]


def test_the_pause_is_found_where_words_beside_it_were_not_heard_or_are_heard_as_lasting_through_it() -> None:
    words, pauses, end_ms = spoken([500] * 8, [60, 60, 60, 700, 60, 60, 60, 60])
    texts = [word.text for word in words]
    parts = [written(texts[:4])[0], replace(written(texts[4:])[0], language="cs")]
    through = Span(words[3].span.start_ms, pauses[3].end_ms)  # the pause belongs to the word before it
    heard = [*words[:3], replace(words[3], span=through), *words[5:]]
    entries = merge(parts, heard)
    assert entries[4].span is None
    found = windows(entries, (Span(0, end_ms),), pauses, end_ms)
    assert [window.entries for window in found] == [(0, 1, 2, 3), (4, 5, 6, 7)]
    assert found[0].span.end_ms == pauses[3].middle_ms


def test_words_in_another_language_amid_running_speech_stay_in_the_window_around_them() -> None:
    words, _, end_ms = spoken([500] * 9, [0] * 9)
    parts = written(*([word.text for word in words[at : at + 3]] for at in (0, 3, 6)))
    entries = merge((parts[0], replace(parts[1], language="en"), parts[2]), words)
    (window,) = windows(entries, (Span(0, end_ms),), (), end_ms)
    assert window.entries == tuple(range(9))
    assert window.language(entries) is None
