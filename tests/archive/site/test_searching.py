"""The index has each word of each moment, and small files only."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.archive.site.made_up import ADDRESS, TITLE

from woordbeeld.archive.site import postings, write_site
from woordbeeld.archive.site.folding import in_order_of_scripts, terms
from woordbeeld.archive.site.model import Kind, Moment
from woordbeeld.archive.site.moments import MOST_WORDS, moments_of
from woordbeeld.archive.site.postings import Postings, append_numbers, read_numbers, videos_alone
from woordbeeld.archive.site.said import moments_in, values_of

NUMBERS = st.lists(st.integers(0, 2**40))


@given(NUMBERS)
def test_numbers_are_read_as_they_were_written(numbers: list[int]) -> None:
    data = bytearray()
    append_numbers(data, numbers)
    assert list(read_numbers(data)) == numbers


def places(encoded: str) -> dict[int, list[int]]:
    """The moments of each video in which a word is."""
    numbers, video = read_numbers(base64.b64decode(encoded)), -1
    found: dict[int, list[int]] = {}
    for distance in numbers:
        video += distance + 1
        moment, found[video] = -1, []
        for _ in range(next(numbers)):
            moment += next(numbers) + 1
            found[video].append(moment)
    return found


MOMENTS = st.dictionaries(
    st.sampled_from("een twee drie \U0001d4d0 \uff21".split()), st.sets(st.integers(0, 300), min_size=1)
)


@given(st.lists(MOMENTS, max_size=5))
def test_each_word_is_found_where_it_is_and_nowhere_else(videos: list[dict[str, set[int]]]) -> None:
    made = Postings()
    for number, words in enumerate(videos):
        made.add(number, {word: sorted(moments) for word, moments in words.items()})
    listed = [word for file in made.files() for word in file.words]
    assert [word for word, _, _ in listed] == sorted(
        {w for each in videos for w in each}, key=in_order_of_scripts
    )
    for word, encoded, is_common in listed:
        assert not is_common
        wanted = {n: sorted(words[word]) for n, words in enumerate(videos) if word in words}
        assert places(encoded) == wanted


def test_of_a_common_word_only_its_videos_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "MOST_MOMENT_BYTES", 10)
    made = Postings()
    for number in range(3):
        made.add(number, {"de": list(range(number + 4)), "zeldzaam": [7]} if number else {"de": [1]})
    found = {word: (encoded, common) for file in made.files() for word, encoded, common in file.words}
    assert not found["zeldzaam"][1]
    encoded, is_common = found["de"]
    assert is_common
    assert list(read_numbers(base64.b64decode(encoded))) == [0, 1, 0, 5, 0, 6]
    assert videos_alone(b"") == b""


def test_words_are_cut_into_files_that_stay_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "FILE_BYTES", 100)
    made = Postings()
    made.add(0, {f"woord{number:03}": [number] for number in range(50)})
    found = list(made.files())
    assert len(found) == 10
    assert [word for file in found for word, _, _ in file.words] == [f"woord{n:03}" for n in range(50)]
    assert all(len(json.dumps(file.words)) < 250 for file in found)


def spoken(site: Path, name: str) -> tuple[Moment, ...]:
    return moments_of(json.loads((site / "videos" / name / "alignment.json").read_text("utf-8")))


def indexed(site: Path) -> Iterator[tuple[str, dict[int, list[int]]]]:
    for file in sorted((site / "search/words").iterdir()):
        (words,) = values_of(file.read_text("utf-8"))
        for word, encoded, _ in words:
            yield word, places(encoded)


def test_all_that_is_said_seen_and_heard_in_the_archive_is_in_the_index(site: Path) -> None:
    """The videos have their numbers by date, the newest first, those without a date last."""
    found = dict(indexed(site))
    for number, name in enumerate(("debat", "opening", "talk")):
        for at, moment in enumerate(spoken(site, name)):
            for word in terms(moment.text):
                assert at in found[word][number], word
    assert found["trudy"].keys() == {1, 2}
    assert [len(moments) for moments in found["trudy"].values()] == [1, 1]
    assert {moment.kind for moment in spoken(site, "opening")} == {Kind.SPEECH, Kind.SCENE, Kind.SOUND}


def test_what_is_said_is_read_back_as_it_was(site: Path) -> None:
    for name in ("debat", "opening", "talk"):
        files = sorted((site / "search/said").glob(f"{name}.*.js"))
        again = list(moments_in(file.read_text("utf-8") for file in files))
        *again, about = again
        assert about.kind is Kind.ABOUT
        wanted = spoken(site, name)
        assert [(m.start_ms, m.text, m.kind, m.speaker) for m in again] == [
            (m.start_ms, m.text, m.kind, m.speaker) for m in wanted
        ]


def word(text: str, line: int = 1, start_ms: int | None = 0, **more: str) -> dict[str, object]:
    return {"line": line, "text": text, "start_ms": start_ms, "speaker": "Ton Heerts", **more}


def test_moments_end_with_sentences_lines_and_languages_and_are_never_long() -> None:
    short = [word("Nee."), word("Een"), word("twee"), word("drie"), word("vier"), word("vijf."), word("Ja.")]
    long = [word("woord", 2, at) for at in range(70)]
    other = [word("Eén", 3), word("déjà", 3, language="fr"), word("vu", 3, language="fr"), word("dus", 3)]
    found = moments_of({"words": [*short, *long, *other], "events": []})
    assert [moment.text for moment in found[:2]] == ["Nee. Een twee drie vier vijf.", "Ja."]
    assert [len(moment.text.split()) for moment in found if moment.line == 2] == [MOST_WORDS, MOST_WORDS, 10]
    assert [(m.text, m.language) for m in found if m.line == 3] == [
        ("Eén", None),
        ("déjà vu", "fr"),
        ("dus", None),
    ]


def test_a_moment_without_any_time_leads_to_its_line() -> None:
    found = moments_of({"words": [word("Nooit", 12, None), word("gehoord.", 12, None)], "events": []})
    assert [moment.fragment for moment in found] == ["r12"]
    late = moments_of({"words": [word("Half", 12, None), word("gehoord.", 12, 61_500)], "events": []})
    assert [moment.fragment for moment in late] == ["t=61.500"]


def test_an_archive_whose_names_need_care_is_searched_too(archive: Path) -> None:
    (archive / "videos/debat").rename(archive / "videos/een débat & meer")
    write_site(archive, TITLE, "nl", ADDRESS)
    assert (archive / "search/said/een débat & meer.0.js").is_file()
    assert "videos/een%20d%C3%A9bat%20%26%20meer/" in (archive / "index.html").read_text("utf-8")
