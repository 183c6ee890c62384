"""From an alignment and its tracks to the evidence."""

from __future__ import annotations

from woordbeeld.alignment.accepted import NOTHING, Accepted
from woordbeeld.alignment.doubts import doubts, told_once
from woordbeeld.alignment.model import Alignment
from woordbeeld.description import planning
from woordbeeld.description.model import Plan
from woordbeeld.description.published import DescriptionSound
from woordbeeld.findings import Finding
from woordbeeld.publications.evidence.case import Case
from woordbeeld.publications.evidence.describing import left_to_say
from woordbeeld.publications.evidence.judge import judge
from woordbeeld.publications.evidence.model import Evidence, criteria
from woordbeeld.publications.evidence.scenes import told_scenes
from woordbeeld.publications.evidence.statement import statement
from woordbeeld.publications.evidence.worklist import fast_captions, worklist
from woordbeeld.tracks.captions import not_shown
from woordbeeld.tracks.model import Track
from woordbeeld.tracks.profile import CaptionProfile
from woordbeeld.words import language_of_words


def build_evidence(
    alignment: Alignment,
    title: str,
    captions: Track,
    profile: CaptionProfile,
    findings: tuple[Finding, ...],
    *,
    accepted: Accepted = NOTHING,
    plan: Plan | None = None,
    description: DescriptionSound | None = None,
) -> Evidence:
    """How each criterion is judged, how scenes are told, what an editor should look at, and the statement.

    What a person `accepted` is looked at no more, but told apart. The descriptions are told by the `plan`, if
    one is given, and the `description` is the sound that is published with it.
    """
    scenes = told_scenes(alignment, plan or planning.plan(alignment), description)
    found, sounds = doubts(alignment), not_shown(alignment, captions)
    work = worklist(
        alignment,
        told_once([each for each in found if not accepted.covers(each.about)]),
        [each for each in sounds if not accepted.covers(each)],
        accepted,
        fast_captions(captions, profile),
    )
    seen = worklist(
        alignment,
        told_once([each for each in found if accepted.covers(each.about)]),
        [each for each in sounds if accepted.covers(each)],
        accepted,
    )
    language = language_of_words(alignment.language)
    case = Case(alignment, title, captions, scenes, work, seen, findings, language, description)
    judged = tuple(judge(each, case) for each in criteria(language))
    return Evidence(judged, scenes, work, statement(judged, case), seen, accepted.lines, left_to_say(case))
