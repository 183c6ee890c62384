"""`woordbeeld replace`: words replaced in the file itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

TALK = """\
ANNE BOS: De entree is open. Anne ook.
Entree dus, op het entreeplein.

(Anne loopt naar de entree.)
"""


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "talk.txt"
    path.write_text(TALK, encoding="utf-8")
    return path


def test_whole_words_are_replaced_and_labels_left(run: Run, talk: Path) -> None:
    assert run("replace", str(talk), "entree", "toegang").exit_code == 0
    assert talk.read_text(encoding="utf-8") == TALK.replace("entree ", "toegang ").replace(
        "Entree", "Toegang"
    ).replace("entree.", "toegang.")
    assert run("replace", str(talk), "Anne", "Hanna").exit_code == 0
    assert talk.read_text(encoding="utf-8").startswith("ANNE BOS: De toegang is open. Hanna ook.\n")


def test_parts_of_words_capitals_and_lines_are_heeded(run: Run, talk: Path) -> None:
    run("replace", str(talk), "entree", "x", "--part-of-word", "--match-case", "--lines", "2")
    assert talk.read_text(encoding="utf-8") == TALK.replace("entreeplein", "xplein")


def test_a_dry_run_shows_what_would_change(run: Run, talk: Path) -> None:
    told = run("replace", str(talk), "ook", "niet", "--dry-run").stdout
    assert "+ANNE BOS: De entree is open. Anne niet." in told
    assert talk.read_text(encoding="utf-8") == TALK
