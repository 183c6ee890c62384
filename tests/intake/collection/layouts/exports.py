"""Texts as programs write them that hear or hold meetings: who speaks, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from random import Random
from textwrap import wrap
from typing import Final

from tests.intake.collection.layouts.around import Sounds, sound_bits
from tests.intake.collection.scripts import Heard, Person, Script, Shape, Turn
from tests.intake.collection.sheets import (
    CAPTIONS,
    TEXT,
    WORD,
    Sheet,
    Writing,
    heard,
    mark,
    said,
    seen,
    span_of,
)

_MEETING: Final = Shape(people=(2, 5), turns=(8, 16), with_paragraphs=False, scenes=0.0, sounds=0.0)
_NAMED: Final = replace(_MEETING, with_roles=False)
_SECONDS_A_CHARACTER: Final = 0.07
_CAPTION_WIDTH: Final = 37


@dataclass(frozen=True, slots=True)
class Export:
    """A layout with times. `head` has the time and the name; `is_above`, the speech stands below it."""

    name: str
    head: Callable[[str, Person], str]
    clock: Callable[[int], str]
    is_above: bool = True
    gaps: bool = True
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    is_numbered: bool = False
    is_named: bool = True
    format_name: str = TEXT
    bold: bool = False
    shape: Shape = field(default_factory=lambda: _NAMED)

    def write(self, script: Script, random: Random) -> Sheet:  # noqa: ARG002 - as every layout
        writing = Writing(self.format_name, script.language)
        first = script.turns[0].person.name
        for line in self.before:
            writing.line(mark(line.format(title=script.title, first=first)))
        for seconds, turn in timed(script):
            if self.gaps:
                writing.gap()
            self._turn(writing, seconds, turn)
        if self.after:
            writing.gap()
        for line in self.after:
            writing.line(mark(line.format(title=script.title, first=first)))
        return writing.sheet()

    def _turn(self, writing: Writing, seconds: int, turn: Turn) -> None:
        name = f"Spreker {turn.person.number}" if self.is_numbered else turn.person.name
        speech = said(turn.text, *((name,) if self.is_named else ()))
        head = mark(self.head(self.clock(seconds), turn.person), bold=self.bold)
        if not self.is_above:
            writing.line(head, speech)
            return
        writing.line(head)
        if self.format_name == TEXT:
            writing.line(speech)
        else:
            writing.broken_line(speech)


def timed(script: Script) -> Iterator[tuple[int, Turn]]:
    """The turns, each with the second in which it begins."""
    seconds = 3.0
    for turn in script.turns:
        yield int(seconds), turn
        seconds += 1 + len(turn.text) * _SECONDS_A_CHARACTER


def minutes(seconds: int) -> str:
    """As meetings count.

    >>> minutes(3), minutes(754)
    ('0:03', '12:34')
    """
    return f"{seconds // 60}:{seconds % 60:02}"


def two_digits(seconds: int) -> str:
    return f"{seconds // 60:02}:{seconds % 60:02}"


def hours(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def of_day(seconds: int) -> str:
    return hours(seconds + 14 * 3600)


def milliseconds(seconds: int) -> str:
    return f"{hours(seconds)}.{seconds * 37 % 1000:03}"


def hundredths(seconds: int) -> str:
    return f"{hours(seconds)}.{seconds * 37 % 100:02}"


_STARTED: Final = (
    "Overleg {title}-20260310_093000-Vergaderingstranscriptie",
    "10 maart 2026, 09:30",
    "12m 4s",
    "{first} heeft de transcriptie gestart",
)
_STARTED_ENGLISH: Final = (
    "{title}-20260310_093000-Meeting Transcript",
    "March 10, 2026, 9:30AM",
    "12m 4s",
    "{first} started transcription",
)

EXPORTS: Final = (
    Export(
        "teams-text",
        lambda at, it: f"{it.name}   {at}",
        minutes,
        before=_STARTED,
        after=("{first} heeft de transcriptie gestopt",),
    ),
    Export(
        "teams-english",
        lambda at, it: f"{it.name}   {at}",
        minutes,
        before=_STARTED_ENGLISH,
        after=("{first} stopped transcription",),
        shape=replace(_NAMED, languages=("en",)),
    ),
    Export(
        "teams-word",
        lambda at, it: f"{it.name}   {at}",
        minutes,
        before=_STARTED,
        format_name=WORD,
        bold=True,
    ),
    Export("otter", lambda at, it: f"{it.name}  {at}  ", minutes, after=("Transcribed by https://otter.ai",)),
    Export("zoom-captions", lambda at, it: f"[{it.name}] {at}", of_day),
    Export("amberscript", lambda at, it: f"[{at}] Spreker {it.number}", hours, is_numbered=True),
    Export(
        "amberscript-inline",
        lambda at, it: f"{at} Spreker {it.number}: ",
        hours,
        is_above=False,
        is_numbered=True,
    ),
    Export("happy-scribe", lambda at, it: f"[{at}] - {it.name}", hundredths),
    Export(
        "happy-scribe-numbered", lambda at, it: f"[{at}] - Spreker {it.number}", hundredths, is_numbered=True
    ),
    Export("trint", lambda at, it: f"{it.name} [{at}]", hours),
    Export("sonix", lambda at, it: f"{it.name} [{at}] ", hours, is_above=False),
    Export("rev", lambda at, it: f"{it.name} ({at}):", two_digits),
    Export("descript", lambda at, it: f"[{at}] {it.name}: ", hours, is_above=False),
    Export("time-behind-name", lambda at, it: f"{it.name}: [{at}] ", two_digits, is_above=False),
    Export(
        "word-online",
        lambda at, it: f"{at} {it.name}",
        hours,
        before=("Audiobestand", "Opname 12.mp3", "Transcriptie"),
        gaps=False,
    ),
    Export("time-first", lambda at, it: f"{at} {it.name}", minutes),
    Export("time-range-first", lambda at, it: f"{at} - {it.name}", two_digits, gaps=False),
    Export(
        "time-in-label", lambda at, it: f"{it.name.upper()} ({at}): ", two_digits, is_above=False, gaps=False
    ),
    Export("time-in-bare-label", lambda at, it: f"{it.name} {at}: ", two_digits, is_above=False, gaps=False),
    Export(
        "time-before-label", lambda at, it: f"[{at}] {it.name.upper()}: ", hours, is_above=False, gaps=False
    ),
    Export("time-tab-name-tab", lambda at, it: f"{at}\t{it.name}\t", hours, is_above=False, gaps=False),
    Export("milliseconds-label", lambda at, it: f"{at} {it.name}: ", milliseconds, is_above=False),
    Export("times-alone", lambda at, _: at, minutes, gaps=False, is_named=False),
    Export(
        "times-inline", lambda at, _: f"[{at}] ", milliseconds, is_above=False, gaps=False, is_named=False
    ),
)


def write_captions(script: Script, random: Random) -> Sheet:
    """Captions of two lines a cue, with a label where the speaker changes, and sounds in brackets."""
    writing = Writing(CAPTIONS, script.language)
    for at, (speaker, lines) in enumerate(_cues(script)):
        writing.is_apart = True
        for line in lines:
            bits = [heard(line)] if speaker is None else [said(line, *speaker)]
            if speaker is not None and line is lines[0] and (label := _label(speaker, at, script)):
                bits.insert(0, mark(label))
            writing.line(*bits, span=span_of(3 + at * 5))
    return writing.sheet()


def _label(speaker: tuple[str, ...], at: int, script: Script) -> str:
    before = list(_cues(script))[:at]
    spoke = [each for each, _ in before if each is not None]
    return "" if spoke and spoke[-1] == speaker else f"{speaker[0].upper()}: "


def _cues(script: Script) -> Iterator[tuple[tuple[str, ...] | None, list[str]]]:
    for part in script.parts:
        match part:
            case Turn():
                lines = wrap(part.text, _CAPTION_WIDTH)
                for at in range(0, len(lines), 2):
                    yield (part.person.name,), lines[at : at + 2]
            case Heard():
                yield None, [f"[{part.text}]"]


def write_voices(script: Script, random: Random) -> Sheet:
    """Captions whose markup says who speaks, as Teams and Zoom write WebVTT."""
    writing = Writing(CAPTIONS, script.language)
    for seconds, turn in timed(script):
        for sentence in turn.sentences:
            writing.is_apart = True
            writing.line(said(sentence, turn.person.name), span=span_of(seconds), voice=turn.person.name)
    return writing.sheet()


def write_video_platform(script: Script, random: Random) -> Sheet:
    """Automatic captions, copied from below a video: times alone, sounds in brackets, and no speaker."""
    writing = Writing(TEXT, script.language)
    seconds = 3
    for part in script.parts:
        lines = wrap(part.text.lower().replace(".", ""), _CAPTION_WIDTH) if isinstance(part, Turn) else [""]
        for line in lines:
            writing.line(mark(minutes(seconds)))
            seconds += 3
            match part:
                case Turn():
                    writing.line(said(line))
                case Heard():
                    writing.line(*sound_bits(part, Sounds.BRACKETS))
                case _:
                    writing.line(mark("("), seen(part.text), mark(")"))
    return writing.sheet()


def write_chevrons(script: Script, random: Random) -> Sheet:
    """As live subtitlers write: `>>` where another speaks, `>>>` where the subject changes."""
    writing = Writing(TEXT, script.language)
    known: Person | None = None
    for part in script.parts:
        match part:
            case Turn():
                named = random.random() < 0.3
                known = part.person if named else None
                label = f">> {part.person.name.upper()}: " if named else ">> "
                writing.line(mark(label), said(part.text, *((part.person.name,) if known else ())))
            case Heard():
                writing.line(*sound_bits(part, Sounds.BRACKETS))
    return writing.sheet()


def write_dashes(script: Script, random: Random) -> Sheet:
    """A dialogue whose speakers have only dashes, with scenes and sounds between."""
    writing = Writing(TEXT, script.language)
    dash = random.choice(("- ", "– ", "-", "— "))
    for part in script.parts:
        match part:
            case Turn():
                writing.line(mark(dash), said(part.text))
            case Heard():
                writing.gap()
                writing.line(*sound_bits(part, Sounds.PARENTHESES))
                writing.gap()
            case _:
                writing.gap()
                writing.line(mark("("), seen(part.text), mark(")"))
                writing.gap()
    return writing.sheet()
