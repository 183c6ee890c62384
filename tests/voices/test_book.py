"""Voices that are kept by name: whose are, and which of another film are theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from tests.voices.made_voices import labelled, voices

from woordbeeld.voices.audit import Audit, Judged, LineVoice, TwoVoices, Verdict, audit
from woordbeeld.voices.book import (
    LEAST_LINES,
    LEAST_MS,
    Against,
    KnownVoice,
    Recognised,
    Unkept,
    VoiceBook,
    is_name,
    kept_voices,
    likeness,
    mean_voice,
    recognised,
)

CAST = ("Ada Bos", "Ben Vos", "Cor Das") * 8
NAMES = ("Ada Bos", "Ben Vos", "Cor Das")
NEAR = 0.4  # how far lines spread around their speaker where people are heard well


def kept(
    lines: Sequence[LineVoice], found: Audit | None = None, names: Sequence[str] = NAMES, *doubted: str
) -> tuple[dict[str, KnownVoice], dict[str, Unkept]]:
    some, others = kept_voices(lines, found or audit(lines), names, set(doubted), "talk.mp4")
    return {each.name: each for each in some}, dict(others)


def book(lines: Sequence[LineVoice]) -> VoiceBook:
    return VoiceBook(("one", "two"), tuple(kept(lines)[0].values()))


def spoken(lines: Sequence[LineVoice]) -> dict[int, list[LineVoice]]:
    """The lines of another film, by the number of their speaker in order of appearance."""
    found: dict[str, list[LineVoice]] = {}
    for each in lines:
        found.setdefault(each.speaker or "", []).append(each)
    return dict(enumerate(found.values()))


def another(*speakers: str) -> dict[int, list[LineVoice]]:
    """The same people, in lines with other sound."""
    first = voices([*CAST, *speakers * 8], NEAR)
    return spoken(first[len(CAST) :])


def named(told: Sequence[Recognised]) -> dict[int, str]:
    return {each.voice: each.known.name for each in told if not each.against}


@pytest.mark.parametrize("name", ["Ton Heerts", "GROTE VIS", "Boer", "Berend Buddingh'", "Mevrouw Vos"])
def test_names_of_people_are_names(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize(
    "label",
    "Spreker 1|SPEAKER 12|Intervenant 2|Spreker A|Voice-over|Vrouwenstem|Man 2|De voorzitter|Onbekend".split(
        "|"
    ),
)
def test_numbers_and_roles_are_no_names(label: str) -> None:
    assert not is_name(label)


def test_a_voice_is_the_mean_of_the_lines_that_agree_with_the_label() -> None:
    right = voices(CAST)
    given = labelled(right, _4="Ben Vos")
    found, unkept = kept(given)
    assert unkept == {}
    assert (found["Ada Bos"].lines, found["Ada Bos"].heard_ms) == (7, 14_000)
    assert found["Ben Vos"].lines == 8
    ben = mean_voice([each for each in right if each.speaker == "Ben Vos"])
    assert likeness(ben, found["Ben Vos"].vectors) == pytest.approx(1)
    assert [np.linalg.norm(each) for each in ben] == pytest.approx([1, 1])


def test_nobody_is_kept_where_the_audit_abstains() -> None:
    alone = voices(["Ada Bos"] * 9)
    assert kept(alone) == ({}, dict.fromkeys(NAMES, Unkept.FEW))


def test_too_few_lines_or_seconds_are_not_kept() -> None:
    few = [*CAST, *["Dia Mol"] * (LEAST_LINES - 1)]
    names = (*NAMES, "Dia Mol")
    assert kept(voices(few), None, names)[1] == {"Dia Mol": Unkept.FEW}
    enough = voices([*few, "Dia Mol"])
    assert kept(enough, None, names)[1] == {}
    short = [
        replace(each, heard_ms=LEAST_MS // LEAST_LINES - 1) if each.line > 24 else each for each in enough
    ]
    assert kept(short, None, names)[1] == {"Dia Mol": Unkept.FEW}


def test_who_is_doubtful_is_not_kept() -> None:
    lines = voices(CAST)
    agreeing = tuple(Judged(each.line, each.speaker, Verdict.AGREES, each.speaker) for each in lines)
    one = kept(lines, Audit(agreeing, one_voice=(("Ada Bos", "Cor Das"),)))
    assert one[1] == {"Ada Bos": Unkept.DOUBTFUL, "Cor Das": Unkept.DOUBTFUL}
    two = kept(lines, Audit(agreeing, two_voices=(TwoVoices("Ben Vos", (2, 5)),)))
    assert two[1] == {"Ben Vos": Unkept.DOUBTFUL}
    assert kept(lines, None, NAMES, "Cor Das")[1] == {"Cor Das": Unkept.DOUBTFUL}


def test_a_number_is_not_kept_however_sure_its_voice_is() -> None:
    lines = [
        replace(each, speaker=(each.speaker or "").replace("Ada Bos", "Spreker 1")) for each in voices(CAST)
    ]
    found, unkept = kept(lines, None, ("Spreker 1", "Ben Vos"))
    assert (list(found), unkept) == (["Ben Vos"], {"Spreker 1": Unkept.NO_NAME})


def test_who_is_in_the_book_is_known_again_and_nobody_else() -> None:
    told = recognised(another("Ada", "Dia", "Cor"), book(voices(CAST, NEAR)), {})
    assert named(told) == {0: "Ada Bos", 2: "Cor Das"}
    assert all(each.probability > 0.95 for each in told)


def test_a_voice_that_is_like_two_of_the_book_has_no_name() -> None:
    known = book(voices(CAST, NEAR))
    ada = known.voices[0]
    twins = replace(known, voices=(*known.voices, replace(ada, name="Ans Bos")))
    assert recognised(another("Ada"), twins, {}) == ()


def test_little_of_a_voice_and_an_empty_book_tell_nothing() -> None:
    lines = another("Ada")
    assert recognised(lines, VoiceBook(("one", "two")), {}) == ()
    assert recognised({0: lines[0][:2]}, book(voices(CAST, NEAR)), {}) == ()
    silent = [replace(each, vectors=()) for each in lines[0]]
    assert recognised({0: silent}, book(voices(CAST, NEAR)), {}) == ()


@pytest.mark.parametrize(
    ("said", "against"),
    [
        ({0: "Cees Mol"}, Against.SAID),
        ({1: "ADA BOS"}, Against.TAKEN),
        ({0: "Ada Bos"}, None),
        ({1: "Cees Mol"}, None),
    ],
)
def test_what_is_said_wins(said: dict[int, str], against: Against | None) -> None:
    (told,) = recognised(another("Ada", "Dia"), book(voices(CAST, NEAR)), said)
    assert (told.voice, told.known.name, told.against) == (0, "Ada Bos", against)


def test_two_voices_for_one_name_name_nobody() -> None:
    (ada,) = another("Ada").values()
    told = recognised({0: ada[:4], 1: ada[4:]}, book(voices(CAST, NEAR)), {})
    assert [each.against for each in told] == [Against.TWICE, Against.TWICE]
