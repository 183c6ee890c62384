"""The pages of the bundle for everybody: axe, narrow screens, wide text, targets."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.publications.axe import violations
from tests.publications.chromium import until_equal
from tests.publications.visit import go_to, opened, ready

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_no_fault_with_any_panel_open_and_captions_on_or_off(
    bundle: tuple[Path, str], browser: Browser, width: int, scheme: str
) -> None:
    size = {"width": width, "height": 800}
    with opened(browser, f"{bundle[1]}/index.html", viewport=size, color_scheme=scheme) as page:
        go_to(ready(page), 2)
        assert violations(page) == []
        page.keyboard.press("d")
        page.fill("#search", "een")
        for panel in ("settings", "help"):
            page.click(f"#open-{panel}")
            assert violations(page) == []
        page.keyboard.press("c")
        assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("name", ["transcript.html", "report.html"])
def test_axe_finds_no_fault_in_the_transcript_and_the_report(
    bundle: tuple[Path, str], browser: Browser, name: str, width: int, scheme: str
) -> None:
    size = {"width": width, "height": 800}
    with opened(browser, f"{bundle[1]}/{name}", viewport=size, color_scheme=scheme) as page:
        page.evaluate("document.querySelectorAll('details').forEach(each => (each.open = true))")
        assert violations(page) == []
        until_equal(page, "document.documentElement.scrollWidth", width)


@pytest.mark.parametrize("spaced", [False, True])
@pytest.mark.parametrize("panel", ["settings", "help"])
def test_nothing_is_lost_on_a_narrow_screen_or_with_wide_text(
    bundle: tuple[Path, str], browser: Browser, panel: str, *, spaced: bool
) -> None:
    """WCAG 1.4.10 (320 pixels, which is 1280 at 400 %) and 1.4.12 (text spacing)."""
    with opened(browser, f"{bundle[1]}/index.html", viewport={"width": 320, "height": 256}) as page:
        ready(page).click(f"#open-{panel}")
        page.keyboard.press("d")
        if spaced:
            page.evaluate("""() => {
              const sheet = new CSSStyleSheet();
              sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
                word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
              document.adoptedStyleSheets = [sheet];
            }""")
        until_equal(page, "document.documentElement.scrollWidth", 320)
        clipped = page.evaluate("""() => [...document.querySelectorAll("button, label, p, a, h1, h2, h3")]
          .filter(each => each.checkVisibility() && !each.closest(".hidden, .captions, .skip"))
          .filter(each => getComputedStyle(each).display !== "inline")
          .filter(each => each.scrollWidth > each.clientWidth + 1)
          .map(each => each.outerHTML)""")
        assert clipped == []


def test_every_target_is_at_least_24_pixels(bundle: tuple[Path, str], browser: Browser) -> None:
    with opened(browser, f"{bundle[1]}/index.html", viewport={"width": 320, "height": 800}) as page:
        ready(page).click("#open-settings")
        small = page.evaluate("""() => [...document.querySelectorAll("button, select, input, a")]
          .filter(each => each.checkVisibility() && !each.matches(".skip"))
          .map(each => [(each.closest("label") ?? each).getBoundingClientRect(), each])
          .filter(([box]) => box.width < 24 || box.height < 24).map(([box, each]) => each.outerHTML)""")
        assert small == []
