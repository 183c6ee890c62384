"""`start`: the whole work in the browser; `shortcut`: without a terminal."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from woordbeeld.cli.options import FILE, tell, ui_language
from woordbeeld.showing import echo
from woordbeeld.words import say


@click.command()
@click.option("--folder", type=FILE, help="The folder of your videos; without it ~/Woordbeeld.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="A port; without it any free one.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
def start(folder: Path | None = None, port: int = 0, *, no_browser: bool = False) -> None:
    """Open the window: all work on your videos in the browser, from the text to the publication.

    The pages are for this machine alone. Stop it with Ctrl-C; nothing is lost, and what was being
    listened to goes on at the next start.

    Example: woordbeeld start
    """
    from woordbeeld.web.opening import Shown
    from woordbeeld.window.serving import start as serve
    from woordbeeld.window.workspace import usual_workspace

    shown = Shown(echo, partial(echo, err=True), ui_language(), no_browser=no_browser)
    serve(folder or usual_workspace(), shown, port=port)


@click.command()
@click.option("--folder", type=FILE, help="Where to put it; without it where your system looks for it.")
@click.option("--overwrite", is_flag=True, help="Replace the shortcut if it is there already.")
def shortcut(folder: Path | None, *, overwrite: bool) -> None:
    """Make a shortcut that opens Woordbeeld: an entry of the menu, an icon on the desktop, or an application.

    Example: woordbeeld shortcut
    """
    from woordbeeld.shortcut import write_shortcut

    tell(say("command.shortcut", path=str(write_shortcut(folder, overwrite=overwrite))))
