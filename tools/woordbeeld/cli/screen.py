"""`screen`: the text in the picture of a film, and whether it is told."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from woordbeeld.cli.exit_codes import DONE, ERRORS_FOUND
from woordbeeld.cli.options import FILE, tell, with_settings
from woordbeeld.showing import echo_text

if TYPE_CHECKING:
    from woordbeeld.settings import Settings


@click.command()
@click.argument("video", type=FILE)
@click.argument("transcript", type=FILE, required=False)
@click.option("--format", "as_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@with_settings
def screen(video: Path, transcript: Path | None, *, as_: str, settings: Settings, quiet: bool) -> NoReturn:
    """Say which text VIDEO shows, when and where; with its TRANSCRIPT also whether that tells it.

    A text is told where it is said near it, or a description has it (Beeldtekst:). Places are in percent of
    the picture, from the upper left. Nothing is changed. Exit code 1 means: some text is told in part or not
    at all.

    Example: woordbeeld screen talk.mp4 talk.txt
    """
    from woordbeeld import pipeline
    from woordbeeld.inputs import refuse_swapped
    from woordbeeld.publications.screen_texts import texts_as_json, told_seen, told_texts
    from woordbeeld.seeing import read_screen

    if transcript is None:
        texts = read_screen(video, settings)
        lines, record, asks = told_texts(texts), texts_as_json(texts), False
    else:
        refuse_swapped(video, transcript)
        alignment, found = pipeline.compare_screen(video, transcript, settings)
        seen = found.texts
        lines, record = told_seen(seen, str(transcript), alignment.language), texts_as_json(seen)
        asks = any(each.asks for each in seen)
    if not quiet:
        if as_ == "json":
            echo_text(record)
        else:
            for each in lines:
                tell(each)
    sys.exit(ERRORS_FOUND if asks else DONE)
