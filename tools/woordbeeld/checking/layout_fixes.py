"""The step that breaks lines elsewhere, and divides a cue whose text does not fit in one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Final

from woordbeeld.checking.steps import Fix, LeftAlone, Task, cues_of, described
from woordbeeld.findings import Severity
from woordbeeld.formats.document import Document, Piece, Replacement
from woordbeeld.formats.tokens import MOST_KEPT, gaps
from woordbeeld.timing import Span
from woordbeeld.tracks.checks import RULES, hits
from woordbeeld.tracks.model import Cue, Track, TrackKind, Utterance
from woordbeeld.tracks.pieces import WordPiece
from woordbeeld.tracks.profile import CaptionProfile
from woordbeeld.tracks.refitting import laid_out, passage_of
from woordbeeld.tracks.segmentation import LineLayout, cost_of, cut
from woordbeeld.tracks.speaker_prefixes import split_speaker_prefix
from woordbeeld.words import Message, say

LAYOUT: Final = frozenset({"lines", "line-length", "bad-break"})
_LAYOUT_RULES: Final = tuple(rule for rule in RULES if rule.id in LAYOUT)
# What tells whether another layout is better: its own rules, and all that can make an error of a cue alone.
_JUDGES: Final = tuple(
    rule for rule in RULES if rule.id in LAYOUT or (rule.severity is Severity.ERROR and not rule.needs_sound)
)


@dataclass(frozen=True, slots=True)
class _Anew:
    """A cue laid out anew: where its lines and cues end, and the cues that this makes of it."""

    layouts: tuple[LineLayout, ...]
    cues: tuple[Cue, ...]


def broken_anew(document: Document, task: Task) -> Iterator[Fix | LeftAlone]:
    """Cues with lines too long, too many or badly broken, broken at the best places; in two if need be."""
    track = document.track
    if track.kind is not TrackKind.CAPTIONS:
        return
    rules = [rule for rule in _LAYOUT_RULES if rule.id in task.rules]
    faulty = {hit.index for hit, _ in hits(track, task.profile, of=rules)}
    for at, piece, cue in cues_of(document):
        if at not in faulty or len(cue.utterances) > 1 or not cue.text.strip():
            continue
        anew = _anew(cue.utterances[0], cue.span, track.language or "", task.profile)
        if anew is None:
            continue
        edits: tuple[Replacement, ...] | Message = say("left.spaces")
        if all(" ".join(line.split()) == line for line in cue.lines):
            edits = _layout_edits(document, piece, cue, anew)
        if isinstance(edits, Message):
            yield LeftAlone(cue, edits)
        else:
            parts = len(anew.cues)
            what = say("fix.divided", parts=parts) if parts > 1 else say("fix.layout")
            yield Fix(edits, described(cue, what))


@lru_cache(maxsize=MOST_KEPT)
def _anew(said: Utterance, span: Span, language: str, profile: CaptionProfile) -> _Anew | None:
    """What one speaker says, laid out at the best places; None where that is no better than it was.

    Most cues are the same in each round of fixes, so what was found of one is kept.
    """
    cue = Cue(span, (said,), (0,))
    before = _faults((cue,), language, profile)
    if not before.of_layout:  # as where it parts a phrase with the next cue
        return None
    passage = passage_of(cue, language, profile)
    layouts = cut(passage)
    cues = laid_out(cue, passage, layouts)
    if not cues or cues == (cue,) or not _is_better(cues, before, language, profile):
        return None
    if cost_of(passage, layouts) >= cost_of(passage, [_layout_of(cue, passage.pieces)]):
        return None
    return _Anew(layouts, cues)


def _layout_of(cue: Cue, words: Sequence[WordPiece]) -> LineLayout:
    """The lines of a cue as they are."""
    begins = [at for at, word in enumerate(words) if not word.glued]
    until = accumulate(len(line.split()) for line in cue.lines[:-1])
    starts = (0, *(begins[min(count, len(begins) - 1)] for count in until))
    return LineLayout(0, len(words), starts)


@dataclass(frozen=True, slots=True)
class _Faults:
    """How many faults of layout some cues have, how many of them are bad breaks, and how many errors."""

    of_layout: int
    bad_breaks: int
    errors: int


def _is_better(anew: tuple[Cue, ...], before: _Faults, language: str, profile: CaptionProfile) -> bool:
    """Fewer faults of layout, no more bad breaks or errors, and no line that reads as a new speaker's."""
    later = [line for each in anew for line in each.lines][1:]
    if any(split_speaker_prefix(line)[0] for line in later):
        return False
    after = _faults(anew, language, profile)
    no_more = after.bad_breaks <= before.bad_breaks and after.errors <= before.errors
    return after.of_layout < before.of_layout and no_more


def _faults(cues: tuple[Cue, ...], language: str, profile: CaptionProfile) -> _Faults:
    found = [rule for _, rule in hits(Track(TrackKind.CAPTIONS, language, cues), profile, of=_JUDGES)]
    return _Faults(
        sum(rule.id in LAYOUT for rule in found),
        sum(rule.id == "bad-break" for rule in found),
        sum(rule.severity is Severity.ERROR for rule in found),
    )


def _layout_edits(
    document: Document, piece: Piece, cue: Cue, anew: _Anew
) -> tuple[Replacement, ...] | Message:
    """The edits that give a cue these line breaks, and divide it; or why that cannot be."""
    between = gaps(document.tokens(piece))
    leading = len(cue.utterances[0].speaker_prefix.split())
    words = " ".join(cue.shown).split()
    layouts = anew.layouts
    if len(between) + 1 != len(words) or layouts[-1].last + leading != len(words):
        return say("left.long_word")
    if document.syntax.numbers and _leaves_number(cue, anew.cues):
        return say("left.number")
    ends = {leading + last - 1 for layout in layouts for _, last in layout.lines[:-1]}
    cuts = [leading + layout.last - 1 for layout in layouts[:-1]]
    divided: tuple[Replacement, ...] | None = ()
    if cuts:
        spans = [each.span for each in anew.cues]
        divided = document.syntax.divided(document, piece, [between[at] for at in cuts], spans)
    if divided is None:
        return say("left.markup")
    lines = document.syntax.rebroken(document, piece, ends, cuts)
    return (*divided, *lines) if lines is not None else say("left.codes")


def _leaves_number(cue: Cue, anew: Sequence[Cue]) -> bool:
    """Whether a cue laid out anew ends in a line that is a number, which was no line before."""
    ends = [each.shown[-1] for each in anew]
    return any(end.isdecimal() and end != cue.shown[-1] for end in ends)
