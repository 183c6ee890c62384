"""Faults in captions fixed where no word is lost or added: each fix is an edit of the file itself.

What a fix does not name stays character for character: markup, comments, styles, places in the picture. A cue
that cannot be fixed in this way is left alone, and that is told. The steps stand in modules of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from woordbeeld.checking.collection import rare_collection
from woordbeeld.checking.layout_fixes import LAYOUT, broken_anew
from woordbeeld.checking.steps import Fix, LeftAlone, Step, Task
from woordbeeld.checking.text_fixes import (
    SIGN,
    astray_text,
    in_order,
    one_dash,
    repaired,
    sign_of,
    unrolled,
    without_empty,
    without_entities,
)
from woordbeeld.checking.time_fixes import apart, readable
from woordbeeld.findings import Severity
from woordbeeld.formats.blocks import counts_from, renumbered
from woordbeeld.formats.document import FORMAT_RULE, Document, Piece, PieceKind
from woordbeeld.formats.rereading import reread
from woordbeeld.formats.tokens import TokenKind
from woordbeeld.tracks.checks import count_errors
from woordbeeld.tracks.model import TrackKind
from woordbeeld.tracks.profile import CaptionProfile
from woordbeeld.words import Message, say

MAX_ROUNDS: Final = 8  # what one step changes may be work for another; two rounds are nearly always enough
MOST_TRIES: Final = 64  # of a step in parts, where all of it together would do harm
_DASHES: Final = "-–—"
_FORMAT: Final = frozenset({FORMAT_RULE})
_KEPT: Final = frozenset({PieceKind.HEADER, PieceKind.STYLE, PieceKind.REGION, PieceKind.COMMENT})

# The steps in their order, each with the rules whose faults it fixes.
STEPS: Final[tuple[tuple[frozenset[str], Step], ...]] = (
    (_FORMAT, repaired),
    (_FORMAT, unrolled),
    (frozenset({"entities"}), without_entities),
    (frozenset({"empty"}), without_empty),
    (frozenset({"order"}), in_order),
    (frozenset({"dash"}), one_dash),
    (frozenset({"overlap", "gap"}), apart),
    (LAYOUT, broken_anew),
    (frozenset({"reading-speed", "reading-speed-aim", "too-short", "short"}), readable),
)
# The rules whose faults can be fixed, if what is around a cue leaves room.
FIXABLE: Final = frozenset(rule for rules, _ in STEPS for rule in rules)


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file after its fixes, what was done to it, and what was left alone."""

    document: Document
    done: tuple[Message, ...]
    left: tuple[Message, ...]


@dataclass(frozen=True)
class _State:
    """A file between two steps; what it is judged by is found once."""

    document: Document
    profile: CaptionProfile

    @cached_property
    def errors(self) -> int:
        broken = sum(fault.severity is Severity.ERROR for fault in self.document.faults)
        return broken + count_errors(self.document.track, self.profile)

    @cached_property
    def words(self) -> Counter[str]:
        return _words(self.document)

    @cached_property
    def unshown(self) -> Counter[str]:
        """The signs in cues that no player shows, for their times are wrong."""
        texts = (_unshown_text(self.document, piece) for piece in self.document.pieces if _is_unshown(piece))
        return _signs(Counter(" ".join(texts).split()))


@rare_collection()
def fix(document: Document, profile: CaptionProfile, *, only: Collection[str] | None = None) -> Fixed:
    """A file with the faults fixed that need no person: all of them, or `only` those of some rules.

    The words stay, in their order (but for cues that stood out of order), and there are never more errors
    than before.
    """
    if document.track.kind is TrackKind.METADATA:  # nobody's captions
        return Fixed(document, (), ())
    task = Task(profile, FIXABLE if only is None else only)
    state = _State(document, profile)
    done: list[Message] = []
    left: list[Message] = []
    for _ in range(MAX_ROUNDS):
        done_before, left = len(done), []
        for rules, step in STEPS:
            if not rules.isdisjoint(task.rules):
                found = list(step(state.document, task))
                left += (each.what for each in found if isinstance(each, LeftAlone))
                fixes = [each for each in found if isinstance(each, Fix)]
                state, taken = _after(state, fixes, KEEPS.get(step, _keeps_words))
                done += (each.what for each in taken)
                left += _not_taken(fixes, taken)
        if len(done) == done_before:
            break
    return Fixed(_numbered(state.document, counts_from(document)), tuple(done), tuple(dict.fromkeys(left)))


