"""A track of ours as EBU STL: teletext subtitles of level 1, or open subtitles where lines are too long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from woordbeeld.errors import BadInputError
from woordbeeld.formats import losses
from woordbeeld.formats.ebu_stl.changes import COLUMNS
from woordbeeld.formats.ebu_stl.header import (
    TELETEXT_ROWS,
    HeaderFields,
    language_code,
    render_header,
)
from woordbeeld.formats.ebu_stl.text import best_table, columns, encoded, is_accent
from woordbeeld.formats.ebu_stl.text_blocks import FIELD_LENGTH, LAST, LENGTH, TextBlock, render_blocks
from woordbeeld.formats.ebu_stl.text_field import (
    COLOURS,
    DOUBLE_HEIGHT,
    END_BOX,
    ITALIC,
    NEW_LINE,
    NO_ITALIC,
    NO_UNDERLINE,
    START_BOX,
    UNDERLINE,
)
from woordbeeld.formats.ebu_stl.time_codes import TimeCodes
from woordbeeld.formats.losses import Lost
from woordbeeld.formats.styled import styled_lines
from woordbeeld.tracks.model import Align, Cue, ScreenPosition, Style, Track, Vertical
from woordbeeld.words import Message, say

_CODES: Final = {colour: code for code, colour in COLOURS.items() if colour} | {"#ffffff": "\x07"}
_WHITE: Final = "\x07"
_AFTER_ROW: Final = END_BOX * 2
_OPEN_COLUMNS: Final = 99  # as many as two digits can tell
_JUSTIFIED: Final = {Align.LEFT: 1, Align.CENTRE: 2, Align.RIGHT: 3}
_MAX_SUBTITLES: Final = 0xFFFF
_MAX_BLOCKS: Final = 99_999
_MAX_EXTENSIONS: Final = 0xF0
_TOP_ROW: Final = 2
_FAR: Final = 1000
_DOUBLE: Final = 2  # rows that a line of double height takes
_REMEDY: Final = say("error.format.stl_parts")

Word = tuple[str, Style]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as words, each with its style: that of its first letter."""

    words: tuple[Word, ...]
    mixed: bool  # a style changes within a word, signs apart

    @property
    def text(self) -> str:
        return " ".join(word for word, _ in self.words)


def render_ebu_stl(track: Track, title: str = "") -> str:
    """A track as EBU STL at 25 frames a second, a byte for each character of the result.

    Teletext where all lines fit in its rows, with the colours of speakers; else open subtitles, with lines in
    italics or underlined. What neither holds is told by `cannot_hold`.

    Raises:
        BadInputError: the track is too long for the format.
    """
    lines = [_lines(cue) for cue in track.cues]
    table = best_table(_text_of(lines))
    teletext = _is_teletext(lines, table)
    codes = TimeCodes()
    blocks = [
        render_blocks(
            _block(number, cue, len(of_cue), codes), _fields(_text_field(of_cue, table, teletext=teletext))
        )
        for number, (cue, of_cue) in enumerate(zip(track.cues, lines, strict=True), 1)
    ]
    count = sum(map(len, blocks)) // LENGTH
    if count > _MAX_BLOCKS:
        what = say("error.format.stl_blocks", blocks=count, most=_MAX_BLOCKS)
        raise BadInputError(what, remedy=_REMEDY)
    starts = [codes.nearest(cue.span.start_ms) for cue in track.cues]
    header = HeaderFields(
        title,
        teletext,
        COLUMNS if teletext else _OPEN_COLUMNS,
        table,
        track.language,
        count,
        len(track.cues),
        codes.code_of(min(starts, default=0)) or (0, 0, 0, 0),
    )
    return render_header(header) + "".join(blocks)


