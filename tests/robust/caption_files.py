"""Files of captions made up at random, as others write them and worse: all kinds of markup, and mutilated."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Sequence
from random import Random
from typing import Final

from tests.formats.stl_files import BOXED, END, ROW, Gsi, tti
from tests.robust.fuzz_transcripts import MUTATIONS

Mutation = Callable[[bytes, Random], bytes]

WORDS: Final = tuple(
    "de het een man wethouder gemeente en maar ja. nee! huis, gaan is 1984 5 10:30 JAN: Piet: LET -5 – … ♪ "
    "[applaus] * ‘Zo?’ Utrecht meervoudigepersoonlijkheidsstoornissen cafe\u0301 "
    "www.voorbeeld.nl/een/heel/lang/adres/in/de/tekst".split()
)
LATIN_WORDS: Final = WORDS[:12]
NAMES: Final = ("Ton", "Jan de Wit", "Bakker, Piet (Gemeente)", "Łucja & zoon")
# What tells parts of a file from one another, in the wrong place.
PARTS: Final = (
    *(
        part.encode()
        for part in (
            "--> -> < > </i> <i> <b </v> <c.red> <00:00:02.000> {\\an8} {\\i1} \\N & &amp; &lt; <br> <br/> "
            "<p> </p> </span> <!-- ]]> - NOTE STYLE WEBVTT line:0 : 00:00:01.000 \ufeff \u200f"
        ).split(" ")
    ),
    *(b"\n\n", b"\n", b"\r\n", b"\r", b"7\n", b" ", b"  ", b"\0", b"\xc2\x85", b"\xe2\x80\xa8", b"<v X>"),
    b"00:00:04,000 --> 00:00:05,000",
)


def times(rng: Random, count: int) -> list[tuple[int, int]]:
    """The starts and ends (ms) of so many cues: one after the other, some too short, too long or at once."""
    found, now_ms = [], rng.choice((0, 500, 3_600_000))
    for _ in range(count):
        long_ms = rng.choice((40, 700, 1500, 2500, 4000, 9000))
        found.append((now_ms, now_ms + long_ms))
        now_ms = max(0, now_ms + long_ms + rng.choice((-5000, -300, 0, 0, 40, 80, 200, 4000)))
    return found


def clock(ms: int, point: str, *, hours: bool = True) -> str:
    seconds, rest_ms = divmod(ms, 1000)
    whole = f"{seconds // 60 % 60:02}:{seconds % 60:02}{point}{rest_ms:03}"
    return f"{seconds // 3600:02}:{whole}" if hours or seconds >= 3600 else whole


Tags = Sequence[tuple[str, str]]


def text(rng: Random, tags: Tags, line_break: str, *, deep: int = 2, most: int = 14) -> str:
    """Words with markup around some of them, in lines of any length; every tag is closed."""
    parts: list[str] = []
    for _ in range(rng.randint(1, most)):
        if tags and deep and rng.random() < 0.15:
            opening, closing = rng.choice(tags)
            parts.append(opening + text(rng, tags, line_break, deep=deep - 1, most=4) + closing)
        else:
            parts.append(rng.choice(WORDS))
        parts.append(rng.choice((" ", " ", " ", " ", line_break)))
    return "".join(parts[:-1])


VTT_TAGS: Final = (
    *(("<i>", "</i>"), ("<b>", "</b>"), ("<u>", "</u>"), ("<c.yellow>", "</c>"), ("<c.geel.groot>", "</c>")),
    *((f"<v {name.replace('&', '&amp;')}>", "</v>") for name in NAMES),
    *(
        ("<lang en>", "</lang>"),
        ("<v.hard Ton>", "</v>"),
        ("<ruby>漢<rt>kan</rt>", "</ruby>"),
        ("<00:00:02.000>", ""),
    ),
)
VTT_SETTINGS: Final = (
    "",
    "",
    "",
    " line:0",
    " line:-1 align:start",
    " region:boven",
    " position:10%,line-left",
    " x:y",
)
VTT_BLOCKS: Final = (
    "STYLE\n::cue(.geel) { color: yellow }",
    "REGION\nid:boven\nwidth:40%\nlines:2",
    "NOTE een opmerking\nvan twee regels",
    "NOTE",
    "tekst die nergens bij hoort",
)  # fmt: skip


def webvtt(rng: Random) -> bytes:
    blocks = [
        rng.choice(
            ("WEBVTT", "WEBVTT - titel", "WEBVTT\nKind: captions\nLanguage: nl", "WEBVTT\nLanguage: nl")
        )
    ]
    blocks += rng.sample(VTT_BLOCKS[:2], rng.randint(0, 2))
    for number, (start_ms, end_ms) in enumerate(times(rng, rng.randint(1, 8)), 1):
        if rng.random() < 0.15:
            blocks.append(rng.choice(VTT_BLOCKS))
        head = rng.choice(("", "", f"{number}\n", f"id-{number}\n"))
        hours = rng.random() < 0.8
        span = f"{clock(start_ms, '.', hours=hours)} --> {clock(end_ms, '.', hours=hours)}"
        said = text(rng, VTT_TAGS if rng.random() < 0.6 else (), "\n").replace("&amp;amp;", "&amp;")
        blocks.append(f"{head}{span}{rng.choice(VTT_SETTINGS)}\n{said}")
    return "\n\n".join(blocks).encode() + rng.choice((b"", b"\n", b"\n\n"))


SRT_TAGS: Final = (
    *(
        ("<i>", "</i>"),
        ("<b>", "</b>"),
        ("<u>", "</u>"),
        ('<font color="#ffff00">', "</font>"),
        ("{\\i1}", "{\\i0}"),
    ),
    *(('<font color="cyan" size=9>', "</font>"), ("{\\b1}", "{\\b0}"), ("<I>", "</I>")),
)


def subrip(rng: Random) -> bytes:
    blocks, point = [], rng.choice((",", ",", ",", "."))
    numbered = rng.random() < 0.9
    for number, (start_ms, end_ms) in enumerate(times(rng, rng.randint(1, 8)), 1):
        head = f"{number}\n" if numbered else ""
        said = text(rng, SRT_TAGS if rng.random() < 0.6 else (), rng.choice(("\n", "\n", "<br>", "\\N")))
        place = rng.choice(("", "", "", "{\\an8}", "{\\an5}{\\pos(1,2)}"))
        blocks.append(f"{head}{clock(start_ms, point)} --> {clock(end_ms, point)}\n{place}{said}")
    return "\n\n".join(blocks).encode() + rng.choice((b"", b"\n", b"\n\n"))


def ttml(rng: Random) -> bytes:
    prefix = rng.choice(("", "", "tt:"))
    tags = _ttml_tags(prefix)
    form = rng.choice(_TTML_TIMES)
    body = []
    for number, (start_ms, end_ms) in enumerate(times(rng, rng.randint(1, 8))):
        said = text(rng, tags if rng.random() < 0.6 else (), f"<{prefix}br/>")
        for _ in range(said.count("{}")):
            said = said.replace("{}", f"{number}-{rng.getrandbits(40)}", 1)
        ends = (f'end="{form(end_ms)}"', f'dur="{form(max(end_ms - start_ms, 40))}"')
        own = rng.choice(("", ' region="boven"', f' xml:id="p{number}"', ' style="schuin"', ' ttm:agent="b"'))
        body.append(f'<{prefix}p begin="{form(start_ms)}" {rng.choice(ends)}{own}>{said}</{prefix}p>')
    div = rng.choice(("", ' begin="10s"', ' begin="10s" end="9000s"', ' timeContainer="seq"'))
    cues = rng.choice(("", "\n", "\n    ")).join(("", *body, ""))
    return _TTML.format(p=prefix, x=":tt" if prefix else "", div=div, cues=cues).encode()


def _ttml_tags(prefix: str) -> Tags:
    looks = (
        'style="geel"',
        'style="schuin"',
        'tts:fontWeight="bold"',
        'ttm:agent="a"',
        'tts:color="#00FFFF"',
    )
    closing = f"</{prefix}span>"
    spans = [(f"<{prefix}span {own}>", closing) for own in (*looks, 'xml:id="s{}"')]
    base = f'<{prefix}span tts:ruby="container"><{prefix}span tts:ruby="base">漢{closing}'
    ruby = (f'{base}<{prefix}span tts:ruby="text">kan{closing}', closing)
    return [*spans, ruby, ("<!-- opmerking -->", "")]


_TTML_TIMES: Final[Sequence[Callable[[int], str]]] = (
    lambda ms: clock(ms, "."),
    lambda ms: f"{ms}ms",
    lambda ms: f"{ms / 1000:.3f}s",
    lambda ms: f"{ms // 40}f",
)
_TTML: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<{p}tt xmlns{x}="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling"
 xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"
 ttp:frameRate="25" xml:lang="nl"><{p}head>
<{p}metadata><ttm:agent xml:id="a" type="person"><ttm:name type="full">Ton</ttm:name></ttm:agent>
<ttm:agent xml:id="b" type="person"><ttm:name type="full">Stef</ttm:name></ttm:agent></{p}metadata>
<{p}styling><{p}style xml:id="geel" tts:color="#FFFF00"/><{p}style xml:id="schuin" tts:fontStyle="italic"/>
</{p}styling><{p}layout>
<{p}region xml:id="boven" tts:origin="10% 5%" tts:extent="80% 15%"/></{p}layout></{p}head>
<{p}body><{p}div{div}>{cues}</{p}div></{p}body></{p}tt>
"""
_STL_CODES: Final = (b"", b"", b"", b"\x03", b"\x06", b"\x80", b"\x82")


