"""Make the pictures of the player page in the README, at three widths.

Run after `make demo` and `make test`: .venv/bin/python tools/docs/pictures/player.py
"""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[3]
MOMENT_S = 24.5
SIZES = {1280: 760, 768: 1024, 320: 720}
SHOW_MOMENT = """async moment => {
  const video = document.querySelector("video");
  video.currentTime = moment;
  await new Promise(done => video.addEventListener("seeked", done, { once: true }));
  await new Promise(done => setTimeout(done, 500));
}"""


def main() -> None:
    """Open the page from disk and take its picture, with a caption on the screen."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for width, height in SIZES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto((ROOT / "demo/index.html").as_uri())
            page.evaluate(SHOW_MOMENT, MOMENT_S)
            page.screenshot(path=Path(__file__).with_name(f"player-{width}.png"))
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
