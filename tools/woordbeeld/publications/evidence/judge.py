"""How each criterion is judged that depends on the video and the text: a table of rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from woordbeeld.alignment.model import AlignedPhrase, Alignment, Placement
from woordbeeld.alignment.phrases import aligned_phrases
from woordbeeld.findings import Finding, Severity
from woordbeeld.publications.evidence.model import (
    Criterion,
    Judged,
    Spot,
    Task,
    Told,
    ToldScene,
    Verdict,
    Worklist,
    named_language,
)
from woordbeeld.timing import Span, gaps
from woordbeeld.tracks.model import Track
from woordbeeld.words import Message, say, told

LONG_PAUSE_MS: Final = 5_000  # ours: time enough to show something that nobody tells
MOST_UNCAPTIONED_MS: Final = 2_000  # ours: shorter may be a misheard word or two, and a person must judge
MOST_SPOTS: Final = 20


@dataclass(frozen=True)
class Case:
    """Everything that a rule looks at; what was `accepted` by a person is not on the worklist any more."""

    alignment: Alignment
    title: str
    captions: Track
    scenes: tuple[ToldScene, ...]
    worklist: Worklist
    accepted: Worklist
    findings: tuple[Finding, ...]
    language: str

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
        seen = [scene.span for scene in self.scenes]
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

    def scenes_told(self, told: Told) -> tuple[Spot, ...]:
        return tuple(
            Spot(scene.text, scene.span.start_ms, scene.line) for scene in self.scenes if scene.told is told
        )


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a rule says of its criterion."""

    verdict: Verdict
    evidence: tuple[Message, ...]
    task: Task | None = None
    spots: tuple[Spot, ...] = ()


Rule = Callable[[Case], Opinion]


def judge(criterion: Criterion, case: Case) -> Judged:
    """The verdict on a criterion: by its rule, or met by what the page is built like.

    Raises:
        KeyError: there is no rule for a criterion that the page does not have by its making.
    """
    if rule := RULES.get(criterion.id):
        found = rule(case)
        evidence = tuple(map(case.told, found.evidence))
        todo = case.told(found.task.do) if found.task else ""
        return Judged(criterion, found.verdict, evidence, todo, found.spots[:MOST_SPOTS], found.task)
    if not criterion.built:
        raise KeyError(criterion.id)
    return Judged(criterion, Verdict.MET, (criterion.built,))


def _one_medium(case: Case) -> Opinion:
    if case.has_video:
        return Opinion(Verdict.DOES_NOT_APPLY, (say("evidence.has_both"),))
    evidence: tuple[Message, ...] = (say("evidence.transcript_holds", **_counts(case)),)
    if case.missing:
        evidence = (*evidence, _missing(case))
        if case.lacks_captions:
            return Opinion(Verdict.NOT_MET, evidence, Task.ADD_MISSING, case.missing)
        return Opinion(Verdict.JUDGE, evidence, Task.LISTEN, case.missing)
    return _met_unless_accepted(evidence, len(case.accepted.missing))


def _met_unless_accepted(evidence: Sequence[Message], accepted: int) -> Opinion:
    """Met, or only accepted by a person where the computer found so many places that it was not sure of."""
    if not accepted:
        return Opinion(Verdict.MET, tuple(evidence))
    return Opinion(Verdict.ACCEPTED, (*evidence, say("evidence.accepted", count=accepted)))


def _captions(case: Case) -> Opinion:
    if not case.captions.cues:
        return Opinion(Verdict.NOT_MET, (say("evidence.no_captions"),), Task.WRITE_TEXT)
    evidence = [say("evidence.captions_hold", **_counts(case))]
    unshown = case.worklist.not_shown
    spots = (*case.missing, *case.estimated, *unshown)
    if case.estimated:
        evidence.append(say("evidence.unheard_lines", count=len(case.estimated)))
    if not case.alignment.transcript.sounds:
        evidence.append(say("evidence.no_sounds"))
    if unshown:
        evidence.append(say("evidence.sounds_not_shown", count=len(unshown)))
    if errors := sum(each.severity is Severity.ERROR and each.span is not None for each in case.findings):
        evidence.append(say("evidence.rule_errors", count=errors))
    if case.missing:  # last, for the last is what is said where there is room for one sentence
        evidence.append(_missing(case))
    if case.lacks_captions:
        return Opinion(Verdict.NOT_MET, tuple(evidence), Task.ADD_MISSING, spots)
    if spots:
        return Opinion(Verdict.JUDGE, tuple(evidence), Task.LISTEN, spots)
    if not case.alignment.transcript.sounds:
        return Opinion(Verdict.JUDGE, tuple(evidence), Task.NAME_SOUNDS)
    seen = case.accepted
    return _met_unless_accepted(evidence, len(seen.missing) + len(seen.unheard) + len(seen.not_shown))


