"""The outline: everything once and in order, turns with what happens during them."""

from __future__ import annotations

from woordbeeld.alignment.model import Alignment, PlacedEvent
from woordbeeld.publications.outline import Paragraph, TurnPart, outline


def test_what_happens_during_a_turn_is_in_it_and_what_happens_after_it_is_not(talk: Alignment) -> None:
    first, second = outline(talk)
    assert isinstance(first, TurnPart)
    assert isinstance(second, TurnPart)
    assert [type(item) for item in first.items] == [Paragraph, PlacedEvent, PlacedEvent, Paragraph]
    assert [len(item.lines) for item in first.items if isinstance(item, Paragraph)] == [2, 1]
    assert (second.speaker, second.start_ms) == ("Stef Böger", 13_000)
