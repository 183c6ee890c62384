"""The window on a real port, for a folder of videos."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import requests
from tests.publications.on_disk import write_made

from woordbeeld.web.guard import Keys
from woordbeeld.web.server import listening
from woordbeeld.window import reviewing
from woordbeeld.window.project import Looked
from woordbeeld.window.serving import serving
from woordbeeld.window.workspace import Workspace

TIMEOUT_S = 60
TEXT = "ANNA DE WIT: Hallo allemaal.\nMooi.\nBERT: Ja.\n"


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


def with_all_made(window: Served, clip: Path) -> None:
    """The window has a video, `praatje`, of which all is made."""
    workspace = window.workspace
    project = workspace.new("Praatje", "nl")
    (project.folder / "praatje.txt").write_text(TEXT, encoding="utf-8")
    workspace.change(project.name, document="praatje.txt", video=str(clip))
    reviewing.accept(workspace, project.name, Looked.SEEN)
    write_made(project.bundle, clip)


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """The window for the videos of a folder, until the end."""
    with listening(0) as door, serving(folder, door) as (server, keys):
        thread = Thread(target=server.run, kwargs={"sockets": [door]})
        thread.start()
        try:
            yield Served(Workspace(folder), f"http://127.0.0.1:{door.getsockname()[1]}", keys)
        finally:
            server.handle_exit(signal.SIGINT, None)
            thread.join()
