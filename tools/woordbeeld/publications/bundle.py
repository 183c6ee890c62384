"""The bundle: all publications of one video, as names and contents; nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass, replace

from woordbeeld.alignment.accepted import NOTHING, Accepted
from woordbeeld.alignment.model import Alignment
from woordbeeld.publications.downloads import ListedFile, PublishedMedia
from woordbeeld.publications.evidence.build import build_evidence
from woordbeeld.publications.evidence.model import Evidence
from woordbeeld.publications.report import Report, build_report
from woordbeeld.publications.report_page import Links, render_report_page
from woordbeeld.publications.table import PUBLICATIONS, Material
from woordbeeld.tracks.captions import captions, not_shown
from woordbeeld.tracks.chapters import chapters
from woordbeeld.tracks.checks import check
from woordbeeld.tracks.descriptions import descriptions
from woordbeeld.tracks.model import Track
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
    return tuple(kind.name_in(language) for kind in PUBLICATIONS)


def publications(
    alignment: Alignment,
    title: str,
    profile: CaptionProfile,
    media: PublishedMedia,
    *,
    introduction: tuple[str, ...] = (),
    crlf: bool = False,
    accepted: Accepted = NOTHING,
) -> Bundle:
    """Everything that is published of an alignment; the same alignment gives the same bytes.

    What a person `accepted` of it is told in the report alone.
    """
    material = _material(alignment, title, profile, media, accepted)
    material = replace(material, introduction=introduction, crlf=crlf)
    made = []
    for kind in PUBLICATIONS:
        publication = Publication(kind.name_in(alignment.language), kind.render(material))
        made.append(publication)
        if kind.listing:
            file = ListedFile(publication.name, len(publication.data), kind.listing)
            material = replace(material, listed=(*material.listed, file))
    return Bundle(tuple(made), material.report)


def report_page(
    alignment: Alignment, title: str, profile: CaptionProfile, links: Links, accepted: Accepted
) -> str:
    """The report on what would be published of an alignment, with other links than the published one has."""
    _, report, evidence = _reported(alignment, title, profile, accepted)
    return render_report_page(report, evidence, title, alignment.language, links)


def _material(
    alignment: Alignment, title: str, profile: CaptionProfile, media: PublishedMedia, accepted: Accepted
) -> Material:
    tracks, report, evidence = _reported(alignment, title, profile, accepted)
    return Material(alignment, title, *tracks, report, evidence, media)


def _reported(
    alignment: Alignment, title: str, profile: CaptionProfile, accepted: Accepted
) -> tuple[tuple[Track, Track, Track], Report, Evidence]:
    """Captions, descriptions and chapters, and what is told of them."""
    spoken = captions(alignment, profile)
    tracks = (spoken, descriptions(alignment), chapters(alignment))
    findings = tuple(finding for track in tracks for finding in check(track, profile))
    unshown = not_shown(alignment, spoken)
    report = build_report(alignment, findings, alignment.transcript.findings, unshown, accepted)
    return tracks, report, build_evidence(alignment, title, spoken, profile, findings, accepted=accepted)
