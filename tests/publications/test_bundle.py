"""The bundle: every publication, byte for byte as it was approved in tests/golden."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.publications.talk import MEDIA

from woordbeeld.alignment.model import Alignment
from woordbeeld.publications.bundle import publication_names, publications
from woordbeeld.tracks.profile import NL_WEB

GOLDEN = Path(__file__).parents[1] / "golden" / "praatje"
NAMES = (
    "captions.nl.vtt",
    "descriptions.nl.vtt",
    "chapters.nl.vtt",
    "captions.nl.srt",
    "captions.nl.ttml",
    "transcript.txt",
    "transcript.md",
    "transcript.html",
    "transcript.fragment.html",
    "transcript.docx",
    "alignment.json",
    "report.json",
    "report.html",
    "index.html",
)


def test_the_bundle_has_these_publications_in_this_order(talk: Alignment) -> None:
    made = publications(talk, "Praatje", NL_WEB, MEDIA)
    assert tuple(publication.name for publication in made.publications) == NAMES
    assert publication_names("nl") == NAMES


@pytest.mark.parametrize("name", [name for name in NAMES if not name.endswith(".docx")])
def test_a_publication_is_as_it_was_approved(talk: Alignment, name: str) -> None:
    """With UPDATE_GOLDEN=1 in the environment what is made now is approved; look at the difference first."""
    made = {
        each.name: each.content for each in publications(talk, "Praatje & <meer>", NL_WEB, MEDIA).publications
    }
    if os.environ.get("UPDATE_GOLDEN"):
        (GOLDEN / name).write_text(made[name], encoding="utf-8", newline="")
    assert made[name] == (GOLDEN / name).read_bytes().decode()


def test_every_publication_is_clean_text(talk: Alignment) -> None:
    for publication in publications(talk, "Praatje", NL_WEB, MEDIA).publications:
        if publication.name.endswith(".docx"):
            continue
        assert isinstance(publication.content, str)
        assert publication.content.endswith("\n")
        assert "\r" not in publication.content
        assert not publication.content.startswith("\ufeff")
