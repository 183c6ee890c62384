"""TTML: a track as a file for stations and professional players, IMSC 1.1 text that is EBU-TT-D as well.

EBU-TT-D (EBU Tech 3380) is the narrower of the two: styles and regions only by reference, all lengths in
per cent, times without frames, no attribute that it does not name. That leaves no place for
`ttp:contentProfiles`, so both profiles are named in `ebuttm:conformsToStandard`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from xml.sax.saxutils import escape as escape_markup

from woordbeeld.formats.styled import escaped_part, styled_lines
from woordbeeld.formats.xml_text import xml_text
from woordbeeld.timing import format_timestamp
from woordbeeld.tracks.model import (
    Align,
    Colour,
    Cue,
    ScreenPosition,
    Style,
    Track,
    Utterance,
    Vertical,
)

STANDARDS: Final = (
    "urn:ebu:tt:distribution:2018-04",
    "http://www.w3.org/ns/ttml/profile/imsc1.1/text",
)

_DOCUMENT: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"
    xmlns:tts="http://www.w3.org/ns/ttml#styling" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"
    xmlns:ebuttm="urn:ebu:tt:metadata" xmlns:ebutts="urn:ebu:tt:style"
    ttp:timeBase="media" ttp:cellResolution="32 15" xml:lang="{language}">
  <head>
    <metadata>
      <ttm:title>{title}</ttm:title>
{agents}      <ebuttm:documentMetadata>
{standards}      </ebuttm:documentMetadata>
    </metadata>
    <styling>
      <style xml:id="base" tts:fontFamily="proportionalSansSerif" tts:fontSize="90%" tts:lineHeight="125%" \
tts:textAlign="center" tts:color="#ffffff" ebutts:linePadding="0.5c" ebutts:multiRowAlign="center"/>
      <style xml:id="text" tts:backgroundColor="#000000c2"/>
{styles}    </styling>
    <layout>
{regions}    </layout>
  </head>
{body}</tt>
"""
_REGION: Final = """\
      <region xml:id="{name}" tts:origin="5% 5%" tts:extent="90% 90%" tts:displayAlign="{edge}"/>
"""
_EDGES: Final = {Vertical.BOTTOM: "after", Vertical.MIDDLE: "center", Vertical.TOP: "before"}
_SIDES: Final = {Align.LEFT: "left", Align.RIGHT: "right"}
# What makes text not plain, as styles by their names.
_LOOKS: Final = {
    "italic": 'tts:fontStyle="italic"',
    "bold": 'tts:fontWeight="bold"',
    "underline": 'tts:textDecoration="underline"',
}
_BODY: Final = """\
  <body style="base">
    <div>
{cues}    </div>
  </body>
"""


def render_ttml(track: Track, title: str) -> str:
    """A track as TTML: an agent for every speaker, and a paragraph for every cue, with the lines as shown.

    Off-screen voices are in italics. Characters that XML cannot hold are left out.
    """
    spoken = [utterance for cue in track.cues for utterance in cue.utterances]
    names = dict.fromkeys(utterance.voice for utterance in spoken if utterance.voice is not None)
    agents = {name: f"speaker{number}" for number, name in enumerate(names, 1)}
    cues = [_cue(number, cue, agents) for number, cue in enumerate(track.cues, 1)]
    return _DOCUMENT.format(
        language=escape(track.language or ""),
        title=escape(title),
        agents="".join(_agents(agents)),
        standards="".join(
            f"        <ebuttm:conformsToStandard>{standard}</ebuttm:conformsToStandard>\n"
            for standard in STANDARDS
        ),
        styles="".join(_styles(track.cues)),
        regions="".join(_regions(track.cues)),
        body=_BODY.format(cues="".join(cues)) if cues else "",  # EBU-TT-D has no div without a cue
    )


def escape(text: str) -> str:
    r"""Text as XML has it in elements and in attributes, on one line, without what XML cannot hold.

    >>> escape('A < "B" & C\x0b\n--> D')
    'A &lt; &quot;B&quot; &amp; C --&gt; D'
    """
    one_line = " ".join(part for part in xml_text(text).splitlines() if part.strip())
    return escape_markup(one_line, {'"': "&quot;"})


