"""The sound of a film with its description, and the films that have it: made once, and kept by content."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np

from woordbeeld.cache import ContentCache, FileCache, content_key
from woordbeeld.description.extending import moved_span, stills_of
from woordbeeld.description.mixing import (
    SAMPLES_PER_MS,
    PlacedSound,
    Still,
    down_spans,
    ducking,
    mixed,
    standing_still,
)
from woordbeeld.description.model import Plan, PlannedPassage
from woordbeeld.description.narration import Narration, length_in, sound_in
from woordbeeld.description.published import DescriptionSound, ExtraPassage
from woordbeeld.description.raising import Levels, levels
from woordbeeld.languages import code_of_media
from woordbeeld.media import mixing, playable
from woordbeeld.media.loudness import integrated, loudness_of, within
from woordbeeld.media.model import Media
from woordbeeld.media.piping import Stereo, stereo_blocks
from woordbeeld.media.unchanged import refuse_changed
from woordbeeld.timing import Span
from woordbeeld.words import Message, say

VERSION: Final = 2  # raised when the same plan would sound otherwise
USUAL_LUFS: Final = -23.0  # of speech, where a film has none to measure (EBU R 128)
BETWEEN_MS: Final = 300  # of silence, between the passages in the file of those that have no room
FILM_NAME: Final = "media-audiodescription.mp4"
EXTENDED_NAME: Final = "media-audiodescription-extended.mp4"
SOUND_NAME: Final = "audiodescription.*.m4a"  # `*` is the language
EXTRA_NAME: Final = "audiodescription-extra.*.m4a"
DESCRIBED_NAMES: Final = (SOUND_NAME, FILM_NAME, EXTENDED_NAME, EXTRA_NAME)

Stage = Callable[[Message], AbstractContextManager[Callable[[float], None]]]
Said = tuple[tuple[PlannedPassage, PlacedSound], ...]


@dataclass(frozen=True, slots=True)
class DescribedFilm:
    """A film that tells what is seen: its plan, its files under their names, and where one stands still."""

    plan: Plan
    sound: DescriptionSound
    files: Mapping[str, Path]
    stills: tuple[Still, ...] = ()


@dataclass(frozen=True, slots=True)
class Describer:
    """Makes those of a film with voice at some times, of which `played` is what browsers play."""

    video: Path
    played: Path
    media: Media
    language: str
    voice: tuple[Span, ...]
    narration: Narration
    cache: Path
    stage: Stage
    _files: FileCache = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_files", FileCache(self.cache / "media"))

    def describe(self, plan: Plan, *, extended: bool) -> DescribedFilm | None:
        """The film with its description; None where nothing of that can be said.

        Where something has no room, it stands still for that in one of the films if it is to be `extended`.

        Raises:
            BadInputError: the film cannot be read.
            EnvironmentProblemError: the voice cannot be used, or the cache not be written.
        """
        said, film_gain = self._said(plan)
        fitting = tuple((planned, sound) for planned, sound in said if planned.fits)
        lacking = tuple((planned, sound) for planned, sound in said if not planned.fits)
        if not said:
            return None
        sound = self._sound(fitting, film_gain)
        files = {self._named(SOUND_NAME): sound}
        has_video = self.media.has_video
        if has_video:
            files[FILM_NAME] = self._film(sound)
        extra, extra_file = self._extra(lacking)
        if extra_file:
            files[self._named(EXTRA_NAME)] = extra_file
        stills: tuple[Still, ...] = ()
        if lacking and extended and has_video:
            stills, files[EXTENDED_NAME] = self._extended(said, film_gain)
        narrator = self.narration.narrator
        published = DescriptionSound(
            self._named(SOUND_NAME),
            sound.stat().st_size,
            narrator.kind,
            narrator.name,
            extra,
            self._named(EXTRA_NAME) if extra else None,
            frozenset(each.passage for each in plan.passages) - {planned.passage for planned, _ in said},
        )
        return DescribedFilm(plan, published, files, stills)

    @property
    def _code(self) -> str:
        return code_of_media(self.language)

    def _named(self, name: str) -> str:
        return name.replace("*", self.language)

    def _said(self, plan: Plan) -> tuple[Said, float]:
        """What the narrator has a sound for, as loud as the speech of the film, and the gain of that."""
        with self.stage(say("stage.narrating")) as progress:
            found = []
            for number, planned in enumerate(plan.passages, 1):
                file = self.narration.file(planned)
                if length := length_in(file):
                    start, load = planned.start_ms * SAMPLES_PER_MS, partial(sound_in, file)
                    found.append((planned, PlacedSound(start, length, load, file.stem)))
                progress(number / len(plan.passages))
            as_loud = self._levels([sound for _, sound in found])
        gains = zip(found, as_loud.gains, strict=True)
        said = tuple((planned, replace(sound, gain=gain)) for (planned, sound), gain in gains)
        return said, as_loud.film

    def _levels(self, sounds: Sequence[PlacedSound]) -> Levels:
        cache, media = ContentCache(self.cache), self.media
        speech = integrated(within(loudness_of(self.video, media, cache), self.voice))
        aim = speech if speech > float("-inf") else USUAL_LUFS
        key = content_key("description-levels", VERSION, aim, [sound.identity for sound in sounds])

        def measured() -> list[float]:
            found = levels(sounds, aim, self.video)
            return [found.film, *found.gains]

        film, *gains = cache.get(key, measured)
        return Levels(tuple(gains), film)

    def _sound(self, said: Said, gain: float) -> Path:
        sounds = [sound for _, sound in said]
        film = partial(self._heard, gain)
        return self._mixed("described", film, sounds, self.voice, self.media.duration_ms, film_gain=gain)

    def _heard(self, gain: float) -> Iterator[Stereo]:
        """The sound of the film, at a gain."""
        for block in stereo_blocks(self.video, self.media.duration_ms):
            yield block * np.float32(gain)

    def _film(self, sound: Path) -> Path:
        key = content_key("described-film", playable.VERSION, self.media.sha256, sound.stem)

        def write(out: Path) -> None:
            mixing.write_film(self.played, sound, out, self._code, self.media.duration_ms)
            refuse_changed(self.video, self.media.sha256)

        return self._files.get(f"{key}-{VERSION}", "mp4", write)

    def _extra(self, said: Said) -> tuple[tuple[ExtraPassage, ...], Path | None]:
        """Those that have no room, one after another in a file of their own."""
        if not said:
            return (), None
        at, placed, extra = 0, [], []
        for planned, sound in sorted(said, key=lambda each: each[0].still_ms):
            placed.append(replace(sound, start=at))
            start_ms, end_ms = at // SAMPLES_PER_MS, -(-(at + sound.length) // SAMPLES_PER_MS)
            extra.append(ExtraPassage(planned.still_ms, start_ms, end_ms))
            at = (end_ms + BETWEEN_MS) * SAMPLES_PER_MS
        return tuple(extra), self._mixed("extra", lambda: (), placed, (), at // SAMPLES_PER_MS)

    def _extended(self, said: Said, gain: float) -> tuple[tuple[Still, ...], Path]:
        """The film that stands still where something has no room, and where it does."""
        media = self.media
        stills, starts = stills_of([planned for planned, _ in said], mixing.frames_a_s(self.played))
        placed = [
            replace(sound, start=start_ms * SAMPLES_PER_MS)
            for (_, sound), start_ms in zip(said, starts, strict=True)
        ]
        whole_ms = media.duration_ms + sum(still.length_ms for still in stills)

        voice = [moved_span(span, stills) for span in self.voice]

        def film() -> Iterable[Stereo]:
            return standing_still(self._heard(gain), stills)

        sound = self._mixed("extended", film, placed, voice, whole_ms, film_gain=gain)
        times = [(still.at_ms, still.length_ms) for still in stills]
        key = content_key("extended-film", media.sha256, sound.stem, times)

        def write(out: Path) -> None:
            with self.stage(say("stage.standing_still")) as progress:
                mixing.write_still_film(
                    self.played,
                    sound,
                    out,
                    times,
                    language=self._code,
                    duration_ms=media.duration_ms,
                    progress=progress,
                )
            refuse_changed(self.video, media.sha256)

        return stills, self._files.get(f"{key}-{VERSION}", "mp4", write)

    def _mixed(
        self,
        what: str,
        film: Callable[[], Iterable[Stereo]],
        sounds: Sequence[PlacedSound],
        voice: Sequence[Span],
        duration_ms: int,
        *,
        film_gain: float = 1.0,
    ) -> Path:
        """A sound with what is said in it, made once."""
        spoken = [[span.start_ms, span.end_ms] for span in voice]
        said = [[sound.start, sound.length, sound.gain, sound.identity] for sound in sounds]
        key = content_key(what, self.media.sha256, duration_ms, film_gain, spoken, said, self._code)
        envelope = ducking(down_spans((sound.span for sound in sounds), voice))

        def write(out: Path) -> None:
            with self.stage(say("stage.mixing")) as progress:
                mixing.write_mix(
                    lambda: mixed(film(), sounds, envelope),
                    out,
                    named=self.video,
                    language=self._code,
                    duration_ms=duration_ms,
                    progress=progress,
                )
            refuse_changed(self.video, self.media.sha256)

        return self._files.get(f"{key}-{VERSION}", "m4a", write)
