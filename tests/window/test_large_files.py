"""A video of any size is taken in, in little memory; `LARGE_FILE_MB=4096` tries a larger one than usual."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from tests.window.conftest import Given
from tests.window.program import started

MB = 1 << 20
USUAL_MB = 300
MOST_GROWTH_MB = 60  # far below what is sent
_MOST = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)
_WIDE_BOX_BYTES = 16


def test_a_large_video_is_taken_in_in_little_memory(tmp_path: Path, symposium: Given) -> None:
    wanted = int(os.environ.get("LARGE_FILE_MB", USUAL_MB)) * MB
    size = min(wanted, shutil.disk_usage(tmp_path).free // 2)
    film = write_large(tmp_path / "film.mp4", symposium.video, size)
    with started(tmp_path / "videos") as program:
        page = program.client
        page.done(page.post("/videos", title="Film", language="nl"))
        before_mb = most_memory_mb(program.process.pid)
        with film.open("rb") as file:
            page.done(page.put("/videos/film/given/video?name=film.mp4", file))
        growth_mb = most_memory_mb(program.process.pid) - before_mb
        assert (tmp_path / "videos/film/given/film.mp4").stat().st_size == size
        assert growth_mb < MOST_GROWTH_MB, f"{growth_mb:.0f} MB more"


def write_large(path: Path, video: Path, size: int) -> Path:
    """A video of this size (bytes): a real one, and room that nothing is in, of which no disk is used."""
    shutil.copyfile(video, path)
    room = size - path.stat().st_size
    assert room > _WIDE_BOX_BYTES
    with path.open("ab") as file:  # ISO 14496-12, 4.2: a box of more than 4 GB tells its size in 8 bytes
        file.write((1).to_bytes(4) + b"free" + room.to_bytes(8))
        file.truncate(size)
    return path


def most_memory_mb(process: int) -> float:
    """The most memory that a process ever had."""
    found = _MOST.search(Path(f"/proc/{process}/status").read_text(encoding="utf-8"))
    assert found
    return int(found[1]) / 1024
