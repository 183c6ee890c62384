"""EBU STL: every byte kept, what broadcasters mean read, our tracks written so that others read them."""

from __future__ import annotations

import io
import logging
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import ttconv.model
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.stl_files import BOXED, END, ROW, Gsi, at, teletext, tti
from tests.formats.tracks import TRACKS
from ttconv.stl.config import STLReaderConfiguration
from ttconv.stl.reader import to_model

from woordbeeld.checking.fixes import fix
from woordbeeld.errors import BadInputError
from woordbeeld.findings import Severity
from woordbeeld.formats import ebu_stl
from woordbeeld.formats.caption_file import CaptionFile, open_captions
from woordbeeld.formats.document import Document, PieceKind
from woordbeeld.timing import Span
from woordbeeld.tracks.model import (
    Align,
    Colour,
    Cue,
    ScreenPosition,
    Style,
    StyledRun,
    Track,
    TrackKind,
    Utterance,
    Vertical,
)
from woordbeeld.tracks.profile import NL_WEB, find_profile

GOLDEN = Path(__file__).parents[1] / "golden" / "captions" / "praatje.nl.stl"
Shown = tuple[int, int, str]


def opened(*blocks: bytes, gsi: Gsi | None = None) -> CaptionFile:
    return open_captions((gsi or Gsi()).with_blocks(*blocks), "test.stl")


def track(*blocks: bytes, gsi: Gsi | None = None) -> Track:
    return opened(*blocks, gsi=gsi).document.track


def causes(file: CaptionFile) -> list[str]:
    return [fault.cause for fault in file.document.faults]


def texts(found: Track) -> list[tuple[str, ...]]:
    return [cue.shown for cue in found.cues]


def read_by_ttconv(data: bytes) -> list[Shown]:
    """What an independent reader sees: times (ms) and text of each subtitle, lines joined by a space."""
    logging.disable(logging.CRITICAL)
    found = to_model(io.BytesIO(data), STLReaderConfiguration(program_start_tc="TCP"))
    logging.disable(logging.NOTSET)
    return list(_paragraphs(found))


def _paragraphs(found: ttconv.model.ContentDocument) -> Iterator[Shown]:
    for paragraph in found.get_body().dfs_iterator():
        if isinstance(paragraph, ttconv.model.P):
            timed = [each for each in paragraph.dfs_iterator() if each.get_begin() is not None]
            start = min(each.get_begin() for each in timed)
            end = max(each.get_end() for each in timed)
            yield round(start * 1000), round(end * 1000), " ".join(_text(paragraph).split())


def _text(element: ttconv.model.ContentElement) -> str:
    if isinstance(element, ttconv.model.Br):
        return "\n"
    if isinstance(element, ttconv.model.Text):
        return str(element.get_text())
    return "".join(map(_text, element))


def shown(found: Track) -> list[Shown]:
    return [(cue.span.start_ms, cue.span.end_ms, " ".join(" ".join(cue.shown).split())) for cue in found.cues]


# -- reading


def test_times_texts_language_and_place() -> None:
    found = track(
        tti(1, 1, 3.04, teletext(b"Dat is een", b"hele regel.")),
        tti(2, 4, 6, teletext(b"Boven"), row=2, justified=1),
        tti(3, 7, 9, teletext(b"Midden"), row=11, justified=3),
    )
    assert found.language == "nl"
    assert shown(found) == [
        (1000, 3040, "Dat is een hele regel."),
        (4000, 6000, "Boven"),
        (7000, 9000, "Midden"),
    ]
    assert [cue.placement for cue in found.cues] == [
        ScreenPosition(),
        ScreenPosition(Vertical.TOP, Align.LEFT),
        ScreenPosition(Vertical.MIDDLE, Align.RIGHT),
    ]


def test_a_change_of_colour_is_a_change_of_speaker() -> None:
    (cue,) = track(
        tti(1, 1, 4, b"\x0d\x03\x0b\x0bGa je mee?" + ROW + b"\x0d\x06\x0b\x0bNee, ik blijf" + ROW
            + b"\x0d\x06\x0b\x0bthuis." + END)
    ).cues  # fmt: skip
    assert [(each.colour, each.lines) for each in cue.utterances] == [
        (Colour.YELLOW, ("Ga je mee?",)),
        (Colour.CYAN, ("Nee, ik blijf", "thuis.")),
    ]


