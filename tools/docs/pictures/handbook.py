"""Make the pictures of the handbook: a video taken all the way through the window, in a real browser.

Run after `make demo` and `make test`: .venv/bin/python tools/docs/pictures/handbook.py

The text given is that of the film with a few faults that people make, so that there is something to see. What
was listened to before is not listened to again, and then the picture of that stays as it was; with
WOORDBEELD_CACHE at an empty folder all pictures are made anew.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from docx import Document
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from woordbeeld.media.ffmpeg_program import find_ffmpeg

ROOT = Path(__file__).parents[3]
HANDBOOK = ROOT / "tools/docs/handleiding"
FILM = ROOT / "media/symposium-entreeopleidingen.mp4"
TEXT = ROOT / "transcripts/symposium-entreeopleidingen.docx"
LEFT_OUT = "Het is vaak moeilijk om een stageplek te vinden."
CHANGED = {LEFT_OUT: "", "TRUDY VOS: Ik vind": "TRUDI VOS: Ik vind"}
DOUBTFUL = "Een volle zaal"  # before the third paragraph
TITLE = "Symposium entreeopleidingen"
SIZE = {"width": 1000, "height": 720}
LOW = {"width": 1000, "height": 480}
WIDE = {"width": 1280, "height": 800}
COLOURS = 48  # enough for text and for a small film, in files that load at once
PATIENCE_MS = 300_000  # the film is listened to for a minute or two
HOME = "/home/u"  # in place of the folder that all is done in
LOADED = """async () => {
  const video = document.querySelector("video");
  while (video.seeking || video.readyState < 2) await new Promise(done => setTimeout(done, 100));
}"""


NEUTRAL = """([folder, home]) => {
  for (const each of document.querySelectorAll("code")) {
    each.textContent = each.textContent.replace(folder, home);
  }
}"""


def main() -> None:
    """Do all that the handbook tells, and take a picture of each step."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with (
        tempfile.TemporaryDirectory() as made,
        sync_playwright() as playwright,
        window(Path(made)) as address,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = visit(browser, address)
        give(page, TITLE, faulty_text(Path(made)), "nieuwe-video")
        read(page)
        listen(page)
        correct(page)
        publish(page, made)
        give(page, "Open dag 2018", TEXT)
        page.get_by_role("link", name="Uw video's").click()
        page.set_viewport_size(LOW)
        page.evaluate(NEUTRAL, [made, HOME])
        take(page, "beginnen")
        browser.close()


@contextmanager
def window(folder: Path) -> Iterator[str]:
    """The address of a window for a new folder."""
    command = [sys.executable, "-m", "woordbeeld", "start", "--folder", folder / "Woordbeeld", "--no-browser"]
    environment = {**os.environ, "WOORDBEELD_JOURNALS": str(folder / "journals")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as program:  # noqa: S603 - ours
        yield next(iter(program.stdout or ())).strip()
        program.send_signal(signal.SIGINT)


def faulty_text(folder: Path) -> Path:
    """The text of the film as a Word file that is not quite right."""
    document = Document(str(TEXT))
    for paragraph in document.paragraphs:
        for right, wrong in CHANGED.items():
            paragraph.text = paragraph.text.replace(right, wrong)
    document.paragraphs[2].insert_paragraph_before(DOUBTFUL)
    document.save(str(folder / "Symposium.docx"))
    return folder / "Symposium.docx"


def visit(browser: Browser, address: str) -> Page:
    """The window, in Dutch."""
    page = browser.new_page(viewport=SIZE, locale="nl-NL")
    page.set_default_timeout(PATIENCE_MS)
    page.goto(address)
    return page


def give(page: Page, title: str, text: Path, picture: str = "") -> None:
    """Give the film and a text, up to where it is seen how that was read."""
    page.get_by_role("link", name="Nieuwe video").first.click()
    page.get_by_label("Kies de video").set_input_files(FILM)
    page.get_by_label("Kies de tekst").set_input_files(text)
    page.get_by_label("Titel").fill(title)
    if picture:
        take(page, picture)
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("heading", name="Zo is uw tekst gelezen").wait_for()


def read(page: Page) -> None:
    """See how the text was read, and correct a paragraph."""
    take(page, "tekst-bekijken")
    page.get_by_text(DOUBTFUL, exact=True).click()
    page.get_by_role("radio", name="beschrijving van het beeld").check()
    take(page, "alinea-verbeteren", page.get_by_role("dialog"))
    page.get_by_role("button", name="Toepassen").click()
    page.get_by_role("button", name="Tekst klopt, ga verder").click()


def listen(page: Page) -> None:
    """Wait until the film has been listened to; while it is, take the picture."""
    done = page.get_by_role("link", name="Verder met verbeteren")
    page.get_by_text("nog ongeveer").or_(done).first.wait_for()
    if not done.is_visible():
        take(page, "luisteren")
    done.click()


def correct(page: Page) -> None:
    """See what the editor has, from the worst doubt on."""
    page.set_viewport_size(WIDE)
    page.get_by_text("tekst?").first.wait_for()
    page.evaluate(LOADED)
    page.locator(".line").first.focus()
    page.keyboard.press("n")
    take(page, "verbeteren")
    page.keyboard.press("a")
    take(page, "ontbrekende-zin", page.get_by_role("dialog"))
    page.keyboard.press("Escape")
    page.locator(".line").filter(has_text="een heel mooi rapport").click()
    page.keyboard.press("s")
    page.get_by_label("Naam van de spreker").first.fill("Trudy Vos")
    take(page, "spreker-kiezen", page.get_by_role("dialog"))
    page.keyboard.press("Escape")
    page.keyboard.press("Control+h")
    page.get_by_label("Zoek", exact=True).fill("rapport")
    page.get_by_label("Vervang door").fill("onderzoek")
    page.get_by_text("Gevonden op").wait_for()
    take(page, "zoeken-en-vervangen", page.get_by_role("dialog"))
    page.keyboard.press("Escape")
    page.locator(".line.scene").first.focus()
    page.keyboard.press("x")
    page.get_by_text("Ruimte:").wait_for()
    take(page, "inspreken", page.get_by_role("dialog"))
    page.keyboard.press("Escape")
    page.set_viewport_size(SIZE)
    page.get_by_role("link", name="Publiceren").click()


def publish(page: Page, folder: str) -> None:
    """See what there is to publish, and that it can be taken along."""
    page.frame_locator("#page").get_by_role("heading").first.wait_for()
    page.evaluate(NEUTRAL, [folder, HOME])
    take(page, "publiceren")
    for name, title in {"meenemen": "Meenemen", "eigen-pagina": "Op uw eigen pagina"}.items():
        take(page, name, page.get_by_role("region", name=title))
    with page.expect_download():
        page.get_by_role("button", name="Download als zip").click()


def take(page: Page, name: str, of: Locator | None = None) -> None:
    """A picture of a page, or of a part of it, in few colours."""
    png = (of or page).screenshot(animations="disabled")
    palette = f"palettegen=max_colors={COLOURS}:reserve_transparent=0"
    few = f"split[a][b];[a]{palette}[c];[b][c]paletteuse=dither=none"
    command = [find_ffmpeg().path, "-v", "error", "-f", "png_pipe", "-i", "-", "-vf", few]
    command += ["-compression_level", "100", "-pred", "none", "-f", "image2pipe", "-c:v", "png", "-"]
    done = subprocess.run(command, input=png, capture_output=True, check=True)  # noqa: S603 - ffmpeg
    (HANDBOOK / f"{name}.png").write_bytes(done.stdout)


if __name__ == "__main__":
    main()
