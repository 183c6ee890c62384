"""Simply drawn people, and the things that stand behind them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from standin.brush import Box, Brush, Point
from standin.cast import Colour, Hair, Look, Place, Setting

EYE = "#2A1E1A"
LIP = "#8E3B3B"
INSIDE_MOUTH = "#5A1F24"


@dataclass(frozen=True, slots=True)
class Body:
    """Where a figure is and how large: at scale 1 the head is 84 by 104 around `centre`."""

    brush: Brush
    centre: Point
    scale: float

    def at(self, x: float, y: float) -> Point:
        return self.centre[0] + x * self.scale, self.centre[1] + y * self.scale

    def oval(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        self.brush.oval(self.at(x, y), (rx * self.scale, ry * self.scale), colour)

    def box(self, box: Box, colour: Colour, corner: float) -> None:
        left, top, right, bottom = box
        self.brush.box((*self.at(left, top), *self.at(right, bottom)), colour, corner * self.scale)

    def pie(self, x: float, y: float, radii: Point, degrees: tuple[float, float], colour: Colour) -> None:
        rx, ry = radii
        self.brush.pie(self.at(x, y), (rx * self.scale, ry * self.scale), degrees, colour)

    def line(self, points: tuple[Point, ...], colour: Colour, width: float) -> None:
        self.brush.line(tuple(self.at(*point) for point in points), colour, width * self.scale)


def person(body: Body, look: Look, mouth: int) -> None:
    """A bust; `mouth` is 0 closed, 1 and 2 speaking, 3 laughing."""
    _HAIR_BEHIND[look.hair](body, look.hair_colour)
    body.box((-92, 78, 92, 320), look.clothes, 62)
    body.box((-17, 36, 17, 92), look.skin, 14)
    body.pie(0, 78, (30, 24), (0, 180), look.skin)
    body.oval(-42, 4, 8, 12, look.skin)
    body.oval(42, 4, 8, 12, look.skin)
    body.oval(0, 0, 42, 52, look.skin)
    if fringe := _FRINGE.get(look.hair):
        body.pie(*fringe, look.hair_colour)
    _eyes(body, look, laughing=mouth == len(_MOUTHS) - 1)
    _MOUTHS[mouth](body)


def _eyes(body: Body, look: Look, *, laughing: bool) -> None:
    for side in (-1, 1):
        x = side * 16
        if laughing:
            body.line(((x - 6, 0), (x, -5), (x + 6, 0)), EYE, 3)
        else:
            body.oval(x, -2, 4, 5, EYE)
        if look.glasses:
            body.line(tuple((x + dx, -2 + dy) for dx, dy in _LENS), EYE, 2)
    if look.glasses:
        body.line(((-4, -4), (4, -4)), EYE, 2)


_LENS = ((-12, -8), (12, -8), (12, 5), (8, 9), (-8, 9), (-12, 5), (-12, -8))

_MOUTHS: tuple[Callable[[Body], None], ...] = (
    lambda body: body.line(((-11, 26), (0, 29), (11, 26)), LIP, 3.5),
    lambda body: body.oval(0, 27, 10, 5, INSIDE_MOUTH),
    lambda body: body.oval(0, 28, 10, 10, INSIDE_MOUTH),
    lambda body: body.pie(0, 21, (17, 17), (0, 180), INSIDE_MOUTH),
)


def _bun(body: Body, colour: Colour) -> None:
    body.oval(0, -66, 22, 20, colour)
    body.oval(0, -10, 47, 50, colour)


def _curls(body: Body, colour: Colour) -> None:
    for x, y in ((-44, -8), (-46, 20), (-36, -34), (-14, -50), (14, -50), (36, -34), (44, -8), (46, 20)):
        body.oval(x, y, 22, 22, colour)


_HAIR_BEHIND: dict[Hair, Callable[[Body, Colour], None]] = {
    Hair.SHORT: lambda body, colour: body.oval(0, -14, 46, 46, colour),
    Hair.BOB: lambda body, colour: body.box((-52, -62, 52, 48), colour, 46),
    Hair.LONG: lambda body, colour: body.box((-54, -62, 54, 112), colour, 48),
    Hair.BUN: _bun,
    Hair.CURLS: _curls,
    Hair.RIM: lambda body, colour: body.oval(0, -2, 49, 36, colour),
}

# Centre, radii and degrees of the hair over the forehead; who has none is bald there.
_FRINGE: dict[Hair, tuple[float, float, Point, tuple[float, float]]] = {
    Hair.SHORT: (0, -20, (43, 36), (180, 360)),
    Hair.BOB: (0, -22, (43, 34), (180, 360)),
    Hair.LONG: (-8, -22, (36, 34), (170, 350)),
    Hair.BUN: (0, -26, (41, 30), (180, 360)),
    Hair.CURLS: (0, -26, (41, 28), (180, 360)),
}


def backdrop(place: Place) -> Brush:
    """A room: its wall and floor, and what stands there."""
    brush = Brush.on(place.wall)
    brush.box((0, 282, 640, 360), place.floor)
    _SETTINGS[place.setting](brush, place)
    return brush


def _stage(brush: Brush, place: Place) -> None:
    for left in range(-10, 650, 44):
        brush.box((left, 0, left + 22, 282), place.floor)
    brush.shape(((250, 0), (390, 0), (520, 282), (120, 282)), _mixed(place.wall, "#FFFFFF", 0.12))


def _window(brush: Brush, _place: Place) -> None:
    brush.box((56, 44, 236, 214), "#FFFFFF", 4)
    for left, top in ((64, 52), (150, 52), (64, 133), (150, 133)):
        brush.box((left, top, left + 78, top + 73), "#A9CDE6")
    brush.oval((196, 84), (16, 16), "#F7E3A1")
    brush.box((46, 214, 246, 224), "#FFFFFF", 2)


def _plant(brush: Brush, _place: Place) -> None:
    for x, y in ((484, 150), (510, 118), (538, 104), (566, 120), (592, 152)):
        brush.line(((538, 246), (x, y)), "#3F7D58", 7)
        brush.oval((x, y), (19, 25), "#4F9A6C")
    brush.shape(((500, 238), (576, 238), (566, 306), (510, 306)), "#B5654A")


def _books(brush: Brush, _place: Place) -> None:
    spines = ("#8C2F39", "#2F6B5E", "#D9A441", "#47648C", "#6D4C7D", "#B5654A", "#3C4F76")
    for shelf in (112, 196, 280):
        brush.box((40, shelf, 214, shelf + 7), "#8A6A4B")
        for book in range(9):
            tall = 50 - (book * 7 + shelf) % 17
            left = 46 + book * 18
            brush.box((left, shelf - tall, left + 14, shelf), spines[(book * 3 + shelf) % 7], 1)


def _doors(brush: Brush, place: Place) -> None:
    for left in (52, 446):
        brush.box((left, 70, left + 130, 282), "#9C6B4A", 3)
        brush.box((left + 18, 90, left + 112, 170), _mixed(place.wall, "#A9CDE6", 0.6), 2)
        brush.oval((left + 114, 192), (5, 5), "#F2E6CF")


def _lamp(brush: Brush, _place: Place) -> None:
    brush.box((86, 84, 200, 164), "#FFFFFF", 2)
    brush.box((94, 92, 192, 156), "#7FA7A0")
    brush.oval((143, 132), (30, 18), "#D9E6DF")
    brush.line(((536, 138), (536, 300)), "#6B5A4A", 5)
    brush.shape(((508, 92), (564, 92), (584, 144), (488, 144)), "#E8B84B")


_SETTINGS: dict[Setting, Callable[[Brush, Place], None]] = {
    Setting.STAGE: _stage,
    Setting.WINDOW: _window,
    Setting.PLANT: _plant,
    Setting.BOOKS: _books,
    Setting.DOORS: _doors,
    Setting.LAMP: _lamp,
}


def _mixed(colour: Colour, other: Colour, share: float) -> Colour:
    """A colour between two: `share` of the other one."""
    parts = (
        round(int(colour[i : i + 2], 16) * (1 - share) + int(other[i : i + 2], 16) * share) for i in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02X}" for part in parts)
