import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake.word_files import left_out, packed, rich_word, told, word

from woordbeeld.errors import BadInputError
from woordbeeld.intake.document import Document
from woordbeeld.intake.readers.table import read_document


def read(data: bytes) -> Document:
    return read_document(data, "talk.docx")


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def test_what_word_shows_is_read_with_its_marks() -> None:
    assert told(read(rich_word())) == [
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
        "frame",
        "anchor",
    ]


def test_what_word_does_not_show_as_text_is_left_out_with_the_reason() -> None:
    assert left_out(read(rich_word())) == [
        ("HIDDEN", "not shown"),
        ("DELETED", "deleted with tracked changes"),
        ("MOVED", "deleted with tracked changes"),
        ('HYPERLINK "https://example.org"', "markup"),
        ("ALTERNATIVE", "not shown"),
        ("HEADER", "header or footer of the page"),
        ("FOOTER", "header or footer of the page"),
        ("COMMENT", "comment"),
    ]


def test_a_line_break_is_no_edge_of_a_paragraph_and_an_empty_paragraph_leaves_a_space() -> None:
    read_from = {each.text: each for each in read(rich_word()).paragraphs}
    assert read_from["line one"].apart
    assert not read_from["line two\ttab"].apart
    assert not read_from["softhyphen"].spaced
    assert read_from["shown"].spaced


def test_cells_know_the_heading_of_their_column() -> None:
    cells = [each.cell for each in read(rich_word()).paragraphs if each.cell]
    assert [(cell.table, cell.heading) for cell in cells] == [
        (0, "Beeld"),
        (0, "Geluid"),
        (0, "Beeld"),
        (0, "Geluid"),
        (0, "Geluid"),
        (1, ""),
    ]


def test_two_styles_that_both_say_bold_give_plain_text_and_the_run_wins() -> None:
    styles = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:style w:type="paragraph" w:styleId="P"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="C"><w:rPr><w:b/></w:rPr></w:style></w:styles>'
    )
    in_style = '<w:pStyle w:val="P"/>'
    body = (
        paragraph("one", in_style)
        + paragraph("both", in_style, '<w:rStyle w:val="C"/>')
        + paragraph("own", in_style, '<w:rStyle w:val="C"/><w:b/>')
        + paragraph("off", in_style, '<w:b w:val="0"/>')
    )
    with_styles = packed({"word/styles.xml": styles, "word/document.xml": word_part(body)})
    assert told(read(with_styles)) == ["*one*", "both", "*own*", "off"]


def word_part(body: str) -> str:
    return (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>"
    )


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    mark = '<w:rPr><w:del w:id="1" w:author="x"/></w:rPr>'
    assert told(read(word(paragraph("One ", mark) + paragraph("sentence.")))) == ["One sentence."]


def test_a_mark_that_was_another_before_a_tracked_change_is_what_it_is_now() -> None:
    body = paragraph("plain", run="<w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange>")
    assert told(read(word(body))) == ["plain"]


def test_a_table_of_contents_is_left_out() -> None:
    styles = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="toc 1"/></w:style></w:styles>'
    )
    body = paragraph("Chapter 3", '<w:pStyle w:val="T"/>') + paragraph("Text")
    document = read(packed({"word/styles.xml": styles, "word/document.xml": word_part(body)}))
    assert (told(document), left_out(document)) == (["Text"], [("Chapter 3", "navigation")])


def test_footnotes_are_marked() -> None:
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:footnote>{paragraph('A note.')}</w:footnote></w:footnotes>"
    )
    document = read(packed({"word/document.xml": word_part(paragraph("Text")), "word/footnotes.xml": notes}))
    assert told(document) == ["Text", "^ A note."]


def test_a_heading_row_that_the_file_marks_needs_no_known_words() -> None:
    cells = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    rows = (
        f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{cells.format('Aaa')}</w:tr><w:tr>{cells.format('Bbb')}</w:tr>"
    )
    found = read(word(f"<w:tbl>{rows}</w:tbl>")).paragraphs
    assert [each.cell and each.cell.heading for each in found] == ["Aaa", "Aaa"]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (rich_word()[:-2000], "damaged"),
        (word("<w:p>"), "damaged"),
        (packed({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "entities"),
        (packed({"word/document.xml": '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a>&b;</a>'}), "no text"),
        (packed({"word/document.xml": b"<a>" + b" " * 200_000_000}), "more than 60 MB"),
        (word("<w:p><w:r><w:t>Ja.</w:t></w:r></w:p>" * 40_001), "more than 40000"),
        (word(""), "no text"),
    ],
    ids=["cut off", "not closed", "entities", "external", "unfolds", "too long", "empty"],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(data: bytes, what: str) -> None:
    with pytest.raises(BadInputError, match=what) as refused:
        read(data)
    assert "\n" not in str(refused.value)
    assert refused.value.where == "talk.docx"


# Elements that may stand in a paragraph, around a run.
AROUND = ("w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:hyperlink", "w:smartTag", "w:fldSimple", "w:unknown")


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(AROUND),
            st.sampled_from(["", "<w:b/>", "<w:vanish/>", "<w:i/>"]),
            st.sampled_from(["p", "tc", "txbx", "run"]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_every_word_is_in_a_paragraph_or_left_out(pieces: list[tuple[str, str, str]]) -> None:
    body = []
    for number, (around, look, place) in enumerate(pieces):
        run = f"<{around}><w:r><w:rPr>{look}</w:rPr><w:t>word{number}.</w:t></w:r></{around}>"
        body.append(
            {
                "p": f"<w:p>{run}</w:p>",
                "run": f"<w:p><w:r><w:t>voor </w:t></w:r>{run}<w:r><w:t> na</w:t></w:r></w:p>",
                "tc": f"<w:tbl><w:tr><w:tc><w:p>{run}</w:p></w:tc></w:tr></w:tbl>",
                "txbx": f"<w:p><w:r><w:txbxContent><w:p>{run}</w:p></w:txbxContent></w:r></w:p>",
            }[place]
        )
    document = read(word("<w:p><w:r><w:t>begin</w:t></w:r></w:p>" + "".join(body)))
    found = "\n".join([each.text for each in document.paragraphs] + [each.text for each in document.left_out])
    assert all(found.count(f"word{number}.") == 1 for number in range(len(pieces)))
