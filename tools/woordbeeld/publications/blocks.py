"""A text of blocks, most of them cues: what WebVTT and SubRip are, read so that nothing is lost."""

from __future__ import annotations

import re
from dataclasses import dataclass

from woordbeeld.findings import Finding, Severity

FORMAT = "format"  # the rule that what breaks a format breaks
MEND = "mend it by hand, or leave it out"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a file; all of them joined are the file. A cue has `times`, another block only a `head`.

    `line` is where the times stand, or where the block begins; `head` is the text before the times, `text`
    what the cue shows, `after` the empty lines that follow.
    """

    line: int
    head: str
    times: str = ""
    text: str = ""
    after: str = ""

    @property
    def source(self) -> str:
        return self.head + self.times + self.text + self.after


def lines_of(text: str) -> list[str]:
    r"""The lines of a text with their ends, which are LF, CR or CR LF.

    >>> lines_of("a\r\n\rb")
    ['a\r\n', '\r', 'b']
    """
    return [line for line in _LINE.findall(text) if line]


def line_end(text: str) -> str:
    """How the lines of a text end."""
    return next((end for end in ("\r\n", "\n", "\r") if end in text), "\n")


def fault(line: int, what: str, severity: Severity = Severity.ERROR) -> Finding:
    """A finding about what breaks a format."""
    return Finding(FORMAT, severity, f"what stands here {what}", line, suggestion=MEND)
