"""TTML: what we write is IMSC 1.1 text and EBU-TT-D; what others wrote is read, and given back."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from tests.formats.documents import causes, divided, document, rebroken, retimed, texts
from tests.formats.tracks import TRACKS, spoken_words

from woordbeeld.checking.fixes import fix
from woordbeeld.errors import BadInputError
from woordbeeld.formats.document import Document
from woordbeeld.formats.ttml import render_ttml
from woordbeeld.timing import Span
from woordbeeld.tracks.model import DASH, Colour, Cue, Track, TrackKind, Utterance
from woordbeeld.tracks.profile import NL_WEB

TT = "{http://www.w3.org/ns/ttml}"
TTM = "{http://www.w3.org/ns/ttml#metadata}"
TTS = "{http://www.w3.org/ns/ttml#styling}"
XML = "{http://www.w3.org/XML/1998/namespace}"

FOREIGN = """\
<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling"
  xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xmlns:m="http://www.w3.org/ns/ttml#metadata"
  ttp:frameRate="25" xml:lang="nl">
 <head><metadata><m:agent xml:id="a" type="person"><m:name>Ton  Heerts</m:name></m:agent>
   <m:agent xml:id="b" type="person"><m:name>Stef</m:name></m:agent></metadata>
  <styling><style xml:id="i" tts:fontStyle="italic"/><style xml:id="y" tts:color="yellow"/></styling></head>
 <body begin="10s"><div>
  <p begin="00:00:01:05" end="00:00:02.5" m:agent="a" xml:id="c1"><span style="i">Super   dank
     voor dit</span><br/>rapport &amp; zo.</p>
  <p begin="3s" dur="1500ms"><span m:agent="a">Ja?</span><br/><span m:agent="b" style="y">-Nee.</span></p>
  <p><span begin="5s" end="6s">een</span><span begin="150f" end="7s" style="i">twee</span></p>
  <p begin="9s" end="8s">te laat</p><!-- blijft -->
 </div></body>
