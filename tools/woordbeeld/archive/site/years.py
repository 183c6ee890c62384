"""The videos year by year, and the first page of the site."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from woordbeeld.archive.site.model import Video
from woordbeeld.archive.site.pages import Pages, size_in_list
from woordbeeld.archive.site.paging import paged
from woordbeeld.archive.site.structured import listed, web_site

FOLDER: Final = "years"
UNDATED: Final = "undated"
NEWEST: Final = 12  # videos on the first page
MOST_MINUTES: Final = 120

Year = tuple[str | None, tuple[Video, ...]]


def years_of(videos: Sequence[Video]) -> tuple[Year, ...]:
    """The videos of each year, the newest first; of those without a date the year is None."""
    grouped = groupby(videos, key=lambda video: video.year)
    return tuple((year, tuple(group)) for year, group in grouped)


def stem_of(year: str | None) -> str:
    return f"{FOLDER}/{year or UNDATED}"


def write_years(pages: Pages) -> None:
    """A list of the years, and the videos of each."""
    years = [(year, len(videos), f"{stem_of(year)}.html") for year, videos in years_of(pages.archive.videos)]
    pages.put(f"{FOLDER}/index.html", "years.html", years=years)
    for year, videos in years_of(pages.archive.videos):
        for place, chosen in paged(stem_of(year), videos, size_in_list):
            pages.put(
                place.name,
                "year.html",
                year=year,
                videos=chosen,
                count=len(videos),
                place=place,
                about=listed(pages, chosen),
            )


def write_home(pages: Pages, speakers: int) -> None:
    """The first page: how much there is, where to search, and what is new."""
    videos = pages.archive.videos
    years = [(year, len(found), f"{stem_of(year)}.html") for year, found in years_of(videos)]
    pages.put(
        "index.html",
        "home.html",
        videos=videos[:NEWEST],
        count=len(videos),
        length=_length(pages, videos),
        speakers=speakers,
        years=years,
        about=web_site(pages),
    )


def _length(pages: Pages, videos: Sequence[Video]) -> str:
    """How long all videos take together: in hours, and where that would tell little, in minutes."""
    minutes = math.ceil(sum(video.duration_ms for video in videos) / 60_000)
    if minutes < MOST_MINUTES:
        return pages.count(minutes, "minutes")
    return pages.count(round(minutes / 60), "hours")
