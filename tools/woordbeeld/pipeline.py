"""The sentence that this program is.

document -> transcript ;  media -> speech, voices, screen
(transcript, speech) -> alignment -> descriptions, tracks -> publications
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
from woordbeeld.alignment.on_screen import SeenTexts
from woordbeeld.alignment.pinning import apply_pins
from woordbeeld.alignment.recording import Recording
from woordbeeld.alignment.seen_texts import seen_texts
from woordbeeld.cache import ContentCache
from woordbeeld.describing import (
    describe_film,
    described_names,
    extended_files,
    kept_voice,
    notes_on_recordings,
    published_media,
    with_known_voice,
)
from woordbeeld.description.describing import DescribedFilm
from woordbeeld.errors import BadInputError, EnvironmentProblemError
from woordbeeld.inputs import refuse_unreadable_name
from woordbeeld.intake.opening import Opened, open_alignable, settled_by_sound
from woordbeeld.media.model import Media
from woordbeeld.media.once import activity_of, shots_of
from woordbeeld.media.pictures import picture_of
from woordbeeld.media.playable import playable, published_sound, sound_alone
from woordbeeld.media.samples import decode
from woordbeeld.publications.about import About
from woordbeeld.publications.bundle import publication_names, publications
from woordbeeld.publications.cutting import FURTHER_PAGES
from woordbeeld.publications.report import Report
from woordbeeld.publications.titles import title_of
from woordbeeld.screen.rapid_ocr import refuse_without_reader
from woordbeeld.seeing import texts_shown, with_screen
from woordbeeld.settings import Settings
from woordbeeld.speech.listening import listen
from woordbeeld.speech.model import Speech
from woordbeeld.speech.recogniser import Recogniser
from woordbeeld.transcript.model import Transcript
from woordbeeld.transcript.naming import named
from woordbeeld.transcript.pins import pins_path, read_pins
from woordbeeld.voices.audit import Audit, LineVoice
from woordbeeld.voices.auditing import audit_lines
from woordbeeld.voices.doubting import heard_voices
from woordbeeld.voices.drafting import DraftLine, draft_lines, voices_of_words
from woordbeeld.voices.exchanged import exchanged
from woordbeeld.voices.hearing import KnownVoices, embedders, line_voices, refuse_without_weights
from woordbeeld.words import Message, say
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
    settings = with_known_voice(settings, transcript)
    with reserved_bundle(target, *names_to_write(settings)):
        heard, alignment = _heard_and_aligned(video, transcript, settings)
        accepted = accepting(alignment.transcript)
        alignment = with_screen(video, with_voices(heard, alignment, settings, accepted), settings)
        title = settings.title or title_of(transcript)
        described = describe_film(alignment, video, transcript, settings)
        notes = notes_on_recordings(alignment, transcript, settings)
        return publish(
            alignment, video, target, settings, title, accepted=accepted, described=described, notes=notes
        )


def align_video(video: Path, transcript: Path, settings: Settings) -> Alignment:
    """When each word of a transcript is said in a video: (transcript, speech) -> alignment.

    Raises:
        BadInputError: one of the two cannot be used, or they do not belong together.
    """
    return _heard_and_aligned(video, transcript, settings)[1]


def audit_speakers(
    video: Path, transcript: Path, settings: Settings, *, accepting: Accepting = nothing_of
) -> tuple[Alignment, Audit]:
    """Which labels of a transcript the voices in its video contradict, but those that a person accepted.

    Raises:
        BadInputError: as `align_video`.
        EnvironmentProblemError: what tells voices apart is not on this machine.
    """
    alignment, found, _ = voices_by_label(video, transcript, settings, accepting=accepting)
    return with_screen(video, alignment, settings), found


def voices_by_label(
    video: Path, transcript: Path, settings: Settings, *, accepting: Accepting = nothing_of
) -> tuple[Alignment, Audit, tuple[LineVoice, ...]]:
    """Which labels of a transcript the voices in its video contradict, and the voice of each line.

    Raises:
        BadInputError: as `align_video`.
        EnvironmentProblemError: what tells voices apart is not on this machine.
    """
    refuse_without_weights()  # before the minutes of listening
    heard, alignment = _heard_and_aligned(video, transcript, settings)
    return alignment, *compared(heard, alignment, settings, accepting(alignment.transcript))


def with_voices(
    heard: ListenedVideo, alignment: Alignment, settings: Settings, accepted: Accepted = NOTHING
) -> Alignment:
    """The alignment with what the voices tell of its labels, or why nothing compares them here.

    Without that all else of a bundle is made as well. The labels that a person `accepted` are certain.
    """
    try:
        found, voices = compared(heard, alignment, settings, accepted)
    except EnvironmentProblemError as error:
        untold = HeardVoices(untold=say("voices.not_compared", why=error.message))
        return replace(alignment, voices=untold)
    pairs = exchanged(found, named(alignment.transcript))
    return replace(alignment, voices=heard_voices(found, voices, alignment.lines, pairs))


def compared(
    heard: ListenedVideo, alignment: Alignment, settings: Settings, accepted: Accepted = NOTHING
) -> tuple[Audit, tuple[LineVoice, ...]]:
    """What the voices tell of the labels, and the voice of each line.

    What was listened to before is not listened to again.

    Raises:
        EnvironmentProblemError: what tells voices apart is not on this machine, or cannot be used.
    """
    refuse_without_weights()
    with settings.stage(say("stage.comparing")) as progress:
        lines, samples, cache = alignment.lines, heard.recording.samples, ContentCache(settings.cache)
        known, certain = heard.voices, accepted.spoken
        found = audit_lines(lines, samples, embedders(), cache, progress, known=known, certain=certain)
        return found, line_voices(lines, samples, embedders(), cache, known=heard.voices)


def compare_screen(video: Path, transcript: Path, settings: Settings) -> tuple[Alignment, SeenTexts]:
    """How the texts that a film shows are told by what is said and described near them.

    Raises:
        BadInputError: as `align_video`, or the film has no picture.
        EnvironmentProblemError: what reads is not on this machine.
    """
    refuse_without_reader()  # before the minutes of listening
    picture_of(video)
    alignment = align_video(video, transcript, settings)
    shown = texts_shown(video, alignment.media, alignment.shots, settings)
    return alignment, seen_texts(alignment, shown)


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
    heard = hear(video, settings, opened.transcript)
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


def hear(video: Path, settings: Settings, text: Transcript | None = None) -> ListenedVideo:
    """What is heard in a video: media -> speech; the text that is said in it makes that faster.

    Raises:
        BadInputError: the video cannot be used.
    """
    return listened(recorded(video, settings), settings, text)


def listened(recording: Recording, settings: Settings, text: Transcript | None = None) -> ListenedVideo:
    """What is heard in the sound of a video, which is listened to once."""
    recogniser = settings.recogniser()
    with settings.stage(say("stage.listening")) as progress:
        speech = listen(
            recording.samples,
            recording.activity.voice,
            recording.activity.probabilities,
            recogniser,
            language=settings.language,
            text=[word for line in text.spoken_lines for word in line.words] if text else (),
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
    described: DescribedFilm | None = None,
    notes: tuple[Message, ...] | None = None,
) -> Report:
    """Write the bundle of an alignment: alignment -> tracks -> publications; `described` films go with it.

    The `notes` tell what is wrong with the recordings that say the descriptions, if those do.
    """
    media = media_files(video, alignment.media, settings)
    with_extended = extended_files(alignment, title, settings, described)
    published = published_media(media, described, with_extended)
    introduction = settings.introduction or ()
    bundle = publications(
        alignment,
        title,
        settings.profile,
        published,
        introduction=introduction,
        crlf=settings.crlf,
        accepted=accepted,
        plan=described.plan if described else None,
        description=described.sound if described else None,
        notes=notes,
    )
    files = (*bundle.publications, *with_extended)
    with settings.stage(say("stage.writing")):
        about = About(title, alignment.language, introduction)
        if described:
            about = replace(about, voice=kept_voice(settings), extended=settings.extended)
        write_bundle(target, files, {**media, **(described.files if described else {})}, about)
    return bundle.report


def as_before(bundle: Path | None, settings: Settings) -> Settings:
    """The settings, with the title, introduction and voice that a bundle has where nobody said others."""
    about = about_of(bundle) if bundle else None
    if not about:
        return settings
    introduction = about.introduction if settings.introduction is None else settings.introduction
    if settings.voice is None:
        settings = replace(settings, voice=about.voice, extended=settings.extended or about.extended)
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
    names, media = described_names(settings)
    published = (*publication_names(settings.language or "*"), *FURTHER_PAGES)
    return (*published, *names), (VIDEO_NAME, SOUND_NAME, MP3_NAME, *media)
