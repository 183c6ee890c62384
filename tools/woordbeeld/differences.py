"""How one text became another, as a unified diff that `patch` and people read."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, Literal

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_LINE_OF_BYTES = re.compile(r"[^\n]*\n|[^\n]+")  # as `patch` has them
_BYTES: Final = "latin-1"  # in which each byte is a sign

Tag = Literal["replace", "delete", "insert", "equal"]
Opcode = tuple[Tag, int, int, int, int]
MOST_COMPARED: Final = 1_000_000  # pairs of lines without an anchor between that are all held together


class _Lines(SequenceMatcher[str]):
    """Lines held against each other, first those that each text has once: the time grows with the length.

    difflib alone looks for the longest run that is the same, again and again; where every second line differs
    that takes minutes for some ten thousand lines.
    """

    def __init__(self, before: Sequence[str], after: Sequence[str]) -> None:
        super().__init__(None, (), ())
        self.a, self.b = before, after  # set here, for `set_seqs` makes an index that nobody needs

    def get_opcodes(self) -> list[Opcode]:
        found: list[Opcode] = []
        at = (0, 0)
        for place in (*_anchors(self.a, self.b), (len(self.a), len(self.b))):
            between = _opcodes(self.a[at[0] : place[0]], self.b[at[1] : place[1]])
            found += (
                (tag, at[0] + i1, at[0] + i2, at[1] + j1, at[1] + j2) for tag, i1, i2, j1, j2 in between
            )
            if place[0] < len(self.a):
                found.append(("equal", place[0], place[0] + 1, place[1], place[1] + 1))
            at = (place[0] + 1, place[1] + 1)
        return _joined(found)


def _opcodes(before: Sequence[str], after: Sequence[str]) -> list[Opcode]:
    """What difflib finds; of too many lines only those at the same place are held together."""
    if len(before) * len(after) <= MOST_COMPARED:
        return SequenceMatcher(None, before, after).get_opcodes()
    if len(before) != len(after):
        return [("replace", 0, len(before), 0, len(after))]
    return [
        ("equal" if one == other else "replace", at, at + 1, at, at + 1)
        for at, (one, other) in enumerate(zip(before, after, strict=True))
    ]


def _anchors(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """The places of lines that stand once in each text: the most of them that are in the same order."""
    counts = (Counter(before), Counter(after))
    places = {line: at for at, line in enumerate(after) if counts[1][line] == 1}
    pairs = [(at, places[line]) for at, line in enumerate(before) if counts[0][line] == 1 and line in places]
    ends: list[int] = []  # the lowest place at which a row of that length ends
    rows: list[int] = []  # the pair at that end
    previous: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        rows[length : length + 1] = [number]
        previous.append(rows[length - 1] if length else -1)
    found = []
    at = rows[-1] if rows else -1
    while at >= 0:
        found.append(pairs[at])
        at = previous[at]
    return found[::-1]


def _joined(opcodes: Sequence[Opcode]) -> list[Opcode]:
    """Neighbours of one kind as one."""
    found: list[Opcode] = []
    for tag, i1, i2, j1, j2 in opcodes:
        if found and found[-1][0] == tag:
            _, before, _, after, _ = found.pop()
            found.append((tag, before, i2, after, j2))
        else:
            found.append((tag, i1, i2, j1, j2))
    return found


def unified_diff(before: str, after: str, name: str, *, context: int = 3) -> str:
    r"""What changes in a file, with so many lines around it; empty where nothing does.

    >>> print(unified_diff("een\ntwee\n", "een\ndrie\n", "a.txt"), end="")
    --- a.txt
    +++ a.txt
    @@ -1,2 +1,2 @@
     een
    -twee
    +drie
    """
    return f"--- {name}\n+++ {name}\n{hunks}" if (hunks := _hunks(before, after, context, _LINE)) else ""


def diff_of_bytes(before: bytes, after: bytes, name: str, *, context: int = 3) -> bytes:
    r"""The same of the bytes of a file, whatever their encoding, so that `patch` applies it to that file.

    >>> diff_of_bytes(b"caf\xe9\n", b"caf\xc3\xa9\n", "a.txt")
    b'--- a.txt\n+++ a.txt\n@@ -1 +1 @@\n-caf\xe9\n+caf\xc3\xa9\n'
    """
    hunks = _hunks(before.decode(_BYTES), after.decode(_BYTES), context, _LINE_OF_BYTES)
    head = f"--- {name}\n+++ {name}\n".encode("utf-8", "surrogateescape")
    return head + hunks.encode(_BYTES) if hunks else b""


def _hunks(before: str, after: str, context: int, line_of: re.Pattern[str]) -> str:
    if before == after:
        return ""
    lines = (line_of.findall(before), line_of.findall(after))
    marked = _marked if line_of is _LINE_OF_BYTES else _line
    return "".join(
        line for group in _Lines(*lines).get_grouped_opcodes(context) for line in _hunk(group, *lines, marked)
    )


def _hunk(
    group: Sequence[tuple[str, int, int, int, int]],
    before: Sequence[str],
    after: Sequence[str],
    marked: Callable[[str, str], str],
) -> Iterator[str]:
    first, last = group[0], group[-1]
    yield f"@@ -{_place(first[1], last[2])} +{_place(first[3], last[4])} @@\n"
    for tag, i1, i2, j1, j2 in group:
        if tag == "equal":
            yield from (marked(" ", line) for line in before[i1:i2])
        else:
            yield from (marked("-", line) for line in before[i1:i2])
            yield from (marked("+", line) for line in after[j1:j2])


def _place(start: int, end: int) -> str:
    """Where a hunk stands, as the format of POSIX counts: from 1, the line before it if it is empty."""
    if end - start == 1:
        return f"{start + 1}"
    return f"{start + 1 if end > start else start},{end - start}"


def _line(sign: str, line: str) -> str:
    return f"{sign}{line}\n" if line.endswith("\r") else _marked(sign, line)


def _marked(sign: str, line: str) -> str:
    return f"{sign}{line}" if line.endswith("\n") else f"{sign}{line}\n\\ No newline at end of file\n"
