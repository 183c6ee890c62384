"""Whether reading and correcting a text takes time in proportion to its length, whatever stands in it.

    python -m tests.benchmarks.texts

prints for each kind of hostile text, and for each thing that is done to it, the time for a text and for one
four times as long, and their ratio: 4 where it is linear, 16 where it is quadratic. `--scale` makes all texts
longer; a word chooses kinds.
"""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click

from woordbeeld.errors import BadInputError
from woordbeeld.speakers import correct, listed
from woordbeeld.transcript.editing import merge_speakers, rename_speaker, set_speaker, swap_speakers
from woordbeeld.transcript.model import SpokenLine, Transcript
from woordbeeld.transcript.page import extract
from woordbeeld.transcript.pieces import ItemKind
from woordbeeld.transcript.pins import Pin, Pins, find_pinned, in_order
from woordbeeld.transcript.reader import read
from woordbeeld.transcript.rewording import delete, insert, join, move, reword, split
from woordbeeld.transcript.writer import write

TIMES: Final = 4  # as long is the second text
ROUNDS: Final = 2
Make = Callable[[int], str]
Do = Callable[[str], object]


def _lines(line: str) -> Make:
    """So many lines; `{}` in them is a number."""
    return lambda count: "".join(line.format(number) for number in range(count))


def _one_line(part: str, before: str = "JAN: Ja.\n", after: str = "\n") -> Make:
    """So many times the same on one line, below a line of speech."""
    return lambda count: before + part * (count * 20) + after


def _spellings(count: int) -> str:
    """One label in so many ways of writing its capitals."""
    letters = "abcdefghijklmnop"
    names = (
        "".join(char.upper() if number >> bit & 1 else char for bit, char in enumerate(letters))
        for number in range(count)
    )
    return f"JAN {letters.upper()}: Ja.\n" + "".join(
        f"Jan {name}Z: Ja.\nJAN {name}Z: Ja.\n" for name in names
    )


TEXTS: Final[dict[str, Make]] = {
    "lines of one speaker": lambda count: "JAN: Ja.\n" + "En door.\n" * count,
    "speakers by the thousand": _lines("NAAM A{0}B: Ja, dat is {0}.\n"),
    "speakers with one last name": _lines("NAAM{0} VAN DEN BOS: Ja.\nBOS: Nee.\n"),
    "speakers announced": _lines("(Naam{0} komt. Naam{0} Bos:)\nJa.\n"),
    "one speaker announced": _lines("JAN: Nee.\n(Aldus een man. Jan:)\nJa {}.\n"),
    "spellings of a label": _spellings,
    "labels above paragraphs": _lines("NAAM{}\nJa, dat is zo.\n\n"),
    "labels alone": _lines("NAAM A{}B:\n"),
    "capitals": _lines("DIT IS {} IN HOOFDLETTERS\n"),
    "capitals in paragraphs": _lines("MUZIEK {}\n\n"),
    "acronyms": _lines("AOW\n"),
    "acronyms below emptiness": _lines("()\nAOW!\n"),
    "names in capitals": _lines("JAN{}\n"),
    "capitals after a scene": _lines("(Beeldtekst: Ja.)\nAOW\n"),
    "opened": _lines("(\n"),
    "opened in paragraphs": _lines("(Een {}\n\n"),
    "opened, text between": _lines("(Een {}\n\nJa.\n"),
    "opened after speech": _lines("JAN: Ja.\n(Een {}\n"),
    "closed": _lines(")\n"),
    "opened and closed": _lines("(a\n) (b\n"),
    "nested": lambda count: "JAN: Ja.\n" + "(\n" * count + ")\n" * count,
    "parentheses in speech": _lines("(a) b (c\n"),
    "scenes side by side": _lines("(a) (b) JAN: (c)\n"),
    "emptiness in parentheses": _lines("()\n"),
    "emptiness, then sounds": lambda count: "()\n" * count + "MUZIEK\nAOW\n" * count,
    "on-screen text": _lines("Beeldtekst:\n\n\nAOW\n"),
    "on-screen text over all": lambda count: "Beeldtekst:\n" + "- een\n\n" * count,
    "on-screen text, nothing below": _lines("Beeldtekst:\n"),
    "empty lines": lambda count: "JAN: Ja.\n" + "\n" * 20 * count + "Ja.\n",
    "carriage returns": lambda count: "JAN: Ja.\n" + "\r" * 20 * count + "Ja.\n",
    "a line of (": _one_line("("),
    "a line of )": _one_line(")"),
    "a line of ()": _one_line("()"),
    "a line of (a)": _one_line("(a) "),
    "a line of (a": _one_line("(a"),
    "a line of a)": _one_line("a)"),
    "a line of )(": _one_line(")("),
    "a line, opened once": _one_line("a ", before="JAN: Ja.\n("),
    "a line of capitals": _one_line("A"),
    "a line of words in capitals": _one_line("AB "),
    "a line of acronyms": _one_line("AB, "),
    "a line of sounds": _one_line("MUZIEK "),
    "a line of spaces": _one_line(" ", after=":\n"),
    "a line of spaces in a label": _one_line(" ", before="JAN", after=":\n"),
    "a line of tabs": _one_line("\t", before="A"),
    "a line of colons": _one_line(":"),
    "a line of labels": _one_line("JAN: "),
    "a line of A:": _one_line("A:"),
    "a line of dots": _one_line("."),
    "a line of dots and spaces": _one_line(". "),
    "a line of spaces in a scene": _one_line(" ", before="(a.", after="b:)\n"),
    "a line of sentences in a scene": _one_line("A. ", before="(", after="Jan:)\n"),
    "a line of markers in a scene": _one_line("Beeldtekst: a. ", before="(", after=")\n"),
    "a line of words in an announcement": _one_line("jan ", before="JAN: Ja.\n(", after="Jan:)\n"),
    "a line of apostrophes": _one_line("’"),
    "a line of hyphens": _one_line("-"),
    "a line of combining marks": _one_line("\u0301", before="E", after=": ja\n"),
    "a line of no-break spaces": _one_line("\xa0"),
    "a line of brackets": _one_line("[A]"),
    "a line of qualifiers": _one_line("JAN (A) "),
    "a line of line separators": _one_line("\u2028"),
}


