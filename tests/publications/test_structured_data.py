"""What the page tells search engines: what is known, nothing made up, and never markup."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from tests.publications.markup import element
from tests.publications.talk import MEDIA, SOUND, sound_alone, undescribed

from woordbeeld.alignment.model import Alignment
from woordbeeld.publications.bundle import publications
from woordbeeld.publications.downloads import PublishedMedia
from woordbeeld.tracks.profile import NL_WEB


def told(talk: Alignment, media: PublishedMedia = MEDIA, title: str = "Praatje") -> dict[str, Any]:
    made = {each.name: each.content for each in publications(talk, title, NL_WEB, media).publications}
    page = BeautifulSoup(made["index.html"], "html.parser")
    found: dict[str, Any] = json.loads(element(page, "script[type='application/ld+json']").get_text())
    assert found["transcript"] == str(made["transcript.txt"]).strip()
    return found


def test_a_video_is_told_with_its_captions_its_text_and_for_whom_they_are(talk: Alignment) -> None:
    found = told(talk)
    assert found.pop("transcript").startswith("TON HEERTS: Dank")
    assert found == {
        "@context": "https://schema.org",
        "@type": "VideoObject",
        "name": "Praatje",
        "inLanguage": "nl",
        "duration": "PT18S",
        "contentUrl": "media.mp4",
        "encodingFormat": "video/mp4",
        "caption": {
            "@type": "MediaObject",
            "contentUrl": "captions.nl.vtt",
            "encodingFormat": "text/vtt",
            "inLanguage": "nl",
        },
        "accessibilityFeature": ["captions", "audioDescription", "transcript"],
        "accessibilityHazard": "unknown",
    }


def test_sound_alone_is_an_audio_object(talk: Alignment) -> None:
    found = told(sound_alone(talk), SOUND)
    assert (found["@type"], found["contentUrl"], found["encodingFormat"]) == (
        "AudioObject",
        "audio.m4a",
        "audio/mp4",
    )


def test_descriptions_are_told_only_where_there_are_some(talk: Alignment) -> None:
    assert told(undescribed(talk))["accessibilityFeature"] == ["captions", "transcript"]


@pytest.mark.parametrize("title", ["</script><script>alert(1)</script>", '"}]] & <!-- \u2028'])
def test_a_hostile_title_stays_text(talk: Alignment, title: str) -> None:
    assert told(talk, title=title)["name"] == " ".join(title.split())
