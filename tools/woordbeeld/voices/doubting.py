"""What an audit tells, with the lines of an alignment: what a person is asked to hear, and beside what."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Final

import numpy as np

from woordbeeld.alignment.heard_voices import (
    ExchangedLabels,
    HeardVoices,
    MixedLabel,
    OneVoice,
    OtherVoice,
)
from woordbeeld.alignment.model import AlignedLine
from woordbeeld.voices.audit import Audit, Change, Judged, LineVoice, TwoVoices
from woordbeeld.voices.exchanged import Exchanged
from woordbeeld.voices.telling import ABSTENTIONS, percent

TYPICAL_MS: Final = 1500  # of sound, by which a person knows a voice


def heard_voices(
    found: Audit, voices: Sequence[LineVoice], lines: Sequence[AlignedLine], pairs: Sequence[Exchanged] = ()
) -> HeardVoices:
    """What the voices of these lines tell of their labels, the most likely to be wrong first.

    `pairs` are labels that seem exchanged. What a person has kept is told too, for it is not asked by that.
    """
    if found.abstains:
        return HeardVoices(untold=ABSTENTIONS[found.abstains])
    by_number = {each.source.line: each for each in lines}
    parted = {each.line for each in found.changes}
    others = [
        *(_part(each, by_number[each.line]) for each in found.changes),
        *(_other(each, by_number[each.line]) for each in found.lines if _is_doubted(each, parted)),
    ]
    others.sort(key=lambda each: (-each.percent, each.source.line, each.part or ()))
    typical = {name: by_number[line].source for name, line in typical_lines(found, voices).items()}
    return HeardVoices(
        tuple(others),
        tuple(_one_voice(pair, lines) for pair in found.one_voice),
        typical=typical,
        mixed=tuple(_mixed(each, by_number) for each in found.two_voices),
        exchanged=tuple(_exchanged(each, lines, by_number) for each in pairs),
    )


def _is_doubted(judged: Judged, parted: Container[int]) -> bool:
    """Whether a line sounds like somebody else, and not only a part of it, be it kept or not."""
    return judged.is_other and judged.line not in parted


def _other(judged: Judged, line: AlignedLine) -> OtherVoice:
    return OtherVoice(
        line.source,
        _start_ms(line),
        judged.speaker or "",
        judged.sounds_like or "",
        percent(judged.probability),
    )


def _part(change: Change, line: AlignedLine) -> OtherVoice:
    words = (change.word, change.word + len(change.text.split()) - 1)
    return OtherVoice(
        line.source,
        change.start_ms,
        change.speaker,
        change.sounds_like,
        percent(change.probability),
        words,
    )


def _one_voice(pair: tuple[str, str], lines: Sequence[AlignedLine]) -> OneVoice:
    """Told at the first line of who of both speaks last for the first time."""
    firsts = [next(each for each in lines if _name(each) == name) for name in pair]
    earlier, later = sorted(firsts, key=lambda each: each.source.line)
    return OneVoice(later.source, _start_ms(later), _name(later), _name(earlier))


def _mixed(two: TwoVoices, lines: Mapping[int, AlignedLine]) -> MixedLabel:
    at = lines[min(two.kept or two.lines)]
    return MixedLabel(at.source, _start_ms(at), two.speaker, tuple(lines[each].source for each in two.lines))


def _exchanged(
    pair: Exchanged, lines: Sequence[AlignedLine], by_number: Mapping[int, AlignedLine]
) -> ExchangedLabels:
    of_both = tuple(
        each.source
        for each in lines
        if pair.first <= each.source.line <= pair.last and _name(each) in (pair.one, pair.other)
    )
    telling = pair.evidence[0].line.line if pair.evidence else pair.first
    at = by_number[telling if pair.kept is None else pair.kept]
    other = pair.other if _name(at) == pair.one else pair.one
    return ExchangedLabels(at.source, _start_ms(at), _name(at), other, of_both, pair.evidence)


def typical_lines(found: Audit, voices: Sequence[LineVoice]) -> Mapping[str, int]:
    """For each speaker the number of the line nearest to their centre, of those long enough to know it by."""
    agreeing = {each.line for each in found.lines if each.fits}
    by_speaker: dict[str, list[LineVoice]] = {}
    for voice in voices:
        if voice.speaker and voice.line in agreeing:
            by_speaker.setdefault(voice.speaker, []).append(voice)
    return {speaker: _nearest(theirs).line for speaker, theirs in by_speaker.items()}


def _nearest(voices: Sequence[LineVoice]) -> LineVoice:
    points = np.stack([np.concatenate(each.vectors) for each in voices])
    distances = np.square(points - points.mean(axis=0)).sum(axis=1)
    least_ms = min(TYPICAL_MS, max(each.heard_ms for each in voices))
    near = sorted(zip(distances, voices, strict=True), key=lambda each: float(each[0]))
    return next(voice for _, voice in near if voice.heard_ms >= least_ms)


def _name(line: AlignedLine) -> str:
    return line.source.speaker.name if line.source.speaker else ""


def _start_ms(line: AlignedLine) -> int | None:
    return line.span.start_ms if line.span else None
