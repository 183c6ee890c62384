"""Downloading the weights of a model: whole and as published, or not at all."""

from __future__ import annotations

import hashlib
import http.client
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from woordbeeld.atomic import atomic_file
from woordbeeld.errors import EnvironmentProblemError
from woordbeeld.words import reason_of, say

BLOCK_BYTES = 1 << 20
SILENCE_S = 60  # after which a server is given up


@dataclass(frozen=True, slots=True)
class Download:
    """The weights of a model that are published at an address, with their SHA-256, and their place here."""

    model: str
    address: str
    sha256: str
    file: Path


def download(wanted: Download, progress: Callable[[float], None] = lambda _: None) -> None:
    """Put what is wanted in its place; `progress` is told the share that is here, 0 to 1.

    Raises:
        EnvironmentProblemError: it cannot be had, or is not what was published.
    """
    try:
        wanted.file.parent.mkdir(parents=True, exist_ok=True)
        with atomic_file(wanted.file) as new:
            if _fetch(wanted.address, new, progress) != wanted.sha256:
                raise EnvironmentProblemError(
                    say("error.speech.came_damaged", model=wanted.model),
                    where=wanted.address,
                    remedy=say("error.speech.try_again"),
                )
    except (OSError, http.client.HTTPException) as error:
        why = reason_of(error) if isinstance(error, OSError) else str(error)
        raise EnvironmentProblemError(
            say("error.speech.not_downloaded", model=wanted.model, why=why),
            remedy=say("error.speech.connect"),
        ) from error


def _fetch(address: str, file: Path, progress: Callable[[float], None]) -> str:
    """Write what is at an address to a file; its SHA-256."""
    digest, done_bytes = hashlib.sha256(), 0
    # The address is OpenAI's own, as openai-whisper has it.
    with urllib.request.urlopen(address, timeout=SILENCE_S) as source, file.open("wb") as out:  # noqa: S310
        total_bytes = int(source.headers.get("Content-Length") or 0)
        while block := source.read(BLOCK_BYTES):
            out.write(block)
            digest.update(block)
            done_bytes += len(block)
            progress(min(1.0, done_bytes / total_bytes) if total_bytes else 0.0)
    return digest.hexdigest()
