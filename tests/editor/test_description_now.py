"""The report of the editor judges the audio description that would be published, not that there is none."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from tests.description.sounds import voice
from tests.editor.made_up import table

from woordbeeld.description.narrators.narrator import NarratorKind
from woordbeeld.editor.description_now import description_now
from woordbeeld.editor.page import Work
from woordbeeld.editor.reporting import render_report
from woordbeeld.writing.recordings import keep_narrator, keep_recording

COFFEE = "Een man schenkt koffie in."
BY_DEVICE = "De stem van het apparaat van de bezoeker"


def report(transcript: Path, journals: Path, tmp_path: Path, chosen: str | None) -> str:
    with table(transcript, journals) as made:
        now = partial(description_now, transcript=transcript, voice=chosen, cache=tmp_path)
        work = Work("Praatje", "nl", None, has_video=True, duration_ms=18_000, description=now)
        return render_report(made.shared, work, "")


def test_what_was_recorded_is_told_and_judged(transcript: Path, journals: Path, tmp_path: Path) -> None:
    assert BY_DEVICE in report(transcript, journals, tmp_path, None)
    keep_recording(transcript, COFFEE, 0, voice(900))
    keep_narrator(transcript, "Ann")
    page = report(transcript, journals, tmp_path, None)
    assert BY_DEVICE not in page
    assert "Er is geluid met audiodescriptie: opnamen van Ann." in page


@pytest.mark.parametrize("chosen", ["none", "siri"])
def test_where_nobody_says_it_the_device_does(
    transcript: Path, journals: Path, tmp_path: Path, chosen: str
) -> None:
    keep_recording(transcript, COFFEE, 0, voice(900))
    assert BY_DEVICE in report(transcript, journals, tmp_path, chosen)


def test_what_is_not_recorded_is_unsaid(transcript: Path, journals: Path, tmp_path: Path) -> None:
    text = transcript.read_text(encoding="utf-8")
    transcript.write_text(text.replace(f"({COFFEE})", f"({COFFEE} Hij gaat zitten.)"), encoding="utf-8")
    keep_recording(transcript, COFFEE, 0, voice(900))
    with table(transcript, journals) as made:
        newest = made.shared.newest()
        assert newest
        _, sound = description_now(newest[1].alignment, transcript, None, tmp_path)
    assert sound
    assert sound.kind is NarratorKind.PERSON
    assert [each.text for each in sound.unsaid] == ["Hij gaat zitten."]
