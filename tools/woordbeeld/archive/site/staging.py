"""The files of a site: made apart, then put in their places; what is no longer of it goes."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from woordbeeld.archive.places import KEPT
from woordbeeld.atomic import leftovers, temporary_beside
from woordbeeld.errors import BadInputError
from woordbeeld.words import say
from woordbeeld.writing import write_file
from woordbeeld.writing.disk import refusals_told
from woordbeeld.writing.locks import LONG_WORK_PATIENCE_S, locked

MANIFEST: Final = Path(KEPT) / "site.json"  # which files are of the site
NAMES: Final = frozenset(
    (
        *("index.html", "search.html", "search.js", "site.css", "search"),
        *("speakers", "years", "accessibility", "feed.xml", "sitemap.xml", "sitemaps"),
    )
)
_VERSION: Final = 1
_MOST_TOLD: Final = 3


@dataclass(slots=True)
class StagedSite:
    """A site that is being made: its files, under their paths from its folder, in a folder of their own."""

    stage: Path
    sizes: dict[str, int] = field(default_factory=dict)

    def put(self, name: str, text: str) -> None:
        """A file of the site."""
        path = self.stage / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = text.encode("utf-8", "replace")
        path.write_bytes(data)
        self.sizes[name] = len(data)

    def read(self, name: str) -> str:
        return (self.stage / name).read_text("utf-8")


@contextmanager
def staged(site: Path) -> Iterator[StagedSite]:
    """A site to put files into; when all are there, each takes its place whole, and what is left over goes.

    A run that was killed leaves the site before it, or where it was killed at the very end, some of its pages
    anew; the next run makes it whole. A file that is the same stays as it is.

    Raises:
        BadInputError: in the place of a page stands something that no run wrote.
        EnvironmentProblemError: it cannot be written.
    """
    with locked(site / MANIFEST, patience_s=LONG_WORK_PATIENCE_S), refusals_told(site):
        _refuse_folders_of_others(site)
        (site / KEPT).mkdir(exist_ok=True)
        for left in leftovers(site / MANIFEST):
            if left.is_dir():  # one that is a file is a list of names, which goes when that is written
                shutil.rmtree(left)
        stage = temporary_beside(site / MANIFEST)
        stage.mkdir()
        try:
            made = StagedSite(stage)
            yield made
            _settle(site, made)
        finally:
            shutil.rmtree(stage, ignore_errors=True)


def _settle(site: Path, made: StagedSite) -> None:
    before, now = _names_before(site), made.sizes.keys()
    _refuse(site, [name for name in now - before if os.path.lexists(site / name)])
    write_file(site / MANIFEST, _manifest(before | now))
    for name in made.sizes:
        _take_place(made.stage / name, site / name)
    for name in sorted(before - now):
        _take_away(site, name)
    write_file(site / MANIFEST, _manifest(now))


def _take_place(new: Path, place: Path) -> None:
    if place.is_file() and place.read_bytes() == new.read_bytes():
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    new.replace(place)


def _take_away(site: Path, name: str) -> None:
    """A file of the site that is not of it any more, and the folders that it leaves empty."""
    (site / name).unlink(missing_ok=True)
    for folder in (site / name).parents:
        if folder == site or not folder.is_dir() or any(folder.iterdir()):
            return
        folder.rmdir()


def _manifest(names: AbstractSet[str]) -> str:
    return json.dumps({"version": _VERSION, "names": sorted(names)}, ensure_ascii=False, indent=0) + "\n"


def _names_before(site: Path) -> set[str]:
    """The files that an earlier run wrote; none where it left no list of them."""
    try:
        told = json.loads((site / MANIFEST).read_text("utf-8"))
        return {name for name in told["names"] if _is_of_site(name)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return set()


def is_written(site: Path, name: str) -> bool:
    """Whether a file of a site is one that an earlier run wrote."""
    return name in _names_before(site)


def _is_of_site(name: str) -> bool:
    """Whether a name is one that a site may have, whoever wrote the list in which it stands."""
    first, *rest = name.split("/")
    return first in NAMES and not {"", ".", ".."}.intersection(rest)


def _refuse_folders_of_others(site: Path) -> None:
    """Refuse, before the long work, what stands in the place of a page, or of a folder of pages."""
    ours = {name.partition("/")[0] for name in _names_before(site)}
    _refuse(site, [name for name in NAMES - ours if os.path.lexists(site / name)])


def _refuse(site: Path, names: Sequence[str]) -> None:
    if names:
        told = [*sorted(names)[:_MOST_TOLD], *("…" for _ in names[_MOST_TOLD:][:1])]
        raise BadInputError(
            say("error.site.not_ours", names=", ".join(told)),
            where=str(site),
            remedy=say("error.site.move_away"),
        )
