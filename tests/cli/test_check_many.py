"""`woordbeeld check` with several files, folders, standard input, chosen rules, dry runs and backups."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from woordbeeld.cli import main

Run = Callable[..., Result]

SHORT = "1\n00:00:01,000 --> 00:00:01,500\nEén café.\n"
LONGER = SHORT.replace("01,500", "02,000")
CROWDED = """\
1
00:00:01,000 --> 00:00:03,010
Dat is zo.

2
00:00:03,000 --> 00:00:05,000
Dat klopt.

3
00:00:05,020 --> 00:00:05,520
Ja zeker.
"""


@pytest.fixture
def short(tmp_path: Path) -> Path:
    file = tmp_path / "kort.nl.srt"
    file.write_text(SHORT, "utf-8")
    return file


def files(result: Result) -> list[str]:
    return [file["file"] for file in json.loads(result.stdout)["files"]]


def broken(result: Result) -> set[str]:
    return {finding["rule"] for file in json.loads(result.stdout)["files"] for finding in file["findings"]}


def given_to(text: bytes, *arguments: object) -> Result:
    """A run that has this as its standard input."""
    return CliRunner().invoke(main, [str(each) for each in arguments], input=text)


# -- several files and folders


def test_files_of_one_name_that_cannot_be_read_are_named_by_their_paths(run: Run, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.vtt").write_text("dag", "utf-8")
    given = [tmp_path / folder / "x.vtt" for folder in "abc"]
    told = run("check", *given).stderr.splitlines()
    assert [line.split(": ")[1] for line in told] == [str(path) for path in given]


def test_each_of_several_files_is_named_by_its_path_and_a_sum_ends_the_text(
    run: Run, short: Path, tmp_path: Path
) -> None:
    below = tmp_path / "deel" / "b.nl.srt"
    below.parent.mkdir()
    below.write_text(CROWDED, "utf-8")
    assert files(run("check", short, below, "--format", "json")) == [str(short), str(below)]
    assert run("check", short, below).stdout.endswith("\n2 files: 1 error, 3 warnings, 2 notes\n")


def test_a_folder_is_searched_to_its_depths_without_what_is_hidden(
    run: Run, short: Path, tmp_path: Path
) -> None:
    for name in ("deel/a.nl.vtt", ".oud/b.nl.srt", "deel/._c.nl.srt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("WEBVTT\n\n00:01.000 --> 00:03.000\nJa, dat is zo.\n", "utf-8")
    (tmp_path / "deel" / "terug").symlink_to(tmp_path)
    assert files(run("check", tmp_path, "--format", "json")) == [short.name, "deel/a.nl.vtt"]
    everything = run("check", short, tmp_path, "--format", "json")
    assert files(everything) == [str(short), str(tmp_path / "deel/a.nl.vtt")], "each once"


def test_a_named_file_that_cannot_be_read_stops_no_other_and_gives_exit_code_3(
    run: Run, short: Path, tmp_path: Path
) -> None:
    gone = tmp_path / "weg.srt"
    result = run("check", gone, short, "--fix")
    assert result.exit_code == 3
    assert result.stderr == f"woordbeeld: {gone}: does not exist; check the name and the folder\n"
    assert "the file does not exist" in result.stdout
    assert short.read_text("utf-8") == LONGER


# -- rules


def test_only_selected_rules_are_told_and_ignored_ones_are_not(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.nl.srt"
    file.write_text(CROWDED, "utf-8")
    everything = broken(run("check", file, "--format", "json"))
    assert everything == {"overlap", "gap", "too-short", "reading-speed-aim"}
    chosen = run("check", file, "--format", "json", "--select", "gap, short", "--select", "too-short")
    assert broken(chosen) == {"gap", "too-short"}
    assert chosen.exit_code == 0, "the overlap is not asked for"
    rest = run("check", file, "--format", "json", "--ignore", "gap,overlap")
    assert broken(rest) == everything - {"gap", "overlap"}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (
            ("--select", "gaps"),
            "there is no rule gaps (did you mean gap?); choose from across-cut, bad-break",
        ),
        (("--ignore", "xyzzy"), "there is no rule xyzzy; choose from"),
        (("--fix=overlaps",), "there is no rule overlaps (did you mean overlap?)"),
        (("--fix=long",), "a person must fix what breaks long; choose from all, bad-break, dash"),
        (("--fps", "0"), "--fps is no frame rate; write it as 25 or 23.976"),
        (("--fix", "gap,overlap"), "gap,overlap names no file, but rules; write --fix=gap,overlap"),
        (("--dry-run",), "--dry-run is for --fix alone; give --fix too"),
        (("--no-backup",), "--no-backup is for --fix alone"),
    ],
)
def test_what_is_no_rule_is_refused_with_the_nearest_name(
    run: Run, short: Path, options: tuple[str, ...], told: str
) -> None:
    result = run("check", short, *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"woordbeeld: {told}")


@pytest.mark.parametrize(
    ("rules", "ends"),
    [
        ("overlap", ["02,920", "05,000", "05,520"]),
        ("gap", ["03,010", "04,940", "05,520"]),
        ("too-short", ["03,010", "05,000", "05,853"]),
        ("short,too-short", ["03,010", "05,000", "06,020"]),
        ("format", ["03,010", "05,000", "05,520"]),
        ("all", ["02,920", "04,940", "06,020"]),
    ],
)
def test_only_what_breaks_the_named_rules_is_fixed(
    run: Run, tmp_path: Path, rules: str, ends: list[str]
) -> None:
    file = tmp_path / "a.nl.srt"
    file.write_text(CROWDED, "utf-8")
    run("check", f"--fix={rules}", file)
    assert [line[-6:] for line in file.read_text("utf-8").splitlines() if "-->" in line] == ends


def test_gaps_count_in_frames_of_the_video(run: Run, tmp_path: Path) -> None:
    """Two frames are 80 ms at 25 a second, and 67 ms at 30."""
    file = tmp_path / "a.nl.srt"
    file.write_text(CROWDED.replace("03,010", "02,930"), "utf-8")
    assert run("check", file, "--fix=gap", "--fps", "30").exit_code == 0
    assert "--> 00:00:02,930" in file.read_text("utf-8")
    run("check", file, "--fix=gap")
    assert "--> 00:00:02,920" in file.read_text("utf-8")


def test_what_is_ignored_is_not_fixed_either(run: Run, short: Path) -> None:
    run("check", "--fix", short, "--ignore", "short,too-short,reading-speed-aim")
    assert short.read_text("utf-8") == SHORT


def test_an_encoding_is_changed_only_where_the_format_is_to_be_fixed(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.nl.vtt"
    text = "WEBVTT\n\n00:01.000 --> 00:01.500\nEén café.\n"
    file.write_bytes(text.encode("cp1252"))
    run("check", "--fix=short", file)
    assert file.read_bytes() == text.replace("00:01.500", "00:00:02.000").encode("cp1252")
    run("check", "--fix=format", file)
    assert "Eén café." in file.read_bytes().decode("utf-8")


def test_a_read_only_file_is_not_fixed_whoever_asks(run: Run, short: Path, tmp_path: Path) -> None:
    short.chmod(0o444)
    result = run("check", short, "--fix")
    assert result.exit_code == 3
    assert "kort.nl.srt: it is read-only" in result.stderr
    assert short.read_text("utf-8") == SHORT
    assert list(tmp_path.iterdir()) == [short]
    assert run("check", short, "--fix", "--dry-run").exit_code == 0


# -- dry runs


def test_a_dry_run_prints_what_would_change_and_writes_nothing(run: Run, short: Path, tmp_path: Path) -> None:
    result = run("check", short, "--fix", "--dry-run")
    assert result.exit_code == 0, "as if it was fixed"
    assert result.stdout == (
        "--- kort.nl.srt\n+++ kort.nl.srt\n@@ -1,3 +1,3 @@\n 1\n"
        "-00:00:01,000 --> 00:00:01,500\n+00:00:01,000 --> 00:00:02,000\n Eén café.\n"
    )
    assert "Would be fixed (1):" in result.stderr
    assert short.read_text("utf-8") == SHORT
    assert list(tmp_path.iterdir()) == [short]


@pytest.mark.skipif(not shutil.which("patch"), reason="patch is not on this machine")
@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_a_dry_run_is_a_patch_of_the_bytes_of_the_file(run: Run, tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "kort.nl.srt"
    second = "\n2\n00:00:05,000 --> 00:00:05,400\nč, œ of niet.\n"
    file.write_bytes((SHORT + second.replace("č", "é" if encoding == "cp1252" else "č")).encode(encoding))
    shown = run("check", file, "--fix", "--dry-run").stdout_bytes
    difference = tmp_path / "difference"
    difference.write_bytes(shown)
    patched = tmp_path / "patched.srt"
    subprocess.run(["patch", "-s", "-o", patched, file, difference], check=True)
    assert run("check", file, "--fix").exit_code == 0
    assert patched.read_bytes() == file.read_bytes() != b""


def test_a_dry_run_of_a_binary_format_says_that_it_would_change(run: Run, tmp_path: Path) -> None:
    from tests.formats.stl_files import Gsi, teletext, tti

    file = tmp_path / "a.stl"
    file.write_bytes(Gsi().with_blocks(tti(0, 1, 1.4, teletext(b"Dat klopt wel."))))
    result = run("check", file, "--fix", "--dry-run")
    assert result.stdout == "Binary files a.stl and a.stl differ\n"


# -- standard input


def test_standard_input_is_checked_by_the_name_that_it_is_given() -> None:
    result = given_to(SHORT.encode(), "check", "-", "--stdin-name", "film/kort.nl.srt", "--format", "json")
    assert files(result) == ["film/kort.nl.srt"]
    assert broken(result) == {"too-short", "reading-speed-aim"}
    nameless = given_to(SHORT.encode(), "check", "-", "--format", "json")
    assert (files(nameless), "language-missing" in broken(nameless)) == (["-"], True)


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-16"])
def test_fixed_captions_go_to_standard_output_byte_for_byte_and_findings_elsewhere(encoding: str) -> None:
    text = SHORT.replace("\n", "\r\n")
    result = given_to(text.encode(encoding), "check", "--fix", "-", "--stdin-name", "kort.nl.srt")
    assert result.stdout_bytes == text.replace("01,500", "02,000").encode(encoding)
    assert "Fixed (1):" in result.stderr
    good = given_to(LONGER.encode(), "check", "--fix", "-", "--quiet")
    assert (good.stdout_bytes, good.stderr) == (LONGER.encode(), "")


def test_standard_input_that_is_no_captions_is_refused() -> None:
    result = given_to(b"", "check", "-")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith("woordbeeld: -: is empty; ")
    sound = given_to(b"\xff\xfb" + bytes(99), "check", "-")
    assert sound.stderr.startswith("woordbeeld: -: is a video or sound")


# -- backups


def test_what_was_in_a_file_is_kept_beside_it_and_no_earlier_backup_is_lost(run: Run, short: Path) -> None:
    for number in ("", "1", "2"):
        short.write_text(SHORT.replace("café", f"café{number}"), "utf-8")
        short.chmod(0o640)
        assert run("check", short, "--fix").exit_code == 0
        backup = short.with_name(f"kort.nl.srt.bak{number}")
        assert backup.read_text("utf-8") == SHORT.replace("café", f"café{number}")
        assert backup.stat().st_mode & 0o777 == 0o640
    assert len(list(short.parent.iterdir())) == 4


def test_there_is_no_backup_where_none_is_wanted_or_nothing_was_fixed(run: Run, short: Path) -> None:
    run("check", short, "--fix", "--no-backup")
    run("check", short, "--fix")
    assert list(short.parent.iterdir()) == [short]


def git(folder: Path, *words: str) -> None:
    name = ("-c", "user.name=Ton", "-c", "user.email=ton@example.org")
    subprocess.run(["git", *name, *words], cwd=folder, check=True, capture_output=True)


@pytest.mark.parametrize(
    ("state", "kept"),
    [("committed", False), ("changed", True), ("untracked", True), ("ignored", True), ("no git", True)],
)
def test_what_version_control_has_needs_no_backup(
    run: Run, short: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: str, *, kept: bool
) -> None:
    git(tmp_path, "init")
    if state == "ignored":
        (tmp_path / ".gitignore").write_text("*.srt\n", "utf-8")
    if state not in ("untracked", "ignored"):
        git(tmp_path, "add", short.name)
        git(tmp_path, "commit", "-m", "x")
    if state == "changed":
        short.write_text(SHORT.replace("café", "cafe"), "utf-8")
    if state == "no git":
        monkeypatch.setenv("PATH", str(tmp_path))
    assert run("check", short, "--fix").exit_code == 0
    assert short.with_name("kort.nl.srt.bak").exists() is kept


def test_progress_is_told_where_it_takes_long(run: Run, short: Path, tmp_path: Path) -> None:
    assert run("check", short, "--fix").stderr == ""
    for number in range(20):
        (tmp_path / f"{number}.nl.srt").write_text(LONGER, "utf-8")
    assert run("check", tmp_path).stderr == "Checking 21 files …\n"
    assert run("check", tmp_path, "--quiet").stderr == ""
