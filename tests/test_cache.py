"""What was worked out is kept by content, and a broken cache costs time but never a result."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woordbeeld.cache import ContentCache, content_key
from woordbeeld.errors import MissingPartError

KEY = content_key("a test")


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def never() -> Any:
    raise AssertionError("made again")


def test_what_is_no_text_has_a_key_too() -> None:
    assert len({content_key("caf\udce9"), content_key("caf?"), content_key("café")}) == 3


def test_a_result_is_made_once(tmp_path: Path) -> None:
    made = ContentCache(tmp_path).get(KEY, lambda: {"naam": "Böger", "spans": [[1, 2]]})
    assert made == {"naam": "Böger", "spans": [[1, 2]]}
    assert ContentCache(tmp_path).get(KEY, never) == made


def test_a_fresh_result_looks_like_a_kept_one(tmp_path: Path) -> None:
    assert ContentCache(tmp_path).get(KEY, lambda: ((1, 2), (3, 4))) == [[1, 2], [3, 4]]


def test_an_empty_result_is_a_result(tmp_path: Path) -> None:
    assert ContentCache(tmp_path).get(KEY, list) == []
    assert ContentCache(tmp_path).get(KEY, never) == []


def test_another_key_is_another_result(tmp_path: Path) -> None:
    cache = ContentCache(tmp_path)
    assert cache.get(KEY, lambda: 1) != cache.get(content_key("another"), lambda: 2)


@pytest.mark.parametrize("damage", [b"", b'["half', b"\xff\xfe"])
def test_a_damaged_file_is_made_anew_and_whole(tmp_path: Path, damage: bytes) -> None:
    cache = ContentCache(tmp_path)
    cache.get(KEY, lambda: "first")
    (file,) = files_in(tmp_path)
    file.write_bytes(damage)
    assert cache.get(KEY, lambda: "second") == "second"
    assert cache.get(KEY, never) == "second"
    assert files_in(tmp_path) == [file]


def test_a_result_that_is_not_finished_leaves_nothing(tmp_path: Path) -> None:
    def interrupted() -> Any:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ContentCache(tmp_path).get(KEY, interrupted)
    assert files_in(tmp_path) == []


def test_a_folder_that_cannot_be_made_is_a_missing_part(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(MissingPartError, match=r"the cache cannot be written .*WOORDBEELD_CACHE"):
        ContentCache(tmp_path / "file").get(KEY, lambda: 1)


@given(st.lists(st.one_of(st.text(), st.integers(), st.lists(st.text()))), st.data())
def test_the_key_depends_on_every_part_and_where_it_ends(parts: list[object], data: st.DataObject) -> None:
    assert content_key(*parts) == content_key(*parts)
    assert content_key(*parts) != content_key(*parts, data.draw(st.text()))
    assert content_key("ab", "c", *parts) != content_key("a", "bc", *parts)
    assert content_key(b"ab", b"c", *parts) != content_key(b"a", b"bc", *parts)
