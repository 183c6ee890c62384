"""Why the operating system refused something, in the words of the reader."""

from __future__ import annotations

import errno
import socket

from woordbeeld.words.languages import OTHERWISE
from woordbeeld.words.messages import Message, say, words_in


def reason_of(error: OSError) -> Message:
    """Why it was refused, known by its number; what has no words of ours is quoted.

    Only Python's own kinds of errors have numbers of the system: those of a library mean something else.

    >>> from woordbeeld.words.messages import told
    >>> told(reason_of(OSError(errno.ENOSPC, "No space left on device")), "nl")
    'er is geen ruimte meer op de schijf'
    >>> told(reason_of(OSError("Device is on fire")), "nl")
    'het systeem zegt: “Device is on fire”'
    """
    cause = getattr(error, "reason", None)  # such as that of an address that cannot be reached
    if isinstance(cause, OSError):
        return reason_of(cause)
    if isinstance(error, socket.gaierror):
        return say("error.system.no_address")
    name = errno.errorcode.get(error.errno or 0, "") if type(error).__module__ == "builtins" else ""
    if name in words_in(OTHERWISE, "system"):
        return say(f"system.{name}")
    return say("error.system.said", said=error.strerror or str(error) or type(error).__name__)