def _described(case: Case) -> Opinion:
    """1.2.3: a description or a text with all that is seen; whether it is all, only people see."""
    evidence = (say("evidence.text_describes", **_counts(case)), *_what_is_not_told(case))
    return Opinion(Verdict.JUDGE, evidence, Task.LOOK, case.to_look_at)


def _audio_description(case: Case) -> Opinion:
    if not case.scenes:
        return Opinion(
            Verdict.JUDGE,
            (say("evidence.no_scenes"), *_what_is_not_told(case)),
            Task.LOOK,
            case.to_look_at,
        )
    counts = {told: len(case.scenes_told(told)) for told in Told}
    evidence = (
        say(
            "evidence.scenes_told",
            count=len(case.scenes),
            speech=counts[Told.SPEECH],
            pause=counts[Told.PAUSE],
            wait=counts[Told.WAIT],
        ),
        say("evidence.by_device"),
        *_what_is_not_told(case),
    )
    return Opinion(
        Verdict.JUDGE,
        evidence,
        Task.CHOOSE_VOICE,
        (*case.scenes_told(Told.WAIT), *case.to_look_at),
    )


def _extended(case: Case) -> Opinion:
    waits = case.scenes_told(Told.WAIT)
    if not waits:
        return Opinion(
            Verdict.DOES_NOT_APPLY, (say("evidence.all_fit" if case.scenes else "evidence.no_scenes"),)
        )
    return Opinion(Verdict.JUDGE, (say("evidence.video_waits", count=len(waits)),), Task.CHOOSE_VOICE, waits)


def _alternative(case: Case) -> Opinion:
    evidence = (say("evidence.transcript_holds", **_counts(case)), *_what_is_not_told(case))
    return Opinion(Verdict.JUDGE, evidence, Task.LOOK, (*case.missing, *case.to_look_at))


def _contrast(case: Case) -> Opinion:
    shown = tuple(
        Spot(text, scene.span.start_ms, scene.line) for scene in case.scenes for text in scene.on_screen
    )
    if not shown:
        return Opinion(Verdict.MET, (say("evidence.contrast"),))
    return Opinion(
        Verdict.JUDGE,
        (say("evidence.contrast"), say("evidence.on_screen", count=len(shown))),
        Task.LOOK_AT_LETTERS,
        shown,
    )


def _flashes(_: Case) -> Opinion:
    return Opinion(Verdict.JUDGE, (say("evidence.flashes"),), Task.LOOK_FOR_FLASHES)


def _title(case: Case) -> Opinion:
    return Opinion(Verdict.JUDGE, (say("evidence.title", title=case.title),), Task.CHECK_TITLE)


def _headings(case: Case) -> Opinion:
    names = ", ".join(speaker.name for speaker in case.alignment.transcript.speakers)
    doubts = case.worklist.speakers
    evidence = (say("evidence.speakers", count=len(case.alignment.transcript.speakers), names=names),)
    return Opinion(Verdict.JUDGE, (*evidence, *_voices(case)), Task.CHECK_NAMES, doubts)


def _voices(case: Case) -> tuple[Message, ...]:
    """What the voices tell of the labels, or why they tell nothing; nothing where nobody listened to them."""
    if (voices := case.alignment.voices) is None:
        return ()
    return (voices.untold or say("evidence.voices", count=len(case.worklist.voices)),)


def _language(case: Case) -> Opinion:
    return Opinion(Verdict.MET, (say("evidence.language", language=named_language(case.alignment.language)),))


def _parts(case: Case) -> Opinion:
    if unmarked := case.worklist.unmarked:
        languages = ", ".join(
            case.told(named_language(each)) for each in sorted({each.language for each in unmarked})
        )
        told = say("evidence.parts_unmarked", count=len(unmarked), languages=languages)
        spots = tuple(Spot(f"{each.language}: {each.text}", each.start_ms, each.line) for each in unmarked)
        return Opinion(Verdict.JUDGE, (_marked(case), told), Task.MARK_PARTS, spots)
    if not case.in_other_languages:
        return Opinion(Verdict.JUDGE, (_marked(case),), Task.CHECK_PARTS)
    found = _met_unless_accepted((_marked(case),), len(case.accepted.unmarked))
    return replace(found, spots=case.in_other_languages)


