"""Whatever is answered, and however late: what somebody writes stays, and no key of it becomes a command."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.editor.made_up import TALK, Served, misheard, served
from tests.editor.wire import SMOOTH, Fate, Lost, Wire
from tests.publications.chromium import until, until_equal, until_so
from tests.publications.visit import opened

from woordbeeld.editor.edits import Delete, Edit, Insert, Move, Reword
from woordbeeld.editor.speaker_edits import SetSpeaker

pytestmark = pytest.mark.browser

WORDS = " Hoi, allemaal. c2[jh]"  # nearly every letter would be a command
KEY_MS = 15  # between two keys of somebody who writes; of a program that types for them there is nothing
SLOW = Fate(there_ms=100, back_ms=100)  # an answer comes in the middle of WORDS
VERY_SLOW = Fate(there_ms=400, back_ms=400)
FIELD = "document.querySelector('.line[data-id=\"{}\"] .said textarea')"


class Room:
    """An editor with a page on it, and the wire in between."""

    def __init__(self, editor: Served, page: Page, wire: Wire) -> None:
        self.editor, self.page, self.wire = editor, page, wire

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def do_elsewhere(self, edit: Edit) -> None:
        """An edit that somebody makes in another window."""
        self.editor.table.shared.edit(edit, self.editor.table.session.version)

    def rewrite(self, item: int) -> None:
        self.page.dblclick(f'.line[data-id="{item}"] .said', position={"x": 5, "y": 5})
        self.press("End")

    def written(self, item: int) -> str:
        """What stands in a box, in which somebody still writes."""
        field = FIELD.format(item)
        until(self.page, f"{field} !== null && {field} === document.activeElement")
        return str(self.page.evaluate(f"{field}.value"))

    def settle(self) -> None:
        until(self.page, "['kept', 'saved'].includes(document.querySelector('#saved').dataset.state)")

    @property
    def text(self) -> str:
        return self.editor.table.session.state.text

    @property
    def said(self) -> str:
        return self.page.inner_text("#status")

    def agree(self) -> None:
        """What the page shows is what the program has, and that came about by nothing but text."""
        self.settle()
        wanted = [block.text for block in self.editor.table.session.state.by_id.values()]
        ends = time.monotonic() + 5
        while (shown := self.page.evaluate(SHOWN)) != wanted and time.monotonic() < ends:
            self.page.wait_for_timeout(50)
        assert shown == wanted


SHOWN = "[...document.querySelectorAll('.line .said')].map(each => each.textContent)"


@pytest.fixture
def room(transcript: Path, journals: Path, clip: Path, browser: Browser) -> Iterator[Room]:
    wires: list[Wire] = []

    def through(app: Any) -> Wire:
        wires.append(Wire(app))
        return wires[0]

    with (
        served(transcript, journals, clip, align=misheard, through=through) as editor,
        opened(browser, editor.opened, locale="nl-NL") as page,
    ):
        until(page, "document.querySelectorAll('.line').length === 8")
        page.focus(".line")
        yield Room(editor, page, wires[0])


def slow_down(room: Room, fate: Fate = SLOW) -> None:
    room.wire.fate_of = lambda path: SMOOTH if path == "changes" else fate


def take_over(room: Room) -> None:
    """What was heard otherwise is most likely misheard here, so it is shown only where that is asked for."""
    room.press("d")
    room.page.click("#doubts .difference button")


def test_what_is_written_while_a_suggestion_is_taken_over_stays(room: Room) -> None:
    before = room.editor.table.session.state
    slow_down(room, VERY_SLOW)
    take_over(room)
    room.rewrite(3)
    room.page.keyboard.type(WORDS * 2, delay=KEY_MS * 2)
    until(room.page, "document.querySelector('#status').textContent === 'tekst veranderd'")
    room.page.keyboard.type(WORDS, delay=KEY_MS)
    assert room.written(3) == "Dank je wel." + WORDS * 3
    room.press("Enter")
    room.agree()
    after = room.editor.table.session.state
    assert after.text == TALK.replace("Goedemorgen allemaal", "Goedenavond iedereen").replace(
        "Dank je wel.", "Dank je wel." + WORDS * 3
    )
    assert (after.times, before.times) == ({}, {})


ACTS: dict[str, Callable[[Room], None]] = {
    "take over": lambda room: room.press("h"),
    "give": lambda room: room.press("2"),
    "give the turn": lambda room: room.press("Shift+Digit2"),
    "undo": lambda room: room.press("Control+z"),
    "redo": lambda room: room.press("Control+y"),
    "save": lambda room: room.press("Control+s"),
    "correct": lambda room: room.press("c"),
    "nudge": lambda room: room.press("]"),
    "merge the turn": lambda room: room.press("m"),
    "split": lambda room: room.press("Enter", "Home", "ArrowRight", "Control+Enter"),
    "join": lambda room: room.press("j"),
    "free": lambda room: room.page.click("#free", force=True),
    "delete": lambda room: room.press("Delete"),
    "undo the delete": lambda room: room.page.click("#undo"),
}


def test_no_answer_to_what_was_done_before_disturbs_who_writes(room: Room) -> None:
    for name, act in ACTS.items():
        room.wire.fate_of = lambda _: SMOOTH
        room.press("Home")
        room.settle()
        slow_down(room)
        act(room)
        room.rewrite(6)
        room.page.keyboard.type(WORDS, delay=KEY_MS)
        assert room.written(6) == "Het gaat heel goed." + WORDS, name
        room.settle()
        room.press("a")
        assert room.written(6).endswith(WORDS + "a"), name
        room.press("Escape")
        room.agree()
        assert "Hoi" not in room.text
        room.page.wait_for_timeout(60)  # as a person would before a command


ELSEWHERE: dict[str, Edit] = {
    "deleted before it": Delete((3,)),
    "added before it": Insert(2, "spoken", "Een nieuwe regel."),
    "given away": SetSpeaker((6, 7), "Fatima"),
    "moved": Move(2, 4),
    "moved back": Move(2, -3),
    "reworded": Reword(6, "Iets heel anders."),
    "deleted": Delete((6,)),
}


def test_nothing_that_others_do_disturbs_who_writes(room: Room) -> None:
    room.press("l", "l")  # a filter was used
    room.rewrite(6)
    told = "Het gaat heel goed."
    for name, edit in ELSEWHERE.items():
        room.do_elsewhere(edit)
        room.page.keyboard.type(WORDS, delay=KEY_MS)
        told += WORDS
        assert room.written(6) == told, name
    room.press("Enter")
    room.settle()
    until_so(
        room.page, lambda: room.page.inner_text(".said .alert").startswith("Iemand anders heeft die regel")
    )
    assert room.written(6) == told  # to be copied
    room.press("Escape")
    room.agree()
    until(room.page, "document.activeElement.matches('.line')")
    assert "Hoi" not in room.text


def test_a_line_that_a_filter_would_hide_stays_while_it_is_written(room: Room) -> None:
    room.page.focus('.line[data-id="6"]')
    room.press("l")
    room.rewrite(6)
    room.do_elsewhere(SetSpeaker((6,), "Fatima"))
    room.page.keyboard.type(WORDS, delay=KEY_MS)
    assert room.written(6).endswith(WORDS)
    room.press("Escape")
    until(room.page, "document.querySelector('.line[data-id=\"6\"]').hidden")


def test_conflicts_are_asked_about_when_nobody_writes_any_more(room: Room) -> None:
    room.press("2")
    room.settle()
    room.rewrite(3)
    room.editor.table.path.write_text(TALK.replace("Goedemorgen allemaal.", "Goedenavond."), "utf-8")
    until(room.page, "import('/static/model.js').then(({ model }) => model.about.conflicts.length === 1)")
    room.page.keyboard.type(WORDS + " ", delay=KEY_MS)
    assert room.written(3).endswith(WORDS + " ")
    room.press("Enter")
    until(room.page, "document.querySelector('#merge-dialog').open")
    room.press("ArrowDown", "Enter")  # too soon to be a choice
    until(room.page, "document.querySelector('#merge-dialog').open")
    expect(room.page.locator("#conflicts [value=ours]")).to_be_checked()


def test_two_boxes_each_keep_what_is_written_in_them(room: Room) -> None:
    slow_down(room, VERY_SLOW)
    room.rewrite(0)
    room.press("Control+a")
    room.page.keyboard.type("(lacht)")
    room.rewrite(3)
    room.page.keyboard.type(WORDS, delay=KEY_MS)
    until(room.page, FIELD.format(0) + ".closest('.said').querySelector('.alert').textContent !== ''")
    room.page.keyboard.type(WORDS, delay=KEY_MS)
    assert room.written(3) == "Dank je wel." + WORDS * 2
    until_equal(room.page, FIELD.format(0) + ".value", "(lacht)")
    room.press("Enter")
    room.settle()
    assert "Dank je wel." + WORDS * 2 in room.text
    room.rewrite(0)
    room.press("Control+a")
    room.page.keyboard.type("Dat is beter.")
    room.press("Enter")
    room.agree()
    assert "TON HEERTS: Dat is beter." in room.text


def test_who_writes_on_before_the_answer_loses_nothing(room: Room) -> None:
    slow_down(room, VERY_SLOW)
    room.rewrite(3)
    room.page.keyboard.type(" Een.")
    room.press("Enter")
    room.rewrite(3)
    room.page.keyboard.type(" Twee.")
    room.settle()
    assert "Dank je wel. Een.\n" in room.text
    assert room.written(3) == "Dank je wel. Een. Twee."
    room.press("Enter")
    room.agree()
    assert "Dank je wel. Een. Twee.\n" in room.text


def test_a_line_is_still_there_for_the_second_click_on_it(room: Room) -> None:
    room.press("Enter")
    room.page.keyboard.type(" Dag.")
    box = room.page.locator('.line[data-id="5"] .said').bounding_box()
    assert box
    place = (box["x"] + 5, box["y"] + 5)
    room.page.mouse.click(*place)
    until(room.page, "document.querySelector('#status').textContent === 'tekst veranderd'")
    room.page.mouse.move(*place)
    room.page.mouse.down(click_count=2)
    room.page.mouse.up(click_count=2)
    assert room.written(5) == "Ik ben Latisha en ik zit op het mbo."
    room.press("Escape")
    room.agree()


def dictate(page: Page, text: str) -> None:
    """Press keys as a program does, a millisecond after each other however busy the machine is."""
    keyboard = page.context.new_cdp_session(page)
    began_s = time.time()
    for number, sign in enumerate(text):
        key = {"key": "Enter", "text": "\r"} if sign == "\n" else {"key": sign, "text": sign}
        at = {"timestamp": began_s + number / 1000}
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", **key, **at})
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", "key": key["key"], **at})
    keyboard.detach()


def test_what_a_program_types_for_somebody_is_no_row_of_commands(room: Room) -> None:
    room.press("Enter")
    dictate(room.page, " Dag.\nd2cjhm]o")
    room.agree()
    assert room.text == TALK.replace("Goedemorgen allemaal.", "Goedemorgen allemaal. Dag.")


def test_a_time_is_set_for_the_line_for_which_it_was_written(room: Room) -> None:
    room.press("ArrowDown")
    room.page.focus("#start")
    room.press("Control+a")
    room.page.keyboard.type("0:0", delay=KEY_MS)
    room.do_elsewhere(Delete((1,)))
    until(room.page, "document.querySelectorAll('.line').length === 7")
    room.page.keyboard.type("2,5", delay=KEY_MS)
    expect(room.page.locator("#start")).to_have_value("0:02,5")
    room.press("Enter")
    assert room.said == "Die regel is er niet meer. “0:02,5”"
    room.settle()
    assert room.editor.table.session.state.times == {}
    room.page.fill("#start", "0:05")
    room.page.locator('.line[data-id="7"]').click()
    until(room.page, "document.querySelector('.sign') !== null")
    room.settle()
    assert list(room.editor.table.session.state.times) == [2]


def test_a_dialog_stays_whatever_others_do(room: Room) -> None:
    room.page.focus('.line[data-id="3"]')
    room.press("a")
    room.page.keyboard.type("Nog", delay=KEY_MS)
    room.do_elsewhere(Delete((3,)))
    until(room.page, "document.querySelectorAll('.line').length === 7")
    room.page.keyboard.type(" iets.", delay=KEY_MS)
    room.press("Enter")
    until(room.page, "document.querySelector('#add-error').textContent !== ''")
    expect(room.page.locator("#add-text")).to_have_value("Nog iets.")
    room.press("Escape")
    room.agree()
    until(room.page, "document.activeElement.matches('.line')")
    assert "Nog iets" not in room.text


@pytest.mark.parametrize("impatient", [False, True])
def test_a_dialog_is_closed_by_its_own_answer_alone(room: Room, impatient: bool) -> None:  # noqa: FBT001
    # Who is impatient types all before the answer, also on a busy machine: then keys are for the new line.
    slow_down(room, Fate(there_ms=1500, back_ms=1500) if impatient else VERY_SLOW)
    room.press("a")
    room.page.keyboard.type("Nog iets.")
    room.press("Enter")
    if impatient:
        room.page.keyboard.type("c2jhm]" * 8, delay=30)
        room.settle()
    else:
        room.press("Escape")
        room.rewrite(3)
        room.page.keyboard.type(WORDS * 2, delay=2 * KEY_MS)
        room.settle()
        assert room.written(3) == "Dank je wel." + WORDS * 2
        room.press("Escape")
    room.agree()
    assert room.text == TALK.replace("allemaal.\n", "allemaal.\nNog iets.\n")


def test_what_is_done_twice_before_the_answer_is_done_to_what_was_seen(room: Room) -> None:
    slow_down(room, VERY_SLOW)
    take_over(room)
    expect(room.page.locator("#doubts .difference")).to_have_count(0)  # they are found anew
    room.press("Delete", "Delete")
    room.agree()
    assert room.text == TALK.replace(
        "TON HEERTS: Goedemorgen allemaal.\nWat fijn dat jullie er zijn.\n\n", ""
    )


def test_what_somebody_else_changes_before_it_is_sent_was_not_seen(room: Room) -> None:
    slow_down(room, VERY_SLOW)
    room.press("End", "2", "Home", "3")
    room.do_elsewhere(Reword(0, "Goedemiddag."))
    until(room.page, f"{SHOWN}[0] === 'Goedemiddag.'")
    room.settle()
    assert room.said.startswith("Iemand anders heeft die regel intussen veranderd")
    assert "TON HEERTS: Goedemiddag." in room.text


# -- what the wire loses and doubles ---------------------------------------------------------------


@pytest.mark.parametrize(
    "fate", [Fate(lost=Lost.REQUEST), Fate(lost=Lost.ANSWER), Fate(doubled=True)], ids=str
)
def test_what_is_lost_or_doubled_is_done_once(room: Room, fate: Fate) -> None:
    def once() -> None:
        """The next request meets the fate, those after it do not."""
        met: list[str] = []

        def fate_of(path: str) -> Fate:
            if path == "changes" or met:
                return SMOOTH
            met.append(path)
            return fate

        room.wire.fate_of = fate_of

    once()
    room.press("a")
    room.page.keyboard.type("Nog iets.")
    room.press("Enter")
    until(room.page, "document.querySelectorAll('.line').length === 9")
    room.agree()
    assert room.text.count("Nog iets.") == 1
    until(room.page, "document.activeElement.textContent.endsWith('Nog iets.')")
    once()
    room.press("j")
    room.agree()
    assert room.editor.table.session.version == 2
    once()
    room.press("Control+z")
    until(room.page, "document.querySelector('#status').textContent.startsWith('Ongedaan')")
    room.agree()
    assert room.text.count("Nog iets.") == 1
    once()
    room.press("Control+s")
    until(room.page, "document.querySelector('#saved').dataset.state === 'saved'")
    assert room.editor.table.path.read_text("utf-8") == room.text


def test_what_was_asked_of_a_program_that_did_not_answer_is_done_when_it_does(room: Room) -> None:
    lost = Fate(lost=Lost.REQUEST)
    room.wire.fate_of = lambda _: lost
    room.rewrite(3)
    room.page.keyboard.type(" Dag.")
    room.press("Enter")
    until(room.page, "document.querySelector('#saved').dataset.state === 'offline'")
    until_equal(room.page, FIELD.format(3) + ".value", "Dank je wel. Dag.")
    room.page.locator('.line[data-id="1"] .said').click()
    room.press("2")
    assert "niet bewaard" in room.said
    room.wire.fate_of = lambda _: SMOOTH
    room.agree()
    assert room.text == TALK.replace("Dank je wel.", "Dank je wel. Dag.")


# -- drawing by difference -------------------------------------------------------------------------


def test_what_does_not_change_is_not_drawn_again(room: Room) -> None:
    room.page.evaluate(
        """() => {
          globalThis.drawn = [];
          const cellOf = node => (node.parentElement ?? node).closest(".line > span")?.className;
          const look = found => drawn.push(...found.map(each => cellOf(each.target)));
          const all = { childList: true, characterData: true, subtree: true };
          new MutationObserver(look).observe(document.querySelector("#lines"), all);
        }"""
    )
    room.do_elsewhere(SetSpeaker((3,), "Latisha"))
    until(room.page, "drawn.length > 0")
    room.settle()
    until_so(room.page, lambda: set(room.page.evaluate("drawn")) == {"who"})
