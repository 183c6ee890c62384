"""The text of a PDF as it stands on its pages, read by PDFium in a process of its own.

A PDF is a program of sorts: what goes wrong in reading one ends that process, and no other.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from ctypes import byref, c_double, c_int, create_string_buffer
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, Final

from woordbeeld.errors import BadInputError, EnvironmentProblemError
from woordbeeld.words import say

_TIMEOUT_S: Final = 60
_MOST_PAGES: Final = 3000
_MOST_MEMORY: Final = 4 << 30
_COLUMN_GAP: Final = 3.0  # sizes of the letters, which no space between words has
_FONT_NAME_BYTES: Final = 256
_HYPHEN: Final = "\x02"  # what PDFium makes of a hyphen at the end of a line
_BOLD_WEIGHT: Final = 600
_FORCED_BOLD, _ITALIC = 1 << 18, 1 << 6  # flags of a font (ISO 32000-1, table 123)
_PROTECTED: Final = "protected"
_SAVE_AGAIN: Final = say("error.intake.export_pdf")


@dataclass(frozen=True, slots=True)
class Segment:
    """Text that stands together on a line, in points from the left and from the foot of the page.

    `y` is that of the line on which the letters stand; `runs` are texts with whether they are bold and
    italic.
    """

    page: int
    left: float
    right: float
    y: float
    size: float
    runs: tuple[tuple[str, bool, bool], ...]

    @property
    def text(self) -> str:
        return "".join(text for text, _, _ in self.runs)


def segments(data: bytes) -> list[Segment]:
    """All text of a PDF in the order in which it was written.

    Raises:
        BadInputError: it is protected, damaged, or takes too long.
        EnvironmentProblemError: PDFium is not installed.
    """
    if find_spec("pypdfium2") is None:
        what = say("error.intake.no_pdfium")
        raise EnvironmentProblemError(what, remedy=say("error.intake.install_or_document"))
    try:
        done = subprocess.run(  # noqa: S603 - this module itself
            [sys.executable, "-m", __name__],
            input=data,
            capture_output=True,
            timeout=_TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        what = say("error.intake.pdf_slow", seconds=_TIMEOUT_S)
        raise BadInputError(what, remedy=_SAVE_AGAIN) from error
    if done.returncode:
        raise BadInputError(say("error.intake.pdf_damaged"), remedy=_SAVE_AGAIN)
    told = json.loads(done.stdout)
    if told == _PROTECTED:
        raise BadInputError(say("error.intake.pdf_password"), remedy=say("error.intake.save_without"))
    return [
        Segment(page, left, right, y, size, tuple((text, bold, italic) for text, bold, italic in runs))
        for page, left, right, y, size, runs in told
    ]


class _Page:
    """The letters of a page, one by one."""

    def __init__(self, page: Any, number: int) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium = pdfium
        self._page = page
        self._number = number
        self._name = create_string_buffer(_FONT_NAME_BYTES)

    def segments(self) -> Iterator[list[Any]]:
        """What stands together on a line: it ends where the line does, or before a gap as between columns."""
        current: list[Any] | None = None
        pending = ""  # white space, of which only what follows tells whether it is in a segment
        for at in range(self._page.count_chars()):
            letter = chr(self._pdfium.FPDFText_GetUnicode(self._page, at))
            if letter in "\r\n":
                if current:
                    yield current
                current, pending = None, ""
            elif letter.isspace():
                pending += letter
            else:
                left, right, y, size, bold, italic = self._look(at)
                if current and left - current[2] > _COLUMN_GAP * max(size, 1.0):
                    yield current
                    current = None
                if current is None:
                    current, pending = [self._number, left, right, y, size, []], ""
                self._add(
                    current, pending + (letter if letter != _HYPHEN else "\N{SOFT HYPHEN}"), bold, italic
                )
                current[2], pending = max(current[2], right), ""
        if current:
            yield current

    @staticmethod
    def _add(current: list[Any], text: str, bold: bool, italic: bool) -> None:  # noqa: FBT001 - a run's own
        runs = current[5]
        if runs and runs[-1][1:] == [bold, italic]:
            runs[-1][0] += text
        else:
            runs.append([text, bold, italic])

    def _look(self, at: int) -> tuple[float, float, float, float, bool, bool]:
        pdfium, page = self._pdfium, self._page
        x, y, flags = c_double(), c_double(), c_int()
        pdfium.FPDFText_GetCharOrigin(page, at, byref(x), byref(y))
        left, _, right, _ = page.get_charbox(at)
        length = pdfium.FPDFText_GetFontInfo(page, at, self._name, _FONT_NAME_BYTES, byref(flags))
        name = (
            self._name.raw[: min(max(length - 1, 0), _FONT_NAME_BYTES)].decode("utf-8", "replace").casefold()
        )
        bold = (
            any(each in name for each in ("bold", "black", "heavy"))
            or bool(flags.value & _FORCED_BOLD)
            or pdfium.FPDFText_GetFontWeight(page, at) >= _BOLD_WEIGHT
        )
        italic = "italic" in name or "oblique" in name or bool(flags.value & _ITALIC)
        return left, right, y.value, pdfium.FPDFText_GetFontSize(page, at), bold, italic


def _main() -> None:
    """Read a PDF from standard input, and write its segments as JSON."""
    import pypdfium2

    _limit_memory()
    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    except pypdfium2.PdfiumError as error:
        if "password" not in str(error).casefold():
            raise
        sys.stdout.write(json.dumps(_PROTECTED))
        return
    found: list[list[Any]] = []
    for number in range(min(len(document), _MOST_PAGES)):
        found += _Page(document[number].get_textpage(), number).segments()
    sys.stdout.write(json.dumps(found))


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has none
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


if __name__ == "__main__":
    _main()
