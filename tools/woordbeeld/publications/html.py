"""HTML: the accessible transcript as a page of its own, without script."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from markupsafe import escape

from woordbeeld.alignment.model import Alignment
from woordbeeld.publications.cutting import ABOUT_PAGES, MOST_BYTES, CutPage, cut, links_at, page_name
from woordbeeld.publications.outline import TurnPart, outline
from woordbeeld.publications.page_engine import environment, style
from woordbeeld.publications.page_words import page_words
from woordbeeld.words import direction, language_of_words, words_in

NAME: Final = "transcript.html"
_AROUND_LINE: Final = 80  # bytes of markup around a line at the most, with the paragraph that it is of
_AROUND_LINK: Final = 80  # bytes of markup around the name of a speaker


def render_html(
    alignment: Alignment, title: str, introduction: Sequence[str] = (), name: str = NAME
) -> tuple[str, ...]:
    """A page with a heading for each turn, its lines with their times, and what is seen and heard between.

    All text is escaped by the template engine: markup in a transcript is shown, never run. A long one goes on
    on pages of their own, which follow; `name` is that of the first.
    """
    parts = outline(alignment)
    page = environment().get_template("transcript.html")
    page_language = language_of_words(alignment.language)
    has_video = alignment.media.has_video
    values = {
        "title": " ".join(title.split()),
        "introduction": introduction,
        "language": alignment.language,
        "page_language": page_language,
        "direction": direction(alignment.language),
        "style": style("transcript.css"),
        "words": page_words(page_language, "transcript", has_video=has_video),
        "pages": words_in(page_language, "player")["pages"],
        "duration_ms": alignment.media.duration_ms,
        "estimated": any(line.estimated for line in alignment.lines),
    }

    def rendered(pages: Sequence[CutPage], at: int) -> str:
        return page.render(
            values,
            parts=pages[at].parts,
            number=at + 1,
            count=len(pages),
            links=links_at(pages, at, name),
            first_turns=_first_turns(pages, at, name),
        )

    whole = rendered([CutPage(parts, None, ())], 0)
    if len(whole.encode()) <= MOST_BYTES:
        return (whole,)
    speakers = _first_turns([CutPage(parts, None, ())], 0, name)
    nothing = rendered([CutPage((), None, ())], 0)
    room = MOST_BYTES - ABOUT_PAGES - len(nothing.encode()) - sum(map(_size_of_link, speakers))
    pages = cut(parts, (), room, room, around_line=_AROUND_LINE)
    return tuple(rendered(pages, at) for at in range(len(pages)))


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


def _first_turns(pages: Sequence[CutPage], at: int, name: str) -> dict[str, str]:
    """For each speaker, in order of appearance, the address of the first turn, seen from one of the pages."""
    found: dict[str, str] = {}
    for number, page in enumerate(pages):
        there = "" if number == at else page_name(name, number + 1)
        for part in page.parts:
            if isinstance(part, TurnPart) and part.speaker:
                found.setdefault(part.speaker, f"{there}#t{part.line}")
    return found


def _size_of_link(speaker: str) -> int:
    return len(escape(speaker).encode()) + _AROUND_LINK
