"""How each criterion is judged that depends on the video and the text: a table of rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from woordbeeld.findings import Severity
from woordbeeld.publications.evidence.case import Case, Opinion, Rule, counted, never
from woordbeeld.publications.evidence.describing import (
    audio_description,
    described,
    extended,
    in_time,
    playback,
)
from woordbeeld.publications.evidence.model import (
    Criterion,
    Judged,
    Spot,
    Task,
    Verdict,
    named_language,
)
from woordbeeld.publications.evidence.on_screen import (
    TOLD_FOR,
    screen_evidence,
    screen_verdict,
    untold_spots,
)
from woordbeeld.tracks.clear_of_text import moved_up
from woordbeeld.transcript.one_person import short_labels
from woordbeeld.words import Message, say

MOST_SPOTS: Final = 20


def judge(criterion: Criterion, case: Case) -> Judged:
    """The verdict on a criterion: by its rule, or met by what the page is built like.

    Raises:
        KeyError: there is no rule for a criterion that the page does not have by its making.
    """
    if rule := RULES.get(criterion.id):
        found = _with_screen(criterion, rule(case), case)
        evidence = tuple(map(case.told, found.evidence))
        todo = " ".join(case.told(task.do) for task in (found.task, found.next_task) if task)
        return Judged(criterion, found.verdict, evidence, todo, found.spots[:MOST_SPOTS], found.task)
    if not criterion.built:
        raise KeyError(criterion.id)
    return Judged(criterion, Verdict.MET, (criterion.built,))


def _with_screen(criterion: Criterion, found: Opinion, case: Case) -> Opinion:
    """The opinion, for a criterion that text in the picture has to do with."""
    if criterion.id == "1.2.2" and (moved := moved_up(case.captions)):
        return replace(found, evidence=(say("evidence.moved_up", count=moved), *found.evidence))
    if criterion.id not in TOLD_FOR or found.verdict is Verdict.DOES_NOT_APPLY:
        return found
    found = replace(found, evidence=(*found.evidence, *screen_evidence(case.alignment, case.worklist)))
    spots = untold_spots(case.worklist)
    if screen_verdict(case.alignment, case.worklist, case.accepted) is Verdict.NOT_MET:
        after = found.task if found.task in (Task.NARRATE, Task.REPLACE_VOICE) else None
        found = replace(found, verdict=Verdict.NOT_MET, task=Task.TELL_SCREEN, next_task=after)
    return replace(found, spots=(*spots, *found.spots))


def _text_in_picture(case: Case) -> Opinion:
    """1.1.1: what the picture shows as text is there as text too."""
    evidence = screen_evidence(case.alignment, case.worklist) or (say("evidence.screen_unread"),)
    verdict = screen_verdict(case.alignment, case.worklist, case.accepted)
    task = {Verdict.NOT_MET: Task.TELL_SCREEN, Verdict.JUDGE: Task.LOOK}.get(verdict)
    return Opinion(verdict, evidence, task, untold_spots(case.worklist))


def _images_of_text(case: Case) -> Opinion:
    """1.4.5: text in the picture is an image of text; whether it must be one, only people can judge."""
    screen = case.alignment.screen
    if screen and not screen.untold and not screen.texts:
        return Opinion(Verdict.MET, (say("evidence.no_text_seen"),))
    return Opinion(Verdict.JUDGE, (say("evidence.images_of_text"),), Task.LOOK_AT_LETTERS)


def _one_medium(case: Case) -> Opinion:
    if case.has_video:
        return Opinion(Verdict.DOES_NOT_APPLY, (say("evidence.has_both"),))
    evidence: tuple[Message, ...] = (say("evidence.transcript_holds", **case.counts),)
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
    evidence = [say("evidence.captions_hold", **case.counts)]
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


def _alternative(case: Case) -> Opinion:
    evidence = (say("evidence.transcript_holds", **case.counts), *case.what_is_not_told)
    return Opinion(Verdict.JUDGE, evidence, Task.LOOK, (*case.missing, *case.to_look_at))


def _contrast(case: Case) -> Opinion:
    shown = tuple(
        Spot(text, scene.seen.start_ms, scene.line) for scene in case.scenes for text in scene.on_screen
    )
    if (read := case.alignment.screen) and read.texts:
        asked = tuple(each for each in read.texts if each.is_asked_of) or read.texts
        shown = tuple(Spot(each.text, each.shown.span.start_ms) for each in asked)
        told = (say("evidence.contrast"), say("evidence.texts_read", count=len(shown)))
        return Opinion(Verdict.JUDGE, told, Task.LOOK_AT_LETTERS, shown)
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
    short = (each.message for each in short_labels(case.alignment.transcript))
    return Opinion(Verdict.JUDGE, (*evidence, *short, *_voices(case)), Task.CHECK_NAMES, doubts)


def _voices(case: Case) -> tuple[Message, ...]:
    """What the voices tell of the labels, or why they tell nothing; nothing where nobody listened to them."""
    if (voices := case.alignment.voices) is None:
        return ()
    doubtful = {line for each in case.worklist.voices for line in each.lines}
    return (voices.untold or say("evidence.voices", count=len(doubtful)),)


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
    evidence = [say("evidence.in_time", cues=counted("cues", len(case.captions.cues)))]
    phrases = (*case.worklist.unheard, *case.worklist.uncertain)
    uncertain = tuple(Spot(each.text, each.start_ms, each.line) for each in phrases)
    if not uncertain:
        return _met_unless_accepted(evidence, len(case.accepted.unheard) + len(case.accepted.uncertain))
    evidence.append(say("evidence.uncertain", count=len(uncertain)))
    return Opinion(Verdict.JUDGE, tuple(evidence), Task.LISTEN, uncertain)


def _of_pictures(rule: Rule) -> Rule:
    """The rule, for what has a picture."""
    return lambda case: (rule if case.has_video else never(say("evidence.no_picture")))(case)


def _of_scenes(rule: Rule) -> Rule:
    """The rule, for what has descriptions."""
    return lambda case: (rule if case.scenes else never(say("evidence.no_scenes")))(case)


RULES: Final[Mapping[str, Rule]] = {
    "1.1.1": _of_pictures(_text_in_picture),
    "1.2.1": _one_medium,
    "1.2.2": _of_pictures(_captions),
    "1.2.3": _of_pictures(described),
    "1.2.4": never(say("evidence.not_live")),
    "1.2.5": _of_pictures(audio_description),
    "1.2.7": _of_pictures(extended),
    "1.2.8": _alternative,
    "1.4.3": _contrast,
    "1.4.5": _of_pictures(_images_of_text),
    "2.3.1": _of_pictures(_flashes),
    "2.4.2": _title,
    "2.4.6": _headings,
    "3.1.1": _language,
    "3.1.2": _parts,
    "7.1.2": _in_time,
    "7.1.3": never(say("evidence.nothing_sent_on")),
    "7.1.5": never(say("evidence.same_language")),
    "7.2.1": _of_scenes(playback),
    "7.2.2": _of_scenes(in_time),
    "7.2.3": never(say("evidence.nothing_sent_on")),
}


def _missing(case: Case) -> Message:
    total_ms = sum(each.end_ms - each.start_ms for each in case.worklist.missing)
    return say("evidence.unwritten", count=len(case.missing), seconds=total_ms / 1000)
