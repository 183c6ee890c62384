"""TOML that somebody wrote, read within limits: some of it would take hours, or more memory than there is."""

from __future__ import annotations

import tomllib
from typing import Any, Final

MOST_DOTS: Final = 100  # in the key of a line; tomllib takes time in proportion to their square


def read_toml(text: str) -> dict[str, Any]:
    """The table in a text.

    >>> read_toml("lines = 2")
    {'lines': 2}

    Raises:
        ValueError: it is no TOML (then it is a TOMLDecodeError), or has numbers that are too long, lists that
            are too deep, or a key of too many parts.
    """
    for number, line in enumerate(text.splitlines(), 1):
        if _key_of(line).count(".") > MOST_DOTS:
            raise ValueError(f"line {number} has a key of too many parts")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("it has lists that are too deep") from None


def _key_of(line: str) -> str:
    """What stands before the value of a line, or all of it where it has none; dots in quotes are no parts."""
    return line.partition("=")[0].partition('"')[0]
