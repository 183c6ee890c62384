"""A connection between page and program that is slow, and loses, doubles and reorders what goes over it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Lost(Enum):
    """What does not arrive: then the connection is cut."""

    NOTHING = "nothing"
    REQUEST = "request"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Fate:
    """What happens to one request; one that is `doubled` comes once more after it was answered."""

    there_ms: int = 0
    back_ms: int = 0
    lost: Lost = Lost.NOTHING
    doubled: bool = False


SMOOTH = Fate()
CUT = "returned without completing response"  # as uvicorn tells of what was cut on purpose
# A request: its path without the slash. Whatever comes over it later may overtake what is delayed.
FateOf = Callable[[str], Fate]


class Wire:
    """In between an application and those who ask it something; `fate_of` may be another at any time.

    Only what the page asks by script meets a fate, so that the page itself always opens.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.fate_of: FateOf = lambda _: SMOOTH
        logging.getLogger("uvicorn.error").addFilter(lambda told: CUT not in told.getMessage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or (scope["method"] != "POST" and scope["path"] != "/changes"):
            await self._app(scope, receive, send)
            return
        fate = self.fate_of(scope["path"].removeprefix("/"))
        body = await _whole_body(receive)
        await asyncio.sleep(fate.there_ms / 1000)
        if fate.lost is Lost.REQUEST:
            await _cut(send)
            return
        answer = await self._ask(scope, body)
        if fate.doubled:
            await self._ask(scope, body)
        await asyncio.sleep(fate.back_ms / 1000)
        if fate.lost is Lost.ANSWER:
            await _cut(send)
            return
        for message in answer:
            await send(message)

    async def _ask(self, scope: Scope, body: bytes) -> list[Message]:
        answer: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            answer.append(message)

        await self._app(scope, receive, send)
        return answer


async def _whole_body(receive: Receive) -> bytes:
    body: bytes = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            return body


async def _cut(send: Send) -> None:
    """An answer that is never whole: the server closes the connection."""
    headers = [(b"content-type", b"application/json"), (b"content-length", b"1000")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"{", "more_body": True})