def _marked(case: Case) -> Message:
    """Which parts the text marks as being in another language."""
    language = case.alignment.language
    if not case.in_other_languages:
        return say("evidence.parts", language=named_language(language))
    marked = {part.language for line in case.alignment.lines for part in line.source.parts if part.language}
    told = ", ".join(case.told(named_language(each)) for each in sorted(marked - {language}))
    return say("evidence.parts_marked", count=len(case.in_other_languages), languages=told)


def _in_time(case: Case) -> Opinion:
    evidence = [say("evidence.in_time", cues=_counted("cues", len(case.captions.cues)))]
    phrases = (*case.worklist.unheard, *case.worklist.uncertain)
    uncertain = tuple(Spot(each.text, each.start_ms, each.line) for each in phrases)
    if not uncertain:
        return _met_unless_accepted(evidence, len(case.accepted.unheard) + len(case.accepted.uncertain))
    evidence.append(say("evidence.uncertain", count=len(uncertain)))
    return Opinion(Verdict.JUDGE, tuple(evidence), Task.LISTEN, uncertain)


def _description_playback(_: Case) -> Opinion:
    return Opinion(
        Verdict.JUDGE,
        (say("evidence.description_button", name=say("player.descriptions")), say("evidence.by_device")),
        Task.CHOOSE_VOICE,
    )


def _description_in_time(case: Case) -> Opinion:
    squeezed = sum(event.placement is Placement.SQUEEZED for event in case.alignment.events)
    evidence = [say("evidence.description_times", count=len(case.scenes))]
    if squeezed:
        evidence.append(say("evidence.squeezed", count=squeezed))
    spots = tuple(Spot(scene.text, scene.span.start_ms, scene.line) for scene in case.scenes)
    return Opinion(Verdict.JUDGE, tuple(evidence), Task.WATCH_DESCRIPTIONS, spots)


def _never(reason: Message) -> Rule:
    """The rule of what applies to no video of ours, with the reason."""
    return lambda _: Opinion(Verdict.DOES_NOT_APPLY, (reason,))


def _of_pictures(rule: Rule) -> Rule:
    """The rule, for what has a picture."""
    return lambda case: (rule if case.has_video else _never(say("evidence.no_picture")))(case)


def _of_scenes(rule: Rule) -> Rule:
    """The rule, for what has descriptions."""
    return lambda case: (rule if case.scenes else _never(say("evidence.no_scenes")))(case)


RULES: Final[Mapping[str, Rule]] = {
    "1.2.1": _one_medium,
    "1.2.2": _of_pictures(_captions),
    "1.2.3": _of_pictures(_described),
    "1.2.4": _never(say("evidence.not_live")),
    "1.2.5": _of_pictures(_audio_description),
    "1.2.7": _of_pictures(_extended),
    "1.2.8": _alternative,
    "1.4.3": _contrast,
    "2.3.1": _of_pictures(_flashes),
    "2.4.2": _title,
    "2.4.6": _headings,
    "3.1.1": _language,
    "3.1.2": _parts,
    "7.1.2": _in_time,
    "7.1.3": _never(say("evidence.nothing_sent_on")),
    "7.1.5": _never(say("evidence.same_language")),
    "7.2.1": _of_scenes(_description_playback),
    "7.2.2": _of_scenes(_description_in_time),
    "7.2.3": _never(say("evidence.nothing_sent_on")),
}


def _counts(case: Case) -> dict[str, Message]:
    counts = {
        "cues": len(case.captions.cues),
        "words": len(case.alignment.words),
        "turns": len(case.alignment.transcript.turns),
        "scenes": len(case.scenes),
        "on_screen": sum(len(scene.on_screen) for scene in case.scenes),
        "sounds": len(case.alignment.transcript.sounds),
    }
    return {name: _counted(name, count) for name, count in counts.items()}


def _counted(what: str, count: int) -> Message:
    return say(f"count.{what}", count=count)


def _missing(case: Case) -> Message:
    total_ms = sum(each.end_ms - each.start_ms for each in case.worklist.missing)
    return say("evidence.unwritten", count=len(case.missing), seconds=total_ms / 1000)


def _what_is_not_told(case: Case) -> tuple[Message, ...]:
    found = []
    if case.untold:
        found.append(say("evidence.untold", count=len(case.untold)))
    if case.silent_cuts:
        found.append(say("evidence.silent_cuts", count=len(case.silent_cuts), of=len(case.alignment.shots)))
    return tuple(found)
