"""What a page says of its video to search engines and catalogues: JSON-LD in the words of schema.org."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Final

from woordbeeld.alignment.model import Alignment
from woordbeeld.publications.downloads import PublishedMedia, track_name
from woordbeeld.publications.text import render_text
from woordbeeld.timing import format_duration
from woordbeeld.tracks.model import Track, TrackKind

MEDIA_TYPES: Final = {".mp4": "video/mp4", ".m4a": "audio/mp4", ".mp3": "audio/mpeg"}


def structured_data(
    alignment: Alignment,
    title: str,
    tracks: Mapping[TrackKind, Track],
    media: PublishedMedia,
    introduction: Sequence[str] = (),
) -> dict[str, object]:
    """A VideoObject, or an AudioObject where there is no picture, with only what the bundle knows.

    Its description is the introduction, if there is one. When it was published, and under which address, only
    the publisher can add.
    """
    captions = tracks[TrackKind.CAPTIONS]
    found: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "VideoObject" if alignment.media.has_video else "AudioObject",
        "name": title,
        **({"description": "\n\n".join(introduction)} if introduction else {}),
        "inLanguage": alignment.language,
        "duration": format_duration(alignment.media.duration_ms),
        "contentUrl": media.name,
        "encodingFormat": MEDIA_TYPES[PurePath(media.name).suffix],
        "transcript": render_text(alignment).strip(),
        "accessibilityFeature": _features(tracks),
        "accessibilityHazard": "unknown",  # flashes are not measured
    }
    if captions.cues:
        found["caption"] = {
            "@type": "MediaObject",
            "contentUrl": track_name(captions),
            "encodingFormat": "text/vtt",
            "inLanguage": captions.language,
        }
    return found


def _features(tracks: Mapping[TrackKind, Track]) -> list[str]:
    """What makes it accessible, in the terms of https://www.w3.org/community/reports/a11y-discov-vocab/.

    A track of descriptions is audio description there.
    """
    features = {TrackKind.CAPTIONS: "captions", TrackKind.DESCRIPTIONS: "audioDescription"}
    return [*(feature for kind, feature in features.items() if tracks[kind].cues), "transcript"]
