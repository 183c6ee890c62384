"""Commands that listen to a video: `make`, `demo`, `transcribe`, `align`; and `import` of its transcript."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import click

from woordbeeld.cli.exit_codes import DONE, ERRORS_FOUND
from woordbeeld.cli.options import (
    FILE,
    overwrite_file,
    overwrite_option,
    refuse_other_kind,
    tell,
    ui_language,
    with_narration,
    with_publishing,
    with_settings,
    with_sources,
)
from woordbeeld.errors import BadInputError, WrongUseError
from woordbeeld.showing import echo_text
from woordbeeld.timing import format_clock
from woordbeeld.words import say

if TYPE_CHECKING:
    from woordbeeld.intake.reading import Reading
    from woordbeeld.publications.report import Report
    from woordbeeld.settings import Settings

_ADDRESS: Final = re.compile(r"[a-z][a-z0-9+.-]+:/|www\.", re.IGNORECASE)
DEMO: Final = "symposium-entreeopleidingen"


@click.command()
@with_sources
@click.option("--out", required=True, type=FILE, help="The folder for the bundle.")
@overwrite_option
@with_settings
@with_publishing
@with_narration
def make(
    video: Path, transcript: Path, out: Path, overwrite: tuple[str, ...], *, settings: Settings, quiet: bool
) -> None:
    """Make all publications of VIDEO (or a sound file) and its annotated TRANSCRIPT.

    In a folder that holds a bundle its files are made anew; yours, and those that you changed, are kept.
    Exit code 1 means: all files are there, but the report holds errors to look at.

    Example: woordbeeld make talk.mp4 talk.txt --out talk-bundle
    """
    from woordbeeld import pipeline
    from woordbeeld.editor.from_journals import accepted_by_editors

    accepting = accepted_by_editors(transcript)
    report = pipeline.make(video, transcript, out, settings, overwrite, accepting=accepting)
    _finish(report, out, quiet=quiet)


@click.command()
@click.argument("video", type=FILE)
@click.option("--out", required=True, type=FILE, help="The file for the words.")
@click.option("--format", "as_", type=click.Choice(["json", "text"]), default="json", show_default=True)
@overwrite_file
@with_settings
def transcribe(video: Path, out: Path, *, as_: str, overwrite: bool, settings: Settings, quiet: bool) -> None:
    """Write the words that are heard in VIDEO, each with its time and confidence, as JSON.

    As text it is a draft of a transcript: a sentence a line, with nobody named.

    Example: woordbeeld transcribe talk.mp4 --out talk.json
    """
    from woordbeeld import pipeline, writing
    from woordbeeld.publications.draft import render_draft
    from woordbeeld.publications.speech_json import render_speech

    with writing.reserved_file(out, video, Path(settings.model)):
        refuse_other_kind(out)
        refuse = writing.refuse_foreign if as_ == "json" else writing.refuse_existing
        refuse(out, overwrite=overwrite)
        speech = pipeline.hear(video, settings).speech
        writing.write_file(out, render_speech(speech) if as_ == "json" else render_draft(speech))
    if not quiet:
        last = format_clock(speech.words[-1].span.start_ms) if speech.words else say("command.none")
        words = say("count.heard_words", count=len(speech.words))
        tell(say("command.heard", words=words, last=last, language=speech.language, out=str(out)))


@click.command()
@with_sources
@click.option("--out", required=True, type=FILE, help="The file for alignment.json.")
@overwrite_file
@with_settings
def align(
    video: Path, transcript: Path, out: Path, *, overwrite: bool, settings: Settings, quiet: bool
) -> None:
    """Write when every word of TRANSCRIPT is said in VIDEO, as JSON.

    Example: woordbeeld align talk.mp4 talk.txt --out alignment.json
    """
    from woordbeeld import pipeline, writing
    from woordbeeld.alignment.missing import missing
    from woordbeeld.alignment.phrases import aligned_phrases
    from woordbeeld.publications.alignment_json import render_alignment

    with writing.reserved_file(out, *pipeline.inputs(video, transcript, settings)):
        refuse_other_kind(out)
        writing.refuse_foreign(out, overwrite=overwrite)
        alignment = pipeline.align_video(video, transcript, settings)
        writing.write_file(out, render_alignment(alignment))
    if not quiet:
        words = say("count.words", count=len(alignment.words))
        lines = say("count.lines", count=len(alignment.lines))
        tell(say("command.aligned", words=words, lines=lines, out=str(out)))
        if unheard := sum(phrase.estimated for phrase in aligned_phrases(alignment)):
            tell(say("command.aligned_unheard", count=unheard))
        if missed := missing(alignment):
            seconds = sum(each.span.duration_ms for each in missed) / 1000
            tell(say("command.aligned_missing", count=len(missed), seconds=seconds))


@click.command("import")
@click.argument("file", type=FILE)
@click.option("--out", required=True, type=FILE, help="The file for the transcript.")
@click.option("--media", type=FILE, help="The video or sound: it decides what the file leaves open.")
@click.option("--format", "as_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--read-as",
    multiple=True,
    metavar="ROWS=WHAT",
    help="Correct how it was read; WHAT is spoken, scene, sound, speaker, left-out, said, or said-by:NAME.",
)
@overwrite_file
@with_settings
def import_(
    file: Path,
    out: Path,
    media: Path | None,
    *,
    as_: str,
    read_as: tuple[str, ...],
    overwrite: bool,
    settings: Settings,
    quiet: bool,
) -> NoReturn:
    """Read the transcript in FILE, of any kind, and write it as annotated text.

    FILE may be a document (Word, OpenDocument, RTF, PDF), a saved web page, text, captions, or JSON of a
    recogniser. What was understood, and what a person must look at, is told; exit code 1 says there is such.
    ROWS of --read-as, such as 3 or 5-8, are those of --format json.

    Example: woordbeeld import talk.docx --out talk.txt
    """
    from woordbeeld import pipeline, writing
    from woordbeeld.intake.correcting import corrections_of, with_corrections
    from woordbeeld.intake.opening import open_transcript

    if _ADDRESS.match(str(file)):
        raise WrongUseError(say("error.options.address"), remedy=say("error.options.save_page"))
    with writing.reserved_file(out, file, *([media] if media else [])):
        refuse_other_kind(out)
        with settings.stage(say("stage.reading", name=file.name)) as progress:
            opened = open_transcript(file, progress)
        opened = pipeline.with_sound(opened, pipeline.hear(media, settings)) if media else opened
        reading = with_corrections(opened.reading, corrections_of(read_as), opened.source)
        writing.refuse_existing(out, overwrite=overwrite)
        writing.write_file(out, reading.text)
    if not quiet:
        _tell_reading(reading, out, as_json=as_ == "json")
    sys.exit(ERRORS_FOUND if reading.needs_a_look else DONE)


def _tell_reading(reading: Reading, out: Path, *, as_json: bool) -> None:
    from woordbeeld.intake.summary import summary, summary_as_json

    if as_json:
        echo_text(summary_as_json(reading))
    else:
        echo_text(summary(reading, out.name, ui_language()))
        tell(say("import.see", out=str(out)))


@click.command()
@click.option("--out", default=Path("demo"), show_default=True, type=FILE, help="The folder for the bundle.")
@overwrite_option
@with_settings
def demo(out: Path, overwrite: tuple[str, ...], *, settings: Settings, quiet: bool) -> None:
    """Make the bundle of the symposium's stand-in video, which comes with a clone of the project.

    Its scene descriptions are said by espeak-ng, if that is on this machine: a draft.

    Example: woordbeeld demo
    """
    from woordbeeld import pipeline
    from woordbeeld.description.narrators.espeak import espeak_voices

    video, transcript = Path(f"media/{DEMO}.mp4"), Path(f"transcripts/{DEMO}.txt")
    if not video.exists():
        raise BadInputError(
            say("error.options.no_stand_in"), where=str(video), remedy=say("error.options.in_clone")
        )
    draft = next(iter(espeak_voices()), None)
    report = pipeline.make(video, transcript, out, replace(settings, voice=draft), overwrite)
    if not quiet:
        tell(say("command.demo_described") if draft else say("command.demo_undescribed"))
    _finish(report, out, quiet=quiet)


def _finish(report: Report, out: Path, *, quiet: bool) -> NoReturn:
    """Tell what was made and what to look at; the exit code says whether the report has errors."""
    from woordbeeld.publications.summary import summary

    if not quiet:
        echo_text(f"{summary(report, ui_language())}\n")
        tell(say("command.open_page", page=str(out / "index.html")))
        if report.errors:
            tell(say("command.errors", count=report.errors, report=str(out / "report.html")))
    sys.exit(ERRORS_FOUND if report.errors else DONE)
