"""By what files are known again: at a glance by size and time, for sure by their content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from woordbeeld.archive.videos import Video, is_address, origin
from woordbeeld.cache import content_key, file_sha256
from woordbeeld.description.recordings import voice_folder
from woordbeeld.editor.journal import journal_files
from woordbeeld.kept import journals
from woordbeeld.transcript.pins import pins_path


@cache
def program_version() -> str:
    """The version of this program: another one makes other bundles."""
    try:
        return version("woordbeeld")
    except PackageNotFoundError:  # run from its source
        return "0"


def seen_mark(video: Video, draft: Path) -> str:
    """A mark of all that a video is made from, at a glance; of an address only itself counts.

    Without a transcript the `draft` takes its place.
    """
    files = (*_files(video, draft), *_large_files(video), Path(video.chosen.profile))
    named = (video.media, video.transcript)
    return content_key(program_version(), video.given, named, [_glance(file) for file in files])


def origin_mark(video: Video) -> str:
    """A mark of where a video comes from."""
    return content_key(origin(video))


def content_mark(video: Video, files: Iterable[Path]) -> str:
    """A mark of the content of all that a video is made from: weights and voices are known by their size."""
    hashed = (*files, Path(video.chosen.profile))
    shas = [(file.name, file_sha256(file)) for file in hashed if file.is_file()]
    sizes = [(file.name, file.stat().st_size) for file in _large_files(video) if file.is_file()]
    return content_key(program_version(), video.given, shas, sizes)


def _large_files(video: Video) -> Iterator[Path]:
    """The files of weights and of a voice, where these were chosen by a file."""
    yield from (Path(name) for name in (video.chosen.model, video.chosen.voice) if name)


def _glance(file: Path) -> tuple[str, int, int]:
    try:
        stat = file.stat()
    except OSError:
        return str(file), 0, 0
    return str(file), stat.st_size, stat.st_mtime_ns


def _files(video: Video, draft: Path) -> Iterator[Path]:
    if not is_address(video.media):
        yield Path(video.media)
    text = video.transcript or str(draft)
    if not is_address(text):
        yield from files_of_text(Path(text))


def files_of_text(transcript: Path) -> Iterator[Path]:
    """A transcript, and what stands beside it: times set by hand, recordings, and what an editor accepted."""
    yield transcript
    yield pins_path(transcript)
    yield from sorted(voice_folder(transcript).glob("*"))
    yield from journal_files(transcript, journals())
