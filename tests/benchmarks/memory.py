"""How much memory this process has in use (Linux), as the system counts it."""

from __future__ import annotations

from pathlib import Path


def resident_kib() -> int:
    """What it has now."""
    return _field("VmRSS")


def peak_kib() -> int:
    """The most that it has had since `forget_peak`, or since it began."""
    return _field("VmHWM")


def forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _field(name: str) -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith(f"{name}:"))
