"""The code tables of EBU STL: bytes to letters and back.

Table 00 is ISO 6937 (Latin), in which an accent is a byte before its letter; 01 to 04 are ISO 8859-5 to -8.
A byte is written as the Latin-1 character of that number.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

UNKNOWN: Final = "\N{REPLACEMENT CHARACTER}"  # stands for a byte that a table does not know
LATIN: Final = "00"
TABLES: Final = {"01": "iso8859_5", "02": "iso8859_6", "03": "iso8859_7", "04": "iso8859_8"}

_FIRST_HIGH: Final = 0xA0
# What the bytes from A0 on mean in ISO 6937; a space stands for none, and for the accents.
_ISO_6937: Final = (
    "\N{NO-BREAK SPACE}¡¢£$¥#§¤‘“«←↑→↓"
    "°±²³×µ¶·÷’”»¼½¾¿"
    "                "
    "—¹®©™♪¬¦    ⅛⅜⅝⅞"
    "ΩÆÐªĦ ĲĿŁØŒºÞŦŊŉ"
    "ĸæđðħıĳŀłøœßþŧŋ\N{SOFT HYPHEN}"
)
# The accents, as the characters that combine in Unicode, and the letters that each stands on in ISO 6937.
_ACCENTS: Final = {
    "\xc1": ("\N{COMBINING GRAVE ACCENT}", "AEIOUaeiou"),
    "\xc2": ("\N{COMBINING ACUTE ACCENT}", "ACEILNORSUYZaceilnorsuyz"),
    "\xc3": ("\N{COMBINING CIRCUMFLEX ACCENT}", "ACEGHIJOSUWYaceghijosuwy"),
    "\xc4": ("\N{COMBINING TILDE}", "AINOUainou"),
    "\xc5": ("\N{COMBINING MACRON}", "AEIOUaeiou"),
    "\xc6": ("\N{COMBINING BREVE}", "AGUagu"),
    "\xc7": ("\N{COMBINING DOT ABOVE}", "CEGIZcegz"),
    "\xc8": ("\N{COMBINING DIAERESIS}", "AEIOUYaeiouy"),
    "\xca": ("\N{COMBINING RING ABOVE}", "AUau"),
    "\xcb": ("\N{COMBINING CEDILLA}", "CGKLNRSTcklnrst"),
    "\xcd": ("\N{COMBINING DOUBLE ACUTE ACCENT}", "OUou"),
    "\xce": ("\N{COMBINING OGONEK}", "AEIUaeiu"),
    "\xcf": ("\N{COMBINING CARON}", "CDELNRSTZcdelnrstz"),
}
_G_WITH_CEDILLA: Final = ("\xc2g", "ģ")  # its cedilla looks like an acute accent above it
# What stands for a character that a table lacks, and is read as the same.
_LIKE: Final = {
    "…": "...", "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "‒": "-", "„": '"', "‚": "'", "‘": "'",
    "’": "'", "“": '"', "”": '"', "«": '"', "»": '"', "‹": "'", "›": "'", "′": "'", "″": '"', "´": "'",
    "€": "EUR", "♫": "♪", "♪": "#", "•": "-", "·": "-", "\N{NO-BREAK SPACE}": " ", "\N{THIN SPACE}": " ",
    "\N{NARROW NO-BREAK SPACE}": " ", "ẞ": "SS", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE",
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "ĳ": "ij", "Ĳ": "IJ",
    "\N{WORD JOINER}": "", "\N{ZERO WIDTH SPACE}": "", "\N{ZERO WIDTH NO-BREAK SPACE}": "",
    "\N{LEFT-TO-RIGHT MARK}": "", "\N{RIGHT-TO-LEFT MARK}": "", "\N{SOFT HYPHEN}": "",
}  # fmt: skip


def decoded(text: str, table: str) -> str:
    r"""What bytes of a text field show; one that the table does not know shows as U+FFFD.

    >>> decoded("caf\xc2e, Desir\xc2ee \xf9\xd9", "00")
    'café, Desirée ø�'
    """
    if table in TABLES:
        return text.encode("latin-1").decode(TABLES[table], "replace")
    if text.isascii() and text.isprintable():
        return text
    return "".join(_decoded(text))


def _decoded(text: str) -> Iterator[str]:
    accent = ""
    for character in text:
        if accent:
            yield _accented(accent, character)
            accent = ""
        elif character in _ACCENTS:
            accent = character
        else:
            yield _iso_6937(character)
    if accent:
        yield _accented(accent, " ").strip()


def _accented(accent: str, letter: str) -> str:
    combining = _ACCENTS[accent][0]
    if letter == " ":
        return unicodedata.normalize("NFKC", f"\N{NO-BREAK SPACE}{combining}").strip() or UNKNOWN
    if accent + letter == _G_WITH_CEDILLA[0]:
        return _G_WITH_CEDILLA[1]
    if letter.isascii() and letter.isalpha():
        return unicodedata.normalize("NFC", letter + combining)
    return UNKNOWN + _iso_6937(letter)


def _iso_6937(character: str) -> str:
    if ord(character) < _FIRST_HIGH:
        return character if character.isprintable() else UNKNOWN
    found = _ISO_6937[ord(character) - _FIRST_HIGH]
    return found if found != " " else UNKNOWN


@cache
def _codes(table: str) -> dict[str, str]:
    """The bytes of each character of a table."""
    high = map(chr, range(_FIRST_HIGH, 0x100))
    if table in TABLES:
        pairs = [(decoded(byte, table), byte) for byte in high]
    else:
        pairs = [(_iso_6937(byte), byte) for byte in high]
        pairs += [
            (_accented(accent, letter), accent + letter)
            for accent, (_, letters) in _ACCENTS.items()
            for letter in letters
        ]
        pairs.append((_G_WITH_CEDILLA[1], _G_WITH_CEDILLA[0]))
    codes = {character: byte for character, byte in pairs if character != UNKNOWN}
    return codes | {character: character for character in map(chr, range(0x20, 0x7F))}


def encoded(text: str, table: str) -> tuple[str, tuple[str, ...]]:
    r"""A text as bytes of a table, and the characters in it that the table lacks.

    These are written as what is nearest: the letter without its accent, signs that look like it, or `?`.

    >>> encoded("één € ẽ", "00")
    ('\xc2e\xc2en EUR e', ('€', 'ẽ'))
    """
    codes = _codes(table)
    found, lacking = [], []
    for character in unicodedata.normalize("NFC", text):
        if character not in codes:
            lacking.append(character)
        found.append(codes[character] if character in codes else _nearest(character, codes))
    return "".join(found), tuple(lacking)


def _nearest(character: str, codes: dict[str, str]) -> str:
    like = _LIKE.get(character)
    if like is None:
        plain = unicodedata.normalize("NFKD", character)
        like = "".join(each for each in plain if not unicodedata.combining(each))
    if like == character:
        return "" if unicodedata.combining(character) else "?"
    return "".join(codes[each] if each in codes else _nearest(each, codes) for each in like)


def columns(text: str, table: str) -> int:
    r"""How many columns bytes of a text take: an accent takes none.

    >>> columns("\xc2e\xc2en", "00")
    3
    """
    return len(text) - (sum(map(is_accent, text)) if table == LATIN else 0)


def is_accent(byte: str) -> bool:
    """Whether a byte of ISO 6937 is an accent on the next."""
    return byte in _ACCENTS


def best_table(text: str) -> str:
    """The table that lacks the fewest letters of a text; for signs such as € nobody changes the alphabet.

    >>> best_table("Desirée, € 5"), best_table("Добрый день"), best_table("Ωραία")
    ('00', '01', '03')
    """
    characters = {each for each in unicodedata.normalize("NFC", text) if each.isalpha()}
    tables = (LATIN, *TABLES)
    return min(tables, key=lambda table: sum(each not in _codes(table) for each in characters))
