"""Films whose labels are right, for the benchmark of voices: some to tune by, others to report on.

Both come from the game of the other benchmarks. No clip is in both: what is reported is said in other rooms
of the game, and, where there are several characters, by other characters.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import numpy as np
from tests.benchmarks.episodes import (
    LEAST_BYTES,
    RATE,
    RECIPES,
    ROOMS,
    SEED,
    Library,
    Recipe,
    Samples,
    compose,
    decode,
    read_library,
    read_script,
    trimmed,
    write_episode,
)
from tests.benchmarks.rooms import by_phone, in_a_hall

from woordbeeld.alignment.model import AlignedLine
from woordbeeld.cache import ContentCache
from woordbeeld.pipeline import align_text, hear
from woordbeeld.settings import Settings
from woordbeeld.transcript.model import Speaker
from woordbeeld.transcript.reader import read
from woordbeeld.voices.audit import LineVoice
from woordbeeld.voices.hearing import KnownVoices, embedders, line_voices
from woordbeeld.voices.stretches import EDGE_MS

LINES: Final = 50
DUTCH: Final = ("clear", "tight", "music", "applause", "differs", "hall", "phone", "overlap")
MORE: Final = {
    "hall": Recipe(lines=LINES, gaps_ms=(100, 1000), lead_ms=6000, claps=2),
    "phone": Recipe(lines=LINES, gaps_ms=(100, 1000)),
    "overlap": Recipe(lines=LINES, gaps_ms=(-700, 400)),
}
MOST_CLIPS: Final = 11  # of a character
CZECH: Final = ("fillets-ng-data", "fillets-ng-data-cs")
FISH_LINES: Final = {"big": 40, "small": 25}
NINE: Final = 9
CASTS: Final = 5  # of nine characters, drawn by chance
TWO, TWO_CZECH, CHARACTERS, UNEQUAL = "two, Dutch", "two, Czech", "nine characters", "nine and two, unequal"

# A film with other labels, by a speaker for each line, becomes the voices of its lines.
Labels = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """Where films come from: rooms of the game, and characters by their room and colour in its scripts.

    In seven Czech rooms (`fdto hanoi hole keys linux nowall rush`) both fish have other voices than in all
    others, as `python -m tests.benchmarks.voice_rooms` tells. No fish is taken from there.
    """

    seed: int
    dutch_rooms: tuple[str, ...]
    czech_rooms: tuple[str, ...]
    characters: tuple[str, ...]


TUNING: Final = Material(
    SEED,
    tuple(ROOMS),
    tuple("city cabin1 corridor briefcase gods".split()),
    tuple(
        "gods-cyan gods-yellow city-statue linux-linuxer1 linux-linuxer2 cabin1-parrot corridor-robodog "
        "elevator2-lightgrey briefcase-white".split()
    ),
)
REPORTED: Final = Material(
    SEED + 100,
    tuple(
        "atlantis bathyscaph briefcase cabin2 cancan cannons cellar dump elevator2 elk engine fdto gods "
        "hanoi keys kitchen labyrinth library linux magnet noground nowall party1 party2 pavement pearls "
        "propulsion puzzle pyramid reactor reef rush snowman society stairs start steel submarine tank "
        "tetris turtle ufo viking1 viking2 warcraft wc windoze wreck".split()
    ),
    tuple(
        "airplane alibaba atlantis aztec barrel bathroom bathyscaph broom cabin2 cancan cannons "
        "captain cave cellar chest columns computer corals crabshow creatures duckie dump elevator1 "
        "elevator2 elk emulator ending engine experiments floppy gems grail hardware imprisoned "
        "kitchen labyrinth library magnet map music noground party1 party2 pavement pearls propulsion "
        "puzzle pyramid reactor reef snowman society stairs start steel submarine tank tetris turtle "
        "ufo viking1 viking2 warcraft wc windoze wreck".split()
    ),
    tuple(
        "pavement-statue viking2-viking3 viking2-viking4 hole-lightgrey viking2-viking1 bathyscaph-snail "
        "bathyscaph-pizla captain-lightgrey floppy-darkgrey corals-crab viking2-viking2 "
        "viking2-viking5".split()
    ),
)
MATERIALS: Final[Mapping[str, Material]] = {"tuning": TUNING, "reported": REPORTED}


@dataclass(frozen=True, slots=True, eq=False)
class Film:
    """The right labels of the lines that are judged, and how their voices are when they have others.

    `lines` and `samples` are those of an episode, empty where clips are heard one by one.
    """

    group: str
    labels: Labels
    voices: Callable[[Labels], Sequence[LineVoice]]
    lines: tuple[AlignedLine, ...] = ()
    samples: Samples = field(default_factory=lambda: np.zeros(0, np.float32))


def _echoing(samples: Samples) -> Samples:
    return in_a_hall(samples, None, np.random.default_rng(SEED))


DISTURBED: Final[Mapping[str, Callable[[Samples], Samples]]] = {"hall": _echoing, "phone": by_phone}


def dutch_films(
    game: Path, names: Sequence[str], material: Material, folder: Path, settings: Settings
) -> Iterator[Film]:
    """Episodes of two people, composed, and timed as users have it."""
    library = read_library(game, material.dutch_rooms)
    for name in names:
        yield _dutch_film(name, library, material, folder, settings)


def _dutch_film(name: str, library: Library, material: Material, folder: Path, settings: Settings) -> Film:
    """An episode; `differs` has lines that nobody says, which are not judged."""
    episode = compose({**RECIPES, **MORE}[name], library, material.seed + DUTCH.index(name))
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

    return Film(TWO, tuple(_label(lines[at]) for at in said), voices, lines, samples)


def _label(line: AlignedLine) -> str:
    return line.source.speaker.name if line.source.speaker else ""


def _with_label(line: AlignedLine, label: str) -> AlignedLine:
    return replace(line, source=replace(line.source, speaker=Speaker(label, ())))


# The voices of all lines of each speaker.
Cast = Mapping[str, Sequence[LineVoice]]


def czech_films(game: Path, material: Material) -> Iterator[Film]:
    """Two people alone; nine of the characters; and nine with one to nine lines beside the two, in turn."""
    chance = random.Random(material.seed)  # noqa: S311 nothing secret
    characters = _czech_characters(game, material)
    for _ in range(CASTS):
        fish = _czech_fish(game, material, chance)
        yield _of_clips(TWO_CZECH, fish)
        some = chance.sample(sorted(characters), NINE)
        yield _of_clips(CHARACTERS, {name: characters[name] for name in some})
        rising = sorted(some, key=lambda name: (len(characters[name]), chance.random()))
        few = {name: characters[name][:count] for count, name in enumerate(rising, 1)}
        yield _of_clips(UNEQUAL, {**fish, **few})


def _czech_characters(game: Path, material: Material) -> Cast:
    found = {}
    for character in material.characters:
        room, _, font = character.partition("-")
        found[character] = voices_of(list(clips_of(game, room, f"font_{font}"))[:MOST_CLIPS])
    return found


def _czech_fish(game: Path, material: Material, chance: random.Random) -> Cast:
    found = {}
    for font, count in FISH_LINES.items():
        of_rooms = [sound for room in material.czech_rooms for sound in clips_of(game, room, f"font_{font}")]
        found[font] = voices_of(chance.sample(of_rooms, min(count, len(of_rooms))))
    return found


def clips_of(game: Path, room: str, font: str) -> Iterator[Path]:
    """What is said in a room of the game under a colour of its subtitles."""
    for script in sorted((game / "script" / room).glob("*dialogs_cs.lua")):
        for name, found, _ in read_script(script.read_text(encoding="utf-8")):
            sound = game / "sound" / room / "cs" / f"{name}.ogg"
            if found == font and sound.exists() and sound.stat().st_size > LEAST_BYTES:
                yield sound


def voices_of(sounds: Sequence[Path]) -> list[LineVoice]:
    """The voice of each clip, without its edges as those of a line."""
    listeners, cut, found = embedders(), EDGE_MS * RATE // 1000, []
    for sound in sounds:
        spoken = trimmed(decode(sound), hard_cut=True).samples[cut:-cut]
        vectors = tuple(each.embed(spoken) for each in listeners)
        found.append(LineVoice(0, None, vectors, len(spoken) * 1000 // RATE))
    return found


def _of_clips(group: str, cast: Cast) -> Film:
    heard = [each for voices in cast.values() for each in voices]
    numbered = [replace(each, line=line) for line, each in enumerate(heard, 1)]
    labels = tuple(speaker for speaker, voices in cast.items() for _ in voices)
    return Film(
        group,
        labels,
        lambda given: [replace(each, speaker=label) for each, label in zip(numbered, given, strict=True)],
    )


def swapped(labels: Labels, percent: int, chance: random.Random) -> Labels:
    """The labels, so many of them of somebody else in the film."""
    names, found = sorted(set(labels)), list(labels)
    for at in chance.sample(range(len(labels)), round(len(labels) * percent / 100)):
        found[at] = chance.choice([name for name in names if name != labels[at]])
    return tuple(found)
