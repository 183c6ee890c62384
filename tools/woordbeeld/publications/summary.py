"""The report in plain lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from woordbeeld.findings import Severity
from woordbeeld.publications.report import MAX_PLACES, DescriptionTold, Report, ReportedPlace
from woordbeeld.timing import format_clock
from woordbeeld.words import OTHERWISE, Message, Value, say, told

_SEVERITIES: Final = tuple(Severity)


def summary(report: Report, language: str = OTHERWISE) -> str:
    """The report in plain lines for a terminal."""
    rows = (say("summary.row", label=label, text=text) for label, text in (*_counts(report), *_rules(report)))
    return "".join(f"{told(each, language)}\n" for each in (*rows, *_places(report)))


def _counts(report: Report) -> Iterator[tuple[Message, Value]]:
    if report.unwritten:
        seconds = report.unwritten_ms / 1000
        unwritten = say("summary.unwritten", count=report.unwritten, seconds=seconds)
        yield say("summary.labels.unwritten"), unwritten
    counted = say(
        "summary.words",
        all=report.words,
        same=report.words_same,
        replaced=report.words_replaced,
        unheard=say("summary.unheard", count=report.words_unheard),
    )
    yield say("summary.labels.words"), counted
    sentences = say("summary.sentences", all=report.sentences, unheard=report.sentences_unheard)
    yield say("summary.labels.sentences"), sentences
    if events := sum(count for _, count in report.placements):
        placed = tuple(_placed(*each) for each in report.placements if each[1])
        yield say("summary.labels.events"), say("summary.events", count=events, placed=placed)
    if voices := report.voices:
        yield say("summary.labels.voices"), voices.untold or say("summary.voices", count=voices.doubts)
    if screen := report.screen:
        yield say("summary.labels.screen"), screen.unread or say("summary.screen", count=screen.missing)
    if description := report.description:
        yield from ((say("summary.labels.description"), text) for text in _of_description(description))
    for each in report.read_as:
        yield say("summary.labels.names"), each.message


def _of_description(description: DescriptionTold) -> Iterator[Message]:
    if description.kind:
        name = description.narrator
        yield (
            say(f"describe.voice.{description.kind.value}", name=name)
            if name
            else say("describe.unnamed_voice")
        )
    if description.lacking:
        yield say("summary.no_room", count=description.lacking, seconds=description.lacking_ms / 1000)
    if description.published:
        if description.missing or not description.lacking:
            yield say("summary.description", count=description.missing, all=description.scenes)
    else:
        yield say("summary.undescribed")
    yield from description.notes


def _placed(placement: str, times: int) -> Message:
    return say("summary.placed", times=times, where=say(f"summary.placements.{placement}"))


def _rules(report: Report) -> Iterator[tuple[Message, Value]]:
    if not report.broken_rules:
        yield say("summary.labels.rules"), say("summary.no_rules")
    for severity in _SEVERITIES:
        broken = [rule for rule in report.broken_rules if rule.severity == severity.value]
        if broken:
            named = ", ".join(f"{rule.rule} {rule.times}" for rule in broken)
            yield say(f"summary.labels.{severity.value}"), named


def _places(report: Report) -> Iterator[Message]:
    headings = say("summary.not_placed"), say("summary.look_first")
    for heading, places in zip(headings, (report.not_placed, report.look_first), strict=True):
        if places:
            yield heading
            yield from map(_place, places[:MAX_PLACES])
        if len(places) > MAX_PLACES:
            yield say("summary.more", places=len(places) - MAX_PLACES)


def _place(place: ReportedPlace) -> Message:
    line = say("summary.line", line=place.line) if place.line is not None else say("summary.no_line")
    clock = format_clock(place.start_ms) if place.start_ms is not None else say("summary.no_time")
    return say("summary.place", line=line, clock=clock, why=place.why, text=place.text)
