"""Two who write the same file never write in each other's."""

from __future__ import annotations

from pathlib import Path

import pytest

from woordbeeld.atomic import atomic_file


def test_two_writers_of_one_file_do_not_meet(tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    with atomic_file(path) as one, atomic_file(path) as other:
        one.write_text("one")
        other.write_text("other, longer")
    assert path.read_text() == "one"
    assert list(tmp_path.iterdir()) == [path]


def write_half(path: Path) -> None:
    with atomic_file(path) as new:
        new.write_text("half")
        raise KeyboardInterrupt


def test_what_is_not_finished_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / f"{'é' * 120}.txt"
    path.write_text("before")
    with pytest.raises(KeyboardInterrupt):
        write_half(path)
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]
