"""The cards: one for each kind of shot, as a function of what is shown and which step of its motion."""

from __future__ import annotations

import math
from collections.abc import Callable

from PIL import Image

from standin.brush import HEIGHT, WIDTH, Brush
from standin.cast import LOOKS, PLACES, Place, Setting
from standin.people import Body, backdrop, person

BLUE = "#154273"  # the blue of the Dutch government's house style
WHITE = "#FFFFFF"
GOLD = "#E8B84B"
MARK = "nagebootst"
HELD_STEPS = 3  # a hand or head that moves takes so many steps there and back

HALL = PLACES[0]
TABLE = PLACES[5]
ENTRANCE = Place("#E6D3A8", "#C2A878", Setting.DOORS)
PODIUM = Place("#B9A98F", "#96866D", Setting.STAGE)
FOYER = Place("#E2B49C", "#BF8E76", Setting.WINDOW)
LAUGHS = "Fatima"
WELCOMES, WELCOMED = "Esther Deursen", "Ton Heerts"
ANNOUNCED = "Stef Böger"
WRITES = "Frank Koster"


def marked(brush: Brush) -> Image.Image:
    """The finished card with the mark that no card goes without."""
    brush.box((WIDTH - 114, 12, WIDTH - 12, 34), "#1B1B1B", 11)
    brush.text((WIDTH - 63, 23), MARK, 13, WHITE)
    return brush.finished()


def title(_step: int) -> Image.Image:
    brush = Brush.on(BLUE)
    brush.box((0, 0, 14, HEIGHT), GOLD)
    brush.text((60, 96), "Nagebootste opname", 44, WHITE, bold=True, anchor="lm")
    brush.box((61, 149, 83, 153), GOLD)
    brush.text((98, 150), "computerstemmen", 44, WHITE, bold=True, anchor="lm")
    brush.text((60, 220), "Symposium entreeopleidingen", 23, WHITE, anchor="lm")
    brush.text(
        (60, 254), "Getekende beelden. Niemand die u hoort of ziet is echt.", 18, "#DCE6F2", anchor="lm"
    )
    return marked(brush)


def speaker(turn: int, name: str, mouth: int) -> Image.Image:
    """Somebody speaking; to the left or right of the middle by turns, so that a cut is seen."""
    place = PLACES[turn % len(PLACES)]
    brush = backdrop(place)
    person(Body(brush, (340 if turn % 2 else 300, 168), 1.15), LOOKS[name], mouth)
    return marked(brush)


def handshake(step: int) -> Image.Image:
    brush = backdrop(ENTRANCE)
    left, right = LOOKS[WELCOMES], LOOKS[WELCOMED]
    hands = 262 - 9 * step
    person(Body(brush, (190, 140), 0.95), left, 0)
    person(Body(brush, (450, 132), 0.95), right, 0)
    brush.line(((244, 262), (284, 296), (316, hands)), left.clothes, 32)
    brush.line(((396, 256), (356, 292), (324, hands)), right.clothes, 32)
    brush.oval((312, hands), (18, 14), left.skin)
    brush.oval((328, hands + 2), (18, 14), right.skin)
    return marked(brush)


def audience(step: int) -> Image.Image:
    """Rows of heads from behind, hands together above them."""
    brush = Brush.on(HALL.wall)
    brush.box((120, 30, 520, 150), "#DCE6F2", 4)
    looks = tuple(LOOKS.values())
    for row, (top, size) in enumerate(((196, 21), (258, 27), (336, 34))):
        for seat in range(-1, 8 - row):
            look = looks[(seat * 3 + row * 4) % len(looks)]
            x = seat * size * 4.2 + (row % 2) * size * 2 + 40
            apart = size * (0.4 if (seat + row + step) % 2 else 0.6)
            for side in (-1, 1):
                brush.line(((x + side * size * 1.5, top + size), (x + side * apart, top - size * 1.5)),
                           look.clothes, size * 0.5)  # fmt: skip
                brush.oval((x + side * apart, top - size * 1.6), (size * 0.3, size * 0.45), look.skin)
            brush.box((x - size * 1.7, top + size * 0.7, x + size * 1.7, top + 120), look.clothes, size)
            brush.oval((x, top), (size, size * 1.15), look.hair_colour)
    return marked(brush)


def lectern(step: int) -> Image.Image:
    """The one who is announced walks up to a lectern."""
    brush = backdrop(PODIUM)
    person(Body(brush, (230 + 6 * step, 126 + 3 * (step % 2)), 0.62), LOOKS[ANNOUNCED], 0)
    brush.box((0, 304, WIDTH, HEIGHT), "#6F5F4A")
    brush.shape(((318, 222), (478, 222), (458, 330), (338, 330)), "#8A5A3C")
    brush.box((308, 208, 488, 226), "#A8714D", 4)
    brush.line(((404, 208), (396, 168)), "#1B1B1B", 4)
    brush.oval((396, 164), (7, 10), "#1B1B1B")
    return marked(brush)


