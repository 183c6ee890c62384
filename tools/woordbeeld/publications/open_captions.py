"""Open captions: the look of captions that are burnt into the picture, as Advanced SubStation Alpha (ASS).

White on black boxes, with the lines and the speakers of the track. libass draws them.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

from woordbeeld.formats.styled import written
from woordbeeld.formats.xml_text import xml_text
from woordbeeld.media.framing import Framing, Shape, framed
from woordbeeld.tracks.model import Cue, Style, Track, Vertical
from woordbeeld.tracks.widths import shown_chars

FONT: Final = "DejaVu Sans"  # where it is; elsewhere libass takes the usual font of the system
LARGEST_PX: Final = {
    Shape.WIDE: 54,
    Shape.SQUARE: 64,
    Shape.UPRIGHT: 64,
}  # of a line; 5 % of the height when wide
SIDE_SHARE: Final = 0.05  # of the width, left free at each side
CHAR_SHARE: Final = 0.5  # of the height of a line: the mean width of a letter, 0.46 in Dutch in DejaVu Sans
PADDING_SHARE: Final = 0.2  # of the height of a line, around the text
_WIDE_SIGNS: Final = frozenset({"W", "F"})
_JOINER: Final = "\u2060"  # keeps a backslash apart from what it would change
_HEADER: Final = """\
[Script Info]
ScriptType: v4.00+
PlayResX: {width}
PlayResY: {height}
WrapStyle: 0
ScaledBorderAndShadow: yes

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, BorderStyle, Outline, Shadow, Alignment, \
MarginL, MarginR, MarginV, Encoding
Style: Captions,{font},{line_px},&H00FFFFFF,&H00000000,3,{padding_px},0,{anchor},{side},{side},{margin},-1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
_EVENT: Final = "Dialogue: 0,{start},{end},Captions,,0,0,0,,{text}\n"
_TOP, _BOTTOM = 8, 2  # where a text is anchored, in the middle of the width, as the keys of a number pad


@dataclass(frozen=True, slots=True)
class Letters:
    """How large captions are in a frame: the height of a line, and of what is black around it (pixels)."""

    line_px: int
    padding_px: int
    most_lines: int

    @property
    def height_px(self) -> int:
        return self.most_lines * self.line_px + 2 * self.padding_px


def letters_for(track: Track, shape: Shape) -> Letters:
    """The largest letters with which the longest line fits between the sides, all cues alike."""
    widest = max((_width(line) for cue in track.cues for line in cue.shown), default=1)
    room = shape.width * (1 - 2 * SIDE_SHARE)
    line_px = min(LARGEST_PX[shape], int(room / (max(widest, 1) * CHAR_SHARE)))
    most_lines = max((len(cue.shown) for cue in track.cues), default=1)
    return Letters(line_px, round(line_px * PADDING_SHARE), most_lines)


def frame_for(track: Track, shape: Shape, width: int, height: int) -> Framing:
    """The frame for a picture of a size and the captions of a track."""
    letters = letters_for(track, shape)
    return framed(width, height, shape, letters.height_px, 2 * letters.padding_px)


def render_open_captions(track: Track, framing: Framing) -> str:
    """The captions as libass draws them: below the picture where there is room, else low in it."""
    shape, letters = framing.shape, letters_for(track, framing.shape)
    below = framing.captions_top
    header = _HEADER.format(
        width=shape.width,
        height=shape.height,
        font=FONT,
        line_px=letters.line_px,
        padding_px=letters.padding_px,
        anchor=_BOTTOM if below is None else _TOP,
        side=round(shape.width * SIDE_SHARE),
        margin=(shape.bottom_margin if below is None else below) + letters.padding_px,
    )
    return header + "".join(_event(cue, in_picture=below is None) for cue in track.cues)


def letters_in(track: Track) -> str:
    """Each sign that viewers see, once, in order: what fonts must have."""
    found = {sign for cue in track.cues for line in cue.shown for sign in xml_text(line)}
    return "".join(sorted(sign for sign in found if unicodedata.category(sign)[0] not in "CZ"))


def render_letters(letters: str) -> str:
    """A text of these letters, to see whether there are fonts that have them."""
    header = _HEADER.format(
        width=64, height=64, font=FONT, line_px=8, padding_px=1, anchor=_TOP, side=0, margin=0
    )
    return header + _EVENT.format(start=_moment(0), end=_moment(1000), text=escape(letters))


def escape(text: str) -> str:
    r"""Text that libass shows as it is.

    >>> escape("{b} c:\\N").replace("\u2060", "_")
    '\\{b\\} c:\\_N'
    """
    plain = " ".join(xml_text(text).splitlines())
    return plain.replace("\\", f"\\{_JOINER}").replace("{", r"\{").replace("}", r"\}")


def _event(cue: Cue, *, in_picture: bool) -> str:
    lines = (written(each, escape, _marked, r"\N") for each in cue.utterances)
    text = r"\N".join(filter(None, lines))
    high = in_picture and cue.placement.vertical is Vertical.TOP
    place = rf"{{\an{_TOP}}}" if high else ""
    return _EVENT.format(
        start=_moment(cue.span.start_ms), end=_moment(cue.span.end_ms), text=f"{place}{text}"
    )


def _marked(text: str, style: Style) -> str:
    """A part of a line that does not look plain; each mark is taken back after it."""
    for mark, is_set in (("i", style.italic), ("b", style.bold), ("u", style.underline)):
        if is_set:
            text = rf"{{\{mark}1}}{text}{{\{mark}0}}"
    if style.colour:
        red, green, blue = (style.colour[at : at + 2] for at in (1, 3, 5))
        text = rf"{{\c&H{blue}{green}{red}&}}{text}{{\c}}"
    return text


def _moment(ms: int) -> str:
    """A moment as ASS has it, to the nearest hundredth of a second.

    >>> _moment(3_661_236)
    '1:01:01.24'
    """
    hundredths = (ms + 5) // 10
    seconds, hundredth = divmod(hundredths, 100)
    minutes, second = divmod(seconds, 60)
    return f"{minutes // 60}:{minutes % 60:02}:{second:02}.{hundredth:02}"


def _width(line: str) -> int:
    """The width of a line in letters; a sign of East Asia is as wide as two."""
    return shown_chars(line) + sum(unicodedata.east_asian_width(sign) in _WIDE_SIGNS for sign in line)
