"""The rules that look at a track as a whole: who speaks, names, sounds, language."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise, zip_longest
from typing import Final

from rapidfuzz.distance import OSA

from woordbeeld.findings import Severity
from woordbeeld.timing import format_clock
from woordbeeld.tracks.model import TrackKind, Utterance
from woordbeeld.tracks.profile import Labels
from woordbeeld.tracks.rules import ALL, CAPTIONS, CheckedTrack, Hit, Rule, is_speech, seconds
from woordbeeld.tracks.sounds import is_sound
from woordbeeld.tracks.speaker_prefixes import colour_of, is_dash, label_of
from woordbeeld.words import Message, say

MAX_SPEAKERS: Final = 2  # in a cue
OFFSET_MS: Final = 3_600_000  # nothing said for an hour: rather an offset
MIN_MISSPELT_CHARS: Final = 6  # one letter more or less makes another name of a shorter one
MAX_MARK_CHARS: Final = 2  # of a word that numbers people: A, B, I, II
_BRACKETED = re.compile(r"\s*\([^()]*\)")
MANY_MINUTES_MS: Final = 180_000  # ours: in so long a video there is nearly always some sound to tell


def _dashes(checked: CheckedTrack) -> Iterator[Hit]:
    """More than two speakers in a cue, a second that nothing shows, or a dash of another kind than most."""
    speaker_prefixes = Counter(
        each.speaker_prefix for cue in checked.cues for each in cue.utterances if is_dash(each.speaker_prefix)
    ).most_common()
    usual = speaker_prefixes[0][0] if speaker_prefixes else ""
    for index, cue in enumerate(checked.cues):
        spoken = [each for each in cue.utterances if is_speech(each)]
        if len(spoken) > MAX_SPEAKERS:
            yield Hit(index, say("rule.dash.too_many", speakers=len(spoken), most=MAX_SPEAKERS))
        elif (
            any(not each.speaker_prefix for each in spoken[1:]) and checked.profile.labels is not Labels.NONE
        ):
            yield Hit(index, _unmarked_second(spoken))
        elif odd := [
            each.speaker_prefix
            for each in spoken
            if is_dash(each.speaker_prefix) and each.speaker_prefix != usual
        ]:
            yield Hit(index, say("rule.dash.other_dash", odd=odd[0], usual=usual))


def _unmarked_second(spoken: Sequence[Utterance]) -> Message:
    """What is wrong with a second speaker without a speaker prefix: colour alone is not seen by everybody."""
    if any(
        not after.speaker_prefix and colour_of(before) != colour_of(after)
        for before, after in pairwise(spoken)
    ):
        return say("rule.dash.colour_alone")
    return say("rule.dash.not_shown")


def _missing_labels(checked: CheckedTrack) -> Iterator[Hit]:
    """Another speaker than before, and nothing to show it; a single voice in a file needs no label."""
    voices = {each.voice for cue in checked.cues for each in cue.utterances if each.voice}
    if len(voices) <= 1 or checked.profile.labels is Labels.NONE:
        return
    known: str | None = None
    colour: str | None = None
    for index, cue in enumerate(checked.cues):
        for number, each in enumerate(cue.utterances):
            if not each.voice or not is_speech(each):
                continue
            first = known is None and checked.profile.labels is not Labels.NAME
            if each.voice != known and not each.speaker_prefix and number == 0 and not first:
                coloured = known is not None and colour_of(each) != colour
                if coloured:
                    yield Hit(index, say("rule.label-missing.colour_alone", voice=each.voice))
                else:
                    yield Hit(index, say("rule.label-missing.broken", voice=each.voice))
            known, colour = each.voice, colour_of(each)


def _inconsistent_labels(checked: CheckedTrack) -> Iterator[Hit]:
    """A visible label that is not the voice of the cue, nor the end of its name."""
    for index, cue in enumerate(checked.cues):
        for each in cue.utterances:
            label = label_of(each.speaker_prefix)
            if label and each.voice and not _is_part(_key(_plain(label)), _key(_plain(each.voice))):
                yield Hit(index, say("rule.label-inconsistent.broken", label=label, voice=each.voice))


def _plain(name: str) -> str:
    """A name without what stands in brackets, first name first: *Bakker, Piet (Gemeente)*."""
    last, comma, first = _BRACKETED.sub("", name).partition(",")
    return f"{first} {last}" if comma else last


def _is_part(short: str, whole: str) -> bool:
    return f" {short} " in f" {whole} " or f" {whole} " in f" {short} "


def _spellings(checked: CheckedTrack) -> Iterator[Hit]:
    """Two names that differ in a letter, an accent or a hyphen only; told at the first cue of the rarer.

    What is written counts: a voice without a label may be that of the label before it.
    """
    seen: dict[str, int] = {}
    labels: Counter[str] = Counter()
    voices: Counter[str] = Counter()
    for index, cue in enumerate(checked.cues):
        for each in cue.utterances:
            names = _spelt(each.voice), _spelt(label_of(each.speaker_prefix))
            for name, counts in zip(names, (voices, labels), strict=True):
                if name:
                    seen.setdefault(name, index)
                    counts[name] += 1
    for pair in combinations(seen, 2):
        if _is_misspelt(*pair):
            yield _misspelt(pair, labels if any(labels[name] for name in pair) else voices, seen)


def _spelt(name: str | None) -> str:
    return " ".join((name or "").upper().split())


def _misspelt(pair: tuple[str, str], counts: Counter[str], seen: Mapping[str, int]) -> Hit:
    rare, usual = sorted(pair, key=lambda name: counts[name])
    if counts[rare] == counts[usual]:
        return Hit(max(seen[rare], seen[usual]), say("rule.name-spelling.tie", one=pair[0], other=pair[1]))
    return Hit(seen[rare], say("rule.name-spelling.broken", rare=rare, usual=usual))


def _is_misspelt(one: str, other: str) -> bool:
    """Names that nobody would tell apart.

    Words of one or two letters tell people apart (`SPREKER A`, `STEM II`), and so does an `E` at the end of
    a role (`DOCENTE`).

    >>> _is_misspelt("DESIRÉE TREURE", "DESIREE TREURE"), _is_misspelt("STEM 1", "STEM 2")
    (True, False)
    >>> _is_misspelt("SPREKER A", "SPREKER B"), _is_misspelt("DOCENT", "DOCENTE")
    (False, False)
    """
    keys = _key(one), _key(other)
    if keys[0] == keys[1]:
        return True
    if any(character.isdigit() for key in keys for character in key):
        return False
    short, long = sorted(keys, key=len)
    differing = [
        pair for pair in zip_longest(short.split(), long.split(), fillvalue="") if len(set(pair)) > 1
    ]
    told_apart = any(max(map(len, pair)) <= MAX_MARK_CHARS for pair in differing)
    role = long == f"{short}e" and " " not in short
    return len(long) >= MIN_MISSPELT_CHARS and not told_apart and not role and OSA.distance(*keys) == 1


def _key(name: str) -> str:
    """A name without case, accents, hyphens and apostrophes."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = (" " if each in "-‐‑" else each for each in plain if not unicodedata.combining(each))
    return " ".join("".join(each for each in letters if each.isalnum() or each == " ").split())


