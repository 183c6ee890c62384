"""Labels of two voices, labels that are exchanged, and what the text tells: each with what one key does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.editor.made_up import Served, Table, served, table
from tests.editor.test_voices import name_of, speakers
from tests.publications.axe import violations
from tests.publications.chromium import until, until_equal, until_so
from tests.publications.visit import opened

from woordbeeld.alignment.accepted import Accepted
from woordbeeld.alignment.heard_voices import ExchangedLabels, HeardVoices, MixedLabel, OtherVoice
from woordbeeld.alignment.model import AlignedLine, Alignment
from woordbeeld.editor.analysis import Comparing
from woordbeeld.editor.edits import Mark
from woordbeeld.transcript.naming import named

TON, STEF, LATISHA = "Ton Heerts", "Stef Böger", "Latisha"
RIGHT = [TON, TON, STEF, LATISHA, LATISHA, TON]
SAVED = "['kept', 'saved'].includes(document.querySelector('#saved').dataset.state)"
NOTE = "document.querySelector('#voices-note').textContent"
Opening = Callable[[str, Comparing], AbstractContextManager[tuple[Page, Served]]]
TEXT = """\
TON HEERTS: Goedemorgen allemaal.
Wat fijn dat jullie er zijn.
STEF BÖGER: Dank je wel.
LATISHA: {latisha}
Het gaat heel goed.
TON HEERTS: Mooi om te horen.
"""


def with_voices(alignment: Alignment, **told: object) -> Alignment:
    return replace(alignment, voices=replace(HeardVoices(), **told))  # type: ignore[arg-type]


def others(lines: list[AlignedLine], one: str, other: str) -> tuple[OtherVoice, ...]:
    names = {one: other, other: one}
    return tuple(OtherVoice(each.source, 0, name_of(each), names[name_of(each)], 97) for each in lines)


def exchanged(alignment: Alignment, _: Accepted) -> Alignment:
    """As if Ton Heerts and Latisha were exchanged from the fourth line on, while they stand so."""
    lines = list(alignment.lines[3:])
    if [name_of(each) for each in lines] != [LATISHA, LATISHA, TON]:
        return with_voices(alignment)
    pair = ExchangedLabels(lines[0].source, 0, LATISHA, TON, tuple(each.source for each in lines))
    return with_voices(alignment, exchanged=(pair,), others=others(lines, LATISHA, TON))


def throughout(alignment: Alignment, _: Accepted) -> Alignment:
    """As if all agreed, but somebody says the name of another as their own."""
    against = tuple(each for each in named(alignment.transcript) if each.contradicts)
    both = [each.source for each in alignment.lines if name_of(each) in (LATISHA, STEF)]
    pairs = (ExchangedLabels(each.line, 0, LATISHA, STEF, tuple(both), against) for each in against[:1])
    return with_voices(alignment, exchanged=tuple(pairs))


def mixed(alignment: Alignment, _: Accepted) -> Alignment:
    """As if two lines of Ton Heerts were of a voice that nobody else has."""
    lines = [each.source for each in (alignment.lines[1], alignment.lines[5]) if name_of(each) == TON]
    found = (MixedLabel(lines[0], 0, TON, tuple(lines)),) if len(lines) > 1 else ()
    return with_voices(alignment, mixed=found)


@pytest.fixture
def opening(tmp_path: Path, journals: Path, clip: Path, browser: Browser) -> Opening:
    @contextmanager
    def shown(latisha: str, comparing: Comparing) -> Iterator[tuple[Page, Served]]:
        path = tmp_path / "praatje.txt"
        path.write_text(TEXT.format(latisha=latisha), encoding="utf-8")
        with (
            served(path, journals, clip, comparing=comparing) as editor,
            opened(browser, editor.opened, locale="nl-NL") as page,
        ):
            until(page, "document.querySelectorAll('.line').length === 6")
            yield page, editor

    return shown


def next_of(page: Page, kind: str) -> str:
    page.select_option("#work-kind", kind)
    page.focus(".line")
    page.keyboard.press("n")
    return " | ".join(page.locator("#doubts li span").all_inner_texts())


@pytest.mark.browser
def test_labels_exchanged_in_a_stretch_are_told_once_exchanged_with_one_key_and_taken_back(
    opening: Opening,
) -> None:
    with opening("Het is fijn hier.", exchanged) as (page, editor):
        told = next_of(page, "voice")
        assert told == "Latisha en Ton Heerts lijken vanaf hier verwisseld, op 3 regels"
        expect(page.locator("#doubts button >> nth=0")).to_have_text(
            "Verwissel op 3 regels", use_inner_text=True
        )
        assert violations(page) == []
        page.keyboard.press("g")
        until(page, f"{NOTE} === 'De stemmen passen bij de namen.'")
        until(page, SAVED)
        until_so(page, lambda: page.inner_text("#status").startswith("sprekers omgewisseld"))
        assert speakers(editor.table) == [TON, TON, STEF, TON, TON, LATISHA]
        page.keyboard.press("Control+z")
        until(page, SAVED)
        assert speakers(editor.table) == RIGHT


@pytest.mark.browser
def test_labels_exchanged_throughout_by_what_is_said_are_exchanged_everywhere(
    opening: Opening,
) -> None:
    with opening("Ik ben Stef Böger.", throughout) as (page, editor):
        assert next_of(page, "all") == (
            "Latisha en Stef Böger zijn misschien in de hele tekst verwisseld: deze regel is van Stef Böger, "
            "want: “Ik ben Stef Böger”"
        ), "and not again that he says it of himself"
        page.keyboard.press("g")
        until(page, "!document.querySelector('.mark.voice')")
        until(page, SAVED)
        assert speakers(editor.table) == [TON, TON, LATISHA, STEF, STEF, TON]


@pytest.mark.browser
def test_the_rarer_voice_of_a_label_is_given_to_somebody_new_but_for_what_is_unticked(
    opening: Opening,
) -> None:
    with opening("Het is fijn hier.", mixed) as (page, editor):
        until(page, f"{NOTE} === 'De stem van 2 regels past niet bij de naam.'")
        told = next_of(page, "voice")
        assert told == "Ton Heerts klinkt als twee mensen: 2 regels, ook deze, klinken anders dan de rest"
        page.keyboard.press("g")
        until(page, "document.querySelector('#rarer-dialog').open")
        assert violations(page) == []
        until_equal(page, "document.activeElement.id", "rarer-name")
        said = [" ".join(each.split()) for each in page.locator("#rarer li").all_inner_texts()]
        assert said == ["▶ 0:02 Wat fijn dat jullie er zijn.", "▶ 0:10 Mooi om te horen."]
        page.uncheck("#rarer li >> nth=1 >> input")
        page.fill("#rarer-name", "Eva Bos")
        page.keyboard.press("Enter")
        until(page, "!document.querySelector('#rarer-dialog').open")
        until(page, SAVED)
        assert speakers(editor.table) == [TON, "Eva Bos", *RIGHT[2:]]
        page.keyboard.press("Control+z")
        until(page, SAVED)
        assert speakers(editor.table) == RIGHT


@pytest.mark.browser
def test_who_the_text_says_to_speak_gets_the_line_with_the_same_key(
    opening: Opening,
) -> None:
    with opening("Ik ben Stef Böger.", lambda alignment, _: alignment) as (page, editor):
        assert next_of(page, "hint") == "dit zegt Stef Böger over zichzelf"
        page.keyboard.press("g")
        until(page, SAVED)
        assert speakers(editor.table)[3] == STEF


@pytest.mark.browser
def test_a_short_label_that_is_read_as_a_full_one_is_told(
    tmp_path: Path, journals: Path, clip: Path, browser: Browser
) -> None:
    path = tmp_path / "kort.txt"
    path.write_text("JOSEPHINE VAN DEN BERG: Ja.\nRIK: Nee.\nVAN DEN BERG: Toch.\n", encoding="utf-8")
    with served(path, journals, clip) as editor, opened(browser, editor.opened, locale="nl-NL") as page:
        until(page, "document.querySelector('#read-as li')")
        expect(page.locator("#read-as")).to_have_text(
            "VAN DEN BERG wordt gelezen als JOSEPHINE VAN DEN BERG, op grond van de naam.",
            use_inner_text=True,
        )


def test_what_is_kept_is_certain_at_once_and_no_more_when_that_is_taken_back(
    transcript: Path, journals: Path
) -> None:
    certain: list[frozenset[int]] = []

    def comparing(alignment: Alignment, accepted: Accepted) -> Alignment:
        certain.append(accepted.spoken)
        return exchanged_of_two(alignment)

    with table(transcript, journals, comparing=comparing) as made:
        item = doubted(made)
        number = made.session.state.by_id[item].line
        for reviewed in (True, False):
            made.session.edit(Mark((item,), reviewed=reviewed), made.session.version)
            made.updater.catch_up()
            assert certain[-1] == (frozenset({number}) if reviewed else frozenset())
        seen = len(certain)
        other = next(each for each in made.session.state.ids if each != item)
        made.session.edit(Mark((other,), reviewed=True), made.session.version)
        made.updater.catch_up()
        assert len(certain) == seen, "of what no voice contradicts nothing follows"


def exchanged_of_two(alignment: Alignment) -> Alignment:
    line = alignment.lines[1]
    return with_voices(alignment, others=(OtherVoice(line.source, 0, name_of(line), STEF, 97),))


def doubted(made: Table) -> int:
    (item,) = [item for item, kind in made.shared.changes(-1)["todo"] if kind == "voice"]
    return int(item)
