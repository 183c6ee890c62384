"""TTML: a track as a file for stations and professional players, IMSC 1.1 text that is EBU-TT-D as well.

EBU-TT-D (EBU Tech 3380) is the narrower of the two: styles and regions only by reference, all lengths in
per cent, times without frames, no attribute that it does not name. That leaves no place for
`ttp:contentProfiles`, so both profiles are named in `ebuttm:conformsToStandard`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final
from xml.sax.saxutils import escape as escape_markup

from woordbeeld.formats.xml_text import xml_text
from woordbeeld.timing import format_timestamp
from woordbeeld.tracks.model import Colour, Cue, Track, Utterance

STANDARDS: Final = (
    "urn:ebu:tt:distribution:2018-04",
    "http://www.w3.org/ns/ttml/profile/imsc1.1/text",
)
COLOURS: Final = {each.code: each for each in Colour} | {each.value: each for each in Colour}

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
      <region xml:id="bottom" tts:origin="5% 5%" tts:extent="90% 90%" tts:displayAlign="after"/>
    </layout>
  </head>
{body}</tt>
"""
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
        styles="".join(_styles(spoken)),
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


def _styles(spoken: list[Utterance]) -> Iterator[str]:
    if any(utterance.off_screen for utterance in spoken):
        yield '      <style xml:id="offscreen" tts:fontStyle="italic"/>\n'
    used = {utterance.colour for utterance in spoken}
    for colour in Colour:
        if colour in used:
            yield f'      <style xml:id="{colour.value}" tts:color="{colour.code}"/>\n'


def _cue(number: int, cue: Cue, agents: Mapping[str, str]) -> str:
    start, end = format_timestamp(cue.span.start_ms), format_timestamp(cue.span.end_ms)
    text = "<br/>".join(part for part in (_span(each, agents) for each in cue.utterances) if part)
    return f'      <p xml:id="cue{number}" region="bottom" begin="{start}" end="{end}">{text}</p>\n'


def _span(utterance: Utterance, agents: Mapping[str, str]) -> str:
    if not (text := shown_text(utterance)):
        return ""
    colour = f" {utterance.colour.value}" if utterance.colour else ""
    off_screen = " offscreen" if utterance.off_screen else ""
    agent = f' ttm:agent="{agents[utterance.voice]}"' if utterance.voice is not None else ""
    return f'<span style="text{colour}{off_screen}"{agent}>{text}</span>'
