"""The results as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.benchmarks.measure import Run
from tests.benchmarks.score import NEAR_START_MS, JudgedLine, reliability, score, thirds

OURS = "woordbeeld"
BASELINE = "stable-ts"  # the tool whose time is 1
STARTS_MS = (40, 60, 100)
ENDS_MS = (100, 150)
EVERYTHING = "all"
_NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Result:
    """What one tool made of one episode; `lines` is empty where it failed."""

    episode: str
    tool: str
    duration_ms: int
    lines: tuple[JudgedLine, ...]
    run: Run


def render(results: Sequence[Result]) -> str:
    """All tables: the comparison, whether Woordbeeld's confidence can be relied on, and the long episode."""
    parts = [_comparison(results), _reliability([result for result in results if result.tool == OURS])]
    parts += [_thirds([result for result in results if result.episode == "long"])]
    return "\n\n".join(part for part in parts if part) + "\n"


def _comparison(results: Sequence[Result]) -> str:
    head = (
        "episode", "tool", *(f"starts within {bound_ms} ms" for bound_ms in STARTS_MS),
        *(f"ends within {bound_ms} ms" for bound_ms in ENDS_MS), "lost lines",
        f"processor time ({BASELINE} = 1)", "peak memory (MB)",
    )  # fmt: skip
    rows = [_row(result, _baseline(results, result.episode)) for result in results]
    return table(head, [*rows, *_totals(results)])


def _row(result: Result, baseline: float | None) -> tuple[str, ...]:
    if result.run.failure:
        nothing = [_NOTHING] * (len(STARTS_MS) + len(ENDS_MS) + 2)
        return (result.episode, result.tool, f"failed ({result.run.failure})", *nothing)
    got = score(result.lines)
    return (
        result.episode,
        result.tool,
        *(share(sum(line.starts_within(ms) for line in result.lines), got.lines) for ms in STARTS_MS),
        *(share(sum(line.ends_within(ms) for line in result.lines), got.lines) for ms in ENDS_MS),
        f"{got.lost} of {got.lines}",
        f"{result.run.processor_s / baseline:.2f}" if baseline else _NOTHING,
        f"{result.run.peak_mb:.0f}",
    )


def _baseline(results: Iterable[Result], episode: str) -> float | None:
    times = [
        result.run.processor_s
        for result in results
        if (result.episode, result.tool) == (episode, BASELINE) and not result.run.failure
    ]
    return times[0] if times else None


def _totals(results: Sequence[Result]) -> list[tuple[str, ...]]:
    """A row for every tool that did all of several episodes."""
    if len({result.episode for result in results}) == 1:
        return []
    tools = dict.fromkeys(result.tool for result in results)
    summed = [_sum([result for result in results if result.tool == tool]) for tool in tools]
    baseline = _baseline(summed, EVERYTHING)
    return [_row(total, baseline) for total in summed]


def _sum(results: Sequence[Result]) -> Result:
    failed = [result.episode for result in results if result.run.failure]
    return Result(
        EVERYTHING,
        results[0].tool,
        sum(result.duration_ms for result in results),
        tuple(line for result in results for line in result.lines),
        Run(
            sum(result.run.seconds for result in results),
            sum(result.run.processor_s for result in results),
            max(result.run.peak_mb for result in results),
            f"in {', '.join(failed)}" if failed else None,
        ),
    )


def _reliability(ours: Sequence[Result]) -> str:
    lines = [line for result in ours for line in result.lines]
    if not lines:
        return ""
    rows = [
        (f"{part.low:g} to {part.high:g}", str(part.lines), share(part.near_starts, part.lines))
        for part in reliability(lines)
    ]
    head = (f"confidence of {OURS}", "first words of lines", f"starts within {NEAR_START_MS} ms")
    return table(head, rows)


def _thirds(results: Sequence[Result]) -> str:
    rows = [
        (
            result.tool,
            *(share(part.near_starts, part.lines) for part in thirds(result.lines, result.duration_ms)),
        )
        for result in results
        if not result.run.failure
    ]
    head = (f"starts within {NEAR_START_MS} ms in `long`", "first third", "middle third", "last third")
    return table(head, rows) if rows else ""


def share(part: int, whole: int) -> str:
    """A part of a whole as a reader sees it.

    >>> share(45, 50), share(0, 0)
    ('90.0 %', '–')
    """
    return f"{100 * part / whole:.1f} %" if whole else _NOTHING


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table with aligned columns; a bar inside a cell is escaped."""
    cells = [[cell.replace("|", r"\|") for cell in row] for row in (head, *rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in cells]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])
