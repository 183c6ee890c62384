"""The web application: the page, its scripts, the video, and what the page asks of the shared session."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from woordbeeld.editor.booth import Booth
from woordbeeld.editor.booth_pages import BoothPages, takes_recording
from woordbeeld.editor.booth_plan import booth_plan
from woordbeeld.editor.edit_records import parse_edit, parse_ids, parse_search
from woordbeeld.editor.merging import Choice, Side
from woordbeeld.editor.once import MOST_SIGNS, Once
from woordbeeld.editor.page import PREVIEWS, Work, render_page
from woordbeeld.editor.reporting import POLICY, render_report
from woordbeeld.editor.shared_session import SharedSession
from woordbeeld.errors import EnvironmentProblemError, WoordbeeldError, WrongUseError
from woordbeeld.transcript.refusals import EditRefusedError
from woordbeeld.web.bodies import json_body, left
from woordbeeld.web.guard import MOST_DIGITS, PERMISSIONS, Guard, Keys
from woordbeeld.web.languages import language_of, remembered
from woordbeeld.web.ranges import PartsResponse
from woordbeeld.web.static import Static
from woordbeeld.words import preferred_language, say

LISTEN_S: Final = 20  # how long a page waits for what is new before it asks again
LOOK_EVERY_S: Final = 0.05
# No other page of ours may use it, nor what stands in a frame.
MICROPHONE: Final = {"permissions-policy": f"{PERMISSIONS}, microphone=(self)"}
_LOG: Final = logging.getLogger(__name__)
_WHOLE: Final = re.compile(rf"-?[0-9]{{1,{MOST_DIGITS}}}")


def application(shared: SharedSession, work: Work, port: int, keys: Keys) -> ASGIApp:
    """The application on 127.0.0.1 and a port, for whoever has one of the keys."""
    return Guard(pages(shared, work), port, keys, takes_files=takes_recording)


def pages(shared: SharedSession, work: Work) -> ASGIApp:
    """The application, for whoever is let in."""
    asking = _Asking(shared, work)
    routes = [
        Route("/", asking.page),
        Route("/static/{name:path}", Static("woordbeeld.editor").answer),
        Route("/media", asking.media),
        Route("/peaks", asking.peaks),
        Route("/bundle/{name:path}", asking.preview),
        Route("/report", asking.report),
        Route("/changes", asking.changes),
        Route("/find", asking.find, methods=["POST"]),
        *(
            Route(f"/{name}", partial(asking.do, name), methods=["POST"])
            for name in ("edit", "undo", "redo", "save", "resolve")
        ),
        *BoothPages(shared, Booth(shared.transcript, booth_plan)).routes,
    ]
    return Starlette(routes=routes, exception_handlers={WoordbeeldError: _refused, ClientDisconnect: left})


class _Asking:
    """Each method answers one kind of request; no file is reached but those that are named here."""

    def __init__(self, shared: SharedSession, work: Work) -> None:
        self._shared = shared
        self._work = work
        self._once = Once()

    async def page(self, request: Request) -> Response:
        page = HTMLResponse(render_page(self._work, language_of(request)), headers=MICROPHONE)
        return remembered(page, request)

    async def media(self, _: Request) -> Response:
        sound = self._shared.sound
        if not (media := self._work.media or (sound and sound.media)):
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return PartsResponse(media)

    async def peaks(self, _: Request) -> Response:
        if not (sound := self._shared.sound):
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return Response(sound.peaks, media_type="application/octet-stream")

    async def preview(self, request: Request) -> Response:
        """A page of the bundle, cut off from this one: it may run nothing and ask for nothing."""
        name, bundle = request.path_params["name"], self._work.bundle
        if bundle is None or name not in PREVIEWS or not is_own_file(bundle / name):
            raise HTTPException(HTTPStatus.NOT_FOUND)
        policy = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
        return PartsResponse(bundle / name, headers={"content-security-policy": policy})

    async def report(self, request: Request) -> Response:
        """The report on what is here now, saved or not; its links keep the query of the editor's address."""
        page = await run_in_threadpool(render_report, self._shared, self._work, str(request.query_params))
        return HTMLResponse(page, headers={"content-security-policy": POLICY})

    async def changes(self, request: Request) -> Response:
        """What changed since a tick, as soon as there is something."""
        since = _whole(request.query_params.get("since", "-1"))
        clock = asyncio.get_running_loop().time
        ends = clock() + LISTEN_S
        # The shared session is changed by other threads, to which the events of a loop mean nothing.
        while self._shared.tick == since and clock() < ends:  # noqa: ASYNC110
            await asyncio.sleep(LOOK_EVERY_S)
        return JSONResponse(await run_in_threadpool(self._shared.changes, since, _language_of(request)))

    async def find(self, request: Request) -> Response:
        """Where what would be replaced."""
        body = await json_body(request)
        search, ids = parse_search(body.get("search")), parse_ids(body.get("ids"))
        return JSONResponse(await run_in_threadpool(self._shared.find, search, ids))

    async def do(self, name: str, request: Request) -> Response:
        """What changed by it, and what was `done`: the version that it made, and the ids that it added."""
        body = await json_body(request)
        key, since = _key(body.get("key", "")), _whole(body.get("since", -1))
        doing = partial(self._shared.doing, self._action(name, body))
        done = await run_in_threadpool(self._once.do, key, doing)
        changes = await run_in_threadpool(self._shared.changes, since, _language_of(request))
        return JSONResponse({**changes, "done": done})

    def _action(self, name: str, body: dict[str, Any]) -> Callable[[], None]:
        if name == "edit":
            return partial(self._shared.edit, parse_edit(body.get("edit")), _whole(body.get("version")))
        if name == "resolve":
            return partial(self._shared.resolve, _choices(body.get("choices")))
        if name == "save":
            return partial(self._shared.save, anew=_flag(body.get("anew", False)))
        return {"undo": self._shared.undo, "redo": self._shared.redo}[name]


