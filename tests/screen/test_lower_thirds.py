"""Which texts are the name of who is in the picture, and who speaks meanwhile."""

from __future__ import annotations

import pytest

from woordbeeld.screen.lower_thirds import LowerThird, lower_thirds, speaker_of
from woordbeeld.screen.model import Box, OnScreenText, TextKind
from woordbeeld.timing import Span

LOW = Box(0.05, 0.75, 0.4, 0.15)
SPAN = Span(1000, 5000)


def shown(*lines: str, box: Box = LOW, kind: TextKind = TextKind.SHOWN) -> OnScreenText:
    return OnScreenText(lines, SPAN, box, 0.99, kind)


@pytest.mark.parametrize(
    ("lines", "name", "function"),
    [
        (("Trudy Vos", "voorzitter MBO Raad"), "Trudy Vos", "voorzitter MBO Raad"),
        (("TRUDY VOS", "voorzitter"), "Trudy Vos", "voorzitter"),
        (
            ("Drs. Josephine van den Berg", "inspecteur", "Utrecht"),
            "Josephine van den Berg",
            "inspecteur Utrecht",
        ),
        (("Stef Böger", "docent"), "Stef Böger", "docent"),
    ],
)
def test_a_name_low_in_the_picture_with_what_stands_below_it(
    lines: tuple[str, ...], name: str, function: str
) -> None:
    assert lower_thirds([shown(*lines)]) == (LowerThird(name, function, SPAN),)


@pytest.mark.parametrize(
    "text",
    [
        shown("Trudy Vos"),
        shown("Trudy", "voorzitter"),
        shown("Trudy Vos", "voorzitter", box=Box(0.05, 0.1, 0.4, 0.15)),
        shown("Trudy Vos", "voorzitter", box=Box(0.05, 0.5, 0.4, 0.45)),
        shown("Trudy Vos", "voorzitter", kind=TextKind.LOGO),
        shown("Kosten: 12 euro", "per jaar"),
        shown("Ik zat eerst op een andere", "school."),
        shown("Open dag", "12 maart"),
        shown("www.voorbeeld.nl", "Trudy Vos"),
    ],
)
def test_what_is_none(text: OnScreenText) -> None:
    assert lower_thirds([text]) == ()


def test_who_speaks_while_it_is_shown_is_one_alone_or_nobody() -> None:
    name = LowerThird("Trudy Vos", "", SPAN)
    assert speaker_of(name, [("A", Span(0, 2000)), ("B", Span(6000, 9000))]) == "A"
    assert speaker_of(name, [("A", Span(0, 3000)), ("B", Span(3000, 5000))]) is None
    assert speaker_of(name, [("A", Span(0, 1200))]) is None
    assert speaker_of(name, []) is None
