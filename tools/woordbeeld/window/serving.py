"""The window opened: its pages served on this machine alone, and the videos that wait taken up again."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from woordbeeld.editor.guard import Guard, Keys
from woordbeeld.editor.opening import Shown
from woordbeeld.editor.serving import Server, _listening, _shown
from woordbeeld.window.app import Window, pages, takes_files
from woordbeeld.window.queue import WorkQueue
from woordbeeld.window.workspace import Workspace


def start(folder: Path, shown: Shown, *, port: int = 0) -> None:
    """Serve the window for the videos of a folder until it is stopped. Port 0 is any that is free.

    Raises:
        EnvironmentProblemError: the port is taken.
    """
    workspace = Workspace(folder)
    queue = WorkQueue(workspace)
    with _listening(port) as door:
        own_port, keys = door.getsockname()[1], Keys()
        queue.start()
        window = Window(workspace, queue)
        app = Guard(pages(window), own_port, keys, takes_files=takes_files, is_secret=window.is_preview)
        try:
            with _shown(shown, own_port, keys), suppress(KeyboardInterrupt):
                Server(app).run(sockets=[door])
        finally:
            queue.end()
