from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake.word_files import left_out, told

from woordbeeld.intake.document import Document
from woordbeeld.intake.readers.table import read_document


def read(page: str) -> Document:
    return read_document(page.encode(), "page.html")


def test_marks_come_from_elements_and_from_their_own_style() -> None:
    page = (
        "<html><p><strong>ANNA:</strong> Een <em>twee</em>.</p>"
        '<p><span style="color: red; font-weight: 700">TOM:</span> '
        '<b><span style="font-weight:normal">drie</span></b> <i style="font-style: normal">vier</i></p>'
    )
    assert told(read(page)) == ["*ANNA:* Een /twee/.", "*TOM:* drie vier"]


def test_blocks_are_what_they_are() -> None:
    page = (
        "<html><h1>Titel</h1><h3>ANNA</h3><ul><li>Een<ul><li><p>Twee</p></li></ul></li></ul>"
        "<dl><dt>TOM</dt><dd>Drie</dd></dl><p>Vier</p></html>"
    )
    document = read(page)
    assert told(document) == ["# Titel", "### ANNA", "- Een", "- Twee", "; TOM", "Drie", "Vier"]
    assert [each.level for each in document.paragraphs] == [1, 3, 1, 2, 0, 0, 0]


def test_a_line_break_ends_a_line_and_two_leave_an_empty_one() -> None:
    found = read("<html><p>Een<br>twee<br><br>drie</p><p>vier</p><div>vijf</div><div>zes</div>").paragraphs
    assert [(each.text, each.apart, each.spaced) for each in found] == [
        ("Een", True, True),
        ("twee", False, False),
        ("drie", True, True),
        ("vier", True, False),
        ("vijf", True, False),
        ("zes", False, False),
    ]


def test_cells_have_a_place_over_those_that_span_and_the_heading_of_their_column() -> None:
    page = (
        "<html><table><thead><tr><th>Wie</th><th>Wat</th></tr></thead>"
        "<tr><td rowspan=2>ANNA</td><td>Een</td></tr><tr><td>Twee</td></tr>"
        "<tr><td colspan=2>Samen</td></tr></table><p>Na</p>"
    )
    document = read(page)
    assert told(document) == [
        "[0,0] Wie",
        "[0,1] Wat",
        "[1,0] ANNA",
        "[1,1] Een",
        "[2,1] Twee",
        "[3,0] Samen",
        "Na",
    ]
    assert [each.cell.heading for each in document.paragraphs if each.cell] == [
        "Wie",
        "Wat",
        "Wie",
        "Wat",
        "Wat",
        "Wie",
    ]
    assert document.paragraphs[-1].apart


@pytest.mark.parametrize(
    ("table", "headings"),
    [
        ("<tr><td>Tijd</td><td>Beeld</td></tr><tr><td>0:03</td><td>Een plein</td></tr>", {"Tijd", "Beeld"}),
        ("<tr><td><b>Zus</b></td><td><b>Zo</b></td></tr><tr><td>Een</td><td>Twee</td></tr>", {"Zus", "Zo"}),
        ("<tr><td>ANNA</td><td>Ja.</td></tr><tr><td>TOM</td><td>Nee.</td></tr>", {""}),
        ("<tr><th>ANNA</th><td>Ja.</td></tr><tr><th>TOM</th><td>Nee.</td></tr>", {""}),
        ("<tr><td>Beeld</td><td>Geluid</td></tr>", {""}),
    ],
    ids=["known words", "bold above plain", "speakers", "headings of rows", "no row below"],
)
def test_a_first_row_is_one_of_headings_only_if_it_reads_so(table: str, headings: set[str]) -> None:
    cells = [each.cell for each in read(f"<html><table>{table}</table>").paragraphs]
    assert {cell.heading for cell in cells if cell} == headings


def test_what_belongs_to_the_site_is_left_out_with_the_reason() -> None:
    page = (
        "<html><head><title>Titel</title><style>p { color: red }</style></head><body>"
        "<nav><ul><li>Home</li><li>Contact</li></ul></nav><p>Tekst <img alt='Een plein' src=x>hier</p>"
        "<script>var x = 'nee'</script><footer>Voet</footer></body></html>"
    )
    document = read(page)
    assert told(document) == ["Tekst hier"]
    assert left_out(document) == [
        ("Titel", "title"),
        ("Home\nContact", "navigation"),
        ("Een plein", "not shown"),
        ("Voet", "navigation"),
    ]


def test_a_page_is_read_in_the_encoding_that_it_declares() -> None:
    page = '<html lang="cs"><meta charset="iso-8859-2"><p>Žižka</p></html>'
    document = read_document(page.encode("iso-8859-2"), "page")
    assert (told(document), document.language) == (["Žižka"], "cs")


@pytest.mark.parametrize(
    "page",
    [
        "<html>" + "<div>" * 200_000 + "word",
        "<html>" + "<b>word " * 100_000,
        "<html>" + "<!--" * 100_000 + "word",
        "<html>" + "<table><tr><td>" * 50_000 + "word",
        "<html>" + "<table><tr><th>a</table>" * 20_000 + "word",
        "<html><table>" + "<tr><td rowspan=999 colspan=999>word</td></tr>" * 10_000,
        "<html><p " + "a='x' " * 100_000 + ">word",
        "<html><p>" + "<" * 500_000 + "word",
    ],
    ids=["deep", "bold in bold", "comments", "tables", "headings", "spans", "attributes", "open"],
)
def test_an_odd_page_is_read_in_time_that_grows_with_its_length(page: str) -> None:
    assert "word" in read(page).paragraphs[-1].text


ELEMENT = st.sampled_from("p div b em h2 li td tr table br ul nav script svg pre dt title p p".split())


@settings(deadline=None)
@given(st.lists(st.tuples(ELEMENT, st.booleans()), max_size=30))
def test_every_word_of_a_page_is_in_a_paragraph_or_left_out(tags: list[tuple[str, bool]]) -> None:
    page = "<html><p>begin</p>"
    words = []
    for number, (tag, closes) in enumerate(tags):
        page += f"<{'/' if closes else ''}{tag}>"
        if tag == "script" and not closes:  # what stands in it is no text
            page += "</script>"
        words.append(f"word{number}.")
        page += escape(words[-1])
    document = read(page)
    found = "\n".join([each.text for each in document.paragraphs] + [each.text for each in document.left_out])
    assert all(found.count(word) == 1 for word in words)
