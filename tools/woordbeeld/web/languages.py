"""In which language pages are: the one that was chosen on a page, else what the browser asks for."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from woordbeeld.words import preferred_language

_COOKIE: Final = "woordbeeld-language"
_ASKED: Final = "lang"


def language_of(request: Request) -> str:
    """The language of a page."""
    chosen = request.query_params.get(_ASKED) or request.cookies.get(_COOKIE)
    return preferred_language(chosen or request.headers.get("accept-language", ""))


def remembered(response: Response, request: Request) -> Response:
    """The page, by which other pages are in the language that was chosen with it."""
    if request.query_params.get(_ASKED):
        response.set_cookie(_COOKIE, language_of(request), samesite="strict", path="/")
    return response
