"""From "I have a video and a Word file" to a publication, without a terminal: with a mouse, and without."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.publications.chromium import until
from tests.publications.visit import FOCUSED, opened
from tests.window import material
from tests.window.conftest import Given
from tests.window.program import Program, started
from tests.window.published import is_right

pytestmark = [pytest.mark.browser, pytest.mark.whisper]
LISTENING_S = 180
TITLE = "Symposium mbo"
ROWS = "[...document.querySelectorAll('#rows > li')]"
SAVED = "document.querySelector('#saved').dataset.state === 'saved'"
FOLLOWS = "/bijgewerkt:$/.test(document.querySelector('#bundle').textContent)"


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Program]:
    with started(tmp_path / "videos") as program:
        yield program


@pytest.fixture
def page(window: Program, browser: Browser) -> Iterator[Page]:
    with opened(browser, window.address, locale="nl-NL", accept_downloads=True) as visited:
        visited.wait_for_url(f"{window.base}/")
        yield visited


def test_with_a_mouse(page: Page, browser: Browser, symposium: Given, tmp_path: Path) -> None:
    page.get_by_role("link", name="Nieuwe video").first.click()
    page.wait_for_url("**/new")
    drop(page, "video", symposium.video)
    expect(page.locator("#title")).to_have_value(TITLE)
    drop(page, "document", symposium.document)
    page.get_by_role("button", name="Verder").click()

    page.wait_for_url("**/read")
    mend_row(page, material.SCENE, "beschrijving van het beeld")
    mend_row(page, material.SOUND, "geluid")
    page.locator("#rows > li", has_text=material.MISSPELT).first.click()
    page.get_by_label("Wie zegt het?").fill(material.LATISHA)
    page.get_by_label("alle 2 alinea's").check()
    page.get_by_role("button", name="Toepassen").click()
    until(page, f"!{ROWS}.some(row => row.innerText.includes('{material.MISSPELT}'))")
    page.get_by_role("button", name="Tekst klopt, ga verder").click()

    page.wait_for_url("**/listen")
    page.get_by_role("link", name="Verder met verbeteren").click(timeout=LISTENING_S * 1000)
    until(page, f"document.querySelectorAll('.line').length === {len(material.LINES) + 2}")
    for text, name in material.WRONG.items():
        page.locator(".line", has_text=text).click()
        page.keyboard.press(key_of(page, name))
    settle(page)
    page.get_by_role("button", name="Opslaan").click()
    until(page, SAVED)
    until(page, FOLLOWS)

    page.get_by_role("link", name="Publiceren").click()
    page.wait_for_url("**/publish")
    with page.expect_download() as saving:
        page.get_by_role("button", name="Download als zip").click()
    is_right(saving.value.path(), browser, tmp_path / "site")
    page.get_by_role("button", name="Dit is gepubliceerd").click()
    until(page, "document.querySelector('#state').textContent === 'Gepubliceerd'")
    page.get_by_role("link", name="Uw video's").click()
    expect(page.locator(".videos .state")).to_have_text("Gepubliceerd", use_inner_text=True)


def test_by_keyboard_alone(page: Page, browser: Browser, symposium: Given, tmp_path: Path) -> None:
    keys = Keyboard(page)
    keys.go("Nieuwe video", "Enter")
    page.wait_for_url("**/new")
    for given in (symposium.video, symposium.document):
        keys.go("Of gebruik een bestand waar het staat, zonder kopie", "Enter")
        keys.go("Plaats van het bestand op deze computer")
        page.keyboard.insert_text(str(given))
    keys.go("Verder", "Enter")

    page.wait_for_url("**/read")
    keys.tab_until("document.activeElement.matches('#rows > li')")
    keys.down_to(material.SCENE, "b")
    until(page, f"{ROWS}.find(row => row.innerText.includes('{material.SCENE}')).dataset.kind === 'scene'")
    keys.down_to(material.SOUND, "g")
    until(page, f"{ROWS}.find(row => row.innerText.includes('{material.SOUND}')).dataset.kind === 'sound'")
    keys.down_to(material.MISSPELT, "a")
    until(page, "document.activeElement.id === 'row-speaker'")
    page.keyboard.type(material.LATISHA)
    keys.go("alleen deze alinea", "ArrowDown", "Enter")
    until(page, f"!{ROWS}.some(row => row.innerText.includes('{material.MISSPELT}'))")
    keys.go("Tekst klopt, ga verder", "Enter")

    page.wait_for_url("**/listen")
    # The page loads once more when all is made: only then its step can be gone to.
    page.locator(".steps a[href$='/correct/']").wait_for(timeout=LISTENING_S * 1000)
    keys.go("Verder met verbeteren", "Enter")
    page.wait_for_url("**/correct/*/")
    until(page, f"document.querySelectorAll('.line').length === {len(material.LINES) + 2}")
    for text, name in material.WRONG.items():
        keys.down_to(text, key_of(page, name))
    settle(page)
    page.keyboard.press("Control+s")
    until(page, SAVED)
    until(page, FOLLOWS)

    keys.go("Publiceren", "Enter")
    page.wait_for_url("**/publish")
    with page.expect_download() as saving:
        keys.go("Download als zip", "Enter")
    is_right(saving.value.path(), browser, tmp_path / "site")


class Keyboard:
    """Somebody without a mouse, who finds by what has the focus where to go on."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def go(self, name: str, *keys: str) -> None:
        """With Tab to what has this name, and press there."""
        self.tab_until(f"({FOCUSED})() === {json.dumps(name)}")
        self.press(*keys)

    def tab_until(self, condition: str) -> None:
        for _ in range(200):
            self.press("Tab")
            if self.page.evaluate(condition):
                return
        pytest.fail(f"Tab does not lead there: {condition}")

    def down_to(self, text: str, key: str) -> None:
        """With arrows to the paragraph or line with this text, and press there."""
        self.press("Home")
        for _ in range(50):
            if text in self.page.evaluate("document.activeElement.innerText"):
                self.press(key)
                return
            self.press("ArrowDown")
        pytest.fail(f"the arrows do not lead there: {text}")


def drop(page: Page, kind: str, path: Path) -> None:
    """A file let go above its place on the page."""
    make = """([name, data]) => {
      const bytes = Uint8Array.from(atob(data), char => char.charCodeAt(0));
      const dropped = new DataTransfer();
      dropped.items.add(new File([bytes], name));
      return dropped;
    }"""
    data = page.evaluate_handle(make, [path.name, b64encode(path.read_bytes()).decode()])
    page.dispatch_event(f"[data-drop={kind}]", "dragover", {"dataTransfer": data})
    page.dispatch_event(f"[data-drop={kind}]", "drop", {"dataTransfer": data})


def mend_row(page: Page, text: str, kind: str) -> None:
    row = page.locator("#rows > li", has_text=text)
    row.click()
    page.get_by_role("radio", name=kind).check()
    page.get_by_role("button", name="Toepassen").click()
    row.locator(".what", has_text=kind).wait_for()


def key_of(page: Page, name: str) -> str:
    """The digit that the palette of the editor shows for a speaker."""
    return page.locator(f'.people .give[data-name="{name}"] kbd').text_content() or ""


def settle(page: Page) -> None:
    until(page, "!['keeping', 'offline'].includes(document.querySelector('#saved').dataset.state)")