def ebu_stl(rng: Random) -> bytes:
    blocks = []
    for number, (start_ms, end_ms) in enumerate(times(rng, rng.randint(1, 8))):
        words = [
            rng.choice(_STL_CODES) + rng.choice(WORDS[:14]).encode("latin-1")
            for _ in range(rng.randint(1, 9))
        ]
        half = rng.randint(1, len(words))
        lines = [b" ".join(part)[:36] for part in (words[:half], words[half:]) if part]
        said = ROW.join(BOXED + line for line in lines) + END
        blocks.append(tti(number, start_ms // 1000, max(end_ms // 1000, start_ms // 1000 + 1), said))
    return Gsi().with_blocks(*blocks)


def _with_parts(data: bytes, rng: Random) -> bytes:
    for _ in range(rng.choice((1, 1, 3, 9))):
        at = rng.randrange(len(data) + 1)
        data = data[:at] + rng.choice(PARTS) + data[at:]
    return data


def _without_lines(data: bytes, rng: Random) -> bytes:
    kept = rng.choice((0.98, 0.9, 0.5))
    return b"\n".join(line for line in data.split(b"\n") if rng.random() < kept)


def _other_signs(data: bytes, rng: Random) -> bytes:
    """Signs as translators and word processors change them."""
    old, new = rng.choice(
        ((b" --> ", b"-->"), (b"-->", b"->"), (b",", b"."), (b".", b","), (b":", b": "), (b"<", b"&lt;"))
    )
    return data.replace(old, new, rng.choice((1, 2, -1)))


def _in_utf_16(data: bytes, _rng: Random) -> bytes:
    return codecs.BOM_UTF16_LE + data.decode("utf-8", "replace").encode("utf-16-le", "replace")


def mutilated(data: bytes, rng: Random) -> bytes:
    """A file with one to four things done to it that break it."""
    for _ in range(rng.randint(1, 4)):
        mutation: Mutation = rng.choice(
            (*MUTATIONS, *([_with_parts] * 6), _without_lines, _other_signs, _in_utf_16)
        )
        data = mutation(data, rng)
    return data
