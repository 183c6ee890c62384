"""The text that is probably said, from which the next tokens are guessed before they are heard.

A decoder reads several tokens in hardly more time than one. So it is given those that the text has next:
where they are what it would have written itself, it has written them at once (speculative decoding: Leviathan
et al., 2023). What it writes does not depend on the guesses, only how soon.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

FEWEST, MOST = 4, 32  # tokens that are guessed at once; as many as were right before, and more
NEAR = 24  # tokens of the text, in which a single token tells where one is
LONGEST_CLUE = 3  # tokens in a row tell it anywhere in the text


class Draft:
    """The tokens of a text, and about where in it one is."""

    def __init__(self, tokens: Sequence[int]) -> None:
        self._tokens = tokens
        self._at = 0
        self._size = FEWEST
        self._after: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for length in range(2, LONGEST_CLUE + 1):
            for first in range(len(tokens) - length + 1):
                self._after[tuple(tokens[first : first + length])].append(first + length)

    def guess(self, written: Sequence[int]) -> list[int]:
        """What may follow the tokens that were written; nothing where they are not in the text."""
        place = self._place(written)
        if place is None:
            return []
        self._at = place
        return list(self._tokens[place : place + self._size])

    def learn(self, guessed: int, right: int) -> None:
        """How many of the tokens guessed last were right: so many may be next time."""
        self._at += right
        self._size = min(MOST, max(FEWEST, 2 * guessed if right == guessed else right))

    def _place(self, written: Sequence[int]) -> int | None:
        """Where in the text one is, after these tokens: the nearest place at which they end."""
        if not written:
            return self._at
        for length in range(min(LONGEST_CLUE, len(written)), 1, -1):
            if places := self._after.get(tuple(written[-length:])):
                return min(places, key=lambda place: abs(place - self._at))
        near = range(max(0, self._at - NEAR), min(len(self._tokens), self._at + NEAR))
        places = [at + 1 for at in near if self._tokens[at] == written[-1]]
        return min(places, key=lambda place: abs(place - self._at), default=None)
