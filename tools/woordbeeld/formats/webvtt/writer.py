"""WebVTT: a track as a file that browsers and players read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from webvtt import Caption, WebVTT
from webvtt import Style as WebvttStyle

from woordbeeld.formats.styled import written
from woordbeeld.formats.webvtt.colours import class_of, in_order, style
from woordbeeld.timing import format_timestamp
from woordbeeld.tracks.model import Align, Cue, ScreenPosition, Style, Track, Utterance, Vertical

_LINES: Final = {Vertical.TOP: "0", Vertical.MIDDLE: "50%"}
_ALIGNS: Final = {Align.LEFT: "left", Align.RIGHT: "right"}


def render_webvtt(track: Track) -> str:
    """A track as WebVTT: kind and language in the header, numbered cues, a voice span around all speech.

    Off-screen voices are in italics; colours are classes, with a style for each that is used. The lines end
    in LF, the text in a line end; there is no byte order mark.
    """
    header = [f"Kind: {track.kind.value}"]
    if track.language:
        header.append(f"Language: {track.language}")
    used = {colour for cue in track.cues for each in cue.utterances for colour in _colours_of(each)}
    styles = [WebvttStyle(style(code)) for code in in_order(used)]
    captions = [_caption(number, cue) for number, cue in enumerate(track.cues, 1)]
    return str(WebVTT(captions=captions, metadata=header, styles=styles).content)


def cue_text(utterances: tuple[Utterance, ...]) -> str:
    """What a cue shows, as WebVTT has it; no line is empty, for that would end the cue."""
    return "\n".join(part for part in map(_utterance, utterances) if part)


def escape(text: str) -> str:
    r"""Text as WebVTT has it in cues and in voice annotations: no markup, no `-->`, all on one line.

    >>> escape("A < B & B > C --> <b>")
    'A &lt; B &amp; B &gt; C --&gt; &lt;b&gt;'
    >>> escape("two\nlines")
    'two lines'
    """
    one_line = " ".join(part for part in text.splitlines() if part.strip())
    return one_line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _caption(number: int, cue: Cue) -> Caption:
    start, end = format_timestamp(cue.span.start_ms), format_timestamp(cue.span.end_ms)
    return Caption(start, end, cue_text(cue.utterances), str(number), settings(cue.placement))


def settings(placement: ScreenPosition) -> str:
    """Where a cue stands, if not at the bottom in the middle."""
    line, align = _LINES.get(placement.vertical), _ALIGNS.get(placement.align)
    return " ".join((*([f"line:{line}"] if line else ()), *([f"align:{align}"] if align else ())))


def _utterance(utterance: Utterance) -> str:
    text = written(utterance, escape, _marked)
    return f"<v {escape(utterance.voice)}>{text}</v>" if text and utterance.voice is not None else text


def _marked(text: str, look: Style) -> str:
    for tag, worn in (("u", look.underline), ("b", look.bold), ("i", look.italic)):
        text = f"<{tag}>{text}</{tag}>" if worn else text
    text = f"<lang {look.language}>{text}</lang>" if look.language else text
    named = [class_of(look.colour)] if look.colour else []
    classes = "".join(f".{name}" for name in (*named, *look.classes))
    return f"<c{classes}>{text}</c>" if classes else text


def _colours_of(utterance: Utterance) -> Iterator[str]:
    if utterance.colour:
        yield utterance.colour.code
    yield from (run.style.colour for run in utterance.runs if run.style.colour)
