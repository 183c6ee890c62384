"""Where everything of an archive stands in the folder of its site."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from woordbeeld.archive.entry import FILE
from woordbeeld.errors import WrongUseError
from woordbeeld.words import say

_VIDEOS: Final = "videos"
KEPT: Final = ".archive"  # what the program keeps of its work; no part of the site


@dataclass(frozen=True, slots=True)
class Places:
    """The folder of a site, which every worker sees under the same path."""

    site: Path

    @property
    def videos(self) -> Path:
        return self.site / _VIDEOS

    def bundle(self, name: str) -> Path:
        return self.videos / name

    def entry(self, name: str) -> Path:
        return self.bundle(name) / FILE

    def draft(self, name: str) -> Path:
        """The text that was heard in a video without a transcript, for somebody to correct."""
        return self.site / "drafts" / f"{name}.txt"

    def drafted(self, name: str) -> Path:
        """By what that draft is known again, as long as nobody corrected it."""
        return self.site / KEPT / "drafts" / name

    def record(self, name: str) -> Path:
        return self.site / KEPT / "records" / f"{name}.json"

    def lock(self, name: str) -> Path:
        return self.site / KEPT / "locks" / f"{name}.lock"

    def fetched(self, name: str) -> Path:
        """The folder of files that came from an address, while they are needed."""
        return self.site / KEPT / "fetched" / name

    @property
    def failures(self) -> Path:
        return self.site / "failed.csv"

    @property
    def log(self) -> Path:
        return self.site / "log"


def refuse_source_in_site(source: Path, site: Path) -> None:
    """Refuse a folder of videos into which the site would put its own, which the next run took for more.

    Raises:
        WrongUseError: the site would stand in it, or it is where the bundles of the site go.
    """
    given, ours = source.resolve(), site.resolve()
    if given.is_dir() and (given == ours or given.is_relative_to(ours / _VIDEOS)):
        raise WrongUseError(
            say("error.archive.source_in_site"),
            where=str(site),
            remedy=say("error.archive.site_apart"),
        )
