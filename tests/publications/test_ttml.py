"""TTML: what we write is IMSC 1.1 text and EBU-TT-D; what others wrote is read, and given back."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from tests.publications.tracks import TRACKS, spoken_words
from woordbeeld.publications.ttml import render_ttml
from woordbeeld.publications.ttml_reading import read_ttml

from woordbeeld.errors import BadInputError
from woordbeeld.timing import Span
from woordbeeld.tracks.model import DASH, Colour, Cue, Track, TrackKind, Utterance

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


def document(*spoken: Utterance) -> ET.Element:
    return ET.fromstring(render_ttml(track(*spoken), "Praatje"))  # noqa: S314 - we wrote it


TWO = (
    Utterance(("Ja?",), "Ton & zoon", "TON & ZOON: ", Colour.YELLOW),
    Utterance(("Nee.",), "Voice-over", DASH, off_screen=True),
)


def test_a_cue_has_an_agent_for_each_speaker() -> None:
    made = document(*TWO)
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
    made = document(*TWO)
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
    (cue,) = document(Utterance(("een\x00\x0b\ud800 twee\ufffe",))).iter(f"{TT}p")
    assert "".join(cue.itertext()) == "een twee"


@settings(max_examples=1000, deadline=None)
@given(TRACKS)
def test_what_is_written_is_read_back_with_its_words_times_and_speakers(made: Track) -> None:
    text = render_ttml(made, "Praatje")
    found = read_ttml(text)
    assert found.findings == ()
    assert found.track.language == "nl"
    assert [cue.span for cue in found.track.cues] == [cue.span for cue in made.cues]
    if any(part.voice for cue in made.cues for part in cue.utterances):
        assert spoken_words(found.track) == spoken_words(made)
    assert found.with_cues(found.track.cues) == text


def test_a_file_of_another_maker_is_read_with_all_kinds_of_times() -> None:
    found = read_ttml(FOREIGN)
    spans = [(cue.span.start_ms, cue.span.end_ms) for cue in found.track.cues]
    assert spans == [(11_200, 12_500), (13_000, 14_500), (15_000, 16_000), (16_000, 17_000)]
    assert [cue.shown for cue in found.track.cues] == [
        ("Super dank voor dit", "rapport & zo."),
        ("Ja?", "-Nee."),
        ("een",),
        ("twee",),
    ]
    first, second, _, last = found.track.cues
    assert [part.voice for part in (*first.utterances, *second.utterances)] == [
        "Ton Heerts",
        "Ton Heerts",
        "Stef",
    ]
    assert second.utterances[1].colour is Colour.YELLOW
    assert (first.utterances[0].off_screen, last.utterances[0].off_screen) == (True, True)
    (finding,) = found.findings
    assert (finding.rule, finding.line) == ("format", 13)
    assert found.with_cues(found.track.cues) == FOREIGN


def test_a_changed_time_changes_the_times_of_that_element_only() -> None:
    found = read_ttml(FOREIGN)
    first, *others = found.track.cues
    changed = found.with_cues((replace(first, span=Span(11_000, 12_500)), *others))
    assert read_ttml(changed).track.cues[0].span == Span(11_000, 12_500)
    assert changed.count("\n") == FOREIGN.count("\n")
    assert "<!-- blijft -->" in changed
    assert 'm:agent="a" xml:id="c1"' in changed


def test_a_cue_cut_in_two_keeps_one_id_and_one_left_out_is_gone() -> None:
    found = read_ttml(FOREIGN)
    first, second, *others = found.track.cues
    said = first.utterances[0]
    early = replace(first, span=Span(11_200, 12_000), utterances=(replace(said, lines=said.lines[:1]),))
    late = replace(first, span=Span(12_000, 12_500), utterances=(replace(said, lines=said.lines[1:]),))
    changed = found.with_cues((early, late, *others))
    assert [cue.shown for cue in read_ttml(changed).track.cues][:3] == [
        ("Super dank voor dit",), ("rapport & zo.",), ("een",),
    ]  # fmt: skip
    assert changed.count('xml:id="c1"') == 1
    assert "Nee." not in changed
    assert second.shown[1] == "-Nee."


def test_two_speakers_keep_their_agents_where_their_lines_change() -> None:
    found = read_ttml(FOREIGN)
    first, second, *others = found.track.cues
    ja, nee = second.utterances
    longer = replace(second, utterances=(ja, replace(nee, lines=("Nee", "toch."))))
    changed = read_ttml(found.with_cues((first, longer, *others)))
    assert [part.voice for part in changed.track.cues[1].utterances] == ["Ton Heerts", "Stef"]


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
        read_ttml(text)


@pytest.mark.parametrize(
    "times", ['begin="x" end="2s"', 'begin="1s"', 'begin="2s" end="1s"', 'begin="-1s" end="2s"']
)
def test_a_cue_without_usable_times_is_told(times: str) -> None:
    found = read_ttml(f'<tt xmlns="http://www.w3.org/ns/ttml"><body><div><p {times}>Ja</p></div></body></tt>')
    assert found.track.cues == ()
    (finding,) = found.findings
    assert finding.line == 1


def test_a_track_without_cues_has_no_body() -> None:
    text = render_ttml(Track(TrackKind.CAPTIONS, None, ()), "Praatje")
    assert "<body" not in text
    assert read_ttml(text).track.cues == ()


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


def test_an_element_without_content_stays_as_it_was_and_can_get_other_times_and_text() -> None:
    found = read_ttml(SPANS)
    assert found.with_cues(found.track.cues) == SPANS
    first, empty, last = found.track.cues
    later = replace(empty, span=Span(4000, 5500))
    assert '<tt:p xml:id="c2" begin="00:00:04.000" end="00:00:05.500"></tt:p>\n' in found.with_cues(
        (first, later, last)
    )
    said = replace(empty, utterances=(Utterance(("Toch.",)),))
    assert '<tt:p xml:id="c2" begin="4s" end="5s">Toch.</tt:p>\n' in found.with_cues((first, said, last))


def test_other_text_keeps_the_spans_of_its_speakers_and_what_is_told_of_it() -> None:
    found = read_ttml(SPANS)
    first, empty, last = found.track.cues
    one = replace(first, utterances=(replace(first.utterances[0], lines=("Een twee", "drie")),))
    ja, nee = last.utterances
    two = replace(last, utterances=(ja, replace(nee, lines=("Nee,", "toch."))))
    changed = found.with_cues((one, empty, two))
    metadata = '<tt:metadata><x:y xmlns:x="urn:x">m</x:y></tt:metadata>'
    assert f'{metadata}<tt:span style="s">Een twee<tt:br/>drie</tt:span></tt:p>' in changed
    assert '<tt:span style="y" ttm:agent="a">Ja?</tt:span><tt:br/><tt:span' in changed
    assert 'style="w" ttm:agent="b">-Nee,<tt:br/>toch.</tt:span></tt:p>' in changed
    assert [cue.shown for cue in read_ttml(changed).track.cues] == [
        ("Een twee", "drie"),
        ("",),
        ("Ja?", "-Nee,", "toch."),
    ]


def test_our_own_captions_keep_their_look_where_their_lines_change() -> None:
    found = read_ttml(render_ttml(track(*TWO), "Praatje"))
    (cue,) = found.track.cues
    first, last = cue.utterances
    changed = found.with_cues((replace(cue, utterances=(first, replace(last, lines=("Nee,", "hoor.")))),))
    assert '<span style="text offscreen" ttm:agent="speaker2">' in changed
    assert '<span style="text yellow" ttm:agent="speaker1">' in changed


def test_cues_cut_from_one_have_identifiers_of_their_own_and_one_left_out_leaves_no_line() -> None:
    found = read_ttml(SPANS)
    first, _, last = found.track.cues
    changed = found.with_cues((first, replace(first, span=Span(3000, 3500)), last))
    assert changed.count('xml:id="c1"') == changed.count('xml:id="c1-2"') == 1
    assert "c2" not in changed
    assert "\n  \n" not in changed


def test_cues_one_after_the_other_are_told_not_misread() -> None:
    found = read_ttml(
        '<tt xmlns="http://www.w3.org/ns/ttml"><body timeContainer="seq"><div>\n'
        '<p dur="1s">Een</p><p dur="1s">Twee</p></div></body></tt>'
    )
    assert found.track.cues == ()
    (finding,) = found.findings
    assert "timeContainer" in finding.message


def test_italics_come_from_styles_of_styles_and_from_regions() -> None:
    found = read_ttml("""\
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
    found = read_ttml(
        '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" '
        f'{parameters}><body><div><p begin="0s" end="30f">Ja</p></div></body></tt>'
    )
    assert [cue.span for cue in found.track.cues] == [Span(0, 1000)]


@pytest.mark.parametrize("time", ["9" * 5000 + "s", "9" * 5000 + ":00:00"])
def test_a_time_beyond_all_bounds_is_told(time: str) -> None:
    cue = f'<p begin="0s" end="{time}">Ja</p>'
    found = read_ttml(f'<tt xmlns="http://www.w3.org/ns/ttml"><body><div>{cue}</div></body></tt>')
    (finding,) = found.findings
    assert "cannot be read" in finding.message
    assert "digits" not in finding.message


def test_cues_come_in_the_order_of_their_times_and_stay_where_their_elements_stand() -> None:
    text = (
        '<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="nl"><body><div>\n'
        '<p begin="20s" end="22s">Het slot.</p>\n'
        '<p begin="1s" end="3s">Het begin.</p>\n</div></body></tt>\n'
    )
    found = read_ttml(text)
    assert [cue.text for cue in found.track.cues] == ["Het begin.", "Het slot."]
    assert found.with_cues(found.track.cues) == text
    first, last = found.track.cues
    later = replace(last, span=Span(20_000, 23_000))
    assert found.with_cues((first, later)) == text.replace(
        'begin="20s" end="22s"', 'begin="00:00:20.000" end="00:00:23.000"'
    )
