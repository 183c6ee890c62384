"""The files that visitors search: where each word is, of which videos, and what is said at those moments."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from woordbeeld.archive.site.folding import terms
from woordbeeld.archive.site.model import Kind, Moment, Video
from woordbeeld.archive.site.pages import shortened
from woordbeeld.archive.site.postings import Postings
from woordbeeld.archive.site.said import key_of, part, said_files
from woordbeeld.archive.site.staging import StagedSite

FOLDER: Final = "search"
VIDEOS_A_FILE: Final = 200
MOST_ABOUT: Final = 500  # letters of a description that are searched
MOST_TITLE: Final = 250  # letters of a title among results; its page has all of it


class SearchIndex:
    """The index in the making: videos are given in their order, the newest first."""

    def __init__(self, site: StagedSite) -> None:
        self._site = site
        self._postings = Postings()
        self._videos: list[Video] = []
        self._firsts: list[list[int]] = []

    def add(self, video: Video, moments: Sequence[Moment]) -> None:
        """A video with all that is said, seen and heard in it, and what is told of it."""
        moments = (*moments, _about(video))
        self._postings.add(len(self._videos), _moments_by_word(moments))
        self._videos.append(video)
        firsts = []
        for first, text in said_files(video, moments):
            self._put(key_of(video.name, first), text)
            firsts.append(first)
        self._firsts.append(firsts)

    def said(self, number: int) -> Iterator[str]:
        """The files of what is said in the video of a number."""
        for first in self._firsts[number]:
            yield self._site.read(f"{FOLDER}/{key_of(self._videos[number].name, first)}.js")

    def finish(self) -> None:
        """Write all that is not written yet."""
        firsts = []
        for number, file in enumerate(self._postings.files()):
            firsts.append(file.first)
            self._put(f"words/{number}", part(f"words/{number}", file.words))
        for number in range(math.ceil(len(self._videos) / VIDEOS_A_FILE)):
            chosen = slice(number * VIDEOS_A_FILE, (number + 1) * VIDEOS_A_FILE)
            rows = list(map(_row, self._videos[chosen], self._firsts[chosen]))
            self._put(f"videos/{number}", part(f"videos/{number}", rows))
        self._put("start", part("start", len(self._videos), VIDEOS_A_FILE, firsts, self._years()))

    def _years(self) -> list[tuple[str, int]]:
        """Each year with how many videos it has, in their order."""
        grouped = groupby(self._videos, key=lambda video: video.year)
        return [(year or "", len(list(videos))) for year, videos in grouped]

    def _put(self, key: str, text: str) -> None:
        self._site.put(f"{FOLDER}/{key}.js", text)


def _about(video: Video) -> Moment:
    """The title and the description, as a moment at the start."""
    told = (video.entry.title, shortened(video.entry.description or "", MOST_ABOUT))
    return Moment(0, 1, " – ".join(filter(None, told)), Kind.ABOUT)


def _moments_by_word(moments: Sequence[Moment]) -> dict[str, list[int]]:
    """The numbers of the moments of each word; a name is at the first moment of who has it."""
    found: dict[str, list[int]] = {}
    heard: set[str | None] = {None}
    for number, moment in enumerate(moments):
        name = "" if moment.speaker in heard else moment.speaker
        heard.add(moment.speaker)
        for word in dict.fromkeys(terms(f"{name} {moment.text}")):
            found.setdefault(word, []).append(number)
    return found


def _row(video: Video, firsts: Sequence[int]) -> list[object]:
    entry = video.entry
    title = entry.title if len(entry.title) <= MOST_TITLE else f"{entry.title[:MOST_TITLE]}…"
    return [entry.name, title, entry.language, entry.date or "", video.duration_ms, list(firsts)]
