from __future__ import annotations

import pytest

from woordbeeld.transcript.looks import Looks, lines_of

LABELS = "TON HEERTS: Ja.\n"


@pytest.mark.parametrize(
    ("line", "looks"),
    [
        (" \u00a0", Looks.BLANK),
        ("(Een man", Looks.PARENTHESES),
        ("[Een man.]", Looks.BRACKETS),
        ("♪", Looks.BRACKETS),
        ("Beeldtekst: TON HEERTS: ja", Looks.ON_SCREEN_TEXT),
        ("KARIN: Ja.", Looks.LABELLED),
        ("Ton Heerts: Ja.", Looks.LABELLED),
        ("Voice over:", Looks.LABELLED),
        ("TON HEERTS", Looks.KNOWN_LABEL),
        ("INT. KEUKEN", Looks.SLUGLINE),
        ("RUSTIGE MUZIEK", Looks.SOUND),
        ("HEERTS", Looks.LIKELY_LABEL),
        ("VERTELLER", Looks.LIKELY_LABEL),
        ("RUTTE", Looks.CAPITALS),
        ("Karin: Ja.", Looks.OTHER),
        ("Ja.", Looks.OTHER),
    ],
)
def test_a_line_is_judged_by_itself_and_by_the_labels_of_the_text(line: str, looks: Looks) -> None:
    lines, _ = lines_of(LABELS + line + "\n")
    assert [each.looks for each in lines] == [Looks.LABELLED, looks]


def test_what_is_left_of_a_line_is_judged_anew() -> None:
    lines, known = lines_of("(Hij lacht.) JAN: Ja.\r\n")
    left = lines[0].after(len("(Hij lacht.)"), known)
    assert (left.looks, left.number, left.start, left.source) == (Looks.LABELLED, 1, 12, " JAN: Ja.\r\n")


def test_a_label_behind_which_a_description_closes_opens_no_block() -> None:
    assert [line.opens_block for line in lines_of("JAN:)\nJAN: Ja.\n(Een\nJa.\n")[0]] == [
        False,
        True,
        True,
        False,
    ]
