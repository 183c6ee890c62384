"""The sentence that this program is.

media -> speech ;  (transcript, speech) -> alignment -> tracks -> publications
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import platformdirs

from woordbeeld.alignment.align import Known, align
from woordbeeld.alignment.model import Alignment, Match
from woordbeeld.alignment.pinning import apply_pins
from woordbeeld.alignment.recording import Recording
from woordbeeld.cache import ContentCache, content_key
from woordbeeld.errors import BadInputError
from woordbeeld.formats.xml_text import xml_text
from woordbeeld.inputs import InputKind, NoSuchFileError, printable, read_input
from woordbeeld.media.model import Activity, Media
from woordbeeld.media.playable import ENDINGS, playable, sound_alone
from woordbeeld.media.samples import Samples, decode
from woordbeeld.media.shots import shot_changes
from woordbeeld.media.voice import voice_activity
from woordbeeld.publications.bundle import publication_names, publications
from woordbeeld.publications.downloads import MediaFile, PublishedMedia
from woordbeeld.publications.report import Report
from woordbeeld.speech.download import download
from woordbeeld.speech.listening import CachedRecogniser, listen, spoken_language
from woordbeeld.speech.model import Speech
from woordbeeld.speech.recogniser import Recogniser, WhisperRecogniser
from woordbeeld.speech.weights import missing_download
from woordbeeld.timing import Span
from woordbeeld.tracks.profile import NL_WEB, CaptionProfile
from woordbeeld.transcript import page, reader
from woordbeeld.transcript.model import Transcript
from woordbeeld.transcript.pins import Pins, parse_pins, pins_path
from woordbeeld.writing import Target, reserved_bundle, write_bundle

ACTIVITY_VERSION = 3  # raised when the same sound would give other voice activity
SHOTS_VERSION = 1
LEAST_SHARE = 0.01
SOUND_NAME = "audio.m4a"  # of a video, beside it
MIN_LANGUAGE_PROBABILITY = 0.7  # below it Whisper only guesses the language, computer voices above all
MIN_HEARD_SHARE = 0.2  # of the words; function words alone bring a transcript of another video to about 0.1

Stage = Callable[[str], AbstractContextManager[Callable[[float], None]]]


@contextmanager
def silent(_: str) -> Iterator[Callable[[float], None]]:
    """A stage that tells nobody how far it is."""
    yield lambda _: None


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose; `language` None means detect it. `stage` shows how far a stage is.

    Without a `title` the name of the transcript's file is that of the pages. With `crlf` the lines of SubRip
    files end in CR LF. `profile_file` is where the profile stands, if it is the user's own.
    """

    language: str | None = "nl"
    model: str = "base"
    profile: CaptionProfile = NL_WEB
    title: str | None = None
    crlf: bool = False
    profile_file: Path | None = None
    cache: Path = field(
        default_factory=lambda: Path(
            os.environ.get("WOORDBEELD_CACHE") or platformdirs.user_cache_dir("woordbeeld")
        )
    )
    stage: Stage = silent

    @property
    def quietly(self) -> Settings:
        """The same, telling nobody how far a stage is."""
        return replace(self, stage=silent)

    def recogniser(self) -> Recogniser:
        """The recogniser of the chosen model, which is downloaded first where it must be.

        Raises:
            BadInputError: there is no such model.
            EnvironmentProblemError: it is not on this machine and cannot be downloaded.
        """
        if wanted := missing_download(self.model, self.cache):
            with self.stage(f"Downloading Whisper {self.model}") as progress:
                download(wanted, progress)
        return CachedRecogniser(WhisperRecogniser(self.model, self.cache), ContentCache(self.cache))


def make(
    video: Path, transcript: Path, out: Path, settings: Settings, overwrite: Iterable[str] = ()
) -> Report:
    """Write the bundle of a video and its annotated transcript; a failed run leaves an earlier one whole.

    Files that no run wrote, or that were changed since, are replaced only where `overwrite` names them.
    """
    target = Target(out, inputs(video, transcript, settings), frozenset(overwrite))
    with reserved_bundle(target, *names_to_write(settings)):
        alignment = align_video(video, transcript, settings)
        return publish(alignment, video, target, settings, settings.title or title_of(transcript))


def inputs(video: Path, transcript: Path, settings: Settings) -> tuple[Path, ...]:
    """All files that a bundle is made from."""
    own = (settings.profile_file,) if settings.profile_file else ()
    return video, transcript, pins_path(transcript), Path(settings.model), *own


