"""HTML: the accessible transcript as a page of its own, without script."""

from __future__ import annotations

from collections.abc import Sequence

from woordbeeld.alignment.model import Alignment, PlacedEvent
from woordbeeld.publications.outline import TurnPart, outline
from woordbeeld.publications.page_engine import environment, style
from woordbeeld.publications.page_words import page_words
from woordbeeld.words import direction, language_of_words, words_in


def render_html(alignment: Alignment, title: str, introduction: Sequence[str] = ()) -> str:
    """A page with a heading for each turn, its lines with their times, and what is seen and heard between.

    All text is escaped by the template engine: markup in a transcript is shown, never run.
    """
    parts = outline(alignment)
    page = environment().get_template("transcript.html")
    page_language = language_of_words(alignment.language)
    return page.render(
        title=" ".join(title.split()),
        introduction=introduction,
        language=alignment.language,
        page_language=page_language,
        direction=direction(alignment.language),
        style=style("transcript.css"),
        words=page_words(page_language, "transcript", has_video=alignment.media.has_video),
        duration_ms=alignment.media.duration_ms,
        parts=parts,
        first_turns=_first_turns(parts),
        estimated=any(line.estimated for line in alignment.lines),
    )


def render_fragment(alignment: Alignment, introduction: Sequence[str] = ()) -> str:
    """The transcript to paste into another page: headings and paragraphs without classes, ids or style.

    The introduction stands before it, in an element of its own.
    """
    fragment = environment().get_template("fragment.html")
    return fragment.render(
        introduction=introduction,
        language=alignment.language,
        direction=direction(alignment.language),
        words=words_in(language_of_words(alignment.language), "transcript"),
        parts=outline(alignment),
    )


def _first_turns(parts: tuple[TurnPart | PlacedEvent, ...]) -> dict[str, int]:
    """For each speaker, in order of appearance, the line on which the first turn starts."""
    found: dict[str, int] = {}
    for part in parts:
        if isinstance(part, TurnPart) and part.speaker:
            found.setdefault(part.speaker, part.line)
    return found
