"""What is worked out of media once, and kept by its content: where the picture cuts, and where voice is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np

from woordbeeld.cache import ContentCache, content_key
from woordbeeld.media.model import Activity, Media
from woordbeeld.media.samples import Samples
from woordbeeld.media.shots import shot_changes
from woordbeeld.media.unchanged import made_of
from woordbeeld.media.voice import voice_activity
from woordbeeld.sound_on_disk import let_go
from woordbeeld.timing import Span

ACTIVITY_VERSION: Final = 3  # raised when the same sound would give other voice activity
SHOTS_VERSION: Final = 1


def shots_of(video: Path, media: Media, cache: ContentCache) -> tuple[int, ...]:
    """See `shot_changes`; none without a picture."""
    if not media.has_video:
        return ()
    key = content_key("shots", SHOTS_VERSION, media.sha256)
    return tuple(cache.get(key, lambda: made_of(video, media, lambda: shot_changes(video))))


def activity_of(samples: Samples, cache: ContentCache, progress: Callable[[float], None]) -> Activity:
    """See `voice_activity`."""
    key = content_key("activity", ACTIVITY_VERSION, np.ascontiguousarray(samples).view(np.uint8).data)
    kept = cache.get(key, lambda: _as_record(voice_activity(samples, progress)))
    let_go(samples)
    voice, noises = (tuple(Span(*pair) for pair in kept[name]) for name in ("voice", "noises"))
    return Activity(voice, tuple(kept["probabilities"]), noises)


def _as_record(activity: Activity) -> dict[str, Any]:
    return {
        "voice": [[span.start_ms, span.end_ms] for span in activity.voice],
        "probabilities": activity.probabilities,
        "noises": [[span.start_ms, span.end_ms] for span in activity.noises],
    }
