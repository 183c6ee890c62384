"""Edits that cannot be done as asked, and why."""

from __future__ import annotations

from woordbeeld.errors import BadInputError


class EditRefusedError(BadInputError):
    """An edit that cannot be done as asked; `reason` is a stable id, to tell it in another language by."""

    def __init__(self, what: str, *, reason: str, where: str = "", remedy: str = "") -> None:
        super().__init__(what, where=where, remedy=remedy)
        self.reason = reason


def others_would_change() -> EditRefusedError:
    return EditRefusedError(
        "it cannot be changed so that all others stay who they are",
        reason="others-would-change",
        remedy="write full names in the labels first, or change the text by hand",
    )


def nobody_known(line: int) -> EditRefusedError:
    return EditRefusedError(
        f"nobody is known to speak on line {line}, and somebody would",
        reason="no-speaker",
        remedy="say who speaks there too",
    )
