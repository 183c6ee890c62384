"""The recogniser without a model: it hears what it is told, and is chosen as any other."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from woordbeeld.settings import Settings
from woordbeeld.speech import table
from woordbeeld.speech.attention import word_edges
from woordbeeld.speech.model import HeardWord
from woordbeeld.speech.null import NullRecogniser, attend_evenly
from woordbeeld.speech.recogniser import Recogniser
from woordbeeld.timing import Span

Samples = npt.NDArray[np.float32]

SECOND: Samples = np.zeros(16_000, np.float32)
ROUGH = np.array([1.0, -2.0], np.float32)


def test_it_hears_nothing_unless_it_is_told() -> None:
    deaf = NullRecogniser()
    told = NullRecogniser(heard=lambda chunk, _: (HeardWord("ja", Span(0, len(chunk) // 16), 0.9),))
    assert deaf.listen([SECOND, SECOND], "nl") == [(), ()]
    assert told.listen([SECOND, SECOND[:160]], "nl") == [
        (HeardWord("ja", Span(0, 1000), 0.9),),
        (HeardWord("ja", Span(0, 10), 0.9),),
    ]
    assert deaf.detect_languages(SECOND) == {"nl": 1.0}
    assert [odds.tolist() for odds in deaf.tell_voice([SECOND], [ROUGH])] == [ROUGH.tolist()]


@pytest.mark.parametrize(
    ("words", "edges"),
    [(["ja"], [0, 50]), (["ja", "nee"], [0, 25, 50]), ([], [0]), (["a"] * 50, [*range(51)])],
)
def test_words_share_a_chunk_evenly(words: list[str], edges: list[int]) -> None:
    attention = attend_evenly(SECOND, words)
    assert attention.weights.shape == (len(words), 50)
    assert word_edges(attention) == edges


def test_a_kind_of_recogniser_is_found_by_its_row_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made: list[str] = []

    def make(model: str, _cache: Path) -> Recogniser:
        made.append(model)
        return NullRecogniser(name=f"other {model}")

    row = table.RecogniserKind("Other", lambda model: model.startswith("other:"), lambda *_: None, make)
    monkeypatch.setattr(table, "RECOGNISERS", (row, *table.RECOGNISERS))
    assert Settings(model="other:large", cache=tmp_path).recogniser().name == "other other:large"
    assert made == ["other:large"]
    assert Settings(model="base", cache=tmp_path).recogniser().name == "openai-whisper base"
