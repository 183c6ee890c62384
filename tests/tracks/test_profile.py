"""Caption profiles: shipped ones are whole, and a user's is checked with a clear word."""

from __future__ import annotations

from pathlib import Path

import pytest

from woordbeeld.errors import BadInputError
from woordbeeld.tracks.profile import NL_WEB, PROFILES, Labels, find_profile


@pytest.mark.parametrize("name", PROFILES)
def test_a_shipped_profile_keeps_to_the_hard_limits_of_the_guides(name: str) -> None:
    profile = find_profile(name)
    assert profile.name == name
    assert profile.max_lines <= 2
    assert profile.max_line_chars <= 42
    assert profile.max_chars_per_second <= 20
    assert profile.max_duration_ms == 7000


def test_teletext_lines_hold_37_characters_and_children_get_more_time() -> None:
    assert find_profile("nl-teletext").max_line_chars == 37
    kids = find_profile("kids")
    assert (kids.aim_chars_per_second, kids.max_chars_per_second) == (13, 17)


def test_a_profile_of_the_user_needs_only_what_differs(tmp_path: Path) -> None:
    file = tmp_path / "ons.toml"
    file.write_text(
        'based_on = "nl-web"\nmax_line_chars = { value = 36, source = "our players" }\nlabels = "dash"\n',
        encoding="utf-8",
    )
    profile = find_profile(str(file))
    assert (profile.name, profile.max_line_chars, profile.labels) == ("ons", 36, Labels.DASH)
    assert profile.max_duration_ms == NL_WEB.max_duration_ms


def test_labels_may_be_chosen_beside_the_profile() -> None:
    assert find_profile("nl-web", labels="none").labels is Labels.NONE
    with pytest.raises(BadInputError, match="name, dash, colour, none"):
        find_profile("nl-web", labels="groot")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("max_lines = ", "not TOML"),
        ("max_lines = 2", "lacks labels"),
        ('based_on = "hbo"', "based on 'hbo'"),
        ('based_on = "nl-web"\nmax_lines = 0', "max_lines = 0"),
        ('based_on = "nl-web"\nmax_lines = "2"', "max_lines = '2'"),
        ('based_on = "nl-web"\nmax_lines = true', "max_lines = True"),
        ('based_on = "nl-web"\nmax_line_chars = 5', "12 or more"),
        ('based_on = "nl-web"\nmax_rows = 2', "'max_rows', which no profile has"),
        ('based_on = "nl-web"\nlabels = "loud"', "labels = 'loud'"),
        ('based_on = "nl-web"\nmax_lines = ' + "[" * 100_000, "lists that are too deep"),
        ('based_on = "nl-web"\nmax_lines = ' + "9" * 5000, "a number that is too long"),
        ('based_on = "nl-web"\nmax_lines = ' + "9" * 4000, "max_lines is above 3600000"),
        ('based_on = "nl-web"\nmax_lines = 0x' + "f" * 50_000, "max_lines is above 3600000"),
        ('based_on = "nl-web"\nmax_lines = [0x' + "f" * 50_000 + "]", r"max_lines = \(list\); "),
        ('based_on = "nl-web"\nmax_lines = -' + "9" * 4000, r"max_lines = \(int\); "),
        ('based_on = "nl-web"\nlabels = ' + "[" * 150 + "]" * 150, r"labels = \(list\); "),
        ('based_on = "nl-web"\nlabels = "' + "x" * 900_000 + '"', "labels = 'x{40}'; "),
        ("based_on = [[]]", r"based on \(list\), which"),
        ('based_on = "nl-web"\nmin_duration_ms = 9000', "min_duration_ms is more than max_duration_ms"),
    ],
)
def test_a_faulty_profile_is_refused_with_what_is_wrong(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "ons.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError, match=told) as error:
        find_profile(str(file))
    assert error.value.where == "ons.toml"


def test_a_profile_has_a_name_that_can_be_written_whatever_its_file_is_called(tmp_path: Path) -> None:
    file = tmp_path / "caf\udce9.toml"
    file.write_text('based_on = "nl-web"', encoding="utf-8")
    assert find_profile(str(file)).name == "caf?"


def test_an_unknown_profile_names_those_there_are() -> None:
    with pytest.raises(BadInputError, match="bbc, kids, netflix-nl, nl-teletext, nl-web"):
        find_profile("bestaat-niet")
