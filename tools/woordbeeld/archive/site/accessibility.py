"""The pages that tell which videos meet what, a table of all, and the draft of one statement for the site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from woordbeeld.archive.site.meeting import shared_statement, states, totals, work_left
from woordbeeld.archive.site.model import State, Video
from woordbeeld.archive.site.pages import Pages, size_in_list
from woordbeeld.archive.site.paging import paged
from woordbeeld.archive.site.register import render_register
from woordbeeld.publications.evidence.model import Criterion, Verdict, criteria
from woordbeeld.publications.evidence.statement import rows_of
from woordbeeld.words import words_in

FOLDER: Final = "accessibility"
REGISTER: Final = "accessibility.csv"
MOST_DEVIATIONS: Final = 5  # ways in which a part of the statement is told on the page
MOST_VIDEOS: Final = 50  # of a page on which each has its criteria
OF_STATEMENT: Final = "nl"  # the statement is Dutch, whatever the site speaks
LISTED: Final = {Verdict.NOT_MET: "not-met", Verdict.JUDGE: "to-judge", Verdict.ACCEPTED: "accepted"}


def write_accessibility(pages: Pages) -> None:
    """The state of the archive, a list for each state and each criterion that is not met, CSV, statement."""
    videos = pages.archive.videos
    found = totals(videos, pages.language)
    pages.put(
        f"{FOLDER}/index.html",
        "accessibility.html",
        states=states(videos),
        totals=found,
        work=work_left(videos),
        drafts=sum(video.entry.is_draft for video in videos),
        verdicts=list(Verdict),
        listed=LISTED,
        page_of=page_of,
        register=REGISTER,
        count=len(videos),
    )
    pages.put(
        f"{FOLDER}/statement.html",
        "statement.html",
        is_draft=True,
        parts=shared_statement(videos),
        most=MOST_DEVIATIONS,
        rows_of=rows_of,
        dutch=words_in(OF_STATEMENT, "site"),
        count=len(videos),
    )
    pages.put_text(f"{FOLDER}/{REGISTER}", render_register(pages.archive))
    for state in State:
        chosen = [video for video in videos if video.state is state]
        _write_list(pages, f"{FOLDER}/{state.value}", chosen, state=state)
    for total in found:
        for verdict in LISTED:
            if total.videos[verdict]:
                _write_criterion(pages, total.criterion, verdict)


def page_of(criterion: Criterion, verdict: Verdict) -> str:
    """The list of the videos with a verdict on a criterion.

    >>> page_of(Criterion("1.2.5", "AA", "Audiodescriptie", ""), Verdict.NOT_MET)
    '1.2.5-not-met.html'
    """
    return f"{criterion.id}-{LISTED[verdict]}.html"


def _write_criterion(pages: Pages, criterion: Criterion, verdict: Verdict) -> None:
    chosen = [video for video in pages.archive.videos if (criterion.id, verdict) in video.verdicts]
    stem = f"{FOLDER}/{page_of(criterion, verdict).removesuffix('.html')}"
    _write_list(pages, stem, chosen, criterion=criterion, verdict=verdict)


def _write_list(
    pages: Pages,
    stem: str,
    videos: list[Video],
    *,
    state: State | None = None,
    criterion: Criterion | None = None,
    verdict: Verdict | None = None,
) -> None:
    names = {each.id: f"{each.id} {each.name}" for each in criteria(pages.language)}
    for place, chosen in paged(stem, videos, size_in_list, most=MOST_VIDEOS):
        pages.put(
            place.name,
            "meeting.html",
            videos=chosen,
            count=len(videos),
            place=place,
            state=state,
            criterion=criterion,
            verdict=verdict,
            unmet_of=partial(_unmet, names=names),
        )


def _unmet(video: Video, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What it does not meet, or what is still to be judged of it, each with the criteria."""
    for verdict in (Verdict.NOT_MET, Verdict.JUDGE):
        if found := video.criteria(verdict):
            yield verdict.name.lower(), ", ".join(names[each] for each in found)
