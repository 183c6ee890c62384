"""The words that publications add to the transcript's own, in the language of the transcript."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Words:
    """What a reader sees around the text of a transcript."""

    kind_of_page: str
    skip: str
    duration: str
    speakers: str
    how_to_read: str
    legend_turn: str
    legend_scene: str
    legend_sound: str
    legend_estimated: str
    scene: str
    sound: str
    speech: str
    estimated: str
    untimed: str


DUTCH: Final = Words(
    kind_of_page="Uitgeschreven tekst van de video",
    skip="Direct naar de tekst",
    duration="Duur",
    speakers="Aan het woord",
    how_to_read="Zo leest u deze tekst",
    legend_turn="Boven elk stuk tekst staat wie er spreekt en vanaf welk moment, in minuten en seconden.",
    legend_scene="wat er te zien is, met de tekst die in beeld staat.",
    legend_sound="wat er te horen is behalve spraak.",
    legend_estimated="de computer verstond deze woorden niet; het moment ligt tussen de woorden eromheen.",
    scene="Beeld",
    sound="Geluid",
    speech="Spraak",
    estimated="tijd geschat",
    untimed="tijd onbekend",
)

ENGLISH: Final = Words(
    kind_of_page="Transcript of the video",
    skip="Skip to the text",
    duration="Duration",
    speakers="Speakers",
    how_to_read="How to read this text",
    legend_turn="Above each part stands who speaks and from which moment on, in minutes and seconds.",
    legend_scene="what is seen, with the text on the screen.",
    legend_sound="what is heard besides speech.",
    legend_estimated="the computer did not hear these words; the moment lies between the words around them.",
    scene="Picture",
    sound="Sound",
    speech="Speech",
    estimated="time estimated",
    untimed="time unknown",
)

_WORDS: Final = {"nl": DUTCH, "en": ENGLISH}
_RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ps", "sd", "ur", "yi"})


def words_in(language: str) -> Words:
    """The words in a language (`nl`, `nl-BE`); English where we have none.

    >>> words_in("nl-BE").scene, words_in("fr").scene
    ('Beeld', 'Picture')
    """
    return _WORDS[language_of_words(language)]


def language_of_words(language: str) -> str:
    """The language of the words that stand around a transcript in a language.

    >>> language_of_words("nl-BE"), language_of_words("fr")
    ('nl', 'en')
    """
    primary = primary_language(language)
    return primary if primary in _WORDS else "en"


def direction(language: str) -> str:
    """The direction in which a language is written, as HTML's `dir` has it.

    >>> direction("nl"), direction("ar-MA")
    ('ltr', 'rtl')
    """
    return "rtl" if primary_language(language) in _RIGHT_TO_LEFT else "ltr"


def primary_language(language: str) -> str:
    """The language of a tag without its region, in small letters."""
    return language.partition("-")[0].lower()
