"""Old Word (`.doc`): turned into OpenDocument by LibreOffice, where that is there.

That runs in a folder and with a profile of its own: macros are not run, and the user's is left alone.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from woordbeeld.errors import BadInputError, EnvironmentProblemError
from woordbeeld.intake.document import Document
from woordbeeld.intake.readers.building import Builder
from woordbeeld.intake.readers.open_document import read_flat
from woordbeeld.words import say

NAME: Final = "Word 97–2003"
MARK: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # of Microsoft's compound files
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")  # the part that holds a .docx with a password
_WORD: Final = "WordDocument".encode("utf-16-le")
_PROGRAMS: Final = ("soffice", "libreoffice")
_ELSEWHERE: Final = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
)
_TIMEOUT_S: Final = 60
_FLAGS_AT: Final = 10  # of the head of a Word document (MS-DOC 2.5.2), where its first bytes stand
_HEAD: Final = b"\xec\xa5"
_IS_ENCRYPTED: Final = 0x01  # in the second byte of the flags
_OPTIONS: Final = (
    "--headless",
    "--norestore",
    "--nolockcheck",
    "--nodefault",
    "--convert-to",
    "fodt",
    "--outdir",
)
_CELL_END: Final = "\a"
_NO_CELL = re.compile(r"[\x00-\x06\x08-\x1f]")
_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def read_old_word(data: bytes) -> Document:
    """The text of an old Word document.

    Raises:
        BadInputError: it is protected, is no Word document, or LibreOffice cannot read it.
        EnvironmentProblemError: there is no LibreOffice.
    """
    if _ENCRYPTED in data or _is_encrypted(data):
        raise BadInputError(say("error.intake.password"), remedy=say("error.intake.no_password_word"))
    if _WORD not in data:
        raise BadInputError(say("error.intake.old_office"), remedy=say("error.intake.save_as_word"))
    program = find_libreoffice()
    if program is None:
        raise EnvironmentProblemError(
            say("error.intake.no_libreoffice"), remedy=say("error.intake.save_or_install")
        )
    return with_lost_cells(replace(read_flat(_converted(program, data)), format_name=NAME), data)


def find_libreoffice() -> str | None:
    found = (shutil.which(name) for name in _PROGRAMS)
    return next((each for each in (*found, *_ELSEWHERE) if each and Path(each).is_file()), None)


def _is_encrypted(data: bytes) -> bool:
    """Whether the head of the document, which stands at the edge of a sector, says so."""
    for at in range(512, min(len(data), 1 << 16), 512):
        if data.startswith(_HEAD, at):
            return bool(data[at + _FLAGS_AT + 1] & _IS_ENCRYPTED)
    return False


def _converted(program: str, data: bytes) -> bytes:
    """The document as OpenDocument in one file of XML."""
    with TemporaryDirectory(prefix="woordbeeld-") as made:
        folder = Path(made)
        (folder / "talk.doc").write_bytes(data)
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        _run(
            [
                program,
                f"-env:UserInstallation={profile.as_uri()}",
                *_OPTIONS,
                str(folder),
                str(folder / "talk.doc"),
            ]
        )
        out = folder / "talk.fodt"
        if not out.is_file():
            what = say("error.intake.libreoffice_refused")
            raise BadInputError(what, remedy=say("error.intake.save_as_docx"))
        return out.read_bytes()


def _run(command: list[str]) -> None:
    """Run LibreOffice, which starts other programs, for so long as a document may take."""
    with subprocess.Popen(  # noqa: S603 - a program of the user's, with words of our own
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as running:
        try:
            running.wait(_TIMEOUT_S)
        except subprocess.TimeoutExpired as error:
            what = say("error.intake.libreoffice_slow", seconds=_TIMEOUT_S)
            raise BadInputError(what, remedy=say("error.intake.save_as_docx")) from error
        finally:
            _stop(running)


def _stop(running: subprocess.Popen[bytes]) -> None:
    """End it, and all that it started."""
    if running.poll() is not None:
        return
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(running.pid, signal.SIGKILL)
        else:
            running.kill()


def with_lost_cells(document: Document, data: bytes) -> Document:
    """The document with the cells of a table at its very end, which LibreOffice reads as one paragraph.

    In the file each cell ends in a mark, and each row in one more.
    """
    last = document.paragraphs[-1] if document.paragraphs else None
    if last is None or last.cell:
        return document
    found = next((each for each in _with_cells(data) if each.replace(_CELL_END, "") == last.text), None)
    if found is None:
        return document
    builder = Builder()
    builder.tables.open_table()
    for row in found.removesuffix(_CELL_END * 2).split(_CELL_END * 2):
        builder.tables.open_row()
        for cell in row.split(_CELL_END):
            builder.tables.open_cell()
            builder.text(cell)
            builder.end_paragraph()
    table = 1 + max((each.cell.table for each in document.paragraphs if each.cell), default=-1)
    cells = (
        replace(each, place=last.place + at, cell=replace(each.cell, table=table), spaced=False)
        for at, each in enumerate(builder.document(NAME).paragraphs)
        if each.cell
    )
    return replace(document, paragraphs=(*document.paragraphs[:-1], *cells))


def _with_cells(data: bytes) -> Iterator[str]:
    """The stretches of text in the file that have marks of cells, in both ways in which text is kept."""
    for text in (data[: len(data) // 2 * 2].decode("utf-16-le", "replace"), data.decode("cp1252", "replace")):
        yield from (each for each in _NO_CELL.split(text) if each.endswith(_CELL_END * 2))
