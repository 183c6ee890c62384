"""A transcript may have a name that is no text, as old disks have them."""

from __future__ import annotations

import shutil
from pathlib import Path

from woordbeeld.editor.journal import Journal
from woordbeeld.editor.session import Session

SEED = Path(__file__).parents[2] / "transcripts/symposium-entreeopleidingen.txt"


def test_a_transcript_whose_name_is_no_text_is_edited_and_gone_on_with(tmp_path: Path) -> None:
    path = Path(shutil.copy(SEED, tmp_path / "caf\udce9.txt"))
    for _ in range(2):
        journal = Journal.of(path, tmp_path / "journals")
        session = Session(path, journal)
        assert session.state.text == SEED.read_text("utf-8")
        journal.let_go()
