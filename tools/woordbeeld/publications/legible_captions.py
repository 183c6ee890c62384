"""How large captions are that viewers cannot make larger, and what is broken anew to stand in the picture so.

All have letters of one size, whatever stands in them. A cue that is too wide for a shape has its lines broken
elsewhere, and shares its time over several cues where it must, or has a line more if there is no time for
that; only where that does not help, as with a long label, the letters of that cue alone are smaller.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from math import ceil
from typing import Final

from woordbeeld.media.framing import Shape
from woordbeeld.tracks.model import Cue, Track
from woordbeeld.tracks.profile import MIN_LINE_CHARS, NL_WEB
from woordbeeld.tracks.refitting import in_one_cue, laid_out, passage_of
from woordbeeld.tracks.segmentation import cut
from woordbeeld.tracks.widths import shown_chars

# Of the height of the picture: the height of a line, as small as it may be made (BBC 9.2.1).
LINE_SHARE: Final = {Shape.WIDE: 0.07, Shape.SQUARE: 0.07, Shape.UPRIGHT: 0.039}
LEAST_SHARE: Final = 0.67  # of that, and no less, where the device is not known (BBC 9.2.2)
MOST_LINES: Final = 3  # that somebody gave a cue: BBC 3.3 asks for two, and three where they hide nothing
SIDE_SHARE: Final = 0.05  # of the width, left free at each side (EBU R 95; BBC 3.1)
PADDING_SHARE: Final = 0.2  # of the height of a line, around the text
_STEP_PX: Final = 5  # by which letters become smaller
_WIDE_SIGNS: Final = frozenset({"W", "F"})
_UNSEEN: Final = frozenset({"Mn", "Me", "Cf"})
# The widths of letters in DejaVu Sans, of the height of a line, by their kind.
_NARROW, _BROAD = frozenset(" .,:;!|'’()[]-/fijlrtIJ"), frozenset("mwMW@%&…—")
_NARROW_SHARE, _BROAD_SHARE, _CAPITAL_SHARE, _USUAL_SHARE, _WIDE_SHARE = 0.3, 0.84, 0.6, 0.54, 1.0


@dataclass(frozen=True, slots=True)
class SizedCue:
    """A cue, the height of its lines in a shape, and of what is black around them (pixels)."""

    cue: Cue
    line_px: int
    shape: Shape

    @property
    def padding_px(self) -> int:
        return round(self.line_px * PADDING_SHARE)

    @property
    def height_px(self) -> int:
        """How high it is with what is around it; a line that is still too wide takes several."""
        lines = sum(max(1, ceil(_width(line) * self.line_px / _room(self.shape))) for line in self.cue.shown)
        return lines * self.line_px + 2 * self.padding_px

    @property
    def is_narrow(self) -> bool:
        """Its lines stand between the sides."""
        return max(map(_width, self.cue.shown)) * self.line_px <= _room(self.shape)

    @property
    def fits(self) -> bool:
        """Its lines stand between the sides, and are not too many."""
        return self.is_narrow and len(self.cue.shown) <= MOST_LINES


def line_px(shape: Shape) -> int:
    """The height of a line of all captions in a shape."""
    return round(shape.height * LINE_SHARE[shape])


def legible(track: Track, shape: Shape) -> tuple[SizedCue, ...]:
    """Every word of the captions in letters that can be read, so that they fit into a shape if they can."""
    return tuple(sized for cue in track.cues for sized in _legible(cue, track.language or "", shape))


def _legible(cue: Cue, language: str, shape: Shape) -> tuple[SizedCue, ...]:
    usual_px = line_px(shape)
    least_px = round(usual_px * LEAST_SHARE)
    apart: tuple[SizedCue, ...] = ()
    for height_px in (*range(usual_px, least_px, -_STEP_PX), least_px):
        as_it_is = SizedCue(cue, height_px, shape)
        if as_it_is.fits:
            return (as_it_is,)
        apart, together = _broken_anew(as_it_is, language)
        if apart and _can_be_seen(apart):
            return apart
        if together and together.fits:
            return (together,)
    # Nobody can read so much in so little time, but it is all there.
    return apart or (SizedCue(cue, least_px, shape),)


def _broken_anew(too_wide: SizedCue, language: str) -> tuple[tuple[SizedCue, ...], SizedCue | None]:
    """A cue with its lines where the rules for captions break them: as cues of two lines, and as one cue.

    Nothing where it would still be too wide, or there is no time.
    """
    cue = too_wide.cue
    if not all(any(said.lines) for said in cue.utterances):
        return (), None
    shown = " ".join(cue.shown)
    mean = max(_width(shown), _NARROW_SHARE) / max(shown_chars(shown), 1)
    most = min(int(_room(too_wide.shape) / (too_wide.line_px * mean)) + 1, NL_WEB.max_line_chars)
    for chars in range(most, MIN_LINE_CHARS - 1, -1):
        passage = passage_of(cue, language, replace(NL_WEB, max_line_chars=chars))
        layouts = cut(passage)
        for whole in laid_out(cue, passage, [in_one_cue(layouts)]):
            together = replace(too_wide, cue=whole)
            if together.is_narrow:
                parts = laid_out(cue, passage, layouts)
                return tuple(replace(too_wide, cue=part) for part in parts), together
    return (), None


def _can_be_seen(parts: tuple[SizedCue, ...]) -> bool:
    """It is one cue as it was, or each of several stays long enough."""
    durations = (part.cue.span.duration_ms for part in parts)
    return len(parts) == 1 or min(durations) >= NL_WEB.shortest_duration_ms


def _room(shape: Shape) -> float:
    return shape.width * (1 - 2 * SIDE_SHARE)


def _width(line: str) -> float:
    """About how wide a line is, in heights of a line."""
    return sum(map(_sign_width, unicodedata.normalize("NFC", line)))


def _sign_width(sign: str) -> float:
    if unicodedata.category(sign) in _UNSEEN:
        return 0
    if sign in _NARROW:
        return _NARROW_SHARE
    if unicodedata.east_asian_width(sign) in _WIDE_SIGNS:
        return _WIDE_SHARE
    if sign in _BROAD:
        return _BROAD_SHARE
    return _CAPITAL_SHARE if sign.isupper() else _USUAL_SHARE
