"""The book of voices: kept for who asks for it and has consent, listed, and deleted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from woordbeeld import pipeline
from woordbeeld.atomic import leftovers
from woordbeeld.errors import BadInputError, WrongUseError
from woordbeeld.inputs import NoSuchFileError, printable
from woordbeeld.intake.opening import open_transcript
from woordbeeld.settings import Settings
from woordbeeld.transcript.model import Transcript
from woordbeeld.voices.audit import Abstention, Audit
from woordbeeld.voices.book import (
    LEAST_LINES,
    LEAST_MS,
    KnownVoice,
    Unkept,
    VoiceBook,
    is_name,
    kept_voices,
    same_name,
)
from woordbeeld.voices.book_file import (
    HEAD,
    book_path,
    parse_book,
    read_book,
    read_text,
    refuse_other_networks,
    render_book,
)
from woordbeeld.voices.evidence import evidence
from woordbeeld.voices.hearing import network_identities
from woordbeeld.words import Message, Value, say
from woordbeeld.writing import locked, new_file, reserved_file
from woordbeeld.writing.disk import refusals_told, sync_folder

TELL_NOTHING: Final = {
    Abstention.ONE_SPEAKER: say("error.voice_book.one_speaker"),
    Abstention.ALIKE: say("error.voice_book.alike"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose voices of which film are to be kept in which book; `overwrite` those of the same name."""

    video: Path
    transcript: Path
    book: Path
    names: tuple[str, ...]
    overwrite: bool


def asked(video: Path, transcript: Path, book: Path, speakers: Sequence[str], *, overwrite: bool) -> Asked:
    """The speakers of a transcript whose voices are to be kept: those that are given, else all with a name.

    Raises:
        WrongUseError: one of them is no speaker of the transcript, or has no name but a role or a number.
        BadInputError: the transcript cannot be read, or nobody in it has a name.
    """
    known = [each.name for each in open_transcript(transcript).transcript.speakers]
    names = [_known(each, known) for each in speakers] or [each for each in known if is_name(each)]
    if not names:
        what = say("error.voice_book.no_names")
        raise BadInputError(what, where=transcript.name, remedy=say("error.voice_book.give_names"))
    return Asked(video, transcript, book_path(book), tuple(dict.fromkeys(names)), overwrite)


def _known(name: str, known: Sequence[str]) -> str:
    """The speaker of that name."""
    found = next((each for each in known if same_name(each, name)), None)
    if found is None:
        listed = ", ".join(filter(is_name, known)) or "-"
        what = say("error.voice_book.unknown", name=name)
        raise WrongUseError(what, remedy=say("error.voice_book.choose", names=listed))
    if not is_name(found):
        what = say("error.voice_book.no_name", name=found)
        raise WrongUseError(what, remedy=say("error.voice_book.give_names"))
    return found


@dataclass(frozen=True, slots=True)
class Kept:
    """The voices that were kept, and of whom none was, and why."""

    voices: tuple[KnownVoice, ...]
    unkept: tuple[tuple[str, Unkept], ...]


def keep(told: Asked, settings: Settings) -> Kept:
    """Keep the voices of a film that surely are of their labels.

    Raises:
        WoordbeeldError: as `pipeline.voices_by_label`; the voices tell nothing of the names; or the book
            cannot be written, has another version or other networks, or has one of the names already.
    """
    with reserved_file(told.book, told.video, told.transcript):
        before = _opened_for(told)
        alignment, found, voices = pipeline.voices_by_label(told.video, told.transcript, settings)
        if found.abstains:
            remedy = say("error.voice_book.another_film", lines=say("count.lines", count=LEAST_LINES))
            raise BadInputError(TELL_NOTHING[found.abstains], where=told.video.name, remedy=remedy)
        doubted = _doubted_by_text(alignment.transcript, found)
        kept, unkept = kept_voices(voices, found, told.names, doubted, printable(told.video.name))
        if kept:
            stay = [old for old in before.voices if not any(same_name(old.name, new.name) for new in kept)]
            _write(told.book, replace(before, voices=(*stay, *kept)))
    return Kept(kept, unkept)


