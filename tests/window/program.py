"""The window as a user has it: a program of its own, which can be killed at any moment."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

PATIENCE_S = 60


@dataclass
class Program:
    """A window that was started; its address lets in one browser."""

    process: subprocess.Popen[str]
    address: str
    folder: Path

    def __post_init__(self) -> None:
        self.base = self.address.partition("/?")[0]

    @property
    def client(self) -> Client:
        """A page without a browser; there is one for each address."""
        return Client(self)

    def kill(self) -> None:
        """End it as a loss of power does."""
        self.process.kill()
        self.process.wait()

    def project(self, name: str) -> Path:
        return self.folder / name


class Client:
    """What a page asks of the window."""

    def __init__(self, program: Program) -> None:
        self.base = program.base
        self.session = requests.Session()
        self.session.headers["Origin"] = self.base
        self.session.get(program.address, timeout=PATIENCE_S).raise_for_status()

    def get(self, address: str) -> requests.Response:
        return self.session.get(f"{self.base}{address}", timeout=PATIENCE_S)

    def post(self, address: str, **body: Any) -> requests.Response:
        return self.session.post(f"{self.base}{address}", json=body, timeout=PATIENCE_S)

    def put(self, address: str, data: Any, headers: Mapping[str, str] | None = None) -> requests.Response:
        return self.session.put(f"{self.base}{address}", data=data, headers=headers, timeout=PATIENCE_S)

    def new(self, title: str, video: Path, document: Path | None = None) -> str:
        """A video with its text, as the page hands them over; comes back with its name."""
        name = str(self.done(self.post("/videos", title=title, language="nl"))["name"])
        for kind, path in (("video", video), ("document", document)):
            if path:
                self.done(self.put(f"/videos/{name}/given/{kind}?name={path.name}", path.read_bytes()))
        self.done(self.post(f"/videos/{name}/start", go=True))
        return name

    def progress(self, name: str) -> dict[str, Any]:
        return self.done(self.get(f"/videos/{name}/progress"))

    @staticmethod
    def done(answer: requests.Response) -> dict[str, Any]:
        """What was answered, where nothing was refused."""
        assert answer.ok, (answer.status_code, answer.text)
        found: dict[str, Any] = answer.json()
        return found


@contextmanager
def started(folder: Path) -> Iterator[Program]:
    """The window for a folder, started as a user starts it."""
    command = [sys.executable, "-m", "woordbeeld", "start", "--folder", str(folder), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            address = process.stdout.readline().strip()
            assert address.startswith("http"), "it did not start"
            yield Program(process, address, folder)
        finally:
            process.terminate()
