"""The command line: options in, one call, exit code out.

What the commands need is imported inside them: help is shown at once, and Ctrl-C is heard from the start.
"""

from __future__ import annotations

import io
import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from woordbeeld.errors import BadInputError, MissingPartError, WoordbeeldError, WrongUseError
from woordbeeld.showing import echo, echo_text, in_one_line
from woordbeeld.timing import format_clock

if TYPE_CHECKING:
    from woordbeeld.pipeline import Settings
    from woordbeeld.publications.report import Report
    from woordbeeld.speakers import Correction

DONE, ERRORS_FOUND, UNFORESEEN, INTERRUPTED = 0, 1, 70, 130  # 70 is EX_SOFTWARE of sysexits.h
DEMO = "symposium-entreeopleidingen"

_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")  # as BCP 47 has it; Whisper tells which it knows

FILE = click.Path(path_type=Path)


class _Commands(click.Group):
    """Turns every error into one sentence and its exit code; what nobody foresaw has a log file too."""

    def make_context(self, *arguments: Any, **others: Any) -> click.Context:
        with _complaints_made_visible():
            return super().make_context(*arguments, **others)

    def invoke(self, ctx: click.Context) -> Any:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")  # an old terminal lacks letters; that stops no work
        try:
            with _complaints_made_visible():
                return super().invoke(ctx)
        except WoordbeeldError as error:
            echo(f"woordbeeld: {error}", err=True)
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            raise  # click knows what to do where nobody reads on
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            echo(f"woordbeeld: {where}this machine refused it ({error.strerror or error})", err=True)
            ctx.exit(MissingPartError.exit_code)
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # who presses twice has been understood
            echo("woordbeeld: stopped; the next run goes on where this one was", err=True)
            ctx.exit(INTERRUPTED)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise  # click tells these itself
        except Exception as error:  # noqa: BLE001 - of any kind, that is the point
            from woordbeeld.unforeseen import tell_unforeseen

            echo_text(f"woordbeeld: {tell_unforeseen(error, sys.argv[1:])}\n", err=True)
            ctx.exit(UNFORESEEN)


@contextmanager
def _complaints_made_visible() -> Iterator[None]:
    """What click says of a wrong use quotes what was given, such as the name of a file."""
    try:
        yield
    except click.ClickException as error:
        error.message = in_one_line(error.message)  # type: ignore[misc]  # final for others than us
        raise


