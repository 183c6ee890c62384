"""Lines, scenes and sounds worded otherwise, put in, taken out, cut, joined and moved in the text itself.

Only the lines that must change do, to the character. Every edit is tried and read back: the items and who
says them must be just what was asked, or the edit is refused. An item is given as its block, since two of
them may start on one physical line.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import accumulate, takewhile
from typing import Final

from woordbeeld.textfile import WHITE
from woordbeeld.transcript import descriptions
from woordbeeld.transcript.asides import is_slugline, names_sound
from woordbeeld.transcript.directory import Directory, new_label
from woordbeeld.transcript.editing import Written
from woordbeeld.transcript.model import (
    Block,
    SceneDescription,
    Sound,
    SpokenLine,
    Transcript,
)
from woordbeeld.transcript.pieces import (
    KINDS,
    Between,
    Item,
    ItemKind,
    Spacing,
    TextPart,
    TextParts,
    item_of,
    pieces_of,
    put_in,
    taken_out,
    turn_below,
)
from woordbeeld.transcript.pins import TranscriptItem
from woordbeeld.transcript.refusals import EditRefusedError, line_gone, not_movable
from woordbeeld.transcript.speakers import canonical_name
from woordbeeld.transcript.spelling import typed_name
from woordbeeld.transcript.verifying import speaker_before, verified_text
from woordbeeld.transcript.writer import write
from woordbeeld.words import Message, say

# What may stand around a text without being part of it.
_PAIRS: Final = (("[", "]"), ("(", ")"), ("{", "}"))
_BRACKETS: Final = {
    ItemKind.SPOKEN: (),
    ItemKind.SCENE: _PAIRS,
    ItemKind.SOUND: (*_PAIRS, ("*", "*"), ("♪", "♪")),
}

__all__ = ["ItemKind", "change_kind", "delete", "insert", "join", "move", "reword", "reword_all", "split"]


def reword(transcript: Transcript, item: TranscriptItem, text: str) -> str:
    """The text in which an item has other words; its label, indent, brackets and line end stay.

    White space in them becomes single spaces, a sound gets capitals unless it has small letters, and a scene
    over several lines becomes one line. Where a scene announces somebody else than before, that one speaks
    below it; else those below keep their speaker.

    Raises:
        EditRefusedError: there are no words, or they would be read as anything else.
    """
    if text == item.text:
        _place(transcript, item)
        return write(transcript)
    words = _words(KINDS[type(item)], text, remedy=say("error.edit.delete_instead"))
    may_announce = isinstance(item, SceneDescription) and item.announces and descriptions.announcement(words)
    return reword_all(transcript, [(item, text)], by_anybody=bool(may_announce))


def reword_all(
    transcript: Transcript, texts: Sequence[tuple[TranscriptItem, str]], *, by_anybody: bool = False
) -> str:
    """The text in which items have other words (see `reword`), all at once.

    Everybody stays who they were, unless what is said below may be said `by_anybody`.

    Raises:
        EditRefusedError: one has no words, or they would be read as anything else.
    """
    pieces = pieces_of(transcript)
    for at, (item, text) in zip(_places(transcript, [item for item, _ in texts]), texts, strict=True):
        words = _cased(item, _words(KINDS[type(item)], text, remedy=say("error.edit.delete_instead")))
        wanted = replace(item_of(item), text=words)
        pieces[at] = replace(pieces[at], source=_reworded(item, words), item=wanted, is_new=True)
        for below in turn_below(pieces, at) if by_anybody else ():
            pieces[below] = replace(pieces[below], by_anybody=True)
    return verified_text(transcript, pieces)


def insert(
    transcript: Transcript,
    after: TranscriptItem | None,
    kind: ItemKind,
    text: str,
    speaker: str | None = None,
) -> str:
    """The text with a new item after another, None for before everything.

    A line is said by `speaker`, known or new; None for whoever speaks there. A scene stands in parentheses, a
    sound in capitals (and in brackets where it would be read as something else without), each on a line of
    its own, with blank lines around it where the file has them.

    Raises:
        EditRefusedError: there are no words, they would be read as anything else, or the speaker has no label
            that leaves all others who they are.
    """
    words = _words(kind, text, remedy=say("error.edit.write_something"))
    pieces = pieces_of(transcript)
    at = _first(pieces) if after is None else _place(transcript, after) + 1
    who = None
    if kind is ItemKind.SPOKEN:
        who = speaker_before(pieces, at) if speaker is None else _name(transcript, speaker)
    piece, plain_to_see = _new(kind, words, who)
    return _put_in_verified(transcript, pieces, at, piece, plain_to_see)


def delete(transcript: Transcript, items: Collection[TranscriptItem]) -> str:
    """The text without these items; everybody left is who they were.

    A label on a line that goes is taken over by the next line of its turn, and a label alone on its line goes
    with the last line under it. Of two runs of blank lines that meet, the first stays.

    Raises:
        EditRefusedError: what is left would be read otherwise than before.
    """
    pieces = pieces_of(transcript)
    gone = set(_places(transcript, items))
    _pass_labels_on(pieces, gone)
    return verified_text(transcript, taken_out(pieces, gone | set(_idle_labels(pieces, gone))))


def change_kind(transcript: Transcript, item: TranscriptItem, kind: ItemKind) -> str:
    """The text in which an item is speech, a scene or a sound instead, in the same place.

    Speech is said by whoever speaks there; what was a sound in capitals gets small letters but the first. A
    label on a line that is speech no more goes to the next line of its turn, and everybody else stays who
    they were.

    Raises:
        EditRefusedError: it would be read as anything else, or nobody speaks there.
    """
    if KINDS[type(item)] is kind:
        return write(transcript)
    pieces, at = pieces_of(transcript), _place(transcript, item)
    _pass_labels_on(pieces, {at})
    gone = {at, *_idle_labels(pieces, {at})}
    left = taken_out(pieces, gone)
    place = min(at - sum(each < at for each in gone), len(left))
    while place and left[place - 1].is_blank:
        place -= 1
    place = max(place, _first(left))
    words = item.said if isinstance(item, SpokenLine) else item.text
    words = words.capitalize() if isinstance(item, Sound) and words.isupper() else words
    who = speaker_before(left, place) if kind is ItemKind.SPOKEN else None
    piece, plain_to_see = _new(kind, _words(kind, words, remedy=say("error.edit.write_something")), who)
    return _put_in_verified(transcript, left, place, piece, plain_to_see)


def split(transcript: Transcript, line: SpokenLine, at: int) -> str:
    """The text in which a line is cut in two before the character `at` of its text (in code points).

    White space at the cut goes.

    Raises:
        EditRefusedError: nothing would be left on one side, or a half would be read as anything else.
    """
    place = _place(transcript, line)
    first, second = line.text[: max(at, 0)].rstrip(WHITE), line.text[max(at, 0) :].lstrip(WHITE)
    if not first or not second:
        raise _at_edge(say("error.edit.nothing_to_cut"), say("error.edit.between_words"))
    pieces = pieces_of(transcript)
    written = Written.of(line.source, line.text)
    upper = replace(written, text=first, trail=Spacing.of(pieces).line_end)
    lower = replace(written, label="", text=second)
    item = item_of(line)
    pieces[place : place + 1] = [
        replace(pieces[place], source=upper.source, item=replace(item, text=first), is_new=True),
        TextPart(lower.source, replace(item, text=second), is_new=True),
    ]
    return verified_text(transcript, pieces)


def join(transcript: Transcript, line: SpokenLine, next_line: SpokenLine) -> str:
    """The text in which two lines of one speaker, with nothing but blank lines between, are one.

    A label of the second goes.

    Raises:
        EditRefusedError: something stands between them, or they have two speakers.
    """
    first, last = _place(transcript, line), _place(transcript, next_line)
    pieces = pieces_of(transcript)
    between = pieces[first + 1 : last]
    if first >= last or any(piece.item or not (piece.label or piece.is_blank) for piece in between):
        raise EditRefusedError(
            say("error.edit.not_adjacent"), reason="not-adjacent", remedy=say("error.edit.join_next")
        )
    if line.speaker != next_line.speaker:
        raise EditRefusedError(
            say("error.edit.two_speakers"), reason="two-speakers", remedy=say("error.edit.set_first")
        )
    one, other = Written.of(line.source, line.text), Written.of(next_line.source, next_line.text)
    text = f"{one.text} {other.text}"
    joined = replace(one, text=text, trail=other.trail).source
    item = replace(item_of(line), text=text)
    pieces[first : last + 1] = [replace(pieces[first], source=joined, item=item, is_new=True)]
    return verified_text(transcript, pieces)


def move(transcript: Transcript, item: TranscriptItem, by: int) -> str:
    """The text in which a scene or a sound stands `by` items lower, or higher for a negative number.

    Everybody stays who they were; the blank lines that set it apart go along.

    Raises:
        EditRefusedError: it is a spoken line, there is no such place, or it would be read otherwise there.
    """
    if isinstance(item, SpokenLine):
        raise not_movable()
    pieces, at = pieces_of(transcript), _place(transcript, item)
    rank = sum(bool(piece.item) for piece in pieces[:at]) + by
    if not 0 <= rank < sum(bool(piece.item) for piece in pieces):
        raise _at_edge(say("error.edit.no_place"), say("error.edit.keep_between"))
    if not by:
        return write(transcript)
    left = taken_out(pieces, {at, *_setting_apart(pieces, at)})
    places = [place for place, piece in enumerate(left) if piece.item]
    before = places[rank - 1] + 1 if rank else _first(left)
    moved = replace(pieces[at], is_new=True)
    return _put_in_verified(transcript, left, before, moved, moved)


# -- what was asked ----------------------------------------------------------------------------------------


def _place(transcript: Transcript, item: TranscriptItem) -> int:
    """Where an item stands among the blocks: itself, since two on one line may be equal, or its equal."""
    return _places(transcript, [item])[0]


def _places(transcript: Transcript, items: Collection[TranscriptItem]) -> list[int]:
    own = {id(block): at for at, block in enumerate(transcript.blocks)}
    equal: dict[Block, int] = {}
    if any(id(item) not in own for item in items):
        equal = {block: at for at, block in reversed(list(enumerate(transcript.blocks)))}
    found = [own.get(id(item), equal.get(item)) for item in items]
    places = [at for at in found if at is not None]
    if len(places) < len(found):
        raise line_gone()
    return places


def _words(kind: ItemKind, text: str, *, remedy: Message) -> str:
    """The words of an item, without the brackets that it may stand in."""
    words = " ".join(text.strip(WHITE).split())
    for opening, closing in _BRACKETS[kind]:
        inner = words[1:-1]
        if words == opening + inner + closing and _is_balanced(inner):
            words = inner.strip(WHITE)
    if not words:
        raise EditRefusedError(say("error.edit.empty"), reason="empty", remedy=remedy)
    if kind is not ItemKind.SPOKEN and not _is_balanced(words):
        raise EditRefusedError(
            say("error.edit.unbalanced"), reason="unbalanced", remedy=say("error.edit.close_each")
        )
    return words


def _is_balanced(text: str) -> bool:
    depths = list(accumulate((sign == "(") - (sign == ")") for sign in text))
    return not depths or (depths[-1] == 0 and min(depths) == 0)


def _name(transcript: Transcript, speaker: str) -> str:
    """The name of a speaker, known or new."""
    try:
        return Directory.of(transcript).find(speaker).name
    except EditRefusedError as refused:
        if refused.reason != "unknown-speaker":
            raise
    label = new_label(speaker)
    return typed_name(speaker) or canonical_name(label)


def _at_edge(what: Message, remedy: Message) -> EditRefusedError:
    return EditRefusedError(what, reason="at-edge", remedy=remedy)


# -- pieces changed ----------------------------------------------------------------------------------------


def _cased(item: TranscriptItem, words: str) -> str:
    """The words of an item; those of a sound in capitals, unless it has small letters and stays a sound."""
    is_upper = isinstance(item, Sound) and (item.text.isupper() or not names_sound(words))
    return words.upper() if is_upper else words


def _reworded(item: TranscriptItem, words: str) -> str:
    """The source of an item with other words between what is around them."""
    if isinstance(item, SpokenLine):
        return replace(Written.of(item.source, item.text), text=words).source
    whole = item.source.strip(WHITE)
    if whole.startswith("(") or is_slugline(whole):
        words = f"({words})"
    elif whole.count(item.text) == 1:
        words = whole.replace(item.text, words)
    return replace(Written.of(item.source, whole), text=words).source


def _new(kind: ItemKind, words: str, who: str | None) -> tuple[TextPart, TextPart]:
    """A new item as it is written, and so that it is plain to see what it is."""
    words = words.upper() if kind is ItemKind.SOUND else words
    piece = TextPart(f"({words})" if kind is ItemKind.SCENE else words, Item(kind, words, who), is_new=True)
    return piece, replace(piece, source=f"[{words}]") if kind is ItemKind.SOUND else piece


def _put_in_verified(
    transcript: Transcript, pieces: TextParts, at: int, piece: TextPart, plain_to_see: TextPart
) -> str:
    """The text with a piece put in as the file does it; where that is refused, plain to see and set apart."""
    layout = Spacing.of(pieces_of(transcript))
    try:
        return verified_text(transcript, put_in(pieces, at, piece, layout))
    except EditRefusedError as refused:
        apart = put_in(pieces, at, plain_to_see, replace(layout, spaced=frozenset(Between)))
        try:
            return verified_text(transcript, apart)
        except EditRefusedError:
            raise refused from None


def _pass_labels_on(pieces: TextParts, gone: AbstractSet[int]) -> None:
    """The label of each line that goes on the next line of its turn that stays."""
    for at in sorted(gone):
        if pieces[at].label:
            heir = next((below for below in turn_below(pieces, at) if below not in gone), None)
            if heir is not None:
                pieces[heir] = _with_label_of(pieces[at], pieces[heir])


def _with_label_of(above: TextPart, heir: TextPart) -> TextPart:
    """A spoken line that takes over the label of another, remark and all."""
    written = replace(heir.written, label=above.written.label)
    return replace(heir, source=written.source, label=above.label, names=above.names)


def _idle_labels(pieces: TextParts, gone: AbstractSet[int]) -> Iterator[int]:
    """The labels alone on their line under which every line is gone."""
    for at, piece in enumerate(pieces):
        if piece.label and not piece.item:
            under = set(turn_below(pieces, at))
            if under and under <= gone:
                yield at


def _setting_apart(pieces: TextParts, at: int) -> list[int]:
    """The blank lines above and below an item, if without it the file would have none there."""
    above, below = (
        list(takewhile(lambda place: pieces[place].is_blank, places))
        for places in (range(at - 1, -1, -1), range(at + 1, len(pieces)))
    )
    if not above or not below or above[-1] == 0 or below[-1] == len(pieces) - 1:
        return []
    before, after = pieces[above[-1] - 1].item, pieces[below[-1] + 1].item
    closes = before and after and not Spacing.of(pieces).sets_apart(before, after)
    return [*above, *below] if closes else []


def _first(pieces: TextParts) -> int:
    """The place before everything but blank lines."""
    return next((at for at, piece in enumerate(pieces) if not piece.is_blank), len(pieces))
