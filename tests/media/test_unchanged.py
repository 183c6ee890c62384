"""What is worked out of a file is of that file alone, whoever changes or replaces it meanwhile."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pytest

from woordbeeld.cache import ContentCache, file_sha256
from woordbeeld.errors import BadInputError
from woordbeeld.media import playable as playing
from woordbeeld.media import samples as sampling
from woordbeeld.media import unchanged
from woordbeeld.media.loudness import loudness_of
from woordbeeld.media.playable import playable, sound_alone
from woordbeeld.media.samples import decode
from woordbeeld.media.unchanged import made_of, sha256_now

LOW = ("-f", "lavfi", "-i", "sine=frequency=220:duration=2")
HIGH = ("-f", "lavfi", "-i", "sine=frequency=880:duration=3")

Ffmpeg = Callable[..., None]


@pytest.fixture
def talk(tmp_path: Path, ffmpeg: Ffmpeg) -> Path:
    ffmpeg(*LOW, tmp_path / "talk.wav")
    ffmpeg(*HIGH, tmp_path / "other.wav")
    return tmp_path / "talk.wav"


def replace(talk: Path) -> None:
    talk.with_name("other.wav").replace(talk)


def test_the_hash_is_that_of_what_stands_there_and_read_once(
    talk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = Mock(side_effect=file_sha256)
    monkeypatch.setattr(unchanged, "file_sha256", reading)
    first = [sha256_now(talk), sha256_now(talk)]
    assert first == [hashlib.sha256(talk.read_bytes()).hexdigest()] * 2
    assert reading.call_count == 1
    replace(talk)
    assert sha256_now(talk) == hashlib.sha256(talk.read_bytes()).hexdigest() != first[0]


def test_a_file_that_is_replaced_while_it_is_opened_is_refused(
    talk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = sampling._read

    def read(path: Path, *others: object) -> object:
        found = original(path, *others)  # type: ignore[arg-type]
        replace(path)
        return found

    monkeypatch.setattr(sampling, "_read", read)
    with pytest.raises(BadInputError, match="changed or replaced"):
        decode(talk)
    monkeypatch.undo()
    assert len(decode(talk)[1]) == pytest.approx(3 * sampling.SAMPLE_RATE, abs=1600)


def test_a_file_that_was_replaced_since_it_was_heard_is_not_published(talk: Path) -> None:
    media, _ = decode(talk)
    assert playable(talk, media, talk.parent / "cache") == talk
    replace(talk)
    with pytest.raises(BadInputError, match="changed or replaced"):
        playable(talk, media, talk.parent / "cache")


def test_nothing_made_of_another_file_is_kept(talk: Path, tmp_path: Path) -> None:
    media, _ = decode(talk)
    own = talk.read_bytes()
    replace(talk)
    with pytest.raises(BadInputError, match="changed or replaced"):
        sound_alone(talk, media, tmp_path / "cache")
    with pytest.raises(BadInputError, match="changed or replaced"):
        loudness_of(talk, media, ContentCache(tmp_path / "cache"))
    talk.write_bytes(own)
    assert len(decode(sound_alone(talk, media, tmp_path / "cache"))[1]) < 2.5 * sampling.SAMPLE_RATE
    assert len(loudness_of(talk, media, ContentCache(tmp_path / "cache"))) < 25


def test_a_file_that_is_replaced_while_it_is_made_anew_leaves_nothing(
    talk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    media, _ = decode(talk)
    original = playing._write_sound

    def write(path: Path, *others: object) -> None:
        original(path, *others)  # type: ignore[arg-type]
        replace(path)

    monkeypatch.setattr(playing, "_write_sound", write)
    with pytest.raises(BadInputError, match="changed or replaced"):
        sound_alone(talk, media, talk.parent / "cache")
    assert not [*(talk.parent / "cache").rglob("*.m4a")]


def test_another_time_or_another_link_of_the_same_bytes_is_no_other_file(talk: Path) -> None:
    media, _ = decode(talk)
    os.utime(talk, ns=(1, 1))
    talk.with_name("beside.wav").hardlink_to(talk)
    assert np.isclose(made_of(talk, media, lambda: 0.5), 0.5)
