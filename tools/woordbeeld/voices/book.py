"""A book of voices that are known by name: whose of one film are kept, and which of another film are theirs.

A voice is the mean of its lines by each embedder. That two of them are alike tells little by itself: by
telephone all people are. So it is held against how alike each of them is to all others of the book and the
film, who are strangers; and no other voice of the book may be as near.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

import numpy as np

from woordbeeld.transcript import labels
from woordbeeld.transcript.vocabulary import each_of, words_of
from woordbeeld.voices.audit import Audit, LineVoice, Verdict
from woordbeeld.voices.embedder import Embedding, unit
from woordbeeld.voices.odds import Numbers

LEAST_LINES: Final = 5  # that agree with a label, to keep its voice
LEAST_MS: Final = 10_000  # of those together
LEAST_MATCHED_MS: Final = 5_000  # of a voice, to be told whose it is
DECIDED: Final = 0.95  # the probability from which on a voice has its name by the book
# Chosen by the tuning material of `python -m tests.benchmarks.voice_book`: rather no name than a wrong one.
SHARES: Final = (0.5, 0.5)  # of the cosine of each embedder
STRANGERS: Final = 0.65  # how alike strangers are who sound much alike, as by telephone
STRANGERS_COUNT: Final = 2  # as so many strangers that counts, beside those who are there
MIDDLE: Final = 0.65  # of the way from strangers to the same sound: as likely one person as two
SLOPE: Final = 30  # how much that way changes the logarithm of the odds

MeanVoice = tuple[Embedding, ...]


class Unkept(Enum):
    """Why the voice of a label is not kept."""

    NO_NAME = "no-name"  # a role, or a number
    DOUBTFUL = "doubtful"  # it may be somebody else's too
    FEW = "few"  # lines that agree with it, or too little of them is heard


@dataclass(frozen=True, slots=True, eq=False)
class KnownVoice:
    """A voice by each embedder, whose it is, the film it was heard in, and in how many lines for how long."""

    name: str
    film: str
    lines: int
    heard_ms: int
    vectors: MeanVoice


@dataclass(frozen=True, slots=True)
class VoiceBook:
    """Voices by name, each name once, and the identity of the embedders that heard them."""

    networks: tuple[str, ...]
    voices: tuple[KnownVoice, ...] = ()

    def find(self, name: str) -> KnownVoice | None:
        """The voice of that name, whatever its capitals and spaces."""
        return next((each for each in self.voices if same_name(each.name, name)), None)


class Against(Enum):
    """Why a voice has no name by the book that it sounds like."""

    SAID = "said"  # what is said gives it another name
    TAKEN = "taken"  # what is said gives that name to another voice
    TWICE = "twice"  # another voice of the draft sounds like it too


@dataclass(frozen=True, slots=True)
class Recognised:
    """A voice of a draft by its number, who it is by the book, how likely, and what is against it."""

    voice: int
    known: KnownVoice
    probability: float
    against: Against | None = None


def same_name(one: str, other: str) -> bool:
    """Whether two names are one.

    >>> same_name("Ton Heerts", "TON  HEERTS")
    True
    """
    return labels.key(one) == labels.key(other)


def is_name(label: str) -> bool:
    """Whether a label names a person, in other films too.

    >>> [is_name(each) for each in ("Ton Heerts", "Boer", "Spreker 1", "De voorzitter", "Voice-over")]
    [True, True, False, False, False]
    """
    tokens = label.casefold().split()
    numbered = {each.casefold() for each in each_of("draft_speaker").values()} | words_of("unknown")
    if labels.role(label) or any(map(str.isdigit, label)) or not numbered.isdisjoint(tokens):
        return False
    roles = words_of("roles", "articles", "before_roles")
    return not roles.issuperset(tokens) or (len(tokens) == 1 and tokens[0] in words_of("roles_also_surnames"))


def mean_voice(voices: Sequence[LineVoice]) -> MeanVoice:
    """The middle of the voices of some lines, one or more of which are heard, by each embedder."""
    heard = [each.vectors for each in voices if each.vectors]
    return tuple(unit(np.mean(np.stack(vectors), axis=0)) for vectors in zip(*heard, strict=True))


def kept_voices(
    voices: Sequence[LineVoice], found: Audit, names: Sequence[str], exchanged: Collection[str], film: str
) -> tuple[tuple[KnownVoice, ...], tuple[tuple[str, Unkept], ...]]:
    """Those of these speakers, by their lines that agree with the label; and whose is not kept, and why.

    Nobody's is where the audit abstains.
    """
    agreeing = {each.line for each in found.lines if each.verdict is Verdict.AGREES}
    parted = {each.line for each in found.changes}
    doubtful = {*exchanged, *(each.speaker for each in found.two_voices)}
    doubtful |= {name for pair in found.one_voice for name in pair}
    kept, unkept = [], []
    for name in names:
        lines = [each for each in voices if each.speaker == name and each.line in agreeing - parted]
        heard_ms = sum(each.heard_ms for each in lines)
        if not is_name(name):
            unkept.append((name, Unkept.NO_NAME))
        elif name in doubtful:
            unkept.append((name, Unkept.DOUBTFUL))
        elif len(lines) < LEAST_LINES or heard_ms < LEAST_MS:
            unkept.append((name, Unkept.FEW))
        else:
            kept.append(KnownVoice(name, film, len(lines), heard_ms, mean_voice(lines)))
    return tuple(kept), tuple(unkept)


def recognised(
    heard: Mapping[int, Sequence[LineVoice]], book: VoiceBook, said: Mapping[int, str]
) -> tuple[Recognised, ...]:
    """Which voices of a draft, by their lines, are surely one of the book.

    What is said wins: `said` are the names that it gives to voices.
    """
    told = likeliest({voice: lines for voice, lines in sorted(heard.items()) if _is_enough(lines)}, book)
    sure = [each for each in told if each.probability >= DECIDED]
    times = Counter(each.known.name for each in sure)
    return tuple(replace(each, against=_against(each, times[each.known.name], said)) for each in sure)


def _is_enough(lines: Sequence[LineVoice]) -> bool:
    return sum(each.heard_ms for each in lines if each.vectors) >= LEAST_MATCHED_MS


def _against(told: Recognised, times: int, said: Mapping[int, str]) -> Against | None:
    own = said.get(told.voice)
    if own is not None:
        return None if same_name(own, told.known.name) else Against.SAID
    if any(same_name(each, told.known.name) for each in said.values()):
        return Against.TAKEN
    return Against.TWICE if times > 1 else None


def likeliest(heard: Mapping[int, Sequence[LineVoice]], book: VoiceBook) -> list[Recognised]:
    """For each voice who of the book it is likeliest, where as likely it is nobody of the book at all."""
    if not heard or not book.voices:
        return []
    means = [mean_voice(lines) for lines in heard.values()]
    alike = np.array([[likeness(own, each.vectors) for each in book.voices] for own in means])
    odds = np.exp(SLOPE * (beyond_strangers(alike) - MIDDLE))
    likely = odds / (1 + odds.sum(axis=1, keepdims=True))
    return [
        Recognised(voice, book.voices[at], float(row[at]))
        for voice, row, at in zip(heard, likely, likely.argmax(axis=1), strict=True)
    ]


def beyond_strangers(alike: Numbers) -> Numbers:
    """How far the likeness of each pair goes from that of strangers (0) to that of the same sound (1).

    Strangers are each of the two with all others; (voices of the film, voices of the book).
    """
    others = alike.sum(axis=1, keepdims=True) + alike.sum(axis=0, keepdims=True) - 2 * alike
    count = sum(alike.shape) - 2
    strangers = (others + STRANGERS_COUNT * STRANGERS) / (count + STRANGERS_COUNT)
    found: Numbers = (alike - strangers) / (1 - strangers)
    return found


def likeness(one: MeanVoice, other: MeanVoice) -> float:
    """The cosines of two voices by each embedder, together."""
    pairs = zip(SHARES, one, other, strict=True)
    return sum(share * float(mine @ yours) for share, mine, yours in pairs)
