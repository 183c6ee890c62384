"""`edit`: the transcript corrected in the browser."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from woordbeeld.cli.options import (
    FILE,
    overwrite_option,
    tell,
    ui_language,
    with_narration,
    with_publishing,
    with_settings,
    with_sources,
)
from woordbeeld.showing import echo
from woordbeeld.words import say

if TYPE_CHECKING:
    from woordbeeld.settings import Settings


@click.command()
@with_sources
@click.option("--bundle", type=FILE, metavar="DIR", help="The bundle that follows each time you save.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="A port; without it any free one.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@overwrite_option
@with_settings
@with_publishing
@with_narration
def edit(
    video: Path,
    transcript: Path,
    bundle: Path | None,
    port: int,
    overwrite: tuple[str, ...],
    *,
    no_browser: bool,
    settings: Settings,
    quiet: bool,
) -> None:
    """Correct TRANSCRIPT in the browser: speakers, words and times, with VIDEO beside it.

    The page is for this machine alone. Stop it with Ctrl-C; nothing is lost.
    Give a bundle the options that it was made with; its title and introduction are known.

    Example: woordbeeld edit talk.mp4 talk.txt --bundle talk-bundle
    """
    from woordbeeld.editor.preparing import Files
    from woordbeeld.editor.serving import edit as serve
    from woordbeeld.web.opening import Shown

    shown = Shown(echo, partial(echo, err=True), ui_language(), no_browser=no_browser, quiet=quiet)
    saved = serve(Files(video, transcript, bundle, frozenset(overwrite)), settings, shown, port=port)
    if not saved:
        tell(say("command.not_saved", transcript=str(transcript)), err=True)
