"""A folder as a source: each video in it, with the transcript that has its name."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from woordbeeld.archive.places import KEPT
from woordbeeld.archive.videos import Remark, Video, shortly
from woordbeeld.inputs import MEDIA_ENDINGS, TEXT_ENDINGS
from woordbeeld.publications.titles import title_of
from woordbeeld.words import say
from woordbeeld.writing.manifest import NAME as MANIFEST
from woordbeeld.writing.manifest import read_manifest

# Of these a file is seldom anything else, as a page or a list of settings is.
_TRANSCRIPT_ENDINGS: Final = frozenset(TEXT_ENDINGS) - {".md", ".html", ".htm", ".json"}


def videos_in(folder: Path, usual: Video) -> Iterator[Video | Remark]:
    """Each video in a folder and the folders in it, in the order of their paths; what is hidden is left out.

    So are a site of an archive, and bundles that were made before.
    """
    files = sorted(_files(folder.absolute()))
    for path in files:
        if path.suffix.lower() in MEDIA_ENDINGS:
            transcript = transcript_beside(path)
            yield replace(
                usual,
                media=str(path),
                transcript=str(transcript) if transcript else None,
                source=path.relative_to(folder.absolute()).as_posix(),
                title=title_of(transcript or path),
            )
    stems = {path.with_suffix("") for path in files if path.suffix.lower() in MEDIA_ENDINGS}
    texts = [path.name for path in files if _is_of_nobody(path, stems)]
    if texts:
        yield Remark(say("archive.texts_alone", count=len(texts), names=shortly(texts)))


def _is_of_nobody(path: Path, stems: Collection[Path]) -> bool:
    """Whether a file seems to be a transcript, of which there is no video with its name."""
    return path.suffix.lower() in _TRANSCRIPT_ENDINGS and path.with_suffix("") not in stems


def _files(folder: Path) -> Iterator[Path]:
    for above, folders, names in os.walk(folder):
        if KEPT in folders:
            folders.clear()
            continue
        folders[:] = [each for each in folders if not each.startswith(".")]
        bundle = read_manifest(Path(above)) if MANIFEST in names else None
        made = bundle.files if bundle else ()
        yield from (Path(above, name) for name in names if not name.startswith(".") and name not in made)


def transcript_beside(media: Path) -> Path | None:
    """The transcript with the name of a video, the best where there are several."""
    for ending in TEXT_ENDINGS:
        for name in (media.with_suffix(ending), media.with_suffix(ending.upper())):
            if name.is_file():
                return name
    return None
