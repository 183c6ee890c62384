"""The real recogniser, loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from woordbeeld.speech.recogniser import WhisperRecogniser
from woordbeeld.speech.weights import convert, packaged_weights


@pytest.fixture(scope="session")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packaged weights as a file of openai-whisper, as a user may have them."""
    data = packaged_weights()
    assert data
    path = tmp_path_factory.mktemp("weights") / "my base.pt"
    torch.save(convert(data), path)
    return path


@pytest.fixture(scope="session")
def whisper_base(cache: Path) -> WhisperRecogniser:
    return WhisperRecogniser("base", cache)
