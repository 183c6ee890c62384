"""The editor shown to whoever started it, its token in no arguments of a program, which others can read."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from threading import Thread
from typing import Final

from woordbeeld.words import OTHERWISE, Message, say, told

READ_BYTES: Final = 1024  # of what is typed, at a time
_PAGE: Final = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0;url={address}">
<title>Woordbeeld</title>
</head>
<body><p><a href="{address}">{text}</a></p></body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """How the editor is shown: in a browser unless that is not wanted, and by what the terminal tells."""

    out: Callable[[str], None]
    aside: Callable[[str], None]  # for what no other program should read as an address
    language: str = OTHERWISE
    no_browser: bool = False
    quiet: bool = False

    def tell(self, message: Message) -> None:
        self.out(told(message, self.language))

    def tell_aside(self, message: Message) -> None:
        self.aside(told(message, self.language))

    def open(self, address: str, *, is_first: bool) -> Callable[[], None]:
        """Show an address, which lets in one browser; call what comes back when it has, or never will.

        The browser is given a page that leads there: arguments of programs are read by everyone on a machine.
        """
        page = None if self.no_browser else private_page(address, self.language)
        opened = page is not None and webbrowser.open(page.as_uri())
        if not (self.quiet and opened):
            is_open = say("command.editor_open", address=address)
            self.tell(is_open if opened else say("command.address", address=address))
            if is_first:
                self.tell_aside(say("command.again") if is_terminal() else say("command.stop"))
        return lambda: shutil.rmtree(page.parent, ignore_errors=True) if page else None


def private_page(address: str, language: str = OTHERWISE) -> Path | None:
    """A page that leads to an address, which nobody else can read, alone in a folder; None without room."""
    try:
        folder = Path(tempfile.mkdtemp(prefix="woordbeeld-"))
        file = folder / "open.html"
        file.touch(mode=0o600, exist_ok=False)
        file.write_text(_page(address, language), encoding="utf-8")
    except OSError:
        return None
    return file


def _page(address: str, language: str) -> str:
    text = escape(told(say("command.open_editor"), language))
    return _PAGE.format(address=escape(address), language=language, text=text)


def is_terminal() -> bool:
    """Whether somebody can press Enter."""
    return sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty()


def on_enter(do: Callable[[], None]) -> None:
    """Do something each time that Enter is pressed in the terminal, if there is one."""
    if not is_terminal():
        return
    if hasattr(signal, "SIGTTIN"):
        signal.signal(signal.SIGTTIN, signal.SIG_IGN)  # in the background it must go on, not stop to read
    keyboard = sys.stdin.fileno()

    def listen() -> None:
        # Not through sys.stdin: its lock would be held when the program ends.
        try:
            while typed := os.read(keyboard, READ_BYTES):
                if typed.endswith((b"\n", b"\r")):
                    do()
        except OSError:  # the terminal is gone, or another program has it
            return

    Thread(target=listen, name="enter", daemon=True).start()
