"""openai-whisper without what only its own word times need."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

COMPILER = "numba"  # a quarter of a second, and 60 MB of memory


def import_whisper() -> Any:
    """The package `whisper`, imported without numba, which compiles two functions that we never call."""
    if "whisper" in sys.modules or COMPILER in sys.modules:
        return importlib.import_module("whisper")
    sys.modules[COMPILER] = _compiling_nothing()
    try:
        return importlib.import_module("whisper")
    finally:
        del sys.modules[COMPILER]


def _compiling_nothing() -> ModuleType:
    def jit(**_options: object) -> Callable[[Any], Any]:
        return lambda function: function

    module: Any = ModuleType(COMPILER)
    module.jit = jit
    return module  # type: ignore[no-any-return]
