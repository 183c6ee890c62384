"""Record what the real media room and recogniser make of the stand-in, so that tests can replay it.

    .venv/bin/python tests/recorded/record.py

The recording holds the attention to every text that the recogniser was told, so it must be made anew when the
film, the windows or the variants below change.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from woordbeeld.alignment.align import align
from woordbeeld.alignment.recording import Recording
from woordbeeld.media.samples import decode
from woordbeeld.media.shots import shot_changes
from woordbeeld.media.voice import voice_activity
from woordbeeld.settings import Settings
from woordbeeld.speech.listening import listen
from woordbeeld.speech.model import Attention, HeardWord, Odds
from woordbeeld.speech.recogniser import Recogniser, Samples
from woordbeeld.speech.rows import Row, attention_row, odds_row, word_rows
from woordbeeld.timing import Span
from woordbeeld.transcript.reader import read

ROOT = Path(__file__).parents[2]
FILM = ROOT / "media/symposium-entreeopleidingen.mp4"
TRANSCRIPT = ROOT / "transcripts/symposium-entreeopleidingen.txt"
RECORDED = Path(__file__).with_name("symposium.json")

# What is changed in the transcript to see how it is told from what was said: [old, new].
VARIANTS = {
    "published": ["", ""],
    "never said": [
        "Dus waar begin je mee?\n",
        "Dus waar begin je mee?\nOp vrijdag kookte zijn buurman altijd verse vissoep.\n",
    ],
    "left out": ["Het is vaak moeilijk om een stageplek te vinden.\n", ""],
}


class Recorder:
    """A recogniser that keeps the answers of another."""

    def __init__(self, recogniser: Recogniser) -> None:
        self.name, self.identity = recogniser.name, recogniser.identity
        self.heard: list[list[Row]] = []
        self.attended: dict[str, Row] = {}
        self.told: list[Row] = []
        self._recogniser = recogniser

    def prepare(self) -> None:
        self._recogniser.prepare()

    def detect_languages(self, stretch: Samples) -> dict[str, float]:
        return self._recogniser.detect_languages(stretch)

    def listen(
        self, stretches: Sequence[Samples], language: str, text: Sequence[str] = ()
    ) -> list[tuple[HeardWord, ...]]:
        heard = self._recogniser.listen(stretches, language, text)
        self.heard += (word_rows(words) for words in heard)
        return heard

    def attend(self, stretch: Samples, words: Sequence[str], language: str) -> Attention:
        attention = self._recogniser.attend(stretch, words, language)
        self.attended[" ".join(words)] = attention_row(attention)
        return attention

    def tell_voice(self, stretches: Sequence[Samples], rough: Sequence[Odds]) -> list[Odds]:
        told = self._recogniser.tell_voice(stretches, rough)
        self.told = [odds_row(odds) for odds in told]
        return told


def pairs(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start_ms, span.end_ms] for span in spans]


def record() -> dict[str, Any]:
    media, samples = decode(FILM)
    activity = voice_activity(samples)
    recording = Recording(media, samples, activity, shot_changes(FILM))
    recorder = Recorder(Settings().recogniser())
    speech = listen(samples, activity.voice, activity.probabilities, recorder, language="nl")
    text = TRANSCRIPT.read_text(encoding="utf-8")
    for old, new in VARIANTS.values():
        align(recording, read(text.replace(old, new, 1)), speech, recorder)
    return {
        "what": "The stand-in as the media room and Whisper base find it; made by record.py.",
        "model": recorder.name,
        "variants": VARIANTS,
        "voice": pairs(activity.voice),
        "probabilities": activity.probabilities,
        "noises": pairs(activity.noises),
        "shots": list(recording.shots),
        "heard": recorder.heard,
        "told": recorder.told,
        "attended": recorder.attended,
    }


if __name__ == "__main__":
    RECORDED.write_text(json.dumps(record(), ensure_ascii=False) + "\n", encoding="utf-8")
