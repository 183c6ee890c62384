"""How many wrong labels the voices find: `make bench-voices`.

Labels of films that are right are swapped at random, and held against the voices again. The films are the
Dutch episodes of the benchmark, timed by their own alignment, some with more against them: a hall, a
telephone, speakers who do not wait. From the Czech edition of the game come nine characters, cut out clip by
clip, alone and together with both fish in very unequal shares.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import click
import numpy as np
from tests.benchmarks.episodes import (
    GAME,
    LEAST_BYTES,
    PACKAGES,
    RATE,
    RECIPES,
    SEED,
    Library,
    Recipe,
    Samples,
    compose,
    decode,
    read_library,
    read_script,
    trimmed,
    unpacked,
    write_episode,
)
from tests.benchmarks.mending import HEAD as MENDING
from tests.benchmarks.mending import mending_rows
from tests.benchmarks.table import share, table

from woordbeeld.alignment.model import AlignedLine
from woordbeeld.cache import ContentCache
from woordbeeld.pipeline import align_text, hear
from woordbeeld.settings import Settings
from woordbeeld.transcript.model import Speaker
from woordbeeld.transcript.reader import read
from woordbeeld.voices.audit import Judged, LineVoice, Verdict, audit
from woordbeeld.voices.hearing import KnownVoices, embedders, line_voices
from woordbeeld.voices.stretches import EDGE_MS

ROOT: Final = Path(__file__).parents[2]
SHARES: Final = (0, 5, 10, 20)  # percent of the labels
TRIALS: Final = 10  # of each share
LINES: Final = 50
DUTCH: Final = ("clear", "tight", "music", "applause", "differs", "hall", "phone", "overlap")
MORE: Final = {
    "hall": Recipe(lines=LINES, gaps_ms=(100, 1000), lead_ms=6000, claps=2),
    "phone": Recipe(lines=LINES, gaps_ms=(100, 1000)),
    "overlap": Recipe(lines=LINES, gaps_ms=(-700, 400)),
}
HALL_S: Final = 0.9  # until an echo is 60 dB below the voice
PHONE_HZ: Final = (300, 3400)
MU_LAW: Final = 255
CZECH: Final = ("fillets-ng-data", "fillets-ng-data-cs")
CHARACTERS: Final = (
    "gods-cyan gods-yellow city-statue linux-linuxer1 linux-linuxer2 cabin1-parrot corridor-robodog "
    "elevator2-lightgrey briefcase-white"
).split()  # the room of the game and the colour of the subtitles, by which its scripts know them
MOST_CLIPS: Final = 11  # of a character
FISH_LINES: Final = {"big": 40, "small": 25}
FISH_ROOMS: Final = "city linux cabin1 corridor briefcase gods".split()
BINS: Final = ((0, 0.5), (0.5, 0.8), (0.8, 0.95), (0.95, 1.01))
GOALS: Final = {
    "Dutch": "≥ 98 %, ≥ 97 %",
    "nine": "≥ 95 %, ≥ 93 %",
    "unequal": "≥ 95 %",
}

# A film with other labels, by a speaker for each line, becomes the voices of its lines.
Labels = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Film:
    """The right labels of the lines that are judged, and how their voices are when they have others."""

    group: str
    labels: Labels
    voices: Callable[[Labels], Sequence[LineVoice]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was told of a line: whether its label was wrong, and who says it."""

    judged: Judged
    wrong: bool
    speaker: str


def in_a_hall(samples: Samples) -> Samples:
    """As a microphone at the back of a hall hears it: an echo as loud as the voice itself."""
    rng = np.random.default_rng(SEED)
    at = np.arange(int(HALL_S * RATE))
    echo = rng.normal(0, 1, len(at)) * 10 ** (-3 * at / len(at))
    echo[: RATE // 100] = 0
    echo /= np.sqrt(np.square(echo).sum())
    size = 1 << (len(samples) + len(echo)).bit_length()
    wet = np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(echo, size), size)[: len(samples)]
    return (0.5 * (samples + wet)).astype(np.float32)


