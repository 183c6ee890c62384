"""A dialogue of people, and what tells its voices apart."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from woordbeeld.alignment.model import AlignedLine, AlignedWord, Match
from woordbeeld.errors import EnvironmentProblemError
from woordbeeld.media.samples import Samples, decode
from woordbeeld.timing import Span, part_edges
from woordbeeld.transcript.model import SpokenLine
from woordbeeld.transcript.reader import read
from woordbeeld.voices.hearing import refuse_without_weights

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def dialogue() -> Samples:
    _, samples = decode(DATA / "dialogue.ogg")
    return samples


@pytest.fixture(scope="session")
def lines() -> tuple[AlignedLine, ...]:
    """Those of the dialogue, at their true times."""
    truth = json.loads((DATA / "dialogue.truth.json").read_text(encoding="utf-8"))
    spans = {line["line"]: Span(line["start_ms"], line["end_ms"]) for line in truth["lines"]}
    spoken = read((DATA / "dialogue.txt").read_text(encoding="utf-8")).spoken_lines
    return tuple(timed(line, spans[line.line]) for line in spoken)


def timed(line: SpokenLine, span: Span) -> AlignedLine:
    edges = part_edges(span, [len(word) for word in line.words])
    words = zip(line.words, pairwise(edges), strict=True)
    return AlignedLine(line, tuple(AlignedWord(word, Span(*edge), Match.SAME, 0.9) for word, edge in words))


@pytest.fixture(scope="session")
def weights() -> None:
    """What tells voices apart, which the set-up fetches where it can."""
    try:
        refuse_without_weights()
    except EnvironmentProblemError as error:
        pytest.skip(str(error))
