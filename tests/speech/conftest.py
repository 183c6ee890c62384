"""The real recogniser, loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from woordbeeld.speech.recogniser import WhisperRecogniser
from woordbeeld.speech.weights import find_weights


@pytest.fixture(scope="session")
def checkpoint(cache: Path) -> Path:
    """The packaged weights, converted."""
    return Path(find_weights("base", cache))


@pytest.fixture(scope="session")
def whisper_base(cache: Path) -> WhisperRecogniser:
    return WhisperRecogniser("base", cache)
