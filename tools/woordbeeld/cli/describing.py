"""`describe`: the scene descriptions of a video said in it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import click

from woordbeeld.cli.exit_codes import DONE, ERRORS_FOUND
from woordbeeld.cli.options import (
    FILE,
    overwrite_option,
    tell,
    with_narration,
    with_settings,
    with_sources,
)
from woordbeeld.timing import format_clock
from woordbeeld.words import Message, say

if TYPE_CHECKING:
    from woordbeeld.alignment.model import Alignment
    from woordbeeld.description.describing import DescribedFilm
    from woordbeeld.settings import Settings

_MOST_CHARS: Final = 60  # of a description that is told of


@click.command()
@with_sources
@click.option("--out", required=True, type=FILE, help="The folder for the files.")
@overwrite_option
@with_settings
@with_narration
def describe(
    video: Path, transcript: Path, out: Path, overwrite: tuple[str, ...], *, settings: Settings, quiet: bool
) -> NoReturn:
    """Say the scene descriptions of TRANSCRIPT in VIDEO, where nobody speaks: audio description.

    Written are its sound with the descriptions, the video with that, and their times as a track. Of each
    scene it is told whether it fits; exit code 1 means that nobody recorded some of them. `make` with the
    same options has it all in a bundle.

    Example: woordbeeld describe talk.mp4 talk.txt --out talk-ad --voice espeak
    """
    from woordbeeld import narrating

    alignment, described, notes = narrating.describe(video, transcript, out, settings, overwrite)
    if not quiet:
        _tell(alignment, described, out)
        for note in notes:
            tell(note)
    sys.exit(ERRORS_FOUND if described.sound.unsaid else DONE)


def _tell(alignment: Alignment, described: DescribedFilm, out: Path) -> None:
    from woordbeeld.transcript.descriptions import described as said

    for scene in alignment.transcript.scenes:
        if described.plan.of(scene.line):
            tell(_scene_told(described, scene.line, said(scene.text)))
    sound = described.sound
    name = sound.narrator_name
    tell(say(f"describe.voice.{sound.kind.value}", name=name) if name else say("describe.unnamed_voice"))
    tell(say("describe.written", count=len(described.files), out=str(out)))


def _scene_told(described: DescribedFilm, line: int, text: str) -> Message:
    """How the scene at a line of the transcript is told in the pauses of its film, if anybody says it."""
    plan, unsaid = described.plan, described.sound.unsaid
    mine = plan.of(line)
    at, fit = format_clock(mine[0].start_ms), say(f"describe.fit.{plan.fit(line).value}")
    if silent := [each for each in mine if each.passage in unsaid]:
        fit = say("describe.unsaid" if len(silent) == len(mine) else "describe.unsaid_in_part")
    short = text if len(text) <= _MOST_CHARS else f"{text[: _MOST_CHARS - 1]}…"
    if not silent and (needs_ms := plan.needs_ms(line)):
        return say("describe.lacking", at=at, fit=fit, seconds=needs_ms / 1000, text=short)
    return say("describe.scene", at=at, fit=fit, text=short)
