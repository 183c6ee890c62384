"""When everything is heard and seen: the transcript laid out in time, and the sound mixed from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from standin import sound
from standin.cast import VOICES
from standin.sound import PER_MS, Clip, Samples
from woordbeeld.timing import Span
from woordbeeld.transcript.model import SceneDescription, Sound, SpokenLine, Transcript

SEED = 2018  # the year of the symposium
FRAME_MS = 40  # one picture at 25 a second
TITLE_MS = 4000
APPLAUSE_MS = 4400
MUSIC_MS = 10_400
WITHIN_TURN_MS = (200, 700)
BETWEEN_TURNS_MS = (600, 1500)
AROUND_CARD_MS = (300, 600)

# The cards of each scene of this transcript, in order, and how long each stays (multiples of FRAME_MS).
SCENES: tuple[tuple[tuple[str, int], ...], ...] = (
    (("handshake", 3200),),
    (("lectern", 2200),),
    (("writing", 3200),),
    (("laugh", 3000), ("shield", 3000), ("closing", 5400)),
)


@dataclass(frozen=True, slots=True)
class Shot:
    """A card on screen: its name, and for a turn its number and speaker."""

    span: Span
    card: str
    turn: int = 0
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Laid:
    """A line, scene or sound of the transcript with the time at which it truly is."""

    source: SpokenLine | SceneDescription | Sound
    span: Span


@dataclass(frozen=True, slots=True)
class Timeline:
    laid: tuple[Laid, ...]
    shots: tuple[Shot, ...]
    samples: Samples

    @property
    def duration_ms(self) -> int:
        return self.shots[-1].span.end_ms


@dataclass(slots=True)
class _Layer:
    """Walks through the transcript with a clock. Cards end where the next one starts."""

    rng: np.random.Generator
    at_ms: int = TITLE_MS
    laid: list[Laid] = field(default_factory=list)
    cards: list[tuple[int, str, int, str]] = field(default_factory=lambda: [(0, "title", 0, "")])
    clips: list[tuple[int, Clip]] = field(default_factory=list)
    scenes: int = 0

    def pause(self, between_ms: tuple[int, int]) -> int:
        """Lets a pause pass (10 ms steps) and returns the frame edge in the middle of it."""
        begin = self.at_ms
        self.at_ms += int(self.rng.integers(between_ms[0] // 10, between_ms[1] // 10 + 1)) * 10
        return _frame_edge((begin + self.at_ms) // 2)

    def cut(self, at_ms: int, card: str, turn: int = 0, speaker: str = "") -> None:
        self.cards.append((at_ms, card, turn, speaker))

    def play(self, source: SpokenLine | Sound, clip: Clip) -> None:
        """Lays a clip so that it is first heard now, and moves the clock to where it is last heard."""
        heard = Span(self.at_ms, self.at_ms + clip.end_ms - clip.start_ms)
        self.clips.append((self.at_ms - clip.start_ms, clip))
        self.laid.append(Laid(source, heard))
        self.at_ms = heard.end_ms

    def line(self, line: SpokenLine, *, opens: bool, after_line: bool) -> None:
        if line.speaker is None:
            raise ValueError(f"line {line.line} has no speaker, so no voice")
        name = line.speaker.name
        ended = _frame_edge(self.at_ms)
        if not opens:
            self.pause(WITHIN_TURN_MS)
        elif after_line:
            self.cut(self.pause(BETWEEN_TURNS_MS), "turn", line.turn, name)
        else:
            self.pause(AROUND_CARD_MS)
            self.cut(ended, "turn", line.turn, name)
        self.play(line, sound.speak(line.text, VOICES[name]))

    def scene(self, scene: SceneDescription) -> None:
        begin = at = self.pause(AROUND_CARD_MS)
        for card, lasts_ms in SCENES[self.scenes]:
            self.cut(at, card)
            at += lasts_ms
        self.laid.append(Laid(scene, Span(begin, at)))
        self.scenes += 1
        self.at_ms = at

    def applause(self, source: Sound) -> None:
        self.cut(_frame_edge(self.at_ms), "audience")
        self.play(source, sound.applause(APPLAUSE_MS, self.rng))

    def music(self, source: Sound) -> None:
        """Ends with the last card, so it starts in the shots before it."""
        clip = sound.music(MUSIC_MS)
        end_ms, self.at_ms = self.at_ms, self.at_ms - MUSIC_MS + clip.start_ms
        self.play(source, clip)
        self.at_ms = end_ms


def lay(transcript: Transcript) -> Timeline:
    """The whole transcript in time; the same transcript always gives the same timeline."""
    layer = _Layer(np.random.default_rng(SEED))
    turn, previous = -1, None
    blocks = [
        block for block in transcript.blocks if isinstance(block, SpokenLine | SceneDescription | Sound)
    ]
    for block in blocks:
        if isinstance(block, SpokenLine):
            layer.line(block, opens=block.turn != turn, after_line=isinstance(previous, SpokenLine))
            turn = block.turn
        elif isinstance(block, SceneDescription):
            layer.scene(block)
        elif "MUZIEK" in block.text:
            layer.music(block)
        else:
            layer.applause(block)
        previous = block
    edges = [*layer.cards, (_frame_edge(layer.at_ms), "", 0, "")]
    shots = tuple(Shot(Span(a[0], b[0]), *a[1:]) for a, b in pairwise(edges))
    return Timeline(tuple(layer.laid), shots, _mix(layer))


def _mix(layer: _Layer) -> Samples:
    """All clips over the room: float32, (n,), mono at sound.RATE."""
    out = sound.room(_frame_edge(layer.at_ms) * PER_MS, layer.rng)
    for at_ms, clip in layer.clips:
        begin = at_ms * PER_MS
        out[begin : begin + len(clip.samples)] += clip.samples[: len(out) - begin]
    return np.clip(out, -1, 1)


def _frame_edge(ms: int) -> int:
    return round(ms / FRAME_MS) * FRAME_MS
