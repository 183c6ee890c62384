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
from woordbeeld.transcript.model import Transcript
from woordbeeld.transcript.suggestions import Reason, suggestions
from woordbeeld.transcript.writer import write
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


def correct(path: Path, edit: Callable[[Transcript], str]) -> Correction:
    """What an edit makes of a transcript file.

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
    return Correction(own, data, write(transcript), after, found.encoding)


def listed(path: Path) -> str:
    """A row for each speaker: turns, lines, first line, name and labels; then what is in doubt."""
    transcript = open_transcript(path).transcript
    lines = Counter(line.speaker for line in transcript.spoken_lines)
    turns = Counter(turn.speaker for turn in transcript.turns)
    firsts = {line.speaker: line.line for line in reversed(transcript.spoken_lines)}
    rows = [("turns", "lines", "first", "speaker")]
    for speaker in (*transcript.speakers, *([None] if None in lines else [])):
        labels = f" ({', '.join(speaker.labels)})" if speaker and speaker.labels else ""
        name = f"{speaker.name if speaker else '(nobody)'}{labels}"
        rows.append((str(turns[speaker]), str(lines[speaker]), str(firsts.get(speaker, "-")), name))
    told = ["{:>5} {:>6} {:>6}  {}".format(*row) for row in rows]
    doubts = [f"line {finding.line}: {finding.message}" for finding in transcript.findings]
    doubts += [
        f"line {each.line.line}: {each.message}"
        for each in suggestions(transcript)
        if each.reason is not Reason.AMBIGUOUS  # a finding already
    ]
    return "\n".join([*told, *doubts]) + "\n"


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
            what = f"nobody speaks on line {part}"
            raise BadInputError(what, remedy="give numbers of spoken lines")
        chosen.update(found)
    return frozenset(chosen)


def _range(part: str, asked: str, last_line: int) -> tuple[int, int]:
    """The first and the last line of a part of what was asked, if the text has them."""
    numbers = _NUMBERS.fullmatch(part)
    if not numbers:
        raise WrongUseError(f"'{asked}' is no list of lines", remedy="give them as in 12,15-17")
    first, last = (digits.lstrip("0") for digits in (numbers[1], numbers[2] or numbers[1]))
    if "" in (first, last):
        raise BadInputError("there is no line 0", remedy="count lines from 1")
    if max(len(first), len(last)) > len(str(last_line)) or max(int(first), int(last)) > last_line:
        what = f"'{part}' goes beyond the last line, which is {last_line}"
        raise BadInputError(what, remedy="give numbers of spoken lines")
    if int(last) < int(first):
        raise WrongUseError(f"'{part}' runs backwards", remedy="give the lower number first, as in 15-17")
    return int(first), int(last)
