"""How captions keep the rules of `woordbeeld check`, beside a cut at 42 characters: `make bench-captions`.

The cut is that of openai-whisper's own writer, `--max_line_width 42 --max_line_count 2`. It gets the same
words with the same times, so only the cutting differs. The film is held against its sound and picture too.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from woordbeeld.alignment.model import AlignedLine, AlignedWord, Alignment, Match, PlacedEvent, Placement
from woordbeeld.cli.making import DEMO
from woordbeeld.formats import webvtt
from woordbeeld.media.model import Media
from woordbeeld.pipeline import align_video, recorded
from woordbeeld.settings import Settings
from woordbeeld.timing import Span
from woordbeeld.tracks.captions import captions
from woordbeeld.tracks.checks import RULES, check
from woordbeeld.tracks.model import Track
from woordbeeld.tracks.profile import NL_WEB
from woordbeeld.tracks.rules import SoundAndPicture
from woordbeeld.transcript.model import SceneDescription, Sound
from woordbeeld.transcript.reader import read_file

ROOT = Path(__file__).parents[2]
FILM, SEED = ROOT / f"media/{DEMO}.mp4", ROOT / f"transcripts/{DEMO}.txt"
EPISODES = ("clear", "tight", "music", "applause", "differs", "long")
GREEDY = {"max_line_width": 42, "max_line_count": 2, "highlight_words": False}


@dataclass(frozen=True, slots=True)
class Made:
    """The captions of a film or an episode, made by one of the two ways, and the rules that they break."""

    name: str
    way: str
    cues: int
    broken: Counter[str]


def load(result: Path, transcript: Path) -> Alignment:
    """The alignment that an alignment.json tells of."""
    told = json.loads(result.read_text(encoding="utf-8"))
    text = read_file(transcript)
    words = iter(told["words"])
    lines = tuple(
        AlignedLine(line, tuple(_word(next(words)) for _ in line.words)) for line in text.spoken_lines
    )
    events_told: tuple[SceneDescription | Sound, ...] = (*text.scenes, *text.sounds)
    sources = {each.line: each for each in events_told}
    events = tuple(
        PlacedEvent(sources[event["line"]], _span(event), Placement(event["placement"]))
        for event in told["events"]
    )
    media = Media(result.name, "", told["media"]["duration_ms"], has_video=False)
    return Alignment(media, text, lines, events, (), "nl", "base")


def _word(told: dict[str, Any]) -> AlignedWord:
    return AlignedWord(told["text"], _span(told), Match(told["match"]), told["confidence"])


def _span(told: dict[str, Any]) -> Span | None:
    return Span(told["start_ms"], told["end_ms"]) if told["start_ms"] is not None else None


def cut_greedily(alignment: Alignment) -> Track:
    """The captions that openai-whisper's own writer makes of the words of an alignment."""
    from whisper.utils import WriteVTT

    segments = [_segment(line) for line in alignment.lines if line.span]
    with TemporaryDirectory() as folder:
        out = Path(folder) / "captions.vtt"
        with out.open("w", encoding="utf-8") as file:
            WriteVTT(folder).write_result({"segments": segments, "language": "nl"}, file=file, options=GREEDY)
        track = webvtt.read(out.read_text(encoding="utf-8")).track
    return Track(track.kind, "nl", track.cues)


def _segment(line: AlignedLine) -> dict[str, Any]:
    span = line.span or Span(0, 1)
    known = span.start_ms
    words = []
    for word in line.words:
        start_ms, end_ms = (word.span.start_ms, word.span.end_ms) if word.span else (known, known)
        words.append({"word": f" {word.text}", "start": start_ms / 1000, "end": end_ms / 1000})
        known = end_ms
    return {
        "start": span.start_ms / 1000,
        "end": span.end_ms / 1000,
        "text": line.source.text,
        "words": words,
    }


def both(name: str, alignment: Alignment, heard: SoundAndPicture | None) -> Iterator[Made]:
    for way, track in (
        ("42 characters", cut_greedily(alignment)),
        ("woordbeeld", captions(alignment, NL_WEB)),
    ):
        broken = Counter(finding.rule for finding in check(track, NL_WEB, heard))
        yield Made(name, way, len(track.cues), broken)


def table(made: list[Made]) -> str:
    """A column for each, a row for each rule that anybody breaks."""
    rows = [
        ["rule", *(f"{each.name}: {each.way}" for each in made)],
        ["cues", *(str(each.cues) for each in made)],
    ]
    rows += [
        [f"`{rule.id}`", *(str(each.broken[rule.id]) for each in made)]
        for rule in RULES
        if any(each.broken[rule.id] for each in made)
    ]
    return "\n".join(
        f"| {' | '.join(row)} |" + ("\n|" + "---|" * len(row) if number == 0 else "")
        for number, row in enumerate(rows)
    )


@click.command()
@click.option("--bench", type=click.Path(path_type=Path), default=ROOT / "bench/seed-2018", show_default=True)
def main(bench: Path) -> None:
    """The rules that are broken on the film, and on the episodes that `make bench` has aligned."""
    settings = Settings()
    recording = recorded(FILM, settings)
    heard = SoundAndPicture(recording.activity.voice, recording.activity.noises, recording.shots)
    click.echo(table(list(both("film", align_video(FILM, SEED, settings), heard))))
    found = [name for name in EPISODES if (bench / f"{name}.woordbeeld.json").exists()]
    if not found:
        click.echo(f"no alignments in {bench}: run make bench", err=True)
        return
    made = [
        list(both(name, load(bench / f"{name}.woordbeeld.json", bench / f"{name}.txt"), None))
        for name in found
    ]
    click.echo()
    click.echo(table([each for pair in made for each in pair[1:]]))


if __name__ == "__main__":
    main()
