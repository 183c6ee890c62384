"""The booth: what is to be said in which room, what was recorded of it, and what is wrong with that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from woordbeeld.alignment.model import Alignment
from woordbeeld.description.model import Plan, PlannedPassage
from woordbeeld.description.pauses import AIR_MS, Stretches, quiet_of
from woordbeeld.description.places import BETWEEN_MS, FASTEST
from woordbeeld.description.recorded_narrator import RecordedNarrator
from woordbeeld.description.recordings import (
    key_of,
    read_recordings,
    stale_recordings,
    voice_folder,
)
from woordbeeld.editor.state import State
from woordbeeld.errors import WoordbeeldError
from woordbeeld.transcript.model import SceneDescription
from woordbeeld.transcript.refusals import EditRefusedError
from woordbeeld.words import say, told
from woordbeeld.writing.recordings import keep_file, keep_narrator

Record = dict[str, Any]
Planning = Callable[[Alignment, RecordedNarrator, str], Plan]  # the last: of which text as if unrecorded


@dataclass(frozen=True, slots=True)
class Place:
    """A passage as a page asks for it: the item of its scene, its number there, and its text."""

    item: int
    number: int
    text: str


class Booth:
    """The recordings beside a transcript, held against what is to be said; any thread may ask."""

    def __init__(self, transcript: Path, planning: Planning) -> None:
        self._transcript = transcript
        self._planning = planning

    def told(self, state: State, alignment: Alignment, language: str) -> Record:
        """What a page shows: each passage with its room and its recording, and what is wrong with the files.

        Raises:
            BadInputError: what tells of the recordings is damaged.
        """
        narrator = RecordedNarrator(self._transcript)
        plan, recordings = self._planning(alignment, narrator, ""), read_recordings(self._transcript)
        stale = stale_recordings(recordings, plan)
        was = {each.now.passage: each.recorded.text for each in stale if each.now}
        items, pauses = _scene_items(state), quiet_of(alignment).pauses
        gone = [each.message for each in stale if not each.now]
        notes = [*(each.message for each in narrator.troubles), *gone]
        return {
            "known": True,
            "narrator": recordings.narrator,
            "passages": [
                {
                    "item": items[each.passage.line],
                    "number": each.passage.number,
                    "text": each.passage.text,
                    "start": each.start_ms,
                    "room": (room := self._room_ms(each, alignment, narrator, plan, pauses)),
                    "was": was.get(each.passage, ""),
                    "recorded": _recording(narrator, each.passage.text, room),
                }
                for each in plan.passages
                if each.passage.line in items
            ],
            "notes": [told(note, language) for note in notes],
        }

    def _room_ms(
        self,
        planned: PlannedPassage,
        alignment: Alignment,
        narrator: RecordedNarrator,
        plan: Plan,
        pauses: Stretches,
    ) -> int:
        """The room of a passage, however long its recording is: where it stands as if it was not recorded."""
        text = planned.passage.text
        if narrator.length_ms(text) is None:
            return _room_ms(planned, plan, pauses)
        without = self._planning(alignment, narrator, text)
        unrecorded = next(each for each in without.passages if each.passage == planned.passage)
        return _room_ms(unrecorded, without, pauses)

    def stale(self, state: State, alignment: Alignment) -> Iterator[tuple[int, Record]]:
        """The scenes, by item, whose text was changed after it was recorded, as work for a person."""
        try:
            recordings = read_recordings(self._transcript)
            if not recordings.recorded:
                return
            plan = self._planning(alignment, RecordedNarrator(self._transcript), "")
        except WoordbeeldError:  # the booth tells
            return
        items = _scene_items(state)
        for each in stale_recordings(recordings, plan):
            if each.now and each.now.passage.line in items:
                record = {"kind": "recording", "rule": "recording-stale", "said": each.recorded.text}
                yield items[each.now.passage.line], record

    def keep(self, place: Place, sound: Path, state: State, alignment: Alignment) -> Record:
        """Keep the recording of a passage in any file of sound, cut to its voice; tells how it is.

        Raises:
            BadInputError: the passage has another text by now, or nothing is heard in the file.
            EnvironmentProblemError: it cannot be written.
        """
        narrator = RecordedNarrator(self._transcript)
        plan, recordings = self._planning(alignment, narrator, ""), read_recordings(self._transcript)
        planned = _placed(plan, _scene_items(state), place)
        was = {each.now: each.recorded.text for each in stale_recordings(recordings, plan)}
        take = keep_file(self._transcript, place.text, planned.start_ms, sound, was.get(planned, ""))
        return {"flaw": take.flaw.value if take.flaw else "", "length": take.length_ms}

    def name_narrator(self, name: str) -> None:
        """Keep who speaks in the recordings.

        Raises:
            BadInputError: what tells of them is damaged.
            EnvironmentProblemError: it cannot be written.
        """
        keep_narrator(self._transcript, name)

    def sound_of(self, text: str) -> Path | None:
        """The file of the recording of a text."""
        recorded = read_recordings(self._transcript).of(text)
        return voice_folder(self._transcript) / recorded.file if recorded else None


def _scene_items(state: State) -> Mapping[int, int]:
    """The item of each scene, by its line."""
    return {block.line: item for item, block in state.by_id.items() if isinstance(block, SceneDescription)}


def _placed(plan: Plan, items: Mapping[int, int], place: Place) -> PlannedPassage:
    for each in plan.passages:
        is_there = (items.get(each.passage.line), each.passage.number) == (place.item, place.number)
        if is_there and key_of(each.passage.text) == key_of(place.text):
            return each
    raise EditRefusedError(
        say("error.booth.changed"), reason="passage-changed", remedy=say("error.booth.look_again")
    )


def _recording(narrator: RecordedNarrator, text: str, room_ms: int) -> Record | None:
    """The recording of a text, and how it fits the room."""
    length_ms = narrator.length_ms(text)
    if length_ms is None:
        return None
    fit = "fits" if length_ms <= room_ms else "faster" if length_ms / FASTEST <= room_ms else "over"
    sound = f"booth/sound?{urlencode({'text': text, 'version': narrator.identity[-12:]})}"
    return {"length": length_ms, "fit": fit, "over": max(0, length_ms - room_ms), "sound": sound}


def _room_ms(planned: PlannedPassage, plan: Plan, pauses: Stretches) -> int:
    """How long a passage may last where it stands, so that those after it in the same pause still fit."""
    if not planned.fits:
        return planned.length_ms - planned.needs_ms
    start_ms = planned.start_ms
    end_ms = max((pause.end_ms for pause in pauses.within(start_ms, start_ms + 1)), default=start_ms) - AIR_MS
    later_ms = sum(
        BETWEEN_MS + each.length_ms
        for each in plan.passages
        if each.fits and start_ms < each.start_ms < end_ms
    )
    return max(planned.length_ms, end_ms - later_ms - start_ms)
