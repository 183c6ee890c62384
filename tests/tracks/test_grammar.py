"""Where a text may be broken."""

from __future__ import annotations

import pytest

from woordbeeld.tracks.grammar import Break, break_before, grammar_of


def kind(text: str, language: str = "nl") -> Break:
    """The break at the bar in the text."""
    left, right = text.split("|")
    return break_before([*left.split(), *right.split()], len(left.split()), grammar_of(language))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dat is klaar. | Nu verder", Break.SENTENCE),
        ("‘Is dat zo?’ | vroeg ze", Break.SENTENCE),
        ("vraag het dhr. | Koster", Break.BOUND),
        ("van J. | de Vries", Break.BOUND),
        ("stukken van: | het CBS", Break.CLAUSE),
        ("dat is – | denk ik – zo", Break.CLAUSE),
        ("we gaan | omdat het moet", Break.CONJUNCTION),
        ("de man | die daar liep", Break.CONJUNCTION),
        ("we gaan en | daarna", Break.BOUND),
        ("ik zag de | man", Break.BOUND),
        ("ik zag 't | huis", Break.BOUND),
        ("rondom | de entree", Break.BOUND),
        ("we moeten | gaan", Break.BOUND),
        ("dat het gebleken | is", Break.BOUND),
        ("om te | werken", Break.BOUND),
        ("hier is Karin | van den Bosch", Break.BOUND),
        ("hier is Karin van den | Bosch", Break.BOUND),
        ("op 27 | juni", Break.BOUND),
        ("Dus | Frank komt", Break.BOUND),
        ("Dus waar begin je | mee?", Break.BOUND),
        ("veel aanbevelingen | in en eentje daarvan", Break.BOUND),
        ("veel aanbevelingen in | en eentje daarvan", Break.CONJUNCTION),
        ("door de opleiding ben | ik gaan geloven", Break.BOUND),
        ("toen wilde | hij weg", Break.BOUND),
        ("want ik | vind dat", Break.CLOSE),
        ("die niet | doorstromen", Break.CLOSE),
        ("met zijn | fiets", Break.BOUND),
        ("na vijf | dagen", Break.BOUND),
        ("de eerste twee | waren weg", Break.PHRASE),
        ("in een goed pedagogisch | klimaat", Break.CLOSE),
        ("een heel mooi | rapport", Break.CLOSE),
        ("dat is mooi | gezegd", Break.PHRASE),
        ("de situatie | verandert", Break.PHRASE),
        ("een kans | om hogerop te komen", Break.CONJUNCTION),
        ("een baan | om de hoek", Break.PREPOSITION),
        ("we spraken | met de leerlingen", Break.PREPOSITION),
        ("de school | Entree", Break.PHRASE),
        ("goed onderwijs | verdient veel", Break.PHRASE),
    ],
)
def test_dutch_breaks(text: str, expected: Break) -> None:
    assert kind(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("we want | to leave", Break.PREPOSITION),
        ("we | want to leave", Break.CLOSE),
        ("the report was handed | over", Break.BOUND),
        ("it took five | days", Break.BOUND),
        ("a very beautiful | report", Break.CLOSE),
        ("so have | you", Break.BOUND),
        ("we want to | leave", Break.BOUND),
        ("the man | who left", Break.CONJUNCTION),
        ("they have | walked", Break.BOUND),
        ("ask Mr. | Smith", Break.BOUND),
    ],
)
def test_english_breaks(text: str, expected: Break) -> None:
    assert kind(text, "en-GB") is expected


def test_a_language_without_lists_breaks_after_punctuation() -> None:
    assert kind("der Mann, | der ging", "de") is Break.CLAUSE
    assert kind("der | alte Mann", "de") is Break.PHRASE
