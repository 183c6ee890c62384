"""Tags inside tags, as deep as a faulty program makes them: the work grows with the tags, not their depth."""

from __future__ import annotations

import pytest
from tests.formats.documents import document, texts
from tests.work import calls

TTML = '<tt xmlns="http://www.w3.org/ns/ttml"><body><div><p begin="1s" end="3s">{}</p></div></body></tt>'
SRT = "1\n00:00:01,000 --> 00:00:03,000\n{}\n"
VTT = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n{}\n"
DEPTH = 60


def calls_to_read(text: str, name: str) -> int:
    found: list[list[str]] = []
    count = calls(lambda: found.append(texts(document(text, name))))
    assert found == [["Een."]]
    return count


@pytest.mark.parametrize(
    ("name", "form", "opening", "closing"),
    [
        ("x.nl.ttml", TTML, "<span>", "</span>"),
        ("x.nl.ttml", TTML, '<span begin="0s">', "</span>"),
        ("x.nl.srt", SRT, "<i>", "</i>"),
        ("x.nl.srt", SRT, "{\\i1}", "{\\b0}"),
        ("x.nl.vtt", VTT, "<c.geel>", "</c>"),
        ("x.nl.vtt", VTT, "<i>", ""),
    ],
)
def test_twice_as_deep_is_twice_the_work(name: str, form: str, opening: str, closing: str) -> None:
    shallow, one, two = (
        calls_to_read(form.format(opening * depth + "Een." + closing * depth), name)
        for depth in (0, DEPTH, 2 * DEPTH)
    )
    assert two - shallow < 3 * (one - shallow)


def test_what_switches_a_style_is_closed_across_other_tags_and_they_stay_open() -> None:
    found = document(SRT.format("{\\b1}<i>Een{\\b0} twee</i> drie"), "x.nl.srt")
    (utterance,) = found.track.cues[0].utterances
    assert [(run.start, run.end, run.style.bold, run.style.italic) for run in utterance.runs] == [
        (0, 3, True, True),
        (3, 8, False, True),
    ]
