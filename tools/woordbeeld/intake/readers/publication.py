"""What Woordbeeld published itself, read back as house style, with the times that were shown as spans."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from woordbeeld.intake.document import Document, LeftOut, Paragraph, Run, Style, Why
from woordbeeld.intake.readers.building import moment_at, with_ends
from woordbeeld.intake.readers.html import read_html
from woordbeeld.intake.readers.markdown import read_markdown
from woordbeeld.intake.readers.package import Package
from woordbeeld.intake.readers.word import read_word
from woordbeeld.words import LANGUAGES, words_in

PAGE_NAME: Final = "transcript of Woordbeeld (web page)"
WORD_NAME: Final = "transcript of Woordbeeld (Word)"
MARKDOWN_NAME: Final = "transcript of Woordbeeld (Markdown)"

_WORDS: Final = tuple(words_in(language, "transcript") for language in LANGUAGES)
# How a part of the transcript begins in our pages, and what ends it.
_PART = re.compile(
    r'<(?P<section>section) class="turn" id="t\d+">|<(?P<p>p) class="event (?:scene|sound)"'
    r'|<(?P<article>article) lang="[\w-]*"(?: dir="rtl")?>\s*(?:<h2><bdi>|<p><em>)'
)
_MAIN_LANGUAGE = re.compile(r'<(?:main|article|div)\b[^>]*?\blang="([\w-]+)"')
_MARKDOWN = re.compile(r"^\*\*.+\*\* `\[[^\]`]+\]`$", re.MULTILINE)
_CLOCK: Final = r"(?:(\d+):)?(\d{1,2}):(\d\d)"
_UNTIMED: Final = "|".join(re.escape(words["untimed"]) for words in _WORDS)
_MOMENT = re.compile(rf"\s*[(\[]?(?:{_CLOCK}|{_UNTIMED})[)\]]?\s*$")
_TOLD = re.compile(
    "|".join(
        rf"\s*\({re.escape(text)}\)" for words in _WORDS for text in (words["estimated"], words["untimed"])
    )
)
_SCENE = re.compile(rf"(?:{'|'.join(words['scene'] for words in _WORDS)}):\s+(.+)|\((.+)\)$")
_SOUND = re.compile(rf"(?:{'|'.join(words['sound'] for words in _WORDS)}):\s+(.+)|\[(.+)\]$")
_TURN_LEVEL: Final = 2  # above which a heading without a moment is the title
_OWN: Final = frozenset(words["speech"] for words in _WORDS)
_LEGEND: Final = frozenset(
    text
    for words in _WORDS
    for text in (
        words["kind_of_page"],
        words["of_sound"]["kind_of_page"],
        words["legend_turn"],
        f"{words['scene']}: {words['legend_scene']}",
        f"{words['sound']}: {words['legend_sound']}",
        f"({words['estimated']}) {words['legend_estimated']}",
    )
)
_DURATION = re.compile(rf"(?:{'|'.join(words['duration'] for words in _WORDS)}): {_CLOCK}")


def is_own_page(page: str) -> bool:
    return _PART.search(page) is not None


def is_own_markdown(text: str) -> bool:
    return _MARKDOWN.search(text) is not None


def is_own_word(package: Package) -> bool:
    styles = package.read("word/styles.xml")
    return all(
        f'w:val="{name}"'.encode() in styles for name in ("Speech", "Moment", "Explanation", "On screen")
    )


def read_own_page(page: str) -> Document:
    """Our transcript, our player with it, or the fragment to paste, without what is around the transcript."""
    parts = list(_PART.finditer(page))
    start, end = parts[0].start(), page.find(f"</{parts[-1].lastgroup}>", parts[-1].end())
    end = end if end >= 0 else len(page)
    around = filter(None, map(_text, (page[:start], page[end:])))
    language = [*_MAIN_LANGUAGE.finditer(page[: parts[0].end()])]
    read = _as_house_style(read_html(f"<body>{page[start:end]}</body>"), PAGE_NAME)
    left_out = (*(LeftOut(None, text, Why.EXPORT_NOTE) for text in around), *read.left_out)
    return replace(read, left_out=left_out, language=language[-1][1] if language else None)


def read_own_word(package: Package) -> Document:
    return _as_house_style(read_word(package), WORD_NAME, may_be_introduced=True)


def read_own_markdown(text: str) -> Document:
    return _as_house_style(read_markdown(text), MARKDOWN_NAME, may_be_introduced=True)


def _text(page: str) -> str:
    """All that a part of a page shows, or could."""
    document = read_html(f"<body>{page}")
    texts = (*(each.text for each in document.left_out), *(each.text for each in document.paragraphs))
    return "\n".join(texts)


def _as_house_style(document: Document, name: str, *, may_be_introduced: bool = False) -> Document:
    """What was published as house style; an introduction before it is no part of the transcript."""
    writing = _Writing()
    for paragraph in document.paragraphs:
        if may_be_introduced and not writing.has_begun and _is_introduction(paragraph):
            writing.left_out.append(LeftOut(paragraph.place, paragraph.text, Why.OUTSIDE))
        else:
            writing.add(paragraph)
    paragraphs = tuple(with_ends(writing.paragraphs))
    return replace(
        document, format_name=name, paragraphs=paragraphs, left_out=(*document.left_out, *writing.left_out)
    )


class _Writing:
    """Goes through what was published, and writes it as it stood in the transcript."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self.left_out: list[LeftOut] = []
        self._label = ""
        self._start_ms: int | None = None
        self._after_event = False
        self.has_begun = False

    def add(self, paragraph: Paragraph) -> None:
        text = paragraph.text
        if why := _why_left_out(paragraph):
            self.left_out.append(LeftOut(paragraph.place, text, why))
            return
        self.has_begun = True
        if speaker := _heading(paragraph):
            self._turn(speaker, paragraph.place)
        elif found := _SCENE.fullmatch(text):
            self._event(paragraph, f"({found[1] or found[2]})")
        elif found := _SOUND.fullmatch(text):
            self._event(paragraph, (found[1] or found[2]).upper())
        else:
            self._speech(paragraph)

    def _turn(self, heading: str, place: int) -> None:
        moment = _MOMENT.search(heading)
        name = heading[: moment.start()].strip() if moment else heading
        speaker, bracket, remark = name.partition(" (")
        self._label = "" if name in _OWN else f"{speaker.upper()}{bracket}{remark}: "
        self._start_ms = _milliseconds(moment) if moment else None
        if moment:
            self.left_out.append(LeftOut(place, moment[0].strip(), Why.TIME))

    def _speech(self, paragraph: Paragraph) -> None:
        for told in _TOLD.findall(paragraph.text):
            self.left_out.append(LeftOut(paragraph.place, told.strip(), Why.EXPORT_NOTE))
        text = _TOLD.sub("", paragraph.text)
        self._write(paragraph, f"{self._label}{text}", apart=bool(self._label))
        self._label = ""

    def _event(self, paragraph: Paragraph, text: str) -> None:
        self._write(paragraph, text, apart=True)
        self._after_event = True

    def _write(self, paragraph: Paragraph, text: str, *, apart: bool = False) -> None:
        span, self._start_ms = paragraph.span or moment_at(self._start_ms), None
        is_apart = paragraph.apart or apart or self._after_event
        self._after_event = False
        self.paragraphs.append(
            Paragraph((Run(text),), len(self.paragraphs) + 1, is_apart, span=span, spaced=is_apart)
        )


def _is_introduction(paragraph: Paragraph) -> bool:
    """Whether a paragraph is neither a heading nor an event, in which something is bold or italic."""
    plain = not any(run.bold or run.italic for run in paragraph.runs)
    return paragraph.style is Style.BODY and plain and not _why_left_out(paragraph)


def _why_left_out(paragraph: Paragraph) -> Why | None:
    text = paragraph.text
    if text in _LEGEND or _DURATION.fullmatch(text):
        return Why.EXPORT_NOTE
    if paragraph.style is Style.HEADING and not _MOMENT.search(text) and paragraph.level < _TURN_LEVEL:
        return Why.TITLE
    return Why.TIME if re.fullmatch(_CLOCK, text) else None


def _heading(paragraph: Paragraph) -> str:
    """The text of what stands above a turn: a heading, or in Markdown a bold name and a moment."""
    is_name = (
        paragraph.runs[0].bold and len(paragraph.runs) > 1 and _MOMENT.fullmatch(paragraph.runs[-1].text)
    )
    return paragraph.text if paragraph.style is Style.HEADING or is_name else ""


def _milliseconds(moment: re.Match[str]) -> int | None:
    hours, minutes, seconds = moment.groups()
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 if seconds else None
