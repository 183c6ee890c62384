"""What is done with a bundle that is made: an introduction above it, packed, embedded, on other platforms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Sources = tuple[Path, Path]
Refused = Callable[..., tuple[int, str]]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (None, "introduction.txt: does not exist; check the name and the folder"),
        (b"", "introduction.txt: is empty; give the introduction as plain text (UTF-8)"),
        (b"PK\3\4", "introduction.txt: is a Word document or another packed file, not plain text; open it"),
        (b"x" * 1_000_001, "introduction.txt: is too large for an introduction (1 MB, where 1 MB is the"),
    ],
)
def test_an_introduction_that_is_no_plain_text_is_told_before_the_long_work(
    refused: Refused, sources: Sources, tmp_path: Path, data: bytes | None, says: str
) -> None:
    file = tmp_path / "introduction.txt"
    if data is not None:
        file.write_bytes(data)
    code, told = refused(tmp_path, "make", *sources, "--out", tmp_path / "b", "--introduction-file", file)
    assert (code, told.startswith(says)) == (3, True), told


def test_an_introduction_is_given_once(refused: Refused, sources: Sources, tmp_path: Path) -> None:
    file = tmp_path / "introduction.txt"
    file.write_text("Over werk.", "utf-8")
    both = ("--introduction", "Over stages.", "--introduction-file", file)
    assert refused(tmp_path, "make", *sources, "--out", tmp_path / "b", *both) == (
        2,
        "--introduction and --introduction-file are the same; give only one of the two",
    )
