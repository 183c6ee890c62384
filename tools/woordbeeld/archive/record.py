"""What is kept of the work on a video: what was done with which files, and what failed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from woordbeeld.archive.videos import Stage
from woordbeeld.archive.whole import write_whole
from woordbeeld.errors import WoordbeeldError
from woordbeeld.words import LANGUAGES, Message, told

VERSION: Final = 1
InAll = Mapping[str, str]  # a text in each of our languages


@dataclass(frozen=True, slots=True)
class Failure:
    """What hindered a video: at which stage, what is wrong, and what to do, each in all our languages.

    What lies in the machine, as a full disk, is tried again at the next run.
    """

    stage: InAll
    what: InAll
    remedy: InAll
    is_of_machine: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """By `seen` files are known again at a glance, by `key` for sure; of these the stages `done` are done.

    By `remote` those are that have an address, without fetching them. `origin` is a mark of where the video
    comes from, by which it keeps its name.
    """

    seen: str = ""
    key: str = ""
    done: frozenset[Stage] = frozenset()
    failure: Failure | None = None
    remote: str = ""
    origin: str = ""


def failure_of(error: WoordbeeldError, stage: Message, *, is_of_machine: bool = False) -> Failure:
    """An error as it is kept; where it is, is told with what is wrong."""
    what = WoordbeeldError(error.what, where=error.where, remedy=error.remedy)
    return Failure(
        in_all(stage),
        {code: _what(what, code) for code in LANGUAGES},
        in_all(error.remedy),
        is_of_machine,
    )


def _what(error: WoordbeeldError, language: str) -> str:
    what = told(error.what, language)
    return f"{error.where}: {what}" if error.where else what


def in_all(message: Message) -> InAll:
    """A message in each of our languages."""
    return {code: told(message, code) for code in LANGUAGES}


def read_record(path: Path) -> Record:
    """The record in a file; an empty one where it is not there, or damaged: the work is then done again."""
    try:
        return _record(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Record()


def _record(told: Mapping[str, Any]) -> Record:
    if told["version"] != VERSION:
        return Record()
    failure = told["failure"]
    return Record(
        seen=str(told["seen"]),
        key=str(told["key"]),
        done=frozenset(map(Stage, told["done"])),
        failure=failure_from(failure) if failure else None,
        remote=str(told["remote"]),
        origin=str(told.get("origin", "")),
    )


def failure_from(told: Mapping[str, Any]) -> Failure:
    """A failure as JSON has it."""
    stage, what, remedy = (
        {code: str(told[name][code]) for code in LANGUAGES} for name in ("stage", "what", "remedy")
    )
    return Failure(stage, what, remedy, is_of_machine=told["is_of_machine"] is True)


def write_record(path: Path, record: Record) -> None:
    """Keep a record, whole or not at all.

    Raises:
        EnvironmentProblemError: it cannot be written.
    """
    kept: dict[str, Any] = {"version": VERSION, "seen": record.seen, "key": record.key}
    kept["remote"], kept["origin"] = record.remote, record.origin
    kept["done"] = sorted(each.value for each in record.done)
    kept["failure"] = asdict(record.failure) if record.failure else None
    write_whole(path, json.dumps(kept, ensure_ascii=False, indent=1) + "\n")
