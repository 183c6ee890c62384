"""How the criteria of audio description are judged: by what is published, and what only people can see."""

from __future__ import annotations

from collections import Counter

from woordbeeld.alignment.model import Placement
from woordbeeld.description.narrators.narrator import NarratorKind
from woordbeeld.publications.evidence.case import Case, Opinion, spots_of
from woordbeeld.publications.evidence.model import Spot, Task, Told, Verdict
from woordbeeld.timing import format_clock
from woordbeeld.words import Message, say


def described(case: Case) -> Opinion:
    """1.2.3: a description or a text with all that is seen; whether it is all of it, only people see."""
    evidence = (say("evidence.text_describes", **case.counts), *case.what_is_not_told)
    if _tells_all(case):
        return Opinion(Verdict.MET, (*evidence, *_sound_told(case)), None, case.to_look_at)
    return Opinion(Verdict.JUDGE, evidence, Task.LOOK, case.to_look_at)


def audio_description(case: Case) -> Opinion:
    """1.2.5: met where all that the text describes is said in what is published, by no draft of a voice.

    It asks for audio description in the pauses. Where those are too short, a film that stands still is among
    the techniques that are sufficient for it (G8), and that is what the page then publishes.
    """
    if not case.scenes:
        evidence = (say("evidence.no_scenes"), *case.what_is_not_told)
        return Opinion(Verdict.JUDGE, evidence, Task.LOOK, case.to_look_at)
    evidence = (_scenes_told(case), *_sound_told(case), *case.what_is_not_told)
    if case.silent_scenes:
        return Opinion(Verdict.NOT_MET, evidence, Task.NARRATE, spots_of(case.silent_scenes))
    if _tells_all(case):
        return Opinion(Verdict.MET, evidence, None, case.to_look_at)
    task = Task.REPLACE_VOICE if case.sound else Task.LOOK
    return Opinion(Verdict.JUDGE, evidence, task, case.to_look_at)


def extended(case: Case) -> Opinion:
    """1.2.7: the film stands still for all that has no room."""
    if not (longer := case.longer_scenes):
        reason = say("evidence.all_fit" if case.scenes else "evidence.no_scenes")
        return Opinion(Verdict.DOES_NOT_APPLY, (reason,))
    evidence = (say("evidence.video_waits", count=len(longer)), *_sound_told(case))
    if silent := tuple(scene for scene in longer if not scene.is_published):
        return Opinion(Verdict.NOT_MET, evidence, Task.NARRATE, spots_of(silent))
    if _is_draft(case):
        return Opinion(Verdict.JUDGE, evidence, Task.REPLACE_VOICE, spots_of(longer))
    return Opinion(Verdict.MET, evidence, None, spots_of(longer))


def playback(case: Case) -> Opinion:
    """7.2.1: a button switches to the sound with audio description, or to the voice of the device."""
    button = say("evidence.description_button", name=say("player.descriptions"))
    evidence = (button, *_sound_told(case))
    if case.sound is None:
        return Opinion(Verdict.JUDGE, evidence, Task.NARRATE if case.silent_scenes else Task.LOOK)
    if _is_draft(case):
        return Opinion(Verdict.JUDGE, evidence, Task.CHOOSE_VOICE)
    return Opinion(Verdict.MET, evidence)


def in_time(case: Case) -> Opinion:
    """7.2.2: descriptions come when what they tell is seen, which is mostly an estimate."""
    squeezed = sum(event.placement is Placement.SQUEEZED for event in case.alignment.events)
    evidence = [say("evidence.description_times", count=len(case.scenes))]
    if squeezed:
        evidence.append(say("evidence.squeezed", count=squeezed))
    return Opinion(Verdict.JUDGE, tuple(evidence), Task.WATCH_DESCRIPTIONS, spots_of(case.scenes))


def left_to_say(case: Case) -> tuple[tuple[Task, tuple[Spot, ...]], ...]:
    """The descriptions of a film that nobody says, and those that a draft of a voice does."""
    if not case.has_video:
        return ()
    drafted = [scene for scene in case.scenes if scene.is_published and scene.told is not Told.SPEECH]
    found = (
        (Task.NARRATE, spots_of(case.silent_scenes)),
        (Task.REPLACE_VOICE, spots_of(drafted) if _is_draft(case) else ()),
    )
    return tuple((task, spots) for task, spots in found if spots)


def _tells_all(case: Case) -> bool:
    """Whether a published sound that is no draft has all that the text describes."""
    return bool(case.sound and case.scenes) and not _is_draft(case) and not case.silent_scenes


def _is_draft(case: Case) -> bool:
    return case.sound is not None and case.sound.kind is NarratorKind.DRAFT


def _scenes_told(case: Case) -> Message:
    """How many descriptions are told in which way."""
    counts = Counter(scene.told for scene in case.scenes)
    ways = {told.name.lower(): counts[told] for told in Told}
    return say("evidence.scenes_told", count=len(case.scenes), **ways)


def _sound_told(case: Case) -> tuple[Message, ...]:
    """Who says the descriptions, how many nobody does, and what is said while the film stands still."""
    if (sound := case.sound) is None:
        return (say("evidence.by_device"), say("evidence.lengths_estimated"))
    name = sound.narrator_name
    who = (
        say(f"evidence.narrated.{sound.kind.value}", name=name) if name else say("evidence.unnamed_narrator")
    )
    if not (waiting := case.waiting_scenes):
        return who, say("evidence.sound_lacks", count=len(case.silent_scenes))
    places = tuple(
        say("evidence.lacks", at=format_clock(scene.seen.start_ms), seconds=scene.needs_ms / 1000)
        for scene in waiting
    )
    waits = say("evidence.sound_waits", count=len(waiting), places=places)
    silent = len(case.silent_scenes)
    return (who, waits, say("evidence.sound_lacks", count=silent)) if silent else (who, waits)
