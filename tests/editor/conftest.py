"""A transcript on its own, and the editor that is opened on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.editor.made_up import TALK, Served, Table, served, table
from tests.publications import visit
from tests.publications.chromium import until


@pytest.fixture
def transcript(tmp_path: Path) -> Path:
    path = tmp_path / "praatje.txt"
    path.write_text(TALK, encoding="utf-8")
    return path


@pytest.fixture
def journals(tmp_path: Path) -> Path:
    return tmp_path / "journals"


@pytest.fixture
def made(transcript: Path, journals: Path) -> Iterator[Table]:
    with table(transcript, journals) as laid:
        yield laid


@pytest.fixture
def editor(transcript: Path, journals: Path, clip: Path) -> Iterator[Served]:
    with served(transcript, journals, clip) as opened:
        yield opened


@pytest.fixture
def page(editor: Served, browser: Browser) -> Iterator[Page]:
    """The editor of a module, or the one above, as it stands on a screen."""
    with visit.opened(browser, editor.opened, locale="nl-NL") as shown:
        until(shown, "document.querySelectorAll('.line').length === 8")
        shown.focus(".line")
        yield shown