def by_phone(samples: Samples) -> Samples:
    """The band of a telephone, in the 256 steps of the mu-law."""
    spectrum, hz = np.fft.rfft(samples), np.fft.rfftfreq(len(samples), 1 / RATE)
    spectrum[(hz < PHONE_HZ[0]) | (hz > PHONE_HZ[1])] = 0
    band = np.clip(np.fft.irfft(spectrum, len(samples)), -1, 1)
    steps = np.round(np.log1p(MU_LAW * np.abs(band)) / np.log1p(MU_LAW) * 127) / 127
    found: Samples = (np.sign(band) * np.expm1(steps * np.log1p(MU_LAW)) / MU_LAW).astype(np.float32)
    return found


DISTURBED: Final[Mapping[str, Callable[[Samples], Samples]]] = {"hall": in_a_hall, "phone": by_phone}


def dutch_film(name: str, library: Library, folder: Path, settings: Settings) -> Film:
    """An episode, composed and timed; `differs` has lines that nobody says, which are not judged."""
    number = DUTCH.index(name)
    episode = compose({**RECIPES, **MORE}[name], library, SEED + number)
    if name in DISTURBED:
        episode = replace(episode, samples=DISTURBED[name](episode.samples))
    write_episode(episode, name, folder)
    heard = hear(folder / f"{name}.wav", settings)
    lines = align_text(heard, read("\n".join(episode.transcript) + "\n"), settings).lines
    said = [number for number, line in enumerate(lines) if line.source.line not in episode.unspoken]
    samples, listeners, cache = heard.recording.samples, embedders(), ContentCache(settings.cache)
    known: KnownVoices = {}

    def voices(labels: Labels) -> Sequence[LineVoice]:
        relabelled = list(lines)
        for at, label in zip(said, labels, strict=True):
            relabelled[at] = _with_label(lines[at], label)
        found = line_voices(relabelled, samples, listeners, cache, known=known)
        return [found[at] for at in said]

    return Film("Dutch", tuple(_label(lines[at]) for at in said), voices)


def _label(line: AlignedLine) -> str:
    return line.source.speaker.name if line.source.speaker else ""


def _with_label(line: AlignedLine, label: str) -> AlignedLine:
    return replace(line, source=replace(line.source, speaker=Speaker(label, ())))


