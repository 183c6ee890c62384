"""What all tests share: a cache, the film, a recording of it, sound made on the spot, and a browser."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import hypothesis
import numpy as np
import numpy.typing as npt
import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.publications import chromium

from woordbeeld.media.ffmpeg_program import find_ffmpeg
from woordbeeld.speech.model import Attention
from woordbeeld.speech.null import NullRecogniser
from woordbeeld.speech.rows import attention_of, odds_of, words_of
from woordbeeld.web.opening import Shown

# How long an example takes tells nothing on a busy machine; where `CI` is set, there is no deadline anyway.
if not os.environ.get("CI"):
    hypothesis.settings.register_profile("here", deadline=None)
    hypothesis.settings.load_profile("here")

ROOT = Path(__file__).parents[1]
CTRL_C = signal.getsignal(signal.SIGINT)

Samples = npt.NDArray[np.float32]


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Cache, journals and logs of this session: the user's stay as they are."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WOORDBEELD_CACHE", str(folder))
        patch.delenv("WOORDBEELD_FFMPEG", raising=False)
        patch.setenv("LC_ALL", "C.UTF-8")  # English, whoever runs the tests
        patch.setenv("WOORDBEELD_JOURNALS", str(tmp_path_factory.mktemp("journals")))
        patch.setenv("WOORDBEELD_LOGS", str(tmp_path_factory.mktemp("logs")))
        yield folder


@pytest.fixture(autouse=True)
def _ctrl_c_as_before() -> None:
    """A command that was run in this process heeds Ctrl-C in its own way, and has ended."""
    signal.signal(signal.SIGINT, CTRL_C)


@pytest.fixture(scope="session")
def film() -> Path:
    return ROOT / "media/symposium-entreeopleidingen.mp4"


@pytest.fixture(scope="session")
def truth(film: Path) -> dict[str, Any]:
    """The true times of the film."""
    loaded: dict[str, Any] = json.loads(film.with_suffix(".truth.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="session")
def recorded() -> dict[str, Any]:
    """What the media room and Whisper once made of the film; see recorded/record.py."""
    loaded: dict[str, Any] = json.loads((ROOT / "tests/recorded/symposium.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture
def replay(recorded: dict[str, Any]) -> NullRecogniser:
    """Says again what was recorded: chunk after chunk, and by the text it is told."""
    heard, told = iter(recorded["heard"]), iter(recorded["told"])

    def attended(_: Samples, words: Sequence[str]) -> Attention:
        text = " ".join(words)
        assert text in recorded["attended"], f"not recorded: run tests/recorded/record.py anew ({text})"
        return attention_of(recorded["attended"][text])

    return NullRecogniser(
        recorded["model"],
        heard=lambda *_: words_of(next(heard)),
        attended=attended,
        voice=lambda *_: odds_of(next(told)),
    )


@pytest.fixture(scope="session")
def ffmpeg() -> Callable[..., None]:
    """Run ffmpeg to make a file: `ffmpeg("-f", "lavfi", "-i", "sine=duration=2", path)`."""

    def run(*arguments: object) -> None:
        command = [find_ffmpeg().path, "-v", "error", "-nostdin", "-y", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    return run


@pytest.fixture(scope="session")
def cut(film: Path) -> Callable[[int, int], Samples]:
    """A piece of the film's sound, from one moment (ms) to another: float32, (n,), mono 16 kHz."""

    def cut_film(start_ms: int, end_ms: int) -> Samples:
        command = [find_ffmpeg().path, "-v", "error", "-nostdin", "-i", str(film), "-ac", "1", "-ar", "16000"]
        part = ["-ss", f"{start_ms}ms", "-to", f"{end_ms}ms", "-f", "f32le", "-"]
        return np.frombuffer(
            subprocess.run([*command, *part], capture_output=True, check=True).stdout, np.float32
        )

    return cut_film


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = chromium.launch(playwright)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory, ffmpeg: Callable[..., None]) -> Path:
    """A video as long as the talk."""
    path = tmp_path_factory.mktemp("clip") / "media.mp4"
    picture = ("-f", "lavfi", "-i", "testsrc=size=320x180:rate=25:duration=18")
    sound = ("-f", "lavfi", "-i", "sine=frequency=300:duration=18")
    ffmpeg(*picture, *sound, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-g", "25", path)
    return path


@pytest.fixture
def at_a_terminal() -> Iterator[None]:
    """Ctrl-C works as at a terminal, and afterwards as before."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def shown_then_ctrl_c(at_a_terminal: None) -> Shown:
    """How a page is shown to somebody who presses Ctrl-C as soon as its address is told."""
    return Shown(lambda _: signal.raise_signal(signal.SIGINT), lambda _: None, no_browser=True)
