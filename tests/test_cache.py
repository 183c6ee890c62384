"""What was worked out is kept by content, and a broken cache costs time but never a result."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woordbeeld.cache import ContentCache, FileCache, content_key
from woordbeeld.errors import EnvironmentProblemError

KEY = content_key("a test")


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def never(*_: object) -> Any:
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


DAMAGES: list[Callable[[bytes], bytes]] = [
    lambda data: data[:0],
    lambda data: data[:-1],
    lambda data: bytes(len(data)),
    lambda data: data + b" ",
    lambda data: data.replace(b"first", b"worst"),  # still JSON, and of the same shape
    lambda data: data.replace(b'"first"', b"[1, 2]"),
    lambda data: data.partition(b"\n")[2],  # as an earlier version wrote it
    lambda data: b"\xff\xfe" + data,
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_result_is_made_anew_and_whole(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    cache = ContentCache(tmp_path)
    cache.get(KEY, lambda: "first")
    (file,) = files_in(tmp_path)
    file.write_bytes(damage(file.read_bytes()))
    assert cache.get(KEY, lambda: "second") == "second"
    assert cache.get(KEY, never) == "second"
    assert files_in(tmp_path) == [file]


def test_any_byte_of_a_result_that_changes_is_noticed(tmp_path: Path) -> None:
    cache = ContentCache(tmp_path)
    cache.keep(KEY, {"naam": "Böger", "times": [1, 2.5, None]})
    (file,) = files_in(tmp_path)
    whole = file.read_bytes()
    for at in range(len(whole)):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert cache.find(KEY) is None


def test_a_result_under_the_name_of_another_is_not_taken_for_it(tmp_path: Path) -> None:
    cache, other = ContentCache(tmp_path), content_key("another")
    cache.keep(KEY, "mine")
    cache.keep(other, "another's")
    shutil.copy(cache._file(other), cache._file(KEY))
    assert cache.find(KEY) is None


def test_what_is_read_was_used_now_and_written_when_it_was(tmp_path: Path) -> None:
    cache = ContentCache(tmp_path)
    cache.keep(KEY, "kept")
    (file,) = files_in(tmp_path)
    os.utime(file, (1000, 1000))
    cache.find(KEY)
    assert file.stat().st_mtime == 1000
    assert file.stat().st_atime > 1_000_000


def writes(content: bytes) -> Callable[[Path], None]:
    return lambda path: void(path.write_bytes(content))


def void(_: object) -> None:
    return


def test_a_file_is_made_once_and_says_in_its_name_what_it_holds(tmp_path: Path) -> None:
    made = FileCache(tmp_path / "media").get("a-1", "m4a", writes(b"sound"))
    assert made == tmp_path / f"media/a-1-{hashlib.sha256(b'sound').hexdigest()}.m4a"
    assert made.read_bytes() == b"sound"
    assert FileCache(tmp_path / "media").get("a-1", "m4a", never) == made
    for key, ending in (("a-1", "mp4"), ("a", "m4a"), ("a-12", "m4a")):
        assert FileCache(tmp_path / "media").get(key, ending, writes(b"other")).read_bytes() == b"other"


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    files = FileCache(tmp_path / "media")
    content = b'\nthe "first" sound'
    made = files.get("a-1", "m4a", writes(content))
    assert files.get("a-1", "m4a", never) == made  # so that it is known to be whole
    made.write_bytes(damage(content))
    os.utime(made, (1000, 1000))
    assert files.get("a-1", "m4a", writes(content)) == made
    assert made.read_bytes() == content
    assert files_in(tmp_path) == [made]


def test_a_file_of_an_earlier_version_counts_as_absent(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media/a-1.m4a").write_bytes(b"who knows")
    assert FileCache(tmp_path / "media").get("a-1", "m4a", writes(b"sound")).read_bytes() == b"sound"


def test_a_whole_file_is_read_through_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = FileCache(tmp_path / "media")
    files.get("a-1", "m4a", writes(b"sound"))
    files.get("a-1", "m4a", never)
    monkeypatch.setattr("woordbeeld.cache.file_sha256", never)
    files.get("a-1", "m4a", never)


def test_a_file_that_is_not_finished_leaves_nothing(tmp_path: Path) -> None:
    def interrupted(path: Path) -> None:
        path.write_bytes(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        FileCache(tmp_path / "media").get("a-1", "m4a", interrupted)
    assert files_in(tmp_path) == []


def test_a_result_that_is_not_finished_leaves_nothing(tmp_path: Path) -> None:
    def interrupted() -> Any:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ContentCache(tmp_path).get(KEY, interrupted)
    assert files_in(tmp_path) == []


def test_a_folder_that_cannot_be_made_is_a_missing_part(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EnvironmentProblemError, match=r"the cache cannot be written .*WOORDBEELD_CACHE"):
        ContentCache(tmp_path / "file").get(KEY, lambda: 1)
    with pytest.raises(EnvironmentProblemError, match=r"the cache cannot be written .*WOORDBEELD_CACHE"):
        FileCache(tmp_path / "file" / "media").get("a-1", "m4a", writes(b"sound"))


@given(st.lists(st.one_of(st.text(), st.integers(), st.lists(st.text()))), st.data())
def test_the_key_depends_on_every_part_and_where_it_ends(parts: list[object], data: st.DataObject) -> None:
    assert content_key(*parts) == content_key(*parts)
    assert content_key(*parts) != content_key(*parts, data.draw(st.text()))
    assert content_key("ab", "c", *parts) != content_key("a", "bc", *parts)
    assert content_key(b"ab", b"c", *parts) != content_key(b"a", b"bc", *parts)
