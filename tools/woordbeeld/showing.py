"""Text shown at the terminal, where what stands in files and their names is data, never a command.

A terminal obeys some characters: they move the cursor, change titles and colours, hide or reorder what
stands there. All that is told goes through `echo` or `echo_text`, which show such a character instead.
"""

from __future__ import annotations

import re
import sys
from typing import Final

import click

# Control characters (C0, DEL, C1), what turns the direction of text around, and halves of characters, as
# file names may have. A carriage return is only harmless as part of a line end.
_OBEYED: Final = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff]|\\r(?!\\n)"
)
_LINE_ENDS: Final = re.compile(r"[\t\r\n]")


def visible(text: str) -> str:
    r"""The text with every character that a terminal obeys written as JSON has it: ESC as \u001b.

    So JSON stays the same JSON. Line ends and tabs stay.

    >>> print(visible("Ton\x1b[31m\n"), end="")
    Ton\u001b[31m
    """
    return _OBEYED.sub(_escaped, text)


def in_one_line(text: str) -> str:
    r"""As `visible`, with line ends and tabs made visible too, as names of files may have them.

    >>> print(in_one_line("talk\n.txt"))
    talk\u000a.txt
    """
    return _LINE_ENDS.sub(_escaped, visible(text))


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()):04x}"


def echo(sentence: str, *, err: bool = False) -> None:
    """Tell one line."""
    click.echo(in_one_line(sentence), err=err)  # noqa: TID251 - here it is made harmless


def echo_text(text: str, *, err: bool = False) -> None:
    """Show a text of several lines that ends its last one itself."""
    click.echo(visible(text), nl=False, err=err)  # noqa: TID251 - as above


def hand_over(data: bytes) -> None:
    """Write the bytes of a file to standard output, as they are; a terminal gets them made visible."""
    if sys.stdout.isatty():
        echo_text(data.decode("utf-8", "replace"))
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
