"""An hour of two people in their own voices: a dialogue over and over, each time other parts of its lines.

The voices of those parts are heard as everywhere; beside them the hour has no sound.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from woordbeeld.alignment.accepted import Accepted
from woordbeeld.alignment.model import AlignedLine, Alignment
from woordbeeld.media.samples import SAMPLES_PER_MS, Samples
from woordbeeld.threads import one_thread
from woordbeeld.transcript.model import Transcript
from woordbeeld.transcript.naming import named
from woordbeeld.transcript.reader import read
from woordbeeld.voices.audit import LineVoice, audit
from woordbeeld.voices.doubting import heard_voices
from woordbeeld.voices.exchanged import exchanged
from woordbeeld.voices.hearing import embedders
from woordbeeld.voices.stretches import EDGE_MS

TIMES: Final = 60
PARTS: Final = ((0, 10), (0, 7), (3, 10))  # tenths of a line, from and to


@dataclass(frozen=True, slots=True, eq=False)
class Hour:
    """Its text, and the voice of each spoken line."""

    text: str
    voices: Sequence[LineVoice]

    def comparing(self, alignment: Alignment, accepted: Accepted) -> Alignment:
        """With what these voices tell of the labels of a text of as many lines; some are certain."""
        labelled = [
            replace(voice, line=line.source.line, speaker=name)
            for voice, line, name in zip(
                self.voices, alignment.lines, speakers(alignment.transcript), strict=True
            )
        ]
        found = audit(labelled, accepted.spoken)
        pairs = exchanged(found, named(alignment.transcript))
        return replace(alignment, voices=heard_voices(found, labelled, alignment.lines, pairs))


def speakers(transcript: Transcript) -> list[str | None]:
    """Who says each spoken line."""
    return [line.speaker.name if line.speaker else None for line in transcript.spoken_lines]


def hour_of(text: str, lines: Sequence[AlignedLine], samples: Samples) -> Hour:
    """The hour of a dialogue, whose lines are where they are in the samples."""
    listeners = embedders()
    heard = []
    with one_thread():
        for part, line in product(PARTS, lines):
            sound = _part_of(line, part, samples)
            vectors = tuple(each.embed(sound) for each in listeners)
            heard.append(LineVoice(line.source.line, None, vectors, len(sound) // SAMPLES_PER_MS))
    whole = f"{text.rstrip()}\n\n" * TIMES
    return Hour(whole, (heard * TIMES)[: len(read(whole).spoken_lines)])


def _part_of(line: AlignedLine, part: tuple[int, int], samples: Samples) -> Samples:
    assert line.span
    start, end = (line.span.start_ms + line.span.duration_ms * tenths // 10 for tenths in part)
    return samples[(start + EDGE_MS) * SAMPLES_PER_MS : (end - EDGE_MS) * SAMPLES_PER_MS]
