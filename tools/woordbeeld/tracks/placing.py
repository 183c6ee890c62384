"""When each caption appears and disappears: never two at once, speech exactly on its first word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from woordbeeld.timing import Span, shares
from woordbeeld.tracks.model import Cue
from woordbeeld.tracks.profile import CaptionProfile
from woordbeeld.tracks.widths import needed_ms, shown_chars


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
        return shown_chars(self.cue.text)

    @property
    def is_speech(self) -> bool:
        return self.fixed or self.estimated or self.timeless

    def needed_ms(self, profile: CaptionProfile) -> int:
        """How long it must show to be read at all; of a sound, to be seen."""
        readable_ms = needed_ms(self.chars, profile.max_chars_per_second) if self.is_speech else 0
        return max(profile.shortest_duration_ms, readable_ms)


def settle(
    drafts: Sequence[Draft], until_ms: int, shots: Sequence[int], profile: CaptionProfile
) -> tuple[Span | None, ...]:
    """When each draft is shown, in their order and without overlap; None for a sound without room to be seen.

    The media ends at `until_ms`; the picture cuts at `shots`. A cue that lingers ends with the shot, if it
    can be read by then.
    """
    has_room = _have_room(drafts, until_ms, profile)
    shown = [draft for draft, room in zip(drafts, has_room, strict=True) if room]
    heard = _place(shown, until_ms, profile)
    found = []
    for at, (draft, span) in enumerate(zip(shown, heard, strict=True)):
        next_ms = heard[at + 1].start_ms if at + 1 < len(heard) else None
        end_ms = _end(draft, span, next_ms, until_ms, profile)
        found.append(Span(span.start_ms, _with_the_shot(draft, span, end_ms, shots, profile)))
    settled = iter(found)
    return tuple(next(settled) if room else None for room in has_room)


def _have_room(drafts: Sequence[Draft], until_ms: int, profile: CaptionProfile) -> list[bool]:
    """Whether each draft is shown: all speech, and of the sounds between two starts as many as fit, in order.

    They have the room from when the cue before them has been seen, and is not said any more, to the next
    start. All cues of a sound are shown, or none.
    """
    found: list[bool] = []
    before: tuple[Draft, Span] | None = None
    for fixed, group in groupby(drafts, key=lambda draft: draft.fixed):
        run = list(group)
        if fixed:
            found += [True] * len(run)
            before = _heard(run, before)[-1]
            continue
        at = len(found) + len(run)
        next_ms = drafts[at].cue.span.start_ms if at < len(drafts) else until_ms + profile.min_gap_ms
        free_ms = next_ms - (_free_from(*before, profile) if before else 0)
        free_ms -= sum(_taken_ms(draft, profile) for draft in run if draft.is_speech)
        for _, cues in groupby(run, key=lambda draft: (draft.is_speech, draft.cue.sources)):
            one = list(cues)
            taken_ms = 0 if one[0].is_speech else sum(_taken_ms(draft, profile) for draft in one)
            fits = one[0].is_speech or taken_ms <= free_ms
            found += [fits] * len(one)
            free_ms -= taken_ms if fits else 0
    return found


def _taken_ms(draft: Draft, profile: CaptionProfile) -> int:
    """The room that a draft needs, with the gap after it."""
    return draft.needed_ms(profile) + profile.min_gap_ms


def _free_from(draft: Draft, span: Span, profile: CaptionProfile) -> int:
    """When a cue need not be shown any more: it is said, and was there long enough to be read or seen."""
    seen_ms = span.start_ms + profile.shortest_duration_ms
    read_ms = min(span.start_ms + draft.needed_ms(profile), span.end_ms + profile.linger_ms)
    return max(span.end_ms, max(seen_ms, read_ms) + profile.min_gap_ms)


def _heard(run: Sequence[Draft], before: tuple[Draft, Span] | None) -> list[tuple[Draft, Span]]:
    """When fixed drafts are said, every start after the one before."""
    found: list[tuple[Draft, Span]] = []
    earliest_ms = before[1].start_ms + 1 if before else 0
    for draft in run:
        start_ms = max(draft.cue.span.start_ms, earliest_ms)
        found.append((draft, Span(start_ms, max(draft.cue.span.end_ms, start_ms + 1))))
        earliest_ms = start_ms + 1
    return found


def _with_the_shot(
    draft: Draft, heard: Span, end_ms: int, shots: Sequence[int], profile: CaptionProfile
) -> int:
    """The end of a cue, or the last cut before it that leaves the words and the time to read them."""
    earliest_ms = max(heard.end_ms, heard.start_ms + draft.needed_ms(profile))
    return max((cut for cut in shots if earliest_ms <= cut < end_ms), default=end_ms)


def _end(draft: Draft, heard: Span, next_ms: int | None, until_ms: int, profile: CaptionProfile) -> int:
    """When a cue disappears: it may linger to be read and closes a short gap, but for `min_gap_ms`."""
    readable_ms = max(profile.min_duration_ms, needed_ms(draft.chars, profile.aim_chars_per_second))
    lingering_ms = min(heard.start_ms + readable_ms, heard.end_ms + profile.linger_ms)
    lingering_ms = max(lingering_ms, heard.start_ms + profile.shortest_duration_ms)  # else nobody sees it
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
    found: list[tuple[Draft, Span]] = []
    for fixed, group in groupby(drafts, key=lambda draft: draft.fixed):
        run = list(group)
        before = found[-1] if found else None
        if fixed:
            found += _heard(run, before)
            continue
        at = len(found) + len(run)
        # What ends with the media needs no gap after it.
        next_ms = drafts[at].cue.span.start_ms if at < len(drafts) else until_ms + profile.min_gap_ms
        shared = list(_share_room(run, _room(run, before, next_ms, profile), profile))
        if at == len(drafts) and shared[-1].start_ms < until_ms:
            shared[-1] = Span(shared[-1].start_ms, min(shared[-1].end_ms, until_ms))
        found += zip(run, shared, strict=True)
    starts = [span.start_ms for _, span in found]
    return [
        Span(span.start_ms, min([span.end_ms, *starts[at : at + 1]])) for at, (_, span) in enumerate(found, 1)
    ]


def _room(
    run: Sequence[Draft], before: tuple[Draft, Span] | None, until_ms: int, profile: CaptionProfile
) -> Span:
    """What lies free between the cue before and the next start; never less than 1 ms for each draft.

    For speech without a sure time the cue before gives up what it can miss and still be read, and if that
    is not enough to show the speech at all, what it can miss and still be seen.
    """
    wanted_ms = sum(_taken_ms(draft, profile) for draft in run)
    from_ms = earliest_ms = 0
    if before:
        draft, span = before
        from_ms, earliest_ms = span.end_ms, span.start_ms + 1
        latest_ms = until_ms - wanted_ms
        if (free_ms := _free_from(draft, span, profile)) <= latest_ms:
            from_ms = min(max(free_ms, from_ms + profile.min_gap_ms), latest_ms)
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
    needed = [_taken_ms(draft, profile) for draft in run]
    if sum(needed) > room.duration_ms:
        needed = [share.duration_ms for share in shares(room, needed)]
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
