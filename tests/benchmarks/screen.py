"""How well text in the picture is read, what is found of what nobody tells, false alarms, and what it costs.

    python -m tests.benchmarks.screen --out bench/screen

100 pictures are drawn by chance (screen_frames.py). The numbers of `screen/` were chosen on those of seed 1
and on the film; what is told here is of seed 2018. Ten minutes of moving pictures without text show false
alarms. Seconds are those of the processor, ffmpeg's with them.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Final

import click
from PIL import Image
from rapidfuzz.distance import Levenshtein
from tests.benchmarks.screen_frames import Frame, busy, frames

from woordbeeld.alignment.model import AlignedLine, AlignedWord, Alignment, Match, PlacedEvent, Placement
from woordbeeld.alignment.on_screen import SeenText
from woordbeeld.alignment.seen_texts import seen_texts
from woordbeeld.cache import ContentCache
from woordbeeld.media.ffmpeg_program import find_ffmpeg
from woordbeeld.media.pictures import picture_of, pictures
from woordbeeld.media.shots import shot_changes
from woordbeeld.screen.model import OnScreenText
from woordbeeld.screen.once import texts_in
from woordbeeld.screen.rapid_ocr import RapidOcr
from woordbeeld.screen.watching import EVERY_MS
from woordbeeld.timing import Span, shares
from woordbeeld.transcript.model import SceneDescription
from woordbeeld.transcript.reader import read

ROOT: Final = Path(__file__).parents[2]
NAME: Final = "symposium-entreeopleidingen"
SEED: Final = 2018
COUNT: Final = 100
GROUNDS: Final = 20
GROUND_S: Final = 30  # so that there are ten minutes
# What the film shows apart from its first card, by its transcript: without those scenes all of it is missing.
SHOWN: Final = (
    "Inspectie van het Onderwijs Ministerie van Onderwijs, Cultuur en Wetenschap",
    "Rapport themaonderzoek entreeopleidingen?",
    "www.onderwijsinspectie.nl",
)
FIRST_CARD: Final = "Nagebootste opname"


@dataclass(slots=True)
class Score:
    """Characters and lines that were read rightly, of all."""

    right: int = 0
    chars: int = 0
    exact: int = 0
    lines: int = 0

    def add(self, wanted: str, got: str) -> None:
        """Count a line."""
        self.right += len(wanted) - min(len(wanted), Levenshtein.distance(wanted, got))
        self.chars += len(wanted)
        self.exact += wanted == got
        self.lines += 1


@click.command()
@click.option("--out", type=click.Path(path_type=Path), default=Path("bench/screen"), show_default=True)
@click.option("--seed", default=SEED, show_default=True)
@click.option("--count", default=COUNT, show_default=True)
def main(out: Path, seed: int, count: int) -> None:
    """Print all figures."""
    out.mkdir(parents=True, exist_ok=True)
    _tell_reading(tuple(frames(out / "frames", count, seed)))
    _tell_film(out)
    _tell_without_text(_without_text(out, seed), out)


def _tell_reading(drawn: Sequence[Frame]) -> None:
    reader, began = RapidOcr(), _processor_s()
    scores: dict[str, Score] = defaultdict(Score)
    extra = 0
    for frame in drawn:
        pixels = [each.pixels for each in pictures(frame.film, EVERY_MS)][-1]
        got = [each.text for each in reader.read(pixels, min(pixels.shape[:2]))]
        for wanted in frame.lines:
            best = min(got, key=lambda each: Levenshtein.distance(each, wanted), default="")
            for key in (f"{frame.height}p", frame.kind, Path(frame.font).stem, "all"):
                scores[key].add(wanted, best)
            if best in got:
                got.remove(best)
        extra += len(got)
    for key, score in scores.items():
        characters, lines = score.right / score.chars, score.exact / score.lines
        click.echo(f"{key:<28} {characters:.3f} of characters, {lines:.3f} of lines")
    seconds = (_processor_s() - began) / len(drawn)
    click.echo(f"{extra} lines that are not there; {seconds:.2f} s a whole picture")


def _tell_film(out: Path) -> None:
    film, transcript = ROOT / f"media/{NAME}.mp4", ROOT / f"transcripts/{NAME}.txt"
    texts = _timed_reading(film, out)
    text = transcript.read_text(encoding="utf-8")
    whole, without = (_asked(each, texts) for each in (text, _without_scenes(text)))
    found = [each for each in SHOWN if any(each in seen.shown.text for seen in without)]
    real = (*SHOWN, FIRST_CARD)
    wrong = [each for each in without if not any(one in each.shown.text for one in real)]
    told = f"{len(found)} of {len(SHOWN)} texts found that nobody tells any more, {len(wrong)} false alarms"
    click.echo(f"film: {told}")
    click.echo(f"film as it is: asked of {[each.shown.text for each in whole]}")


def _tell_without_text(film: Path, out: Path) -> None:
    texts = _timed_reading(film, out)
    found = [each.text for each in texts]
    click.echo(f"{GROUNDS * GROUND_S // 60} minutes without text: {len(texts)} false alarms {found}")


def _timed_reading(film: Path, out: Path) -> tuple[OnScreenText, ...]:
    media, shots = picture_of(film), shot_changes(film)
    began = _processor_s()
    cache = ContentCache(out / f"cache-{time.time_ns()}")  # nothing is known of it
    texts = texts_in(film, media, shots, RapidOcr(), cache)
    share = (_processor_s() - began) * 1000 / media.duration_ms
    click.echo(f"{film.name}: read in {share:.3f} of real time")
    return texts


def _processor_s() -> float:
    """Seconds of the processor so far, of this process and of what it started."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _asked(text: str, texts: Sequence[OnScreenText]) -> list[SeenText]:
    return [each for each in seen_texts(_by_truth(text), texts).texts if each.asks]


