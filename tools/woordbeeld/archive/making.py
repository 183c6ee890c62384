"""What is done of one video, in the process that has it alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from woordbeeld import drafting, pipeline
from woordbeeld.archive.drafts import is_as_drafted, write_draft
from woordbeeld.archive.entry import Entry, published_source, render_entry
from woordbeeld.archive.fetching import fetched, remote_mark
from woordbeeld.archive.marks import content_mark, files_of_text, origin_mark
from woordbeeld.archive.record import Record, read_record, write_record
from woordbeeld.archive.task import Ending, Outcome, Task
from woordbeeld.archive.videos import Stage, Video
from woordbeeld.archive.whole import write_whole
from woordbeeld.cache_folder import limit_bytes, run_within
from woordbeeld.describing import describe_film
from woordbeeld.editor.from_journals import accepted_by_editors
from woordbeeld.errors import EnvironmentProblemError
from woordbeeld.media.samples import probe_audible
from woordbeeld.publications.about import as_paragraphs
from woordbeeld.publications.draft import render_draft
from woordbeeld.publications.speaker_draft import beside
from woordbeeld.seeing import read_screen
from woordbeeld.settings import Settings
from woordbeeld.settings import Stage as Telling
from woordbeeld.speech.recogniser import Recogniser
from woordbeeld.tracks.profile import find_profile
from woordbeeld.voices.weights import can_tell_voices
from woordbeeld.words import say
from woordbeeld.writing import about_of
from woordbeeld.writing.disk import refusals_told

PATIENCE_S: Final = 600.0  # for another process that is at the same video, as after a network was gone


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a video on this machine; without a transcript a draft takes its place."""

    media: Path
    transcript: Path


class WarmSettings(Settings):
    """Settings of which the recogniser stays loaded for the next video."""

    __slots__ = ()

    def recogniser(self) -> Recogniser:
        """See `Settings.recogniser`."""
        return _loaded(self.model, self.cache, super().recogniser)


_LOADED: dict[tuple[str, Path], Recogniser] = {}


def _loaded(model: str, folder: Path, load: Callable[[], Recogniser]) -> Recogniser:
    if (model, folder) not in _LOADED:
        _LOADED.clear()  # one model fits in memory, two may not
        _LOADED[model, folder] = load()
    return _LOADED[model, folder]


def work_on(task: Task, telling: Telling) -> Outcome:
    """Do what a task asks for, unless that was done of files of the same content.

    Whenever the process is killed, an earlier bundle is whole, and what was heard is kept.

    Raises:
        WoordbeeldError: what hinders it.
    """
    settings = settings_of(task.video, telling, task.cache)
    settings.refuse_unknown()
    places, remote = task.places, remote_mark(task.video)
    with _alone(places.lock(task.video.name)), run_within(settings.cache, limit_bytes()):
        record = read_record(places.record(task.video.name))
        is_same = bool(remote) and (record.remote, record.seen) == (remote, task.seen)
        if is_same and not record.failure and _is_done(task, record.done):
            return Outcome(Ending.UNCHANGED)
        with fetched(task.video, places.fetched(task.video.name), telling) as video:
            return _work_on_files(task, video, record, remote, settings)


def _work_on_files(task: Task, video: Video, record: Record, remote: str, settings: Settings) -> Outcome:
    """As `work_on`, with the files at hand."""
    media, kept = Path(video.media), task.places.record(task.video.name)
    duration_ms = probe_audible(media).duration_ms or 0
    files = Files(media, _transcript(video, task, settings))
    key = content_mark(task.video, (media, *files_of_text(files.transcript)))
    now = Record(task.seen, key, remote=remote, origin=origin_mark(task.video))
    before = record.done if record.key == key else frozenset()
    if _is_done(task, before):
        write_record(kept, replace(now, done=before))
        return Outcome(Ending.UNCHANGED, duration_ms=duration_ms)
    _WORK[task.stage](task, files, settings)
    write_record(kept, replace(now, done=before | {task.stage}))
    return Outcome(Ending.DONE, duration_ms=duration_ms)


