"""The speakers of a transcript, listed, and corrected in the file itself or beside one that is no text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from woordbeeld.differences import unified_diff
from woordbeeld.errors import BadInputError, WrongUseError
from woordbeeld.intake.opening import free_beside, open_transcript
from woordbeeld.transcript.looks import physical_lines
from woordbeeld.transcript.model import Speaker, Transcript
from woordbeeld.transcript.reader import read
from woordbeeld.transcript.suggestions import Reason, suggestions
from woordbeeld.transcript.writer import write
from woordbeeld.words import Message, Value, say
from woordbeeld.writing import check_encoding, replace_file, write_file

CONTEXT_LINES: Final = 1  # shown around what changes

_NUMBERS = re.compile(r"([0-9]+)\s*(?:-\s*([0-9]+))?")


@dataclass(frozen=True, slots=True)
class Correction:
    """A transcript file before and after; nothing is written yet.

    Without `data` it is a new file, for the one that was read cannot be written back.
    """

    path: Path
    data: bytes | None
    before: str
    after: str
    encoding: str
    newcomers: tuple[str, ...] = ()  # who speaks after it and did not before, where that may be a mistake

    @property
    def diff(self) -> str:
        """What changes, as a unified diff; empty where nothing does."""
        return unified_diff(self.before, self.after, self.path.name, context=CONTEXT_LINES)

    @property
    def lines(self) -> int:
        """How many lines change."""
        pairs = zip(physical_lines(self.before), physical_lines(self.after), strict=True)
        return sum(one != other for one, other in pairs)

    def write(self) -> None:
        """Write the file, whole or not at all, if it still is what was read.

        Raises:
            BadInputError: it changed meanwhile, or its encoding lacks a sign of the new text.
            EnvironmentProblemError: it cannot be written, or somebody else is busy with it.
        """
        if self.data is None:
            write_file(self.path, self.after)
            return
        check_encoding(self.path, self.after, self.encoding)
        replace_file(self.path, self.data, self.after, self.encoding)


def correct(path: Path, edit: Callable[[Transcript], str], *, may_be_new: bool = False) -> Correction:
    """What an edit makes of a transcript file; whether it `may_be_new` who speaks after it is told then.

    Raises:
        BadInputError: the file cannot be read, the edit is refused, or the encoding lacks a sign of it; or a
            file beside it, in which it could be corrected, is there already.
    """
    found = open_transcript(path)
    transcript = found.transcript
    own = path if found.written_back else free_beside(path)
    try:
        after = edit(transcript)
    except BadInputError as error:
        raise BadInputError(error.what, where=path.name, remedy=error.remedy) from error
    check_encoding(own, after, found.encoding)
    data = found.data if found.written_back else None
    newcomers = _newcomers(transcript, read(after, transcript.encoding)) if may_be_new else ()
    return Correction(own, data, write(transcript), after, found.encoding, newcomers)


def _newcomers(before: Transcript, after: Transcript) -> tuple[str, ...]:
    known = {speaker.name for speaker in before.speakers}
    return tuple(speaker.name for speaker in after.speakers if speaker.name not in known)


def listed(path: Path) -> tuple[Message, ...]:
    """A row for each speaker: turns, lines, first line, name and labels; then what is in doubt."""
    transcript = open_transcript(path).transcript
    lines = Counter(line.speaker for line in transcript.spoken_lines)
    turns = Counter(turn.speaker for turn in transcript.turns)
    firsts = {line.speaker: line.line for line in reversed(transcript.spoken_lines)}
    headings = {name: say(f"speakers.headings.{name}") for name in ("turns", "lines", "first", "speaker")}
    rows = [say("speakers.row", **headings)]
    for speaker in (*transcript.speakers, *([None] if None in lines else [])):
        first = firsts.get(speaker, "-")
        counts: dict[str, Value] = {"turns": turns[speaker], "lines": lines[speaker], "first": first}
        rows.append(say("speakers.row", **counts, speaker=_labelled(speaker)))
    doubts = [say("speakers.doubt", line=each.line or 0, what=each.message) for each in transcript.findings]
    doubts += [
        say("speakers.doubt", line=each.line.line, what=each.message)
        for each in suggestions(transcript)
        if each.reason is not Reason.AMBIGUOUS  # a finding already
    ]
    return (*rows, *doubts)


def _labelled(speaker: Speaker | None) -> Value:
    """The name of a speaker with its labels."""
    if speaker is None:
        return say("speakers.nobody")
    if not speaker.labels:
        return speaker.name
    return say("speakers.labelled", name=speaker.name, labels=", ".join(speaker.labels))


def spoken_lines_in(transcript: Transcript, asked: str) -> frozenset[int]:
    """The numbers of the spoken lines in `12`, `12-18` or `12,15-17`; a range may hold other lines.

    Raises:
        WrongUseError: that is no list of lines.
        BadInputError: the text has no such line, or nobody speaks on it.
    """
    spoken = [line.line for line in transcript.spoken_lines]
    last_line = len(physical_lines(write(transcript)))
    chosen: set[int] = set()
    for part in map(str.strip, asked.split(",")):
        first, last = _range(part, asked, last_line)
        found = spoken[bisect_left(spoken, first) : bisect_right(spoken, last)]
        if not found:
            raise BadInputError(say("error.lines.nobody", line=part), remedy=say("error.lines.give_spoken"))
        chosen.update(found)
    return frozenset(chosen)


def _range(part: str, asked: str, last_line: int) -> tuple[int, int]:
    """The first and the last line of a part of what was asked, if the text has them."""
    numbers = _NUMBERS.fullmatch(part)
    if not numbers:
        raise WrongUseError(say("error.lines.no_list", asked=asked), remedy=say("error.lines.as_list"))
    first, last = (digits.lstrip("0") for digits in (numbers[1], numbers[2] or numbers[1]))
    if "" in (first, last):
        raise BadInputError(say("error.lines.zero"), remedy=say("error.lines.from_one"))
    if max(len(first), len(last)) > len(str(last_line)) or max(int(first), int(last)) > last_line:
        what = say("error.lines.beyond", part=part, last=last_line)
        raise BadInputError(what, remedy=say("error.lines.give_spoken"))
    if int(last) < int(first):
        raise WrongUseError(say("error.lines.backwards", part=part), remedy=say("error.lines.lower_first"))
    return int(first), int(last)
