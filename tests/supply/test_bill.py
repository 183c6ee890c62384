"""The bill of materials agrees with the lock files, and is what CycloneDX says a bill is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from supply.bill import BILL, render_bill
from supply.licences import read_licences
from supply.lockfile import LOCKS, read_lock
from woordbeeld.speech.weights import PACKAGED_SHA256
from woordbeeld.voices.weights import CAMPPLUS, RESEMBLYZER

TEXT = BILL.read_text(encoding="utf-8")
COMPONENTS: list[dict[str, Any]] = json.loads(TEXT)["components"]
INSIDE = {part["name"]: part for each in COMPONENTS for part in each.get("components", ())}


def hashes(component: dict[str, Any]) -> set[str]:
    return {each["content"] for each in component.get("hashes", ())}


def test_the_bill_is_valid() -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(TEXT) is None


def test_the_bill_is_what_make_lock_writes() -> None:
    assert render_bill() == TEXT


@pytest.mark.parametrize(
    ("locks", "scope"),
    [(["run.txt"], "required"), (["torch-gpu.txt", "voices.txt", "screen.txt", "archive.txt"], "optional")],
)
def test_the_bill_has_the_packages_of_the_locks_with_their_hashes_and_licences(
    locks: list[str], scope: str
) -> None:
    licences = read_licences()
    pins = {pin.name: pin for lock in locks for pin in read_lock((LOCKS / lock).read_text(encoding="utf-8"))}
    expected = [
        (pin.name, pin.version, set(pin.sha256s), [{"expression": licences.of_package(pin.name)}])
        for pin in pins.values()
    ]
    got = [
        (each["name"], each["version"], hashes(each), each["licenses"])
        for each in COMPONENTS
        if each["scope"] == scope
    ]
    assert sorted(got, key=str) == sorted(expected, key=str)


def test_the_bill_has_what_is_inside_packages() -> None:
    assert {name: part["licenses"] for name, part in INSIDE.items()} == {
        each.name: [{"expression": each.licence}] for each in read_licences().bundled
    }
    assert hashes(INSIDE["whisper-base"]) == {PACKAGED_SHA256}
    assert hashes(INSIDE["campplus"]) == {CAMPPLUS.sha256}
    assert hashes(INSIDE["resemblyzer-weights"]) == {RESEMBLYZER.sha256}
    assert INSIDE["whisper-base"]["type"] == "machine-learning-model"


def test_the_bill_says_what_needs_what() -> None:
    needs = {each["ref"]: set(each.get("dependsOn", ())) for each in json.loads(TEXT)["dependencies"]}
    reached, new = set[str](), {"woordbeeld"}
    while new:
        reached |= new
        new = {need for each in new for need in needs[each]} - reached
    assert reached == {"woordbeeld", *(each["bom-ref"] for each in COMPONENTS)}


def test_nothing_in_the_bill_changes_by_the_hour() -> None:
    assert "timestamp" not in json.loads(TEXT)["metadata"]
