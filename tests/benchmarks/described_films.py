"""Episodes with scenes in pauses of their own, so that it is known when each is seen.

Before some lines the sound is cut open and a pause is put in: of 0.8 to 9 s, with in it a scene of 10 to 200
characters, seen from within the first half second of that pause on. Some pauses have music or applause, half
of which the text names, and some scenes announce who speaks. All that is random has a fixed seed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from tests.benchmarks.episodes import (
    BED_LEVEL,
    NOISE_RMS,
    PER_MS,
    RECIPES,
    Episode,
    Library,
    Recipe,
    Samples,
    TrueLine,
    applause,
    compose,
    music,
)
from tests.benchmarks.voice_films import DISTURBED, MORE

from woordbeeld.alignment.events import place_events
from woordbeeld.alignment.model import AlignedLine, AlignedWord, Alignment, Match
from woordbeeld.alignment.recording import Recording
from woordbeeld.cache import ContentCache
from woordbeeld.media.model import Media
from woordbeeld.media.once import activity_of
from woordbeeld.timing import Span, shares
from woordbeeld.transcript.model import SpokenLine
from woordbeeld.transcript.reader import read

ALL: Final = {**RECIPES, **MORE}  # the nine
PAUSES_MS: Final = (800, 1200, 1800, 2600, 4000, 6000, 9000)
APART_LINES: Final = (2, 5)  # from one scene to the next
FREE_GAP_MS: Final = 100  # between two lines, so that the cut is in neither
SEEN_AFTER_MS: Final = (0, 500)
CUT_INSIDE_MS: Final = 4000  # in a pause that is longer the picture changes once more, halfway
SOUND_SHARE: Final = 0.25  # of the pauses have music, and as many applause
NAMED_SHARE: Final = 0.5  # of those sounds stand in the text
SEEN: Final = (
    "Een wrak.",
    "De vis lacht.",
    "Luchtbellen stijgen op.",
    "Twee vissen zwemmen langs een wrak.",
    "Een grote vis duwt tegen een stalen buis. De buis rolt weg.",
    "De kleine vis kijkt om. Beeldtekst: Verboden toegang.",
    "Een onderwaterlandschap met hoge rotsen. Achter een rots licht iets op. De vissen kijken elkaar aan.",
    "Beeldtitel: Twee vissen, seizoen 2, aflevering 14.",
    (
        "De kaart van het wrak hangt aan de wand. De grote vis wijst met zijn vin naar de kamer van de "
        "kapitein. De kleine vis schudt haar kop. Beeldtekst: Dek 3. Kamer van de kapitein."
    ),
)


@dataclass(frozen=True, slots=True)
class TrueScene:
    """A scene, on its line of the transcript, and when it is truly seen."""

    line: int
    seen: Span


@dataclass(frozen=True, slots=True, eq=False)
class DescribedFilm:
    """A film as it is aligned, with when its lines are truly heard and its scenes are truly seen."""

    name: str
    alignment: Alignment
    spoken: tuple[Span, ...]
    scenes: tuple[TrueScene, ...]


@dataclass(frozen=True, slots=True)
class _Pause:
    """A pause before a line, by its number from 0; it lasts so long, and has a text and perhaps a sound."""

    before: int
    at_ms: int
    length_ms: int
    seen_after_ms: int
    text: str
    sound: str = ""
    is_named: bool = True


# A transcript, and the true times of its lines and scenes.
Written = tuple[str, tuple[TrueLine, ...], tuple[TrueScene, ...]]


def described_film(name: str, library: Library, seed: int, cache: ContentCache) -> DescribedFilm:
    """One of the nine, aligned to the truth but for its scenes and its voice, which the program finds."""
    recipe = ALL[name]
    episode = compose(recipe, library, seed)
    chance = random.Random(f"{seed} {name}")  # noqa: S311  nothing secret
    pauses = tuple(_pauses(episode, chance))
    samples = _opened(episode.samples, pauses, recipe, library, chance)
    if disturb := DISTURBED.get(name):
        samples = disturb(samples)
    cuts = sorted(_cuts(pauses))
    return _aligned(name, samples, _written(episode, pauses), cuts, cache)


def _pauses(episode: Episode, chance: random.Random) -> Iterator[_Pause]:
    number = chance.randint(*APART_LINES)
    while number < len(episode.lines):
        before, after = episode.lines[number - 1].span, episode.lines[number].span
        speaker = episode.lines[number].speaker
        inside = any(
            before.end_ms < span.end_ms and span.start_ms < after.start_ms for span in episode.unscripted
        )
        if after.start_ms - before.end_ms >= FREE_GAP_MS and not inside:
            text = chance.choice(SEEN)
            if speaker != episode.lines[number - 1].speaker and chance.random() < SOUND_SHARE:
                text += f" {speaker.title()}:"
            sound = chance.choices(
                ("RUSTIGE MUZIEK", "APPLAUS", ""), (SOUND_SHARE, SOUND_SHARE, 1 - 2 * SOUND_SHARE)
            )[0]
            at_ms = (before.end_ms + after.start_ms) // 2
            seen_after_ms = chance.randint(*SEEN_AFTER_MS)
            yield _Pause(
                number,
                at_ms,
                chance.choice(PAUSES_MS),
                seen_after_ms,
                text,
                sound,
                is_named=chance.random() < NAMED_SHARE,
            )
        number += chance.randint(*APART_LINES)


def _opened(
    samples: Samples, pauses: Sequence[_Pause], recipe: Recipe, library: Library, chance: random.Random
) -> Samples:
    """The sound with the pauses in it: silent, or with what is heard in them."""
    rng = np.random.default_rng(chance.randrange(1 << 32))
    parts, done = [], 0
    for pause in pauses:
        at, length = pause.at_ms * PER_MS, pause.length_ms * PER_MS
        quiet = rng.normal(0, NOISE_RMS, length).astype(np.float32)
        if pause.sound == "APPLAUS":
            quiet += applause(pause.length_ms, rng)[:length]
        elif pause.sound or recipe.bed:
            quiet += np.float32(BED_LEVEL) * music(library, length, chance)
        parts += [samples[done:at], quiet]
        done = at
    return np.concatenate([*parts, samples[done:]])


def _written(episode: Episode, pauses: Sequence[_Pause]) -> Written:
    """The transcript with the scenes in it, and the true times of both."""
    by_line = {episode.lines[pause.before].line: pause for pause in pauses}
    truth = {line.line: line for line in episode.lines}
    text: list[str] = []
    lines: list[TrueLine] = []
    scenes: list[TrueScene] = []
    later_ms = 0
    for number, each in enumerate(episode.transcript, 1):
        if pause := by_line.get(number):
            start_ms = pause.at_ms + later_ms
            later_ms += pause.length_ms
            seen = Span(start_ms + pause.seen_after_ms, start_ms + pause.length_ms)
            text += ["", f"({pause.text})", ""]
            scenes.append(TrueScene(len(text) - 1, seen))
            text += [pause.sound, ""] if pause.sound and pause.is_named else []
        text.append(each)
        if line := truth.get(number):
            lines.append(replace(line, line=len(text), span=line.span.moved(later_ms)))
    return "\n".join(text) + "\n", tuple(lines), tuple(scenes)


def _cuts(pauses: Sequence[_Pause]) -> Iterator[int]:
    """When the picture cuts: where each scene begins to be seen, and once more in a long one."""
    later_ms = 0
    for pause in pauses:
        start_ms = pause.at_ms + later_ms
        yield start_ms + pause.seen_after_ms
        if pause.length_ms > CUT_INSIDE_MS:
            yield start_ms + pause.length_ms // 2
        later_ms += pause.length_ms


def _aligned(
    name: str, samples: Samples, written: Written, cuts: Sequence[int], cache: ContentCache
) -> DescribedFilm:
    text, lines, scenes = written

    samples = np.clip(samples, -1, 1).astype(np.float32)
    activity = activity_of(samples, cache, lambda _: None)
    media = Media(f"{name}.mp4", "0" * 64, len(samples) // PER_MS, has_video=True)
    transcript, spans = read(text), {line.line: line.span for line in lines}
    aligned = tuple(_line(line, spans.get(line.line)) for line in transcript.spoken_lines)
    recording = Recording(media, samples, activity, tuple(cuts))
    events = place_events(transcript, aligned, recording)
    alignment = Alignment(
        media,
        transcript,
        aligned,
        events,
        (),
        "nl",
        "truth",
        tuple(cuts),
        voice=activity.voice,
        noises=activity.noises,
    )
    return DescribedFilm(name, alignment, tuple(line.span for line in lines), scenes)


def _line(source: SpokenLine, span: Span | None) -> AlignedLine:
    if span is None:  # nobody says it
        return AlignedLine(
            source, tuple(AlignedWord(word, None, Match.UNHEARD, 0.0) for word in source.words)
        )
    times = shares(span, [len(word) for word in source.words])
    return AlignedLine(
        source,
        tuple(AlignedWord(word, at, Match.SAME, 1.0) for word, at in zip(source.words, times, strict=True)),
    )
