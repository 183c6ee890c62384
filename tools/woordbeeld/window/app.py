"""The web application of the window: all its pages, and what is told where something is refused."""

from __future__ import annotations

import sys
from http import HTTPStatus
from typing import Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Scope

from woordbeeld.editor.booth_pages import takes_recording
from woordbeeld.errors import EnvironmentProblemError, WoordbeeldError, WrongUseError, refused_by_system
from woordbeeld.unforeseen import tell_unforeseen
from woordbeeld.web.bodies import left
from woordbeeld.web.languages import language_of
from woordbeeld.web.static import Static
from woordbeeld.window.given_pages import GivenPages
from woordbeeld.window.home_pages import HomePages
from woordbeeld.window.listening_pages import ListeningPages
from woordbeeld.window.page_base import Window, page
from woordbeeld.window.publishing_pages import PublishingPages
from woordbeeld.window.reading_pages import ReadingPages
from woordbeeld.window.telling import told_here
from woordbeeld.window.tidying_pages import TidyingPages
from woordbeeld.words import told

STEPS: Final = (HomePages, GivenPages, ReadingPages, ListeningPages, PublishingPages, TidyingPages)


def pages(window: Window) -> Starlette:
    """The application, for whoever is let in."""
    static = Route("/static/{name:path}", Static("woordbeeld.window").answer)
    return Starlette(
        routes=[static, *(route for step in STEPS for route in step(window).routes)],
        exception_handlers={
            WoordbeeldError: _refused,
            OSError: _refused,
            HTTPException: _failed,
            ClientDisconnect: left,
            Exception: _failed,
        },
    )


def takes_files(scope: Scope) -> bool:
    """Whether a request hands over a file, which may be of any size, or a recording."""
    return takes_recording(scope) or (scope["method"] == "PUT" and "/given/" in scope["path"])


async def _refused(request: Request, error: Exception) -> Response:
    """An error of ours in the language of the page: for its script, or as a page where one was asked for."""
    status = HTTPStatus.CONFLICT
    if isinstance(error, WrongUseError):
        status = HTTPStatus.BAD_REQUEST
    elif isinstance(error, EnvironmentProblemError | OSError):
        status = HTTPStatus.INSUFFICIENT_STORAGE
    if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
        return page(
            "trouble.html", request, HTTPStatus.NOT_FOUND, trouble=_message(error, language_of(request))
        )
    return JSONResponse({"message": _message(error, language_of(request))}, status)


def _message(error: Exception, language: str) -> str:
    if isinstance(error, WoordbeeldError):
        return told_here(error, language)
    return told_here(refused_by_system(error), language) if isinstance(error, OSError) else str(error)


async def _failed(request: Request, error: Exception) -> Response:
    """What HTTP refuses, or what nobody foresaw: that is written down, and told."""
    status, told_of = HTTPStatus.INTERNAL_SERVER_ERROR, ""
    if isinstance(error, HTTPException):
        status = HTTPStatus(error.status_code)
    else:
        unforeseen = await run_in_threadpool(tell_unforeseen, error, sys.argv[1:])
        told_of = told(unforeseen, language_of(request))
    if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
        return page("trouble.html", request, status, trouble=told_of)
    return JSONResponse({"message": told_of or status.phrase}, status)
