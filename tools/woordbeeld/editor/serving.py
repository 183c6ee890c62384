"""The editor opened: a transcript read, its page served on this machine alone, and the video heard."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from woordbeeld import pipeline, writing
from woordbeeld.alignment.given_times import NO_TIMES
from woordbeeld.editor.app import application
from woordbeeld.editor.background import BackgroundUpdater
from woordbeeld.editor.booth import Booth
from woordbeeld.editor.booth_plan import booth_plan
from woordbeeld.editor.description_now import description_now
from woordbeeld.editor.journal import Journal
from woordbeeld.editor.on_disk import is_missing
from woordbeeld.editor.page import Work
from woordbeeld.editor.preparing import Files, Video, prepare
from woordbeeld.editor.session import Session
from woordbeeld.editor.shared_session import SharedSession
from woordbeeld.intake.opening import Opened, free_beside
from woordbeeld.interrupts import stop_if_pressed
from woordbeeld.kept import journals
from woordbeeld.publications.speaker_draft import doubtful_words
from woordbeeld.settings import Settings
from woordbeeld.transcript.pins import read_pins
from woordbeeld.web.guard import Keys
from woordbeeld.web.opening import Shown
from woordbeeld.web.server import answering, listening, shown_at
from woordbeeld.web.steps import Steps
from woordbeeld.words import say

ASK_EVERY_S = 1.0  # whether the server has ended by itself


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
    opened = None if is_gone else pipeline.open_text(files.transcript, settings)
    foreign = files.transcript if opened and not opened.written_back else None
    if foreign:
        files = replace(files, transcript=free_beside(foreign))
    read_pins(files.transcript)
    if target := files.target(settings):
        writing.check_bundle(target, *pipeline.names_to_write(settings))
    with listening(port) as door, journal_of(files.transcript) as journal:
        video = Video(files, settings, opened.transcript if opened else None)
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


@dataclass(frozen=True, slots=True)
class Editor:
    """All that answers the pages on a transcript, and the thread that works out what they are told."""

    shared: SharedSession
    work: Work
    updater: BackgroundUpdater


def editor_of(
    session: Session,
    video: Video,
    leads_to: tuple[tuple[str, str], ...] = (),
    steps: Callable[[], Steps | None] = lambda: None,
) -> Editor:
    """The editor of a session, before the video is listened to; see `Work` for where its page `leads_to`."""
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
        leads_to=leads_to,
        steps=steps,
        description=lambda alignment: description_now(
            alignment, session.path, settings.voice, settings.cache
        ),
        doubtful=doubtful_words(video.files.transcript),
    )
    beside = Booth(session.path, booth_plan).stale
    updater = BackgroundUpdater(
        shared, video.align, video.publish, settings.profile, video.compared, beside=beside
    )
    return Editor(shared, work, updater)


def _serve(door: socket.socket, shown: Shown, session: Session, video: Video, opened: Opened | None) -> None:
    """Answer pages until Ctrl-C, and meanwhile work out what they are told."""
    editor = editor_of(session, video)
    text = opened.transcript if opened else session.state.transcript
    given = opened.times if opened else NO_TIMES
    own_port, keys = door.getsockname()[1], Keys()
    app = application(editor.shared, editor.work, own_port, keys)
    with (
        suppress(KeyboardInterrupt),  # from the moment on at which the page can be seen
        answering(door, app) as ended,
        shown_at(shown, own_port, keys),
        following(editor.updater),
    ):
        prepare(video, editor.shared, text, given)
        while not ended.wait(ASK_EVERY_S):  # so that Ctrl-C comes through on every system
            stop_if_pressed()


@contextmanager
def journal_of(transcript: Path) -> Iterator[Journal]:
    """The journal of a transcript, which nobody else can have meanwhile."""
    journal = Journal.of(transcript, journals())
    try:
        yield journal
    finally:
        journal.let_go()


@contextmanager
def following(updater: BackgroundUpdater) -> Iterator[None]:
    """What follows from changes is worked out meanwhile; the last of it is finished."""
    updater.start()
    try:
        yield
    finally:
        updater.stop()
        updater.join()
