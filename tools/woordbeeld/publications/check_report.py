"""What a check of captions found, in a language: as text for a terminal, as JSON, and as a page."""

from __future__ import annotations

import json
import re
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import product, starmap
from typing import Final

from woordbeeld.findings import Finding, Severity
from woordbeeld.publications.page_engine import environment
from woordbeeld.tracks.model import TrackKind
from woordbeeld.tracks.rules import name_of_rule
from woordbeeld.words import LANGUAGES, Message, say, told, words_in

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
    fixed: tuple[Message, ...] = ()
    left: tuple[Message, ...] = ()
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
    def fixed_heading(self) -> Message:
        """What stands above the fixes."""
        if self.dry_run:
            return say("check.would_be_fixed")
        return say("check.fixed_with_backup", backup=self.backup) if self.backup else say("check.fixed")

    @property
    def told_cues(self) -> Message:
        """How many cues of which kind there are."""
        return say(f"check.{self.kind.value}.cues", count=self.cues)


def render_check_text(files: Sequence[CheckedFile], language: str) -> str:
    """Each file with the counts by rule, then every finding with its line and what to do; at last the sum."""
    text = "\n".join("\n".join(_file(file, language)) + "\n" for file in files)
    return f"{text}\n{told(_sum(files), language)}\n" if len(files) > 1 else text


def _sum(files: Sequence[CheckedFile]) -> Message:
    return say("check.files", count=len(files), counts=counts(*files))


def counts(*files: CheckedFile) -> Message:
    """How many there are of each severity.

    >>> told(counts(CheckedFile("a.srt", TrackKind.CAPTIONS, 0, "nl-web", ())), "nl")
    'geen fouten, geen waarschuwingen, geen opmerkingen'
    """
    errors, warnings, notes = (sum(file.times(severity) for file in files) for severity in Severity)
    return say(
        "check.counts",
        errors=say("check.errors", count=errors),
        warnings=say("check.warnings", count=warnings),
        notes=say("check.notes", count=notes),
    )


def _file(file: CheckedFile, language: str) -> Iterator[str]:
    summary = say("check.summary", cues=file.told_cues, profile=file.profile, counts=counts(file))
    yield f"{file.name}: {told(summary, language)}"
    for heading, lines in ((file.fixed_heading, file.fixed), (say("check.left"), file.left)):
        if lines:
            yield ""
            yield f"{told(heading, language)} ({len(lines)}):"
            yield from (_wrapped(told(each, language), "  ") for each in lines)
    if file.findings:
        yield ""
        yield from _findings(file, language)


def _findings(file: CheckedFile, language: str) -> Iterator[str]:
    severities = words_in(language, "check")["severities"]
    width = max(map(len, severities.values()))
    for severity, rule, times in file.by_rule:
        yield f"  {severities[severity.value]:<{width}}  {rule:<24} {times:>5}"
    yield ""
    for finding in file.findings:
        place = told(say("check.line", line=finding.line), language) if finding.line is not None else ""
        what = f"{severities[finding.severity.value]} {finding.rule}: {place}"
        yield _wrapped(f"{what}{told(finding.message, language)}", "")
        if finding.suggestion:
            yield _wrapped(f"→ {told(finding.suggestion, language)}", "    ")


def _wrapped(text: str, indent: str) -> str:
    return textwrap.fill(
        text, _WIDTH, initial_indent=indent, subsequent_indent=indent + "  ", break_long_words=False
    )


def render_check_json(files: Sequence[CheckedFile], language: str) -> str:
    """The findings as JSON, times in milliseconds; only what people read is in the language."""
    record = {"version": 1, "language": language, "files": [_record(file, language) for file in files]}
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _record(file: CheckedFile, language: str) -> dict[str, object]:
    return {
        "file": file.name,
        "kind": file.kind.value,
        "cues": file.cues,
        "profile": file.profile,
        "counts": {f"{severity.value}s": file.times(severity) for severity in Severity},
        "fixed": [told(each, language) for each in file.fixed],
        "left": [told(each, language) for each in file.left],
        "backup": file.backup or None,
        "dry_run": file.dry_run,
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity.value,
                "line": finding.line,
                "start_ms": finding.span.start_ms if finding.span else None,
                "end_ms": finding.span.end_ms if finding.span else None,
                "message": told(finding.message, language),
                "suggestion": told(finding.suggestion, language) if finding.suggestion else "",
            }
            for finding in file.findings
        ],
    }


def render_check_html(files: Sequence[CheckedFile], language: str) -> str:
    """The findings as a page of its own, without script; all text is escaped by the template engine."""
    engine = environment()
    engine.filters["told"] = partial(told, language=language)
    engine.filters["rule_name"] = name_of_rule
    page = engine.get_template("check.html")
    words = words_in(language, "check")
    return page.render(files=files, language=language, words=words, sum=_sum(files), held=_held)


def _held(file: CheckedFile) -> Message:
    return say("check.held", cues=file.told_cues, profile=file.profile, counts=counts(file))


def begins_as_findings(head: str) -> bool:
    """Whether a text begins as findings do that were written as text or as a page, in whatever language."""
    return bool(_beginning().match(head))


@cache
def _beginning() -> re.Pattern[str]:
    titles = "|".join(re.escape(words_in(language, "check")["title"]) for language in LANGUAGES)
    lines = "|".join(starmap(_first_line, product(LANGUAGES, TrackKind, (1, 2))))
    return re.compile(rf"<!DOCTYPE html>.*?<title>(?:{titles}): |[^\n]*: (?:{lines})", re.DOTALL)


def _first_line(language: str, kind: TrackKind, count: int) -> str:
    """How the first line goes on after the name of the file, up to that of the profile, for any number."""
    cues = say(f"check.{kind.value}.cues", count=count)
    line = told(say("check.summary", cues=cues, profile="\n", counts=""), language)
    return re.escape(line.partition("\n")[0]).replace(str(count), r"\d+")


RENDERERS: Final[Mapping[str, Callable[[Sequence[CheckedFile], str], str]]] = {
    "text": render_check_text,
    "json": render_check_json,
    "html": render_check_html,
}
