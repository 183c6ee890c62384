"""A film is watched once, and what was read in it is kept by its content."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from woordbeeld.cache import ContentCache, content_key
from woordbeeld.media.model import Media
from woordbeeld.media.pictures import pictures
from woordbeeld.media.unchanged import made_of
from woordbeeld.screen.merging import merged
from woordbeeld.screen.model import Box, OnScreenText, Reading, ScreenLine
from woordbeeld.screen.reader import OnScreenReader
from woordbeeld.screen.watching import EVERY_MS, watched

VERSION: Final = 1  # raised when the same film would be read otherwise

Progress = Callable[[float], None]


def texts_in(
    video: Path,
    media: Media,
    shots: Sequence[int],
    reader: OnScreenReader,
    cache: ContentCache,
    *,
    progress: Progress = lambda _: None,
) -> tuple[OnScreenText, ...]:
    """All texts that a film shows; `shots` are the moments (ms) at which its picture cuts.

    Raises:
        BadInputError: ffmpeg cannot decode the picture.
        EnvironmentProblemError: what reads is not on this machine, or the cache cannot be written.
    """
    if not media.has_video:
        return ()
    key = content_key("screen", VERSION, reader.identity, media.sha256)

    def watch() -> list[Any]:
        length_ms = max(1, media.duration_ms)
        found = watched(
            pictures(video, EVERY_MS), shots, reader, lambda at_ms: progress(min(1.0, at_ms / length_ms))
        )
        return _as_records(found)

    return merged(
        _as_readings(cache.get(key, lambda: made_of(video, media, watch))), shots, media.duration_ms
    )


def _as_records(readings: Any) -> list[Any]:
    """Readings as JSON: the lines of each, None where they are those of the one before."""
    records: list[Any] = []
    before: tuple[ScreenLine, ...] | None = None
    for reading in readings:
        lines = [
            [each.text, each.box.left, each.box.top, each.box.width, each.box.height, each.confidence]
            for each in reading.lines
        ]
        records.append([reading.at_ms, None if reading.lines == before else lines])
        before = reading.lines
    return records


def _as_readings(records: Sequence[Any]) -> tuple[Reading, ...]:
    readings: list[Reading] = []
    for at_ms, lines in records:
        if lines is None:
            readings.append(Reading(at_ms, readings[-1].lines))
        else:
            found = (ScreenLine(text, Box(*box), confidence) for text, *box, confidence in lines)
            readings.append(Reading(at_ms, tuple(found)))
    return tuple(readings)
