"""PDFs that LibreOffice made of pages with wrapped lines, a table, columns, and what stands on each page."""

from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from tests.intake.word_files import left_out, told

from woordbeeld.errors import BadInputError, EnvironmentProblemError
from woordbeeld.intake.document import Document
from woordbeeld.intake.readers import pdf_text
from woordbeeld.intake.readers.pdf import read_pages
from woordbeeld.intake.readers.pdf_text import Segment
from woordbeeld.intake.readers.table import read_document

FOLDER = Path(__file__).parent / "documents"
SAID = (
    "We hebben vandaag met elkaar gesproken over het plein en over de entreeopleidingen die daar komen, "
    "want dat is voor de bewoners van Veldwijk van groot belang"
)


@pytest.fixture(scope="module")
def report() -> Document:
    return read_document((FOLDER / "report.pdf").read_bytes(), "report.pdf")


def test_wrapped_lines_are_joined_also_over_pages(report: Document) -> None:
    spoken = [line for line in told(report) if line.startswith("*")]
    assert spoken == [
        f"*{'TOM BAKKER' if number % 2 else 'ANNA DE WIT'}:* Punt {number}. {SAID}, zo is gebleken. {SAID}."
        for number in range(14)
    ]


def test_a_table_is_told_by_where_its_cells_stand(report: Document) -> None:
    assert [line for line in told(report) if line.startswith("[")] == [
        "[0,0] Tijd",
        "[0,1] Beeld",
        "[0,2] Geluid",
        "[1,0] 0:03",
        "[1,1] Een vrouw fietst over een plein met veel bomen.",
        "[1,2] VOICE-OVER: Veldwijk wordt groener dan ooit.",
        "[2,0] 0:09",
        "[2,1] Het logo.",
        "[2,2] RUSTIGE MUZIEK",
    ]


def test_headings_are_larger_and_what_stands_on_each_page_is_left_out(report: Document) -> None:
    assert told(report)[0] == "# *Vergadering*"
    assert sorted(set(left_out(report))) == [
        ("Pagina 1", "page number"),
        ("Pagina 2", "page number"),
        ("Pagina 3", "page number"),
        ("Verslag van de raad", "repeated on each page"),
    ]


def test_columns_are_read_one_after_the_other() -> None:
    document = read_document((FOLDER / "columns.pdf").read_bytes(), "columns.pdf")
    assert told(document) == [
        f"*{'TOM' if number % 2 else 'ANNA'}:* Punt {number}. {SAID}." for number in range(4)
    ]


def segment(text: str, y: float, left: float = 50.0, page: int = 0) -> Segment:
    return Segment(page, left, left + 5.0 * len(text), y, 10.0, ((text, False, False),))


WIDE = "Een regel die helemaal tot aan de rand van de bladzijde doorloopt"


@pytest.mark.parametrize(
    ("end", "begin", "joined"),
    [
        ("entree-", "opleidingen", "entreeopleidingen"),
        ("minister-", "President", "minister-President"),
        ("voice-", "over", "voice-over"),
        ("entree\N{SOFT HYPHEN}", "opleidingen", "entreeopleidingen"),
        ("naar", "huis", "naar huis"),
    ],
)
def test_a_word_that_a_hyphen_divides_is_joined(end: str, begin: str, joined: str) -> None:
    document = read_pages(
        [segment(f"{WIDE} {end}", 700), segment(begin, 688), segment("De voice-over.", 650)]
    )
    assert told(document) == [f"{WIDE} {joined}", "De voice-over."]


def test_a_line_that_ended_early_is_a_line_and_distance_is_an_edge() -> None:
    found = read_pages(
        [segment(WIDE, 700), segment("RUSTIGE", 688), segment("Een", 676), segment("Twee", 650)]
    )
    assert [(each.text, each.apart) for each in found.paragraphs] == [
        (f"{WIDE} RUSTIGE", True),
        ("Een", False),
        ("Twee", True),
    ]


def test_a_label_before_an_indented_text_is_a_column_without_padding() -> None:
    rows = [("ANNA:", "Een", 700), ("", "twee", 688), ("TOM:", "Drie", 676)]
    given = [
        segment(text, y, left) for label, said, y in rows for text, left in ((label, 50), (said, 150)) if text
    ]
    assert told(read_pages(given)) == ["[0,0] ANNA:", "[0,1] Een twee", "[1,0] TOM:", "[1,1] Drie"]


def test_a_pdf_without_text_says_so() -> None:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    with pytest.raises(BadInputError, match="only pictures of pages"):
        read_document(bytes_of(writer), "scan.pdf")


def test_a_protected_pdf_says_so() -> None:
    writer = PdfWriter(clone_from=PdfReader(FOLDER / "columns.pdf"))
    writer.encrypt("geheim", algorithm="RC4-128")
    with pytest.raises(BadInputError, match="password"):
        read_document(bytes_of(writer), "secret.pdf")


def test_a_damaged_pdf_says_so() -> None:
    with pytest.raises(BadInputError, match="damaged PDF"):
        read_document(b"%PDF-1.7\n" + b"\0\xff" * 1000, "broken.pdf")


def test_a_pdf_that_takes_too_long_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_text, "_TIMEOUT_S", 0.001)
    with pytest.raises(BadInputError, match="seconds to read"):
        read_document((FOLDER / "columns.pdf").read_bytes(), "slow.pdf")


def test_without_pdfium_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_text, "find_spec", lambda _: None)
    with pytest.raises(EnvironmentProblemError, match="pypdfium2"):
        read_document((FOLDER / "columns.pdf").read_bytes(), "talk.pdf")


def bytes_of(writer: PdfWriter) -> bytes:
    from io import BytesIO

    into = BytesIO()
    writer.write(into)
    return into.getvalue()
