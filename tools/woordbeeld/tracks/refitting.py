"""A cue that was cut already, cut again to other limits: in shorter lines, or in several cues."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from woordbeeld.timing import Span
from woordbeeld.tracks.model import PLAIN, Cue, Style, StyledRun, Utterance
from woordbeeld.tracks.pieces import pieces_during, text_of
from woordbeeld.tracks.profile import CaptionProfile
from woordbeeld.tracks.segmentation import LineLayout, Opening, Passage
from woordbeeld.transcript.word_lists import grammar_of

_Styles = Iterator[Style]


def passage_of(cue: Cue, language: str, profile: CaptionProfile) -> Passage:
    """The words of a cue, which share its time by their length, as they are to be cut."""
    texts = [(number, " ".join(said.lines)) for number, said in enumerate(cue.utterances)]
    words = pieces_during(texts, cue.span, profile.max_line_chars, language)
    openings = {}
    for number, group in groupby(range(len(words)), key=lambda at: words[at].line):
        speaker_prefix = cue.utterances[number].speaker_prefix
        openings[next(group)] = Opening(str(number), speaker_prefix, speaker_prefix)
    return Passage(words, openings, cue.span.end_ms, profile, grammar_of(language))


def laid_out(cue: Cue, passage: Passage, layouts: Sequence[LineLayout]) -> tuple[Cue, ...]:
    """The cues that the layouts make of one; none where one of them would have no time."""
    min_gap_ms = passage.profile.min_gap_ms
    starts = [passage.pieces[layout.first].start_ms for layout in layouts]
    if any(later - earlier <= min_gap_ms for earlier, later in pairwise((*starts, cue.span.end_ms))):
        return ()
    ends = [*(start - min_gap_ms for start in starts[1:]), cue.span.end_ms]
    styles = {number: _styles(said) for number, said in enumerate(cue.utterances) if said.runs}
    return tuple(
        replace(cue, span=Span(start_ms, end_ms), utterances=tuple(_said(cue, passage, layout, styles)))
        for layout, start_ms, end_ms in zip(layouts, starts, ends, strict=True)
    )


def in_one_cue(layouts: Sequence[LineLayout]) -> LineLayout:
    """All lines of the layouts below each other."""
    starts = (start for layout in layouts for start in layout.starts)
    return LineLayout(layouts[0].first, layouts[-1].last, tuple(starts))


def _said(
    cue: Cue, passage: Passage, layout: LineLayout, styles: Mapping[int, _Styles]
) -> Iterator[Utterance]:
    """What each speaker says in a layout; the styles of its letters are taken from those that are left."""
    for number, group in groupby(layout.lines, key=lambda bounds: passage.pieces[bounds[0]].line):
        bounds = tuple(group)
        first, lines = bounds[0][0], [passage.pieces[start:end] for start, end in bounds]
        said = replace(
            cue.utterances[number],
            lines=tuple(map(text_of, lines)),
            speaker_prefix=passage.openings[first].speaker_prefix if first in passage.openings else "",
            runs=(),
        )
        if number in styles:
            parted = [bool(line) and line[-1].hyphen for line in lines]
            shown = zip(said.shown, parted, strict=True)
            runs = (_runs(at, line, styles[number], hyphen=hyphen) for at, (line, hyphen) in enumerate(shown))
            said = replace(said, runs=tuple(run for line in runs for run in line))
        yield said


def _styles(said: Utterance) -> _Styles:
    """The style of each letter that is shown; white space has none."""
    for number, line in enumerate(said.shown):
        runs = [run for run in said.runs if run.line == number]
        for at, sign in enumerate(line):
            if not sign.isspace():
                yield next((run.style for run in runs if run.start <= at < run.end), PLAIN)


def _runs(number: int, shown: str, styles: _Styles, *, hyphen: bool) -> Iterator[StyledRun]:
    """The runs of a line that shows the next letters; a hyphen that parts a word looks as they do."""
    words = [[next(styles) for _ in word] for word in shown.removesuffix("-" * hyphen).split()]
    looks: list[Style] = []
    for word in words:
        if looks:
            looks.append(word[0] if word[0] == looks[-1] else PLAIN)  # the space before it
        looks += word
    looks += looks[-1:] * hyphen
    at = 0
    for style, run in groupby(looks):
        start, at = at, at + len(list(run))
        if style != PLAIN:
            yield StyledRun(number, start, at, style)
