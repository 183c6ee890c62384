"""Who mends labels as the editor offers it: what counts as a correction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tests.benchmarks.mending import Labels, Mending, Way, mend
from tests.voices.made_voices import CAST, voices

from woordbeeld.voices.audit import LineVoice

RIGHT = tuple(CAST)
HEARD = voices(CAST)


def labelled(labels: Labels) -> Sequence[LineVoice]:
    return [replace(each, speaker=label) for each, label in zip(HEARD, labels, strict=True)]


def with_labels(**others: str) -> Labels:
    return tuple(others.get(f"_{at}", name) for at, name in enumerate(RIGHT))


def test_right_labels_take_nothing() -> None:
    assert mend(RIGHT, RIGHT, labelled) == Mending()


def test_what_is_given_at_once_is_one_correction() -> None:
    wrong = with_labels(_1="Ada", _4="Cor", _8="Ben")
    given = {way: mend(RIGHT, wrong, labelled, way) for way in Way}
    assert given == {Way.ALL: Mending(given=1), Way.SPEAKER: Mending(given=2), Way.ALONE: Mending(given=3)}


def test_what_the_voices_do_not_tell_is_found_by_ear() -> None:
    alike = voices(["Ada"] * len(CAST))

    def all_alike(labels: Labels) -> Sequence[LineVoice]:
        return [replace(each, speaker=label) for each, label in zip(alike, labels, strict=True)]

    others = {f"_{at}": "Cor" if RIGHT[at] == "Ada" else "Ada" for at in range(13)}
    found = mend(RIGHT, with_labels(**others), all_alike)
    assert found.abstains
    assert found.corrections == found.by_ear == 13


def test_a_right_label_in_doubt_is_heard_and_kept() -> None:
    strange = [
        *HEARD[:3],
        replace(HEARD[4], line=4),
        *HEARD[4:],
    ]  # the fourth line has the voice of the fifth

    def voices_of(labels: Labels) -> Sequence[LineVoice]:
        return [replace(each, speaker=label) for each, label in zip(strange, labels, strict=True)]

    assert mend(RIGHT, RIGHT, voices_of) == Mending(kept=1)
