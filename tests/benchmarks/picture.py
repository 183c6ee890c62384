"""The results as a picture (SVG): accuracy against time, and how far off the lines of each episode start."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Final

from tests.benchmarks.score import LOST_MS, JudgedLine
from tests.benchmarks.table import OURS, Result

NEAR_MS: Final = 60  # what counts as accurate in the upper part
EDGES_MS: Final = (0, 20, 40, 60, 100, 250, LOST_MS)  # of the classes of errors; beyond them a line is lost
COLOURS: Final = ("#00441b", "#1b7837", "#5aae61", "#c7e9a3", "#fdd49e", "#ef8a46", "#a50f15")
TOOL_COLOURS: Final = {OURS: "#00441b", "stable-ts": "#8c510a", "whisper": "#5e4fa2"}
NAMES: Final = {OURS: "Woordbeeld", "stable-ts": "stable-ts", "whisper": "whisper, matched"}
WIDTH: Final = 880
LEFT: Final = 190
RIGHT: Final = 30
TOP: Final = 60
PLOT: Final = 220  # the height of the upper part
ROW: Final = 14
GROUP: Final = 12  # between two episodes
SVG: Final = "http://www.w3.org/2000/svg"
STYLE: Final = "font-family: system-ui, sans-serif; font-size: 13px; fill: #1a1a1a"


@dataclass(frozen=True, slots=True)
class _Total:
    """A tool over all episodes: processor seconds for a minute of sound, and the share that is near."""

    tool: str
    time: float
    near: float


def picture(results: Sequence[Result]) -> str:
    """One SVG of all results of tools that did not fail."""
    done = [result for result in results if not result.run.failure and result.lines]
    episodes = list(dict.fromkeys(result.episode for result in done))
    totals = [_total(tool, done) for tool in dict.fromkeys(result.tool for result in done)]
    bars_at = TOP + PLOT + 110
    bars = list(_bars(done, episodes, bars_at))
    rows = len(done) * ROW + len(episodes) * GROUP
    height = bars_at + rows + 50
    told = "; ".join(f"{NAMES[each.tool]} {each.near:.0%} in {each.time:.0f} s" for each in totals)
    return "\n".join(
        (
            f'<svg xmlns="{SVG}" viewBox="0 0 {WIDTH} {height}" role="img" style="{STYLE}">',
            f"<title>Lines that start within {NEAR_MS} ms, in time for a minute: {escape(told)}</title>",
            _bar(0, 0, WIDTH, height, "#fff"),
            *_accuracy_against_time(totals),
            *_legend(bars_at - 22),
            *bars,
            "</svg>\n",
        )
    )


def _total(tool: str, results: Sequence[Result]) -> _Total:
    mine = [result for result in results if result.tool == tool]
    minutes = sum(result.duration_ms for result in mine) / 60_000
    lines = [line for result in mine for line in result.lines]
    near = sum(line.starts_within(NEAR_MS) for line in lines) / len(lines)
    return _Total(tool, sum(result.run.processor_s for result in mine) / minutes, near)


def _accuracy_against_time(totals: Sequence[_Total]) -> Iterator[str]:
    most = max(total.time for total in totals) * 1.15
    span = WIDTH - LEFT - RIGHT
    yield _text(LEFT, TOP - 24, f"Lines that start within {NEAR_MS} ms, against processor time", weight=600)
    for share in (0, 0.25, 0.5, 0.75, 1):
        y = TOP + PLOT * (1 - share)
        yield f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>'
        yield _text(LEFT - 8, y + 4, f"{share:.0%}", anchor="end")
    for total in totals:
        x, y = LEFT + span * total.time / most, TOP + PLOT * (1 - total.near)
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="7" fill="{TOOL_COLOURS[total.tool]}"/>'
        after = x < LEFT + span * 2 / 3
        text = f"{NAMES[total.tool]}: {total.near:.1%}, {total.time:.1f} s"
        yield _text(x + (12 if after else -12), y + 4, text, anchor="start" if after else "end")
    yield _text(LEFT, TOP + PLOT + 22, "0")
    yield _text(
        WIDTH - RIGHT, TOP + PLOT + 22, f"{most:.0f} s of a processor for a minute of sound", anchor="end"
    )


def _legend(y: float) -> Iterator[str]:
    yield _text(LEFT, y - 24, "How far off lines start", weight=600)
    x = float(LEFT)
    for name, colour in zip(_classes(), COLOURS, strict=True):
        yield _bar(x, y - 11, 12, 12, colour)
        yield _text(x + 16, y, name)
        x += 34 + 7 * len(name)


def _classes() -> Iterator[str]:
    for _, high in pairwise(EDGES_MS):
        yield f"to {high} ms"
    yield "lost"


def _bars(results: Sequence[Result], episodes: Sequence[str], top: float) -> Iterator[str]:
    y, span = top, WIDTH - LEFT - RIGHT
    for episode in episodes:
        mine = [result for result in results if result.episode == episode]
        yield _text(8, y + ROW - 3, episode, weight=600)
        for result in mine:
            yield _text(LEFT - 8, y + ROW - 3, NAMES[result.tool], anchor="end", size=11)
            x = float(LEFT)
            for count, colour in zip(_counts(result.lines), COLOURS, strict=True):
                width = span * count / len(result.lines)
                yield _bar(x, y, width, ROW - 3, colour)
                x += width
            y += ROW
        y += GROUP


def _counts(lines: Sequence[JudgedLine]) -> list[int]:
    """How many lines are in each class of errors."""
    within = [0, *(sum(line.starts_within(edge) for line in lines) for edge in EDGES_MS[1:]), len(lines)]
    return [other - one for one, other in pairwise(within)]


def _bar(x: float, y: float, width: float, height: float, colour: str) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    return f'<rect {place} fill="{colour}"/>'


def _text(x: float, y: float, text: str, *, anchor: str = "start", weight: int = 400, size: int = 13) -> str:
    style = f'text-anchor="{anchor}" font-weight="{weight}" font-size="{size}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {style}>{escape(text)}</text>'
