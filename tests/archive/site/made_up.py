"""A small made-up archive: bundles as `make` writes them, of texts that are said in an even pace."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from woordbeeld.alignment.model import AlignedLine, AlignedWord, Alignment, Match, PlacedEvent, Placement
from woordbeeld.archive.entry import FILE, Entry, render_entry
from woordbeeld.media.model import Media
from woordbeeld.publications.about import About
from woordbeeld.publications.bundle import publications
from woordbeeld.publications.downloads import MediaFile, PublishedMedia
from woordbeeld.timing import Span
from woordbeeld.tracks.profile import NL_WEB
from woordbeeld.transcript.model import SpokenLine
from woordbeeld.transcript.pins import TranscriptItem
from woordbeeld.transcript.reader import read
from woordbeeld.writing import Target, write_bundle

WORD_MS = 400
EVENT_MS = 2_000
TITLE = "Video's van de <Inspectie>"
ADDRESS = "https://example.nl/video/"
MARKUP = "<script>alert(1)</script>"
TEXTS = {
    "opening": (
        Entry("opening", "Opening van het jaar", "nl", "2018-06-27", "De minister opent.", "in/opening.mp4"),
        (
            "TRUDY VOS: Welkom bij de opening van het schooljaar. Dit rapport gaat over passend onderwijs."
            "\n\n"
            "(Een zaal vol mensen. Beeldtekst: Inspectie van het Onderwijs)\n\n"
            "STEF BÖGER: Dank u wel. Het rapport ligt hier op tafel voor iedereen.\n\n"
            "APPLAUS\n\n"
            "STEF BÖGER: Wij hebben daar al vaker over gesproken.\n"
            "Toch blijft het elk jaar weer moeilijk.\n\n"
            "TRUDY VOS: Waar begin je mee als school? Dat is de vraag van vandaag.\n"
        ),
    ),
    "debat": (
        Entry("debat", f"Debat & {MARKUP} over scholen", "nl", "2019-01-15", None, "/home/jan/=debat.mp4"),
        (
            f"STEF BÖGER: {MARKUP} Scholen hebben geld nodig voor passend vervoer.\n\n"
            "JOSEPHINE VAN DEN BERG: Er is dit jaar nog geen plan gemaakt.\n"
            "Wij wachten daar al drie jaar op.\n"
            "Onderwijsinspecteurs zien dat ook op elke school in het land.\n"
        ),
    ),
    "talk": (
        Entry("talk", "A talk in English", "en", None, "About reports.", "in/talk.mp4"),
        (
            "TRUDY VOS: The report is on the table, and everybody may read it.\n\n"
            "VOICE-OVER: Thank you for watching this film.\n"
        ),
    ),
}


def alignment_of(text: str, language: str = "nl") -> Alignment:
    """All of a text in its order, each word as long as the others, each scene and sound too."""
    transcript = read(text)
    lines, events, at_ms = [], [], 1_000
    items: list[TranscriptItem] = [*transcript.spoken_lines, *transcript.scenes, *transcript.sounds]
    for item in sorted(items, key=lambda each: each.line):
        if isinstance(item, SpokenLine):
            spans = list(_spans(at_ms, len(item.words)))
            words = (AlignedWord(*each, Match.SAME, 0.9) for each in zip(item.words, spans, strict=True))
            lines.append(AlignedLine(item, tuple(words)))
            at_ms = spans[-1].end_ms
        else:
            events.append(PlacedEvent(item, Span(at_ms, at_ms + EVENT_MS), Placement.PAUSE))
            at_ms += EVENT_MS
    digest = hashlib.sha256(text.encode()).hexdigest()
    media = Media("video.mp4", digest, at_ms + 1_000, has_video=True)
    return Alignment(media, transcript, tuple(lines), tuple(events), (), language, "base")


def _spans(start_ms: int, count: int) -> Iterator[Span]:
    for start, end in pairwise(start_ms + WORD_MS * at for at in range(count + 1)):
        yield Span(start, end)


def write_video(site: Path, entry: Entry, text: str, clip: Path | None = None) -> Path:
    """The bundle of a video in an archive, with its entry; its video is the clip, or nothing that plays."""
    folder = site / "videos" / entry.name
    media = PublishedMedia(MediaFile("media.mp4", 5_000), MediaFile("audio.m4a", 5_000))
    made = publications(alignment_of(text, entry.language), entry.title, NL_WEB, media)
    sound = site.parent / "sound.m4a"
    sound.write_bytes(b"sound" * 1_000)
    about = About(entry.title, entry.language)
    files = {"media.mp4": clip or sound, "audio.m4a": sound}
    write_bundle(Target(folder), made.publications, files, about)
    (folder / FILE).write_text(render_entry(entry), "utf-8")
    return folder


def write_archive(site: Path, clip: Path | None = None) -> Path:
    """An archive of three videos, two of which have a date."""
    for entry, text in TEXTS.values():
        write_video(site, entry, text, clip)
    return site


def write_copies(site: Path, count: int) -> Path:
    """An archive of so many videos of one day that all say the same; their files are the same ones."""
    first = Entry("v000", "Video 000", "nl", "2020-05-01", source="v.mp4")
    made = write_video(site, first, TEXTS["opening"][1])
    for number in range(1, count):
        entry = replace(first, name=f"v{number:03}", title=f"Video {number:03}")
        folder = site / "videos" / entry.name
        folder.mkdir()
        for file in made.iterdir():
            (folder / file.name).hardlink_to(file)
        (folder / FILE).unlink()
        (folder / FILE).write_text(render_entry(entry), "utf-8")
    return site
