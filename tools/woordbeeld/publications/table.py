"""All publications: a new one is a module of its own, and its row here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from woordbeeld.alignment.model import Alignment
from woordbeeld.description.published import DescriptionSound
from woordbeeld.formats.subrip import render_subrip
from woordbeeld.formats.ttml import render_ttml
from woordbeeld.formats.webvtt import render_webvtt
from woordbeeld.publications.alignment_json import render_alignment
from woordbeeld.publications.cutting import page_name
from woordbeeld.publications.docx import render_docx
from woordbeeld.publications.downloads import ListedFile, Listing, PublishedMedia, downloads
from woordbeeld.publications.evidence.model import Evidence
from woordbeeld.publications.html import render_fragment, render_html
from woordbeeld.publications.markdown import render_markdown
from woordbeeld.publications.player import render_player
from woordbeeld.publications.report import Report
from woordbeeld.publications.report_json import render_report_json
from woordbeeld.publications.report_page import render_report_page
from woordbeeld.publications.text import render_text
from woordbeeld.tracks.model import Track


@dataclass(frozen=True, slots=True)
class Material:
    """What publications are made of; `listed` are the files for visitors that were made before this one.

    The paragraphs of the `introduction` stand above the video and the transcript. With `crlf` the lines of
    the SubRip file end in CR LF. The `description` is the sound with audio description, if that
    was made.
    """

    alignment: Alignment
    title: str
    captions: Track
    descriptions: Track
    chapters: Track
    report: Report
    evidence: Evidence
    media: PublishedMedia
    introduction: tuple[str, ...] = ()
    crlf: bool = False
    description: DescriptionSound | None = None
    listed: tuple[ListedFile, ...] = ()

    @property
    def language(self) -> str:
        return self.alignment.language

    @property
    def tracks(self) -> tuple[Track, ...]:
        return self.captions, self.descriptions, self.chapters


@dataclass(frozen=True, slots=True)
class PublicationKind:
    """A publication: its name, where `*` stands for the language, what it is for, and how it is made.

    With a `listing` it is among the downloads of the page. What is rendered may be several pages, of
    which the first has the name.
    """

    name: str
    purpose: str
    render: Callable[[Material], str | bytes | tuple[str, ...]]
    listing: Listing | None = None

    def name_in(self, language: str) -> str:
        return self.name.replace("*", language)

    def made(self, material: Material) -> Iterator[tuple[str, str | bytes]]:
        """The files of it with their names."""
        rendered = self.render(material)
        pages = rendered if isinstance(rendered, tuple) else (rendered,)
        for number, content in enumerate(pages, 1):
            yield page_name(self.name_in(material.language), number), content


# Each is made after those above it; visitors see downloads in this order, which is that of government sites.
PUBLICATIONS: Final = (
    PublicationKind(
        "captions.*.vtt",
        "subtitles for deaf and hard of hearing viewers: speech with speakers, "
        "and sounds such as `[applaus]`",
        lambda material: render_webvtt(material.captions),
        Listing(lambda words: words["captions"], lambda _: "WebVTT"),
    ),
    PublicationKind(
        "captions.*.srt",
        "the same for players that want SubRip",
        lambda material: render_subrip(material.captions, crlf=material.crlf),
        Listing(lambda words: words["captions"], lambda _: "SRT"),
    ),
    PublicationKind(
        "captions.*.ttml",
        "the same for players and stations that want TTML (IMSC 1.1, EBU-TT-D)",
        lambda material: render_ttml(material.captions, material.title),
        Listing(lambda words: words["captions"], lambda _: "TTML"),
    ),
    PublicationKind(
        "descriptions.*.vtt",
        "scene descriptions and on-screen text, in the pauses, for blind and low-sighted viewers",
        lambda material: render_webvtt(material.descriptions),
        Listing(lambda words: words["descriptions"], lambda _: "WebVTT"),
    ),
    PublicationKind(
        "chapters.*.vtt",
        "a chapter for each turn",
        lambda material: render_webvtt(material.chapters),
    ),
    PublicationKind(
        "transcript.txt",
        "the transcript as plain text",
        lambda material: render_text(material.alignment),
        Listing(lambda words: words["transcript"], lambda words: words["text"]),
    ),
    PublicationKind(
        "transcript.docx",
        "the same as a Word document, with real headings and its language",
        lambda material: render_docx(material.alignment, material.title, material.introduction),
        Listing(lambda words: words["transcript"], lambda words: words["word_document"]),
    ),
    PublicationKind(
        "transcript.html",
        "the same as a web page with speakers, descriptions, sounds and times",
        lambda material: render_html(material.alignment, material.title, material.introduction),
        Listing(lambda words: words["transcript"], lambda words: words["web_page"]),
    ),
    PublicationKind(
        "transcript.fragment.html",
        "the same to paste into a page of your own: headings and paragraphs, no classes, no style",
        lambda material: render_fragment(material.alignment, material.introduction),
    ),
    PublicationKind(
        "transcript.md",
        "the same as Markdown",
        lambda material: render_markdown(material.alignment, material.title, material.introduction),
    ),
    PublicationKind(
        "alignment.json",
        "the time of every word, for other programs",
        lambda material: render_alignment(material.alignment),
    ),
    PublicationKind(
        "report.html",
        "what to do before you publish, what only a person can judge, what meets the law already, "
        "and a draft for the accessibility statement",
        lambda material: render_report_page(
            material.report, material.evidence, material.title, material.language
        ),
    ),
    PublicationKind(
        "report.json",
        "the same for other programs",
        lambda material: render_report_json(material.report, material.evidence),
    ),
    PublicationKind(
        "index.html",
        "the page to publish: the player with captions, descriptions, the transcript beside it "
        "(a long one goes on at `index.2.html`), and downloads",
        lambda material: render_player(
            material.alignment,
            material.title,
            material.tracks,
            material.media,
            downloads(material.media, material.listed, material.language),
            introduction=material.introduction,
            sound=material.description,
        ),
    ),
)
