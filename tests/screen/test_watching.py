"""Only what has changed in the picture is read again, and the rest stays as it was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from woordbeeld.media.pictures import Picture, Pixels
from woordbeeld.screen.model import Box, ScreenLine
from woordbeeld.screen.watching import EVERY_MS, watched

HEIGHT, WIDTH = 320, 640
WHITE = 250


class Squares:
    """Reads each white square as its place in the part that it is given, and keeps the sizes of those."""

    identity = "squares"

    def __init__(self) -> None:
        self.asked: list[tuple[int, int]] = []

    def read(self, pixels: Pixels, short_side: int) -> tuple[ScreenLine, ...]:
        assert short_side == HEIGHT
        height, width = pixels.shape[:2]
        self.asked.append((width, height))
        white = pixels.min(axis=2) >= WHITE
        if not white.any():
            return ()
        down, across = np.flatnonzero(white.any(axis=1)), np.flatnonzero(white.any(axis=0))
        (top, bottom), (left, right) = (down[0], down[-1] + 1), (across[0], across[-1] + 1)
        box = Box(left / width, top / height, (right - left) / width, (bottom - top) / height)
        return (ScreenLine("square", box, 1.0),)


def film(*seen: Sequence[tuple[int, int]]) -> Iterator[Picture]:
    """Pictures `EVERY_MS` apart, with white squares of 64 x 32 at these places (left, top)."""
    for number, squares in enumerate(seen):
        pixels = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
        for left, top in squares:
            pixels[top : top + 32, left : left + 64] = 255
        yield Picture(number * EVERY_MS, pixels)


def places(reader: Squares, *seen: Sequence[tuple[int, int]], shots: Sequence[int] = ()) -> list[object]:
    """For each reading its moment, and where the lines are (left, top), in pixels."""
    return [
        (each.at_ms, [(round(line.box.left * WIDTH), round(line.box.top * HEIGHT)) for line in each.lines])
        for each in watched(film(*seen), shots, reader)
    ]


def test_a_picture_is_read_once_a_second() -> None:
    reader = Squares()
    found = places(reader, [(64, 32)], [(64, 32)], [(64, 32)], [(64, 32)], [(64, 32)])
    assert found == [(0, [(64, 32)]), (1000, [(64, 32)]), (2000, [(64, 32)])]


def test_what_has_not_changed_is_not_read_again() -> None:
    reader = Squares()
    places(reader, *[[(64, 32)]] * 9)
    assert reader.asked == [(WIDTH, HEIGHT)]


def test_of_what_has_changed_only_that_part_is_read_and_the_rest_stays() -> None:
    reader = Squares()
    found = places(reader, [(64, 32)], [], [(64, 32), (480, 256)])
    assert found[-1] == (1000, [(64, 32), (480, 256)])
    assert reader.asked[1] == (64 + 4 * 16, 32 + 4 * 16)


def test_what_is_gone_is_read_no_more() -> None:
    assert places(Squares(), [(64, 32)], [], [])[-1] == (1000, [])


def test_what_is_there_at_a_change_of_shot_is_read_then_too() -> None:
    found = places(Squares(), [], [(64, 32)], [], shots=(480,))
    assert found == [(0, []), (500, [(64, 32)]), (1000, [])]


def test_where_nearly_all_has_changed_all_is_read() -> None:
    reader = Squares()
    places(reader, [], [], [(16, 16), (560, 272)])
    assert reader.asked == [(WIDTH, HEIGHT)] * 2


def test_slow_changes_add_up() -> None:
    def brighter() -> Iterator[Picture]:
        for number in range(60):
            yield Picture(number * EVERY_MS, np.full((HEIGHT, WIDTH, 3), number, np.uint8))

    reader = Squares()
    list(watched(brighter(), (), reader))
    assert 4 <= len(reader.asked) <= 9


def test_how_far_it_is_is_told() -> None:
    told: list[int] = []
    list(watched(film([], [], []), (), Squares(), told.append))
    assert told == [0, 500, 1000]
