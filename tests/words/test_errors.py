"""Every error is told in each language: what is wrong and what to do next are never plain text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final

import pytest

from woordbeeld import errors
from woordbeeld.errors import BadInputError
from woordbeeld.words import LANGUAGES, say

PACKAGE: Final = Path(str(files("woordbeeld")))
TREES: Final = {path: ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


def bases(node: ast.ClassDef) -> set[str]:
    return {each.id for each in node.bases if isinstance(each, ast.Name)}


def family() -> set[str]:
    """The names of all classes of our errors, wherever they stand."""
    classes = [node for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    found = {errors.WoordbeeldError.__name__}
    while more := {each.name for each in classes if bases(each) & found} - found:
        found |= more
    return found


def texts_in(tree: ast.AST) -> set[str]:
    """The names that a plain text is given to, anywhere in a module."""
    return {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and is_text(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def is_text(node: ast.expr) -> bool:
    """Whether an expression is text that was not looked up: whole, filled in, joined, or one of two."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str)
    if isinstance(node, ast.BinOp):
        return is_text(node.left) or is_text(node.right)
    if isinstance(node, ast.IfExp):
        return is_text(node.body) or is_text(node.orelse)
    return isinstance(node, ast.JoinedStr)


def made_with_text(tree: ast.Module, kinds: set[str]) -> Iterator[int]:
    """The lines at which an error is made of plain text, or without what to do next."""
    plain = texts_in(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in kinds:
            remedies = [each.value for each in node.keywords if each.arg == "remedy"]
            said = (*node.args[:1], *remedies)
            named = {each.id for each in said if isinstance(each, ast.Name)}
            if not remedies or any(map(is_text, said)) or named & plain:
                yield node.lineno


def test_no_error_is_made_of_plain_text_or_without_what_to_do_next() -> None:
    kinds = family()
    assert {"BadInputError", "EditRefusedError", "FileGoneError"} < kinds
    found = [f"{path.name}:{line}" for path, tree in TREES.items() for line in made_with_text(tree, kinds)]
    assert found == []


@pytest.mark.parametrize(
    "made",
    [
        "BadInputError('it is empty', remedy=say('error.copy_again'))",
        "BadInputError(say('error.empty'))",
        "BadInputError(say('error.empty'), remedy=f'copy {name}')",
        "what = 'it is ' + name\nBadInputError(what, remedy=say('error.copy_again'))",
        "BadInputError('one' if many else 'two', remedy=say('error.copy_again'))",
    ],
)
def test_each_way_to_write_plain_text_is_found(made: str) -> None:
    assert list(made_with_text(ast.parse(made), {"BadInputError"}))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "talk.txt: is empty; copy or download it again"),
        ("nl", "talk.txt: is leeg; kopieer of download het opnieuw"),
    ],
)
def test_an_error_says_what_where_and_what_next_in_each_language(language: str, told: str) -> None:
    error = BadInputError(say("error.empty"), where="talk.txt", remedy=say("error.copy_again"))
    assert language in LANGUAGES
    assert error.told(language) == told
    assert str(error) == error.told("en")


def test_what_terminals_obey_in_an_error_is_shown() -> None:
    error = BadInputError(say("error.empty"), where="a\x1b\n.txt", remedy=say("error.copy_again"))
    assert error.told("nl").startswith("a\\u001b\\u000a.txt: is leeg; ")
