"""What went wrong, told in the window: no option of a command, and sentences."""

from __future__ import annotations

import pytest

from woordbeeld.errors import BadInputError
from woordbeeld.window import telling
from woordbeeld.window.telling import told_here, told_in_all
from woordbeeld.words import LANGUAGES, say, told


def test_a_sentence_begins_with_a_capital_and_the_name_of_a_file_as_it_is() -> None:
    what, remedy = say("error.project.no_title"), say("error.project.give_title")
    assert (
        told_here(BadInputError(what, remedy=remedy), "nl") == "De titel ontbreekt; geef de video een titel"
    )
    told_of = told_here(BadInputError(what, where="praatje.txt", remedy=remedy), "nl")
    assert told_of == "praatje.txt: de titel ontbreekt; geef de video een titel"


def test_files_that_were_changed_are_replaced_with_a_button() -> None:
    changed = say("error.writing.changed", names="index.html")
    remedy = say("error.writing.replace", options="--overwrite index.html")
    found = told_in_all(BadInputError(changed, where="praatje", remedy=remedy))
    assert "Vervang de gewijzigde bestanden" in found["nl"]
    assert "Replace the changed files" in found["en"]
    assert "--overwrite" not in "".join(found.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_told_to_do_here_is_no_command(language: str) -> None:
    for key, here in telling._HERE.items():
        assert told(say(key, options="--overwrite"), language), "a command tells it"
        assert "--" not in told(here, language)
        assert "woordbeeld" not in told(here, language)
