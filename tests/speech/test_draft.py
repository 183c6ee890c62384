"""The next tokens are guessed from the text, as many as were right before."""

from __future__ import annotations

from woordbeeld.speech.draft import FEWEST, MOST, Draft

TEXT = list(range(100, 200))


def test_without_a_text_nothing_is_guessed() -> None:
    draft = Draft([])
    assert draft.guess([]) == []
    assert draft.guess([1, 2, 3]) == []


def test_at_first_the_text_is_guessed_from_where_it_was_left() -> None:
    draft = Draft(TEXT)
    assert draft.guess([]) == TEXT[:FEWEST]
    draft.learn(FEWEST, FEWEST)
    assert draft.guess([])[0] == TEXT[FEWEST]


def test_tokens_in_a_row_tell_where_in_the_text_one_is() -> None:
    assert Draft(TEXT).guess([7, 150, 151])[:2] == [152, 153]


def test_of_several_places_the_nearest_is_meant() -> None:
    text = [1, 2, 3, *range(50, 90), 1, 2, 4]
    draft = Draft(text)
    assert draft.guess([1, 2])[0] == 3
    assert draft.guess([88, 89])[0] == 1
    assert draft.guess([9, 1, 2]) == [4]


def test_a_single_token_tells_it_near_by_alone() -> None:
    draft = Draft(TEXT)
    assert draft.guess([7, 102])[0] == 103
    assert draft.guess([7, 190]) == []


def test_more_is_guessed_as_long_as_all_was_right() -> None:
    draft = Draft(TEXT)
    sizes = []
    written: list[int] = []
    for _ in range(5):
        guessed = draft.guess(written)
        sizes.append(len(guessed))
        written += guessed
        draft.learn(len(guessed), len(guessed))
    assert sizes == [FEWEST, 2 * FEWEST, 4 * FEWEST, MOST, MOST]
    draft.learn(MOST, 1)
    assert len(draft.guess([110, 111])) == FEWEST