def test_white_is_no_change_whether_it_is_written_or_not() -> None:
    (cue,) = track(tti(1, 1, 4, BOXED + b"Een" + ROW + b"\x0d\x07\x0b\x0btwee" + END)).cues
    assert [each.lines for each in cue.utterances] == [("Een", "twee")]


def test_a_colour_in_a_line_parts_words_and_ends_with_the_row() -> None:
    (cue,) = track(tti(1, 1, 4, BOXED + b"Wit\x03geel" + ROW + BOXED + b"wit" + END)).cues
    assert cue.shown == ("Wit geel", "wit")
    assert cue.utterances[0].runs == (StyledRun(0, 4, 8, Style(colour="#ffff00")),)


def test_italics_and_underlines_of_open_subtitles() -> None:
    (cue,) = track(tti(1, 1, 4, b"Dat is \x80echt\x81 \x82zo\x83."), gsi=Gsi(display=b"0")).cues
    assert cue.shown == ("Dat is echt zo.",)
    assert [(run.start, run.end) for run in cue.utterances[0].runs if run.style.italic] == [(7, 11)]
    assert [(run.start, run.end) for run in cue.utterances[0].runs if run.style.underline] == [(12, 14)]


def test_a_style_code_in_place_of_a_space_glues_no_words() -> None:
    assert texts(track(tti(1, 1, 4, b"is\x80echt\x81zo"), gsi=Gsi(display=b"0"))) == [("is echt zo",)]


@pytest.mark.parametrize(
    ("table", "written", "expected"),
    [
        (b"00", b"D\xc2esir\xc2ee \xc8Uber \xcbca \xf1 \xd5 \xa9zo\xb9 \xa4", "Désirée Über ça æ ♪ ‘zo’ $"),
        (b"01", bytes("Добрый", "iso8859_5"), "Добрый"),
        (b"02", bytes("مرحبا", "iso8859_6"), "مرحبا"),
        (b"03", bytes("Καλή", "iso8859_7"), "Καλή"),
        (b"04", bytes("שלום", "iso8859_8"), "שלום"),
    ],
)  # fmt: skip
def test_code_tables(table: bytes, written: bytes, expected: str) -> None:
    found = track(tti(1, 1, 4, BOXED + written + END), gsi=Gsi(table=table))
    assert texts(found) == [(expected,)]


def test_bytes_without_meaning_are_kept_and_told() -> None:
    file = opened(tti(1, 1, 4, BOXED + b"a\xd9b \xc9c" + END))
    assert causes(file) == ["unknown-bytes"]
    assert "61 d9 62" in str(file.findings[0].message)
    assert file.data[1024 + 16 :].startswith(BOXED + b"a\xd9b \xc9c")


def test_extension_blocks_go_on_in_the_word_that_the_first_broke_off() -> None:
    found = track(
        tti(1, 1, 4, BOXED + b"Een woord dat af", extension=0),
        tti(1, 1, 4, b"data of a user", extension=0xFE),
        tti(1, 1, 4, b"gebroken is" + END),
        tti(2, 5, 6, teletext(b"Klaar.")),
    )
    assert texts(found) == [("Een woord dat afgebroken is",), ("Klaar.",)]


def test_captions_that_build_up_are_one() -> None:
    (cue, other) = track(
        tti(1, 1, 6, teletext(b"Drie,"), cumulative=1, row=18),
        tti(2, 2, 6, teletext(b"twee,"), cumulative=2, row=20),
        tti(3, 3, 6, teletext(b"een."), cumulative=3, row=22),
        tti(4, 7, 8, teletext(b"Start!")),
    ).cues
    assert (cue.span, cue.shown) == (Span(1000, 6000), ("Drie,", "twee,", "een."))
    assert other.shown == ("Start!",)


def test_comments_and_data_of_users_are_no_cues() -> None:
    file = opened(
        tti(0, 0, 1, b"nagekeken door Jan", comment=1),
        tti(0, 0, 1, b"iets anders", extension=0xFE),
        tti(1, 1, 4, teletext(b"Tekst.")),
    )
    kinds = [piece.kind for piece in file.document.pieces][-3:]
    assert kinds == [PieceKind.COMMENT, PieceKind.OTHER, PieceKind.CUE]
    assert texts(file.document.track) == [("Tekst.",)]
    assert not file.findings


def test_times_count_from_the_start_of_the_programme() -> None:
    file = opened(tti(1, (10, 0, 1, 0), (10, 0, 3, 5), teletext(b"Tekst.")), gsi=Gsi(start=b"10000000"))
    assert file.document.track.cues[0].span == Span(1000, 3200)
    (finding,) = file.findings
    assert (finding.severity, "10:00:00:00" in str(finding.message)) == (Severity.NOTE, True)


