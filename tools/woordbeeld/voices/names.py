"""Names of voices, where what is said leaves no doubt: an introduction, or being given the floor."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from woordbeeld.screen.lower_thirds import LowerThird, speaker_of
from woordbeeld.transcript.vocabulary import phrases, words_of
from woordbeeld.voices.drafting import DraftLine

MOST_TOKENS: Final = 5  # of a name
_TOKEN: Final = re.compile(r"[^\s,.;:!?…]+|[,.;:!?…]")


class Why(Enum):
    """By what a name is known."""

    INTRODUCTION = "introduction"  # its owner says it
    ON_SCREEN = "on-screen"  # it stands in the picture while its owner speaks
    FLOOR = "floor"  # whoever speaks next is given the floor by it


@dataclass(frozen=True, slots=True)
class Cast:
    """How many speakers there are, if that is given, and their names, if they are."""

    count: int | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A voice, its name, and the line that tells it, or at which it is `shown` in the picture."""

    voice: int
    name: str
    why: Why
    line: DraftLine
    shown: str = ""


def named_voices(
    lines: Sequence[DraftLine], cast: Cast, shown: Sequence[LowerThird] = ()
) -> tuple[Named, ...]:
    """The voices whose name is told, each once, in order of the lines; none where two tell otherwise.

    Of names that were given, those that are told by their whole or by a part that only they have.
    """
    told = [
        replace(each, name=name)
        for each in (*_told(lines), *_shown(lines, shown))
        if (name := _known(each.name, cast.names))
    ]
    names, voices = defaultdict(set), defaultdict(set)
    for each in told:
        names[each.voice].add(each.name.casefold())
        voices[each.name.casefold()].add(each.voice)
    sure = [each for each in told if len(names[each.voice]) == 1 and len(voices[each.name.casefold()]) == 1]
    return tuple({each.voice: each for each in reversed(sure)}.values())[::-1]


def _told(lines: Sequence[DraftLine]) -> Iterator[Named]:
    for at, line in enumerate(lines):
        for name in _names_behind(line.text, phrases("introductions")):
            yield Named(line.voice, name, Why.INTRODUCTION, line)
        after = next((each for each in lines[at + 1 :] if each.voice != line.voice), None)
        if after:
            for name in _names_behind(line.text, phrases("gives_floor")):
                yield Named(after.voice, name, Why.FLOOR, line)


def _shown(lines: Sequence[DraftLine], shown: Sequence[LowerThird]) -> Iterator[Named]:
    """The voices that speak while a name is shown."""
    said = [(line.voice, line.span) for line in lines]
    for each in shown:
        voice = speaker_of(each, said)
        line = next((one for one in lines if one.voice == voice and one.span.overlaps(each.span)), None)
        if voice is not None and line:
            yield Named(voice, each.name, Why.ON_SCREEN, line, each.text)


def _names_behind(text: str, phrase: re.Pattern[str]) -> Iterator[str]:
    """The names that stand right behind a phrase."""
    for found in phrase.finditer(text):
        if name := _name_at(text[found.end() :]):
            yield name


def _name_at(text: str) -> str:
    """The name with which a text begins: words with a capital, with particles between them."""
    titles, particles = words_of("titles", "polite_titles"), words_of("name_particles", "name_joints")
    taken: list[str] = []
    for token in _TOKEN.findall(text):
        if not taken and token.casefold() in titles | words_of("articles"):
            continue
        if not (token[0].isupper() or (taken and token.casefold() in particles)):
            break
        taken.append(token)
    while taken and not taken[-1][0].isupper():
        taken.pop()
    return " ".join(taken) if len(taken) <= MOST_TOKENS else ""


def _known(name: str, given: Sequence[str]) -> str | None:
    """The given name that is meant; any name where none are given, if it has more than one word."""
    if not given:
        return name if len(name.split()) > 1 else None
    tokens = name.casefold().split()
    meant = [each for each in given if _has(each.casefold().split(), tokens)]
    return meant[0] if len(meant) == 1 else None


def _has(whole: Sequence[str], part: Sequence[str]) -> bool:
    return any(list(whole[at : at + len(part)]) == list(part) for at in range(len(whole) - len(part) + 1))
