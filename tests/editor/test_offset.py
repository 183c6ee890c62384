"""All times that were set are moved at once, by a field of the page, and back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect
from tests.editor.made_up import TALK, Served, Table
from tests.publications.axe import violations
from tests.publications.chromium import until
from tests.publications.visit import opened

from woordbeeld.editor.time_edits import MOST_MS, SetOffset, SetTime
from woordbeeld.transcript.editing import EditRefusedError
from woordbeeld.transcript.pins import pins_path, read_pins


def test_an_offset_moves_what_was_set_and_is_taken_back_also_after_others_changed_something(
    made: Table,
) -> None:
    session = made.session
    session.edit(SetTime(0, 500, 1500), 0)
    session.edit(SetOffset(-400), 1)
    made.path.write_text(TALK.replace("Mooi", "Prachtig"), encoding="utf-8")
    session.look_at_disk()
    session.save()
    assert read_pins(made.path).offset_ms == -400
    session.undo()
    assert session.state.offset_ms == 0
    assert "Prachtig" in session.state.text
    session.redo()
    assert session.state.offset_ms == -400


def test_a_time_early_in_the_video_can_be_set_whatever_the_offset(made: Table) -> None:
    made.session.edit(SetOffset(1500), 0)
    made.session.edit(SetTime(0, 1000, None), 1)
    assert made.session.state.times[0].start_ms == -500


def test_what_people_wrote_in_the_file_of_pins_stays_when_it_is_saved(made: Table) -> None:
    file = pins_path(made.path)
    written = (
        '# by Ann\n[[pin]]  # the laugh\nstart_ms = 900\ntext = "Ik ben Latisha en ik zit op het mbo."\n'
    )
    file.write_text(written, encoding="utf-8")
    made.session.look_at_disk()
    made.session.edit(SetTime(5, 940, None), made.session.version)
    made.session.edit(SetTime(0, 100, None), made.session.version)
    made.session.save()
    told = file.read_text(encoding="utf-8")
    first, second = told.index("Goedemorgen"), told.index("# by Ann\n[[pin]]  # the laugh\nstart_ms = 940\n")
    assert first < second
    assert not made.session.look_at_disk()
    file.unlink()
    made.path.unlink()
    made.session.save(anew=True)
    assert file.read_text(encoding="utf-8") == told


@pytest.mark.parametrize(("offset_ms", "reason"), [(-501, "before-video"), (MOST_MS + 1, "beyond")])
def test_an_offset_that_cannot_be_is_refused(made: Table, offset_ms: int, reason: str) -> None:
    made.session.edit(SetTime(0, 500, 1500), 0)
    made.session.edit(SetOffset(0), 1)
    with pytest.raises(EditRefusedError) as told:
        made.session.edit(SetOffset(offset_ms), 1)
    assert told.value.reason == reason


@pytest.mark.browser
def test_the_field_is_there_where_times_were_set_and_is_used_by_keyboard(
    editor: Served, browser: Browser
) -> None:
    with opened(browser, editor.opened, locale="nl-NL", viewport={"width": 320, "height": 700}) as page:
        until(page, "document.querySelectorAll('.line').length === 8")
        expect(page.locator("#offset-panel")).to_be_hidden()
        editor.table.shared.edit(SetTime(1, 2500, None), 0)
        until(page, "!document.querySelector('#offset-panel').hidden")
        for written, told in (("anderhalf", "Dat zijn geen seconden"), ("-3", "Dan staat een tijd voor")):
            page.fill("#offset", written)
            page.keyboard.press("Tab")
            until(page, f"document.querySelector('#status').textContent.startsWith('{told}')")
        page.fill("#offset", "12")
        page.keyboard.press("Tab")
        until(page, "document.querySelector('#status').textContent.endsWith(': 12,000 s')")
        page.fill("#offset", "1,5")
        page.keyboard.press("Enter")
        until(
            page,
            "document.querySelector('#status').textContent === 'Zelf gezette tijden verschoven: 1,500 s'",
        )
        until(page, "document.activeElement.matches('.line')")
        until(page, "document.querySelectorAll('.line .when')[1].textContent.startsWith('0:04')")
        assert violations(page) == []
        until(page, "document.documentElement.scrollWidth <= 320")
        page.keyboard.press("Control+z")
        until(page, "document.querySelector('#offset').value === '12,000'")
