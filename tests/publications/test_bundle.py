"""The bundle: every publication, byte for byte as it was approved in tests/golden."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.publications.talk import MEDIA

from woordbeeld.alignment.model import Alignment
from woordbeeld.publications import bundle
from woordbeeld.publications.bundle import publication_names, publications
from woordbeeld.publications.downloads import Listing
from woordbeeld.publications.table import PUBLICATIONS, PublicationKind
from woordbeeld.tracks.profile import NL_WEB

GOLDEN = Path(__file__).parents[1] / "golden" / "praatje"
INTRODUCTION = ("Ton & Stef praten over <b>stages</b>.", "*Kijk* mee.")
NAMES = publication_names("nl")


def test_the_bundle_has_the_publications_of_the_table_in_its_order(talk: Alignment) -> None:
    made = publications(talk, "Praatje", NL_WEB, MEDIA)
    assert tuple(publication.name for publication in made.publications) == NAMES
    assert len(set(NAMES)) == len(NAMES)


def test_all_that_was_approved_is_still_made() -> None:
    assert {path.name for path in GOLDEN.iterdir()} <= set(NAMES)


def test_a_row_more_is_a_publication_more_that_visitors_can_download(
    talk: Alignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = PublicationKind(
        "words.*.txt",
        "how many words are said",
        lambda material: f"{len(material.alignment.words)}\n",
        Listing(lambda words: words["transcript"], lambda _: "TXT"),
    )
    monkeypatch.setattr(bundle, "PUBLICATIONS", (count, *PUBLICATIONS))
    made = {each.name: each.content for each in publications(talk, "Praatje", NL_WEB, MEDIA).publications}
    assert publication_names("nl")[0] == "words.nl.txt"
    assert made["words.nl.txt"] == f"{len(talk.words)}\n"
    assert 'href="words.nl.txt"' in str(made["index.html"])


@pytest.mark.parametrize("name", [name for name in NAMES if not name.endswith(".docx")])
def test_a_publication_is_as_it_was_approved(talk: Alignment, name: str) -> None:
    """With UPDATE_GOLDEN=1 in the environment what is made now is approved; look at the difference first."""
    bundle = publications(talk, "Praatje & <meer>", NL_WEB, MEDIA, introduction=INTRODUCTION)
    made = {each.name: each.data for each in bundle.publications}
    if os.environ.get("UPDATE_GOLDEN"):
        (GOLDEN / name).write_bytes(made[name])
    assert made[name].decode() == (GOLDEN / name).read_bytes().decode()


def test_every_publication_is_clean_text(talk: Alignment) -> None:
    for publication in publications(talk, "Praatje", NL_WEB, MEDIA).publications:
        if publication.name.endswith(".docx"):
            continue
        assert isinstance(publication.content, str)
        assert publication.content.endswith("\n")
        assert "\r" not in publication.content
        assert not publication.content.startswith("\ufeff")
