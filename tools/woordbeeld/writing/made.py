"""A bundle that was made, opened to make something of it: whole, and as it was made."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from woordbeeld.errors import BadInputError
from woordbeeld.inputs import NoSuchFileError
from woordbeeld.publications.about import About
from woordbeeld.words import reason_of, say
from woordbeeld.writing.bundle import finish_bundle
from woordbeeld.writing.manifest import NAME, FileMark, Manifest, read_manifest

PART_BYTES: Final = 1 << 20  # of a file, held in memory at once
_MAKE_AGAIN: Final = say("error.publishing.make_again")


@dataclass(frozen=True, slots=True)
class MadeBundle:
    """The folder of a bundle, and what its manifest says."""

    folder: Path
    manifest: Manifest

    @property
    def about(self) -> About:
        """Its title, language and introduction.

        Raises:
            BadInputError: an earlier version made it, which did not keep them.
        """
        if not self.manifest.about:
            raise BadInputError(
                say("error.publishing.earlier_version"),
                where=str(self.folder),
                remedy=_MAKE_AGAIN,
            )
        return self.manifest.about

    @property
    def sizes(self) -> dict[str, int]:
        """Its files in the order of the manifest, which is the last, with their sizes in bytes."""
        sizes = {name: mark.size for name, mark in self.manifest.files.items()}
        return {**sizes, NAME: self.path(NAME).stat().st_size}

    @property
    def played(self) -> str:
        """The name of the video, or of the sound if there is no video."""
        return next(iter(self.manifest.media))

    def named(self, name: str) -> str:
        """The name of a file of its own, in which `*` stands for its language.

        Raises:
            BadInputError: it has no such file.
        """
        wanted = name.replace("*", self.about.language)
        if wanted not in self.manifest.files:
            raise BadInputError(
                say("error.publishing.lacks", name=wanted), where=str(self.folder), remedy=_MAKE_AGAIN
            )
        return wanted

    def path(self, name: str) -> Path:
        return self.folder / name

    def read(self, name: str) -> bytes:
        """The bytes of a file of its own.

        Raises:
            BadInputError: it has no such file, or one that was changed since.
        """
        return b"".join(self.parts(name))

    def parts(self, name: str) -> Iterator[bytes]:
        """The bytes of a file of its own, part after part; that it was changed shows at the latest after all.

        Raises:
            BadInputError: it was changed since the bundle was made, or cannot be read.
        """
        mark, seen, size = self.manifest.files[name], hashlib.sha256(), 0
        try:
            with self.path(name).open("rb") as file:
                while (part := file.read(PART_BYTES)) and size <= mark.size:
                    seen.update(part)
                    size += len(part)
                    yield part
        except OSError as error:
            raise BadInputError(
                say("error.unreadable", why=reason_of(error)),
                where=str(self.path(name)),
                remedy=_MAKE_AGAIN,
            ) from error
        if FileMark(size, seen.hexdigest()) != mark:
            raise self._changed([name])

    def refuse_if_not_whole(self) -> None:
        """Refuse, before the long work, a bundle of which files are gone, or have another size.

        Raises:
            BadInputError: it is such a bundle.
        """
        names = self.manifest.files
        if gone := [name for name in names if not self.path(name).is_file()]:
            raise BadInputError(
                say("error.publishing.not_whole", names=", ".join(gone)),
                where=str(self.folder),
                remedy=_MAKE_AGAIN,
            )
        sizes = {name: self.path(name).stat().st_size for name in names}
        if changed := [name for name, mark in names.items() if sizes[name] != mark.size]:
            raise self._changed(changed)

    def _changed(self, names: list[str]) -> BadInputError:
        return BadInputError(
            say("error.publishing.changed", names=", ".join(names)),
            where=str(self.folder),
            remedy=say("error.publishing.make_again_to_replace"),
        )


def open_bundle(folder: Path) -> MadeBundle:
    """The bundle in a folder; what a run that was killed left half done is first brought to its end.

    Raises:
        BadInputError: there is none (`NoSuchFileError` where there is no such folder).
    """
    if not folder.exists():
        raise NoSuchFileError(say("error.no_file"), where=str(folder), remedy=say("error.check_name"))
    if folder.is_dir():
        finish_bundle(folder)
    manifest = read_manifest(folder)
    if not manifest or not manifest.media:
        raise BadInputError(
            say("error.publishing.no_bundle"), where=str(folder), remedy=say("error.publishing.give_bundle")
        )
    return MadeBundle(folder, manifest)
