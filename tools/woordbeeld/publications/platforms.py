"""A bundle on YouTube and Vimeo: which file goes where, with the title and the description to fill in."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Final

from woordbeeld.description.describing import EXTENDED_NAME, FILM_NAME
from woordbeeld.publications.about import About
from woordbeeld.publications.evidence.model import named_language
from woordbeeld.timing import format_clock
from woordbeeld.tracks.model import Cue, Track
from woordbeeld.words import Message, say, told

# YouTube Help, "Video chapters": the first at 00:00, at least three, each at least ten seconds.
LEAST_CHAPTERS: Final = 3
LEAST_CHAPTER_MS: Final = 10_000
_CUT: Final = "…"
_NO_MARKUP: Final = str.maketrans("<>", "‹›")  # neither site takes these two in a title or a description


@dataclass(frozen=True, slots=True)
class Platform:
    """A site for videos: the captions that it takes, and how much room its fields have (characters, bytes).

    One that `reads_chapters` makes them of the lines with times in a description.
    """

    name: str
    captions: str
    title_chars: int
    description_bytes: int
    reads_chapters: bool = False


PLATFORMS: Final = (
    Platform("YouTube", "srt", 100, 5000, reads_chapters=True),  # YouTube Data API, videos: snippet
    Platform("Vimeo", "vtt", 128, 5000),  # Vimeo API, edit a video: name, description
)


@dataclass(frozen=True, slots=True)
class Upload:
    """What to give a platform: files with where they go, two texts to fill in, and what else to know."""

    platform: str
    files: tuple[tuple[str, Message], ...]
    title: str
    description: str
    notes: tuple[Message, ...]


def uploads(about: About, played: str, chapters: Track) -> tuple[Upload, ...]:
    """What to give each platform of a bundle whose video, or sound, is `played`."""
    return tuple(_upload(platform, about, played, chapters) for platform in PLATFORMS)


def with_described(upload: Upload, names: Collection[str], language: str) -> Upload:
    """The same, with the films of a bundle that tell what is seen: each is a video of its own there."""
    captions = next(each.captions for each in PLATFORMS if each.name == upload.platform)
    notes = []
    if FILM_NAME in names:
        own = f"captions.{language}.{captions}"
        notes.append(say("platforms.described", film=FILM_NAME, captions=own))
    if EXTENDED_NAME in names:
        own = f"captions-extended.{language}.{captions}"
        notes.append(say("platforms.described_longer", film=EXTENDED_NAME, captions=own))
    return replace(upload, notes=(*upload.notes, *notes))


def render_uploads(made: tuple[Upload, ...], language: str) -> str:
    """What to give each platform, for a person who reads a language."""
    return "\n".join("\n".join(_lines(upload, language)) + "\n" for upload in made)


def chapter_lines(chapters: Track) -> tuple[str, ...]:
    """The chapters as lines `00:00 Title`; one that is too short goes on under the one before it.

    None where then too few are left.
    """
    kept: list[Cue] = []
    for cue in chapters.cues:
        if not kept or cue.span.start_ms - kept[-1].span.start_ms >= LEAST_CHAPTER_MS:
            kept.append(cue)
    if kept and chapters.cues[-1].span.end_ms - kept[-1].span.start_ms < LEAST_CHAPTER_MS:
        kept.pop()
    if len(kept) < LEAST_CHAPTERS or kept[0].span.start_ms:
        return ()
    return tuple(f"{_clock(cue.span.start_ms)} {cue.text.translate(_NO_MARKUP)}" for cue in kept)


def _upload(platform: Platform, about: About, played: str, chapters: Track) -> Upload:
    introduction = "\n\n".join(about.introduction).translate(_NO_MARKUP)
    title = about.title.translate(_NO_MARKUP)
    lines = chapter_lines(chapters) if platform.reads_chapters else ()
    room = platform.description_bytes
    listed = "\n".join(lines)
    has_room = _bytes(introduction) + _bytes(listed) + len("\n\n") <= room
    parts = (introduction, listed) if has_room else (introduction,)
    description = "\n\n".join(filter(None, parts))
    notes = [
        *(
            [say("platforms.title_cut", most=platform.title_chars)]
            if len(title) > platform.title_chars
            else []
        ),
        *([say("platforms.description_cut", most=room)] if _bytes(description) > room else []),
        *(_on_chapters(lines, has_room=has_room) if platform.reads_chapters else []),
        say("platforms.link"),
    ]
    added = say("platforms.captions", language=named_language(about.language))
    captions = f"captions.{about.language}.{platform.captions}"
    return Upload(
        platform.name,
        ((played, say("platforms.video")), (captions, added)),
        title if len(title) <= platform.title_chars else title[: platform.title_chars - 1].rstrip() + _CUT,
        _within(description, room),
        tuple(notes),
    )


def _on_chapters(lines: tuple[str, ...], *, has_room: bool) -> Iterator[Message]:
    if not lines:
        yield say("platforms.few_chapters", least=LEAST_CHAPTERS, seconds=LEAST_CHAPTER_MS // 1000)
    elif not has_room:
        yield say("platforms.no_room_for_chapters")


def _lines(upload: Upload, language: str) -> Iterator[str]:
    yield upload.platform
    for name, where in upload.files:
        yield f"  {name}: {told(where, language)}"
    yield f"  {told(say('platforms.title'), language)}: {upload.title}"
    if upload.description:
        yield f"  {told(say('platforms.description'), language)}:"
        yield from (f"    {line}".rstrip() for line in upload.description.split("\n"))
    for note in upload.notes:
        yield f"  {told(note, language)}"


def _clock(ms: int) -> str:
    """A moment with minutes of two digits.

    >>> _clock(0), _clock(3_661_000)
    ('00:00', '1:01:01')
    """
    return format_clock(ms).zfill(len("00:00"))


def _within(text: str, most_bytes: int) -> str:
    """A text of at most so many bytes of UTF-8, cut between words.

    >>> _within("een twee drie", 12)
    'een twee…'
    """
    if _bytes(text) <= most_bytes:
        return text
    cut = text.encode()[: most_bytes - _bytes(_CUT)].decode(errors="ignore")
    return (cut.rpartition(" ")[0] or cut).rstrip() + _CUT


def _bytes(text: str) -> int:
    return len(text.encode())
