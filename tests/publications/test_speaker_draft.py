"""A draft with speakers: the text, which is read back as it was meant, and what is beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from woordbeeld.publications.speaker_draft import (
    Draft,
    beside,
    doubtful_words,
    draft_json,
    drafted,
    numbered_label,
)
from woordbeeld.speech.model import HeardWord
from woordbeeld.timing import Span
from woordbeeld.transcript.reader import read
from woordbeeld.voices.drafting import DraftLine

AWKWARD = (
    "Zo van: pfff, snap je het nou nog niet?",
    "JA MAAR WAAROM?",
    "AOW",
    "APPLAUS",
    "RUSTIGE MUZIEK",
    "JAN: hallo",
    "Beeldtekst: verboden.",
    "Beeldtekst:",
    "Voice-over: dat was het.",
    "SPREKER 2: nee.",
    "10:30 uur.",
    "[en] Thank you. [/en]",
    "(lacht) Ja.",
    "Wie (of wat) is dat",
    "* Muziek * hoor ik",
    "- Nee.",
    "RUTTE",
    "[en] open",
    "HTTPS://WWW.NL",
    "«Ja.»",
    "1. Ten eerste",
    "# kop",
    "<v Jan>hallo",
    "Dat (niet",
    "Ja) nee",
    "INT. KEUKEN - DAG",
    "EVA WESTERHOF (VIA EEN TOLK): ja",
    "Man 2: ja",
    "De voorzitter: ja",
    "{x}",
)


def line(voice: int, text: str, at_ms: int = 0, sure: float = 0.8) -> DraftLine:
    words = text.split()
    return DraftLine(
        voice,
        tuple(
            HeardWord(each, Span(at_ms + 100 * at, at_ms + 100 * at + 100), 0.5)
            for at, each in enumerate(words)
        ),
        sure,
    )


def read_back(draft: Draft) -> list[tuple[int, str, str]]:
    transcript = read(draft.text)
    assert len(transcript.scenes) == len(transcript.sounds) == 0
    return [
        (each.line, each.speaker.name if each.speaker else "", each.said) for each in transcript.spoken_lines
    ]


def test_a_label_stands_where_the_voice_changes_and_a_line_is_a_sentence() -> None:
    draft = drafted([line(0, "Dag."), line(0, "Hoe is het?"), line(1, "Goed."), line(0, "Fijn.")], {}, "nl")
    assert draft.text == "SPREKER 1: Dag.\nHoe is het?\n\nSPREKER 2: Goed.\n\nSPREKER 1: Fijn.\n"
    assert [number for number, _ in draft.lines] == [1, 2, 4, 6]


@pytest.mark.parametrize(
    ("language", "label"),
    [("nl", "SPREKER 1"), ("en", "SPEAKER 1"), ("de", "SPRECHER 1"), ("fr", "INTERVENANT 1")],
)
def test_a_voice_without_a_name_is_called_in_the_language_of_the_video(language: str, label: str) -> None:
    assert numbered_label(1, language) == label
    assert drafted([line(3, "Oui.")], {}, language).text == f"{label}: Oui.\n"


def test_a_voice_with_a_name_has_that_and_the_others_keep_their_number() -> None:
    draft = drafted([line(0, "Dag."), line(1, "Hoi."), line(2, "Ja.")], {1: "Ton Heerts"}, "nl")
    assert [name for _, name, _ in read_back(draft)] == ["Spreker 1", "Ton Heerts", "Spreker 3"]


@pytest.mark.parametrize("text", AWKWARD)
def test_what_is_said_never_becomes_a_label_or_a_sound(text: str) -> None:
    draft = drafted(
        [line(0, "Dag."), line(0, text), line(0, "Ja."), line(1, text), line(0, "Nee.")], {}, "nl"
    )
    said = read_back(draft)
    assert {name for _, name, _ in said} <= {"Spreker 1", "Spreker 2"}
    assert [name for _, name, words in said if words == "Nee."] == ["Spreker 1"]
    assert [(number, draft.labels[each.voice].capitalize()) for number, each in draft.lines] == [
        (number, name) for number, name, _ in said
    ]


@pytest.mark.parametrize("text", ["(Hoe is het?", "(Ja) en (nee)", "* Hoe is het?", "♪ Lang zal hij leven ♪"])
def test_what_is_said_is_not_taken_for_a_remark(text: str) -> None:
    assert read_back(drafted([line(0, text)], {}, "nl"))


@pytest.mark.parametrize("text", ["[Muziek]", "(applaus)", "♪♪", "*lacht*", "...", "- -"])
def test_what_is_no_speech_is_left_out(text: str) -> None:
    assert drafted([line(0, "Dag."), line(1, text)], {}, "nl").text == "SPREKER 1: Dag.\n"
    assert drafted([line(1, text)], {}, "nl").text == ""


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.one_of(st.sampled_from(AWKWARD), st.text(min_size=1, max_size=30))),
        max_size=12,
    )
)
def test_whatever_is_heard_is_read_back_as_it_was_meant(said: list[tuple[int, str]]) -> None:
    lines = [line(voice, text) for voice, text in said if text.split()]
    draft = drafted(lines, {2: "Ton Heerts"}, "nl")
    found = read_back(draft)
    assert [number for number, *_ in found] == [number for number, _ in draft.lines]
    names = {"SPREKER": "Spreker", "TON HEERTS": "Ton Heerts"}
    for (_, name, _), (_, each) in zip(found, draft.lines, strict=True):
        label = draft.labels[each.voice]
        assert name == names.get(label, label.capitalize())


def test_beside_the_text_stands_how_sure_each_word_and_speaker_is() -> None:
    draft = drafted([line(0, "Dag."), line(1, "Hoe is het?", 1000, 0.61)], {}, "nl")
    about = json.loads(draft_json(draft, "base", "nl"))
    assert about["speakers"] == ["SPREKER 1", "SPREKER 2"]
    second = about["lines"][1]
    assert (second["line"], second["speaker"], second["speaker_confidence"]) == (3, "SPREKER 2", 0.61)
    assert (second["start_ms"], second["end_ms"]) == (1000, 1300)
    assert second["words"][0] == {"text": "Hoe", "start_ms": 1000, "end_ms": 1100, "confidence": 0.5}


def test_words_that_were_not_surely_heard_are_known_by_their_line(tmp_path: Path) -> None:
    words = [("(Hoe", 0.49), ("*", 0.1), ("is", 0.9), ("het?", 0.2)]
    heard = tuple(HeardWord(text, Span(0, 100), sure) for text, sure in words)
    draft = drafted([line(0, "Dag."), DraftLine(0, heard, 0.9)], {}, "nl")
    beside(tmp_path / "a.txt").write_text(draft_json(draft, "base", "nl"), encoding="utf-8")
    assert doubtful_words(tmp_path / "a.txt") == {"Hoe is het?": (0, 2)}
    assert read(draft.text).spoken_lines[1].text == "Hoe is het?"


@pytest.mark.parametrize(
    "damaged", ["", "[]", '{"lines": 3}', '{"lines": [{"words": [{"text": 1}]}]}', "\xff"]
)
def test_what_is_damaged_beside_a_draft_tells_nothing(tmp_path: Path, damaged: str) -> None:
    assert doubtful_words(tmp_path / "a.txt") == {}
    beside(tmp_path / "a.txt").write_text(damaged, encoding="latin-1")
    assert doubtful_words(tmp_path / "a.txt") == {}
