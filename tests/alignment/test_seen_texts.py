"""Whether what is said and described near it tells a text in the picture."""

from __future__ import annotations

from itertools import pairwise

import pytest

from woordbeeld.alignment.model import (
    AlignedLine,
    AlignedWord,
    Alignment,
    Match,
    PlacedEvent,
    Placement,
    Unwritten,
)
from woordbeeld.alignment.on_screen import SeenText, ToldBy, quoted
from woordbeeld.alignment.seen_texts import seen_texts
from woordbeeld.media.model import Media
from woordbeeld.screen.model import Box, OnScreenText, TextKind
from woordbeeld.timing import Span
from woordbeeld.transcript.model import SceneDescription, SpokenLine
from woordbeeld.transcript.reader import read

EVERY_MS = 60_000  # from the start of one item to the next, so that each is near itself alone
BOX = Box(0.1, 0.7, 0.4, 0.1)
TEXT = """\
JAN MULDER: Welkom op ons symposium over de praktijk.

(Een vlag wappert. Beeldtekst: Rapport themaonderzoek. www.inspectie.nl.)

EVA VOS: Er zijn drie redenen om te beginnen.
"""


def aligned(text: str = TEXT, *unwritten: Unwritten) -> Alignment:
    """Each line and scene of a text lasts four seconds, a minute after the one before."""
    transcript = read(text)
    parts: list[SpokenLine | SceneDescription] = [*transcript.spoken_lines, *transcript.scenes]
    items = sorted(parts, key=lambda each: each.line)
    lines, events = [], []
    for at, item in enumerate(items):
        span = Span(EVERY_MS * at, EVERY_MS * at + 4000)
        if isinstance(item, SceneDescription):
            events.append(PlacedEvent(item, span, Placement.PAUSE))
            continue
        edges = [span.start_ms + 4000 * each // len(item.words) for each in range(len(item.words) + 1)]
        words = (
            AlignedWord(word, Span(*edge), Match.SAME, 0.9)
            for word, edge in zip(item.words, pairwise(edges), strict=True)
        )
        lines.append(AlignedLine(item, tuple(words)))
    media = Media("a.mp4", "0" * 64, 300_000, has_video=True)
    return Alignment(media, transcript, tuple(lines), tuple(events), unwritten, "nl", "base")


def shown(*lines: str, at_ms: int = 1000, kind: TextKind = TextKind.SHOWN) -> OnScreenText:
    return OnScreenText(lines, Span(at_ms, at_ms + 3000), BOX, 0.99, kind)


def seen(*texts: OnScreenText, alignment: Alignment | None = None) -> tuple[SeenText, ...]:
    return seen_texts(alignment or aligned(), texts).texts


@pytest.mark.parametrize(
    ("lines", "at_ms", "told"),
    [
        (("Welkom op ons symposium",), 1000, ToldBy.SPEECH),
        (("Weikom op ons symposlum",), 1000, ToldBy.SPEECH),  # as OCR misreads
        (("Welkom opons symposium",), 1000, ToldBy.SPEECH),
        (("Welkom op ons symposium",), 150_000, ToldBy.NOTHING),  # said, but elsewhere
        (("Rapport themaonderzoek", "www.inspectie.nl"), 60_000, ToldBy.DESCRIPTION),
        (("Rapport themaonderzoek", "Jaarverslag 2018"), 60_000, ToldBy.IN_PART),
        (("Jan Mulder",), 1000, ToldBy.DESCRIPTION),  # by the label
        (("Jan Mulder", "inspecteur van het onderwijs"), 1000, ToldBy.NOTHING),
        (("Nooduitgang",), 1000, ToldBy.NOTHING),
        (("Lokaal 12",), 1000, ToldBy.NOTHING),
    ],
)
def test_a_text_is_told_by_what_is_near_it(lines: tuple[str, ...], at_ms: int, told: ToldBy) -> None:
    (found,) = seen(shown(*lines, at_ms=at_ms))
    assert found.told is told
    assert found.asks is (told in (ToldBy.NOTHING, ToldBy.IN_PART))


def test_numbers_must_be_the_same() -> None:
    alignment = aligned("JAN: In 2017 waren het er 4810.\n")
    assert seen(shown("2017: 4810"), alignment=alignment)[0].told is ToldBy.SPEECH
    assert seen(shown("2018: 4811"), alignment=alignment)[0].told is ToldBy.NOTHING


def test_what_is_heard_but_not_written_is_said_too() -> None:
    heard = Unwritten(Span(100_000, 103_000), "kom naar de open dag", 0, 0.9)
    (found,) = seen(shown("Open dag", at_ms=101_000), alignment=aligned(TEXT, heard))
    assert found.told is ToldBy.SPEECH


def test_what_was_shown_before_is_asked_once() -> None:
    found = seen(shown("Nooduitgang"), shown("Noodultgang", at_ms=90_000))
    assert [each.told for each in found] == [ToldBy.NOTHING, ToldBy.BEFORE]


@pytest.mark.parametrize("kind", [TextKind.LOGO, TextKind.TICKER])
def test_logos_and_tickers_need_not_be_told(kind: TextKind) -> None:
    assert seen(shown("Omroep Zuid", kind=kind))[0].told is ToldBy.NOT_ASKED


def test_what_is_told_in_no_way_comes_before_what_is_told_in_part() -> None:
    found = seen_texts(
        aligned(),
        [shown("Rapport themaonderzoek", "Jaarverslag 2018", at_ms=60_000), shown("Uitgang", at_ms=9000)],
    )
    assert [each.told for each in found.missing] == [ToldBy.NOTHING, ToldBy.IN_PART]


@pytest.mark.parametrize(
    ("at_ms", "after", "beside"), [(0, None, 1), (1000, 1, 1), (63_000, 3, 1), (200_000, 5, 5)]
)
def test_it_belongs_after_what_has_begun_before_it(at_ms: int, after: int | None, beside: int) -> None:
    (found,) = seen(shown("Nooduitgang", at_ms=at_ms))
    assert (found.after.line if found.after else None) == after
    assert found.line
    assert found.line.line == beside


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("Trudy Vos",), "Trudy Vos."),
        (("Hoe doet u dat?", "Kijk op de site"), "Hoe doet u dat? Kijk op de site."),
        (("Nagebootste opname", "– computerstemmen"), "Nagebootste opname – computerstemmen."),
        (("Stichting voor de", "Kinderen"), "Stichting voor de Kinderen."),
        (("Meer weten?", "www.voorbeeld.nl"), "Meer weten? www.voorbeeld.nl."),
        (("Contact", "www.voorbeeld.nl"), "Contact. www.voorbeeld.nl."),
    ],
)
def test_lines_become_running_text(lines: tuple[str, ...], text: str) -> None:
    assert quoted(lines) == text


def test_the_scene_that_tells_it_is_read_back_as_on_screen_text() -> None:
    (found,) = seen(shown("Inspectie van het Onderwijs", "Ministerie van Onderwijs"))
    scene = found.as_scene("nl")
    assert scene == "Beeldtekst: Inspectie van het Onderwijs. Ministerie van Onderwijs."
    (back,) = read(f"JAN: Ja.\n\n({scene})\n").scenes
    assert back.on_screen == ("Inspectie van het Onderwijs. Ministerie van Onderwijs.",)
    assert found.as_scene("en").startswith("On-screen text: ")
