"""A minute of the film with its text and true times, and how far an alignment of the like is off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from woordbeeld.alignment.model import Alignment
from woordbeeld.cache import ContentCache
from woordbeeld.pipeline import align_video
from woordbeeld.settings import Settings
from woordbeeld.speech.listening import CachedRecogniser
from woordbeeld.speech.recogniser import Recogniser, WhisperRecogniser
from woordbeeld.timing import Span

MINUTE_MS = 68_800  # the first ten lines of the film, of four speakers
AFTER_THE_MINUTE = "LATISHA:"
NOWHERE_MS = 1_000_000  # by which a line is off that has no time at all

Samples = npt.NDArray[np.float32]
Times = dict[str, Span]


@dataclass(frozen=True, slots=True)
class Shared(Settings):
    """Settings whose model is loaded once for all tests."""

    ears: Recogniser | None = None

    def recogniser(self) -> Recogniser:
        assert self.ears is not None
        return self.ears


@pytest.fixture(scope="session")
def shared(cache: Path) -> Settings:
    return Shared(cache=cache, ears=CachedRecogniser(WhisperRecogniser("base", cache), ContentCache(cache)))


@pytest.fixture(scope="session")
def sound(cut: Callable[[int, int], Samples]) -> Samples:
    """The first minute of the film; its times are the film's."""
    return cut(0, MINUTE_MS)


@pytest.fixture(scope="session")
def text(truth: dict[str, Any]) -> str:
    """What is said and seen in that minute, as published."""
    whole = (Path(__file__).parents[2] / str(truth["transcript"])).read_text(encoding="utf-8")
    return whole[: whole.index(AFTER_THE_MINUTE)]


@pytest.fixture(scope="session")
def times(said: Callable[..., Times]) -> Times:
    """When each line of that minute is truly said."""
    return said(1, 18)


@pytest.fixture(scope="session")
def said(truth: dict[str, Any]) -> Callable[..., Times]:
    """When the lines of the transcript from one number to another are said, so much later."""

    def times_of(first: int, last: int, by_ms: int = 0) -> Times:
        return {
            each["text"]: Span(each["start_ms"], each["end_ms"]).moved(by_ms)
            for each in truth["lines"]
            if first <= each["line"] <= last
        }

    return times_of


@pytest.fixture(scope="session")
def save(ffmpeg: Callable[..., None], tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Write samples (mono 16 kHz) to a file, with what ffmpeg is told to make of them."""

    def to_file(
        samples: Samples, name: str = "sound.wav", *options: object, before: tuple[object, ...] = ()
    ) -> Path:
        folder = tmp_path_factory.mktemp("video")
        raw, wav, path = folder / "samples.raw", folder / "samples.wav", folder / name
        raw.write_bytes(samples.astype(np.float32).tobytes())
        ffmpeg("-f", "f32le", "-ar", 16_000, "-ac", 1, "-i", raw, "-c:a", "pcm_f32le", wav)
        raw.unlink()
        if not options:
            return wav.rename(path)
        ffmpeg(*before, "-i", wav, *options, path)
        return path

    return to_file


@pytest.fixture(scope="session")
def align(
    shared: Settings, save: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Samples | Path, str], Alignment]:
    """Align a sound, or a file that holds one, with a text, all the way from the files."""

    def aligned(sound: Samples | Path, text: str) -> Alignment:
        video = sound if isinstance(sound, Path) else save(sound)
        transcript = tmp_path_factory.mktemp("text") / "praatje.txt"
        transcript.write_text(text, encoding="utf-8")
        return align_video(video, transcript, shared)

    return aligned


@pytest.fixture(scope="session")
def off() -> Callable[[Alignment, Times], dict[str, int]]:
    """By how many milliseconds the start of each line is off, whether early or late."""

    def starts_off(alignment: Alignment, times: Times) -> dict[str, int]:
        found = {line.source.text: line.span for line in alignment.lines}
        assert times.keys() <= found.keys()
        return {
            text: abs(found_span.start_ms - span.start_ms) if (found_span := found[text]) else NOWHERE_MS
            for text, span in times.items()
        }

    return starts_off
