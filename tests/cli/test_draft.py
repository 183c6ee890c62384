"""`woordbeeld draft`: a transcript with speakers for a video that has none."""

from __future__ import annotations

import json
import shutil
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from click.testing import Result

from woordbeeld.errors import EnvironmentProblemError
from woordbeeld.transcript.reader import read_file
from woordbeeld.voices import hearing
from woordbeeld.voices.hearing import refuse_without_weights
from woordbeeld.voices.weights import CAMPPLUS, Weights
from woordbeeld.words.commands import quoted

Run = Callable[..., Result]

DATA = Path(__file__).parents[1] / "voices/data"
RATE = 16_000


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    """A dialogue of two people, alone in a folder."""
    try:
        refuse_without_weights()
    except EnvironmentProblemError as error:
        pytest.skip(str(error))
    return Path(shutil.copy(DATA / "dialogue.ogg", tmp_path / "talk.ogg"))


@pytest.fixture
def silence(tmp_path: Path) -> Path:
    return sound(tmp_path / "silence.wav", np.zeros(5 * RATE))


def sound(path: Path, samples: np.ndarray) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((samples * 32767).astype("<i2").tobytes())
    return path


@pytest.mark.whisper
def test_a_draft_has_two_speakers_and_what_is_beside_it_knows_each_line(talk: Path, run: Run) -> None:
    out = talk.with_name("talk.txt")
    result = run("draft", talk, "--out", out, "--ui", "en")
    assert result.exit_code == 0, result.stderr
    transcript = read_file(out)
    assert [each.name for each in transcript.speakers] == ["Spreker 1", "Spreker 2"]
    assert not transcript.findings
    about = json.loads((talk.parent / "talk.draft.json").read_text(encoding="utf-8"))
    assert [each["line"] for each in about["lines"]] == [each.line for each in transcript.spoken_lines]
    assert "by 2 speakers; see" in result.stdout
    assert "draft by a computer" in result.stdout


@pytest.mark.whisper
def test_a_number_of_speakers_is_obeyed_and_names_nobody_says_are_told(talk: Path, run: Run) -> None:
    out = talk.with_name("talk.txt")
    assert run("draft", talk, "--out", out, "--speakers", "1", "--quiet").stdout == ""
    assert len(read_file(out).speakers) == 1
    asked = ("--speakers", "Ton Heerts, Trudy Vos", "--overwrite", "--ui", "en")
    result = run("draft", talk, "--out", out, *asked)
    assert [each.name for each in read_file(out).speakers] == ["Spreker 1", "Spreker 2"]
    assert "Nobody says who these are: Ton Heerts, Trudy Vos." in result.stdout
    assert result.stdout.endswith(f" woordbeeld edit {quoted(str(talk))} {quoted(str(out))}\n")


def test_no_file_is_written_over_unasked(talk: Path, refused: Callable[..., tuple[int, str]]) -> None:
    out = talk.with_name("talk.txt")
    out.write_text("mine\n", encoding="utf-8")
    assert refused(talk.parent, "draft", talk, "--out", out)[0] == 3
    out.rename(talk.with_name("talk.draft.json"))
    assert refused(talk.parent, "draft", talk, "--out", out)[0] == 3


@pytest.mark.parametrize(
    "speakers", ["0", "61", "9" * 5000, "²", "-1", "", ",", "Ton,Ton", "Ton: ja", "(Ton)", "Ton,,Trudy"]
)
def test_who_speaks_is_a_number_or_names(
    talk: Path, speakers: str, refused: Callable[..., tuple[int, str]]
) -> None:
    code, told = refused(
        talk.parent, "draft", talk, "--out", talk.with_name("a.txt"), f"--speakers={speakers}", "--ui", "en"
    )
    assert code == 2
    assert "--speakers" in told


@pytest.mark.parametrize("out", [".", "/", ".."])
def test_a_folder_is_no_place_for_a_draft(
    talk: Path, out: str, refused: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(talk.parent)
    code, told = refused(talk.parent, "draft", talk, "--out", out, "--ui", "en")
    assert code == 3
    assert "is a folder, not a file" in told


def test_where_nobody_speaks_there_is_no_draft(
    talk: Path, silence: Path, refused: Callable[..., tuple[int, str]]
) -> None:
    assert refused(talk.parent, "draft", silence, "--out", talk.with_name("a.txt"))[0] == 3


def test_music_alone_makes_no_draft(talk: Path, refused: Callable[..., tuple[int, str]]) -> None:
    at = np.arange(8 * RATE) / RATE
    chords = sum(np.sin(2 * np.pi * hz * at) for hz in (220, 277, 330)) * (
        0.2 + 0.1 * np.sin(2 * np.pi * 2 * at)
    )
    music = sound(talk.with_name("music.wav"), np.asarray(chords) / 2)
    assert refused(talk.parent, "draft", music, "--out", talk.with_name("a.txt"))[0] == 3


def test_without_weights_nothing_is_listened_to(
    talk: Path, monkeypatch: pytest.MonkeyPatch, refused: Callable[..., tuple[int, str]]
) -> None:
    nowhere = Weights("nowhere", "1", "nothing.pt", CAMPPLUS.sha256)
    monkeypatch.setattr(hearing, "CAMPPLUS", nowhere)
    code, told = refused(talk.parent, "draft", talk, "--out", talk.with_name("a.txt"))
    assert code == 4
    assert "nowhere" in told
