"""The steps that change when cues show: apart from the next one, and long enough to be read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from woordbeeld.checking.steps import Fix, LeftAlone, Task, cues_of, described
from woordbeeld.checking.text_fixes import holds_times
from woordbeeld.formats.document import Document, Piece, PieceKind
from woordbeeld.timing import Span
from woordbeeld.tracks.model import Cue, Track, TrackKind
from woordbeeld.tracks.rules import next_in_place
from woordbeeld.tracks.widths import needed_ms, shown_chars
from woordbeeld.words import Message, say


def apart(document: Document, task: Task) -> Iterator[Fix | LeftAlone]:
    """Cues that end before the next one in their place starts, by the gap that the eye needs.

    They are not shortened below what can be read.
    """
    cues = document.track.cues
    followers = next_in_place(cues)
    for at, piece, cue in cues_of(document):
        following = followers[at]
        end_ms = _end_before(cue, cues[following], document.track, task) if following is not None else None
        if end_ms is None:
            continue
        yield from _retimed(
            document, piece, cue, Span(cue.span.start_ms, end_ms),
            say("fix.earlier", less_ms=cue.span.end_ms - end_ms),
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
    least_ms = max(shortest_ms, needed_ms(shown_chars(cue.text), profile.max_chars_per_second))
    latest_ms = following.span.start_ms if overlaps else cue.span.end_ms
    if cue.span.start_ms + least_ms > latest_ms:  # too fast in any case
        least_ms = shortest_ms
    wanted_ms = following.span.start_ms - profile.min_gap_ms
    end_ms = max(wanted_ms, min(cue.span.start_ms + least_ms, latest_ms))
    return end_ms if cue.span.start_ms < end_ms < cue.span.end_ms else None


def readable(document: Document, task: Task) -> Iterator[Fix | LeftAlone]:
    """Cues that are gone before they can be read stay as long as they need, if what follows leaves room.

    What follows may stand elsewhere in the picture: nobody reads two at once.
    """
    if document.track.kind is not TrackKind.CAPTIONS:
        return
    cues = document.track.cues
    followers = next_in_place(cues)
    starts_ms = sorted(cue.span.start_ms for cue in cues)
    unknown_after = _before_unknown_times(document)
    for at, piece, cue in cues_of(document):
        if piece.range.end in unknown_after:
            continue
        end_ms = cue.span.start_ms + min(_wanted_ms(cue, task), task.profile.max_duration_ms)
        later = bisect_right(starts_ms, cue.span.start_ms)
        end_ms = min([end_ms, *starts_ms[later : later + 1]])
        following = followers[at]
        if following is not None:
            end_ms = min(end_ms, cues[following].span.start_ms - task.profile.min_gap_ms)
        if end_ms > cue.span.end_ms:
            more_ms = end_ms - cue.span.end_ms
            span = Span(cue.span.start_ms, end_ms)
            yield from _retimed(document, piece, cue, span, say("fix.longer", more_ms=more_ms))


def _before_unknown_times(document: Document) -> frozenset[int]:
    """Where pieces end after which something stands whose times are not known: it may be shown right then."""
    return frozenset(
        piece.range.start
        for piece in document.pieces
        if (piece.parts and piece.parts.start_time and not piece.cue)
        or (piece.kind is PieceKind.OTHER and holds_times(document, piece))
    )


def _wanted_ms(cue: Cue, task: Task) -> int:
    """How long a cue should be shown by those rules that are to be kept."""
    profile, chars = task.profile, shown_chars(cue.text)
    durations = {
        "reading-speed": needed_ms(chars, profile.max_chars_per_second),
        "reading-speed-aim": needed_ms(chars, profile.aim_chars_per_second),
        "too-short": profile.shortest_duration_ms,
        "short": profile.min_duration_ms,
    }
    return max(ms for rule, ms in durations.items() if rule in task.rules)


def _retimed(
    document: Document, piece: Piece, cue: Cue, span: Span, what: Message
) -> Iterator[Fix | LeftAlone]:
    """Another span for a cue; nothing where a format cannot tell it from the one that the cue has."""
    edits = document.syntax.retimed(document, piece, span)
    if edits is None:
        yield LeftAlone(cue, say("left.times"))
    elif edits:
        yield Fix(edits, described(cue, what))
