"""One transcript being corrected: edits in, every change kept, the files written when asked.

The journal has every change before it is answered. The files change only by `save`, and what others changed
in them meanwhile is merged in, or shown where both changed the same lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any, Final

from woordbeeld.editor.changes import as_record, change_between, state_as_record
from woordbeeld.editor.edits import Edit
from woordbeeld.editor.history import History, HistoryEntry, StepKind, entry_as_record
from woordbeeld.editor.journal import Journal
from woordbeeld.editor.merging import (
    Choice,
    Conflict,
    Part,
    conflicts,
    merge_whatever_ends,
    merged,
    merged_pins,
)
from woordbeeld.editor.on_disk import is_missing, stamp_of
from woordbeeld.editor.replaying import Replay
from woordbeeld.editor.state import (
    ItemPart,
    State,
    changed_parts,
    first_state,
    is_kept,
    says_the_same,
    with_marks,
    with_pins,
    with_text,
)
from woordbeeld.errors import BadInputError
from woordbeeld.inputs import printable
from woordbeeld.transcript.editing import EditRefusedError
from woordbeeld.transcript.pin_file import updated
from woordbeeld.transcript.pins import Pins, parse_pins, pins_path, read_pins_text
from woordbeeld.transcript.reader import read_file
from woordbeeld.transcript.writer import write
from woordbeeld.words import say
from woordbeeld.writing import Busy, check_encoding, locked, write_file

SHOWN_IDS: Final = 20  # of what an edit was about, in the journal


class FileGoneError(BadInputError):
    """The transcript that is being corrected was taken away; it can be put back, or saved anew."""

    reason = "file-gone"  # the page tells it in its own language, and asks


class ConflictError(BadInputError):
    """Both the editor and somebody else changed the same lines; a person must choose."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """What somebody else made of `base`, where it cannot be merged by itself.

    It stands in the files, or else in a journal that another editor left.
    """

    base: State
    state: State
    parts: tuple[Part, ...]
    left: Journal | None = None

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        return conflicts(self.parts)


class Session:
    """The state of a transcript and of its pins, with all that can be taken back.

    `saved` is what stands in the files as far as we know; `foreign` is set while somebody must choose.
    """

    def __init__(self, path: Path, journal: Journal) -> None:
        """Go on where the journal ends, also if the transcript is gone; else begin with what is in the files.

        Raises:
            BadInputError: the transcript or its pins cannot be read.
            EnvironmentProblemError: the journal cannot be written.
        """
        self.path = path
        self.foreign: Foreign | None = None
        self._journal = journal
        self._left_aside: Path | None = None
        self._is_gone = False
        self._seen: tuple[object, ...] = ()
        self._pins_text = ""  # the file of pins as it was last seen, with what people wrote around them
        self.is_published = True  # the bundle, of what was saved
        self.cast: tuple[str | None, ...] = ()  # the speakers, each under a key of its own
        if replay := self._replay(journal):
            self.history, self.saved = replay.history, self._saved_by(replay)
            self.is_published, self.cast = replay.is_published, replay.cast
        else:
            self.history = History(self._in_files())
            self.saved = self.state
            journal.begin({"path": printable(str(path.resolve())), "state": state_as_record(self.state)})
        self._changed_at: dict[tuple[int, ItemPart], int] = {}
        with suppress(FileGoneError):  # all that was done is in the journal
            self.look_at_disk()
        self._take_in_what_was_left()

    @property
    def aside(self) -> Path | None:
        """Where a journal is kept of which not all could be used."""
        return self._journal.aside or self._left_aside

    @property
    def state(self) -> State:
        return self.history.state

    @property
    def version(self) -> int:
        """How many steps there were; each change makes another."""
        return len(self.history.entries)

    @property
    def is_saved(self) -> bool:
        return is_kept(self.state, self.saved) and not self._is_gone

    @property
    def is_gone(self) -> bool:
        """Whether the transcript was taken away, as far as we know."""
        return self._is_gone

    @property
    def merges(self) -> int:
        """How often something was taken over that somebody else had changed."""
        return sum(entry.kind is StepKind.MERGED for entry in self.history.entries)

    def edit(self, edit: Edit, seen_version: int) -> None:
        """Do an edit that somebody made while looking at a version.

        Raises:
            EditRefusedError: it cannot be done, or an item that it is about, or what it would change of any
                item, has changed since that version.
        """
        self._refuse_newer(product(edit.touches, ItemPart), seen_version)
        after = edit.apply(self.state)
        self._refuse_newer(changed_parts(self.state, after), seen_version)
        entry = self.history.doing(after, _about(edit))
        if entry.change:
            self._add(entry)

    def _refuse_newer(self, parts: Iterable[tuple[int, ItemPart]], seen_version: int) -> None:
        if any(self._changed_at.get(part, 0) > seen_version for part in parts):
            raise EditRefusedError(
                say("error.edit.changed_meanwhile"),
                reason="changed-meanwhile",
                remedy=say("error.edit.look_again"),
            )

    def undo(self) -> None:
        """Take the last edit back.

        Raises:
            EditRefusedError: somebody else has changed the same lines since; the next time, the one before it
                is taken back.
        """
        self._turn(self.history.undoing, self.history.done)

    def redo(self) -> None:
        """Do again what was taken back last (see `undo`)."""
        self._turn(self.history.redoing, self.history.undone)

    def _turn(self, turning: Callable[[], HistoryEntry | None], stack: Sequence[int]) -> None:
        try:
            entry = turning()
        except EditRefusedError:
            self._add(self.history.giving_up(stack))
            raise
        if entry:
            self._add(entry)

    def save(self, *, anew: bool = False) -> None:
        """Write the transcript and its pins, each whole or not at all; `anew` also where they are gone.

        Raises:
            ConflictError: somebody else changed the same lines; nothing is written.
            FileGoneError: the transcript is gone, and is not to be written anew.
            BadInputError: the encoding of the file lacks a sign of the new text; nothing is written.
            EnvironmentProblemError: a file cannot be written.
        """
        with locked(self.path, Busy.EDIT):
            self._save(anew=anew)

    def _save(self, *, anew: bool) -> None:
        self._seen = ()
        if anew and is_missing(self.path):
            self._put_back()
        self.look_at_disk()
        if self.foreign:
            raise ConflictError(
                say("error.editor.conflict"), where=self.path.name, remedy=say("error.editor.choose_each")
            )
        if self.is_saved:
            return
        check_encoding(self.path, self.state.text, self.state.encoding)
        self._journal.append({"saving": self.version})
        if self.state.as_pins != self.saved.as_pins:
            write_file(pins_path(self.path), updated(self._pins_text, self.state.as_pins))
        if self.state.text != self.saved.text:
            write_file(self.path, self.state.text, self.state.encoding)
        self._settle(self.state)

    def _put_back(self) -> None:
        """What stood in the files before somebody took them away."""
        if self.saved.as_pins != Pins() and is_missing(pins_path(self.path)):
            write_file(pins_path(self.path), updated(self._pins_text, self.saved.as_pins))
        write_file(self.path, self.saved.text, self.saved.encoding)

    def check_journal(self) -> None:
        """Write the journal anew if somebody took it away.

        Raises:
            EnvironmentProblemError: it cannot be written.
        """
        self._journal.check()

    def seat(self, cast: tuple[str | None, ...]) -> None:
        """Keep where each speaker is for the next time; that is no change of the text."""
        if cast != self.cast:
            self._journal.append({"cast": cast})
            self.cast = cast

    def published(self) -> None:
        """The bundle follows what was saved."""
        self._journal.append({"published": self.version})
        self.is_published = True

    def look_at_disk(self) -> bool:
        """Take over what somebody else has changed in the files; tells whether there was something.

        Raises:
            FileGoneError: the transcript was taken away.
            BadInputError: the files cannot be read any more.
            EnvironmentProblemError: the journal cannot be written, so nothing is taken over yet.
        """
        seen = tuple(stamp_of(path) for path in (self.path, pins_path(self.path)))
        if seen == self._seen:
            return False
        is_new = self._take_over(self._on_disk())
        self._seen = seen
        return is_new

    def _take_over(self, disk: State) -> bool:
        """Merge what stands in the files, or see what conflicts; tells whether it is new."""
        if says_the_same(disk, self.saved):
            self.foreign = self.foreign if self.foreign and self.foreign.left else None
            return False
        if says_the_same(disk, self.state):
            self._settle(self.state)
            return True
        parts = merge_whatever_ends(self.saved.text, self.state.text, disk.text)
        if conflicts(parts):
            self.foreign = Foreign(self.saved, disk, parts)
            return True
        self._merge(disk, merged(parts))
        return True

    def resolve(self, choices: Sequence[Choice]) -> None:
        """Merge what somebody else changed, with a choice for each conflict, in order.

        Raises:
            BadInputError: the conflicts are others by now.
        """
        if not (foreign := self.foreign):
            return
        parts = merge_whatever_ends(foreign.base.text, self.state.text, foreign.state.text)
        if [(each.ours, each.theirs) for each in conflicts(parts)] != [
            (each.ours, each.theirs) for each in choices
        ]:
            self.foreign = replace(foreign, parts=parts)
            what = say("error.editor.other_conflicts")
            raise BadInputError(what, remedy=say("error.editor.choose_again"))
        text = merged(parts, [each.text for each in choices])
        if not foreign.left:
            self._merge(foreign.state, text)
            return
        self._take_in(foreign.base, foreign.state, text)
        foreign.left.put_away()
        foreign.left.let_go()
        self.foreign = None
        self._take_in_what_was_left()

    def close(self) -> None:
        """Leave the journal to the next editor."""
        if self.foreign and self.foreign.left:
            self.foreign.left.let_go()
        self._journal.let_go()

    def _on_disk(self) -> State:
        self._is_gone = is_missing(self.path)
        if self._is_gone:
            raise FileGoneError(
                say("error.editor.gone"), where=self.path.name, remedy=say("error.editor.save_anew")
            )
        return self._in_files()

    def _in_files(self) -> State:
        transcript = read_file(self.path)
        self._pins_text = read_pins_text(self.path)
        pins = parse_pins(self._pins_text, pins_path(self.path).name)
        return first_state(write(transcript), transcript.encoding, pins)

    def _merge(self, disk: State, text: str) -> None:
        disk = with_marks(disk, self.saved)
        entry = self.history.merging(self._with(self.saved, disk, text))
        self._add(entry, {"disk": as_record(change_between(self.history.after(entry), disk))})
        self.saved = disk
        self.foreign = None

    def _take_in_what_was_left(self) -> None:
        """What another editor of this transcript did not save, and nobody goes on with."""
        for journal in self._journal.left():
            if replay := self._replay(journal):
                history, saved = replay.history, self._saved_by(replay)
                parts = merge_whatever_ends(saved.text, self.state.text, history.state.text)
                if conflicts(parts):
                    self.foreign = self.foreign or Foreign(saved, history.state, parts, journal)
                    return
                self._take_in(saved, history.state, merged(parts))
            taken = journal.put_away()
            self._left_aside = journal.aside or self._left_aside or (None if replay else taken)
            journal.let_go()

    def _replay(self, journal: Journal) -> Replay | None:
        """A journal gone through again, as far as it can be used."""
        lines = journal.read()
        if replay := Replay.of(lines):
            journal.go_on(lines[: replay.records])
        return replay

    def _saved_by(self, replay: Replay) -> State:
        """What stood in the files by a journal; where they are gone it cannot be told how far a save went."""
        try:
            return replay.saved_by(self._on_disk)
        except FileGoneError:
            return replay.saved

    def _take_in(self, base: State, theirs: State, text: str) -> None:
        entry = self.history.doing(self._with(base, theirs, text), {"kind": "take-in", "items": []})
        if entry.change:
            self._add(entry)

    def _with(self, base: State, theirs: State, text: str) -> State:
        """Our state with a text that has also what they made of the base, and with their pins.

        What is as nobody here has seen it is to be looked at again.
        """
        after = with_text(replace(self.state, encoding=theirs.encoding), text)
        after = with_pins(after, merged_pins(base.as_pins, after.as_pins, theirs.as_pins))
        unseen = {item for item, _ in changed_parts(self.state, after)}
        return replace(after, reviewed=after.reviewed - unseen)

    def _settle(self, state: State) -> None:
        """What stands in the files is this."""
        self._journal.append({"saved": self.version})
        self.saved, self.is_published = state, False
        self.foreign = None
        self._seen = tuple(stamp_of(path) for path in (self.path, pins_path(self.path)))

    def _add(self, entry: HistoryEntry, more: dict[str, Any] | None = None) -> None:
        """Keep an entry, and only then take the step."""
        self._journal.append({"step": self.version, **entry_as_record(entry), **(more or {})})
        before = self.state
        self.history.add(entry)
        if entry.change.keys() & {"text", "pins"}:
            self._changed_at |= dict.fromkeys(changed_parts(before, self.state), self.version)


def _about(edit: Edit) -> dict[str, Any]:
    """What an edit was about, for people who take it back."""
    return {"kind": edit.kind, "items": list(edit.touches[:SHOWN_IDS])}