def test_times_before_the_start_of_the_programme() -> None:
    file = opened(
        tti(1, (9, 59, 0, 0), (9, 59, 3, 0), teletext(b"Titel")),
        tti(2, (10, 0, 1, 0), (10, 0, 3, 5), teletext(b"Tekst.")),
        gsi=Gsi(start=b"10000000"),
    )
    assert texts(file.document.track) == [("Tekst.",)]
    assert causes(file) == ["programme-start", "before-programme"]


def test_a_start_after_all_subtitles_is_none() -> None:
    file = opened(tti(1, 1, 3, teletext(b"Tekst.")), gsi=Gsi(start=b"10000000"))
    assert file.document.track.cues[0].span == Span(1000, 3000)
    assert file.findings[0].severity is Severity.WARNING


@pytest.mark.parametrize(
    ("rate", "code", "expected_ms"),
    [
        (b"STL25.01", (0, 1, 0, 24), 60_960),
        (b"STL30.01", (0, 1, 0, 15), 60_500),
        (b"STL50.01", (0, 1, 0, 25), 60_500),
    ],
)
def test_frame_rates(rate: bytes, code: tuple[int, int, int, int], expected_ms: int) -> None:
    (cue,) = track(tti(1, code, (0, 1, 5, 0), teletext(b"Tekst.")), gsi=Gsi(rate=rate)).cues
    assert cue.span.start_ms == expected_ms


@pytest.mark.parametrize(
    ("blocks", "gsi", "expected"),
    [
        ([tti(1, 1, 3, b"a")], Gsi(blocks=b"00009"), "block-count"),
        ([tti(1, 1, 3, b"a")], Gsi(rate=b"STL99.01"), "frame-rate"),
        ([tti(1, 1, 3, b"a")], Gsi(table=b"07"), "code-table"),
        ([tti(1, 3, 1, b"a")], Gsi(), "ends-before-start"),
        ([tti(1, (0, 0, 61, 0), 3, b"a")], Gsi(), "times"),
        ([tti(1, (0, 0, 1, 25), 3, b"a")], Gsi(), "times"),
        ([tti(1, 1, 3, b"a", extension=0)], Gsi(), "extension"),
        ([tti(1, 1, 3, b"a", cumulative=2)], Gsi(), "cumulative"),
        ([tti(1, 1, 3, b"a", cumulative=1)], Gsi(), "cumulative"),
        ([tti(1, 1, 3, b"a\x8fb")], Gsi(), "text-after-end"),
        ([tti(1, 5, 6, b"a"), tti(2, 1, 3, b"b")], Gsi(), "order"),
        ([tti(1, 1, 3, b"a")[:-5]], Gsi(blocks=b"00000"), "cut-off"),
    ],
)
def test_faults_are_told(blocks: list[bytes], gsi: Gsi, expected: str) -> None:
    file = opened(*blocks, gsi=gsi)
    assert causes(file) == [expected]
    assert file.data == gsi.with_blocks(*blocks)


def test_a_file_of_another_kind_is_refused_in_its_own_words() -> None:
    with pytest.raises(BadInputError, match="is not EBU STL"):
        open_captions(b"solid cube\nfacet normal 0 0 1\n", "cube.stl")


# -- nothing is lost