def _language_of(request: Request) -> str:
    """The language of a page, which its scripts ask for."""
    return preferred_language(request.headers.get("accept-language", ""))


def is_own_file(path: Path) -> bool:
    """A file that stands there itself, and does not lead elsewhere."""
    return path.is_file() and not path.is_symlink()


def _whole(value: Any) -> int:
    """A whole number, of a length that somebody may mean."""
    if isinstance(value, int | str) and not isinstance(value, bool) and _WHOLE.fullmatch(str(value)):
        return int(value)
    raise WrongUseError(say("error.editor.no_number"), remedy=say("error.editor.reload"))


def _key(value: Any) -> str:
    """The name of a request; it is the same where that is sent again."""
    if isinstance(value, str) and len(value) <= MOST_SIGNS:
        return value
    raise WrongUseError(say("error.editor.no_key"), remedy=say("error.editor.reload"))


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise WrongUseError(say("error.editor.no_flag"), remedy=say("error.editor.reload"))


def _choices(value: Any) -> list[Choice]:
    """Choices from JSON: of each the two texts, and which is kept."""
    try:
        return [Choice(each["ours"], each["theirs"], Side(each["keep"])) for each in value]
    except (KeyError, TypeError, ValueError) as error:
        raise WrongUseError(say("error.editor.no_choices"), remedy=say("error.editor.reload")) from error


async def _refused(request: Request, error: Exception) -> Response:
    """An error of ours in the language of the page, and its reason, for which that may have other words."""
    _LOG.debug("a request was refused", exc_info=error)
    status = HTTPStatus.CONFLICT
    if isinstance(error, WrongUseError):
        status = HTTPStatus.BAD_REQUEST
    elif isinstance(error, EnvironmentProblemError):
        status = HTTPStatus.INSUFFICIENT_STORAGE
    reason = getattr(error, "reason", type(error).__name__)
    where = error.where if isinstance(error, EditRefusedError) else ""
    message = error.told(_language_of(request)) if isinstance(error, WoordbeeldError) else str(error)
    return JSONResponse({"reason": reason, "message": message, "where": where}, status)
