"""Times that a person set win from those that were found; what stands beside gives way."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.publications.talk import talk

from woordbeeld.alignment.model import Alignment, Placement
from woordbeeld.alignment.pinning import apply_pins
from woordbeeld.publications.alignment_json import render_alignment
from woordbeeld.timing import Span
from woordbeeld.transcript.pins import Pin, Pins, in_order, pin_of


def pinned(line: int, start_ms: int | None, end_ms: int | None, offset_ms: int = 0) -> Alignment:
    made = talk()
    (said,) = (each for each in in_order(made.transcript) if each.line == line)
    return apply_pins(made, Pins((pin_of(made.transcript, said, start_ms, end_ms),), offset_ms))


def spans(alignment: Alignment) -> dict[int, tuple[int, int]]:
    timed = [
        *((line.source.line, line.span) for line in alignment.lines),
        *((event.source.line, event.span) for event in alignment.events),
    ]
    return {line: (span.start_ms, span.end_ms) for line, span in timed if span}


def findings(alignment: Alignment) -> list[str]:
    return [finding.rule for finding in alignment.transcript.findings]


def test_without_pins_nothing_changes() -> None:
    assert apply_pins(talk(), Pins()) == talk()


def test_a_line_gets_the_time_that_was_set_and_its_words_share_it_as_before() -> None:
    made = pinned(10, 13_200, 14_200)
    (line,) = (each for each in made.lines if each.source.line == 10)
    assert line.edited
    assert [(word.span.start_ms, word.span.end_ms) for word in line.words if word.span] == [
        (13_200, 13_700),
        (13_700, 14_200),
    ]
    assert {**spans(made), 10: spans(talk())[10]} == spans(talk())


def test_only_a_start_or_an_end_may_be_set_and_the_video_may_begin_elsewhere() -> None:
    assert spans(pinned(8, 11_100, None))[8] == (11_100, 12_000)
    assert spans(pinned(8, None, 12_400))[8] == (11_000, 12_400)
    assert spans(pinned(8, 10_100, None, offset_ms=1_000))[8] == (11_100, 12_000)


def test_lines_beside_it_give_way_and_those_further_stay() -> None:
    made = pinned(10, 11_500, 15_500)
    assert spans(made) == {**spans(talk()), 8: (11_000, 11_500), 10: (11_500, 15_500), 11: (15_500, 16_500)}
    assert all(word.span is None or word.span.duration_ms > 0 for word in made.words)


def test_a_line_without_room_stays_and_is_told() -> None:
    made = pinned(10, 10_000, 15_000)
    assert spans(made)[8] == (11_000, 12_000)
    assert findings(made) == ["pin-crowded"]


def test_a_scene_and_a_sound_can_be_set_too() -> None:
    made = pinned(4, 7_500, 8_500)
    assert spans(made)[4] == (7_500, 8_500)
    assert made.events[0].placement is Placement.EDITED


@pytest.mark.parametrize(
    ("start_ms", "end_ms", "span"),
    [(9_200, None, (9_200, 10_200)), (None, 9_200, (8_200, 9_200)), (None, 500, (0, 500)), (7, 8, (7, 8))],
)
def test_a_sound_that_got_no_time_by_itself_can_be_given_one(
    start_ms: int | None, end_ms: int | None, span: tuple[int, int]
) -> None:
    made = talk()
    untimed = replace(made.events[1], span=None, placement=Placement.UNPLACED)
    pins = Pins((pin_of(made.transcript, untimed.source, start_ms, end_ms),))
    (_, sound) = apply_pins(replace(made, events=(made.events[0], untimed)), pins).events
    assert (sound.span, sound.placement) == (Span(*span), Placement.EDITED)


def test_a_time_that_leaves_none_to_say_it_and_a_lost_pin_are_told() -> None:
    assert findings(pinned(8, 12_000, None)) == ["pin-unusable"]
    assert findings(pinned(8, 500, 900, offset_ms=-1_000)) == ["pin-unusable"]
    lost = apply_pins(talk(), Pins((Pin("Dit staat er niet en stond er nooit.", 1_000),)))
    assert findings(lost) == ["pin-lost"]
    assert replace(lost, transcript=talk().transcript) == talk()


def test_a_line_that_got_no_time_by_itself_can_be_given_one() -> None:
    made = talk()
    untimed = replace(
        made,
        lines=tuple(
            replace(line, words=tuple(replace(word, span=None) for word in line.words))
            if line.source.line == 11
            else line
            for line in made.lines
        ),
    )
    (said,) = (each for each in in_order(made.transcript) if each.line == 11)
    given = apply_pins(untimed, Pins((pin_of(made.transcript, said, 16_000, 17_000),)))
    assert spans(given)[11] == (16_000, 17_000)
    assert not given.lines[-1].estimated


def test_the_json_marks_what_was_edited_and_nothing_else() -> None:
    told = json.loads(render_alignment(pinned(11, 15_300, 16_400)))
    assert {word["line"] for word in told["words"] if word.get("edited")} == {11}
    assert not any(word.get("estimated") for word in told["words"] if word["line"] == 11)
    assert Span(15_300, 16_400) == Span(*spans(pinned(11, 15_300, 16_400))[11])
