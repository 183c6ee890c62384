"""WebVTT: a track as a file that browsers and players read."""

from __future__ import annotations

from webvtt import Caption, WebVTT

from woordbeeld.timing import format_timestamp
from woordbeeld.tracks.model import Cue, Track, Utterance


def render_webvtt(track: Track) -> str:
    """A track as WebVTT: its kind and language in the header, numbered cues, a voice span around all speech.

    The lines end in LF, the text in a line end; there is no byte order mark.
    """
    header = [f"Kind: {track.kind.value}", f"Language: {track.language}"]
    captions = [_caption(number, cue) for number, cue in enumerate(track.cues, 1)]
    return str(WebVTT(captions=captions, metadata=header).content)


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
    text = "\n".join(part for part in map(_utterance, cue.utterances) if part)
    start, end = format_timestamp(cue.span.start_ms), format_timestamp(cue.span.end_ms)
    return Caption(start, end, text, str(number))


def _utterance(utterance: Utterance) -> str:
    # An empty line would end the cue.
    text = "\n".join(line for line in map(escape, utterance.shown) if line)
    return text if utterance.voice is None else f"<v {escape(utterance.voice)}>{text}</v>"
