"""Composes the episodes of the benchmark: `python -m tests.benchmarks.episodes --out FOLDER`.

The speech is human: two voices from the Dutch edition of the game Fish Fillets NG (GPL-2), with their
scripts, from the Debian packages named in PACKAGES. The clips are laid end to end, so that the true time of
every line is known. An episode NAME is three files: NAME.wav (16 kHz mono), its transcript NAME.txt, and
NAME.truth.json.
The same seed and the same packages give the same files.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import wave
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt
from tests.benchmarks.rooms import above, by_phone, in_a_hall

from woordbeeld.errors import WoordbeeldError
from woordbeeld.media.ffmpeg_program import find_ffmpeg
from woordbeeld.timing import Span

RATE = 16_000  # Hz
PER_MS = RATE // 1000
FRAME = 10 * PER_MS
SEED = 2018  # the year of the symposium
PACKAGES = ("fillets-ng-data", "fillets-ng-data-nl")
GAME = Path("usr/share/games/fillets-ng")

HEARD_DB = 26  # a line is heard where a frame lies within this of its loudest frame
TAIL_DB = 38  # what rings on down to this stays in the clip, unless it is cut hard
LOWEST_VOICE_HZ = 100
SPEECH_PEAK = 0.7  # of full scale, as all levels here
MUSIC_PEAK = 0.25
BED_LEVEL = 0.6
NOISE_RMS = 0.001
CLAP_LEVEL = 0.06
CLAPS_PER_S = 90
MURMURING = 5  # people in a hall
APPLAUSE_MS = (2000, 6000)
BEFORE_APPLAUSE_MS = 200
AFTER_ALL_MS = 1000
TURNS_PER_SCENE = 9
LEAST_BYTES, LEAST_WORDS = 5000, 3  # smaller clips are cries and sighs

SPEAKERS = {"font_small": "KLEINE VIS", "font_big": "GROTE VIS"}
# The rooms of the game whose conversations are used, in this order.
ROOMS = (
    "airplane alibaba aztec barrel bathroom broom cabin1 captain cave chest city columns computer corals "
    "corridor crabshow creatures duckie electromagnet elevator1 emulator experiments floppy gems grail "
    "hardware hole imprisoned key"
).split()
OPENING = ("(Een onderwaterlandschap. Beeldtitel: Twee vissen.)", "", "RUSTIGE MUZIEK", "")
SCENES = (
    "(Twee vissen zwemmen langs een wrak.)",
    "(Een grote vis duwt tegen een stalen buis.)",
    "(De kleine vis kijkt om. Beeldtekst: Verboden toegang.)",
    "(Luchtbellen stijgen op. Het beeld wordt blauw.)",
)
NEVER_SAID = "Deze zin staat wel in de tekst maar is nooit uitgesproken."
NEVER_SAID_AFTER = (10, 35)  # clips of the episode, from 0
LEFT_OUT = range(20, 26)
CHANGED_SHARE = 10  # one line in so many
OTHER_WORDS = ("eigenlijk", "natuurlijk", "misschien", "gewoon")

Samples = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Clip:
    """One line of the game: its sound file, who says it, and the words."""

    sound: Path
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class Library:
    """All there is to compose from; `decode` makes a sound file float32, (n,), mono at RATE."""

    clips: tuple[Clip, ...]
    tracks: tuple[Path, ...]
    decode: Callable[[Path], Samples]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What an episode is like, and so what it is hard for."""

    lines: int
    gaps_ms: tuple[int, int]
    hard_cut: bool = False  # no clip rings on into the next gap
    lead_ms: int = 0  # of music, before anybody speaks
    bed: bool = False  # music under all of it
    claps: int = 0  # so many rounds of applause
    differs: bool = False  # the transcript leaves out, adds and changes
    hall: bool = False  # with echo, and people who talk on
    phone: bool = False


