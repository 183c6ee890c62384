"""Differences are what `patch` makes the new text from, however many lines there are."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from woordbeeld.differences import unified_diff

LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "\n", "d e\n", "f\n", "g\n", "h\n"]), max_size=14)


@pytest.mark.skipif(not shutil.which("patch"), reason="patch is not on this machine")
@given(LINES, LINES, st.booleans(), st.booleans())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_patch_makes_the_new_text_of_the_old_one(
    tmp_path: Path,
    one: list[str],
    other: list[str],
    cut_one: bool,  # noqa: FBT001 - hypothesis gives them
    cut_other: bool,  # noqa: FBT001
) -> None:
    before = "".join(one).removesuffix("\n" * cut_one)
    after = "".join(other).removesuffix("\n" * cut_other)
    told = unified_diff(before, after, "text")
    file = tmp_path / "text"
    file.write_text(before, "utf-8")
    if told:
        subprocess.run(["patch", "-s", "-p0"], input=told, text=True, cwd=tmp_path, check=True)
    assert (file.read_text("utf-8") if file.exists() else "") == after
    file.unlink(missing_ok=True)


def test_line_ends_of_old_systems_stay_a_line_each() -> None:
    assert unified_diff("a\rb\r", "a\rc\r", "x").splitlines() == [
        "--- x", "+++ x", "@@ -1,2 +1,2 @@", " a", "-b", "+c",
    ]  # fmt: skip


def test_the_time_grows_with_the_number_of_lines() -> None:
    """Also where every line differs, or all lines are alike."""

    def took(count: int, line: str) -> float:
        lines = [line.format(number) for number in range(count)]
        after = "".join(f"x{each}\n" if at % 2 else f"{each}\n" for at, each in enumerate(lines))
        start = time.process_time()
        assert unified_diff("\n".join(lines) + "\n", after, "text").count("\n+") >= count // 2
        return time.process_time() - start

    for line in ("line {}", "the same"):
        assert took(16_000, line) < 16 * max(took(4000, line), 0.01)
