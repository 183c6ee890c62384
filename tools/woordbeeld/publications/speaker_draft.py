"""A draft of a transcript with speakers: as text in the house style, and how sure of it the program is.

The text is read back before it is given, so that what somebody said never becomes a label or a sound.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from woordbeeld.transcript.model import SpokenLine
from woordbeeld.transcript.reader import read
from woordbeeld.transcript.vocabulary import each_of
from woordbeeld.voices.drafting import DraftLine

VERSION: Final = 1
DIGITS: Final = 3  # of confidences
DOUBTFUL: Final = 0.5  # a word of which the recogniser is less sure
# Of the recogniser, on what is no speech.
_REMARK: Final = re.compile(r"(?:\([^()]*\)|\[[^\[\]]*\]|\*[^*]*\*)[.!?…]?")
_MARKS: Final = re.compile(r"[()\[\]{}♪♫*<>]")


@dataclass(frozen=True, slots=True)
class Draft:
    """The text, the lines that are in it with the number (from 1) of each, and the labels of the voices."""

    text: str
    lines: tuple[tuple[int, DraftLine], ...]
    labels: Mapping[int, str]


def numbered_label(number: int, language: str) -> str:
    """What somebody is called whose name is not known.

    >>> numbered_label(1, "nl"), numbered_label(2, "tr")
    ('SPREKER 1', 'SPEAKER 2')
    """
    words = each_of("draft_speaker")
    return f"{words.get(language, words['en'])} {number}".upper()


def drafted(lines: Sequence[DraftLine], names: Mapping[int, str], language: str) -> Draft:
    """The lines as a transcript, an empty line between turns; `names` are those of voices that have one.

    What holds no letter or digit, and what the recogniser remarks in brackets, is no speech and left out.
    """
    said = [each for each in lines if _plain(each.text) and not _REMARK.fullmatch(each.text)]
    numbers: dict[int, str] = {}
    for each in said:
        numbers.setdefault(each.voice, "")
    labels = {
        voice: names[voice].upper() if voice in names else numbered_label(at, language)
        for at, voice in enumerate(numbers, 1)
    }
    labelled: set[int] = set()
    while True:
        text, placed = _written(said, labels, labelled)
        misread = _misread(text, placed, labels) - labelled
        if not misread:
            return Draft(text, tuple((line, each) for line, each, _ in placed), labels)
        labelled |= misread


def _plain(text: str) -> str:
    """What is said, without the signs that the house style has for what is not said."""
    plain = _without_marks(text)
    return plain if any(map(str.isalnum, plain)) else ""


def _without_marks(text: str) -> str:
    return " ".join(_MARKS.sub(" ", text).split())


def _written(
    lines: Sequence[DraftLine], labels: Mapping[int, str], labelled: set[int]
) -> tuple[str, list[tuple[int, DraftLine, str]]]:
    """The text, and for each line its number and its words; `labelled` lines have a label of their own."""
    rows: list[str] = []
    placed = []
    before: int | None = None
    for at, line in enumerate(lines):
        words = _plain(line.text)
        if line.voice != before and rows:
            rows.append("")
        has_label = line.voice != before or at in labelled
        rows.append(f"{labels[line.voice]}: {words}" if has_label else words)
        placed.append((len(rows), line, words))
        before = line.voice
    return "".join(f"{row}\n" for row in rows), placed


def _misread(text: str, placed: Sequence[tuple[int, DraftLine, str]], labels: Mapping[int, str]) -> set[int]:
    """The places of lines that are read as something else than speech of their speaker."""
    found = {each.line: each for each in read(text).blocks if isinstance(each, SpokenLine)}
    wrong = set()
    for at, (number, line, words) in enumerate(placed):
        block = found.get(number)
        speaker = block.speaker if block else None
        if not block or block.said != words or not speaker or labels[line.voice] not in speaker.labels:
            wrong.add(at)
    return wrong


def beside(transcript: Path) -> Path:
    """Where it stands how sure the draft in a file is.

    >>> beside(Path("talk.txt")).name
    'talk.draft.json'
    """
    return transcript.with_name(f"{transcript.stem}.draft.json")


def doubtful_words(transcript: Path) -> Mapping[str, tuple[int, ...]]:
    """The places (from 0) of words that were not surely heard, by the line of the draft they are in.

    None where there is no draft, or what is beside it is damaged: the text itself stays what it is.
    """
    try:
        lines = json.loads(beside(transcript).read_bytes())["lines"]
        return {
            " ".join(words): places
            for words, places in map(_doubted, (line["words"] for line in lines))
            if places
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _doubted(words: Sequence[Mapping[str, Any]]) -> tuple[list[str], tuple[int, ...]]:
    """The words as they stand in the text, and the places of those that may be wrong."""
    said = [(plain, word["confidence"]) for word in words if (plain := _without_marks(word["text"]))]
    return [plain for plain, _ in said], tuple(at for at, (_, sure) in enumerate(said) if sure < DOUBTFUL)


def draft_json(draft: Draft, model: str, language: str) -> str:
    """What is beside the text: for each line its time, how sure its speaker is, and how sure each word."""
    about: dict[str, Any] = {
        "version": VERSION,
        "model": model,
        "language": language,
        "speakers": [draft.labels[voice] for voice in draft.labels],
        "lines": [
            {
                "line": number,
                "speaker": draft.labels[line.voice],
                "speaker_confidence": round(line.sure, DIGITS),
                "start_ms": line.span.start_ms,
                "end_ms": line.span.end_ms,
                "words": [
                    {
                        "text": word.text.strip(),
                        "start_ms": word.span.start_ms,
                        "end_ms": word.span.end_ms,
                        "confidence": round(float(word.confidence), DIGITS),
                    }
                    for word in line.words
                ],
            }
            for number, line in draft.lines
        ],
    }
    return json.dumps(about, ensure_ascii=False, indent=1) + "\n"
