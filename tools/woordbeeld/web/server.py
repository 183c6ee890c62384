"""Pages served at a port of this machine that nobody else can reach, until they are stopped."""

from __future__ import annotations

import logging
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import Event, Thread
from types import FrameType
from typing import Any, Final

import uvicorn
from starlette.types import ASGIApp

from woordbeeld.errors import EnvironmentProblemError
from woordbeeld.web.guard import HOST, Keys
from woordbeeld.web.opening import Shown, on_enter
from woordbeeld.words import reason_of, say

KEPT_OPEN_S = 75  # connections between requests: somebody thinks for a while, and then must not wait
CLOSE_WITHIN_S = 1  # pages that wait for what is new are not waited for


@contextmanager
def shown_at(shown: Shown, port: int, keys: Keys) -> Iterator[None]:
    """The pages shown, and shown again with another address each time that Enter is pressed."""
    with ExitStack() as at_the_end:

        def show(*, is_first: bool = False) -> None:
            token = keys.new_token()
            done = shown.open(f"http://{HOST}:{port}/?token={token}", is_first=is_first)
            keys.when_used(token, done)
            at_the_end.callback(done)

        show(is_first=True)
        on_enter(show)
        yield


@contextmanager
def listening(port: int) -> Iterator[socket.socket]:
    """A port of this machine that nobody else can reach."""
    # asyncio sends small answers at once only where the protocol is said.
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name != "nt":  # where it would let two programs share a port
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((HOST, port))
        door.listen()
    except OSError as error:
        door.close()
        what = say("error.options.port", port=port, why=reason_of(error))
        raise EnvironmentProblemError(what, remedy=say("error.options.another_port")) from error
    with door:
        yield door


# What uvicorn says of requests that failed is shown as all else that is told.
_LOGGING: Final[dict[str, Any]] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"terminal": {"class": "woordbeeld.logs.TerminalHandler"}},
    "loggers": {"uvicorn": {"handlers": ["terminal"], "propagate": False}},
}


class Server(uvicorn.Server):
    """Answers until Ctrl-C; what waits for an answer then is cut off, and that is no error."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_config=_LOGGING,
                log_level="error",
                access_log=False,
                lifespan="off",
                ws="none",
                server_header=False,
                timeout_graceful_shutdown=CLOSE_WITHIN_S,
                timeout_keep_alive=KEPT_OPEN_S,
            )
        )

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        super().handle_exit(sig, frame)


@contextmanager
def answering(door: socket.socket, app: ASGIApp) -> Iterator[Event]:
    """Pages are answered beside what is done meanwhile; the event tells if that has ended by itself."""
    server, ended = Server(app), Event()

    def answer() -> None:
        try:
            server.run(sockets=[door])
        finally:
            ended.set()

    thread = Thread(target=answer, name="answers", daemon=True)
    thread.start()
    try:
        yield ended
    finally:
        server.handle_exit(signal.SIGINT, None)
        thread.join()
