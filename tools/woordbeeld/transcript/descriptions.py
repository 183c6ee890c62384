"""What a scene description quotes from the screen, and whom it announces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from woordbeeld.transcript import labels, words
from woordbeeld.transcript.language_marks import without_marks
from woordbeeld.transcript.vocabulary import pattern_of

MOST_PERSON_TOKENS = 30  # of somebody with function and organisation, in a sentence that announces

# A sentence ends at its mark, but not at the period of an initial: `M. Rutte`.
_SENTENCE_END = re.compile(r"(?<=[.!?…])(?<!\b[^\W\d_]\.)\s+")


_MARKER = re.compile(rf"\b(?:{pattern_of(words.ON_SCREEN_MARKERS_IN_PARENTHESES)})\s?:\s?", re.IGNORECASE)
_OPENING_MARKER = re.compile(rf"(?:{pattern_of(words.ON_SCREEN_MARKERS)})\s?:", re.IGNORECASE)
_SEEN = re.compile(rf"(?:{pattern_of(words.SEEN_ALONE)})\s?:\s+(?=\S)", re.IGNORECASE)
_PROSE = re.compile(
    rf"(?:{pattern_of(words.PROSE_OPENINGS)}"
    rf"|(?:{pattern_of(words.PROSE_ARTICLES)}) (?:(?:{pattern_of(words.PROSE_ADJECTIVES)}) )?"
    rf"(?:{pattern_of(words.PROSE_SUBJECTS)}))\b",
    re.IGNORECASE,
)


def described(text: str) -> str:
    """What a description tells, without marks of languages and the word that only says that it is seen.

    >>> described("Beeld: een plein"), described("Archiefbeeld: een plein"), described("Beeld: ")
    ('een plein', 'Archiefbeeld: een plein', 'Beeld: ')
    >>> described("[en] A man walks. [/en]")
    'A man walks.'
    """
    text = without_marks(text)
    found = _SEEN.match(text)
    return text[found.end() :] if found else text


def opens_on_screen_text(line: str) -> re.Match[str] | None:
    """A line outside parentheses that opens on-screen text, such as `Beeldtekst:`."""
    return _OPENING_MARKER.match(line)


@dataclass(frozen=True, slots=True)
class DescriptionPart:
    """What a description tells in its own words, or quotes from the screen, without its marker."""

    text: str
    on_screen: bool


def parts(text: str) -> Iterator[DescriptionPart]:
    """All of a description but the markers; on-screen text ends where a sentence tells what is seen.

    >>> [part.text for part in parts("Een vis kijkt om. Beeldtekst: Zwemmen mag. Hij schrikt.")]
    ['Een vis kijkt om.', 'Zwemmen mag.', 'Hij schrikt.']
    """
    before, *marked = (part.strip() for part in _MARKER.split(text))
    if before:
        yield DescriptionPart(before, on_screen=False)
    for part in marked:
        shown = _until_prose(part)
        if shown:
            yield DescriptionPart(shown, on_screen=True)
        if after := part[len(shown) :].strip():
            yield DescriptionPart(after, on_screen=False)


def on_screen_texts(text: str) -> tuple[str, ...]:
    """Each on-screen text: from its marker to the next marker or the next sentence that tells what is seen.

    >>> on_screen_texts("De vis kijkt om. Beeldtekst: Verboden toegang. Zwemmen mag. Hij schrikt.")
    ('Verboden toegang. Zwemmen mag.',)
    """
    return tuple(part.text for part in parts(text) if part.on_screen)


def _until_prose(text: str) -> str:
    for gap in _SENTENCE_END.finditer(text):
        if _PROSE.match(text, gap.end()) or _tells_what_is_seen(_SENTENCE_END.split(text[gap.end() :])[0]):
            return text[: gap.start()]
    return text


def _tells_what_is_seen(sentence: str) -> bool:
    """Whether a sentence begins with a place, or with somebody, and has a verb of what is seen.

    >>> _tells_what_is_seen("Buiten wappert een vlag."), _tells_what_is_seen("Op naar een groene stad!")
    (True, False)
    """
    tokens = [token.casefold() for token in re.findall(r"[\w-]+", sentence)]
    opens = bool(tokens) and (tokens[0] in words.PROSE_PLACES or tokens[0] in words.PROSE_ARTICLES)
    return opens and sentence.endswith(".") and not words.SEEN_VERBS.isdisjoint(tokens[1:])


@dataclass(frozen=True, slots=True)
class Announcement:
    """The sentence with a colon that ends a description, split from what comes before it."""

    before: str
    sentence: str

    @property
    def tokens(self) -> tuple[str, ...]:
        return tuple(self.sentence.removesuffix(":").split())

    @property
    def people(self) -> Iterator[tuple[str, ...]]:
        """What may be a person's name before a comma, or `van` and an organisation; longest first."""
        tokens = self.tokens[: MOST_PERSON_TOKENS + 1]
        for at in range(len(tokens) - 1, 0, -1):
            if tokens[at - 1].endswith(","):
                yield (*tokens[: at - 1], tokens[at - 1].rstrip(","))
            elif tokens[at].casefold() in words.JOINS_ORGANISATION:
                yield tokens[:at]

    @property
    def without_organisation(self) -> Announcement:
        """The same without the organisation that the person is of, where it plainly is one.

        >>> announcement("Ton Heerts van de mbo-raad:").without_organisation.sentence
        'Ton Heerts'
        """
        tokens = self.tokens
        if len(tokens) > MOST_PERSON_TOKENS:
            return self
        for at in range(len(tokens) - 1, 0, -1):
            if tokens[at].casefold() in words.JOINS_ORGANISATION and _is_organisation(
                tokens[at + 1 :], in_capitals=self.sentence.isupper()
            ):
                return Announcement(self.before, " ".join(tokens[:at]))
        return self

    @property
    def is_name(self) -> bool:
        """It reads as nothing but a name or a role, so that it may announce someone without a label."""
        name = " ".join(self.tokens)
        if labels.role(name):
            return True
        return (
            1 <= len(self.tokens) <= labels.MAX_NAME_TOKENS
            and all(map(_may_stand_in_name, self.tokens))
            and self.tokens[-1][0].isupper()
            and not _PROSE.match(name)
            and not is_sound(name)
        )


