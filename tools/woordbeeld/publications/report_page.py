"""HTML: the report as a page for editors and auditors, without script."""

from __future__ import annotations

from typing import Final

from woordbeeld.publications.evidence.model import Evidence, Judged, Verdict
from woordbeeld.publications.evidence.statement import rows_of
from woordbeeld.publications.page_engine import environment, style
from woordbeeld.publications.report import Report
from woordbeeld.words import direction, language_of_words, words_in

MOST_ROWS: Final = 50  # of one list on the page; report.json has them all
MOST_FIRST: Final = 3
# Where places are known, as doubts are ordered: speech, speakers, languages, times; else as auditors ask.
_BY_NEED: Final = ("1.2.2", "2.4.6", "3.1.2", "7.1.2", "1.2.5", "1.2.3")
_FIRST: Final = ("1.2.2", "1.2.5", "2.4.6", "1.2.3", "7.1.2", "3.1.2")


def render_report_page(report: Report, evidence: Evidence, title: str, language: str) -> str:
    """What to do first, the verdict on each criterion with its evidence, the worklist, and the statement.

    The page speaks the language of the transcript, the statement Dutch. All text is escaped.
    """
    page = environment().get_template("report.html")
    return page.render(
        title=" ".join(title.split()),
        language=language,
        page_language=language_of_words(language),
        direction=direction(language),
        words=words_in(language_of_words(language), "report"),
        rows_of=rows_of,
        evidence=evidence,
        first=first_to_do(evidence),
        verdicts=list(Verdict),
        broken_rules=report.broken_rules,
        most=MOST_ROWS,
        style=style("base.css", "report.css"),
    )


def first_to_do(evidence: Evidence) -> tuple[Judged, ...]:
    """The few things to do before all others: what is not met, then where people must look at places."""
    undecided = [each for each in evidence.judged if each.todo and each.criterion.id in _FIRST]
    wrong = evidence.of(Verdict.NOT_MET)
    rest = sorted(
        (each for each in undecided if each not in wrong),
        key=lambda each: (not each.spots, (_BY_NEED if each.spots else _FIRST).index(each.criterion.id)),
    )
    return (*wrong, *rest)[:MOST_FIRST]
