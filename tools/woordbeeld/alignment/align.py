"""(transcript, speech) -> alignment: when every word was said, and where text and sound differ."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby, islice, pairwise

from woordbeeld.alignment.dying_away import dying_away, with_ends
from woordbeeld.alignment.events import place_events
from woordbeeld.alignment.evidence import STEP_MS, pauses_in, speech_evidence
from woordbeeld.alignment.forcing import TimedWord, force, told_in
from woordbeeld.alignment.given_times import NO_TIMES, Given, merged
from woordbeeld.alignment.heard_languages import heard_languages
from woordbeeld.alignment.model import AlignedLine, AlignedWord, Alignment, Match, Unwritten
from woordbeeld.alignment.phrases import Phrase, phrases
from woordbeeld.alignment.recording import Recording
from woordbeeld.alignment.script import MergedWord
from woordbeeld.alignment.second_look import doubted, looked_again
from woordbeeld.alignment.unheard_phrases import SPEECH_CPS, by_moment, place_unheard_phrases
from woordbeeld.alignment.windows import Window, windows
from woordbeeld.speech.listening import cut_out
from woordbeeld.speech.model import HeardWord, Speech
from woordbeeld.speech.recogniser import Recogniser
from woordbeeld.timing import Span, gaps, shares
from woordbeeld.transcript.model import Transcript

TimedWords = tuple[tuple[int, TimedWord], ...]  # by their place in the window

MIN_UNWRITTEN_MS = 150  # nobody says a word in less
PARTING_PAUSE_MS = 2000  # speech before and after it has no text in two places


class KnownWindows:
    """The times in the windows of the text that was aligned last, so that they are not worked out again.

    Windows of a video in which the same is told have the same times, whatever else is changed in the text.
    """

    def __init__(self) -> None:
        self._found: dict[Hashable, TimedWords] = {}
        self._used: set[Hashable] = set()

    def times(self, told: Hashable, work_out: Callable[[], TimedWords]) -> TimedWords:
        if told not in self._found:
            self._found[told] = work_out()
        self._used.add(told)
        return self._found[told]

    def forget_unused(self) -> None:
        """Keep only what was asked for since this was last done."""
        self._found = {each: self._found[each] for each in self._used}
        self._used = set()


def align(
    recording: Recording,
    transcript: Transcript,
    speech: Speech,
    recogniser: Recogniser,
    progress: Callable[[float], None] = lambda _: None,
    *,
    known: KnownWindows | None = None,
    given: Given = NO_TIMES,
) -> Alignment:
    """Give every word of the transcript its time, and every scene and sound its place.

    The words heard tell in which chunk of sound each written word was said; there the recogniser is
    given the text and finds the words; then their edges meet the pauses. What was not heard gets an
    estimated time between its neighbours. `progress` is told the share done, 0 to 1. Windows that
    are `known`, of a text before this one, are not timed again; afterwards those of this text are. The times
    that the document gives its lines tell where to look for their words.
    """
    evidence = speech_evidence(recording, speech.voice)
    pauses = pauses_in(evidence)
    duration_ms = recording.media.duration_ms
    script = merged(_phrases(transcript), transcript.spoken_lines, speech.words, given)
    entries: Sequence[MergedWord] = place_unheard_phrases(script, pauses, duration_ms)
    kept = known or KnownWindows()

    def time(script: Sequence[MergedWord], told: Callable[[float], None]) -> dict[int, TimedWord]:
        def work_out(window: Window) -> TimedWords:
            sound = cut_out(recording.samples, window.span)
            mine = evidence[window.span.start_ms // STEP_MS : window.span.end_ms // STEP_MS]
            language = window.language(script) or speech.language
            found = force(
                window, script, sound=sound, evidence=mine, recogniser=recogniser, language=language
            )
            return tuple((window.entries.index(at), word) for at, word in found)

        todo = windows(script, recording.activity.voice, pauses, duration_ms)
        return _timed(todo, script, kept, work_out, told)

    found: Mapping[int, TimedWord] = time(entries, progress)
    entries, found = looked_again(
        entries, found, gaps(pauses, duration_ms), lambda script: time(script, lambda _: None)
    )
    kept.forget_unused()
    timed = with_ends(doubted(entries, found), dying_away(recording, speech.voice), duration_ms)
    lines = _lines(transcript, entries, timed, duration_ms)
    unwritten = tuple(_unwritten(entries, timed))
    return Alignment(
        media=recording.media,
        transcript=transcript,
        lines=lines,
        events=place_events(transcript, lines, recording),
        unwritten=tuple(each for is_crowded_out, each in unwritten if not is_crowded_out),
        language=speech.language,
        model=speech.model,
        shots=recording.shots,
        crowded_out=tuple(each for is_crowded_out, each in unwritten if is_crowded_out),
        heard_languages=heard_languages(lines, recording.samples, recogniser, speech.language),
        voice=recording.activity.voice,
        noises=recording.activity.noises,
    )


def _timed(
    todo: Sequence[Window],
    entries: Sequence[MergedWord],
    known: KnownWindows,
    work_out: Callable[[Window], TimedWords],
    progress: Callable[[float], None],
) -> dict[int, TimedWord]:
    """The time of each entry that is told in a window, by its index."""
    timed: dict[int, TimedWord] = {}
    for done, window in enumerate(todo, 1):
        times = known.times(told_in(window, entries), partial(work_out, window))
        timed.update((window.entries[place], word) for place, word in times)
        progress(done / len(todo))
    return timed


def _phrases(transcript: Transcript) -> tuple[Phrase, ...]:
    return phrases(transcript.spoken_lines, (*transcript.scenes, *transcript.sounds))


def _lines(
    transcript: Transcript, entries: Sequence[MergedWord], timed: Mapping[int, TimedWord], duration_ms: int
) -> tuple[AlignedLine, ...]:
    written = [(entry, timed.get(at)) for at, entry in enumerate(entries) if entry.phrase is not None]
    spans = _estimated(written, duration_ms)
    words = (_aligned(*known, span) for known, span in zip(written, spans, strict=True))
    return tuple(
        AlignedLine(source, tuple(islice(words, len(source.words)))) for source in transcript.spoken_lines
    )


def _aligned(entry: MergedWord, time: TimedWord | None, span: Span | None) -> AlignedWord:
    other = entry.heard if entry.match is Match.REPLACED else None
    return AlignedWord(
        entry.text,
        span,
        entry.match,
        time.confidence if time else 0.0,
        other.text if other else None,
        entry.given_ms is not None,
        other.confidence if other else 0.0,
        time.probability if time else 0.0,
    )


def _estimated(written: Sequence[tuple[MergedWord, TimedWord | None]], duration_ms: int) -> list[Span | None]:
    """A span for every word: the one found, or a share of the gap that a run without one stands in."""
    spans = [time.span if time else None for _, time in written]
    at_ms = 0
    for missing, group in groupby(range(len(written)), key=lambda at: spans[at] is None):
        run = list(group)
        if not missing:
            at_ms = max(span.end_ms for at in run if (span := spans[at]))
            continue
        following = spans[run[-1] + 1] if run[-1] + 1 < len(written) else None
        until_ms = following.start_ms if following else duration_ms
        for (start_ms, end_ms), part in by_moment([written[at][0] for at in run], at_ms, until_ms):
            letters = [len(entry.text) + 1 for entry in part]
            room_ms = min(end_ms - start_ms, sum(letters) * 1000 // SPEECH_CPS)
            mine, run = run[: len(part)], run[len(part) :]
            if room_ms < sum(letters):
                continue  # not even a millisecond a letter: there is no room, and the report says so
            for at, share in zip(mine, shares(Span(start_ms, start_ms + room_ms), letters), strict=True):
                spans[at] = share
    return spans


def _unwritten(
    entries: Sequence[MergedWord], timed: Mapping[int, TimedWord]
) -> Iterator[tuple[bool, Unwritten]]:
    """Each run of words that were heard, one soon after another, but stand nowhere in the transcript.

    With it comes whether the words of the text leave no time for it.
    """
    at_ms = before = 0
    for extra, group in groupby(range(len(entries)), key=lambda at: entries[at].phrase is None):
        run = list(group)
        if not extra:
            at_ms = max([at_ms, *(timed[at].span.end_ms for at in run if at in timed)])
            before += len(run)
            continue
        heard = [
            (replace(word, span=timed[at].span) if at in timed else word)
            for at in run
            if (word := entries[at].heard)
        ]
        following = (timed[at].span.start_ms for at in range(run[-1] + 1, len(entries)) if at in timed)
        until_ms = next(following, heard[-1].span.end_ms)
        for part in _without_long_pauses(heard):
            start_ms, end_ms = max(part[0].span.start_ms, at_ms), min(part[-1].span.end_ms, until_ms)
            is_crowded_out = end_ms - start_ms < MIN_UNWRITTEN_MS
            span = (
                Span(part[0].span.start_ms, part[-1].span.end_ms)
                if is_crowded_out
                else Span(start_ms, end_ms)
            )
            text = " ".join(word.text for word in part)
            yield is_crowded_out, Unwritten(span, text, before, min(word.confidence for word in part))


def _without_long_pauses(words: Sequence[HeardWord]) -> Iterator[Sequence[HeardWord]]:
    """The words in parts, from one long pause to the next."""
    cuts = [
        at
        for at, (one, other) in enumerate(pairwise(words), 1)
        if other.span.start_ms - one.span.end_ms >= PARTING_PAUSE_MS
    ]
    for first, last in pairwise((0, *cuts, len(words))):
        yield words[first:last]
