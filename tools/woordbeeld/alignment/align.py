"""(transcript, speech) -> alignment: when every word was said, and where text and sound differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise
from math import sqrt

from woordbeeld.alignment.events import place_events
from woordbeeld.alignment.model import AlignedLine, AlignedWord, Alignment, Match, Unwritten
from woordbeeld.alignment.pauses import Boundary, settle
from woordbeeld.alignment.recording import Recording
from woordbeeld.alignment.script import Entry, merge
from woordbeeld.alignment.windows import windows
from woordbeeld.speech.listening import cut_out
from woordbeeld.speech.model import HeardWord, Speech
from woordbeeld.speech.recogniser import Recogniser
from woordbeeld.timing import Span
from woordbeeld.transcript.model import Transcript

SENTENCE_ENDS = ".!?…"
PHRASE_ENDS = ",;:–"
CONFIDENCE_FLOOR = {Match.SAME: 0.5, Match.REPLACED: 0.1, Match.UNHEARD: 0.0}
CONFIDENCE_RANGE = {Match.SAME: 0.5, Match.REPLACED: 0.5, Match.UNHEARD: 0.3}
CLOSING_MARKS = "\"'”’)]»"
ESTIMATED_CPS = 15  # characters a second of speech where nothing was heard: ordinary Dutch speech


def align(
    recording: Recording,
    transcript: Transcript,
    speech: Speech,
    recogniser: Recogniser,
    progress: Callable[[float], None] = lambda _: None,
) -> Alignment:
    """Give every word of the transcript its time, and every scene and sound its place.

    The words heard tell in which stretch of sound each written word was said; there the recogniser is
    given the text and finds the words; then their edges meet the pauses. What was not heard gets an
    estimated time between its neighbours. `progress` is told the share done, 0 to 1.
    """
    entries = merge([line.words for line in transcript.spoken_lines], speech.words)
    timed = _timed(entries, recording, speech.language, recogniser, progress)
    lines = _lines(transcript, entries, timed, recording.media.duration_ms)
    return Alignment(
        media=recording.media,
        transcript=transcript,
        lines=lines,
        events=place_events(transcript, lines, recording),
        unwritten=tuple(_unwritten(entries, timed)),
        language=speech.language,
        model=speech.model,
        shots=recording.shots,
    )


Timed = HeardWord | None


def _timed(
    entries: Sequence[Entry],
    recording: Recording,
    language: str,
    recogniser: Recogniser,
    progress: Callable[[float], None],
) -> list[Timed]:
    """What the recogniser made of each entry when told the text; None for lines that were not heard."""
    todo = windows(entries, recording.activity, recording.media.duration_ms)
    timed: list[Timed] = [None] * len(entries)
    for done, window in enumerate(todo, 1):
        mine = [entries[at] for at in window.entries]
        sound = cut_out(recording.samples, window.span)
        forced = recogniser.force(sound, [entry.text for entry in mine], language)
        spans = settle(
            [word.span.moved(window.span.start_ms) for word in forced],
            _boundaries(mine),
            recording.activity.pauses,
            window.span,
        )
        for at, word, span in zip(window.entries, forced, spans, strict=True):
            timed[at] = HeardWord(word.text, span, word.confidence)
        progress(done / len(todo))
    return timed


def _boundaries(entries: Sequence[Entry]) -> list[Boundary]:
    return [Boundary.LINE, *(_boundary(one, next_one) for one, next_one in pairwise(entries)), Boundary.LINE]


def _boundary(before: Entry, after: Entry) -> Boundary:
    if before.line != after.line:
        return Boundary.LINE
    last = before.text.rstrip(CLOSING_MARKS)[-1:]
    if last and last in SENTENCE_ENDS:
        return Boundary.SENTENCE
    return Boundary.PHRASE if last and last in PHRASE_ENDS else Boundary.WORD


def _estimated(entries: Sequence[Entry], timed: Sequence[Timed], duration_ms: int) -> list[Span | None]:
    """A span for every entry: the one found, or a share of the gap that a run without one stands in."""
    spans = [word.span if word else None for word in timed]
    at_ms = 0
    for missing, group in groupby(range(len(entries)), key=lambda at: spans[at] is None):
        run = list(group)
        if not missing:
            at_ms = max(span.end_ms for at in run if (span := spans[at]))
            continue
        following = spans[run[-1] + 1] if run[-1] + 1 < len(entries) else None
        until_ms = following.start_ms if following else duration_ms
        letters = [len(entries[at].text) + 1 for at in run]
        room_ms = min(until_ms - at_ms, sum(letters) * 1000 // ESTIMATED_CPS)
        if room_ms < sum(letters):
            continue  # not even a millisecond a letter: there is no room, and the report says so
        done = 0
        for at, size in zip(run, letters, strict=True):
            start_ms, done = at_ms + room_ms * done // sum(letters), done + size
            spans[at] = Span(start_ms, at_ms + room_ms * done // sum(letters))
    return spans


def _lines(
    transcript: Transcript, entries: Sequence[Entry], timed: Sequence[Timed], duration_ms: int
) -> tuple[AlignedLine, ...]:
    words: list[list[AlignedWord]] = [[] for _ in transcript.spoken_lines]
    spans = _estimated(entries, timed, duration_ms)
    for entry, word, span in zip(entries, timed, spans, strict=True):
        if entry.line is not None:
            words[entry.line].append(_aligned(entry, word, span))
    return tuple(
        AlignedLine(source, tuple(mine)) for source, mine in zip(transcript.spoken_lines, words, strict=True)
    )


def _aligned(entry: Entry, timed: Timed, span: Span | None) -> AlignedWord:
    """The word with its match, and a confidence that is a score, not yet a calibrated probability."""
    sure = sqrt(timed.confidence) if timed else 0.0
    confidence = CONFIDENCE_FLOOR[entry.match] + CONFIDENCE_RANGE[entry.match] * sure
    heard = entry.heard.text if entry.heard and entry.match is Match.REPLACED else None
    return AlignedWord(entry.text, span, entry.match, confidence, heard)


def _unwritten(entries: Sequence[Entry], timed: Sequence[Timed]) -> Iterator[Unwritten]:
    """Each run of words that were heard but stand nowhere in the transcript."""
    for unwritten, group in groupby(zip(entries, timed, strict=True), key=lambda each: each[0].line is None):
        if unwritten:
            words = [word for _, word in group if word]
            span = Span(words[0].span.start_ms, words[-1].span.end_ms)
            yield Unwritten(span, " ".join(word.text for word in words))