</tt>
"""


def track(*spoken: Utterance) -> Track:
    return Track(TrackKind.CAPTIONS, "nl", (Cue(Span(1000, 2500), spoken, (1,)),))


def read(text: str) -> Document:
    return document(text, "x.ttml")


def tree(*spoken: Utterance) -> ET.Element:
    return ET.fromstring(render_ttml(track(*spoken), "Praatje"))  # noqa: S314 - we wrote it


TWO = (
    Utterance(("Ja?",), "Ton & zoon", "TON & ZOON: ", Colour.YELLOW),
    Utterance(("Nee.",), "Voice-over", DASH, off_screen=True),
)


def test_a_cue_has_an_agent_for_each_speaker() -> None:
    made = tree(*TWO)
    names = {agent.get(f"{XML}id"): agent.findtext(f"{TTM}name") for agent in made.iter(f"{TTM}agent")}
    assert names == {"speaker1": "Ton & zoon", "speaker2": "Voice-over"}
    (cue,) = made.iter(f"{TT}p")
    assert (cue.get("begin"), cue.get("end")) == ("00:00:01.000", "00:00:02.500")
    spans = [(span.get(f"{TTM}agent"), span.get("style"), span.text) for span in cue.iter(f"{TT}span")]
    assert spans == [
        ("speaker1", "text yellow", "TON & ZOON: Ja?"),
        ("speaker2", "text offscreen", "-Nee."),
    ]


def test_the_document_keeps_to_the_narrow_rules_of_ebu_tt_d() -> None:
    made = tree(*TWO)
    assert made.get("{http://www.w3.org/ns/ttml#parameter}timeBase") == "media"
    assert made.get(f"{XML}lang") == "nl"
    assert {key.partition("}")[2] for key in made.attrib} == {"timeBase", "cellResolution", "lang"}
    head = made.find(f"{TT}head")
    assert head is not None
    assert [child.tag for child in head] == [f"{TT}metadata", f"{TT}styling", f"{TT}layout"]
    standards = {each.text for each in made.iter("{urn:ebu:tt:metadata}conformsToStandard")}
    assert "urn:ebu:tt:distribution:2018-04" in standards
    ids = [element.get(f"{XML}id") for element in made.iter() if element.get(f"{XML}id")]
    assert len(ids) == len(set(ids))
    for region in made.iter(f"{TT}region"):
        for length in (region.get(f"{TTS}origin"), region.get(f"{TTS}extent")):
            assert re.fullmatch(r"\d+% \d+%", length or "")
    styles = {style.get(f"{XML}id") for style in made.iter(f"{TT}style")}
    for style in made.iter(f"{TT}style"):
        for name in ("color", "backgroundColor"):
            assert re.fullmatch(r"#[0-9a-f]{6}([0-9a-f]{2})?", style.get(f"{TTS}{name}", "#000000"))
    for tag in ("body", "div", "p", "span", "br"):
        for element in made.iter(f"{TT}{tag}"):
            assert not any(key.startswith(TTS) for key in element.attrib), "styles are by reference only"
            assert set(element.get("style", "").split()) <= styles
            assert tag != "p" or element.get(f"{XML}id")
            assert tag != "span" or not list(element.iter(f"{TT}span"))[1:], "no span in a span"


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    (cue,) = tree(Utterance(("een\x00\x0b\ud800 twee\ufffe",))).iter(f"{TT}p")
    assert "".join(cue.itertext()) == "een twee"


@settings(max_examples=500, deadline=None)
@given(TRACKS)
def test_what_is_written_is_read_back_with_its_words_times_and_speakers(made: Track) -> None:
    text = render_ttml(made, "Praatje")
    found = read(text)
    assert causes(found) == []
    assert found.track.language == "nl"
    assert [cue.span for cue in found.track.cues] == [cue.span for cue in made.cues]
    if any(part.voice for cue in made.cues for part in cue.utterances):
        assert spoken_words(found.track) == spoken_words(made)
    assert "".join(piece.range.of(text) for piece in found.pieces) == text


def test_a_file_of_another_maker_is_read_with_all_kinds_of_times() -> None:
    found = read(FOREIGN)
    spans = [(cue.span.start_ms, cue.span.end_ms) for cue in found.track.cues]
    assert spans == [(11_200, 12_500), (13_000, 14_500), (15_000, 16_000), (16_000, 17_000)]
    assert texts(found) == ["Super dank voor dit\nrapport & zo.", "Ja?\n-Nee.", "een", "twee"]
    first, second, _, last = found.track.cues
    assert [part.voice for part in (*first.utterances, *second.utterances)] == [
        "Ton Heerts",
        "Ton Heerts",
        "Stef",
    ]
    assert second.utterances[1].colour is Colour.YELLOW
    assert (first.utterances[0].off_screen, last.utterances[0].off_screen) == (False, True)
    assert causes(found) == [("ends-before-start", 13)]
    assert "".join(piece.range.of(FOREIGN) for piece in found.pieces) == FOREIGN


def test_a_changed_time_is_written_in_the_notation_and_from_the_moment_of_its_element() -> None:
    changed = retimed(read(FOREIGN), 0, 11_000, 12_600)
    assert changed.source == FOREIGN.replace(
        'begin="00:00:01:05" end="00:00:02.5"', 'begin="00:00:01:00" end="00:00:02.600"'
    )
    assert changed.track.cues[0].span == Span(11_000, 12_600)


def test_a_duration_stays_a_duration() -> None:
    changed = retimed(read(FOREIGN), 1, 13_000, 15_000)
    assert changed.source == FOREIGN.replace('dur="1500ms"', 'dur="00:00:02.000"')


def test_a_cue_cut_in_two_keeps_one_id_and_its_markup() -> None:
    changed = divided(read(FOREIGN), 0, [3], (11_200, 12_000), (12_080, 12_500))
    assert texts(changed)[:3] == ["Super dank voor dit", "rapport & zo.", "Ja?\n-Nee."]
    assert changed.source.count('xml:id="c1"') == changed.source.count('xml:id="c1-2"') == 1
    assert [cue.span.start_ms for cue in changed.track.cues][:2] == [11_200, 12_080]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<tt><body>", "not well-formed at line 1"),
        ('<!DOCTYPE tt [<!ENTITY a "b">]><tt/>', "document type"),
        ("<html><p>Hallo</p></html>", "no TTML"),
        ("<tt>&onbekend;</tt>", "not well-formed"),
    ],
)
def test_what_is_no_ttml_is_refused_with_a_clear_word(text: str, told: str) -> None:
    with pytest.raises(BadInputError, match=told):
        read(text)


@pytest.mark.parametrize(
    "times", ['begin="x" end="2s"', 'begin="1s"', 'begin="2s" end="1s"', 'begin="-1s" end="2s"']
)
def test_a_cue_without_usable_times_is_told(times: str) -> None:
    found = read(f'<tt xmlns="http://www.w3.org/ns/ttml"><body><div><p {times}>Ja</p></div></body></tt>')
    assert found.track.cues == ()
    assert [line for _, line in causes(found)] == [1]


def test_a_track_without_cues_has_no_body() -> None:
    text = render_ttml(Track(TrackKind.CAPTIONS, None, ()), "Praatje")
    assert "<body" not in text
    assert read(text).track.cues == ()


SPANS = """\
<tt:tt xmlns:tt="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xml:lang="nl">
 <tt:head><tt:metadata><ttm:agent xml:id="a"><ttm:name>Ton</ttm:name></ttm:agent>
  <ttm:agent xml:id="b"><ttm:name>Stef</ttm:name></ttm:agent></tt:metadata></tt:head>
 <tt:body><tt:div>
  <tt:p xml:id="c1" begin="1s" end="3s"><tt:metadata><x:y xmlns:x="urn:x">m</x:y></tt:metadata>
    <tt:span style="s">Een</tt:span><tt:br/><tt:span style="s">twee drie</tt:span></tt:p>
  <tt:p xml:id="c2" begin="4s" end="5s"/>
  <tt:p xml:id="c3" begin="6s" end="8s"><tt:span style="y" ttm:agent="a">Ja?</tt:span><tt:br/><tt:span
   style="w" ttm:agent="b">-Nee.</tt:span></tt:p>
 </tt:div></tt:body>
