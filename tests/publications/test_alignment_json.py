"""alignment.json: what other programs may count on."""

from __future__ import annotations

import json
from typing import Any

import pytest

from woordbeeld.alignment.model import Alignment
from woordbeeld.publications.alignment_json import render_alignment


@pytest.fixture
def record(talk: Alignment) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(render_alignment(talk))
    return found


def test_every_word_is_there_in_order_with_the_line_it_stands_on(
    talk: Alignment, record: dict[str, Any]
) -> None:
    assert record["version"] == 1
    expected = [(line.source.line, word.text) for line in talk.lines for word in line.words]
    assert [(word["line"], word["text"]) for word in record["words"]] == expected


def test_a_heard_a_replaced_and_an_unheard_word(record: dict[str, Any]) -> None:
    words = {word["text"]: word for word in record["words"]}
    assert words["Dank"] == {
        "line": 1,
        "text": "Dank",
        "start_ms": 1000,
        "end_ms": 1500,
        "speaker": "Ton Heerts",
        "match": "same",
        "confidence": 0.988,
    }
    assert (words["*iedereen*"]["match"], words["*iedereen*"]["heard"]) == ("replaced", "iemand")
    assert (words["hier."]["match"], words["hier."]["estimated"]) == ("unheard", True)
    assert words["hier."]["start_ms"] is words["hier."]["end_ms"] is None


def test_scenes_sounds_and_unwritten_speech(record: dict[str, Any]) -> None:
    assert [(event["kind"], event["start_ms"], event["placement"]) for event in record["events"]] == [
        ("scene", 7200, "pause"),
        ("sound", 9100, "pause"),
    ]
    assert record["events"][0]["on_screen"] == ["Rapport <2018> & meer."]
    assert record["unwritten"] == [{"start_ms": 16_600, "end_ms": 17_900, "heard": "dank je <wel>"}]


def test_one_word_stands_on_one_line_so_that_versions_can_be_compared(talk: Alignment) -> None:
    lines = render_alignment(talk).splitlines()
    assert sum(line.startswith('{"line"') for line in lines) == len(talk.words) + len(talk.events)
