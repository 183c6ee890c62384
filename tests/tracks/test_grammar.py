"""Where a text may be broken."""

from __future__ import annotations

import pytest

from woordbeeld.tracks.grammar import Break, break_before
from woordbeeld.transcript.word_lists import grammar_of


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
    "text",
    [
        "op 10 mei 1940 | vielen de Duitsers binnen",  # a year
        "om kwart over 5 | begint de vergadering",  # a time of day
        "om half drie | stopten ze ermee",
        "artikel 5 | bepaalt dat niet",  # a number that labels
        "nummer 3 | staat vooraan",
        "de coördinaten [3, 2] | nemende",
        "ik praat er later over | want het is laat",  # a preposition that closes its clause
        "hij geeft zijn snelheid door | aan het andere blok",
        "de kinderen speelden buiten | op het plein",
        "hij liep naar binnen | om te schuilen",
        "waar hij op | is gestuit",
        "op de vraag wat wij bespreken | is geen antwoord",  # a verb that closes its clause
        "de assen en de lijnen | zullen anders zijn",
        "bijna elk levend wezen | heeft oren",
        "er zijn | mensen die dat weten",  # a plural is no infinitive
        "we moeten | kinderen beter helpen",
        "ik heb haar | gisteren gezien",  # words that lead a noun, or nothing
        "dat samenvalt met de onze | doordat het zo is",
        "de meeste van ons | zijn dat gewend",
        "ik wil het niet meer | gedaan hebben",
        "we doen dat | vandaag nog",
        "deze kunnen dus | geen nieuwe gevallen worden",
        "in het noorden wordt het | -5 graden",  # no dash of a speaker
        "dat was in Utrecht | – de stad dus – een feest",
        "de school | Entree",
    ],
)
def test_a_break_that_subtitlers_make_is_not_bad(text: str) -> None:
    assert kind(text) is not Break.BOUND


@pytest.mark.parametrize(
    "text",
    [
        "between A and B. | To get there",  # a letter that ends a sentence
        "both v and w. | The property",
        "I want to be | in the middle",
        "it squishes down | all areas",
        "we'll help you out | with your app",
        "so that the same thing | is visible",
        "the way you see it | is new",
        "you can build on this | to make your own",
        "this | means that it works",
        "try to make sense | out of it",
        "Oh, no. | I did not",
        "after a while | we left",
    ],
)
def test_a_break_that_english_subtitlers_make_is_not_bad(text: str) -> None:
    assert kind(text, "en") is not Break.BOUND


def test_a_name_in_capitals_is_parted_but_no_text_in_capitals() -> None:
    assert kind("zij zag Karin | Bloemen daar") is Break.BOUND
    assert kind("DE TELEFOON | GAAT OVER") is not Break.BOUND


@pytest.mark.parametrize("language", ["de", "fr", "", "xx-nl"])
@pytest.mark.parametrize("text", ["Er kaufte eine | Insel", "Er kaufte Insel | Yacht", "een | huis"])
def test_a_language_without_lists_has_no_bad_breaks(text: str, language: str) -> None:
    assert kind(text, language) is not Break.BOUND


@pytest.mark.parametrize("language", ["nl", "nl-BE", "nl_NL", "nld", "dut", "NL"])
def test_every_code_of_a_language_has_its_lists(language: str) -> None:
    assert kind("een | huis", language) is Break.BOUND


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
