"""`woordbeeld check`: captions of any maker in, findings out; what is no caption is told in a sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from woordbeeld.checking.fixes import fix
from woordbeeld.formats.document import Document

Run = Callable[..., Result]

SHORT_SRT = "1\n00:00:01,000 --> 00:00:01,500\nEén café.\n"
GOOD_SRT = "1\n00:00:01,000 --> 00:00:03,000\nDat is zo.\n\n2\n00:00:04,000 --> 00:00:06,000\nDat klopt.\n"
FAST_SRT = "1\n00:00:01,000 --> 00:00:02,000\nDat is werkelijk een prachtig gezicht.\n"

YOUTUBE = """\
WEBVTT
Kind: captions
Language: nl

00:00:00.000 --> 00:00:02.000 align:start position:0%

ja<00:00:00.500><c> dat</c><00:00:01.000><c> is</c>

00:00:02.000 --> 00:00:02.010 align:start
ja dat is

00:00:01.500 --> 00:00:03.000
ja dat is
zo
"""
TTML = '<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="nl"><body><div><p {}>{}</p></div></body></tt>'

# As they come from other programs, each with a rule that it breaks; none may lead to a traceback.
WILD = {
    "youtube.nl.vtt": (YOUTUBE, "order"),
    "no-blank-lines.nl.srt": (
        "1\n00:00:01,000 --> 00:00:03,000\neen\n2\n00:00:02,500 --> 00:00:04,000\ntwee\n",
        "overlap",
    ),
    "dots.nl.srt": ("1\n00:00:01.000 --> 00:00:01.200\nTe kort.\n", "too-short"),
    "negative.nl.srt": ("1\n-00:00:01,000 --> 00:00:03,000\nVoor het begin.\n", "format"),
    "backwards.nl.srt": ("1\n00:00:05,000 --> 00:00:03,000\nAchteruit.\n", "format"),
    "no-numbers.nl.srt": ("00:00:01,000 --> 00:00:03,000\n<font size=9>&amp;amp; zo\n", "entities"),
    "only-number.nl.srt": ("1\n00:00:01,000 --> 00:00:03,000\n\n", "empty"),
    "long-lines.nl.srt": ("1\n00:00:01,000 --> 00:00:07,000\n" + "heel lang " * 8 + "\n", "line-length"),
    "aegisub.nl.srt": ("1\n00:00:01,000 --> 00:00:03,000\n{\\an8}{\\pos(1,2)}Ja &nbsp; zo.\n", "entities"),
    "html.nl.vtt": ("WEBVTT\n\n00:01.000 --> 00:03.000\n&lt;b&gt;Vet&lt;/b&gt; en zo.\n", "entities"),
    "bad-times.nl.vtt": (
        "WEBVTT\n\n00:01 --> 00:03\nGeen tijd.\n\n00:04.000 --> 00:06.000\nWel.\n",
        "format",
    ),
    "no-language.vtt": ("WEBVTT\n\n00:01.000 --> 00:03.000\nJa, dat is zo.\n", "language-missing"),
    "three-lines.ttml": (TTML.format('begin="1s" end="4s"', "een<br/>twee<br/>drie"), "lines"),
    "film.hd.srt": ("1\n00:00:01,000 --> 00:00:03,000\nJa, dat is zo.\n", "language-missing"),
    "station.ttml": (
        TTML.replace("<tt ", '<tt p:timeBase="clock" xmlns:p="http://www.w3.org/ns/ttml#parameter" ').format(
            'begin="10:00:01.000" end="10:00:04.000"', "Ja."
        ),
        "format",
    ),
    "no-end.ttml": (TTML.format('begin="1s"', "x"), "format"),
}


def broken(result: Result) -> set[str]:
    return {finding["rule"] for file in json.loads(result.stdout)["files"] for finding in file["findings"]}


@pytest.mark.parametrize("name", WILD)
def test_captions_as_they_come_give_findings_with_and_without_fix(
    run: Run, tmp_path: Path, name: str
) -> None:
    text, rule = WILD[name]
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    assert rule in broken(run("check", file, "--format", "json"))
    assert file.read_text(encoding="utf-8") == text, "a check changes nothing"
    for form in ("text", "html", "json"):
        fixed = run("check", file, "--fix", "--format", form)
        assert fixed.exit_code in (0, 1), fixed.exception


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_a_file_keeps_its_encoding_when_it_is_fixed(run: Run, tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "oud.nl.srt"
    text = "1\r\n00:00:01,000 --> 00:00:01,500\r\nEén café.\r\n"
    file.write_bytes(text.encode(encoding))
    result = run("check", file, "--fix")
    assert result.exit_code == 0
    assert file.read_bytes().decode(encoding) == text.replace("01,500", "02,000")


@pytest.fixture
def changed_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that another program changes while its faults are fixed."""
    file = tmp_path / "oud.nl.srt"
    file.write_text(SHORT_SRT, encoding="utf-8")

    def fix_late(document: Document, *arguments: Any, **others: Any) -> Any:
        if document.source == SHORT_SRT:
            file.write_text("iets anders\n", encoding="utf-8")
        return fix(document, *arguments, **others)

    monkeypatch.setattr("woordbeeld.checking.captions.fix", fix_late)
    return file


