"""`woordbeeld check` in the language of the user: of the environment, or as `--ui` says."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from click.testing import Result

from woordbeeld.checking.selection import RULE_IDS
from woordbeeld.formats.table import FORMATS
from woordbeeld.words import messages

Run = Callable[..., Result]

CASES = Path(__file__).parents[1] / "cases" / "captions"
FILES = sorted(path for path in CASES.iterdir() if path.suffix != ".tsv")
GOLDEN = Path(__file__).parents[1] / "golden" / "check"
SAID = """\
1
00:00:01.000 --> 00:00:01,500
Eén café.

2
00:00:01,400 --> 00:00:02,400
Dit leest werkelijk niemand zo snel als het hier staat.
En dan komt er nog een
tweede en een derde regel bij.
"""
# What stands in texts in every language, beside what the file itself and the rules hold.
KNOWN = {
    *(part for rule in RULE_IDS for part in rule.split("-")),
    *(part.lower() for each in FORMATS for part in (*each.name.split(), *(end[1:] for end in each.endings))),
    *("nl", "web", "utf", "le"),
}


@pytest.fixture
def said(tmp_path: Path) -> Path:
    file = tmp_path / "praat.nl.srt"
    file.write_text(SAID, encoding="utf-8")
    return file


# -- which language


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "nl_NL.UTF-8"}, "nl"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "nl_NL.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "nl_BE"}, "nl"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "fy:nl:en"}, "nl"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "nl"}, "en"),
        ({}, "en"),
    ],
)
def test_findings_are_in_the_language_of_the_environment(
    run: Run, said: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], language: str
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    told = json.loads(run("check", said, "--format", "json").stdout)
    assert told["language"] == language
    assert json.loads(run("check", said, "--format", "json", "--ui", "en").stdout)["language"] == "en"


def test_a_language_without_words_is_wrong_use(run: Run, said: Path) -> None:
    assert run("check", said, "--ui", "fy").exit_code == 2


# -- what is told


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("form", ["text", "json"])
def test_what_is_told_of_a_file_is_as_it_was_approved(run: Run, said: Path, language: str, form: str) -> None:
    """With UPDATE_GOLDEN=1 in the environment what is told now is approved; look at the difference first."""
    told = run("check", said, "--fix", "--dry-run", "--ui", language, "--format", form).stderr
    told += run("check", said, "--ui", language, "--format", form).stdout
    file = GOLDEN / f"praat.{language}.{'txt' if form == 'text' else form}"
    if os.environ.get("UPDATE_GOLDEN"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(told, encoding="utf-8")
    assert told == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_findings_are_written_over_those_of_an_earlier_run_alone(
    run: Run, said: Path, tmp_path: Path, language: str, form: str
) -> None:
    out = tmp_path / "gevonden"
    asked = ("check", said, "--ui", language, "--format", form, "--out", out)
    assert [run(*asked).exit_code, run(*asked).exit_code] == [1, 1]
    out.write_text("praat.nl.srt: van mij\n", encoding="utf-8")
    assert run(*asked).exit_code == 3


def test_ids_keys_and_severities_of_the_json_are_the_same_in_each_language(run: Run, said: Path) -> None:
    dutch, english = (
        json.loads(run("check", said, "--format", "json", "--ui", language).stdout)
        for language in ("nl", "en")
    )
    assert dutch != english
    for told in (dutch, english):
        for finding in told["files"][0]["findings"]:
            del finding["message"], finding["suggestion"]
        del told["language"]
    assert dutch == english


def test_the_page_says_in_which_language_it_is(run: Run, said: Path) -> None:
    dutch = run("check", said, "--format", "html", "--ui", "nl").stdout
    assert '<html lang="nl">' in dutch
    assert "<h1>Ondertitels gecontroleerd</h1>" in dutch
    assert '<html lang="en">' in run("check", said, "--format", "html").stdout


def test_the_page_calls_a_rule_by_its_name_and_by_the_id_that_options_take(run: Run, said: Path) -> None:
    page = run("check", said, "--format", "html", "--ui", "nl").stdout
    assert '<th scope="row">te snel <code lang="en">reading-speed</code></th>' in page


UNUSABLE = {
    "leeg.srt": (b"", "het bestand is leeg", "geef een bestand met ondertitels"),
    "kapot.ttml": (b"<tt><body>", "het bestand is geen goede XML op regel 1 (", "verbeter het daar"),
    "film.vtt": (b"OggS\0", "het bestand is video of geluid, geen tekst", "geef een bestand met ondertitels"),
    "woord.srt": (b"PK\3\4", "het bestand is een Word-document", "sla op als gewone tekst"),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_why_a_file_of_several_cannot_be_used_is_told_in_the_language(
    run: Run, said: Path, name: str
) -> None:
    data, what, remedy = UNUSABLE[name]
    (said.parent / name).write_bytes(data)
    told = " ".join(run("check", said.parent, "--ui", "nl").stdout.split())
    assert "2 bestanden: " in told
    assert what in told
    assert remedy in told


def test_where_a_file_is_kept_as_it_was_is_told_in_the_language(run: Run, said: Path) -> None:
    told = run("check", said, "--fix", "--ui", "nl").stdout
    assert "Verbeterd; hoe het was, staat in praat.nl.srt.bak (4):" in told


def without_letters(words: Any) -> Any:
    """Words in which every letter of ours is another script's, and only what is filled in can be read."""
    if isinstance(words, dict):
        return {name: without_letters(found) for name, found in words.items()}
    return "".join(_hidden(*part) for part in Formatter().parse(words))


def _hidden(text: str, name: str | None, spec: str | None, _: str | None) -> str:
    plain = re.sub(r"[A-Za-zÀ-ž]+", "ж", text).replace("{", "{{").replace("}", "}}")
    return plain if name is None else f"{plain}{{{name}{f':{spec}' if spec else ''}}}"


@pytest.fixture
def hidden_words(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """All words of the Dutch file in letters that nothing else is in."""
    made = without_letters(messages._file("nl"))
    with monkeypatch.context() as patch:
        patch.setattr(messages, "_file", lambda _: made)
        messages._texts.cache_clear()
        yield
    messages._texts.cache_clear()


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.name))
def test_nothing_is_told_that_stands_in_no_file_of_words(
    run: Run, tmp_path: Path, file: Path, hidden_words: None
) -> None:
    copied = tmp_path / file.name
    copied.write_bytes(file.read_bytes())
    told = run("check", copied, "--fix", "--dry-run", "--ui", "nl").stderr
    told += run("check", copied, "--ui", "nl").stdout
    page = run("check", copied, "--ui", "nl", "--format", "html").stdout
    told += unescape(re.sub(r"<[^<>]*>", " ", page[page.index("<body>") :]))
    assert "ж" in told
    source = f"{file.name} {copied.read_bytes().decode('latin-1')} {_as_text(copied)}".lower()
    ours = set(re.findall(r"[a-z]{2,}", told.lower())) - KNOWN
    assert {word for word in ours if word not in source} == set()


def _as_text(file: Path) -> str:
    return file.read_bytes().decode("utf-16" if "utf16" in file.name else "utf-8", "replace")
