"""Readings one after another are the texts that a film shows, each once, with its time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from woordbeeld.screen.merging import is_readable, merged
from woordbeeld.screen.model import Box, Reading, ScreenLine, TextKind
from woordbeeld.timing import Span

PLACE = Box(0.1, 0.7, 0.4, 0.06)
SIGN = ScreenLine("Ingang zuidzijde", PLACE, 0.99)
LOWER = ScreenLine("Parkeren achter", replace(PLACE, top=0.77), 0.98)


def readings(*seconds: tuple[ScreenLine, ...]) -> list[Reading]:
    return [Reading(1000 * at, lines) for at, lines in enumerate(seconds)]


def at(text: str, box: Box = PLACE, confidence: float = 0.99) -> ScreenLine:
    return ScreenLine(text, box, confidence)


def test_what_stays_is_one_text_from_where_it_is_seen_until_it_is_not() -> None:
    (found,) = merged(readings((), (SIGN,), (SIGN,), (), (), ()), duration_ms=6000)
    assert (found.text, found.span, found.kind) == (SIGN.text, Span(1000, 3000), TextKind.SHOWN)


def test_what_comes_and_goes_with_a_shot_does_so_to_the_millisecond() -> None:
    (found,) = merged(readings((), (SIGN,), (SIGN,), ()), shots=(640, 2480), duration_ms=4000)
    assert found.span == Span(640, 2480)


def test_what_is_missed_once_was_there_all_the_time() -> None:
    (found,) = merged(readings((SIGN,), (SIGN,), (), (SIGN,), ()), duration_ms=5000)
    assert found.span == Span(0, 4000)


def test_what_comes_back_much_later_is_there_twice() -> None:
    found = merged(readings((SIGN,), (SIGN,), (), (), (), (SIGN,), (SIGN,)), duration_ms=7000)
    assert [each.span for each in found] == [Span(0, 2000), Span(5000, 7000)]


def test_of_a_line_that_is_misread_now_and_then_the_most_frequent_reading_counts() -> None:
    (found,) = merged(readings((SIGN,), (at("Ingang zu1dzljde"),), (SIGN,), ()), duration_ms=4000)
    assert found.text == SIGN.text


def test_lines_below_each_other_that_come_and_go_together_are_one_text() -> None:
    (found,) = merged(readings((LOWER, SIGN), (LOWER, SIGN), ()), duration_ms=3000)
    assert found.lines == (SIGN.text, LOWER.text)
    assert (found.box.top, found.box.bottom) == pytest.approx((0.7, 0.83))


def test_lines_far_from_each_other_or_at_other_times_are_texts_of_their_own() -> None:
    far = at("Welkom allemaal", replace(PLACE, top=0.1))
    assert len(merged(readings((SIGN, far), (SIGN, far), ()), duration_ms=3000)) == 2
    later = merged(readings((SIGN,), (SIGN,), (SIGN, LOWER), (SIGN, LOWER), (LOWER,), ()), duration_ms=6000)
    assert [each.lines for each in later] == [(SIGN.text,), (LOWER.text,)]


def test_what_stays_nearly_all_the_film_is_a_logo() -> None:
    logo = at("nagebootst", Box(0.8, 0.03, 0.12, 0.06))
    seconds = [(logo,) if second % 9 else () for second in range(60)]
    (found,) = merged(readings(*seconds), duration_ms=60_000)
    assert (found.text, found.kind) == (logo.text, TextKind.LOGO)


def test_what_stays_amid_the_picture_is_its_subject() -> None:
    (found,) = merged(
        readings(*[(at("Stem op 21 maart", replace(PLACE, top=0.4)),)] * 40), duration_ms=40_000
    )
    assert found.kind is TextKind.SHOWN


def test_a_card_of_a_short_film_is_no_logo() -> None:
    (found,) = merged(readings((SIGN,), (SIGN,), (SIGN,)), duration_ms=3000)
    assert found.kind is TextKind.SHOWN


def test_what_runs_to_the_left_is_a_ticker_of_which_all_is_told() -> None:
    row = Box(0, 0.9, 1, 0.05)
    whole = "Storm trekt over het land en treinen rijden niet verder dan Zwolle"
    seconds = [(at(whole[start : start + 30], row),) for start in range(0, 35, 7)]
    (found,) = merged(readings(*seconds, ()), duration_ms=9000)
    assert (found.kind, found.text) == (TextKind.TICKER, whole[:58])


def test_what_runs_amid_the_picture_is_a_ticker_only_where_new_text_comes_in() -> None:
    row = Box(0, 0.45, 1, 0.05)
    whole = "Storm trekt over het land en treinen rijden niet verder dan Zwolle"
    seconds = [(at(whole[start : start + 30], row),) for start in range(0, 35, 7)]
    (found,) = merged(readings(*seconds, ()), duration_ms=9000)
    assert found.kind is TextKind.TICKER


def test_a_sign_that_the_camera_passes_is_one_text_as_it_was_read_whole() -> None:
    sign = "Gemeentehuis Zwolle"
    comes = at("Gemeent", Box(0.82, 0.4, 0.18, 0.06), 1.0)
    there = [at(sign, Box(0.5 - 0.12 * second, 0.4, 0.4, 0.06), 0.98) for second in range(4)]
    goes = [at(sign[cut:], Box(0, 0.4, 0.4 - 0.02 * cut, 0.06), 1.0) for cut in (3, 6, 9)]
    (found,) = merged(readings((comes,), *((each,) for each in (*there, *goes)), ()), duration_ms=12_000)
    assert (found.text, found.kind, found.span.start_ms) == (sign, TextKind.SHOWN, 0)


def test_a_text_that_is_typed_is_one_from_its_first_letters() -> None:
    whole = "Samen werken aan schoon water"
    typed = [at(whole[:end], replace(PLACE, width=0.02 * end), 1.0) for end in (8, 17, 25, 29)]
    (found,) = merged(readings(*((each,) for each in typed), ()), duration_ms=5000)
    assert (found.text, found.span.start_ms, found.box.width) == (whole, 0, 0.58)


def test_a_line_that_is_longer_at_another_place_is_another() -> None:
    deeper = at("Ingang zuidzijde en noordzijde", replace(PLACE, top=0.2, width=0.6))
    found = merged(readings((SIGN,), (SIGN,), (deeper,), (deeper,)), duration_ms=4000)
    assert [each.text for each in found] == [SIGN.text, deeper.text]


def test_what_moves_up_as_credits_do_is_one_text() -> None:
    seconds = [(at("Regie: Eva Westerhof", replace(PLACE, top=0.9 - 0.1 * second)),) for second in range(6)]
    (found,) = merged(readings(*seconds, ()), duration_ms=7000)
    assert (found.text, found.kind) == ("Regie: Eva Westerhof", TextKind.SHOWN)


@pytest.mark.parametrize(
    "line",
    [
        at("00"),
        at("IIII"),
        at("日本語の看板"),
        at("Welkom", confidence=0.6),
        at("Welkom", Box(0.1, 0.1, 0.1, 0.01)),
    ],
)
def test_noise_other_scripts_and_what_is_too_small_are_no_text(line: ScreenLine) -> None:
    assert not is_readable(line)
    assert merged(readings((line,), (line,)), duration_ms=2000) == ()


def test_what_is_read_once_must_be_read_well() -> None:
    assert merged(readings((at("Welkom", confidence=0.9),), ()), duration_ms=2000) == ()
    assert len(merged(readings((at("Welkom", confidence=0.97),), ()), duration_ms=2000)) == 1


def test_nothing_read_is_nothing_shown() -> None:
    assert merged([]) == ()
