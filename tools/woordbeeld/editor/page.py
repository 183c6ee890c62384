"""The page of the editor: its frame, its words and its keys; the lines come by script."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jinja2 import PackageLoader

from woordbeeld.publications.html import environment
from woordbeeld.words import LANGUAGES, direction, words_in

# What each key does while a line has the focus. A name is that of a word, and of an action of the page.
KEYS: Final = (
    ("digits", "1 … 9, 0"),
    ("choose_speaker", "s"),
    ("select_turn", "t"),
    ("split_turn", "b"),
    ("merge_turn", "m"),
    ("filter", "l"),
    ("edit", "Enter"),
    ("add", "a"),
    ("delete", "Delete"),
    ("join", "j"),
    ("up", "Alt+ArrowUp"),
    ("down", "Alt+ArrowDown"),
    ("take_over_all", "h"),
    ("start_earlier", "["),
    ("start_later", "]"),
    ("end_earlier", "{"),
    ("end_later", "}"),
    ("start_now", "i"),
    ("end_now", "o"),
    ("free", "u"),
    ("toggle", "Space"),
    ("play_line", "p"),
    ("repeat", "r"),
    ("back", "ArrowLeft"),
    ("forward", "ArrowRight"),
    ("slower", "-"),
    ("faster", "+"),
    ("follow", "f"),
    ("next", "n"),
    ("previous", "N"),
    ("correct", "c"),
    ("unmark", "C"),
    ("undo", "Ctrl+z"),
    ("redo", "Ctrl+y"),
    ("save", "Ctrl+s"),
    ("help", "?"),
)
SHOWN: Final = {
    "ArrowUp": "↑",
    "ArrowDown": "↓",
    "ArrowLeft": "←",
    "ArrowRight": "→",
    "Ctrl+z": "Ctrl+Z",
    "Ctrl+y": "Ctrl+Y",
    "Ctrl+s": "Ctrl+S",
}
PREVIEWS: Final = ("transcript.html", "report.html")  # pages of the bundle that have no script
SPEEDS: Final = ("0.5", "0.75", "1", "1.25", "1.5", "2")


@dataclass(frozen=True, slots=True)
class Work:
    """What is being corrected, for the page: the title, what is played, its length, its sound, the bundle."""

    title: str
    language: str
    media: Path
    has_video: bool
    duration_ms: int
    peaks: bytes
    bundle: Path | None = None


def render_page(work: Work, language: str) -> str:
    """The page in a language (`nl` or `en`); all text is escaped."""
    words = words_in(language, "editor")
    engine = environment()
    engine.loader = PackageLoader("woordbeeld.editor")
    return engine.get_template("edit.html").render(
        work=work,
        language=language,
        languages=LANGUAGES,
        direction=direction(work.language),
        words=words,
        keys=[(words[name], _shown(key, words["space"])) for name, key in (("move", "↑ ↓"), *KEYS)],
        key_of=dict(KEYS),
        speeds=SPEEDS,
        previews=PREVIEWS,
        data={
            "language": work.language,
            "duration": work.duration_ms / 1000,
            "keys": {key: name for name, key in KEYS if name != "digits"},
            "words": words,
        },
    )


def _shown(key: str, space: str) -> list[str]:
    """The parts of a key as they stand on a keyboard."""
    key = key.replace("Space", space)
    for name, sign in SHOWN.items():
        key = key.replace(name, sign)
    return key.split("+") if len(key) > 1 else [key]
