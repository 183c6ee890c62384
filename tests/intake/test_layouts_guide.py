"""The page on layouts: each of its examples becomes what it says, and each layout of text has one."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from woordbeeld.intake.layouts import LAYOUTS
from woordbeeld.intake.opening import opened

PAGE = Path(__file__).parents[2] / "tools/docs/layouts.md"
EXAMPLE = re.compile(r"```text\n(.*?)```\n\nbecomes\n\n```text\n(.*?)```", re.DOTALL)
EXAMPLES = EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))
# What no plain text can have; documents of each kind are read in other tests.
OF_DOCUMENTS = {
    "the voices of the captions",
    "a column with who speaks",
    "a label in bold",
    "a name in bold on a line of its own",
    "a name as a heading",
    "a name as a term of a list",
}


@pytest.mark.parametrize(("text", "becomes"), EXAMPLES)
def test_an_example_becomes_what_the_page_says(text: str, becomes: str) -> None:
    made = opened(text.encode(), "example.txt").reading.text
    if os.environ.get("UPDATE_GOLDEN"):
        page = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(page.replace(f"```text\n{becomes}```", f"```text\n{made}```"), encoding="utf-8")
    else:
        assert made == becomes


def test_each_layout_of_text_has_an_example() -> None:
    headings = {heading.lower() for heading in re.findall("^## (.*)$", PAGE.read_text("utf-8"), re.MULTILINE)}
    assert {layout.name.lower() for layout in LAYOUTS} - OF_DOCUMENTS <= headings
