"""How far an archive is: what is done, runs and failed, how long the rest takes, how fast it goes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from woordbeeld.archive.task import Ending, Outcome

_LEAST_SHARE: Final = 0.01  # of the work, before it can be said how long the rest takes
_MS: Final = 1000


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of videos; `all` are those of this run. Media that were made last `media_ms` in all."""

    all: int
    all_bytes: int
    waiting: int = 0
    running: int = 0
    done: int = 0
    unchanged: int = 0  # of those that are done
    failed: int = 0
    left_bytes: int = 0
    media_ms: int = 0
    passed_s: float = 0.0
    workers: int = 0

    def after(self, outcome: Outcome) -> Progress:
        """The same, with one more video that is done with."""
        if outcome.ending in (Ending.FAILED, Ending.DIED):
            return replace(self, failed=self.failed + 1)
        if outcome.ending is Ending.UNCHANGED:
            return replace(self, done=self.done + 1, unchanged=self.unchanged + 1)
        return replace(self, done=self.done + 1, media_ms=self.media_ms + outcome.duration_ms)

    @property
    def share(self) -> float:
        """How much is done, by how large the videos are; by their number where that is not known."""
        if self.all_bytes and self.left_bytes < self.all_bytes:
            return 1 - self.left_bytes / self.all_bytes
        return (self.done + self.failed) / self.all if self.all else 1.0

    @property
    def left_s(self) -> float | None:
        """How long the rest takes at the speed so far; None as long as that is not known."""
        share = self.share
        return self.passed_s * (1 - share) / share if _LEAST_SHARE < share < 1 else None

    @property
    def times_as_fast(self) -> float | None:
        """How many hours of media are made in an hour; None as long as that is not known."""
        return self.media_ms / _MS / self.passed_s if self.media_ms and self.passed_s else None
