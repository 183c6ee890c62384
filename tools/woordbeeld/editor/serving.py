"""The editor opened: a transcript read, its page served on this machine alone, and the video heard."""

from __future__ import annotations

import logging
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from types import FrameType
from typing import Any, Final

import uvicorn
from starlette.types import ASGIApp

from woordbeeld import pipeline, writing
from woordbeeld.alignment.given_times import NO_TIMES
from woordbeeld.editor.app import application
from woordbeeld.editor.background import BackgroundUpdater
from woordbeeld.editor.guard import HOST, Keys
from woordbeeld.editor.journal import Journal
from woordbeeld.editor.opening import Shown, on_enter
from woordbeeld.editor.page import Work
from woordbeeld.editor.preparing import Files, Video, prepare
from woordbeeld.editor.session import Session, is_missing
from woordbeeld.editor.shared_session import SharedSession
from woordbeeld.errors import EnvironmentProblemError
from woordbeeld.intake.opening import Opened, free_beside, open_alignable
from woordbeeld.kept import journals
from woordbeeld.settings import Settings
from woordbeeld.transcript.pins import read_pins
from woordbeeld.words import say

KEPT_OPEN_S = 75  # connections between requests: an editor thinks for a while, and then must not wait
ASK_EVERY_S = 1.0  # whether the server has ended by itself
CLOSE_WITHIN_S = 1  # pages that wait for what is new are not waited for


def edit(files: Files, settings: Settings, shown: Shown, *, port: int = 0) -> bool:
    """Serve the editor until it is stopped, and tell whether all is saved then. Port 0 is any that is free.

    The page is open before the video is listened to, unless the text, or its language, follows from what is
    heard. Where the transcript was deleted, what is left of the work on it is opened.

    Raises:
        BadInputError: the video or the transcript cannot be used, or they do not belong together.
        EnvironmentProblemError: the port is taken, or the journal or the bundle cannot be written.
    """
    settings = pipeline.as_before(files.bundle, settings)
    is_gone = is_missing(files.transcript) and Journal.is_kept(files.transcript, journals())
    opened = None if is_gone else open_alignable(files.transcript)
    foreign = files.transcript if opened and not opened.written_back else None
    if foreign:
        files = replace(files, transcript=free_beside(foreign))
    read_pins(files.transcript)
    if target := files.target(settings):
        writing.check_bundle(target, *pipeline.names_to_write(settings))
    with _listening(port) as door, _journal(files.transcript) as journal:
        video = Video(files, settings)
        if opened and foreign:
            opened = pipeline.with_sound(opened, video.heard)
            writing.write_file(files.transcript, opened.reading.text)
            path = str(files.transcript)
            shown.tell_aside(say("command.corrected_beside", name=foreign.name, path=path))
        session = Session(files.transcript, journal)
        if not opened:
            shown.tell_aside(say("command.gone", name=files.transcript.name))
        _serve(door, shown, session, video, opened)
        return session.is_saved


def _serve(door: socket.socket, shown: Shown, session: Session, video: Video, opened: Opened | None) -> None:
    """Answer pages until Ctrl-C, and meanwhile work out what they are told."""
    bundle, settings = video.files.bundle, video.settings
    shared = SharedSession(session, None, has_bundle=bundle is not None)
    work = Work(
        title=video.title,
        language=settings.language or video.heard.speech.language,
        media=video.as_it_is,
        has_video=video.probed.has_video,
        duration_ms=video.probed.duration_ms or 0,
        bundle=bundle,
        profile=settings.profile,
    )
    updater = BackgroundUpdater(shared, video.align, video.publish, settings.profile)
    text = opened.transcript if opened else session.state.transcript
    given = opened.times if opened else NO_TIMES
    own_port, keys = door.getsockname()[1], Keys()
    app = application(shared, work, own_port, keys)
    with (
        answering(door, app) as ended,
        _shown(shown, own_port, keys),
        following(updater),
        suppress(KeyboardInterrupt),
    ):
        prepare(video, shared, text, given)
        while not ended.wait(ASK_EVERY_S):  # so that Ctrl-C comes through on every system
            pass


@contextmanager
def _shown(shown: Shown, port: int, keys: Keys) -> Iterator[None]:
    """The editor shown, and shown again with another address each time that Enter is pressed."""
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
def _journal(transcript: Path) -> Iterator[Journal]:
    journal = Journal.of(transcript, journals())
    try:
        yield journal
    finally:
        journal.let_go()


@contextmanager
def _listening(port: int) -> Iterator[socket.socket]:
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
        what = say("error.options.port", port=port, why=str(error.strerror))
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


@contextmanager
def following(updater: BackgroundUpdater) -> Iterator[None]:
    """What follows from changes is worked out meanwhile; the last of it is finished."""
    updater.start()
    try:
        yield
    finally:
        updater.stop()
        updater.join()
