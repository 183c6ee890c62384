"""What a recogniser hears as rows of plain data, to be kept, and back."""

from __future__ import annotations

import base64
import zlib
from typing import Any

import numpy as np

from woordbeeld.speech.attention import FAINTEST, STRONGEST
from woordbeeld.speech.model import Attention, HeardWord, Odds
from woordbeeld.timing import Span

CONFIDENCE_DIGITS = 4
ODDS_STEPS = 10  # log-odds are kept by tenths
WEIGHT_STEPS = round(255 / (STRONGEST - FAINTEST))  # weights are kept by fiftieths, so that they fit a byte

Row = list[Any]


def word_rows(words: tuple[HeardWord, ...]) -> list[Row]:
    return [
        [word.text, word.span.start_ms, word.span.end_ms, round(word.confidence, CONFIDENCE_DIGITS)]
        for word in words
    ]


def words_of(rows: list[Row]) -> tuple[HeardWord, ...]:
    return tuple(HeardWord(text, Span(start, end), confidence) for text, start, end, confidence in rows)


def odds_row(odds: Odds) -> Row:
    steps: Row = np.rint(odds * ODDS_STEPS).astype(int).tolist()
    return steps


def odds_of(row: Row) -> Odds:
    return np.array(row, np.float32) / np.float32(ODDS_STEPS)


def attention_row(attention: Attention) -> Row:
    steps = np.rint((attention.weights - FAINTEST) * WEIGHT_STEPS).astype(np.uint8)
    packed = base64.b85encode(zlib.compress(steps.tobytes(), 9)).decode()
    confidences = [round(confidence, CONFIDENCE_DIGITS) for confidence in attention.confidences]
    return [list(attention.tokens), confidences, packed]


def attention_of(row: Row) -> Attention:
    tokens, confidences, packed = row
    steps = np.frombuffer(zlib.decompress(base64.b85decode(packed)), np.uint8)
    weights = steps.reshape(sum(tokens), -1 if tokens else 0).astype(np.float32) / WEIGHT_STEPS + FAINTEST
    return Attention(weights.astype(np.float32), tuple(tokens), tuple(confidences))
