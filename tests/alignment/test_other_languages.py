"""Sentences in another language are found by their small words, and nothing that is no such sentence is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.editor.made_up import timed_evenly

from woordbeeld.alignment.model import Alignment
from woordbeeld.alignment.other_languages import other_languages
from woordbeeld.errors import WoordbeeldError
from woordbeeld.intake.opening import open_transcript
from woordbeeld.transcript.model import Transcript
from woordbeeld.transcript.reader import read
from woordbeeld.transcript.vocabulary import language_of

ROOT = Path(__file__).parents[2]
TEXTS = (
    *sorted((ROOT / "transcripts").glob("*.txt")),
    *sorted((ROOT / "tests/cases/transcripts").glob("*.*")),
    *sorted((ROOT / "tests/intake/collection/written").glob("*.txt")),
)
IN_TWO_LANGUAGES = {
    "40-two-languages.txt": [("nl", "U bent speciaal uit Leeds overgekomen.")],
    # Too short for its language to be known, so that it is read as Dutch.
    "78-numbered-lines.txt": [("de", "Ich stehe um sechs auf. Dann mache ich Frühstück.")],
}


def aligned(transcript: Transcript, language: str = "nl") -> Alignment:
    return replace(timed_evenly(transcript), language=language)


def proposed(text: str, language: str = "nl") -> list[tuple[str, str]]:
    return [(each.language, each.text) for each in other_languages(aligned(read(text), language))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "EVA: We know that there is no easy answer.\nTON: Dat klopt wel.\n",
            [("en", "We know that there is no easy answer.")],
            id="a turn",
        ),
        pytest.param(
            "TON: Of zoals zij zegt: There is no plan B, and we all know it. Zo is het.\n",
            [("en", "There is no plan B, and we all know it.")],
            id="amid a line",
        ),
        pytest.param(
            "EVA: Ich freue mich, dass Sie heute\nnach Utrecht gekommen sind.\nFijn dat u er bent.\n",
            [("de", "Ich freue mich, dass Sie heute nach Utrecht gekommen sind.")],
            id="over two lines",
        ),
        pytest.param(
            "EVA: Hallo allemaal. C’est l’école qui a changé ma vie. Merci.\n",
            [("fr", "C’est l’école qui a changé ma vie. Merci.")],
            id="words with an apostrophe",
        ),
        pytest.param(
            "EVA: Hello. I'm glad. Ladies and gentlemen! You know that we thank Mr. De Vries.\n",
            [("en", "I'm glad. Ladies and gentlemen! You know that we thank Mr. De Vries.")],
            id="short sentences together, and a Dutch name",
        ),
        pytest.param(
            "EVA: We know that there is no easy answer. Wir wissen nicht, was jetzt kommt.\n",
            [("en", "We know that there is no easy answer."), ("de", "Wir wissen nicht, was jetzt kommt.")],
            id="two languages after each other",
        ),
    ],
)
def test_whole_sentences_in_another_language_are_found(text: str, found: list[tuple[str, str]]) -> None:
    assert proposed(text) == found


@pytest.mark.parametrize(
    "said",
    [
        "Oh my God.",
        "Thank you.",
        "Thank you very much.",
        "Yes! No! Of course!",
        "Merci beaucoup, monsieur.",
        "The Lord of the Rings.",
        "How I Met Your Mother.",
        "À la recherche du temps perdu.",
        "Wij keken naar What We Do in the Shadows.",
        "European Council on Foreign Relations.",
        "De feedback op de workshop over blended learning was top, dus let's go.",
        "He, wat is dat nou? Hè he, we zijn er.",
        "Die was in de war, man.",
        "Just do it, zeg ik altijd tegen mijn studenten.",
        "It is hjoed in moaie dei en wy hawwe der nocht oan.",  # Frisian, which nobody can hear
        "Ek is bly dat julle hier is, want dit was 'n lang dag.",
        "[en] We know that there is no easy answer. [/en]",
        "[nl] We know that there is no easy answer. [/nl]",
        "Brood, kaas, melk, eieren, boter, appels.",
    ],
)
def test_names_titles_loanwords_interjections_and_what_is_marked_are_none(said: str) -> None:
    assert proposed(f"EVA: {said}\nTON: Dank je wel.\n") == []


def test_nothing_is_proposed_in_a_language_whose_words_are_not_known() -> None:
    assert proposed("EVA: We know that there is no easy answer.\n", "tr") == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_no_text_in_one_language_is_doubted(path: Path) -> None:
    try:
        transcript = open_transcript(path).transcript
    except WoordbeeldError:
        pytest.skip("it holds no transcript")
    language = language_of((line.said for line in transcript.spoken_lines), "nl")
    found = [(each.language, each.text) for each in other_languages(aligned(transcript, language))]
    assert found == IN_TWO_LANGUAGES.get(path.name, [])


def test_it_tells_its_lines_its_words_in_them_and_when_it_begins() -> None:
    text = "TON: Dag.\nZij zei: We know that\nthere is no easy\nanswer. Zo is het.\n"
    alignment = aligned(read(text))
    (found,) = other_languages(alignment)
    assert [line.source.line for line in found.lines] == [2, 3, 4]
    assert (found.first, found.last) == (2, 0)
    word = alignment.lines[1].words[2]
    assert word.span is not None
    assert found.start_ms == word.span.start_ms
