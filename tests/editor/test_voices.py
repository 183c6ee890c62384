"""Lines that sound like somebody else: heard beside a typical line, given away or kept, alone or together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.editor.made_up import Served, Table, served, table, timed_evenly
from tests.publications.axe import violations
from tests.publications.chromium import until, until_equal, until_so
from tests.publications.visit import NOW, PAUSED, opened, ready

from woordbeeld.alignment.accepted import Accepted
from woordbeeld.alignment.heard_voices import HeardVoices, OneVoice, OtherVoice
from woordbeeld.alignment.model import AlignedLine, Alignment
from woordbeeld.editor.analysis import analyse
from woordbeeld.editor.edit_records import parse_edit
from woordbeeld.editor.speaker_edits import SetSpeaker
from woordbeeld.errors import WrongUseError
from woordbeeld.tracks.profile import NL_WEB
from woordbeeld.transcript.refusals import EditRefusedError
from woordbeeld.words import say

HEARD = {  # who says these lines, whatever stands there
    "Wat fijn dat jullie er zijn.": "Stef Böger",
    "Het gaat heel goed.": "Stef Böger",
    "Mooi om te horen.": "Latisha",
}
TYPICAL = {"Ton Heerts": "Goedemorgen allemaal.", "Stef Böger": "Dank je wel."}
SAVED = "['kept', 'saved'].includes(document.querySelector('#saved').dataset.state)"
NOTE = "document.querySelector('#voices-note').textContent"
CURRENT = "document.querySelector('.line[tabindex=\"0\"] .said').textContent"


def name_of(line: AlignedLine) -> str:
    return line.source.speaker.name if line.source.speaker else ""


def comparing(alignment: Alignment, _: Accepted) -> Alignment:
    """As if the voices were heard: they contradict each label that is not who says the line."""
    others = [
        OtherVoice(line.source, line.span.start_ms if line.span else None, name_of(line), heard, 90 + number)
        for number, line in enumerate(alignment.lines)
        if (heard := HEARD.get(line.source.text, name_of(line))) != name_of(line)
    ]
    lines = {line.source.text: line.source for line in alignment.lines}
    typical = {name: lines[text] for name, text in TYPICAL.items()}
    return replace(alignment, voices=HeardVoices(tuple(others), typical=typical))


def one_voice(alignment: Alignment, _: Accepted) -> Alignment:
    """As if Latisha and Stef Böger were one person."""
    found = (
        OneVoice(line.source, 8000, "Latisha", "Stef Böger")
        for line in alignment.lines
        if name_of(line) == "Latisha"
    )
    return replace(alignment, voices=HeardVoices((), tuple(found)[:1]))


def in_part(alignment: Alignment, _: Accepted) -> Alignment:
    """As if Stef Böger said the end of a line of Latisha, and she the rest."""
    found = (
        OtherVoice(line.source, 9000, "Latisha", "Stef Böger", 96, (4, 8))
        for line in alignment.lines
        if line.source.text == "Ik ben Latisha en ik zit op het mbo."
    )
    return replace(alignment, voices=HeardVoices(tuple(found)))


def alike(alignment: Alignment, _: Accepted) -> Alignment:
    return replace(alignment, voices=HeardVoices(untold=say("voices.alike")))


@pytest.fixture
def editor(transcript: Path, journals: Path, clip: Path) -> Iterator[Served]:
    with served(transcript, journals, clip, comparing=comparing) as opened_here:
        yield opened_here


@pytest.fixture(params=[1280, 390])
def page(editor: Served, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    size = {"width": request.param, "height": 800}
    with opened(browser, editor.opened, locale="nl-NL", viewport=size) as shown:
        until(shown, f"{NOTE} === 'De stem van 3 regels past niet bij de naam.'")
        shown.select_option("#work-kind", "voice")
        shown.focus(".line")
        shown.keyboard.press("n")
        until(shown, f"{CURRENT} === 'Wat fijn dat jullie er zijn.'")
        yield shown


def speakers(of: Table) -> list[str | None]:
    return [line.speaker.name if line.speaker else None for line in of.session.state.transcript.spoken_lines]


def listed(page: Page) -> list[str]:
    return [" ".join(each.split()) for each in page.locator("#similar li").all_inner_texts()]


def told(of: Table, language: str = "nl") -> dict[str, object]:
    found: dict[str, object] = of.shared.changes(-1, language)["about"]["voices"]
    return found


@pytest.mark.browser
def test_a_doubt_is_told_with_its_odds_given_away_with_one_key_and_kept_with_another(
    page: Page, editor: Served
) -> None:
    expect(page.locator("#doubts span")).to_have_text("klinkt als Stef Böger (91 %)", use_inner_text=True)
    assert violations(page) == []
    until(page, "document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("g")
    until(page, f"{CURRENT} === 'Het gaat heel goed.'")
    page.keyboard.press("c")
    until(page, f"{CURRENT} === 'Mooi om te horen.'")
    until(page, SAVED)
    assert speakers(editor.table)[1] == "Stef Böger"
    until(page, f"{NOTE} === 'De stem van 1 regel past niet bij de naam.'")
    page.keyboard.press("Control+s")
    until(page, "/bijgewerkt:$/.test(document.querySelector('#bundle').textContent)")
    published, accepted = editor.table.published[-1].voices, editor.table.accepted[-1]
    assert published
    assert [accepted.covers(each) for each in published.doubts] == [True, False]
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    until(page, SAVED)
    assert speakers(editor.table)[1] == "Ton Heerts"
    until(page, f"{NOTE} === 'De stem van 3 regels past niet bij de naam.'")


@pytest.mark.browser
def test_all_that_sounds_so_is_looked_over_heard_and_given_in_one_step(page: Page, editor: Served) -> None:
    before = speakers(editor.table)
    page.keyboard.press("G")
    until(page, "document.querySelector('#similar-dialog').open")
    until_so(
        page,
        lambda: (
            listed(page)
            == [
                "▶ 0:02 Ton Heerts → Stef Böger: Wat fijn dat jullie er zijn. (91 %)",
                "▶ 0:12 Latisha → Stef Böger: Het gaat heel goed. (94 %)",
            ]
        ),
    )
    expect(page.locator(":focus")).to_have_text("Geef 2 regels aan wie zo klinkt", use_inner_text=True)
    assert violations(page) == []
    until(page, "document.documentElement.scrollWidth <= innerWidth")
    for _ in range(5):  # past what calls it off, ticks all or none, and lets the line be heard
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    until(page, "document.querySelector('#similar-apply').textContent === 'Geef 1 regel aan wie zo klinkt'")
    page.keyboard.press("Space")
    page.focus("#similar-apply")
    page.keyboard.press("Enter")
    until(page, "!document.querySelector('#similar-dialog').open")
    until(page, SAVED)
    assert [at for at, name in enumerate(speakers(editor.table)) if name != before[at]] == [1, 4]
    until(page, "document.activeElement.matches('.line')")
    page.keyboard.press("Control+z")
    until(page, SAVED)
    assert speakers(editor.table) == before


@pytest.mark.browser
def test_all_that_sounds_like_anybody_is_given_to_each_in_one_step(page: Page, editor: Served) -> None:
    before = speakers(editor.table)
    page.keyboard.press("G")
    until(page, "document.querySelector('#similar-dialog').open")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowDown")
    until(page, "document.querySelectorAll('#similar li').length === 3")
    until_so(page, lambda: listed(page)[-1] == "▶ 0:14 Ton Heerts → Latisha: Mooi om te horen. (95 %)")
    page.focus("#similar-apply")
    page.keyboard.press("Enter")
    until(page, "!document.querySelector('#similar-dialog').open")
    until(page, SAVED)
    until(page, "document.querySelector('#status').textContent === '3 regels gegeven aan wie zo klinkt'")
    after = ["Ton Heerts", "Stef Böger", "Stef Böger", "Latisha", "Stef Böger", "Latisha"]
    assert speakers(editor.table) == after
    until(page, f"{NOTE} === 'De stemmen passen bij de namen.'")
    page.keyboard.press("G")
    expect(page.locator("#status")).to_have_text(
        "Geen enkele regel klinkt als iemand anders", use_inner_text=True
    )
    page.keyboard.press("Control+z")
    until(page, SAVED)
    assert speakers(editor.table) == before


@pytest.mark.browser
def test_a_typical_line_of_both_is_heard_alone_and_the_list_stays_where_it_is(page: Page) -> None:
    ready(page)
    page.keyboard.press("v")
    expect(page.locator("#status")).to_have_text("Voorbeeld van Stef Böger", use_inner_text=True)
    until(page, f"{NOW} >= 6 && {NOW} < 8")
    until(page, f"{NOW} > 7 && {PAUSED}")  # at the end of the line
    until_equal(page, NOW, pytest.approx(7.8, abs=0.5))
    page.keyboard.press("V")
    expect(page.locator("#status")).to_have_text("Voorbeeld van Ton Heerts", use_inner_text=True)
    until(page, f"{NOW} < 2")
    until_equal(page, CURRENT, "Wat fijn dat jullie er zijn.")
    page.keyboard.press("n")
    page.keyboard.press("n")
    page.keyboard.press("v")
    expect(page.locator("#status")).to_have_text(
        "Van Latisha is geen voorbeeld te horen", use_inner_text=True
    )
    page.keyboard.press("Home")
    page.keyboard.press("g")
    expect(page.locator("#status")).to_have_text(
        "Deze regel klinkt niet als iemand anders", use_inner_text=True
    )


@pytest.mark.browser
def test_two_labels_of_one_voice_become_one(
    transcript: Path, journals: Path, clip: Path, browser: Browser
) -> None:
    with (
        served(transcript, journals, clip, comparing=one_voice) as editor,
        opened(browser, editor.opened, locale="nl-NL") as page,
    ):
        until(page, "document.querySelector('.mark.voice')")
        page.select_option("#work-kind", "voice")
        page.focus(".line")
        page.keyboard.press("n")
        expect(page.locator("#doubts span")).to_have_text(
            "klinkt overal als Stef Böger: is dat dezelfde persoon?", use_inner_text=True
        )
        page.keyboard.press("g")
        until(page, SAVED)
        assert "Latisha" not in speakers(editor.table)


@pytest.mark.browser
def test_a_part_of_a_line_is_given_to_who_says_it_in_one_step(
    transcript: Path, journals: Path, clip: Path, browser: Browser
) -> None:
    with (
        served(transcript, journals, clip, comparing=in_part) as editor,
        opened(browser, editor.opened, locale="nl-NL") as page,
    ):
        before = editor.table.session.state.text
        until(page, f"{NOTE} === 'De stem van 1 regel past niet bij de naam.'")
        page.select_option("#work-kind", "voice")
        page.focus(".line")
        page.keyboard.press("n")
        expect(page.locator("#doubts span")).to_have_text(
            "een deel klinkt als Stef Böger (96 %): “ik zit op het mbo.”", use_inner_text=True
        )
        assert violations(page) == []
        page.keyboard.press("g")
        until(page, "document.querySelectorAll('.line').length === 9")
        until(page, SAVED)
        lines = editor.table.session.state.transcript.spoken_lines
        said = [(line.speaker.name, line.text) for line in lines if line.speaker]
        at = said.index(("Latisha", "Ik ben Latisha en"))
        assert said[at + 1 : at + 3] == [
            ("Stef Böger", "ik zit op het mbo."),
            ("Latisha", "Het gaat heel goed."),
        ]
        page.keyboard.press("Control+z")
        until(page, SAVED)
        assert editor.table.session.state.text == before


@pytest.mark.parametrize(
    ("at", "until_", "expected"),
    [
        (0, 6, [("Stef Böger", "Ik ben"), ("Latisha", "Latisha en ik zit op het mbo.")]),
        (7, 14, [("Latisha", "Ik ben"), ("Stef Böger", "Latisha"), ("Latisha", "en ik zit op het mbo.")]),
        (15, 36, [("Latisha", "Ik ben Latisha"), ("Stef Böger", "en ik zit op het mbo.")]),
        (0, 36, [("Stef Böger", "Ik ben Latisha en ik zit op het mbo.")]),
    ],
)
def test_a_part_that_is_given_leaves_the_rest_to_whose_it_was(
    transcript: Path, journals: Path, at: int, until_: int, expected: list[tuple[str, str]]
) -> None:
    with table(transcript, journals) as opened_here:
        state = opened_here.session.state
    item = next(
        item for item, block in state.by_id.items() if block.text == "Ik ben Latisha en ik zit op het mbo."
    )
    record = {"kind": "give-part", "id": item, "at": at, "until": until_, "speaker": "Stef Böger"}
    after = parse_edit(record).apply(state).transcript.spoken_lines
    said = [(line.speaker.name, line.text) for line in after if line.speaker]
    first = next(number for number, (_, text) in enumerate(said) if text == expected[0][1])
    assert said[first : first + len(expected)] == expected
    assert said[first + len(expected)] == ("Latisha", "Het gaat heel goed.")


def test_while_the_voices_are_listened_to_it_is_told_how_far_that_is_and_a_bundle_waits_for_them(
    transcript: Path, journals: Path
) -> None:
    with table(transcript, journals, comparing=alike) as made:
        state = made.session.state
        made.shared.compares_voices(0)
        made.shared.deliver(state, analyse(state, timed_evenly(state.transcript), NL_WEB))
        assert told(made) == {"percent": 0, "is_known": False, "untold": None, "typical": {}}
        made.shared.compares_voices(0.346)
        assert told(made)["percent"] == 35
        made.session.edit(SetSpeaker((1,), "Latisha"), made.session.version)
        made.shared.save()
        made.updater.catch_up()
        assert made.published == []
        made.shared.knows_voices()
        made.updater.catch_up()
        assert (told(made)["percent"], told(made)["is_known"]) == (None, True)
        assert str(told(made)["untold"]).startswith(
            "De stemmen zeggen niets over de namen: ze lijken te veel"
        )
        assert str(told(made, "en")["untold"]).startswith("The voices tell nothing of the names")
        assert [each.voices for each in made.published] == [HeardVoices(untold=say("voices.alike"))]


@pytest.mark.browser
def test_while_the_voices_are_compared_no_answer_says_that_there_is_nothing(
    transcript: Path, journals: Path, clip: Path, browser: Browser
) -> None:
    with served(transcript, journals, clip, comparing=alike) as made:
        made.table.shared.compares_voices(0.35)
        with opened(browser, made.opened, locale="nl-NL", viewport={"width": 1280, "height": 800}) as page:
            page.select_option("#work-kind", "voice")
            until(
                page,
                "document.querySelector('#progress').textContent === 'De stemmen worden vergeleken: 35 %'",
            )
            for key in "nvgG":
                page.focus(".line")
                page.keyboard.press(key)
                until(
                    page,
                    "document.querySelector('#status').textContent === 'De stemmen worden vergeleken: 35 %'",
                )
            page.select_option("#work-kind", "language")
            until(page, "document.querySelector('#progress').textContent === 'Niets om na te kijken'")
            made.table.shared.knows_voices()
            page.select_option("#work-kind", "voice")
            until(page, "document.querySelector('#progress').textContent === 'Niets om na te kijken'")


def test_who_looks_at_what_is_left_to_do_sees_the_voices_too(transcript: Path, journals: Path) -> None:
    with table(transcript, journals, comparing=comparing) as made:
        assert made.shared.looked_at == (0, 3)
        assert not made.shared.is_hearing


@pytest.mark.parametrize("given", [[], [[1]], [["1", "Stef"]], [[1, 2]], [[1, "Stef", 3]], "x", [1]])
def test_what_gives_no_line_to_anybody_is_refused(given: object) -> None:
    with pytest.raises(WrongUseError):
        parse_edit({"kind": "set-speakers", "given": given})


def test_lines_given_to_several_are_looked_at_one_step_and_refused_where_somebody_changed_one_since(
    made: Table,
) -> None:
    session, seen = made.session, made.session.version
    session.edit(parse_edit({"kind": "set-speakers", "given": [[1, "Stef Böger"], [7, "Latisha"]]}), seen)
    assert (session.version, speakers(made)[1], speakers(made)[5]) == (seen + 1, "Stef Böger", "Latisha")
    assert {1, 7} <= session.state.reviewed
    with pytest.raises(EditRefusedError):
        session.edit(parse_edit({"kind": "set-speakers", "given": [[7, "Stef Böger"]]}), seen)
    session.undo()
    assert speakers(made) == ["Ton Heerts"] * 2 + ["Stef Böger"] + ["Latisha"] * 2 + ["Ton Heerts"]
