"""The command line: options in, one call, exit code out.

What the commands need is imported inside them: help is shown at once, and Ctrl-C is heard from the start.
"""

from __future__ import annotations

import io
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from woordbeeld.errors import BadInputError, MissingPartError, WoordbeeldError
from woordbeeld.timing import format_clock

if TYPE_CHECKING:
    from woordbeeld.pipeline import Settings
    from woordbeeld.publications.report import Report
    from woordbeeld.speakers import Correction

DONE, ERRORS_FOUND, INTERRUPTED = 0, 1, 130
DEMO = "symposium-entreeopleidingen"

FILE = click.Path(path_type=Path)


class _Commands(click.Group):
    """Turns every error of ours into one sentence and its exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")  # an old terminal lacks letters; that stops no work
        try:
            return super().invoke(ctx)
        except WoordbeeldError as error:
            click.echo(f"woordbeeld: {error}", err=True)
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            raise  # click knows what to do where nobody reads on
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            click.echo(f"woordbeeld: {where}this machine refused it ({error.strerror})", err=True)
            ctx.exit(MissingPartError.exit_code)
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # who presses twice has been understood
            click.echo("woordbeeld: stopped; the next run goes on where this one was", err=True)
            ctx.exit(INTERRUPTED)


def _settings(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that decide how a video is listened to, handed on as one `settings`."""

    @click.option(
        "--lang", default="nl", show_default=True, metavar="CODE", help="Language; 'auto' detects it."
    )
    @click.option("--model", default="base", show_default=True, help="Whisper model, or a file of weights.")
    @click.option("--quiet", is_flag=True, help="Say nothing but errors.")
    @wraps(command)
    def with_settings(lang: str, model: str, *, quiet: bool, **others: Any) -> Any:
        from woordbeeld.pipeline import Settings
        from woordbeeld.terminal import heeding_ctrl_c, stages

        language = None if lang == "auto" else lang.lower()
        settings = Settings(language=language, model=model, stage=heeding_ctrl_c(stages(quiet=quiet)))
        return command(settings=settings, quiet=quiet, **others)

    return with_settings


_profile = click.option(
    "--profile",
    default="nl-web",
    show_default=True,
    metavar="NAME",
    help="Caption profile: bbc, kids, netflix-nl, nl-teletext, nl-web, or a TOML file.",
)


