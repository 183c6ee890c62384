"""A file of pins that somebody wrote and annotated, rewritten: no comment and no pin is lost."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woordbeeld.transcript.pin_file import updated
from woordbeeld.transcript.pins import Pin, Pins, as_toml, parse_pins, render_pins

FILE = (
    """\
# Times of the film of 27 June.  By Ann.
offset_ms = 0  # the new cut begins alike

# the laugh # is "after" this
[[pin]]
end_ms = 25100   # heard twice
text = "Super dank # voor dit rapport."
start_ms = 23400

# Said again later,
# so with what follows.
[[pin]] # Josephine
text = 'Het is "vaak" moeilijk.'
speaker = "Josephine van den Berg"
after = """
    '"""Het\n# zijn """'
    """
start_ms = 92000
# the end
"""
)


def test_what_is_as_it_was_stays_to_the_byte() -> None:
    for text in (FILE, FILE.replace("\n", "\r\n")):
        assert updated(text, parse_pins(text, "")) == text


def test_only_the_values_that_are_others_change() -> None:
    first, second = parse_pins(FILE, "").pins
    changed = Pins((replace(first, start_ms=23440, speaker="Ton"), replace(second, end_ms=93000)), 1500)
    after = updated(FILE, changed)
    assert parse_pins(after, "") == changed
    expected = FILE.replace("23400\n", '23440\nspeaker = "Ton"\n').replace(
        "offset_ms = 0", "offset_ms = 1500"
    )
    assert after == expected.replace("# the end\n", "# the end\nend_ms = 93000\n")


def test_new_pins_stand_apart_and_of_those_that_are_gone_the_comments_stay() -> None:
    first, second = parse_pins(FILE, "").pins
    new = Pin("Nou.", 100)
    after = updated(FILE, Pins((new, first)))
    assert parse_pins(after, "").pins == (new, first)
    assert '\n\n[[pin]]\ntext = "Nou."\nstart_ms = 100\n\n# the laugh' in after
    assert after.endswith("# Said again later,\n# so with what follows.\n# Josephine\n# the end\n")
    assert parse_pins(updated(FILE, Pins((second, new, first))), "").pins == (second, new, first)


@pytest.mark.parametrize(
    "odd",
    [
        'pin = [{text = "Ja dat is zo.", start_ms = 1}]  # one\n',
        '# kept\n[["pin"]]\n"text" = "Ja dat is zo."\nstart_ms = 1\n',
        '[[pin]]\n"text" = "Ja dat is zo."\nstart_ms = 1 # kept\n',
        "[[pin]]\ntext = '''Ja\n[[pin]] # no comment''' # one\nstart_ms = 0x10\n",
    ],
)
def test_a_file_written_in_an_odd_way_keeps_its_comments_too(odd: str) -> None:
    pins = Pins((Pin("Nee.", 5, 6), *(replace(pin, text="Nee, ja.") for pin in parse_pins(odd, "").pins)), 7)
    after = updated(odd, pins)
    assert parse_pins(after, "") == pins
    assert all(comment in after for comment in ("# one", "# kept") if comment in odd)


def test_a_new_file_says_what_it_is() -> None:
    pins = Pins((Pin("Ja.", 1),))
    assert updated("", pins) == render_pins(pins)


TEXTS = st.sampled_from(["Ja.", "Nee, nee.", "Het is # zo.", 'Zij zei: "ja".', "A\\b", "[[pin]]", "Ïets"])
MS = st.integers(0, 5000)
PINS = st.builds(
    Pin,
    TEXTS,
    MS,
    st.one_of(st.none(), st.integers(5001, 9000)),
    st.one_of(st.none(), TEXTS),
    TEXTS,
    st.just(""),
)


def _written(pins: list[Pin], draw: random.Random) -> str:
    """The pins in a file as a person may write it, with comments anywhere."""
    lines = ["# the first"]
    for number, pin in enumerate(pins):
        fields = [
            (name, value)
            for name in Pin.__dataclass_fields__
            if (value := getattr(pin, name)) not in (None, "")
        ]
        draw.shuffle(fields)
        lines += [f"# above {number}"] * draw.randint(0, 2) + [""] * draw.randint(0, 1)
        lines.append("[[pin]]" + f"  # of {number}" * draw.randint(0, 1))
        for name, value in fields:
            lines.append(
                f"{name}{' ' * draw.randint(0, 2)}= {as_toml(value)}"
                + f" # {name} {number}" * draw.randint(0, 1)
            )
        lines += [f"  # under {number}"] * draw.randint(0, 1) + [""] * draw.randint(0, 2)
    return draw.choice(["\n", "\r\n"]).join(lines) + "\n"


@given(st.lists(PINS, max_size=5), st.lists(PINS, max_size=3), st.integers(-3, 3), st.randoms())
def test_no_comment_and_no_pin_is_lost_whatever_changes(
    pins: list[Pin], new: list[Pin], offset_ms: int, draw: random.Random
) -> None:
    text = _written(pins, draw)
    kept = [
        replace(pin, start_ms=1, text=draw.choice([pin.text, "Anders."])) if draw.random() < 0.5 else pin
        for pin in pins
    ]
    wanted = [*draw.sample(kept, draw.randint(0, len(kept))), *new]
    draw.shuffle(wanted)
    after = updated(text, Pins(tuple(wanted), offset_ms))
    assert parse_pins(after, "") == Pins(tuple(wanted), offset_ms)
    told = [
        re.escape(line[line.index("#") :].rstrip())
        for line in text.splitlines()
        if re.search(r"# (?:the|above|of|under) ", line)
    ]
    assert all(len(re.findall(f"{each}\\s*$", after, re.MULTILINE)) >= told.count(each) for each in told)
    assert updated(after, Pins(tuple(wanted), offset_ms)) == after
