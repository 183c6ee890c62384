"""Files in WebVTT with something special about each, of the kinds in the W3C's file-parsing tests.

For each the texts that its cues show; the expectations follow the parser of the standard
(https://www.w3.org/TR/webvtt1/#file-parsing), and Chromium is asked as well. A comma in times is not
among them: no player shows such a cue, but we read what is meant, tell it and repair it.
"""

from __future__ import annotations

TIMES = "00:00:01.000 --> 00:00:02.000"
LATER = "00:00:03.000 --> 00:00:04.000"


def file(*lines: str) -> str:
    return "\n".join(("WEBVTT", "", *lines)) + "\n"


CASES: dict[str, tuple[str, list[str]]] = {
    "an arrow in the first block, without times": (file("-->", "", TIMES, "wel"), ["wel"]),
    "an arrow in an identifier": (file("a --> b", TIMES, "wel"), ["wel"]),
    "an arrow ends the text of a cue": (file(TIMES, "een", LATER, "twee"), ["een", "twee"]),
    "an arrow ends a remark": (file("NOTE weg", TIMES, "wel"), ["wel"]),
    "no empty line after the header": (f"WEBVTT\n{TIMES}\nwel\n", ["wel"]),
    "a byte order mark": ("\ufeff" + file(TIMES, "wel"), ["wel"]),
    "a header with a remark": (f"WEBVTT - van iemand\n\n{TIMES}\nwel\n", ["wel"]),
    "a header with a tab": (f"WEBVTT\tvan iemand\n\n{TIMES}\nwel\n", ["wel"]),
    "header lines": (f"WEBVTT\nKind: captions\nX-Iets: ja\n\n{TIMES}\nwel\n", ["wel"]),
    "only a header": ("WEBVTT", []),
    "line ends of CR": (file("1", TIMES, "een", "twee").replace("\n", "\r"), ["een\ntwee"]),
    "line ends of CR LF": (file("1", TIMES, "een", "twee").replace("\n", "\r\n"), ["een\ntwee"]),
    "a form feed before the times": (file(f"\f{TIMES}", "wel"), ["wel"]),
    "spaces and tabs around the times": (file(f" \t{TIMES} \t", "wel"), ["wel"]),
    "no spaces around the arrow": (file("00:01.000-->00:02.000", "wel"), ["wel"]),
    "minutes without hours": (file("00:01.000 --> 00:02.000", "wel"), ["wel"]),
    "many hours": (file("1234:00:01.000 --> 1234:00:02.000", "wel"), ["wel"]),
    "an hour of one digit": (file("0:00:01.000 --> 0:00:02.000", "wel"), ["wel"]),
    "sixty seconds": (file("00:00:60.000 --> 00:01:02.000", "niet", "", LATER, "wel"), ["wel"]),
    "sixty minutes": (file("00:60:01.000 --> 00:61:02.000", "niet", "", LATER, "wel"), ["wel"]),
    "two digits of milliseconds": (file("00:00:01.00 --> 00:00:02.00", "niet", "", LATER, "wel"), ["wel"]),
    "four digits of milliseconds": (file("00:01.0000 --> 00:02.0000", "niet", "", LATER, "wel"), ["wel"]),
    "no end": (file("00:00:01.000 -->", "niet", "", LATER, "wel"), ["wel"]),
    "letters in the times": (file("00:00:01.000 --> 00:00:0x.000", "niet", "", LATER, "wel"), ["wel"]),
    "a short arrow": (file("00:00:01.000 -> 00:00:02.000", "niet", "", LATER, "wel"), ["wel"]),
    "settings": (file(f"{TIMES} align:start line:1 position:10% size:50% vertical:rl", "wel"), ["wel"]),
    "settings that nobody knows": (file(f"{TIMES} kleur:rood line:-1% x:", "wel"), ["wel"]),
    "a remark of more lines": (file("NOTE", "een", "twee", "", TIMES, "wel"), ["wel"]),
    "a block that is no cue": (file("zomaar", "tekst", "", TIMES, "wel"), ["wel"]),
    "styles": (file("STYLE", "::cue { color: red }", "", TIMES, "wel"), ["wel"]),
    "a region": (file("REGION", "id:fred", "width:40%", "", f"{TIMES} region:fred", "wel"), ["wel"]),
    "styles after a cue": (file(TIMES, "een", "", "STYLE", "::cue {}", "", LATER, "twee"), ["een", "twee"]),
    "more empty lines": (file("", "", TIMES, "een", "", "", "", LATER, "twee"), ["een", "twee"]),
    "an empty cue": (file(TIMES, "", LATER, "twee"), ["", "twee"]),
    "no line end at the end": (file(TIMES, "wel").rstrip("\n"), ["wel"]),
    "a long line": (file(TIMES, "lang" * 2000), ["lang" * 2000]),
    "a NUL": (file(TIMES, "a\0b"), ["a\ufffdb"]),
    "an identifier of spaces": (file(" ", TIMES, "wel"), ["wel"]),
    "voices, classes and a language": (
        file(TIMES, "<v.hard.laut Ton>Ja <c.geel>dus</c> <lang en>yes</lang></v>"), ["Ja dus yes"],
    ),
    "bold, italics, underline": (file(TIMES, "<b>a</b><i>b</i><u>c</u>"), ["abc"]),
    "a time inside the text": (file(TIMES, "een <00:00:01.500>twee"), ["een twee"]),
    "a tag that nobody knows": (file(TIMES, "<x>een</x> twee"), ["een twee"]),
    "a tag that is not closed": (file(TIMES, "een<i twee"), ["een"]),
    "character references": (file(TIMES, "&lt;b&gt; &amp; &nbsp;&#x41;&#66; &eacute;"), ["<b> & \xa0AB é"]),
    "an ampersand alone": (file(TIMES, "A & B &zomaar; C"), ["A & B &zomaar; C"]),
}  # fmt: skip