def writing(step: int) -> Image.Image:
    """A man at a table; the line on his paper grows with the pen."""
    brush = backdrop(TABLE)
    look = LOOKS[WRITES]
    person(Body(brush, (250, 128), 0.95), look, 0)
    brush.box((0, 270, WIDTH, HEIGHT), "#A8714D")
    brush.shape(((236, 282), (450, 282), (478, 346), (218, 346)), "#FBFAF5")
    brush.line(((258, 298), (420, 298)), "#47648C", 3)
    pen_x = 262 + step * 8
    pen_y = 318 + 3 * (step % 2)
    brush.line(((258, 320), (pen_x, 320)), "#47648C", 3)
    brush.line(((pen_x, pen_y), (pen_x + 20, pen_y - 40)), "#1B1B1B", 5)
    brush.line(((322, 262), (pen_x + 66, 300), (pen_x + 22, pen_y - 22)), look.clothes, 30)
    brush.oval((pen_x + 16, pen_y - 18), (16, 14), look.skin)
    return marked(brush)


def laugh(step: int) -> Image.Image:
    """Fatima laughs, her head going up and down; then, at the last step, the picture stands still, framed."""
    brush = backdrop(FOYER)
    frozen = step >= _FROZEN
    bob = 0 if frozen else 3 * (step % 2)
    person(Body(brush, (352, 172 + bob), 1.5), LOOKS[LAUGHS], 3)
    if frozen:
        brush.frame((0, 0, WIDTH, HEIGHT), WHITE, 8)
    return marked(brush)


def shield(_step: int) -> Image.Image:
    """A shield that suggests the Dutch coat of arms, and beside it who publishes."""
    brush = Brush.on("#F4F6F9")
    brush.shape(((76, 118), (196, 118), (196, 190), (180, 226), (136, 252), (92, 226), (76, 190)), GOLD)
    brush.shape(((84, 126), (188, 126), (188, 188), (174, 220), (136, 242), (98, 220), (84, 188)), BLUE)
    for y, first, last in ((142, 108, 164), (166, 122, 150), (190, 108, 164), (214, 122, 150)):
        for x in range(first, last + 1, 28):
            brush.box((x - 4, y - 6, x + 4, y + 6), GOLD, 1)
    brush.shape(((92, 110), (86, 72), (112, 92), (136, 62), (160, 92), (186, 72), (180, 110)), GOLD)
    for x, y in ((86, 70), (136, 60), (186, 70)):
        brush.oval((x, y), (6, 6), GOLD)
    brush.text((232, 132), "Inspectie van het Onderwijs", 26, BLUE, bold=True, anchor="lm")
    brush.box((232, 158, 282, 161), GOLD)
    for number, line in enumerate(("Ministerie van Onderwijs,", "Cultuur en Wetenschap")):
        brush.text((232, 190 + 30 * number), line, 22, "#2B3A55", anchor="lm")
    return marked(brush)


def closing(_step: int) -> Image.Image:
    brush = Brush.on(BLUE)
    brush.shape(((0, 270), (WIDTH, 214), (WIDTH, HEIGHT), (0, HEIGHT)), WHITE)
    brush.text((320, 92), "Rapport themaonderzoek", 36, WHITE, bold=True)
    brush.text((320, 140), "entreeopleidingen?", 36, WHITE, bold=True)
    brush.text((320, 308), "www.onderwijsinspectie.nl", 28, BLUE, bold=True)
    return marked(brush)


_STEP_MS = 160
_FROZEN = 10

SCENES: dict[str, Callable[[int], Image.Image]] = {
    "title": title,
    "handshake": handshake,
    "audience": audience,
    "lectern": lectern,
    "writing": writing,
    "laugh": laugh,
    "shield": shield,
    "closing": closing,
}


def _there_and_back(step: int) -> int:
    return round(HELD_STEPS * (1 - math.cos(step * math.pi / HELD_STEPS)) / 2)


# How a card's motion runs on with the steps of _STEP_MS since its start; other cards stand still.
_MOTION: dict[str, Callable[[int], int]] = {
    "handshake": _there_and_back,
    "audience": lambda step: step % 2,
    "lectern": lambda step: step,
    "writing": lambda step: step,
    "laugh": lambda step: min(step, _FROZEN),
}


def step_of(card: str, shown_ms: int) -> int:
    """Which step of its motion a card is in, so long after it came on screen."""
    return _MOTION[card](shown_ms // _STEP_MS) if card in _MOTION else 0
