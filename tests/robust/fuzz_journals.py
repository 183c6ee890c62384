"""Damaged journals: whatever becomes of one, the editor opens, and nothing of it is lost.

python -m tests.robust.fuzz_journals --count 200 --seed 14 --seconds 600
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

import click
from tests.editor.made_up import TALK

from woordbeeld.editor.edits import Delete, Edit, Insert, Join, Mark, Move, Reword, Split
from woordbeeld.editor.journal import Journal
from woordbeeld.editor.session import Session
from woordbeeld.editor.speaker_edits import RenameSpeaker, SetSpeaker
from woordbeeld.editor.time_edits import SetTime
from woordbeeld.errors import WoordbeeldError
from woordbeeld.transcript.pins import pins_path

STEPS: Final = 12  # of one who edits, before the journal is damaged
MOST_DAMAGE: Final = 3
NAMES: Final = ("Ton Heerts", "Latisha", "Fatima Yilmaz")
TEXTS: Final = ("Ja.", "Eén ☺ “zin”. En nog een.", "Nee, zeg ik.", "De leraar wacht buiten.")

Damage = Callable[[Random, bytes], bytes]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many journals were damaged, in how many of them nothing was lost, and what went wrong in which."""

    count: int
    whole: int
    faults: tuple[str, ...]


# -- what may become of a journal ---------------------------------------------------------------------


def _byte_deleted(random: Random, data: bytes) -> bytes:
    at = random.randrange(len(data))
    return data[:at] + data[at + 1 :]


def _byte_deleted_in_the_first_record(random: Random, data: bytes) -> bytes:
    at = random.randrange(data.find(b"\n") + 1 or len(data))
    return data[:at] + data[at + 1 :]


def _byte_changed(random: Random, data: bytes) -> bytes:
    at = random.randrange(len(data))
    return data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]


def _bit_flipped(random: Random, data: bytes) -> bytes:
    at = random.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << random.randrange(8)]) + data[at + 1 :]


