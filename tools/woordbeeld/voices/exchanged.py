"""Two labels that are exchanged, throughout or in a stretch, told by voices and text together.

Where they are exchanged throughout, no voice contradicts a label: all lines of each sound alike. Then the
text tells, where somebody says another name as their own, or is announced by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from woordbeeld.transcript.naming import Named
from woordbeeld.voices.audit import Audit, Judged, Verdict

LEAST_EACH_WAY: Final = 2  # lines in a stretch that sound like the other one


@dataclass(frozen=True, slots=True)
class Exchanged:
    """Two labels, the first and last line of where they seem exchanged, and what of the text tells it.

    A person has `kept` a line that tells it, where that is so: the labels are right.
    """

    one: str
    other: str
    first: int
    last: int
    evidence: tuple[Named, ...] = ()
    kept: int | None = None

    @property
    def is_throughout(self) -> bool:
        """Whether it is told by the text alone, of all lines of both."""
        return bool(self.evidence)


def exchanged(found: Audit, named: Sequence[Named]) -> tuple[Exchanged, ...]:
    """All such pairs, in the order of the text."""
    return tuple(sorted((*_throughout(found, named), *_stretches(found)), key=lambda each: each.first))


def _throughout(found: Audit, named: Sequence[Named]) -> Iterator[Exchanged]:
    agreeing = {each.line for each in found.lines if each.fits}
    certain = {each.line for each in found.lines if each.verdict is Verdict.KEPT}
    settled = {each.speaker.name for each in named if not each.contradicts}
    against: dict[tuple[str, str], list[Named]] = {}
    for each in named:
        if each.contradicts and each.line.speaker and each.line.line in agreeing:
            one, other = sorted((each.line.speaker.name, each.speaker.name))
            against.setdefault((one, other), []).append(each)
    for (one, other), evidence in against.items():
        lines = [each.line for each in found.lines if each.speaker in (one, other)]
        both_speak = {one, other} <= {each.speaker for each in found.lines}
        if both_speak and settled.isdisjoint((one, other)):
            kept = next((each.line.line for each in evidence if each.line.line in certain), None)
            yield Exchanged(one, other, min(lines), max(lines), tuple(evidence), kept)


def _stretches(found: Audit) -> Iterator[Exchanged]:
    """Runs of lines of two labels, each of which sounds like the other one."""
    pairs = {frozenset((each.speaker, each.sounds_like)) for each in found.lines if each.is_other}
    for pair in pairs:
        of_pair = [
            each for each in found.lines if each.speaker in pair and each.verdict is not Verdict.NOT_JUDGED
        ]
        for is_exchanged, run in groupby(of_pair, key=lambda each: each.sounds_like in pair - {each.speaker}):
            lines = list(run)
            if is_exchanged and _both_ways(lines):
                one, other = sorted(name for name in pair if name)
                kept = next((each.line for each in lines if each.verdict is Verdict.KEPT), None)
                yield Exchanged(one, other, lines[0].line, lines[-1].line, kept=kept)


def _both_ways(lines: Sequence[Judged]) -> bool:
    each_way = [sum(each.speaker == name for each in lines) for name in {each.speaker for each in lines}]
    return len(each_way) > 1 and min(each_way) >= LEAST_EACH_WAY
