"""A finding: something that a person should know about a transcript, a track or a bundle."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from woordbeeld.timing import Span
from woordbeeld.words import Message


class Severity(Enum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was noticed (`rule` is a stable id), how bad it is, where (a line, a span), and what to do."""

    rule: str
    severity: Severity
    message: Message
    line: int | None = None
    span: Span | None = None
    suggestion: Message | None = None
