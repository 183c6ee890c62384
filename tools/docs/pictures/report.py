"""Make the picture of the report in the README: that of the demo.

Run after `make demo` and `make test`: .venv/bin/python tools/docs/pictures/report.py
"""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[3]
SIZE = {"width": 1000, "height": 940}


def main() -> None:
    """Open the report from disk and take a picture of its beginning."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE)
        page.goto((ROOT / "demo/report.html").as_uri())
        page.screenshot(path=Path(__file__).with_name("report.png"))
        browser.close()


if __name__ == "__main__":
    main()
