"""The README has the publications as they are, the guide the rules, and its example of a profile is one."""

from __future__ import annotations

import os
import re
from pathlib import Path

from woordbeeld.checking.fixes import FIXABLE
from woordbeeld.formats.table import FORMATS
from woordbeeld.publications.table import PUBLICATIONS
from woordbeeld.tracks.checks import RULES
from woordbeeld.tracks.profile import NL_WEB, Labels, find_profile
from woordbeeld.tracks.rules import Rule

ROOT = Path(__file__).parents[1]
README_FILE = ROOT / "README.md"
PUBLISHED = re.compile(r"(?<=^\| file \| for \|\n\|---\|---\|\n)(?:\|.*\n)+?(?=\| `media)", re.MULTILINE)
CHECKED = re.compile(r"(?<=anybody\nelse's )`.*`(?=, against the rules)")
GUIDE_FILE = ROOT / "tools/docs/captions.md"
GUIDE = GUIDE_FILE.read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(?!format`)[a-z-]+` \| (?:error|warning|note) \| .* \|\n", re.MULTILINE)


def _row(rule: Rule) -> str:
    fixed = "yes" if rule.id in FIXABLE else ""
    return f"| `{rule.id}` | {rule.severity.value} | {rule.limit(NL_WEB)} | {rule.source} | {fixed} |\n"


def test_the_table_of_rules_is_that_of_the_code() -> None:
    found, expected = ROW.findall(GUIDE), [_row(rule) for rule in RULES]
    if os.environ.get("UPDATE_GOLDEN"):
        text = GUIDE.replace("".join(found), "".join(expected))
        GUIDE_FILE.write_text(text, encoding="utf-8")
        return
    assert found == expected


def test_the_table_of_publications_is_that_of_the_code() -> None:
    kinds = (PUBLICATIONS[-1], *PUBLICATIONS[:-1])  # the page, which needs all others, is told first
    rows = "".join(f"| `{kind.name_in('nl')}` | {kind.purpose} |\n" for kind in kinds)
    readme = README_FILE.read_text(encoding="utf-8")
    (found,) = PUBLISHED.findall(readme)
    if os.environ.get("UPDATE_GOLDEN"):
        README_FILE.write_text(readme.replace(found, rows), encoding="utf-8")
        return
    assert found == rows


def test_the_readme_names_how_files_of_captions_end() -> None:
    names = [f"`{form.endings[0]}`" for form in FORMATS]
    listed = f"{', '.join(names[:-1])} or {names[-1]}"
    readme = README_FILE.read_text(encoding="utf-8")
    (found,) = CHECKED.findall(readme)
    if os.environ.get("UPDATE_GOLDEN"):
        README_FILE.write_text(readme.replace(found, listed), encoding="utf-8")
        return
    assert found == listed


def test_the_example_of_a_profile_is_one(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    file = tmp_path / "ours.toml"
    file.write_text(example, encoding="utf-8")
    assert find_profile(str(file)).labels is Labels.DASH
