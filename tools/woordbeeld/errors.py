"""One family of errors: each says what is wrong, where, and what to do next, and has an exit code."""

from __future__ import annotations

from typing import ClassVar

from woordbeeld.showing import in_one_line
from woordbeeld.words import Message


class WoordbeeldError(Exception):
    """An error that a user can act on; as a string it is English. A check tells messages in its own language.

    >>> print(BadInputError("has no sound", where="talk.mp4", remedy="use a video with an audio track"))
    talk.mp4: has no sound; use a video with an audio track
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, what: str | Message, *, where: str = "", remedy: str | Message = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        remedy = f"; {self.remedy}" if self.remedy else ""
        return in_one_line(f"{place}{self.what}{remedy}")


class WrongUseError(WoordbeeldError):
    """The command was given something that it does not know."""

    exit_code: ClassVar[int] = 2


class BadInputError(WoordbeeldError):
    """The user's file cannot be used as it is."""

    exit_code: ClassVar[int] = 3


class EnvironmentProblemError(WoordbeeldError):
    """This machine lacks something: a program, model weights, room or permission."""

    exit_code: ClassVar[int] = 4
