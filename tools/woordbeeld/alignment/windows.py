"""Windows of sound and text that the recogniser can take at once, cut where both agree on what was said."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile

from woordbeeld.alignment.model import Match
from woordbeeld.alignment.script import MergedWord
from woordbeeld.speech.listening import chunks, sections
from woordbeeld.speech.recogniser import CHUNK_MS
from woordbeeld.timing import Span

# What makes a good cut, in milliseconds of pause: that the words on both sides were heard as written, that
# a phrase ends there, that it halves the window, and that it was one for listening (the same window need not
# be encoded again).
SAME_WORTH_MS = 600
PHRASE_WORTH_MS = 300
HALF_WORTH_MS = 600
MAX_PAUSE_WORTH_MS = 1000
LISTENED_WORTH_MS = 1200
LEAST_MS = 100  # of a window; nobody says a word in less


@dataclass(frozen=True, slots=True)
class Window:
    """A span of sound of at most 30 s, and which entries of the script are said in it (indices, in order)."""

    span: Span
    entries: tuple[int, ...]

    def language(self, entries: Sequence[MergedWord]) -> str | None:
        """The language of most letters in it; None for that of the transcript."""
        letters: Counter[str | None] = Counter()
        for at in self.entries:
            if entries[at].phrase is not None:
                letters[entries[at].language] += len(entries[at].text)
        return letters.most_common(1)[0][0] if letters else None


def windows(
    entries: Sequence[MergedWord], voice: tuple[Span, ...], pauses: tuple[Span, ...], duration_ms: int
) -> tuple[Window, ...]:
    """All windows with words in them; entries of phrases that were not heard are in none.

    Where the text goes over into another language a window ends, if there is a pause to cut in: a cut amid
    running speech would cost more than it helps to tell the recogniser the right language.
    """
    found: list[Window] = []
    todo = sections(voice, duration_ms)
    homes = _homes(entries, todo)
    cutter = _Cutter(entries, pauses, [chunk.start_ms for chunk in chunks(voice, duration_ms)])
    for index, section in enumerate(todo):
        mine = tuple(at for at, home in enumerate(homes) if home == index)
        for window in cutter.by_language(Window(section, mine)):
            found += cutter.cut(window)
    return tuple(window for window in found if window.entries)


def _homes(entries: Sequence[MergedWord], todo: Sequence[Span]) -> list[int | None]:
    """The section of each entry: where it was heard, else where its phrase was heard or is mostly supposed.

    It is None for phrases that were not heard, and for what was heard instead of others.
    """
    homes: list[int | None] = []
    section = 0
    for entry in entries:
        if entry.span and not entry.instead:
            while section + 1 < len(todo) and entry.span.start_ms >= todo[section].end_ms:
                section += 1
            homes.append(section)
        else:
            homes.append(None)
    by_phrase: dict[int | None, list[int]] = defaultdict(list)
    for at, entry in enumerate(entries):
        by_phrase[entry.phrase].append(at)
    by_phrase.pop(None, None)
    for phrase in by_phrase.values():
        if all(entries[at].supposed for at in phrase):
            home = Counter(homes[at] for at in phrase).most_common(1)[0][0]
            for at in phrase:
                homes[at] = home
        for one, other in [*pairwise(phrase), *pairwise(reversed(phrase))]:
            homes[other] = homes[one] if homes[other] is None else homes[other]
    return homes


@dataclass(frozen=True, slots=True)
class _Cut:
    """A moment between two entries, what cutting there is worth, and the entry after it."""

    at_ms: int
    worth_ms: int
    after: int


@dataclass(frozen=True, slots=True)
class _Cutter:
    """Cuts windows in pauses; `listened_ms` are the moments at which the sound was cut for listening."""

    entries: Sequence[MergedWord]
    pauses: tuple[Span, ...]
    listened_ms: Sequence[int]

    def by_language(self, window: Window) -> Iterator[Window]:
        """The window in parts, cut in the best pause where two words beside each other differ in language."""
        written = [at for at in window.entries if self.entries[at].phrase is not None]
        for place, (before, after) in enumerate(pairwise(written), 1):
            if self.entries[before].language == self.entries[after].language:
                continue
            at_ms = self._change_ms(written[:place], written[place:], window.span)
            if at_ms is None:
                continue
            first = window.entries.index(before) + 1
            while window.entries[first] != after and self._is_before(window.entries[first], at_ms):
                first += 1
            earlier, later = window.span.split(at_ms)
            yield Window(earlier, window.entries[:first])
            window = Window(later, window.entries[first:])
        yield window

    def cut(self, window: Window) -> list[Window]:
        """The window in parts of at most 30 s."""
        if window.span.duration_ms <= CHUNK_MS:
            return [window]
        cuts = [cut for pair in pairwise(window.entries) for cut in self._cuts(*pair)]
        inside = [cut for cut in cuts if _is_inside(cut.at_ms, window.span)]
        if not inside:
            return self._halves(window)
        best = max(inside, key=lambda cut: cut.worth_ms - _off_middle(cut.at_ms, window.span) * HALF_WORTH_MS)
        return self._parts(window, best.at_ms, window.entries.index(best.after))

    def _change_ms(self, before: Sequence[int], after: Sequence[int], within: Span) -> int | None:
        """The best pause between two runs of words: long, and near to where their letters have it.

        What is in another language is often not heard, so the nearest words that were tell where to look;
        what is heard of them often has the pause in it.
        """
        first = next(((at, span) for at in reversed(before) if (span := self.entries[at].span)), None)
        last = next(((at, span) for at in after if (span := self.entries[at].span)), None)
        if first is None or last is None or last[1].end_ms <= first[1].start_ms:
            return None
        earlier, later = before[before.index(first[0]) :], after[: after.index(last[0]) + 1]
        letters, others = (sum(len(self.entries[at].text) for at in run) for run in (earlier, later))
        around = Span(first[1].start_ms, last[1].end_ms)
        expected_ms = around.start_ms + around.duration_ms * letters // (letters + others)

        def worth_ms(pause: Span) -> int:
            return min(pause.duration_ms, MAX_PAUSE_WORTH_MS) - abs(pause.middle_ms - expected_ms)

        fitting = [each for each in self._pauses_in(around) if _is_inside(each.middle_ms, within)]
        return max(fitting, key=worth_ms).middle_ms if fitting else None

    def _pauses_in(self, span: Span) -> Iterator[Span]:
        first = bisect_left(self.pauses, Span(span.start_ms, span.start_ms + 1))
        return takewhile(lambda pause: pause.end_ms <= span.end_ms, islice(self.pauses, first, None))

    def _is_before(self, entry: int, at_ms: int) -> bool:
        span = self.entries[entry].span
        return span is not None and span.middle_ms < at_ms

    def _cuts(self, before: int, after: int) -> Iterator[_Cut]:
        one, other = self.entries[before], self.entries[after]
        if not one.span or not other.span:
            return
        worth_ms = SAME_WORTH_MS * ((one.match is Match.SAME) + (other.match is Match.SAME))
        worth_ms += PHRASE_WORTH_MS * (one.phrase != other.phrase)
        low_ms, high_ms = one.span.middle_ms, other.span.middle_ms
        first, last = (bisect_left(self.pauses, Span(at_ms, at_ms + 1)) for at_ms in (low_ms, high_ms))
        for pause in self.pauses[first:last]:
            if pause.end_ms <= other.span.end_ms:  # what is heard of a word often begins with the pause
                pause_ms = min(pause.duration_ms, MAX_PAUSE_WORTH_MS)
                listened = bisect_left(self.listened_ms, pause.start_ms)
                if listened < len(self.listened_ms) and self.listened_ms[listened] <= pause.end_ms:
                    at_ms = self.listened_ms[listened]
                    yield _Cut(at_ms, worth_ms + pause_ms + LISTENED_WORTH_MS, after)
                else:
                    yield _Cut(pause.middle_ms, worth_ms + pause_ms, after)

    def _halves(self, window: Window) -> list[Window]:
        """Sound without any pause that the text agrees with, halved where the heard words are."""
        middle_ms = window.span.middle_ms
        spans = [self.entries[at].span for at in window.entries]
        early = max(
            (at for at, span in enumerate(spans, 1) if span and span.middle_ms < middle_ms), default=0
        )
        return self._parts(window, middle_ms, early)

    def _parts(self, window: Window, at_ms: int, first: int) -> list[Window]:
        """The two parts before and after a moment, and from an entry on, cut further where too long."""
        before, after = window.span.split(at_ms)
        return [
            *self.cut(Window(before, window.entries[:first])),
            *self.cut(Window(after, window.entries[first:])),
        ]


def _is_inside(at_ms: int, span: Span) -> bool:
    """Whether both sides of a cut there would be long enough."""
    return span.start_ms + LEAST_MS < at_ms < span.end_ms - LEAST_MS


def _off_middle(at_ms: int, within: Span) -> float:
    return abs(at_ms - within.middle_ms) / within.duration_ms
