"""openai-whisper is imported without the compiler that only its own word times need."""

from __future__ import annotations

import subprocess
import sys

_IMPORT = """
import sys
from woordbeeld.speech.openai_whisper import import_whisper
assert import_whisper().load_model is import_whisper().load_model
print(*(name for name in sys.modules if name.split(".")[0] in ("numba", "llvmlite")))
import numba
assert numba.jit.__module__ != "woordbeeld.speech.openai_whisper"
"""


def test_no_compiler_is_imported_and_who_wants_it_has_it_after() -> None:
    done = subprocess.run([sys.executable, "-c", _IMPORT], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