def names_to_write(settings: Settings) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names that publications will have, as far as the language is known; and that media may have."""
    names = publication_names(settings.language or "*")
    return tuple(name for name in names if "*" not in name), (
        *(f"media{ending}" for ending in ENDINGS),
        SOUND_NAME,
    )


def publish(
    alignment: Alignment,
    video: Path,
    target: Target,
    settings: Settings,
    title: str,
) -> Report:
    """Write the bundle of an alignment: alignment -> tracks -> publications."""
    media = media_files(video, alignment.media, settings)
    about = PublishedMedia(*(MediaFile(name, file.stat().st_size) for name, file in media.items()))
    bundle = publications(alignment, title, settings.profile, about, crlf=settings.crlf)
    with settings.stage("Writing the bundle"):
        write_bundle(target, bundle.publications, media)
    return bundle.report


def media_files(video: Path, media: Media, settings: Settings) -> dict[str, Path]:
    """The names of media in the bundle, what is played first, with the files that they are copies of.

    Those are made once, which takes seconds or minutes.
    """
    with settings.stage("Preparing the media"):
        played = playable(video, media, settings.cache)
        found = {f"media{played.suffix.lower()}": played}
        if media.has_video:
            found[SOUND_NAME] = sound_alone(video, media, settings.cache)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """A video that was listened to: all that is needed to align a text with it, and the next one."""

    recording: Recording
    speech: Speech
    recogniser: Recogniser
    known: Known = field(default_factory=dict)


def hear(video: Path, settings: Settings) -> Heard:
    """What is heard in a video: media -> speech.

    Raises:
        BadInputError: the video cannot be used.
    """
    recording = recorded(video, settings)
    recogniser = settings.recogniser()
    with settings.stage("Listening to the speech") as progress:
        speech = listen(
            recording.samples,
            recording.activity.voice,
            recording.activity.probabilities,
            recogniser,
            language=settings.language,
            progress=progress,
        )
    return Heard(recording, speech, recogniser)


def align_video(video: Path, transcript: Path, settings: Settings) -> Alignment:
    """When each word of a transcript is said in a video: (transcript, speech) -> alignment.

    Raises:
        BadInputError: one of the two cannot be used, or they do not belong together.
    """
    text, pins = read_transcript(transcript), read_pins(transcript)
    heard = hear(video, settings)
    alignment = align_text(heard, text, settings)
    refuse_another_text(alignment, heard, transcript)
    return apply_pins(alignment, pins)


def align_text(heard: Heard, text: Transcript, settings: Settings) -> Alignment:
    """When each word of a text is said in what was heard, before the times that a person set."""
    with settings.stage("Timing the transcript") as progress:
        return align(heard.recording, text, heard.speech, heard.recogniser, progress, known=heard.known)


def refuse_another_text(alignment: Alignment, heard: Heard, transcript: Path) -> None:
    """Refuse a text of which hardly a word was heard.

    Raises:
        BadInputError: text and video do not belong together.
    """
    if (share := _heard_share(alignment)) < MIN_HEARD_SHARE:
        recording = heard.recording
        spoken, sure = spoken_language(recording.samples, recording.activity.voice, heard.recogniser)
        other = spoken if sure >= MIN_LANGUAGE_PROBABILITY and spoken != alignment.language else None
        raise _not_its_transcript(share, other, alignment.media.name, transcript)


def read_pins(transcript: Path) -> Pins:
    """The times that a person set, if there are any beside the transcript."""
    path = pins_path(transcript)
    try:
        data = read_input(path, InputKind.PINS)
    except NoSuchFileError:
        return Pins()
    text, _ = reader.decode(data, path.name)
    return parse_pins(text, path.name)


def import_page(saved: Path) -> str:
    """The annotated transcript in a saved page, as text."""
    text, _ = reader.decode(read_input(saved, InputKind.PAGE), saved.name)
    try:
        return page.extract(text)
    except BadInputError as error:
        raise BadInputError(error.what, where=saved.name, remedy=error.remedy) from error


def contents_of(text: str) -> str:
    """In words, what a transcript holds."""
    transcript = reader.read(text)
    words = sum(len(line.words) for line in transcript.spoken_lines)
    return (
        f"{len(transcript.turns)} turns of {len(transcript.speakers)} speakers, "
        f"{len(transcript.spoken_lines)} spoken lines with {words} words, "
        f"{len(transcript.scenes)} scene descriptions, {len(transcript.sounds)} sounds"
    )


def title_of(transcript: Path) -> str:
    """A title for the pages, from the name of the transcript's file.

    >>> title_of(Path("transcripts/symposium-entreeopleidingen.txt"))
    'Symposium entreeopleidingen'
    """
    title = as_title(transcript.stem.replace("-", " ").replace("_", " "))
    return title[:1].upper() + title[1:] if title else as_title(transcript.name)


def as_title(text: str) -> str:
    r"""A text as a title: on one line, without what no page can hold.

    >>> as_title("Een\n\x1b[1m caf\udce9")
    'Een [1m caf?'
    """
    return " ".join(xml_text(printable(text)).split())


def read_transcript(path: Path) -> Transcript:
    """A transcript that can be aligned.

    Raises:
        BadInputError: it cannot be read, nobody speaks in it, or a description in it is never closed.
    """
    transcript = reader.read_file(path)
    for finding in transcript.findings:
        if finding.rule == "unclosed-description":
            raise BadInputError(str(finding.message), where=f"{path.name}:{finding.line}")
    if not transcript.spoken_lines:
        raise BadInputError(
            "there are no spoken lines in it",
            where=path.name,
            remedy="give a transcript with lines such as 'TON HEERTS: Super dank.'",
        )
    return transcript


def recorded(video: Path, settings: Settings) -> Recording:
    """A video's sound, where there is voice in it, and where its picture cuts.

    Raises:
        BadInputError: it cannot be used, or nobody speaks in it.
    """
    if printable(str(video)) != str(video):
        raise BadInputError(
            "its name has characters that cannot be read", where=printable(video.name), remedy="rename it"
        )
    cache = ContentCache(settings.cache)
    with settings.stage("Opening the video"):
        media, samples = decode(video)
        key = content_key("shots", SHOTS_VERSION, media.sha256)
        shots = cache.get(key, lambda: shot_changes(video)) if media.has_video else ()
    with settings.stage("Finding the voices") as progress:
        activity = _activity(samples, cache, progress)
    if not activity.voice:
        raise BadInputError("nobody speaks in it", where=video.name, remedy="use the version with speech")
    return Recording(media, samples, activity, tuple(shots))


def _activity(samples: Samples, cache: ContentCache, progress: Callable[[float], None]) -> Activity:
    def found() -> dict[str, object]:
        activity = voice_activity(samples, progress)
        return {
            "voice": [[span.start_ms, span.end_ms] for span in activity.voice],
            "probabilities": activity.probabilities,
            "noises": [[span.start_ms, span.end_ms] for span in activity.noises],
        }

    kept = cache.get(content_key("activity", ACTIVITY_VERSION, samples.tobytes()), found)
    voice, noises = (tuple(Span(*pair) for pair in kept[name]) for name in ("voice", "noises"))
    return Activity(voice, tuple(kept["probabilities"]), noises)


def _percentage(share: float) -> str:
    """A share in words.

    >>> _percentage(0.06), _percentage(0.001)
    ('only 6%', 'less than 1%')
    """
    return f"only {share:.0%}" if share >= LEAST_SHARE else "less than 1%"


def _heard_share(alignment: Alignment) -> float:
    words = alignment.words
    return sum(word.match is Match.SAME for word in words) / len(words)


def _not_its_transcript(
    share: float, other_language: str | None, video: str, transcript: Path
) -> BadInputError:
    heard = f"{_percentage(share)} of its words were heard in {video}"
    if other_language:
        return BadInputError(
            f"{heard}, where the language seems to be '{other_language}'",
            where=transcript.name,
            remedy=f"give a transcript of what is said, and --lang {other_language}",
        )
    return BadInputError(
        heard,
        where=transcript.name,
        remedy="check that it is the transcript of this video, and in the language that is spoken (--lang)",
    )


def speech_as_json(speech: Speech) -> str:
    """What was heard, as JSON: language, model, and a row for each word with its times in ms."""
    words = [
        {
            "text": word.text,
            "start_ms": word.span.start_ms,
            "end_ms": word.span.end_ms,
            "confidence": round(word.confidence, 3),
        }
        for word in speech.words
    ]
    about = {"version": 1, "language": speech.language, "model": speech.model, "words": words}
    return json.dumps(about, ensure_ascii=False, indent=1) + "\n"
