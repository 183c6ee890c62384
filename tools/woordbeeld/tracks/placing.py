"""When each caption appears and disappears: never two at once, speech exactly on its first word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from woordbeeld.timing import Span
from woordbeeld.tracks.model import Cue
from woordbeeld.tracks.profile import CaptionProfile


@dataclass(frozen=True, slots=True)
class Draft:
    """A cue before its time is settled: `cue.span` is when it is said or heard.

    A fixed draft starts there exactly. Another takes what room the fixed ones leave: a sound, or speech
    whose time is `estimated`, as near as it can to its span, and speech that has no time (`timeless`)
    anywhere between its neighbours.
    """

    cue: Cue
    fixed: bool
    estimated: bool = False
    timeless: bool = False

    @property
    def chars(self) -> int:
        return len(self.cue.text)

    @property
    def is_speech(self) -> bool:
        return self.fixed or self.estimated or self.timeless

    def needed_ms(self, profile: CaptionProfile) -> int:
        """How long it must show to be read at all; of a sound, to be seen."""
        readable_ms = -(-self.chars * 1000 // profile.max_chars_per_second) if self.is_speech else 0
        return max(profile.shortest_duration_ms, readable_ms)


def settle(
    drafts: Sequence[Draft], until_ms: int, shots: Sequence[int], profile: CaptionProfile
) -> tuple[Span, ...]:
    """When each draft is shown, in their order and without overlap.

    The media ends at `until_ms`; the picture cuts at `shots`. A cue that lingers ends with the shot, if it
    can be read by then.
    """
    heard = _place(drafts, until_ms, profile)
    found = []
    for at, (draft, span) in enumerate(zip(drafts, heard, strict=True)):
        next_ms = heard[at + 1].start_ms if at + 1 < len(heard) else None
        end_ms = _end(draft, span, next_ms, until_ms, profile)
        found.append(Span(span.start_ms, _with_the_shot(draft, span, end_ms, shots, profile)))
    return tuple(found)


def _with_the_shot(
    draft: Draft, heard: Span, end_ms: int, shots: Sequence[int], profile: CaptionProfile
) -> int:
    """The end of a cue, or the last cut before it that leaves the words and the time to read them."""
    earliest_ms = max(heard.end_ms, heard.start_ms + draft.needed_ms(profile))
    return max((cut for cut in shots if earliest_ms <= cut < end_ms), default=end_ms)


def _end(draft: Draft, heard: Span, next_ms: int | None, until_ms: int, profile: CaptionProfile) -> int:
    """When a cue disappears: it may linger to be read and closes a short gap, but for `min_gap_ms`."""
    readable_ms = max(profile.min_duration_ms, -(-draft.chars * 1000 // profile.aim_chars_per_second))
    lingering_ms = min(heard.start_ms + readable_ms, heard.end_ms + profile.linger_ms)
    if next_ms is None:
        return max(heard.end_ms, min(lingering_ms, until_ms))
    # Where even the words leave no room, the gap takes at most half of what there is.
    latest_ms = max(next_ms - profile.min_gap_ms, (heard.start_ms + next_ms + 1) // 2)
    end_ms = min(max(heard.end_ms, lingering_ms), latest_ms)
    closes = (
        next_ms - end_ms < profile.closing_gap_ms and latest_ms - heard.start_ms <= profile.max_duration_ms
    )
    return latest_ms if closes else end_ms


def _place(drafts: Sequence[Draft], until_ms: int, profile: CaptionProfile) -> list[Span]:
    """When each draft is said or heard, every start after the one before, no end after the next start."""
    found: list[Span] = []
    at = 0
    for fixed, group in groupby(drafts, key=lambda draft: draft.fixed):
        run = list(group)
        at += len(run)
        if fixed:
            for draft in run:
                earliest_ms = found[-1].start_ms + 1 if found else 0
                start_ms = max(draft.cue.span.start_ms, earliest_ms)
                found.append(Span(start_ms, max(draft.cue.span.end_ms, start_ms + 1)))
            continue
        before = (drafts[at - len(run) - 1], found[-1]) if found else None
        room = _room(run, before, drafts[at].cue.span.start_ms if at < len(drafts) else until_ms, profile)
        found.extend(_share_room(run, room, profile))
    return [_until(span, found[at + 1 : at + 2]) for at, span in enumerate(found)]


def _until(span: Span, following: Sequence[Span]) -> Span:
    return Span(span.start_ms, min([span.end_ms, *(later.start_ms for later in following)]))


def _room(
    run: Sequence[Draft], before: tuple[Draft, Span] | None, until_ms: int, profile: CaptionProfile
) -> Span:
    """What lies free between the cue before and the next start; never less than 1 ms for each draft.

    For speech without a sure time the cue before gives up what it can miss and still be read, and if that
    is not enough to show the speech at all, what it can miss and still be seen.
    """
    wanted_ms = sum(draft.needed_ms(profile) + profile.min_gap_ms for draft in run)
    from_ms = earliest_ms = 0
    if before:
        draft, span = before
        from_ms, earliest_ms = span.end_ms, span.start_ms + 1
        if until_ms - wanted_ms - profile.min_gap_ms >= from_ms:
            from_ms += profile.min_gap_ms
        elif any(one.is_speech for one in run):
            readable_ms = draft.needed_ms(profile) + profile.min_gap_ms
            from_ms = min(from_ms, max(span.start_ms + readable_ms, until_ms - wanted_ms))
            shortest_ms = profile.shortest_duration_ms + profile.min_gap_ms
            latest_ms = until_ms - len(run) * shortest_ms
            from_ms = min(from_ms, max(span.start_ms + shortest_ms, latest_ms))
    from_ms = max(min(from_ms, until_ms - len(run)), earliest_ms)
    return Span(from_ms, max(until_ms, from_ms + len(run)))


def _share_room(run: Sequence[Draft], room: Span, profile: CaptionProfile) -> Iterator[Span]:
    """Each draft as near to its own span as the room allows, none shorter than it needs, or its share."""
    needed = [draft.needed_ms(profile) + profile.min_gap_ms for draft in run]
    if sum(needed) > room.duration_ms:
        needed = [max(room.duration_ms * each // sum(needed), 1) for each in needed]
    from_ms = room.start_ms
    for at, draft in enumerate(run):
        least_ms = needed[at]
        latest_ms = room.end_ms - sum(needed[at + 1 :])
        wanted = draft.cue.span
        start_ms = from_ms if draft.timeless else max(from_ms, min(wanted.start_ms, latest_ms - least_ms))
        wanted_end_ms = start_ms + wanted.duration_ms if draft.timeless else wanted.end_ms
        longest_ms = min(start_ms + profile.max_duration_ms, latest_ms)
        end_ms = min(max(wanted_end_ms, start_ms + least_ms), longest_ms)
        yield Span(start_ms, end_ms)
        from_ms = end_ms
