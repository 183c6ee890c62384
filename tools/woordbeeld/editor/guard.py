"""Who may ask the editor anything: the browser that was given its address, and no other site through it."""

from __future__ import annotations

import secrets
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY_BYTES: Final = 1_000_000  # the choices for a whole transcript that was changed elsewhere
MOST_DIGITS: Final = 15
HOST: Final = "127.0.0.1"
# No script but ours, nothing from elsewhere, in no frame (CSP 3; OWASP, Content Security Policy Cheat Sheet).
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; media-src 'self'; "
    "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
}
_OURS: Final = frozenset({"same-origin", "none"})


class Guard:
    """Lets a request through if it names our own address, comes from our own page, and has the token.

    The Host is checked against DNS rebinding, the Origin against posts of other sites. The token comes once
    in the address that is opened, and then in a cookie that no script and no other site can use.
    """

    def __init__(self, app: ASGIApp, port: int, token: str) -> None:
        self._app = app
        self._host = f"{HOST}:{port}"
        self._token = token
        self._cookie = f"woordbeeld-{port}"  # cookies are the same for all ports

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        guarded = _with_headers(send)
        if refusal := self._refusal(scope):
            await refusal(scope, receive, guarded)
            return
        await self._app(scope, _limited(receive), guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if headers.getlist("host") != [self._host]:
            return _plain(HTTPStatus.MISDIRECTED_REQUEST)
        origins = headers.getlist("origin")
        foreign = origins not in ([], [f"http://{self._host}"])
        unsaid = scope["method"] not in ("GET", "HEAD") and not origins
        if foreign or unsaid or headers.get("sec-fetch-site", "none") not in _OURS:
            return _plain(HTTPStatus.FORBIDDEN)
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if scope["path"] == "/" and self._is_token(given):
            return self._welcome()
        if not self._is_token(cookie_parser(headers.get("cookie", "")).get(self._cookie, "")):
            return _plain(HTTPStatus.FORBIDDEN, "Open the address that the editor printed when it started.\n")
        if _number(headers.get("content-length")) > MAX_BODY_BYTES:
            return _plain(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return None

    def _is_token(self, given: str) -> bool:
        return secrets.compare_digest(given.encode("utf-8", "replace"), self._token.encode())

    def _welcome(self) -> Response:
        """The token as a cookie, and out of the address."""
        response = RedirectResponse("/", HTTPStatus.SEE_OTHER)
        response.set_cookie(self._cookie, self._token, httponly=True, samesite="strict", path="/")
        return response


def _number(text: str | None) -> int:
    digits = text if text and text.isascii() and text.isdigit() else "0"
    return int(digits) if len(digits) <= MOST_DIGITS else MAX_BODY_BYTES + 1


def _plain(status: HTTPStatus, text: str = "") -> Response:
    return PlainTextResponse(text or f"{status.phrase}\n", status)


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending


def _limited(receive: Receive) -> Receive:
    received = 0

    async def receiving() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > MAX_BODY_BYTES:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return message

    return receiving
