"""Who may ask the editor anything: the browser that was given its address, and no other site through it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from http import HTTPStatus
from threading import Lock
from typing import Final, Literal
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from woordbeeld.words import preferred_language, say, told

MAX_BODY_BYTES: Final = 1_000_000  # the choices for a whole transcript that was changed elsewhere
MOST_DIGITS: Final = 15
HOST: Final = "127.0.0.1"
# No script but ours, nothing from elsewhere, in no frame (CSP 3; OWASP, Content Security Policy Cheat Sheet).
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; media-src 'self'; "
    "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
PERMISSIONS: Final = "camera=(), geolocation=(), display-capture=()"  # of all pages
_HEADERS: Final = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "x-frame-options": "DENY",
    "permissions-policy": f"{PERMISSIONS}, microphone=()",
    "cache-control": "no-store",
}
_OURS: Final = frozenset({"same-origin", "none"})


# It leads on as a link of our own does: after a redirect of another's the cookie would not be sent.
_LET_IN: Final = """\
<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=/"><title>Woordbeeld</title></head>
<body><p><a href="/">Go to the editor</a></p></body>
</html>
"""


class Keys:
    """What opens the editor: tokens, each for one browser, which then keeps a cookie that is none of them."""

    def __init__(self) -> None:
        self.cookie: Final = secrets.token_urlsafe(32)
        self._unused: dict[str, list[Callable[[], None]]] = {}
        self._lock = Lock()  # the terminal asks for new ones beside the server

    def new_token(self) -> str:
        """A token that works once."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._unused[token] = []
        return token

    def when_used(self, token: str, do: Callable[[], None]) -> None:
        """Have something done as soon as a token has been used, which may be now."""
        with self._lock:
            if token in self._unused:
                self._unused[token].append(do)
                return
        do()

    def use(self, given: str) -> bool:
        """Whether this is a token that was not used before; now it is."""
        with self._lock:
            token = next((each for each in self._unused if _is_same(given, each)), None)
            todo = self._unused.pop(token) if token else []
        for do in todo:
            do()
        return token is not None

    def has(self, cookie: str) -> bool:
        """Whether this is the cookie."""
        return _is_same(cookie, self.cookie)


class Guard:
    """Lets a request through if it names our own address, comes from our own page, and has the cookie.

    The Host is checked against DNS rebinding, the Origin against posts of other sites. The cookie, which no
    script and no other site can use, is given once for each token that comes in the address that is opened.
    """

    def __init__(
        self,
        app: ASGIApp,
        port: int,
        keys: Keys,
        *,
        takes_files: Callable[[Scope], bool] = lambda _: False,  # of any size
        needs_no_cookie: Callable[[Scope], bool] = lambda _: False,  # it has a key of its own
    ) -> None:
        self._app = app
        self._takes_files = takes_files
        self._needs_no_cookie = needs_no_cookie
        self._host = f"{HOST}:{port}"
        self._keys = keys
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
        is_file = self._takes_files(scope)
        await self._app(scope, receive if is_file else _limited(receive), guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if headers.getlist("host") != [self._host]:
            return _plain(HTTPStatus.MISDIRECTED_REQUEST)
        if self._needs_no_cookie(scope):
            return None
        if self._is_foreign(scope, headers):
            return _plain(HTTPStatus.FORBIDDEN)
        is_ours = headers.get("sec-fetch-site", "none") in _OURS
        has_cookie = self._keys.has(cookie_parser(headers.get("cookie", "")).get(self._cookie, ""))
        if token := _token(scope):
            return self._opened(token, headers, is_known=is_ours and has_cookie)
        if not (is_ours and has_cookie):
            return _plain(HTTPStatus.FORBIDDEN, _told("guard.unknown", headers) if is_ours else "")
        is_large = _number(headers.get("content-length")) > MAX_BODY_BYTES
        is_refused = is_large and not self._takes_files(scope)
        return _plain(HTTPStatus.REQUEST_ENTITY_TOO_LARGE) if is_refused else None

    def _is_foreign(self, scope: Scope, headers: Headers) -> bool:
        """Whether another site asks, or somebody who does not tell from where something is to be done."""
        origins = headers.getlist("origin")
        unsaid = scope["method"] not in ("GET", "HEAD") and not origins
        return unsaid or origins not in ([], [f"http://{self._host}"])

    def _opened(self, token: str, headers: Headers, *, is_known: bool) -> Response:
        """The page, with its cookie and without the token in its address, which nobody keeps."""
        if not is_known and not self._keys.use(token):
            return _plain(HTTPStatus.FORBIDDEN, _told("guard.used", headers))
        response: Response = HTMLResponse(_LET_IN)
        if headers.get("sec-fetch-site") in _OURS:
            response = RedirectResponse("/", HTTPStatus.SEE_OTHER)
        response.set_cookie(self._cookie, self._keys.cookie, httponly=True, samesite="strict", path="/")
        return response


def _token(scope: Scope) -> str:
    """The token in the address of somebody who opens the page."""
    if (scope["method"], scope["path"]) != ("GET", "/"):
        return ""
    query: bytes = scope["query_string"]
    return parse_qs(query.decode("latin-1")).get("token", [""])[0]


def _is_same(given: str, secret: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "replace"), secret.encode())


def _number(text: str | None) -> int:
    digits = text if text and text.isascii() and text.isdigit() else "0"
    return int(digits) if len(digits) <= MOST_DIGITS else MAX_BODY_BYTES + 1


def _told(key: Literal["guard.unknown", "guard.used"], headers: Headers) -> str:
    """Why somebody is not let in, in the language that their browser asks for."""
    message = say("guard.unknown") if key == "guard.unknown" else say("guard.used")
    return f"{told(message, preferred_language(headers.get('accept-language', '')))}\n"


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
