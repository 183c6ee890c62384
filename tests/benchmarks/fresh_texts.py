"""Texts that no number of the program was chosen on, with the times of their words, and no recogniser asked.

The dialogues are those of the rooms of the game that the episodes leave out; the prose is Debian's list of
frequently asked questions, as if somebody read it aloud.
"""

from __future__ import annotations

import gzip
import random
import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Final

import numpy as np
from tests.benchmarks.episodes import (
    FRAME,
    HEARD_DB,
    PER_MS,
    ROOMS,
    SEED,
    Samples,
    fetch,
    heard,
    read_library,
    unpacked,
)

from woordbeeld.alignment.model import AlignedLine, AlignedWord, Alignment, Match
from woordbeeld.media.model import Media
from woordbeeld.timing import Span
from woordbeeld.transcript.reader import read
from woordbeeld.transcript.word_ends import ends_clause, ends_sentence
from woordbeeld.transcript.word_lists import grammar_of

FAQ_PACKAGE: Final = "debian-faq-nl"
FAQ: Final = Path("usr/share/doc/debian/FAQ/debian-faq.nl.txt.gz")
FRAME_MS: Final = FRAME // PER_MS
MIN_PAUSE_MS: Final = 200  # a shorter silence in a clip is that of a consonant
SIGN_REACH_MS: Final = 400  # so much nearer does a word that a sign ends seem to a pause
BETWEEN_LINES_MS: Final = (100, 1000)  # as in the episode `long`
CALM: Final = 1.4  # times as long; the voices of the game say 21 characters a second, a speaker in a hall 15
SLOW: Final = 1.6  # as the computer voice of the film reads
PROSE_MS_PER_CHAR: Final = 1000 // 15
PAUSE_MS: Final = {"sentence": (300, 900), "clause": (0, 400)}
SHOT_MS: Final = (2000, 9000)
UNHEARD_SHARE: Final = 0.05  # of the words, which then have no time of their own
_DUTCH: Final = grammar_of("nl")
_PARAGRAPH = re.compile(r"\n {4}(?=[A-Z])((?:.+\n(?: {4}(?! ))?)+)")
_MARKED = re.compile(r"[:()\[\]]")  # what a transcript may read as a label or a description

Said = tuple[str, str, tuple[Span, ...]]  # the speaker, a line, and the time of each of its words


def fresh_texts(cache: Path) -> dict[str, Alignment]:
    """The texts by name; downloaded from Debian into the cache if they are not there yet."""
    dialogue = list(_dialogue(fetch(cache / "packages")))
    middle = len(dialogue) // 2
    quick, calm = dialogue[:middle], [_slowed(said, CALM) for said in dialogue[middle:]]
    faq = gzip.decompress((unpacked(cache / "faq", [FAQ_PACKAGE]) / FAQ).read_bytes()).decode("utf-8")
    prose = list(_read_aloud(faq))
    half = len(prose) // 2
    return {
        "quick dialogue": _alignment("quick dialogue", quick),
        "calm dialogue": _alignment("calm dialogue", calm),
        "quick prose": _alignment("quick prose", prose[:half]),
        "slow prose": _alignment("slow prose", [_slowed(said, SLOW) for said in prose[half:]]),
    }


def _slowed(said: Said, times: float) -> Said:
    speaker, text, spans = said
    slow = (Span(round(span.start_ms * times), round(span.end_ms * times)) for span in spans)
    return speaker, text, tuple(slow)


def fresh_rooms(game: Path) -> list[str]:
    """The rooms of the game whose conversations the episodes leave out."""
    return sorted({script.parent.name for script in (game / "script").glob("*/*")} - set(ROOMS))


def _dialogue(game: Path) -> Iterator[Said]:
    library = read_library(game, fresh_rooms(game))
    chance = random.Random(SEED)  # noqa: S311  nothing secret
    at_ms = 0
    for clip in library.clips:
        at_ms += chance.randint(*BETWEEN_LINES_MS)
        spans = word_spans(library.decode(clip.sound), clip.text.split())
        yield clip.speaker, clip.text, tuple(span.moved(at_ms) for span in spans)
        at_ms += spans[-1].end_ms


