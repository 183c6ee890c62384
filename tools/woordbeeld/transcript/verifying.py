"""Pieces made the text that is read as they want it, with a label wherever one is needed for that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, zip_longest
from typing import Final

from woordbeeld.transcript import labels
from woordbeeld.transcript.directory import Directory
from woordbeeld.transcript.model import Block, Label, LabelLine, SpokenLine, Transcript
from woordbeeld.transcript.pieces import KINDS, Item, ItemKind, TextPart, TextParts, item_of
from woordbeeld.transcript.pins import TranscriptItem, in_order
from woordbeeld.transcript.reader import read
from woordbeeld.transcript.refusals import EditRefusedError, nobody_known, others_would_change
from woordbeeld.transcript.spelling import relabelled, with_spellings
from woordbeeld.words import say

MAX_READS: Final = 50  # nearly always one is enough; each further one fixes a label that lost its meaning

_WOULD_BE: Final = {  # and the reason, for a page
    ItemKind.SPOKEN: (say("error.edit.would_be_speech"), "would-be-speech"),
    ItemKind.SCENE: (say("error.edit.would_be_description"), "would-be-description"),
    ItemKind.SOUND: (say("error.edit.would_be_sound"), "would-be-sound"),
}
_REMEDIES: Final = {  # for what is the first and would be read as the second
    (ItemKind.SPOKEN, ItemKind.SCENE): say("error.edit.begin_word"),
    (ItemKind.SPOKEN, ItemKind.SOUND): say("error.edit.no_capitals"),
    (ItemKind.SCENE, ItemKind.SPOKEN): say("error.edit.begin_on_screen"),
    (ItemKind.SCENE, ItemKind.SOUND): say("error.edit.no_capitals_scene"),
    (ItemKind.SOUND, ItemKind.SPOKEN): say("error.edit.name_heard"),
    (ItemKind.SOUND, ItemKind.SCENE): say("error.edit.name_heard_plainly"),
}


def verified_text(transcript: Transcript, pieces: Sequence[TextPart]) -> str:
    """The text of pieces that once were of this transcript.

    Raises:
        EditRefusedError: it would be read as anything but their items.
    """
    directory = Directory.of(transcript)
    pieces = _labelled_where_due(directory, pieces)
    for _ in range(MAX_READS):
        pieces = _spelled(pieces, transcript.encoding)
        found = read("".join(piece.source for piece in pieces), transcript.encoding)
        misread = _first_misread(pieces, in_order(found))
        if not misread:
            return "".join(piece.source for piece in pieces)
        fixed = _fixed(directory, pieces, *misread)
        if not fixed:
            raise _refusal(pieces, found, *misread)
        pieces = fixed
    raise others_would_change()


def speaker_before(pieces: Sequence[TextPart], at: int) -> str | None:
    """Who would say a line without a label before the piece `at`."""
    for piece in reversed(pieces[:at]):
        if piece.item and piece.item.kind is ItemKind.SPOKEN:
            return piece.item.speaker
        if piece.names:
            return piece.names
    return None


def _labelled_where_due(directory: Directory, pieces: Sequence[TextPart]) -> TextParts:
    """The pieces with a label on each line whose speaker differs from who speaks before it."""
    made, speaker = list(pieces), None
    for at, piece in enumerate(pieces):
        item = piece.item
        if not item or item.kind is not ItemKind.SPOKEN:
            speaker = piece.names or speaker
        elif not piece.by_anybody:
            if item.speaker not in (None, speaker) and not piece.label:
                made[at] = _with_label(directory, piece)
            speaker = item.speaker
    return made


def _spelled(pieces: Sequence[TextPart], encoding: str) -> TextParts:
    """The pieces, with the name of each speaker spelled where it would be read otherwise."""
    speakers = {piece.item.speaker for piece in pieces if piece.item and piece.item.speaker}
    sources = with_spellings([piece.source for piece in pieces], speakers, encoding)
    return [replace(piece, source=source) for piece, source in zip(pieces, sources, strict=True)]


def _with_label(directory: Directory, piece: TextPart) -> TextPart:
    """A piece with the fullest label of its speaker, which is sure to be read as one; remarks stay."""
    label = directory.label_of((piece.item.speaker if piece.item else piece.names) or "")
    label = label if labels.role(label) else label.upper()
    written = piece.written
    if not piece.label:
        return replace(piece, source=replace(written, label=f"{label}: ").source, label=Label(label))
    if piece.item:
        written = replace(written, label=relabelled(written.label, piece.label, label))
    else:
        alone = relabelled(written.text, piece.label, label)
        written = replace(written, text=f"{alone.removesuffix(':')}:")
    return replace(piece, source=written.source, label=replace(piece.label, text=label))


def _first_misread(
    pieces: Sequence[TextPart], found: Sequence[TranscriptItem]
) -> tuple[int, TranscriptItem | None] | None:
    """The first piece whose item is not what was found, with that; past the last where more was found."""
    wanted = (at for at, piece in enumerate(pieces) if piece.item)
    for at, said in zip_longest(wanted, found):
        if at is None:
            return len(pieces), said
        if not said or not _is_read(pieces[at], said):
            return at, said
    return None


def _is_read(piece: TextPart, said: TranscriptItem) -> bool:
    if piece.item and piece.by_anybody:
        return _reads(piece.item, said)
    return piece.item == item_of(said)


def _reads(item: Item, block: Block) -> bool:
    """A block is the item, whoever speaks."""
    return isinstance(block, TranscriptItem) and replace(item_of(block), speaker=item.speaker) == item


def _fixed(directory: Directory, pieces: TextParts, at: int, said: TranscriptItem | None) -> TextParts | None:
    """The pieces with a label at, or else right above, what was misread; None where that is no help.

    A text that is itself the matter of the edit gets no label to be read as speech.
    """
    above = next((upper for upper in range(at - 1, -1, -1) if pieces[upper].item), -1)
    labelled = [near for near in range(min(at, len(pieces) - 1), above, -1) if pieces[near].label]
    item = pieces[at].item if at < len(pieces) else None
    if not labelled and item and item.speaker:
        may_be_labelled = not pieces[at].is_new or (said is not None and _reads(item, said))
        labelled = [at] if may_be_labelled else []
    for near in labelled:
        if (made := _with_label(directory, pieces[near])) != pieces[near]:
            return [*pieces[:near], made, *pieces[near + 1 :]]
    return None


# -- refusals ----------------------------------------------------------------------------------------------


def _refusal(
    pieces: Sequence[TextPart], found: Transcript, at: int, said: TranscriptItem | None
) -> EditRefusedError:
    """Why the pieces cannot be: because of how the new ones are read, or else because of the others."""
    for start, piece in zip(_starts(pieces), pieces, strict=False):
        if piece.is_new and piece.item:
            before = len(piece.written.indent + piece.written.label)
            if refused := _misreading(piece.item, _block_at(found, start + before)):
                return refused
    item = pieces[at].item if at < len(pieces) else None
    if said and item and not item.speaker and _reads(item, said):
        return nobody_known(pieces[at].line)
    return others_would_change()


def _misreading(item: Item, block: Block) -> EditRefusedError | None:
    """Why the text of an item cannot stand in this block; None where it is what it should be, or longer."""
    if _reads(item, block):
        return None
    if isinstance(block, LabelLine | SpokenLine) and block.label:
        return EditRefusedError(
            say("error.edit.would_be_label"),
            reason="would-be-label",
            remedy=say("error.edit.word_otherwise"),
        )
    kind = KINDS[type(block)] if isinstance(block, TranscriptItem) else item.kind
    if kind is item.kind:
        return None
    what, reason = _WOULD_BE[kind]
    return EditRefusedError(what, reason=reason, remedy=_REMEDIES[item.kind, kind])


def _starts(pieces: Sequence[TextPart]) -> Iterator[int]:
    return accumulate((len(piece.source) for piece in pieces), initial=0)


def _block_at(transcript: Transcript, offset: int) -> Block:
    """The block that this character of the text is in."""
    ends = accumulate(len(block.source) for block in transcript.blocks)
    return next(block for block, end in zip(transcript.blocks, ends, strict=True) if end > offset)
