"""The room that the booth tells of is what a passage may take of its pause, and no more."""

from __future__ import annotations

from pathlib import Path

from tests.description.sounds import voice
from tests.editor.made_up import timed_evenly

from woordbeeld.editor.booth import Booth
from woordbeeld.editor.booth_plan import booth_plan
from woordbeeld.editor.state import first_state
from woordbeeld.transcript.pins import Pins
from woordbeeld.writing.recordings import keep_recording

TALK = """\
ANNA: Hallo allemaal.
(Een man lacht. Een vrouw lacht.)
APPLAUS
BERT: Dag.
"""


def told(transcript: Path) -> dict[str, tuple[int, int]]:
    """When each passage begins, and its room (ms)."""
    state = first_state(TALK, "utf-8", Pins())
    found = Booth(transcript, booth_plan).told(state, timed_evenly(state.transcript), "nl")
    return {each["text"]: (each["start"], each["room"]) for each in found["passages"]}


def test_passages_share_a_pause(tmp_path: Path) -> None:
    transcript = tmp_path / "talk.txt"
    before = told(transcript)
    (man, room_ms), (woman, _) = before.values()
    assert man + room_ms <= 6000 - 200  # the pause, without the air at its end
    assert room_ms > woman - man  # the one after it may begin later
    keep_recording(transcript, next(iter(before)), man, voice(room_ms))
    starts = [start for start, _ in told(transcript).values()]
    assert starts[0] == man
    assert man + room_ms < starts[1] < 6000  # and still fits


def test_the_room_is_the_same_however_long_the_recording_is(tmp_path: Path) -> None:
    transcript = tmp_path / "talk.txt"
    text, (_, room_ms) = next(iter(told(transcript).items()))
    for length_ms in (9000, 400, room_ms):
        keep_recording(transcript, text, 0, voice(length_ms))
        assert told(transcript)[text][1] == room_ms


def test_where_people_speak_on_there_is_none(tmp_path: Path) -> None:
    transcript = tmp_path / "talk.txt"
    text = next(iter(told(transcript)))
    keep_recording(transcript, text, 0, voice(30_000))
    assert told(transcript)[text][1] < 6000