def test_a_file_that_was_changed_meanwhile_is_told_and_stays(run: Run, changed_meanwhile: Path) -> None:
    result = run("check", changed_meanwhile, "--fix")
    assert result.exit_code == 3
    assert result.stderr == "woordbeeld: oud.nl.srt: it was changed meanwhile; run it again\n"
    assert [path.read_text() for path in changed_meanwhile.parent.iterdir()] == ["iets anders\n"]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "the file was not fixed: it was changed meanwhile"),
        ("nl", "het bestand is niet verbeterd; het is intussen veranderd"),
    ],
)
def test_a_file_that_cannot_be_fixed_keeps_no_other_from_it(
    run: Run, tmp_path: Path, changed_meanwhile: Path, language: str, told: str
) -> None:
    (tmp_path / "nieuw.nl.srt").write_text(SHORT_SRT.replace("café", "glas"), encoding="utf-8")
    result = run("check", tmp_path, "--fix", "--ui", language)
    assert result.exit_code == 1
    assert told in " ".join(result.stdout.split())
    assert changed_meanwhile.read_text(encoding="utf-8") == "iets anders\n"
    assert "00:00:02,000" in (tmp_path / "nieuw.nl.srt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("leeg.srt", b"", "is empty"),
        ("brief.docx", b"PK\x03\x04\x14\0", "Word document"),
        ("talk.txt", b"TON HEERTS: Dank.\n", "holds no captions"),
        ("alignment.json", b'{"version": 1}', "holds no captions"),
        ("film.mp4", bytes(range(256)) * 9, "not a text file"),
        ("stuk.ttml", b"<tt><body>", "not well-formed at line 1"),
        ("pagina.html", b"<html><body>Niet gevonden</body></html>", "no TTML"),
        ("kapot.vtt", b"Kop\n\nJa.\n", "WEBVTT"),
        ("kapot.stl", b"WEBVTT\n", "is not EBU STL"),
    ],
)
def test_what_is_no_captions_is_refused_in_a_sentence(
    refused: Callable[..., tuple[int, str]], tmp_path: Path, name: str, data: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(data)
    code, sentence = refused(tmp_path, "check", tmp_path / name, "--fix")
    assert code == 3
    assert sentence.startswith(f"{name}: ")
    assert told in sentence


def test_a_folder_without_captions_and_a_file_that_is_not_there_are_refused(
    refused: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    assert "no captions in this folder" in refused(tmp_path, "check", tmp_path)[1]
    assert "does not exist" in refused(tmp_path, "check", tmp_path / "weg.srt")[1]


def test_other_xml_in_the_folder_of_the_captions_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "captions.nl.srt").write_text(GOOD_SRT, encoding="utf-8")
    (tmp_path / "pom.xml").write_text("<project/>", encoding="utf-8")
    result = run("check", tmp_path, "--format", "json")
    assert [file["file"] for file in json.loads(result.stdout)["files"]] == ["captions.nl.srt"]


def test_a_file_that_cannot_be_read_keeps_no_other_in_the_folder_from_being_checked(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "a.nl.ttml").write_text("<tt")
    (tmp_path / "b.nl.srt").write_text(FAST_SRT)
    result = run("check", str(tmp_path), "--format", "json")
    broken, fast = json.loads(result.stdout)["files"]
    assert (result.exit_code, [each["rule"] for each in broken["findings"]]) == (1, ["format"])
    assert [each["rule"] for each in fast["findings"]] == ["reading-speed"]


@pytest.mark.parametrize("name", ["film.nl.srt", "film.nl.sdh.srt", "film.hd.nl.srt"])
def test_the_language_in_a_name_is_found_beside_other_marks(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(GOOD_SRT)
    assert run("check", str(tmp_path / name)).exit_code == 0


def test_errors_give_exit_code_1_and_a_finding_says_what_to_do(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "snel.nl.srt"
    file.write_text(FAST_SRT, encoding="utf-8")
    result = run("check", file)
    assert result.exit_code == 1
    told = " ".join(result.stdout.split())
    assert "line 2: caption 1 at 0:01 “Dat is werkelijk een prachtig gezicht.” must be read at 38.0" in told
    assert "→ show it longer" in told
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert run("check", file, "--quiet").stdout == ""


def test_fix_says_what_it_did_and_then_finds_nothing(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "snel.nl.srt"
    file.write_text(FAST_SRT, encoding="utf-8")
    result = run("check", file, "--fix")
    assert result.exit_code == 0
    assert "Fixed, what it was is kept in snel.nl.srt.bak (1):" in result.stdout
    assert "stays 1236 ms longer" in result.stdout
    again = run("check", file, "--fix")
    assert "Fixed" not in again.stdout
    assert "no errors, no warnings, no notes" in again.stdout


def test_fix_keeps_a_link_a_link_and_a_private_file_private(run: Run, tmp_path: Path) -> None:
    file, link = tmp_path / "snel.nl.srt", tmp_path / "link.nl.srt"
    file.write_text(FAST_SRT, encoding="utf-8")
    file.chmod(0o600)
    link.symlink_to(file)
    assert run("check", link, "--fix").exit_code == 0
    assert link.is_symlink()
    assert file.read_text(encoding="utf-8") != FAST_SRT
    assert file.stat().st_mode & 0o777 == 0o600


def test_good_captions_pass_and_a_stricter_profile_says_more(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "goed.nl.srt"
    file.write_text(GOOD_SRT, encoding="utf-8")
    assert run("check", file).exit_code == 0
    strict = tmp_path / "streng.toml"
    strict.write_text(
        'based_on = "nl-web"\naim_chars_per_second = 2\nmax_chars_per_second = 3\n', encoding="utf-8"
    )
    assert run("check", file, "--profile", strict).exit_code == 1


def test_findings_go_to_a_file_as_a_page_that_runs_nothing(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "x.nl.vtt"
    file.write_text(
        "WEBVTT\n\n00:01.000 --> 00:01.100\n&lt;script&gt;alert(1)&lt;/script&gt; Ja.\n", encoding="utf-8"
    )
    page = tmp_path / "findings.html"
    run("check", file, "--format", "html", "--out", page)
    text = page.read_text(encoding="utf-8")
    assert '<html lang="en">' in text
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_findings_do_not_overwrite_the_captions(
    refused: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    file = tmp_path / "goed.nl.srt"
    file.write_text(GOOD_SRT, encoding="utf-8")
    assert "would be overwritten" in refused(tmp_path, "check", file, "--out", file)[1]
    assert "would be overwritten" in refused(tmp_path, "check", tmp_path, "--out", file)[1]
    assert file.read_text(encoding="utf-8") == GOOD_SRT


@pytest.mark.whisper
def test_a_bundle_is_flawless_and_what_it_lacks_is_heard(
    run: Run, sources: tuple[Path, Path], made: dict[str, bytes | None], tmp_path: Path
) -> None:
    for name, data in made.items():
        (tmp_path / name).write_bytes(data or b"")
    result = run("check", tmp_path, "--media", sources[0], "--format", "json")
    assert result.exit_code == 0, result.stdout
    names = [file["file"] for file in json.loads(result.stdout)["files"]]
    assert names == [
        "captions.nl.srt", "captions.nl.ttml", "captions.nl.vtt", "chapters.nl.vtt", "descriptions.nl.vtt",
    ]  # fmt: skip
    captions = (made["captions.nl.vtt"] or b"").decode()
    head, _, rest = captions.partition("\n\n2\n")
    lacking = tmp_path / "lacking"
    lacking.mkdir()
    without_second = head + "\n\n" + rest.partition("\n\n")[2]
    (lacking / "captions.nl.vtt").write_text(without_second, encoding="utf-8")
    found = run("check", lacking / "captions.nl.vtt", "--media", sources[0], "--format", "json")
    assert "speech-without-caption" in broken(found)


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_a_name_that_is_no_text_can_stand_in_a_report(run: Run, tmp_path: Path, form: str) -> None:
    name, report = "caf\udce9.nl.srt", tmp_path / "report"
    (tmp_path / name).write_text(GOOD_SRT, "utf-8")
    assert run("check", tmp_path / name, "--format", form, "--out", report).exit_code == 0
    assert "caf?.nl.srt" in report.read_text("utf-8")
