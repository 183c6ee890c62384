"""How well a draft tells who says what: `make bench-voices`, behind the audit.

The films are those of the audit, composed anew: the Dutch episodes of other rooms of the game, with another
seed than what numbers were chosen by, and casts of nine Czech characters. Each is drafted as a user does
it, its voices given their names, and made into a bundle.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import tempfile
import wave
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import click
import numpy as np
from rapidfuzz.distance import Levenshtein
from tests.benchmarks.alone import Taken, alone
from tests.benchmarks.diarization_score import COLLAR_MS, Score, best_pairs, score
from tests.benchmarks.episodes import (
    GAME,
    PACKAGES,
    RATE,
    RECIPES,
    SEED,
    Samples,
    compose,
    decode,
    read_library,
    silence,
    trimmed,
    unpacked,
    write_episode,
)
from tests.benchmarks.table import share, table
from tests.benchmarks.voice_films import (
    CZECH,
    DISTURBED,
    DUTCH,
    MORE,
    MOST_CLIPS,
    REPORTED,
    TUNING,
    clips_of,
)

from woordbeeld.cache import ContentCache
from woordbeeld.pipeline import ListenedVideo, hear, make
from woordbeeld.publications.speaker_draft import drafted
from woordbeeld.settings import Settings
from woordbeeld.speech.model import HeardWord
from woordbeeld.timing import Span
from woordbeeld.transcript.editing import rename_speaker
from woordbeeld.transcript.reader import read
from woordbeeld.voices.diarize import Diarization
from woordbeeld.voices.drafting import DraftLine, draft_lines, voices_of_words
from woordbeeld.voices.hearing import embedders

ROOT: Final = Path(__file__).parents[2]
REPORTED_SEED: Final = SEED + 200
NINE: Final = "nine characters"
CASTS: Final = 3  # of nine others
GAPS_MS: Final = (100, 1000)
NOISE_RMS: Final = 0.001
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Film:
    """A film, who truly speaks when, the words if they are known, and what is left out of the score."""

    name: str
    sound: Path
    language: str
    truth: tuple[tuple[Span, str], ...]
    words: str = ""
    unscored: tuple[Span, ...] = ()


def dutch_films(game: Path, names: Sequence[str], folder: Path) -> Iterator[Film]:
    library = read_library(game, REPORTED.dutch_rooms)
    for name in names:
        episode = compose({**RECIPES, **MORE}[name], library, REPORTED_SEED + DUTCH.index(name))
        if name in DISTURBED:
            episode = replace(episode, samples=DISTURBED[name](episode.samples))
        write_episode(episode, name, folder)
        truth = tuple((line.span, line.speaker) for line in episode.lines)
        said = " ".join(line.text for line in episode.lines)
        yield Film(name, folder / f"{name}.wav", "nl", truth, said, episode.unscripted)


def nine_films(game: Path, folder: Path) -> Iterator[Film]:
    """The nine characters by which numbers were chosen, and casts of nine of the others, drawn by chance."""
    yield czech_film(NINE, _clips_of_all(game, TUNING.characters), folder, SEED)
    chance, others = random.Random(REPORTED_SEED), _clips_of_all(game, REPORTED.characters)  # noqa: S311 nothing secret
    for number in range(1, CASTS + 1):
        cast = {name: others[name] for name in chance.sample(sorted(others), len(TUNING.characters))}
        yield czech_film(f"nine others, {number}", cast, folder, REPORTED_SEED + number)


def _clips_of_all(game: Path, characters: Sequence[str]) -> dict[str, list[Samples]]:
    """What characters say, by their room of the game and the colour of their subtitles."""
    found = {}
    for character in characters:
        room, _, font = character.partition("-")
        found[character] = [decode(each) for each in list(clips_of(game, room, f"font_{font}"))[:MOST_CLIPS]]
    return found


def czech_film(name: str, clips: Mapping[str, Sequence[Samples]], folder: Path, seed: int) -> Film:
    """All clips of a cast, shuffled."""
    chance, rng = random.Random(seed), np.random.default_rng(seed)  # noqa: S311 nothing secret
    shuffled = [(speaker, clip) for speaker, sounds in clips.items() for clip in sounds]
    chance.shuffle(shuffled)
    pieces, truth, at = list[Samples](), list[tuple[Span, str]](), 0
    for speaker, clip in shuffled:
        spoken, before = trimmed(clip, hard_cut=False), silence(chance.uniform(*GAPS_MS))
        at += len(before)
        start_ms, end_ms = ((at + edge) * 1000 // RATE for edge in (spoken.start, spoken.end))
        truth.append((Span(start_ms, end_ms), speaker))
        pieces += [before, spoken.samples]
        at += len(spoken.samples)
    whole = np.concatenate([*pieces, silence(1000)])
    whole = whole + rng.normal(0, NOISE_RMS, len(whole)).astype(np.float32)
    return Film(name, write_sound(folder / f"{name}.wav", whole), "cs", tuple(truth))


def write_sound(path: Path, samples: Samples) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return path


@dataclass(frozen=True, slots=True)
class Drafted:
    """A film as it was drafted, and what telling its voices apart took."""

    film: Film
    heard: ListenedVideo
    found: Diarization
    lines: tuple[DraftLine, ...]
    taken: Taken


def drafted_film(film: Film, settings: Settings) -> Drafted:
    heard = hear(film.sound, replace(settings, language=film.language))
    recording, words = heard.recording, heard.speech.words
    found, taken = alone(_voices_told, words, recording.activity.voice, recording.samples)
    return Drafted(film, heard, found, draft_lines(words, found), taken)


def _voices_told(words: Sequence[HeardWord], voice: Sequence[Span], samples: Samples) -> Diarization:
    """Who says each word, with nothing kept."""
    with tempfile.TemporaryDirectory() as empty:
        return voices_of_words(words, voice, samples, embedders(), ContentCache(Path(empty)))


def scored(made: Drafted, collar_ms: int) -> Score:
    turns = [(each.span, each.voice) for each in made.found.turns]
    return score(made.film.truth, turns, collar_ms, made.film.unscored)


def wrong_words(made: Drafted) -> tuple[int, int]:
    """The words to replace, take out or put in, and all that were truly said."""
    told = " ".join(line.text for line in made.lines if not _outside(line, made.film))
    true, found = (_WORD.findall(text.casefold()) for text in (made.film.words, told))
    return Levenshtein.distance(true, found), len(true)


def _outside(line: DraftLine, film: Film) -> bool:
    return any(each.start_ms <= line.span.middle_ms < each.end_ms for each in film.unscored)


def names_of(made: Drafted) -> dict[int, str]:
    """Who each voice mostly is, as an editor names it."""
    people = sorted({name for _, name in made.film.truth})
    shared = np.zeros((made.found.count, len(people)), int)
    for line in made.lines:
        if speaker := _speaker(line, made.film):
            shared[line.voice, people.index(speaker)] += line.span.duration_ms
    return {voice: people[person] for voice, person in best_pairs(shared) if shared[voice].any()}


def _speaker(line: DraftLine, film: Film) -> str | None:
    """Who truly speaks most of a line."""
    spoken = Counter[str]()
    for span, name in film.truth:
        if span.overlaps(line.span):
            spoken[name] += min(span.end_ms, line.span.end_ms) - max(span.start_ms, line.span.start_ms)
    return spoken.most_common(1)[0][0] if spoken else None


def wrong_lines(made: Drafted, names: Mapping[int, str]) -> int:
    """The lines whose label is wrong when each voice has its name."""
    told = ((_speaker(line, made.film), names.get(line.voice)) for line in made.lines)
    return sum(truth is not None and truth != name for truth, name in told)


def is_made(made: Drafted, names: Mapping[int, str], folder: Path, settings: Settings) -> bool:
    """Whether the draft, with the names put in as the editor does it, becomes a bundle."""
    draft = drafted(made.lines, {}, made.film.language)
    text = draft.text
    for voice, name in names.items():
        if voice in draft.labels:
            text = rename_speaker(read(text), draft.labels[voice].capitalize(), name.title())
    transcript = folder / f"{made.film.sound.stem}.draft.txt"
    transcript.write_text(text, encoding="utf-8")
    bundle = folder / f"{made.film.sound.stem}-bundle"
    make(made.film.sound, transcript, bundle, replace(settings, language=made.film.language), ["all"])
    return (bundle / "index.html").is_file()


HEAD: Final = (
    "film", "speakers", "found", "DER", "missed", "false alarm", "confused", "DER without collar",
    "words wrong", "keys: names", "keys: labels", "keys: words", "cost", "MB", "bundle",
)  # fmt: skip


def row(made: Drafted, folder: Path, settings: Settings, *, bundles: bool) -> tuple[str, ...]:
    names, result = names_of(made), scored(made, COLLAR_MS)
    wrong, words = wrong_words(made) if made.film.words else (0, 0)
    bundle = ("yes" if is_made(made, names, folder, settings) else "no") if bundles else "–"
    return (
        made.film.name,
        str(len({name for _, name in made.film.truth})),
        str(made.found.count),
        *_percentages(result),
        f"{100 * scored(made, 0).error:.1f} %",
        share(wrong, words) if words else "–",
        str(len(names)),
        str(wrong_lines(made, names)),
        str(wrong) if words else "–",
        *_costs(made, made.taken),
        bundle,
    )


def _costs(made: Drafted, taken: Taken) -> tuple[str, str]:
    """The time of the processor as a share of the length, and the memory."""
    length_s = len(made.heard.recording.samples) / RATE
    return f"{taken.seconds / length_s:.3f}", f"{taken.megabytes:.0f}"


RIVAL_HEAD: Final = (
    "film", "speakers", "found by senko", "DER", "missed", "false alarm", "confused", "cost", "MB",
)  # fmt: skip
_ONE_THREAD: Final = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"}


def rival_rows(drafts: Sequence[Drafted], python: Path, folder: Path) -> Iterator[tuple[str, ...]]:
    """The same figures of what senko tells of the films, run by an interpreter that has it."""
    told = folder / "senko.json"
    sounds = [str(made.film.sound.resolve()) for made in drafts]
    subprocess.run(
        [str(python), "-m", "tests.benchmarks.senko_rival", *sounds, "--out", str(told)],
        env={**os.environ, **_ONE_THREAD, "PYTHONPATH": str(ROOT)},
        check=True,
    )
    for made, each in zip(drafts, json.loads(told.read_bytes()), strict=True):
        turns = [
            (Span(turn["start_ms"], turn["end_ms"]), turn["voice"])
            for turn in each["turns"]
            if turn["start_ms"] < turn["end_ms"]
        ]
        result = score(made.film.truth, turns, COLLAR_MS, made.film.unscored)
        yield (
            made.film.name,
            str(len({name for _, name in made.film.truth})),
            str(len({voice for _, voice in turns})),
            *_percentages(result),
            *_costs(made, Taken(each["seconds"], each["megabytes"])),
        )


def _percentages(result: Score) -> Iterator[str]:
    for each in (result.error, result.missed, result.false_alarm, result.confused):
        yield f"{100 * each:.1f} %"


@click.command()
@click.option("--cache", required=True, type=click.Path(path_type=Path), help="The folder for packages.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The folder for the episodes.")
@click.option(
    "--bundles/--no-bundles", default=True, help="Make the bundle of each draft, which takes minutes."
)
@click.option("--senko", type=click.Path(path_type=Path), help="A Python that has senko, to compare with.")
@click.argument("episodes", nargs=-1)
def main(cache: Path, out: Path, *, bundles: bool, senko: Path | None, episodes: tuple[str, ...]) -> None:
    """Tell how well the speakers of the Dutch EPISODES and of casts of nine are told apart."""
    out.mkdir(parents=True, exist_ok=True)
    settings = Settings()
    films = list(dutch_films(unpacked(cache / "dutch", PACKAGES) / GAME, episodes or DUTCH, out))
    films += nine_films(unpacked(cache / "czech", CZECH) / GAME, out)
    drafts, rows = [], []
    for film in films:
        drafts.append(drafted_film(film, settings))
        rows.append(row(drafts[-1], out, settings, bundles=bundles))
        click.echo(" ".join(rows[-1]), err=True)
    click.echo(table(HEAD, rows))
    click.echo(f"\nMB more than a process with PyTorch and the sound; a collar is {COLLAR_MS} ms")
    if senko:
        click.echo("\n" + table(RIVAL_HEAD, list(rival_rows(drafts, senko, out))))


if __name__ == "__main__":
    main()