PARTS = [b"woord", b"TON:", b" ", b"\x8a", b"\x03", b"\x0b", b"\x0a", b"\x80", b"\x8f", b"\xc2"]
FIELDS = st.one_of(
    st.lists(st.sampled_from(PARTS), max_size=20).map(lambda parts: b"".join(parts)[:112]),
    st.binary(max_size=112),
)
BLOCKS = st.builds(
    lambda number, start, length, text, extension, cumulative, row, comment: tti(
        number, at(start), at(start + length), text,
        extension=extension, cumulative=cumulative, row=row, comment=comment,
    ),
    st.integers(0, 3), st.integers(2, 50), st.integers(-1, 9), FIELDS,
    st.sampled_from([0xFF, 0xFF, 0, 1, 0xFE]), st.integers(0, 4), st.integers(0, 255),
    st.sampled_from([0, 0, 0, 1]),
)  # fmt: skip


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Files as they may be found: of any blocks, bytes changed, cut off, or with something between."""
    data = bytearray(Gsi(start=draw(st.sampled_from([b"00000000", b"00000500", b"        "]))).with_blocks(
        *draw(st.lists(BLOCKS, max_size=6))
    ))  # fmt: skip
    for _ in range(draw(st.integers(0, 3))):
        data[draw(st.integers(11, len(data) - 1))] = draw(st.integers(0, 255))
    if draw(st.booleans()):
        start = draw(st.integers(11, len(data)))
        data[start : start + draw(st.integers(0, 200))] = draw(st.binary(max_size=150))
    return bytes(data)


@settings(max_examples=300, deadline=None)
@given(files())
def test_what_is_read_is_given_back(data: bytes) -> None:
    file = open_captions(data, "x.stl")
    assert file.data == data
    joined = "".join(piece.range.of(file.document.source) for piece in file.document.pieces)
    assert joined.encode("latin-1") == data
    for piece in file.document.cue_pieces:
        tokens = file.document.tokens(piece)
        assert all(token.start <= token.end for token in tokens)
    assert all(str(finding.message) for finding in file.findings)


@settings(max_examples=300, deadline=None)
@given(files(), st.sampled_from(["nl-web", "nl-teletext"]))
def test_fixes_lose_no_byte_that_they_do_not_name(data: bytes, profile: str) -> None:
    document = open_captions(data, "x.stl").document
    fixed = fix(document, find_profile(profile)).document
    assert (len(fixed.source) - len(document.source)) % 128 == 0
    assert _words(fixed) == _words(document)


@pytest.mark.parametrize(
    "blocks",
    [
        (tti(0, 2, 3, b"Ja.", extension=0), tti(1, 2, 3, b""), tti(0, 2, 2, b"")),
        (tti(0, 3, 4, b"Ja", extension=0), tti(1, 2, 3, b""), tti(0, 3, 4, b"hoor")),
    ],
    ids=["hides the text", "joins the words"],
)
def test_an_empty_caption_stays_where_those_around_it_would_become_one(blocks: tuple[bytes, ...]) -> None:
    document = opened(*blocks).document
    assert _words(fix(document, NL_WEB).document) == _words(document)


def test_a_number_behind_a_sign_that_is_white_space_only_to_some_is_a_number() -> None:
    assert opened(tti(1, 1, 3, b"Ja."), gsi=Gsi(blocks=b"\x1c0001")).document.track.cues


def _words(document: Document) -> list[str]:
    return sorted(word for cue in document.track.cues for line in cue.shown for word in line.split())


def test_bytes_of_no_file_are_read_too() -> None:
    for data in (b"", b"850STL25.01", b"850STL25.01" + b"\xff" * 2000):
        document = ebu_stl.read(data.decode("latin-1"))
        assert document.source.encode("latin-1") == data


# -- fixes in place


def test_ends_keep_the_gap_in_frames() -> None:
    file = opened(
        tti(1, 1, (0, 0, 4, 0), teletext(b"Dit is de eerste regel.")),
        tti(2, (0, 0, 4, 0), 7, teletext(b"Dit is de tweede regel.")),
    )
    fixed = fix(file.document, NL_WEB)
    assert [cue.span for cue in fixed.document.track.cues] == [Span(1000, 3920), Span(4000, 7000)]
    pairs = zip(file.document.source, fixed.document.source, strict=True)
    changed = [at for at, (before, after) in enumerate(pairs) if before != after]
    assert changed == [1024 + 11, 1024 + 12]  # seconds and frames of the first end


def test_a_short_caption_grows_to_whole_frames() -> None:
    fixed = fix(
        opened(tti(1, 1, (0, 0, 1, 10), teletext(b"Dit is een regel die even moet staan."))).document, NL_WEB
    )
    (cue,) = fixed.document.track.cues
    assert cue.span.end_ms % 40 == 0
    assert cue.span.duration_ms * NL_WEB.aim_chars_per_second >= len(cue.text) * 1000
    assert len(fixed.done) == 1


@pytest.mark.parametrize("rate", [b"STL25.01", b"STL30.01", b"STL23.01"])
def test_a_fix_is_done_once(rate: bytes) -> None:
    file = opened(
        tti(1, 1, (0, 0, 1, 10), teletext(b"Dit is een regel die even")),
        tti(2, (0, 0, 2, 7), (0, 0, 2, 20), teletext(b"moet staan om gelezen te")),
        gsi=Gsi(rate=rate),
    )
    once = fix(file.document, NL_WEB)
    assert len(once.done) == len(set(once.done)) <= 2
    assert fix(once.document, NL_WEB).done == ()


@pytest.mark.parametrize("colour", [b"", b"\x03"])
def test_lines_are_broken_elsewhere_with_their_codes(colour: bytes) -> None:
    upper, lower = b"Hij zag dat het een", b"hele mooie dag was."
    document = opened(tti(1, 1, 5, teletext(upper, lower, colour=colour))).document
    fixed = fix(document, find_profile("nl-teletext")).document
    assert len(fixed.source) == len(document.source)
    rows = fixed.track.cues[0].shown
    assert " ".join(rows) == f"{upper.decode()} {lower.decode()}"
    assert rows != (upper.decode(), lower.decode())
    field = fixed.source[1024 + 16 :].encode("latin-1")
    assert field == teletext(*(row.encode() for row in rows), colour=colour).ljust(112, b"\x8f")
    assert read_by_ttconv(fixed.source.encode("latin-1")) == read_by_ttconv(document.source.encode("latin-1"))


@pytest.mark.parametrize(
    "text",
    [
        BOXED + b"Hij zag \x03dat\x07het een" + ROW + BOXED + b"hele mooie dag was." + END,
        b"   " + BOXED + b"Hij zag dat het een" + ROW + BOXED + b"hele mooie dag was." + END,
        BOXED + b"Hij zag dat het een" + ROW + b"\x0d\x1d\x0b\x0b" + b"hele mooie dag was." + END,
    ],
    ids=["a colour within", "set apart with spaces", "another background"],
)
def test_lines_with_codes_that_are_not_certain_are_left_alone(text: bytes) -> None:
    document = opened(tti(1, 1, 5, text)).document
    fixed = fix(document, find_profile("nl-teletext"))
    assert fixed.document.source == document.source
    assert len(fixed.left) == 1


def test_the_count_of_blocks_is_repaired() -> None:
    fixed = fix(opened(tti(1, 1, 3, teletext(b"Tekst.")), gsi=Gsi(blocks=b"00009")).document, NL_WEB)
    assert fixed.document.faults == ()
    assert fixed.document.source[238:243] == "00001"


def test_an_empty_subtitle_is_taken_out_and_the_rest_counted() -> None:
    document = opened(tti(1, 1, 3, teletext(b"Tekst.")), tti(2, 4, 6, BOXED + END)).document
    fixed = fix(document, NL_WEB).document
    assert texts(fixed.track) == [("Tekst.",)]
    assert fixed.source[238:248] == "0000100001"
    assert fixed.faults == ()


def test_subtitles_are_put_in_order() -> None:
    late, early = tti(1, 5, 7, teletext(b"Later.")), tti(2, 1, 3, teletext(b"Eerder."))
    fixed = fix(opened(late, early).document, NL_WEB).document
    assert fixed.source[1024:].encode("latin-1") == early + late


# -- writing


def said(*lines: str, **given_fields: object) -> Utterance:
    return replace(Utterance(lines), **given_fields)  # type: ignore[arg-type]


TELETEXT = Track(
    TrackKind.CAPTIONS,
    "nl",
    (
        Cue(
            Span(1000, 3000),
            (said("Goedemorgen, Desirée.", "Hoe is ’t?", voice="Ton", speaker_prefix="TON: "),),
            (1,),
        ),
        Cue(
            Span(3080, 5000),
            (said("Ga je mee?", colour=Colour.YELLOW), said("Nee.", speaker_prefix="-", colour=Colour.CYAN)),
            (2,),
            ScreenPosition(Vertical.TOP, Align.LEFT),
        ),
        Cue(
            Span(6000, 9000),
            (said("Dat is geel.", runs=(StyledRun(0, 7, 11, Style(colour="#ffff00")),)),),
            (3,),
        ),
        Cue(Span(9080, 12000), (said("[applaus]"),), (4,), ScreenPosition(Vertical.MIDDLE, Align.RIGHT)),
    ),
)


def written(made: Track, title: str = "") -> bytes:
    return ebu_stl.render_ebu_stl(made, title).encode("latin-1")


def test_a_written_file_is_read_back_by_us() -> None:
    file = open_captions(written(TELETEXT), "a.stl")
    assert not file.findings
    found = file.document.track
    assert shown(found) == shown(TELETEXT)
    assert found.language == "nl"
    assert [cue.placement for cue in found.cues] == [cue.placement for cue in TELETEXT.cues]
    assert [each.colour for each in found.cues[1].utterances] == [Colour.YELLOW, Colour.CYAN]


def test_a_written_file_is_read_back_by_others() -> None:
    assert read_by_ttconv(written(TELETEXT)) == shown(TELETEXT)


def test_the_written_file_is_as_it_was() -> None:
    data = written(TELETEXT, "Een praatje")
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_bytes(data)
    assert data == GOLDEN.read_bytes()


def test_lines_too_long_for_teletext_make_open_subtitles() -> None:
    long = "Deze regel is langer dan een rij van teletekst."
    off_screen = Cue(Span(1000, 5000), (said(long, "Tweede.", off_screen=True),), (1,))
    made = Track(TrackKind.CAPTIONS, "nl", (off_screen,))
    data = written(made)
    assert data[11:12] == b"0"
    (cue,) = open_captions(data, "a.stl").document.track.cues
    assert cue.utterances[0].off_screen
    assert read_by_ttconv(data) == shown(made)
    assert any("too long" in str(each) for each in ebu_stl.cannot_hold(made))


def test_a_long_text_takes_several_blocks() -> None:
    made = Track(TrackKind.CAPTIONS, "nl", (Cue(Span(0, 9000), (said("één twee " * 40),), (1,)),))
    data = written(made)
    assert len(data) > 1024 + 128
    assert read_by_ttconv(data) == shown(made) == shown(open_captions(data, "a.stl").document.track)


ORANGE = (StyledRun(0, 0, 6, Style(colour="#ff8800")),)


@pytest.mark.parametrize(
    ("cue", "named"),
    [
        (Cue(Span(0, 1000), (said("Kost € 5."),), (1,)), "€"),
        (Cue(Span(0, 1000), (said("Schuin.", off_screen=True),), (1,)), "italics"),
        (Cue(Span(0, 1000), (said("Vet.", runs=(StyledRun(0, 0, 3, Style(bold=True)),)),), (1,)), "bold"),
        (Cue(Span(0, 1000), (said("Oranje.", runs=ORANGE),), (1,)), "#ff8800"),
        (Cue(Span(0, 1000), (said("Wie?", voice="Ton"),), (1,)), "names of speakers"),
        (Cue(Span(0, 1001), (said("Ja."),), (1,)), "40 ms"),
        (Cue(Span(0, 1000), (said("Ja."),), (1,), ScreenPosition(Vertical.TOP, region="links")), "regions"),
    ],
)  # fmt: skip
def test_what_the_format_cannot_hold_is_named(cue: Cue, named: str) -> None:
    (told,) = ebu_stl.cannot_hold(Track(TrackKind.CAPTIONS, "nl", (cue,)))
    assert named in str(told)


def test_what_the_format_holds_is_not_named() -> None:
    labelled = replace(TELETEXT.cues[0], utterances=(replace(TELETEXT.cues[0].utterances[0], voice="TON"),))
    assert ebu_stl.cannot_hold(replace(TELETEXT, cues=(labelled, *TELETEXT.cues[1:]))) == ()


@pytest.mark.parametrize(("text", "expected"), [("Ёлка ё", b"01"), ("Καλημέρα", b"03"), ("שלום", b"04")])
def test_other_scripts_have_their_own_table(text: str, expected: bytes) -> None:
    made = Track(TrackKind.CAPTIONS, None, (Cue(Span(0, 1000), (said(text),), (1,)),))
    data = written(made)
    assert data[12:14] == expected
    assert read_by_ttconv(data) == shown(made)


@settings(max_examples=100, deadline=None)
@given(TRACKS)
def test_whatever_is_written_is_read_back(made: Track) -> None:
    spans = [Span(at_ms, at_ms + 2000) for at_ms in range(0, 3000 * len(made.cues), 3000)]
    cues = [replace(cue, span=span) for cue, span in zip(made.cues, spans, strict=True)]
    made = replace(made, cues=tuple(cues))
    data = written(made)
    ours = open_captions(data, "a.stl")
    assert [fault.cause for fault in ours.document.faults] == []
    found = shown(ours.document.track)
    assert found == [(start_ms, end_ms, _held(text)) for start_ms, end_ms, text in shown(made)]
    assert [text.replace(" ", "") for _, _, text in read_by_ttconv(data)] == [
        text.replace(" ", "") for _, _, text in found
    ]


def _held(text: str) -> str:
    return " ".join(text.replace("\u200b", "").replace("–", "-").split())


def test_a_time_after_a_day_is_refused() -> None:
    late = Track(TrackKind.CAPTIONS, "nl", (Cue(Span(90_000_000, 90_001_000), (said("Ja."),), (1,)),))
    with pytest.raises(BadInputError, match="24 hours"):
        ebu_stl.render_ebu_stl(late)
