"""One document as LibreOffice writes it as .fodt and .rtf, and what each format has of its own."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake.word_files import left_out, packed, told

from woordbeeld.errors import BadInputError
from woordbeeld.intake.document import Document
from woordbeeld.intake.readers.table import read_document

FOLDER = Path(__file__).parent / "documents"
FORMATS = ("fodt", "rtf")
NAMES = "".join(
    f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "style": "style",
        "draw": "drawing",
        "svg": "svg-compatible",
        "fo": "xsl-fo-compatible",
    }.items()
)


def read(data: bytes | str) -> Document:
    return read_document(data if isinstance(data, bytes) else data.encode("latin-1"), "talk")


def flat(text: str, styles: str = "") -> str:
    return (
        f"<office:document {NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{text}</office:text></office:body></office:document>"
    )


@pytest.mark.parametrize("ending", FORMATS)
def test_what_libreoffice_shows_is_read_with_its_marks(ending: str) -> None:
    document = read((FOLDER / f"rich.{ending}").read_bytes())
    assert told(document) == [
        "## *Heading*",
        "*Label by style*",
        "*Label by a style below*",
        "/*By a style*/ plain *direct*",
        "line one",
        "line two\ttab",
        "softhyphen",
        "shown",
        "- item",
        "- number",
        "[0,0] Beeld",
        "[0,1] Geluid",
        "[1,0] left",
        "[1,1] right",
        "[1,1] second",
        "[0,0] nested",
        "control",
        "before inserted and field tag link inline",
        "anchor",
    ]
    assert [each.spaced for each in document.paragraphs if each.text in ("softhyphen", "shown")] == [
        False,
        True,
    ]


@pytest.mark.parametrize("ending", FORMATS)
def test_what_libreoffice_does_not_show_as_text_is_left_out(ending: str) -> None:
    found = left_out(read((FOLDER / f"rich.{ending}").read_bytes()))
    assert [
        (text, why) for text, why in found if text in ("HEADER", "FOOTER", "HIDDEN", "DELETED", "MOVED")
    ] == [
        ("HEADER", "header or footer of the page"),
        ("FOOTER", "header or footer of the page"),
        ("HIDDEN", "not shown"),
        ("DELETED", "deleted with tracked changes"),
        ("MOVED", "deleted with tracked changes"),
    ]
    assert any("COMMENT" in text and why == "comment" for text, why in found)


def test_open_document_has_notes_frames_sections_and_repeated_cells() -> None:
    document = read(
        flat(
            "<text:p>Een<text:s text:c='2'/>twee<text:note><text:note-citation>1</text:note-citation>"
            "<text:note-body><text:p>Noot</text:p></text:note-body></text:note> drie</text:p>"
            "<text:p><draw:frame><draw:text-box><text:p>Kader</text:p></draw:text-box>"
            "<svg:desc>Een plein</svg:desc></draw:frame></text:p>"
            "<text:section text:display='none'><text:p>Weg</text:p></text:section>"
            "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>A</text:p>"
            "</table:table-cell></table:table-row></table:table-header-rows><table:table-row>"
            "<table:table-cell table:number-columns-repeated='2'/><table:table-cell><text:p>B</text:p>"
            "</table:table-cell></table:table-row></table:table>"
        )
    )
    assert told(document) == ["^ Noot", "Een  twee drie", "Kader", "[0,0] A", "[1,2] B"]
    assert left_out(document) == [("1", "markup"), ("Een plein", "not shown"), ("Weg", "not shown")]


def test_a_protected_document_is_told() -> None:
    data = packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": "<manifest:encryption-data/>",
            "content.xml": b"\xff\xfe",
        }
    )
    with pytest.raises(BadInputError, match="protected with a password"):
        read(data)


def test_rtf_has_characters_of_many_kinds() -> None:
    document = read(
        r"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset238 B;}}"
        r"\f0 caf\'e9 \u8364? \u-10179?\u-8704? \ldblquote x\rdblquote\~y{\f1 \'8ei\'9eka}\line "
        "Twee\\\nDrie \\{\\\\\\}}"
    )
    assert told(document) == ["café € 😀 “x”\N{NO-BREAK SPACE}yŽižka", "Twee", "Drie {\\}"]


def test_rtf_has_notes_and_groups_that_nobody_knows() -> None:
    document = read(
        r"{\rtf1{\stylesheet{\s3\f6 heading 2;}}{\info{\title T}}\pard\s3 Kop\par\pard Een"
        r"{\footnote\pard Noot}{\*\new onbekend}{\pict 00ff\bin3 }}}}.{\v weg} twee\par}"
    )
    assert told(document) == ["## Kop", "^ Noot", "Een. twee"]
    assert left_out(document) == [("onbekend", "markup"), ("weg", "not shown")]


@pytest.mark.parametrize(
    "data",
    [
        "{\\rtf1 " + "{" * 200_000 + "word",
        "{\\rtf1 " + "}" * 200_000 + "word",
        "{\\rtf1 " + "{\\*\\x {\\b " * 50_000 + "}" * 100_000 + "word",
        "{\\rtf1 \\intbl\\itap9999 " + "x\\nestcell " * 20_000 + "\\pard word",
        "{\\rtf1 \\bin-5 \\u99999999 \\'zz\\'ff \\uc-3 \\f999999 \\ansicpg0 \\itap-1 word",
    ],
    ids=["open", "close", "groups", "tables", "parameters"],
)
def test_odd_rtf_is_read_in_time_that_grows_with_its_length(data: str) -> None:
    assert "word" in read(data).paragraphs[-1].text


def test_a_file_of_rtf_that_is_cut_off_gives_what_is_there() -> None:
    whole = (FOLDER / "rich.rtf").read_bytes()
    assert told(read(whole[: whole.index(b"line one") + 8]))[-1] == "line one"


PIECE = st.sampled_from(
    [
        "{{\\b {}}}",
        "{{\\v {}}}",
        "{{\\deleted {}}}",
        "{{\\*\\unknown {}}}",
        "{{\\footnote {}}}",
        "{{\\header {}\\par}}",
        "{{\\*\\annotation {}}}",
        "{{\\shp{{\\*\\shpinst{{\\sp{{\\sn x}}}}{{\\shptxt {}\\par}}}}}}",
        "{}\\par ",
        "\\trowd\\intbl {}\\cell\\row\\pard ",
        "\\trowd\\intbl\\itap2 {}\\nestcell\\nestrow\\itap1 x\\cell\\row\\pard ",
        "{{\\field{{\\*\\fldinst {}}}{{\\fldrslt x}}}}",
    ]
)


@settings(deadline=None)
@given(st.lists(PIECE, max_size=12))
def test_every_word_of_rtf_is_in_a_paragraph_or_left_out(pieces: list[str]) -> None:
    words = [f"word{number}." for number in range(len(pieces))]
    body = "".join(piece.format(word) for piece, word in zip(pieces, words, strict=True))
    document = read(f"{{\\rtf1 begin {body}}}")
    found = "\n".join([each.text for each in document.paragraphs] + [each.text for each in document.left_out])
    assert all(found.count(word) == 1 for word in words)


PLACE = st.sampled_from(
    [
        "<text:p>{}</text:p>",
        "<text:h text:outline-level='2'>{}</text:h>",
        "<text:p>a<text:span text:style-name='H'>{}</text:span></text:p>",
        "<text:list><text:list-item><text:p>{}</text:p></text:list-item></text:list>",
        "<text:p>a<draw:text-box><text:p>{}</text:p></draw:text-box></text:p>",
        "<text:p>a<text:note><text:note-body><text:p>{}</text:p></text:note-body></text:note></text:p>",
        "<text:p>a<office:annotation><text:p>{}</text:p></office:annotation></text:p>",
        (
            "<table:table><table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell>"
            "</table:table-row></table:table>"
        ),
        "<text:table-of-content><text:index-body><text:p>{}</text:p></text:index-body></text:table-of-content>",
        "<text:p>a<svg:desc>{}</svg:desc><text:unknown>b</text:unknown></text:p>",
        "<text:p><text:unknown>{}</text:unknown></text:p>",
    ]
)
HIDDEN = "<style:style style:name='H'><style:text-properties text:display='none'/></style:style>"


@settings(deadline=None)
@given(st.lists(PLACE, max_size=12))
def test_every_word_of_an_open_document_is_in_a_paragraph_or_left_out(places: list[str]) -> None:
    words = [f"word{number}." for number in range(len(places))]
    text = "".join(place.format(word) for place, word in zip(places, words, strict=True))
    document = read(flat(f"<text:p>begin</text:p>{text}", HIDDEN))
    found = "\n".join([each.text for each in document.paragraphs] + [each.text for each in document.left_out])
    assert all(found.count(word) == 1 for word in words)
