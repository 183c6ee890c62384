"""One family of errors: each says what is wrong, where, and what to do next, and has an exit code."""

from __future__ import annotations

import re
from typing import ClassVar, Final

_NOT_SHOWN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class WoordbeeldError(Exception):
    """An error that a user can act on.

    >>> print(BadInputError("has no sound", where="talk.mp4", remedy="use a video with an audio track"))
    talk.mp4: has no sound; use a video with an audio track
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        remedy = f"; {self.remedy}" if self.remedy else ""
        return one_line(f"{place}{self.what}{remedy}")


def one_line(text: str) -> str:
    r"""A text in which what would break the line, or steer a terminal, is shown as an escape.

    >>> print(one_line("a name\nof \x1b[31mtwo\udce9 lines"))
    a name\nof \x1b[31mtwo\udce9 lines
    """
    return _NOT_SHOWN.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


class WrongUseError(WoordbeeldError):
    """The command was given something that it does not know."""

    exit_code: ClassVar[int] = 2


class BadInputError(WoordbeeldError):
    """The user's file cannot be used as it is."""

    exit_code: ClassVar[int] = 3


class MissingPartError(WoordbeeldError):
    """This machine lacks something: a program, model weights, room or permission."""

    exit_code: ClassVar[int] = 4
