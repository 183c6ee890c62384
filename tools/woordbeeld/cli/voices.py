"""`voices`: the book of voices that a user keeps, and deletes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from woordbeeld.cli.exit_codes import DONE, ERRORS_FOUND
from woordbeeld.cli.options import FILE, tell, ui_language, with_settings, with_sources
from woordbeeld.errors import WrongUseError
from woordbeeld.showing import in_one_line
from woordbeeld.words import say, told

if TYPE_CHECKING:
    from woordbeeld.settings import Settings


@click.group()
def voices() -> None:
    """Keep voices by name in a book, to know them again in a draft; list it, and delete from it.

    Nothing is kept unless you ask for it. Voices by which people are known are biometric personal data.

    Example: woordbeeld voices list mine
    """


@voices.command()
@with_sources
@click.option("--book", required=True, type=FILE, help="The folder for voices.toml, or a file *.toml.")
@click.option(
    "--speaker", "names", multiple=True, metavar="NAME", help="Whose voice; once for each. Else all by name."
)
@click.option("--with-consent", is_flag=True, help="These people consent to it; without it you are asked.")
@click.option("--overwrite", is_flag=True, help="Replace the voices of who is in the book already.")
@with_settings
def keep(
    video: Path,
    transcript: Path,
    book: Path,
    names: Sequence[str],
    *,
    with_consent: bool,
    overwrite: bool,
    settings: Settings,
    quiet: bool,
) -> NoReturn:
    """Keep the voices in VIDEO of the speakers of TRANSCRIPT in a book, if they consent.

    A voice is kept by the lines that sound as their label says, nobody's where the voices tell nothing of
    the names. Exit code 1 means: a voice that you asked for is not kept, and why.

    Example: woordbeeld voices keep talk.mp4 talk.txt --book mine --speaker "Ton Heerts" --with-consent
    """
    from woordbeeld import voice_book

    asked = voice_book.asked(video, transcript, book, names, overwrite=overwrite)
    tell(say("voice_book.warning", names=", ".join(asked.names), path=str(asked.book)), err=True)
    if not (with_consent or _consents()):
        raise WrongUseError(say("error.voice_book.no_consent"), remedy=say("error.voice_book.consent"))
    kept = voice_book.keep(asked, settings)
    if not quiet:
        for each in voice_book.told_kept(kept, asked.book):
            tell(each)
    sys.exit(ERRORS_FOUND if not kept.voices or (names and kept.unkept) else DONE)


def _consents() -> bool:
    """Whether who sits at the terminal says so; nobody does where there is none."""
    if sys.stdin is None or sys.stdin.closed or not sys.stdin.isatty():
        return False
    question = in_one_line(told(say("voice_book.question"), ui_language()))
    answer = click.prompt(question, default="", show_default=False, err=True)
    return answer.strip().casefold() == told(say("voice_book.yes"), ui_language())


@voices.command("list")
@click.argument("book", type=FILE)
def list_(book: Path) -> None:
    """Say whose voices are in BOOK, and from which film.

    Example: woordbeeld voices list mine
    """
    from woordbeeld.voice_book import listed

    for each in listed(book):
        tell(each)


@voices.command()
@click.argument("book", type=FILE)
@click.argument("name", required=False)
@click.option("--all", "everybody", is_flag=True, help="Remove the book with all that is in it.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def delete(book: Path, name: str | None, *, everybody: bool, quiet: bool) -> None:
    """Take the voice of NAME out of BOOK, or remove it with all voices.

    Nothing asks, and nothing is kept of it.

    Example: woordbeeld voices delete mine "Ton Heerts"
    """
    from woordbeeld import voice_book

    if (name is None) is not everybody:
        why = say("error.voice_book.both") if everybody else say("error.voice_book.whose")
        raise WrongUseError(why, remedy=say("error.voice_book.name_or_all"))
    gone = voice_book.delete(book, name) if name is not None else voice_book.delete_all(book)
    if not quiet:
        for each in gone:
            tell(each)