RECIPES = {
    "clear": Recipe(lines=50, gaps_ms=(150, 1200)),
    "tight": Recipe(lines=50, gaps_ms=(0, 200), hard_cut=True),
    "music": Recipe(lines=50, gaps_ms=(100, 800), lead_ms=8000, bed=True),
    "applause": Recipe(lines=50, gaps_ms=(100, 800), lead_ms=12_000, claps=4),
    "differs": Recipe(lines=60, gaps_ms=(100, 800), differs=True),
    "long": Recipe(lines=360, gaps_ms=(100, 1000), lead_ms=10_000, claps=6),
    "hall": Recipe(lines=50, gaps_ms=(100, 1000), lead_ms=6000, claps=2, hall=True),
    "phone": Recipe(lines=50, gaps_ms=(100, 1000), phone=True),
    "overlap": Recipe(lines=50, gaps_ms=(-700, 400)),
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """A clip ready to be laid; it is heard from `start` to `end`, in samples."""

    samples: Samples
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TrueLine:
    """When a line of the transcript (`line`, from 1) truly is heard, and the words that were said."""

    line: int
    speaker: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Episode:
    """`unspoken` are lines of the transcript that nobody says; `unscripted` is speech that is not in it."""

    samples: Samples
    transcript: tuple[str, ...]
    lines: tuple[TrueLine, ...]
    unspoken: tuple[int, ...]
    unscripted: tuple[Span, ...]


def heard(samples: Samples, below_peak_db: float) -> tuple[int, int]:
    """From the first to after the last frame of 10 ms within so many dB of the loudest one, in samples."""
    frames = samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME)
    energy = np.sqrt((frames**2).mean(axis=1))
    loud = np.flatnonzero(energy > energy.max() * 10 ** (-below_peak_db / 20))
    return int(loud[0]) * FRAME, int(loud[-1] + 1) * FRAME


def trimmed(samples: Samples, *, hard_cut: bool) -> Spoken:
    """A clip at SPEECH_PEAK without the silence around it; hard cut, it is nothing but what is heard.

    Many clips begin with a thump of the microphone, below the pitch of a voice: nobody says it.
    """
    level = at_peak(samples, SPEECH_PEAK)
    first, last = heard(level, HEARD_DB if hard_cut else TAIL_DB)
    start, end = heard(above(level, LOWEST_VOICE_HZ), HEARD_DB)
    return Spoken(level[first:last], max(start - first, 0), min(end, last) - first)


def at_peak(samples: Samples, peak: float) -> Samples:
    return samples * np.float32(peak / max(1e-6, float(np.abs(samples).max())))


def silence(duration_ms: float) -> Samples:
    return np.zeros(int(duration_ms * PER_MS), np.float32)


def applause(duration_ms: float, rng: np.random.Generator) -> Samples:
    """A hall that claps: many short bursts of noise that die away."""
    out = silence(duration_ms)
    decay = np.exp(-np.arange(3 * FRAME) / (0.6 * FRAME)).astype(np.float32)
    for at in rng.integers(0, max(1, len(out) - len(decay)), int(duration_ms * CLAPS_PER_S / 1000)):
        strength = CLAP_LEVEL * rng.uniform(0.3, 1)
        out[at : at + len(decay)] += strength * decay * rng.normal(0, 1, len(decay)).astype(np.float32)
    return out


def music(library: Library, samples: int, chance: random.Random) -> Samples:
    """One of the tracks, at MUSIC_PEAK, from its beginning and over again: float32, (samples,)."""
    track = at_peak(library.decode(chance.choice(library.tracks)), MUSIC_PEAK)
    return np.resize(track, samples)


def murmur(library: Library, samples: int, chance: random.Random) -> Samples:
    """Many people who talk at once, as loud as each clip is."""
    found = np.zeros(samples, np.float32)
    for _ in range(MURMURING):
        at = 0
        while at < samples:
            clip = library.decode(chance.choice(library.clips).sound)[: samples - at]
            found[at : at + len(clip)] += clip
            at += len(clip) + chance.randrange(RATE)
    return found


def edited(text: str, chance: random.Random) -> str:
    """A line as an editor tidies it: one word left out, or another one put for it."""
    words = text.split()
    at = chance.randrange(len(words))
    leave_out = chance.random() < 1 / 2 and len(words) > LEAST_WORDS + 1
    return " ".join([*words[:at], *(() if leave_out else [chance.choice(OTHER_WORDS)]), *words[at + 1 :]])


