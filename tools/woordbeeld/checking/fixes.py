"""Faults in captions fixed where no word is lost or added: each fix is an edit of the file itself.

What a fix does not name stays character for character: markup, comments, styles, places in the picture. A cue
that cannot be fixed in this way is left alone, and that is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from woordbeeld.findings import Severity
from woordbeeld.formats.blocks import renumbered
from woordbeeld.formats.document import FORMAT_RULE, Document, Edit, FormatFault, Piece, PieceKind, line_end
from woordbeeld.formats.rolling import plain_edits
from woordbeeld.formats.tokens import Token, TokenKind, gaps
from woordbeeld.timing import Span, format_clock
from woordbeeld.tracks.checks import check, count_errors
from woordbeeld.tracks.grammar import grammar_of
from woordbeeld.tracks.leads import is_dash, split_lead
from woordbeeld.tracks.model import Cue, Track, TrackKind, Utterance
from woordbeeld.tracks.pieces import Piece as Word
from woordbeeld.tracks.pieces import pieces_during, text_of
from woordbeeld.tracks.profile import CaptionProfile
from woordbeeld.tracks.rules import needed_ms, next_in_place, quoted
from woordbeeld.tracks.segmentation import Layout, Opening, Passage, cut

MAX_ROUNDS: Final = 8  # what one step changes may be work for another; two rounds are nearly always enough
_FORMAT: Final = frozenset({FORMAT_RULE})
_LAYOUT: Final = frozenset({"lines", "line-length", "bad-break"})
_APART: Final = frozenset({"overlap", "gap"})
_READABLE: Final = frozenset({"reading-speed", "reading-speed-aim", "too-short", "short"})
# What stands for one sign whatever it is in; `&lt;` is left, for what it begins may be meant as text.
_SIGNS: Final = {"&amp;": "&", "&quot;": '"', "&apos;": "'", "&#39;": "'"}
_KEPT: Final = frozenset({PieceKind.HEADER, PieceKind.STYLE, PieceKind.REGION, PieceKind.COMMENT})
_TAG = re.compile(r"<[^<>]*>")
_SIGN = re.compile("|".join(_SIGNS))


@dataclass(frozen=True, slots=True)
class Fix:
    """One fault fixed: the edits of the file, and in plain words what they do."""

    edits: tuple[Edit, ...]
    what: str


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """A cue with a fault that cannot be fixed without a person, and why."""

    cue: Cue
    why: str

    def __str__(self) -> str:
        return _told(self.cue, f"is left as it is: {self.why}")


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file after its fixes, what was done to it, and what was left alone."""

    document: Document
    done: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be fixed: what breaks one of these `rules`, under a profile."""

    profile: CaptionProfile
    rules: Collection[str]


Step = Callable[[Document, Task], Iterator[Fix | LeftAlone]]


def fix(document: Document, profile: CaptionProfile, *, only: Collection[str] | None = None) -> Fixed:
    """A file with the faults fixed that need no person: all of them, or `only` those of some rules.

    The words stay, in their order (but for cues that stood out of order), and there are never more errors
    than before.
    """
    task = Task(profile, FIXABLE if only is None else only)
    done: list[str] = []
    left: tuple[str, ...] = ()
    for _ in range(MAX_ROUNDS):
        found = _round(document, task)
        document, left = found.document, found.left
        done += found.done
        if not found.done:
            break
    return Fixed(document, tuple(done), left)


def _round(document: Document, task: Task) -> Fixed:
    """Every step once; one that would add an error, or touch a word, is not taken."""
    done: list[str] = []
    left: list[str] = []
    for rules, step in STEPS:
        if rules.isdisjoint(task.rules):
            continue
        found = list(step(document, task))
        left += (str(each) for each in found if isinstance(each, LeftAlone))
        fixes = [each for each in found if isinstance(each, Fix)]
        if not fixes:
            continue
        fixed = document.with_edits(edit for each in fixes for edit in each.edits)
        if edits := renumbered(fixed) if _is_numbered(document) else ():
            fixed = fixed.with_edits(edits)
        kept = _keeps_each_word if step is _unrolled else _keeps_words
        if kept(document, fixed) and _errors(fixed, task.profile) <= _errors(document, task.profile):
            document = fixed
            done += (each.what for each in fixes)
    return Fixed(document, tuple(done), tuple(dict.fromkeys(left)))


def _is_numbered(document: Document) -> bool:
    return not renumbered(document) and any(piece.parts for piece in document.pieces)


def _errors(document: Document, profile: CaptionProfile) -> int:
    broken = sum(fault.severity is Severity.ERROR for fault in document.faults)
    return broken + count_errors(document.track, profile)


def _keeps_words(before: Document, after: Document) -> bool:
    return _words(before) == _words(after)


def _keeps_each_word(before: Document, after: Document) -> bool:
    """Whether no word is new, and none is gone that the captions said more than once."""
    said, left = _words(before), _words(after)
    return said.keys() == left.keys() and left <= said


def _words(document: Document) -> Counter[str]:
    """All words of the file, and all that is no cue; signs that stood as entities count as what they are."""
    texts = [
        *(piece.range.of(document.source) for piece in document.pieces if piece.kind in _KEPT),
        # What stands astray may be put into a cue, whose tags are not shown.
        *(
            _TAG.sub("", piece.range.of(document.source))
            for piece in document.pieces
            if piece.kind is PieceKind.OTHER
        ),
        *(" ".join(cue.shown) for cue in document.track.cues),
    ]
    found = Counter(word.strip("-–— ") for text in texts for word in _SIGN.sub(_sign, text).split())
    del found[""]
    return found


def _sign(found: re.Match[str]) -> str:
    return _SIGNS[found.group()]


def _told(cue: Cue, what: str) -> str:
    return f"{format_clock(cue.span.start_ms)} “{quoted(cue)}” {what}"


def _cues(document: Document) -> Iterator[tuple[int, Piece, Cue]]:
    for at, (piece, cue) in enumerate(zip(document.cue_pieces, document.track.cues, strict=True)):
        yield at, piece, cue


# -- the steps --


def _repaired(document: Document, _task: Task) -> Iterator[Fix | LeftAlone]:
    """What breaks the format, where what is meant is certain."""
    repaired: dict[str, list[FormatFault]] = {}
    for fault in document.faults:
        if fault.repair:
            repaired.setdefault(fault.cause, []).append(fault)
    for faults in repaired.values():
        times = f" ({len(faults)} times)" if len(faults) > 1 else ""
        edits = tuple(edit for fault in faults for edit in fault.repair)
        yield Fix(edits, f"line {faults[0].line}: {faults[0].what}: repaired{times}")


def _unrolled(document: Document, _task: Task) -> Iterator[Fix | LeftAlone]:
    """Rolling captions as plain cues, each word once."""
    if document.rolls:
        yield Fix(plain_edits(document), "rolling captions became plain cues, each word once")


def _without_entities(document: Document, _task: Task) -> Iterator[Fix | LeftAlone]:
    """Entities that viewers would see, as the signs that they stand for."""
    for _, piece, cue in _cues(document):
        if not _SIGN.search(" ".join(cue.shown)):
            continue
        edits = []
        for token in document.tokens(piece):
            written = document.source[token.start : token.end]
            if token.kind is TokenKind.TEXT and _SIGN.search(token.shown):
                # In WebVTT and TTML the `&` of an entity that viewers see is itself written as one.
                plain = _SIGN.sub(_sign, token.shown)
                escaped = (
                    plain.replace("&", "&amp;") if "&amp;" in written and written != token.shown else plain
                )
                edits.append(Edit(token.start, token.end, escaped))
        if edits:
            yield Fix(tuple(edits), _told(cue, "shows no entities any more"))


def _without_empty(document: Document, _task: Task) -> Iterator[Fix | LeftAlone]:
    """Cues without text and markup; one after which text stands astray may be meant to hold it."""
    empty = [(at, piece, cue) for at, piece, cue in _cues(document) if not "".join(cue.shown).strip()]
    if len(empty) == len(document.track.cues):
        return  # a file without any cue is no file of captions
    following = dict(pairwise(document.pieces))
    for _, piece, cue in empty:
        after = following.get(piece)
        astray = after is not None and after.kind is PieceKind.OTHER
        if not astray and not any(token.kind is not TokenKind.SPACE for token in document.tokens(piece)):
            gone = Edit(piece.range.start, piece.range.end, "")
            yield Fix((gone,), f"{format_clock(cue.span.start_ms)} a cue without text was left out")


def _in_order(document: Document, _task: Task) -> Iterator[Fix | LeftAlone]:
    """Cues where they belong in time, each with what stands between it and the next one."""
    moved = [cue for before, cue in pairwise(document.track.cues) if cue.span.start_ms < before.span.start_ms]
    if not moved:
        return
    source, newline = document.source, line_end(document.source)
    ordered = sorted(document.cue_pieces, key=lambda piece: piece.cue.span.start_ms if piece.cue else 0)
    texts = [piece.range.of(source).rstrip("\r\n") for piece in ordered]
    ends = [
        source[: piece.range.end][len(source[: piece.range.end].rstrip("\r\n")) :]
        for piece in document.cue_pieces
    ]
    edits = tuple(
        Edit(
            piece.range.start,
            piece.range.end,
            text + (end if len(end) > len(newline) or last else newline * 2),
        )
        for piece, text, end, last in zip(
            document.cue_pieces, texts, ends, [False] * (len(ends) - 1) + [True], strict=True
        )
        if piece.range.of(source).rstrip("\r\n") != text
    )
    what = "; ".join(_told(cue, "was put where it belongs in time") for cue in moved)
    yield Fix(edits, what)


def _one_dash(document: Document, _task: Task) -> Iterator[Fix | LeftAlone]:
    """The dash before a speaker as most of the file has it."""
    spoken = [each for cue in document.track.cues for each in cue.utterances]
    leads = Counter(each.lead for each in spoken if is_dash(each.lead))
    usual = max(leads, key=lambda lead: (leads[lead], lead), default="")
    for _, piece, cue in _cues(document):
        odd = [each.lead for each in cue.utterances if is_dash(each.lead) and each.lead != usual]
        edits = tuple(edit for lead in odd for edit in _other_dash(document.tokens(piece), lead, usual))
        if edits:
            yield Fix(tuple(dict.fromkeys(edits)), _told(cue, f"has the dash “{usual}” of the other cues"))


def _other_dash(tokens: Sequence[Token], lead: str, usual: str) -> Iterator[Edit]:
    """The edits that turn a dash at the beginning of a line into another."""
    begins = True
    for at, token in enumerate(tokens):
        if token.kind is TokenKind.TEXT and begins:
            begins = False
            following = tokens[at + 1] if at + 1 < len(tokens) else None
            spaced = following is not None and following.kind is TokenKind.SPACE
            if token.shown == lead.strip() and spaced and following is not None:
                yield Edit(token.start, following.end, usual)
            elif token.shown.startswith(lead) and lead == lead.strip():
                yield Edit(token.start, token.start + len(lead), usual)
        elif token.kind is TokenKind.BREAK:
            begins = True


def _apart(document: Document, task: Task) -> Iterator[Fix | LeftAlone]:
    """Cues that end before the next one in their place starts, by the gap that the eye needs.

    They are not shortened below what can be read.
    """
    cues = document.track.cues
    followers = next_in_place(cues)
    for at, piece, cue in _cues(document):
        following = followers[at]
        end_ms = _end_before(cue, cues[following], document.track, task) if following is not None else None
        if end_ms is None:
            continue
        yield from _retimed(
            document, piece, cue, Span(cue.span.start_ms, end_ms),
            f"ends {cue.span.end_ms - end_ms} ms earlier, before the next",
        )  # fmt: skip


def _end_before(cue: Cue, following: Cue, track: Track, task: Task) -> int | None:
    """When a cue should end that overlaps or crowds the next one; None where it does neither."""
    profile = task.profile
    gap_ms = following.span.start_ms - cue.span.end_ms
    overlaps = "overlap" in task.rules and gap_ms < 0 and following.span.start_ms > cue.span.start_ms
    crowding = "gap" in task.rules and track.kind is TrackKind.CAPTIONS
    crowds = crowding and 0 <= gap_ms < profile.min_gap_ms
    if not overlaps and not crowds:
        return None
    shortest_ms = profile.shortest_duration_ms
    least_ms = max(shortest_ms, needed_ms(len(cue.text), profile.max_chars_per_second))
    latest_ms = following.span.start_ms if overlaps else cue.span.end_ms
    if cue.span.start_ms + least_ms > latest_ms:  # too fast in any case
        least_ms = shortest_ms
    wanted_ms = following.span.start_ms - profile.min_gap_ms
    end_ms = max(wanted_ms, min(cue.span.start_ms + least_ms, latest_ms))
    return end_ms if cue.span.start_ms < end_ms < cue.span.end_ms else None


def _readable(document: Document, task: Task) -> Iterator[Fix | LeftAlone]:
    """Cues that are gone before they can be read stay as long as they need, if what follows leaves room."""
    if document.track.kind is not TrackKind.CAPTIONS:
        return
    cues = document.track.cues
    followers = next_in_place(cues)
    for at, piece, cue in _cues(document):
        end_ms = cue.span.start_ms + min(_wanted_ms(cue, task), task.profile.max_duration_ms)
        following = followers[at]
        if following is not None:
            end_ms = min(end_ms, cues[following].span.start_ms - task.profile.min_gap_ms)
        if end_ms > cue.span.end_ms:
            more_ms = end_ms - cue.span.end_ms
            span = Span(cue.span.start_ms, end_ms)
            yield from _retimed(document, piece, cue, span, f"stays {more_ms} ms longer, to be read")


def _wanted_ms(cue: Cue, task: Task) -> int:
    """How long a cue should be shown by those rules that are to be kept."""
    profile, chars = task.profile, len(cue.text)
    durations = {
        "reading-speed": needed_ms(chars, profile.max_chars_per_second),
        "reading-speed-aim": needed_ms(chars, profile.aim_chars_per_second),
        "too-short": profile.shortest_duration_ms,
        "short": profile.min_duration_ms,
    }
    return max(ms for rule, ms in durations.items() if rule in task.rules)


def _retimed(document: Document, piece: Piece, cue: Cue, span: Span, what: str) -> Iterator[Fix | LeftAlone]:
    """Another span for a cue; nothing where a format cannot tell it from the one that the cue has."""
    edits = document.syntax.retimed(document, piece, span)
    if edits is None:
        yield LeftAlone(cue, "its times are not its own, but those of what is around it")
    elif edits:
        yield Fix(edits, _told(cue, what))


# -- lines --


def _broken_anew(document: Document, task: Task) -> Iterator[Fix | LeftAlone]:
    """Cues with lines too long, too many or badly broken, broken at the best places; in two if need be."""
    track, profile = document.track, task.profile
    if track.kind is not TrackKind.CAPTIONS:
        return
    rules = _LAYOUT.intersection(task.rules)
    faulty = {finding.line for finding in check(track, profile) if finding.rule in rules}
    for _, piece, cue in _cues(document):
        if cue.sources[0] not in faulty or len(cue.utterances) > 1 or not cue.text.strip():
            continue
        layouts, words = _layouts(cue, track, profile)
        anew = _cues_of(cue, layouts, words, profile)
        if not anew or anew == (cue,) or not _is_better(anew, cue, track, profile):
            continue
        edits = _layout_edits(document, piece, cue, layouts, [each.span for each in anew])
        if isinstance(edits, str):
            yield LeftAlone(cue, edits)
        else:
            parts = f"was divided in {len(anew)}" if len(anew) > 1 else "has its lines broken elsewhere"
            yield Fix(edits, _told(cue, parts))


def _layouts(cue: Cue, track: Track, profile: CaptionProfile) -> tuple[list[Layout], tuple[Word, ...]]:
    """How the text of a cue is best cut, and the words (or parts of words) of it."""
    (said,) = cue.utterances
    language = track.language or ""
    words = pieces_during([(cue.sources[0], cue.text)], cue.span, profile.max_line_chars, language)
    opening = Opening(said.voice, said.lead)
    passage = Passage(words, {0: opening}, cue.span.end_ms, profile, grammar_of(language))
    return list(cut(passage)), words


def _cues_of(
    cue: Cue, layouts: Sequence[Layout], words: Sequence[Word], profile: CaptionProfile
) -> tuple[Cue, ...]:
    """The cues that the layouts make of one; none where one of them would have no time."""
    (said,) = cue.utterances
    starts = [words[layout.first].start_ms for layout in layouts]
    if any(later - earlier <= profile.min_gap_ms for earlier, later in pairwise((*starts, cue.span.end_ms))):
        return ()
    ends = [*(start - profile.min_gap_ms for start in starts[1:]), cue.span.end_ms]
    return tuple(
        replace(cue, span=Span(start_ms, end_ms), utterances=(_said(said, layout, words, first=number == 0),))
        for number, (layout, start_ms, end_ms) in enumerate(zip(layouts, starts, ends, strict=True))
    )


def _said(said: Utterance, layout: Layout, words: Sequence[Word], *, first: bool) -> Utterance:
    lines = tuple(text_of(words[start:end]) for start, end in layout.lines)
    return replace(said, lines=lines, lead=said.lead if first else "")


def _is_better(anew: tuple[Cue, ...], cue: Cue, track: Track, profile: CaptionProfile) -> bool:
    """Fewer faults of layout, no more errors than the cue had, and no line that reads as a new speaker's."""
    later = [line for each in anew for line in each.lines][1:]
    if any(split_lead(line)[0] for line in later):
        return False
    before, after = (check(replace(track, cues=cues), profile) for cues in ((cue,), anew))
    layout = [sum(each.rule in _LAYOUT for each in found) for found in (before, after)]
    errors = [sum(each.severity is Severity.ERROR for each in found) for found in (before, after)]
    return layout[1] < layout[0] and errors[1] <= errors[0]


