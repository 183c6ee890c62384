"""Make the picture of the editor in the README: the film of the demo, with a label that is wrong.

Run after `make demo` and `make test`: .venv/bin/python tools/docs/pictures/editor.py
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[3]
FILM = ROOT / "media/symposium-entreeopleidingen.mp4"
TEXT = ROOT / "transcripts/symposium-entreeopleidingen.txt"
RIGHT, WRONG = "STEF BÖGER: De relatie", "TON HEERTS: De relatie"
LISTENING_MS = 600_000  # at most, until times and marks are there
SIZE = {"width": 1360, "height": 900}
LINE = ".line:has-text('De relatie gaat voor')"
LOADED = """async () => {
  const video = document.querySelector("video");
  while (video.seeking || video.readyState < 2) await new Promise(done => setTimeout(done, 100));
}"""


def main() -> None:
    """Open the editor on a copy of the transcript and take its picture."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        transcript = Path(folder) / TEXT.name
        transcript.write_text(TEXT.read_text(encoding="utf-8").replace(RIGHT, WRONG), encoding="utf-8")
        command = [sys.executable, "-m", "woordbeeld", "edit", FILM, transcript, "--no-browser"]
        environment = {**os.environ, "WOORDBEELD_JOURNALS": folder}
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as program:  # noqa: S603 - ours
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            page = browser.new_page(viewport=SIZE, locale="nl-NL")
            page.goto(next(iter(program.stdout or ())).strip())
            page.locator(".line .mark").first.wait_for(timeout=LISTENING_MS)
            show(page)
            page.screenshot(path=Path(__file__).with_name("editor.png"))
            browser.close()
            program.terminate()


def show(page: Page) -> None:
    """The line whose speaker is in doubt, with the video at its beginning."""
    page.locator(LINE).click()
    page.keyboard.press("p")
    page.keyboard.press("Space")
    page.evaluate(LOADED)
    page.keyboard.press("Home")
    page.keyboard.press("n")


if __name__ == "__main__":
    main()
