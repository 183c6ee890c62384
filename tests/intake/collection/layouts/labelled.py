"""Texts in which each turn begins with who speaks, on the same line or above."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random
from typing import Final

from tests.intake.collection.layouts.around import (
    Scenes,
    Sounds,
    page_form,
    scene_bits,
    sound_bits,
    write_end,
    write_head,
    write_page_number,
)
from tests.intake.collection.scripts import Heard, Person, Scene, Script, Shape, Turn
from tests.intake.collection.sheets import TEXT, WORD, Sheet, Writing, mark, said

_ALL_SCENES: Final = (
    Scenes.PARENTHESES,
    Scenes.PARENTHESES,
    Scenes.BRACKETS,
    Scenes.PICTURE,
    Scenes.IN_PICTURE,
)
_ENCLOSED: Final = (Scenes.PARENTHESES, Scenes.BRACKETS)
_PER_PAGE: Final = 5  # turns


@dataclass(frozen=True, slots=True)
class Labelled:
    """A layout of labels. `label` writes one, and what stands behind it; `is_above`, it has its own line."""

    name: str
    label: Callable[[Person], str]
    is_above: bool = False
    gap_below: bool = False
    gaps: tuple[bool, ...] = (True, True, False)
    sentence_a_line: tuple[bool, ...] = (False, False, True)
    scenes: tuple[Scenes, ...] = _ALL_SCENES
    sounds: tuple[Sounds, ...] = tuple(Sounds)
    shape: Shape = field(default_factory=Shape)
    bold: bool = False
    italic: bool = False
    format_name: str = TEXT

    def write(self, script: Script, random: Random) -> Sheet:
        return _Text(self, script, random).sheet()


class _Text:
    def __init__(self, layout: Labelled, script: Script, random: Random) -> None:
        self.layout = layout
        self.script = script
        self.random = random
        self.writing = Writing(layout.format_name, script.language)
        self.has_gaps = layout.gap_below or random.choice(layout.gaps)
        self.sentence_a_line = random.choice(layout.sentence_a_line)
        self.scenes = random.choice(layout.scenes)
        self.sounds = random.choice(layout.sounds)
        self.page_form = page_form(script, random) if layout.format_name == TEXT else ""

    def sheet(self) -> Sheet:
        write_head(self.writing, self.script, self.random)
        turns = 0
        for part in self.script.parts:
            if self.has_gaps:
                self.writing.gap()
            match part:
                case Turn():
                    turns += 1
                    if self.page_form and not turns % _PER_PAGE:
                        write_page_number(self.writing, self.script, self.page_form, turns // _PER_PAGE + 1)
                    self._turn(part)
                case Scene():
                    self.writing.line(*scene_bits(part, self.scenes, self.script.language, self.random))
                case Heard():
                    self.writing.line(*sound_bits(part, self.sounds))
        write_end(self.writing, self.script, self.random)
        return self.writing.sheet()

    def _turn(self, turn: Turn) -> None:
        layout = self.layout
        label = layout.label(turn.person)
        before = mark(label, bold=layout.bold, italic=layout.italic)
        if layout.is_above:
            self.writing.line(before)
            if layout.gap_below:
                self.writing.gap()
            before = mark("")
        for number, paragraph in enumerate(turn.paragraphs):
            if number and self.has_gaps:
                self.writing.gap()
            lines = paragraph if self.sentence_a_line else (" ".join(paragraph),)
            for line in lines:
                speech = said(line, turn.person.name, label.strip("[]<>:* \t"), _named(label))
                self.writing.line(before, speech)
                before = mark("")


def _named(label: str) -> str:
    """The name in a label, without what stands around it."""
    return re.split("[,(]", label, maxsplit=1)[0].strip("[]<>:* \t")


def _capitals(person: Person) -> str:
    return person.name.upper()


def _initials(person: Person) -> str:
    return person.first[0] + person.last.lstrip("'")[:1].upper()


def _function(person: Person) -> str:
    return person.function or "commentaar"


def _address(person: Person) -> str:
    """As parliaments write who speaks: `Mevrouw De Wit (SP)`."""
    if person.is_role:
        return "De voorzitter"
    return f"{person.title} {person.last_with_capital} ({person.party})"


def _council(person: Person) -> str:
    """As minutes of a council write it: `De heer DE WIT`."""
    if person.is_role:
        return "De VOORZITTER"
    return f"{person.title} {person.last.upper()}"


def _flemish(person: Person) -> str:
    return "De voorzitter" if person.is_role else f"{person.name} ({person.party})"


def _learned(person: Person) -> str:
    if person.is_role:
        return person.name
    return f"Prof. dr. ir. {'.'.join(_initials(person))}. {person.last}"


_BASE: Final = Shape()
_DUTCH: Final = replace(_BASE, languages=("nl",))
_PROSE: Final = replace(_BASE, with_paragraphs=False, scenes=0.35, languages=("nl", "nl", "en"))
_MANY: Final = replace(_BASE, people=(6, 12), turns=(16, 30))
_NO_SCENES: Final = replace(_DUTCH, scenes=0.0)
_ONE: Final = replace(_BASE, people=(1, 1), turns=(3, 7))
_NAMES: Final = replace(_BASE, with_roles=False)
_CAPITAL_SOUNDS: Final = (Sounds.CAPITALS,)

LABELLED: Final = (
    Labelled("capitals-colon", lambda it: f"{_capitals(it)}: "),
    Labelled(
        "house-style",
        lambda it: f"{_capitals(it)}: ",
        gaps=(False,),
        sentence_a_line=(True,),
        scenes=(Scenes.PARENTHESES,),
        sounds=_CAPITAL_SOUNDS,
        shape=_DUTCH,
    ),
    Labelled("capitals-colon-many", lambda it: f"{_capitals(it)}: ", shape=_MANY),
    Labelled("capitals-colon-one-speaker", lambda it: f"{_capitals(it)}: ", shape=_ONE),
    Labelled(
        "capitals-prose",
        lambda it: f"{_capitals(it)}: ",
        gaps=(True,),
        scenes=(Scenes.PROSE,),
        sentence_a_line=(False,),
        shape=_PROSE,
    ),
    Labelled("mixed-colon", lambda it: f"{it.name}: "),
    Labelled("mixed-colon-many", lambda it: f"{it.name}: ", shape=_MANY),
    Labelled(
        "mixed-prose",
        lambda it: f"{it.name}: ",
        gaps=(True,),
        scenes=(Scenes.PROSE,),
        sentence_a_line=(False,),
        shape=_PROSE,
    ),
    Labelled("first-names-colon", lambda it: f"{it.first}: "),
    Labelled("spaced-colon", lambda it: f"{it.name} : ", shape=replace(_BASE, languages=("fr",))),
    Labelled("initials-colon", lambda it: f"{_initials(it)}: ", shape=_NO_SCENES),
    Labelled(
        "numbered-speakers", lambda it: f"Spreker {it.number}: ", shape=replace(_NO_SCENES, people=(2, 4))
    ),
    Labelled("colon-above", lambda it: f"{_capitals(it)}:", is_above=True),
    Labelled("mixed-colon-above", lambda it: f"{it.name}:", is_above=True),
    Labelled("capitals-above", _capitals, is_above=True, gaps=(True,), scenes=_ENCLOSED),
    Labelled("capitals-above-gap", _capitals, is_above=True, gap_below=True, scenes=_ENCLOSED),
    Labelled("name-above", lambda it: it.name, is_above=True, gaps=(True,), scenes=_ENCLOSED),
    Labelled("name-above-gap", lambda it: it.name, is_above=True, gap_below=True, scenes=_ENCLOSED),
    Labelled(
        "flemish-parliament",
        _flemish,
        is_above=True,
        gap_below=True,
        scenes=_ENCLOSED,
        sounds=(Sounds.SENTENCE, Sounds.PARENTHESES),
        shape=replace(_NO_SCENES, people=(3, 7)),
    ),
    Labelled(
        "chamber",
        lambda it: f"{_address(it)}: ",
        sounds=(Sounds.SENTENCE, Sounds.PARENTHESES),
        shape=replace(_NO_SCENES, people=(3, 7)),
        gaps=(True,),
        sentence_a_line=(False,),
    ),
    Labelled(
        "chamber-above",
        lambda it: f"{_address(it)}:",
        is_above=True,
        sounds=(Sounds.SENTENCE,),
        shape=replace(_NO_SCENES, people=(3, 7)),
        gaps=(True,),
        sentence_a_line=(False,),
    ),
    Labelled(
        "council",
        lambda it: f"{_council(it)}: ",
        sounds=(Sounds.SENTENCE,),
        shape=replace(_NO_SCENES, people=(3, 7)),
        gaps=(True,),
        sentence_a_line=(False,),
    ),
    Labelled("learned-titles", lambda it: f"{_learned(it)}: ", shape=_DUTCH),
    Labelled("comma-function", lambda it: f"{_capitals(it)}, {_function(it).upper()}: "),
    Labelled("comma-function-mixed", lambda it: f"{it.name}, {_function(it)}: "),
    Labelled("function-in-parentheses", lambda it: f"{it.name} ({_function(it)}): "),
    Labelled("dash-function", lambda it: f"{_capitals(it)} - {_function(it).upper()}: "),
    Labelled("in-brackets", lambda it: f"[{_capitals(it)}] ", scenes=(Scenes.PARENTHESES, Scenes.PICTURE)),
    Labelled("in-brackets-colon", lambda it: f"[{it.name}]: ", scenes=(Scenes.PARENTHESES, Scenes.PICTURE)),
    Labelled("in-angles", lambda it: f"<{_capitals(it)}> "),
    Labelled(
        "voice-tags",
        lambda it: f"<v {it.name}>",
        gaps=(True,),
        sentence_a_line=(False,),
        scenes=_ENCLOSED,
        sounds=(Sounds.BRACKETS, Sounds.PARENTHESES),
    ),
    Labelled("tab", lambda it: f"{it.name}\t", sentence_a_line=(False,), scenes=_ENCLOSED),
    Labelled("tab-colon", lambda it: f"{_capitals(it)}:\t", sentence_a_line=(False,)),
    Labelled(
        "long-dash", lambda it: f"{it.name} – ", sentence_a_line=(False,), scenes=_ENCLOSED, shape=_NAMES
    ),
    Labelled("chevron-names", lambda it: f">> {_capitals(it)}: "),
    Labelled("markdown-bold", lambda it: f"**{it.name}:** "),
    Labelled(
        "markdown-heading", lambda it: f"### {it.name}", is_above=True, gap_below=True, scenes=_ENCLOSED
    ),
)

_DOCUMENT: Final = Labelled(
    "",
    _capitals,
    format_name=WORD,
    gaps=(False,),
    sentence_a_line=(False,),
    scenes=(*_ENCLOSED, Scenes.ITALICS),
)

IN_DOCUMENTS: Final = (
    replace(_DOCUMENT, name="bold-colon", label=lambda it: f"{it.name}: ", bold=True),
    replace(_DOCUMENT, name="bold-without-colon", label=lambda it: f"{it.name} ", bold=True),
    replace(_DOCUMENT, name="bold-above", label=lambda it: it.name, bold=True, is_above=True),
    replace(
        _DOCUMENT,
        name="bold-above-function",
        label=lambda it: f"{it.name}, {_function(it)}",
        bold=True,
        is_above=True,
    ),
    replace(_DOCUMENT, name="italic-colon", label=lambda it: f"{it.name}: ", italic=True, scenes=_ENCLOSED),
    replace(
        _DOCUMENT, name="plain-colon-italic-scenes", label=lambda it: f"{it.name}: ", scenes=(Scenes.ITALICS,)
    ),
    replace(
        _DOCUMENT,
        name="bold-chamber",
        label=lambda it: f"{_address(it)}: ",
        bold=True,
        shape=_NO_SCENES,
        sounds=(Sounds.SENTENCE,),
    ),
)
