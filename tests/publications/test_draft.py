"""A draft for who has no transcript: what was heard, a sentence a line."""

from __future__ import annotations

import numpy as np

from woordbeeld.publications.draft import render_draft
from woordbeeld.speech.model import HeardWord, Speech
from woordbeeld.timing import Span
from woordbeeld.transcript.reader import read


def heard(*words: tuple[str, int]) -> Speech:
    """Words with the moments at which they begin (ms); each lasts 200 ms."""
    timed = (HeardWord(f" {text}", Span(at, at + 200), 0.9) for text, at in words)
    return Speech("nl", "base", tuple(timed), np.zeros(0, np.float32))


def test_a_line_is_a_sentence_as_the_recogniser_ends_it() -> None:
    speech = heard(("Hallo", 0), ("daar.", 200), ("Mooi", 500), ("weer,", 700), ("hè?", 900))
    assert render_draft(speech) == "Hallo daar.\nMooi weer, hè?\n"


def test_after_a_long_pause_somebody_else_may_speak() -> None:
    speech = heard(("Dus", 0), ("ja", 200), ("Dank", 5000), ("u.", 5200), ("Graag.", 5500), ("Nou.", 9000))
    assert render_draft(speech) == "Dus ja\n\nDank u.\nGraag.\n\nNou.\n"


def test_where_nothing_is_heard_there_is_nothing() -> None:
    assert render_draft(heard()) == ""


def test_all_words_are_spoken_lines_of_the_transcript() -> None:
    speech = heard(("Ik", 0), ("ben", 200), ("er.", 400), ("En", 3000), ("jij?", 3200))
    transcript = read(render_draft(speech))
    assert [line.text for line in transcript.spoken_lines] == ["Ik ben er.", "En jij?"]
