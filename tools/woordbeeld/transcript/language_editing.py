"""The language of lines told by marks in the text itself; only the lines that must change do."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from woordbeeld.languages import LANGUAGES
from woordbeeld.transcript.editing import Written, set_speaker
from woordbeeld.transcript.language_marks import in_parts, is_of_marks, parts_of, turns_of, written
from woordbeeld.transcript.model import Part, SpokenLine, Transcript
from woordbeeld.transcript.pieces import TextPart, item_of, pieces_of
from woordbeeld.transcript.reader import read
from woordbeeld.transcript.refusals import EditRefusedError
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
