"""Transcripts that were read wrongly once: READINGS.tsv tells what is right, `expected` each item."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from tests.intake.collection.expected import Expected, read_expected
from tests.intake.collection.published import published
from tests.intake.collection.scoring import bare, score

from woordbeeld.intake.readers.table import read_document
from woordbeeld.intake.reading import read_as_transcript
from woordbeeld.intake.understanding import Doubt
from woordbeeld.transcript.reader import read

FOLDER: Final = Path(__file__).parent / "transcripts"
NAMES: Final = [
    line.split("\t")[0] for line in (FOLDER / "READINGS.tsv").read_text(encoding="utf-8").splitlines() if line
]
ON_SCREEN: Final = {
    "17-square-bracket-scenes.txt": ["Welkom in Veldwijk."],
    "21-on-screen-too-much.txt": ["Open dag. 12 mei 2024."],
    "31-html-two-columns.html": ["Samen aan zet."],
}
PRINTED: Final = {
    "60-parliament-minutes.txt": [
        "Aan de orde is het tweeminutendebat Wonen (CD d.d. 23/01).",
        "De Kamer,",
        "gehoord de beraadslaging,",
        "constaterende dat er te weinig woningen worden gebouwd;",
        "verzoekt de regering voor de zomer met een plan te komen,",
        "en gaat over tot de orde van de dag.",
    ],
    "61-council-motion-and-votes.txt": [
        "De raad van de gemeente Hollands Veen, in vergadering bijeen op 12 september 2024,",
        "constaterende dat het zwembad dicht is,",
        "draagt het college op een plan te maken,",
        "en gaat over tot de orde van de dag.",
    ],
}


def expected(name: str) -> tuple[Expected, ...]:
    return read_expected((FOLDER / "expected" / f"{Path(name).stem}.tsv").read_text(encoding="utf-8"))


def test_every_case_has_its_items() -> None:
    files = sorted(path.name for path in FOLDER.iterdir() if path.is_file())
    assert files == sorted([*NAMES, "READINGS.tsv"])
    assert all(expected(name) for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_transcript_that_was_wrong_once_is_right(name: str) -> None:
    found = published(read_document((FOLDER / name).read_bytes(), name))
    got = score(found, expected(name))
    assert got.faults == ()
    assert got.lost == ()
    speakers = {bare(item.speaker) for item in found.items if item.speaker}
    assert speakers == {bare(each.speakers[0]) for each in expected(name) if each.speakers}


@pytest.mark.parametrize("name", ON_SCREEN)
def test_only_what_can_be_read_in_the_picture_is_on_screen(name: str) -> None:
    transcript = read(read_as_transcript(read_document((FOLDER / name).read_bytes(), name)).text)
    assert [text for scene in transcript.scenes for text in scene.on_screen] == ON_SCREEN[name]


@pytest.mark.parametrize("name", PRINTED)
def test_what_may_only_be_printed_is_doubtful(name: str) -> None:
    items = published(read_document((FOLDER / name).read_bytes(), name)).items
    assert [item.text for item in items if item.doubt is Doubt.MAY_BE_MINUTES] == PRINTED[name]


def test_a_note_alone_is_a_sound() -> None:
    name = "16-sounds-brackets-lower.txt"
    transcript = read(read_as_transcript(read_document((FOLDER / name).read_bytes(), name)).text)
    assert len(transcript.sounds) == 6
