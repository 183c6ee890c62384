"""The player page: video, captions, descriptions and transcript together, in one file of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from woordbeeld.alignment.model import Alignment
from woordbeeld.formats.styled import styled_lines
from woordbeeld.publications.downloads import DownloadLink, PublishedMedia
from woordbeeld.publications.outline import TurnPart, outline
from woordbeeld.publications.page_engine import environment, style, template_text
from woordbeeld.publications.page_words import page_words
from woordbeeld.publications.structured_data import structured_data
from woordbeeld.publications.track_elements import track_element
from woordbeeld.tracks.descriptions import room_to_speak
from woordbeeld.tracks.model import Cue, Track, TrackKind, Utterance
from woordbeeld.tracks.reading_time import reading_ms
from woordbeeld.words import direction, language_of_words, number_in

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
    *("store", "page", "room", "captions", "descriptions", "frame", "reading", "search", "small", "controls"),
    "main",
)
_MODULE_LINES = re.compile(r"^import .*\n|^export (?=\w)", re.MULTILINE)


def render_player(
    alignment: Alignment,
    title: str,
    tracks: Sequence[Track],
    media: PublishedMedia,
    files: Sequence[DownloadLink],
    *,
    introduction: Sequence[str] = (),
) -> str:
    """A page that works from any web server, in a frame, and opened from disk; without script it has all too.

    What the script and the style are is told to the browser by their hashes, so that nothing else can run.
    All text is escaped by the template engine: markup in a transcript is shown, never run.
    """
    page_language = language_of_words(alignment.language)
    has_video = alignment.media.has_video
    player = page_words(page_language, "player", has_video=has_video)
    by_kind = {track.kind: track for track in tracks}
    is_described = bool(by_kind[TrackKind.DESCRIPTIONS].cues)
    shortcuts = _shortcuts(has_video=has_video, is_described=is_described)
    return (
        environment()
        .get_template("index.html")
        .render(
            title=" ".join(title.split()),
            introduction=introduction,
            language=alignment.language,
            page_language=page_language,
            direction=direction(alignment.language),
            words=page_words(page_language, "transcript", has_video=has_video),
            player=player,
            actions=_actions(player, shortcuts),
            shortcuts=shortcuts,
            speeds=[(speed, f"{number_in(page_language, speed)} ×") for speed in SPEEDS],
            has_video=has_video,
            is_described=is_described,
            media=media,
            duration_ms=alignment.media.duration_ms,
            tracks=[track_element(track.kind, track.language) for track in tracks],
            parts=outline(alignment),
            downloads=files,
            data=_data(alignment, by_kind, player, shortcuts),
            about=structured_data(alignment, " ".join(title.split()), by_kind, media, introduction),
            script=player_script(),
            style=style("base.css", "player/player.css"),
        )
    )


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
            for cue, until_ms in zip(described, room_to_speak(alignment), strict=True)
        ],
        "turns": [
            part.start_ms
            for part in outline(alignment)
            if isinstance(part, TurnPart) and part.start_ms is not None
        ],
        "keys": {key: action for action, key in shortcuts.items()},
        "words": player,
    }


def caption_parts(cues: Sequence[Cue]) -> Iterator[list[object]]:
    """Cues with the speaker to the eye: by prefix or colour of the cue, else by a name where it changes."""
    speaking: str | None = None
    for cue in cues:
        parts = []
        for utterance in cue.utterances:
            told = utterance.speaker_prefix or utterance.colour or utterance.voice in (None, speaking)
            parts.append(
                _part_of_cue(utterance, utterance.speaker_prefix if told else f"{utterance.voice}: ")
            )
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
