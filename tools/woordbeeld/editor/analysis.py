"""What is known of each item at a moment: its time, what was heard, and why a person should look at it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, Final

from woordbeeld.alignment.accepted import Accepted
from woordbeeld.alignment.doubts import doubts, is_estimated
from woordbeeld.alignment.heard_voices import ExchangedLabels, MixedLabel, OfVoice, OneVoice
from woordbeeld.alignment.misheard import SUSPICIOUS, Misheard, differences, misheard_by_line
from woordbeeld.alignment.missing import Missing
from woordbeeld.alignment.model import AlignedPhrase, Alignment, PlacedEvent
from woordbeeld.alignment.on_screen import NameOnScreen, SeenText, ToldBy
from woordbeeld.alignment.other_languages import OtherLanguage
from woordbeeld.alignment.pinning import OF_PINS, apply_pins
from woordbeeld.editor.state import State
from woordbeeld.findings import Finding, Severity
from woordbeeld.intake.opening import read_otherwise
from woordbeeld.publications.player import caption_parts
from woordbeeld.timing import Span
from woordbeeld.tracks.captions import captions, not_shown
from woordbeeld.tracks.checks import check
from woordbeeld.tracks.descriptions import descriptions
from woordbeeld.tracks.model import Track
from woordbeeld.tracks.profile import CaptionProfile
from woordbeeld.transcript.language_marks import word_places
from woordbeeld.transcript.model import SceneDescription, SpokenLine
from woordbeeld.transcript.pins import TranscriptItem
from woordbeeld.transcript.remarks import remarks_of
from woordbeeld.transcript.suggestions import Suggestion

Record = dict[str, Any]
# With what the voices tell of its labels, of which some are certain.
Comparing = Callable[[Alignment, Accepted], Alignment]
# What else a person should look at: the item, and why.
Beside = Callable[[State, Alignment], Iterable[tuple[int, Record]]]

_DIFFERENCE: Final[Record] = {"kind": "difference", "rule": "difference"}
_NOT_SHOWN: Final[Record] = {"kind": "doubt", "rule": "not-shown"}
_WRONG: Final[Record] = {
    "kind": "wrong",
    "rule": "wrong",
}  # a difference in which it may be the text that is wrong
LASTING: Final = frozenset(
    {"missing", "screen", "recording"}
)  # work that stays until it is done, looked at or not
_KINDS: Final = {SpokenLine: "spoken", SceneDescription: "scene"}


@dataclass(frozen=True, slots=True)
class Timed:
    """The time of an item whose text was this, how sure we are of it, and what was heard instead of it.

    A difference is the first and the last of its words (from 0), what was heard there, and whether it may be
    the text that is wrong.
    """

    text: str
    span: Span | None
    confidence: float | None = None
    estimated: bool = False
    differences: tuple[tuple[int, int, str, bool], ...] = ()


@dataclass(frozen=True)
class Analysis:
    """What follows from one state: the time of each item, why people should look at it, and the captions.

    `alignment` is the one that was `found`, with the times that were set. `todo` has the items that have
    work, each with the kind of it, in the order in which people should look at them.
    """

    found: Alignment
    alignment: Alignment
    timed: Mapping[int, Timed]
    work: Mapping[int, tuple[Record, ...]]
    todo: tuple[tuple[int, str], ...]
    captions: tuple[list[object], ...]

    @cached_property
    def voiced(self) -> frozenset[int]:
        """The items of which the voices doubt who says them."""
        return frozenset(item for item, kind in self.todo if kind == "voice")


def unheard(alignment: Alignment, _: Accepted) -> Alignment:
    """The same, where nobody has listened to the voices."""
    return alignment


def nothing_beside(_: State, __: Alignment) -> Iterable[tuple[int, Record]]:
    """Where there is no more than text and sound."""
    return ()


def analyse(
    state: State,
    found: Alignment,
    profile: CaptionProfile,
    comparing: Comparing = unheard,
    beside: Beside = nothing_beside,
) -> Analysis:
    """What follows from a state, and the alignment of its text as it was found."""
    alignment = comparing(apply_pins(found, state.as_pins), state.accepted)
    spoken = captions(alignment, profile)
    items: dict[TranscriptItem, int] = {block: item for item, block in state.by_id.items()}
    timed = dict(_timed(items, alignment))
    found_work = [
        *_doubted(items, alignment, state),
        *_rules(state, alignment, (spoken, descriptions(alignment)), profile),
        *((items[each.source], _NOT_SHOWN) for each in not_shown(alignment, spoken) if each.span),
        *beside(state, alignment),
        *_read_otherwise(state),
        *((items[each.source], _DIFFERENCE) for each in differences(alignment)),
        *((item, _DIFFERENCE) for item, time in timed.items() if time.differences),
    ]
    work: dict[int, list[Record]] = defaultdict(list)
    for item, record in found_work:
        if record not in work[item]:
            work[item].append(record)
    todo = dict.fromkeys((item, record["kind"]) for item, record in found_work)
    return Analysis(
        found,
        alignment,
        timed,
        {item: tuple(records) for item, records in work.items()},
        tuple(todo),
        tuple(caption_parts(spoken.cues)),
    )


def _doubted(
    items: Mapping[TranscriptItem, int], alignment: Alignment, state: State
) -> Iterator[tuple[int, Record]]:
    """All doubts about text and sound in their order, each with its item; without what was left out."""
    on_line = _by_line(state)
    for doubt in doubts(alignment):
        match doubt.about:
            case Missing() | SeenText() as about:
                yield from _to_add(items, about, state, alignment.language)
            case AlignedPhrase() as phrase:
                said = {} if phrase.is_line else {"said": phrase.text}
                yield items[phrase.source], {"kind": "doubt", "rule": doubt.need.value, **said}
            case PlacedEvent(source=source, placement=placement):
                yield items[source], {"kind": "doubt", "rule": placement.value}
            case Suggestion() | Finding() | NameOnScreen() as about:
                at, hint = _of_speaker(about)
                if at in on_line:
                    yield on_line[at], hint
            case OtherLanguage() as about:
                yield items[about.source], _in_other_language(items, about)
            case Misheard(source=source):
                yield items[source], _WRONG
            case about:
                yield items[about.source], _of_voice(items, about)


def _of_speaker(about: Suggestion | Finding | NameOnScreen) -> tuple[int | None, Record]:
    """Where it is in doubt who speaks, by the line of the file, and why."""
    match about:
        case Suggestion(line=line, reason=reason, names=names):
            return line.line, {"kind": "hint", "rule": reason.value, "names": names}
        case NameOnScreen(source=source, shown=shown):
            return source.line, {"kind": "hint", "rule": "name-on-screen", "names": (shown.name,)}
        case Finding(line=at, rule=rule):
            return at, {"kind": "hint", "rule": rule}


def _of_voice(items: Mapping[TranscriptItem, int], voice: OfVoice) -> Record:
    """Whom a line sounds like, or a speaker everywhere, and whose name it has; which lines go with it."""
    about: Record = {"kind": "voice", "own": voice.speaker}
    match voice:
        case MixedLabel(lines=lines):
            return {
                **about,
                "rule": "two-voices",
                "ids": [items[each] for each in lines],
                "count": len(lines),
            }
        case ExchangedLabels(other=other, evidence=()):
            ids = [items[each] for each in voice.lines]
            return {**about, "rule": "exchanged", "speaker": other, "ids": ids, "count": len(ids)}
        case ExchangedLabels(other=other, evidence=evidence):
            return {**about, "rule": "exchanged-throughout", "speaker": other, "said": evidence[0].words}
    about["speaker"] = voice.sounds_like
    if isinstance(voice, OneVoice):
        return {**about, "rule": "one-voice"}
    about["percent"] = voice.percent
    if not voice.part:
        return {**about, "rule": "other-voice"}
    at, until = _part_of(voice.source, *voice.part)
    return {**about, "rule": "part-voice", "said": voice.text, "at": at, "until": until}


def _part_of(line: SpokenLine, first: int, last: int) -> tuple[int, int]:
    """From which character (from 0) up to which one these words stand in a line."""
    words = list(re.finditer(r"\S+", line.text))
    places = word_places(line) or tuple(range(len(words)))
    return words[places[first]].start(), words[places[last]].end()


def _to_add(
    items: Mapping[TranscriptItem, int], about: Missing | SeenText, state: State, language: str
) -> Iterator[tuple[int, Record]]:
    """What is not in the text, with the line beside which it is found; without what was left out."""
    if about.line is None or _what(about) in state.left_out:
        return
    record = _missing(items, about) if isinstance(about, Missing) else _seen(items, about, language)
    yield items[about.line], record


def _what(about: Missing | SeenText) -> str:
    return about.heard if isinstance(about, Missing) else about.text


def _missing(items: Mapping[TranscriptItem, int], stretch: Missing) -> Record:
    """Speech without text: what was heard, where it is added, and a guess of who says it."""
    after = stretch.after
    return {
        "kind": "missing",
        "rule": "missing",
        "said": stretch.heard,
        "start": stretch.span.start_ms,
        "end": stretch.span.end_ms,
        "after": items[after] if after else _before(items, stretch.line),
        "at": _place_of_word(after.text, stretch.cut) if after and stretch.is_within else None,
        "speaker": stretch.speaker.name if stretch.speaker else None,
    }


def _seen(items: Mapping[TranscriptItem, int], text: SeenText, language: str) -> Record:
    """Text in the picture that is not told: when it is shown, and the scene that tells it, with its place."""
    return {
        "kind": "screen",
        "rule": "screen-part" if text.told is ToldBy.IN_PART else "screen",
        "said": text.text,
        "scene": text.as_scene(language),
        "start": text.shown.span.start_ms,
        "after": items[text.after] if text.after else None,
    }


def _in_other_language(items: Mapping[TranscriptItem, int], part: OtherLanguage) -> Record:
    """What seems to be in another language: its lines, its first word in the first, its last in the last."""
    return {
        "kind": "language",
        "rule": "language",
        "said": part.text,
        "language": part.language,
        "ids": [items[line.source] for line in part.lines],
        "first": part.first,
        "last": part.last,
    }


def _before(items: Mapping[TranscriptItem, int], line: SpokenLine) -> int | None:
    """The item right before a line."""
    ids = list(items.values())
    at = ids.index(items[line])
    return ids[at - 1] if at else None


def _place_of_word(text: str, word: int) -> int:
    """The character at which a word begins, both from 0."""
    return next(islice(re.finditer(r"\S+", text), word, None)).start()


def _rules(
    state: State, alignment: Alignment, tracks: Iterable[Track], profile: CaptionProfile
) -> Iterator[tuple[int, Record]]:
    """What breaks a rule for captions, and times set by hand that leave no room."""
    on_line = _by_line(state)
    for track in tracks:
        for finding in check(track, profile):
            if finding.severity is not Severity.NOTE and finding.line in on_line:
                record = {"kind": "rule", "rule": finding.rule, "severity": finding.severity.value}
                yield on_line[finding.line], record
    for finding in alignment.transcript.findings:
        if finding.line in on_line and finding.rule in OF_PINS:
            yield on_line[finding.line], {"kind": "doubt", "rule": finding.rule}


def _read_otherwise(state: State) -> Iterator[tuple[int, Record]]:
    """What would be something else when the file is opened again, such as a heading."""
    lines = read_otherwise(state.text)
    for item, block in state.by_id.items():
        if block.line in lines:
            yield item, {"kind": "hint", "rule": "read-otherwise"}


def reads_alike(one: State, other: State, analysis: Analysis | None) -> bool:
    """Whether the same follows from both: a mark counts on a line whose label the voices doubted."""
    is_same = (one.text, one.as_pins, one.left_out) == (other.text, other.as_pins, other.left_out)
    voiced = analysis.voiced if analysis else frozenset()
    return is_same and one.reviewed & voiced == other.reviewed & voiced


def rows(state: State, analysis: Analysis | None) -> dict[int, Record]:
    """Each item as the page shows it; what an analysis says of a text that has changed since is left out.

    Without an analysis nothing is `known` of its time yet, but for what somebody set.
    """
    found: dict[int, Record] = {}
    times: Mapping[int, Timed] = analysis.timed if analysis else {}
    work: Mapping[int, tuple[Record, ...]] = analysis.work if analysis else {}
    turn = -1
    remarks = remarks_of(state.transcript)
    unchanged = set(_unchanged(state, times))
    for item, block in state.by_id.items():
        timed = times.get(item)
        current = item in unchanged
        pin = state.times.get(item)
        start_ms, end_ms = _times(state, item, timed)
        row: Record = {
            "id": item,
            "kind": _KINDS.get(type(block), "sound"),
            "text": block.text,
            "start": start_ms,
            "end": end_ms,
            "set": [bool(pin and pin.start_ms is not None), bool(pin and pin.end_ms is not None)],
            "confidence": timed.confidence if timed and not pin else None,
            "estimated": bool(timed and timed.estimated and not pin),
            "differences": timed.differences if timed and current else (),
            "reviewed": item in state.reviewed,
            "known": analysis is not None,
            "work": tuple(_work(work.get(item, ()), item, unchanged)),
        }
        if isinstance(block, SpokenLine):
            row |= {
                "speaker": block.speaker.name if block.speaker else None,
                "opens": block.turn != turn,
                "remark": remarks.get(block.turn, ""),
                "marked": any(block.languages),
            }
            turn = block.turn
        found[item] = row
    return found


def _unchanged(state: State, times: Mapping[int, Timed]) -> Iterator[int]:
    """The items whose text is still the one that was timed."""
    for item, block in state.by_id.items():
        timed = times.get(item)
        if timed is not None and timed.text == block.text:
            yield item


def _work(records: Iterable[Record], item: int, unchanged: set[int]) -> Iterator[Record]:
    """The work on an item, without places in texts that have changed since."""
    for each in records:
        if each["kind"] == "language" and not unchanged.issuperset(each["ids"]):
            continue
        yield each if item in unchanged or "at" not in each else {**each, "at": None}


def _times(state: State, item: int, timed: Timed | None) -> tuple[int | None, int | None]:
    """The time of an item: what was set for it counts at once."""
    start_ms, end_ms = (timed.span.start_ms, timed.span.end_ms) if timed and timed.span else (None, None)
    if pin := state.times.get(item):
        if pin.start_ms is not None:
            start_ms = pin.start_ms + state.offset_ms
        if pin.end_ms is not None:
            end_ms = pin.end_ms + state.offset_ms
    return start_ms, end_ms


def _timed(items: Mapping[TranscriptItem, int], alignment: Alignment) -> Iterator[tuple[int, Timed]]:
    for line, misheard in misheard_by_line(alignment):
        confidence = None if line.edited else round(line.confidence, 2)
        places = word_places(line.source)
        differences = tuple(
            (places[each.first], places[each.last], each.heard, each.suspicion >= SUSPICIOUS)
            for each in misheard
            if places
        )
        yield (
            items[line.source],
            Timed(line.source.text, line.span, confidence, line.estimated, differences),
        )
    for event in alignment.events:
        yield items[event.source], _placed(event)


def _placed(event: PlacedEvent) -> Timed:
    return Timed(event.source.text, event.span, estimated=is_estimated(event))


def _by_line(state: State) -> dict[int | None, int]:
    """The first item that starts on each line of the file."""
    found: dict[int | None, int] = {}
    for item, block in state.by_id.items():
        found.setdefault(block.line, item)
    return found