def announcement(text: str) -> Announcement | None:
    """The end of a description if it announces something, `Ton Heerts:`; None for any other end.

    >>> announcement("Ze schudt een man de hand. Ton Heerts:").sentence
    'Ton Heerts:'
    """
    if not text.endswith(":") or _MARKER.search(sentence := _SENTENCE_END.split(text)[-1]):
        return None
    return Announcement(text.removesuffix(sentence).rstrip(), sentence)


def _is_organisation(tokens: Sequence[str], *, in_capitals: bool) -> bool:
    """Words behind `van` that no surname has: `de mbo-raad`, `Bouwbedrijf De Hoop`, `de RUG`."""
    plain = [token.casefold().strip(".,:") for token in tokens]
    named = [
        token
        for token, written in zip(plain, tokens, strict=True)
        if token not in words.PARTICLES and written
    ]
    small = bool(named) and tokens[-1][:1].islower() and len(plain) > len(named)
    abbreviated = not in_capitals and bool(tokens) and tokens[0].isupper() and len(tokens[0]) > 1
    return small or abbreviated or any(token.endswith(words.ORGANISATIONS) for token in named)


def _may_stand_in_name(token: str) -> bool:
    letters = token.strip(words.APOSTROPHES)
    return letters[:1].isupper() or labels.key(token)[0] in words.NAME_JOINTS | words.ELISIONS


def is_sound(line: str) -> bool:
    """At least one word of the line is that of a sound: `RUSTIGE MUZIEK DIE WEGEBT`.

    >>> is_sound("APPLAUS."), is_sound("VAN DEN BERG"), is_sound("BELASTINGDIENST")
    (True, False, False)
    """
    tokens = re.findall(r"\w+", line.casefold())
    return any(
        token in words.SOUND_WORDS
        or token.startswith(words.SOUND_STEMS)
        or token.endswith(words.SOUND_ENDINGS)
        for token in tokens
    )


def is_music(sound: str) -> bool:
    """Whether a sound is music, whatever else is heard in it.

    >>> is_music("RUSTIGE MUZIEK DIE WEGEBT"), is_music("intromuziek"), is_music("APPLAUS")
    (True, True, False)
    """
    return any(word in sound.casefold() for word in words.MUSIC)
