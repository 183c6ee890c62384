"""The window on a real port, for a folder of videos."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import requests

from woordbeeld.editor.guard import Guard, Keys
from woordbeeld.editor.serving import Server, _listening
from woordbeeld.window.app import Window, pages, takes_files
from woordbeeld.window.queue import WorkQueue
from woordbeeld.window.workspace import Workspace

TIMEOUT_S = 60


@dataclass(frozen=True)
class Served:
    """A window that answers; each address that `opened` gives lets in one more browser."""

    workspace: Workspace
    address: str
    keys: Keys

    @property
    def opened(self) -> str:
        return f"{self.address}/?token={self.keys.new_token()}"

    def client(self) -> requests.Session:
        """A client that was let in, as a browser is."""
        client = requests.Session()
        client.headers["Origin"] = self.address
        client.get(self.opened, timeout=TIMEOUT_S)
        return client


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """The window for the videos of a folder, until the end."""
    workspace = Workspace(folder)
    queue = WorkQueue(workspace)
    with _listening(0) as door:
        port, keys = door.getsockname()[1], Keys()
        window = Window(workspace, queue)
        app = Guard(pages(window), port, keys, takes_files=takes_files, is_secret=window.is_preview)
        server = Server(app)
        thread = Thread(target=server.run, kwargs={"sockets": [door]})
        thread.start()
        queue.start()
        try:
            yield Served(workspace, f"http://127.0.0.1:{port}", keys)
        finally:
            queue.end()
            server.handle_exit(signal.SIGINT, None)
            thread.join()
