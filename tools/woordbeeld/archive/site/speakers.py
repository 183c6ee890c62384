"""Who speaks in which videos, and a page for each of them with all that they said."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from woordbeeld.archive.site.folding import fold
from woordbeeld.archive.site.model import Moment, Video
from woordbeeld.archive.site.pages import Pages
from woordbeeld.archive.site.paging import paged
from woordbeeld.transcript import labels

FOLDER: Final = "speakers"
MOST_ON_ONE_PAGE: Final = 300  # speakers, all on the first page; more have a page for each letter
MOST_MOMENTS: Final = 600  # of a page
MOST_SLUG: Final = 60  # letters
OTHER: Final = "0"  # the letter of names that begin with none of a to z
ROLES: Final = "roles"
_AT_THE_END: Final = {OTHER: 1, ROLES: 2}
_NO_SLUG: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person, or a role such as a voice-over, by the name that most videos have for it.

    It speaks in the videos of those `numbers`, under the name beside each. The `slug` is its part of an
    address.
    """

    name: str
    slug: str
    numbers: tuple[tuple[int, str], ...]

    @property
    def is_role(self) -> bool:
        return labels.role(self.name) is not None

    @property
    def videos(self) -> int:
        """In how many videos it speaks."""
        return len({number for number, _ in self.numbers})

    @property
    def letter(self) -> str:
        """Under what it stands in lists."""
        if self.is_role:
            return ROLES
        first = self._last_name[:1]
        return first if "a" <= first <= "z" else OTHER

    @property
    def order(self) -> tuple[int, str, str]:
        """Its place in lists: by last name, without what stands before it; the rest at the end."""
        return _AT_THE_END.get(self.letter, 0), self._last_name, fold(self.name)

    @property
    def _last_name(self) -> str:
        words = fold(self.name).split() or [""]
        return (words[0] if self.is_role else words[-1]).lstrip("'\"(“‘")

    @property
    def stem(self) -> str:
        return f"{FOLDER}/{self.letter}/{self.slug}"

    @property
    def page(self) -> str:
        return f"{self.stem}.html"


def speakers_of(videos: Iterable[Video]) -> tuple[Speaker, ...]:
    """All speakers, by last name; labels that differ in capitals, quotes or spaces are one.

    The numbers that a computer gave to voices are left out: speaker 1 of each video is somebody else.
    """
    found: dict[tuple[str, ...], list[tuple[int, str]]] = {}
    for number, video in enumerate(videos):
        named = (each for each in video.speakers if not video.entry.is_draft or labels.role(each) is None)
        for name in named:
            found.setdefault(labels.key(name), []).append((number, name))
    taken: set[str] = set()
    speakers = []
    for key, numbers in sorted(found.items()):
        name = _commonest(name for _, name in numbers)
        slug = _slug(name, key, taken)
        taken.add(slug)
        speakers.append(Speaker(name, slug, tuple(numbers)))
    return tuple(sorted(speakers, key=lambda speaker: (speaker.order, speaker.slug)))


def _commonest(names: Iterable[str]) -> str:
    counted = Counter(names)
    return min(counted, key=lambda name: (-counted[name], name))


def _slug(name: str, key: tuple[str, ...], taken: Container[str]) -> str:
    """A part of an address for a name; with a hash where another name that looks alike has it."""
    slug = _NO_SLUG.sub("-", fold(name)).strip("-")[:MOST_SLUG].strip("-")
    if slug and slug not in taken:
        return slug
    digest = hashlib.sha256("\n".join(key).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{slug}-{digest[:8]}".lstrip("-")


@dataclass(frozen=True, slots=True)
class Said:
    """A moment of a speaker, and the video in which that is."""

    video: Video
    moment: Moment


def write_speakers(
    pages: Pages,
    speakers: Sequence[Speaker],
    moments: Callable[[int], Iterable[Moment]],
    progress: Callable[[float], None],
) -> None:
    """The lists of speakers, and their pages; `moments` gives those of the video of a number."""
    _write_lists(pages, speakers)
    for done, speaker in enumerate(speakers):
        progress(done / len(speakers))
        _write_speaker(pages, speaker, moments)


def _write_lists(pages: Pages, speakers: Sequence[Speaker]) -> None:
    groups = [(letter, tuple(group)) for letter, group in groupby(speakers, key=lambda each: each.letter)]
    has_all = len(speakers) <= MOST_ON_ONE_PAGE
    pages.put(f"{FOLDER}/index.html", "speakers.html", groups=groups, has_all=has_all, speakers=speakers)
    if has_all:
        return
    for letter, group in groups:
        stem = f"{FOLDER}/letter-{letter}"
        for place, chosen in paged(stem, group, _size_of_name, most=MOST_ON_ONE_PAGE):
            pages.put(place.name, "letter.html", letter=letter, place=place, speakers=chosen, groups=groups)


def _size_of_name(speaker: Speaker) -> int:
    return 200 + 2 * len(speaker.name)


def _write_speaker(pages: Pages, speaker: Speaker, moments: Callable[[int], Iterable[Moment]]) -> None:
    said = list(_all_said(pages.archive.videos, speaker, moments))
    for place, chosen in paged(speaker.stem, said, _size, most=MOST_MOMENTS):
        pages.put(
            place.name,
            "speaker.html",
            speaker=speaker,
            place=place,
            count=len(said),
            videos=[
                (video, [each.moment for each in group])
                for video, group in groupby(chosen, key=lambda each: each.video)
            ],
        )


def _all_said(
    videos: Sequence[Video], speaker: Speaker, moments: Callable[[int], Iterable[Moment]]
) -> Iterator[Said]:
    for number, name in speaker.numbers:
        for moment in moments(number):
            if moment.speaker == name:
                yield Said(videos[number], moment)


def _size(said: Said) -> int:
    return 150 + len(said.video.address) + len(said.moment.text.encode("utf-8", "replace"))
