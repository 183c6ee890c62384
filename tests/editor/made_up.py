"""A shared session without a film: every line lasts as long as the next, and nothing is listened to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import requests
from starlette.types import ASGIApp

from woordbeeld.alignment.accepted import Accepted
from woordbeeld.alignment.model import (
    AlignedLine,
    AlignedWord,
    Alignment,
    Match,
    PlacedEvent,
    Placement,
    Unwritten,
)
from woordbeeld.editor.analysis import Comparing, analyse, unheard
from woordbeeld.editor.app import application
from woordbeeld.editor.background import BackgroundUpdater
from woordbeeld.editor.booth import Booth
from woordbeeld.editor.booth_plan import booth_plan
from woordbeeld.editor.journal import Journal
from woordbeeld.editor.page import Work
from woordbeeld.editor.progress import Sound
from woordbeeld.editor.serving import following
from woordbeeld.editor.session import Session
from woordbeeld.editor.shared_session import SharedSession
from woordbeeld.media.model import Media
from woordbeeld.timing import Span
from woordbeeld.tracks.profile import NL_WEB
from woordbeeld.transcript.model import SpokenLine, Transcript
from woordbeeld.transcript.pins import in_order
from woordbeeld.web.guard import Keys
from woordbeeld.web.server import answering, listening

LINE_MS = 2000
PAUSE_MS = 200
TIMEOUT_S = 30
DURATION_MS = 18_000
PEAKS = bytes(range(0, 250, 2)) * 15

Align = Callable[[Transcript], Alignment]

TALK = """\
TON HEERTS: Goedemorgen allemaal.
Wat fijn dat jullie er zijn.

(Een man schenkt koffie in.)

STEF BÖGER: Dank je wel.
APPLAUS
LATISHA: Ik ben Latisha en ik zit op het mbo.
Het gaat heel goed.
TON HEERTS: Mooi om te horen.
"""


def timed_evenly(transcript: Transcript) -> Alignment:
    """Every item in turn, `LINE_MS` each."""
    lines, events = [], []
    for at, item in enumerate(in_order(transcript)):
        span = Span(at * LINE_MS, (at + 1) * LINE_MS - PAUSE_MS)
        if isinstance(item, SpokenLine):
            lines.append(AlignedLine(item, _words(item, span)))
        else:
            events.append(PlacedEvent(item, span, Placement.PAUSE))
    count = len(lines) + len(events)
    media = Media("talk.mp4", "ef" * 32, max(1, count) * LINE_MS, has_video=True)
    return Alignment(media, transcript, tuple(lines), tuple(events), (), "nl", "base")


def _words(line: SpokenLine, span: Span) -> tuple[AlignedWord, ...]:
    count = len(line.words)
    edges = [span.start_ms + span.duration_ms * at // count for at in range(count + 1)]
    spans = (Span(*edge) for edge in pairwise(edges))
    return tuple(
        AlignedWord(text, each, Match.SAME, 0.95) for text, each in zip(line.words, spans, strict=True)
    )


STRETCHES: tuple[tuple[str, str], ...] = (  # speech without text, each with the line that it is heard after
    ("welkom in deze zaal", "Wat fijn dat jullie er zijn."),
    ("elke dag", "Ik ben Latisha en ik zit op het mbo."),
)


def lacking(transcript: Transcript) -> Alignment:
    """As `timed_evenly`, with two stretches of speech that have no text, until it is added."""
    found = timed_evenly(transcript)
    texts = [line.source.text for line in found.lines]
    unwritten = []
    for length, (heard, after) in enumerate(reversed(STRETCHES), 1):
        if heard not in texts and after in texts:
            lines = found.lines[: texts.index(after) + 1]
            at_ms = lines[-1].span.start_ms + LINE_MS // 2 if lines[-1].span else 0
            before = sum(len(line.words) for line in lines)
            unwritten.append(Unwritten(Span(at_ms, at_ms + length * LINE_MS), heard, before, 0.9))
    return replace(found, unwritten=tuple(unwritten))


def misheard(transcript: Transcript) -> Alignment:
    """As `timed_evenly`, but the first and the last word of the first line were heard otherwise."""
    found = timed_evenly(transcript)
    first, *others = found.lines
    if first.source.text != "Goedemorgen allemaal.":
        return found
    words = tuple(
        replace(word, match=Match.REPLACED, heard=heard)
        for word, heard in zip(first.words, ("goedenavond", "iedereen"), strict=True)
    )
    return replace(found, lines=(replace(first, words=words), *others))


@dataclass(frozen=True)
class Table:
    """A shared session with all that is around it."""

    path: Path
    session: Session
    shared: SharedSession
    updater: BackgroundUpdater
    published: list[Alignment]
    accepted: list[Accepted]  # with each of these
    publish: Callable[[Alignment, Accepted], None]


@contextmanager
def table(
    path: Path,
    journals: Path,
    align: Align = timed_evenly,
    comparing: Comparing = unheard,
    *,
    is_heard: bool = True,
) -> Iterator[Table]:
    """A shared session on a transcript; what follows is worked out when that is asked for."""
    journal = Journal.of(path, journals)
    try:
        session = Session(path, journal)
        found = align(session.state.transcript) if is_heard else None
        analysis = analyse(session.state, found, NL_WEB, comparing) if found else None
        shared = SharedSession(session, analysis, has_bundle=True)
        published: list[Alignment] = []
        accepted: list[Accepted] = []

        def publish(alignment: Alignment, seen: Accepted) -> None:
            published.append(alignment)
            accepted.append(seen)

        beside = Booth(path, booth_plan).stale
        updater = BackgroundUpdater(shared, align, publish, NL_WEB, comparing, beside=beside)
        yield Table(path, session, shared, updater, published, accepted, publish)
    finally:
        journal.let_go()


@dataclass(frozen=True)
class Served:
    """An editor that answers at an address; each one that `opened` gives lets in one more browser."""

    table: Table
    address: str
    port: int
    keys: Keys

    @property
    def opened(self) -> str:
        return f"{self.address}/?token={self.keys.new_token()}"

    def client(self) -> requests.Session:
        """A client that was let in, as a browser is."""
        client = requests.Session()
        client.headers["Origin"] = self.address
        client.get(self.opened, timeout=TIMEOUT_S)
        return client


@contextmanager
def served(
    path: Path,
    journals: Path,
    media: Path,
    *,
    has_video: bool = True,
    align: Align = timed_evenly,
    comparing: Comparing = unheard,
    through: Callable[[ASGIApp], ASGIApp] = lambda app: app,
    is_heard: bool = True,
) -> Iterator[Served]:
    """The real application on a real port, for a made-up session; what is asked goes `through` that."""
    with table(path, journals, align, comparing, is_heard=is_heard) as made, listening(0) as door:
        played = media if is_heard else None  # else as if browsers did not play it
        work = Work("Praatje", "nl", played, has_video, DURATION_MS, path.parent)
        if is_heard:
            made.shared.has_sound(Sound(DURATION_MS, PEAKS, media))
        port, keys = door.getsockname()[1], Keys()
        app = through(application(made.shared, work, port, keys))
        with answering(door, app), following(made.updater):
            yield Served(made, f"http://127.0.0.1:{port}", port, keys)
