"""`woordbeeld speakers audit`: which labels the voices contradict."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from woordbeeld.errors import EnvironmentProblemError
from woordbeeld.voices import hearing
from woordbeeld.voices.hearing import refuse_without_weights
from woordbeeld.voices.weights import CAMPPLUS, Weights
from woordbeeld.words.commands import quoted

Run = Callable[..., Result]

DATA = Path(__file__).parents[1] / "voices/data"


@pytest.fixture
def talk(tmp_path: Path) -> tuple[Path, Path]:
    """A dialogue of two people, in which line 8 has the label of the other one."""
    try:
        refuse_without_weights()
    except EnvironmentProblemError as error:
        pytest.skip(str(error))
    sound, text = tmp_path / "talk.ogg", tmp_path / "talk.txt"
    shutil.copy(DATA / "dialogue.ogg", sound)
    right = (DATA / "dialogue.txt").read_text(encoding="utf-8")
    lines = right.splitlines()
    assert lines[7].startswith("GROTE VIS: ")
    lines[7] = lines[7].removeprefix("GROTE VIS: ")  # goes on with what the other one says
    text.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return sound, text


@pytest.mark.whisper
def test_a_wrong_label_is_told_and_mended_by_what_is_told(run: Run, talk: tuple[Path, Path]) -> None:
    sound, text = talk
    before = text.read_bytes()
    result = run("speakers", "audit", sound, text)
    assert result.exit_code == 1, result.output
    assert text.read_bytes() == before
    first, hint, agree, other, *rest = result.stdout.splitlines()
    assert first.startswith("line 8 (0:27): sounds like Grote Vis, not like Kleine Vis (9")
    assert hint == (
        f"Listen to it. Is that right? Then for example: woordbeeld speakers set {quoted(str(text))} "
        '8 "Grote Vis"'
    )
    assert (agree, other, rest) == (
        "11 lines sound as their names say",
        "1 line sounds like somebody else",
        [],
    )

    told = json.loads(run("speakers", "audit", sound, text, "--format", "json").stdout)
    assert [row["line"] for row in told["lines"]] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 15]
    (wrong,) = [row for row in told["lines"] if row["verdict"] != "agrees"]
    assert wrong["verdict"] == "sounds-like-another"
    assert (wrong["line"], wrong["speaker"], wrong["sounds_like"]) == (8, "Kleine Vis", "Grote Vis")
    assert wrong["probability"] > 0.9
    assert abs(wrong["start_ms"] - 27_253) < 300
    assert (told["version"], told["abstains"], told["one_voice"]) == (1, None, [])

    assert run("speakers", "set", text, "8", "Grote Vis").exit_code == 0
    mended = run("speakers", "audit", sound, text, "--ui", "nl")
    assert mended.exit_code == 0
    assert mended.stdout == "12 regels klinken zoals de naam zegt\nGeen regel klinkt als iemand anders\n"
    assert run("speakers", "audit", sound, text, "--quiet").stdout == ""


@pytest.mark.whisper
def test_one_speaker_alone_is_told_so(run: Run, talk: tuple[Path, Path]) -> None:
    sound, text = talk
    text.write_text(text.read_text(encoding="utf-8").replace("KLEINE", "GROTE"), encoding="utf-8")
    result = run("speakers", "audit", sound, text)
    assert result.exit_code == 0
    assert result.stdout == (
        "The voices tell nothing of the names: "
        "there are no two speakers of whom 3 lines or more are heard well.\n"
    )


def test_without_weights_nothing_is_listened_to(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    none = Weights("no_such_package", "1", "none.pt", CAMPPLUS.sha256)
    monkeypatch.setattr(hearing, "CAMPPLUS", none)
    sound, text = tmp_path / "none.mp4", tmp_path / "none.txt"
    result = run("speakers", "audit", sound, text)
    assert result.exit_code == 4
    assert "what tells voices apart (no_such_package) is not here; install it where Woordbeeld is: " in (
        result.stderr
    )


@pytest.mark.whisper
def test_computer_voices_tell_nothing(run: Run, film: Path) -> None:
    """Those of the stand-in: too much alike, though the labels are right."""
    try:
        refuse_without_weights()
    except EnvironmentProblemError as error:
        pytest.skip(str(error))
    result = run("speakers", "audit", film, film.parents[1] / f"transcripts/{film.stem}.txt")
    assert result.exit_code == 0, result.output
    alike, read_as = result.stdout.splitlines()
    assert alike.startswith("The voices tell nothing of the names: they are too much alike.")
    assert read_as.startswith("VAN DEN BERG (line 43) is read as JOSEPHINE VAN DEN BERG, by the name.")
