"""Turns made one in the text itself: the label between them goes, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from woordbeeld.transcript import labels
from woordbeeld.transcript.language_editing import give
from woordbeeld.transcript.model import Label, LabelLine, SpokenLine, Transcript
from woordbeeld.transcript.pieces import TextPart, TextParts, pieces_of, taken_out
from woordbeeld.transcript.reader import read
from woordbeeld.transcript.refusals import EditRefusedError
from woordbeeld.transcript.verifying import verified_text
from woordbeeld.transcript.writer import write
from woordbeeld.words import say


def join_turn(transcript: Transcript, line: SpokenLine) -> str:
    """The text in which the turn of a line goes on with the turn before it, said by who says that one.

    A remark beside the label that goes is written beside the one that stays; where the turn was another
    speaker's, it goes with that speaker.

    Raises:
        EditRefusedError: there is no turn before, or something else than a label says who speaks here.
    """
    at = next(at for at, each in enumerate(transcript.spoken_lines) if each.turn == line.turn)
    if not at:
        raise EditRefusedError(
            say("error.edit.no_turn_before"),
            reason="no-first-turn",
            remedy=say("error.edit.choose_later_turn"),
        )
    before = transcript.spoken_lines[at - 1].speaker
    if before and line.speaker != before:
        numbers = [each.line for each in transcript.spoken_lines if each.turn == line.turn]
        transcript = read(give(transcript, numbers, before.name), transcript.encoding)
    if _is_one(transcript, at):
        return write(transcript)
    text = verified_text(transcript, _without_label(transcript, at))
    if not _is_one(read(text, transcript.encoding), at):
        raise _also_described()
    return text


def _is_one(transcript: Transcript, at: int) -> bool:
    """Whether a spoken line, by its place among them, is in the turn of the one before it."""
    lines = transcript.spoken_lines
    return lines[at].turn == lines[at - 1].turn


def _without_label(transcript: Transcript, at: int) -> TextParts:
    """The pieces without the label that opens the turn of a spoken line, by its place among them."""
    lines, pieces = transcript.spoken_lines, pieces_of(transcript)
    first = next(each for each in lines if each.turn == lines[at - 1].turn)
    opening, closing = _label_of(transcript, first), _label_of(transcript, lines[at])
    if closing is None:
        raise _also_described()
    remark = labels.remark(pieces[closing].label or Label(""))
    if remark and opening is None:
        raise _also_described()
    if opening is not None:
        pieces[opening] = _with_remark(pieces[opening], remark)
    if pieces[closing].item is None:
        return taken_out(pieces, {closing})
    source = replace(pieces[closing].written, label="").source
    pieces[closing] = replace(pieces[closing], source=source, label=None, names=None, is_new=True)
    return pieces


def _label_of(transcript: Transcript, line: SpokenLine) -> int | None:
    """The place of the block with the label of a line: its own, or the nearest alone above it."""
    blocks = transcript.blocks
    at = next(at for at, block in enumerate(blocks) if block is line)
    if line.label:
        return at
    for above in range(at - 1, -1, -1):
        if isinstance(blocks[above], SpokenLine):
            return None
        if isinstance(blocks[above], LabelLine):
            return above
    return None


def _with_remark(piece: TextPart, remark: str) -> TextPart:
    """A piece with a remark beside its label, after those that it has."""
    label = piece.label
    if not label or not remark or remark == labels.remark(label):
        return piece
    if label.qualifier:
        told = f"{label.qualifier}, {remark}"
        source = piece.source.replace(label.qualifier, told, 1)
    else:
        told = remark
        source = piece.source.replace(label.text, f"{label.text} ({told})", 1)
    return replace(piece, source=source, label=replace(label, qualifier=told))


def _also_described() -> EditRefusedError:
    return EditRefusedError(
        say("error.edit.also_described"), reason="also-described", remedy=say("error.edit.change_description")
    )
