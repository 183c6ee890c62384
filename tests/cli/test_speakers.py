"""`woordbeeld speakers`: who speaks, listed and corrected in the file itself."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from woordbeeld.cli.speakers import speakers

Run = Callable[..., Result]

TALK = "ADA BOS: Een.\nTwee.\n\nAPPLAUS\n\nJAN: Drie.\nBOS: Vier.\n"


@pytest.mark.parametrize("command", ["list", "rename", "merge", "swap", "set", "audit"])
def test_every_command_has_help_with_an_example_that_it_understands(run: Run, command: str) -> None:
    shown = " ".join(run("speakers", command, "--help").stdout.split())
    example = shown.partition("Example: woordbeeld speakers ")[2].partition(" Options:")[0]
    name, *arguments = shlex.split(example)
    assert name == command
    speakers.commands[name].make_context(name, arguments)


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "talk.txt"
    path.write_bytes(TALK.encode())
    return path


def test_list_tells_turns_lines_and_labels(run: Run, talk: Path) -> None:
    result = run("speakers", "list", str(talk))
    assert result.exit_code == 0
    assert [line.split() for line in result.stdout.splitlines()] == [
        ["turns", "lines", "first", "speaker"],
        ["2", "3", "1", "Ada", "Bos", "(ADA", "BOS,", "BOS)"],
        ["1", "1", "6", "Jan", "(JAN)"],
    ]


def test_list_tells_what_is_in_doubt(run: Run, talk: Path) -> None:
    talk.write_text(TALK + "EVA BOS: Vijf.\n")
    assert "line 7: label 'BOS' may be Ada Bos or Eva Bos" in run("speakers", "list", str(talk)).stdout


def test_names_that_may_be_misspelt_are_listed(run: Run, tmp_path: Path) -> None:
    talk = tmp_path / "talk.txt"
    talk.write_text("KARIN BOSCH: Een.\nTwee.\nJAN: Ja.\nKAREN BOSCH: Drie.\n", encoding="utf-8")
    told = run("speakers", "list", str(talk)).stdout
    assert told.splitlines()[-1] == "line 4: looks like Karin Bosch: a typing error?"


def test_a_dry_run_shows_the_difference_and_writes_nothing(run: Run, talk: Path) -> None:
    result = run("speakers", "set", str(talk), "2", "Jan", "--dry-run")
    assert result.exit_code == 0
    assert "-Twee.\n+JAN: Twee.\n" in result.stdout
    assert talk.read_bytes() == TALK.encode()


def test_set_rename_and_merge_change_the_file_and_say_so(run: Run, talk: Path) -> None:
    result = run("speakers", "set", str(talk), "2-6", "Kim")
    assert result.stdout.startswith(f"2 lines changed in {talk}")
    assert talk.read_text() == "ADA BOS: Een.\nKIM: Twee.\n\nAPPLAUS\n\nDrie.\nBOS: Vier.\n"
    assert run("speakers", "rename", str(talk), "Kim", "Kim de Wit", "--quiet").stdout == ""
    assert "KIM DE WIT: Twee." in talk.read_text()
    run("speakers", "merge", str(talk), "Kim de Wit", "Bos")
    assert talk.read_text() == "ADA BOS: Een.\nADA BOS: Twee.\n\nAPPLAUS\n\nDrie.\nBOS: Vier.\n"


@pytest.mark.parametrize("lines", ["2", "2-2", "02", " 2 ", "2 - 2", "2-5", "2,2"])
def test_set_takes_lines_as_people_write_them(run: Run, talk: Path, lines: str) -> None:
    assert run("speakers", "set", str(talk), lines, "Jan").exit_code == 0
    assert talk.read_text() == TALK.replace("Twee", "JAN: Twee")  # the label below the sound stays


def test_set_reaches_the_last_line_and_no_further(run: Run, talk: Path) -> None:
    assert run("speakers", "set", str(talk), "6-7", "Jan").exit_code == 0
    assert talk.read_text() == TALK.replace("BOS: Vier", "Vier")


@pytest.mark.parametrize(("encoding", "end"), [("utf-16", "\n"), ("cp1252", "\r\n"), ("utf-8-sig", "\r\n")])
def test_the_encoding_and_the_line_ends_stay(run: Run, talk: Path, encoding: str, end: str) -> None:
    text = "JAN: Één.\nTwee.\n".replace("\n", end)
    talk.write_bytes(text.encode(encoding))
    run("speakers", "set", str(talk), "2", "Renée")
    assert talk.read_bytes() == text.replace("Twee", "RENÉE: Twee").encode(encoding)


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("set", "twee", "Jan"), 2, "'twee' is no list of lines; give them as in 12,15-17"),
        (("set", "٢", "Jan"), 2, "'٢' is no list of lines; give them as in 12,15-17"),
        (("set", "2,", "Jan"), 2, "'2,' is no list of lines"),
        (("set", "-2", "Jan"), 2, "No such option"),
        (("set", "7-2", "Jan"), 2, "'7-2' runs backwards; give the lower number first, as in 15-17"),
        (("set", "2,7-6", "Jan"), 2, "'7-6' runs backwards"),
        (("set", "0", "Jan"), 3, "talk.txt: there is no line 0; count lines from 1"),
        (("set", "0-2", "Jan"), 3, "talk.txt: there is no line 0"),
        (("set", "2,000", "Jan"), 3, "talk.txt: there is no line 0"),
        (("set", "1-999", "Jan"), 3, "talk.txt: '1-999' goes beyond the last line, which is 7; give numbers"),
        (("set", "1-8", "Jan"), 3, "talk.txt: '1-8' goes beyond the last line, which is 7"),
        (("set", "2,1-8", "Jan"), 3, "talk.txt: '1-8' goes beyond the last line, which is 7"),
        (("set", "999-1", "Jan"), 3, "talk.txt: '999-1' goes beyond the last line, which is 7"),
        (("set", "9" * 5000, "Jan"), 3, "goes beyond the last line, which is 7"),
        (("set", "1-" + "9" * 5000, "Jan"), 3, "goes beyond the last line, which is 7"),
        (("set", "2,4", "Jan"), 3, "talk.txt: nobody speaks on line 4"),
        (("set", "4", "Jan"), 3, "talk.txt: nobody speaks on line 4"),
        (("set", "3-5", "Jan"), 3, "talk.txt: nobody speaks on line 3-5"),
        (("set", "99", "Jan"), 3, "talk.txt: '99' goes beyond the last line, which is 7"),
        (("set", "2", "Jan:"), 3, "talk.txt: 'Jan:' makes no label"),
        (("rename", "Jam", "Kim"), 3, "talk.txt: nobody in it is called 'Jam'; did you mean 'Jan'?"),
        (("rename", "Jan", "Ada Bos"), 3, "to make two speakers one, use merge"),
        (("merge", "Jan", "Zoë"), 3, "talk.txt: nobody in it is called 'Zoë'"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence_and_changes_nothing(
    run: Run, talk: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    command, *rest = arguments
    result = run("speakers", command, str(talk), *rest)
    assert (result.exit_code, told in result.stderr) == (code, True), result.stderr
    assert talk.read_bytes() == TALK.encode()


def test_a_sign_that_the_encoding_lacks_is_told_and_the_file_stays(run: Run, talk: Path) -> None:
    before = "JAN: Één.\nTwee.\n".encode("cp1252")
    talk.write_bytes(before)
    for options in ((), ("--dry-run",)):
        result = run("speakers", "set", str(talk), "2", "Łucja", *options)
        assert result.exit_code == 3
        assert "has no 'Ł' (U+0141)" in result.stderr
        assert talk.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        ("DESIRÉE: Hij zegt Ã©.\n", "cp1252", "Kim"),  # what is left would be taken for UTF-8
        ("JAN: Ja.\n", "utf-16-le", "Шшшшшшшшшшшшшшшшшшш"),  # few zeros are left to know it by
    ],
)
def test_a_file_whose_encoding_could_not_be_told_after_an_edit_is_not_changed(
    run: Run, talk: Path, text: str, encoding: str, name: str
) -> None:
    before = text.encode(encoding)
    talk.write_bytes(before)
    result = run("speakers", "set", str(talk), "1", name)
    assert result.exit_code == 3
    assert f"talk.txt: its encoding ({encoding}) could not be told from its new text" in result.stderr
    assert talk.read_bytes() == before


def test_a_line_ends_where_editors_end_it(run: Run, talk: Path) -> None:
    talk.write_bytes("JAN: Hallo\u2028daar\x85ja.\nPIET: Ja.\n".encode())
    result = run("speakers", "set", str(talk), "1", "Klaas")
    assert result.stdout.startswith(f"1 line changed in {talk}")
    assert talk.read_bytes() == "KLAAS: Hallo\u2028daar\x85ja.\nPIET: Ja.\n".encode()


def test_who_did_not_speak_before_is_told_for_it_may_be_a_typing_error(run: Run, talk: Path) -> None:
    told = run("speakers", "set", str(talk), "2", "Jam", "--ui", "en").stdout.splitlines()
    assert told[1:] == ["Jam did not speak in it before: is that the right name?"]
    assert len(run("speakers", "set", str(talk), "2", "Bos", "--ui", "en").stdout.splitlines()) == 1
    assert len(run("speakers", "rename", str(talk), "Bos", "Kim", "--ui", "en").stdout.splitlines()) == 1


def test_lines_of_others_are_not_swapped_and_that_is_told(run: Run, talk: Path) -> None:
    talk.write_text(TALK + "EVA: Vijf.\n", encoding="utf-8")
    result = run("speakers", "swap", str(talk), "Ada Bos", "Jan", "--lines", "8", "--ui", "en")
    assert result.exit_code == 3
    assert "neither Ada Bos nor Jan speaks on these lines; give numbers of lines" in result.stderr
