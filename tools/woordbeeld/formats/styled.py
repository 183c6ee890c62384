"""What an utterance shows, with its styles, in the markup of a format: what every writer needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from woordbeeld.tracks.model import PLAIN, Style, StyledRun, Utterance


def written(
    utterance: Utterance,
    escape: Callable[[str], str],
    marked: Callable[[str, Style], str],
    line_break: str = "\n",
) -> str:
    """The lines that a viewer sees: text escaped, and marked where it does not look plain; none is empty."""
    if utterance.runs:
        lines = (_line(parts, escape, marked) for parts in styled_lines(utterance))
        return line_break.join(line for line in lines if line)
    text = line_break.join(line for line in map(escape, utterance.shown) if line)
    look = _look(utterance)
    return marked(text, look) if text and look != PLAIN else text


def _line(
    parts: Sequence[tuple[str, Style]], escape: Callable[[str], str], marked: Callable[[str, Style], str]
) -> str:
    escaped = [(escaped_part(text, escape), style) for text, style in parts]
    return "".join(marked(text, style) if text and style != PLAIN else text for text, style in escaped)


def escaped_part(text: str, escape: Callable[[str], str]) -> str:
    """A part of a line escaped; the white space at its edges stays, for a line may go on there."""
    bare = text.strip()
    before, _, after = text.partition(bare) if bare else (text, "", "")
    return before + escape(bare) + after


def styled_lines(utterance: Utterance) -> Iterator[list[tuple[str, Style]]]:
    """The shown lines as parts of one style each: that of the runs, or else that of the speaker."""
    for number, line in enumerate(utterance.shown):
        if utterance.runs:
            yield list(_parts(line, [run for run in utterance.runs if run.line == number]))
        else:
            yield [(line, _look(utterance))]


def _look(utterance: Utterance) -> Style:
    return Style(italic=utterance.off_screen, colour=utterance.colour.code if utterance.colour else None)


def _parts(line: str, runs: Sequence[StyledRun]) -> Iterator[tuple[str, Style]]:
    at = 0
    for run in sorted(runs, key=lambda run: run.start):
        if run.start > at:
            yield line[at : run.start], PLAIN
        yield line[run.start : run.end], run.style
        at = run.end
    if at < len(line):
        yield line[at:], PLAIN
