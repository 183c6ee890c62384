"""Languages and days, as people and programs write them in tables and feeds."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from typing import Final

from woordbeeld.archive.entry import is_day

_THREE_LETTERS: Final = {  # as libraries have them (ISO 639-2)
    "dut": "nl",
    "nld": "nl",
    "eng": "en",
    "ger": "de",
    "deu": "de",
    "fre": "fr",
    "fra": "fr",
    "spa": "es",
    "fry": "fy",
}
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[-.](\d{1,2})[-.](\d{4})")  # with slashes some put the month first


def language_code(text: str) -> str:
    """A language as we name it, without its country.

    >>> language_code("nl-NL"), language_code("dut"), language_code("")
    ('nl', 'nl', '')
    """
    primary = text.strip().lower().replace("_", "-").partition("-")[0]
    return _THREE_LETTERS.get(primary, primary)


def day_of(text: str) -> str | None:
    """The day of a date as feeds and spreadsheets write it; None where it is none, as a year alone.

    >>> day_of("Wed, 27 Jun 2018 10:00:00 +0200"), day_of("2018-06-27T10:00:00Z"), day_of("2018")
    ('2018-06-27', '2018-06-27', None)
    >>> day_of("27-6-2018"), day_of("31.6.2018"), day_of("6/7/2018")
    ('2018-06-27', None, None)
    """
    text = text.strip()
    if day_first := _DAY_FIRST.fullmatch(text):
        day, month, year = day_first.groups()
        found = f"{year}-{month:0>2}-{day:0>2}"
        return found if is_day(found) else None
    if is_day(text[:10]):
        return text[:10]
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except ValueError:
        return None
