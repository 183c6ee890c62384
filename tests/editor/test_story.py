"""An editor's morning: what is wrong in the stand-in's transcript is fixed by keyboard alone."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.publications.chromium import until
from tests.publications.visit import opened

from woordbeeld.transcript.editing import rename_speaker, set_speaker
from woordbeeld.transcript.model import SpokenLine
from woordbeeld.transcript.pins import in_order, pins_path
from woordbeeld.transcript.reader import read

ROOT = Path(__file__).parents[2]
RIGHT = (ROOT / "transcripts/symposium-entreeopleidingen.txt").read_bytes().decode()
# Spoken lines (from 0) that somebody else is made to say: lines alone, within a turn, and a whole turn.
WRONG_LABELS = {
    0: "Ton Heerts",
    3: "Stef Böger",
    7: "Latisha",
    8: "Latisha",
    9: "Latisha",
    10: "Fatima",
    12: "Ton Heerts",
    16: "Latisha",
    28: "Frank Koster",
    36: "Latisha",
}
SWAPPED = ("Nanja Beekhuis", "Trudy Vos")
MISSPELT = ("Karin van den Bosch", "Karen van den Bos")
# Spoken lines with a time that is wrong by so much: two are put right, and one is left to be found.
LATE, EARLY, LOST = 4, 21, 31
OFF_MS = {LATE: 480, EARLY: -400, LOST: 3000}


def wrong() -> str:
    text = RIGHT
    for number, name in WRONG_LABELS.items():
        transcript = read(text)
        text = set_speaker(transcript, [transcript.spoken_lines[number].line], name)
    one, other = SWAPPED
    for old, new in ((one, "Iemand"), (other, one), ("Iemand", other), MISSPELT):
        text = rename_speaker(read(text), old, new)
    return text


def starts(bundle: Path) -> dict[int, tuple[int, bool]]:
    """The start of each spoken line of a bundle, and whether it was set."""
    words = json.loads((bundle / "alignment.json").read_text(encoding="utf-8"))["words"]
    first: dict[int, tuple[int, bool]] = {}
    for word in words:
        first.setdefault(word["line"], (word["start_ms"], word.get("edited", False)))
    return dict(enumerate(first[line] for line in sorted(first)))


@contextmanager
def editing(*arguments: object) -> Iterator[str]:
    """The address of the editor, started as a user starts it."""
    command = [sys.executable, "-m", "woordbeeld", "edit", *map(str, arguments), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as program:
        try:
            assert program.stdout
            yield program.stdout.readline().strip()
        finally:
            program.terminate()


class Hands:
    """Somebody at the keyboard, who finds lines by their place."""

    def __init__(self, page: Page) -> None:
        self.page = page
        items = in_order(read(RIGHT))
        self.places = [at for at, item in enumerate(items) if isinstance(item, SpokenLine)]
        until(page, f"document.querySelectorAll('.line').length === {len(items)}")
        until(page, "document.activeElement.matches('.line')")

    def go(self, line: int) -> None:
        self.press("Home")
        for _ in range(self.places[line]):
            self.press("ArrowDown")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def key_of(self, name: str) -> str:
        """The digit that the palette shows for a speaker."""
        row = self.page.locator(f'.people .give[data-name="{name}"] kbd')
        return row.text_content(timeout=5000) or ""

    def settle(self) -> None:
        """Until all is answered and worked out."""
        until(self.page, "!['keeping', 'offline'].includes(document.querySelector('#saved').dataset.state)")

    def rename(self, line: int, name: str) -> None:
        self.go(line)
        self.press("s")
        self.page.keyboard.type(name)
        self.press("Tab", "ArrowUp", "Enter")  # everywhere is the last choice
        until(self.page, "!document.querySelector('#speaker-dialog').open")
        self.settle()

    def save(self) -> None:
        self.settle()
        self.press("Control+s")
        until(self.page, "document.querySelector('#saved').dataset.state === 'saved'")
        follows = "/bijgewerkt:$/.test(document.querySelector('#bundle').textContent)"
        until(self.page, follows)


@pytest.mark.browser
@pytest.mark.whisper
def test_all_that_is_wrong_is_mended_by_keyboard_taken_back_and_done_again(
    browser: Browser, film: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WOORDBEELD_JOURNALS", str(tmp_path / "journals"))
    transcript, bundle = tmp_path / "praat.txt", tmp_path / "bundel"
    transcript.write_bytes(RIGHT.encode())
    subprocess.run(
        [sys.executable, "-m", "woordbeeld", "make", film, transcript, "--out", bundle, "--quiet"],
        check=False,
    )
    true = starts(bundle)
    right = {name: (bundle / name).read_bytes() for name in ("captions.nl.vtt", "transcript.html")}
    mistaken = wrong()
    transcript.write_bytes(mistaken.encode())
    lines = read(RIGHT).spoken_lines
    pins_path(transcript).write_text(
        "".join(
            f'[[pin]]\ntext = "{lines[line].text}"\nstart_ms = {true[line][0] + off_ms}\n\n'
            for line, off_ms in OFF_MS.items()
        ),
        encoding="utf-8",
    )
    mistaken_pins = pins_path(transcript).read_bytes()

    with (
        editing(film, transcript, "--bundle", bundle) as address,
        opened(browser, address, locale="nl-NL") as page,
    ):
        hands = Hands(page)
        for line in WRONG_LABELS:
            hands.go(line)
            hands.press(hands.key_of(called_now(lines[line])))
        hands.settle()
        one, other = (first_line_of(name) for name in SWAPPED)
        hands.rename(one, "Iemand")
        hands.rename(other, SWAPPED[1])
        hands.rename(one, SWAPPED[0])
        hands.rename(first_line_of(MISSPELT[0]), MISSPELT[0])
        hands.go(LATE)
        hands.press(*["["] * (OFF_MS[LATE] // 40))
        hands.go(EARLY)
        hands.press(*["]"] * (-OFF_MS[EARLY] // 40))
        hands.go(LOST)
        hands.press("u")
        hands.save()
        assert transcript.read_bytes() == RIGHT.encode()
        assert {line: starts(bundle)[line] for line in OFF_MS} == {
            LATE: (true[LATE][0], True),
            EARLY: (true[EARLY][0], True),
            LOST: (true[LOST][0], False),
        }
        assert {name: (bundle / name).read_bytes() for name in right} == right

        mended_pins = pins_path(transcript).read_bytes()
        take_all_back(hands, "undo", "Control+z")
        hands.save()
        assert transcript.read_bytes() == mistaken.encode()
        assert (
            tomllib.loads(pins_path(transcript).read_text(encoding="utf-8"))["pin"]
            == tomllib.loads(mistaken_pins.decode())["pin"]
        )
        assert b"KAREN VAN DEN BOS" in (bundle / "captions.nl.vtt").read_bytes()
        take_all_back(hands, "redo", "Control+y")
        hands.save()
        assert transcript.read_bytes() == RIGHT.encode()
        assert pins_path(transcript).read_bytes() == mended_pins
        assert {name: (bundle / name).read_bytes() for name in right} == right


def take_all_back(hands: Hands, which: str, key: str) -> None:
    for _ in range(100):
        if hands.page.locator(f"#{which}").is_disabled():
            return
        hands.press(key)
        hands.settle()
    pytest.fail("there is no end to it")


def called_now(line: SpokenLine) -> str:
    """What the speaker of a line is called while names are still wrong."""
    assert line.speaker
    name = line.speaker.name
    if name in SWAPPED:
        return SWAPPED[1 - SWAPPED.index(name)]
    return MISSPELT[1] if name == MISSPELT[0] else name


def first_line_of(name: str) -> int:
    lines = read(RIGHT).spoken_lines
    return next(at for at, line in enumerate(lines) if line.speaker and line.speaker.name == name)
