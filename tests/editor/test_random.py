"""Whatever is done in whatever order, over whatever wire: file, journal and screen tell the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.robust.fuzz_editor_page import run, world

SEQUENCES = 150  # `python -m tests.robust.fuzz_editor_page` does more
SEED = 14


@pytest.mark.browser
def test_the_file_the_journal_and_the_screen_agree(tmp_path: Path, clip: Path, browser: Browser) -> None:
    with world(tmp_path, clip, browser) as here:
        assert run(here, SEQUENCES, SEED).faults == ()
