"""The rules that look at a track as a whole: who speaks, names, sounds, language."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import combinations, zip_longest
from typing import Final

from rapidfuzz.distance import Levenshtein

from woordbeeld.findings import Severity
from woordbeeld.tracks.leads import is_dash, is_sound, label_of
from woordbeeld.tracks.model import Utterance
from woordbeeld.tracks.profile import Labels
from woordbeeld.tracks.rules import ALL, CAPTIONS, Checked, Hit, Rule, is_speech, seconds

MAX_SPEAKERS: Final = 2  # in a cue
MIN_MISSPELT_CHARS: Final = 6  # one letter more or less makes another name of a shorter one
MAX_MARK_CHARS: Final = 2  # of a word that numbers people: A, B, I, II
MANY_MINUTES_MS: Final = 180_000  # ours: in so long a video there is nearly always some sound to tell


def _dashes(checked: Checked) -> Iterator[Hit]:
    """More than two speakers in a cue, a second that nothing shows, or a dash of another kind than most."""
    leads = Counter(
        each.lead for cue in checked.cues for each in cue.utterances if is_dash(each.lead)
    ).most_common()
    usual = leads[0][0] if leads else ""
    for index, cue in enumerate(checked.cues):
        spoken = [each for each in cue.utterances if is_speech(each)]
        if len(spoken) > MAX_SPEAKERS:
            yield Hit(index, f"has {len(spoken)} speakers; at most {MAX_SPEAKERS}")
        elif any(not each.lead for each in spoken[1:]) and checked.profile.labels is not Labels.NONE:
            yield Hit(index, "has a second speaker, but nothing shows where that one starts")
        elif odd := [each.lead for each in spoken if is_dash(each.lead) and each.lead != usual]:
            yield Hit(index, f"has “{odd[0]}” before a speaker, where most others have “{usual}”")


def _missing_labels(checked: Checked) -> Iterator[Hit]:
    """Another speaker than before, and nothing to show it; a single voice in a file needs no label."""
    voices = {each.voice for cue in checked.cues for each in cue.utterances if each.voice}
    if len(voices) <= 1 or checked.profile.labels is Labels.NONE:
        return
    known: str | None = None
    for index, cue in enumerate(checked.cues):
        for number, each in enumerate(cue.utterances):
            if not each.voice or not is_speech(each):
                continue
            first = known is None and checked.profile.labels is not Labels.NAME
            if each.voice != known and not each.lead and number == 0 and not first:
                yield Hit(index, f"is said by {each.voice}, but nothing shows that the speaker changes")
            known = each.voice


def _inconsistent_labels(checked: Checked) -> Iterator[Hit]:
    """A visible label that is not the voice of the cue, nor the end of its name."""
    for index, cue in enumerate(checked.cues):
        for each in cue.utterances:
            label = label_of(each.lead)
            if label and each.voice and not _is_part(_key(label), _key(each.voice)):
                yield Hit(index, f"shows the label {label}, but the voice in the file is {each.voice}")


def _is_part(short: str, whole: str) -> bool:
    return f" {short} " in f" {whole} " or f" {whole} " in f" {short} "


def _spellings(checked: Checked) -> Iterator[Hit]:
    """Two names that differ in a letter, an accent or a hyphen only; told at the first cue of the rarer."""
    seen: dict[str, list[int]] = {}
    for index, cue in enumerate(checked.cues):
        for each in cue.utterances:
            for name in {each.voice, label_of(each.lead)} - {None}:
                seen.setdefault(" ".join(str(name).upper().split()), []).append(index)
    for pair in combinations(seen, 2):
        if _is_misspelt(*pair):
            rare, usual = sorted(pair, key=lambda name: len(seen[name]))
            yield Hit(seen[rare][0], f"has the name {rare}; elsewhere it is {usual}")


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
    return (
        len(long) >= MIN_MISSPELT_CHARS and not told_apart and not role and Levenshtein.distance(*keys) == 1
    )


def _key(name: str) -> str:
    """A name without case, accents, hyphens and apostrophes."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = (" " if each in "-‐‑" else each for each in plain if not unicodedata.combining(each))
    return " ".join("".join(each for each in letters if each.isalnum() or each == " ").split())


def _no_sounds(checked: Checked) -> Iterator[Hit]:
    last_ms = max((cue.span.end_ms for cue in checked.cues), default=0)
    if last_ms > MANY_MINUTES_MS and not any(
        _has_sound(each) for cue in checked.cues for each in cue.utterances
    ):
        yield Hit(None, "no sound is marked in it at all")


def _has_sound(utterance: Utterance) -> bool:
    text = " ".join(utterance.lines)
    return is_sound(utterance) or any(sign in text for sign in "[(♪♫")


def _no_language(checked: Checked) -> Iterator[Hit]:
    if not checked.track.language:
        yield Hit(None, "nothing tells in which language it is")


TRACK_RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "dash",
        Severity.WARNING,
        CAPTIONS,
        lambda _: f"at most {MAX_SPEAKERS} speakers, a dash before the second",
        "Netflix NL, dual speakers",
        _dashes,
        "put the same dash before each second speaker, and no more than two in a cue",
    ),
    Rule(
        "label-missing",
        Severity.WARNING,
        CAPTIONS,
        lambda profile: "none needed" if profile.labels is Labels.NONE else "at each change of speaker",
        "WCAG 1.2.2; BBC 7",
        _missing_labels,
        "show the name, or a dash, where another speaker starts",
    ),
    Rule(
        "label-inconsistent",
        Severity.WARNING,
        CAPTIONS,
        lambda _: "label and voice are one",
        "ours",
        _inconsistent_labels,
        "make the two the same",
    ),
    Rule(
        "name-spelling",
        Severity.WARNING,
        CAPTIONS,
        lambda _: "one spelling for each name",
        "ours",
        _spellings,
        "choose one spelling; if they are two people, leave it",
    ),
    Rule(
        "sounds-missing",
        Severity.NOTE,
        CAPTIONS,
        lambda _: f"some, in more than {seconds(MANY_MINUTES_MS)}",
        "WCAG 1.2.2; BBC 13",
        _no_sounds,
        "mark applause, music and other sounds that matter: [applaus]",
    ),
    Rule(
        "language-missing",
        Severity.WARNING,
        ALL,
        lambda _: "in the file or in its name",
        "WCAG 3.1.2",
        _no_language,
        "say it in the file (WebVTT: Language: nl; TTML: xml:lang) or in its name: captions.nl.srt",
    ),
)
