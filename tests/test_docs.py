"""The guide to captions has the rules as they are, and its example of a profile is one."""

from __future__ import annotations

import re
from pathlib import Path

from woordbeeld.checking.fixes import FIXABLE
from woordbeeld.tracks.checks import RULES
from woordbeeld.tracks.profile import NL_WEB, Labels, find_profile

GUIDE = (Path(__file__).parents[1] / "tools/docs/captions.md").read_text(encoding="utf-8")


def test_the_table_of_rules_is_that_of_the_code() -> None:
    rows = re.findall(
        r"^\| `([a-z-]+)` \| (error|warning|note) \| (.*) \| (.*) \| (yes)? ?\|$", GUIDE, re.MULTILINE
    )
    expected = [
        (rule.id, rule.severity.value, rule.limit(NL_WEB), rule.source, "yes" if rule.id in FIXABLE else "")
        for rule in RULES
    ]
    assert rows[:-1] == expected
    assert rows[-1][0] == "format"


def test_the_example_of_a_profile_is_one(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    file = tmp_path / "ours.toml"
    file.write_text(example, encoding="utf-8")
    assert find_profile(str(file)).labels is Labels.DASH
