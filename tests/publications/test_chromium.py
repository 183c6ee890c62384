"""Tests of pages wait for what they expect: a page is not ready in the moment in which a key was pressed."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Final

AT_ONE_MOMENT: Final = {
    "all_inner_texts",
    "all_text_contents",
    "evaluate",
    "get_attribute",
    "inner_text",
    "input_value",
    "is_checked",
    "is_disabled",
    "is_enabled",
    "is_hidden",
    "is_visible",
    "text_content",
}


def test_no_test_expects_of_a_page_what_is_so_at_one_moment() -> None:
    folder = Path(__file__).parents[1]
    found = [
        f"{path.relative_to(folder)}:{each.lineno}: wait by expect(…), until or until_equal instead"
        for path in sorted(folder.rglob("*.py"))
        for each in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(each, ast.Assert) and asked_of_a_page(each)
    ]
    assert found == []


def asked_of_a_page(claim: ast.Assert) -> set[str]:
    called = {each.func for each in ast.walk(claim) if isinstance(each, ast.Call)}
    return {each.attr for each in called if isinstance(each, ast.Attribute)} & AT_ONE_MOMENT
