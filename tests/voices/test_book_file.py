"""The file of a voice book: read as it was written, and refused where it is damaged."""

from __future__ import annotations

import os
import re
from pathlib import Path

import numpy as np
import pytest

from woordbeeld.errors import BadInputError
from woordbeeld.inputs import NoSuchFileError
from woordbeeld.voices.book import KnownVoice, VoiceBook
from woordbeeld.voices.book_file import (
    book_path,
    parse_book,
    read_book,
    refuse_other_networks,
    render_book,
)
from woordbeeld.voices.embedder import unit
from woordbeeld.voices.hearing import network_identities


def voice(name: str, seed: int = 1, film: str = "talk.mp4") -> KnownVoice:
    rng = np.random.default_rng(seed)
    return KnownVoice(name, film, 7, 21_500, tuple(unit(rng.normal(size=size)) for size in (192, 256)))


BOOK = VoiceBook(
    network_identities(), (voice("Ton Heerts"), voice('Jan "de Lange" Bos', 2, "één\n[[voice]].mp4"))
)
TEXT = render_book(BOOK)


def test_a_book_is_read_as_it_was_written() -> None:
    found = parse_book(TEXT, "voices.toml")
    assert [each.name for each in found.voices] == ['Jan "de Lange" Bos', "Ton Heerts"]
    assert found.networks == BOOK.networks
    ton, kept = found.find("TON  HEERTS"), BOOK.voices[0]
    assert ton
    assert (ton.film, ton.lines, ton.heard_ms) == (kept.film, kept.lines, kept.heard_ms)
    for mine, yours in zip(ton.vectors, kept.vectors, strict=True):
        assert mine == pytest.approx(yours, abs=1e-4)
    assert parse_book(render_book(found), "").voices[0].film == "één\n[[voice]].mp4"


def test_it_can_be_read_by_people_and_says_what_it_is() -> None:
    assert TEXT.startswith(
        "# Woordbeeld: voices of people.\n# These are biometric personal data (GDPR and AVG,"
    )
    assert 'name = "Ton Heerts"\nfilm = "talk.mp4"\nlines = 7\nheard_ms = 21500\n' in TEXT
    assert re.search(r'networks = \["campplus [0-9a-f]{64} 1", "resemblyzer [0-9a-f]{64} 1"\]', TEXT)


def test_an_empty_book_is_a_book() -> None:
    assert parse_book(render_book(VoiceBook(("a",))), "") == VoiceBook(("a",))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("version = 1", "version = 2", "of version 2"),
        ("version = 1", "version = true", "of version True"),
        ("version = 1\n", "", "no voice book"),
        ("[[voice]]", "[[voice", "no TOML"),
        ("lines = 7", "lines = 0", "voice 1 is not whole"),
        ("lines = 7", 'lines = "7"', "voice 1 is not whole"),
        ("lines = 7\n", "", "voice 1 is not whole"),
        ("lines = 7", "lines = 7\nage = 3", "voice 1 is not whole"),
        ('name = "Ton Heerts"', 'name = " "', "voice 2 is not whole"),
        ('name = "Ton Heerts"', "name = 'jan \"DE LANGE\" bos'", "stands in it twice"),
        ("vectors = [[", "vectors = [[nan, ", "voice 1 is not whole"),
        ("vectors = [[", "vectors = [[7.5, ", "voice 1 is not whole"),
        ("vectors = [[", "vectors = [[0.1, ", "voice 2 is not whole"),
        ("vectors = [[", "vectors = [[0.1], [", "voice 1 is not whole"),
        ("networks = [", "networks = [1, ", "no voice book"),
        ("networks = [", "extra = 1\nnetworks = [", "no voice book"),
    ],
)
def test_a_damaged_book_is_told_so(old: str, new: str, told: str) -> None:
    assert old in TEXT
    with pytest.raises(BadInputError, match=re.escape(told)) as refused:
        parse_book(TEXT.replace(old, new, 1), "voices.toml")
    assert str(refused.value).startswith("voices.toml: ")


def test_a_voice_without_direction_is_damaged() -> None:
    text = render_book(VoiceBook(("a",), (KnownVoice("Ton", "a", 5, 9000, (np.zeros(3),)),)))
    with pytest.raises(BadInputError, match="not whole"):
        parse_book(text, "")


def test_the_book_of_a_folder_is_voices_toml_in_it(tmp_path: Path) -> None:
    assert book_path(tmp_path) == tmp_path / "voices.toml"
    assert book_path(tmp_path / "new") == tmp_path / "new/voices.toml"
    assert book_path(tmp_path / "mine.TOML") == tmp_path / "mine.TOML"
    (tmp_path / "folder.toml").mkdir()
    assert book_path(tmp_path / "folder.toml") == tmp_path / "folder.toml/voices.toml"
    (tmp_path / "mine.txt").touch()
    assert book_path(tmp_path / "mine.txt") == tmp_path / "mine.txt"


def test_what_is_no_file_is_refused_and_nothing_waits(tmp_path: Path) -> None:
    with pytest.raises(NoSuchFileError, match="does not exist"):
        read_book(tmp_path)
    os.mkfifo(tmp_path / "pipe.toml")
    with pytest.raises(BadInputError, match="is a pipe"):
        read_book(tmp_path / "pipe.toml")
    (tmp_path / "voices.toml").mkdir()
    with pytest.raises(BadInputError, match="is a folder"):
        read_book(tmp_path)


def test_a_book_that_an_editor_has_saved_is_read(tmp_path: Path) -> None:
    path = tmp_path / "voices.toml"
    path.write_bytes(f"\ufeff{TEXT}".replace("\n", "\r\n").encode())
    assert [each.name for each in read_book(path).voices] == ['Jan "de Lange" Bos', "Ton Heerts"]


def test_voices_of_other_networks_are_not_compared(tmp_path: Path) -> None:
    refuse_other_networks(BOOK, tmp_path)
    with pytest.raises(BadInputError, match="other networks"):
        refuse_other_networks(VoiceBook(("campplus 0 1", "resemblyzer 0 1")), tmp_path)
