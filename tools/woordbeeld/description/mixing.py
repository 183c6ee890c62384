"""A description mixed into the sound of a film: pure arithmetic, in blocks, so that no film is too long.

The sound under the description is turned down before it starts and comes back after it. That no peak is too
high is for who writes it (`media/mixing.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from woordbeeld.description.narrators.narrator import NARRATION_RATE
from woordbeeld.media.piping import BLOCK_S, Stereo
from woordbeeld.media.samples import Samples
from woordbeeld.timing import Span

SAMPLES_PER_MS: Final = NARRATION_RATE // 1000
DUCK_DB: Final = -12.0  # speech stays clear above music so much quieter, which is still heard to go on
RAMP_MS: Final = 250  # quick enough for a short pause, slow enough not to be noticed
# Shorter than that, and the sound would come back only to go again: it stays down.
STAYS_DOWN_MS: Final = 1500
_SWELL_MS: Final = 2 * RAMP_MS  # the same where people speak between: they must be heard
SINK_MS: Final = 100  # in which the film falls silent before it stands still, and comes back
FADE_MS: Final = 8  # at both ends of what is said, so that none begins or ends with a click


@dataclass(frozen=True, slots=True, eq=False)
class PlacedSound:
    """Something said, from sample `start` of the film on, `length` samples long, at a gain.

    `load` gives it (float32, (n,), mono, `NARRATION_RATE`) when it is needed, for all together may be long;
    `identity` is what it is known by.
    """

    start: int
    length: int
    load: Callable[[], Samples]
    identity: str = ""
    gain: float = 1.0

    @property
    def end(self) -> int:
        return self.start + self.length

    @property
    def span(self) -> Span:
        """Where in the film it is, in whole milliseconds."""
        return Span(self.start // SAMPLES_PER_MS, -(-self.end // SAMPLES_PER_MS))


@dataclass(frozen=True, slots=True)
class Still:
    """For `length_ms` the film stands still, before what is at `at_ms`."""

    at_ms: int
    length_ms: int


def standing_still(film: Iterable[Stereo], stills: Sequence[Still]) -> Iterator[Stereo]:
    """The film with silence where it stands still, sinking into it and rising out of it."""
    start, left = 0, list(stills)
    for block in film:
        end = start + len(block)
        soft = _sinking(block, start, stills)
        cut = 0
        while left and left[0].at_ms * SAMPLES_PER_MS < end:
            still = left.pop(0)
            at = max(cut, still.at_ms * SAMPLES_PER_MS - start)
            yield soft[cut:at]
            yield from _silence(still.length_ms * SAMPLES_PER_MS)
            cut = at
        yield soft[cut:]
        start = end
    for still in left:
        yield from _silence(still.length_ms * SAMPLES_PER_MS)


def _silence(length: int) -> Iterator[Stereo]:
    """So many samples of it, in blocks as those of a film."""
    most = BLOCK_S * NARRATION_RATE
    for at in range(0, length, most):
        yield np.zeros((min(most, length - at), 2), np.float32)


def _sinking(block: Stereo, start: int, stills: Sequence[Still]) -> Stereo:
    """A block of the film, silent at the moments at which it stands still, and soft around them."""
    reach = SINK_MS * SAMPLES_PER_MS
    for still in stills:
        at = still.at_ms * SAMPLES_PER_MS - start
        if -reach < at < len(block) + reach:
            away = np.abs(np.arange(len(block), dtype=np.float32) - at + 0.5) / reach
            block = block * (np.sin(np.minimum(away, 1) * np.pi / 2) ** 2)[:, np.newaxis]
    return block


def faded(samples: Samples) -> Samples:
    """The same, rising from silence and sinking into it within `FADE_MS`."""
    length = min(FADE_MS * SAMPLES_PER_MS, len(samples) // 2)
    ramp = np.sin(np.linspace(0, np.pi / 2, length, endpoint=False, dtype=np.float32)) ** 2
    found = samples.astype(np.float32)
    found[:length] *= ramp
    found[len(found) - length :] *= ramp[::-1]
    return found


def down_spans(said: Iterable[Span], voice: Sequence[Span]) -> tuple[Span, ...]:
    """Where the film is turned down, ramps not included: while something is said, and in short gaps between.

    >>> down_spans([Span(0, 900), Span(2000, 3000), Span(9000, 9500)], [])
    (Span(start_ms=0, end_ms=3000), Span(start_ms=9000, end_ms=9500))
    """
    found: list[Span] = []
    for span in sorted(said, key=lambda span: span.start_ms):
        if found and span.start_ms - found[-1].end_ms <= _longest_gap_ms(found[-1], span, voice):
            found[-1] = Span(found[-1].start_ms, max(found[-1].end_ms, span.end_ms))
        else:
            found.append(span)
    return tuple(found)


def _longest_gap_ms(before: Span, after: Span, voice: Sequence[Span]) -> int:
    spoken = any(each.start_ms < after.start_ms and each.end_ms > before.end_ms for each in voice)
    return _SWELL_MS if spoken else STAYS_DOWN_MS


@dataclass(frozen=True, slots=True, eq=False)
class Envelope:
    """How loud the film is at each moment: corners (samples) with their level (dB), straight in between."""

    at: npt.NDArray[np.int64]
    levels_db: npt.NDArray[np.float64]

    def gains(self, start: int, end: int) -> Samples:
        """The factor for each sample from one to another."""
        if not len(self.at) or not np.any((self.at[:-1] < end) & (self.at[1:] > start)):
            return np.ones(end - start, np.float32)
        levels_db = np.interp(np.arange(start, end), self.at, self.levels_db)
        return np.power(10.0, levels_db / 20).astype(np.float32)


def ducking(down: Sequence[Span]) -> Envelope:
    """The film turned down in these spans; ramps end before a span starts, and begin after it ends.

    Where two ramps meet, the film comes back only so far as there is time for.
    """
    corners: list[tuple[int, float]] = []
    for before, span, after in zip((None, *down), down, (*down[1:], None), strict=False):
        room_ms = RAMP_MS if before is None else min(RAMP_MS, (span.start_ms - before.end_ms) // 2)
        left_ms = RAMP_MS if after is None else min(RAMP_MS, (after.start_ms - span.end_ms) // 2)
        corners += [
            (span.start_ms - room_ms, DUCK_DB * (1 - room_ms / RAMP_MS)),
            (span.start_ms, DUCK_DB),
            (span.end_ms, DUCK_DB),
            (span.end_ms + left_ms, DUCK_DB * (1 - left_ms / RAMP_MS)),
        ]
    at = np.array([at_ms * SAMPLES_PER_MS for at_ms, _ in corners], np.int64)
    return Envelope(at, np.array([level for _, level in corners]))


def mixed(film: Iterable[Stereo], sounds: Sequence[PlacedSound], envelope: Envelope) -> Iterator[Stereo]:
    """The film (blocks of float32, (n, 2), `NARRATION_RATE`) with what is said, which may outlast it."""
    start = 0
    for block in film:
        end = start + len(block)
        yield _with(block * envelope.gains(start, end)[:, np.newaxis], start, sounds)
        start = end
    last = max((sound.end for sound in sounds), default=0)
    for block in _silence(last - start):
        yield _with(block, start, sounds)
        start += len(block)


def _with(block: Stereo, start: int, sounds: Sequence[PlacedSound]) -> Stereo:
    end = start + len(block)
    for sound in sounds:
        first, last = max(start, sound.start), min(end, sound.end)
        if first < last:
            said = faded(sound.load())[first - sound.start : last - sound.start] * np.float32(sound.gain)
            block[first - start : last - start] += said[:, np.newaxis]
    return block
