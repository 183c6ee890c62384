"""What the editor needs of a video, worked out while its page is open already, and told as it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count
from pathlib import Path
from threading import Lock
from time import time_ns

from woordbeeld import pipeline, writing
from woordbeeld.alignment.accepted import Accepted
from woordbeeld.alignment.belonging import refuse_another_text
from woordbeeld.alignment.carrying import carried_over
from woordbeeld.alignment.given_times import Given
from woordbeeld.alignment.model import Alignment
from woordbeeld.alignment.recording import Recording
from woordbeeld.describing import describe_film, notes_on_recordings
from woordbeeld.editor.analysis import analyse
from woordbeeld.editor.progress import Hearing, Sound
from woordbeeld.editor.pruning import prune
from woordbeeld.editor.shared_session import SharedSession
from woordbeeld.editor.waveform import peaks
from woordbeeld.errors import EnvironmentProblemError, WoordbeeldError
from woordbeeld.inputs import refuse_unreadable_name
from woordbeeld.kept import journals
from woordbeeld.media.playable import is_played, playable
from woordbeeld.media.probing import Probe
from woordbeeld.media.samples import probe_audible
from woordbeeld.publications.titles import title_of
from woordbeeld.seeing import with_screen
from woordbeeld.settings import Settings, Stage
from woordbeeld.transcript.model import Transcript
from woordbeeld.words import Message


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


class Video:
    """The video that is worked on, listened to once: when what is heard in it is first asked for.

    Raises:
        BadInputError: its container tells already that it cannot be used.
    """

    def __init__(self, files: Files, settings: Settings, said: Transcript | None = None) -> None:
        refuse_unreadable_name(files.video)
        self.files = files
        self._said = said  # in it, as far as is known before it is listened to
        self.settings = settings
        self.own_stage = settings.stage  # of which pages are not told
        self.probed: Probe = probe_audible(files.video)
        self._making = Lock()  # its media: minutes of work, which must not be done twice at once
        self._knows_voices = False
        self._knows_screen = False

    @property
    def title(self) -> str:
        return self.settings.title or title_of(self.files.transcript)

    def tell(self, hears: Callable[[Hearing], None]) -> None:
        """Have somebody told, too, how far the listening is."""
        self.settings = replace(self.settings, stage=told(self.own_stage, hears))

    @cached_property
    def recording(self) -> Recording:
        return pipeline.recorded(self.files.video, self.settings)

    @cached_property
    def heard(self) -> pipeline.ListenedVideo:
        return pipeline.listened(self.recording, self.settings, self._said)

    @property
    def as_it_is(self) -> Path | None:
        """The file itself, if browsers play it."""
        return self.files.video if is_played(self.files.video, self.probed) else None

    def playable(self) -> Path:
        """What browsers play of it (see `media.playable`)."""
        with self._making:
            return playable(self.files.video, self.recording.media, self.settings.cache)

    def align(self, text: Transcript) -> Alignment:
        """When each word of a text is said in it; nobody is told how far that is."""
        return pipeline.align_text(self.heard, text, self.settings.quietly)

    def align_first(self, text: Transcript, given: Given) -> Alignment:
        """The same, told; the times that the document has, if any, guide it."""
        return pipeline.align_text(self.heard, text, self.settings, given)

    def listen_to_voices(self, alignment: Alignment, tell: Callable[[float], None]) -> None:
        """Hear the voice of each line, minutes of work the first time, and tell how far that is."""
        settings = replace(self.settings, stage=telling(self.own_stage, tell))
        with suppress(EnvironmentProblemError):  # it will be told as what the voices tell
            pipeline.compared(self.heard, alignment, settings)
        self._knows_voices = True

    def read_screen(self, alignment: Alignment) -> None:
        """Read the text in the picture, minutes of work for a long video the first time."""
        with_screen(self.files.video, alignment, self.settings.quietly)
        self._knows_screen = True

    def compared(self, alignment: Alignment, accepted: Accepted) -> Alignment:
        """With what voices and picture tell of it, as soon as they were heard and read."""
        alignment = self.with_voices(alignment, accepted)
        if not self._knows_screen:
            return alignment
        return with_screen(self.files.video, alignment, self.settings.quietly)

    def with_voices(self, alignment: Alignment, accepted: Accepted) -> Alignment:
        """With what the voices tell of its labels, as soon as they were heard; some are certain."""
        if not self._knows_voices:
            return alignment
        return pipeline.with_voices(self.heard, alignment, self.settings.quietly, accepted)

    def publish(self, alignment: Alignment, accepted: Accepted) -> None:
        """Write the bundle of an alignment, if there is one to write, with what was accepted of its text."""
        settings = self.settings.quietly
        if target := self.files.target(settings):
            with self._making:
                video, text = self.files.video, self.files.transcript
                described = describe_film(alignment, video, text, settings)
                pipeline.publish(
                    alignment,
                    video,
                    target,
                    settings,
                    self.title,
                    accepted=accepted,
                    described=described,
                    notes=notes_on_recordings(alignment, text, settings),
                )

    def prepare(self) -> None:
        """Make beforehand what a first save would wait for."""
        if self.files.bundle:
            with self._making:
                pipeline.media_files(self.files.video, self.recording.media, self.settings.quietly)
        self.heard.recogniser.prepare()


def told(stage: Stage, tell: Callable[[Hearing], None]) -> Stage:
    """The stage, of which pages are told too how far it is."""
    steps = count(1)

    @contextmanager
    def both(name: Message) -> Iterator[Callable[[float], None]]:
        step = next(steps)
        tell(Hearing(step))
        with telling(stage, lambda share: tell(Hearing(step, round(share * 100))))(name) as progress:
            yield progress

    return both


def telling(stage: Stage, tell: Callable[[float], None]) -> Stage:
    """The stage, of which somebody is told too how far it is (0 to 1)."""

    @contextmanager
    def both(name: Message) -> Iterator[Callable[[float], None]]:
        def progressed(share: float) -> None:
            tell(share)
            progress(share)

        with stage(name) as progress:
            yield progressed

    return both


def prepare(video: Video, shared: SharedSession, text: Transcript, given: Given) -> None:
    """Listen to a video, and tell the pages what is known of it as soon as it is: sound, times, doubts.

    Raises:
        WoordbeeldError: the video cannot be used, or does not belong to the text; the pages are told.
    """
    video.tell(shared.hears)
    is_new = not shared.version  # what somebody made of it may go as far as they like
    try:
        sound = Sound(video.recording.media.duration_ms, peaks(video.recording.samples), video.as_it_is)
        shared.has_sound(sound)
        found = video.align_first(text, given)
        if is_new:
            refuse_another_text(found, video.recording, video.heard.recogniser, video.files.transcript)
        state = shared.state
        current = carried_over(found, state.transcript) or video.align(state.transcript)
        shared.compares_voices(0)
        shared.deliver(state, analyse(state, current, video.settings.profile))
        shared.has_sound(replace(sound, media=sound.media or video.playable()))
    except WoordbeeldError as error:
        shared.could_not_hear(error.message)
        raise
    try:
        video.listen_to_voices(current, shared.compares_voices)
        video.read_screen(current)
    finally:
        shared.knows_voices()
    with suppress(WoordbeeldError):  # it will be told where it is needed
        video.prepare()
    prune(journals(), time_ns())