def shown_text(utterance: Utterance) -> str:
    """The lines of an utterance as viewers see them, with breaks between."""
    return "<br/>".join(line for line in map(escape, utterance.shown) if line)


def _agents(agents: Mapping[str, str]) -> Iterator[str]:
    for name, agent in agents.items():
        told = f'<ttm:name type="full">{escape(name)}</ttm:name>'
        yield f'      <ttm:agent xml:id="{agent}" type="person">{told}</ttm:agent>\n'


def _styles(cues: Sequence[Cue]) -> Iterator[str]:
    spoken = [utterance for cue in cues for utterance in cue.utterances]
    looks = [run.style for utterance in spoken for run in utterance.runs]
    if any(utterance.off_screen and not utterance.runs for utterance in spoken):
        yield _style("offscreen", _LOOKS["italic"])
    named = {name for look in looks for name in _names(look)}
    yield from (_style(name, what) for name, what in _LOOKS.items() if name in named)
    used = {each.colour.code for each in spoken if each.colour and not each.runs}
    used |= {look.colour for look in looks if look.colour}
    known = [colour.code for colour in Colour if colour.code in used]
    for code in (*known, *sorted(used - set(known))):
        yield _style(_colour_name(code), f'tts:color="{code}"')
    sides = {cue.placement.align for cue in cues}
    yield from (_style(name, f'tts:textAlign="{name}"') for side, name in _SIDES.items() if side in sides)


def _style(name: str, what: str) -> str:
    return f'      <style xml:id="{name}" {what}/>\n'


def _names(look: Style) -> list[str]:
    """The styles that text of a look names, colours first."""
    worn = (("italic", look.italic), ("bold", look.bold), ("underline", look.underline))
    colour = [_colour_name(look.colour)] if look.colour else []
    return [*colour, *(name for name, is_worn in worn if is_worn)]


def _colour_name(code: str) -> str:
    """What the style of a colour is called.

    >>> _colour_name("#ffff00"), _colour_name("#ff8800")
    ('yellow', 'colour-ff8800')
    """
    return next((each.value for each in Colour if each.code == code), f"colour-{code[1:]}")


def _regions(cues: Sequence[Cue]) -> Iterator[str]:
    """The regions at the edges of the picture, and in its middle: the one at the bottom, and those used."""
    used = {cue.placement.vertical for cue in cues} | {Vertical.BOTTOM}
    for vertical, edge in _EDGES.items():
        if vertical in used:
            yield _REGION.format(name=vertical.value, edge=edge)


def _cue(number: int, cue: Cue, agents: Mapping[str, str]) -> str:
    start, end = format_timestamp(cue.span.start_ms), format_timestamp(cue.span.end_ms)
    text = "<br/>".join(part for part in (_spans(each, agents) for each in cue.utterances) if part)
    place = _place(cue.placement)
    return f'      <p xml:id="cue{number}" {place} begin="{start}" end="{end}">{text}</p>\n'


def _place(placement: ScreenPosition) -> str:
    side = f' style="{_SIDES[placement.align]}"' if placement.align in _SIDES else ""
    return f'region="{placement.vertical.value}"{side}'


def _spans(utterance: Utterance, agents: Mapping[str, str]) -> str:
    """What is said, in a span, or in one for each run of another style."""
    agent = f' ttm:agent="{agents[utterance.voice]}"' if utterance.voice is not None else ""
    if utterance.runs:
        lines = (
            [(escaped_part(text, escape), look) for text, look in line] for line in styled_lines(utterance)
        )
        spans = (
            "".join(_span(text, _names(look), f"{_told(look)}{agent}") for text, look in line if text)
            for line in lines
        )
        return "<br/>".join(line for line in spans if line)
    colour = [utterance.colour.value] if utterance.colour else []
    off_screen = ["offscreen"] if utterance.off_screen else []
    text = shown_text(utterance)
    return _span(text, [*colour, *off_screen], agent) if text else ""


def _told(look: Style) -> str:
    """The language of a part that is not in that of the document."""
    return f' xml:lang="{look.language}"' if look.language else ""


def _span(text: str, styles: Sequence[str], about: str) -> str:
    return f'<span style="{" ".join(("text", *styles))}"{about}>{text}</span>'