def _settings(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that decide how a video is listened to, handed on as one `settings`."""

    @click.option(
        "--lang", default="nl", show_default=True, metavar="CODE", help="Language; 'auto' detects it."
    )
    @click.option("--model", default="base", show_default=True, help="Whisper model, or a file of weights.")
    @click.option("--quiet", is_flag=True, help="Say nothing but errors.")
    @wraps(command)
    def with_settings(lang: str, model: str, *, quiet: bool, **others: Any) -> Any:
        from woordbeeld.cache_folder import limit_bytes, run_within
        from woordbeeld.pipeline import Settings
        from woordbeeld.terminal import heeding_ctrl_c, stages

        if not _LANGUAGE.fullmatch(lang):
            raise WrongUseError("--lang is no code of a language", remedy="use a code such as nl, en or fy")
        language = None if lang == "auto" else lang.lower()
        settings = Settings(language=language, model=model, stage=heeding_ctrl_c(stages(quiet=quiet)))
        with run_within(settings.cache, limit_bytes()):
            return command(settings=settings, quiet=quiet, **others)

    return with_settings


def _sources(command: Callable[..., Any]) -> Callable[..., Any]:
    """The video and its transcript, refused where they have changed places."""

    @click.argument("video", type=FILE)
    @click.argument("transcript", type=FILE)
    @wraps(command)
    def with_sources(video: Path, transcript: Path, **others: Any) -> Any:
        from woordbeeld.inputs import refuse_swapped

        refuse_swapped(video, transcript)
        return command(video=video, transcript=transcript, **others)

    return with_sources


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
        from woordbeeld.pipeline import as_title
        from woordbeeld.tracks.profile import find_profile

        found = find_profile(profile, labels=labels)
        titled = as_title(title or "") or None
        chosen = replace(settings, profile=found, title=titled, crlf=crlf, profile_file=Path(profile))
        return command(settings=chosen, **others)

    return with_publishing


_overwrite = click.option(
    "--overwrite",
    multiple=True,
    metavar="NAME",
    help="Replace this file of the folder, whoever wrote it; once for each, or 'all'.",
)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="woordbeeld")
def main() -> None:
    """Turn a video and its annotated transcript into subtitles, descriptions and an accessible transcript.

    Example: woordbeeld make talk.mp4 talk.txt --out talk-bundle
    """


@main.command()
@_sources
@click.option("--out", required=True, type=FILE, help="The folder for the bundle.")
@_overwrite
@_settings
@_publishing
def make(
    video: Path, transcript: Path, out: Path, overwrite: tuple[str, ...], *, settings: Settings, quiet: bool
) -> None:
    """Make all publications of VIDEO (or a sound file) and its annotated TRANSCRIPT.

    In a folder that holds a bundle its files are made anew; yours, and those that you changed, are kept.
    Exit code 1 means: all files are there, but the report holds errors to look at.

    Example: woordbeeld make talk.mp4 talk.txt --out talk-bundle
    """
    from woordbeeld import pipeline

    _finish(pipeline.make(video, transcript, out, settings, overwrite), out, quiet=quiet)


@main.command()
@click.argument("video", type=FILE)
@click.option("--out", required=True, type=FILE, help="The JSON file for the words.")
@_settings
def transcribe(video: Path, out: Path, *, settings: Settings, quiet: bool) -> None:
    """Write the words that are heard in VIDEO, each with its time and confidence, as JSON.

    Example: woordbeeld transcribe talk.mp4 --out talk.json
    """
    from woordbeeld import pipeline, writing

    with writing.reserved_file(out, video, Path(settings.model)):
        speech = pipeline.hear(video, settings).speech
        writing.write_file(out, pipeline.speech_as_json(speech))
    if not quiet:
        last = format_clock(speech.words[-1].span.start_ms) if speech.words else "none"
        echo(f"{len(speech.words)} words heard, the last at {last} (language {speech.language}); see {out}")


@main.command()
@_sources
@click.option("--out", required=True, type=FILE, help="The file for alignment.json.")
@_settings
def align(video: Path, transcript: Path, out: Path, *, settings: Settings, quiet: bool) -> None:
    """Write when every word of TRANSCRIPT is said in VIDEO, as JSON.

    Example: woordbeeld align talk.mp4 talk.txt --out alignment.json
    """
    from woordbeeld import pipeline, writing
    from woordbeeld.publications.alignment_json import render_alignment

    with writing.reserved_file(out, *pipeline.inputs(video, transcript, settings)):
        alignment = pipeline.align_video(video, transcript, settings)
        writing.write_file(out, render_alignment(alignment))
    if not quiet:
        echo(f"{len(alignment.words)} words in {len(alignment.lines)} lines; see {out}")


@main.command()
@click.argument("captions", metavar="FILE|BUNDLE", type=FILE)
@_profile
@click.option("--media", type=FILE, metavar="VIDEO", help="Hold the captions against this sound and picture.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True
)
@click.option("--out", type=FILE, help="Write the findings to this file.")
@click.option("--fix", is_flag=True, help="Fix what needs no person, in the file itself.")
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
    from woordbeeld.cache_folder import limit_bytes, run_within
    from woordbeeld.publications.check_report import RENDERERS
    from woordbeeld.terminal import heeding_ctrl_c, stages
    from woordbeeld.tracks.profile import find_profile

    if out:
        sources = (*checking.files_of(captions), Path(profile), *([media] if media else []))
        writing.check_file(out, *sources)
    settings = pipeline.Settings(profile=find_profile(profile), stage=heeding_ctrl_c(stages(quiet=quiet)))
    with run_within(settings.cache, limit_bytes()) if media else nullcontext():
        files = checking.check_captions(captions, settings, video=media, fixing=fix)
    text = RENDERERS[form](files)
    if out:
        writing.write_file(out, text)
    elif not quiet:
        echo_text(text)
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

    with writing.reserved_file(out, page):
        text = pipeline.import_page(page)
        if out.exists() and not overwrite:
            raise BadInputError(
                "it exists already", where=str(out), remedy="give another --out, or --overwrite to replace it"
            )
        writing.write_file(out, text)
    if not quiet:
        echo(f"{pipeline.contents_of(text)}; see {out}")


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
    def with_options(transcript: Path, *, dry_run: bool, quiet: bool, **others: Any) -> None:
        from woordbeeld.writing import locked

        if dry_run:
            echo_text(command(transcript, **others).diff or "nothing would change\n")
            return
        with locked(transcript):  # from reading to writing: who comes second corrects what the first made
            correction = command(transcript, **others)
            correction.write()
        if not quiet:
            count = f"{correction.lines} line{'' if correction.lines == 1 else 's'}"
            echo(f"{count} changed in {correction.path}; run make again and everything follows")

    return with_options


@speakers.command("list")
@click.argument("transcript", type=FILE)
def list_(transcript: Path) -> None:
    """Say who speaks in TRANSCRIPT: turns, lines, the first line, the name and its labels.

    Example: woordbeeld speakers list talk.txt
    """
    from woordbeeld.speakers import listed

    echo_text(listed(transcript))


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

    return correct(transcript, lambda text: set_speaker(text, spoken_lines_in(text, lines), speaker))


@main.command()
@_sources
@click.option("--bundle", type=FILE, metavar="DIR", help="The bundle that follows each time you save.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="A port; without it any free one.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@_overwrite
@_settings
@_publishing
def edit(
    video: Path,
    transcript: Path,
    bundle: Path | None,
    port: int,
    overwrite: tuple[str, ...],
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

    shown = Shown(echo, partial(echo, err=True), no_browser=no_browser, quiet=quiet)
    saved = serve(Files(video, transcript, bundle, frozenset(overwrite)), settings, shown, port=port)
    if not saved:
        echo(
            f"Not everything is saved in {transcript}; it is kept, and there again when you next edit it.",
            err=True,
        )


@main.command()
@click.option("--out", default=Path("demo"), show_default=True, type=FILE, help="The folder for the bundle.")
@_overwrite
@_settings
def demo(out: Path, overwrite: tuple[str, ...], *, settings: Settings, quiet: bool) -> None:
    """Make the bundle of the symposium's stand-in video, which comes with a clone of the project.

    Example: woordbeeld demo
    """
    from woordbeeld import pipeline

    video, transcript = Path(f"media/{DEMO}.mp4"), Path(f"transcripts/{DEMO}.txt")
    if not video.exists():
        raise BadInputError(
            "the stand-in is not here", where=str(video), remedy="run it in a clone of the project"
        )
    _finish(pipeline.make(video, transcript, out, settings, overwrite), out, quiet=quiet)


@main.command("cache")
@click.option(
    "--clear", is_flag=True, help="Remove all that is in it; nothing asks, for it can be made again."
)
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def cache_(*, clear: bool, quiet: bool) -> None:
    """Say where the cache is and how large, or clear it.

    It holds what was heard, media made for browsers, and downloaded weights. All of it can be had again,
    which takes time. Files of others in the folder are left alone.

    Example: woordbeeld cache --clear
    """
    from woordbeeld import cache_folder
    from woordbeeld.pipeline import Settings

    folder = Settings().cache
    text = cache_folder.cleared(folder) if clear else cache_folder.described(folder)
    if not quiet:
        echo_text(text)


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
        echo(f"{'ok     ' if part.present else 'MISSING'} {part.part}: {part.found}{remedy}")
    sys.exit(DONE if all(part.present for part in checked) else MissingPartError.exit_code)


def _finish(report: Report, out: Path, *, quiet: bool) -> NoReturn:
    """Tell what was made and what to look at; the exit code says whether the report has errors."""
    from woordbeeld.publications.report import summary

    if not quiet:
        echo_text(f"{summary(report)}\n")
        echo(f"Open {out / 'index.html'} to see it; captions, descriptions and the rest are in {out}.")
        if report.errors:
            echo(f"All files are there, but {report.errors} errors need a person: see {out / 'report.json'}.")
    sys.exit(ERRORS_FOUND if report.errors else DONE)
