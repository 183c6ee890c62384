"""How those who do not see the picture come to know of each scene: by what is said, and by a description."""

from __future__ import annotations

from typing import Final

from woordbeeld.alignment.match import key
from woordbeeld.alignment.model import Alignment
from woordbeeld.description.model import Fit, Plan, PlannedPassage
from woordbeeld.description.passages import can_be_said
from woordbeeld.description.published import DescriptionSound
from woordbeeld.publications.evidence.model import Published, Told, ToldScene
from woordbeeld.timing import Span
from woordbeeld.transcript.descriptions import described
from woordbeeld.transcript.model import SceneDescription

NEAR_MS: Final = 20_000  # on-screen text that is said is said while it is shown, or shortly before or after

_TOLD: Final = {
    Fit.FITS: Told.PAUSE,
    Fit.FASTER: Told.FASTER,
    Fit.IN_PART: Told.PART,
    Fit.EXTENDED: Told.WAIT,
}
_LACKING: Final = (Told.WAIT, Told.PART)


def told_scenes(
    alignment: Alignment, planned: Plan, sound: DescriptionSound | None = None
) -> tuple[ToldScene, ...]:
    """For each scene how it is told in the pauses, and whether the published sound, if there is one, has it.

    Those that lack room come first, else they are in the order of the text. One without words is none.
    """
    found = (
        _told(alignment, event.source, event.span, planned.of(event.source.line), sound)
        for event in alignment.events
        if isinstance(event.source, SceneDescription) and event.span and can_be_said(event.source.text)
    )
    return tuple(sorted(found, key=lambda scene: scene.told not in _LACKING))


def _told(
    alignment: Alignment,
    scene: SceneDescription,
    seen: Span,
    said: tuple[PlannedPassage, ...],
    sound: DescriptionSound | None,
) -> ToldScene:
    plan = Plan(said)
    told = _TOLD[plan.fit(scene.line)] if said else Told.SPEECH
    if scene.on_screen and _is_said(alignment, scene, seen):
        told = Told.SPEECH
    start_ms = said[0].start_ms if said else seen.start_ms
    end_ms = max((each.still_ms for each in said), default=seen.end_ms)
    return ToldScene(
        scene.line,
        Span(start_ms, max(end_ms, start_ms + 1)),
        seen,
        described(scene.text),
        scene.on_screen,
        told,
        sum(each.length_ms for each in said),
        plan.needs_ms(scene.line),
        max((each.speed for each in said), default=1.0),
        Published.WHOLE if told is Told.SPEECH else _published(sound, said),
    )


def _published(sound: DescriptionSound | None, said: tuple[PlannedPassage, ...]) -> Published:
    """What of a scene is said in a sound, and among its extra passages while the film stands still."""
    if sound is None:
        return Published.NOTHING
    has_extra = sound.extra_name is not None
    heard = [each for each in said if each.passage not in sound.unsaid and (each.fits or has_extra)]
    if len(heard) < len(said):
        return Published.IN_PART if heard else Published.NOTHING
    return Published.WHOLE if all(each.fits for each in said) else Published.EXTENDED


def _is_said(alignment: Alignment, scene: SceneDescription, span: Span) -> bool:
    """Whether all words on the screen are said within `NEAR_MS`, and the scene is nothing but those words."""
    near = Span(max(0, span.start_ms - NEAR_MS), span.end_ms + NEAR_MS)
    said = {key(word.text) for word in alignment.words if word.span and word.span.overlaps(near)}
    shown = {key(word) for text in scene.on_screen for word in text.split()}
    rest = described(scene.text)
    for text in scene.on_screen:
        rest = rest.replace(text, "")
    return shown <= said and len(rest.split()) <= 1