def _no_sounds(checked: CheckedTrack) -> Iterator[Hit]:
    first_ms = min((cue.span.start_ms for cue in checked.cues), default=0)
    last_ms = max((cue.span.end_ms for cue in checked.cues), default=0)
    from_ms = first_ms if first_ms >= OFFSET_MS else 0
    if last_ms - from_ms > MANY_MINUTES_MS and not any(
        _has_sound(each) for cue in checked.cues for each in cue.utterances
    ):
        yield Hit(None, say("rule.sounds-missing.broken"))


def _has_sound(utterance: Utterance) -> bool:
    text = " ".join(utterance.lines)
    return is_sound(utterance) or any(sign in text for sign in "[(♪♫")


def _offset(checked: CheckedTrack) -> Iterator[Hit]:
    """The first cue is hours into the video, as where times are those of the studio's clock."""
    first_ms = min((cue.span.start_ms for cue in checked.cues), default=0)
    if first_ms >= OFFSET_MS:
        hours = first_ms // OFFSET_MS
        yield Hit(None, say("rule.offset.broken", time=format_clock(first_ms), hours=hours))


def _metadata(checked: CheckedTrack) -> Iterator[Hit]:
    yield Hit(None, say("rule.kind.broken", count=len(checked.cues)))


def _no_language(checked: CheckedTrack) -> Iterator[Hit]:
    if not checked.track.language:
        yield Hit(None, say("rule.language-missing.broken"))


TRACK_RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "kind",
        Severity.NOTE,
        frozenset({TrackKind.METADATA}),
        lambda _: say("rule.kind.limit"),
        "WebVTT 1.3: metadata is for scripts",
        _metadata,
    ),
    Rule(
        "offset",
        Severity.NOTE,
        ALL,
        lambda _: say("rule.offset.limit", most=seconds(OFFSET_MS)),
        "ours; EBU Tech 3264: programmes start at 10:00:00:00",
        _offset,
    ),
    Rule(
        "dash",
        Severity.WARNING,
        CAPTIONS,
        lambda _: say("rule.dash.limit", most=MAX_SPEAKERS),
        "Netflix NL, dual speakers",
        _dashes,
    ),
    Rule(
        "label-missing",
        Severity.WARNING,
        CAPTIONS,
        lambda profile: (
            say("rule.label-missing.no_limit")
            if profile.labels is Labels.NONE
            else say("rule.label-missing.limit")
        ),
        "WCAG 1.2.2; BBC 7",
        _missing_labels,
    ),
    Rule(
        "label-inconsistent",
        Severity.WARNING,
        CAPTIONS,
        lambda _: say("rule.label-inconsistent.limit"),
        "ours",
        _inconsistent_labels,
    ),
    Rule(
        "name-spelling",
        Severity.WARNING,
        CAPTIONS,
        lambda _: say("rule.name-spelling.limit"),
        "ours",
        _spellings,
    ),
    Rule(
        "sounds-missing",
        Severity.NOTE,
        CAPTIONS,
        lambda _: say("rule.sounds-missing.limit", least=seconds(MANY_MINUTES_MS)),
        "WCAG 1.2.2; BBC 13",
        _no_sounds,
    ),
    Rule(
        "language-missing",
        Severity.WARNING,
        ALL,
        lambda _: say("rule.language-missing.limit"),
        "WCAG 3.1.2",
        _no_language,
    ),
)
