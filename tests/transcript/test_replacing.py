"""Words replaced wherever they stand, and nothing else: no label, no mark, nobody else's words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woordbeeld.transcript.editing import EditRefusedError
from woordbeeld.transcript.model import Transcript
from woordbeeld.transcript.pins import TranscriptItem, in_order
from woordbeeld.transcript.reader import read
from woordbeeld.transcript.replacing import Place, Search, places, replaced

TALK = """\
ANNE BOS: Het mbo is van Anne.
[en] The MBO, Anne. [/en] En mbo's ook.

(Anne Bos loopt naar het mbo. Jan Smit:)

Het  mbo dus. [en]
Anne said: mbo. [/en]
APPLAUS VOOR HET MBO
"""


def everywhere(text: str, search: Search) -> str:
    transcript = read(text)
    return replaced(transcript, wanted(transcript, search))


def wanted(transcript: Transcript, search: Search) -> list[tuple[TranscriptItem, list[Place]]]:
    found = [(item, list(places(item.text, search))) for item in in_order(transcript)]
    return [(item, mine) for item, mine in found if mine]


def test_words_are_replaced_in_speech_scenes_and_sounds_with_their_capitals() -> None:
    after = everywhere(TALK, Search("mbo", "vmbo", whole_word=True))
    assert after == TALK.replace("mbo", "vmbo").replace("MBO", "VMBO").replace("Het  ", "Het ")


def test_labels_and_who_is_announced_stay() -> None:
    after = everywhere(TALK, Search("Anne", "Hanna", whole_word=True, match_case=True))
    assert after.startswith("ANNE BOS: Het mbo is van Hanna.\n")
    who = [line.speaker for line in read(after).spoken_lines]
    assert who == [line.speaker for line in read(TALK).spoken_lines]


@pytest.mark.parametrize(
    ("search", "count"),
    [
        (Search("mbo", "x"), 7),
        (Search("mbo", "x", match_case=True), 5),
        (Search("en", "x", whole_word=True), 1),  # and not the marks
        (Search("het mbo", "x"), 4),  # whatever white space stands between
        (Search("mbo’s", "x"), 1),
        (Search("MBO", "mbo", match_case=False), 2),  # only those that are not so yet
        (Search("  ", "x"), 0),
        (Search("a.", "x"), 0),
    ],
)
def test_what_is_found(search: Search, count: int) -> None:
    assert sum(len(mine) for _, mine in wanted(read(TALK), search)) == count


def test_what_would_be_read_otherwise_is_refused_as_a_whole_and_told() -> None:
    with pytest.raises(EditRefusedError) as told:
        everywhere("A: Een ja.\nTwee ja.\nja\n", Search("ja", ""))
    assert (told.value.reason, told.value.where) == ("empty", "ja")
    with pytest.raises(EditRefusedError) as told:
        everywhere("A: Dank u wel.\nNou.\n", Search("u", "[en]", whole_word=True))
    assert (told.value.reason, told.value.where) == ("breaks-mark", "Dank u wel.")


def test_places_that_are_not_there_are_refused() -> None:
    transcript = read("A: Ja.\n")
    (item,) = in_order(transcript)
    for found in ([Place(1, 9, "x")], [Place(0, 2, "x"), Place(1, 2, "y")], [Place(1, 1, "x")]):
        with pytest.raises(EditRefusedError):
            replaced(transcript, [(item, found)])


WORDS = st.sampled_from(["mbo", "Mbo", "en", "[en]", "[/en]", "Jan", "de", "kat", "(zacht)", "is:", "x"])
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=5).map(" ".join), min_size=1, max_size=5)


SEARCHES = st.builds(Search, WORDS, st.one_of(st.just(""), WORDS), st.booleans(), st.booleans())


@given(LINES, SEARCHES)
def test_whatever_is_replaced_by_whatever_the_rest_is_what_it_was(lines: list[str], search: Search) -> None:
    before = read("JAN DE WIT: " + "\n".join(lines) + "\nAN BOS: Mbo en kat.\n")
    asked = wanted(before, search)
    try:
        after = read(replaced(before, asked)) if asked else before
    except EditRefusedError:
        return
    items = list(zip(in_order(before), in_order(after), strict=True))
    assert all(type(one) is type(other) for one, other in items)
    touched = [item for item, _ in asked]
    assert all(one.text == other.text for one, other in items if one not in touched)
    names = [[line.speaker for line in each.spoken_lines] for each in (before, after)]
    assert names[0] == names[1]
    marks = [
        [line.languages != (None,) * len(line.words) for line in each.spoken_lines]
        for each in (before, after)
    ]
    assert sum(marks[0]) >= sum(marks[1])  # a part without words any more has no language
