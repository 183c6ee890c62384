"""Pins find their line again whatever happens elsewhere, and are never dropped in silence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from woordbeeld.errors import BadInputError
from woordbeeld.transcript.pins import Pin, Pins, find_pinned, in_order, parse_pins, pin_of, render_pins
from woordbeeld.transcript.reader import read

TALK = """\
JAN: Goedemorgen allemaal, fijn dat u er bent.
Ja.
We beginnen met het rapport.

(Hij toont een rapport.)

APPLAUS

EVA: Ja.
Dat is een mooi rapport geworden.
Ja.
"""


def pin(text: str, line: int) -> Pin:
    transcript = read(text)
    (said,) = (each for each in in_order(transcript) if each.line == line)
    return pin_of(transcript, said, 1_000, 2_000)


def place(text: str, *pins: Pin) -> list[int]:
    found, _ = find_pinned(read(text), Pins(pins))
    return [said.line for said in found]


@pytest.mark.parametrize("line", [1, 2, 3, 5, 7, 9, 10, 11])
def test_a_pin_finds_its_own_line_scene_or_sound_also_where_others_say_the_same(line: int) -> None:
    assert place(TALK, pin(TALK, line)) == [line]


@pytest.mark.parametrize("line", [1, 2, 3, 5, 7, 9, 10, 11])
def test_lines_put_before_or_taken_out_elsewhere_do_not_move_a_pin(line: int) -> None:
    assert place("KIM: Welkom.\nNog iets.\n" + TALK, pin(TALK, line)) == [line + 2]
    far = 11 if line < 7 else 1
    less = "".join(each for at, each in enumerate(TALK.splitlines(keepends=True), 1) if at != far)
    assert place(less, pin(TALK, line)) == [line - (far < line)]


def test_another_label_or_a_mended_word_does_not_lose_a_pin() -> None:
    fixed = TALK.replace("EVA:", "KIM:").replace("mooi rapport geworden", "mooi verslag geworden")
    assert place(fixed, pin(TALK, 9), pin(TALK, 10)) == [9, 10]


def test_a_pin_whose_line_is_gone_is_a_finding_and_takes_no_other_line() -> None:
    gone = TALK.replace("EVA: Ja.\n", "EVA: ")
    found, (finding,) = find_pinned(read(gone), Pins((pin(TALK, 9),)))
    assert found == {}
    assert finding.rule == "pin-lost"
    assert "0:01 to 0:02 that was set for “Ja.” is not used: that is nowhere" in str(finding.message)


def test_the_example_in_the_readme_is_read_and_found_in_the_seed() -> None:
    root = Path(__file__).parents[2]
    (example,) = re.findall(r"```toml\n(.*?)```", (root / "README.md").read_text("utf-8"), re.DOTALL)
    pins = parse_pins(example, "README.md")
    seed = read((root / "transcripts/symposium-entreeopleidingen.txt").read_text("utf-8"))
    found, findings = find_pinned(seed, pins)
    assert (len(found), findings) == (len(pins.pins), ())


def test_a_pin_that_may_be_in_several_places_is_a_finding() -> None:
    text = "JAN: Een.\nDat is zo, en zo is het.\nEen.\nDat is zo, en zo is het.\nEen.\n"
    alone = Pin("Dat is zo, en zo is het.", 1_000)
    found, (finding,) = find_pinned(read(text), Pins((alone,)))
    assert found == {}
    assert "may be one of 2 places" in str(finding.message)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.builds(
            Pin,
            st.text(min_size=1).filter(lambda text: any(map(str.isalnum, text))),
            st.integers(0, 10**8),
            st.none(),
            st.none() | st.text(min_size=1),
            st.text(),
            st.text(),
        ),
        max_size=4,
    ),
    st.integers(-(10**6), 10**6),
)
def test_what_is_written_is_read_back(pins: list[Pin], offset_ms: int) -> None:
    all_pins = Pins(tuple(pins), offset_ms)
    assert parse_pins(render_pins(all_pins), "talk.pins.toml") == all_pins


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[pin", "is no TOML"),
        (f"pin = {'[' * 100_000}", "is no TOML"),
        (f"offset_ms = {'9' * 5000}", "is no TOML"),
        ("shift = 3", "has no place for 'shift'"),
        ("offset_ms = 'a'", "is not a list of pins"),
        ("offset_ms = true", "is not a list of pins"),
        ("pin = 3", "is not a list of pins"),
        ("[[pin]]\nstart_ms = 3", "pin 1 has no text or no time"),
        ("[[pin]]\ntext = 'Ja.'", "pin 1 has no text or no time"),
        ("[[pin]]\ntext = 'Ja.'\nstart_ms = 3.5", "pin 1 cannot be read"),
        ("[[pin]]\ntext = 'Ja.'\nstart = 3", "pin 1 cannot be read"),
        ("[[pin]]\ntext = 'Ja.'\nstart_ms = true", "pin 1 cannot be read"),
        ("[[pin]]\ntext = 'Ja.'\nstart_ms = 3\nend_ms = 3", "pin 1 ends before it starts"),
    ],
)
def test_a_file_of_pins_with_a_fault_is_refused_in_a_sentence(text: str, told: str) -> None:
    with pytest.raises(BadInputError, match=told):
        parse_pins(text, "talk.pins.toml")
