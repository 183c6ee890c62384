"""How soon the editor opens an hour of transcript and answers a key there, in the Chromium of this machine.

    python -m tests.benchmarks.editor

prints, for a made-up hour of 2,000 lines whose times are known, how long the page takes until all lines
stand there; how long each key takes until what it did is painted (the browser's Event Timing, which counts
in steps of 8 ms); how long until the program has kept an edit; and until what follows from it is known.
Then, for the film of the demo with all of Whisper, how long after a save the bundle follows.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median

import click
from playwright.sync_api import Page, sync_playwright
from tests.editor.client import Client
from tests.editor.made_up import Served, served
from tests.publications.chromium import launch, until
from tests.publications.long_talk import long_talk

from woordbeeld.transcript.writer import write

FILM = Path("media/symposium-entreeopleidingen.mp4")
TEXT = Path("transcripts/symposium-entreeopleidingen.txt")
LINES = 2_000
LINE_MS = 1_800
OPENINGS = 5
ROUNDS = 10
LOOK_EVERY_S = 0.005
READY_S = 5  # for the model to be loaded
PAUSE_MS = 100  # between keys
# Down, all of a turn chosen, another speaker for it, back to one line; a nudge of its start, and of its end;
# right as it is; another speaker, for it and for all its turn; a page down, and back.
KEYS = (
    "ArrowDown",
    "t",
    "{other}",
    "ArrowDown",
    "]",
    "Shift+BracketLeft",
    "c",
    "{other}",
    "Shift+{other}",
    "PageDown",
    "PageUp",
)
FOCUS = "place => document.querySelectorAll('.spoken')[place].focus()"
# Which of the two speakers does not say the current line.
OTHER = "document.activeElement.querySelector('.letter')?.textContent === 'A' ? '2' : '1'"
# Notes when all lines stand there and a frame with them was drawn.
READY = """count => {
  const look = () => {
    if (document.querySelectorAll(".line").length < count) return requestAnimationFrame(look);
    requestAnimationFrame(() => setTimeout(() => (globalThis.ready = performance.now())));
  };
  look();
}"""
# The slowest event of each key press, from the press to the picture that shows what it did.
WATCH = """() => {
  globalThis.answers = new Map();
  new PerformanceObserver(list => {
    for (const each of list.getEntries()) {
      if (!each.interactionId) continue;
      answers.set(each.interactionId, Math.max(answers.get(each.interactionId) ?? 0, each.duration));
    }
  }).observe({ type: "event", durationThreshold: 16 });
}"""


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        transcript = Path(folder) / "uur.txt"
        transcript.write_text(write(long_talk(LINES, LINE_MS).transcript), encoding="utf-8")
        browser = launch(playwright)
        with served(transcript, Path(folder) / "journals", FILM) as editor:
            page = browser.new_page(viewport={"width": 1400, "height": 900})
            page.add_init_script(f"({READY})({len(editor.table.session.state.items)})")
            opened = [_opening(page, editor.opened) for _ in range(OPENINGS)]
            click.echo(f"{LINES} lines stand there {_spread(opened)} after the page was asked for")
            click.echo(f"what a key does is painted {_spread(_pressing(page))} after it")
            page.evaluate(FOCUS, LINES // 2)
            kept, known = zip(*(_following(page, editor) for _ in range(ROUNDS)), strict=True)
            click.echo(f"another speaker is kept {_spread(kept)} after the key")
            click.echo(f"what follows from it is known {_spread(known)} after the key")
        browser.close()
        for what, took in _saving(Path(folder)):
            click.echo(f"film: {what}, and saved: the bundle follows {_spread(took)} later")


def _opening(page: Page, address: str) -> float:
    page.goto(address)
    until(page, "globalThis.ready > 0")
    return float(page.evaluate("ready"))


def _pressing(page: Page) -> list[float]:
    """How long (ms) each key takes until what it did is painted."""
    page.evaluate(WATCH)
    for number in range(ROUNDS):
        page.evaluate(FOCUS, number * LINES // ROUNDS)
        for key in KEYS:
            page.keyboard.press(key.format(other=page.evaluate(OTHER)))
            page.wait_for_timeout(PAUSE_MS)
    times_ms: list[float] = page.evaluate("[...answers.values()]")
    return times_ms


def _following(page: Page, editor: Served) -> tuple[float, float]:
    """How long (ms) until an edit is kept, and until its captions and doubts are known."""
    version = editor.table.session.version
    began = time.monotonic()
    page.keyboard.press(page.evaluate(OTHER))
    while editor.table.session.version == version:
        time.sleep(LOOK_EVERY_S)
    kept = time.monotonic() - began
    while editor.table.shared.to_read():
        time.sleep(LOOK_EVERY_S)
    return kept * 1000, (time.monotonic() - began) * 1000


def _saving(folder: Path) -> Iterator[tuple[str, list[float]]]:
    transcript = Path(shutil.copy(TEXT, folder))
    command = [sys.executable, "-m", "woordbeeld", "edit", FILM, transcript, "--bundle", folder / "bundle"]
    environment = {**os.environ, "WOORDBEELD_JOURNALS": str(folder / "journals")}
    with subprocess.Popen(
        [*map(str, command), "--no-browser", "--quiet"], stdout=subprocess.PIPE, text=True, env=environment
    ) as program:
        try:
            page = Client(program)
            while page.changes()["about"]["hearing"]:
                time.sleep(LOOK_EVERY_S)
            time.sleep(READY_S)
            lines = [row["id"] for row in page.changes()["rows"] if row["kind"] == "spoken"]
            some = lines[:: len(lines) // ROUNDS][:ROUNDS]
            yield "another speaker", [_saved(page, partial(page.give, at, "Fatima")) for at in some]
            yield "a word more", [_saved(page, partial(page.say_more, at, "Zo is het.")) for at in some]
        finally:
            program.terminate()


def _saved(page: Client, edit: Callable[[], object]) -> float:
    began = time.monotonic()
    edit()
    page.post("save")
    while page.changes()["about"]["bundle"] != "follows":
        time.sleep(LOOK_EVERY_S)
    return (time.monotonic() - began) * 1000


def _spread(found: Sequence[float]) -> str:
    ms = sorted(found) or [0.0]
    return f"{median(ms):.0f} ms (the slowest {ms[-1]:.0f})"


if __name__ == "__main__":
    main()
