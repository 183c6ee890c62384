"""An annotated transcript in the house style read into blocks, speakers and turns; nothing of it is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from woordbeeld.errors import BadInputError
from woordbeeld.findings import Finding, Severity
from woordbeeld.inputs import InputKind, read_input
from woordbeeld.textfile import decode
from woordbeeld.transcript import descriptions, labels, words
from woordbeeld.transcript.language_marks import with_languages, without_marks
from woordbeeld.transcript.model import (
    Block,
    Label,
    LabelLine,
    SceneDescription,
    Speaker,
    SpokenLine,
    Transcript,
)
from woordbeeld.transcript.scanner import scan
from woordbeeld.transcript.speakers import Cast, canonical_name, resolve
from woordbeeld.words import say

_PAGE_BEGINS = re.compile(r"[\ufeff\s]*<[!a-zA-Z]")
_PAGE_TAG = re.compile(r"(?i)</(?:html|body|p|div|section|article|h[1-6]|li|dd|td)\s*>")
KEPT = 8  # texts; whoever corrects one asks for it, before and after a change, again and again
MIN_NAME_TOKENS = 2  # one capitalised word before a colon opens many a sentence


def read_file(path: Path) -> Transcript:
    """The transcript in a text file.

    Raises:
        BadInputError: there is no such file, it cannot be read, it is too large, is not text, or a web page.
    """
    return read_data(read_input(path, InputKind.TRANSCRIPT), path.name)


def refuse_unalignable(transcript: Transcript, name: str) -> None:
    """Refuse a transcript that cannot be aligned.

    Raises:
        BadInputError: nobody speaks in it, or a description in it is never closed.
    """
    for finding in transcript.findings:
        if finding.rule == "unclosed-description":
            what, remedy = say("error.transcript.unclosed"), say("error.transcript.close")
            raise BadInputError(what, where=f"{name}:{finding.line}", remedy=remedy)
    if not transcript.spoken_lines:
        raise BadInputError(
            say("error.transcript.nobody"), where=name, remedy=say("error.transcript.give_lines")
        )


def read_data(data: bytes, name: str) -> Transcript:
    """The transcript in the bytes of a text file (see `read_file`)."""
    text, encoding = decode(data, name, remedy=InputKind.TRANSCRIPT.remedy)
    if _PAGE_BEGINS.match(text) and _PAGE_TAG.search(text):
        raise BadInputError(
            say("error.transcript.web_page"), where=name, remedy=say("error.transcript.import_it")
        )
    return read(text, encoding)


@lru_cache(maxsize=KEPT)
def read(text: str, encoding: str = "utf-8") -> Transcript:
    """Any text whatsoever as a transcript: what it does not know is speech, what is odd becomes a finding.

    `encoding` is what the text was decoded from, kept for writing it back.
    """
    blocks, unclosed = scan(text)
    used = tuple(_labels(blocks))
    first_lines = {label.text: line for label, line in reversed(used)}
    spelled = {label.text: name for label, _ in reversed(used) if (name := labels.spelling(label))}
    speakers, ambiguous = resolve([label.text for label, _ in used], first_lines, spelled)
    blocks = tuple(_describe(blocks, Cast.of(speakers.values())))
    blocks, unpaired = with_languages(tuple(_distribute(blocks, speakers)))
    findings = sorted((*unclosed, *ambiguous, *unpaired, *_doubtful_labels(blocks)), key=_line_of)
    return Transcript(blocks, _in_order(blocks, speakers), tuple(findings), encoding)


def _labels(blocks: Iterable[Block]) -> Iterable[tuple[Label, int]]:
    """Every label as it first stands with a qualifier or without, and on which line, in order."""
    first_lines: dict[Label, int] = {}
    for block in blocks:
        if isinstance(block, LabelLine | SpokenLine) and block.label:
            first_lines.setdefault(block.label, block.line)
    return first_lines.items()


def _describe(blocks: Iterable[Block], cast: Cast) -> Iterable[Block]:
    """The blocks, with what each description quotes and announces.

    Somebody who is announced but has no label anywhere becomes a speaker all the same.
    """
    unlabelled: dict[str, Speaker] = {}
    for block in blocks:
        if not isinstance(block, SceneDescription):
            yield block
            continue
        told, announced = block.text, None
        if end := descriptions.announcement(block.text):
            announced = cast.find(end.tokens) or next(filter(None, map(cast.named, end.people)), None)
            if not announced and (end := end.without_organisation).is_name:
                name = " ".join(end.tokens)
                announced = unlabelled.setdefault(name.casefold(), Speaker(canonical_name(name), ()))
            told = end.before if announced else told
        shown = tuple(map(without_marks, block.on_screen))
        on_screen = shown or descriptions.on_screen_texts(without_marks(told))
        yield replace(block, on_screen=on_screen, announces=announced)


def _distribute(blocks: Iterable[Block], speakers: dict[str, Speaker]) -> Iterable[Block]:
    """The blocks, with the speaker and the turn of each spoken line.

    A label opens a turn, and so does speech without one after a description that announces somebody.
    """
    speaker: Speaker | None = None
    turn, opens_turn = -1, True
    for block in blocks:
        if isinstance(block, LabelLine | SpokenLine) and block.label:
            speaker, opens_turn = speakers[block.label.text], True
        elif isinstance(block, SceneDescription) and block.announces:
            speaker, opens_turn = block.announces, True
        if not isinstance(block, SpokenLine):
            yield block
            continue
        turn += opens_turn
        opens_turn = False
        yield replace(block, speaker=speaker, turn=turn)


def _doubtful_labels(blocks: Iterable[Block]) -> Iterable[Finding]:
    """Lines of speech that open with what may well be a name, and a text that hardly labels who speaks."""
    blocks = tuple(blocks)
    spoken = [block for block in blocks if isinstance(block, SpokenLine)]
    for line in spoken:
        if not line.label and (name := _opening_name(line.text)):
            yield Finding("label-like", Severity.WARNING, say("finding.label-like", name=name), line.line)
    if spoken and not any(line.speaker for line in spoken):
        yield Finding("no-speakers", Severity.WARNING, say("finding.no-speakers"), spoken[0].line)
    elif spoken and (first := _first_announcing(blocks)):
        yield Finding("speakers-announced", Severity.WARNING, say("finding.speakers-announced"), first.line)


def _first_announcing(blocks: Iterable[Block]) -> SceneDescription | None:
    """The first description that announces a speaker, where the speaker never changes by a label."""
    by_label = {block.label for block in blocks if isinstance(block, LabelLine | SpokenLine) and block.label}
    announcing = (block for block in blocks if isinstance(block, SceneDescription) and block.announces)
    return next(announcing, None) if len(by_label) <= 1 else None


def _opening_name(text: str) -> str | None:
    """Two to five words before a colon, written as a name is."""
    head, colon, _ = text.partition(":")
    tokens = head.split()
    if not colon or not MIN_NAME_TOKENS <= len(tokens) <= labels.MAX_NAME_TOKENS:
        return None
    named = all(token[0].isupper() or token.casefold() in words.NAME_JOINTS for token in tokens)
    return head if named and tokens[0][0].isupper() and tokens[-1][0].isupper() else None


def _in_order(blocks: Iterable[Block], speakers: dict[str, Speaker]) -> tuple[Speaker, ...]:
    """The speakers as they first appear, by a label or by being announced."""
    seen: dict[Speaker, None] = {}
    for block in blocks:
        if isinstance(block, LabelLine | SpokenLine) and block.label:
            seen[speakers[block.label.text]] = None
        elif isinstance(block, SceneDescription) and block.announces:
            seen[block.announces] = None
    return tuple(seen)


def _line_of(finding: Finding) -> int:
    return finding.line or 0
