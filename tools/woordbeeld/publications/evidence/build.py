"""From an alignment and its tracks to the evidence."""

from __future__ import annotations

from woordbeeld.alignment.model import Alignment
from woordbeeld.findings import Finding
from woordbeeld.publications.evidence.judge import Case, judge
from woordbeeld.publications.evidence.model import Evidence, criteria
from woordbeeld.publications.evidence.statement import statement
from woordbeeld.publications.evidence.worklist import told_scenes, worklist
from woordbeeld.tracks.model import Track
from woordbeeld.tracks.profile import CaptionProfile
from woordbeeld.words import language_of_words


def build_evidence(
    alignment: Alignment,
    title: str,
    captions: Track,
    profile: CaptionProfile,
    findings: tuple[Finding, ...],
) -> Evidence:
    """How each criterion is judged, how scenes are told, what an editor should look at, and the statement."""
    scenes = told_scenes(alignment)
    work = worklist(alignment, captions, profile)
    language = language_of_words(alignment.language)
    case = Case(alignment, title, captions, scenes, work, findings, language)
    judged = tuple(judge(each, case) for each in criteria(language))
    return Evidence(judged, scenes, work, statement(judged))
