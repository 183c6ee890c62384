"""The whole site written of what lies in its folder: the bundles of its videos, and what is said of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from woordbeeld.archive.entry import FILE, Entry, published_source, read_entry, render_entry
from woordbeeld.archive.site.accessibility import write_accessibility
from woordbeeld.archive.site.feeds import rss, sitemaps
from woordbeeld.archive.site.leading_back import lead_back
from woordbeeld.archive.site.model import Archive, Moment, Video
from woordbeeld.archive.site.pages import Pages
from woordbeeld.archive.site.reading import LeftOut, folders_of, read_video
from woordbeeld.archive.site.said import moments_in
from woordbeeld.archive.site.search_page import write_search_page
from woordbeeld.archive.site.searching import SearchIndex
from woordbeeld.archive.site.speakers import speakers_of, write_speakers
from woordbeeld.archive.site.staging import StagedSite, staged
from woordbeeld.archive.site.years import write_home, write_years
from woordbeeld.archive.whole import write_whole
from woordbeeld.errors import WoordbeeldError
from woordbeeld.publications.embedding import folder_address
from woordbeeld.publications.titles import as_title

SHARE_OF_READING: Final = 0.8  # of the time, measured with 10,000 videos


@dataclass(frozen=True, slots=True)
class SiteWritten:
    """What became of a site: how many videos it has, which it had to leave out, and how many files it is.

    The `largest` file that visitors load by itself is so many bytes, without the CSV, which is for saving.
    Where nobody told its address, it has no sitemap, no RSS and no JSON-LD: `has_address` is False.
    """

    videos: int
    left_out: tuple[LeftOut, ...]
    files: int
    largest: int
    has_address: bool


def write_site(
    site: Path,
    title: str,
    language: str,
    address: str | None = None,
    progress: Callable[[float], None] = lambda _: None,
) -> SiteWritten:
    """Write all pages of the site of an archive anew; the same videos give the same bytes.

    The videos stand in the folder `videos` of the site, each with its bundle and its `entry.json`. What is of
    the site takes its place at the end; a page that is the same stays as it is. `address` is where the site
    is published; `progress` is told a share.

    Raises:
        WrongUseError: the address is none of the web.
        BadInputError: in the place of a page stands something that no run wrote.
        EnvironmentProblemError: it cannot be written, or somebody else is busy with it.
    """
    published = folder_address(address) if address else None
    with staged(site) as made:
        index = SearchIndex(made)
        left_out: list[LeftOut] = []
        videos = _read(site, index, left_out, lambda share: progress(share * SHARE_OF_READING))
        index.finish()
        archive = Archive(as_title(title), language, published, videos)
        _write_pages(made, archive, index, progress)
        sizes = [size for name, size in made.sizes.items() if not name.endswith(".csv")]
    return SiteWritten(len(videos), tuple(left_out), len(made.sizes), max(sizes), published is not None)


def _read(
    site: Path, index: SearchIndex, left_out: list[LeftOut], progress: Callable[[float], None]
) -> tuple[Video, ...]:
    """The videos that are whole, the newest first; what is said in them goes into the index."""
    videos: list[Video] = []
    folders = _newest_first(folders_of(site), left_out)
    for done, folder in enumerate(folders):
        progress(done / len(folders))
        try:
            lead_back(folder)
            video, moments = read_video(folder)
        except WoordbeeldError as error:
            left_out.append(LeftOut(folder.name, error))
            continue
        video = replace(
            video, entry=replace(video.entry, name=folder.name, title=as_title(video.entry.title))
        )
        index.add(video, moments)
        videos.append(video)
    return tuple(videos)


def _newest_first(folders: Iterable[Path], left_out: list[LeftOut]) -> list[Path]:
    """The folders of videos of which it is known when they are of; those without a date are the last."""
    dated: list[tuple[str, str, Path]] = []
    for folder in folders:
        try:
            entry = read_entry(folder / FILE)
        except WoordbeeldError as error:
            left_out.append(LeftOut(folder.name, error))
            continue
        _without_place(folder / FILE, entry)
        dated.append((entry.date or "", entry.title, folder))
    dated.sort(key=lambda each: (each[1], each[2].name))
    return [folder for _, _, folder in sorted(dated, key=lambda each: each[0], reverse=True)]


def _without_place(path: Path, entry: Entry) -> None:
    """Earlier versions published where on a disk the source of a video stood."""
    source = published_source(entry.source)
    if source != entry.source:
        write_whole(path, render_entry(replace(entry, source=source)))


def _write_pages(
    made: StagedSite, archive: Archive, index: SearchIndex, progress: Callable[[float], None]
) -> None:
    pages = Pages(made, archive)
    speakers = speakers_of(archive.videos)

    def moments(number: int) -> Iterator[Moment]:
        return moments_in(index.said(number))

    pages.put_style()
    write_home(pages, len(speakers))
    write_search_page(pages)
    write_years(pages)
    write_accessibility(pages)
    rest = 1 - SHARE_OF_READING
    write_speakers(pages, speakers, moments, lambda share: progress(SHARE_OF_READING + share * rest))
    if archive.address:
        _write_feeds(pages, archive, archive.address)
    progress(1.0)


def _write_feeds(pages: Pages, archive: Archive, address: str) -> None:
    addresses = [*map(pages.address_of, pages.names), *(address + video.address for video in archive.videos)]
    for name, text in sitemaps(address, filter(None, addresses)):
        pages.put_text(name, text)
    pages.put_text("feed.xml", rss(archive, address))
