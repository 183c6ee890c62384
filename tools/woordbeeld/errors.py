"""One family of errors: each says what is wrong, where, and what to do next, and has an exit code."""

from __future__ import annotations

from typing import ClassVar, Final

from woordbeeld.showing import in_one_line
from woordbeeld.words import OTHERWISE, Message, reason_of, say, told

_NO_TEMPORARY: Final = "No usable temporary directory"  # so says Python, as an error of a missing file


class WoordbeeldError(Exception):
    """An error that a user can act on, told in any of our languages; as a string it is English.

    >>> error = BadInputError(say("error.empty"), where="talk.txt", remedy=say("error.copy_again"))
    >>> print(error)
    talk.txt: is empty; copy or download it again
    >>> error.told("nl")
    'talk.txt: is leeg; kopieer of download het opnieuw'
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, what: Message, *, where: str = "", remedy: Message) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    @property
    def message(self) -> Message:
        """What is wrong, where, and what next, as one message."""
        if not self.where:
            return say("error.without_place", what=self.what, remedy=self.remedy)
        return say("error.with_place", where=self.where, what=self.what, remedy=self.remedy)

    def told(self, language: str) -> str:
        """The message in a language, on one line."""
        return in_one_line(told(self.message, language))

    def __str__(self) -> str:
        return self.told(OTHERWISE)


class WrongUseError(WoordbeeldError):
    """The command was given something that it does not know."""

    exit_code: ClassVar[int] = 2


class BadInputError(WoordbeeldError):
    """The user's file cannot be used as it is."""

    exit_code: ClassVar[int] = 3


class EnvironmentProblemError(WoordbeeldError):
    """This machine lacks something: a program, model weights, room or permission."""

    exit_code: ClassVar[int] = 4


def refused_by_system(error: OSError) -> EnvironmentProblemError:
    """What the operating system refused, wherever nothing better is known of it, as an error of ours."""
    if (error.strerror or "").startswith(_NO_TEMPORARY):
        what, remedy = say("error.system.no_temporary"), say("error.system.set_temporary")
        return EnvironmentProblemError(what, remedy=remedy)
    what = say("error.system.refused", why=reason_of(error))
    where = str(error.filename or "")
    return EnvironmentProblemError(what, where=where, remedy=say("error.system.check"))