def cannot_hold(track: Track) -> tuple[Lost, ...]:
    """What of a track EBU STL has no place for."""
    lines = [_lines(cue) for cue in track.cues]
    table = best_table(_text_of(lines))
    teletext = _is_teletext(lines, table)
    return (
        *_missing_characters(_text_of(lines), table),
        *_missing_styles(track, lines, teletext=teletext),
        *losses.voices(track),
        *losses.regions(track),
        *_missing_language(track),
        *losses.lost_cues(say("loss.frames"), list(filter(_differs, track.cues))),
    )


def _missing_characters(text: str, table: str) -> Iterator[Lost]:
    _, lacking = encoded(text, table)
    for character, times in sorted(Counter(lacking).items()):
        instead, _ = encoded(character, table)
        often = say("loss.often", times=times) if times > 1 else ""
        if instead:
            yield Lost(say("loss.character_becomes", character=character, often=often, instead=instead))
        else:
            yield Lost(say("loss.character", character=ascii(character), often=often))


def _missing_styles(track: Track, lines: Sequence[Sequence[_Line]], *, teletext: bool) -> Iterator[Lost]:
    def where(what: Message, is_lost: Callable[[_Line], bool]) -> Iterator[Lost]:
        cues = (cue for cue, of_cue in zip(track.cues, lines, strict=True) if any(map(is_lost, of_cue)))
        return losses.lost_cues(what, list(cues))

    def has(is_lost: Callable[[Style], object]) -> Callable[[_Line], bool]:
        return lambda line: any(is_lost(style) for _, style in line.words)

    if teletext:
        yield from where(say("loss.italics"), has(lambda style: style.italic))
        yield from where(say("loss.underlines"), has(lambda style: style.underline))
        yield from _other_colours(lines, where)
    else:
        yield Lost(say("loss.not_teletext"))
        colours = has(lambda style: style.colour and style.colour != "#ffffff")
        yield from where(say("loss.colours"), colours)
        yield from where(say("loss.partly_styled"), _is_partly_styled)
    yield from where(say("loss.bold"), has(lambda style: style.bold))
    yield from where(say("loss.classes"), has(lambda style: style.classes))
    yield from where(say("loss.languages"), has(lambda style: style.language))
    yield from where(say("loss.mixed"), lambda line: line.mixed)


def _other_colours(
    lines: Sequence[Sequence[_Line]], where: Callable[[Message, Callable[[_Line], bool]], Iterator[Lost]]
) -> Iterator[Lost]:
    used = {style.colour for of_cue in lines for line in of_cue for _, style in line.words if style.colour}
    if others := used - set(_CODES):
        what = say("loss.other_colours", colours=", ".join(sorted(others)))
        yield from where(what, lambda line: any(style.colour in others for _, style in line.words))


def _missing_language(track: Track) -> Iterator[Lost]:
    if track.language and language_code(track.language) == "00":
        yield Lost(say("loss.language", language=track.language))


def _differs(cue: Cue) -> bool:
    codes = TimeCodes()
    times = (cue.span.start_ms, cue.span.end_ms)
    return any(codes.milliseconds(codes.nearest(ms)) != ms for ms in times)


# -- lines


def _lines(cue: Cue) -> list[_Line]:
    found = [_line(parts) for each in cue.utterances for parts in styled_lines(each)]
    return [line for line in found if line.words]


def _line(parts: Sequence[Word]) -> _Line:
    """A line in words, its white space told by single spaces."""
    letters = [(character, style) for text, style in parts for character in text]
    words, mixed = [], False
    for white, group in groupby(letters, key=lambda letter: letter[0].isspace()):
        if not white:
            word = list(group)
            words.append(("".join(character for character, _ in word), word[0][1]))
            mixed = mixed or len({style for character, style in word if character.isalnum()}) > 1
    return _Line(tuple(words), mixed)


def _text_of(lines: Sequence[Sequence[_Line]]) -> str:
    return " ".join(line.text for of_cue in lines for line in of_cue)


def _is_teletext(lines: Sequence[Sequence[_Line]], table: str) -> bool:
    return all(_width(line, table) <= COLUMNS for of_cue in lines for line in of_cue)