def _numbered(document: Document, first: int | None) -> Document:
    """The file with cues that count on from a number, if they did so before."""
    edits = renumbered(document, first) if first is not None else ()
    return document.with_edits(edits) if edits else document


_Keeps = Callable[[Counter[str], Counter[str]], bool]


def _after(state: _State, fixes: Sequence[Fix], keeps: _Keeps) -> tuple[_State, list[Fix]]:
    """The file after the fixes that do no harm: all of them, or else those found by halves."""
    if not fixes:
        return state, []
    fixed = _with(state, fixes)
    if _does_no_harm(state, fixed, keeps):
        return fixed, list(fixes)
    some = _harmless(state, fixes, keeps, iter(range(MOST_TRIES)))
    fixed = _with(state, some)
    return (fixed, some) if some and _does_no_harm(state, fixed, keeps) else (state, [])


def _not_taken(fixes: Sequence[Fix], taken: Sequence[Fix]) -> Iterator[Message]:
    told = {each.what for each in taken}
    return (say("left.not_done", what=each.what) for each in fixes if each.what not in told)


def _harmless(state: _State, fixes: Sequence[Fix], keeps: _Keeps, tries: Iterator[int]) -> list[Fix]:
    """Those of some fixes, of which not all can be taken, that do no harm; as far as the tries go."""
    half = len(fixes) // 2
    found: list[Fix] = []
    for part in (fixes[:half], fixes[half:]) if half else ():
        if next(tries, None) is None:
            break
        harmless = _does_no_harm(state, _with(state, part), keeps)
        found += part if harmless else _harmless(state, part, keeps, tries)
    return found


def _with(state: _State, fixes: Iterable[Fix]) -> _State:
    edits = (edit for each in fixes for edit in each.edits)
    return _State(reread(state.document, edits), state.profile)


def _does_no_harm(before: _State, after: _State, keeps: _Keeps) -> bool:
    """Whether no word was touched or hidden, no error added, and nothing looks rolling that did not."""
    rolls_now = after.document.explained - before.document.explained
    keeps_all = keeps(before.words, after.words) and after.unshown <= before.unshown
    return not rolls_now and keeps_all and after.errors <= before.errors


def _keeps_words(before: Counter[str], after: Counter[str]) -> bool:
    return before == after


def _keeps_each_word(before: Counter[str], after: Counter[str]) -> bool:
    """Whether no word is new, and none is gone that the captions said more than once."""
    return before.keys() == after.keys() and after <= before


def _keeps_letters(before: Counter[str], after: Counter[str]) -> bool:
    """Whether all signs are there but digits, in no fewer words; a number is no text."""
    return _signs(before) == _signs(after) and _many(after) >= _many(before)


def _many(words: Counter[str]) -> int:
    return sum(many for word, many in words.items() if not word.isdecimal())


def _signs(words: Counter[str]) -> Counter[str]:
    """How often each sign but digits stands in words."""
    found: Counter[str] = Counter()
    for word, many in words.items():
        for sign in word:
            found[sign] += many * (not sign.isdecimal())
    return +found


# What a step keeps, if not every word as it is.
KEEPS: Final[dict[Step, _Keeps]] = {repaired: _keeps_letters, unrolled: _keeps_each_word}


def _is_unshown(piece: Piece) -> bool:
    return bool(piece.parts) and not piece.cue


def _unshown_text(document: Document, piece: Piece) -> str:
    """The text of a cue that no player shows, for its times are wrong."""
    shown = (token.shown if token.kind is TokenKind.TEXT else " " for token in document.tokens(piece))
    return "".join(shown)


def _words(document: Document) -> Counter[str]:
    """All words of the file, and all that is no cue; signs that stood as entities count as what they are."""
    texts = [
        *(piece.range.of(document.source) for piece in document.pieces if piece.kind in _KEPT),
        *(astray_text(document, piece) for piece in document.pieces),
        *(_unshown_text(document, piece) for piece in document.pieces if _is_unshown(piece)),
        *(" ".join(cue.shown) for cue in document.track.cues),
    ]
    whole = " ".join(texts)
    found = Counter((SIGN.sub(sign_of, whole) if "&" in whole else whole).split())
    for word in [word for word in found if word[0] in _DASHES or word[-1] in _DASHES]:
        found[word.strip(_DASHES)] += found.pop(word)
    del found[""]
    return found
