"""A bundle in a folder, and a visit to its player page with whatever goes wrong there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Dialog, Page
from tests.publications.chromium import until
from tests.publications.talk import MEDIA, SOUND

from woordbeeld.alignment.model import Alignment
from woordbeeld.description.published import DescriptionSound
from woordbeeld.publications.bundle import publications
from woordbeeld.tracks.profile import NL_WEB

SHOWN = "document.querySelector('#captions').innerText"
NOW = "document.querySelector('video').currentTime"
PAUSED = "document.querySelector('video').paused"
FOCUSED = """() => {
  const at = document.activeElement;
  const label = at.labels?.[0];
  const told = at.getAttribute("aria-label") || (label?.querySelector("span") ?? label ?? at).innerText;
  return at === document.body ? null : told.trim();
}"""


def write(
    folder: Path,
    talk: Alignment,
    clip: Path,
    title: str = "Praatje",
    sound: DescriptionSound | None = None,
) -> None:
    media = MEDIA if talk.media.has_video else SOUND
    introduction = ("Ton en Stef praten over een rapport, en wat het voor scholen betekent.",)
    made = publications(talk, title, NL_WEB, media, introduction=introduction, description=sound)
    for each in made.publications:
        (folder / each.name).write_bytes(each.data)
    (folder / media.name).write_bytes(clip.read_bytes())


@contextmanager
def opened(browser: Browser, address: str, script: str = "", **options: Any) -> Iterator[Page]:
    """A visit to a page; whatever it is refused, or fails in, fails the test."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
    if script:
        context.add_init_script(script)
    page = context.new_page()
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda said: trouble.append(said.text) if "Security Policy" in said.text else None)
    page.on("dialog", partial(dismiss, trouble))
    page.goto(address)
    yield page
    context.close()
    assert trouble == []


def dismiss(told: list[str], dialog: Dialog) -> None:
    """Close a dialog of the browser, and keep what it told."""
    told.append(dialog.message)
    dialog.dismiss()


def ready(page: Page) -> Page:
    until(page, "document.querySelector('video, audio').readyState > 1")
    return page


def go_to(page: Page, seconds: float) -> None:
    page.evaluate(f"document.querySelector('video, audio').currentTime = {seconds}")
    until(page, "!document.querySelector('video, audio').seeking")
