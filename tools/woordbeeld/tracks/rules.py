"""What a rule for captions is, and what it looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from woordbeeld.findings import Severity
from woordbeeld.timing import Span
from woordbeeld.tracks.model import Cue, ScreenPosition, Track, TrackKind, Utterance
from woordbeeld.tracks.profile import CaptionProfile
from woordbeeld.tracks.sounds import is_sound
from woordbeeld.tracks.widths import shown_chars
from woordbeeld.transcript.word_lists import Grammar, grammar_of
from woordbeeld.words import Message, say

QUOTED_CHARS: Final = 40
ALL: Final = frozenset(TrackKind) - {TrackKind.METADATA}
CAPTIONS: Final = frozenset({TrackKind.CAPTIONS})


@dataclass(frozen=True, slots=True)
class SoundAndPicture:
    """What is known of the sound and the picture that the captions belong to; `shots` are cuts (ms)."""

    voice: tuple[Span, ...]
    noises: tuple[Span, ...] = ()
    shots: tuple[int, ...] = ()


@dataclass(frozen=True)
class CheckedTrack:
    """A track, the profile that it is held against, and what is heard, if that is known."""

    track: Track
    profile: CaptionProfile
    heard: SoundAndPicture | None = None

    @property
    def cues(self) -> tuple[Cue, ...]:
        return self.track.cues

    @cached_property
    def grammar(self) -> Grammar:
        return grammar_of(self.track.language or "")

    @cached_property
    def cues_in_context(self) -> tuple[CueInContext, ...]:
        cues = self.cues
        followers = next_in_place(cues)
        before: list[Cue | None] = [None] * len(cues)
        for at, follower in enumerate(followers):
            if follower is not None:
                before[follower] = cues[at]
        return tuple(
            CueInContext(
                at,
                before[at],
                cue,
                cues[follower] if follower is not None else None,
                cues[at - 1] if at else None,
                self.profile,
                self.grammar,
            )
            for at, (cue, follower) in enumerate(zip(cues, followers, strict=True))
        )


@dataclass(frozen=True, slots=True)
class CueInContext:
    """A cue between the one before and the one after it in the same place of the picture.

    `above` is the cue that stands before it in the file.
    """

    index: int
    before: Cue | None
    cue: Cue
    following: Cue | None
    above: Cue | None
    profile: CaptionProfile
    grammar: Grammar

    @property
    def speed(self) -> float:
        """Characters a second, spaces included, speaker prefixes not."""
        return shown_chars(self.cue.text) * 1000 / self.cue.span.duration_ms

    @property
    def gap_ms(self) -> int | None:
        return self.following.span.start_ms - self.cue.span.end_ms if self.following else None

    @property
    def longest_line(self) -> int:
        return max(map(shown_chars, self.cue.shown), default=0)


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a rule is broken (the index of the cue, None for the whole track), and how."""

    index: int | None
    what: Message


@dataclass(frozen=True, slots=True)
class Rule:
    """A stable id, how bad it is to break the rule, where the rule comes from, and what breaks it.

    `limit` is its threshold under a profile. What to do is in the words `rule.ID.do`. A rule that
    `needs_sound` is not applied without it.
    """

    id: str
    severity: Severity
    kinds: frozenset[TrackKind]
    limit: Callable[[CaptionProfile], Message]
    source: str
    find: Callable[[CheckedTrack], Iterator[Hit]]
    needs_sound: bool = False

    @property
    def suggestion(self) -> Message:
        return say(f"rule.{self.id}.do")


def name_of_rule(rule: str) -> Message:
    """What people call a rule, by its id: what is wrong where it is broken.

    >>> str(name_of_rule("reading-speed"))
    'too fast'
    """
    return say(f"rule.{rule}.name")


def each_cue(
    broken: Callable[[CueInContext], bool], what: Callable[[CueInContext], Message]
) -> Callable[[CheckedTrack], Iterator[Hit]]:
    """A rule that looks at one cue, and at its neighbours, at a time."""

    def find(checked: CheckedTrack) -> Iterator[Hit]:
        return (Hit(place.index, what(place)) for place in checked.cues_in_context if broken(place))

    return find


def next_in_place(cues: Sequence[Cue]) -> list[int | None]:
    """For each cue the index of the next one that is shown in the same place of the picture."""
    found: list[int | None] = []
    later: dict[ScreenPosition, int] = {}
    last: ScreenPosition | None = None
    for at in reversed(range(len(cues))):
        placement = cues[at].placement
        if placement is last:  # as most are, so that nothing needs to be looked up
            found.append(at + 1)
            continue
        if last is not None:
            later[last] = at + 1
        found.append(later.get(placement))
        last = placement
    return found[::-1]


def is_speech(utterance: Utterance) -> bool:
    return not is_sound(utterance) and bool("".join(utterance.lines).strip())


def quoted(cue: Cue) -> str:
    """The text of a cue, or how it begins, to know it by."""
    text = " ".join(cue.text.split())
    return text if len(text) <= QUOTED_CHARS else text[: QUOTED_CHARS - 1].rstrip() + "…"


def seconds(ms: int) -> float:
    """A duration in seconds, as messages tell it."""
    return ms / 1000
