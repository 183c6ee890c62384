"""The player page: video, captions, descriptions and transcript together, in one file of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from woordbeeld.alignment.model import Alignment
from woordbeeld.description.narrators.narrator import NarratorKind
from woordbeeld.description.published import DescriptionSound
from woordbeeld.formats.styled import styled_lines
from woordbeeld.publications.cutting import ABOUT_PAGES, MOST_BYTES, CutPage, cut, links_at, page_name
from woordbeeld.publications.downloads import DownloadLink, PublishedMedia
from woordbeeld.publications.outline import Outline, TurnPart, outline
from woordbeeld.publications.page_engine import environment, style, template_text
from woordbeeld.publications.page_words import page_words
from woordbeeld.publications.structured_data import structured_data
from woordbeeld.publications.track_elements import track_element
from woordbeeld.tracks.descriptions import room_to_speak
from woordbeeld.tracks.model import Cue, Track, TrackKind, Utterance, Vertical
from woordbeeld.tracks.reading_time import reading_ms
from woordbeeld.words import direction, language_of_words, number_in, say, told

SHORTCUTS: Final = {
    "play": "k",
    "back": "j",
    "forward": "l",
    "previous-turn": "p",
    "next-turn": "n",
    "captions": "c",
    "descriptions": "d",
    "mute": "m",
    "slower": ",",
    "faster": ".",
    "fullscreen": "f",
    "search": "/",
    "help": "?",
}
SPEEDS: Final = ("0.5", "0.75", "1", "1.25", "1.5", "1.75", "2")
# In the order in which they need each other: as one script they share their names.
MODULES: Final = (
    *("store", "page", "room", "captions", "descriptions", "sound", "later", "unheard", "standing"),
    *("described", "frame", "pages", "reading", "search", "small", "controls", "main"),
)
PAGE: Final = "index.html"
_ROWS: Final = ("captions", "descriptions")  # of the data, which stand on the page of their time
_AROUND_LINE: Final = 130  # bytes of markup around a line at the most
_MARK_CHARS: Final = 16  # of a hash of 64: two versions are not alike by chance
_MODULE_LINES = re.compile(r"^import .*\n|^export (?=\w)", re.MULTILINE)


def render_player(
    alignment: Alignment,
    title: str,
    tracks: Sequence[Track],
    media: PublishedMedia,
    files: Sequence[DownloadLink],
    *,
    introduction: Sequence[str] = (),
    sound: DescriptionSound | None = None,
) -> tuple[str, ...]:
    """A page that works from any web server, in a frame, and opened from disk; without script it has all too.

    What the script and the style are is told to the browser by their hashes, so that nothing else can run.
    The page switches to the `sound` with audio description; without that descriptions are told by the device.
    All text is escaped by the template engine: markup in a transcript is shown, never run.

    The transcript of a long video goes on on pages of their own, which follow: the script reads all of them
    into the first one.
    """
    page_language = language_of_words(alignment.language)
    has_video = alignment.media.has_video
    player = page_words(page_language, "player", has_video=has_video)
    by_kind = {track.kind: track for track in tracks}
    is_described = bool(by_kind[TrackKind.DESCRIPTIONS].cues)
    shortcuts = _shortcuts(has_video=has_video, is_described=is_described)
    one_line_title = " ".join(title.split())
    shared: dict[str, Any] = {
        "title": one_line_title,
        "language": alignment.language,
        "page_language": page_language,
        "direction": direction(alignment.language),
        "words": page_words(page_language, "transcript", has_video=has_video),
        "player": player,
        "pages": player["pages"],
        "style": style("base.css", "player/player.css"),
    }
    pages = _Pages(
        shared
        | {
            "introduction": introduction,
            "actions": _actions(player, shortcuts),
            "shortcuts": shortcuts,
            "speeds": [(speed, f"{number_in(page_language, speed)} ×") for speed in SPEEDS],
            "has_video": has_video,
            "is_described": is_described,
            "media": media,
            "sound": sound,
            "narrator": _narrator(sound, page_language) if sound else "",
            "is_draft": sound is not None and sound.kind is NarratorKind.DRAFT,
            "duration_ms": alignment.media.duration_ms,
            "tracks": [track_element(track.kind, track.language) for track in tracks],
            "downloads": files,
            "script": player_script(),
        },
        shared | {"script": template_text("player/further.js")},
        _data(alignment, by_kind, player, shortcuts, sound),
        structured_data(alignment, one_line_title, by_kind, media, introduction),
    )
    return pages.of(outline(alignment))


@dataclass(frozen=True, slots=True)
class _Pages:
    """What pages are rendered of: the values of the first one and of those that follow, beside the parts."""

    first: Mapping[str, Any]
    further: Mapping[str, Any]
    data: Mapping[str, Any]
    about: Mapping[str, object]

    def of(self, parts: Outline) -> tuple[str, ...]:
        """One page with all; where that is too large, without what it says twice; else several."""
        in_short = {key: value for key, value in self.about.items() if key != "transcript"}
        for about in (self.about, in_short):
            page = self._first(parts, self.data, about, [])
            if len(page.encode()) <= MOST_BYTES:
                return (page,)
        rows = [self.data[kind] for kind in _ROWS]
        nothing = CutPage((), None, tuple([] for _ in _ROWS))
        frames = (self._first((), self._data(nothing), in_short, []), self._further([nothing, nothing], 1))
        first_room, room = (MOST_BYTES - ABOUT_PAGES - len(page.encode()) for page in frames)
        pages = cut(parts, rows, first_room, room, around_line=_AROUND_LINE)
        marks = [_mark(self._further(pages, at)) for at in range(1, len(pages))]
        first = self._first(pages[0].parts, self._data(pages[0]), in_short, pages, marks)
        return first, *(self._further(pages, at, mark) for at, mark in enumerate(marks, 1))

    def _first(
        self,
        parts: Outline,
        data: Mapping[str, Any],
        about: Mapping[str, object],
        pages: Sequence[CutPage],
        marks: Sequence[str] = (),
    ) -> str:
        further = [_told(pages, at, mark) for at, mark in enumerate(marks, 1)]
        data = {**data, "pages": further} if further else data
        links = links_at(pages, 0, PAGE)
        values = {**self.first, "parts": parts, "data": data, "about": about, "links": links}
        return environment().get_template("index.html").render(values)

    def _further(self, pages: Sequence[CutPage], at: int, mark: str = "") -> str:
        data = {**dict(zip(_ROWS, pages[at].rows, strict=True)), "mark": mark}
        values = {**self.further, "parts": pages[at].parts, "data": data, "links": links_at(pages, at, PAGE)}
        count = {"number": at + 1, "count": len(pages)}
        return environment().get_template("further.html").render(values, **count)

    def _data(self, page: CutPage) -> dict[str, Any]:
        return {**self.data, **dict(zip(_ROWS, page.rows, strict=True))}


def _mark(page: str) -> str:
    """By what the first page knows a page that follows: one of another version has another mark."""
    return sha256(page.encode()).hexdigest()[:_MARK_CHARS]


def _told(pages: Sequence[CutPage], at: int, mark: str) -> dict[str, object]:
    """What the script has to know of a page that follows, to read it or to tell what is missing."""
    start_ms = next((page.start_ms for page in pages[at:] if page.start_ms is not None), None)
    return {"name": page_name(PAGE, at + 1), "mark": mark, "start": (start_ms or 0) / 1000}


def player_script() -> str:
    """The modules of the player as one script: without imports, for a page from disk can load none."""
    texts = (template_text(f"player/{name}.js") for name in MODULES)
    return "\n" + "\n".join(_MODULE_LINES.sub("", text) for text in texts)


def _shortcuts(*, has_video: bool, is_described: bool) -> dict[str, str]:
    """The keys that do something: sound alone fills no screen, and not every video has descriptions."""
    idle = {*([] if has_video else ["fullscreen"]), *([] if is_described else ["descriptions"])}
    return {action: key for action, key in SHORTCUTS.items() if action not in idle}


def _actions(player: dict[str, Any], shortcuts: Mapping[str, str]) -> dict[str, str]:
    """What each key does, in words."""
    own = {"play": player["play_pause"]}
    return {action: own.get(action, player[action.replace("-", "_")]) for action in shortcuts}


def _data(
    alignment: Alignment,
    tracks: Mapping[TrackKind, Track],
    player: dict[str, Any],
    shortcuts: Mapping[str, str],
    sound: DescriptionSound | None,
) -> dict[str, object]:
    """What the script needs: cues and turns with their times in ms, the keys, and the words of the page."""
    described = tracks[TrackKind.DESCRIPTIONS].cues
    return {
        "language": alignment.language,
        "duration": alignment.media.duration_ms / 1000,
        "captions": list(caption_parts(tracks[TrackKind.CAPTIONS].cues)),
        "descriptions": [
            [
                cue.span.start_ms,
                cue.span.end_ms,
                cue.text,
                until_ms,
                reading_ms(cue.text, alignment.language),
            ]
            for cue, until_ms in zip(described, room_to_speak(alignment, described), strict=True)
        ],
        "turns": [
            part.start_ms
            for part in outline(alignment)
            if isinstance(part, TurnPart) and part.start_ms is not None
        ],
        "keys": {key: action for action, key in shortcuts.items()},
        "sound": _sound(sound) if sound else None,
        "words": player,
    }


def _narrator(sound: DescriptionSound, language: str) -> str:
    """Who says the descriptions, as visitors are told."""
    name = sound.narrator_name
    if not name:
        return told(say("player.unnamed_narrator"), language)
    match sound.kind:
        case NarratorKind.PERSON:
            return told(say("player.narrated.person", name=name), language)
        case NarratorKind.COMPUTER:
            return told(say("player.narrated.computer", name=name), language)
    return told(say("player.narrated.draft", name=name), language)


def _sound(sound: DescriptionSound) -> dict[str, object]:
    """The files with audio description, and at which moment the film waits for what part of one (ms)."""
    extra = [[each.at_ms, each.start_ms, each.end_ms] for each in sound.extra]
    return {"name": sound.name, "extra": extra, "extraName": sound.extra_name}


def caption_parts(cues: Sequence[Cue]) -> Iterator[list[object]]:
    """Cues with the speaker to the eye: by prefix or colour of the cue, else by a name where it changes."""
    speaking: str | None = None
    for cue in cues:
        parts, is_high = [], cue.placement.vertical is Vertical.TOP
        for utterance in cue.utterances:
            told = utterance.speaker_prefix or utterance.colour or utterance.voice in (None, speaking)
            part = _part_of_cue(utterance, utterance.speaker_prefix if told else f"{utterance.voice}: ")
            parts.append(part | ({"high": True} if is_high else {}))
            speaking = utterance.voice or speaking
        yield [cue.span.start_ms, cue.span.end_ms, parts]


def _part_of_cue(utterance: Utterance, speaker_prefix: str) -> dict[str, object]:
    found: dict[str, object] = {"lines": utterance.lines}
    if any(run.style.language for run in utterance.runs):
        found["parts"] = list(_language_parts(utterance))
    if speaker_prefix:
        found["lead"] = speaker_prefix
    if utterance.colour:
        found["colour"] = utterance.colour.value
    if utterance.off_screen:
        found["off"] = True
    return found


def _language_parts(utterance: Utterance) -> Iterator[list[list[str | None]]]:
    """Each line, without its speaker prefix, in parts with the language of each."""
    for number, (parts, line) in enumerate(zip(styled_lines(utterance), utterance.lines, strict=True)):
        skipped = len(utterance.shown[0]) - len(line) if number == 0 else 0
        found: list[list[str | None]] = []
        for text, look in parts:
            kept = text[skipped:]
            skipped = max(skipped - len(text), 0)
            if kept:
                found.append([kept, look.language])
        yield found
