"""Where the same is said by others, nothing is timed anew."""

from __future__ import annotations

from tests.publications.talk import talk

from woordbeeld.alignment.carrying import carried_over
from woordbeeld.transcript.editing import set_speaker
from woordbeeld.transcript.model import SpokenLine
from woordbeeld.transcript.pins import in_order
from woordbeeld.transcript.reader import read
from woordbeeld.transcript.writer import write


def test_another_speaker_keeps_every_time_and_gets_the_line() -> None:
    made = talk()
    line = made.transcript.spoken_lines[1]
    text = read(set_speaker(made.transcript, [line.line], "Fatima"))
    carried = carried_over(made, text)
    assert carried
    assert carried.transcript == text
    assert [each.words for each in carried.lines] == [each.words for each in made.lines]
    assert [each.span for each in carried.events] == [each.span for each in made.events]
    sources = [*(each.source for each in carried.lines), *(each.source for each in carried.events)]
    assert sorted(sources, key=lambda each: each.line) == list(in_order(text))
    assert carried.lines[1].source.speaker
    assert carried.lines[1].source.speaker.name == "Fatima"


def test_other_words_another_order_or_another_line_are_timed_anew() -> None:
    made = talk()
    written = write(made.transcript)
    (first, *_) = (item.text for item in in_order(made.transcript) if isinstance(item, SpokenLine))
    for other in (written.replace(first, f"{first} Ja."), f"{written}\nNog iets.\n"):
        assert carried_over(made, read(other)) is None
