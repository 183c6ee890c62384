"""The licences of what Woordbeeld is built on, and whether Woordbeeld may be passed on with it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path
from typing import Any, Final

from license_expression import ExpressionError, get_spdx_licensing

TABLE = Path(__file__).with_name("licences.toml")

# Words of the package index that mean one licence; "BSD License", say, may be any of several.
_CLASSIFIERS: Mapping[str, str] = {
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
    "License :: OSI Approved :: ISC License (ISCL)": "ISC",
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "License :: OSI Approved :: Python Software Foundation License": "PSF-2.0",
}


class Role(Enum):
    """How Woordbeeld uses a work, which decides what its licence may be."""

    IMPORTED = "imported"
    PROGRAM = "program"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Bundled:
    """A work of others inside a package, and the files that hold it, as patterns."""

    package: str
    name: str
    licence: str
    role: Role
    files: tuple[str, ...]
    source: str
    weights: bool = False


@dataclass(frozen=True, slots=True)
class Licences:
    """What is allowed for each role, and the licences of packages that do not tell and of what is bundled."""

    allowed: Mapping[Role, frozenset[str]]
    packages: Mapping[str, str]
    bundled: tuple[Bundled, ...]
    own: Mapping[str, tuple[str, ...]]

    def of_package(self, name: str) -> str:
        """The licence that the package's metadata declare, or else the table has; empty if neither does."""
        try:
            told = declared_licence(metadata(name))
        except PackageNotFoundError:
            told = ""
        return told or self.packages.get(name, "")

    def refused(self, expression: str, *roles: Role) -> bool:
        """Whether none of the choices that `expression` leaves is allowed for one of the roles."""
        allowed = frozenset[str]().union(*(self.allowed[role] for role in roles))
        return not expression or not _is_met(_parsed(expression), allowed)


def read_licences(file: Path = TABLE) -> Licences:
    """The table of licences."""
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return Licences(
        {Role(role): frozenset(names) for role, names in table["allowed"].items()},
        {name: entry["licence"] for name, entry in table["packages"].items()},
        tuple(
            Bundled(**{**each, "role": Role(each["role"]), "files": tuple(each["files"])})
            for each in table["bundled"]
        ),
        {name: tuple(patterns) for name, patterns in table["own"].items()},
    )


_NEVER_IN_EXPRESSIONS: Final = frozenset("\n,")  # validating a text with one fails


def declared_licence(told: PackageMetadata) -> str:
    r"""The SPDX expression that a package's metadata mean, empty where they do not mean one.

    >>> from email import message_from_string
    >>> declared_licence(message_from_string("License-Expression: MIT OR Apache-2.0"))
    'MIT OR Apache-2.0'
    >>> declared_licence(message_from_string("Classifier: License :: OSI Approved :: BSD License"))
    ''
    """
    if expression := _first(told, "License-Expression"):
        return expression
    words = _first(told, "License")
    if words and not _NEVER_IN_EXPRESSIONS & set(words) and not _spdx().validate(words).errors:
        return str(_parsed(words))
    classifiers = [
        each for each in told.get_all("Classifier") or () if each.startswith("License :: OSI Approved :")
    ]
    return _CLASSIFIERS.get(classifiers[0], "") if len(classifiers) == 1 else ""


@cache
def _spdx() -> Any:
    return get_spdx_licensing()


def _first(told: PackageMetadata, field: str) -> str:
    return next(iter(told.get_all(field) or ()), "")


def _parsed(expression: str) -> Any:
    try:
        return _spdx().parse(expression)
    except ExpressionError:
        return expression


def _is_met(node: Any, allowed: frozenset[str]) -> bool:
    if isinstance(node, _spdx().AND):
        return all(_is_met(part, allowed) for part in node.args)
    if isinstance(node, _spdx().OR):
        return any(_is_met(part, allowed) for part in node.args)
    return str(node) in allowed
