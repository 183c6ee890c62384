"""WebVTT: a track as a file that browsers and players read."""

from __future__ import annotations

from webvtt import Caption, Style, WebVTT

from woordbeeld.timing import format_timestamp
from woordbeeld.tracks.model import Colour, Cue, Track, Utterance


def render_webvtt(track: Track) -> str:
    """A track as WebVTT: kind and language in the header, numbered cues, a voice span around all speech.

    Off-screen voices are in italics; colours are classes, with a style for each that is used. The lines end
    in LF, the text in a line end; there is no byte order mark.
    """
    header = [f"Kind: {track.kind.value}"]
    if track.language:
        header.append(f"Language: {track.language}")
    used = {utterance.colour for cue in track.cues for utterance in cue.utterances}
    styles = [Style(style(colour)) for colour in Colour if colour in used]
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


def style(colour: Colour) -> str:
    """The style for the class of a colour.

    >>> style(Colour.YELLOW)
    '::cue(.yellow) { color: yellow; }'
    """
    return f"::cue(.{colour.value}) {{ color: {colour.value}; }}"


def _caption(number: int, cue: Cue) -> Caption:
    start, end = format_timestamp(cue.span.start_ms), format_timestamp(cue.span.end_ms)
    return Caption(start, end, cue_text(cue.utterances), str(number))


def _utterance(utterance: Utterance) -> str:
    text = "\n".join(line for line in map(escape, utterance.shown) if line)
    if not text:
        return ""
    if utterance.off_screen:
        text = f"<i>{text}</i>"
    if utterance.colour:
        text = f"<c.{utterance.colour.value}>{text}</c>"
    return text if utterance.voice is None else f"<v {escape(utterance.voice)}>{text}</v>"
