"""What a check of captions found: as text for a terminal, as JSON, and as a page."""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from woordbeeld.findings import Finding, Severity
from woordbeeld.publications.page_engine import environment
from woordbeeld.tracks.model import TrackKind

_WIDTH: Final = 80  # of a terminal


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file of captions with what was found in it, what was fixed before that, and what was left alone.

    `backup` is the name of the file beside it that has what was in it. In a `dry_run` nothing was written.
    """

    name: str
    kind: TrackKind
    cues: int
    profile: str
    findings: tuple[Finding, ...]
    fixed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    backup: str = ""
    dry_run: bool = False

    @property
    def errors(self) -> int:
        return self.times(Severity.ERROR)

    @property
    def by_rule(self) -> list[tuple[Severity, str, int]]:
        """How often each rule is broken: the errors first, then the most broken."""
        counts = Counter((finding.severity, finding.rule) for finding in self.findings)
        order = list(Severity)
        ranked = sorted(counts.items(), key=lambda item: (order.index(item[0][0]), -item[1], item[0][1]))
        return [(severity, rule, times) for (severity, rule), times in ranked]

    def times(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def fixed_heading(self) -> str:
        """What stands above the fixes."""
        if self.dry_run:
            return "Would be fixed"
        return f"Fixed, what it was is kept in {self.backup}" if self.backup else "Fixed"


def render_check_text(files: Sequence[CheckedFile]) -> str:
    """Each file with the counts by rule, then every finding with its line and what to do; at last the sum."""
    text = "\n".join("\n".join(_file(file)) + "\n" for file in files)
    return f"{text}\n{len(files)} files: {counts(*files)}\n" if len(files) > 1 else text


def counts(*files: CheckedFile) -> str:
    """How many there are of each severity, in words.

    >>> counts(CheckedFile("a.srt", TrackKind.CAPTIONS, 0, "nl-web", ()))
    'no errors, no warnings, no notes'
    """
    numbers = ((sum(file.times(severity) for file in files), severity.value) for severity in Severity)
    return ", ".join(f"{times or 'no'} {name}{'' if times == 1 else 's'}" for times, name in numbers)


def _file(file: CheckedFile) -> Iterator[str]:
    yield f"{file.name}: {file.cues} cues of {file.kind.value} under {file.profile}: {counts(file)}"
    for name, lines in ((file.fixed_heading, file.fixed), ("Left alone", file.left)):
        if lines:
            yield ""
            yield f"{name} ({len(lines)}):"
            yield from (_wrapped(each, "  ") for each in lines)
    if not file.findings:
        return
    yield ""
    for severity, rule, times in file.by_rule:
        yield f"  {severity.value:<8} {rule:<24} {times:>5}"
    yield ""
    for finding in file.findings:
        place = f"line {finding.line}: " if finding.line is not None else ""
        yield _wrapped(f"{finding.severity.value} {finding.rule}: {place}{finding.message}", "")
        if finding.suggestion:
            yield _wrapped(f"→ {finding.suggestion}", "    ")


def _wrapped(text: str, indent: str) -> str:
    return textwrap.fill(
        text, _WIDTH, initial_indent=indent, subsequent_indent=indent + "  ", break_long_words=False
    )


def render_check_json(files: Sequence[CheckedFile]) -> str:
    """The findings as JSON, times in milliseconds."""
    return (
        json.dumps({"version": 1, "files": [_record(file) for file in files]}, ensure_ascii=False, indent=1)
        + "\n"
    )


def _record(file: CheckedFile) -> dict[str, object]:
    return {
        "file": file.name,
        "kind": file.kind.value,
        "cues": file.cues,
        "profile": file.profile,
        "counts": {f"{severity.value}s": file.times(severity) for severity in Severity},
        "fixed": list(file.fixed),
        "left": list(file.left),
        "backup": file.backup or None,
        "dry_run": file.dry_run,
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity.value,
                "line": finding.line,
                "start_ms": finding.span.start_ms if finding.span else None,
                "end_ms": finding.span.end_ms if finding.span else None,
                "message": finding.message,
                "suggestion": finding.suggestion,
            }
            for finding in file.findings
        ],
    }


def render_check_html(files: Sequence[CheckedFile]) -> str:
    """The findings as a page of its own, without script; all text is escaped by the template engine."""
    return environment().get_template("check.html").render(files=files, counts=counts)


RENDERERS: Final[Mapping[str, Callable[[Sequence[CheckedFile]], str]]] = {
    "text": render_check_text,
    "json": render_check_json,
    "html": render_check_html,
}
