"""What a rule looks at to judge a criterion, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from woordbeeld.alignment.model import AlignedPhrase, Alignment
from woordbeeld.alignment.phrases import aligned_phrases
from woordbeeld.description.published import DescriptionSound
from woordbeeld.findings import Finding
from woordbeeld.publications.evidence.model import (
    Published,
    Spot,
    Task,
    Told,
    ToldScene,
    Verdict,
    Worklist,
)
from woordbeeld.timing import Span, format_clock, gaps
from woordbeeld.tracks.model import Track
from woordbeeld.words import Message, say, told

LONG_PAUSE_MS: Final = 5_000  # ours: time enough to show something that nobody tells
MOST_UNCAPTIONED_MS: Final = 2_000  # ours: shorter may be a misheard word or two, and a person must judge


@dataclass(frozen=True)
class Case:
    """Everything that a rule looks at; what was `accepted` by a person is not on the worklist any more.

    The `sound` with audio description is None where none is published.
    """

    alignment: Alignment
    title: str
    captions: Track
    scenes: tuple[ToldScene, ...]
    worklist: Worklist
    accepted: Worklist
    findings: tuple[Finding, ...]
    language: str
    sound: DescriptionSound | None = None

    def told(self, message: Message) -> str:
        return told(message, self.language)

    @property
    def has_video(self) -> bool:
        return self.alignment.media.has_video

    @cached_property
    def phrases(self) -> tuple[AlignedPhrase, ...]:
        return aligned_phrases(self.alignment)

    @cached_property
    def missing(self) -> tuple[Spot, ...]:
        """Speech that was heard for a second or more and stands nowhere, the longest first."""
        return tuple(Spot(each.heard, each.start_ms) for each in self.worklist.missing)

    @property
    def lacks_captions(self) -> bool:
        """Whether somebody speaks so long without a caption that viewers miss what is said."""
        return any(each.end_ms - each.start_ms > MOST_UNCAPTIONED_MS for each in self.worklist.missing)

    @cached_property
    def estimated(self) -> tuple[Spot, ...]:
        """Phrases of which no word was heard, so that nobody knows whether their captions come in time."""
        return tuple(Spot(each.text, each.start_ms, each.line) for each in self.worklist.unheard)

    @cached_property
    def in_other_languages(self) -> tuple[Spot, ...]:
        """What the text marks as another language than its own."""
        return tuple(
            Spot(f"{part.language}: {part.text}", line.span.start_ms if line.span else None, line.source.line)
            for line in self.alignment.lines
            for part in line.source.parts
            if part.language not in (None, self.alignment.language)
        )

    @cached_property
    def untold(self) -> tuple[Spot, ...]:
        """Long pauses in the speech of which the text says nothing, neither scene nor sound."""
        spoken = [phrase.span for phrase in self.phrases if phrase.span]
        told = [event.span for event in self.alignment.events if event.span]
        busy = tuple(sorted((*spoken, *told)))
        return tuple(
            Spot(self.told(say("evidence.pause", seconds=round(pause.duration_ms / 1000))), pause.start_ms)
            for pause in gaps(busy, self.alignment.media.duration_ms)
            if pause.duration_ms >= LONG_PAUSE_MS
        )

    @cached_property
    def silent_cuts(self) -> tuple[Spot, ...]:
        """Cuts in the picture while nothing is described."""
        seen = [scene.seen for scene in self.scenes]
        cut_told = self.told(say("evidence.cut"))
        near = [Span(max(0, span.start_ms - LONG_PAUSE_MS), span.end_ms + LONG_PAUSE_MS) for span in seen]
        return tuple(
            Spot(cut_told, cut)
            for cut in self.alignment.shots
            if not any(span.start_ms <= cut < span.end_ms for span in near)
        )

    @cached_property
    def to_look_at(self) -> tuple[Spot, ...]:
        """Where something may be seen that nobody tells."""
        return tuple(sorted((*self.untold, *self.silent_cuts), key=lambda spot: spot.start_ms or 0))

    @property
    def silent_scenes(self) -> tuple[ToldScene, ...]:
        """The scenes of which nothing published says all that is seen."""
        return tuple(scene for scene in self.scenes if not scene.is_published)

    @property
    def waiting_scenes(self) -> tuple[ToldScene, ...]:
        """The scenes of which the published sound lacks a part, which is said while the film stands still."""
        return tuple(scene for scene in self.scenes if scene.published is Published.EXTENDED)

    @property
    def longer_scenes(self) -> tuple[ToldScene, ...]:
        """The scenes for which the film would have to stand still."""
        return tuple(scene for scene in self.scenes if scene.needs_ms and scene.told is not Told.SPEECH)

    @property
    def what_is_not_told(self) -> tuple[Message, ...]:
        """How often something may be seen that nobody tells."""
        found = []
        if self.untold:
            found.append(say("evidence.untold", count=len(self.untold)))
        if self.silent_cuts:
            of = len(self.alignment.shots)
            found.append(say("evidence.silent_cuts", count=len(self.silent_cuts), of=of))
        return tuple(found)

    @property
    def counts(self) -> dict[str, Message]:
        """How much there is of all kinds."""
        counts = {
            "cues": len(self.captions.cues),
            "words": len(self.alignment.words),
            "turns": len(self.alignment.transcript.turns),
            "scenes": len(self.scenes),
            "on_screen": sum(len(scene.on_screen) for scene in self.scenes),
            "sounds": len(self.alignment.transcript.sounds),
        }
        return {name: counted(name, count) for name, count in counts.items()}


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a rule says of its criterion, with what is to be done, and then."""

    verdict: Verdict
    evidence: tuple[Message, ...]
    task: Task | None = None
    spots: tuple[Spot, ...] = ()
    next_task: Task | None = None


Rule = Callable[[Case], Opinion]


def counted(what: str, count: int) -> Message:
    """How many there are of something, in words."""
    return say(f"count.{what}", count=count)


def spots_of(scenes: Iterable[ToldScene]) -> tuple[Spot, ...]:
    """Where scenes are seen, and told."""
    return tuple(map(_spot_of, scenes))


def _spot_of(scene: ToldScene) -> Spot:
    return Spot(scene.text, scene.seen.start_ms, scene.line, told_later_ms(scene))


def told_later_ms(scene: ToldScene) -> int | None:
    """When a description begins, where a clock shows that to be another moment than that of its scene."""
    told_ms, seen_ms = scene.span.start_ms, scene.seen.start_ms
    if scene.told is Told.SPEECH or format_clock(told_ms) == format_clock(seen_ms):
        return None
    return told_ms


def never(reason: Message) -> Rule:
    """The rule of what applies to no video of ours, with the reason."""
    return lambda _: Opinion(Verdict.DOES_NOT_APPLY, (reason,))
