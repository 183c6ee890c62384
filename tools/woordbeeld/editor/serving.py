"""The editor opened: a video is heard, a transcript read, and the page served on this machine alone."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType
from typing import Any, Final

import uvicorn
from starlette.types import ASGIApp

from woordbeeld import pipeline, writing
from woordbeeld.alignment.belonging import refuse_another_text
from woordbeeld.alignment.carrying import carried_over
from woordbeeld.alignment.given_times import NO_TIMES
from woordbeeld.alignment.model import Alignment
from woordbeeld.editor.analysis import analyse
from woordbeeld.editor.app import application
from woordbeeld.editor.background import BackgroundUpdater
from woordbeeld.editor.guard import HOST, Keys
from woordbeeld.editor.journal import Journal
from woordbeeld.editor.opening import Shown, on_enter
from woordbeeld.editor.page import Work
from woordbeeld.editor.session import Session, is_missing
from woordbeeld.editor.shared_session import SharedSession
from woordbeeld.editor.waveform import peaks
from woordbeeld.errors import EnvironmentProblemError
from woordbeeld.intake.opening import free_beside, open_alignable
from woordbeeld.kept import journals
from woordbeeld.media.playable import playable
from woordbeeld.publications.titles import title_of
from woordbeeld.settings import Settings
from woordbeeld.transcript.model import Transcript
from woordbeeld.transcript.pins import read_pins
from woordbeeld.words import say

KEPT_OPEN_S = 75  # connections between requests: an editor thinks for a while, and then must not wait
CLOSE_WITHIN_S = 1  # pages that wait for what is new are not waited for


@dataclass(frozen=True, slots=True)
class Files:
    """What is worked on: the video, its transcript, and the bundle that follows, if there is one."""

    video: Path
    transcript: Path
    bundle: Path | None = None
    overwrite: frozenset[str] = frozenset()  # files of the bundle, whoever wrote them

    def target(self, settings: Settings) -> writing.Target | None:
        """Where the bundle goes."""
        if not self.bundle:
            return None
        inputs = pipeline.inputs(self.video, self.transcript, settings)
        return writing.Target(self.bundle, inputs, self.overwrite, writing.Busy.EDIT)


def edit(files: Files, settings: Settings, shown: Shown, *, port: int = 0) -> bool:
    """Serve the editor until it is stopped, and tell whether all is saved then. Port 0 is any that is free.

    Where the transcript was deleted, what is left of the work on it is opened.

    Raises:
        BadInputError: the video or the transcript cannot be used, or they do not belong together.
        EnvironmentProblemError: the port is taken, or the journal or the bundle cannot be written.
    """
    is_gone = is_missing(files.transcript) and Journal.is_kept(files.transcript, journals())
    opened = None if is_gone else open_alignable(files.transcript)
    foreign = files.transcript if opened and not opened.written_back else None
    if foreign:
        files = replace(files, transcript=free_beside(foreign))
    text = opened.transcript if opened else None
    read_pins(files.transcript)
    if target := files.target(settings):
        writing.check_bundle(target, *pipeline.names_to_write(settings))
    with _listening(port) as door, _journal(files.transcript) as journal:
        session = None
        if text is None:
            session = Session(files.transcript, journal)
            text = session.state.transcript
            shown.tell_aside(say("command.gone", name=files.transcript.name))
        heard = pipeline.hear(files.video, settings)
        if opened and foreign:
            opened = pipeline.with_sound(opened, heard)
            text = opened.transcript
        found = pipeline.align_text(heard, text, settings, opened.times if opened else NO_TIMES)
        if opened and foreign:
            writing.write_file(files.transcript, opened.reading.text)
            path = str(files.transcript)
            shown.tell_aside(say("command.corrected_beside", name=foreign.name, path=path))
        session = session or Session(files.transcript, journal)
        if not session.version:  # what somebody made of it may go as far as they like
            refuse_another_text(found, heard.recording, heard.recogniser, files.transcript)
        table = _open(files, settings.quietly, heard, found, session)
        own_port, keys = door.getsockname()[1], Keys()
        with _shown(shown, own_port, keys):
            _serve(door, application(table.shared, table.work, own_port, keys), table.updater)
        return session.is_saved


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


@dataclass(frozen=True, slots=True)
class _Opened:
    shared: SharedSession
    updater: BackgroundUpdater
    work: Work


def _open(
    files: Files, settings: Settings, heard: pipeline.ListenedVideo, found: Alignment, session: Session
) -> _Opened:
    """The session and what keeps it up to date, from where the journal ended, which the file may lack."""
    title = settings.title or title_of(files.transcript)

    def align(text: Transcript) -> Alignment:
        return pipeline.align_text(heard, text, settings)

    def publish(alignment: Alignment) -> None:
        if target := files.target(settings):
            pipeline.publish(alignment, files.video, target, settings, title)

    def prepare() -> None:
        if files.bundle:
            pipeline.media_files(files.video, found.media, settings)
        heard.recogniser.prepare()

    text = session.state.transcript
    analysis = analyse(session.state, carried_over(found, text) or align(text), settings.profile)
    shared = SharedSession(session, analysis, has_bundle=files.bundle is not None)
    work = Work(
        title=title,
        language=found.language,
        media=playable(files.video, found.media, settings.cache),
        has_video=found.media.has_video,
        duration_ms=found.media.duration_ms,
        peaks=peaks(heard.recording.samples),
        bundle=files.bundle,
    )
    return _Opened(shared, BackgroundUpdater(shared, align, publish, settings.profile, prepare=prepare), work)


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


def _serve(door: socket.socket, app: ASGIApp, updater: BackgroundUpdater) -> None:
    updater.start()
    with suppress(KeyboardInterrupt):
        Server(app).run(sockets=[door])
    updater.stop()
    updater.join()
