"""The bundle: all publications of one video, as names and contents; nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass, replace

from woordbeeld.alignment.accepted import NOTHING, Accepted
from woordbeeld.alignment.model import Alignment
from woordbeeld.description import planning
from woordbeeld.description.model import Plan
from woordbeeld.description.published import DescriptionSound
from woordbeeld.publications.downloads import ListedFile, PublishedMedia
from woordbeeld.publications.evidence.build import build_evidence
from woordbeeld.publications.evidence.model import Evidence
from woordbeeld.publications.report import Report, build_report, description_told
from woordbeeld.publications.report_page import Links, render_report_page
from woordbeeld.publications.table import PUBLICATIONS, Material
from woordbeeld.tracks.captions import captions, not_shown
from woordbeeld.tracks.chapters import chapters
from woordbeeld.tracks.checks import check
from woordbeeld.tracks.descriptions import descriptions
from woordbeeld.tracks.model import Track
from woordbeeld.tracks.profile import CaptionProfile
from woordbeeld.words import Message


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
    plan: Plan | None = None,
    description: DescriptionSound | None = None,
    notes: tuple[Message, ...] | None = None,
) -> Bundle:
    """Everything that is published of an alignment; the same alignment gives the same bytes.

    What a person `accepted` of it is told in the report alone. Descriptions are at the times of
    the `plan`, by their estimated lengths where none is given. The page switches to the `description`, if
    there is one, and the report tells what that has of them, and the `notes` on the recordings in it.
    """
    plan = plan or planning.plan(alignment)
    material = _material(
        alignment, title, profile, media, accepted=accepted, plan=plan, description=description, notes=notes
    )
    material = replace(material, introduction=introduction, crlf=crlf, description=description)
    made: list[Publication] = []
    for kind in PUBLICATIONS:
        files = [Publication(*each) for each in kind.made(material)]
        made += files
        if kind.listing:
            file = ListedFile(files[0].name, len(files[0].data), kind.listing)
            material = replace(material, listed=(*material.listed, file))
    return Bundle(tuple(made), material.report)


def report_page(
    alignment: Alignment,
    title: str,
    profile: CaptionProfile,
    links: Links,
    accepted: Accepted,
    *,
    plan: Plan,
    description: DescriptionSound | None,
) -> str:
    """The report on what would be published of an alignment, with other links than the published one has."""
    _, report, evidence = _reported(
        alignment, title, profile, accepted=accepted, plan=plan, description=description
    )
    return render_report_page(report, evidence, title, alignment.language, links)


def _material(
    alignment: Alignment,
    title: str,
    profile: CaptionProfile,
    media: PublishedMedia,
    *,
    accepted: Accepted,
    plan: Plan,
    description: DescriptionSound | None,
    notes: tuple[Message, ...] | None,
) -> Material:
    tracks, report, evidence = _reported(
        alignment, title, profile, accepted=accepted, plan=plan, description=description
    )
    report = replace(report, description=description_told(evidence.scenes, description, notes))
    return Material(alignment, title, *tracks, report, evidence, media)


def _reported(
    alignment: Alignment,
    title: str,
    profile: CaptionProfile,
    *,
    accepted: Accepted,
    plan: Plan,
    description: DescriptionSound | None,
) -> tuple[tuple[Track, Track, Track], Report, Evidence]:
    """Captions, descriptions and chapters, and what is told of them."""
    spoken = captions(alignment, profile)
    tracks = (spoken, descriptions(alignment, plan), chapters(alignment))
    findings = tuple(finding for track in tracks for finding in check(track, profile))
    unshown = not_shown(alignment, spoken)
    report = build_report(alignment, findings, alignment.transcript.findings, unshown, accepted)
    evidence = build_evidence(
        alignment,
        title,
        spoken,
        profile,
        findings,
        accepted=accepted,
        plan=plan,
        description=description,
    )
    return tracks, report, evidence
