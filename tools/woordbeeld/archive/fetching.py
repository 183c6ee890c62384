"""Files that have an address, brought to where they are worked on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import unquote

from woordbeeld.archive.videos import Video, is_address
from woordbeeld.cache import content_key
from woordbeeld.errors import BadInputError, EnvironmentProblemError
from woordbeeld.publications.titles import as_title
from woordbeeld.settings import Stage
from woordbeeld.words import Message, say
from woordbeeld.writing.disk import refusals_told

_PART_BYTES: Final = 1 << 20
_CHANGES: Final = (  # of what servers tell of a file, what changes with it
    *("ETag", "Content-MD5", "Digest", "Last-Modified"),  # http(s)
    *("LastModified", "md5Hash", "updated"),  # clouds
    *("mtime", "modify", "modified"),  # sftp, ftp, others
)
_SERVER_ERROR: Final = 500  # of HTTP, and above
_MOST_CHARS: Final = 200  # of what a library says of a failure


@contextmanager
def fetched(video: Video, folder: Path, telling: Stage) -> Iterator[Video]:
    """The video with its files on a disk; what was fetched goes after the work, also that of an earlier run.

    Raises:
        BadInputError: there is no such file.
        EnvironmentProblemError: it cannot be fetched now.
    """
    with refusals_told(folder):
        shutil.rmtree(folder, ignore_errors=True)
    try:
        media = _at_hand(video.media, folder / "media", telling)
        transcript = _at_hand(video.transcript, folder / "text", telling) if video.transcript else None
        yield replace(video, media=media, transcript=transcript)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _at_hand(path: str, folder: Path, telling: Stage) -> str:
    if not is_address(path):
        return path
    name = PurePosixPath(unquote(path.partition("?")[0])).name or "file"
    with refusals_told(folder):
        folder.mkdir(parents=True, exist_ok=True)
    to = folder / name
    with telling(say("stage.fetching", name=as_title(name))) as progress:
        _fetch(path, to, progress)
    return str(to)


def _fetch(address: str, to: Path, progress: Any) -> None:
    import fsspec

    try:
        with fsspec.open(address, "rb") as source, to.open("wb") as target:
            size, done = getattr(source, "size", None), 0
            while part := source.read(_PART_BYTES):
                target.write(part)
                done += len(part)
                progress(done / size if size else 0.0)
    except Exception as error:  # of whichever library the address needs
        if isinstance(error, FileNotFoundError) and not _is_unreachable(error):
            raise BadInputError(
                say("error.archive.not_there"),
                where=as_title(address),
                remedy=say("error.archive.check_address"),
            ) from error
        raise EnvironmentProblemError(
            say("error.archive.not_fetched", why=_why(error)),
            where=as_title(address),
            remedy=_remedy(error, address),
        ) from error


def _why(error: BaseException) -> str:
    """What a library says; of a file that is only missed because its server is, what that does."""
    cause = error.__cause__ if isinstance(error, FileNotFoundError) and error.__cause__ else error
    return as_title(f"{type(cause).__name__}: {cause}")[:_MOST_CHARS]


def _remedy(error: BaseException, address: str) -> Message:
    if isinstance(error, ImportError):  # names the package that it lacks
        return say("error.archive.install_beside")
    if address.partition("://")[0] not in known_kinds():
        return say("error.archive.use_known_kind")
    return say("error.archive.fetch_again")


def known_kinds() -> frozenset[str]:
    """How addresses may begin."""
    from fsspec.registry import known_implementations

    return frozenset(known_implementations)


def _is_unreachable(error: BaseException | None) -> bool:
    """Whether a file is only missed because its server cannot be reached or is out of order."""
    while error := error.__cause__ if error else None:
        is_of_network = isinstance(error, OSError) and not isinstance(error, FileNotFoundError)
        if is_of_network or getattr(error, "status", 0) >= _SERVER_ERROR:
            return True
    return False


def remote_mark(video: Video) -> str:
    """By what the files of a video that have an address are known again, without fetching them.

    Empty where there is none, or where a server does not tell when a file was changed.
    """
    marks = []
    for address in filter(None, (video.media, video.transcript)):
        if is_address(address):
            about = _about(address)
            told = {name: str(about[name]) for name in _CHANGES if about.get(name)}
            if not told:
                return ""
            marks.append((address, str(about.get("size")), told))
    return content_key(marks) if marks else ""


def _about(address: str) -> Mapping[str, Any]:
    """What a server tells of a file; nothing where it cannot be asked, which fetching it then tells."""
    import fsspec

    try:
        found, path = fsspec.url_to_fs(address)
        return dict(found.info(path))
    except Exception:  # noqa: BLE001 - of whichever library the address needs
        return {}
