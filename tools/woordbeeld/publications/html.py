"""HTML: the accessible transcript as a page of its own, without script."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from woordbeeld.alignment.model import Alignment, PlacedEvent
from woordbeeld.publications.outline import TurnPart, outline
from woordbeeld.timing import format_clock
from woordbeeld.transcript.model import SceneDescription, Sound
from woordbeeld.words import direction, language_of_words, words_in


def render_html(alignment: Alignment, title: str) -> str:
    """A page with a heading for each turn, its lines with their times, and what is seen and heard between.

    All text is escaped by the template engine: markup in a transcript is shown, never run.
    """
    parts = outline(alignment)
    page = environment().get_template("transcript.html")
    return page.render(
        title=" ".join(title.split()),
        language=alignment.language,
        page_language=language_of_words(alignment.language),
        direction=direction(alignment.language),
        style=style("transcript.css"),
        words=words_in(language_of_words(alignment.language), "transcript"),
        duration_ms=alignment.media.duration_ms,
        parts=parts,
        first_turns=_first_turns(parts),
        estimated=any(line.estimated for line in alignment.lines),
    )


def render_fragment(alignment: Alignment) -> str:
    """The transcript to paste into another page: headings and paragraphs without classes, ids or style."""
    fragment = environment().get_template("fragment.html")
    return fragment.render(
        language=alignment.language,
        direction=direction(alignment.language),
        words=words_in(language_of_words(alignment.language), "transcript"),
        parts=outline(alignment),
    )


def style(*names: str) -> str:
    """Style sheets that stand beside the templates, as one."""
    return "\n" + "".join(template_text(name) for name in names)


def template_text(name: str) -> str:
    """A file of ours that stands beside the templates, as it is."""
    return (files("woordbeeld.publications") / "templates" / name).read_text(encoding="utf-8")


def environment() -> Environment:
    """The template engine, which escapes all text; with our filters and tests."""
    made = Environment(
        loader=PackageLoader("woordbeeld.publications"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(
        clock=format_clock,
        seconds=_seconds,
        duration=_duration,
        screen_parts=screen_parts,
        sound=_sound,
        csp_hash=csp_hash,
        as_is=_as_is,
    )
    made.tests.update(
        turn=lambda part: isinstance(part, TurnPart),
        scene=lambda item: isinstance(item, PlacedEvent) and isinstance(item.source, SceneDescription),
        heard=lambda item: isinstance(item, PlacedEvent) and isinstance(item.source, Sound),
    )
    return made


def csp_hash(text: str) -> str:
    """How a Content-Security-Policy allows just this inline script or style (CSP 3, 2.3.1).

    >>> csp_hash("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def screen_parts(scene: SceneDescription) -> list[tuple[str, bool]]:
    """The text of a description in parts, each with whether it is text that stands on the screen.

    >>> screen_parts(SceneDescription(1, "", "Een logo. Beeldtekst: Einde.", ("Einde.",)))
    [('Een logo. Beeldtekst: ', False), ('Einde.', True)]
    """
    if not scene.on_screen:
        return [(scene.text, False)]
    longest_first = sorted(scene.on_screen, key=len, reverse=True)
    parts = re.split("(" + "|".join(map(re.escape, longest_first)) + ")", scene.text)
    return [(part, part in scene.on_screen) for part in parts if part]


def _first_turns(parts: tuple[TurnPart | PlacedEvent, ...]) -> dict[str, int]:
    """For each speaker, in order of appearance, the line on which the first turn starts."""
    found: dict[str, int] = {}
    for part in parts:
        if isinstance(part, TurnPart) and part.speaker:
            found.setdefault(part.speaker, part.line)
    return found


def _as_is(text: str) -> Markup:
    """Our own styles and scripts, which are no data."""
    return Markup(text)  # noqa: S704 - never of a transcript


def _seconds(ms: int) -> str:
    return f"{ms / 1000:.3f}"


def _duration(ms: int) -> str:
    """A moment as HTML's `datetime` has it, to the second."""
    return f"PT{ms // 1000}S"


def _sound(sound: Sound) -> str:
    return sound.text.lower()
