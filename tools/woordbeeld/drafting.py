"""A draft of a transcript: what a command and the window do alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from woordbeeld import pipeline
from woordbeeld.errors import WrongUseError
from woordbeeld.publications.speaker_draft import Draft, beside, draft_json, drafted
from woordbeeld.settings import Settings
from woordbeeld.timing import format_clock
from woordbeeld.transcript.reader import read
from woordbeeld.voices.names import Cast, Named, named_voices
from woordbeeld.words import Message, say

MOST_SPEAKERS: Final = 60


@dataclass(frozen=True, slots=True)
class MadeDraft:
    """A draft, what is beside it, why voices have a name, and which given names have no voice."""

    draft: Draft
    beside: str
    named: tuple[Named, ...]
    unplaced: tuple[str, ...]


def known_speakers(text: str | None) -> Cast:
    """How many speakers there are, or who they are, as a user writes it.

    >>> known_speakers("3").count, known_speakers("Ton Heerts, Trudy Vos").names
    (3, ('Ton Heerts', 'Trudy Vos'))

    Raises:
        WrongUseError: it is neither.
    """
    if text is None:
        return Cast()
    if text.strip().lstrip("-").isdigit():
        count = int(text)
        if not 1 <= count <= MOST_SPEAKERS:
            raise _no_speakers(text)
        return Cast(count)
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


def draft(video: Path, settings: Settings, cast: Cast) -> MadeDraft:
    """A draft of what is said in a video.

    Raises:
        WoordbeeldError: as `pipeline.draft`.
    """
    speech, lines = pipeline.draft(video, settings, cast.count)
    named = named_voices(lines, cast)
    found = drafted(lines, {each.voice: each.name for each in named}, speech.language)
    placed = {each.name for each in named}
    unplaced = tuple(each for each in cast.names if each not in placed)
    return MadeDraft(found, draft_json(found, speech.model, speech.language), named, unplaced)


def told(made: MadeDraft, out: Path) -> Iterator[Message]:
    """What was made, why voices have a name, and what is left to a person."""
    lines = say("count.lines", count=len(made.draft.lines))
    speakers = say("count.speakers", count=len(made.draft.labels))
    yield say("draft.made", lines=lines, speakers=speakers, out=str(out), beside=str(beside(out)))
    numbers = {id(each): number for number, each in made.draft.lines}
    for named in made.named:
        line = numbers.get(id(named.line), 0)
        time = format_clock(named.line.span.start_ms)
        yield say(
            f"draft.named.{named.why.value}", name=named.name, line=line, time=time, said=named.line.text
        )
    if made.unplaced:
        yield say("draft.unplaced", names=", ".join(made.unplaced), out=str(out))
    yield say("draft.correct", out=str(out))
