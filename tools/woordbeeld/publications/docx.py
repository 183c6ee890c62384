"""Word: the accessible transcript with real headings, its language, and a style for every kind of text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from woordbeeld.alignment.model import AlignedLine, Alignment, PlacedEvent
from woordbeeld.formats.xml_text import xml_text
from woordbeeld.publications.outline import Paragraph, TurnPart, outline, screen_parts
from woordbeeld.publications.page_words import page_words
from woordbeeld.timing import format_clock
from woordbeeld.transcript.model import SceneDescription
from woordbeeld.words import direction, language_of_words, words_in

FONT: Final = "Calibri"
INK, ACCENT = RGBColor(0x1D, 0x27, 0x33), RGBColor(0x15, 0x42, 0x73)
QUIET, SOUND = RGBColor(0x4D, 0x5A, 0x69), RGBColor(0x6A, 0x4A, 0x00)
_COUNTRIES: Final = {"nl": "nl-NL", "en": "en-GB", "de": "de-DE", "fr": "fr-FR"}  # Word checks by country
_MOST_PROPERTY_CHARS: Final = 255  # of the document's properties (python-docx refuses more)
_EPOCH: Final = datetime(1980, 1, 1, tzinfo=UTC)  # the first moment of a zip; what is written has no clock


def render_docx(alignment: Alignment, title: str, introduction: Sequence[str] = ()) -> bytes:
    """The transcript as .docx: title, introduction, how to read it, then the turns, each with its heading.

    What is seen and heard is told in words, not by looks alone; the order of reading is that of the text,
    without tables. The same alignment gives the same bytes. Characters that XML cannot hold are left out.
    """
    document = Document()
    _set_up(document, alignment, xml_text(" ".join(title.split())))
    writing = _Writing(document, alignment.language)
    writing.opening(title, introduction, alignment)
    for part in outline(alignment):
        if isinstance(part, TurnPart):
            writing.turn(part)
        else:
            writing.event(part)
    return _same_each_time(document)


class _Writing:
    """A document in the making, from top to bottom."""

    def __init__(self, document: Any, language: str) -> None:
        self._document = document
        self._language = language
        self._own_language = language_of_words(language)
        self._words = words_in(self._own_language, "transcript")
        self._differs = self._own_language != language
        self._right_to_left = direction(language) == "rtl"

    def opening(self, title: str, introduction: Sequence[str], alignment: Alignment) -> None:
        """The title, the introduction, how long the video is, and how to read what follows."""
        words = self._words
        kind = page_words(self._own_language, "transcript", has_video=alignment.media.has_video)[
            "kind_of_page"
        ]
        self._own(self._document.add_paragraph(style="Subtitle"), kind)
        self._said(self._document.add_paragraph(style="Title"), " ".join(title.split()))
        for paragraph in introduction:
            self._said(self._document.add_paragraph(style="Introduction"), paragraph)
        length = self._document.add_paragraph(style="Explanation")
        self._own(length, f"{words['duration']}: {format_clock(alignment.media.duration_ms)}")
        legend = [
            words["legend_turn"],
            f"{words['scene']}: {words['legend_scene']}",
            f"{words['sound']}: {words['legend_sound']}",
        ]
        if any(line.estimated for line in alignment.lines):
            legend.append(f"({words['estimated']}) {words['legend_estimated']}")
        for text in legend:
            self._own(self._document.add_paragraph(style="Explanation"), text)

    def turn(self, turn: TurnPart) -> None:
        """A heading with who speaks and when, and what the turn holds."""
        heading = self._document.add_paragraph(style="Heading 1")
        if turn.speaker:
            self._said(heading, turn.speaker, "Speaker")
        else:
            self._own(heading, self._words["speech"], "Speaker")
        if turn.remark:
            self._said(heading, f" ({turn.remark})", "Moment")
        moment = self._words["untimed"] if turn.start_ms is None else format_clock(turn.start_ms)
        self._own(heading, f"  {moment}", "Moment")
        for item in turn.items:
            if isinstance(item, Paragraph):
                self._paragraph(item.lines)
            else:
                self.event(item)

    def event(self, event: PlacedEvent) -> None:
        """What is seen or heard, after the word that says so."""
        source = event.source
        if isinstance(source, SceneDescription):
            paragraph = self._document.add_paragraph(style="Scene")
            self._own(paragraph, f"{self._words['scene']}: ", "Kind")
            for text, on_screen in screen_parts(source):
                self._said(paragraph, text, "On screen" if on_screen else None)
        else:
            paragraph = self._document.add_paragraph(style="Sound")
            self._own(paragraph, f"{self._words['sound']}: ", "Kind")
            self._said(paragraph, source.text.lower())

    def _paragraph(self, lines: tuple[AlignedLine, ...]) -> None:
        paragraph = self._document.add_paragraph(style="Speech")
        for number, line in enumerate(lines):
            for at, part in enumerate(line.source.parts):
                text = f"{' ' if number and not at else ''}{part.text}"
                self._said(paragraph, text, language=part.language)
            if line.estimated:
                told = self._words["estimated"] if line.span else self._words["untimed"]
                self._own(paragraph, f" ({told})", "Moment")

    def _said(self, paragraph: Any, text: str, style: str | None = None, language: str | None = None) -> None:
        """Text of the transcript, or a part of it that is in another language."""
        run = paragraph.add_run(xml_text(text), style)
        if language not in (None, self._language):
            run._r.get_or_add_rPr().append(_language(language))  # noqa: SLF001 - as in _own
        if self._right_to_left:
            run.font.rtl = True
            paragraph.paragraph_format.element.get_or_add_pPr().append(OxmlElement("w:bidi"))

    def _own(self, paragraph: Any, text: str, style: str | None = None) -> None:
        """Text of ours, which may be in another language."""
        run = paragraph.add_run(text, style)
        if self._differs:
            run._r.get_or_add_rPr().append(_language(self._own_language))  # noqa: SLF001 - python-docx has no other way


def _set_up(document: Any, alignment: Alignment, title: str) -> None:
    about = document.core_properties
    about.title, about.language = _property(title), _tag(alignment.language)
    about.author = about.comments = about.keywords = about.last_modified_by = ""
    about.created = about.modified = _EPOCH
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.8)
    section.top_margin = section.bottom_margin = Cm(2.5)
    _number(section.footer.paragraphs[0])
    _styles(document, alignment.language)


def _property(text: str) -> str:
    """A text as a property of the document, which has room for no more: the heading has all of it.

    >>> len(_property("x" * 256)), _property("x" * 256)[-2:]
    (255, 'x…')
    """
    if len(text) <= _MOST_PROPERTY_CHARS:
        return text
    return f"{text[: _MOST_PROPERTY_CHARS - 1].rstrip()}…"


def _styles(document: Any, language: str) -> None:
    styles = document.styles
    for defaults in styles.element.iter(qn("w:rPrDefault")):
        properties = defaults.find(qn("w:rPr"))
        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
        properties.append(_language(language))
    _look(styles["Normal"], 11, INK, after=6, spacing=1.3)
    _look(styles["Title"], 24, ACCENT, after=8, bold=True)
    _look(styles["Subtitle"], 11, QUIET, after=0)
    _look(styles["Heading 1"], 13, ACCENT, before=18, after=2, bold=True)
    for border in list(styles["Title"].element.iter(qn("w:pBdr"))):
        border.getparent().remove(border)
    made = {
        name: styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        for name in ("Introduction", "Speech", "Explanation", "Scene", "Sound")
    }
    for style in made.values():
        style.base_style = styles["Normal"]
        style.quick_style = True
    _look(made["Explanation"], 10, QUIET, after=2)
    for name, colour in (("Scene", ACCENT), ("Sound", SOUND)):
        _look(made[name], 11, QUIET, before=4, after=8)
        made[name].paragraph_format.left_indent = Cm(0.6)
        _side_line(made[name], colour, "single" if name == "Scene" else "dotted")
    made["Sound"].font.italic = True
    for name, character, bold in (
        ("Speaker", ACCENT, True),
        ("Moment", QUIET, False),
        ("Kind", ACCENT, True),
        ("On screen", INK, True),
    ):
        style = styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.font.bold, style.font.italic, style.font.color.rgb = bold, False, character
    styles["Moment"].font.size = Pt(10)


def _look(
    style: Any,
    size: float,
    colour: RGBColor,
    *,
    before: float = 0,
    after: float,
    spacing: float | None = None,
    bold: bool = False,
) -> None:
    """Sizes and distances in points. The fonts of a theme give way, which differ between machines."""
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
    style.font.color.rgb = colour
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    if spacing:
        style.paragraph_format.line_spacing = spacing


def _side_line(style: Any, colour: RGBColor, kind: str) -> None:
    borders = OxmlElement("w:pBdr")
    left = OxmlElement("w:left")
    for name, value in (("val", kind), ("sz", "18"), ("space", "8"), ("color", str(colour))):
        left.set(qn(f"w:{name}"), value)
    borders.append(left)
    style.element.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind")


def _number(paragraph: Any) -> None:
    """The number of the page, in the middle of its foot."""
    paragraph.alignment = 1
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields


def _language(language: str) -> Any:
    element = OxmlElement("w:lang")
    for script in ("val", "eastAsia", "bidi"):
        element.set(qn(f"w:{script}"), _tag(language))
    return element


def _tag(language: str) -> str:
    """A language as word processors want it, with a country where one is known.

    >>> _tag("nl"), _tag("nl-BE"), _tag("tr")
    ('nl-NL', 'nl-BE', 'tr')
    """
    return _COUNTRIES.get(language, language)


def _same_each_time(document: Any) -> bytes:
    """The document packed anew without the time of packing."""
    packed, again = BytesIO(), BytesIO()
    document.save(packed)
    with ZipFile(packed) as source, ZipFile(again, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name, _EPOCH.timetuple()[:6]), source.read(name), ZIP_DEFLATED)
    return again.getvalue()
