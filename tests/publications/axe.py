"""What axe-core finds wrong with a page, by the rules of WCAG 2.2 A and AA and its own best practices."""

from __future__ import annotations

from importlib.resources import files

from playwright.sync_api import Page

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """Each rule that is broken, with the first place where it is."""
    page.evaluate(AXE)  # evaluated, for the policy of our pages allows no other script
    found = page.evaluate("tags => axe.run(document, { runOnly: { type: 'tag', values: tags } })", TAGS)
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found["violations"]]
