"""The general block (GSI) at the start of an EBU STL file, of 1024 bytes: what holds for all of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from woordbeeld.formats.document import Range
from woordbeeld.formats.ebu_stl.text import LATIN, TABLES
from woordbeeld.formats.ebu_stl.time_codes import RATES, USUAL, TimeCodes

LENGTH: Final = 1024
RATE: Final = Range(3, 11)  # DFC, the disk format code
COUNTS: Final = Range(238, 251)  # of blocks, of subtitles, of groups
BLOCK_COUNT: Final = Range(238, 243)  # TNB
SUBTITLE_COUNT: Final = Range(243, 248)  # TNS
_DISPLAY: Final = Range(11, 12)  # DSC, the display standard code
_TABLE: Final = Range(12, 14)  # CCT, the character code table
_LANGUAGE: Final = Range(14, 16)  # LC
_ROWS: Final = Range(253, 255)  # MNR
_PROGRAMME_START: Final = Range(256, 264)  # TCP
FIRST_IN: Final = Range(264, 272)  # TCF, the time code of the first subtitle
_TELETEXT: Final = ("1", "2")  # what DSC says of teletext of level 1 and 2
TELETEXT_ROWS: Final = 23
_CODE_PAGE: Final = "850"  # in which the texts of this block are
# A date that nobody takes for a real one: the same captions give the same bytes on any day.
_NO_DATE: Final = "700101"
# Tech 3264, appendix 3: languages by their number, from 01 and from 45 on.
_LANGUAGES: Final = (
    "sq br ca hr cy cs da de en es eo et eu fo fr fy ga gd gl is it se la lv lb lt hu mt nl no oc pl pt ro "
    "rm sr sk sl fi sv tr nl-BE wa"
)
_MORE_LANGUAGES: Final = (
    "zu vi uz ur uk th te tt ta tg sw srn so si sn sh rue ru qu ps pa fa pap or ne nd mr mo ms mg mk lo ko "
    "km kk kn ja id hi he ha gn gu el ka ff prs cv zh my bg bn be bm az as hy ar am"
)
_MORE_FROM: Final = 0x45
LANGUAGES: Final = {f"{number:02X}": name for number, name in enumerate(_LANGUAGES.split(), 1)} | {
    f"{number:02X}": name for number, name in enumerate(_MORE_LANGUAGES.split(), _MORE_FROM)
}
LANGUAGE_CODES: Final = {name: code for code, name in LANGUAGES.items()}


@dataclass(frozen=True, slots=True)
class Header:
    """What the block says: how time is counted, the code table, the language, and where text is shown.

    `blocks` is how many text blocks it tells of, None where that is no number.
    """

    rate: str
    teletext: bool
    table: str
    language: str | None
    rows: int
    start: tuple[int, int, int, int]
    blocks: int | None

    @property
    def codes(self) -> TimeCodes:
        """How the file counts time, from the start of the time code on."""
        return TimeCodes(*RATES.get(self.rate, RATES[USUAL]))


def read_header(source: str) -> Header:
    """What the general block of a file says; what is missing or damaged is as files usually have it."""
    table = _TABLE.of(source)
    start = _PROGRAMME_START.of(source)
    rows = _number(_ROWS.of(source))
    return Header(
        RATE.of(source),
        _DISPLAY.of(source) in _TELETEXT,
        table if table in TABLES else LATIN,
        LANGUAGES.get(_LANGUAGE.of(source).upper()),
        rows if rows and _DISPLAY.of(source) not in _TELETEXT else TELETEXT_ROWS,
        _parts(start) if re.fullmatch(r"[0-9]{8}", start) else (0, 0, 0, 0),
        _number(BLOCK_COUNT.of(source)),
    )


def known_table(source: str) -> bool:
    return _TABLE.of(source) in (LATIN, *TABLES)


def _parts(text: str) -> tuple[int, int, int, int]:
    hours, minutes, seconds, frames = (int(text[at : at + 2]) for at in range(0, 8, 2))
    return hours, minutes, seconds, frames


def _number(text: str) -> int | None:
    digits = re.fullmatch(r"\s*([0-9]+)\s*", text)
    return int(digits[1]) if digits else None


@dataclass(frozen=True, slots=True)
class HeaderFields:
    """What a header of ours says: see `Header`; `columns` are those of a line."""

    title: str
    teletext: bool
    columns: int
    table: str
    language: str | None
    blocks: int
    subtitles: int
    first: tuple[int, int, int, int]


def render_header(fields: HeaderFields) -> str:
    """The general block of a file of ours, at 25 frames a second, whose time starts at zero."""
    title = fields.title.encode(f"cp{_CODE_PAGE}", "replace").decode("latin-1")
    texts = "".join(f"{text[:32]:<32}" for text in (title, "", "", "", "", ""))
    first = "".join(f"{part:02}" for part in fields.first)
    found = (
        f"{_CODE_PAGE}{USUAL}{'1' if fields.teletext else '0'}{fields.table}{language_code(fields.language)}"
        f"{texts}{'':<16}{_NO_DATE}{_NO_DATE}00{fields.blocks:05}{fields.subtitles:05}001"
        f"{fields.columns:02}{TELETEXT_ROWS:02}1{'00' * 4}{first}11"
    )
    return found.ljust(LENGTH)


def language_code(language: str | None) -> str:
    """The number of a language, 00 if it has none.

    >>> language_code("nl"), language_code("nl-BE"), language_code("en-GB"), language_code("xx")
    ('1D', '2A', '09', '00')
    """
    name = language or ""
    return LANGUAGE_CODES.get(name) or LANGUAGE_CODES.get(name.partition("-")[0].lower(), "00")
