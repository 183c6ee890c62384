"""The same task done by senko: `PYTHON -m tests.benchmarks.senko_rival SOUND ... --out FILE`.

Runs in an environment that has senko 0.2.2, without Woordbeeld. FILE gets a JSON list with, for each sound
(WAV, 16 kHz, mono), who speaks when, the seconds of the processor, and the megabytes that it took more than
a process that holds PyTorch.
"""

from __future__ import annotations

import argparse
import importlib
import json
import time
from pathlib import Path
from typing import Any

from tests.benchmarks.memory import forget_peak, peak_kib, resident_kib


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sounds", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    torch: Any = importlib.import_module("torch")
    torch.zeros(1)
    before_kib = resident_kib()
    senko: Any = importlib.import_module("senko")
    diarizer = senko.Diarizer(
        device="cpu", warmup=False, quiet=True
    )  # what that warms is for films of 20 minutes
    diarizer.logical_cores = 1  # how many threads it takes when it begins
    found = []
    for sound in given.sounds:
        found.append(_told(diarizer, sound, before_kib))
        given.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def _told(diarizer: Any, sound: Path, before_kib: int) -> dict[str, object]:
    """Its segments before it joins and drops short ones, which is nearer to who truly speaks when."""
    forget_peak()
    before = time.process_time()
    result = diarizer.diarize(str(sound)) or {"raw_segments": []}
    seconds = time.process_time() - before
    turns = [
        {
            "start_ms": round(1000 * each["start"]),
            "end_ms": round(1000 * each["end"]),
            "voice": each["speaker"],
        }
        for each in result["raw_segments"]
    ]
    return {"turns": turns, "seconds": seconds, "megabytes": (peak_kib() - before_kib) / 1024}


if __name__ == "__main__":
    main()
