"""All that an alignment needs of a media file."""

from __future__ import annotations

from dataclasses import dataclass

from woordbeeld.media.model import Activity, Media
from woordbeeld.media.samples import Samples


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """A media file with its samples (float32, (n,), mono 16 kHz, [-1, 1]), voice activity and shots (ms)."""

    media: Media
    samples: Samples
    activity: Activity
    shots: tuple[int, ...]