def _is_done(task: Task, done: frozenset[Stage]) -> bool:
    if task.stage not in done:
        return False
    places, name = task.places, task.video.name
    is_whole = (places.bundle(name) / "bundle.json").is_file() and places.entry(name).is_file()
    return task.stage is not Stage.PUBLISH or is_whole


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Nobody else is at the same video meanwhile, on whichever machine that sees the folder.

    Raises:
        EnvironmentProblemError: somebody is, for long.
    """
    with refusals_told(lock):
        lock.parent.mkdir(parents=True, exist_ok=True)
        held = FileLock(lock)
        try:
            held.acquire(timeout=PATIENCE_S)
        except Timeout:
            raise EnvironmentProblemError(
                say("error.writing.busy"), where=lock.stem, remedy=say("error.writing.wait")
            ) from None
    try:
        yield
    finally:
        held.release()


def settings_of(video: Video, telling: Telling, folder: str) -> Settings:
    """What was chosen for a video, as commands take it."""
    chosen = video.chosen
    settings = WarmSettings(
        language=video.language,
        model=chosen.model,
        stage=telling,
        title=video.title,
        introduction=as_paragraphs(video.description or ""),
        profile=find_profile(chosen.profile, labels=chosen.labels or None),
        profile_file=Path(chosen.profile),
        voice=chosen.voice or None,
        extended=chosen.extended,
        screen=chosen.screen,
    )
    return replace(settings, cache=Path(folder)) if folder else settings


def _transcript(video: Video, task: Task, settings: Settings) -> Path:
    """The transcript of a video; without one, a draft that is made once, and that somebody may correct."""
    if video.transcript:
        return Path(video.transcript)
    text = task.places.draft(video.name)
    if text.exists():
        return text
    if can_tell_voices():
        made = drafting.draft(Path(video.media), settings, drafting.known_speakers(None))
        write_whole(beside(text), made.beside)
        write_draft(task.places, video.name, made.draft.text)
    else:
        speech = pipeline.hear(Path(video.media), settings).speech
        write_draft(task.places, video.name, render_draft(speech))
    return text


def _listen(_task: Task, files: Files, settings: Settings) -> None:
    text = pipeline.open_text(files.transcript, settings).transcript
    pipeline.hear(files.media, settings, text)


def _align(_task: Task, files: Files, settings: Settings) -> None:
    pipeline.align_video(files.media, files.transcript, settings)


def _screen(_task: Task, files: Files, settings: Settings) -> None:
    if probe_audible(files.media).has_video:
        read_screen(files.media, settings)


def _describe(_task: Task, files: Files, settings: Settings) -> None:
    alignment = pipeline.align_video(files.media, files.transcript, settings)
    describe_film(alignment, files.media, files.transcript, settings)


def _publish(task: Task, files: Files, settings: Settings) -> None:
    video, places = task.video, task.places
    bundle = places.bundle(video.name)
    accepting = accepted_by_editors(files.transcript)
    pipeline.make(files.media, files.transcript, bundle, settings, task.overwrite, accepting=accepting)
    about = about_of(bundle)
    entry = Entry(
        name=video.name,
        title=about.title if about else video.title,
        language=about.language if about else video.language or "",
        date=video.date,
        description=video.description,
        source=published_source(video.source),
        is_draft=not video.transcript and is_as_drafted(places, video.name),
    )
    write_whole(places.entry(video.name), render_entry(entry))


_WORK: Final[Mapping[Stage, Callable[[Task, Files, Settings], None]]] = {
    Stage.LISTEN: _listen,
    Stage.ALIGN: _align,
    Stage.SCREEN: _screen,
    Stage.DESCRIBE: _describe,
    Stage.PUBLISH: _publish,
}
