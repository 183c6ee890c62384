"""The words by which layouts know a name, a note of a program or a column, in all languages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from woordbeeld.transcript.vocabulary import all_of, each_of, pattern_of, words_of
from woordbeeld.transcript.words import HEARD, NOISE, ROLE_NOUNS, SEEN, SEEN_VERBS, SHOWN_TEXT, SPOKEN

__all__ = ["HEARD", "NOISE", "SEEN", "SHOWN_TEXT", "SPOKEN"]  # and all that stands below


def _any(key: str) -> str:
    return pattern_of(all_of(key))


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """Any of some regular expressions, whatever the case of the letters."""
    return re.compile("|".join(f"(?:{each})" for each in patterns), re.IGNORECASE | re.DOTALL)


TITLES: Final = words_of("titles")
ROLES: Final = ROLE_NOUNS
NUMBERED: Final = words_of("numbered") | {"spk", "spr", "s", "p", "r", "i"}
UNKNOWN: Final = words_of("unknown")
NOT_SPEAKERS: Final = words_of("not_speakers")
SENTENCE: Final = words_of("sentence")
ALSO_NAMES: Final = words_of("also_names")
FUNCTIONS: Final = all_of("functions")
BEFORE_NAMES: Final = words_of("before_names")

ABOUT_RECORDING: Final = words_of("about_recording")
ABOUT_TEXT: Final = words_of("about_text")

WHO: Final = words_of("who")
WHEN: Final = words_of("when")

VISUAL: Final = SEEN_VERBS | words_of("seen_nouns")
THIRD_PERSONS: Final = words_of("third_persons")
PEOPLE: Final = words_of("prose_subjects")
SEEN_NOUNS: Final = words_of("seen_nouns")
ANNOUNCING_VERBS: Final = _any("announcing_verbs")
AND: Final = "en|and|und|et"
ACCORDING_TO: Final = _any("according_to")

_PROGRAMS: Final = (
    r"(?:https?://\S+|otter(?:\.ai)?|amberscript|happy scribe|trint|sonix|descript|rev(?:\.com)?"
    r"|whisper|turboscribe|good tape|microsoft (?:teams|stream|word)|teams|zoom|goodtape)"
)
EXPORT_NOTES: Final = (
    *(note.replace("PROGRAM", _PROGRAMS) for note in all_of("export_notes")),
    r"https?://\S+",
    r"www\.\S+\.\S+",
    r"webvtt\b.{0,40}",
)
SUBTITLE_CREDITS: Final = all_of("subtitle_credits")
TRANSCRIBER_NOTES: Final = all_of("transcriber_notes")
TRANSITIONS: Final = all_of("transitions")
MINUTES: Final = all_of("minutes")
MINUTES_FORMULAS: Final = all_of("minutes_formulas")
DAYS: Final = words_of("days")
MOTIONS: Final = all_of("motions")
ATTENDING: Final = all_of("attending")
BYLINES: Final = _any("bylines")
CONTACT: Final = words_of("contact")

NUMBERED_HEADING: Final = rf"(?:{_any('numbered_headings')})\s*\d{{1,3}}\.?"
TITLE_BEHIND: Final = r"\s*[–—:-]\s*(?-i:[^\s:.!?a-zß-ÿ])[^\s:.!?]*(?: [^\s:.!?]+){0,5}"
PAGE_NUMBER: Final = (
    rf"(?:{_any('page_words')})\s*\d{{1,4}}(?:\s*(?:/|{_any('page_of')})\s*\d{{1,4}})?",
    r"[-–—]{1,3}\s*\d{1,4}\s*[-–—]{1,3}",
    rf"\d{{1,4}}\s*(?:/|{_any('page_of')})\s*\d{{1,4}}",
    r"\d{1,3}",
)
_MONTHS: Final = _any("months")
_DAYS: Final = _any("days")
DATE: Final = (
    rf"(?:(?:{_DAYS}),?\s+)?\d{{1,2}}[.\s]\s*(?:{_MONTHS})\.?\s+\d{{4}}(?:[,\s]+(?:om\s+)?\d{{1,2}}[:.]\d{{2}}(?:\s*(?:uur|u|am|pm|a\.m\.|p\.m\.))?)?",
    rf"(?:(?:{_DAYS}),?\s+)?(?:{_MONTHS})\.?\s+\d{{1,2}},?\s+\d{{4}}(?:[,\s]+\d{{1,2}}:\d{{2}}\s*(?:am|pm)?)?",
    rf"(?:{_any('short_days')})[a-z]{{0,4}}\.?,? (?:{_MONTHS})\.? \d{{1,2}},? \d{{4}},? .{{0,25}}",
    r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}(?:[,\s]+\d{1,2}[:.]\d{2})?",
    r"\d{4}-\d{2}-\d{2}(?:[T\s]\d{1,2}:\d{2}(?::\d{2})?)?",
    r"(?:\d{1,2}\s*(?:h|u|uur)\s*)?\d{1,3}\s*(?:m|min|minuten|minutes)\.?(?:\s*\d{1,2}\s*(?:s|sec|seconden|seconds)\.?)?",
    r"\d{1,5}\s*(?:s|sec|seconden|seconds)\.?",
)

ANOTHER_SPEAKER: Final = each_of("another_speaker")
MUSIC: Final = each_of("music")
