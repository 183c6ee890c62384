"""A draft of a transcript: what a command and the window do alike."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from woordbeeld import pipeline
from woordbeeld.alignment.model import AlignedLine, AlignedWord, Match
from woordbeeld.errors import BadInputError, WrongUseError
from woordbeeld.pipeline import ListenedVideo
from woordbeeld.publications.speaker_draft import Draft, beside, draft_json, drafted
from woordbeeld.seeing import names_shown
from woordbeeld.settings import Settings
from woordbeeld.speech.model import HeardWord
from woordbeeld.timing import format_clock
from woordbeeld.transcript.reader import read
from woordbeeld.voices.audit import LineVoice
from woordbeeld.voices.book import Recognised, VoiceBook, recognised, same_name
from woordbeeld.voices.book_file import book_path, read_book, refuse_other_networks
from woordbeeld.voices.names import Cast, Named, named_voices
from woordbeeld.voices.telling import percent
from woordbeeld.words import Message, Value, say

MOST_SPEAKERS: Final = 60


@dataclass(frozen=True, slots=True)
class MadeDraft:
    """A draft, what is beside it, why voices have a name, and which given names have no voice.

    Names are known by what is said, or by a book of voices. `asked` is how many speakers there had to be.
    """

    draft: Draft
    beside: str
    named: tuple[Named, ...]
    unplaced: tuple[str, ...]
    recognised: tuple[Recognised, ...] = ()
    asked: int | None = None


def known_speakers(text: str | None) -> Cast:
    """How many speakers there are, or who they are, as a user writes it.

    >>> known_speakers("3").count, known_speakers("Ton Heerts, Trudy Vos").names
    (3, ('Ton Heerts', 'Trudy Vos'))

    Raises:
        WrongUseError: it is neither.
    """
    if text is None:
        return Cast()
    if re.fullmatch(r"-?\d+", text.strip()):
        count = text.strip().lstrip("0")
        if len(count) > len(str(MOST_SPEAKERS)) or not 1 <= int(count or 0) <= MOST_SPEAKERS:
            raise _no_speakers(text)
        return Cast(int(count))
    names = tuple(" ".join(each.split()) for each in text.split(","))
    folded = [each.casefold() for each in names]
    if not all(map(_is_name, names)) or len(set(folded)) < len(names) or len(names) > MOST_SPEAKERS:
        raise _no_speakers(text)
    return Cast(len(names), names)


def _no_speakers(text: str) -> WrongUseError:
    what = say("error.draft.speakers", text=text)
    return WrongUseError(what, remedy=say("error.draft.give_speakers", most=MOST_SPEAKERS))


def _is_name(name: str) -> bool:
    """Whether a label of it is read as a label."""
    lines = read(f"{name.upper()}: a\n").spoken_lines
    return bool(name) and len(lines) == 1 and lines[0].text == "a" and lines[0].speaker is not None


def known_voices(book: Path) -> VoiceBook:
    """The book of voices that a user gives.

    Raises:
        BadInputError: it cannot be read, is damaged, of another version or networks, or a name in it cannot
            be a label.
    """
    found = read_book(book)
    refuse_other_networks(found, book)
    if odd := next((each.name for each in found.voices if not _is_name(each.name)), None):
        what = say("error.voice_book.no_label", name=odd)
        raise BadInputError(what, where=book_path(book).name, remedy=say("error.voice_book.repair"))
    return found


def draft(video: Path, settings: Settings, cast: Cast, book: VoiceBook | None = None) -> MadeDraft:
    """A draft of what is said in a video; voices of the book, if one is given, have their names.

    Raises:
        WoordbeeldError: as `pipeline.draft`.
    """
    heard, lines = pipeline.draft(video, settings, cast.count)
    speech = heard.speech
    named = named_voices(lines, cast, names_shown(video, heard.recording, settings))
    names = {each.voice: each.name for each in named}
    by_book: tuple[Recognised, ...] = ()
    if book and book.voices:
        unnamed = drafted(lines, {}, speech.language)
        by_book = recognised(_voices_in(heard, unnamed, settings), _of_cast(book, cast), names)
        names |= {each.voice: each.known.name for each in by_book if not each.against}
    found = drafted(lines, names, speech.language)
    unplaced = tuple(each for each in cast.names if not any(same_name(each, name) for name in names.values()))
    about = draft_json(found, speech.model, speech.language)
    return MadeDraft(found, about, named, unplaced, by_book, cast.count)


def _of_cast(book: VoiceBook, cast: Cast) -> VoiceBook:
    """The voices of those who speak, if their names are given."""
    if not cast.names:
        return book
    return replace(book, voices=tuple(each for name in cast.names if (each := book.find(name))))


def _voices_in(heard: ListenedVideo, draft: Draft, settings: Settings) -> dict[int, list[LineVoice]]:
    """The voices of the lines of each speaker of a draft, by the number of the speaker."""
    spoken = {each.line: each for each in read(draft.text).spoken_lines}
    lines = [AlignedLine(spoken[number], tuple(map(_timed, line.words))) for number, line in draft.lines]
    found = defaultdict(list)
    for (_, line), voice in zip(draft.lines, pipeline.voices_in(heard, lines, settings), strict=True):
        found[line.voice].append(voice)
    return found


def _timed(word: HeardWord) -> AlignedWord:
    return AlignedWord(word.text, word.span, Match.SAME, word.confidence)


def told(made: MadeDraft, video: Path, out: Path) -> Iterator[Message]:
    """What was made, why voices have a name, and what is left to a person."""
    lines = say("count.lines", count=len(made.draft.lines))
    speakers = say("count.speakers", count=len(made.draft.labels))
    yield say("draft.made", lines=lines, speakers=speakers, out=str(out), beside=str(beside(out)))
    if made.asked and len(made.draft.labels) < made.asked:
        yield say("draft.fewer", count=len(made.draft.labels), asked=made.asked)
    numbers = {id(each): number for number, each in made.draft.lines}
    for named in made.named:
        line = numbers.get(id(named.line), 0)
        time = format_clock(named.line.span.start_ms)
        yield say(
            f"draft.named.{named.why.value}",
            name=named.name,
            line=line,
            time=time,
            said=named.shown or named.line.text,
        )
    for each in made.recognised:
        known = each.known
        about: dict[str, Value] = {"name": known.name, "film": known.film}
        label = made.draft.labels.get(each.voice, "")
        key = each.against.value if each.against else "named"
        yield say(f"draft.book.{key}", label=label, percent=percent(each.probability), **about)
    if made.unplaced:
        yield say("draft.unplaced", names=", ".join(made.unplaced), out=str(out))
    yield say("draft.correct", video=str(video), out=str(out))
