"""What is said of a scene, as an ear needs it: sentence by sentence, and texts in the picture introduced."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Final

from woordbeeld.description.model import Passage, PassageKind
from woordbeeld.transcript.descriptions import announcement, described, parts
from woordbeeld.transcript.model import SceneDescription, Speaker, SpokenLine, Transcript
from woordbeeld.transcript.naming import Ground, named
from woordbeeld.transcript.pins import in_order
from woordbeeld.transcript.word_ends import QUOTES, ends_sentence
from woordbeeld.transcript.word_lists import Grammar, grammar_of
from woordbeeld.words import language_of_words, say, told

SHORT_CHARS: Final = 8  # a sentence that is shorter, `Nacht.`, is said with the one after it
LONG_CHARS: Final = 120  # a text in the picture that is longer is said sentence by sentence: above about 7 s
INTRODUCED_WITHIN: Final = 2  # sentences of a turn; who says a name later was a stranger till then
_BULLET = re.compile(r"(?:^|[ ,;])+[-–•*] ")
_OPENING_MARKS: Final = "\"'“‘„([«-–—"
_ENDS: Final = ".!?…"


def passages(transcript: Transcript, language: str) -> tuple[Passage, ...]:
    """All that is said of what is seen, in the order of the text.

    That somebody speaks next is said only where neither they, nor who speaks before, nor the rest of the
    description says their name. Texts in the picture that are told one after another are introduced once.
    What has no letter and no digit, as `(…)` for what was left out of a text, is nothing that can be said.
    """
    known, goes_on = _known_by_name(transcript), _texts_after_texts(transcript)
    return tuple(
        Passage(scene.line, number, kind, text)
        for scene in transcript.scenes
        for number, (kind, text) in enumerate(
            each
            for each in _told(scene, language, known.get(scene.line), is_introduced=scene.line in goes_on)
            if can_be_said(each[1])
        )
    )


def can_be_said(text: str) -> bool:
    """Whether there is something in a text that a voice, or a person, can say.

    >>> can_be_said("Nacht."), can_be_said("1968"), can_be_said("…"), can_be_said("🎉")
    (True, True, False, False)
    """
    return any(map(str.isalnum, text))


def _told(
    scene: SceneDescription, language: str, known: Speaker | None, *, is_introduced: bool
) -> Iterator[tuple[PassageKind, str]]:
    """The passages of a scene; whoever it announces is `known` where somebody names them.

    Texts in the picture at its beginning are introduced by the scene before it, or here.
    """
    grammar = grammar_of(language)
    text, announced = described(scene.text), ""
    if scene.announces and (end := announcement(text)):
        text, announced = end.before, end.sentence.removesuffix(":").rstrip()
    for shown, part in _parts(scene, text):
        if shown:
            for each in _on_screen(part, grammar):
                yield PassageKind.ON_SCREEN, _closed(each if is_introduced else _introduced(each, language))
                is_introduced = True
        else:
            is_introduced = False
            yield from ((PassageKind.SEEN, each) for each in map(_closed, sentences(part, grammar)))
    if announced and scene.announces and scene.announces != known and not _names(text, scene.announces):
        yield PassageKind.ANNOUNCED, _closed(announced)


def _parts(scene: SceneDescription, text: str) -> Iterator[tuple[bool, str]]:
    if scene.on_screen == (text,):  # an item of a list of texts, which has no marker of its own
        yield True, text
    else:
        yield from ((part.on_screen, part.text) for part in parts(text))


def _on_screen(text: str, grammar: Grammar) -> Iterator[str]:
    """A text in the picture; a long one in parts."""
    text = _BULLET.sub(", ", text).strip(" ,")
    return sentences(text, grammar) if len(text) > LONG_CHARS else iter((text,))


def _introduced(text: str, language: str) -> str:
    return told(say("description.on_screen", text=text), language_of_words(language))


def _texts_after_texts(transcript: Transcript) -> frozenset[int]:
    """The scenes, by their line, that tell texts in the picture alone, right after another such scene."""
    return frozenset(
        scene.line
        for before, scene in pairwise(in_order(transcript))
        if isinstance(before, SceneDescription)
        and isinstance(scene, SceneDescription)
        and _is_text_alone(before)
        and _is_text_alone(scene)
    )


def _is_text_alone(scene: SceneDescription) -> bool:
    return not scene.announces and all(shown for shown, _ in _parts(scene, described(scene.text)))


def sentences(text: str, grammar: Grammar) -> Iterator[str]:
    """The sentences of a text; a very short one with the next.

    None ends at an abbreviation or an initial, nor where the text goes on with a small letter or a digit.

    >>> list(sentences("De heer M. Jansen, o.a. voorzitter, lacht. Nacht. Hij wuift.", grammar_of("nl")))
    ['De heer M. Jansen, o.a. voorzitter, lacht.', 'Nacht. Hij wuift.']
    """
    words = text.split()
    first, last = 0, len(words)
    for at in range(1, last):
        long_enough = len(" ".join(words[first:at])) >= SHORT_CHARS
        if long_enough and _ends_between(words[at - 1], words[at], grammar):
            yield " ".join(words[first:at])
            first = at
    if words:
        yield " ".join(words[first:])


def _ends_between(word: str, following: str, grammar: Grammar) -> bool:
    begins = following.lstrip(_OPENING_MARKS)[:1]
    goes_on = begins.islower() or (begins.isdigit() and word.rstrip(QUOTES)[:-1].isdigit())
    return ends_sentence(word, grammar) and not goes_on


def _closed(text: str) -> str:
    """A passage with the mark that lets a voice end it.

    >>> _closed("Ton Heerts"), _closed("Er staat:"), _closed("Waarom?"), _closed("‘Wie is dat?’")
    ('Ton Heerts.', 'Er staat.', 'Waarom?', '‘Wie is dat?’')
    """
    if text.rstrip(QUOTES)[-1:] in _ENDS:
        return text
    return text.rstrip(" ,;:–-") + "."


def _names(text: str, speaker: Speaker) -> bool:
    return speaker.name.casefold() in text.casefold()


def _known_by_name(transcript: Transcript) -> Mapping[int, Speaker]:
    """The scenes, by their line, after which somebody speaks whose name is said, and who that is."""
    said = {
        each.line.line: each.speaker
        for each in named(transcript)
        if each.ground in (Ground.FLOOR, Ground.INTRODUCED)
    }
    opening = {turn.lines[0].line: turn.lines[:INTRODUCED_WITHIN] for turn in transcript.turns}
    return {
        scene.line: speaker
        for scene, following in _with_what_follows(transcript)
        for line in opening.get(following.line, (following,))
        if (speaker := said.get(line.line))
    }


def _with_what_follows(transcript: Transcript) -> Iterator[tuple[SceneDescription, SpokenLine]]:
    """Each scene with the first line that is said after it."""
    items: Sequence[object] = in_order(transcript)
    waiting: list[SceneDescription] = []
    for spoken, group in groupby(items, key=lambda item: isinstance(item, SpokenLine)):
        run = list(group)
        if spoken and isinstance(run[0], SpokenLine):
            yield from ((scene, run[0]) for scene in waiting)
            waiting = []
        else:
            waiting += [item for item in run if isinstance(item, SceneDescription)]
