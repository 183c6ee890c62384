"""Speech that has no text: where it belongs, and whom we guess to say it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from woordbeeld.alignment.missing import Missing, missing
from woordbeeld.alignment.model import AlignedLine, AlignedWord, Alignment, Match, Unwritten
from woordbeeld.media.model import Media
from woordbeeld.timing import Span
from woordbeeld.transcript.model import Transcript
from woordbeeld.transcript.reader import read

LINE_MS = 2000


def aligned(text: str, *unwritten: Unwritten, starts_ms: tuple[int, ...] = ()) -> Alignment:
    """Each line lasts two seconds, from its start on, or else five seconds after that of the one before."""
    transcript = read(text)
    lines = tuple(
        AlignedLine(line, tuple(_words(line.words, starts_ms[at] if starts_ms else 5000 * at)))
        for at, line in enumerate(transcript.spoken_lines)
    )
    return Alignment(
        Media("a.wav", "0" * 64, 60_000, has_video=False), transcript, lines, (), unwritten, "nl", "base"
    )


def _words(texts: tuple[str, ...], start_ms: int) -> list[AlignedWord]:
    edges = [start_ms + LINE_MS * at // len(texts) for at in range(len(texts) + 1)]
    spans = [Span(*each) for each in pairwise(edges)]
    return [AlignedWord(text, span, Match.SAME, 0.95) for text, span in zip(texts, spans, strict=True)]


def extra(start_ms: int, end_ms: int, before: int, heard: str = "hallo daar") -> Unwritten:
    return Unwritten(Span(start_ms, end_ms), heard, before, 0.9)


def told(transcript: Transcript, found: Missing) -> tuple[int | None, int, str | None]:
    assert found.line in transcript.spoken_lines
    after = found.after.line if found.after else None
    return after, found.cut, found.speaker.name if found.speaker else None


TWO_OF_ONE = "JAN: Een twee drie.\nVier vijf zes.\n"
TWO_SPEAKERS = "JAN: Een twee drie.\nEVA: Vier vijf zes.\n"


@pytest.mark.parametrize(
    ("text", "stretch", "found"),
    [
        pytest.param(TWO_OF_ONE, extra(2500, 4500, 3), (1, 3, "Jan"), id="the same before and after"),
        pytest.param(TWO_SPEAKERS, extra(2900, 4200, 3), (1, 3, None), id="amid a pause of two"),
        pytest.param(TWO_SPEAKERS, extra(2100, 4000, 3), (1, 3, "Jan"), id="close to the one before"),
        pytest.param(TWO_SPEAKERS, extra(3000, 4900, 3), (1, 3, "Eva"), id="close to the one after"),
        pytest.param(TWO_SPEAKERS, extra(8000, 9500, 6), (2, 3, None), id="long after all"),
        pytest.param(TWO_SPEAKERS, extra(7100, 8500, 6), (2, 3, "Eva"), id="right after all"),
        pytest.param(
            "JAN: Een twee drie. Vier vijf zes.\n", extra(800, 1900, 3), (1, 3, "Jan"), id="in a line"
        ),
        pytest.param("Een twee drie.\n", extra(2500, 4000, 3), (1, 3, None), id="nobody has a name"),
    ],
)
def test_it_belongs_after_the_word_before_it_and_its_speaker_is_guessed_by_who_is_near(
    text: str, stretch: Unwritten, found: tuple[int | None, int, str | None]
) -> None:
    alignment = aligned(text, stretch)
    (only,) = missing(alignment)
    assert told(alignment.transcript, only) == found
    assert only.is_within == (only.after is not None and only.cut < len(only.after.words))


def test_what_is_heard_before_all_lines_belongs_before_them() -> None:
    alignment = aligned("JAN: Een twee drie.\n", extra(500, 2900, 0), starts_ms=(3000,))
    (only,) = missing(alignment)
    assert told(alignment.transcript, only) == (None, 0, "Jan")


def test_the_longest_comes_first_and_a_word_or_two_is_none() -> None:
    alignment = aligned(TWO_SPEAKERS, extra(2100, 2900, 3), extra(3000, 4100, 3), extra(8000, 12_000, 6))
    assert [each.span.duration_ms for each in missing(alignment)] == [4000, 1100]
