"""Open captions: the look of captions that are burnt into the picture, as Advanced SubStation Alpha (ASS).

White on black boxes, with the lines and the speakers of the track. libass draws them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

from woordbeeld.formats.styled import written
from woordbeeld.formats.xml_text import xml_text
from woordbeeld.media.framing import Framing, Shape, framed
from woordbeeld.publications.legible_captions import PADDING_SHARE, SIDE_SHARE, SizedCue, line_px
from woordbeeld.tracks.model import Style, Vertical

FONT: Final = "DejaVu Sans"  # where it is; elsewhere libass takes the usual font of the system
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


def frame_for(cues: Sequence[SizedCue], shape: Shape, width: int, height: int) -> Framing:
    """The frame for a picture of a size, and captions that were fitted into its shape."""
    return framed(width, height, shape, max(cue.height_px for cue in cues), 2 * _usual_padding_px(shape))


def render_open_captions(cues: Sequence[SizedCue], framing: Framing) -> str:
    """The captions as libass draws them: below the picture where there is room, else low in it."""
    shape, below = framing.shape, framing.captions_top
    header = _HEADER.format(
        width=shape.width,
        height=shape.height,
        font=FONT,
        line_px=line_px(shape),
        padding_px=_usual_padding_px(shape),
        anchor=_BOTTOM if below is None else _TOP,
        side=round(shape.width * SIDE_SHARE),
        margin=(shape.bottom_margin if below is None else below) + _usual_padding_px(shape),
    )
    return header + "".join(_event(cue, in_picture=below is None) for cue in cues)


def letters_in(cues: Sequence[SizedCue]) -> str:
    """Each sign that viewers see, once, in order: what fonts must have."""
    found = {sign for sized in cues for line in sized.cue.shown for sign in xml_text(line)}
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


def _event(sized: SizedCue, *, in_picture: bool) -> str:
    cue = sized.cue
    lines = (written(each, escape, _marked, r"\N") for each in cue.utterances)
    text = r"\N".join(filter(None, lines))
    high = in_picture and cue.placement.vertical is Vertical.TOP
    look = rf"\an{_TOP}" if high else ""
    if sized.line_px != line_px(sized.shape):
        look += rf"\fs{sized.line_px}\bord{sized.padding_px}"
    start, end = _moment(cue.span.start_ms), _moment(cue.span.end_ms)
    return _EVENT.format(start=start, end=end, text=f"{{{look}}}{text}" if look else text)


def _usual_padding_px(shape: Shape) -> int:
    return round(line_px(shape) * PADDING_SHARE)


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
