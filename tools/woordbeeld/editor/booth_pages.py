"""What the booth asks: which passages there are, their recordings, to keep another one, and who speaks."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Final

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Scope

from woordbeeld.description.takes import NothingHeardError
from woordbeeld.editor.booth import Booth, Place, Record
from woordbeeld.editor.shared_session import SharedSession
from woordbeeld.errors import BadInputError, WrongUseError
from woordbeeld.web.guard import MOST_DIGITS
from woordbeeld.web.ranges import PartsResponse
from woordbeeld.words import preferred_language, say

TAKE: Final = "/booth/take"
MOST_TAKE_BYTES: Final = 120_000_000  # five minutes of WAV in stereo, 24 bit, with room to spare


def takes_recording(scope: Scope) -> bool:
    """Whether a request hands over a recording, which has a limit of its own."""
    path: str = scope["path"]
    return scope["method"] == "POST" and path.endswith(TAKE)


class BoothPages:
    """Each method answers one kind of request."""

    def __init__(self, shared: SharedSession, booth: Booth) -> None:
        self._shared = shared
        self._booth = booth

    @property
    def routes(self) -> list[Route]:
        return [
            Route("/booth", self.passages),
            Route("/booth/sound", self.sound),
            Route(TAKE, self.take, methods=["POST"]),
            Route("/booth/narrator", self.narrator, methods=["POST"]),
        ]

    async def passages(self, request: Request) -> Response:
        """All passages, as soon as it is known when people speak."""
        language = preferred_language(request.headers.get("accept-language", ""))
        return JSONResponse(await run_in_threadpool(self._told, language))

    async def sound(self, request: Request) -> Response:
        """The recording of a text."""
        text = request.query_params.get("text", "")
        path = await run_in_threadpool(self._booth.sound_of, text)
        if path is None or not path.is_file() or path.is_symlink():
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return PartsResponse(path, media_type="audio/wav")

    async def take(self, request: Request) -> Response:
        """Keep what was recorded, or a file that somebody chose; tells the passages as they are then."""
        place = _place_of(request)
        language = preferred_language(request.headers.get("accept-language", ""))
        with tempfile.TemporaryDirectory(prefix="woordbeeld-") as folder:
            sound = Path(folder) / "take"
            await _receive(request, sound)
            with _named(sound, request.query_params.get("file", "")):
                kept = await run_in_threadpool(self._keep, place, sound)
        return JSONResponse({**await run_in_threadpool(self._told, language), "kept": kept})

    async def narrator(self, request: Request) -> Response:
        """Keep the name of who speaks."""
        await run_in_threadpool(self._booth.name_narrator, request.query_params.get("name", ""))
        return Response(status_code=HTTPStatus.NO_CONTENT)

    def _told(self, language: str) -> Record:
        newest = self._shared.newest()
        if newest is None:
            return {"known": False, "narrator": "", "passages": [], "notes": []}
        state, analysis = newest
        return self._booth.told(state, analysis.alignment, language)

    def _keep(self, place: Place, sound: Path) -> Record:
        newest = self._shared.newest()
        if newest is None:
            raise WrongUseError(say("error.booth.not_yet"), remedy=say("error.booth.wait"))
        state, analysis = newest
        kept = self._booth.keep(place, sound, state, analysis.alignment)
        self._shared.look_again()
        return kept


@contextmanager
def _named(sound: Path, chosen: str) -> Iterator[None]:
    """What is wrong with a sound is told of the file that somebody chose, or else of the recording."""
    try:
        yield
    except NothingHeardError as error:
        if not chosen:
            raise
        raise BadInputError(error.what, where=chosen, remedy=say("error.take.give_voice")) from error
    except BadInputError as error:
        if error.where != sound.name:
            raise
        is_plain = error.what.key != "error.media_file.unread"  # else it is in the words of ffmpeg
        what = error.what if is_plain else say("error.take.unread")
        remedy = error.remedy if is_plain else say("error.take.use_another")
        raise BadInputError(what, where=chosen, remedy=remedy) from error


def _place_of(request: Request) -> Place:
    asked = request.query_params
    item, number = asked.get("item", ""), asked.get("number", "")
    if not all(each.isascii() and each.isdigit() and len(each) <= MOST_DIGITS for each in (item, number)):
        raise WrongUseError(say("error.editor.no_number"), remedy=say("error.editor.reload"))
    return Place(int(item), int(number), asked.get("text", ""))


async def _receive(request: Request, path: Path) -> None:
    """Write what comes in, up to the limit."""
    size = 0
    async with await anyio.open_file(path, "wb") as file:
        async for part in request.stream():
            size += len(part)
            if size > MOST_TAKE_BYTES:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            await file.write(part)
