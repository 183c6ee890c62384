"""What the journals of a transcript tell of it, for who has no editor open on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from woordbeeld.alignment.accepted import NOTHING, Accepted, Accepting
from woordbeeld.editor.journal import Journal
from woordbeeld.editor.replaying import Replay
from woordbeeld.editor.state import first_state, with_marks
from woordbeeld.errors import EnvironmentProblemError
from woordbeeld.kept import journals
from woordbeeld.transcript.model import Transcript
from woordbeeld.transcript.pins import read_pins
from woordbeeld.transcript.writer import write


def accepted_by_editors(transcript: Path) -> Accepting:
    """What was accepted of a transcript, saved or not, where its files are as they were then.

    A journal that cannot be read tells nothing: all is asked again.
    """

    def accepting(text: Transcript) -> Accepted:
        found = tuple(replay.history.state for replay in _replays(transcript) if replay)
        if not found:
            return NOTHING
        in_files = first_state(write(text), text.encoding, read_pins(transcript))
        return _joined(with_marks(in_files, state).accepted for state in found)

    return accepting


def is_text_saved(transcript: Path) -> bool:
    """Whether for sure no editor holds words of a transcript that its file lacks."""
    return all(
        replay is not None
        and replay.saving in (None, replay.saved)
        and replay.history.state.text == replay.saved.text
        for replay in _replays(transcript)
    )


def is_open(transcript: Path) -> bool:
    """Whether an editor, of whatever program, has a transcript open."""
    for journal in Journal.kept(transcript, journals()):
        if not journal.take():
            return True
        journal.let_go()
    return False


def _replays(transcript: Path) -> Iterator[Replay | None]:
    """Each journal gone through again; None for one that cannot be."""
    for journal in Journal.kept(transcript, journals()):
        try:
            yield Replay.of(journal.read())
        except EnvironmentProblemError:
            yield None


def _joined(all_accepted: Iterable[Accepted]) -> Accepted:
    joined = NOTHING
    for each in all_accepted:
        joined = Accepted(
            joined.items | each.items, joined.lines | each.lines, joined.left_out | each.left_out
        )
    return joined
