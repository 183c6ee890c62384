"""What was asked is done once, however often the request for it comes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, Final

from woordbeeld.errors import WoordbeeldError

MOST_KEPT: Final = 1000  # outcomes; a page asks one thing at a time, and again only what was not answered
MOST_SIGNS: Final = 64  # of a key

Outcome = dict[str, Any] | WoordbeeldError


class Once:
    """Does what is asked under a key, and tells the same again to whoever asks under that key again.

    A page that got no answer cannot know whether it was done; so it asks again. What was refused stays
    refused, for it was told so, or will be.
    """

    def __init__(self) -> None:
        self._outcomes: OrderedDict[str, Outcome] = OrderedDict()
        self._lock = Lock()  # the same may be asked again while it is being done

    def do(self, key: str, action: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """What the action tells, now or the first time; under an empty key it is done each time.

        Raises:
            WoordbeeldError: the action was refused.
        """
        with self._lock:
            outcome = self._outcomes.get(key) or _outcome(action)
            if key:
                self._outcomes[key] = outcome
                while len(self._outcomes) > MOST_KEPT:
                    self._outcomes.popitem(last=False)
        if isinstance(outcome, WoordbeeldError):
            raise outcome
        return outcome


def _outcome(action: Callable[[], dict[str, Any]]) -> Outcome:
    try:
        return action()
    except WoordbeeldError as error:
        return error