TALK: Final = _lines(
    "NAAM A{0}B: Dat is nummer {0}.\nEn {0} gaat nog door.\n\n(Een man {0}.)\n\nAPPLAUS\n\nJa.\n"
)
TWO: Final = _lines("JAN: Dat is nummer {0}.\nPIET: En {0} gaat nog door.\nJa.\n\n(Een man.)\n\nJa.\n")


def _middle(transcript: Transcript) -> SpokenLine:
    return transcript.spoken_lines[len(transcript.spoken_lines) // 2]


def _each_second(transcript: Transcript) -> list[int]:
    return [line.line for line in transcript.spoken_lines[::2]]


def _pinned(transcript: Transcript) -> Pins:
    """A pin for each line, scene and sound."""
    texts = ("", *(said.text for said in in_order(transcript)), "")
    each = zip(texts[1:-1], texts, texts[2:], strict=False)
    return Pins(tuple(Pin(text, 1, None, None, before, after) for text, before, after in each))


EDITS: Final[dict[str, Callable[[Transcript], object]]] = {
    "rename": lambda t: rename_speaker(t, t.speakers[0].name, "Kim de Wit"),
    "rename to one like it": lambda t: rename_speaker(t, t.speakers[0].name, "B0A"),
    "rename nobody": lambda t: rename_speaker(t, "Zzz", "Kim"),
    "merge": lambda t: merge_speakers(t, t.speakers[0].name, t.speakers[-1].name),
    "swap": lambda t: swap_speakers(t, t.speakers[0].name, t.speakers[-1].name),
    "set all": lambda t: set_speaker(t, [line.line for line in t.spoken_lines], "Kim"),
    "set each second": lambda t: set_speaker(t, _each_second(t), "Kim"),
    "set each second to one of them": lambda t: set_speaker(t, _each_second(t), t.speakers[0].name),
    "set one": lambda t: set_speaker(t, [_middle(t).line], "Kim"),
    "reword": lambda t: reword(t, _middle(t), "Iets anders."),
    "reword to a label": lambda t: reword(t, _middle(t), "KIM: anders."),
    "insert": lambda t: insert(t, _middle(t), ItemKind.SPOKEN, "Iets anders.", "Kim"),
    "delete each second": lambda t: delete(t, t.spoken_lines[::2]),
    "delete all but the last": lambda t: delete(t, t.spoken_lines[:-1]),
    "split": lambda t: split(t, _middle(t), 3),
    "join": lambda t: join(t, t.spoken_lines[0], t.spoken_lines[1]),
    "move": lambda t: move(t, t.scenes[len(t.scenes) // 2], 3),
    "pins": lambda t: find_pinned(t, _pinned(t)),
}


def _edit(change: Callable[[Transcript], object]) -> Do:
    """An edit of a text that is read anew; to be refused takes its time too."""

    def do(text: str) -> None:
        read.cache_clear()
        with suppress(BadInputError):
            change(read(text))

    return do


def _read(text: str) -> None:
    read.cache_clear()
    read(text)


def _in_file(do: Callable[[Path], object]) -> Do:
    def done(text: str) -> None:
        read.cache_clear()
        with TemporaryDirectory() as folder, suppress(BadInputError):
            path = Path(folder) / "talk.txt"
            path.write_bytes(text.encode())
            do(path)

    return done


def _rename(path: Path) -> str:
    """What `speakers rename --dry-run` shows for the first speaker, if there is one."""

    def change(text: Transcript) -> str:
        return rename_speaker(text, text.speakers[0].name, "Kim de Wit") if text.speakers else write(text)

    return correct(path, change).diff


def _import(page: str) -> None:
    read.cache_clear()
    with suppress(BadInputError):
        extract(page)


PAGES: Final[dict[str, Make]] = {
    "navigation": lambda n: f"<nav>{'<ul><li><a href=/x>Naar</a></ul>' * n}</nav><p>JAN: Ja.<p>PIET: Nee.",
    "divisions": _lines("<div>Alinea {} met tekst.</div><p>JAN: Ja."),
    "deep": lambda n: "<div>" * n + "<p>JAN: Ja.<p>PIET: Nee.",
    "deep and closed": lambda n: "<div>" * n + "<p>JAN: Ja.<p>PIET: Nee." + "</div>" * n,
    "closed, never opened": lambda n: "<p>JAN: Ja.<p>PIET: Nee." + "</div></b>" * n,
    "opened, another closed": lambda n: "<p>JAN: Ja.<p>PIET: Nee." + "<b></i>" * n,
    "headings": _lines("<h2>JAN{}: </h2><p>Ja."),
    "headings never closed": lambda n: "<p>JAN: Ja.<p>PIET: Nee." + "<h2>a" * n,
    "headings in headings": lambda n: "<p>JAN: Ja.<p>PIET: Nee." + "<h2>A: a" * n + "</h2>" * n,
    "preformatted": lambda n: "<pre>" + "JAN: Ja.<b>\n</b>" * n + "</pre>",
    "comments never closed": lambda n: "<p>JAN: Ja.<p>PIET: Nee." + "<!--" * n,
    "comments with tags never closed": lambda n: "<p>JAN: Ja.<p>PIET: Nee." + "<!--<b>" * n,
    "comments hardly opened": lambda n: "<p>JAN: Ja.<p>PIET: Nee." + "<!-->" * n,
    "declarations": lambda n: "<p>JAN: Ja.<p>PIET: Nee." + "<![if a>" * n + ">",
    "data never closed": lambda n: "<p>JAN: Ja.<p>PIET: Nee." + "<![CDATA[" * n,
    "instructions": lambda n: "<p>JAN: Ja.<p>PIET: Nee." + "<?" * n,
    "tags never closed": lambda n: "<p>JAN: Ja.<p>PIET: Nee." + "<a " * n,
    "ends never closed": lambda n: "<p>JAN: Ja.<p>PIET: Nee." + "</a " * n,
    "quotes never closed": lambda n: "<p>JAN: Ja.<p>PIET: Nee." + "<a b=\"c d='>" * n,
    "attributes": lambda n: f"<p {'a=b ' * n}>JAN: Ja.<p>PIET: Nee.",
    "attributes without end": lambda n: f"<p>JAN: Ja.<p>PIET: Nee.<p {'a=b ' * n}",
    "equals": lambda n: f"<p>JAN: Ja.<p>PIET: Nee.<p {'= ' * n}>",
    "slashes": lambda n: f"<p>JAN: Ja.<p>PIET: Nee.<p {'/ ' * n}>",
    "scripts": lambda n: "<p>JAN: Ja.<p>PIET: Nee." + "<script>a</b>" * n,
    "ampersands": lambda n: "<p>JAN: Ja.<p>PIET: Nee." + "&" * n + "&amp" * n,
    "less than": lambda n: "<p>JAN: Ja.<p>PIET: Nee." + "<" * n,
    "one line": lambda n: "<p>JAN: Ja.<p>PIET: Nee.<p>" + "<b>a</b> " * n,
    "text": lambda n: "In het kort.\n\n" * n + "JAN: Ja.\nPIET: Nee.\n" + "Deel dit\n\n" * n,
}


@dataclass(frozen=True, slots=True)
class Trial:
    """Something done to a text of a kind; `count` is of what the shorter text is made."""

    name: str
    make: Make
    do: Do
    count: int


def trials() -> Iterator[Trial]:
    for name, make in TEXTS.items():
        yield Trial(f"read: {name}", make, _read, 1_000)
        yield Trial(f"list: {name}", make, _in_file(listed), 500)
        yield Trial(f"rename: {name}", make, _in_file(_rename), 300)
        yield Trial(f"import: {name}", make, _import, 300)
    for edit, change in EDITS.items():
        yield Trial(f"{edit}: of many speakers", TALK, _edit(change), 200)
        yield Trial(f"{edit}: of two speakers", TWO, _edit(change), 300)
    for name, make in PAGES.items():
        yield Trial(f"page: {name}", make, lambda page: _import(f"<html>{page}"), 2_000)


def seconds(trial: Trial, count: int) -> float:
    """The processor time of it, the least of some rounds."""
    text = trial.make(count)
    took = []
    for _ in range(ROUNDS):
        start_s = time.process_time()
        trial.do(text)
        took.append(time.process_time() - start_s)
    return min(took)


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("word", nargs="?", default="", help="only kinds with this in their name")
    parser.add_argument("--scale", type=int, default=1, help="how many times as long all texts are")
    options = parser.parse_args()
    worst, name = 0.0, "none"
    for trial in trials():
        if options.word in trial.name:
            short, long = (seconds(trial, trial.count * options.scale * times) for times in (1, TIMES))
            click.echo(f"{short:8.3f} s {long:8.3f} s {long / short:6.1f}  {trial.name}")
            worst, name = max((worst, name), (long / short, trial.name))
    click.echo(f"the worst ratio is {worst:.1f} ({name}) for texts {TIMES} times as long")


if __name__ == "__main__":
    main()
