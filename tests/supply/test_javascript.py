"""What checks our scripts is installed as it was locked; and our scripts are laid out as the rest is."""

from __future__ import annotations

import json
import re

import pytest

from supply.licences import Role, read_licences
from supply.lockfile import LOCKS

ROOT = LOCKS.parents[1]
FOLDER = ROOT / "tools/javascript"
ASKED = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))["devDependencies"]
LOCK = (FOLDER / "package-lock.json").read_text(encoding="utf-8")
LOCKED = {
    name.removeprefix("node_modules/"): package
    for name, package in json.loads(LOCK)["packages"].items()
    if name
}
MOST_SIGNS = 110  # a line, as in Python


def test_the_lock_has_the_version_that_is_asked_for() -> None:
    assert {name: LOCKED[name]["version"] for name in ASKED} == ASKED
    assert all(re.fullmatch(r"[\d.]+", version) for version in ASKED.values())


@pytest.mark.parametrize("name", LOCKED)
def test_every_package_of_npm_has_a_hash_and_a_licence_that_is_allowed(name: str) -> None:
    assert re.fullmatch(r"sha512-[\w+/]{86}==", LOCKED[name]["integrity"])
    assert not read_licences().refused(LOCKED[name]["license"], Role.IMPORTED, Role.PROGRAM)


def test_the_lock_names_no_place_to_fetch_from() -> None:
    assert "resolved" not in LOCK


@pytest.mark.parametrize("folder", ["tools/woordbeeld", "tests"])
def test_no_line_of_a_script_is_too_long(folder: str) -> None:
    lines = [
        f"{file.name}:{number}"
        for file in (ROOT / folder).rglob("*.js")
        for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1)
        if len(line) > MOST_SIGNS
    ]
    assert lines == []
