"""How surely voices of one film are known again in another: `make bench-voices`, behind the drafts.

Films are drawn by chance from the material of `voice_films`: the two fish of both editions say the lines that
are kept in other rooms of the game than those in which they are known again; other characters, who are in one
room alone, other lines of it. Both are heard as they are, in a hall, or by telephone.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click
import numpy as np
from tests.benchmarks import drafts
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
    trimmed,
    unpacked,
    write_episode,
)
from tests.benchmarks.table import share, table
from tests.benchmarks.voice_films import (
    CZECH,
    DISTURBED,
    DUTCH,
    FISH_LINES,
    MATERIALS,
    MOST_CLIPS,
    TUNING,
    Material,
    clips_of,
)

from woordbeeld import drafting
from woordbeeld.settings import Settings
from woordbeeld.threads import one_thread
from woordbeeld.voice_book import asked, keep
from woordbeeld.voices.audit import LineVoice
from woordbeeld.voices.book import (
    LEAST_MATCHED_MS,
    LEAST_MS,
    KnownVoice,
    VoiceBook,
    likeliest,
    mean_voice,
    recognised,
)
from woordbeeld.voices.book_file import read_book
from woordbeeld.voices.embedder import LEAST_MS as LEAST_LINE_MS
from woordbeeld.voices.hearing import embedders
from woordbeeld.voices.names import Cast
from woordbeeld.voices.stretches import EDGE_MS

FILMS: Final = 2000
CLEAR: Final = "clear"
HEARD: Final[Mapping[str, Callable[[Samples], Samples]]] = {CLEAR: lambda samples: samples, **DISTURBED}
ALSO_IN_A_HALL: Final = "nl"  # the fish of this edition alone
MOST_LINES: Final = 30  # of a fish, in each half of the rooms
KEPT_LINES: Final = (5, 7, 10, 15)
DRAFT_LINES: Final = (3, 5, 8, 12)
MOST_KEPT: Final = 6  # people in a book
SPEAK: Final = (2, 5)  # people in a film
BOTH: Final = 0.7  # of the films have somebody of the book
BINS: Final = ((0, 0.5), (0.5, 0.8), (0.8, 0.95), (0.95, 0.99), (0.99, 1.01))

Lines = Sequence[LineVoice]
# What somebody says in one half of the material, 0 or 1, as it is heard.
Said = Mapping[tuple[str, int, str], Lines]


def said_by_all(dutch: Path, czech: Path, material: Material) -> Said:
    chance = random.Random(material.seed)  # noqa: S311 nothing secret
    found = {}
    with one_thread():
        for half in (0, 1):
            for person, clips in _clips(dutch, czech, material, half, chance):
                for how in HEARD:
                    if how != "hall" or person.startswith(ALSO_IN_A_HALL):
                        found[person, half, how] = _voices(clips, HEARD[how])
    return found


def _clips(
    dutch: Path, czech: Path, material: Material, half: int, chance: random.Random
) -> Iterator[tuple[str, Sequence[Path]]]:
    library = read_library(dutch, material.dutch_rooms[half::2])
    for fish in ("GROTE VIS", "KLEINE VIS"):
        yield f"nl {fish}", _some([each.sound for each in library.clips if each.speaker == fish], chance)
    for fish in FISH_LINES:
        rooms = material.czech_rooms[half::2]
        yield (
            f"cs {fish}",
            _some([each for room in rooms for each in clips_of(czech, room, f"font_{fish}")], chance),
        )
    for character in material.characters:
        room, _, font = character.partition("-")
        yield character, list(clips_of(czech, room, f"font_{font}"))[: 2 * MOST_CLIPS][half::2]


def _some(clips: Sequence[Path], chance: random.Random) -> Sequence[Path]:
    return chance.sample(clips, min(MOST_LINES, len(clips)))


def _voices(sounds: Sequence[Path], heard: Callable[[Samples], Samples]) -> Lines:
    listeners, cut = embedders(), EDGE_MS * RATE // 1000
    spoken = [heard(trimmed(decode(each), hard_cut=True).samples)[cut:-cut] for each in sounds]
    return [
        LineVoice(0, None, tuple(each.embed(sound) for each in listeners), len(sound) * 1000 // RATE)
        for sound in spoken
        if len(sound) * 1000 // RATE >= LEAST_LINE_MS
    ]


@dataclass(frozen=True, slots=True)
class Film:
    """A book, how its voices were heard, who speaks in a film, and how that is heard."""

    kept: str
    heard: str
    book: VoiceBook
    people: tuple[str, ...]
    lines: tuple[Lines, ...]


def films(said: Said, count: int, seed: int) -> Iterator[Film]:
    chance = random.Random(seed)  # noqa: S311 nothing secret
    ways = (CLEAR, *HEARD)  # half of them are clear
    while count:
        kept, heard = chance.choice(ways), chance.choice(ways)
        known = _drawn(said, 0, kept, chance, chance.randint(1, MOST_KEPT))
        speak = _drawn(said, 1, heard, chance, chance.randint(*SPEAK))
        both = [name for name in known if (name, 1, heard) in said]
        if both and chance.random() < BOTH and not set(known) & set(speak):
            speak[0] = chance.choice(both)
        book = [(each, _lines(said[each, 0, kept], KEPT_LINES, chance)) for each in known]
        film = [(each, _lines(said[each, 1, heard], DRAFT_LINES, chance)) for each in speak]
        book = [(name, lines) for name, lines in book if _heard_ms(lines) >= LEAST_MS]
        film = [(name, lines) for name, lines in film if _heard_ms(lines) >= LEAST_MATCHED_MS]
        if book and film:
            voices = (KnownVoice(name, "", len(lines), 0, mean_voice(lines)) for name, lines in book)
            people, spoken = zip(*film, strict=True)
            yield Film(kept, heard, VoiceBook((), tuple(voices)), people, spoken)
            count -= 1


def _drawn(said: Said, half: int, how: str, chance: random.Random, count: int) -> list[str]:
    people = sorted(name for name, its_half, its_how in said if (its_half, its_how) == (half, how))
    return chance.sample(people, min(count, len(people)))


def _lines(all_lines: Lines, counts: Sequence[int], chance: random.Random) -> Lines:
    return chance.sample(all_lines, min(chance.choice(counts), len(all_lines)))


def _heard_ms(lines: Lines) -> int:
    return sum(each.heard_ms for each in lines)


def told(film: Film) -> Counter[str]:
    """How many voices are in the book, or not, and how many of those are named rightly and wrongly."""
    names = {
        each.voice: each.known.name
        for each in recognised(dict(enumerate(film.lines)), film.book, {})
        if not each.against
    }
    found = Counter[str]()
    for voice, person in enumerate(film.people):
        known = "in" if film.book.find(person) else "out"
        name = names.get(voice)
        found[known] += 1
        found[f"{known} right"] += name == person
        found[f"{known} wrong"] += name not in (None, person)
    return found


HEAD: Final = ("kept", "heard", "in the book", "named", "wrongly", "not in the book", "named all the same")


def row(kept: str, heard: str, counts: Sequence[Counter[str]]) -> tuple[str, ...]:
    total = sum(counts, Counter[str]())
    return (
        kept,
        heard,
        str(total["in"]),
        share(total["in right"], total["in"]),
        str(total["in wrong"]),
        str(total["out"]),
        str(total["out wrong"]),
    )


def kept_episode(game: Path, folder: Path, settings: Settings) -> Path:
    """The book of an episode of which nothing is said in those that are reported on."""
    write_episode(compose(RECIPES[CLEAR], read_library(game, TUNING.dutch_rooms), SEED), "kept", folder)
    sound, text = folder / "kept.wav", folder / "kept.txt"
    keep(asked(sound, text, folder / "kept.toml", (), overwrite=True), settings)
    return folder / "kept.toml"


def drafted_row(film: drafts.Film, book: VoiceBook, settings: Settings) -> tuple[str, ...]:
    """The voices of a draft, how many of them the book names rightly and wrongly, and how surely at least."""
    made = drafting.draft(film.sound, settings, Cast(), book)
    named = {each.voice: each.known.name.upper() for each in made.recognised if not each.against}
    spoken: dict[int, Counter[str]] = {voice: Counter() for voice in made.draft.labels}
    for _, line in made.draft.lines:
        for span, name in film.truth:
            if span.overlaps(line.span):
                shared = min(span.end_ms, line.span.end_ms) - max(span.start_ms, line.span.start_ms)
                spoken[line.voice][name] += shared
    right = sum(spoken[voice].most_common(1)[0][0] == name for voice, name in named.items())
    least = min((each.probability for each in made.recognised), default=0)
    return film.name, str(len(spoken)), str(right), str(len(named) - right), f"{100 * least:.1f} %"


@click.command()
@click.option("--cache", required=True, type=click.Path(path_type=Path), help="The folder for packages.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The folder for the episodes.")
@click.option("--material", type=click.Choice([*MATERIALS]), default="reported", show_default=True)
@click.option("--films", "count", default=FILMS, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.argument("episodes", nargs=-1)
def main(cache: Path, out: Path, *, material: str, count: int, seed: int, episodes: tuple[str, ...]) -> None:
    """Tell how many voices of films, and of drafts of EPISODES, or all, are named by a book."""
    out.mkdir(parents=True, exist_ok=True)
    dutch, czech = unpacked(cache / "dutch", PACKAGES) / GAME, unpacked(cache / "czech", CZECH) / GAME
    said = said_by_all(dutch, czech, MATERIALS[material])
    all_films = list(films(said, count, seed))
    counts = [(film, told(film)) for film in all_films]
    rows = [
        row(kept, heard, [each for film, each in counts if (film.kept, film.heard) == (kept, heard)])
        for kept in HEARD
        for heard in HEARD
    ]
    rows.append(row("all", "all", [each for _, each in counts]))
    click.echo(table(HEAD, rows))
    click.echo("\n" + table(("said to be", "voices", "mean", "are"), list(reliability(all_films))))
    settings = Settings()
    book = read_book(kept_episode(dutch, out, settings))
    names = episodes or DUTCH
    told_of = [drafted_row(film, book, settings) for film in drafts.dutch_films(dutch, names, out)]
    click.echo("\n" + table(("film", "voices", "named", "wrongly", "least sure"), told_of))


def reliability(all_films: Sequence[Film]) -> Iterator[tuple[str, ...]]:
    """How often a voice is who it is likeliest to be, by how likely that is."""
    likely = [
        (each.probability, each.known.name == film.people[each.voice])
        for film in all_films
        for each in likeliest(dict(enumerate(film.lines)), film.book)
    ]
    for low, high in BINS:
        within = [each for each in likely if low <= each[0] < high]
        mean = np.mean([each for each, _ in within]) if within else 0
        yield (
            f"{low:g} to {min(high, 1):g}",
            str(len(within)),
            f"{mean:.3f}",
            share(sum(is_so for _, is_so in within), len(within)),
        )


if __name__ == "__main__":
    main()
