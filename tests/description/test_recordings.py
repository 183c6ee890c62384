"""Recordings are found again by what is said; whatever changes meanwhile, none is lost or used unseen."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from tests.description.sounds import likeness, room, voice

from woordbeeld.description.choosing import narrator_for
from woordbeeld.description.model import Passage, PassageKind, Plan, PlannedPassage
from woordbeeld.description.narrators.narrator import NarratorKind
from woordbeeld.description.recorded_narrator import Damage, RecordedNarrator
from woordbeeld.description.recordings import (
    Recordings,
    parse_recordings,
    read_recordings,
    recordings_path,
    stale_recordings,
    voice_folder,
)
from woordbeeld.errors import BadInputError
from woordbeeld.media.samples import Samples
from woordbeeld.media.takes import faster, read_take, wav_of
from woordbeeld.words import told
from woordbeeld.writing.recordings import keep_recording

PLAZA, MAN, SIGN = "Een plein in de zon.", "Een man schrijft iets op een bord.", "Een bord: welkom."


def plan(*told_at: tuple[str, int]) -> Plan:
    passages = (
        PlannedPassage(Passage(line, 0, PassageKind.SEEN, text), at_ms, 1000)
        for line, (text, at_ms) in enumerate(told_at)
    )
    return Plan(tuple(passages))


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    return tmp_path / "talk.txt"


def test_a_recording_is_found_by_its_text_whatever_its_punctuation(talk: Path) -> None:
    kept = keep_recording(talk, PLAZA, 400, voice(900))
    assert voice_folder(talk).name == "talk.voice"
    assert (kept.file[:19], kept.length_ms, kept.at_ms) == ("een-plein-in-de-zon", 900, 400)
    narrator = RecordedNarrator(talk)
    assert (narrator.kind, narrator.troubles) == (NarratorKind.PERSON, ())
    said = narrator.say("een plein, in de zon", "nl")
    assert said is not None
    assert likeness(said, voice(900)) > 0.999
    assert narrator.length_ms(PLAZA) == 900
    assert narrator.say(MAN, "nl") is None


def test_the_last_recording_of_a_text_counts_and_the_one_before_stays(talk: Path) -> None:
    first = keep_recording(talk, PLAZA, 400, voice(900))
    before = RecordedNarrator(talk).identity
    keep_recording(talk, PLAZA, 400, voice(700, seed=2))
    narrator = RecordedNarrator(talk)
    assert narrator.length_ms(PLAZA) == 700
    assert narrator.identity != before
    assert (voice_folder(talk) / first.file).is_file()


def test_faster_is_shorter_at_the_same_pitch() -> None:
    sound = voice(2000)
    said = faster(sound, 1.15)
    assert len(said) == pytest.approx(len(sound) / 1.15, rel=0.02)
    loudest = [np.abs(np.fft.rfft(each)).argmax() * 48_000 / len(each) for each in (sound, said)]
    assert loudest[1] == pytest.approx(loudest[0], rel=0.02)


@pytest.mark.parametrize(
    ("new", "at_ms"),
    [("Een man schrijft iets op het bord.", 90_000), ("Iemand noteert dat.", 5200)],
    ids=["alike", "where it was"],
)
def test_a_changed_text_makes_its_recording_stale(talk: Path, new: str, at_ms: int) -> None:
    keep_recording(talk, PLAZA, 400, voice(900))
    keep_recording(talk, MAN, 5000, voice(900, seed=1))
    recordings = read_recordings(talk)
    assert stale_recordings(recordings, plan((PLAZA, 400), (MAN, 5000))) == ()
    (stale,) = stale_recordings(recordings, plan((PLAZA, 400), (SIGN, (2e9).__int__()), (new, at_ms)))
    assert stale.recorded.text == MAN
    assert stale.now is not None
    assert stale.now.passage.text == new
    assert MAN in told(stale.message, "nl")
    assert new in told(stale.message, "nl")
    assert RecordedNarrator(talk).say(new, "nl") is None  # never used for what it does not say


def test_a_text_that_is_gone_is_told_so(talk: Path) -> None:
    keep_recording(talk, MAN, 5000, voice(900))
    (stale,) = stale_recordings(read_recordings(talk), plan((PLAZA, 60_000)))
    assert stale.now is None
    assert "staat niet meer" in told(stale.message, "nl")


def test_what_was_recorded_anew_is_told_no_more_and_counts_again_when_its_text_is_back(talk: Path) -> None:
    keep_recording(talk, MAN, 5000, voice(900))
    new = "Een man schrijft iets op het bord."
    keep_recording(talk, new, 5000, voice(800), instead_of=MAN)
    assert stale_recordings(read_recordings(talk), plan((new, 5000))) == ()
    assert RecordedNarrator(talk).length_ms(MAN) == 900


def test_files_that_are_not_as_they_were_are_told(talk: Path) -> None:
    gone, cut, other = (
        keep_recording(talk, text, 0, voice(900, seed=seed)) for seed, text in enumerate((PLAZA, MAN, SIGN))
    )
    folder = voice_folder(talk)
    (folder / gone.file).unlink()
    whole = (folder / cut.file).read_bytes()
    (folder / cut.file).write_bytes(whole[: len(whole) // 2])
    (folder / other.file).write_bytes(wav_of(voice(600)))
    narrator = RecordedNarrator(talk)
    damage = {each.recorded.text: each.damage for each in narrator.troubles}
    assert damage == {PLAZA: Damage.MISSING, MAN: Damage.UNREADABLE, SIGN: Damage.CHANGED}
    assert narrator.say(MAN, "nl") is None
    assert narrator.length_ms(SIGN) == 600
    assert all(told(each.message, "nl") for each in narrator.troubles)


@pytest.mark.parametrize("sound", [np.zeros(48_000, np.float32), room(1000)], ids=["nothing", "a room"])
def test_a_recording_without_a_voice_is_not_used_and_told(talk: Path, sound: Samples) -> None:
    keep_recording(talk, PLAZA, 400, sound)
    narrator = RecordedNarrator(talk)
    assert narrator.say(PLAZA, "nl") is None
    assert narrator.length_ms(PLAZA) is None
    (trouble,) = narrator.troubles
    assert trouble.damage is Damage.SILENT
    assert "geen stem die te horen is" in told(trouble.message, "nl")


def test_a_recording_of_what_is_no_number_is_not_used(talk: Path, ffmpeg: Callable[..., None]) -> None:
    kept = keep_recording(talk, PLAZA, 400, voice(900))
    file = voice_folder(talk) / kept.file
    other = talk.with_name("float.wav")
    ffmpeg("-i", file, "-c:a", "pcm_f32le", other)
    head = other.read_bytes()[:-160_000]
    file.write_bytes(head + np.full(40_000, np.nan, "<f4").tobytes())
    (trouble,) = RecordedNarrator(talk).troubles
    assert trouble.damage in (Damage.SILENT, Damage.UNREADABLE)
    assert RecordedNarrator(talk).say(PLAZA, "nl") is None


def test_a_link_to_sound_elsewhere_is_not_used_and_told(talk: Path) -> None:
    kept = keep_recording(talk, PLAZA, 400, voice(900))
    file, elsewhere = voice_folder(talk) / kept.file, talk.with_name("ander.wav")
    file.rename(elsewhere)
    file.symlink_to(elsewhere)
    narrator = RecordedNarrator(talk)
    assert narrator.say(PLAZA, "nl") is None
    assert [each.damage for each in narrator.troubles] == [Damage.ELSEWHERE]
    assert "een koppeling" in told(narrator.troubles[0].message, "nl")
    moved = voice_folder(talk).rename(talk.with_name("opnamen"))
    (moved / file.name).unlink()
    elsewhere.rename(moved / file.name)
    voice_folder(talk).symlink_to(moved)
    assert RecordedNarrator(talk).troubles == ()  # the folder itself may stand elsewhere


def _as_folder(path: Path) -> None:
    path.mkdir(parents=True)


def _as_pipe(path: Path) -> None:
    path.parent.mkdir()
    os.mkfifo(path)


def _as_link_to_nowhere(path: Path) -> None:
    path.parent.mkdir()
    path.symlink_to("nergens")


def _as_file_for_its_folder(path: Path) -> None:
    path.parent.write_text("x", "utf-8")


def _as_link_for_its_folder(path: Path) -> None:
    path.parent.symlink_to("nergens")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
@pytest.mark.parametrize(
    ("standing", "told_of"),
    [
        (_as_folder, "recordings.toml: is a folder"),
        (_as_pipe, "recordings.toml: is a pipe"),
        (_as_link_to_nowhere, "recordings.toml: is a link to a file that is not there"),
        (_as_file_for_its_folder, "talk.voice: .* is no folder"),
        (_as_link_for_its_folder, "talk.voice: .* is no folder"),
    ],
)
def test_what_stands_where_recordings_should_is_refused(
    talk: Path, standing: Callable[[Path], None], told_of: str
) -> None:
    standing(recordings_path(talk))
    with pytest.raises(BadInputError, match=told_of):
        narrator_for(None, talk)
    with pytest.raises(BadInputError, match=told_of):
        keep_recording(talk, PLAZA, 400, voice(900))


def test_what_people_wrote_in_the_list_stays(talk: Path) -> None:
    keep_recording(talk, PLAZA, 400, voice(900))
    path = recordings_path(talk)
    before = path.read_text(encoding="utf-8").replace(
        "[[recording]]", 'narrator = "Ann"\n# By the window.\n[[recording]]', 1
    )
    path.write_text(before, encoding="utf-8")
    keep_recording(talk, MAN, 400, voice(800))
    assert path.read_text(encoding="utf-8").startswith(before)
    assert RecordedNarrator(talk).name == "Ann"


@pytest.mark.parametrize(
    "damaged",
    [
        "[[recording",
        'sound = "a"',
        "recording = 1",
        '[[recording]]\ntext = "a"',
        f'[[recording]]\ntext = "a"\nfile = "../a.wav"\nlength_ms = 1\nsha256 = "{"0" * 64}"\nat_ms = 0',
        f'[[recording]]\ntext = "?"\nfile = "a.wav"\nlength_ms = 1\nsha256 = "{"0" * 64}"\nat_ms = 0',
        f'[[recording]]\ntext = "a"\nfile = "a.wav"\nlength_ms = true\nsha256 = "{"0" * 64}"\nat_ms = 0',
    ],
)
def test_a_damaged_list_is_told_and_left_as_it_is(talk: Path, damaged: str) -> None:
    path = recordings_path(talk)
    path.parent.mkdir()
    path.write_text(damaged, encoding="utf-8")
    with pytest.raises(BadInputError, match=r"recordings\.toml"):
        keep_recording(talk, PLAZA, 0, voice(900))
    assert path.read_text(encoding="utf-8") == damaged


def test_nothing_recorded_is_no_fault(talk: Path) -> None:
    assert read_recordings(talk) == Recordings()
    assert parse_recordings("", "recordings.toml") == Recordings()


@pytest.mark.skipif(os.name == "nt", reason="no signals")
def test_a_run_that_is_killed_loses_no_earlier_recording(talk: Path) -> None:
    kept = keep_recording(talk, PLAZA, 400, voice(900))
    script = (
        "import sys; from pathlib import Path; from tests.description.sounds import voice\n"
        "from woordbeeld.writing.recordings import keep_recording\n"
        "print('on', flush=True)\n"
        "for at in range(10_000): keep_recording(Path(sys.argv[1]), f'Take {at}', 0, voice(3000, seed=at))"
    )
    for _ in range(3):
        with subprocess.Popen(
            [sys.executable, "-c", script, str(talk)], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
        ) as running:
            assert running.stdout
            running.stdout.readline()
            count = len(read_recordings(talk).recorded)
            while len(read_recordings(talk).recorded) == count:
                pass
            running.send_signal(signal.SIGKILL)
        narrator = RecordedNarrator(talk)
        assert narrator.troubles == ()
        assert narrator.length_ms(PLAZA) == 900
    assert (voice_folder(talk) / kept.file).is_file()


def test_any_file_of_sound_is_read(tmp_path: Path, clip: Path) -> None:
    whole = tmp_path / "talk.wav"
    whole.write_bytes(wav_of(voice(500)))
    assert likeness(read_take(whole), voice(500)) > 0.999
    assert len(read_take(clip)) > 48_000
    (tmp_path / "none.wav").write_bytes(b"RIFF....WAVE, they say")
    with pytest.raises(BadInputError):
        read_take(tmp_path / "none.wav")
