"""A transcript given as captions is read in whole sentences; its cues still tell when words are said."""

from __future__ import annotations

import random

import pytest

from woordbeeld.intake.accounts import words_of
from woordbeeld.intake.opening import opened
from woordbeeld.intake.readers.table import read_document
from woordbeeld.intake.understand import understand
from woordbeeld.timing import Span
from woordbeeld.transcript.pieces import ItemKind

Cue = tuple[int, int, str]  # from when to when it is shown (ms), and its lines
FULL_STOP = (90_000, 91_000, "Tot ziens.")  # so that sentences end in a sign, as in any punctuated text


def vtt(*cues: Cue) -> str:
    shown = "\n".join(f"{moment(start)} --> {moment(end)}\n{text}\n" for start, end, text in cues)
    return f"WEBVTT\n\n{shown}"


def moment(ms: int) -> str:
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"


def said(*texts: str, pause_ms: int = 100) -> list[str]:
    """The lines of speech in captions with these texts, that follow each other; without the last."""
    step_ms = 2000 + pause_ms
    cues = [(at * step_ms, at * step_ms + 2000, text) for at, text in enumerate(texts)]
    items = understand(read_document(vtt(*cues, FULL_STOP).encode(), "talk.nl.vtt")).items
    return [item.text for item in items if item.kind is ItemKind.SPOKEN][:-1]


def test_a_sentence_that_cues_cut_is_one_again() -> None:
    assert said("VOORZITTER: We hebben vandaag", "veel te bespreken. Dat doen we", "in twee\nrondes.") == [
        "We hebben vandaag veel te bespreken. Dat doen we in twee rondes."
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Dat vroeg ik aan de", "Inspectie van het Onderwijs."),
        ("Dat zei hij, en", "12 anderen ook."),
        ("Ja,", "Dat is zo."),
        ("Ik sprak met dhr.", "van den Berg."),
        ("Toen zei ik", "“nee” tegen hem."),
        ("We wachten", "... tot het zover is."),
    ],
)
def test_what_goes_on_in_the_next_cue_is_joined(before: str, after: str) -> None:
    assert said(before, after) == [f"{before} {after}"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("We hebben vandaag.", "veel te bespreken."),
        ("Welkom bij het symposium", "Dit is een lange zin."),
        ("Hoe oud bent u", "- dertig."),
        ("ANNA: Hoe oud bent u", "TOM: dertig."),
        ("<v Anna>Hoe oud bent u", "<v Tom>dertig."),
        ("♪ Daar bij die molen ♪", "♪ die mooie molen ♪"),
        ("Hoe oud bent u", "♪ die mooie molen ♪"),
    ],
)
def test_what_begins_anew_or_is_of_another_is_not_joined(before: str, after: str) -> None:
    assert len(said(before, after)) == 2


def test_a_sound_or_a_long_silence_parts_a_sentence() -> None:
    assert len(said("We hebben vandaag", "[applaus]", "veel te bespreken.")) == 2
    assert len(said("We hebben vandaag", "veel te bespreken.", pause_ms=2000)) == 1
    assert len(said("We hebben vandaag", "veel te bespreken.", pause_ms=2001)) == 2


def test_cues_that_are_shown_at_once_are_not_joined() -> None:
    document = read_document(
        vtt((0, 4000, "Hoe oud bent u"), (1000, 5000, "dertig."), FULL_STOP).encode(), "talk.nl.vtt"
    )
    assert len(understand(document).items) == 3


def test_captions_without_signs_at_the_end_of_sentences_stay_as_they_are() -> None:
    texts = [f"dit is regel {at} van een tekst zonder punten" for at in range(40)]
    assert said(*texts) == texts


def test_what_one_says_stands_in_paragraphs_and_is_one_turn_although_each_cue_names_the_speaker() -> None:
    cues = [(at * 2100, at * 2100 + 2000, "<v Anna de Wit>Wij zeiden toen ja.") for at in range(30)]
    text = opened(vtt(*cues, (70_000, 71_000, "<v Anna de Wit>Einde.")).encode(), "talk.nl.vtt").reading.text
    paragraphs = text.strip().split("\n\n")
    assert [len(each.splitlines()) for each in paragraphs] == [25, 5, 1]
    assert [each.startswith("ANNA DE WIT: ") for each in paragraphs] == [True, False, True]


def test_the_times_of_cues_stay_with_the_words_that_begin_them() -> None:
    cues = ((1000, 3000, "TON HEERTS: We hebben vandaag"), (3100, 5000, "veel te\nbespreken."), FULL_STOP)
    found = opened(vtt(*cues).encode(), "talk.nl.vtt")
    (line, *_) = found.transcript.spoken_lines
    assert line.words == ("We", "hebben", "vandaag", "veel", "te", "bespreken.")
    first = {word: span for (number, word), span in found.times.items() if number == line.line}
    assert first == {0: Span(1000, 3000), 3: Span(3100, 5000)}


def test_no_word_is_lost_and_no_speaker_gets_the_words_of_another() -> None:
    chance = random.Random(4)  # noqa: S311 - no secret
    bits = ("we hebben", "Dat is zo.", "van de", "Inspectie", "<i>schuin</i>", "en\nmaar", "♪ la", "Ja...")
    for _ in range(100):
        end_ms, cues, texts = 0, [], {"Anna": [], "Tom": []}  # type: ignore[var-annotated]
        for _ in range(chance.randint(2, 12)):
            who, text = chance.choice(("Anna", "Tom")), " ".join(chance.choices(bits, k=chance.randint(1, 3)))
            start_ms = end_ms + chance.choice((-200, 0, 100, 3000)) if cues else 0
            end_ms = start_ms + chance.choice((500, 2000, 6000))
            cues.append((start_ms, end_ms, f"<v {who}>{text}"))
            texts[who].append(text.replace("<i>", "").replace("</i>", ""))
        found = understand(read_document(vtt(*cues).encode(), "talk.nl.vtt"))
        for who, given in texts.items():
            own = " ".join(item.text for item in found.items if item.speaker == who)
            assert words_of(own) == words_of(" ".join(given)), cues