def _layout_edits(
    document: Document, piece: Piece, cue: Cue, layouts: Sequence[Layout], spans: Sequence[Span]
) -> tuple[Edit, ...] | str:
    """The edits that give a cue these line breaks, and divide it; or in words why that cannot be."""
    tokens = document.tokens(piece)
    between = gaps(tokens)
    leading = len(cue.utterances[0].lead.split())
    words = " ".join(cue.shown).split()
    if len(between) + 1 != len(words) or layouts[-1].last + leading != len(words):
        return "a word in it is too long for a line, or has markup inside"
    ends = {leading + last - 1 for layout in layouts for _, last in layout.lines[:-1]}
    cuts = [leading + layout.last - 1 for layout in layouts[:-1]]
    divided: tuple[Edit, ...] | None = ()
    if cuts:
        divided = document.syntax.divided(document, piece, [between[at] for at in cuts], spans)
    if divided is None:
        return "it holds times, ruby or other markup that cannot be parted"
    lines = document.syntax.rebroken(document, piece, ends, cuts)
    return (*divided, *lines) if lines is not None else "its lines cannot be broken elsewhere with its codes"


# The steps in their order, each with the rules whose faults it fixes.
STEPS: Final[tuple[tuple[frozenset[str], Step], ...]] = (
    (_FORMAT, _repaired),
    (_FORMAT, _unrolled),
    (frozenset({"entities"}), _without_entities),
    (frozenset({"empty"}), _without_empty),
    (frozenset({"order"}), _in_order),
    (frozenset({"dash"}), _one_dash),
    (_APART, _apart),
    (_LAYOUT, _broken_anew),
    (_READABLE, _readable),
)
# The rules whose faults can be fixed, if what is around a cue leaves room.
FIXABLE: Final = frozenset(rule for rules, _ in STEPS for rule in rules)
