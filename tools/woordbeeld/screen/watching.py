"""A film watched for text: only what has changed in the picture is read again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from woordbeeld.media.pictures import Picture, Pixels
from woordbeeld.screen.model import Box, Reading, ScreenLine
from woordbeeld.screen.reader import OnScreenReader

EVERY_MS: Final = 500  # a picture is looked at
READ_EVERY_MS: Final = 1000  # and read, or sooner where a shot begins
BLOCK: Final = 16  # pixels; the side of the squares in which pictures are compared
CHANGED: Final = 6.0  # of 255, the mean over a square: more than coding makes of what stays the same
MARGIN: Final = 2  # squares around what has changed are read with it
WHOLE: Final = 0.6  # of the picture: where more has changed it is all read

_Grey = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a picture in whole squares, from (left, top) to before (right, bottom)."""

    left: int
    top: int
    right: int
    bottom: int


def watched(
    pictures: Iterable[Picture],
    shots: Sequence[int],
    reader: OnScreenReader,
    progress: Callable[[int], None] = lambda _: None,
) -> Iterator[Reading]:
    """What can be read once a second and where shots begin; pictures are `EVERY_MS` apart."""
    cuts, due_ms = set(_first_after(shots)), 0
    known, seen = Reading(0, ()), None
    for picture in pictures:
        progress(picture.at_ms)
        if picture.at_ms < due_ms and picture.at_ms not in cuts:
            continue
        due_ms = picture.at_ms - picture.at_ms % READ_EVERY_MS + READ_EVERY_MS
        grey = _grey(picture.pixels)
        part = _to_read(grey, seen, known.lines)
        known = Reading(picture.at_ms, known.lines)
        if part:
            known = replace(known, lines=_read(picture.pixels, part, known.lines, reader))
            seen = _taken_over(grey, seen, part)
        yield known


def _first_after(shots: Iterable[int]) -> Iterator[int]:
    """The first pictures of shots."""
    return (-(-at_ms // EVERY_MS) * EVERY_MS for at_ms in shots)


def _grey(pixels: Pixels) -> _Grey:
    """The brightness of a picture, without the edge that is no whole square."""
    height, width = (side // BLOCK * BLOCK for side in pixels.shape[:2])
    grey: _Grey = pixels[:height, :width].mean(axis=2, dtype=np.float32)
    return grey


def _to_read(grey: _Grey, seen: _Grey | None, lines: Sequence[ScreenLine]) -> _Part | None:
    """What has changed since it was read, with all of the lines that it touches; None where nothing has."""
    rows, columns = (side // BLOCK for side in grey.shape)
    whole = _Part(0, 0, columns, rows)
    if seen is None or seen.shape != grey.shape:
        return whole
    squares = np.abs(grey - seen).reshape(rows, BLOCK, columns, BLOCK).mean(axis=(1, 3))
    changed = squares > CHANGED
    if not changed.any():
        return None
    across, down = np.flatnonzero(changed.any(axis=0)), np.flatnonzero(changed.any(axis=1))
    part = _grown(_Part(int(across[0]), int(down[0]), int(across[-1]) + 1, int(down[-1]) + 1), whole)
    part = _with_lines(part, lines, whole)
    share = (part.right - part.left) * (part.bottom - part.top) / (rows * columns)
    return whole if share > WHOLE else part


def _grown(part: _Part, whole: _Part) -> _Part:
    return _Part(
        max(0, part.left - MARGIN),
        max(0, part.top - MARGIN),
        min(whole.right, part.right + MARGIN),
        min(whole.bottom, part.bottom + MARGIN),
    )


def _with_lines(part: _Part, lines: Sequence[ScreenLine], whole: _Part) -> _Part:
    """The part, grown until no line is half in it."""
    while True:
        squares = [_squares(each.box, whole) for each in lines]
        touched = [each for each in squares if _touch(each, part)]
        grown = _Part(
            min([part.left, *(each.left for each in touched)]),
            min([part.top, *(each.top for each in touched)]),
            max([part.right, *(each.right for each in touched)]),
            max([part.bottom, *(each.bottom for each in touched)]),
        )
        if grown == part:
            return part
        part = grown


def _squares(box: Box, whole: _Part) -> _Part:
    return _Part(
        int(box.left * whole.right),
        int(box.top * whole.bottom),
        min(whole.right, int(box.right * whole.right) + 1),
        min(whole.bottom, int(box.bottom * whole.bottom) + 1),
    )


def _touch(one: _Part, other: _Part) -> bool:
    wide = one.left < other.right and other.left < one.right
    return wide and one.top < other.bottom and other.top < one.bottom


def _read(
    pixels: Pixels, part: _Part, known: Sequence[ScreenLine], reader: OnScreenReader
) -> tuple[ScreenLine, ...]:
    """The lines of a picture of which one part is read, and what stands outside that is known."""
    height, width = pixels.shape[:2]
    rows, columns = height // BLOCK, width // BLOCK
    whole = _Part(0, 0, columns, rows)
    right = width if part.right == columns else part.right * BLOCK
    bottom = height if part.bottom == rows else part.bottom * BLOCK
    left, top = part.left * BLOCK, part.top * BLOCK
    kept = [each for each in known if not _touch(_squares(each.box, whole), part)]
    place = Box(left / width, top / height, (right - left) / width, (bottom - top) / height)
    read = reader.read(pixels[top:bottom, left:right], min(height, width))
    found = (replace(each, box=_within(each.box, place)) for each in read)
    return tuple(sorted([*kept, *found], key=lambda each: (each.box.top, each.box.left)))


def _within(box: Box, place: Box) -> Box:
    """The box of a part as that of the whole picture."""
    shares = (
        place.left + box.left * place.width,
        place.top + box.top * place.height,
        box.width * place.width,
        box.height * place.height,
    )
    return Box(*(round(each, 4) for each in shares))


def _taken_over(grey: _Grey, seen: _Grey | None, part: _Part) -> _Grey:
    """What was seen when it was read, part by part: slow changes add up until they are read."""
    if seen is None or seen.shape != grey.shape:
        return grey
    rows = slice(part.top * BLOCK, part.bottom * BLOCK)
    columns = slice(part.left * BLOCK, part.right * BLOCK)
    taken = seen.copy()
    taken[rows, columns] = grey[rows, columns]
    return taken
