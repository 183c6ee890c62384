"""Speakers corrected in the text itself: only the lines that must change do, to the character.

Every edit is tried and read back: who says what must be just what was asked, or the edit is refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from woordbeeld.textfile import WHITE
from woordbeeld.transcript import descriptions, labels
from woordbeeld.transcript.directory import Directory, new_label
from woordbeeld.transcript.model import (
    Blank,
    Block,
    LabelLine,
    SceneDescription,
    Sound,
    Speaker,
    SpokenLine,
    Transcript,
)
from woordbeeld.transcript.pins import TranscriptItem, in_order
from woordbeeld.transcript.reader import read
from woordbeeld.transcript.refusals import (
    EditRefusedError,
    already_one,
    nobody_known,
    others_would_change,
)
from woordbeeld.transcript.speakers import canonical_name, naming_end
from woordbeeld.transcript.spelling import relabelled, typed_name, with_spellings
from woordbeeld.words import say

MAX_READS: Final = 50  # nearly always one is enough; each further one looks for labels that must stay


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who is to say some lines: the label to be written, and the name that it is to mean."""

    label: str
    name: str


Wanted = Mapping[
    int, Speaker | Chosen | None
]  # for each spoken line who is to speak: as before, or the chosen

__all__ = ["EditRefusedError", "merge_speakers", "rename_speaker", "set_speaker", "swap_speakers"]


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


def set_speaker(transcript: Transcript, lines: Collection[int], name: str) -> str:
    """The text in which the lines with these numbers are said by somebody else, known or new.

    Lines around them keep their speakers: a label is written where one is needed, and one that is needed no
    longer is taken out, unless it stands below a scene or a sound, where people often say anew who speaks.

    Raises:
        EditRefusedError: a number is of no spoken line, or the name makes no label.
    """
    spoken = {line.line: line for line in transcript.spoken_lines}
    if missing := sorted(set(lines) - set(spoken)):
        raise EditRefusedError(
            say("error.lines.nobody", line=missing[0]),
            reason="not-spoken",
            remedy=say("error.lines.give_one"),
        )
    directory = Directory.of(transcript)
    label = directory.label_of(name)
    known = directory.whole.get(labels.key(label))
    chosen = Chosen(label, known[0].name if known else typed_name(name) or canonical_name(label))
    wanted = {line: spoken[line].speaker for line in spoken} | dict.fromkeys(lines, chosen)
    return _relabelled(transcript, directory, wanted, chosen)


def rename_speaker(transcript: Transcript, old: str, new: str) -> str:
    """The text in which a speaker has another name, wherever a label or a description gives it.

    Short labels stay where they are the end of the new name too. Remarks beside a label stay.

    Raises:
        EditRefusedError: nobody is called so, the new name makes no label, or somebody has it already.
    """
    speaker = Directory.of(transcript).find(old)
    label = new_label(new)
    # Otherwise written, it may still be the same person: a misspelt name made right.
    others = (other for other in transcript.speakers if other != speaker)
    if labels.key(label) in {labels.key(theirs) for other in others for theirs in other.labels}:
        raise EditRefusedError(
            say("error.edit.name_taken", name=new),
            reason="name-taken",
            remedy=say("error.edit.use_merge"),
        )
    return _renamed(transcript, speaker, label, typed_name(new) or canonical_name(label))


def merge_speakers(transcript: Transcript, source: str, target: str) -> str:
    """The text in which what one speaker says is said by another, under that one's label.

    Raises:
        EditRefusedError: one of them is not there, or they are one already.
    """
    directory = Directory.of(transcript)
    one, other = directory.find(source), directory.find(target)
    if one == other:
        raise already_one(source, target)
    return _renamed(transcript, one, directory.label_of(other.name), other.name)


def swap_speakers(transcript: Transcript, one: str, other: str) -> str:
    """The text in which two speakers have changed places, under whatever label each line stands.

    Raises:
        EditRefusedError: one of them is not there, they are one, or they cannot both be told by a label.
    """
    directory = Directory.of(transcript)
    pair = directory.find(one), directory.find(other)
    if pair[0] == pair[1]:
        raise already_one(one, other)
    if not all(speaker.labels for speaker in pair):
        raise others_would_change()
    label = {text: mine.labels[0] for mine, his in (pair, pair[::-1]) for text in his.labels}
    sources = [
        relabelled(block.source, block.label, label[block.label.text])
        if isinstance(block, SpokenLine | LabelLine) and block.label and block.label.text in label
        else block.source
        for block in transcript.blocks
    ]
    text = "".join(with_spellings(sources, _names(transcript), transcript.encoding))
    names = {pair[0].name: pair[1].name, pair[1].name: pair[0].name}
    after = read(text, transcript.encoding)
    wanted = [_told(line, names) for line in transcript.spoken_lines]
    if wanted != [_told(line, {}) for line in after.spoken_lines]:
        raise others_would_change()
    return text


