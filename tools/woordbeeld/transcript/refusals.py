"""Edits that cannot be done as asked, and why."""

from __future__ import annotations

from typing import Final

from woordbeeld.errors import BadInputError
from woordbeeld.words import Message, say

OTHERS_WOULD_CHANGE: Final = "others-would-change"


class EditRefusedError(BadInputError):
    """An edit that cannot be done as asked; `reason` is a stable id, by which a page has words of its own."""

    def __init__(self, what: Message, *, reason: str, where: str = "", remedy: Message) -> None:
        super().__init__(what, where=where, remedy=remedy)
        self.reason = reason


def others_would_change() -> EditRefusedError:
    return EditRefusedError(
        say("error.edit.others_change"),
        reason=OTHERS_WOULD_CHANGE,
        remedy=say("error.edit.full_labels"),
    )


def nobody_known(line: int) -> EditRefusedError:
    return EditRefusedError(
        say("error.edit.no_speaker", line=line),
        reason="no-speaker",
        remedy=say("error.edit.say_who"),
    )


def line_gone() -> EditRefusedError:
    return EditRefusedError(say("error.edit.gone"), reason="gone", remedy=say("error.edit.choose_another"))


def not_movable() -> EditRefusedError:
    return EditRefusedError(
        say("error.edit.not_movable"), reason="not-movable", remedy=say("error.edit.move_around")
    )


def neither_speaks(one: str, other: str) -> EditRefusedError:
    """Of lines that are to be exchanged, and that somebody else says."""
    what = say("error.edit.neither_speaks", one=one, other=other)
    return EditRefusedError(what, reason="neither-speaks", remedy=say("error.edit.give_theirs"))


def already_one(one: str, other: str) -> EditRefusedError:
    """Of two names that are of one speaker."""
    what = say("error.edit.already_one", one=one, other=other)
    return EditRefusedError(what, reason="already-one", remedy=say("error.edit.nothing"))
