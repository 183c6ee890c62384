"""What stands beside the names of speakers."""

from __future__ import annotations

import pytest

from woordbeeld.transcript.reader import read
from woordbeeld.transcript.remarks import remarks_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TRUDY VOS (bestuurder): Een.\nTwee.\nJAN: Drie.\n", {0: "bestuurder"}),
        ("JAN:\nEen.\n\nTRUDY VOS (bestuurder):\nTwee.\n", {1: "bestuurder"}),
        ("ANNA DE WIT (Anna De Wit, wethouder): Een.\n", {0: "wethouder"}),
        ("HANNAH YILDIZ (Hannah Yıldız): Een.\n", {}),
        ("TRUDY VOS (bestuurder): Een.\n(Aldus Trudy. Jan:)\nTwee.\n", {0: "bestuurder"}),
    ],
)
def test_a_remark_is_of_the_turn_that_its_label_opens(text: str, expected: dict[int, str]) -> None:
    assert remarks_of(read(text)) == expected
