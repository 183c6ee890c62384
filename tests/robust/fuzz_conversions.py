"""Mutilated captions converted and moved in time: no traceback, no letter lost, no other time."""

from __future__ import annotations

import random
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Final

from tests.formats.stl_files import Gsi, teletext, tti
from tests.robust.trials import Outcome, main, trials

from woordbeeld.errors import BadInputError
from woordbeeld.formats.caption_file import CaptionFile, open_captions
from woordbeeld.formats.conversion import Wanted, converted
from woordbeeld.formats.table import FORMATS
from woordbeeld.timing import UNMOVED, Retiming
from woordbeeld.tracks.model import Track

CASES: Final = Path(__file__).parents[1] / "cases" / "captions"
STL: Final = Gsi().with_blocks(
    tti(0, 1, 3, teletext(b"Hallo.", colour=b"\x03")), tti(1, 4, 6, teletext(b"-Dag.", b"-Nee, echt?"))
)
PIECES: Final = (
    b"\n", b"\n\n", b"-->", b"<i>", b"</i>", b"<v A B>", b"00:00:05.000", b"<00:00:02.000>", b'begin="1s"',
    b'dur="2s"', b'timeContainer="seq"', b'<span begin="1s">', b"</span>", b"</p>", b"\x8a", b"\x0a\x0a",
    b"{\\an8}", b"&amp;", b"TON: ", b"- ", b"99", b"\xff", b" line:0 align:left", b"\0",
)  # fmt: skip
RETIMINGS: Final = (
    UNMOVED,
    Retiming(later_ms=500),
    Retiming(later_ms=-500),
    Retiming(stretch=Fraction(1001, 960)),
    Retiming(earlier_ms=1000),
)
# Formats in which times may be frames, and characters may be lacking.
_IN_FRAMES: Final = (".stl", "ttml-smpte.ttml")
_LACKING: Final = "EBU STL"


def run(count: int, seed: int, seconds: float | None = None) -> Outcome:
    files = [(path.name, path.read_bytes()) for path in sorted(CASES.iterdir()) if path.suffix != ".tsv"]
    files.append(("teletekst.nl.stl", STL))

    def trial(_: int, chance: random.Random) -> None:
        name, data = chance.choice(files)
        try:
            file = open_captions(_mutilated(data, chance), name)
        except BadInputError:
            return
        _try_to_convert(file, chance)

    return trials(count, seed, seconds, trial)


def _mutilated(data: bytes, chance: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at, other = chance.randrange(len(found) + 1), chance.randrange(len(found) + 1)
        kind = chance.random()
        if kind < 0.3:
            del found[at : at + chance.randint(1, 12)]
        elif kind < 0.7:
            found[at:at] = chance.choice(PIECES)
        elif kind < 0.85:
            found[at:at] = found[other : other + chance.randint(1, 60)]
        else:
            found[at : at + 1] = bytes([chance.randrange(256)])
    return bytes(found)


def _try_to_convert(file: CaptionFile, chance: random.Random) -> None:
    to = chance.choice(FORMATS)
    retiming = chance.choice(RETIMINGS)
    try:
        made = converted(file, to, Wanted(f"x{to.endings[0]}", retiming, rolling=chance.random() < 0.3))
    except BadInputError:
        return
    if not made.cues:
        return
    track = file.document.track
    again = open_captions(made.text.encode(made.encoding), f"x{to.endings[0]}").document.track
    if file.document.rolls:
        return
    if to is file.format and not file.name.endswith(_IN_FRAMES):
        assert [cue.span for cue in again.cues] == [retiming.span(cue.span) for cue in track.cues]
    if to.name != _LACKING:
        lost = _letters(track) - _letters(again)
        assert not lost, f"{file.name} to {to.name} lost {lost}"


def _letters(track: Track) -> Counter[str]:
    """How often each sign is shown; control characters, which formats leave out and tell, are none."""
    shown = "".join(line for cue in track.cues for line in cue.shown)
    return Counter(sign for sign in shown if sign.isprintable() and not sign.isspace())


if __name__ == "__main__":
    main(run, "conversions")
