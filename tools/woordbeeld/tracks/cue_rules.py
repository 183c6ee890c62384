"""The rules for reading: how long a cue shows, how much it holds, and where its text is broken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from woordbeeld.findings import Severity
from woordbeeld.tracks.grammar import Break, bare, break_before, ends_clause
from woordbeeld.tracks.model import Cue, Utterance
from woordbeeld.tracks.rules import ALL, CAPTIONS, Checked, Hit, Place, Rule, each_cue, is_speech, seconds
from woordbeeld.tracks.widths import shown_chars
from woordbeeld.tracks.word_lists import Grammar

LEFTOVER: Final = re.compile(
    r"&(?:amp|lt|gt|nbsp|quot|apos|lrm|rlm|#\d+|#x[0-9a-fA-F]+);|</?(?:b|i|u|font|c|v|span|br)(?:[\s./][^<>]*)?>|\{\\[^{}]*\}"
)
_MUSIC: Final = "♪♫"
KEPT_BREAKS: Final = 50_000  # those of several long films
# Thai to Burmese, Khmer, and the scripts of East Asia, which put no spaces between words.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def _is_orphan(at: Place) -> bool:
    """One word of a sentence that goes on before it or after it.

    A word so long that it hardly fits elsewhere is none, nor one of a script without spaces.
    """
    words = at.cue.text.split()
    spoken = at.cue.utterances[0]
    if len(words) != 1 or not is_speech(spoken) or _UNSPACED.search(words[0]):
        return False
    if 2 * shown_chars(words[0]) > at.profile.max_line_chars:
        return False
    begun = not spoken.lead and at.before is not None and _runs_on(at.before, words[0], at)
    goes_on = at.following is not None and _runs_on(at.cue, "".join(at.following.lines).lstrip(), at)
    return begun or goes_on


def _runs_on(cue: Cue, following: str, at: Place) -> bool:
    """Whether the last clause of a cue goes on: it has no end, and what follows begins in small letters."""
    words = cue.utterances[-1].lines[-1].split() if is_speech(cue.utterances[-1]) else []
    return bool(words) and not ends_clause(words[-1], at.grammar) and following.lstrip("…. ")[:1].islower()


def bad_breaks(at: Place) -> list[str]:
    """The breaks inside a cue, and at its end, that part what belongs together: `een | goed plan`.

    Between two cues they are told only if these could be one: of one speaker, without a long pause.
    """
    found = [break_ for each in at.cue.utterances for break_ in _breaks_inside(each, at)]
    last = at.cue.utterances[-1]
    following = at.following.utterances[0] if at.following else None
    gap_ms = at.gap_ms or 0
    if following and not following.lead and gap_ms < at.profile.split_pause_ms:
        same = (following.voice, following.colour) == (last.voice, last.colour)
        if same and is_speech(last) and is_speech(following):
            found.append(_break_between(" ".join(last.lines), " ".join(following.lines), at))
    return [each for each in found if each]


def _with_bad_breaks(checked: Checked) -> Iterator[Hit]:
    for at in checked.places:
        if found := bad_breaks(at):
            yield Hit(at.index, f"parts what belongs together: {'; '.join(found)}")


def _breaks_inside(utterance: Utterance, at: Place) -> list[str]:
    lines = [line for line in utterance.lines if line.strip()] if is_speech(utterance) else []
    return [_break(" ".join(lines[:number]), " ".join(lines[number:]), at) for number in range(1, len(lines))]


def _break(upper: str, lower: str, at: Place) -> str:
    return _bad_break(upper, lower, at.grammar)


@lru_cache(maxsize=KEPT_BREAKS)
def _bad_break(upper: str, lower: str, grammar: Grammar) -> str:
    """The words that a break parts badly; the same lines are looked at again after each round of fixes."""
    before, after = upper.split(), lower.split()
    if not before or not after or break_before([*before, *after], len(before), grammar) is not Break.BOUND:
        return ""
    return f"{before[-1]} | {after[0]}"


def _break_between(upper: str, lower: str, at: Place) -> str:
    """The same where two cues meet: there a capital mostly begins a sentence, stop or no stop before it."""
    words = upper.split()
    begins = lower[:1].isupper() and not (words and at.grammar.leads(bare(words[-1])))
    return "" if begins else _break(upper, lower, at)


def _emptiness(at: Place) -> str:
    label = "".join(at.cue.shown).strip()
    return f"has no text, only the label {label}" if label else "has no text"


def _speed(at: Place) -> str:
    return f"{at.speed:.1f} characters a second"


CUE_RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "empty",
        Severity.ERROR,
        ALL,
        lambda _: "some text",
        "WebVTT: a cue has text to show",
        each_cue(lambda at: not at.cue.text.strip(), _emptiness),
        "leave it out, or give a label that stands alone the text that belongs to it",
    ),
    Rule(
        "order",
        Severity.ERROR,
        ALL,
        lambda _: "by start",
        "WebVTT 3.1: cues stand in the order of their start",
        each_cue(
            lambda at: at.above is not None and at.cue.span.start_ms < at.above.span.start_ms,
            lambda _: "starts before the one that stands before it",
        ),
        "put the cues in the order of their start",
    ),
    Rule(
        "overlap",
        Severity.ERROR,
        ALL,
        lambda _: "none",
        "BBC 4; Netflix: one caption at a time",
        each_cue(
            lambda at: (
                at.gap_ms is not None
                and at.gap_ms < 0
                and at.following is not None
                and at.following.span.start_ms >= at.cue.span.start_ms
            ),
            lambda at: f"still shows {seconds(-(at.gap_ms or 0))} after the next one has started",
        ),
        "end it before the next one starts",
    ),
    Rule(
        "lines",
        Severity.ERROR,
        CAPTIONS,
        lambda profile: f"at most {profile.max_lines}",
        "BBC 3.3; Netflix",
        each_cue(
            lambda at: len(at.cue.shown) > at.profile.max_lines,
            lambda at: f"has {len(at.cue.shown)} lines; at most {at.profile.max_lines}",
        ),
        "divide its text over two cues",
    ),
    Rule(
        "line-length",
        Severity.ERROR,
        CAPTIONS,
        lambda profile: f"at most {profile.max_line_chars} characters",
        "Netflix NL; BBC 3.1",
        each_cue(
            lambda at: at.longest_line > at.profile.max_line_chars,
            lambda at: f"has a line of {at.longest_line} characters; at most {at.profile.max_line_chars}",
        ),
        "break the line elsewhere, or divide its text over two cues",
    ),
    Rule(
        "reading-speed",
        Severity.ERROR,
        CAPTIONS,
        lambda profile: f"at most {profile.max_chars_per_second} characters a second",
        "Netflix, for deaf and hard of hearing viewers",
        each_cue(
            lambda at: at.speed > at.profile.max_chars_per_second,
            lambda at: f"must be read at {_speed(at)}; at most {at.profile.max_chars_per_second}",
        ),
        "show it longer, if what follows leaves room; if the speech is that fast, a person must decide",
    ),
    Rule(
        "reading-speed-aim",
        Severity.NOTE,
        CAPTIONS,
        lambda profile: f"{profile.aim_chars_per_second} characters a second",
        "Netflix NL, adult programmes",
        each_cue(
            lambda at: at.profile.aim_chars_per_second < at.speed <= at.profile.max_chars_per_second,
            lambda at: f"must be read at {_speed(at)}; {at.profile.aim_chars_per_second} is comfortable",
        ),
        "show it longer, if what follows leaves room",
    ),
    Rule(
        "too-short",
        Severity.WARNING,
        CAPTIONS,
        lambda profile: f"at least {seconds(profile.shortest_duration_ms)}",
        "Netflix: 5/6 of a second",
        each_cue(
            lambda at: at.cue.span.duration_ms < at.profile.shortest_duration_ms - at.profile.rounding_ms,
            lambda at: f"shows for {_duration(at)}; at least {seconds(at.profile.shortest_duration_ms)}",
        ),
        "show it longer, or join it with a neighbour",
    ),
    Rule(
        "short",
        Severity.NOTE,
        CAPTIONS,
        lambda profile: f"{seconds(profile.min_duration_ms)}",
        "BBC 4",
        each_cue(
            lambda at: (
                at.profile.shortest_duration_ms
                <= at.cue.span.duration_ms + at.profile.rounding_ms
                < at.profile.min_duration_ms
            ),
            lambda at: f"shows for {_duration(at)}; {seconds(at.profile.min_duration_ms)} is comfortable",
        ),
        "show it longer, if what follows leaves room",
    ),
    Rule(
        "long",
        Severity.WARNING,
        CAPTIONS,
        lambda profile: f"at most {seconds(profile.max_duration_ms)}",
        "Netflix; BBC",
        each_cue(
            lambda at: at.cue.span.duration_ms > at.profile.max_duration_ms + at.profile.rounding_ms,
            lambda at: f"shows for {_duration(at)}; at most {seconds(at.profile.max_duration_ms)}",
        ),
        "end it earlier, or divide its text over two cues",
    ),
    Rule(
        "gap",
        Severity.WARNING,
        CAPTIONS,
        lambda profile: f"at least {profile.min_gap_ms} ms",
        "Netflix timing: two frames",
        each_cue(
            lambda at: (
                at.gap_ms is not None and 0 <= at.gap_ms < at.profile.min_gap_ms - at.profile.rounding_ms
            ),
            lambda at: f"leaves {at.gap_ms} ms before the next one; at least {at.profile.min_gap_ms} ms",
        ),
        "end it earlier, so that the eye notices the next one",
    ),
    Rule(
        "orphan",
        Severity.WARNING,
        CAPTIONS,
        lambda _: "no cue with one word of a sentence",
        "BBC 3.2",
        each_cue(_is_orphan, lambda _: "shows a single word of a sentence"),
        "move the word to a neighbouring cue",
    ),
    Rule(
        "bad-break",
        Severity.WARNING,
        CAPTIONS,
        lambda _: "never inside a phrase",
        "BBC 3.4; Netflix, line treatment",
        _with_bad_breaks,
        "break before the phrase, or after a comma or full stop",
    ),
    Rule(
        "music-signs",
        Severity.WARNING,
        CAPTIONS,
        lambda _: "♪ before and after sung words",
        "BBC 13",
        each_cue(
            lambda at: (
                sum(at.cue.text.count(sign) for sign in _MUSIC) % 2 == 1
                and bool(at.cue.text.strip(_MUSIC + " "))
            ),
            lambda _: "has a ♪ without its pair",
        ),
        "put ♪ before and after the sung words",
    ),
    Rule(
        "entities",
        Severity.WARNING,
        ALL,
        lambda _: "none",
        "viewers see the text as it stands",
        each_cue(
            lambda at: bool(LEFTOVER.search(" ".join(at.cue.shown))),
            lambda at: f"shows markup to the viewer: {LEFTOVER.findall(' '.join(at.cue.shown))[0]}",
        ),
        "write the sign itself, and leave markup out",
    ),
)


def _duration(at: Place) -> str:
    return seconds(at.cue.span.duration_ms)
