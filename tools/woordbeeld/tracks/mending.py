"""Faults in captions mended where that takes no word away and adds none: order, times, line breaks, markup.

Each step mends one kind of fault; mending what is mended changes nothing.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from woordbeeld.findings import Severity
from woordbeeld.timing import Span, format_clock
from woordbeeld.tracks.checks import check, count_errors
from woordbeeld.tracks.cue_rules import LEFTOVER
from woordbeeld.tracks.grammar import grammar_of
from woordbeeld.tracks.leads import is_dash, split_lead
from woordbeeld.tracks.model import Cue, Track, TrackKind, Utterance
from woordbeeld.tracks.pieces import pieces_during, text_of
from woordbeeld.tracks.profile import CaptionProfile
from woordbeeld.tracks.rules import quoted
from woordbeeld.tracks.segmentation import Opening, Passage, cut

# The rules whose faults can be mended, if what is around a cue leaves room.
MENDABLE: Final = frozenset(
    {"empty", "order", "overlap", "gap", "lines", "line-length", "bad-break", "entities", "dash"}
    | {"reading-speed", "reading-speed-aim", "too-short", "short"}
)
MAX_ROUNDS: Final = 8  # what one step changes may be work for another; two rounds are nearly always enough
_LAYOUT: Final = frozenset({"lines", "line-length", "bad-break"})


@dataclass(frozen=True, slots=True)
class Mended:
    """A track, and in plain words what was done to it."""

    track: Track
    done: tuple[str, ...]


def mend(track: Track, profile: CaptionProfile) -> Mended:
    """A track with the faults mended that need no person.

    The words stay, in their order (but for cues that stood out of order), and there are never more errors
    than before.
    """
    done: list[str] = []
    for _ in range(MAX_ROUNDS):
        mended = _round(track, profile)
        if not mended.done:
            break
        track = mended.track
        done += mended.done
    return Mended(track, tuple(done))


def _round(track: Track, profile: CaptionProfile) -> Mended:
    """Every step once; one that would add an error is not taken."""
    done: list[str] = []
    for step in _STEPS:
        mended = step(track, profile)
        if mended.done and count_errors(mended.track, profile) <= count_errors(track, profile):
            track = mended.track
            done += mended.done
    return Mended(track, tuple(done))


def _with(track: Track, cues: Sequence[Cue], done: Sequence[str]) -> Mended:
    return Mended(replace(track, cues=tuple(cues)), tuple(done))


def _tell(cue: Cue, what: str) -> str:
    return f"{format_clock(cue.span.start_ms)} “{quoted(cue)}” {what}"


def _in_order(track: Track, _profile: CaptionProfile) -> Mended:
    ordered = sorted(track.cues, key=lambda cue: cue.span.start_ms)
    moved = [cue for before, cue in pairwise(track.cues) if cue.span.start_ms < before.span.start_ms]
    return _with(track, ordered, [_tell(cue, "was put where it belongs in time") for cue in moved])


def _without_empty(track: Track, _profile: CaptionProfile) -> Mended:
    kept = [cue for cue in track.cues if "".join(cue.shown).strip()]  # a label alone tells who speaks
    if not kept:
        return Mended(track, ())  # a file without any cue is no file of captions
    gone = [cue for cue in track.cues if not "".join(cue.shown).strip()]
    moments = (format_clock(cue.span.start_ms) for cue in gone)
    return _with(track, kept, [f"{moment} a cue without text was left out" for moment in moments])


def _without_markup(track: Track, _profile: CaptionProfile) -> Mended:
    """Entities as the signs that they stand for; tags that viewers would see are left out."""
    cues, done = [], []
    for cue in track.cues:
        plain = replace(cue, utterances=tuple(map(_plain, cue.utterances)))
        cues.append(plain)
        if plain != cue:
            done.append(_tell(plain, "shows no markup any more"))
    return _with(track, cues, done)


def _plain(utterance: Utterance) -> Utterance:
    return replace(utterance, lines=tuple(map(_plain_line, utterance.lines)))


def _plain_line(line: str) -> str:
    """A line without leftover markup, however deep, and without the double spaces that it leaves.

    >>> _plain_line("<b>Jansen &amp;amp; <i> zoon</b>")
    'Jansen & zoon'
    """
    plain = line
    while LEFTOVER.search(plain):
        plain = LEFTOVER.sub(lambda found: _sign(found.group()), plain)
    return line if plain == line else re.sub(" {2,}", " ", plain).strip(" ")


def _sign(markup: str) -> str:
    return html.unescape(markup) if markup.startswith("&") and html.unescape(markup) != markup else ""


def _one_dash(track: Track, _profile: CaptionProfile) -> Mended:
    """The dash before a speaker as most of the file has it."""
    leads = Counter(each.lead for cue in track.cues for each in cue.utterances if is_dash(each.lead))
    usual = max(leads, key=lambda lead: (leads[lead], lead), default="")
    cues, done = [], []
    for cue in track.cues:
        spoken = tuple(replace(each, lead=usual) if is_dash(each.lead) else each for each in cue.utterances)
        cues.append(replace(cue, utterances=spoken))
        if spoken != cue.utterances:
            done.append(_tell(cue, f"has the dash “{usual}” of the other cues"))
    return _with(track, cues, done)


def _broken_anew(track: Track, profile: CaptionProfile) -> Mended:
    """Cues with lines too long, too many or badly broken, broken at the best places; in two if need be."""
    faulty = {(finding.line, finding.span) for finding in check(track, profile) if finding.rule in _LAYOUT}
    cues: list[Cue] = []
    done = []
    for cue in track.cues:
        anew = _layout(cue, track, profile) if (cue.sources[0], cue.span) in faulty else (cue,)
        better = anew != (cue,) and _is_better(anew, cue, track, profile)
        cues += anew if better else (cue,)
        if better:
            parts = f"was divided in {len(anew)}" if len(anew) > 1 else "has its lines broken elsewhere"
            done.append(_tell(cue, parts))
    return _with(track, cues, done)


def _is_better(anew: tuple[Cue, ...], cue: Cue, track: Track, profile: CaptionProfile) -> bool:
    """Fewer faults of layout, no more errors than the cue had, and no line that reads as a new speaker's."""
    if any(split_lead(line)[0] for line in _later_lines(anew)):
        return False
    before, after = (check(replace(track, cues=cues), profile) for cues in ((cue,), anew))
    layout = [sum(each.rule in _LAYOUT for each in found) for found in (before, after)]
    errors = [sum(each.severity is Severity.ERROR for each in found) for found in (before, after)]
    return layout[1] < layout[0] and errors[1] <= errors[0]


