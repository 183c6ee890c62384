"""What stands in a command that is proposed to a person, as a shell takes it."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

_PLAIN: Final = re.compile(r"[\w@+=:,./-]+")
_OBEYED: Final = re.compile(r"[\"$`\\!]")  # within double quotes, by a shell


def quoted(text: str, *, on_windows: bool = os.name == "nt") -> str:
    r"""A name or a path as one word of a command: what is in a transcript is data, there too.

    >>> print(quoted("talk.txt"), quoted("Ton Heerts"), quoted("$(rm x)"), quoted('a "b"', on_windows=True))
    talk.txt "Ton Heerts" '$(rm x)' "a \"b\""
    """
    if _PLAIN.fullmatch(text):
        return text
    if on_windows:
        return '"' + text.replace('"', '\\"') + '"'
    return shlex.quote(text) if _OBEYED.search(text) else f'"{text}"'


def ranges(numbers: Sequence[int]) -> str:
    """Numbers in order, those that follow each other as one range, as commands take them.

    >>> ranges([3, 5, 6, 7, 9])
    '3,5-7,9'
    """
    cuts = [at for at, (one, next_) in enumerate(pairwise(numbers), 1) if next_ != one + 1]
    runs = [numbers[start:end] for start, end in pairwise((0, *cuts, len(numbers)))]
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs if run)