def word_spans(samples: Samples, words: Sequence[str]) -> tuple[Span, ...]:
    """When each word of a clip is said, from where it is heard: words share that time by their characters.

    Silences of `MIN_PAUSE_MS` or more are pauses, each between the two words nearest to it.
    """
    first, last = heard(samples, HEARD_DB)
    frames = samples[first:last].reshape(-1, FRAME)
    energy = np.sqrt((frames**2).mean(axis=1))
    loud = energy > energy.max() * 10 ** (-HEARD_DB / 20)
    edges = np.flatnonzero(np.diff(loud)) + 1
    silences = [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    pauses = [
        (start * FRAME_MS, (end - start) * FRAME_MS)
        for start, end in silences
        if (end - start) * FRAME_MS >= MIN_PAUSE_MS
    ]
    return _around(pauses, len(loud) * FRAME_MS, words)


def _around(pauses: Sequence[tuple[int, int]], heard_ms: int, words: Sequence[str]) -> tuple[Span, ...]:
    """The words in what the pauses, each a start and a duration, leave of the time."""
    chars = list(accumulate((len(word) + 1 for word in words), initial=0))
    spoken_ms = heard_ms - sum(duration_ms for _, duration_ms in pauses)
    edges = [spoken_ms * each // chars[-1] for each in chars]
    before = [0] * len(words)
    passed_ms = 0
    for start_ms, duration_ms in pauses:
        at = min(
            range(1, len(words)), key=lambda at: _distance(edges[at], start_ms - passed_ms, words[at - 1])
        )
        before[at] += duration_ms
        passed_ms += duration_ms
    waited = list(accumulate(before))
    return tuple(
        Span(start_ms + wait_ms, end_ms + wait_ms)
        for (start_ms, end_ms), wait_ms in zip(pairwise(edges), waited, strict=True)
    )


def _distance(edge_ms: int, pause_ms: int, word: str) -> int:
    return abs(edge_ms - pause_ms) - SIGN_REACH_MS * ends_clause(word, _DUTCH)


def _read_aloud(text: str) -> Iterator[Said]:
    """The sentences of the paragraphs that hold no addresses, lists or asides."""
    chance = random.Random(SEED)  # noqa: S311  nothing secret
    at_ms = 0
    for found in _PARAGRAPH.finditer(text):
        paragraph = " ".join(found[1].split())
        if _MARKED.search(paragraph) or not ends_sentence(paragraph.split()[-1], _DUTCH):
            continue
        for sentence in _sentences(paragraph.split()):
            spans = []
            for word in sentence:
                spans.append(Span(at_ms, at_ms + PROSE_MS_PER_CHAR * (len(word) + 1)))
                at_ms = spans[-1].end_ms
                if ends_clause(word, _DUTCH):
                    at_ms += chance.randint(*PAUSE_MS["sentence" if word is sentence[-1] else "clause"])
            yield "VOICE-OVER", " ".join(sentence), tuple(spans)


def _sentences(words: Sequence[str]) -> Iterator[list[str]]:
    sentence: list[str] = []
    for word in words:
        sentence.append(word)
        if ends_sentence(word, _DUTCH):
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _alignment(name: str, said: Sequence[Said]) -> Alignment:
    """The alignment of what is said, with pictures that cut here and there, and words that were not heard."""
    chance = random.Random(SEED)  # noqa: S311  nothing secret
    transcript = read("".join(f"{speaker}: {text}\n" for speaker, text, _ in said))
    lines = [
        AlignedLine(
            source, tuple(_word(text, span, chance) for text, span in zip(source.words, spans, strict=True))
        )
        for source, (_, _, spans) in zip(transcript.spoken_lines, said, strict=True)
    ]
    until_ms = said[-1][2][-1].end_ms + 1000
    shots = list(accumulate(chance.randint(*SHOT_MS) for _ in range(until_ms // SHOT_MS[0])))
    inside = tuple(shot for shot in shots if shot < until_ms)
    media = Media(name, "", until_ms, has_video=True)
    return Alignment(media, transcript, tuple(lines), (), (), "nl", "none", inside)


def _word(text: str, span: Span, chance: random.Random) -> AlignedWord:
    if chance.random() < UNHEARD_SHARE:
        return AlignedWord(text, None, Match.UNHEARD, 0.0)
    return AlignedWord(text, span, Match.SAME, 1.0)
