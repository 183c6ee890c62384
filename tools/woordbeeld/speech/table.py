"""All recognisers: a new one is a module of its own, and its row here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from woordbeeld.speech.download import Download
from woordbeeld.speech.recogniser import Recogniser, WhisperRecogniser
from woordbeeld.speech.weights import missing_download


@dataclass(frozen=True, slots=True)
class RecogniserKind:
    """A recogniser that `--model` can name: its name, whether it has a model, and how it is made.

    `missing` tells what must be downloaded before the first use; it and `make` take the model and the folder
    of the cache.
    """

    name: str
    has: Callable[[str], bool]
    missing: Callable[[str, Path], Download | None]
    make: Callable[[str, Path], Recogniser]


def _any(_model: str) -> bool:
    return True


# The first that has the model is taken; Whisper, which refuses what it does not know, comes last.
RECOGNISERS: Final = (RecogniserKind("Whisper", _any, missing_download, WhisperRecogniser),)


def recogniser_kind(model: str) -> RecogniserKind:
    """The kind of recogniser whose model this is."""
    return next(kind for kind in RECOGNISERS if kind.has(model))
