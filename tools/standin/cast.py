"""Who is heard and seen: a voice and a look for every speaker, a place for every turn."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

Colour = str


@dataclass(frozen=True, slots=True)
class Voice:
    """An espeak-ng voice: variant, pitch (0 to 99), words a minute, and size.

    `size` above 1 makes throat and mouth smaller: formants and pitch go up by that factor, the tempo stays.
    """

    variant: str
    pitch: int
    words_per_minute: int
    size: float = 1.0


class Hair(Enum):
    SHORT = "short"
    BOB = "bob"
    LONG = "long"
    BUN = "bun"
    CURLS = "curls"
    RIM = "rim"


@dataclass(frozen=True, slots=True)
class Look:
    skin: Colour
    hair_colour: Colour
    hair: Hair
    clothes: Colour
    glasses: bool = False


class Setting(Enum):
    STAGE = "stage"
    WINDOW = "window"
    PLANT = "plant"
    BOOKS = "books"
    DOORS = "doors"
    LAMP = "lamp"


@dataclass(frozen=True, slots=True)
class Place:
    """What is behind a speaker: the colours of wall and floor, and one thing that stands there."""

    wall: Colour
    floor: Colour
    setting: Setting


# Those that Whisper base misheard least, on these speakers' own lines, among voices that can be told apart.
VOICES = {
    "Esther Deursen": Voice("klatt4", 50, 125),
    "Ton Heerts": Voice("klatt2", 30, 140, 0.96),
    "Karin van den Bosch": Voice("klatt", 65, 126, 1.05),
    "Stef Böger": Voice("klatt5", 20, 135, 0.94),
    "Latisha": Voice("klatt2", 99, 126, 1.03),
    "Josephine van den Berg": Voice("klatt", 55, 128),
    "Nanja Beekhuis": Voice("klatt2", 60, 125, 1.03),
    "Trudy Vos": Voice("klatt6", 50, 125, 1.03),
    "Frank Koster": Voice("klatt6", 35, 128, 0.97),
    "Fatima": Voice("klatt5", 55, 125),
}

LOOKS = {
    "Esther Deursen": Look("#E8B998", "#7A4A2B", Hair.BOB, "#8C2F39"),
    "Ton Heerts": Look("#E9BFA0", "#B9B4AC", Hair.RIM, "#2B3A55", glasses=True),
    "Karin van den Bosch": Look("#EDC4A3", "#D9B26A", Hair.LONG, "#2F6B5E"),
    "Stef Böger": Look("#E3B08C", "#4A3728", Hair.SHORT, "#3C4F76"),
    "Latisha": Look("#8D5A3B", "#2A1B14", Hair.CURLS, "#D98E2B"),
    "Josephine van den Berg": Look("#EBC2A2", "#A55A34", Hair.BUN, "#47648C"),
    "Nanja Beekhuis": Look("#E5B592", "#3B2A22", Hair.LONG, "#6D4C7D", glasses=True),
    "Trudy Vos": Look("#EDC7A9", "#C9C4BC", Hair.BOB, "#1F5F7A", glasses=True),
    "Frank Koster": Look("#DDA884", "#6B5A4A", Hair.SHORT, "#4E5B3A"),
    "Fatima": Look("#C68A62", "#241814", Hair.LONG, "#B5475C"),
}

PLACES = (
    Place("#274060", "#1B2C44", Setting.STAGE),
    Place("#3E5C76", "#2B4257", Setting.STAGE),
    Place("#D8E2DC", "#B7C4BB", Setting.WINDOW),
    Place("#5B5F97", "#43466F", Setting.STAGE),
    Place("#F1DDBF", "#D3BC97", Setting.DOORS),
    Place("#CFE0EA", "#A9C1CF", Setting.PLANT),
    Place("#EADFEA", "#CBB9CB", Setting.BOOKS),
    Place("#D9A98C", "#B58467", Setting.LAMP),
    Place("#D5DFC8", "#B2BF9F", Setting.WINDOW),
    Place("#6C8FB3", "#4F7093", Setting.BOOKS),
    Place("#DCEBE3", "#B5CBBE", Setting.PLANT),
)
