"""Where a text is not what was said, and at which place of a list that is."""

from __future__ import annotations

import pytest
from tests.alignment.test_misheard import aligned, heard
from tests.benchmarks.differences import changes, place

from woordbeeld.alignment.misheard import differences

TEXT = "A: Je moet wel de oever zien.\nEn de kade."


@pytest.mark.parametrize(
    ("said", "words", "left_out"),
    [
        ("Je moet nu de oever zien.", ["wel"], False),
        ("Je moet wel langs de oever zien.", ["wel", "de"], True),
        ("Zo, je moet wel de oever zien.", ["Je"], True),
        ("Je moet wel de oever zien. Toch?", ["zien."], True),
    ],
)
def test_a_change_is_found_with_the_words_at_which_it_shows(
    said: str, words: list[str], *, left_out: bool
) -> None:
    (found,) = changes(aligned(TEXT, {}), {1: said, 2: "En de kade."})
    assert ([word.text for word in found.words], found.left_out) == (words, left_out)


def test_the_place_is_that_of_the_difference_with_its_words() -> None:
    others = {2: heard("nu", sure=0.9, likely=1e-6), 8: heard("kado", sure=0.9, likely=0.5)}
    found = aligned(TEXT, others)
    (change,) = changes(found, {1: "Je moet nu de oever zien."})
    ordered = differences(found)
    assert place(change, ordered) == 1
    assert place(change, ordered[::-1]) == 2
    assert place(change, ordered[1:]) is None
