"""Both languages have each text that is used, with the same values in it, and no other."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import Any, Final

import pytest

from woordbeeld.checking.selection import RULE_IDS
from woordbeeld.editor.page import KEYS
from woordbeeld.intake.bidding import OTHER_SIGNS
from woordbeeld.intake.document import Why
from woordbeeld.intake.in_words import doubt_in_words, format_in_words, layout_in_words, reason_in_words
from woordbeeld.intake.layouts import LAYOUTS
from woordbeeld.intake.prose import PROSE
from woordbeeld.intake.readers import html, plain_text, publication, speech_json
from woordbeeld.intake.understanding import Doubt
from woordbeeld.publications.evidence.model import criteria
from woordbeeld.publications.player import SHORTCUTS
from woordbeeld.tracks.rules import name_of_rule
from woordbeeld.window.publishing import PREVIEW_WIDTHS
from woordbeeld.words import LANGUAGES, Message, number_in, say, told, words_in

PACKAGE: Final = Path(str(files("woordbeeld")))
SOURCES: Final = {path: path.read_text("utf-8") for path in sorted(PACKAGE.rglob("*")) if path.suffix in
                  (".py", ".js", ".html")}  # fmt: skip
CODE: Final = "\n".join(SOURCES.values())
FORMS: Final = {"zero", "one", "other"}
# The sections that are handed over whole: which files take words from them, and what those call the section.
TAKEN_WHOLE: Final = {
    "transcript": ("publications/*.py publications/templates/*.html", "words"),
    "player": ("publications/templates/index.html publications/templates/player/*.js", "player|words"),
    "player.pages": ("publications/templates/*.html", "pages"),
    "check": ("publications/templates/check.html", "words"),
    "report": ("publications/templates/report.html", "words"),
    "editor": ("editor/templates/*.html editor/templates/*.js", "words"),
    "window": ("window/templates/*.html", "words"),
    "window.script": ("window/templates/*.js", "words"),
    "site": ("archive/site/templates/*.html archive/site/leading_back.py", "words|dutch"),
    "site.script": ("archive/site/templates/search/*.js archive/site/templates/speaker.html", "words|script"),
}
# What scripts and templates find by a value: `words[part]`, `words[row.kind]`, `words[state]`.
BY_VALUE: Final = {
    "player": {"web_page", "text", "word_document", "audio", "video"}
    | {"described", "described_longer", "captions_longer", "transcript_longer"}
    | {action.replace("-", "_") for action in SHORTCUTS},
    "editor": {name for name, _ in KEYS}
    | {"start", "end", "spoken", "scene", "sound", "saved", "kept", "keeping", "offline", "space"}
    | {"to_videos", "to_handbook"},
    "window": {name for _, name in PREVIEW_WIDTHS},
}


def texts(words: dict[str, Any], above: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Each text by its key, by the forms of its plural; one without a plural has the form `other` alone."""
    for name, found in words.items():
        if isinstance(found, str):
            yield above + name, {"other": found}
        elif "other" in found and found.keys() <= FORMS:
            yield above + name, found
        else:
            yield from texts(found, f"{above}{name}.")


def all_texts(language: str) -> dict[str, dict[str, str]]:
    file = PACKAGE / "words" / f"{language}.toml"
    return dict(texts(tomllib.loads(file.read_text(encoding="utf-8"))))


DUTCH, ENGLISH = all_texts("nl"), all_texts("en")


def values_in(key: str) -> set[str]:
    return {name for text in ENGLISH[key].values() for _, name, _, _ in Formatter().parse(text) if name}


def test_each_language_is_a_file_with_the_same_keys_in_the_same_order() -> None:
    assert {path.stem for path in (PACKAGE / "words").glob("*.toml")} == set(LANGUAGES)
    assert list(DUTCH) == list(ENGLISH)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_text_says_something_and_takes_the_same_values_in_each_form(language: str) -> None:
    for key, forms in all_texts(language).items():
        assert all(text.strip() for text in forms.values()), key
        found = {name for text in forms.values() for _, name, _, _ in Formatter().parse(text) if name}
        assert found == values_in(key), key
        if len(forms) > 1:
            assert forms.keys() == ENGLISH[key].keys(), key
            assert {"one", "other"} <= forms.keys(), key
            assert "{count}" in forms["other"], key


def test_no_sentence_is_the_same_in_both_languages() -> None:
    same = [forms["other"] for key, forms in DUTCH.items() if forms == ENGLISH[key]]
    plain = (re.sub(r"\{[^{}]*\}", "", text) for text in same)
    assert [text for text in plain if len(re.findall("[a-z]{2,}", text)) > 2] == []


def said_in(path: Path) -> Iterator[tuple[str, set[str] | None, str]]:
    """Each `say(...)` of a module: its key, the names of its values if they stand there, and where it is."""
    for node in ast.walk(ast.parse(SOURCES[path])):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
            given = node.args[0]
            keys = [given.body, given.orelse] if isinstance(given, ast.IfExp) else [given]
            named = {each.arg for each in node.keywords if each.arg}
            plain = all(each.arg for each in node.keywords)
            for key in keys:
                where = f"{path.name}:{node.lineno}"
                assert isinstance(key, ast.Constant | ast.JoinedStr), (
                    f"{where}: a key stands where it is said"
                )
                pattern = key.value if isinstance(key, ast.Constant) else _pattern(key)
                yield str(pattern), named if plain else None, where


def _pattern(key: ast.JoinedStr) -> str:
    """A key of which a part is a value, as a pattern with `*` for that part."""
    return "".join(str(each.value) if isinstance(each, ast.Constant) else "*" for each in key.values)


def matching(pattern: str) -> list[str]:
    wanted = re.compile(re.escape(pattern).replace(r"\*", r"[\w.-]+"))
    return [key for key in ENGLISH if wanted.fullmatch(key)]


