"""`speakers` and `replace`: who speaks in a transcript, listed and corrected; words in it, replaced."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from woordbeeld.cli.exit_codes import DONE, ERRORS_FOUND
from woordbeeld.cli.options import FILE, tell, with_settings, with_sources
from woordbeeld.showing import echo_text
from woordbeeld.words import say

if TYPE_CHECKING:
    from woordbeeld.settings import Settings
    from woordbeeld.speakers import Correction


@click.group()
def speakers() -> None:
    """List the speakers of a transcript, correct them in the file itself, or hold them against the voices.

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
            if diff := command(transcript, **others).diff:
                echo_text(diff)
            else:
                tell(say("command.no_change"))
            return
        with locked(transcript):  # from reading to writing: who comes second corrects what the first made
            correction = command(transcript, **others)
            correction.write()
        if not quiet:
            _tell(correction, transcript.name)
            for name in correction.newcomers:
                tell(say("command.new_speaker", name=name))

    return with_options


def _tell(correction: Correction, name: str) -> None:
    path, lines = str(correction.path), say("count.lines", count=correction.lines)
    if correction.data is None:
        tell(say("command.written_beside", name=name, path=path))
    changed = say("command.changed", lines=lines, path=path)
    tell(say("command.changed_follows", lines=lines, path=path) if correction.lines else changed)


@speakers.command("list")
@click.argument("transcript", type=FILE)
def list_(transcript: Path) -> None:
    """Say who speaks in TRANSCRIPT: turns, lines, the first line, the name and its labels.

    Example: woordbeeld speakers list talk.txt
    """
    from woordbeeld.speakers import listed

    for row in listed(transcript):
        tell(row)


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


@speakers.command()
@click.argument("transcript", type=FILE)
@click.argument("one")
@click.argument("other")
@click.option("--lines", metavar="LINES", help="Only on these lines of speech: 12, 12-18, or 12,15-17.")
@_correction
def swap(transcript: Path, one: str, other: str, lines: str | None) -> Correction:
    """Let OTHER say what ONE says in TRANSCRIPT, and ONE what OTHER says.

    Example: woordbeeld speakers swap talk.txt "Ton Heerts" "Trudy Vos" --lines 12-40
    """
    from woordbeeld.speakers import correct, spoken_lines_in
    from woordbeeld.transcript.language_editing import swap_on, swap_throughout

    if lines is None:
        return correct(transcript, lambda text: swap_throughout(text, one, other))
    return correct(transcript, lambda text: swap_on(text, spoken_lines_in(text, lines), one, other))


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
    from woordbeeld.transcript.language_editing import give

    return correct(
        transcript, lambda text: give(text, spoken_lines_in(text, lines), speaker), may_be_new=True
    )


@speakers.command()
@with_sources
@click.option("--format", "as_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@with_settings
def audit(video: Path, transcript: Path, *, as_: str, settings: Settings, quiet: bool) -> NoReturn:
    """Say which labels of TRANSCRIPT the voices in VIDEO contradict; nothing is changed.

    Each line sounds like its speaker or like another one, or cannot be judged, and why. Computer voices tell
    nothing; what names, the text and names in the picture tell is told then too. A label that somebody kept
    or gave in the editor is certain. Exit code 1 means: there is something to look at.

    Example: woordbeeld speakers audit talk.mp4 talk.txt
    """
    from woordbeeld import pipeline
    from woordbeeld.alignment.names_on_screen import names_on_screen
    from woordbeeld.editor.from_journals import accepted_by_editors
    from woordbeeld.publications.screen_texts import told_names
    from woordbeeld.voices.evidence import evidence
    from woordbeeld.voices.telling import audit_as_json, told_audit

    accepting = accepted_by_editors(transcript)
    alignment, found = pipeline.audit_speakers(video, transcript, settings, accepting=accepting)
    names = names_on_screen(alignment)
    if not quiet:
        if as_ == "json":
            echo_text(audit_as_json(found, alignment))
        else:
            for each in (*told_audit(found, alignment, str(transcript)), *told_names(names)):
                tell(each)
    asks = found.asks or names or evidence(alignment.transcript, found).asks
    sys.exit(ERRORS_FOUND if asks else DONE)


@click.command()
@click.argument("transcript", type=FILE)
@click.argument("find")
@click.argument("by")
@click.option("--part-of-word", is_flag=True, help="Also where it is only a part of a word.")
@click.option("--match-case", is_flag=True, help="Only where capitals are the same.")
@click.option("--lines", metavar="LINES", help="Only on these lines of speech: 12, 12-18, or 12,15-17.")
@_correction
def replace(
    transcript: Path, find: str, by: str, lines: str | None, *, part_of_word: bool, match_case: bool
) -> Correction:
    """Replace the word or words FIND by BY wherever TRANSCRIPT has them, but in labels and language marks.

    Example: woordbeeld replace talk.txt mbo vmbo --dry-run
    """
    from woordbeeld.speakers import correct, spoken_lines_in
    from woordbeeld.transcript.replacing import Search, replaced_everywhere

    search = Search(find, by, whole_word=not part_of_word, match_case=match_case)
    return correct(
        transcript,
        lambda text: replaced_everywhere(text, search, spoken_lines_in(text, lines) if lines else None),
    )
