"""In which language sentences are heard that are not in that of the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from woordbeeld.alignment.model import AlignedLine, HeardLanguage
from woordbeeld.alignment.other_languages import OtherLanguage, not_in
from woordbeeld.speech.listening import cut_out
from woordbeeld.speech.recogniser import CHUNK_MS, Recogniser, Samples
from woordbeeld.timing import Span

SURE: Final = 0.9  # a probability; see the decision about alignment
LEAST_MS: Final = 4000  # in less Whisper takes languages for each other, and is sure of it
MOST_STRETCHES: Final = 20  # listening to one takes about a second


def heard_languages(
    lines: Sequence[AlignedLine], samples: Samples, recogniser: Recogniser, language: str
) -> tuple[HeardLanguage, ...]:
    """The language of what is not in that of the text and whose words do not tell in which, if it is sure.

    Only that is listened to, and only the longest.
    """
    unknown = [(each, each.span) for each in not_in(language, lines) if not each.language]
    longest = sorted(
        ((part, span) for part, span in unknown if span and span.duration_ms >= LEAST_MS),
        key=lambda each: -each[1].duration_ms,
    )[:MOST_STRETCHES]
    found = [heard for part, span in longest for heard in _heard(part, span, samples, recogniser)]
    return tuple(sorted((each for each in found if each.language != language), key=lambda each: each.first))


def _heard(
    part: OtherLanguage, span: Span, samples: Samples, recogniser: Recogniser
) -> Iterator[HeardLanguage]:
    chunk = Span(span.start_ms, min(span.end_ms, span.start_ms + CHUNK_MS))
    language, probability = max(
        recogniser.detect_languages(cut_out(samples, chunk)).items(), key=lambda each: each[1]
    )
    if probability >= SURE:
        yield HeardLanguage(part.before, part.before + len(part.words) - 1, language)
