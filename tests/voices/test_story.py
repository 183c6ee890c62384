"""An hour with ten wrong names, mended by the voices, with keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.editor.made_up import Served, served
from tests.publications.chromium import until
from tests.publications.visit import opened
from tests.voices.hour import Hour, hour_of, speakers

from woordbeeld.alignment.model import AlignedLine
from woordbeeld.media.samples import Samples
from woordbeeld.transcript.editing import set_speaker
from woordbeeld.transcript.reader import read

DIALOGUE = Path(__file__).parent / "data/dialogue.txt"
BIG, SMALL = "Grote Vis", "Kleine Vis"
OTHER = {BIG: SMALL, SMALL: BIG}
WRONG = (3, 50, 121, 190, 266, 333, 402, 470, 555, 711)  # spoken lines, from 0
SAVED = "['kept', 'saved'].includes(document.querySelector('#saved').dataset.state)"
NOTE = "document.querySelector('#voices-note').textContent"
DOUBT = "document.querySelector('#doubts span').textContent"

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("weights")]


@pytest.fixture(scope="module")
def hour(lines: tuple[AlignedLine, ...], dialogue: Samples, weights: None) -> Hour:
    return hour_of(DIALOGUE.read_text(encoding="utf-8"), lines, dialogue)


@pytest.fixture
def editor(hour: Hour, tmp_path: Path, clip: Path) -> Iterator[Served]:
    """The editor on the hour with ten wrong labels."""
    text = hour.text
    for number in WRONG:
        right = read(text)
        name = speakers(right)[number]
        text = set_speaker(right, [right.spoken_lines[number].line], OTHER[name or ""])
    path = tmp_path / "uur.txt"
    path.write_text(text, encoding="utf-8")
    with served(path, tmp_path / "journals", clip, comparing=hour.comparing) as opened_here:
        yield opened_here


@pytest.fixture
def page(editor: Served, browser: Browser) -> Iterator[Page]:
    with opened(browser, editor.opened, locale="nl-NL") as shown:
        until(shown, f"{NOTE} === 'De stem van 10 regels past niet bij de naam.'")
        shown.select_option("#work-kind", "voice")
        shown.focus(".line")
        shown.keyboard.press("n")
        yield shown


def now(editor: Served) -> list[str | None]:
    return speakers(editor.table.session.state.transcript)


def mended(page: Page, editor: Served, hour: Hour) -> bool:
    """Whether all is right, nobody is asked anything any more, and the file says the same."""
    until(page, SAVED)
    until(page, f"{NOTE} === 'De stemmen passen bij de namen.'")
    page.keyboard.press("Control+s")
    until(page, "document.querySelector('#saved').dataset.state === 'saved'")
    right = speakers(read(hour.text))
    return now(editor) == right == speakers(read(editor.table.path.read_text(encoding="utf-8")))


def test_ten_wrong_names_in_an_hour_are_mended_by_accepting_each_and_taken_back(
    page: Page, editor: Served, hour: Hour
) -> None:
    wrong = now(editor)
    until(page, f"/^klinkt als (Grote|Kleine) Vis .99 %.$/.test({DOUBT})")
    for _ in WRONG:
        page.keyboard.press("g")
    assert mended(page, editor, hour)
    for _ in WRONG:
        page.keyboard.press("Control+z")
    until(page, SAVED)
    assert now(editor) == wrong


def test_they_are_mended_in_one_step_by_all_that_sounds_so(page: Page, editor: Served, hour: Hour) -> None:
    wrong = now(editor)
    page.keyboard.press("G")
    until(page, "document.querySelector('#similar-dialog').open")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowDown")
    until(page, f"document.querySelectorAll('#similar li').length === {len(WRONG)}")
    page.focus("#similar-apply")
    page.keyboard.press("Enter")
    until(page, "!document.querySelector('#similar-dialog').open")
    assert mended(page, editor, hour)
    page.keyboard.press("Control+z")
    until(page, SAVED)
    assert now(editor) == wrong
