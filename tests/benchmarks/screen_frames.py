"""Pictures with text as films have them, made by chance: titles, lower-thirds, signs, captions, lists.

The fonts are those of the Debian packages `fonts-dejavu-core`, `fonts-liberation`, `fonts-open-sans` and
`fonts-lato`. Each picture is encoded as H.264 at CRF 28, so that it is as bad as that of many a web film.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from woordbeeld.media.ffmpeg_program import find_ffmpeg

FONTS: Final = (
    "dejavu/DejaVuSans.ttf",
    "liberation/LiberationSerif-Regular.ttf",
    "liberation/LiberationSansNarrow-Bold.ttf",
    "open-sans/OpenSans-Regular.ttf",
    "lato/Lato-Bold.ttf",
)
FOLDER: Final = Path("/usr/share/fonts/truetype")
HEIGHTS: Final = (360, 480, 720, 1080)
CRF: Final = 28
NAMES: Final = (
    "Trudy Vos", "Frank Koster", "Josephine van den Berg", "Stef Böger", "Nanja Beekhuis", "Desirée Treure",
    "Karin van den Bosch", "Berend Buddingh'", "Fatima Yilmaz", "Eva Westerhof",
    "Zoë van 't Hof", "Ton Heerts",
)  # fmt: skip
FUNCTIONS: Final = (
    "voorzitter MBO Raad", "inspecteur van het onderwijs", "student niveau 2", "wethouder Jeugd en Zorg",
    "docent Nederlands", "directeur Stichting Samenwerking", "coördinator stages", "moeder van Sem (7)",
)  # fmt: skip
TITLES: Final = (
    ("Rapport themaonderzoek", "entreeopleidingen"),
    ("Wat doet de inspectie?",),
    ("Samen naar beter onderwijs", "Symposium 27 juni 2018"),
    ("Eén op de vijf leerlingen", "haalt het diploma niet"),
    ("Deel 2: ideeën uit de praktijk",),
    ("Kosten per jaar: € 1.250.000",),
    ("Hoe vraagt u subsidie aan?", "Stap 1: maak een account"),
)
SIGNS: Final = (
    ("Verboden toegang", "voor onbevoegden"),
    ("Ingang zuidzijde",),
    ("Gemeente Oosterwolde",),
    ("Basisschool De Regenboog",),
    ("Spreekuur 09.00 - 12.30 uur",),
    ("Let op: werkzaamheden",),
)
CAPTIONS: Final = (
    ("Ik zat eerst op een andere school,", "en daar ging het niet zo goed."),
    ("Het is vaak moeilijk om", "een stageplek te vinden."),
    ("Dat zijn harde werkers, hoor!",),
    ("En toen dacht ik: waarom niet?",),
)
LISTS: Final = (
    ("www.onderwijsinspectie.nl", "Telefoon 088 669 60 00"),
    ("Begeleiding op de werkvloer", "Kleinere klassen", "Eén vast aanspreekpunt"),
    ("info@voorbeeld.nl", "Postbus 2730, 3500 GS Utrecht"),
    ("2016: 41 procent", "2017: 48 procent", "2018: 53 procent"),
)


@dataclass(frozen=True, slots=True)
class Frame:
    """A film of one still picture, with the lines of text in it."""

    film: Path
    height: int
    kind: str
    font: str
    lines: tuple[str, ...]


def frames(folder: Path, count: int, seed: int) -> Iterator[Frame]:
    """So many films of a still picture; each height, font and kind comes as often as the others."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = Random(seed)  # noqa: S311 - the same for all
    for number in range(count):
        height = HEIGHTS[number % len(HEIGHTS)]
        kind = tuple(_KINDS)[number // len(HEIGHTS) % len(_KINDS)]
        font = FONTS[number // 3 % len(FONTS)]
        picture, lines = _KINDS[kind](rng, height, font)
        film = folder / f"{seed}-{number}.mp4"
        encode(picture, film)
        yield Frame(film, height, kind, font, tuple(lines))


def encode(picture: Image.Image, film: Path, seconds: float = 0.6) -> None:
    """Write a film of one still picture."""
    still = film.with_suffix(".png")
    picture.save(still)
    command = (
        *(find_ffmpeg().path, "-v", "error", "-y", "-loop", "1", "-i", still, "-t", str(seconds), "-r", "25"),
        *("-c:v", "libx264", "-crf", str(CRF), "-pix_fmt", "yuv420p", film),
    )
    subprocess.run(command, check=True)
    still.unlink()


def busy(rng: Random, width: int, height: int) -> Image.Image:
    """A ground as films have behind people: large and small shapes out of focus, and noise."""
    ground = Image.new("RGB", (width, height), _colour(rng, 40, 180))
    draw = ImageDraw.Draw(ground)
    for _ in range(60):
        x, y = rng.randrange(width), rng.randrange(height)
        w, h = rng.randrange(8, width // 3), rng.randrange(8, height // 3)
        shape = rng.choice((draw.ellipse, draw.rectangle))
        shape((x - w // 2, y - h // 2, x + w // 2, y + h // 2), fill=_colour(rng, 20, 220))
    ground = ground.filter(ImageFilter.GaussianBlur(height / 240))
    noise = Image.effect_noise((width, height), 24).convert("RGB")
    return Image.blend(ground, noise, 0.08)


def _colour(rng: Random, low: int, high: int) -> tuple[int, int, int]:
    return rng.randrange(low, high), rng.randrange(low, high), rng.randrange(low, high)


def _plain(rng: Random, height: int) -> Image.Image:
    return Image.new("RGB", (height * 8 // 9 * 2, height), _colour(rng, 10, 90))


def _face(font: str, size: float) -> Any:
    return ImageFont.truetype(str(FOLDER / font), round(size))


def _write(
    picture: Image.Image, lines: Sequence[str], place: tuple[float, float], face: Any, **how: Any
) -> None:
    """Lines one below the other from a place on (shares of the picture)."""
    draw = ImageDraw.Draw(picture)
    x, y = place[0] * picture.width, place[1] * picture.height
    for line in lines:
        draw.text((x, y), line, font=face, **how)
        y += face.size * 1.35


def _title(rng: Random, height: int, font: str) -> tuple[Image.Image, Sequence[str]]:
    picture, lines = _plain(rng, height), rng.choice(TITLES)
    face = _face(font, height * rng.uniform(0.06, 0.1))
    _write(picture, lines, (0.06, rng.uniform(0.2, 0.5)), face, fill=(245, 245, 245))
    return picture, lines


def _lower_third(rng: Random, height: int, font: str) -> tuple[Image.Image, Sequence[str]]:
    picture = busy(rng, height * 8 // 9 * 2, height)
    top, lines = rng.uniform(0.72, 0.8), (rng.choice(NAMES), rng.choice(FUNCTIONS))
    bar = (0.05 * picture.width, top * height, 0.62 * picture.width, (top + 0.15) * height)
    ImageDraw.Draw(picture).rectangle(bar, fill=(15, 60, 110))
    _write(picture, lines[:1], (0.07, top + 0.01), _face(font, height * 0.055), fill="white")
    _write(picture, lines[1:], (0.07, top + 0.085), _face(font, height * 0.042), fill="white")
    return picture, lines


def _sign(rng: Random, height: int, font: str) -> tuple[Image.Image, Sequence[str]]:
    picture, lines = busy(rng, height * 8 // 9 * 2, height), rng.choice(SIGNS)
    face = _face(font, height * 0.07)
    wide = round(max(face.getlength(line) for line in lines) * 1.15)
    board = Image.new("RGB", (wide, height // 3), (235, 235, 225))
    _write(board, lines, (0.05, 0.15), face, fill=(20, 20, 20))
    turned, mask = (
        each.rotate(angle, expand=True, resample=Image.Resampling.BICUBIC)
        for angle in (rng.uniform(-4, 4),)
        for each in (board, Image.new("L", board.size, 255))
    )
    picture.paste(turned, (picture.width // 9, height // 4), mask)
    return picture, lines


def _caption(rng: Random, height: int, font: str) -> tuple[Image.Image, Sequence[str]]:
    picture, lines = busy(rng, height * 8 // 9 * 2, height), rng.choice(CAPTIONS)
    face, outline = _face(font, height * 0.055), max(2, height // 180)
    _write(picture, lines, (0.18, 0.8), face, fill="white", stroke_width=outline, stroke_fill="black")
    return picture, lines


def _list(rng: Random, height: int, font: str) -> tuple[Image.Image, Sequence[str]]:
    picture, lines = _plain(rng, height), rng.choice(LISTS)
    face = _face(font, height * rng.uniform(0.045, 0.06))
    _write(picture, lines, (0.1, rng.uniform(0.2, 0.5)), face, fill=(250, 230, 120))
    return picture, lines


_KINDS: Final = {
    "title": _title,
    "lower-third": _lower_third,
    "sign": _sign,
    "caption": _caption,
    "list": _list,
}
