"""Telephone numbers, addresses of any kind, and lines that tell where to reach somebody."""

from __future__ import annotations

import re
from typing import Final

from woordbeeld.intake.word_lists import CONTACT

_MAIL: Final = r"[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{2,20}){1,4}"
_SITE: Final = (
    r"(?:https?://|www\.)\S{3,200}|(?:[\w-]{2,40}\.){1,4}(?:nl|be|com|org|net|eu|de|fr|uk)(?:/\S{0,200})?"
)
_PHONE: Final = r"(?:\+\d|\(\d|0)\d{0,4}\)?(?:[\s./()-]{0,3}\d{1,8}){1,6}"
_DUTCH_POSTCODE: Final = r"(?-i:\d{4}\s?[A-Z]{2})\b"
_ADDRESS: Final = rf"(?:[^.!?:]{{3,60}}?,?\s+)?{_DUTCH_POSTCODE}(?:\s+[^.!?:,]{{2,40}})?"
_BOX: Final = r"(?:postbus|p\.?o\.? box|postfach|boîte postale)\s+\d.{0,60}"
_DETAILS: Final = re.compile(rf"(?:{_MAIL}|{_SITE}|{_PHONE}|{_ADDRESS}|{_BOX})\.?", re.IGNORECASE)
_IN_TEXT: Final = re.compile(rf"{_MAIL}|(?:https?://|www\.)\S{{3}}")
_HEADED: Final = re.compile(r"(?P<head>[^:]{1,60}?)\s*:\s*(?P<rest>\S.*)", re.DOTALL)
_TWO_DETAILS: Final = re.compile(r"\s+(?:of|or|oder|ou|en|and|/|\||–|-)\s+|,\s*")
_LEAST_DIGITS: Final = 8  # of a telephone number that nothing stands before


def tells_contact(text: str) -> bool:
    """Whether a line holds nothing but details to reach somebody by, perhaps behind a word for them.

    >>> [tells_contact(each) for each in ("info@voorbeeld.nl", "Voor vragen: 06-12345678", "Bel ons morgen.")]
    [True, True, False]
    >>> tells_contact("Plein 2, 1234 AB Ons Dorp"), tells_contact("In 2019 waren het er 1245 en nu al")
    (True, False)
    """
    headed = _HEADED.fullmatch(text)
    if headed and headed["head"].casefold() in CONTACT:
        rest = headed["rest"]
        return _are_details(rest) or (any(map(str.isdigit, rest)) and not rest.endswith((".", "!", "?")))
    return _is_whole(text)


def holds_contact(text: str) -> bool:
    """Whether an address of mail or of a site stands in a text."""
    return _IN_TEXT.search(text) is not None


def is_detail(text: str) -> bool:
    """Whether a text is an address or a number."""
    return _DETAILS.fullmatch(text) is not None


def _are_details(text: str) -> bool:
    return all(is_detail(part) for part in _TWO_DETAILS.split(text) if part)


def _is_whole(text: str) -> bool:
    digits = sum(map(str.isdigit, text))
    return is_detail(text) and ("@" in text or "." in text or digits >= _LEAST_DIGITS or text[:1].isalpha())
