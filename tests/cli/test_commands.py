"""The commands as a person at a terminal meets them: what they say, what they write, their exit codes."""

from __future__ import annotations

import json
import os
import pty
import shlex
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from tests.publications.talk import talk

from woordbeeld import pipeline
from woordbeeld.cli import main
from woordbeeld.timing import Span

SEED = Path(__file__).parents[2] / "transcripts/symposium-entreeopleidingen.txt"
COMMANDS = (
    "make",
    "transcribe",
    "align",
    "archive",
    "cache",
    "check",
    "convert",
    "import",
    "edit",
    "replace",
    "speakers",
    "voices",
    "screen",
    "demo",
    "describe",
    "doctor",
    "draft",
    "pack",
    "fragment",
    "embed",
    "platforms",
    "burn",
    "start",
    "shortcut",
)
STAGES = ("Opening the video", "Finding the voices", "Listening to the speech", "Timing the transcript")
READING = "Reading talk.txt"

Run = Callable[..., Result]
Start = Callable[..., subprocess.Popen[str]]
Sources = tuple[Path, Path]
Made = dict[str, bytes]


def test_there_are_these_commands_and_no_others() -> None:
    assert sorted(main.commands) == sorted(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example_that_it_understands(run: Run, command: str) -> None:
    shown = run(command, "--help").stdout
    (example,) = [line.strip() for line in shown.splitlines() if "Example: " in line]
    _, program, name, *arguments = shlex.split(example)
    assert (program, name) == ("woordbeeld", command)
    main.commands[name].make_context(name, arguments)  # a wrong option would be an error


def test_the_help_of_the_program_names_every_command(run: Run) -> None:
    shown = run("--help").stdout
    assert all(f"\n  {command} " in shown for command in COMMANDS)
    assert "Example: woordbeeld make " in shown
    assert "{" not in shown  # all that is filled in is


@pytest.mark.parametrize(
    "arguments", [("make",), ("make", "a.mp4", "a.txt"), ("doctor", "--loud"), ("subtitle",)]
)
def test_wrong_use_is_told_with_exit_code_2(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Usage: " in result.stderr


def test_the_program_is_also_a_module(start: Start) -> None:
    with start("--version") as process:
        told, _ = process.communicate()
    assert process.returncode == 0
    assert "woordbeeld, version " in told


@pytest.mark.parametrize(
    "error", [ValueError("what\nis this"), RecursionError("too deep"), MemoryError(), EOFError()]
)
def test_what_nobody_foresaw_is_one_sentence_with_a_log_and_an_exit_code_of_its_own(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(_: object) -> None:
        raise error

    monkeypatch.setenv("WOORDBEELD_LOGS", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["woordbeeld", "doctor"])
    monkeypatch.setattr("woordbeeld.doctor.examine", fail)
    result = run("doctor")
    (log,) = tmp_path.iterdir()
    assert (result.exit_code, result.stdout) == (70, "")
    (told,) = result.stderr.splitlines()
    assert told.startswith(f"woordbeeld: something happened that nobody foresaw ({type(error).__name__}")
    assert told.endswith(f"please report it, with {log}")
    text = log.read_text("utf-8")
    assert text.startswith("woordbeeld doctor\n\nTraceback")
    assert "in fail\n" in text


@pytest.mark.parametrize("error", [OSError("no such library"), OSError(28, "No space left on device")])
def test_what_the_machine_refuses_is_told_with_its_reason(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    def fail(_: object) -> None:
        raise error

    monkeypatch.setattr("woordbeeld.doctor.examine", fail)
    result = run("doctor")
    assert result.exit_code == 4
    why = error.strerror or "the system says: “no such library”"
    assert result.stderr.startswith(f"woordbeeld: the operating system refused it ({why}); check ")


@pytest.mark.whisper
def test_make_tells_what_it_does_what_was_heard_and_which_file_to_open(
    run: Run, sources: Sources, made: Made, tmp_path: Path
) -> None:
    result = run("make", *sources, "--out", tmp_path / "bundle")
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        f"{stage} …"
        for stage in (
            READING,
            *STAGES,
            "Comparing voices",
            "Reading the text in the picture",
            "Preparing the media",
            "Writing the bundle",
        )
    ]
    words = len(json.loads(made["alignment.json"])["words"])
    assert result.stdout.startswith(f"Words      {words}: ")
    assert f"\nOpen {tmp_path / 'bundle/index.html'} to see it" in result.stdout
    assert (tmp_path / "bundle/transcript.html").read_bytes() == made["transcript.html"]


@pytest.mark.whisper
def test_a_report_with_errors_gives_exit_code_1_and_all_files(
    run: Run, sources: Sources, made: Made, tmp_path: Path
) -> None:
    strict = tmp_path / "strict.toml"
    strict.write_text(
        'based_on = "nl-web"\naim_chars_per_second = 1\nmax_chars_per_second = 1\n', encoding="utf-8"
    )
    bundle = tmp_path / "bundle"
    result = run("make", *sources, "--out", bundle, "--profile", strict)
    assert result.exit_code == 1
    assert f"errors need a person: see {bundle / 'report.html'}" in result.stdout
    assert {path.name for path in bundle.iterdir()} == made.keys()


@pytest.mark.whisper
def test_captions_follow_the_profile_labels_and_line_ends_that_were_asked_for(
    run: Run, sources: Sources, tmp_path: Path
) -> None:
    options = ("--profile", "nl-teletext", "--labels", "dash", "--crlf", "--quiet")
    run("make", *sources, "--out", tmp_path, *options)
    text = (tmp_path / "captions.nl.srt").read_bytes().decode()
    lines = text.split("\r\n")
    assert "\n" not in "".join(lines)
    assert max(map(len, lines)) <= 37
    assert not any("TON HEERTS:" in line for line in lines)


def test_an_unknown_profile_is_told_before_the_long_work(run: Run, sources: Sources, tmp_path: Path) -> None:
    result = run("make", *sources, "--out", tmp_path / "bundle", "--profile", "hbo")
    assert result.exit_code == 3
    assert "hbo: there is no such caption profile" in result.stderr


@pytest.mark.whisper
def test_a_quiet_command_says_nothing_and_writes_the_same(
    run: Run, sources: Sources, made: Made, tmp_path: Path
) -> None:
    for arguments in (
        ("make", *sources, "--out", tmp_path / "bundle"),
        ("transcribe", sources[0], "--out", tmp_path / "heard.json"),
        ("align", *sources, "--out", tmp_path / "alignment.json"),
        ("import", sources[1], "--out", tmp_path / "talk.txt"),
    ):
        result = run(*arguments, "--quiet")
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    written = {path.name for path in tmp_path.iterdir()}
    assert written == {"bundle", "heard.json", "alignment.json", "talk.txt"}


@pytest.mark.whisper
def test_a_sound_file_without_picture_gets_the_same_words(
    run: Run, sources: Sources, made: Made, tmp_path: Path, ffmpeg: Callable[..., None]
) -> None:
    ffmpeg("-i", sources[0], "-vn", "-c", "copy", tmp_path / "talk.m4a")
    result = run("make", tmp_path / "talk.m4a", sources[1], "--out", tmp_path / "bundle")
    assert result.exit_code == 0
    names = {path.name for path in (tmp_path / "bundle").iterdir()}
    assert names == made.keys() - {"media.mp4"}
    aligned = json.loads((tmp_path / "bundle/alignment.json").read_bytes())
    assert aligned["media"]["has_video"] is False
    assert aligned["words"] == json.loads(made["alignment.json"])["words"]


@pytest.mark.whisper
def test_transcribe_writes_the_words_that_are_heard_in_order(
    run: Run, sources: Sources, made: Made, tmp_path: Path
) -> None:
    result = run("transcribe", sources[0], "--out", tmp_path / "new folder/heard.json")
    heard = json.loads((tmp_path / "new folder/heard.json").read_bytes())
    assert (heard["language"], heard["model"]) == ("nl", "openai-whisper base")
    assert all(set(word) == {"text", "start_ms", "end_ms", "confidence"} for word in heard["words"])
    starts = [word["start_ms"] for word in heard["words"]]
    assert starts == sorted(starts)
    assert result.stdout.startswith(f"{len(starts)} words heard, the last at 0:2")


@pytest.mark.whisper
def test_align_writes_the_alignment_that_is_also_in_the_bundle(
    run: Run, sources: Sources, made: Made, tmp_path: Path
) -> None:
    result = run("align", *sources, "--out", tmp_path / "alignment.json")
    assert (tmp_path / "alignment.json").read_bytes() == made["alignment.json"]
    assert result.stdout == f"26 words in 3 lines; see {tmp_path / 'alignment.json'}\n"


def test_align_tells_what_was_not_heard_and_what_has_no_text(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = talk()
    longer = replace(made, unwritten=(replace(made.unwritten[0], span=Span(100_000, 112_500)),))
    monkeypatch.setattr(pipeline, "align_video", lambda *_: longer)
    result = run("align", "talk.mp4", "talk.txt", "--out", tmp_path / "alignment.json")
    assert result.stdout.splitlines()[1:] == [
        "1 sentence was not heard: its time is estimated, or missing",
        "1 stretch of speech has no text, 12.5 s",
    ]


@pytest.mark.whisper
def test_the_alignment_has_the_shape_that_other_programs_read(sources: Sources, made: Made) -> None:
    aligned = json.loads(made["alignment.json"])
    assert aligned["version"] == 1
    assert {"media", "transcript", "words", "events", "unwritten"} <= set(aligned)
    lines = sources[1].read_text("utf-8").splitlines()
    said = [(at, lines[at - 1].rpartition(": ")[2]) for at in (1, 2, 8)]
    expected = [(at, word) for at, text in said for word in text.split()]
    assert [(word["line"], word["text"]) for word in aligned["words"]] == expected
    for word in aligned["words"]:
        assert word["speaker"] == ("Ton Heerts" if word["line"] == 8 else "Esther Deursen")
        assert word["match"] in {"same", "replaced", "unheard"}
        assert 0 <= word["confidence"] <= 1
        assert 0 <= word["start_ms"] < word["end_ms"]
    assert [(event["line"], event["kind"]) for event in aligned["events"]] == [(4, "scene"), (6, "sound")]


PAGE = """\
<!doctype html><html><body><nav>Home Onderwerpen</nav>
<h1>Themaonderzoek entreeopleidingen</h1>
<p>De entreeopleiding is er voor jongeren zonder diploma. Lees meer in het rapport.</p>
{}
<footer><p>Deel deze pagina</p><p>Contact</p></footer></body></html>
"""
RUNNING_TEXT = "De entreeopleiding is er voor jongeren zonder diploma. Lees meer in het rapport.\n\n"


def saved_pages() -> dict[str, str]:
    """The seed as it stands on a site, saved as text and as HTML."""
    text = SEED.read_text("utf-8")
    paragraphs = "\n".join(f"<p>{line}</p>" for line in text.splitlines() if line)
    return {
        "page.txt": RUNNING_TEXT * 3 + text + "\n\nDeel deze pagina\nContact\n",
        "page.html": PAGE.format(paragraphs),
    }


@pytest.mark.parametrize("name", ["page.txt", "page.html"])
def test_import_finds_the_transcript_between_running_text_and_footer(
    run: Run, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text(saved_pages()[name], "utf-8")
    result = run("import", tmp_path / name, "--out", tmp_path / "talk.txt")
    told = result.stdout.splitlines()
    assert "11 turns of 10 speakers, 37 spoken lines with 502 words, 4 scene descriptions, 2 sounds" in told
    assert "      2  Esther Deursen" in told
    assert any(line.startswith("  outside the transcript") for line in told)
    assert told[-1] == f"See {tmp_path / 'talk.txt'}."
    found = (tmp_path / "talk.txt").read_text("utf-8").splitlines()
    assert [line for line in found if line] == [line for line in SEED.read_text("utf-8").splitlines() if line]


def test_what_a_person_must_look_at_is_told_and_is_the_exit_code(run: Run, tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text("JAN: Op de markt.\n- Wat kost die kaas?\n- Vier euro.\n", "utf-8")
    asked = ("import", tmp_path / "talk.txt", "--out", tmp_path / "own.txt")
    result = run(*asked)
    assert result.exit_code == 1
    assert "  line 3: somebody else says it, whose name is not given: Wat kost die kaas?" in result.stdout
    record = json.loads(run(*asked, "--overwrite", "--format", "json").stdout)
    assert [item["doubt"] for item in record["items"]] == [None, "another-speaker", "another-speaker"]
    assert record["speakers"] == [{"name": "Jan", "lines": 1}, {"name": "Onbekende spreker", "lines": 2}]


def test_import_shows_how_far_it_is_unless_told_to_be_quiet(run: Run, tmp_path: Path) -> None:
    asked = ("import", SEED, "--out", tmp_path / "talk.txt", "--overwrite")
    assert run(*asked).stderr == f"Reading {SEED.name} …\n"
    assert run(*asked, "--quiet").output == ""
    terminal, its_end = pty.openpty()
    command = [sys.executable, "-m", "woordbeeld", *map(str, asked)]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=its_end, check=True)
    os.close(its_end)
    shown = os.read(terminal, 100_000).decode()
    os.close(terminal)
    assert f"Reading {SEED.name}" in shown
    assert "100%" in shown


@pytest.mark.parametrize("text", ["Verslag van het symposium\n", "(Een plein.)\n\n(Een straat.)\n"])
def test_import_tells_that_nobody_speaks_in_a_file(run: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "talk.txt").write_text(text, "utf-8")
    found = run("import", tmp_path / "talk.txt", "--out", tmp_path / "own.txt")
    assert found.exit_code == 1
    assert "Nothing in it was read as speech." in found.output


def test_import_replaces_a_file_when_told_to(run: Run, tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text("of last year", "utf-8")
    assert run("import", SEED, "--out", tmp_path / "talk.txt", "--overwrite").exit_code == 0
    assert (tmp_path / "talk.txt").read_text("utf-8").strip() == SEED.read_text("utf-8").strip()


@pytest.mark.whisper
def test_on_a_terminal_each_stage_shows_how_far_it_is(sources: Sources, made: Made, tmp_path: Path) -> None:
    terminal, its_end = pty.openpty()
    command = [sys.executable, "-m", "woordbeeld", "transcribe", sources[0], "--out", tmp_path / "heard.json"]
    subprocess.run([*map(str, command)], stdout=subprocess.DEVNULL, stderr=its_end, check=True)
    os.close(its_end)
    shown = os.read(terminal, 100_000).decode()
    os.close(terminal)
    assert all(stage in shown for stage in STAGES[:3])
    assert "100%" in shown


@pytest.mark.whisper
def test_a_terminal_that_lacks_letters_stops_nothing(
    start: Start, sources: Sources, made: Made, tmp_path: Path
) -> None:
    out = tmp_path / "győr"
    with start("make", *sources, "--out", out, PYTHONIOENCODING="cp1252") as process:
        told, _ = process.communicate()
    assert process.returncode == 0
    assert "gy?r" in told


def test_verbose_tells_where_an_error_comes_from_and_without_it_nobody_is_told(
    run: Run, tmp_path: Path
) -> None:
    missing = str(tmp_path / "no\x1b.vtt")
    plain, verbose = run("check", missing), run("--verbose", "check", missing)
    assert "Traceback" not in plain.stderr
    assert verbose.stderr.endswith(plain.stderr)
    assert "DEBUG woordbeeld.cli: " in verbose.stderr
    assert "FileNotFoundError" in verbose.stderr
    assert "\x1b" not in verbose.stderr
    assert verbose.exit_code == plain.exit_code == 3
    assert "Traceback" not in run("check", missing).stderr
