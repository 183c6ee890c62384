"""What a bundle says of itself: `bundle.json`, with the size and the hash of each file of its own.

By it a later run knows which files it may replace: those that are as a run left them. It also has what the
bundle is about, for what is made of it later.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from woordbeeld.publications.about import About
from woordbeeld.publications.titles import as_title

NAME: Final = "bundle.json"
VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class FileMark:
    """By what a file is known again: its size in bytes and the SHA-256 of its bytes."""

    size: int
    sha256: str


FileMarks = Mapping[str, FileMark]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of a bundle under their names: the publications, and the media beside them.

    Earlier versions did not keep what it is `about`.
    """

    publications: FileMarks = field(default_factory=dict)
    media: FileMarks = field(default_factory=dict)
    about: About | None = None

    @property
    def files(self) -> dict[str, FileMark]:
        return {**self.publications, **self.media}


def mark_of(data: bytes) -> FileMark:
    """The mark of a file with these bytes."""
    return FileMark(len(data), hashlib.sha256(data).hexdigest())


def mark_of_file(path: Path) -> FileMark | None:
    """The mark of a file; None where there is none, or nothing that is a file."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        return FileMark(file.tell(), sha256)


def is_as_marked(path: Path, mark: FileMark) -> bool:
    """Whether a file is as it was when it was marked."""
    return path.is_file() and path.stat().st_size == mark.size and mark_of_file(path) == mark


def render_manifest(manifest: Manifest) -> str:
    """The manifest as JSON, a file a line, which `parse_manifest` reads back."""
    kinds = (("publications", manifest.publications), ("media", manifest.media))
    told = (
        f'"{kind}": {{\n'
        + ",\n".join(f"{json.dumps(name)}: {json.dumps(asdict(mark))}" for name, mark in marks.items())
        + "\n}"
        for kind, marks in kinds
    )
    about = (f'"about": {json.dumps(asdict(manifest.about))}',) if manifest.about else ()
    return "{\n" + ",\n".join((f'"version": {VERSION}', *about, *told)) + "\n}\n"


def parse_manifest(text: str) -> Manifest | None:
    """The manifest in a text; None where it is no manifest of this version."""
    try:
        told = json.loads(text)
        if told["version"] != VERSION:
            return None
        return Manifest(_marks(told["publications"]), _marks(told["media"]), _about(told.get("about")))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _marks(told: Any) -> FileMarks:
    """The marks of files in this folder; names of files elsewhere, as in a foreign manifest, are left out."""
    return {
        name: FileMark(int(mark["size"]), str(mark["sha256"]))
        for name, mark in told.items()
        if name not in ("", ".", "..") and not set(name) & set("/\\:\0")
    }


def _about(told: Any) -> About | None:
    """What the bundle is about; None where that is not told, or not as this version does."""
    if not isinstance(told, dict) or not {"title", "language", "introduction"} <= told.keys():
        return None
    introduction = (as_title(str(paragraph)) for paragraph in told["introduction"])
    voice = as_title(str(told["voice"])) if told.get("voice") else None
    return About(
        as_title(str(told["title"])),
        as_title(str(told["language"])),
        tuple(introduction),
        voice,
        extended=told.get("extended") is True,
    )


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of the bundle in a folder; None where there is none that can be read."""
    try:
        return parse_manifest((folder / NAME).read_text("utf-8"))
    except (OSError, ValueError):
        return None


def about_of(folder: Path) -> About | None:
    """What the bundle in a folder is about; None where there is none, or an earlier version made it."""
    manifest = read_manifest(folder)
    return manifest.about if manifest else None


def bundle_of(path: Path) -> Path:
    """The folder of the bundle that a file is one of, else the file itself: what is locked to write it."""
    path = path.resolve()
    manifest = read_manifest(path.parent)
    return path.parent if manifest and path.name in manifest.files else path


def keep_mark(path: Path, before: bytes) -> tuple[Path, str] | None:
    """The manifest, and what is to stand in it, after a file of a bundle was written anew by this program.

    None where the file is of no bundle, or was not as marked before: then a person had changed it.
    """
    path = path.resolve()
    manifest = read_manifest(path.parent)
    if not manifest or manifest.publications.get(path.name) != mark_of(before):
        return None
    marks = {**manifest.publications, path.name: mark_of(path.read_bytes())}
    return path.parent / NAME, render_manifest(replace(manifest, publications=marks))