def _later_lines(anew: tuple[Cue, ...]) -> tuple[str, ...]:
    """The lines of a cue broken anew, but for the first one."""
    return tuple(line for cue in anew for line in cue.lines)[1:]


def _layout(cue: Cue, track: Track, profile: CaptionProfile) -> tuple[Cue, ...]:
    if len(cue.utterances) > 1 or track.kind is not TrackKind.CAPTIONS or not cue.text.strip():
        return (cue,)
    (said,) = cue.utterances
    pieces = pieces_during(
        [(cue.sources[0], cue.text)], cue.span, profile.max_line_chars, track.language or ""
    )
    opening = Opening(said.voice, said.lead)
    passage = Passage(tuple(pieces), {0: opening}, cue.span.end_ms, profile, grammar_of(track.language or ""))
    layouts = cut(passage)
    starts = [pieces[layout.first].start_ms for layout in layouts]
    if any(later - earlier <= profile.min_gap_ms for earlier, later in pairwise((*starts, cue.span.end_ms))):
        return (cue,)
    ends = [*(start - profile.min_gap_ms for start in starts[1:]), cue.span.end_ms]
    return tuple(
        replace(
            cue,
            span=Span(start_ms, end_ms),
            utterances=(
                replace(
                    said,
                    lines=tuple(text_of(pieces[first:last]) for first, last in layout.lines),
                    lead=said.lead if number == 0 else "",
                ),
            ),
        )
        for number, (layout, start_ms, end_ms) in enumerate(zip(layouts, starts, ends, strict=True))
    )


def _apart(track: Track, profile: CaptionProfile) -> Mended:
    """Cues that end before the next one starts, by the gap that the eye needs; not below what can be read."""
    cues, done = list(track.cues), []
    for at, (cue, following) in enumerate(pairwise(track.cues)):
        gap_ms = following.span.start_ms - cue.span.end_ms
        overlaps = gap_ms < 0 and following.span.start_ms > cue.span.start_ms
        crowds = track.kind is TrackKind.CAPTIONS and 0 <= gap_ms < profile.min_gap_ms
        if not overlaps and not crowds:
            continue
        wanted_ms = following.span.start_ms - profile.min_gap_ms
        needed_ms = max(
            profile.shortest_duration_ms, len(cue.text) * 1000 // profile.max_chars_per_second + 1
        )
        latest_ms = following.span.start_ms if overlaps else cue.span.end_ms
        if cue.span.start_ms + needed_ms > latest_ms:  # too fast in any case
            needed_ms = profile.shortest_duration_ms
        end_ms = max(wanted_ms, min(cue.span.start_ms + needed_ms, latest_ms))
        if cue.span.start_ms < end_ms < cue.span.end_ms:
            cues[at] = replace(cue, span=Span(cue.span.start_ms, end_ms))
            done.append(_tell(cue, f"ends {cue.span.end_ms - end_ms} ms earlier, before the next"))
    return _with(track, cues, done)


def _readable(track: Track, profile: CaptionProfile) -> Mended:
    """Cues that are gone before they can be read stay as long as they need, if what follows leaves room."""
    if track.kind is not TrackKind.CAPTIONS:
        return Mended(track, ())
    cues, done = list(track.cues), []
    for at, cue in enumerate(track.cues):
        needed_ms = -(-len(cue.text) * 1000 // profile.aim_chars_per_second)
        needed_ms = min(max(needed_ms, profile.min_duration_ms), profile.max_duration_ms)
        end_ms = cue.span.start_ms + needed_ms
        if at + 1 < len(cues):
            end_ms = min(end_ms, track.cues[at + 1].span.start_ms - profile.min_gap_ms)
        if end_ms > cue.span.end_ms:
            cues[at] = replace(cue, span=Span(cue.span.start_ms, end_ms))
            done.append(_tell(cue, f"stays {end_ms - cue.span.end_ms} ms longer, to be read"))
    return _with(track, cues, done)


_STEPS: Final[tuple[Callable[[Track, CaptionProfile], Mended], ...]] = (
    _without_markup,
    _without_empty,
    _in_order,
    _one_dash,
    _apart,
    _broken_anew,
    _readable,
)