</tt:tt>
"""


def test_an_element_without_content_stays_as_it_was_and_can_get_other_times() -> None:
    found = read(SPANS)
    assert texts(found) == ["Een\ntwee drie", "", "Ja?\n-Nee."]
    changed = retimed(found, 1, 4000, 5500).source
    assert changed == SPANS.replace('begin="4s" end="5s"/>', 'begin="4s" end="00:00:05.500"/>')


def test_other_line_breaks_keep_the_spans_of_the_speakers_and_what_is_told_of_the_cue() -> None:
    changed = rebroken(read(SPANS), 0, 1)
    metadata = '<tt:metadata><x:y xmlns:x="urn:x">m</x:y></tt:metadata>'
    assert metadata in changed.source
    assert (
        '<tt:span style="s">Een</tt:span> <tt:span style="s">twee<tt:br/>drie</tt:span></tt:p>'
        in changed.source
    )
    assert texts(changed) == ["Een twee\ndrie", "", "Ja?\n-Nee."]


def test_our_own_captions_keep_their_look_where_their_lines_change() -> None:
    long = Utterance(("Nee, ik zou zeggen dat het toch echt",), "Voice-over", DASH, off_screen=True)
    changed = rebroken(read(render_ttml(track(TWO[0], long), "Praatje")), 0, 3, 7).source
    assert '<span style="text offscreen" ttm:agent="speaker2">' in changed
    assert '<span style="text yellow" ttm:agent="speaker1">' in changed


def test_cues_cut_from_one_have_identifiers_of_their_own_and_one_left_out_is_gone() -> None:
    text = SPANS.replace('<tt:metadata><x:y xmlns:x="urn:x">m</x:y></tt:metadata>', "").replace(
        '<tt:p xml:id="c3"', '<tt:p xml:id="c1-2"'
    )
    changed = divided(read(text), 0, [0], (1000, 1900), (2000, 3000)).source
    assert (
        changed.count('xml:id="c1"') == changed.count('xml:id="c1-2"') == changed.count('xml:id="c1-2-"') == 1
    )
    assert "c2" not in fix(read(text), NL_WEB).document.source


def test_cues_one_after_the_other_start_where_the_one_before_ends() -> None:
    found = read(
        '<tt xmlns="http://www.w3.org/ns/ttml"><body timeContainer="seq"><div timeContainer="seq">\n'
        '<p dur="1s">Een</p><p begin="500ms" dur="1s">Twee</p></div>'
        '<div><p begin="1s" end="2s">Drie</p></div></body></tt>'
    )
    assert [cue.span for cue in found.track.cues] == [Span(0, 1000), Span(1500, 2500), Span(3500, 4500)]
    assert causes(found) == []


def test_italics_come_from_styles_of_styles_and_from_regions() -> None:
    found = read("""\
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling"><head>
<styling><style xml:id="i" tts:fontStyle="italic"/><style xml:id="j" style="i k"/>
<style xml:id="k" style="j"/></styling>
<layout><region xml:id="r"><style tts:fontStyle="italic"/></region><region xml:id="s"/></layout></head>
<body><div><p begin="1s" end="2s" style="j">Een</p><p begin="2s" end="3s" region="r">Twee</p>
<p begin="3s" end="4s" region="s">Drie</p></div></body></tt>""")
    assert [cue.utterances[0].off_screen for cue in found.track.cues] == [True, True, False]


@pytest.mark.parametrize("rate", ["0", "-1", "x", "9" * 5000, ""])
def test_a_frame_rate_that_is_none_is_passed_over(rate: str) -> None:
    parameters = f'ttp:frameRate="{rate}" ttp:frameRateMultiplier="0 1" ttp:tickRate="{rate}"'
    found = read(
        '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" '
        f'{parameters}><body><div><p begin="0s" end="30f">Ja</p></div></body></tt>'
    )
    assert [cue.span for cue in found.track.cues] == [Span(0, 1000)]


@pytest.mark.parametrize("time", ["9" * 5000 + "s", "9" * 5000 + ":00:00"])
def test_a_time_beyond_all_bounds_is_told(time: str) -> None:
    cue = f'<p begin="0s" end="{time}">Ja</p>'
    found = read(f'<tt xmlns="http://www.w3.org/ns/ttml"><body><div>{cue}</div></body></tt>')
    ((cause, _),) = causes(found)
    assert cause == "times"


def test_cues_come_in_the_order_of_their_times_and_stay_where_their_elements_stand() -> None:
    text = (
        '<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="nl"><body><div>\n'
        '<p begin="20s" end="22s">Het slot.</p>\n'
        '<p begin="1s" end="3s">Het begin.</p>\n</div></body></tt>\n'
    )
    found = read(text)
    assert texts(found) == ["Het begin.", "Het slot."]
    assert retimed(found, 1, 20_000, 23_000).source == text.replace('end="22s"', 'end="00:00:23.000"')


@pytest.mark.parametrize(
    "times",
    [
        'begin="1s" end="2s"',
        "end = '2s'  begin\n=\n'1s'",
        'style="i" m:begin="7s" begin="1s" dur="1s"',
        'm:name="a > b" begin="1s" end="2s"',
    ],
)
def test_times_of_spans_are_found_however_they_are_written(times: str) -> None:
    untimed = re.sub(r"  <p><span begin.*\n", "", FOREIGN)
    shown = re.sub(r'<span style="i">Super[^<]*</span>', f"<span {times}>kort</span>", untimed)
    assert document(shown, "x.ttml").track.cues[0].span == Span(12_200, 12_500)


def test_text_that_looks_like_a_time_is_none() -> None:
    untimed = re.sub(r"  <p><span begin.*\n", "", FOREIGN)
    shown = untimed.replace("voor dit", 'voor begin="1s"')
    spans = [[cue.span for cue in document(each, "x.ttml").track.cues] for each in (untimed, shown)]
    assert spans[0] == spans[1]


@pytest.mark.parametrize(
    ("body", "cause"),
    [
        ('<div><p region="weg" begin="1s" end="3s">Een.</p></div>', "region weg"),
        ('<div style="weg"><p begin="1s" end="3s">Een.</p></div>', "style weg"),
        ('<div><p begin="1s" end="3s"><span style="s weg">Een.</span></p></div>', "style weg"),
        ('<div><p begin="1s" end="3s"><b>Een.</b></p></div>', "tag b"),
        ('<div>Los.<p begin="1s" end="3s">Een.</p></div>', "text-outside-cue"),
        ('<div><p begin="1s" end="3s">Een.</p> Los.</div>', "text-outside-cue"),
        ('<div><p begin="1s" end="3s">Een.</p></div>Los.', "text-outside-cue"),
        ('<div style="s" region="r"><p begin="1s" end="3s"><x:b>Een.</x:b><br/></p>\n</div>', None),
    ],
)
def test_what_a_file_names_but_does_not_have_is_told(body: str, cause: str | None) -> None:
    found = document(
        '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:x="urn:x"><head><styling><style xml:id="s"/></styling>'
        f'<layout><region xml:id="r"/></layout></head><body>{body}</body></tt>',
        "x.nl.ttml",
    )
    assert [fault.cause for fault in found.faults] == ([cause] if cause else [])
