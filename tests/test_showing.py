"""What stands in files and their names is shown at the terminal, and never obeyed by it."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from woordbeeld import terminal
from woordbeeld.cli import main
from woordbeeld.showing import in_one_line, visible
from woordbeeld.words import say

OBEYED = [
    *(chr(code) for code in range(0x20) if chr(code) not in "\t\n"),
    *map(chr, range(0x7F, 0xA0)),
    *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    "\udcff",
]
TITLE = "\x1b]0;gotcha\x07"  # sets the title of the window
SHOWN = r"\u001b]0;gotcha\u0007"


@pytest.mark.parametrize("char", OBEYED, ids=ascii)
def test_a_character_that_a_terminal_obeys_is_written_as_json_has_it(char: str) -> None:
    told = visible(f"a{char}b")
    assert told.isprintable()
    assert json.loads(f'"{told}"') == f"a{char}b"


def test_all_other_text_stays_as_it_is() -> None:
    text = "“Één” – ok 👩‍🏫\u00a0é שלום\tx\r\nen [red]verder[/red] \\ \u200f\n"
    assert visible(text) == text


def test_in_one_line_there_is_no_other_line() -> None:
    assert in_one_line("talk\r\n\t.txt") == r"talk\u000d\u000a\u0009.txt"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, arguments)


def is_harmless(result: Result) -> bool:
    told = result.stdout + result.stderr
    assert SHOWN in told or repr(TITLE)[1:-1] in told, (told, result.exc_info)  # click shows some itself
    return all(line.isprintable() for line in told.split("\n"))


def a_talk(name: str = "talk.txt") -> str:
    Path(name).write_text(
        f"(Ja{TITLE}n:)\nJa.\nPIET: A{TITLE}\u202e\x9b2J\nB.\nRUTTE{TITLE}: ja\n", encoding="utf-8"
    )
    return name


def test_names_of_speakers(run: Callable[..., Result]) -> None:
    result = run("speakers", "list", a_talk())
    assert result.exit_code == 0
    assert is_harmless(result)


def test_a_difference(run: Callable[..., Result]) -> None:
    result = run("speakers", "rename", a_talk(), "Piet", "Piet Bos", "--dry-run")
    assert f"\n+PIET BOS: A{SHOWN}\\u202e\\u009b2J\n" in result.stdout
    assert is_harmless(result)


def test_a_difference_of_a_file_with_other_line_ends(run: Callable[..., Result]) -> None:
    Path("talk.txt").write_bytes(b"JAN: Ja.\r\n")
    result = run("speakers", "rename", "talk.txt", "Jan", "Kim", "--dry-run")
    assert b"\n+KIM: Ja.\r\n" in result.stdout_bytes


@pytest.mark.parametrize(
    "arguments",
    [
        ("speakers", "list", f"no{TITLE}\n.txt"),
        ("speakers", "rename", "talk.txt", TITLE, "Kim"),
        ("speakers", "rename", "talk.txt", "Piet", TITLE),
        ("speakers", "set", "talk.txt", TITLE, "Kim"),
        ("speakers", "list", "talk.txt", TITLE),
        ("speakers", TITLE),
        (f"--{TITLE}",),
        ("check", f"no{TITLE}.vtt"),
        ("check", "talk.txt", "--profile", TITLE),
        ("import", "page.html", "--out", f"no{TITLE}/"),
        ("make", f"no{TITLE}.mp4", "talk.txt", "--out", "out"),
    ],
)
def test_errors(run: Callable[..., Result], arguments: tuple[str, ...]) -> None:
    a_talk()
    Path("page.html").write_text("<p>JAN: Ja.<p>PIET: Nee.")
    Path(f"no{TITLE}").mkdir()
    result = run(*arguments)
    assert result.exit_code > 1
    assert is_harmless(result)


def test_a_name_cannot_add_a_line_to_what_is_told(run: Callable[..., Result]) -> None:
    told = run("speakers", "list", "talk.txt\nwoordbeeld: all is well").stderr
    assert told.splitlines() == [
        r"woordbeeld: talk.txt\u000awoordbeeld: all is well: does not exist; check the name and the folder"
    ]


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_findings(run: Callable[..., Result], form: str) -> None:
    name = f"cues{TITLE}.srt"
    Path(name).write_text(f"1\n00:00:01,000 --> 00:00:01,100\n<u{TITLE}>Ja\n\n{TITLE}\n")
    assert is_harmless(run("check", name, "--format", form))


def test_findings_as_json_are_the_same_data(run: Callable[..., Result]) -> None:
    name = f"cues{TITLE}.srt"
    Path(name).write_text("1\n00:00:01,000 --> 00:00:01,100\nJa\n")
    assert json.loads(run("check", name, "--format", "json").stdout)["files"][0]["file"] == name


@pytest.mark.parametrize("is_terminal", [True, False])
def test_progress(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, is_terminal: bool
) -> None:
    bars = StringIO()
    console = Console(file=bars, force_terminal=is_terminal, width=300)
    monkeypatch.setattr(terminal, "Console", lambda **_: console)
    with terminal.stages("en", quiet=False)(
        say("stage.fixing", what=f"[red]a[/red] :smile: {TITLE}.vtt")
    ) as progress:
        progress(0.5)
    told = bars.getvalue() if is_terminal else capsys.readouterr().err
    assert f"Fixing [red]a[/red] :smile: {SHOWN}.vtt" in told