def told_kept(kept: Kept, book: Path) -> Iterator[Message]:
    """Whose voice is kept, by what, and whose is not, and why."""
    for each in kept.voices:
        yield say("voice_book.kept", path=str(book), **_about(each))
    least: dict[str, Value] = {
        "lines": say("count.lines", count=LEAST_LINES),
        "seconds": LEAST_MS // 1000,
    }
    for name, why in kept.unkept:
        needed = least if why is Unkept.FEW else {}
        yield say(f"voice_book.unkept.{why.value}", name=name, **needed)


def _opened_for(told: Asked) -> VoiceBook:
    """The book to keep them in, a new one where there is none yet."""
    try:
        book = read_book(told.book)
    except NoSuchFileError:
        return VoiceBook(network_identities())
    refuse_other_networks(book, told.book)
    there = [each for each in told.names if book.find(each)]
    if there and not told.overwrite:
        what = say("error.voice_book.there", names=", ".join(there))
        raise BadInputError(what, where=told.book.name, remedy=say("error.voice_book.overwrite"))
    return book


def _doubted_by_text(transcript: Transcript, found: Audit) -> set[str]:
    """The names that what is said contradicts, and those that seem to be exchanged."""
    told = evidence(transcript, found)
    pairs = {name for pair in told.exchanged for name in (pair.one, pair.other)}
    return pairs | {each.line.speaker.name for each in told.contradicted if each.line.speaker}


def listed(given: Path) -> tuple[Message, ...]:
    """Who is in a book, by which film, lines and seconds.

    Raises:
        BadInputError: as `read_book`.
    """
    book, path = read_book(given), book_path(given)
    rows = (say("voice_book.row", film=each.film, **_about(each)) for each in book.voices)
    return (*rows, say("voice_book.stands", path=str(path), count=len(book.voices)))


def delete(given: Path, name: str) -> tuple[Message, ...]:
    """Take the voice of that name out of a book; the last one with the file.

    Raises:
        BadInputError: as `read_book`, or nobody in it has that name.
        EnvironmentProblemError: it cannot be written, or somebody else is busy with it.
    """
    path = book_path(given)
    with locked(path):
        book = read_book(path)
        gone = book.find(name)
        if gone is None:
            names = ", ".join(each.name for each in book.voices) or "-"
            what = say("error.voice_book.not_in_it", name=name)
            raise BadInputError(what, where=path.name, remedy=say("error.voice_book.choose", names=names))
        left = tuple(each for each in book.voices if each is not gone)
        if left:
            _write(path, replace(book, voices=left))
        else:
            _remove(path)
    told = say("voice_book.deleted", name=gone.name, path=str(path), count=len(left))
    return (told, say("voice_book.elsewhere"))


def delete_all(given: Path) -> tuple[Message, ...]:
    """Remove a book with all voices, also one that is damaged or of another version.

    Raises:
        BadInputError: there is none, or the file is something else.
        EnvironmentProblemError: it cannot be removed, or somebody else is busy with it.
    """
    path = book_path(given)
    with locked(path):
        names = _names_in(path)
        _remove(path)
    told = say("voice_book.removed", path=str(path), names=", ".join(names) or "-")
    return (told, say("voice_book.elsewhere"))


def _names_in(path: Path) -> tuple[str, ...]:
    """Who is in a book, none where that cannot be told.

    Raises:
        BadInputError: the file is no book.
    """
    text = read_text(path)
    try:
        return tuple(each.name for each in parse_book(text, path.name).voices)
    except BadInputError:
        if text.startswith(HEAD):
            return ()
        raise


def _write(path: Path, book: VoiceBook) -> None:
    with new_file(path, private=True) as new:
        new.write_text(render_book(book), "utf-8", newline="")


def _remove(path: Path) -> None:
    """The file, and what a killed run may have left of it."""
    own = path.resolve()
    with refusals_told(path):
        for each in (own, *leftovers(own), *([path] if path.is_symlink() else [])):
            each.unlink(missing_ok=True)
        sync_folder(own.parent)


def _about(voice: KnownVoice) -> dict[str, Value]:
    return {
        "name": voice.name,
        "lines": say("count.lines", count=voice.lines),
        "seconds": round(voice.heard_ms / 1000),
    }
