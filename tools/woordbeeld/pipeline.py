"""The sentence that this program is.

document -> transcript ;  media -> speech ;  (transcript, speech) -> alignment -> tracks -> publications
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from woordbeeld.alignment.accepted import NOTHING, Accepted, Accepting, nothing_of
from woordbeeld.alignment.align import KnownWindows, align
from woordbeeld.alignment.belonging import refuse_another_text
from woordbeeld.alignment.given_times import NO_TIMES, Given
from woordbeeld.alignment.heard_voices import HeardVoices
from woordbeeld.alignment.model import AlignedLine, Alignment
from woordbeeld.alignment.pinning import apply_pins
from woordbeeld.alignment.recording import Recording
from woordbeeld.cache import ContentCache
from woordbeeld.errors import BadInputError, EnvironmentProblemError
from woordbeeld.inputs import refuse_unreadable_name
from woordbeeld.intake.opening import Opened, open_alignable, settled_by_sound
from woordbeeld.media.model import Media
from woordbeeld.media.once import activity_of, shots_of
from woordbeeld.media.playable import playable, published_sound, sound_alone
from woordbeeld.media.samples import decode
from woordbeeld.publications.about import About
from woordbeeld.publications.bundle import publication_names, publications
from woordbeeld.publications.downloads import MediaFile, PublishedMedia
from woordbeeld.publications.report import Report
from woordbeeld.publications.titles import title_of
from woordbeeld.settings import Settings
from woordbeeld.speech.listening import listen
from woordbeeld.speech.model import Speech
from woordbeeld.speech.recogniser import Recogniser
from woordbeeld.transcript.model import Transcript
from woordbeeld.transcript.pins import pins_path, read_pins
from woordbeeld.voices.audit import Audit, LineVoice
from woordbeeld.voices.auditing import audit_lines
from woordbeeld.voices.doubting import heard_voices
from woordbeeld.voices.drafting import DraftLine, draft_lines, voices_of_words
from woordbeeld.voices.hearing import KnownVoices, embedders, line_voices, refuse_without_weights
from woordbeeld.words import say
from woordbeeld.writing import Target, about_of, reserved_bundle, write_bundle

VIDEO_NAME = "media.mp4"
SOUND_NAME = "audio.m4a"  # alone, or that of a video beside it
MP3_NAME = "audio.mp3"  # sound alone that was given so


def make(
    video: Path,
    transcript: Path,
    out: Path,
    settings: Settings,
    overwrite: Iterable[str] = (),
    *,
    accepting: Accepting = nothing_of,
) -> Report:
    """Write the bundle of a video and its annotated transcript; a failed run leaves an earlier one whole.

    Files that no run wrote, or that were changed since, are replaced only where `overwrite` names them. What
    a person accepted of the transcript, the report asks of nobody.
    """
    target = Target(out, inputs(video, transcript, settings), frozenset(overwrite))
    with reserved_bundle(target, *names_to_write(settings)):
        heard, alignment = _heard_and_aligned(video, transcript, settings)
        alignment = with_voices(heard, alignment, settings)
        accepted = accepting(alignment.transcript)
        title = settings.title or title_of(transcript)
        return publish(alignment, video, target, settings, title, accepted=accepted)


def align_video(video: Path, transcript: Path, settings: Settings) -> Alignment:
    """When each word of a transcript is said in a video: (transcript, speech) -> alignment.

    Raises:
        BadInputError: one of the two cannot be used, or they do not belong together.
    """
    return _heard_and_aligned(video, transcript, settings)[1]


def audit_speakers(video: Path, transcript: Path, settings: Settings) -> tuple[Alignment, Audit]:
    """Which labels of a transcript the voices in its video contradict.

    Raises:
        BadInputError: as `align_video`.
        EnvironmentProblemError: what tells voices apart is not on this machine.
    """
    alignment, found, _ = voices_by_label(video, transcript, settings)
    return alignment, found


def voices_by_label(
    video: Path, transcript: Path, settings: Settings
) -> tuple[Alignment, Audit, tuple[LineVoice, ...]]:
    """Which labels of a transcript the voices in its video contradict, and the voice of each line.

    Raises:
        BadInputError: as `align_video`.
        EnvironmentProblemError: what tells voices apart is not on this machine.
    """
    refuse_without_weights()  # before the minutes of listening
    heard, alignment = _heard_and_aligned(video, transcript, settings)
    return alignment, *compared(heard, alignment, settings)


def with_voices(heard: ListenedVideo, alignment: Alignment, settings: Settings) -> Alignment:
    """The alignment with what the voices tell of its labels, or why nothing compares them here.

    Without that all else of a bundle is made as well.
    """
    try:
        found, voices = compared(heard, alignment, settings)
    except EnvironmentProblemError as error:
        untold = HeardVoices(untold=say("voices.not_compared", why=error.message))
        return replace(alignment, voices=untold)
    return replace(alignment, voices=heard_voices(found, voices, alignment.lines))


def compared(
    heard: ListenedVideo, alignment: Alignment, settings: Settings
) -> tuple[Audit, tuple[LineVoice, ...]]:
    """What the voices tell of the labels, and the voice of each line.

    What was listened to before is not listened to again.

    Raises:
        EnvironmentProblemError: what tells voices apart is not on this machine, or cannot be used.
    """
    refuse_without_weights()
    with settings.stage(say("stage.comparing")) as progress:
        lines, samples, cache = alignment.lines, heard.recording.samples, ContentCache(settings.cache)
        found = audit_lines(lines, samples, embedders(), cache, progress, known=heard.voices)
        return found, line_voices(lines, samples, embedders(), cache, known=heard.voices)


def voices_in(
    heard: ListenedVideo, lines: Sequence[AlignedLine], settings: Settings
) -> tuple[LineVoice, ...]:
    """The voice of each line that has times.

    Raises:
        EnvironmentProblemError: as `compared`.
    """
    with settings.stage(say("stage.comparing")) as progress:
        cache, samples = ContentCache(settings.cache), heard.recording.samples
        return line_voices(lines, samples, embedders(), cache, progress, known=heard.voices)


def draft(
    video: Path, settings: Settings, speakers: int | None = None
) -> tuple[ListenedVideo, tuple[DraftLine, ...]]:
    """What is heard in a video, and the same as lines of a draft, by whose voice it is.

    Raises:
        BadInputError: the video cannot be used, or no words are heard in it.
        EnvironmentProblemError: what tells voices apart is not on this machine.
    """
    refuse_without_weights()  # before the minutes of listening
    heard = hear(video, settings)
    if not heard.speech.words:
        raise BadInputError(
            say("error.media_file.no_words"), where=video.name, remedy=say("error.media_file.use_speech")
        )
    with settings.stage(say("stage.comparing")) as progress:
        found = voices_of_words(
            heard.speech.words,
            heard.recording.activity.voice,
            heard.recording.samples,
            embedders(),
            ContentCache(settings.cache),
            speakers=speakers,
            progress=progress,
        )
    return heard, draft_lines(heard.speech.words, found)


def _heard_and_aligned(video: Path, transcript: Path, settings: Settings) -> tuple[ListenedVideo, Alignment]:
    opened, pins = open_text(transcript, settings), read_pins(transcript)
    heard = hear(video, settings)
    opened = with_sound(opened, heard)
    alignment = align_text(heard, opened.transcript, settings, opened.times)
    refuse_another_text(alignment, heard.recording, heard.recogniser, transcript)
    return heard, apply_pins(alignment, pins)


def open_text(transcript: Path, settings: Settings) -> Opened:
    """The transcript in a file of any kind, to be aligned.

    Raises:
        BadInputError: it cannot be used.
    """
    with settings.stage(say("stage.reading", name=transcript.name)) as progress:
        return open_alignable(transcript, progress)


@dataclass(frozen=True, slots=True, eq=False)
class ListenedVideo:
    """A video that was listened to: all that is needed to align a text with it, and the next one."""

    recording: Recording
    speech: Speech
    recogniser: Recogniser
    windows: KnownWindows = field(default_factory=KnownWindows)
    voices: KnownVoices = field(default_factory=dict)


def hear(video: Path, settings: Settings) -> ListenedVideo:
    """What is heard in a video: media -> speech.

    Raises:
        BadInputError: the video cannot be used.
    """
    return listened(recorded(video, settings), settings)


def listened(recording: Recording, settings: Settings) -> ListenedVideo:
    """What is heard in the sound of a video, which is listened to once."""
    recogniser = settings.recogniser()
    with settings.stage(say("stage.listening")) as progress:
        speech = listen(
            recording.samples,
            recording.activity.voice,
            recording.activity.probabilities,
            recogniser,
            language=settings.language,
            progress=progress,
        )
    return ListenedVideo(recording, speech, recogniser)


def with_sound(opened: Opened, heard: ListenedVideo) -> Opened:
    """A transcript whose reading is settled, where it was doubtful, by what is heard in its video."""
    return settled_by_sound(opened, heard.speech.words, heard.recording.activity.voice)


def recorded(video: Path, settings: Settings) -> Recording:
    """A video's sound, where there is voice in it, and where its picture cuts.

    Raises:
        BadInputError: it cannot be used, or nobody speaks in it.
    """
    refuse_unreadable_name(video)
    cache = ContentCache(settings.cache)
    with settings.stage(say("stage.opening")):
        media, samples = decode(video)
        shots = shots_of(video, media, cache)
    with settings.stage(say("stage.voices")) as progress:
        activity = activity_of(samples, cache, progress)
    if not activity.voice:
        raise BadInputError(
            say("error.media_file.no_voice"), where=video.name, remedy=say("error.media_file.use_speech")
        )
    return Recording(media, samples, activity, shots)


def align_text(
    heard: ListenedVideo, text: Transcript, settings: Settings, given: Given = NO_TIMES
) -> Alignment:
    """When each word of a text is said in what was heard, before the times that a person set.

    The times `given` by its document, if any, guide that.
    """
    with settings.stage(say("stage.timing")) as progress:
        return align(
            heard.recording,
            text,
            heard.speech,
            heard.recogniser,
            progress,
            known=heard.windows,
            given=given,
        )


def publish(
    alignment: Alignment,
    video: Path,
    target: Target,
    settings: Settings,
    title: str,
    *,
    accepted: Accepted = NOTHING,
) -> Report:
    """Write the bundle of an alignment: alignment -> tracks -> publications."""
    media = media_files(video, alignment.media, settings)
    published = PublishedMedia(*(MediaFile(name, file.stat().st_size) for name, file in media.items()))
    introduction = settings.introduction or ()
    bundle = publications(
        alignment,
        title,
        settings.profile,
        published,
        introduction=introduction,
        crlf=settings.crlf,
        accepted=accepted,
    )
    with settings.stage(say("stage.writing")):
        about = About(title, alignment.language, introduction)
        write_bundle(target, bundle.publications, media, about)
    return bundle.report


def as_before(bundle: Path | None, settings: Settings) -> Settings:
    """The settings, with the title and the introduction that a bundle has where nobody said others."""
    about = about_of(bundle) if bundle else None
    if not about:
        return settings
    introduction = about.introduction if settings.introduction is None else settings.introduction
    return replace(settings, title=settings.title or about.title, introduction=introduction)


def media_files(video: Path, media: Media, settings: Settings) -> dict[str, Path]:
    """The names of media in the bundle, what is played first, with the files that they are copies of.

    Those are made once, which takes seconds or minutes.
    """
    with settings.stage(say("stage.media")):
        if media.has_video:
            played = playable(video, media, settings.cache)
            return {VIDEO_NAME: played, SOUND_NAME: sound_alone(video, media, settings.cache)}
        sound = published_sound(video, media, settings.cache)
        return {MP3_NAME if sound.suffix.lower() == ".mp3" else SOUND_NAME: sound}


def inputs(video: Path, transcript: Path, settings: Settings) -> tuple[Path, ...]:
    """All files that a bundle is made from."""
    own = filter(None, (settings.profile_file, settings.introduction_file))
    return video, transcript, pins_path(transcript), Path(settings.model), *own


def names_to_write(settings: Settings) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names that publications will have, `*` for a language not known yet; and that media may have."""
    return publication_names(settings.language or "*"), (VIDEO_NAME, SOUND_NAME, MP3_NAME)
