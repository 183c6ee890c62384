"""`woordbeeld convert`: captions in another format or at other times, as a person at a terminal has them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

VTT = (
    "WEBVTT\n\nNOTE Opmerking\n\n00:01.000 --> 00:03.000\n<v Ton>Hé, dat is zo.\n\n"
    "00:04.000 --> 00:06.000\n<v Stef>Dat klopt.\n"
)
SRT = (
    "1\n00:00:01,000 --> 00:00:03,000\nTON: Hé, dat is zo.\n\n"
    "2\n00:00:04,000 --> 00:00:06,000\nSTEF: Dat klopt.\n"
)


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    file = tmp_path / "talk.nl.vtt"
    file.write_text(VTT, "utf-8")
    return file


def test_another_format_is_written_and_what_it_lacks_is_told(run: Run, talk: Path, tmp_path: Path) -> None:
    out = tmp_path / "talk.nl.srt"
    result = run("convert", talk, out)
    assert result.exit_code == 0
    assert out.read_text("utf-8") == SRT
    assert result.stdout.splitlines() == [
        f"2 cues from WebVTT to SubRip; see {out}",
        "a label shows who speaks where that changes, for SubRip has no voices (2 times, first at line 5)",
        "not written to SubRip: comments (at line 3)",
    ]
    assert talk.read_text("utf-8") == VTT


@pytest.mark.parametrize(
    ("options", "times"),
    [
        (("--shift", "-500"), ["00:00:00.500", "00:00:02.500", "00:00:03.500", "00:00:05.500"]),
        (("--frame-rate", "25:50"), ["00:00:00.500", "00:00:01.500", "00:00:02.000", "00:00:03.000"]),
        (("--frame-rate", "25:23.976"), ["00:00:01.043", "00:00:03.128", "00:00:04.171", "00:00:06.256"]),
        (("--offset-of", "0:0:00:25", "--frame-rate", "50:50"), []),
        (("--offset-of", "0:00:00:25", "--frame-rate", "50:50"), [
            "00:00:00.500", "00:00:02.500", "00:00:03.500", "00:00:05.500",
        ]),
        (("--offset-of", "00:00:01.000", "--shift", "2000"), [
            "00:00:02.000", "00:00:04.000", "00:00:05.000", "00:00:07.000",
        ]),
    ],
)  # fmt: skip
def test_in_the_same_format_only_times_change(
    run: Run, talk: Path, tmp_path: Path, options: tuple[str, ...], times: list[str]
) -> None:
    out = tmp_path / "other.vtt"
    result = run("convert", talk, out, *options)
    if not times:
        assert (result.exit_code, out.exists()) == (2, False)
        return
    expected = VTT
    for before, after in zip(("00:01.000", "00:03.000", "00:04.000", "00:06.000"), times, strict=True):
        expected = expected.replace(f"\n{before} ", f"\n{after} ").replace(f"> {before}", f"> {after}")
    assert out.read_text("utf-8") == expected
    assert result.stdout == f"2 cues in WebVTT; see {out}\n"


def test_the_format_is_that_of_to_whatever_the_name(run: Run, talk: Path, tmp_path: Path) -> None:
    out = tmp_path / "talk.nl.txt"
    assert run("convert", talk, out, "--to", "SRT", "--quiet").stdout == ""
    assert out.read_text("utf-8") == SRT


def test_a_file_of_a_binary_format_is_written_byte_for_byte(run: Run, talk: Path, tmp_path: Path) -> None:
    stl, back = tmp_path / "talk.stl", tmp_path / "back.vtt"
    run("convert", talk, stl, "--title", "Praatje")
    data = stl.read_bytes()
    assert (len(data), data[16:23]) == (1024 + 2 * 128, b"Praatje")
    run("convert", stl, back)
    assert "<v TON>TON: Hé, dat is zo.</v>" in back.read_text("utf-8")


def test_text_that_is_left_out_gives_exit_code_1(run: Run, talk: Path, tmp_path: Path) -> None:
    talk.write_text(VTT + "\nLosse tekst.\n", "utf-8")
    result = run("convert", talk, tmp_path / "a.srt")
    assert result.exit_code == 1
    assert "not written to SubRip: text that belongs to no cue (at line 11)\n" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("talk.nl.vtt", "talk.nl.vtt", "--overwrite"), 3, "talk.nl.vtt: it would be overwritten; "),
        (("talk.nl.vtt", "old.srt"), 3, "old.srt: it exists already; give another name, or --overwrite"),
        (
            ("talk.nl.vtt", "a.docx"),
            2,
            "there is no format of captions called .docx; choose with --to from vtt",
        ),
        (("talk.nl.vtt", "a"), 2, "its name tells no format; choose with --to from"),
        (("talk.nl.vtt", "a.srt", "--to", "x"), 2, "there is no format of captions called x"),
        (
            ("talk.nl.vtt", "a.srt", "--shift", "-3000"),
            3,
            "talk.nl.vtt: a cue would be over before the video ",
        ),
        (("talk.nl.vtt", "a.srt", "--frame-rate", "25"), 2, "--frame-rate is no pair of frame rates; write"),
        (("talk.nl.vtt", "a.srt", "--frame-rate", "25:0"), 2, "--frame-rate is no pair"),
        (("talk.nl.vtt", "a.srt", "--offset-of", "ten"), 2, "--offset-of is no time code; write it as 10:"),
        (("talk.nl.vtt", "a.srt", "--lang", "n l"), 2, "--lang is no code of a language"),
        (("talk.nl.vtt", "a.vtt", "--title", "x"), 2, "--title is for another format; "),
        (("talk.nl.vtt", "a.stl", "--crlf"), 2, "--crlf is for lines, which EBU STL has none of"),
        (("talk.nl.vtt", "a.stl", "--shift", "90000000"), 3, "talk.nl.vtt: has a cue after 24 hours"),
        (("gone.vtt", "a.srt"), 3, "gone.vtt: does not exist"),
        (("old.srt", "a.vtt"), 3, "old.srt: is empty"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_is_written(  # noqa: PLR0917 - pytest gives them by name
    talk: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    refused: Callable[..., tuple[int, str]],
    arguments: tuple[str, ...],
    code: int,
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.srt").touch()
    found, sentence = refused(tmp_path, "convert", *arguments)
    assert (found, sentence[: len(told)]) == (code, told)


def test_overwrite_replaces_what_is_there(run: Run, talk: Path, tmp_path: Path) -> None:
    out = tmp_path / "talk.nl.srt"
    out.write_text("oud", "utf-8")
    assert run("convert", talk, out, "--overwrite").exit_code == 0
    assert out.read_text("utf-8") == SRT


def test_what_a_format_has_but_is_not_written_is_not_called_missing_from_it(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "talk.nl.vtt"
    source.write_text("WEBVTT\n\nNOTE Let op.\n\n00:01.000 --> 00:03.000\nA &lt;b&gt; en {c}.\n")
    told = run("convert", source, tmp_path / "talk.ttml").stdout
    assert "not written to TTML: comments (at line 3)\n" in told
    assert "lacks" not in told
    told = run("convert", source, tmp_path / "talk.srt").stdout
    assert "not written to SubRip: braces as such: they become full width (at line 5)\n" in told
    assert "U+2060 is put into it, which nobody sees (at line 5)\n" in told
