"""What is seen or heard beside speech, as a line shows it by brackets, a word before a colon, capitals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from woordbeeld.languages import LANGUAGES
from woordbeeld.textfile import WHITE
from woordbeeld.transcript.descriptions import is_sound
from woordbeeld.transcript.language_marks import MARK
from woordbeeld.transcript.model import ItemKind
from woordbeeld.transcript.words import (
    HEARD,
    NOISE,
    SEEN,
    SEEN_VERBS,
    SHOWN_TEXT,
    SLUGLINE,
    SOUND_ENDINGS,
    SOUND_STEMS,
    SOUND_VERBS,
    SPOKEN,
)

MOST_WORDS_OF_SOUND: Final = 6  # of a sound in small letters; more is a description that tells of one
MOST_WORDS_FROM_SOUND: Final = 10  # the same, where the first word is that of a sound: `geluid van harken`
_ENCLOSED: Final = re.compile(
    r"\((?P<round>[^()]*(?:\([^()]*\)[^()]*)*)\)[.!]?|\[(?P<square>[^\[\]]*)\][.!]?|\{(?P<brace>[^{}]*)\}|\*{1,2}(?P<star>[^*]+)\*{1,2}"
)
_ANSWERS: Final = frozenset({"ja", "ha", "he", "la", "no", "so"})
_NOTES: Final = "♪♫🎵🎶"
_MOST_BEHIND: Final = 80  # characters of what stands in brackets behind what is said
_MARKER: Final = re.compile(r"(?P<head>[^:]{1,40}?)\s*:\s*(?P<rest>\S.*)", re.DOTALL)
_TOLD: Final = re.compile(r"[^\W_]|[♪♫🎵🎶]")
_SLUGLINE: Final = re.compile(SLUGLINE)
_SHOUTED: Final = ("!", "?")


@dataclass(frozen=True, slots=True)
class Aside:
    """What is seen or heard, without the signs around it; `on_screen` is text in the picture."""

    kind: ItemKind
    text: str
    on_screen: bool = False


def aside_of(text: str) -> Aside | None:
    """The scene or sound that a line is, or None where it may be speech.

    >>> aside_of("[rustige muziek speelt]").kind.value, aside_of("(Anna loopt.)").kind.value
    ('sound', 'scene')
    >>> aside_of("Goedemorgen.")
    """
    if (inner := inside(text)) is not None:
        return within(inner) if _ENCLOSED.fullmatch(text) else Aside(ItemKind.SOUND, inner)
    if is_slugline(text):
        return Aside(ItemKind.SCENE, text)
    if (
        text.isupper()
        and is_sound(text)
        and text[0].isalnum()
        and not text.endswith(_SHOUTED)
        and ":" not in text
    ):
        return Aside(ItemKind.SOUND, text)
    return _marked(text)


def is_marker(text: str) -> bool:
    """Whether a line is nothing but a word that says what stands below it: `MUZIEK:`, `In beeld:`."""
    return text.endswith(":") and _plain(text[:-1]) in SEEN | NOISE | SHOWN_TEXT


def aside_below(marker: str, text: str) -> Aside | None:
    """What a line is below a marker alone on its line; None where it may be speech.

    >>> aside_below("MUZIEK:", "De gitaar speelt verder.")
    Aside(kind=<ItemKind.SOUND: 'sound'>, text='De gitaar speelt verder.', on_screen=False)
    >>> aside_below("GELUID:", "Goedemorgen allemaal, fijn dat u er allemaal bent.")
    """
    if _plain(marker[:-1]) in NOISE & HEARD and len(text.split()) <= MOST_WORDS_OF_SOUND and ":" not in text:
        return Aside(ItemKind.SOUND, text)
    return _marked(f"{marker} {text}")


def inside(text: str) -> str | None:
    """What a line has within brackets, asterisks or notes of music, if that is all of it and no speech.

    >>> inside("*applaus*"), inside("♪ Slaap kindje slaap ♪"), inside("[...]"), inside("♪")
    ('applaus', None, None, '')
    """
    if _marks_language(text):
        return None
    if found := _ENCLOSED.fullmatch(text):
        inner = next(each for each in found.groups() if each is not None).strip()
        return inner if _TOLD.search(inner) else None
    if not text.startswith(tuple(_NOTES)):
        return None
    inner = text.strip(_NOTES + WHITE)
    return inner if not inner or is_sound(inner) else None


def _marks_language(text: str) -> bool:
    """Whether a line is the mark of a language, `[/en]`, and no answer in between: `[ja]`."""
    found = MARK.fullmatch(text)
    return found is not None and (bool(found["closes"]) or found["code"] in LANGUAGES - _ANSWERS)


def split_behind(text: str) -> tuple[str, list[Aside]]:
    """What is said, and the sounds, or scenes in square brackets, that stand behind it on its line.

    >>> said, behind = split_behind("Dank u wel. [applaus] [Hij loopt weg.]")
    >>> said, [each.kind.value for each in behind]
    ('Dank u wel.', ['sound', 'scene'])
    """
    found: list[Aside] = []
    end = len(text)
    while opens := _opens_behind(text, end):
        aside = aside_of(text[opens:end])
        if not aside or (aside.kind is ItemKind.SCENE and text[opens] == "("):
            break
        found.append(aside)
        end = opens
        while text[end - 1].isspace():
            end -= 1
    return text[:end], found[::-1]


def _opens_behind(text: str, end: int) -> int:
    """Where the brackets open that close at the end of a text; 0 where that is not behind something."""
    closes = end - 1 - text.endswith(".", 0, end)
    if closes <= 0 or text[closes] not in ")]":
        return 0
    signs = "()" if text[closes] == ")" else "[]"
    least = max(0, closes - _MOST_BEHIND - 1)
    opens = text.rfind(signs[0], least, closes)
    inner = text[opens + 1 : closes]
    return opens if opens > 0 and inner and signs[1] not in inner else 0


def is_slugline(text: str) -> bool:
    """Whether a line is the heading of a scene in a script: `INT. KEUKEN - DAG`."""
    return text.isupper() and _SLUGLINE.fullmatch(text) is not None


def within(inner: str) -> Aside:
    """What stands in brackets."""
    if marked := _marked(inner):
        return marked
    return Aside(ItemKind.SOUND if names_sound(inner) else ItemKind.SCENE, inner)


def names_sound(text: str) -> bool:
    """Whether a text in brackets is a sound: in capitals, or a few words of which one is that of a sound.

    >>> names_sound("Rustige muziek speelt"), names_sound("Een man loopt naar het podium en hij klapt.")
    (True, False)
    >>> names_sound("Vogels fluiten in de verte"), names_sound("Een man in de verte")
    (True, False)
    """
    if any(sign in text for sign in "♪♫"):
        return True
    if text.isupper() and ":" not in text and "?" not in text and not _SLUGLINE.fullmatch(text):
        return True
    tokens = re.findall(r"\w+", text.casefold())
    opens = bool(tokens) and _names_what_is_heard(tokens[0]) and SEEN_VERBS.isdisjoint(tokens)
    most = MOST_WORDS_FROM_SOUND if opens else MOST_WORDS_OF_SOUND
    if len(tokens) > most or ":" in text:
        return False
    told = f" {' '.join(tokens)} "
    if any(_names_what_is_heard(token) for token in tokens) or any(
        f" {verb} " in told for verb in SOUND_VERBS
    ):
        return True
    # `lacht` is heard; `Anna lacht` tells what somebody does.
    return bool(tokens) and is_sound(tokens[0])


def _names_what_is_heard(token: str) -> bool:
    return token.startswith(SOUND_STEMS) or token.endswith(SOUND_ENDINGS)


def _is_no_speech(text: str) -> bool:
    """Whether what is heard is a sound: a few words, not a sentence, and nobody before a colon."""
    few = len(text.split()) <= MOST_WORDS_OF_SOUND and ":" not in text
    if is_sound(text) or names_sound(text.rstrip(".")) or (few and not text.endswith((".", "?", "!"))):
        return True
    tokens = re.findall(r"\w+", text.casefold())
    return SPOKEN.isdisjoint(tokens) and not SEEN_VERBS.isdisjoint(tokens)


def _marked(text: str) -> Aside | None:
    """What a word before a colon says that it is: `Beeld: een plein`, `Muziek: rustige gitaar`."""
    if not (found := _MARKER.fullmatch(text)):
        return None
    head = _plain(found["head"])
    if head in SHOWN_TEXT:
        return Aside(ItemKind.SCENE, text, on_screen=True)
    if head in NOISE and (head not in HEARD or _is_no_speech(found["rest"])):
        return Aside(ItemKind.SOUND, found["rest"])
    return Aside(ItemKind.SCENE, found["rest"]) if head in SEEN else None


def _plain(head: str) -> str:
    return " ".join(head.casefold().split())
