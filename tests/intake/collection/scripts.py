"""Scripts drawn by chance, the same for the same seed: who speaks, what is said, seen and heard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from tests.intake.collection.phrases import OF_LANGUAGE, Phrases

_FIRST: Final = {
    "nl": "Anna Tom Marga Fatima Joost Sofie Rik Els Bram Noor Mohammed Jan-Willem Desirée Ton Yara Kees "
    "Ingrid Berend Marie-Claire Ahmed Lotte Jip Oscar Wies".split(),
    "en": "Emma Oliver Grace Daniel Priya Thomas Mary-Ann Kwame Lucy Patrick".split(),
    "fr": "Lise Marc Hélène Jean-Pierre Aïcha Paul Chloé René Margaux Étienne".split(),
    "de": "Jürgen Anke Stefan Käthe Ulrich Hannah Karl-Heinz Aylin Björn Grete".split(),
}
_LAST: Final = {
    "nl": (
        "de Wit", "Bakker", "Visser", "van den Berg", "Brouwer", "Peeters", "Claes", "Veenstra", "van Dam",
        "Buddingh'", "Smit-de Vries", "el Hamdaoui", "Yilmaz", "'t Hart", "Van Gool", "Treure", "Heerts",
        "ter Steege-Bos", "Mol", "Postma", "op den Kamp", "Dijkstra", "de la Fuente", "Oud",
    ),
    "en": ("Brown", "O'Neill", "Taylor-Green", "Mensah", "Patel", "Smith", "McDonald", "Wright"),
    "fr": ("Dubois", "de la Tour", "Lefèvre", "Benali", "Moreau", "d'Hondt", "Girard"),
    "de": ("Müller", "von der Heide", "Schäfer", "Yıldız", "Groß", "Meyer-Lüders", "Koch"),
}  # fmt: skip
_FUNCTIONS: Final = {
    "nl": "wethouder|bewoner|directeur|voorzitter MBO Raad|docent|huisarts|projectleider|leerling|"
    "onderzoeker|directeur wonen|inspecteur van het onderwijs|vrijwilliger".split("|"),
    "en": "director|resident|teacher|head of research|mayor".split("|"),
    "fr": "directrice|habitant|professeur|maire de Champvert".split("|"),
    "de": "Direktorin|Bewohner|Lehrer|Leiter der Forschung".split("|"),
}
_ROLES: Final = {
    "nl": "Voice-over Interviewer Presentator Verslaggever Dagvoorzitter Journalist Bewoner "
    "Onbekend Vrouwenstem Publiek".split(),
    "en": "Narrator Interviewer Moderator Host Journalist".split(),
    "fr": "Journaliste Animateur Narrateur".split(),
    "de": "Sprecherin Moderator Reporter".split(),
}
_PARTIES: Final = "SP VVD D66 CDA GroenLinks-PvdA PVV Groen N-VA Volt ChristenUnie".split()
_ORGANISATIONS: Final = (
    "Bouwbedrijf Noord",
    "Waterschap Rivierenland",
    "Omroep Veldwijk",
    "de mbo-raad",
    "TU Delft",
)
_MOST_SENTENCES: Final = 7


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks. A role, as Voice-over, has that as its whole name."""

    first: str
    last: str
    function: str
    party: str
    organisation: str
    title: str
    number: int
    is_role: bool = False

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}".strip()

    @property
    def last_with_capital(self) -> str:
        """The last name as it is written without the first: `De Wit`."""
        return self.last[:1].upper() + self.last[1:] if self.last else self.first


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody says, in paragraphs of sentences."""

    person: Person
    paragraphs: tuple[tuple[str, ...], ...]

    @property
    def sentences(self) -> Iterator[str]:
        return (sentence for paragraph in self.paragraphs for sentence in paragraph)

    @property
    def text(self) -> str:
        return " ".join(self.sentences)


@dataclass(frozen=True, slots=True)
class Scene:
    """What is seen, and what can be read in the picture."""

    text: str
    screen: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """A sound."""

    text: str


Part = Turn | Scene | Heard


@dataclass(frozen=True, slots=True)
class Script:
    """All that a text tells."""

    language: str
    title: str
    people: tuple[Person, ...]
    parts: tuple[Part, ...]
    topics: tuple[str, ...]

    @property
    def turns(self) -> tuple[Turn, ...]:
        return tuple(part for part in self.parts if isinstance(part, Turn))


@dataclass(frozen=True, slots=True)
class Shape:
    """What a layout needs of a script: how many speak and how often, whether roles do, and whether turns have
    more paragraphs than one.
    """

    people: tuple[int, int] = (2, 5)
    turns: tuple[int, int] = (6, 14)
    with_roles: bool = True
    with_paragraphs: bool = True
    scenes: float = 0.25
    sounds: float = 0.12
    languages: tuple[str, ...] = ("nl", "nl", "nl", "en", "fr", "de")


def draw(random: Random, shape: Shape) -> Script:
    language = random.choice(shape.languages)
    phrases = OF_LANGUAGE[language]
    people = _people(random, language, random.randint(*shape.people), with_roles=shape.with_roles)
    return Script(
        language,
        random.choice(phrases.titles),
        people,
        tuple(_parts(random, shape, phrases, people)),
        tuple(random.sample(phrases.topics, 2)),
    )


def _people(random: Random, language: str, count: int, *, with_roles: bool) -> tuple[Person, ...]:
    firsts = random.sample(_FIRST[language], min(count, len(_FIRST[language])))
    lasts = random.sample(_LAST[language], min(count, len(_LAST[language])))
    people = [
        Person(
            first,
            last,
            random.choice(_FUNCTIONS[language]),
            random.choice(_PARTIES),
            random.choice(_ORGANISATIONS),
            random.choice(("De heer", "Mevrouw")),
            number,
        )
        for number, (first, last) in enumerate(zip(firsts, lasts, strict=False), 1)
    ]
    if with_roles and random.random() < 0.5:
        people[0] = Person(random.choice(_ROLES[language]), "", "", "", "", "", 1, is_role=True)
    return tuple(people)


def _parts(random: Random, shape: Shape, phrases: Phrases, people: tuple[Person, ...]) -> Iterator[Part]:
    plain = _without_end(random, phrases.plain)
    traps = _without_end(random, phrases.traps)
    scenes = _without_end(random, phrases.scenes)
    screens = _without_end(random, phrases.screens)
    sounds = _without_end(random, phrases.sounds)
    speaker: Person | None = None
    for number in range(random.randint(*shape.turns)):
        if random.random() < shape.scenes or (shape.scenes and not number):
            yield Scene(next(scenes), next(screens) if random.random() < 0.3 else "")
        if random.random() < shape.sounds:
            yield Heard(next(sounds))
        others = [each for each in people if each is not speaker] or list(people)
        speaker = others[number] if number < len(people) and number < len(others) else random.choice(others)
        names = [each.first for each in people if each is not speaker and not each.is_role] or ["Hans"]
        many = random.random() < 0.25
        paragraphs = []
        for _ in range(random.randint(2, 3) if many and shape.with_paragraphs else 1):
            count = random.choice((1, 1, 2, 3, _MOST_SENTENCES if many else 2))
            paragraph = [
                (next(traps) if random.random() < 0.2 else next(plain)).format(other=random.choice(names))
                for _ in range(count)
            ]
            if random.random() < 0.2:
                paragraph[0] = random.choice(phrases.short)
            paragraphs.append(tuple(paragraph))
        yield Turn(speaker, tuple(paragraphs))
    if shape.scenes and random.random() < 0.5:
        yield Scene(next(scenes))


def _without_end(random: Random, phrases: tuple[str, ...]) -> Iterator[str]:
    while True:
        yield from random.sample(phrases, len(phrases))
