"""Speakers corrected in the text itself: only the lines that must change do, to the character.

Every edit is tried and read back: who says what must be just what was asked, or the edit is refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rapidfuzz import process

from woordbeeld.errors import BadInputError
from woordbeeld.transcript import descriptions, labels
from woordbeeld.transcript.model import (
    Blank,
    Block,
    LabelLine,
    SceneDescription,
    Speaker,
    SpokenLine,
    Transcript,
)
from woordbeeld.transcript.reader import read
from woordbeeld.transcript.speakers import canonical_name
from woordbeeld.transcript.words import WHITE

LIKE_ENOUGH: Final = 60  # of 100, for a name to be offered in place of an unknown one

Sources = tuple[str, ...]  # the text of each block; joined they are the file
Wanted = Mapping[int, Speaker | str | None]  # for each spoken line who is to speak: as before, or a new label


class EditRefusedError(BadInputError):
    """An edit that cannot be done as asked; `reason` is a stable id, to tell it in another language by."""

    def __init__(self, what: str, *, reason: str, where: str = "", remedy: str = "") -> None:
        super().__init__(what, where=where, remedy=remedy)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Written:
    """The source of a line in parts: its indent, its label with colon and space, its text, what ends it."""

    indent: str
    label: str
    text: str
    trail: str

    @classmethod
    def of(cls, source: str, text: str) -> Written:
        """A source whose last words are this text."""
        indent, end = len(source) - len(source.lstrip(WHITE)), len(source.rstrip(WHITE))
        start = end - len(text)
        return cls(source[:indent], source[indent:start], source[start:end], source[end:])

    @property
    def source(self) -> str:
        return self.indent + self.label + self.text + self.trail


def find_speaker(transcript: Transcript, name: str) -> Speaker:
    """The speaker that a name, a label or the end of a name means.

    Raises:
        EditRefusedError: there is none, or more than one; the error offers the nearest.
    """
    asked = labels.key(name)
    whole = [one for one in transcript.speakers if asked in map(labels.key, _names(one))]
    ends = [one for one in transcript.speakers if asked in labels.tails(labels.key(one.name))]
    if len(found := whole or ends) == 1:
        return found[0]
    if found:
        both = " or ".join(f"'{one.name}'" for one in found)
        raise EditRefusedError(
            f"'{name}' may be {both}", reason="ambiguous-name", remedy="give the full name"
        )
    known = {speaker.name.casefold(): speaker.name for speaker in transcript.speakers}
    near = process.extractOne(name.casefold(), known.keys(), score_cutoff=LIKE_ENOUGH)
    remedy = f"did you mean '{known[near[0]]}'?" if near else "see who speaks: woordbeeld speakers list"
    raise EditRefusedError(f"nobody in it is called '{name}'", reason="unknown-speaker", remedy=remedy)


def set_speaker(transcript: Transcript, lines: Collection[int], name: str) -> str:
    """The text in which the lines with these numbers are said by somebody else, known or new.

    Lines around them keep their speakers: a label is written where one is needed, and one that is needed no
    longer is taken out.

    Raises:
        EditRefusedError: a number is of no spoken line, or the name makes no label.
    """
    spoken = {line.line: line for line in transcript.spoken_lines}
    if missing := sorted(set(lines) - set(spoken)):
        raise EditRefusedError(
            f"nobody speaks on line {missing[0]}",
            reason="not-spoken",
            remedy="give the number of a spoken line",
        )
    label = label_of(transcript, name)
    wanted = {line: spoken[line].speaker for line in spoken} | dict.fromkeys(lines, label)
    return _relabelled(transcript, wanted, label)


def rename_speaker(transcript: Transcript, old: str, new: str) -> str:
    """The text in which a speaker has another name, wherever a label or a description gives it.

    Short labels stay where they are the end of the new name too. Remarks beside a label stay.

    Raises:
        EditRefusedError: nobody is called so, the new name makes no label, or somebody has it already.
    """
    speaker = find_speaker(transcript, old)
    label = new_label(new)
    # Otherwise written, it may still be the same person: a misspelt name made right.
    others = [other for other in transcript.speakers if other != speaker]
    if any(labels.key(label) in map(labels.key, other.labels) for other in others):
        raise EditRefusedError(
            f"'{new}' speaks in it already", reason="name-taken", remedy="to make two speakers one, use merge"
        )
    return _renamed(transcript, speaker, label, canonical_name(label))


def merge_speakers(transcript: Transcript, source: str, target: str) -> str:
    """The text in which what one speaker says is said by another, under that one's label.

    Raises:
        EditRefusedError: one of them is not there, or they are one already.
    """
    one, other = find_speaker(transcript, source), find_speaker(transcript, target)
    if one == other:
        raise EditRefusedError(
            f"'{source}' and '{target}' are one speaker already",
            reason="already-one",
            remedy="nothing is to be done",
        )
    return _renamed(transcript, one, label_of(transcript, other.name), other.name)


def swap_speakers(transcript: Transcript, one: str, other: str) -> str:
    """The text in which two speakers have changed places, under whatever label each line stands.

    Raises:
        EditRefusedError: one of them is not there, they are one, or they cannot both be told by a label.
    """
    pair = find_speaker(transcript, one), find_speaker(transcript, other)
    if pair[0] == pair[1]:
        raise EditRefusedError(
            f"'{one}' and '{other}' are one speaker", reason="already-one", remedy="nothing is to be done"
        )
    if not all(speaker.labels for speaker in pair):
        raise others_would_change()
    label = {text: mine.labels[0] for mine, his in (pair, pair[::-1]) for text in his.labels}
    text = "".join(
        block.source.replace(block.label.text, label[block.label.text], 1)
        if isinstance(block, SpokenLine | LabelLine) and block.label and block.label.text in label
        else block.source
        for block in transcript.blocks
    )
    names = {pair[0].name: pair[1].name, pair[1].name: pair[0].name}
    after = read(text, transcript.encoding)
    wanted = [_told(line, names) for line in transcript.spoken_lines]
    if wanted != [_told(line, {}) for line in after.spoken_lines]:
        raise others_would_change()
    return text


def _told(line: SpokenLine, names: Mapping[str, str]) -> tuple[int, str, str | None]:
    """Where a line stands, what is said, and by whom, some of whom have another name."""
    name = line.speaker.name if line.speaker else None
    return line.line, line.text, names.get(name, name) if name else None


# -- labels ------------------------------------------------------------------------------------------------


def label_of(transcript: Transcript, name: str) -> str:
    """The label under which somebody speaks: the fullest that the text has, else the name in capitals."""
    try:
        speaker = find_speaker(transcript, name)
    except EditRefusedError:
        return new_label(name)
    return speaker.labels[0] if speaker.labels else new_label(speaker.name)


def new_label(name: str) -> str:
    label = " ".join(name.split())
    label = label if labels.role(label) else label.upper()
    first = next(iter(read(f"{label}: Ja.\n").spoken_lines), None)
    if not first or not first.label or first.label.text != label or first.label.qualifier:
        raise EditRefusedError(
            f"'{name}' makes no label", reason="no-label", remedy="give a name or a role, without a colon"
        )
    return label


def _with_label(block: SpokenLine, label: str | None) -> str:
    """The source of a spoken line under another label, None for none; a remark goes with the old label."""
    return replace(Written.of(block.source, block.text), label=f"{label}: " if label else "").source


# -- setting speakers --------------------------------------------------------------------------------------


def _relabelled(transcript: Transcript, wanted: Wanted, label: str) -> str:
    """The text in which each line is said by whom is wanted."""
    blocks = transcript.blocks
    sources = [block.source for block in blocks]
    spare: list[tuple[int, SpokenLine]] = []  # labels that may turn out not to be needed
    after_chosen = False
    for at, block in enumerate(blocks):
        if not isinstance(block, SpokenLine):
            continue
        chosen = isinstance(wanted[block.line], str)
        above = _label_above(blocks, at)
        if chosen and above:
            sources[above[0]] = _label_line(above[1], label)
            sources[at] = _with_label(block, None)
        elif chosen:
            sources[at] = _with_label(block, label)
        elif after_chosen and not above:
            sources[at] = _labelled(transcript, block)
        if (chosen or after_chosen) and not above and not (block.label and _is_announced(blocks, at)):
            spare.append((at, block))
        after_chosen = chosen
    return _slimmed(transcript, tuple(sources), spare, wanted, label)


def _is_announced(blocks: Sequence[Block], at: int) -> bool:
    """A description before it announces who speaks, so that its label says it once more."""
    for block in reversed(blocks[:at]):
        if isinstance(block, SpokenLine | LabelLine):
            return False
        if isinstance(block, SceneDescription) and block.announces:
            return True
    return False


def _labelled(transcript: Transcript, block: SpokenLine) -> str:
    """The source of a spoken line that says itself who speaks."""
    if block.label:
        return block.source
    if not block.speaker:
        raise nobody_known(block.line)
    return _with_label(block, label_of(transcript, block.speaker.name))


def _slimmed(
    transcript: Transcript,
    sources: Sources,
    spare: Sequence[tuple[int, SpokenLine]],
    wanted: Wanted,
    label: str,
) -> str:
    """The text without those spare labels that it does not need for everybody to be who is wanted."""
    if not _is_as_wanted(transcript, sources, wanted, label):
        raise others_would_change()
    for some in (spare, spare[1:], *([one] for one in spare)):
        slimmer = list(sources)
        for at, block in some:
            slimmer[at] = _with_label(block, None)
        if tuple(slimmer) != sources and _is_as_wanted(transcript, slimmer, wanted, label):
            sources = tuple(slimmer)
            if some is spare:
                break
    return "".join(sources)


def _is_as_wanted(transcript: Transcript, sources: Sequence[str], wanted: Wanted, label: str) -> bool:
    found = read("".join(sources), transcript.encoding)
    if not _same_but_for_speakers(transcript, found):
        return False
    for line in found.spoken_lines:
        asked = wanted[line.line]
        if isinstance(asked, str):
            if not line.speaker or labels.key(label) not in map(labels.key, _names(line.speaker)):
                return False
        elif (asked and asked.name) != (line.speaker and line.speaker.name):
            return False
    return True


def _names(speaker: Speaker) -> Iterator[str]:
    yield from speaker.labels
    yield speaker.name


def _same_but_for_speakers(before: Transcript, after: Transcript) -> bool:
    """Both have the same lines of speech, scenes and sounds, whoever speaks."""

    def told(transcript: Transcript) -> list[tuple[type, int, str]]:
        blocks = (block for block in transcript.blocks if not isinstance(block, Blank | LabelLine))
        return [(type(block), block.line, block.text) for block in blocks]

    return told(before) == told(after)


def _label_above(blocks: Sequence[Block], at: int) -> tuple[int, LabelLine] | None:
    """The label that stands alone right above a spoken line, with nothing but empty lines between."""
    above = at - 1
    while above >= 0 and isinstance(blocks[above], Blank):
        above -= 1
    block = blocks[above] if above >= 0 else None
    return (above, block) if isinstance(block, LabelLine) else None


def _label_line(block: LabelLine, label: str) -> str:
    """A label alone on its line replaced by another, with a colon, which makes it one for sure."""
    return replace(Written.of(block.source, block.source.strip(WHITE)), text=f"{label}:").source


# -- renaming ----------------------------------------------------------------------------------------------


def _renamed(transcript: Transcript, speaker: Speaker, label: str, name: str) -> str:
    """The text in which a speaker has another label and name everywhere."""
    keep = {labels.key(short) for short in speaker.labels} & set(labels.tails(labels.key(label)))
    for kept in (keep, set[labels.Key]()):
        text = "".join(_new_name(block, speaker, label, name, kept) for block in transcript.blocks)
        if _is_renamed(transcript, read(text, transcript.encoding), speaker, name):
            return text
    raise others_would_change()


def _new_name(block: Block, speaker: Speaker, label: str, name: str, keep: Collection[labels.Key]) -> str:
    if isinstance(block, SpokenLine | LabelLine) and block.label and block.label.text in speaker.labels:
        if labels.key(block.label.text) in keep:
            return block.source
        return block.source.replace(block.label.text, label, 1)
    if isinstance(block, SceneDescription) and block.announces == speaker:
        end = descriptions.announcement(block.text)
        if end and labels.key(" ".join(end.tokens)) not in keep:
            return _last_replaced(block.source, end.tokens, name)
    return block.source


def _last_replaced(source: str, tokens: Sequence[str], name: str) -> str:
    """A text with the last place of these words, whatever the space between them, replaced."""
    found = list(re.finditer(r"\s+".join(map(re.escape, tokens)), source))
    return source[: found[-1].start()] + name + source[found[-1].end() :] if found else source


def _is_renamed(before: Transcript, after: Transcript, speaker: Speaker, name: str) -> bool:
    """Whether all is said and announced by whom it was, but for the one with the new name."""

    def told(transcript: Transcript) -> list[tuple[int, str, str | None]]:
        said = [(line.line, line.text, line.speaker) for line in transcript.spoken_lines]
        announced = [(scene.line, "", scene.announces) for scene in transcript.scenes]
        return [(line, text, who.name if who else None) for line, text, who in (*said, *announced)]

    expected = [(line, text, name if who == speaker.name else who) for line, text, who in told(before)]
    return told(after) == expected


# -- refusals ----------------------------------------------------------------------------------------------


def others_would_change() -> EditRefusedError:
    return EditRefusedError(
        "it cannot be changed so that all others stay who they are",
        reason="others-would-change",
        remedy="write full names in the labels first, or change the text by hand",
    )


def nobody_known(line: int) -> EditRefusedError:
    return EditRefusedError(
        f"nobody is known to speak on line {line}, and somebody would",
        reason="no-speaker",
        remedy="say who speaks there too",
    )
