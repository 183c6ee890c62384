"""Builds the stand-in for the symposium's recording: `python tools/standin/build.py`.

Needs espeak-ng and sox (apt-get install espeak-ng sox) and Pillow (pip install pillow), which the product
itself does not. Writes media/symposium-entreeopleidingen.mp4 and beside it the true times as JSON.
"""
# ruff: noqa: E402, T201  the path comes before the imports; a script says what it made

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from woordbeeld.errors import WoordbeeldError

try:
    from standin.film import encode
    from standin.sound import HEARD_DB
    from standin.timeline import Laid, Timeline, lay
except ModuleNotFoundError as error:
    if error.name != "PIL":
        raise
    sys.exit("Pillow is not on this machine; pip install pillow (only this script needs it)")

from woordbeeld.transcript.model import Block, SceneDescription, Sound, SpokenLine
from woordbeeld.transcript.reader import read_file

NAME = "symposium-entreeopleidingen"
TITLE = "Symposium entreeopleidingen: nagebootste opname"
COMMENT = (
    "Stand-in, not the real recording: computer voices (espeak-ng) and drawn cards, made from the text. "
    "Nagebootst: computerstemmen en tekeningen."
)
WHAT = (
    "True times of the stand-in recording: a line or sound from its first to its last audible 10 ms "
    f"(within {HEARD_DB} dB of its loudest), a scene while its cards are on screen."
)


def truth(timeline: Timeline) -> dict[str, object]:
    """What is when in the stand-in, as score_alignment.py reads it; `shots` without the first."""
    return {
        "what": WHAT,
        "transcript": f"transcripts/{NAME}.txt",
        "duration_ms": timeline.duration_ms,
        "lines": _entries(timeline, SpokenLine),
        "scenes": _entries(timeline, SceneDescription),
        "sounds": _entries(timeline, Sound),
        "shots": [shot.span.start_ms for shot in timeline.shots[1:]],
    }


def _entries(timeline: Timeline, kind: type[Block]) -> list[dict[str, object]]:
    return [_entry(laid) for laid in timeline.laid if isinstance(laid.source, kind)]


def _entry(laid: Laid) -> dict[str, object]:
    source = laid.source
    spoken_by = {"speaker": source.speaker.name} if isinstance(source, SpokenLine) and source.speaker else {}
    return {
        "line": source.line,
        **spoken_by,
        "text": source.text,
        "start_ms": laid.span.start_ms,
        "end_ms": laid.span.end_ms,
    }


def main() -> None:
    """Both files are written under new names and then renamed: a broken run leaves the old ones."""
    timeline = lay(read_file(ROOT / f"transcripts/{NAME}.txt"))
    media = ROOT / "media"
    film, times = media / f"{NAME}.mp4", media / f"{NAME}.truth.json"
    new_film, new_times = media / f"{NAME}.new.mp4", media / f"{NAME}.new.json"
    encode(timeline, new_film, title=TITLE, comment=COMMENT)
    text = json.dumps(truth(timeline), ensure_ascii=False, indent=1)
    new_times.write_text(text + "\n", encoding="utf-8")
    new_film.replace(film)
    new_times.replace(times)
    print(
        f"{film.relative_to(ROOT)}: {timeline.duration_ms / 1000:.0f} s, {film.stat().st_size / 1e6:.1f} MB"
    )


if __name__ == "__main__":
    try:
        main()
    except WoordbeeldError as error:
        sys.exit(str(error))
