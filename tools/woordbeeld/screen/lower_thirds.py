"""Lower-thirds: a name low in the picture, often with what its owner is below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from woordbeeld.screen.model import OnScreenText, TextKind
from woordbeeld.timing import Span
from woordbeeld.transcript.descriptions import announcement
from woordbeeld.transcript.speakers import canonical_name
from woordbeeld.transcript.vocabulary import words_of
from woordbeeld.transcript.words import ORGANISATIONS

HIGHEST: Final = 0.5  # of the picture: a lower-third is below it
MOST_HEIGHT: Final = 0.35
LINES: Final = (2, 3)  # a name and one or two lines of function; a name alone may be anything
NAME_TOKENS: Final = (2, 5)
SPEAKS: Final = 0.8  # of the speech while it is shown, for it to be the speaker's
LEAST_MS: Final = 1000  # of that speech

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LowerThird:
    """A name while it is shown, and its owner's function, empty where there is none."""

    name: str
    function: str
    span: Span

    @property
    def text(self) -> str:
        return f"{self.name}, {self.function}" if self.function else self.name


def lower_thirds(texts: Iterable[OnScreenText]) -> tuple[LowerThird, ...]:
    """Those among the texts of a film, in its order."""
    return tuple(
        LowerThird(_named(each.lines[0]), " ".join(each.lines[1:]), each.span)
        for each in texts
        if _is_lower_third(each)
    )


def speaker_of(shown: LowerThird, said: Iterable[tuple[T, Span]]) -> T | None:
    """Who speaks while a name is shown: one alone, or nearly; `said` has whose speech is when."""
    spoken_ms: dict[T, int] = {}
    for who, span in said:
        both_ms = min(span.end_ms, shown.span.end_ms) - max(span.start_ms, shown.span.start_ms)
        if both_ms > 0:
            spoken_ms[who] = spoken_ms.get(who, 0) + both_ms
    return _foremost(spoken_ms)


def _foremost(spoken_ms: Mapping[T, int]) -> T | None:
    if not spoken_ms:
        return None
    who = max(spoken_ms, key=lambda each: spoken_ms[each])
    enough = spoken_ms[who] >= max(LEAST_MS, SPEAKS * sum(spoken_ms.values()))
    return who if enough else None


def _is_lower_third(text: OnScreenText) -> bool:
    return (
        text.kind is TextKind.SHOWN
        and len(text.lines) in LINES
        and text.box.top >= HIGHEST
        and text.box.height <= MOST_HEIGHT
        and is_name(text.lines[0])
    )


def is_name(line: str) -> bool:
    """Whether a line is nothing but the name of a person, by how it is written.

    >>> is_name("Josephine van den Berg"), is_name("DRS. TRUDY VOS"), is_name("Berend Buddingh'")
    (True, True, True)
    >>> is_name("Open dag"), is_name("Mbo Raad"), is_name("Trudy"), is_name("Kijk op www.site.nl")
    (False, False, False, False)
    """
    name = _without_titles(line)
    tokens = name.split()
    fewest, most = NAME_TOKENS
    found = announcement(f"{name}:") if name else None
    return (
        fewest <= len(tokens) <= most
        and tokens[0][:1].isupper()
        and all(each.strip("'’.-").replace("-", "").replace("'", "").isalpha() for each in tokens)
        and not any(each.casefold().endswith(ORGANISATIONS) for each in tokens)
        and found is not None
        and found.is_name
    )


def _named(line: str) -> str:
    """The name on a line, as names are written where it is all in capitals."""
    name = _without_titles(line)
    return canonical_name(name) if name.isupper() else name


def _without_titles(line: str) -> str:
    tokens, titles = line.split(), words_of("titles", "polite_titles")
    while tokens and tokens[0].casefold().rstrip(".") in {each.rstrip(".") for each in titles}:
        tokens = tokens[1:]
    return " ".join(tokens)
