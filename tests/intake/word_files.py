"""Documents for the tests: Word files made with python-docx and a little XML; paragraphs told in a line."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from woordbeeld.intake.document import Document, Paragraph, Run, Style


def told(document: Document) -> list[str]:
    """Each paragraph as a line: `*bold*`, `/italic/`, `# ` a heading, `- ` an item, `[row,column]` a cell."""
    return [_told(each) for each in document.paragraphs]


def _told(paragraph: Paragraph) -> str:
    marks = {
        Style.HEADING: f"{'#' * (paragraph.level or 1)} ",
        Style.LIST_ITEM: "- ",
        Style.FOOTNOTE: "^ ",
        Style.TERM: "; ",
    }
    cell = f"[{paragraph.cell.row},{paragraph.cell.column}] " if paragraph.cell else ""
    return cell + marks.get(paragraph.style, "") + "".join(map(_marked, paragraph.runs))


def _marked(run: Run) -> str:
    text = f"*{run.text}*" if run.bold else run.text
    return f"/{text}/" if run.italic else text


def left_out(document: Document) -> list[tuple[str, str]]:
    return [(each.text, each.why.value) for each in document.left_out]


def saved(document: Any) -> bytes:
    into = BytesIO()
    document.save(into)
    return into.getvalue()


def xml(text: str) -> Any:
    """An element of Word's, whose prefix is declared."""
    text = text.replace("<w:t>", '<w:t xml:space="preserve">')
    end = min(at for at in (text.find(mark) for mark in (" ", ">", "/>")) if at > 0)
    return parse_xml(f"{text[:end]} {nsdecls('w', 'wp', 'a')}{text[end:]}")


def packed(parts: dict[str, str | bytes]) -> bytes:
    into = BytesIO()
    with ZipFile(into, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return into.getvalue()


def word(body: str) -> bytes:
    """A Word document with that body and nothing else."""
    return packed({"word/document.xml": f"<w:document {nsdecls('w')}><w:body>{body}</w:body></w:document>"})


_PLAIN = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


def rich_word() -> bytes:
    """A document with everything that a reader may lose; what is no part of its text is in capitals."""
    made = docx.Document()
    style = made.styles.add_style("Label", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style, style.font.bold = made.styles["Normal"], True
    below = made.styles.add_style("Label below", WD_STYLE_TYPE.PARAGRAPH)
    below.base_style = style
    name = made.styles.add_style("Name", WD_STYLE_TYPE.CHARACTER)
    name.font.bold = name.font.italic = True
    made.sections[0].header.paragraphs[0].text = "HEADER"
    made.sections[0].footer.paragraphs[0].text = "FOOTER"
    made.add_heading("Heading", 2)
    made.add_paragraph("Label by style", style="Label")
    made.add_paragraph("Label by a style below", style="Label below")
    named = made.add_paragraph()
    named.add_run("By a style", style="Name")
    named.add_run(" plain ")
    named.add_run("direct").bold = True
    broken = made.add_paragraph("line one")
    broken.runs[0].add_break()
    broken.add_run("line two\ttab")
    made.add_paragraph("soft\N{SOFT HYPHEN}hyphen")
    made.add_paragraph("")
    hidden = made.add_paragraph("shown")
    hidden.add_run("HIDDEN").font.hidden = True
    made.add_paragraph("item", style="List Bullet")
    made.add_paragraph("number", style="List Number")
    table = made.add_table(2, 2)
    for row, texts in enumerate([("Beeld", "Geluid"), ("left", "right")]):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 1).add_paragraph("second")
    table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "nested"
    made.element.body.insert(
        -1, xml("<w:sdt><w:sdtContent><w:p><w:r><w:t>control</w:t></w:r></w:p></w:sdtContent></w:sdt>")
    )
    changed = made.add_paragraph("before ")
    for each in (
        '<w:ins w:id="1" w:author="x"><w:r><w:t>inserted</w:t></w:r></w:ins>',
        '<w:del w:id="2" w:author="x"><w:r><w:delText>DELETED</w:delText></w:r></w:del>',
        "<w:r><w:t> and</w:t></w:r>",
        '<w:moveFrom w:id="3" w:author="x"><w:r><w:t>MOVED</w:t></w:r></w:moveFrom>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        '<w:r><w:instrText>HYPERLINK "https://example.org"</w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        "<w:r><w:t> field</w:t></w:r>",
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "<w:smartTag><w:r><w:t> tag</w:t></w:r></w:smartTag>",
        "<w:hyperlink><w:r><w:t> link</w:t></w:r></w:hyperlink>",
        "<w:sdt><w:sdtContent><w:r><w:t> inline</w:t></w:r></w:sdtContent></w:sdt>",
    ):
        changed._p.append(xml(each))
    anchored = made.add_paragraph("anchor")
    anchored._p.append(
        xml(
            '<w:r><w:drawing><wp:inline><wp:docPr id="1" descr="ALTERNATIVE"/></wp:inline></w:drawing>'
            f"<w:pict><w:txbxContent>{_PLAIN.format('frame')}</w:txbxContent></w:pict></w:r>"
        )
    )
    made.add_comment(anchored.runs[0], text="COMMENT", author="x")
    return saved(made)
