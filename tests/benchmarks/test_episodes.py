"""The episodes of the benchmark, composed of made sounds, and how a command is measured."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from tests.benchmarks import __main__ as bench
from tests.benchmarks.episodes import (
    NEVER_SAID,
    PER_MS,
    RATE,
    RECIPES,
    SEED,
    Clip,
    Episode,
    Library,
    Recipe,
    Samples,
    compose,
    shortened,
    trimmed,
    truth,
    write_episode,
)
from tests.benchmarks.measure import run

from woordbeeld.media.samples import decode
from woordbeeld.transcript.reader import read_file

ROOT = Path(__file__).parents[2]
TONE = np.sin(np.arange(400 * PER_MS) / 8).astype(np.float32)
RING = TONE[: 100 * PER_MS] / 40  # 32 dB lower: it rings on, but is not heard


def tone(_sound: Path) -> Samples:
    """200 ms of silence, 400 ms of sound, 100 ms that ring on, 100 ms of silence."""
    return np.concatenate([np.zeros(200 * PER_MS), TONE, RING, np.zeros(100 * PER_MS)]).astype(np.float32)


@pytest.fixture(scope="module")
def library() -> Library:
    clips = [
        Clip(Path(f"{number}.ogg"), ("KLEINE VIS", "GROTE VIS")[number % 3 == 0], f"Dit is regel {number}.")
        for number in range(80)
    ]
    return Library(tuple(clips), (Path("a.ogg"), Path("b.ogg")), tone)


@pytest.mark.parametrize("hard_cut", [False, True])
def test_a_clip_is_heard_down_to_26_db_and_rings_on_unless_cut_hard(*, hard_cut: bool) -> None:
    spoken = trimmed(tone(Path()), hard_cut=hard_cut)
    assert (spoken.start // PER_MS, spoken.end // PER_MS) == (0, 400)
    assert len(spoken.samples) // PER_MS == (400 if hard_cut else 500)
    assert np.abs(spoken.samples).max() == pytest.approx(0.7)


@pytest.mark.parametrize("name", [name for name in RECIPES if name != "long"])
def test_every_line_is_heard_at_its_true_time_and_stands_where_the_truth_says(
    library: Library, tmp_path: Path, name: str
) -> None:
    episode = compose(RECIPES[name], library, SEED)
    write_episode(episode, name, tmp_path)
    transcript = read_file(tmp_path / f"{name}.txt")
    spoken = {line.line: line for line in transcript.spoken_lines}
    assert sorted(spoken) == sorted([*(line.line for line in episode.lines), *episode.unspoken])
    for line in episode.lines:
        speaker = spoken[line.line].speaker
        assert speaker is not None
        assert speaker.name.upper() == line.speaker
        assert line.span.duration_ms == 400
    in_turn = all(a.span.end_ms <= b.span.start_ms for a, b in pairwise(episode.lines))
    assert in_turn is (RECIPES[name].gaps_ms[0] >= 0)
    _, samples = decode(tmp_path / f"{name}.wav")
    told = json.loads((tmp_path / f"{name}.truth.json").read_text(encoding="utf-8"))
    assert told["duration_ms"] == len(samples) // PER_MS


def test_a_thump_of_the_microphone_is_not_said() -> None:
    thump = 0.9 * np.sin(np.arange(100 * PER_MS) * (2 * np.pi * 40 / RATE)).astype(np.float32)
    spoken = trimmed(np.concatenate([thump, tone(Path())[100 * PER_MS :]]), hard_cut=False)
    assert spoken.start // PER_MS == pytest.approx(200, abs=20)
    assert spoken.end // PER_MS == pytest.approx(600, abs=20)


def test_in_a_hall_a_line_rings_on_and_by_telephone_it_has_no_low_sound(library: Library) -> None:
    dry = Recipe(lines=6, gaps_ms=(200, 300))
    episodes = [
        compose(recipe, library, SEED) for recipe in (dry, replace(dry, hall=True), replace(dry, phone=True))
    ]
    after_ms = episodes[0].lines[-1].span.end_ms + 150
    quiet, ringing, _ = (loudness(each, after_ms, after_ms + 50) for each in episodes)
    assert ringing > 10 * quiet
    low, _, none = (
        np.abs(np.fft.rfft(each.samples))[: len(each.samples) * 200 // RATE].max() for each in episodes
    )
    assert none < low / 3


def test_a_true_line_is_surrounded_by_silence(library: Library) -> None:
    episode = compose(Recipe(lines=6, gaps_ms=(200, 300)), library, SEED)
    for line in episode.lines:
        start, end = line.span.start_ms * PER_MS, line.span.end_ms * PER_MS
        assert np.abs(episode.samples[start - 1600 : start - 16]).max() < 0.01
        assert np.abs(episode.samples[start : start + 160]).max() > 0.1
        assert np.abs(episode.samples[end - 160 : end]).max() > 0.1
        assert np.abs(episode.samples[end + 16 : end + 1600]).max() < 0.1


def test_the_same_seed_gives_the_same_episode_and_another_one_another(library: Library) -> None:
    recipe = Recipe(lines=8, gaps_ms=(0, 100))
    first, again, other = (compose(recipe, library, seed) for seed in (1, 1, 2))
    assert truth(first) == truth(again)
    assert np.array_equal(first.samples, again.samples)
    assert truth(first) != truth(other)


def test_an_episode_that_differs_leaves_out_adds_and_changes(library: Library) -> None:
    episode = compose(RECIPES["differs"], library, SEED)
    assert len(episode.unscripted) == 6
    assert [episode.transcript[line - 1] for line in episode.unspoken] == [NEVER_SAID, NEVER_SAID]
    changed = [line for line in episode.lines if not episode.transcript[line.line - 1].endswith(line.text)]
    assert 1 <= len(changed) <= 6


def test_applause_and_music_stand_in_the_transcript_where_they_are_heard(library: Library) -> None:
    episode = compose(RECIPES["applause"], library, SEED)
    assert episode.transcript.count("APPLAUS") == 4
    assert episode.transcript[2] == "RUSTIGE MUZIEK"
    assert episode.lines[0].span.start_ms > 12_000
    assert loudness(episode, 0, 12_000) > 0.05


def loudness(episode: Episode, start_ms: int, end_ms: int) -> float:
    return float(np.abs(episode.samples[start_ms * PER_MS : end_ms * PER_MS]).max())


def test_an_episode_may_be_shortened_below_its_first_applause(library: Library) -> None:
    assert len(compose(shortened(RECIPES["applause"], 3), library, SEED).lines) == 3


def test_the_benchmark_knows_every_episode() -> None:
    assert sorted(RECIPES) == sorted(bench.COMPOSED)
    assert bench.SEED == SEED
    assert RATE == 16_000


def test_a_command_is_measured_and_says_why_it_failed(tmp_path: Path) -> None:
    def measured(program: str) -> tuple[float, float, str | None]:
        took = run([sys.executable, "-c", program], tmp_path / "log", {"GIVEN": "8"}, ROOT)
        return took.seconds, took.peak_mb, took.failure

    seconds, peak_mb, failure = measured("import os; bytes(int(os.environ['GIVEN']) * 50_000_000)[-1]")
    assert failure is None
    assert seconds > 0
    assert peak_mb > 0
    assert measured("raise SystemExit('it is\\nbroken')")[2] == "exit code 1: broken"
    assert measured("import os; os.kill(os.getpid(), 9)")[2] == "stopped by signal 9"