def _width(line: _Line, table: str) -> int:
    """The columns that a line takes in teletext, with the codes before it."""
    return columns(_row(line, table).removesuffix(_AFTER_ROW), table)


# -- text fields


def _text_field(lines: Sequence[_Line], table: str, *, teletext: bool) -> str:
    if teletext:
        return (NEW_LINE * _DOUBLE).join(_row(line, table) for line in lines)
    return NEW_LINE.join(_open_line(line, table) for line in lines)


def _row(line: _Line, table: str) -> str:
    """A row of teletext: height, colour, box; a code for another colour stands in place of a space."""
    words = [(shown, _colour(style)) for word, style in line.words if (shown := encoded(word, table)[0])]
    colour = words[0][1] if words else _WHITE
    found = DOUBLE_HEIGHT + ("" if colour == _WHITE else colour) + START_BOX * 2
    for number, (shown, own) in enumerate(words):
        if number:
            found += " " if own == colour else own
        colour = own
        found += shown
    return found + _AFTER_ROW


def _colour(style: Style) -> str:
    """The code of a colour, or of the one that is nearest to it."""
    if not style.colour:
        return _WHITE
    if style.colour in _CODES:
        return _CODES[style.colour]
    return _CODES[min(_CODES, key=lambda known: _distance(known, style.colour or ""))]


def _distance(one: str, other: str) -> int:
    """How far two colours are apart; black is far from all, for letters stand on it."""
    parts = [[int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in (one, other)]
    apart = [abs(own - wanted) for own, wanted in zip(*parts, strict=True)]
    return int(sum(apart)) + (_FAR if one == "#000000" else 0)


def _open_line(line: _Line, table: str) -> str:
    """A line of open subtitles: all in italics or underlined, or not.

    In the midst of a line some programs take the code for a space and others do not, which would join or
    part words.
    """
    found = " ".join(shown for word, _ in line.words if (shown := encoded(word, table)[0]))
    if all(style.underline for _, style in line.words):
        found = f"{UNDERLINE}{found}{NO_UNDERLINE}"
    if all(style.italic for _, style in line.words):
        found = f"{ITALIC}{found}{NO_ITALIC}"
    return found


def _is_partly_styled(line: _Line) -> bool:
    """Whether only a part of a line is in italics or underlined."""
    return len({(style.italic, style.underline) for _, style in line.words}) > 1


def _fields(text: str) -> list[str]:
    """A text in fields; an accent stays with its letter."""
    fields = []
    while len(text) > FIELD_LENGTH:
        length = FIELD_LENGTH - 1 if is_accent(text[FIELD_LENGTH - 1]) else FIELD_LENGTH
        fields.append(text[:length])
        text = text[length:]
    fields.append(text)
    if len(fields) > _MAX_EXTENSIONS:
        raise BadInputError(say("error.format.stl_long_cue"), remedy=say("error.format.divide"))
    return fields


# -- blocks


def _block(number: int, cue: Cue, lines: int, codes: TimeCodes) -> TextBlock:
    start = codes.nearest(cue.span.start_ms)
    end = max(codes.nearest(cue.span.end_ms), start + 1)
    time_in, time_out = codes.code_of(start), codes.code_of(end)
    if number > _MAX_SUBTITLES or time_in is None or time_out is None:
        too_many = say("error.format.stl_cues", most=_MAX_SUBTITLES)
        what = too_many if number > _MAX_SUBTITLES else say("error.format.stl_late")
        raise BadInputError(what, remedy=_REMEDY)
    row = _row_of(cue.placement, lines)
    return TextBlock(0, 0, number, LAST, 0, time_in, time_out, row, _JUSTIFIED[cue.placement.align], 0)


def _row_of(placement: ScreenPosition, lines: int) -> int:
    """The row of the first of some lines of double height."""
    lowest = TELETEXT_ROWS - _DOUBLE * lines + 1
    row = {Vertical.TOP: _TOP_ROW, Vertical.MIDDLE: (lowest + _TOP_ROW) // 2}.get(placement.vertical, lowest)
    return max(row, 1)
