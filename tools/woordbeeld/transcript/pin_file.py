"""A file of pins with other pins in it: what people wrote around them stays, comments above all.

A block is a `[[pin]]` with what stands below it, and with the comments right above it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from woordbeeld.errors import BadInputError
from woordbeeld.transcript.pins import FIELDS, Pin, Pins, as_toml, block_of, parse_pins, render_pins

# Strings, the longer kinds first, and comments (TOML 1.0).
_OPAQUE: Final = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*', re.DOTALL
)
NEW_LINE: Final = "\n"
_HEADER: Final = re.compile(r"^[ \t]*\[\[[ \t]*pin[ \t]*\]\]", re.MULTILINE)
_COMMENTS_ABOVE: Final = re.compile(r"(?:^[ \t]*#+[^\n]*\n)*\Z", re.MULTILINE)
# By what a pin is known again, the surest first: by all that it says, by its text, by its times.
_KNOWN_BY: Final[Sequence[Callable[[Pin], Hashable]]] = (
    lambda pin: pin,
    lambda pin: (pin.text, pin.before, pin.after),
    lambda pin: (pin.text, pin.speaker),
    lambda pin: pin.text,
    lambda pin: (pin.start_ms, pin.end_ms),
)


@dataclass(frozen=True, slots=True)
class _Source:
    """A piece of the file, and the same with strings as `x` and comments as `#`, sign for sign."""

    text: str
    masked: str

    def cut(self, start: int, end: int) -> _Source:
        return _Source(self.text[start:end], self.masked[start:end])

    @property
    def comments(self) -> list[str]:
        """All comments in it, without their white space behind."""
        return [self.text[found.start() : found.end()].rstrip() for found in re.finditer("#+", self.masked)]

    @property
    def as_comments(self) -> str:
        """Nothing but its comments, each on a line."""
        return "".join(f"{comment}\n" for comment in self.comments)


def updated(before: str, pins: Pins) -> str:
    r"""The text of a file of pins with these instead; where that cannot be told, its comments stand first.

    >>> file = '# By Ann.\n[[pin]]  # the end\nend_ms = 4000  # heard\ntext = "Dag."\n'
    >>> print(updated(file, Pins((Pin("Dag.", None, 4040),))), end="")
    # By Ann.
    [[pin]]  # the end
    end_ms = 4040  # heard
    text = "Dag."
    """
    if not before.strip():
        return render_pins(pins)
    source = _masked(before)
    try:
        found = _updated(source, parse_pins(before, ""), pins)
        is_whole = parse_pins(found, "") == pins
    except (BadInputError, ValueError):
        is_whole = False
    if is_whole and not Counter(source.comments) - Counter(_masked(found).comments):
        return found
    return source.as_comments + render_pins(pins)


def _masked(text: str) -> _Source:
    def mask(found: re.Match[str]) -> str:
        return ("#" if found[0].startswith("#") else "x") * len(found[0])

    return _Source(text, _OPAQUE.sub(mask, text))


def _updated(source: _Source, before: Pins, pins: Pins) -> str:
    """The text with its blocks in the order of the pins; comments of those that are gone stand at the end."""
    head, *blocks = _pieces(source)
    if len(blocks) != len(before.pins):
        raise ValueError("a pin stands elsewhere than in a block of its own")
    found = _with_offset(head, before.offset_ms, pins.offset_ms)
    kept = _known_again(before.pins, pins.pins)
    follows_new = False
    for pin, at in zip(pins.pins, kept, strict=True):
        block = block_of(pin) if at is None else _with_fields(blocks[at], before.pins[at], pin)
        found = f"{_apart(found) if at is None or follows_new else _ended(found)}{block}"
        follows_new = at is None
    gone = "".join(block.as_comments for at, block in enumerate(blocks) if at not in kept)
    found = f"{_apart(found)}{gone}" if gone else found
    return found.replace("\r\n", "\n").replace("\n", "\r\n") if "\r\n" in source.text else found


def _ended(part: str) -> str:
    return part if not part or part.endswith("\n") else f"{part}\n"


def _apart(part: str) -> str:
    """A part that ends with a blank line."""
    ended = _ended(part)
    return ended if not ended or ended.replace("\r", "").endswith("\n\n") else f"{ended}\n"


def _pieces(source: _Source) -> Iterator[_Source]:
    """What stands before the first block, and each block."""
    starts: list[int] = []
    for header in _HEADER.finditer(source.masked):
        above = _COMMENTS_ABOVE.search(source.masked, starts[-1] + 1 if starts else 0, header.start())
        starts.append(above.start() if above else header.start())
    for start, end in pairwise([0, *starts, len(source.text)]):
        yield source.cut(start, end)


def _known_again(before: Sequence[Pin], after: Sequence[Pin]) -> list[int | None]:
    """For each pin which of those before it was, if any."""
    found: list[int | None] = [None] * len(after)
    free = dict.fromkeys(range(len(before)))
    for key in _KNOWN_BY:
        places: dict[Hashable, list[int]] = {}
        for at in reversed(free):
            places.setdefault(key(before[at]), []).append(at)
        for number, pin in enumerate(after):
            if found[number] is None and (same := places.get(key(pin))):
                found[number] = at = same.pop()
                del free[at]
    return found


def _with_offset(head: _Source, before_ms: int, offset_ms: int) -> str:
    if before_ms == offset_ms:
        return head.text
    return _with_value(head, "offset_ms", str(offset_ms))


def _with_fields(block: _Source, before: Pin, pin: Pin) -> str:
    """The block with what is another of the pin; a field that is gone leaves its comment."""
    for name in FIELDS:
        old, new = getattr(before, name), getattr(pin, name)
        if old != new:
            block = _masked(_with_value(block, name, None if new in (None, "") else as_toml(new)))
    return block.text


def _with_value(piece: _Source, name: str, value: str | None) -> str:
    """The piece with another value of a key, put behind its last line with something on it if it is new."""
    found = re.search(rf"^[ \t]*{name}[ \t]*=[ \t]*([^#\n]*[^#\s])", piece.masked, re.MULTILINE)
    if not found:
        last = len(piece.masked.rstrip())
        added = "" if value is None else f"{name} = {value}"
        return f"{_ended(piece.text[:last])}{added}{piece.text[last:] or NEW_LINE}"
    if value is not None:
        return piece.text[: found.start(1)] + value + piece.text[found.end(1) :]
    comment = re.match(r"[ \t]*(?:(#+)|\r?\n?)", piece.masked[found.end() :])
    end = found.end() + (comment.start(1) if comment and comment[1] else comment.end() if comment else 0)
    return piece.text[: found.start()] + piece.text[end:]
