"""Where the same is said by others, nothing is timed anew."""

from __future__ import annotations

from dataclasses import replace

from tests.publications.talk import talk

from woordbeeld.alignment.carrying import carried_over
from woordbeeld.transcript.editing import set_speaker
from woordbeeld.transcript.model import SceneDescription, Sound, SpokenLine
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


def test_marks_that_stand_otherwise_keep_every_time_and_another_language_does_not() -> None:
    made = talk()
    text = write(made.transcript)
    english, apart = (
        read(text.replace("Nog één ding.", marked))
        for marked in ("[en] Nog één ding. [/en]", "[en]\nNog één ding.\n[/en]")
    )
    assert carried_over(made, english) is None
    lines = zip(made.lines, english.spoken_lines, strict=True)
    told: tuple[SceneDescription | Sound, ...] = (*english.scenes, *english.sounds)
    events = zip(made.events, told, strict=True)
    marked = replace(
        made,
        transcript=english,
        lines=tuple(replace(line, source=source) for line, source in lines),
        events=tuple(replace(event, source=source) for event, source in events),
    )
    carried = carried_over(marked, apart)
    assert carried
    assert [each.words for each in carried.lines] == [each.words for each in made.lines]
