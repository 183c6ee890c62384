"""The page of the editor: its frame, its words and its keys; the lines come by script."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final, Literal, get_type_hints

from woordbeeld.alignment.model import Alignment
from woordbeeld.description.model import Plan
from woordbeeld.description.planning import plan
from woordbeeld.description.published import DescriptionSound
from woordbeeld.editor.edits import Delete, Edit, Move
from woordbeeld.languages import LANGUAGES as SPOKEN_LANGUAGES
from woordbeeld.media.takes import MOST_TAKE_MS
from woordbeeld.publications.page_engine import environment
from woordbeeld.tracks.checks import RULES
from woordbeeld.tracks.profile import NL_WEB, CaptionProfile
from woordbeeld.tracks.rules import name_of_rule
from woordbeeld.web.steps import Steps, with_steps
from woordbeeld.words import LANGUAGES, direction, told, words_in


@dataclass(frozen=True, slots=True)
class LineEdit:
    """A button and a key for an edit that needs no more than the current line, or all that are chosen.

    Its name is that of its word. It is for `spoken` lines, for `other` ones, or for any. The edit has `fixed`
    fields beside the lines, and those have the fields `shown` on the page until it is answered.
    """

    name: str
    key: str
    edit: type[Edit]
    lines: Literal["spoken", "other", ""] = ""
    fixed: Mapping[str, int] = field(default_factory=dict)
    shown: Mapping[str, bool] = field(default_factory=dict)

    @property
    def asked(self) -> dict[str, object]:
        """How the page asks for it; `several` where the edit is of all lines that are chosen."""
        several = "ids" in get_type_hints(self.edit)
        return {"kind": self.edit.kind, "several": several, "fixed": self.fixed, "shown": self.shown}


LINE_EDITS: Final = (
    LineEdit("up", "Alt+ArrowUp", Move, "other", {"by": -1}),
    LineEdit("down", "Alt+ArrowDown", Move, "other", {"by": 1}),
    LineEdit("delete", "Delete", Delete, shown={"leaving": True}),
)
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
    ("add_screen", "w"),
    ("set_language", "e"),
    ("change_kind", "k"),
    ("join", "j"),
    *((each.name, each.key) for each in LINE_EDITS),
    ("show_differences", "d"),
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
    ("accept_voice", "g"),
    ("give_similar", "G"),
    ("play_typical", "v"),
    ("play_own", "V"),
    ("record_description", "x"),
    ("replace", "Ctrl+h"),
    ("find_next", "F3"),
    ("find_previous", "Shift+F3"),
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
    "Ctrl+h": "Ctrl+H",
    "Ctrl+z": "Ctrl+Z",
    "Ctrl+y": "Ctrl+Y",
    "Ctrl+s": "Ctrl+S",
}
PREVIEWS: Final = ("transcript.html",)  # pages of the bundle that have no script
WINDOW: Final = "woordbeeld-editor"  # the name of the window, by which the report finds it
SPEEDS: Final = ("0.5", "0.75", "1", "1.25", "1.5", "2")


Describing = Callable[[Alignment], tuple[Plan, DescriptionSound | None]]


@dataclass(frozen=True, slots=True)
class Work:
    """What is being corrected, for the page: the title, what is played, its length, the bundle and its
    profile.

    `media` is None where something must be made first that browsers play; `duration_ms` is what the video
    says of itself. Where it is one of several pages it `leads_to` others: addresses, each with the key of its
    word; and to those of the other `steps` of the work. The `description` is what would be published of one.
    """

    title: str
    language: str
    media: Path | None
    has_video: bool
    duration_ms: int
    bundle: Path | None = None
    profile: CaptionProfile = NL_WEB
    leads_to: tuple[tuple[str, str], ...] = ()
    steps: Callable[[], Steps | None] = lambda: None
    description: Describing = lambda alignment: (plan(alignment), None)
    doubtful: Mapping[str, tuple[int, ...]] = field(
        default_factory=dict
    )  # words of a draft, see `doubtful_words`


def render_page(work: Work, language: str) -> str:
    """The page in a language (`nl` or `en`); all text is escaped."""
    words = words_in(language, "editor")
    engine = environment()
    engine.loader = with_steps("woordbeeld.editor")
    engine.filters["told"] = partial(told, language=language)
    return engine.get_template("edit.html").render(
        work=work,
        steps=work.steps(),
        language=language,
        languages=LANGUAGES,
        direction=direction(work.language),
        words=words,
        keys=[(words[name], _shown(key, words["space"])) for name, key in (("move", "↑ ↓"), *KEYS)],
        key_of=dict(KEYS),
        speeds=SPEEDS,
        previews=PREVIEWS,
        line_edits=LINE_EDITS,
        data={
            "language": work.language,
            "doubtful": dict(work.doubtful),
            "duration": work.duration_ms / 1000,
            "languages": sorted(SPOKEN_LANGUAGES - {work.language}),
            "language_names": words_in(language, "language"),
            "edits": {each.name: each.asked for each in LINE_EDITS},
            "keys": {key: name for name, key in KEYS if name != "digits"},
            "window": WINDOW,
            "most_take_ms": MOST_TAKE_MS,
            "words": words,
            "rules": {rule.id: told(name_of_rule(rule.id), language) for rule in RULES},
        },
    )


def _shown(key: str, space: str) -> list[str]:
    """The parts of a key as they stand on a keyboard."""
    key = key.replace("Space", space)
    for name, sign in SHOWN.items():
        key = key.replace(name, sign)
    return key.split("+") if len(key) > 1 else [key]
