"""The rules for reading: how long a cue shows, how much it holds, and where its text is broken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Final

from woordbeeld.findings import Severity
from woordbeeld.tracks.grammar import Break, break_before
from woordbeeld.tracks.model import Cue, Utterance
from woordbeeld.tracks.rules import (
    ALL,
    CAPTIONS,
    CheckedTrack,
    CueInContext,
    Hit,
    Rule,
    each_cue,
    is_speech,
    seconds,
)
from woordbeeld.tracks.widths import shown_chars
from woordbeeld.transcript.word_ends import bare, ends_clause
from woordbeeld.transcript.word_lists import Grammar
from woordbeeld.words import Message, say

LEFTOVER: Final = re.compile(
    r"&(?:amp|lt|gt|nbsp|quot|apos|lrm|rlm|#\d+|#x[0-9a-fA-F]+);|</?(?:b|i|u|font|c|v|span|br)(?:[\s./][^<>]*)?>|\{\\[^{}]*\}"
)
_MUSIC: Final = "♪♫"
KEPT_BREAKS: Final = 50_000  # those of several long films
# Thai to Burmese, Khmer, and the scripts of East Asia, which put no spaces between words.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def _is_orphan(at: CueInContext) -> bool:
    """One word of a sentence that goes on before it or after it.

    A word so long that it hardly fits elsewhere is none, nor one of a script without spaces.
    """
    words = at.cue.text.split()
    spoken = at.cue.utterances[0]
    if len(words) != 1 or not is_speech(spoken) or _UNSPACED.search(words[0]):
        return False
    if 2 * shown_chars(words[0]) > at.profile.max_line_chars:
        return False
    begun = not spoken.speaker_prefix and at.before is not None and _runs_on(at.before, words[0], at)
    goes_on = at.following is not None and _runs_on(at.cue, "".join(at.following.lines).lstrip(), at)
    return begun or goes_on


def _runs_on(cue: Cue, following: str, at: CueInContext) -> bool:
    """Whether the last clause of a cue goes on: it has no end, and what follows begins in small letters."""
    words = cue.utterances[-1].lines[-1].split() if is_speech(cue.utterances[-1]) else []
    return bool(words) and not ends_clause(words[-1], at.grammar) and following.lstrip("…. ")[:1].islower()


def bad_breaks(at: CueInContext) -> list[str]:
    """The breaks inside a cue, and at its end, that part what belongs together: `een | goed plan`.

    Between two cues they are told only if these could be one: of one speaker, without a long pause.
    """
    found = [break_ for each in at.cue.utterances for break_ in _breaks_inside(each, at)]
    last = at.cue.utterances[-1]
    following = at.following.utterances[0] if at.following else None
    gap_ms = at.gap_ms or 0
    if following and not following.speaker_prefix and gap_ms < at.profile.split_pause_ms:
        same = (following.voice, following.colour) == (last.voice, last.colour)
        if same and is_speech(last) and is_speech(following):
            found += _break_between(" ".join(last.lines), " ".join(following.lines), at)
    return found


def _with_bad_breaks(checked: CheckedTrack) -> Iterator[Hit]:
    for at in checked.cues_in_context:
        if found := bad_breaks(at):
            yield Hit(at.index, say("rule.bad-break.broken", breaks="; ".join(found)))


def _breaks_inside(utterance: Utterance, at: CueInContext) -> tuple[str, ...]:
    return _parted(utterance.lines, at.grammar) if is_speech(utterance) else ()


def _break_between(upper: str, lower: str, at: CueInContext) -> tuple[str, ...]:
    """The same where two cues meet: there a capital mostly begins a sentence, stop or no stop before it."""
    words = upper.split()
    begins = lower[:1].isupper() and not (words and at.grammar.leads(bare(words[-1])))
    return () if begins else _parted((upper, lower), at.grammar)


@lru_cache(maxsize=KEPT_BREAKS)
def _parted(lines: tuple[str, ...], grammar: Grammar) -> tuple[str, ...]:
    """The words that line breaks part badly; the same lines are looked at again after each round of fixes."""
    in_lines = [words for line in lines if (words := line.split())]
    words = [word for line in in_lines for word in line]
    starts = list(accumulate(map(len, in_lines)))[:-1]
    bad = (at for at in starts if break_before(words, at, grammar) is Break.BOUND)
    return tuple(f"{words[at - 1]} | {words[at]}" for at in bad)


def _emptiness(at: CueInContext) -> Message:
    label = "".join(at.cue.shown).strip()
    return say("rule.empty.label_only", label=label) if label else say("rule.empty.broken")


CUE_RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "empty",
        Severity.ERROR,
        ALL,
        lambda _: say("rule.empty.limit"),
        "WebVTT: a cue has text to show",
        each_cue(lambda at: not at.cue.text.strip(), _emptiness),
    ),
    Rule(
        "order",
        Severity.ERROR,
        ALL,
        lambda _: say("rule.order.limit"),
        "WebVTT 3.1: cues stand in the order of their start",
        each_cue(
            lambda at: at.above is not None and at.cue.span.start_ms < at.above.span.start_ms,
            lambda _: say("rule.order.broken"),
        ),
    ),
    Rule(
        "overlap",
        Severity.ERROR,
        ALL,
        lambda _: say("rule.overlap.limit"),
        "BBC 4; Netflix: one caption at a time",
        each_cue(
            lambda at: (
                at.gap_ms is not None
                and at.gap_ms < 0
                and at.following is not None
                and at.following.span.start_ms >= at.cue.span.start_ms
            ),
            lambda at: say("rule.overlap.broken", seconds=seconds(-(at.gap_ms or 0))),
        ),
    ),
    Rule(
        "lines",
        Severity.ERROR,
        CAPTIONS,
        lambda profile: say("rule.lines.limit", most=profile.max_lines),
        "BBC 3.3; Netflix",
        each_cue(
            lambda at: len(at.cue.shown) > at.profile.max_lines,
            lambda at: say("rule.lines.broken", lines=len(at.cue.shown), most=at.profile.max_lines),
        ),
    ),
    Rule(
        "line-length",
        Severity.ERROR,
        CAPTIONS,
        lambda profile: say("rule.line-length.limit", most=profile.max_line_chars),
        "Netflix NL; BBC 3.1",
        each_cue(
            lambda at: at.longest_line > at.profile.max_line_chars,
            lambda at: say("rule.line-length.broken", chars=at.longest_line, most=at.profile.max_line_chars),
        ),
    ),
    Rule(
        "reading-speed",
        Severity.ERROR,
        CAPTIONS,
        lambda profile: say("rule.reading-speed.limit", most=profile.max_chars_per_second),
        "Netflix, for deaf and hard of hearing viewers",
        each_cue(
            lambda at: at.speed > at.profile.max_chars_per_second,
            lambda at: say("rule.reading-speed.broken", speed=at.speed, most=at.profile.max_chars_per_second),
        ),
    ),
    Rule(
        "reading-speed-aim",
        Severity.NOTE,
        CAPTIONS,
        lambda profile: say("rule.reading-speed-aim.limit", aim=profile.aim_chars_per_second),
        "Netflix NL, adult programmes",
        each_cue(
            lambda at: at.profile.aim_chars_per_second < at.speed <= at.profile.max_chars_per_second,
            lambda at: say(
                "rule.reading-speed-aim.broken", speed=at.speed, aim=at.profile.aim_chars_per_second
            ),
        ),
    ),
    Rule(
        "too-short",
        Severity.WARNING,
        CAPTIONS,
        lambda profile: say("rule.too-short.limit", least=seconds(profile.shortest_duration_ms)),
        "Netflix: 5/6 of a second",
        each_cue(
            lambda at: at.cue.span.duration_ms < at.profile.shortest_duration_ms - at.profile.rounding_ms,
            lambda at: say(
                "rule.too-short.broken", seconds=_duration(at), least=seconds(at.profile.shortest_duration_ms)
            ),
        ),
    ),
    Rule(
        "short",
        Severity.NOTE,
        CAPTIONS,
        lambda profile: say("rule.short.limit", wanted=seconds(profile.min_duration_ms)),
        "BBC 4",
        each_cue(
            lambda at: (
                at.profile.shortest_duration_ms
                <= at.cue.span.duration_ms + at.profile.rounding_ms
                < at.profile.min_duration_ms
            ),
            lambda at: say(
                "rule.short.broken", seconds=_duration(at), wanted=seconds(at.profile.min_duration_ms)
            ),
        ),
    ),
    Rule(
        "long",
        Severity.WARNING,
        CAPTIONS,
        lambda profile: say("rule.long.limit", most=seconds(profile.max_duration_ms)),
        "Netflix; BBC",
        each_cue(
            lambda at: at.cue.span.duration_ms > at.profile.max_duration_ms + at.profile.rounding_ms,
            lambda at: say(
                "rule.long.broken", seconds=_duration(at), most=seconds(at.profile.max_duration_ms)
            ),
        ),
    ),
    Rule(
        "gap",
        Severity.WARNING,
        CAPTIONS,
        lambda profile: say("rule.gap.limit", least_ms=profile.min_gap_ms),
        "Netflix timing: two frames",
        each_cue(
            lambda at: (
                at.gap_ms is not None and 0 <= at.gap_ms < at.profile.min_gap_ms - at.profile.rounding_ms
            ),
            lambda at: say("rule.gap.broken", gap_ms=at.gap_ms or 0, least_ms=at.profile.min_gap_ms),
        ),
    ),
    Rule(
        "orphan",
        Severity.WARNING,
        CAPTIONS,
        lambda _: say("rule.orphan.limit"),
        "BBC 3.2",
        each_cue(_is_orphan, lambda _: say("rule.orphan.broken")),
    ),
    Rule(
        "bad-break",
        Severity.WARNING,
        CAPTIONS,
        lambda _: say("rule.bad-break.limit"),
        "BBC 3.4; Netflix, line treatment",
        _with_bad_breaks,
    ),
    Rule(
        "music-signs",
        Severity.WARNING,
        CAPTIONS,
        lambda _: say("rule.music-signs.limit"),
        "BBC 13",
        each_cue(
            lambda at: (
                sum(at.cue.text.count(sign) for sign in _MUSIC) % 2 == 1
                and bool(at.cue.text.strip(_MUSIC + " "))
            ),
            lambda _: say("rule.music-signs.broken"),
        ),
    ),
    Rule(
        "entities",
        Severity.WARNING,
        ALL,
        lambda _: say("rule.entities.limit"),
        "viewers see the text as it stands",
        each_cue(
            lambda at: bool(LEFTOVER.search(" ".join(at.cue.shown))),
            lambda at: say("rule.entities.broken", markup=LEFTOVER.findall(" ".join(at.cue.shown))[0]),
        ),
    ),
)


def _duration(at: CueInContext) -> float:
    return seconds(at.cue.span.duration_ms)
