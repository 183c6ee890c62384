"""The bytes of a file of captions opened: format, encoding, language, and what is told of them."""

from __future__ import annotations

import codecs
from xml.etree import ElementTree as ET

import pytest

from woordbeeld.errors import BadInputError
from woordbeeld.formats.caption_file import open_captions
from woordbeeld.timing import Retiming
from woordbeeld.tracks.model import TrackKind
from woordbeeld.words import Message

VTT = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nEén ding.\n"
SRT = "1\n00:00:01,000 --> 00:00:03,000\nEén ding.\n"
TTML = (
    '<tt xmlns="http://www.w3.org/ns/ttml"><body><div><p begin="1s" end="3s">Eén ding.</p></div></body></tt>'
)
TEXTS = {"x.nl.vtt": VTT, "x.nl.srt": SRT, "x.nl.ttml": TTML, "x.nl.dfxp": TTML}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("name", TEXTS)
def test_bytes_that_are_opened_are_given_back(name: str, encoding: str) -> None:
    data = TEXTS[name].encode(encoding)
    found = open_captions(data, name)
    assert found.data == data
    assert [cue.text for cue in found.document.track.cues] == ["Eén ding."]


@pytest.mark.parametrize(
    ("name", "encoding", "told"),
    [
        ("x.nl.vtt", "utf-8", False),
        ("x.nl.vtt", "utf-8-sig", False),
        ("x.nl.vtt", "utf-16", True),
        ("x.nl.vtt", "cp1252", True),
        ("x.nl.ttml", "utf-16", False),
        ("x.nl.ttml", "cp1252", True),
        ("x.nl.srt", "utf-16", False),
        ("x.nl.srt", "cp1252", False),
    ],
)
def test_an_encoding_that_a_format_does_not_allow_is_told_and_put_right(
    name: str, encoding: str, *, told: bool
) -> None:
    found = open_captions(TEXTS[name].encode(encoding), name)
    assert bool(found.findings) is told
    fixed = found.with_document(found.document)
    assert open_captions(fixed.data, name).findings == ()
    expected = TEXTS[name].encode() if told else found.data
    assert fixed.data.removeprefix(codecs.BOM_UTF8) == expected.removeprefix(codecs.BOM_UTF8)


def test_xml_that_gets_another_encoding_declares_it() -> None:
    declared = f'<?xml version="1.0" encoding="windows-1252"?>\n{TTML}'
    found = open_captions(declared.encode("cp1252"), "x.nl.ttml")
    fixed = found.with_document(found.document).data
    assert fixed == declared.replace("windows-1252", "UTF-8").encode()
    assert [each.text for each in ET.fromstring(fixed).iter() if each.text] == ["Eén ding."]  # noqa: S314


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("x.nl.vtt", SRT, "is called .vtt, as WebVTT is, but holds SubRip"),
        ("x.nl.srt", VTT, "is called .srt, as SubRip is, but holds WebVTT"),
        ("x.nl.srt", TTML, "is called .srt, as SubRip is, but holds TTML"),
        ("x.nl.xml", VTT, "is called .xml, as TTML is, but holds WebVTT"),
    ],
)
def test_a_name_that_tells_another_format_is_told(name: str, text: str, told: str) -> None:
    (finding,) = open_captions(text.encode(), name).findings
    assert str(finding.message) == told


def test_the_name_tells_language_and_kind_where_the_file_does_not() -> None:
    track = open_captions(VTT.encode(), "descriptions.en-GB.vtt").document.track
    assert (track.kind, track.language) == (TrackKind.DESCRIPTIONS, "en-GB")
    told = VTT.replace("WEBVTT\n", "WEBVTT\nLanguage: fr\n")
    assert open_captions(told.encode(), "x.nl.vtt").document.track.language == "fr"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "x.srt"),
        (b"Dag.\n", "x.srt"),
        (b"WEBVTT\n", "x.stl"),
        (b"<html/>", "x.ttml"),
        (b"PK\3\4\0", "x.vtt"),
        (SRT.encode().replace(b"ding", b"d\0ng"), "x.srt"),
        (codecs.BOM_UTF32_LE + VTT.encode("utf-32-le"), "x.vtt"),
    ],
)
def test_what_holds_no_captions_is_refused_with_its_name(data: bytes, name: str) -> None:
    with pytest.raises(BadInputError) as caught:
        open_captions(data, name)
    assert caught.value.where == name
    assert caught.value.remedy
    assert "transcript" not in str(caught.value.remedy)


def test_nul_in_webvtt_is_read_as_browsers_read_it_and_kept_as_it_stands() -> None:
    data = (
        b"WEBVTT \0\nLanguage: f\0\n\nNOTE \0\n\nn\0mmer\n"
        b"00:00:01.000 --> 00:00:03.000 align:left\n<v T\0n>E\0n <i.a\0>di\0ng.\n"
    )
    found = open_captions(data, "x.nl.vtt")
    (cue,) = found.document.track.cues
    assert (cue.text, cue.utterances[0].voice) == ("E\ufffdn di\ufffdng.", "T\ufffdn")
    assert found.document.track.language == "f\ufffd"
    assert found.data == data
    moved = found.document.syntax.moved(found.document, Retiming(later_ms=1000))
    later = found.with_document(found.document.with_edits(moved)).data
    assert later == data.replace(b"03.000", b"04.000").replace(b"01.000", b"02.000")


def test_each_flaw_of_times_is_told_by_itself_with_the_first_lines() -> None:
    times = [*["00:00:61.000 --> 00:01:02.000"] * 6, "0:0:4.0 --> 0:0:6.0", "00:00:04.000 --> ...."]
    text = "WEBVTT\n\n" + "".join(f"{each}\nJa.\n\n" for each in times)
    told = [dict(each.message.values) for each in open_captions(text.encode(), "a.nl.vtt").findings]
    whats = [each["what"] for each in told]
    assert [what.key for what in whats if isinstance(what, Message)] == [
        "fault.unread-times.over_59",
        "fault.unread-times.digits",
        "fault.unread-times.no_number",
    ]
    assert [(each["count"], each["lines"]) for each in told] == [
        (6, "3, 6, 9, 12, 15 …"),
        (1, "21"),
        (1, "24"),
    ]
