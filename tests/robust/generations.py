"""Bundles of one generation after another, whether one is whole, and processes stopped amid writing."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from woordbeeld.errors import WoordbeeldError
from woordbeeld.publications.bundle import Publication
from woordbeeld.writing import Target, swap, write_bundle
from woordbeeld.writing.manifest import is_as_marked, read_manifest

NAMES = ("captions.nl.vtt", "transcript.html", "report.json", "index.html")
STEPS = ("fsync", "link", "mkdir", "rename", "replace", "rmdir", "unlink")  # of `os`: all that changes names

DONE, REFUSED, INTERRUPTED = 0, 4, 130


def publications(generation: int) -> tuple[Publication, ...]:
    """Files that tell their generation, and of the odd ones one more."""
    names = (*NAMES, "notes.vtt") if generation % 2 else NAMES
    return tuple(Publication(name, f"{name} {generation}\n" * 50) for name in names)


def media(folder: Path, generation: int) -> dict[str, Path]:
    """A film that is another in every second generation, under another name; and a sound."""
    film, sound = folder / f"film{generation // 2}", folder / "sound"
    for path in (film, sound):
        if not path.exists():
            path.write_bytes(path.name.encode() * 1000)
    return {"media.mp4" if generation % 4 < 2 else "media.m4a": film, "audio.m4a": sound}


def write(folder: Path, generation: int, sources: Path) -> None:
    write_bundle(Target(folder), publications(generation), media(sources, generation))


def generation_of(folder: Path) -> int | None:
    """Which generation a folder holds, every file of it; None where there is no folder.

    Raises:
        AssertionError: it holds files of two generations, or not all of one.
    """
    if not folder.exists():
        return None
    found = read_manifest(folder)
    if found is None:
        assert not visible(folder) & {*NAMES}, f"no manifest, but {visible(folder)}"
        return None
    for name, mark in found.files.items():
        assert is_as_marked(folder / name, mark), f"{name} is not as the manifest says"
    ours = {name for name in visible(folder) if name in NAMES or name.startswith(("media.", "audio."))}
    assert ours <= found.files.keys(), f"{ours - found.files.keys()} are of another generation"
    (generation,) = {(folder / name).read_text().split()[1] for name in NAMES}
    return int(generation)


def visible(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.startswith(".")}


def hidden(folder: Path) -> set[str]:
    """What stands hidden in a folder and beside it."""
    return {path.name for path in (*folder.parent.iterdir(), *folder.glob(".*")) if path.name.startswith(".")}


@contextmanager
def without_exchange() -> Iterator[None]:
    """As on a system that cannot exchange two folders."""
    refusal = OSError(38, "Function not implemented")
    with patch.object(swap, "exchange", side_effect=refusal):
        yield


@contextmanager
def step(number: int, happens: Callable[[], None], *, from_then_on: bool = False) -> Iterator[list[str]]:
    """Let something happen right before the step of this number, or also later; gives the steps taken."""
    taken: list[str] = []

    def watched(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            taken.append(name)
            if len(taken) == number or (from_then_on and len(taken) > number):
                happens()
            return real(*arguments, **options)

        return call

    with ExitStack() as watching:
        for place, name in (*((os, name) for name in STEPS), (swap, "exchange")):
            watching.enter_context(patch.object(place, name, watched(name, getattr(place, name))))
        yield taken


def in_process(work: Callable[[], None]) -> int:
    """Start a process that does this, and exits as the program would; gives its id when it has begun."""
    begun, begin = os.pipe()
    if pid := os.fork():
        os.close(begin)
        os.read(begun, 1)
        os.close(begun)
        return pid
    code = 70
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.close(begin)
        work()
        code = DONE
    except WoordbeeldError:
        code = REFUSED
    except KeyboardInterrupt as interrupted:
        # What it still holds is closed, as when the program ends: it may have come between two steps of that.
        interrupted.__traceback__ = interrupted.__context__ = None
        code = INTERRUPTED
    finally:
        os._exit(code)


def ended(pid: int) -> int:
    """How a process ended: its exit code, or minus the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


@contextmanager
def apart() -> Iterator[Path]:
    """A folder for trials, with the program's own folder in it, and nobody waiting for the disk."""
    with tempfile.TemporaryDirectory() as kept, pytest.MonkeyPatch.context() as patch:
        patch.setenv("WOORDBEELD_JOURNALS", f"{kept}/journals")
        patch.setattr(os, "fsync", lambda _: None)  # kills lose nothing that was written
        yield Path(kept)


def die(number: signal.Signals) -> Callable[[], None]:
    """Send this process a signal."""
    return lambda: os.kill(os.getpid(), number)
