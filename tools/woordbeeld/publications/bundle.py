"""The bundle: all publications of one video, as names and contents; nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass

from woordbeeld.alignment.model import Alignment
from woordbeeld.formats.subrip import render_subrip
from woordbeeld.formats.ttml import render_ttml
from woordbeeld.formats.webvtt import render_webvtt
from woordbeeld.publications.alignment_json import render_alignment
from woordbeeld.publications.docx import render_docx
from woordbeeld.publications.downloads import PublishedMedia, downloads
from woordbeeld.publications.evidence.build import build_evidence
from woordbeeld.publications.html import render_fragment, render_html
from woordbeeld.publications.markdown import render_markdown
from woordbeeld.publications.player import render_player
from woordbeeld.publications.report import Report, build_report, render_report_json
from woordbeeld.publications.report_page import render_report_page
from woordbeeld.publications.text import render_text
from woordbeeld.tracks.captions import captions, not_shown
from woordbeeld.tracks.chapters import chapters
from woordbeeld.tracks.checks import check
from woordbeeld.tracks.descriptions import descriptions
from woordbeeld.tracks.model import TrackKind
from woordbeeld.tracks.profile import CaptionProfile


@dataclass(frozen=True, slots=True)
class Publication:
    """A file to be: its name in the bundle and its text, or its bytes where it is no text."""

    name: str
    content: str | bytes

    @property
    def data(self) -> bytes:
        """What stands in the file; text is UTF-8."""
        return self.content.encode() if isinstance(self.content, str) else self.content


@dataclass(frozen=True, slots=True)
class Bundle:
    """All publications of one video, and the report that is among them."""

    publications: tuple[Publication, ...]
    report: Report


def publication_names(language: str) -> tuple[str, ...]:
    """The names of all publications in a language, in the order in which they are made and written."""
    return (
        *(
            f"{kind.value}.{language}.vtt"
            for kind in (TrackKind.CAPTIONS, TrackKind.DESCRIPTIONS, TrackKind.CHAPTERS)
        ),
        f"captions.{language}.srt",
        f"captions.{language}.ttml",
        *(f"transcript.{ending}" for ending in ("txt", "md", "html", "fragment.html", "docx")),
        "alignment.json",
        "report.json",
        "report.html",
        "index.html",
    )


def publications(
    alignment: Alignment, title: str, profile: CaptionProfile, media: PublishedMedia, *, crlf: bool = False
) -> Bundle:
    """Everything that is published of an alignment; the same alignment gives the same bytes.

    With `crlf` the lines of the SubRip file end in CR LF.
    """
    spoken = captions(alignment, profile)
    tracks = (spoken, descriptions(alignment), chapters(alignment))
    findings = tuple(finding for track in tracks for finding in check(track, profile))
    report = build_report(alignment, findings, alignment.transcript.findings, not_shown(alignment, spoken))
    evidence = build_evidence(alignment, title, spoken, profile, findings)
    made = (
        *(Publication(f"{track.kind.value}.{track.language}.vtt", render_webvtt(track)) for track in tracks),
        Publication(f"captions.{spoken.language}.srt", render_subrip(spoken, crlf=crlf)),
        Publication(f"captions.{spoken.language}.ttml", render_ttml(spoken, title)),
        Publication("transcript.txt", render_text(alignment)),
        Publication("transcript.md", render_markdown(alignment, title)),
        Publication("transcript.html", render_html(alignment, title)),
        Publication("transcript.fragment.html", render_fragment(alignment)),
        Publication("transcript.docx", render_docx(alignment, title)),
        Publication("alignment.json", render_alignment(alignment)),
        Publication("report.json", render_report_json(report, evidence)),
        Publication("report.html", render_report_page(report, evidence, title, alignment.language)),
    )
    sizes = {each.name: len(each.data) for each in made}
    listed = downloads(media, sizes, alignment.language)
    index = Publication("index.html", render_player(alignment, title, tracks, media, listed))
    return Bundle((*made, index), report)
