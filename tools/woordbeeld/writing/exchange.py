"""Two folders that change places in one step, where the system can do that."""

from __future__ import annotations

import ctypes
import errno
import os
from pathlib import Path
from typing import Final

_HERE: Final = -100  # AT_FDCWD: paths as they are
_EXCHANGE: Final = 2  # RENAME_EXCHANGE; both from renameat2(2)


def exchange(one: Path, other: Path) -> None:
    """Let each of two paths of one disk stand where the other stood; nobody ever sees one of them missing.

    Raises:
        OSError: this system, or this disk, cannot do it.
    """
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if os.name == "posix" else None
    if rename is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(other))
