"""What in captions is a sound, as they show it: brackets, asterisks, signs for music, capitals."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from woordbeeld.tracks.model import Utterance

_MUSIC: Final = "♪♫♩♬"
# What is enclosed, also if the brackets go on from the caption before or into the next one.
_ENCLOSED = re.compile(
    r"\[[^\[\]]*\]|\([^()]*\)|\*[^*]+\*|#[^#]+#|^[^\[\]]*\]|\[[^\[\]]*$|^[^()]*\)$|^\([^()]*$"
)
_ENCLOSING = re.compile(r"[\[\]()*#]")
_REST: Final = " .,:;-–—*#" + _MUSIC
MIN_WORD_CHARS: Final = 5  # of a sound of one word in capitals; shorter ones are mostly abbreviations


def is_sound(utterance: Utterance) -> bool:
    """Whether captions show a sound: marked so, all of it enclosed, or sung.

    >>> is_sound(Utterance(("[rustige muziek", "die wegebt]"))), is_sound(Utterance(("Dat [lacht] is zo.",)))
    (True, False)
    >>> is_sound(Utterance(("* VROLIJKE MUZIEK *",))), is_sound(Utterance(("(applaus) [muziek]",)))
    (True, True)
    >>> is_sound(Utterance(("♪ Lang zal ze leven",)))
    True
    """
    text = " ".join(utterance.lines).strip()
    if not text or utterance.sound or text[0] in _MUSIC:
        return bool(text) or utterance.sound
    said = _ENCLOSED.sub("", text) if _ENCLOSING.search(text) else text
    return not said.strip(_REST)


def with_sounds_in_capitals(cues: Sequence[tuple[Utterance, ...]]) -> list[tuple[Utterance, ...]]:
    """Utterances of a file, with sounds in capitals marked, each apart from what is said beside it.

    Where most of the file is in capitals they tell nothing.
    """
    lines = [line for cue in cues for each in cue for line in each.lines if line.strip()]
    if sum(line.isupper() for line in lines) * 2 > len(lines):
        return list(cues)
    return [tuple(part for each in cue for part in _marked(each)) for cue in cues]


def _marked(utterance: Utterance) -> list[Utterance]:
    """The parts of an utterance that are sounds in capitals, and those that are not."""
    if utterance.speaker_prefix or utterance.voice or not any(map(str.isupper, utterance.lines)):
        return [utterance]
    parts = [list(group) for _, group in groupby(range(len(utterance.lines)), _in_capitals(utterance))]
    made = [_part(utterance, part) for part in parts]
    return [replace(each, sound=each.sound or _is_loud(each)) for each in made]


def _in_capitals(utterance: Utterance) -> Callable[[int], bool]:
    return lambda number: utterance.lines[number].isupper()


def _part(utterance: Utterance, numbers: Sequence[int]) -> Utterance:
    """Lines of an utterance that follow each other, as one of its own."""
    runs = tuple(
        replace(run, line=run.line - numbers[0]) for run in utterance.runs if run.line in set(numbers)
    )
    return replace(utterance, lines=tuple(utterance.lines[number] for number in numbers), runs=runs)


def _is_loud(utterance: Utterance) -> bool:
    """All of it in capitals, and more than an abbreviation or a shout."""
    text = " ".join(utterance.lines)
    if not text.isupper():
        return False
    words = text.split()
    return len(words) > 1 or (len(text) >= MIN_WORD_CHARS and text.isalpha())
