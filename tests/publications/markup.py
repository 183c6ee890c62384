"""One element of a page, and what it says."""

from __future__ import annotations

from bs4 import Tag


def element(page: Tag, selector: str) -> Tag:
    """The first that a selector of CSS finds."""
    found = page.select_one(selector)
    assert found, f"there is no {selector}"
    return found


def value(page: Tag, selector: str, attribute: str) -> str:
    """An attribute of the first that a selector finds."""
    return str(element(page, selector)[attribute])