def _without_scenes(text: str) -> str:
    """A transcript without its scene descriptions."""
    transcript = read(text)
    return "".join(
        "\n" if isinstance(block, SceneDescription) else block.source for block in transcript.blocks
    )


def _by_truth(text: str) -> Alignment:
    """The alignment of the film by the times that it was made with."""
    truth = json.loads((ROOT / f"media/{NAME}.truth.json").read_text(encoding="utf-8"))
    times = {
        each["text"]: Span(each["start_ms"], each["end_ms"]) for each in (*truth["lines"], *truth["scenes"])
    }
    transcript = read(text)
    lines = tuple(
        AlignedLine(
            line,
            tuple(
                AlignedWord(word, span, Match.SAME, 0.9)
                for word, span in zip(
                    line.words, shares(times[line.text], [1] * len(line.words)), strict=True
                )
            ),
        )
        for line in transcript.spoken_lines
    )
    events = tuple(PlacedEvent(scene, times[scene.text], Placement.SHOT) for scene in transcript.scenes)
    media = replace(picture_of(ROOT / f"media/{NAME}.mp4"), duration_ms=truth["duration_ms"])
    return Alignment(media, transcript, lines, events, (), "nl", "truth")


def _without_text(out: Path, seed: int) -> Path:
    """Ten minutes of grounds that slowly come closer, and noise that never stands still."""
    rng, parts = Random(seed), []  # noqa: S311 - the same for all
    for number in range(GROUNDS):
        still = out / f"ground-{number}.png"
        picture: Image.Image = busy(rng, 640, 360)
        picture.save(still)
        parts += ["-loop", "1", "-t", str(GROUND_S), "-r", "10", "-i", str(still)]
    closer = "zoompan=z='1+0.0005*on':d=1:s=640x360:fps=10,noise=alls=8:allf=t"
    chains = ";".join(f"[{number}:v]{closer}[v{number}]" for number in range(GROUNDS))
    joined = "".join(f"[v{number}]" for number in range(GROUNDS))
    film = out / f"without-text-{seed}.mp4"
    command = (
        *(find_ffmpeg().path, "-v", "error", "-y", *parts, "-filter_complex"),
        *(f"{chains};{joined}concat=n={GROUNDS}[out]", "-map", "[out]", "-c:v", "libx264", "-crf", "28"),
        *("-preset", "veryfast", "-pix_fmt", "yuv420p", str(film)),
    )
    subprocess.run(command, check=True)
    return film


if __name__ == "__main__":
    main()
