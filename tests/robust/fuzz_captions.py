"""Files of captions as they come, and mutilated: each is given back byte for byte, and a fix loses nothing.

    python -m tests.robust.fuzz_captions --count 2000 --seed 15 --seconds 600

tries so many of each format. What is lost or not is told by other readers than ours (webvtt-py, pysubs2,
ttconv, the standard library), and by the words and the markup in the source itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import Final

from tests.robust import caption_files, others_read
from tests.robust.trials import Outcome, main, trials

from woordbeeld.checking.fixes import Fixed, fix
from woordbeeld.errors import BadInputError
from woordbeeld.findings import Severity
from woordbeeld.formats import table
from woordbeeld.formats.caption_file import CaptionFile, open_captions
from woordbeeld.formats.document import Document
from woordbeeld.tracks.checks import check
from woordbeeld.tracks.profile import NL_WEB

MUTILATED: Final = 0.6  # of all files
_SOURCE_PART = re.compile(r"[^\s<>]+")
_PASSED_OVER = re.compile(r"\d[:.,]\d|id=|^(?:begin|end|dur)=")
_SIGNS: Final = (("&amp;", "&"), ("&quot;", '"'), ("&apos;", "'"), ("&#39;", "'"), ("--&gt;", "-->"))
_REPAIRED: Final = (("align:middle", "align:center"),)
_OVERRIDE = re.compile(r"\{\\[^{}\r\n]*\}")
_CLOSING = re.compile(r"</\w[^<>\s]*>|\{\\[a-z]0\}")
_BREAK = re.compile(r"(?i)</?(?:\w+:)?br\s*/?>|\\[Nh]")
_DASHES: Final = "-–—‐‑>"
_EDGES: Final = _DASHES + "/"


@dataclass(frozen=True)
class Format:
    """How files of a format are made up, and read by another reader."""

    name: str
    made: Callable[[Random], bytes]
    read: Callable[[str], tuple[int, others_read.Styled]]


_MADE_AND_READ: Final = {
    "WebVTT": (caption_files.webvtt, others_read.in_webvtt),
    "SubRip": (caption_files.subrip, others_read.in_subrip),
    "TTML": (caption_files.ttml, others_read.in_ttml),
    "EBU STL": (caption_files.ebu_stl, others_read.in_ebu_stl),
}
FORMATS: Final = tuple(Format(f"x.nl{form.endings[0]}", *_MADE_AND_READ[form.name]) for form in table.FORMATS)


def trial(_number: int, rng: Random) -> None:
    """One file of each format, half of them mutilated."""
    for form in FORMATS:
        data = form.made(rng)
        mutilated = rng.random() < MUTILATED
        if mutilated:
            data = caption_files.mutilated(data, rng)
        try:
            _try(form, data, mutilated=mutilated)
        except Exception as fault:
            raise RuntimeError(f"{form.name}: {type(fault).__name__}: {fault}") from fault


def _try(form: Format, data: bytes, *, mutilated: bool) -> None:
    try:
        file = open_captions(data, form.name)
    except BadInputError as error:
        if not mutilated or not error.remedy:
            raise
        return
    assert file.data == data, "not given back as it was"
    document = file.document
    assert "".join(piece.range.of(document.source) for piece in document.pieces) == document.source
    assert all(str(finding.message) for finding in (*file.findings, *check(document.track, NL_WEB)))
    fixed = fix(document, NL_WEB)
    _check_fixed(document, fixed, is_binary=file.format.binary)
    after = open_captions(file.with_document(fixed.document).data, form.name)
    if after.encoding == file.encoding:  # fewer bytes may be right in another one
        assert after.document.source == fixed.document.source, "the fixed file is read otherwise"
    if not mutilated and file.format is after.format:
        _check_as_others_read(form, file, fixed)


def _check_fixed(document: Document, fixed: Fixed, *, is_binary: bool) -> None:
    again = fix(fixed.document, NL_WEB)
    if not any(
        "rolling" in each for each in map(str, again.done)
    ):  # words at random may look so after they were divided
        assert again.done == (), f"fixed twice: {again.done}"
    assert bool(fixed.done) == (fixed.document.source != document.source), fixed.done
    assert _errors(fixed.document) <= _errors(document), "more errors than before"
    before, after = _parts(document), _parts(fixed.document)
    if not any("left out" in each or "rolling" in each for each in map(str, fixed.done)) and not is_binary:
        assert not before - after, f"lost: {dict(before - after)}"
        assert after.keys() <= before.keys(), f"new: {after.keys() - before.keys()}"


def _errors(document: Document) -> int:
    found = [each.severity for each in document.faults]
    found += [each.severity for each in check(document.track, NL_WEB)]
    return found.count(Severity.ERROR)


def _parts(document: Document) -> Counter[str]:
    """The words of a source, in markup too, whatever they mean; without numbers, times and identifiers."""
    source = _BREAK.sub(" ", document.source.replace("\ufeff", ""))
    source = _CLOSING.sub(" ", source)
    source = _OVERRIDE.sub(r" \g<0> ", source)
    for old, new in (*_SIGNS, *_SIGNS, *_REPAIRED):
        source = source.replace(old, new)
    parts = (part.strip(_EDGES) for part in _SOURCE_PART.findall(source))
    return Counter(part for part in parts if any(map(str.isalpha, part)) and not _PASSED_OVER.search(part))


def _check_as_others_read(form: Format, file: CaptionFile, fixed: Fixed) -> None:
    """No word, cue or style is lost for another reader, where it reads the file as it is meant."""
    if any(fault.severity is not Severity.NOTE for fault in file.document.faults):
        return
    spans = [cue.span for cue in file.document.track.cues]
    if file.format.binary and any(after.start_ms < before.end_ms for before, after in pairwise(spans)):
        return  # ttconv shows one subtitle at a time, and leaves out what is over before the one before it
    before, after = (_without_signs(form.read(each.source)) for each in (file.document, fixed.document))
    empty = sum("left out" in each for each in map(str, fixed.done))
    assert after[0] >= before[0] - empty, f"{before[0]} cues, {after[0]} after the fix"
    lost, new = before[1] - after[1], after[1] - before[1]
    assert not lost, f"lost: {dict(lost)}; new: {dict(new)}"
    assert not new, f"new: {dict(new)}"


def _without_signs(found: tuple[int, others_read.Styled]) -> tuple[int, others_read.Styled]:
    styled: others_read.Styled = Counter()
    for (word, tags), many in found[1].items():
        for old, new in (*_SIGNS, *_SIGNS):
            word = word.replace(old, new)  # noqa: PLW2901 - the same word
        if word.strip(_DASHES) and not word.isdecimal():  # pysubs2 takes a last line of digits for a number
            styled[word.strip(_DASHES), tags] += many
    return found[0], styled


def run(count: int, seed: int, seconds: float | None = None) -> Outcome:
    """Try so many files of each format, or fewer where the time (s) is over."""
    return trials(count, seed, seconds, trial)


if __name__ == "__main__":
    main(run, f"files of captions in each of {len(FORMATS)} formats")
