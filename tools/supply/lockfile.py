"""Lock files: requirements of pip in which every package has one version and the hashes of its files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = Path(__file__).resolve().parents[1] / "locks"

_ENTRY = re.compile(r"^[^\s#].*\n?(?:[ \t].*\n?)*", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:(\w+)")
_NEEDED_BY = re.compile(r"# via (.+)")


@dataclass(frozen=True, slots=True)
class Pin:
    """A package at one version, where (a marker) and by what it is needed, and the SHA-256s of its files."""

    name: str
    version: str
    marker: str
    sha256s: tuple[str, ...]
    needed_by: tuple[str, ...]


def read_lock(text: str) -> tuple[Pin, ...]:
    r"""The pins of a lock file, in its order; the version is empty where there is not exactly one.

    >>> read_lock("tqdm==4 ; os_name == 'nt' \\\n  --hash=sha256:12 \\\n  --hash=sha256:34\n  # via a, b")
    (Pin(name='tqdm', version='4', marker='os_name == "nt"', sha256s=('12', '34'), needed_by=('a', 'b')),)
    >>> [pin.version for pin in read_lock("# made\nclick>=8\n")]
    ['']
    """
    return tuple(_pin(entry) for entry in _ENTRY.findall(text))


def _pin(entry: str) -> Pin:
    requirement = Requirement(re.split(r"\s\\\n|\s+--|\s+#|\n", entry)[0])
    versions = [each.version for each in requirement.specifier if each.operator == "=="]
    needed_by = _NEEDED_BY.search(entry)
    return Pin(
        canonicalize_name(requirement.name),
        versions[0] if len(versions) == len(requirement.specifier) == 1 else "",
        str(requirement.marker or ""),
        tuple(_HASH.findall(entry)),
        tuple(needed_by[1].split(", ")) if needed_by else (),
    )


def split_by_name(text: str, prefixes: tuple[str, ...]) -> tuple[str, str]:
    r"""A lock file in two: the packages whose names begin with none of `prefixes`, and the others.

    >>> split_by_name("click==8.5.1 \\\n    --hash=sha256:12\ncuda-x==1\n    # via torch\n", ("cuda-",))
    ('click==8.5.1 \\\n    --hash=sha256:12\n', 'cuda-x==1\n    # via torch\n')
    """
    entries: list[str] = _ENTRY.findall(text)
    apart = [entry for entry in entries if entry.startswith(prefixes)]
    return "".join(entry for entry in entries if entry not in apart), "".join(apart)