def czech_film(group: str, clips: Mapping[str, Sequence[Samples]]) -> Film:
    """Clips of some speakers, each a line."""
    listeners, cut = embedders(), EDGE_MS * RATE // 1000
    labels, heard = list[str](), list[LineVoice]()
    for speaker, sounds in clips.items():
        for sound in sounds:
            spoken = trimmed(sound, hard_cut=True).samples[cut:-cut]
            vectors = tuple(each.embed(spoken) for each in listeners)
            heard.append(LineVoice(len(heard) + 1, speaker, vectors, len(spoken) * 1000 // RATE))
            labels.append(speaker)
    return Film(
        group,
        tuple(labels),
        lambda given: [replace(each, speaker=label) for each, label in zip(heard, given, strict=True)],
    )


def czech_clips(game: Path) -> dict[str, list[Samples]]:
    """The clips of both fish and of nine characters."""
    found = {}
    for character in CHARACTERS:
        room, _, font = character.partition("-")
        found[character] = list(_sounds(game, room, f"font_{font}"))[:MOST_CLIPS]
    for font, count in FISH_LINES.items():
        of_rooms = [sound for room in FISH_ROOMS for sound in _sounds(game, room, f"font_{font}")]
        found[font] = random.Random(SEED).sample(of_rooms, min(count, len(of_rooms)))  # noqa: S311 nothing secret
    return found


def _sounds(game: Path, room: str, font: str) -> Iterator[Samples]:
    for script in sorted((game / "script" / room).glob("*dialogs_cs.lua")):
        for name, found, _ in read_script(script.read_text(encoding="utf-8")):
            sound = game / "sound" / room / "cs" / f"{name}.ogg"
            if found == font and sound.exists() and sound.stat().st_size > LEAST_BYTES:
                yield decode(sound)


def czech_films(clips: Mapping[str, Sequence[Samples]]) -> Iterator[Film]:
    """Nine characters, and the same with both fish: one line of the first character, two of the second."""
    yield czech_film("nine", {name: clips[name] for name in CHARACTERS})
    few = {name: clips[name][: number + 1] for number, name in enumerate(CHARACTERS)}
    yield czech_film("unequal", {**{name: clips[name] for name in FISH_LINES}, **few})


def swapped(labels: Labels, percent: int, chance: random.Random) -> Labels:
    """The labels, so many of them of somebody else in the film."""
    names, found = sorted(set(labels)), list(labels)
    for at in chance.sample(range(len(labels)), round(len(labels) * percent / 100)):
        found[at] = chance.choice([name for name in names if name != labels[at]])
    return tuple(found)


def tried(film: Film, percent: int, trials: int) -> Iterator[list[Outcome] | None]:
    """What is told of each line in each trial; None where nothing is."""
    for seed in range(trials if percent else 1):
        given = swapped(film.labels, percent, random.Random(seed))  # noqa: S311 nothing secret
        found = audit(film.voices(given))
        yield (
            None
            if found.abstains
            else [
                Outcome(judged, label != speaker, speaker)
                for judged, label, speaker in zip(found.lines, given, film.labels, strict=True)
            ]
        )


def row(group: str, percent: int, trials: Sequence[list[Outcome] | None]) -> tuple[str, ...]:
    told = [each for outcomes in trials for each in outcomes or ()]
    flagged = [each for each in told if each.judged.verdict is Verdict.OTHER]
    hits = [each for each in flagged if each.wrong]
    return (
        group,
        f"{percent} %",
        share(len(hits), len(flagged)) if percent else "–",
        share(len(hits), sum(each.wrong for each in told)),
        f"{100 * (len(flagged) - len(hits)) / max(len(told), 1):.2f}",
        share(sum(each.judged.sounds_like == each.speaker for each in hits), len(hits)),
        share(sum(each.judged.verdict is Verdict.NOT_JUDGED for each in told), len(told)),
        f"{sum(each is None for each in trials)} of {len(trials)}",
        GOALS[group] if percent else "≤ 1 false alarm",
    )


def reliability(told: Sequence[Outcome]) -> Iterator[tuple[str, ...]]:
    """How often a label is wrong, by how likely that was said to be."""
    judged = [each for each in told if each.judged.verdict is not Verdict.NOT_JUDGED]
    for low, high in BINS:
        within = [each for each in judged if low <= each.judged.probability < high]
        mean = sum(each.judged.probability for each in within) / max(len(within), 1)
        wrong = sum(each.wrong for each in within)
        yield f"{low:g} to {min(high, 1):g}", str(len(within)), f"{mean:.3f}", share(wrong, len(within))


def cost(folder: Path, name: str, settings: Settings) -> str:
    """The share of its length that an episode takes to be compared, on one thread, with nothing kept."""
    heard = hear(folder / f"{name}.wav", settings)
    text = read((folder / f"{name}.txt").read_text(encoding="utf-8"))
    lines = align_text(heard, text, settings).lines
    with tempfile.TemporaryDirectory() as empty:
        before = time.process_time()
        line_voices(lines, heard.recording.samples, embedders(), ContentCache(Path(empty)))
        return f"{(time.process_time() - before) * RATE / len(heard.recording.samples):.3f}"


HEAD: Final = (
    "voices", "labels wrong", "precision", "recall", "false alarms in 100 lines", "right speaker named",
    "lines not judged", "abstains", "goal",
)  # fmt: skip


@click.command()
@click.option("--cache", required=True, type=click.Path(path_type=Path), help="The folder for packages.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The folder for the episodes.")
@click.option("--trials", default=TRIALS, show_default=True)
@click.argument("episodes", nargs=-1)
def main(cache: Path, out: Path, trials: int, episodes: tuple[str, ...]) -> None:
    """Tell how well wrong labels are found in the Dutch EPISODES, or all, and among Czech characters."""
    out.mkdir(parents=True, exist_ok=True)
    settings, names = Settings(), episodes or DUTCH
    library = read_library(unpacked(cache / "dutch", PACKAGES) / GAME)
    films = [dutch_film(name, library, out, settings) for name in names]
    films += czech_films(czech_clips(unpacked(cache / "czech", CZECH) / GAME))
    rows, told = [], list[Outcome]()
    for group in GOALS:
        for percent in SHARES:
            found = [each for film in films if film.group == group for each in tried(film, percent, trials)]
            rows.append(row(group, percent, found))
            told += [each for outcomes in found for each in outcomes or ()]
    click.echo(table(HEAD, rows))
    click.echo("\n" + table(("said to be wrong", "lines", "mean", "wrong"), list(reliability(told))))
    click.echo("\nin the editor:\n" + table(MENDING, list(mending_rows(films, trials))))
    click.echo(f"\ncost, as a share of the length: {cost(out, names[0], settings)}; the goal is 0.05")


if __name__ == "__main__":
    main()
