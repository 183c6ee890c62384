"""HTML: the report as a page without script: what to do, and folded below it all that auditors ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal

from woordbeeld.findings import Severity
from woordbeeld.publications.evidence.case import told_later_ms
from woordbeeld.publications.evidence.jobs import (
    broken_rules,
    differences,
    jobs_accepted,
    jobs_now,
    jobs_to_judge,
    places_of,
    waiting_for_now,
)
from woordbeeld.publications.evidence.model import Evidence, Published, Told, ToldScene, Verdict
from woordbeeld.publications.evidence.statement import rows_of
from woordbeeld.publications.page_engine import environment, style
from woordbeeld.publications.report import Report
from woordbeeld.timing import format_clock
from woordbeeld.words import Message, direction, language_of_words, say, told, words_in

MOST_ROWS: Final = 50  # of one list on the page; the editor has them all


@dataclass(frozen=True, slots=True)
class Links:
    """The address for a line and a moment (ms, or None), "" where it has none, and what it leads `into`.

    They open in the `window` of that name, else in that of the report.
    """

    to: Callable[[int | None, int | None], str]
    into: Literal["player", "editor"]
    window: str = ""


def _to_moment(_: int | None, start_ms: int | None) -> str:
    """The moment in the player beside the report."""
    return "" if start_ms is None else f"index.html#t={start_ms / 1000:.3f}"


INTO_PLAYER: Final = Links(_to_moment, "player")


def render_report_page(
    report: Report, evidence: Evidence, title: str, language: str, links: Links = INTO_PLAYER
) -> str:
    """What to do now, what only a person can judge, and folded: what a person accepted in the editor, what is
    met, AAA, details, the statement.

    The page speaks the language of the transcript, the statement Dutch. All text is escaped.
    """
    page_language = language_of_words(language)
    engine = environment()
    engine.filters["told"] = partial(told, language=page_language)
    required = tuple(each for each in evidence.judged if each.is_required)
    accepted = jobs_accepted(evidence, report.findings)
    return engine.get_template("report.html").render(
        title=" ".join(title.split()),
        language=language,
        page_language=page_language,
        direction=direction(language),
        words=words_in(page_language, "report"),
        rows_of=rows_of,
        notes_of=_notes_of,
        evidence=evidence,
        now=jobs_now(evidence, report.findings),
        criteria_now=waiting_for_now(evidence),
        to_judge=jobs_to_judge(evidence),
        accepted=accepted,
        places_accepted=places_of(accepted),
        required={verdict: [each for each in required if each.verdict is verdict] for verdict in Verdict},
        not_required=[each for each in evidence.judged if not each.is_required],
        differences=differences(evidence),
        tips=broken_rules(report.findings, Severity.WARNING, Severity.NOTE),
        verdicts={verdict.name.lower(): verdict for verdict in Verdict},
        links=links,
        most=MOST_ROWS,
        recording_notes=report.description.notes if report.description else (),
        style=style("base.css", "report.css"),
    )


def _notes_of(scene: ToldScene) -> Iterator[Message]:
    """What there is to say of how a scene is told, beside that."""
    if scene.told is Told.SPEECH:
        return
    if (told_ms := told_later_ms(scene)) is not None:
        yield say("report.told_at", at=format_clock(told_ms))
    if scene.needs_ms:
        yield say("report.needs", seconds=scene.needs_ms / 1000)
    elif scene.speed > 1:
        yield say("report.faster", speed=scene.speed)
    if scene.published is not Published.WHOLE:
        yield say(f"report.published.{scene.published.value}")
