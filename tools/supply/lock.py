"""Makes the lock files anew, `make lock`: for every system and every Python that Woordbeeld runs on.

Versions stay as they are while they still fit what is asked for (pyproject.toml and tools/locks/*.in);
`--upgrade` takes the newest.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from supply.lockfile import LOCKS, read_lock, split_by_name

ROOT = Path(__file__).resolve().parents[2]
HEADER = "# Made by `make lock`; not to be edited by hand.\n"
# The public PyTorch for Linux works with graphics cards, and asks for these.
GPU_LIBRARIES = ("cuda-", "nvidia-")
UV_OPTIONS = (
    *("--universal", "--python-version=3.11"),  # all systems, from the oldest Python on
    *("--generate-hashes", "--no-header", "--annotation-style=line", "--quiet"),
)


@dataclass(frozen=True, slots=True)
class Lock:
    """What a lock file is made of, and the files in tools/locks whose versions it agrees with."""

    name: str
    asked: tuple[str, ...]
    agrees_with: tuple[str, ...] = ("holds.in",)


RUN = Lock("run.txt", ("pyproject.toml", "--extra=weights"))
OTHERS = (
    Lock("build.txt", ("tools/locks/build.in",), ("run.txt",)),
    Lock("test.txt", ("tools/locks/test.in",), ("run.txt", "build.txt")),
    Lock("voices.txt", ("tools/locks/voices.in", "--no-deps"), ("run.txt",)),
    Lock("bench.txt", ("tools/locks/bench.in", "--no-deps"), ("run.txt",)),
    Lock("lock.txt", ("tools/locks/lock.in",), ("run.txt", "build.txt", "test.txt")),
)
BESIDE = (  # all that runs: installed by who wants it
    Lock("screen.txt", ("tools/locks/screen.in",), ("run.txt", "build.txt", "test.txt")),
    Lock("archive.txt", ("tools/locks/archive.in",), ("run.txt", "build.txt", "test.txt", "screen.txt")),
)


def make_locks(options: Sequence[str]) -> None:
    """Write every lock file anew; the versions of what runs come first, and the others agree with them."""
    run, gpu = split_by_name(
        compile_lock(RUN, _kept("run.txt") + _kept("torch-gpu.txt"), options), GPU_LIBRARIES
    )
    cpu = lock_torch_for_cpu(_version_of("torch", run))
    _write("run.txt", run)
    _write("torch-gpu.txt", gpu)
    _write("torch-cpu.txt", cpu)
    for lock in OTHERS:
        _write(lock.name, compile_lock(lock, _kept(lock.name), options))
    for lock in BESIDE:
        _write(lock.name, _beside_run(compile_lock(lock, _kept(lock.name), options)))


def compile_lock(lock: Lock, kept: str, options: Sequence[str]) -> str:
    """The text of a lock file for all systems; the versions in `kept` stay where they can."""
    with TemporaryDirectory() as folder:
        out = Path(folder) / lock.name
        out.write_text(kept, encoding="utf-8")
        command = [
            *(sys.executable, "-m", "uv", "pip", "compile", *lock.asked, f"--output-file={out}"),
            *UV_OPTIONS,
            *(f"--constraint=tools/locks/{name}" for name in lock.agrees_with),
            *options,
        ]
        subprocess.run(command, cwd=ROOT, check=True)
        return out.read_text(encoding="utf-8")


def lock_torch_for_cpu(version: str) -> str:
    """The lock of PyTorch's CPU build, which not every index has: what pip finds here, and what was known."""
    wanted = f"torch=={version}+cpu"
    pins = read_lock(_kept("torch-cpu.txt"))
    known = {each for pin in pins if pin.version == f"{version}+cpu" for each in pin.sha256s}
    hashes = sorted(known | _found_by_pip(wanted))
    if not hashes:
        sys.exit(f"pip finds no {wanted} here; tell it of an index that has it (PIP_EXTRA_INDEX_URL)")
    lines = [f"{wanted} ; sys_platform == 'linux'", *(f"    --hash=sha256:{each}" for each in hashes)]
    return " \\\n".join(lines) + "\n"


def _found_by_pip(wanted: str) -> set[str]:
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        options = ("--quiet", "--dry-run", "--no-deps", "--ignore-installed", f"--report={report}")
        pip = subprocess.run([sys.executable, "-m", "pip", "install", *options, wanted], check=False)
        found = [] if pip.returncode else json.loads(report.read_text(encoding="utf-8"))["install"]
    return {each["download_info"]["archive_info"]["hashes"]["sha256"] for each in found}


def _beside_run(text: str) -> str:
    """The lock of what is installed beside all that runs, without what is there by then."""
    there = tuple(f"{pin.name}==" for pin in read_lock(_kept("run.txt")))
    return split_by_name(text, there)[0]


def _version_of(name: str, lock: str) -> str:
    (version,) = {pin.version for pin in read_lock(lock) if pin.name == name}
    return version


def _kept(name: str) -> str:
    file = LOCKS / name
    return file.read_text(encoding="utf-8") if file.exists() else ""


def _write(name: str, text: str) -> None:
    (LOCKS / name).write_text(HEADER + text, encoding="utf-8")
    print(f"tools/locks/{name}: {len(read_lock(text))} packages")


if __name__ == "__main__":
    make_locks(sys.argv[1:])