def _publishing(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that decide how a bundle looks, handed on in `settings`."""

    @_profile
    @click.option("--labels", metavar="MODE", help="Show who speaks by name, dash, colour, or none.")
    @click.option("--title", help="The title of the pages, else the name of the transcript's file.")
    @click.option("--crlf", is_flag=True, help="End the lines of the .srt file in CR LF, for old players.")
    @wraps(command)
    def with_publishing(
        profile: str, labels: str | None, title: str | None, *, crlf: bool, settings: Settings, **others: Any
    ) -> Any:
        from woordbeeld.tracks.profile import find_profile

        chosen = replace(settings, profile=find_profile(profile, labels=labels), title=title, crlf=crlf)
        return command(settings=chosen, **others)

    return with_publishing


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="woordbeeld")
def main() -> None:
    """Turn a video and its annotated transcript into subtitles, descriptions and an accessible transcript.

    Example: woordbeeld make talk.mp4 talk.txt --out talk-bundle
    """


@main.command()
@click.argument("video", type=FILE)
@click.argument("transcript", type=FILE)
@click.option("--out", required=True, type=FILE, help="The folder for the bundle.")
@_settings
@_publishing
def make(video: Path, transcript: Path, out: Path, *, settings: Settings, quiet: bool) -> None:
    """Make all publications of VIDEO (or a sound file) and its annotated TRANSCRIPT.

    Exit code 1 means: all files are there, but the report holds errors to look at.

    Example: woordbeeld make talk.mp4 talk.txt --out talk-bundle
    """
    from woordbeeld import pipeline

    _finish(pipeline.make(video, transcript, out, settings), out, quiet=quiet)


@main.command()
@click.argument("video", type=FILE)
@click.option("--out", required=True, type=FILE, help="The JSON file for the words.")
@_settings
def transcribe(video: Path, out: Path, *, settings: Settings, quiet: bool) -> None:
    """Write the words that are heard in VIDEO, each with its time and confidence, as JSON.

    Example: woordbeeld transcribe talk.mp4 --out talk.json
    """
    from woordbeeld import pipeline, writing

    writing.check_file(out, video)
    speech = pipeline.hear(video, settings).speech
    writing.write_file(out, pipeline.speech_as_json(speech))
    if not quiet:
        last = format_clock(speech.words[-1].span.start_ms) if speech.words else "none"
        click.echo(
            f"{len(speech.words)} words heard, the last at {last} (language {speech.language}); see {out}"
        )


@main.command()
@click.argument("video", type=FILE)
@click.argument("transcript", type=FILE)
@click.option("--out", required=True, type=FILE, help="The file for alignment.json.")
@_settings
def align(video: Path, transcript: Path, out: Path, *, settings: Settings, quiet: bool) -> None:
    """Write when every word of TRANSCRIPT is said in VIDEO, as JSON.

    Example: woordbeeld align talk.mp4 talk.txt --out alignment.json
    """
    from woordbeeld import pipeline, writing
    from woordbeeld.publications.alignment_json import render_alignment

    writing.check_file(out, video, transcript)
    alignment = pipeline.align_video(video, transcript, settings)
    writing.write_file(out, render_alignment(alignment))
    if not quiet:
        click.echo(f"{len(alignment.words)} words in {len(alignment.lines)} lines; see {out}")


@main.command()
@click.argument("captions", metavar="FILE|BUNDLE", type=FILE)
@_profile
@click.option("--media", type=FILE, metavar="VIDEO", help="Hold the captions against this sound and picture.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True
)
@click.option("--out", type=FILE, help="Write the findings to this file.")
@click.option("--fix", is_flag=True, help="Mend what needs no person, in the file itself.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors; the exit code tells.")
def check(
    captions: Path,
    *,
    profile: str,
    media: Path | None,
    form: str,
    out: Path | None,
    fix: bool,
    quiet: bool,
) -> None:
    """Check captions, whoever made them (.vtt, .srt, .ttml), or those of a bundle.

    Exit code 1 means: there are errors. With --media, speech without a caption is found too.

    Example: woordbeeld check captions.srt --media talk.mp4
    """
    from woordbeeld import checking, pipeline, writing
    from woordbeeld.publications.check_report import RENDERERS
    from woordbeeld.terminal import heeding_ctrl_c, stages
    from woordbeeld.tracks.profile import find_profile

    if out:
        writing.check_file(out, *checking.files_of(captions), *([media] if media else []))
    settings = pipeline.Settings(profile=find_profile(profile), stage=heeding_ctrl_c(stages(quiet=quiet)))
    files = checking.check_captions(captions, settings, video=media, fix=fix)
    text = RENDERERS[form](files)
    if out:
        writing.write_file(out, text)
    elif not quiet:
        click.echo(text, nl=False)
    sys.exit(ERRORS_FOUND if any(file.errors for file in files) else DONE)


@main.command("import")
@click.argument("page", type=FILE)
@click.option("--out", required=True, type=FILE, help="The file for the transcript.")
@click.option("--overwrite", is_flag=True, help="Replace the file if it is there already.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def import_(page: Path, out: Path, *, overwrite: bool, quiet: bool) -> None:
    """Find the annotated transcript in a saved PAGE (text or HTML) and write it.

    Example: woordbeeld import page.html --out transcripts/talk.txt
    """
    from woordbeeld import pipeline, writing

    writing.check_file(out, page)
    text = pipeline.import_page(page)
    if out.exists() and not overwrite:
        raise BadInputError(
            "it exists already", where=str(out), remedy="give another --out, or --overwrite to replace it"
        )
    writing.write_file(out, text)
    if not quiet:
        click.echo(f"{pipeline.contents_of(text)}; see {out}")


@main.group()
def speakers() -> None:
    """List the speakers of a transcript, or correct who speaks, in the file itself.

    Example: woordbeeld speakers list talk.txt
    """


def _correction(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of what changes a transcript."""

    @click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
    @click.option("--quiet", is_flag=True, help="Say nothing but errors.")
    @wraps(command)
    def with_options(*, dry_run: bool, quiet: bool, **others: Any) -> None:
        correction = command(**others)
        if dry_run:
            click.echo(correction.diff or "nothing would change\n", nl=False)
            return
        correction.write()
        if not quiet:
            count = f"{correction.lines} line{'' if correction.lines == 1 else 's'}"
            click.echo(f"{count} changed in {correction.path}; run make again and everything follows")

    return with_options


@speakers.command("list")
@click.argument("transcript", type=FILE)
def list_(transcript: Path) -> None:
    """Say who speaks in TRANSCRIPT: turns, lines, the first line, the name and its labels.

    Example: woordbeeld speakers list talk.txt
    """
    from woordbeeld.speakers import listed

    click.echo(listed(transcript), nl=False)


@speakers.command()
@click.argument("transcript", type=FILE)
@click.argument("old")
@click.argument("new")
@_correction
def rename(transcript: Path, old: str, new: str) -> Correction:
    """Give the speaker OLD the name NEW wherever TRANSCRIPT has it as a label or announces it.

    Example: woordbeeld speakers rename talk.txt "Tom Heerts" "Ton Heerts"
    """
    from woordbeeld.speakers import correct
    from woordbeeld.transcript.editing import rename_speaker

    return correct(transcript, lambda text: rename_speaker(text, old, new))


@speakers.command()
@click.argument("transcript", type=FILE)
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="INTO")
@_correction
def merge(transcript: Path, source: str, target: str) -> Correction:
    """Let INTO say all that FROM says in TRANSCRIPT, where both are the same person.

    Example: woordbeeld speakers merge talk.txt Berg "Josephine van den Berg"
    """
    from woordbeeld.speakers import correct
    from woordbeeld.transcript.editing import merge_speakers

    return correct(transcript, lambda text: merge_speakers(text, source, target))


