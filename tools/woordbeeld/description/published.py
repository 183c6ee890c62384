"""The sound with audio description, as a page needs to know it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from woordbeeld.description.model import Passage
from woordbeeld.description.narrators.narrator import NarratorKind


@dataclass(frozen=True, slots=True)
class ExtraPassage:
    """What has no room: at `at_ms` the film stands still while `[start_ms, end_ms)` of a file is heard."""

    at_ms: int
    start_ms: int
    end_ms: int

    def __post_init__(self) -> None:
        if self.end_ms <= self.start_ms:
            raise ValueError("an extra passage must last")


@dataclass(frozen=True, slots=True)
class DescriptionSound:
    """The file with the whole sound of a film and its description, of `size` bytes, and who says that.

    The `extra` passages, in the order of their moments, stand one after another in the file `extra_name`.
    Of the `unsaid` ones there is no sound, for whoever says the others has not recorded them.
    """

    name: str
    size: int
    kind: NarratorKind
    narrator_name: str
    extra: tuple[ExtraPassage, ...] = ()
    extra_name: str | None = None
    unsaid: frozenset[Passage] = frozenset()

    def __post_init__(self) -> None:
        if bool(self.extra) != (self.extra_name is not None):
            raise ValueError("extra passages stand in a file of their own, which is there for nothing else")
        if any(one.at_ms > other.at_ms for one, other in pairwise(self.extra)):
            raise ValueError("extra passages stand in the order of their moments")
