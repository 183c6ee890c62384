"""The speakers of a transcript, listed and corrected in the file itself."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from woordbeeld.errors import BadInputError, WrongUseError
from woordbeeld.transcript.model import Transcript
from woordbeeld.transcript.reader import decode, read, read_bytes, read_file
from woordbeeld.transcript.scanner import physical_lines
from woordbeeld.transcript.writer import write
from woordbeeld.writing import check_encoding, replace_file

_NUMBERS = re.compile(r"\s*(\d{1,9})\s*(?:-\s*(\d{1,9})\s*)?")


@dataclass(frozen=True, slots=True)
class Correction:
    """A transcript file before and after; nothing is written yet."""

    path: Path
    data: bytes
    before: str
    after: str
    encoding: str

    @property
    def diff(self) -> str:
        """What changes, as a unified diff; empty where nothing does."""
        before, after = (physical_lines(text) for text in (self.before, self.after))
        told = difflib.unified_diff(before, after, self.path.name, self.path.name, n=1)
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in told)

    @property
    def lines(self) -> int:
        """How many lines change."""
        pairs = zip(physical_lines(self.before), physical_lines(self.after), strict=True)
        return sum(one != other for one, other in pairs)

    def write(self) -> None:
        """Write the file, whole or not at all, if it still is what was read.

        Raises:
            BadInputError: it changed meanwhile, or its encoding lacks a sign of the new text.
            MissingPartError: it cannot be written, or somebody else is busy with it.
        """
        check_encoding(self.path, self.after, self.encoding)
        replace_file(self.path, self.data, self.after, self.encoding)


def correct(path: Path, edit: Callable[[Transcript], str]) -> Correction:
    """What an edit makes of a transcript file.

    Raises:
        BadInputError: the file cannot be read, or the edit is refused.
    """
    data = read_bytes(path)
    transcript = read(*decode(data, path.name))
    try:
        after = edit(transcript)
    except BadInputError as error:
        raise BadInputError(error.what, where=path.name, remedy=error.remedy) from error
    return Correction(path, data, write(transcript), after, transcript.encoding)


def listed(path: Path) -> str:
    """A row for each speaker: turns, lines, first line, name and labels; then what is in doubt."""
    transcript = read_file(path)
    rows = [("turns", "lines", "first", "speaker")]
    for speaker in (*transcript.speakers, None):
        lines = [line for line in transcript.spoken_lines if line.speaker == speaker]
        if not lines and speaker is None:
            continue
        turns = sum(turn.speaker == speaker for turn in transcript.turns)
        first = str(lines[0].line) if lines else "-"
        labels = f" ({', '.join(speaker.labels)})" if speaker and speaker.labels else ""
        rows.append(
            (str(turns), str(len(lines)), first, f"{speaker.name if speaker else '(nobody)'}{labels}")
        )
    told = [f"{turns:>5} {lines:>6} {first:>6}  {name}" for turns, lines, first, name in rows]
    doubts = [f"line {finding.line}: {finding.message}" for finding in transcript.findings]
    return "\n".join([*told, *doubts]) + "\n"


def spoken_lines_in(path: Path, asked: str) -> frozenset[int]:
    """The numbers of the spoken lines in `12`, `12-18` or `12,15-17`; a range may hold other lines.

    Raises:
        WrongUseError: that is no list of lines.
        BadInputError: nobody speaks on any of them.
    """
    spoken = {line.line for line in read_file(path).spoken_lines}
    chosen: set[int] = set()
    for part in asked.split(","):
        numbers = _NUMBERS.fullmatch(part)
        if not numbers:
            raise WrongUseError(f"'{asked}' is no list of lines", remedy="give them as in 12,15-17")
        first, last = int(numbers[1]), int(numbers[2] or numbers[1])
        found = {line for line in spoken if first <= line <= last}
        if not found:
            raise BadInputError(
                f"nobody speaks on line {part.strip()}",
                where=path.name,
                remedy="give numbers of spoken lines",
            )
        chosen |= found
    return frozenset(chosen)
