"""Files of which a player asks for parts (RFC 9110, section 14)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Final

import anyio
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse
from starlette.types import Receive, Scope, Send

MOST_RANGES: Final = 50  # of one request; a player asks for one
_RANGES: Final = re.compile(r"bytes=(.*)", re.IGNORECASE | re.ASCII)
_RANGE: Final = re.compile(r"([0-9]{1,18})-([0-9]{0,18})|-([0-9]{1,18})", re.ASCII)


class PartsResponse(FileResponse):
    """A file, or the parts of it that are asked for; what is not understood as such is not heeded."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            size = (await anyio.Path(self.path).stat()).st_size
        except OSError as error:
            raise HTTPException(HTTPStatus.NOT_FOUND) from error
        asked = Headers(scope=scope).getlist("range") if scope["method"] == "GET" else []
        headers = MutableHeaders(raw=[pair for pair in scope["headers"] if pair[0] != b"range"])
        if parts := heeded(asked, size):
            headers["range"] = parts
        await super().__call__({**scope, "headers": headers.raw}, receive, send)


def heeded(asked: Sequence[str], size: int) -> str:
    """The parts of a file of so many bytes to answer with, as a header has them; none for all of it.

    Where no part that is asked for is in the file, it is one behind its end, which is answered so.

    >>> heeded(["bytes=0-4, 90-200, 500-"], 100), heeded(["bytes=-10"], 100), heeded(["bytes=-10"], 5)
    ('bytes=0-4,90-99', 'bytes=90-99', 'bytes=0-4')
    >>> heeded(["lines=1-2"], 100), heeded(["bytes=4-2"], 100), heeded(["bytes=500-"], 100)
    ('', '', 'bytes=100-')
    """
    told = _RANGES.fullmatch(asked[0].strip()) if len(asked) == 1 else None
    listed = [part.strip() for part in told[1].split(",")] if told else []
    matches = [_RANGE.fullmatch(part) for part in listed if part]  # a list may have empty elements
    if not matches or len(matches) > MOST_RANGES:
        return ""
    parts = []
    for match in matches:
        if match is None or (match[2] and int(match[2]) < int(match[1])):
            return ""
        first = int(match[1]) if match[1] else max(0, size - int(match[3]))
        last = min(int(match[2]), size - 1) if match[2] else size - 1
        if first <= last:
            parts.append(f"{first}-{last}")
    return f"bytes={','.join(parts) or f'{size}-'}"
