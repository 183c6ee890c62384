"""`make` sets up with the CPU build of PyTorch where pip finds it, and stops at all else that pip refuses."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from supply.lockfile import LOCKS

ROOT = LOCKS.parents[1]
# Instead of Python: makes an environment with a pip that notes what it is asked, and refuses one thing.
PYTHON = """#!/bin/sh
mkdir -p .venv/bin
cat > .venv/bin/pip << 'PIP'
#!/bin/sh
echo "$@" >> asked.txt
case "$*" in *"$REFUSED") exit 1;; esac
PIP
chmod +x .venv/bin/pip
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A fresh clone, as far as the Makefile looks."""
    for name in ("Makefile", "pyproject.toml"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools/locks").symlink_to(LOCKS)
    (tmp_path / "python").write_text(PYTHON, encoding="utf-8")
    (tmp_path / "python").chmod(0o755)
    return tmp_path


def set_up(clone: Path, refused: str) -> tuple[bool, list[str]]:
    """Whether `make` is ready when pip refuses `refused`, and which locks it asked pip to install."""
    command = ["make", ".venv/.ready", "PYTHON=./python", f"REFUSED={refused}"]
    done = subprocess.run(command, cwd=clone, capture_output=True, check=False)
    lines = (clone / "asked.txt").read_text(encoding="utf-8").splitlines()
    assert (clone / ".venv/.ready").exists() == (done.returncode == 0)
    return done.returncode == 0, [Path(line.split()[-1]).name for line in lines if "--require-hashes" in line]


def test_the_cpu_build_is_taken_where_pip_finds_it(clone: Path) -> None:
    assert set_up(clone, "nothing") == (True, ["build.txt", "torch-cpu.txt", "run.txt", "voices.txt"])


def test_the_build_for_graphics_cards_comes_with_its_libraries(clone: Path) -> None:
    locks = ["build.txt", "torch-cpu.txt", "torch-gpu.txt", "run.txt", "voices.txt"]
    assert set_up(clone, "torch-cpu.txt") == (True, locks)


def test_all_else_works_where_no_weights_for_voices_can_be_had(clone: Path) -> None:
    ready, locks = set_up(clone, "voices.txt")
    assert ready
    assert locks[-1] == "voices.txt"


@pytest.mark.parametrize("refused", ["build.txt", "run.txt", "--editable .", "check --quiet"])
def test_nothing_is_ready_where_pip_refuses(clone: Path, refused: str) -> None:
    ready, _ = set_up(clone, refused)
    assert not ready
