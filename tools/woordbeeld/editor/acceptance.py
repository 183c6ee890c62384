"""What was accepted of a transcript in the editor, for whoever makes a bundle of it without one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from woordbeeld.alignment.accepted import NOTHING, Accepted, Accepting
from woordbeeld.editor.journal import Journal
from woordbeeld.editor.replaying import Replay
from woordbeeld.editor.state import State, first_state, with_marks
from woordbeeld.errors import EnvironmentProblemError
from woordbeeld.kept import journals
from woordbeeld.transcript.model import Transcript
from woordbeeld.transcript.pins import read_pins
from woordbeeld.transcript.writer import write


def accepted_by_editors(transcript: Path) -> Accepting:
    """What the journals of a transcript tell of it, saved or not, where its files are as they were then.

    A journal that cannot be read tells nothing: all is asked again.
    """

    def accepting(text: Transcript) -> Accepted:
        found = tuple(_states(transcript))
        if not found:
            return NOTHING
        in_files = first_state(write(text), text.encoding, read_pins(transcript))
        return _joined(with_marks(in_files, state).accepted for state in found)

    return accepting


def _states(transcript: Path) -> Iterable[State]:
    for journal in Journal.kept(transcript, journals()):
        try:
            replay = Replay.of(journal.read())
        except EnvironmentProblemError:
            continue
        if replay:
            yield replay.history.state


def _joined(all_accepted: Iterable[Accepted]) -> Accepted:
    joined = NOTHING
    for each in all_accepted:
        joined = Accepted(
            joined.items | each.items, joined.lines | each.lines, joined.left_out | each.left_out
        )
    return joined
