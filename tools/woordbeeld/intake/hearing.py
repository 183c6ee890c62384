"""Which excerpts of a text are said, by what was heard in their place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import groupby
from typing import Final

from rapidfuzz.distance import Levenshtein

from woordbeeld.alignment.belonging import MIN_HEARD_SHARE
from woordbeeld.alignment.match import is_certain, key
from woordbeeld.alignment.model import Match
from woordbeeld.alignment.phrases import in_phrases
from woordbeeld.alignment.script import MergedWord, merge
from woordbeeld.alignment.unheard_phrases import SPEECH_CPS, said_by_ms, said_from_ms
from woordbeeld.speech.model import HeardWord
from woordbeeld.timing import Span

# Of the letters of an excerpt, in words that were heard. In episodes of dialogue Whisper base heard 0.18 or
# more of what was said, mostly 0.4 to 0.9, and of descriptions put among it 0.2 at most.
ENOUGH: Final = 0.35
HARDLY: Final = 0.1
LIKE: Final = 0.6  # share of the letters of a word from which on it is that word, misheard
ROOM: Final = 0.3  # of the time that an excerpt takes: other speech for so long may be that excerpt, misheard
EDGES_MS: Final = 400  # by which voice and the times of the words beside it may be off, at both ends together


class Verdict(Enum):
    """Whether an excerpt is said."""

    HEARD = "heard"
    NOT_HEARD = "not heard"
    OPEN = "perhaps heard"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some words in their place, said in one go; `is_certain` where nobody doubts that they are said."""

    words: tuple[str, ...]
    is_certain: bool

    @property
    def letters(self) -> int:
        return sum(len(key(word)) for word in self.words)

    @property
    def need_ms(self) -> int:
        """How long it takes to say it."""
        return sum(map(_need_ms, self.words))


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict; it is `sure` where words in a row were heard just as they are written."""

    verdict: Verdict
    sure: bool = False


def judged(
    excerpts: Sequence[Excerpt], heard: Sequence[HeardWord], voice: Sequence[Span] = ()
) -> dict[int, Judgement]:
    """For each excerpt in question, by its index, whether it is said; `voice` are the spans with speech.

    All excerpts are matched with what was heard, and once more those alone that are certain: what was heard
    of these is never taken from them. All stay open where hardly a word of the text was heard, for then it is
    another video's.
    """
    certain = [at for at, excerpt in enumerate(excerpts) if excerpt.is_certain]
    asked = [at for at, excerpt in enumerate(excerpts) if not excerpt.is_certain]
    alone = _Matched.of(excerpts, certain, heard)
    if alone.letters < MIN_HEARD_SHARE * sum(excerpts[at].letters for at in certain):
        return dict.fromkeys(asked, Judgement(Verdict.OPEN))
    together = _Matched.of(excerpts, range(len(excerpts)), heard)
    return {
        at: Judgement(_verdict(excerpts[at], at, together, alone.claimed, voice), together.is_sure(at))
        for at in asked
    }


def _verdict(
    excerpt: Excerpt, at: int, matched: _Matched, claimed: Container[int], voice: Sequence[Span]
) -> Verdict:
    share = matched.letters_of(at, claimed) / max(excerpt.letters, 1)
    if share >= ENOUGH:
        return Verdict.HEARD
    is_room = matched.other_speech_ms(at, voice) >= ROOM * excerpt.need_ms
    return Verdict.OPEN if share > HARDLY or is_room else Verdict.NOT_HEARD


@dataclass(frozen=True)
class _Matched:
    """Some excerpts held against what was heard; `owners` has for each phrase the index of its excerpt."""

    entries: Sequence[MergedWord]
    owners: Sequence[int]

    @classmethod
    def of(cls, excerpts: Sequence[Excerpt], chosen: Sequence[int], heard: Sequence[HeardWord]) -> _Matched:
        found = [(phrase, at) for at in chosen for phrase in in_phrases(excerpts[at].words)]
        return cls(merge([phrase for phrase, _ in found], heard), [at for _, at in found])

    @cached_property
    def letters(self) -> int:
        """Those of all words that were heard as written, or nearly so."""
        return sum(map(_heard_letters, self.entries))

    @cached_property
    def claimed(self) -> frozenset[int]:
        """When these were heard (ms)."""
        return frozenset(
            each.heard.span.start_ms for each in self.entries if each.heard and _heard_letters(each)
        )

    def letters_of(self, at: int, claimed: Container[int]) -> int:
        """Those of an excerpt, but for what is claimed by others."""
        free = (each for each in self._of(at) if each.heard and each.heard.span.start_ms not in claimed)
        return sum(map(_heard_letters, free))

    @cached_property
    def _by_excerpt(self) -> Mapping[int, list[MergedWord]]:
        found: dict[int, list[MergedWord]] = {}
        for entry in self.entries:
            if entry.phrase is not None:
                found.setdefault(self.owners[entry.phrase], []).append(entry)
        return found

    def _of(self, at: int) -> Sequence[MergedWord]:
        return self._by_excerpt.get(at, ())

    def is_sure(self, at: int) -> bool:
        """Whether words in a row of an excerpt were heard just as they are written."""
        runs = groupby(self._of(at), key=lambda entry: entry.match is Match.SAME)
        return any(is_certain([key(entry.text) for entry in run]) for same, run in runs if same)

    def other_speech_ms(self, at: int, voice: Sequence[Span]) -> int:
        """How long something is said in the place of an excerpt that is not written there."""
        low, high = self._beside(at)
        between = self.entries[low + 1 : high]
        mine = [each for each in between if each.phrase is not None and self.owners[each.phrase] == at]
        explained = sum(
            _need_ms(each.text) for each in between if each.phrase is not None and each not in mine
        )
        others = sum(_need_ms(each.text) for each in between if each.phrase is None)
        said_ms = sum(each.heard.span.duration_ms for each in mine if each.heard)
        voiced_ms = _voiced_ms(voice, *self._times(low, high, voice))
        return max(others, voiced_ms - said_ms - EDGES_MS) - explained

    @cached_property
    def _paired(self) -> list[int]:
        return [at for at, entry in enumerate(self.entries) if entry.paired]

    @cached_property
    def _paired_owners(self) -> list[int]:
        return [self.owners[self.entries[at].phrase or 0] for at in self._paired]

    def _beside(self, at: int) -> tuple[int, int]:
        """The last entry before an excerpt, and the first one behind it, that were heard; or the ends."""
        before, after = bisect_left(self._paired_owners, at), bisect_right(self._paired_owners, at)
        low = self._paired[before - 1] if before else -1
        return low, self._paired[after] if after < len(self._paired) else len(self.entries)

    def _times(self, low: int, high: int, voice: Sequence[Span]) -> tuple[int, int]:
        before = self.entries[low].heard if low >= 0 else None
        after = self.entries[high].heard if high < len(self.entries) else None
        end_ms = max((span.end_ms for span in voice), default=0)
        return said_by_ms(before) if before else 0, said_from_ms(after) if after else end_ms


def _voiced_ms(voice: Sequence[Span], start_ms: int, end_ms: int) -> int:
    return sum(max(0, min(span.end_ms, end_ms) - max(span.start_ms, start_ms)) for span in voice)


def _heard_letters(entry: MergedWord) -> int:
    """The letters of a word that was heard as written, or nearly so; none of another one."""
    if not entry.heard or entry.phrase is None:
        return 0
    ours, theirs = key(entry.text), key(entry.heard.text)
    return len(ours) if Levenshtein.normalized_similarity(ours, theirs) >= LIKE else 0


def _need_ms(text: str) -> int:
    return (len(text) + 1) * 1000 // SPEECH_CPS
