"""How a description sounds in a film: as loud as its speech, never too loud, in time; and what it costs.

    python -m tests.benchmarks.description_sound [VIDEO TRANSCRIPT] [--voice espeak]

Measured in the files that are published, decoded again: how loud each passage is with what is heard under it,
against the speech of the film (EBU R 128); the true peak; by how much the film is displaced against what was
given, near its start and its end, where nothing is described (correlation). The cost is of the processor, all
programs together, when nothing but what was heard is kept of an earlier run.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import click
import numpy as np

from woordbeeld import describing, pipeline
from woordbeeld.alignment.model import Alignment
from woordbeeld.cache import ContentCache
from woordbeeld.description.describing import FILM_NAME, DescribedFilm
from woordbeeld.description.mixing import RAMP_MS
from woordbeeld.description.model import PlannedPassage
from woordbeeld.media.loudness import integrated, loudness_of, loudness_of_sounds, within
from woordbeeld.media.mixing import true_peak_db
from woordbeeld.media.piping import MIX_RATE, Stereo, stereo_blocks
from woordbeeld.settings import Settings
from woordbeeld.timing import Span, format_clock

ROOT: Final = Path(__file__).parents[2]
FILM: Final = ROOT / "media/symposium-entreeopleidingen.mp4"
TEXT: Final = ROOT / "transcripts/symposium-entreeopleidingen.txt"
COMPARED_S: Final = 5  # of sound, at the start and at the end
AUDIBLE: Final = 0.03  # of full scale
SHIFTS_MS: Final = 500  # looked for


@click.command()
@click.argument("video", type=click.Path(path_type=Path), default=FILM)
@click.argument("transcript", type=click.Path(path_type=Path), default=TEXT)
@click.option("--voice", default="espeak")
def main(video: Path, transcript: Path, voice: str) -> None:
    """Tell how the description of a video sounds in it."""
    settings = Settings(voice=voice)
    alignment = pipeline.align_video(video, transcript, settings)
    described, cost_s = _made_anew(alignment, video, transcript, settings)
    sound, length_ms = described.files[described.sound.name], alignment.media.duration_ms
    differences = _differences(alignment, video, sound, described, settings)
    click.echo(f"{length_ms / 1000:.0f} s, {len(described.plan.passages)} passages, {voice}")
    mean, furthest = np.mean(differences), max(differences, key=abs, default=0.0)
    click.echo(f"against speech: mean {mean:+.2f} LU, furthest {furthest:+.2f} LU")
    for name, file in described.files.items():
        click.echo(f"true peak: {true_peak_db(file, length_ms):+.2f} dBTP, {name}")
    published = described.files.get(FILM_NAME, sound)
    before, after = (np.concatenate(list(stereo_blocks(each, length_ms))) for each in (video, published))
    undescribed = _undescribed(before, described)
    for name, at in (("start", undescribed[0]), ("end", undescribed[-1])):
        moment = format_clock(at * 1000 // MIX_RATE)
        click.echo(f"displaced at the {name}, {moment}: {_displaced_ms(before, after, at):+.2f} ms")
    click.echo(f"cost: {cost_s / (length_ms / 1000):.4f} of real time, of one processor")


def _made_anew(
    alignment: Alignment, video: Path, transcript: Path, settings: Settings
) -> tuple[DescribedFilm, float]:
    """The films, made when all but the mixing is kept, and what that costs of the processor (s)."""
    describing.describe_film(alignment, video, transcript, settings)
    with tempfile.TemporaryDirectory(prefix="woordbeeld-") as folder:
        anew = replace(settings, cache=Path(folder))
        for kind in ("results", "models"):
            if (settings.cache / kind).exists():
                (anew.cache / kind).symlink_to(settings.cache / kind)
        started = _processor_s()
        described = describing.describe_film(alignment, video, transcript, anew)
        cost = _processor_s() - started
        if described is None:
            raise SystemExit("nothing is described")
        kept = {name: settings.cache / "media" / file.name for name, file in described.files.items()}
        return replace(described, files=kept), cost


def _processor_s() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _differences(
    alignment: Alignment, film: Path, sound: Path, described: DescribedFilm, settings: Settings
) -> Sequence[float]:
    """How much louder each passage is than the speech of the film, with what is heard under it (LU)."""
    speech = integrated(
        within(loudness_of(film, alignment.media, ContentCache(settings.cache)), alignment.voice)
    )
    heard = np.concatenate(list(stereo_blocks(sound, alignment.media.duration_ms)))[:, 0]
    spans = [Span(each.start_ms, each.start_ms + each.length_ms) for each in _fitting(described)]
    parts = [heard[span.start_ms * MIX_RATE // 1000 : span.end_ms * MIX_RATE // 1000] for span in spans]
    return [lufs - speech for lufs in loudness_of_sounds(parts, MIX_RATE, film)]


def _undescribed(film: Stereo, described: DescribedFilm) -> list[int]:
    """From which samples on there is so much of the film, and nothing said in it, that it can be compared."""
    said = [
        Span(max(0, each.start_ms - RAMP_MS), each.start_ms + each.length_ms + RAMP_MS)
        for each in _fitting(described)
    ]
    found = []
    for at in range(0, len(film) - COMPARED_S * MIX_RATE + 1, MIX_RATE // 2):
        here = Span(at * 1000 // MIX_RATE, (at * 1000 // MIX_RATE) + COMPARED_S * 1000)
        loud = np.abs(film[at : at + COMPARED_S * MIX_RATE, 0]).max() > AUDIBLE
        if loud and not any(here.overlaps(each) for each in said):
            found.append(at)
    return found


def _fitting(described: DescribedFilm) -> list[PlannedPassage]:
    return [each for each in described.plan.passages if each.fits]


def _displaced_ms(before: Stereo, after: Stereo, at: int) -> float:
    """By how much the sound of the film is later than it was, around a sample."""
    length, reach = COMPARED_S * MIX_RATE, SHIFTS_MS * MIX_RATE // 1000
    part = before[max(0, at) : max(0, at) + length, 0]
    first = max(0, at - reach)
    whole = after[first : at + length + reach, 0]
    size = 1 << (len(part) + len(whole)).bit_length()
    product = np.fft.irfft(np.fft.rfft(whole, size) * np.conj(np.fft.rfft(part, size)), size)
    found = int(np.argmax(product[: len(whole) - len(part) + 1]))
    return (found + first - max(0, at)) * 1000 / MIX_RATE


if __name__ == "__main__":
    main()