SAID: Final = [said for path in SOURCES if path.suffix == ".py" for said in said_in(path)]


def test_what_is_said_exists_and_is_given_the_values_that_its_text_takes() -> None:
    for pattern, names, where in SAID:
        assert matching(pattern), f"{where}: there is no {pattern}"
        for key in matching(pattern):
            assert names in (None, values_in(key)), f"{where}: {key}"


def taken(section: str) -> Iterator[str]:
    """The names that files take from a section which is handed to them, `*` for what a value stands for."""
    patterns, called = TAKEN_WHOLE[section]
    for text in (SOURCES[path] for pattern in patterns.split() for path in PACKAGE.glob(pattern)):
        for name, key, prefix in re.findall(
            rf"""\b(?:{called})(?:\.(\w+)|\[["'](\w+)["']\]|\[["'`](\w+_)(?:["'] ~|\$\{{))""",
            text,
        ):
            yield name or key or f"{prefix}*"


def used() -> set[str]:
    found = {key for pattern, _, _ in SAID for key in matching(pattern)}
    for section in TAKEN_WHOLE:
        names = {*taken(section), *BY_VALUE.get(section, ())}
        found |= {key for name in names for key in matching(f"{section}.{name}")}
    found |= {key for key in ENGLISH if _is_found_by_value(key)}
    judged = {f"criterion.{each.id}.{part}" for each in criteria("en") for part in ("name", "built")}
    return found | judged | {"numbers.decimal_mark"}


def _is_found_by_value(key: str) -> bool:
    """Whether a text of a table in a section is found by something in the code: a reason, a kind, a rule."""
    above, _, name = key.rpartition(".")
    if above.partition(".")[0] not in TAKEN_WHOLE or "." not in above:
        return False
    begun = f'"{name.rpartition("-")[0]}-{{'  # f"would-be-{kind}"
    named = rf"""["'.]{re.escape(name)}\b|\b{name.upper()} = |^class {name}\b"""
    listed = rf"{re.escape(above)}\.items\("
    return begun in CODE or bool(re.search(f"{named}|{listed}", CODE, re.MULTILINE))


def test_each_text_is_used() -> None:
    assert ENGLISH.keys() - used() == set()


def test_each_reason_that_an_edit_is_refused_for_has_its_words() -> None:
    assert set(re.findall(r'reason="([\w-]+)"', CODE)) <= words_in("en", "editor")["refused"].keys()


MOST_WORDS_OF_A_NAME: Final = 7


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_rule_has_a_short_name_that_is_not_its_id(language: str) -> None:
    names = {rule: told(name_of_rule(rule), language) for rule in RULE_IDS}
    assert len(set(names.values())) == len(RULE_IDS)
    assert all(len(name.split()) <= MOST_WORDS_OF_A_NAME and "-" not in name for name in names.values())


def test_in_dutch_a_regel_is_a_line_and_never_a_rule() -> None:
    """A rule for captions is a *richtlijn*, one of the law an *eis*."""
    told_as_rule = re.compile(r"\brules?\b", re.IGNORECASE)
    rules = [key for key, forms in ENGLISH.items() if any(map(told_as_rule.search, forms.values()))]
    assert rules
    for key in rules:
        assert not any("regel" in text.lower() for text in DUTCH[key].values()), key


def test_pages_take_words_that_there_are() -> None:
    for section in ("report", "editor"):
        for name in taken(section):
            assert matching(f"{section}.{name}") or name in words_in("en", section), f"{section}.{name}"


def test_no_name_of_a_word_is_one_that_a_template_finds_in_every_table() -> None:
    methods = set(dir(dict))
    assert [key for key in ENGLISH if methods.intersection(key.split("."))] == []


def test_numbers_are_written_as_the_language_does() -> None:
    assert number_in("nl", "3.1") == "3,1"
    assert (
        told(say("evidence.unwritten", count=2, seconds=3.04), "nl")
        == "Op 2 plaatsen wordt gesproken zonder dat het in de tekst staat, samen 3,0 seconden."
    )


COMMAND_LINE: Final = "stage count command summary import loss convert cache doctor speakers error".split()
NEVER_ONE: Final = {"most", "hours", "seconds", "times", "paragraphs"}  # limits, and what is above them


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_of_things_at_the_command_line_has_its_plural(language: str) -> None:
    words = all_texts(language)
    things = {forms["other"].partition(" ")[2] for key, forms in words.items() if key.startswith("count.")}
    counted = re.compile(rf"\{{(\w+)[^}}]*\}} (?:{'|'.join(sorted(things))})\b")
    for key, forms in words.items():
        if key.partition(".")[0] in COMMAND_LINE and len(forms) == 1:
            assert set(counted.findall(forms["other"])) <= NEVER_ONE, key


def test_each_kind_of_text_that_an_import_tells_has_words() -> None:
    for why in Why:
        assert told(reason_in_words(why), "en") == why.value
    for doubt in Doubt:
        assert told(doubt_in_words(doubt), "en") == doubt.value
    for name in (PROSE, OTHER_SIGNS.name, *(layout.name for layout in LAYOUTS)):
        assert told(layout_in_words(name), "en") == name


def test_the_name_of_a_kind_of_document_has_words_unless_it_is_a_format() -> None:
    named = {html.NAME, plain_text.NAME, publication.PAGE_NAME, publication.WORD_NAME}
    named |= {publication.MARKDOWN_NAME, speech_json.RECOGNISED, speech_json.ALIGNED}
    for name in named:
        found = format_in_words(name)
        assert isinstance(found, Message)
        assert told(found, "en") == name
    assert format_in_words("WebVTT") == "WebVTT"
