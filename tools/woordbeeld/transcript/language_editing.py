"""The language of lines told by marks in the text itself; only the lines that must change do."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from woordbeeld.languages import LANGUAGES
from woordbeeld.transcript.directory import Directory
from woordbeeld.transcript.editing import Written, set_speaker, swap_speakers
from woordbeeld.transcript.language_marks import in_parts, is_of_marks, parts_of, turns_of, written
from woordbeeld.transcript.model import Part, Speaker, SpokenLine, Transcript
from woordbeeld.transcript.pieces import TextPart, item_of, pieces_of
from woordbeeld.transcript.reader import read
from woordbeeld.transcript.refusals import (
    OTHERS_WOULD_CHANGE,
    EditRefusedError,
    already_one,
    neither_speaks,
)
from woordbeeld.transcript.verifying import verified_text
from woordbeeld.transcript.writer import write
from woordbeeld.words import say


def set_language(
    transcript: Transcript,
    lines: Collection[SpokenLine],
    language: str | None,
    *,
    first: int = 0,
    last: int | None = None,
) -> str:
    """The text in which these lines are said in a language; None is that of the transcript.

    It holds from the word `first` of the first line up to and with the word `last` of the last one, both from
    0, or its end. What else is said keeps its language: where marks around several lines are broken up, each
    of these gets its own.

    Raises:
        EditRefusedError: nobody knows the language, or the text would be read otherwise.
    """
    if language is not None and language not in LANGUAGES:
        raise EditRefusedError(
            say("error.edit.no_language", language=language),
            reason="unknown-language",
            remedy=say("error.edit.write_language"),
        )
    spoken = transcript.spoken_lines
    numbers = set(map(id, lines))
    chosen = [at for at, line in enumerate(spoken) if id(line) in numbers]
    wanted = [line.parts for line in spoken]
    for at in chosen:
        since = first if at == chosen[0] else 0
        until = len(spoken[at].words) if last is None or at != chosen[-1] else last + 1
        wanted[at] = _partly(spoken[at], language, range(since, until))
    return _written(transcript, wanted, lines)


def _partly(line: SpokenLine, language: str | None, places: range) -> tuple[Part, ...]:
    """The parts of a line of which the words at some places are said in a language."""
    told = enumerate(zip(line.words, line.languages, strict=True))
    return in_parts((word, language if at in places else own) for at, (word, own) in told)


def with_own_marks(transcript: Transcript, lines: Collection[SpokenLine]) -> str:
    """The text in which no mark around several lines is around any of these: each of them has its own.

    They can then be given to another speaker, or taken out, without breaking up the marks of others.

    Raises:
        EditRefusedError: the text would be read otherwise.
    """
    return _written(transcript, [line.parts for line in transcript.spoken_lines], lines)


def give(transcript: Transcript, lines: Collection[int], speaker: str) -> str:
    """The text in which the lines with these numbers are said by somebody else, each in its language.

    Raises:
        EditRefusedError: a number is of no spoken line, or the name makes no label.
    """
    numbers = [line.line for line in transcript.spoken_lines]
    if not set(lines) <= set(numbers):
        return set_speaker(transcript, lines, speaker)
    places = [at for at, number in enumerate(numbers) if number in lines]
    spoken = transcript.spoken_lines
    apart = read(with_own_marks(transcript, [spoken[at] for at in places]), transcript.encoding)
    return set_speaker(apart, [apart.spoken_lines[at].line for at in places], speaker)


def swap_on(transcript: Transcript, lines: Collection[int], one: str, other: str) -> str:
    """The text in which two speakers have changed places on the lines with these numbers.

    Raises:
        EditRefusedError: one of them is not there, they are one, or neither says one of the lines.
    """
    directory = Directory.of(transcript)
    pair = directory.find(one), directory.find(other)
    if pair[0] == pair[1]:
        raise already_one(one, other)
    spoken = transcript.spoken_lines
    places = [[at for at, each in enumerate(spoken) if _is_of(each, his, lines)] for his in pair]
    if not any(places):
        raise neither_speaks(pair[0].name, pair[1].name)
    found = transcript
    for given, to in zip(places, reversed(pair), strict=True):
        numbers = [found.spoken_lines[at].line for at in given]
        found = read(give(found, numbers, to.name), transcript.encoding) if numbers else found
    return write(found)


def swap_throughout(transcript: Transcript, one: str, other: str) -> str:
    """The text in which two speakers have changed places everywhere.

    Where a description alone tells who speaks, their lines get labels.

    Raises:
        EditRefusedError: one of them is not there, they are one, or they cannot both be told by a label.
    """
    try:
        return swap_speakers(transcript, one, other)
    except EditRefusedError as error:
        if error.reason != OTHERS_WOULD_CHANGE:
            raise
        return swap_on(transcript, [line.line for line in transcript.spoken_lines], one, other)


def _is_of(line: SpokenLine, speaker: Speaker, lines: Collection[int]) -> bool:
    return line.line in lines and line.speaker == speaker


def _written(
    transcript: Transcript, wanted: Sequence[tuple[Part, ...]], lines: Collection[SpokenLine]
) -> str:
    """The text with these parts of all its lines, of which those in the turns of `lines` may change."""
    touched = {line.turn for line in lines}
    pieces = list(_pieces(transcript, iter(wanted), touched))
    before = write(transcript)
    return (
        before if "".join(piece.source for piece in pieces) == before else verified_text(transcript, pieces)
    )


def _pieces(
    transcript: Transcript, wanted: Iterator[tuple[Part, ...]], touched: Collection[int]
) -> Iterator[TextPart]:
    """The pieces of the text, those of the touched turns each with its own marks."""
    for block, piece, turn in zip(
        transcript.blocks, pieces_of(transcript), turns_of(transcript.blocks), strict=True
    ):
        if isinstance(block, SpokenLine):
            parts = next(wanted)
            yield _marked(block, piece, parts) if turn in touched else piece
        elif turn not in touched or not is_of_marks(block):
            yield piece


def _marked(line: SpokenLine, piece: TextPart, parts: tuple[Part, ...]) -> TextPart:
    if _joined(parts_of(line.text)) == _joined(parts):
        return piece
    text = written(parts)
    source = replace(Written.of(line.source, line.text), text=text).source
    return replace(piece, source=source, item=replace(item_of(line), text=text), is_new=True)


def _joined(parts: tuple[Part, ...]) -> tuple[tuple[str, str | None], ...]:
    """The words, each with its language, whatever the spaces between."""
    return tuple((word, part.language) for part in parts for word in part.text.split())