@dataclass(frozen=True, slots=True)
class _Plan:
    """What happens at which clips of an episode, by their numbers from 0."""

    applause_before: frozenset[int] = frozenset()
    left_out: frozenset[int] = frozenset()
    changed: frozenset[int] = frozenset()
    never_said_after: frozenset[int] = frozenset()

    @classmethod
    def of(cls, recipe: Recipe, clips: int, chance: random.Random) -> _Plan:
        places = range(5, clips)  # some speech comes before the first applause
        claps = frozenset(chance.sample(places, min(recipe.claps, len(places))))
        if not recipe.differs:
            return cls(claps)
        left_out = frozenset(LEFT_OUT)
        changed = frozenset(chance.sample(range(clips), clips // CHANGED_SHARE))
        return cls(claps, left_out, changed - left_out, frozenset(NEVER_SAID_AFTER))


@dataclass(slots=True)
class _Reel:
    """Sound and transcript as they grow; `speaker` is who has the word in the transcript.

    Each piece of sound stands with the sample at which it starts; the next one starts at `length`.
    """

    pieces: list[tuple[int, Samples]] = field(default_factory=list)
    length: int = 0
    text: list[str] = field(default_factory=list)
    speaker: str | None = None
    turns: int = 0

    def lay(self, samples: Samples) -> int:
        """Adds sound, and says at which sample it starts."""
        at, self.length = self.length, self.length + len(samples)
        self.pieces.append((at, samples))
        return at

    def wait(self, duration_ms: float) -> None:
        """Silence; below 0 what comes next does not wait for the end of what was laid."""
        self.length = max(0, self.length + int(duration_ms * PER_MS))

    @property
    def sound(self) -> Samples:
        found = np.zeros(self.length, np.float32)
        for at, samples in self.pieces:
            found[at : at + len(samples)] += samples
        return found

    def say(self, spoken: Spoken) -> Span:
        at = self.lay(spoken.samples)
        return Span((at + spoken.start) // PER_MS, (at + spoken.end) // PER_MS)

    def event(self, text: str) -> None:
        self.text += ["", text, ""]

    def write(self, speaker: str, text: str) -> int:
        """Adds a spoken line, with a label where the speaker changes, and says on which line it stands."""
        self.text.append(text if speaker == self.speaker else f"{speaker}: {text}")
        self.speaker = speaker
        return len(self.text)


def compose(recipe: Recipe, library: Library, seed: int) -> Episode:
    """An episode of consecutive clips; where in the library it begins is left to chance."""
    chance, rng = random.Random(seed), np.random.default_rng(seed)  # noqa: S311  nothing secret
    first = chance.randrange(max(1, len(library.clips) - recipe.lines))
    clips = library.clips[first : first + recipe.lines]
    plan = _Plan.of(recipe, len(clips), chance)
    reel, lines, unspoken, unscripted = _Reel(), list[TrueLine](), list[int](), list[Span]()
    if recipe.lead_ms:
        reel.lay(music(library, recipe.lead_ms * PER_MS, chance))
        reel.text += OPENING
    for number, clip in enumerate(clips):
        if number in plan.applause_before:
            reel.lay(silence(BEFORE_APPLAUSE_MS))
            reel.lay(applause(chance.uniform(*APPLAUSE_MS), rng))
            reel.event("APPLAUS")
            reel.speaker = None
        reel.wait(rng.uniform(*recipe.gaps_ms))
        span = reel.say(trimmed(library.decode(clip.sound), hard_cut=recipe.hard_cut))
        if number in plan.left_out:
            unscripted.append(span)
            reel.speaker = None
            continue
        if clip.speaker != reel.speaker:
            reel.turns += 1
            if reel.turns % TURNS_PER_SCENE == 0:
                reel.event(chance.choice(SCENES))
        text = edited(clip.text, chance) if number in plan.changed else clip.text
        lines.append(TrueLine(reel.write(clip.speaker, text), clip.speaker, clip.text, span))
        if number in plan.never_said_after:
            unspoken.append(reel.write(clip.speaker, NEVER_SAID))
    reel.lay(silence(AFTER_ALL_MS))
    sound = in_a_hall(reel.sound, murmur(library, reel.length, chance), rng) if recipe.hall else reel.sound
    samples = sound + rng.normal(0, NOISE_RMS, reel.length).astype(np.float32)
    if recipe.bed:
        samples = samples + np.float32(BED_LEVEL) * music(library, reel.length, chance)
    if recipe.phone:
        samples = by_phone(samples)
    return Episode(samples, tuple(reel.text), tuple(lines), tuple(unspoken), tuple(unscripted))


def truth(episode: Episode) -> dict[str, object]:
    """What is truly heard when, in milliseconds, for NAME.truth.json."""
    return {
        "duration_ms": len(episode.samples) // PER_MS,
        "lines": [
            {"line": line.line, "speaker": line.speaker, "text": line.text, **_times(line.span)}
            for line in episode.lines
        ],
        "unspoken_lines": list(episode.unspoken),
        "unscripted": [_times(span) for span in episode.unscripted],
    }


def _times(span: Span) -> dict[str, int]:
    return {"start_ms": span.start_ms, "end_ms": span.end_ms}


def write_episode(episode: Episode, name: str, folder: Path) -> None:
    """The three files of an episode."""
    with wave.open(str(folder / f"{name}.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(episode.samples, -1, 1) * 32767).astype("<i2").tobytes())
    (folder / f"{name}.txt").write_text("\n".join(episode.transcript) + "\n", encoding="utf-8")
    text = json.dumps(truth(episode), ensure_ascii=False, indent=1)
    (folder / f"{name}.truth.json").write_text(text + "\n", encoding="utf-8")


_DIALOGUE = re.compile(
    r"""dialogId \( " (?P<name> [^"]+ ) " , \s* " (?P<font> [^"]* ) " , \s* " (?:[^"\\]|\\.)* " \)
        \s* dialogStr \( " (?P<text> (?:[^"\\]|\\.)* ) " \)""",
    re.VERBOSE | re.DOTALL,
)


def read_script(script: str) -> list[tuple[str, str, str]]:
    r"""Name, font and Dutch text of every dialogue in one of the game's scripts, in its order.

    >>> read_script('dialogId("hi-m", "font_small", "Hi \\"you\\"!")\ndialogStr("Dag \\"jij\\",\n  vis!")')
    [('hi-m', 'font_small', 'Dag "jij", vis!')]
    """
    return [
        (found["name"], found["font"], " ".join(found["text"].replace('\\"', '"').split()))
        for found in _DIALOGUE.finditer(script)
    ]


def read_library(game: Path, rooms: Sequence[str] = ROOMS) -> Library:
    """The clips of the two fish that have enough words, in the order of the scripts."""
    clips = [
        Clip(sound, SPEAKERS[font], text)
        for room in rooms
        for script in sorted((game / "script" / room).glob("*dialogs_nl.lua"))
        for name, font, text in read_script(script.read_text(encoding="utf-8"))
        if font in SPEAKERS and len(text.split()) >= LEAST_WORDS
        if (sound := game / "sound" / room / "nl" / f"{name}.ogg").exists()
        if sound.stat().st_size > LEAST_BYTES
    ]
    return Library(tuple(clips), tuple(sorted((game / "music").glob("*.ogg"))), decode)


def decode(sound: Path) -> Samples:
    """A sound file as float32, (n,), mono at RATE."""
    command = [find_ffmpeg().path, "-v", "error", "-nostdin", "-i", str(sound), "-ac", "1", "-ar", str(RATE)]
    done = subprocess.run([*command, "-f", "f32le", "-"], capture_output=True, check=True)
    return np.frombuffer(done.stdout, np.float32)


def fetch(cache: Path) -> Path:
    """The folder of the game; see `unpacked`."""
    return unpacked(cache, PACKAGES) / GAME


def unpacked(cache: Path, packages: Sequence[str]) -> Path:
    """A folder with packages, downloaded from Debian and unpacked in the cache if they are not there yet.

    Raises:
        click.ClickException: this is no Debian, or its mirror cannot be reached.
    """
    folder = cache / "unpacked"
    if not folder.exists():
        cache.mkdir(parents=True, exist_ok=True)
        _download(cache, packages)
        new = cache / "unpacked.new"
        for package in packages:
            for archive in cache.glob(f"{package}_*.deb"):
                _run("dpkg-deb", "-x", str(archive), str(new))
        new.replace(folder)
    return folder


def _download(cache: Path, packages: Sequence[str]) -> None:
    try:
        _run("apt-get", "-qq", "download", *packages, folder=cache)
    except click.ClickException:
        if os.geteuid():
            raise
        _run("apt-get", "-qq", "update")  # a fresh machine has no lists of packages yet
        _run("apt-get", "-qq", "download", *packages, folder=cache)


def _run(*command: str, folder: Path | None = None) -> None:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise click.ClickException(
            f"{command[0]} is not on this machine; run the benchmark on Debian"
        ) from error
    if done.returncode:
        why = done.stderr.strip() or "no message"
        raise click.ClickException(
            f"{' '.join(command)} failed ({why}); check the network, and run apt-get update"
        )


@click.command()
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The folder for the episodes.")
@click.option("--cache", required=True, type=click.Path(path_type=Path), help="The folder for the packages.")
@click.option("--seed", default=SEED, show_default=True, help="Another seed gives other episodes.")
@click.option("--lines", type=click.IntRange(min=1), help="No more lines than this, to try something out.")
@click.argument("names", nargs=-1)
def main(out: Path, cache: Path, seed: int, lines: int | None, names: tuple[str, ...]) -> None:
    """Compose the episodes NAMES, or all: clear, tight, music, applause, differs and long."""
    if unknown := set(names) - set(RECIPES):
        raise click.UsageError(
            f"no such episode: {', '.join(sorted(unknown))}; choose from {', '.join(RECIPES)}"
        )
    library = read_library(fetch(cache))
    out.mkdir(parents=True, exist_ok=True)
    for number, (name, recipe) in enumerate(RECIPES.items()):
        if not names or name in names:
            episode = compose(shortened(recipe, lines), library, seed + number)
            write_episode(episode, name, out)
            seconds = len(episode.samples) // RATE
            click.echo(f"{name}: {seconds} s, {len(episode.lines)} spoken lines", err=True)


def shortened(recipe: Recipe, lines: int | None) -> Recipe:
    return replace(recipe, lines=min(recipe.lines, lines)) if lines else recipe


if __name__ == "__main__":
    try:
        main()
    except WoordbeeldError as error:
        raise SystemExit(str(error)) from error
