"""What a page is told of a sound with audio description cannot contradict itself."""

from __future__ import annotations

import pytest

from woordbeeld.description.narrators.narrator import NarratorKind
from woordbeeld.description.published import DescriptionSound, ExtraPassage

NAME = "audiodescription.nl.m4a"


def test_an_extra_passage_lasts() -> None:
    with pytest.raises(ValueError, match="must last"):
        ExtraPassage(1000, 500, 500)


@pytest.mark.parametrize(("extra", "extra_name"), [((), "extra.m4a"), ((ExtraPassage(1000, 0, 500),), None)])
def test_extra_passages_and_their_file_come_together(
    extra: tuple[ExtraPassage, ...], extra_name: str | None
) -> None:
    with pytest.raises(ValueError, match="a file of their own"):
        DescriptionSound(NAME, 1, NarratorKind.PERSON, "Ann", extra, extra_name)


def test_extra_passages_stand_in_the_order_of_their_moments() -> None:
    later, sooner = ExtraPassage(2000, 0, 500), ExtraPassage(1000, 500, 900)
    with pytest.raises(ValueError, match="in the order"):
        DescriptionSound(NAME, 1, NarratorKind.PERSON, "Ann", (later, sooner), "extra.m4a")
