"""A drawing surface in the units of the picture, 640 by 360, with smooth edges."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from standin.cast import Colour

WIDTH, HEIGHT = 640, 360
_FINER = 4  # drawn so many times larger, then made smaller: that smooths the edges

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Brush:
    """Draws on one picture. All coordinates and widths are in its units; later strokes cover earlier ones."""

    image: Image.Image
    draw: ImageDraw.ImageDraw

    @classmethod
    def on(cls, background: Colour) -> Brush:
        image = Image.new("RGB", (WIDTH * _FINER, HEIGHT * _FINER), background)
        return cls(image, ImageDraw.Draw(image))

    def oval(self, centre: Point, radii: Point, colour: Colour) -> None:
        (x, y), (rx, ry) = centre, radii
        self.draw.ellipse(_fine(x - rx, y - ry, x + rx, y + ry), fill=colour)

    def pie(self, centre: Point, radii: Point, degrees: tuple[float, float], colour: Colour) -> None:
        """A slice of an oval; degrees run clockwise from the right."""
        (x, y), (rx, ry) = centre, radii
        self.draw.pieslice(_fine(x - rx, y - ry, x + rx, y + ry), *degrees, fill=colour)

    def box(self, box: Box, colour: Colour, corner: float = 0) -> None:
        self.draw.rounded_rectangle(_fine(*box), corner * _FINER, fill=colour)

    def frame(self, box: Box, colour: Colour, width: float, corner: float = 0) -> None:
        self.draw.rounded_rectangle(_fine(*box), corner * _FINER, outline=colour, width=round(width * _FINER))

    def shape(self, points: tuple[Point, ...], colour: Colour) -> None:
        self.draw.polygon([(x * _FINER, y * _FINER) for x, y in points], fill=colour)

    def line(self, points: tuple[Point, ...], colour: Colour, width: float) -> None:
        """A stroke with round ends and joints."""
        fine = [(x * _FINER, y * _FINER) for x, y in points]
        self.draw.line(fine, fill=colour, width=round(width * _FINER), joint="curve")
        for point in points:
            self.oval(point, (width / 2, width / 2), colour)

    def text(
        self, at: Point, text: str, size: float, colour: Colour, *, bold: bool = False, anchor: str = "mm"
    ) -> None:
        """Text in the font that Pillow carries within it, so the picture is the same everywhere."""
        self.draw.text(
            (at[0] * _FINER, at[1] * _FINER),
            text,
            fill=colour,
            font=ImageFont.load_default(size * _FINER),
            anchor=anchor,
            stroke_width=round(size * _FINER / 40) if bold else 0,
            stroke_fill=colour,
        )

    def finished(self) -> Image.Image:
        """The picture at its real size."""
        return self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def _fine(*numbers: float) -> list[float]:
    return [number * _FINER for number in numbers]
