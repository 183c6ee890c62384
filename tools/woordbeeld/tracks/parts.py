"""The parts of a cue that are in another language than its track, as runs in the lines that viewers see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from woordbeeld.tracks.model import PLAIN, Style, StyledRun, Utterance
from woordbeeld.tracks.pieces import WordPiece, text_of

Line = Sequence[WordPiece]


def with_languages(utterance: Utterance, lines: Sequence[Line], language: str) -> Utterance:
    """An utterance, whose lines are made of these pieces, with runs for what is not in the language of all.

    Where there are any, the runs tell the look of all that is shown.
    """
    if all(piece.language in (None, language) for line in lines for piece in line):
        return utterance
    look = Style(italic=utterance.off_screen, colour=utterance.colour.code if utterance.colour else None)
    runs = [
        StyledRun(number, start, end, replace(look, language=own))
        for number, (line, shown) in enumerate(zip(lines, utterance.shown, strict=True))
        for start, end, own in _spans(line, shown, language)
    ]
    return replace(utterance, runs=tuple(run for run in runs if run.style != PLAIN))


def _spans(line: Line, shown: str, language: str) -> Iterator[tuple[int, int, str | None]]:
    """The spans of a shown line with the language of each; what stands between two is in that of all."""
    speaker_prefix = len(shown) - len(text_of(line))
    at = 0
    for own, part in groupby(range(len(line)), key=lambda place: line[place].language):
        if own in (None, language):
            continue
        places = list(part)
        start = (
            speaker_prefix
            + len(text_of(line[: places[-1] + 1]))
            - len(text_of(line[places[0] : places[-1] + 1]))
        )
        end = speaker_prefix + len(text_of(line[: places[-1] + 1]))
        if start > at:
            yield at, start, None
        yield start, end, own
        at = end
    if at < len(shown):
        yield at, len(shown), None