def _told(line: SpokenLine, names: Mapping[str, str]) -> tuple[int, str, str | None]:
    """Where a line stands, what is said, and by whom, some of whom have another name."""
    name = _name(line.speaker)
    return line.line, line.text, names.get(name, name) if name else None


def _name(speaker: Speaker | Chosen | None) -> str | None:
    return speaker.name if speaker else None


def _names(transcript: Transcript) -> list[str]:
    return [speaker.name for speaker in transcript.speakers]


# -- setting speakers --------------------------------------------------------------------------------------


def _with_label(block: SpokenLine, label: str | None) -> str:
    """The source of a spoken line under another label, None for none; a remark goes with the old label."""
    return replace(Written.of(block.source, block.text), label=f"{label}: " if label else "").source


def _relabelled(transcript: Transcript, directory: Directory, wanted: Wanted, chosen: Chosen) -> str:
    """The text in which each line is said by whom is wanted."""
    sources = [block.source for block in transcript.blocks]
    spare: set[int] = set()  # labels that may turn out not to be needed
    after_chosen = False
    for place in _places(transcript.blocks):
        at, block, above = place.at, place.block, place.label_above
        is_chosen = isinstance(wanted[block.line], Chosen)
        if is_chosen and above:
            sources[above[0]] = _label_line(above[1], chosen.label)
            sources[at] = _with_label(block, None)
        elif is_chosen:
            sources[at] = _with_label(block, chosen.label)
        elif after_chosen and not above:
            sources[at] = _labelled(directory, block)
        is_told_anew = block.label and (place.is_announced or (place.after_event and not is_chosen))
        if (is_chosen or after_chosen) and not above and not is_told_anew:
            spare.add(at)
        after_chosen = is_chosen
    if not (verified := _as_wanted(transcript, sources, wanted, chosen)):
        raise others_would_change()
    idle = [at for at in _said_by_who_spoke_before(transcript, wanted) if at in spare]
    return "".join(_without_labels(transcript, verified, idle, wanted, chosen))


@dataclass(frozen=True, slots=True)
class _Place:
    """A spoken line among the blocks, with what says before it who speaks.

    `label_above` stands alone right above it, with nothing but empty lines between; it `is_announced` where a
    description since the last line or label tells who speaks, and stands `after_event` where anything seen or
    heard stands between that and it.
    """

    at: int
    block: SpokenLine
    label_above: tuple[int, LabelLine] | None
    is_announced: bool
    after_event: bool


def _places(blocks: Sequence[Block]) -> Iterator[_Place]:
    label_above, is_announced, after_event = None, False, False
    for at, block in enumerate(blocks):
        if isinstance(block, Blank):
            continue
        if isinstance(block, SpokenLine):
            yield _Place(at, block, label_above, is_announced, after_event)
        label_above = (at, block) if isinstance(block, LabelLine) else None
        if isinstance(block, SceneDescription):
            is_announced = is_announced or block.announces is not None
        elif isinstance(block, SpokenLine | LabelLine):
            is_announced = False
        after_event = isinstance(block, SceneDescription | Sound)


def _labelled(directory: Directory, block: SpokenLine) -> str:
    """The source of a spoken line that says itself who speaks."""
    if block.label:
        return block.source
    if not block.speaker:
        raise nobody_known(block.line)
    return _with_label(block, directory.label_of(block.speaker.name))


def _said_by_who_spoke_before(transcript: Transcript, wanted: Wanted) -> Iterator[int]:
    """The blocks that, as is wanted, go on with who speaks before them."""
    names = {text: speaker.name for speaker in transcript.speakers for text in speaker.labels}
    speaking: str | None = None
    for at, block in enumerate(transcript.blocks):
        if isinstance(block, SpokenLine):
            name = _name(wanted[block.line])
            if name == speaking:
                yield at
            speaking = name
        elif isinstance(block, LabelLine):
            speaking = names[block.label.text]
        elif isinstance(block, SceneDescription) and block.announces:
            speaking = block.announces.name


