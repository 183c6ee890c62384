"""Files of captions that were read, checked or fixed wrongly once; RIGHT.tsv tells what is right for each."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pysubs2
import pytest
import ttconv.imsc.reader
import ttconv.srt.writer
import webvtt
from tests.robust import others_read

from woordbeeld.checking.fixes import Fixed, fix
from woordbeeld.findings import Finding, Severity
from woordbeeld.formats.caption_file import CaptionFile, open_captions
from woordbeeld.timing import Span
from woordbeeld.tracks.checks import check
from woordbeeld.tracks.model import Colour
from woordbeeld.tracks.profile import NL_WEB
from woordbeeld.tracks.sounds import is_sound

FOLDER: Final = Path(__file__).parent / "captions"
RIGHT: Final = dict(
    line.split("\t", 1) for line in (FOLDER / "RIGHT.tsv").read_text(encoding="utf-8").splitlines() if line
)
Shown = list[tuple[int, int, str]]


@dataclass(frozen=True)
class Case:
    """A file, with all that is made of it."""

    name: str
    data: bytes

    @cached_property
    def file(self) -> CaptionFile:
        return open_captions(self.data, self.name)

    @cached_property
    def fix(self) -> Fixed:
        return fix(self.file.document, NL_WEB)

    @cached_property
    def fixed(self) -> CaptionFile:
        return self.file.with_document(self.fix.document)

    @property
    def source(self) -> str:
        return self.file.document.source

    @property
    def fixed_source(self) -> str:
        return self.fixed.document.source

    @property
    def texts(self) -> list[str]:
        return ["\n".join(cue.shown) for cue in self.file.document.track.cues]

    @property
    def fixed_texts(self) -> list[str]:
        return [" ".join(cue.shown) for cue in self.fixed.document.track.cues]

    @property
    def spans(self) -> list[Span]:
        return [cue.span for cue in self.file.document.track.cues]

    @property
    def causes(self) -> list[tuple[str, int]]:
        """What breaks the format: its cause, and the line."""
        return [(fault.cause, fault.line) for fault in self.file.document.faults]

    @property
    def findings(self) -> tuple[Finding, ...]:
        document = self.file.document
        broken = (each for each in check(document.track, NL_WEB) if each.rule not in document.explained)
        return (*self.file.findings, *broken)

    @property
    def rules(self) -> set[str]:
        return {finding.rule for finding in self.findings}

    def told(self, rule: str, words: str) -> bool:
        return any(finding.rule == rule and words in str(finding.message) for finding in self.findings)


def case(name: str) -> Case:
    return Case(name, (FOLDER / name).read_bytes())


def with_pysubs2(source: str) -> Shown:
    return [(event.start, event.end, event.plaintext) for event in pysubs2.SSAFile.from_string(source, "srt")]


def with_ttconv(source: str) -> Shown:
    """What a player of TTML shows, moment by moment."""
    model = ttconv.imsc.reader.to_model(ET.ElementTree(ET.fromstring(source.encode())))  # noqa: S314 - ours
    assert model is not None
    return with_pysubs2(str(ttconv.srt.writer.from_model(model)))


def with_webvtt_py(source: str) -> Shown:
    found = webvtt.from_buffer(io.StringIO(source.removeprefix("\ufeff")))
    return [(_ms(each.start), _ms(each.end), each.text) for each in found.captions]


def _ms(clock: str) -> int:
    hours, minutes, seconds = clock.split(":")
    return round((int(hours) * 60 + int(minutes)) * 60_000 + float(seconds) * 1000)


# -- SubRip


def four_digits(found: Case) -> None:
    assert found.texts == ["Goedemorgen.", "Tweede.", "Derde."]
    assert found.causes == [("time-digits", 6), ("time-digits", 6)]
    assert found.told("format", "00:00:04,0000")
    assert with_pysubs2(found.fixed_source)[1] == (4000, 6000, "Tweede.")


def colours_of_888(found: Case) -> None:
    cues = found.file.document.track.cues
    assert [[each.colour for each in cue.utterances] for cue in cues[:3]] == [
        [Colour.YELLOW],
        [Colour.CYAN],
        [Colour.YELLOW, Colour.CYAN],
    ]
    assert [is_sound(cue.utterances[0]) for cue in cues] == [False, False, False, True, True, False]
    assert others_read.in_subrip(found.fixed_source) == others_read.in_subrip(found.source)
    third = (
        '<font color="#ffff00">Ja, ik zoek de</font>\n<font color="#00ffff">De balie? Die is boven.</font>'
    )
    assert third in found.fixed_source


def breaks_of_subrip(found: Case) -> None:
    assert found.texts == [
        "Goedemorgen\nallemaal",
        "Brood &amp; spelen\nvoor iedereen",
        "Hij typte &lt;b&gt; in de pagina.",
        "Dit is\neen test",
    ]
    assert "Hij typte &lt;b&gt; in de pagina." in found.fixed_source
    assert found.fixed_source == found.source.replace("Brood &amp;", "Brood &")


def broken_times(found: Case) -> None:
    assert len(found.texts) == 4
    assert found.causes == [("arrow", 6), ("arrow", 10)]
    assert found.told("format", "00:00:04,000 > 00:00:06,000")
    assert [(start_ms, end_ms) for start_ms, end_ms, _ in with_pysubs2(found.fixed_source)] == [
        (1000, 3000), (4000, 6000), (7000, 9000), (10_000, 12_000),
    ]  # fmt: skip


def hours(found: Case) -> None:
    assert found.causes == [("negative-time", 2)]
    assert found.spans == [Span(360_004_000, 360_006_000), Span(3_600_007_000, 3_600_009_000)]
    assert found.fixed_source == found.source


def italics_of_subrip(found: Case) -> None:
    assert others_read.in_subrip(found.fixed_source) == others_read.in_subrip(found.source)
    assert "{\\an8}Dit staat boven" in found.fixed_source
    assert "line-length" not in {each.rule for each in check(found.fixed.document.track, NL_WEB)}


def labels_on_a_line_of_their_own(found: Case) -> None:
    spoken = [cue.utterances[0] for cue in found.file.document.track.cues]
    assert [(each.speaker_prefix.strip(), each.voice) for each in spoken] == [
        ("WETHOUDER:", "WETHOUDER"),
        ("BEWONER:", "BEWONER"),
    ]
    assert re.search(r"WETHOUDER:\s+Dat gaan", found.fixed_source)
    assert re.search(r"BEWONER:\s+Maar u", found.fixed_source)
    assert "<v" not in found.fixed_source
    assert [len(cue.shown) for cue in found.fixed.document.track.cues] == [2, 2]


def no_empty_line(found: Case) -> None:
    assert found.texts == ["Goedemorgen.", "In het jaar\n1984", "En ik ook."]
    assert found.causes == [("no-empty-line", 4), ("no-empty-line", 8)]
    assert found.fixed_source == found.source.replace("\n2\n", "\n\n2\n").replace("\n3\n", "\n\n3\n")


def number_glued(found: Case) -> None:
    assert found.spans[1] == Span(4000, 6000)
    assert found.causes == [("number-glued", 5)]
    assert found.fixed_source == found.source.replace("200:00:04", "2\n00:00:04")
    assert with_pysubs2(found.fixed_source)[1] == (4000, 6000, "Welkom in het gemeentehuis.")


def invisible_marks(found: Case) -> None:
    assert found.texts == ["Goedemorgen.", "Tweede.", "Derde."]
    assert found.findings == ()


def spaces_in_times(found: Case) -> None:
    assert found.spans == [Span(1000, 3000), Span(4000, 6000)]
    assert [line for cause, line in found.causes if cause == "time-spaces"] == [2, 2, 6, 6]
    assert [each[:2] for each in with_pysubs2(found.fixed_source)] == [(1000, 3000), (4000, 6000)]


def good_breaks(found: Case) -> None:
    assert found.findings == ()
    assert found.fixed_source == found.source


# -- TTML


def colours_of_ttml(found: Case) -> None:
    first, second = found.file.document.track.cues
    assert [each.colour for each in first.utterances] == [Colour.WHITE, Colour.YELLOW]
    assert "encoding" not in {fault.cause for fault in found.file.document.faults}
    assert others_read.in_ttml(found.fixed_source) == others_read.in_ttml(found.source)
    (run,) = (each for each in second.utterances[0].runs if each.style.italic)
    assert second.shown[0][run.start : run.end] == "echt"


def commas_of_ttml(found: Case) -> None:
    assert found.causes[:2] == [("comma-in-times", 2), ("comma-in-times", 2)]
    assert found.told("format", "00:00:01,000: TTML wants a dot")
    assert found.texts[2] == "Derde <br/> zin."
    assert "Derde &lt;br/&gt; zin." in found.fixed_source
    assert 'begin="00:00:01.000" end="00:00:03.000"' in found.fixed_source


def builds_up(found: Case) -> None:
    assert found.spans == [Span(1000, 6000)]
    assert "overlap" not in found.rules
    assert found.fixed_source == found.source


def times_of_a_div(found: Case) -> None:
    assert found.spans == [Span(10_000, 12_000), Span(12_000, 14_000)]
    assert with_ttconv(found.fixed_source) == with_ttconv(found.source)
    assert any("left as it is" in str(each) for each in found.fix.left)


def partly_in_italics(found: Case) -> None:
    before, after = others_read.in_ttml(found.source), others_read.in_ttml(found.fixed_source)
    assert before == after
    assert [word for word, tags in after[1] if any("italic" in tag for tag in tags)] == ["Trouw"]
    assert "<br/>" in found.fixed_source


def regions(found: Case) -> None:
    assert "overlap" not in found.rules
    assert found.fixed_source == found.source
    assert found.spans[0] == Span(1000, 6000)


def ruby_of_ttml(found: Case) -> None:
    assert others_read.in_ttml(found.fixed_source) == others_read.in_ttml(found.source)


def one_after_the_other(found: Case) -> None:
    assert found.spans == [Span(0, 2000), Span(2000, 5000)]
    assert with_ttconv(found.fixed_source) == with_ttconv(found.source)


def time_codes(found: Case) -> None:
    assert found.spans == [Span(36_001_000, 36_003_480), Span(36_004_400, 36_006_960)]
    assert any("10" in str(each.message) and each.rule in ("offset", "format") for each in found.findings), (
        "an offset is told"
    )


def utf_16_of_ttml(found: Case) -> None:
    assert found.file.encoding == "utf-16-le"
    assert "format" not in found.rules
    assert found.fixed.encoding == "utf-16-le"
    assert found.fixed_texts == [text.replace("\n", " ") for text in found.texts]


# -- WebVTT


def commas_of_webvtt(found: Case) -> None:
    (finding,) = found.findings
    assert finding.line == 4
    assert "WebVTT wants a dot" in str(finding.message)
    assert "2 cues" in str(finding.message)
    assert with_webvtt_py(found.fixed_source) == [(1000, 3000, "Goedemorgen."), (4000, 6000, "Tweede.")]


def arabic(found: Case) -> None:
    assert found.rules <= {"line-length"}
    assert sorted(found.fixed_texts[0]) == sorted(" ".join(found.texts))


def arrow_in_text(found: Case) -> None:
    assert ("arrow-in-text", 5) in found.causes
    assert [text for *_, text in with_webvtt_py(found.fixed_source)] == [
        "Ga van A --&gt; B met de trein.",
        "Tweede cue.",
        "Derde cue.",
    ]


def empty_line_after_times(found: Case) -> None:
    assert ("empty-line-after-times", 7) in found.causes
    assert with_webvtt_py(found.fixed_source)[1] == (4000, 6000, "Tweede zin hier.")
    assert len(with_webvtt_py(found.fixed_source)) == 3


def empty_line_in_a_cue(found: Case) -> None:
    assert found.causes == [("text-outside-cue", 6)]
    assert found.told("format", "Tweede zin, na een lege regel.")
    assert "\n\nTweede zin, na een lege regel.\n\n" in found.fixed_source


def mark_and_line_ends(found: Case) -> None:
    assert found.fixed.data.startswith(
        b"\xef\xbb\xbfWEBVTT - titel\r\nLanguage: nl\r\n\r\nNOTE een\r\n\r\n1\r\n"
    )
    assert found.fixed.data.count(b"\n") == found.fixed.data.count(b"\r\n")
    assert found.spans[1] == Span(360_001_000, 360_003_500)


def another_encoding(found: Case) -> None:
    (finding,) = found.findings
    assert finding.rule == "format"
    assert "WebVTT must be UTF-8" in str(finding.message)
    assert found.fixed.data.decode("utf-8").removeprefix("\ufeff") == found.source.removeprefix("\ufeff")
    assert found.texts == ["Eén privé-café naïef.", "Tweede zin hier."]


def line_ends_of_cr(found: Case) -> None:
    assert found.causes == []
    assert b"\n" not in found.fixed.data
    assert len(found.texts) == 2


def colours_of_webvtt(found: Case) -> None:
    cues = found.file.document.track.cues
    assert [[each.colour for each in cue.utterances] for cue in cues] == [[Colour.YELLOW, Colour.CYAN]] * 2
    assert others_read.in_webvtt(found.fixed_source) == others_read.in_webvtt(found.source)


def german(found: Case) -> None:
    assert found.findings == ()
    assert found.fixed_source == found.source


def dashes_and_remarks(found: Case) -> None:
    assert not found.rules & {"dash", "bad-break", "label-missing", "name-spelling"}
    voices = {each.voice for cue in found.file.document.track.cues for each in cue.utterances}
    assert voices == {None}
    assert found.fixed_source == found.source


def metadata(found: Case) -> None:
    assert found.fixed_source == found.source
    assert any("metadata" in str(each.message) for each in found.findings), "it is told"
    assert all(each.severity is not Severity.ERROR for each in found.findings)


def composed_letters(found: Case) -> None:
    assert found.findings == ()
    assert found.fixed_source == found.source


def two_places(found: Case) -> None:
    assert found.findings == ()
    assert found.fixed_source == found.source


def settings_that_nobody_knows(found: Case) -> None:
    told = [
        ("align:middle", 4), ("line:150%", 4), ("position:foo", 4), ("A:middle", 7), ("L:90%", 7),
        ("region:bestaatniet", 10),
    ]  # fmt: skip
    for setting, line in told:
        (finding,) = (each for each in found.findings if str(each.message).startswith(f"{setting}: "))
        assert finding.line == line
        assert "players" in str(finding.message)
    assert found.told("format", "<foo> is no tag of WebVTT; players pass over it")
    assert found.fixed_source == found.source.replace("align:middle", "align:center")


def styles_of_webvtt(found: Case) -> None:
    cues, words = others_read.in_webvtt(found.source)
    assert others_read.in_webvtt(found.fixed_source) == (cues + 1, words)
    for kept in (
        "STYLE\n::cue(.geel) { color: yellow }\n", "REGION\nid:boven\nwidth:40%\nlines:2\n",
        "intro\n00:00:01.000", "NOTE gecontroleerd door redactie\n", "NOTE tweede blok\n", " line:10%\n",
        "<lang en>This is English</lang>",
        "Eerst <00:00:09.500><c>dit</c> <00:00:10.000><c>dan</c> <00:00:10.500><c>dat</c>",
        "<ruby>漢<rt>kan</rt>字<rt>ji</rt></ruby>",
    ):  # fmt: skip
        assert kept in found.fixed_source
    assert found.fixed_source.count(" region:boven align:start\n") == 2


def teams(found: Case) -> None:
    voices = [each.voice for cue in found.file.document.track.cues for each in cue.utterances]
    assert voices == ["Jan de Vries", "Jan de Vries", "Bakker, Piet (Gemeente)", "Jan de Vries"]
    assert others_read.in_webvtt(found.fixed_source) == others_read.in_webvtt(found.source)
    assert found.fixed_source.count("3f1c2d6e-1111") == 4


def youtube(found: Case) -> None:
    (finding,) = found.findings
    assert "rolling automatic captions" in str(finding.message)
    assert Counter(" ".join(text for *_, text in with_webvtt_py(found.fixed_source)).split()) == Counter(
        "welkom bij deze uitleg over de nieuwe regels van de gemeente".split()
    )


CHECKS: Final[dict[str, Callable[[Case], None]]] = {
    "srt-4digit.nl.srt": four_digits,
    "srt-888.nl.srt": colours_of_888,
    "srt-br.nl.srt": breaks_of_subrip,
    "srt-broken-times.nl.srt": broken_times,
    "srt-hours.nl.srt": hours,
    "srt-italics.nl.srt": italics_of_subrip,
    "srt-label-own-line.nl.srt": labels_on_a_line_of_their_own,
    "srt-no-blank.nl.srt": no_empty_line,
    "srt-number-glued.nl.srt": number_glued,
    "srt-rlm.nl.srt": invisible_marks,
    "srt-translate-spaces.nl.srt": spaces_in_times,
    "srt-year-break.nl.srt": good_breaks,
    "ttml-colours.ttml": colours_of_ttml,
    "ttml-comma.dfxp": commas_of_ttml,
    "ttml-cumulative.ttml": builds_up,
    "ttml-div-times.ttml": times_of_a_div,
    "ttml-partial-italic.ttml": partly_in_italics,
    "ttml-regions.ttml": regions,
    "ttml-ruby.nl.ttml": ruby_of_ttml,
    "ttml-seq.ttml": one_after_the_other,
    "ttml-smpte.ttml": time_codes,
    "ttml-utf16.ttml": utf_16_of_ttml,
    "vtt-all-commas.nl.vtt": commas_of_webvtt,
    "vtt-arabic.ar.vtt": arabic,
    "vtt-arrow.nl.vtt": arrow_in_text,
    "vtt-blank-after-times.nl.vtt": empty_line_after_times,
    "vtt-blank-in-cue.nl.vtt": empty_line_in_a_cue,
    "vtt-bom-crlf.nl.vtt": mark_and_line_ends,
    "vtt-colours.nl.vtt": colours_of_webvtt,
    "vtt-cp1252.nl.vtt": another_encoding,
    "vtt-cr.nl.vtt": line_ends_of_cr,
    "vtt-german.de.vtt": german,
    "vtt-label-own-line.nl.vtt": labels_on_a_line_of_their_own,
    "vtt-labels.nl.vtt": dashes_and_remarks,
    "vtt-meta.vtt": metadata,
    "vtt-nfc.nl.vtt": composed_letters,
    "vtt-nfd.nl.vtt": composed_letters,
    "vtt-overlap-line.nl.vtt": two_places,
    "vtt-settings.nl.vtt": settings_that_nobody_knows,
    "vtt-styles.nl.vtt": styles_of_webvtt,
    "vtt-teams.nl.vtt": teams,
    "vtt-utf16.nl.vtt": another_encoding,
    "vtt-youtube.nl.vtt": youtube,
}


def test_every_case_has_its_check() -> None:
    assert list(CHECKS) == list(RIGHT)


@pytest.mark.parametrize("name", CHECKS)
def test_a_file_that_was_wrong_once_is_right(name: str) -> None:
    found = case(name)
    assert found.file.data == found.data
    CHECKS[name](found)
    again = fix(found.fixed.document, NL_WEB)
    assert again.done == ()
