"""What is installed is what was locked: one version and its hashes for everything, on every system."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from supply.lockfile import LOCKS, Pin, read_lock

ROOT = LOCKS.parents[1]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
INSTALL = re.findall(r"^INSTALL := (.+)$", MAKEFILE, re.MULTILINE)[0].split()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ASKED = {
    "run.txt": [
        *PROJECT["project"]["dependencies"],
        *PROJECT["project"]["optional-dependencies"]["weights"],
    ],
    "build.txt": PROJECT["build-system"]["requires"],
    "screen.txt": PROJECT["project"]["optional-dependencies"]["screen"],
    "archive.txt": PROJECT["project"]["optional-dependencies"]["archive"],
}
BESIDE_RUN = {"screen.txt", "archive.txt"}  # they lack what is there already


def locked(name: str) -> tuple[Pin, ...]:
    return read_lock((LOCKS / name).read_text(encoding="utf-8"))


def asked_in(file: Path) -> list[str]:
    lines = (line.partition("#")[0].strip() for line in file.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line]


@pytest.mark.parametrize("file", sorted(LOCKS.glob("*.txt")), ids=lambda file: file.name)
def test_every_package_has_one_version_and_hashes(file: Path) -> None:
    pins = locked(file.name)
    assert pins
    assert [pin.name for pin in pins if not pin.version or not pin.sha256s] == []
    assert all(re.fullmatch("[0-9a-f]{64}", sha256) for pin in pins for sha256 in pin.sha256s)


@pytest.mark.parametrize("file", sorted(LOCKS.glob("*.txt")), ids=lambda file: file.name)
def test_a_lock_names_no_place_to_fetch_from(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert re.findall(r"://|--(?:extra-)?index-url|--find-links| @ ", text) == []


@pytest.mark.parametrize(
    "name",
    ["run.txt", "build.txt", "test.txt", "bench.txt", "lock.txt", "voices.txt", "screen.txt", "archive.txt"],
)
def test_a_lock_has_all_that_is_asked_for(name: str) -> None:
    inputs = LOCKS / name.replace(".txt", ".in")
    asked = [*ASKED.get(name, ()), *(asked_in(inputs) if inputs.exists() else ())]
    beside_run = locked("run.txt") if name in BESIDE_RUN else ()
    versions = {pin.name: pin.version for pin in (*beside_run, *locked(name))}
    for requirement in map(Requirement, asked):
        assert versions[canonicalize_name(requirement.name)] in requirement.specifier, requirement


def test_the_locks_agree_with_each_other() -> None:
    versions: dict[tuple[str, str], set[str]] = defaultdict(set)
    for file in LOCKS.glob("*.txt"):
        for pin in locked(file.name):
            versions[pin.name, pin.marker].add(Version(pin.version).public)
    assert {key: each for key, each in versions.items() if len(each) > 1} == {}


def test_what_is_held_stays_where_it_is() -> None:
    versions = {pin.name: pin.version for pin in locked("run.txt")}
    for requirement in map(Requirement, asked_in(LOCKS / "holds.in")):
        assert versions[requirement.name] in requirement.specifier, requirement


@pytest.mark.parametrize("name", ["run.txt", "build.txt", "test.txt", "screen.txt", "archive.txt"])
def test_what_is_installed_here_is_what_was_locked(name: str) -> None:
    needed = [pin for pin in locked(name) if not pin.marker or Marker(pin.marker).evaluate()]
    assert {pin.name: pin.version for pin in needed} == {pin.name: installed(pin.name) for pin in needed}


def installed(name: str) -> str:
    try:
        return Version(version(name)).public
    except PackageNotFoundError:
        return "nothing"


def test_the_makefile_installs_nothing_without_its_hash() -> None:
    assert {"--require-hashes", "--no-deps", "--no-build-isolation", "--only-binary=:all:"} <= set(INSTALL)
    installs = re.findall(
        r"^.*(?:pip|\$\(1\)) (?:\$\(INSTALL\)|install|download|wheel).*$", MAKEFILE, re.MULTILINE
    )
    (ours,) = [line for line in installs if "$(INSTALL)" not in line]
    assert "--editable ." in ours
    assert {"--no-index", "--no-deps", "--no-build-isolation"} <= set(ours.split())


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """The smallest package that pip takes."""
    file = tmp_path / "smallest-1.0-py3-none-any.whl"
    contents = {
        "smallest.py": "",
        "smallest-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: smallest\nVersion: 1.0\n",
        "smallest-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    rows = [f"{name},{record_hash(text)},{len(text)}\n" for name, text in contents.items()]
    contents["smallest-1.0.dist-info/RECORD"] = "".join([*rows, "smallest-1.0.dist-info/RECORD,,\n"])
    with ZipFile(file, "w") as archive:
        for name, text in contents.items():
            archive.writestr(name, text)
    return file


def record_hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return "sha256=" + base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def installing(wheel: Path, requirement: str) -> subprocess.CompletedProcess[str]:
    """What pip says of `requirement` with the options of the Makefile, where it finds nothing but `wheel`."""
    requirements = wheel.with_name("lock.txt")
    requirements.write_text(requirement, encoding="utf-8")
    places = ("--no-index", f"--find-links={wheel.parent}", f"--target={wheel.parent / 'installed'}")
    command = [sys.executable, "-m", "pip", *INSTALL, str(requirements), *places]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_package_with_its_hash_is_installed(wheel: Path) -> None:
    sha256 = hashlib.sha256(wheel.read_bytes()).hexdigest()
    assert installing(wheel, f"smallest==1.0 --hash=sha256:{sha256}").returncode == 0


def test_a_package_that_was_tampered_with_is_refused(wheel: Path) -> None:
    sha256 = hashlib.sha256(wheel.read_bytes()).hexdigest()
    with ZipFile(wheel, "a") as archive:
        archive.writestr("more.py", "print('not ours')")
    done = installing(wheel, f"smallest==1.0 --hash=sha256:{sha256}")
    assert done.returncode
    assert "DO NOT MATCH THE HASHES" in done.stderr


def test_a_package_without_a_hash_is_refused(wheel: Path) -> None:
    done = installing(wheel, "smallest==1.0")
    assert done.returncode
    assert "Hashes are required" in done.stderr
