"""Which files of captions are meant: named ones, those in folders, and standard input."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from woordbeeld.errors import BadInputError
from woordbeeld.formats.caption_file import REMEDY, CaptionFile, is_caption_file, open_captions
from woordbeeld.inputs import STANDARD_INPUT, InputKind, printable, read_input, read_standard_input
from woordbeeld.words import say
from woordbeeld.writing import finish_bundle

# In a folder, XML may be anything; it is taken for captions only where it is named itself.
_ONLY_IF_NAMED: Final = ".xml"


@dataclass(frozen=True, slots=True)
class Source:
    """Captions that are to be checked: a file, or standard input, and how they are called in what is told.

    They are `named` where the user gave them themselves, and not the folder that they are in.
    """

    path: Path
    name: str
    named: bool = True

    @property
    def is_standard_input(self) -> bool:
        return self.path == STANDARD_INPUT

    @property
    def bytes_known(self) -> int:
        """The size of the file, 0 where that cannot be told before it is read."""
        try:
            return 0 if self.is_standard_input else self.path.stat().st_size
        except OSError:
            return 0

    def read(self) -> tuple[bytes, CaptionFile]:
        """The bytes, and the captions in them.

        Raises:
            BadInputError: they cannot be read, or hold no captions.
        """
        if self.is_standard_input:
            data = read_standard_input(InputKind.CAPTIONS)
            return data, open_captions(data, Path(self.name).name)
        data = read_input(self.path, InputKind.CAPTIONS)
        return data, open_captions(data, self.path.name)


def sources_of(given: Sequence[Path], stdin_name: str | None = None) -> tuple[Source, ...]:
    """All captions in what was given, each once, in that order.

    A single file goes by its name, and those in a single folder by their place in it; else all go by their
    paths. Standard input goes by the name that it was given.

    Raises:
        BadInputError: a folder holds no captions.
    """
    found: dict[Path, Source] = {}
    for path in given:
        for source in _sources_of(path, stdin_name, alone=len(given) == 1):
            key = source.path if source.is_standard_input else source.path.resolve()
            found.setdefault(key, source)
    return tuple(found.values())


def _sources_of(path: Path, stdin_name: str | None, *, alone: bool) -> Iterable[Source]:
    if path == STANDARD_INPUT:
        return [Source(path, stdin_name or str(STANDARD_INPUT))]
    if not path.is_dir():
        return [Source(path, printable(path.name if alone else str(path)))]
    if found := list(_in_folder(path)):
        names = (file.relative_to(path) if alone else file for file in found)
        return [
            Source(file, printable(str(name)), named=False) for file, name in zip(found, names, strict=True)
        ]
    raise BadInputError(say("error.checking.no_captions_here"), where=str(path), remedy=REMEDY)


def _in_folder(folder: Path) -> Iterator[Path]:
    """The captions in a folder and in those below it, hidden ones and links to folders left out."""
    finish_bundle(folder)
    below = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir():
            below += [] if path.is_symlink() else [path]
        elif is_caption_file(path) and path.suffix.lower() != _ONLY_IF_NAMED:
            yield path
    for each in below:
        yield from _in_folder(each)
