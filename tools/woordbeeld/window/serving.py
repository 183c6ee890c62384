"""The window opened: its pages served on this machine alone, and the videos that wait taken up again."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import socket

from woordbeeld.web.guard import HOST, Guard, Keys
from woordbeeld.web.opening import Shown
from woordbeeld.web.server import Server, listening, shown_at
from woordbeeld.window.app import pages, takes_files
from woordbeeld.window.editors import Editors
from woordbeeld.window.instance import alone, noted, wait_for_open
from woordbeeld.window.page_base import Window
from woordbeeld.window.queue import WorkQueue
from woordbeeld.window.receiving import clear_incoming
from woordbeeld.window.workspace import Workspace


def start(folder: Path, shown: Shown, *, port: int = 0) -> None:
    """Serve the window for the videos of a folder until it is stopped. Port 0 is any that is free.

    Where it is open already, that one is shown.

    Raises:
        EnvironmentProblemError: the port is taken, or the window that is open does not answer.
    """
    with alone(folder) as is_alone:
        if is_alone:
            _serve(folder, shown, port)
        else:
            shown.open(wait_for_open(folder), is_first=False)


def _serve(folder: Path, shown: Shown, port: int) -> None:
    with (
        listening(port) as door,
        serving(folder, door) as (server, keys),
        suppress(KeyboardInterrupt),  # from the moment on at which the page can be seen
        shown_at(shown, door.getsockname()[1], keys),
    ):
        server.run(sockets=[door])


@contextmanager
def serving(folder: Path, door: socket) -> Iterator[tuple[Server, Keys]]:
    """What serves the window at a door, and the keys to it."""
    workspace, port, keys = Workspace(folder), door.getsockname()[1], Keys()
    editors = Editors()
    queue = WorkQueue(workspace)
    with noted(folder, port) as key:
        window = Window(
            workspace,
            queue,
            editors,
            key=key,
            address=lambda: f"http://{HOST}:{port}/?token={keys.new_token()}",
            quit=lambda: server.handle_exit(signal.SIGINT, None),
        )
        guard = Guard(
            pages(window), port, keys, takes_files=takes_files, needs_no_cookie=window.needs_no_cookie
        )
        server = Server(guard)
        clear_incoming(workspace)
        queue.start()
        try:
            yield server, keys
        finally:
            queue.end()
            editors.close_all()
