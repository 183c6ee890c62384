"""A page of the editor without a browser."""

from __future__ import annotations

import subprocess
from typing import Any

import requests

NOBODY_S = 30  # waits longer for an answer


class Client:
    """What a page asks of a program that was started with `woordbeeld edit --no-browser`."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout
        self._told = process.stdout
        self.address = process.stdout.readline().strip()
        self._base = self.address.partition("/?")[0]
        self._session = requests.Session()
        self._session.headers["Origin"] = self._base
        self._session.get(self.address, timeout=NOBODY_S).raise_for_status()

    def changes(self) -> dict[str, Any]:
        found: dict[str, Any] = self._session.get(f"{self._base}/changes?since=-1", timeout=NOBODY_S).json()
        return found

    def post(self, name: str, **body: Any) -> dict[str, Any]:
        answer = self._session.post(f"{self._base}/{name}", json=body, timeout=NOBODY_S)
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found

    def give(self, item: int, name: str) -> dict[str, Any]:
        """Another speaker for an item, as whoever sees the newest version."""
        version = self.changes()["version"]
        return self.post(
            "edit", edit={"kind": "set-speaker", "ids": [item], "speaker": name}, version=version
        )

    def say_more(self, item: int, words: str) -> dict[str, Any]:
        """More words at the end of an item."""
        seen = self.changes()
        (text,) = (row["text"] for row in seen["rows"] if row["id"] == item)
        edit = {"kind": "reword", "id": item, "text": f"{text} {words}"}
        return self.post("edit", edit=edit, version=seen["version"])

    def speakers(self) -> list[str | None]:
        rows = {row["id"]: row for row in self.changes()["rows"]}
        return [rows[item]["speaker"] for item in self.changes()["order"] if rows[item]["kind"] == "spoken"]