@speakers.command("set")
@click.argument("transcript", type=FILE)
@click.argument("lines")
@click.argument("speaker")
@_correction
def set_(transcript: Path, lines: str, speaker: str) -> Correction:
    """Let SPEAKER, known or new, say these LINES (12, 12-18, or 12,15-17) of TRANSCRIPT.

    Example: woordbeeld speakers set talk.txt 12-14 Beekhuis --dry-run
    """
    from woordbeeld.speakers import correct, spoken_lines_in
    from woordbeeld.transcript.editing import set_speaker

    chosen = spoken_lines_in(transcript, lines)
    return correct(transcript, lambda text: set_speaker(text, chosen, speaker))


@main.command()
@click.argument("video", type=FILE)
@click.argument("transcript", type=FILE)
@click.option("--bundle", type=FILE, metavar="DIR", help="The bundle that follows each time you save.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="A port; without it any free one.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@_settings
@_publishing
def edit(
    video: Path,
    transcript: Path,
    bundle: Path | None,
    port: int,
    *,
    no_browser: bool,
    settings: Settings,
    quiet: bool,
) -> None:
    """Correct TRANSCRIPT in the browser: speakers, words and times, with VIDEO beside it.

    The page is for this machine alone. Stop it with Ctrl-C; nothing is lost.
    Give a bundle the options that it was made with.

    Example: woordbeeld edit talk.mp4 talk.txt --bundle talk-bundle
    """
    from woordbeeld.editor.opening import Shown
    from woordbeeld.editor.serving import Files
    from woordbeeld.editor.serving import edit as serve

    shown = Shown(click.echo, partial(click.echo, err=True), no_browser=no_browser, quiet=quiet)
    saved = serve(Files(video, transcript, bundle), settings, shown, port=port)
    if not saved:
        click.echo(
            f"Not everything is saved in {transcript}; it is kept, and there again when you next edit it.",
            err=True,
        )


@main.command()
@click.option("--out", default=Path("demo"), show_default=True, type=FILE, help="The folder for the bundle.")
@_settings
def demo(out: Path, *, settings: Settings, quiet: bool) -> None:
    """Make the bundle of the symposium's stand-in video, which comes with a clone of the project.

    Example: woordbeeld demo
    """
    from woordbeeld import pipeline

    video, transcript = Path(f"media/{DEMO}.mp4"), Path(f"transcripts/{DEMO}.txt")
    if not video.exists():
        raise BadInputError(
            "the stand-in is not here", where=str(video), remedy="run it in a clone of the project"
        )
    _finish(pipeline.make(video, transcript, out, settings), out, quiet=quiet)


@main.command()
def doctor() -> None:
    """Say what is there of all that Woordbeeld needs, what is missing, and how to get it.

    Example: woordbeeld doctor
    """
    from woordbeeld.doctor import examine
    from woordbeeld.pipeline import Settings

    checked = examine(Settings().cache)
    for part in checked:
        remedy = "" if part.present else f"; {part.remedy}"
        click.echo(f"{'ok     ' if part.present else 'MISSING'} {part.part}: {part.found}{remedy}")
    sys.exit(DONE if all(part.present for part in checked) else MissingPartError.exit_code)


def _finish(report: Report, out: Path, *, quiet: bool) -> NoReturn:
    """Tell what was made and what to look at; the exit code says whether the report has errors."""
    from woordbeeld.publications.report import summary

    if not quiet:
        click.echo(summary(report))
        click.echo(f"Open {out / 'index.html'} to see it; captions, descriptions and the rest are in {out}.")
        if report.errors:
            click.echo(
                f"All files are there, but {report.errors} errors need a person: see {out / 'report.json'}."
            )
    sys.exit(ERRORS_FOUND if report.errors else DONE)