def _line_dropped(random: Random, data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    del lines[random.randrange(len(lines))]
    return b"".join(lines)


def _line_doubled(random: Random, data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    at = random.randrange(len(lines))
    return b"".join([*lines[: at + 1], lines[at], *lines[at + 1 :]])


def _lines_swapped(random: Random, data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def _truncated(random: Random, data: bytes) -> bytes:
    return data[: random.randrange(len(data))]


def _nulls(random: Random, data: bytes) -> bytes:
    start = random.randrange(len(data))
    end = random.randrange(start, len(data))
    return data[:start] + bytes(end - start) + data[end:]


def _no_utf8(random: Random, data: bytes) -> bytes:
    at = random.randrange(len(data))
    return data[:at] + random.choice((b"\xff\xfe", b"\xc3", b"\xed\xa0\x80")) + data[at:]


def _huge_number(random: Random, data: bytes) -> bytes:
    return _replaced(random, data, rb"-?[0-9]+", random.choice((b"9" * 5000, b"9" * 400, b"-1", b"1e400")))


def _deep(random: Random, data: bytes) -> bytes:
    return _replaced(random, data, rb"\[[^\[\]]*\]", b"[" * 100_000 + b"]" * 100_000)


def _other_value(random: Random, data: bytes) -> bytes:
    """The journal of an earlier version, which knew no sums, with a record of which a field is another."""
    lines = re.sub(rb',"sum":"[0-9a-f]+"}$', b"}", data, flags=re.MULTILINE).splitlines(keepends=True)
    at = random.randrange(len(lines))
    with suppress(ValueError, RecursionError):
        record = json.loads(lines[at])
        _change_something(random, record)
        lines[at] = json.dumps(record).encode() + b"\n"
    return b"".join(lines)


def _change_something(random: Random, value: Any) -> None:
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    if not keys:
        return
    key = random.choice(keys)
    if isinstance(value[key], dict | list) and random.random() < 0.7:
        _change_something(random, value[key])
    elif random.random() < 0.3:
        del value[key]
    else:
        value[key] = random.choice((None, True, -1, 10**30, 0.5, "", "\ud800", "done", [], {}, [[0]], [0, 0]))


def _replaced(random: Random, data: bytes, pattern: bytes, new: bytes) -> bytes:
    found = list(re.finditer(pattern, data))
    if not found:
        return data
    chosen = random.choice(found)
    return data[: chosen.start()] + new + data[chosen.end() :]


DAMAGE: Final[tuple[Damage, ...]] = (
    _byte_deleted,
    _byte_deleted_in_the_first_record,
    _byte_changed,
    _bit_flipped,
    _line_dropped,
    _line_doubled,
    _lines_swapped,
    _truncated,
    _nulls,
    _no_utf8,
    _huge_number,
    _deep,
    _other_value,
)
# One of these alone takes nothing that does not stand twice.
HARMLESS: Final = frozenset({_byte_deleted_in_the_first_record, _line_doubled})


# -- one journal --------------------------------------------------------------------------------------


def _edit(random: Random, session: Session) -> Edit:
    ids = session.state.ids
    one = random.choice(ids)
    name, text = random.choice(NAMES), random.choice(TEXTS)
    edits: tuple[Edit, ...] = (
        SetSpeaker((one,), name),
        RenameSpeaker(random.choice(NAMES), name),
        Reword(one, text),
        Insert(one, random.choice(("spoken", "scene", "sound")), text),
        Delete((one,)),
        Split(one, random.randrange(1, 12)),
        Join(one, random.choice(ids)),
        Move(one, random.choice((-1, 1))),
        SetTime(one, random.randrange(0, 20_000), None),
        Mark((one,), reviewed=True),
    )
    return random.choice(edits)


def _work(random: Random, session: Session) -> set[str]:
    """What somebody does for a while; gives back all texts that there were."""
    texts = {session.state.text}
    for _ in range(STEPS):
        action = random.random()
        with suppress(WoordbeeldError):
            if action < 0.1:
                session.undo()
            elif action < 0.15:
                session.redo()
            elif action < 0.2:
                session.save()
                session.published()
            elif action < 0.25:
                session.seat(tuple(random.sample(NAMES, 2)))
            else:
                session.edit(_edit(random, session), session.version)
        texts.add(session.state.text)
    return texts


def _facts(session: Session) -> object:
    return session.state.text, session.state.ids, session.state.pins, session.state.reviewed


def _turned(session: Session, *, back: bool) -> bool:
    """Take everything back, or do it again; tells whether it comes to an end."""
    for _ in range(2 * session.version + 1):
        if not (session.history.next_undo if back else session.history.next_redo):
            return True
        with suppress(WoordbeeldError):  # somebody else changed the same lines; then the next can be turned
            session.undo() if back else session.redo()
        _ = session.state.by_id  # for which the text and the ids must agree
    return False


def _files(transcript: Path) -> list[bytes | None]:
    return [path.read_bytes() if path.exists() else None for path in (transcript, pins_path(transcript))]


@dataclass(frozen=True, slots=True)
class _Before:
    """What there was before a journal was opened."""

    end: object
    texts: set[str]
    chosen: list[Damage]
    damaged: bytes
    files: list[bytes | None]

    def is_harmless(self) -> bool:
        return len(self.chosen) == 1 and self.chosen[0] in HARMLESS


def _trial(random: Random, folder: Path) -> tuple[bool, str]:
    """One journal damaged and opened: whether nothing of it was lost, and what is wrong, if anything."""
    transcript, journals = folder / "praatje.txt", folder / "journals"
    transcript.write_text(TALK, encoding="utf-8")
    session = Session(transcript, Journal.of(transcript, journals))
    texts = _work(random, session)
    end = _facts(session)
    session.close()
    (file,) = journals.glob("*.jsonl")
    damaged = file.read_bytes()
    chosen = [random.choice(DAMAGE) for _ in range(random.randint(1, MOST_DAMAGE))]
    for damage in chosen:
        damaged = damage(random, damaged) if damaged else damaged
    file.write_bytes(damaged)
    before = _Before(end, texts, chosen, damaged, _files(transcript))
    session = Session(transcript, Journal.of(transcript, journals))
    try:
        return _facts(session) == end, ", ".join(_faults(session, before, file))
    finally:
        session.close()


def _faults(session: Session, before: _Before, file: Path) -> Iterator[str]:
    """What went wrong when a journal was opened, taken back, done again and saved."""
    lost = set(filter(None, before.damaged.split(b"\n"))).difference(file.read_bytes().split(b"\n"))
    kept = session.aside.read_bytes() if session.aside else b""
    if lost and kept != before.damaged:
        yield "what is damaged was not kept"
    if before.is_harmless() and _facts(session) != before.end:
        yield "a change was lost that stood twice"
    is_unsaved = before.files == [TALK.encode(), None]  # else what was saved is merged in
    if is_unsaved and _other_value not in before.chosen and session.state.text not in before.texts:
        yield "the text is one that never was"
    ended = [_turned(session, back=back) for back in (True, False, True)]
    if not all(ended):
        yield "it cannot be taken back, or done again, and that has no end"
    if is_unsaved and _other_value not in before.chosen and session.state.text != TALK:
        yield "not everything can be taken back"
    if _files(session.path) != before.files:
        yield "a file was written that nobody saved"
    session.save()
    if session.path.read_bytes().decode() != session.state.text:
        yield "another text was saved"


def run(count: int, seed: int, seconds: float | None = None) -> Outcome:
    """Damage so many journals, each by a random number of its own, for no longer than so many seconds."""
    ends = None if seconds is None else time.monotonic() + seconds
    faults, done, whole = [], 0, 0
    for number in range(count):
        if ends is not None and time.monotonic() > ends:
            break
        folder = Path(tempfile.mkdtemp(prefix="woordbeeld-fuzz-"))
        try:
            is_whole, fault = _trial(Random(f"{seed}/{number}"), folder)  # noqa: S311 - to be repeated
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            is_whole, fault = False, repr(error)
        finally:
            shutil.rmtree(folder)
        done, whole = done + 1, whole + is_whole
        if fault:
            faults.append(f"journal {number} of seed {seed}: {fault}")
    return Outcome(done, whole, tuple(faults))


def main() -> None:
    """Run from the command line; exit code 1 where there is a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=14)
    parser.add_argument("--seconds", type=float)
    asked = parser.parse_args()
    outcome = run(asked.count, asked.seed, asked.seconds)
    for fault in outcome.faults:
        click.echo(fault)
    click.echo(
        f"{outcome.count} damaged journals, seed {asked.seed}: {len(outcome.faults)} faults; "
        f"in {outcome.whole} nothing was lost"
    )
    sys.exit(1 if outcome.faults else 0)


if __name__ == "__main__":
    main()
