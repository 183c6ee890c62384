"""Where the text itself speaks against a label."""

from __future__ import annotations

from pathlib import Path

import pytest

from woordbeeld.transcript.reader import read
from woordbeeld.transcript.suggestions import Reason, suggestions


@pytest.mark.parametrize(
    ("text", "doubt", "line", "names"),
    [
        ("JAN SMIT: Hoi.\nEVA BOS: Ik ben Jan Smit en ik werk hier.\n", Reason.INTRODUCED, 2, ("Jan Smit",)),
        ("JAN SMIT: Hoi.\nEVA BOS: Mijn naam is Jan.\n", Reason.INTRODUCED, 2, ("Jan Smit",)),
        ("JAN SMIT: Hoi.\nEVA BOS: I'm Jan Smit.\n", Reason.INTRODUCED, 2, ("Jan Smit",)),
        ("JAN SMIT: Dank je wel, Jan.\nEVA BOS: Ja.\n", Reason.ADDRESSED, 1, ()),
        (
            "JAN SMIT: Hoi.\nEVA BOS: Ja.\n\n(Eva Bos:)\n\nJAN SMIT: Nee.\n",
            Reason.ANNOUNCED,
            6,
            ("Eva Bos",),
        ),
        (
            "KARIN VAN DEN BOSCH: Een.\nKARIN VAN DEN BOSCH: Twee.\nJAN: Ja.\nKAREN VAN DEN BOS: Drie.\n",
            Reason.ALIKE,
            4,
            ("Karin van den Bosch",),
        ),
        ("(Ton Heerts:)\n\nAPPLAUS\n\nTON HEERST: Ja.\n", Reason.ANNOUNCED, 5, ("Ton Heerts",)),
        (
            "JAN SMIT: Dan geef ik het woord aan Eva Bos.\nRIK MOL: Dank u.\nEVA BOS: Ja.\n",
            Reason.FLOOR,
            2,
            ("Eva Bos",),
        ),
        (
            "JOSEPHINE VAN DEN BERG: Een.\nTwee.\nRIK: Ja.\nJOSEPHINE: Drie.\n",
            Reason.FIRST_NAME,
            4,
            ("Josephine van den Berg",),
        ),
        (
            "JOSEPHINE VAN DEN BERG: Een.\nTwee.\nRIK: Ja.\nJ. VAN DEN BERG: Drie.\n",
            Reason.INITIAL,
            4,
            ("Josephine van den Berg",),
        ),
        (
            "JAN BOS: Een.\nEVA BOS: Twee.\nBOS: Drie.\n",
            Reason.AMBIGUOUS,
            3,
            ("Jan Bos", "Eva Bos"),
        ),
    ],
)
def test_a_label_that_the_text_speaks_against_is_told(
    text: str, doubt: Reason, line: int, names: tuple[str, ...]
) -> None:
    (found,) = suggestions(read(text))
    assert (found.reason, found.line.line, found.names) == (doubt, line, names)


@pytest.mark.parametrize(
    "text",
    [
        "JAN SMIT: Ik ben Jan Smit.\nEVA BOS: Dank je wel, Jan.\n",
        "JAN SMIT: Hoi.\nEVA BOS: Ik ben blij dat Jan er is.\n",
        "JAN SMIT: Ik ben het met Eva eens.\nEVA BOS: Ja.\n",
        "VOICE-OVER: De voice-over zegt iets.\n",
        "(Eva Bos:)\n\nEVA BOS: Ja.\n",
        "Niemand heeft hier een naam. Ik ben Jan.\n",
        "",
    ],
)
def test_a_label_that_is_right_is_left_alone(text: str) -> None:
    assert suggestions(read(text)) == ()


def test_the_real_transcript_has_none_that_is_wrong() -> None:
    seed = Path(__file__).parents[2] / "transcripts/symposium-entreeopleidingen.txt"
    assert suggestions(read(seed.read_text(encoding="utf-8"))) == ()