def _without_labels(
    transcript: Transcript, sources: Sequence[str], idle: Sequence[int], wanted: Wanted, chosen: Chosen
) -> Sequence[str]:
    """The sources without those of these labels that are not needed for everybody to be who is wanted.

    What cannot go together is tried by halves; a label too much does no harm, so that ends after some.
    """
    waiting = [idle] if idle else []
    for _ in range(MAX_READS):
        if not waiting:
            break
        some = waiting.pop()
        slimmer = list(sources)
        for at in some:
            block = transcript.blocks[at]
            if isinstance(block, SpokenLine):
                slimmer[at] = _with_label(block, None)
        if verified := _as_wanted(transcript, slimmer, wanted, chosen):
            sources = verified
        elif len(some) > 1:
            waiting += [some[len(some) // 2 :], some[: len(some) // 2]]
    return sources


def _as_wanted(
    transcript: Transcript, sources: Sequence[str], wanted: Wanted, chosen: Chosen
) -> Sequence[str] | None:
    """The sources, with names spelled that lost their spelling; None where anything is not as wanted."""
    spelled = with_spellings(sources, {*_names(transcript), chosen.name}, transcript.encoding)
    found = read("".join(spelled), transcript.encoding)
    if not _same_but_for_speakers(transcript, found):
        return None
    called = Directory.of(found).whole.get(labels.key(chosen.label), ())
    for line in found.spoken_lines:
        asked = wanted[line.line]
        as_asked = line.speaker in called if asked is chosen else _name(asked) == _name(line.speaker)
        if not as_asked:
            return None
    return spelled


def _same_but_for_speakers(before: Transcript, after: Transcript) -> bool:
    """Both have the same lines of speech, scenes and sounds, whoever speaks."""

    def told(transcript: Transcript) -> list[tuple[type, int, str]]:
        blocks = (block for block in transcript.blocks if not isinstance(block, Blank | LabelLine))
        return [(type(block), block.line, block.text) for block in blocks]

    return told(before) == told(after)


def _label_line(block: LabelLine, label: str) -> str:
    """A label alone on its line replaced by another, with a colon, which makes it one for sure."""
    return replace(Written.of(block.source, block.source.strip(WHITE)), text=f"{label}:").source


# -- renaming ----------------------------------------------------------------------------------------------


def _renamed(transcript: Transcript, speaker: Speaker, label: str, name: str) -> str:
    """The text in which a speaker has another label and name everywhere."""
    keep = set(map(labels.key, speaker.labels)) & set(labels.tails(labels.key(label)))
    for kept in (keep, set[labels.Key]()):
        renaming = _Renaming(speaker, frozenset(speaker.labels), label, name, kept)
        sources = map(renaming.source, transcript.blocks)
        spelled = [name, *(other for other in _names(transcript) if other != speaker.name)]
        text = "".join(with_spellings(list(sources), spelled, transcript.encoding))
        after = in_order(read(text, transcript.encoding))
        if list(map(renaming.told, in_order(transcript))) == list(map(_told_now, after)):
            return text
    raise others_would_change()


@dataclass(frozen=True, slots=True)
class _Renaming:
    """A speaker with all labels, the new label and name, and the labels that stay."""

    speaker: Speaker
    old_labels: frozenset[str]
    label: str
    name: str
    keep: Collection[labels.Key]

    def source(self, block: Block) -> str:
        if isinstance(block, SpokenLine | LabelLine) and block.label and block.label.text in self.old_labels:
            kept = labels.key(block.label.text) in self.keep
            return relabelled(block.source, block.label, block.label.text if kept else self.label)
        return self._announced(block, block.source)

    def told(self, block: TranscriptItem) -> tuple[int, str, str | None]:
        """Where something is to stand, in which words, and by whom it is to be said or whom announce."""
        who = _who(block)
        name = self.name if who == self.speaker else _name(who)
        return block.line, self._announced(block, block.text), name

    def _announced(self, block: Block, text: str) -> str:
        """A text with the end of an announcement that names the speaker replaced."""
        if not isinstance(block, SceneDescription) or block.announces != self.speaker:
            return text
        end = descriptions.announcement(block.text)
        tokens = naming_end(end.tokens, self.speaker) if end else ()
        if not tokens or labels.key(" ".join(tokens)) in self.keep:
            return text
        return _last_replaced(text, tokens, self.name)


def _last_replaced(text: str, tokens: Sequence[str], name: str) -> str:
    """A text with the last place of these words, whatever the space between them, replaced."""
    found = list(re.finditer(r"\s+".join(map(re.escape, tokens)), text))
    return text[: found[-1].start()] + name + text[found[-1].end() :] if found else text


def _told_now(block: TranscriptItem) -> tuple[int, str, str | None]:
    return block.line, block.text, _name(_who(block))


def _who(block: TranscriptItem) -> Speaker | None:
    """Who says a line, or is announced by a scene."""
    match block:
        case SpokenLine():
            return block.speaker
        case SceneDescription():
            return block.announces
        case Sound():
            return None
