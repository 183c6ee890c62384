"""What an audit becomes for people: the most likely first, each with a line to hear beside it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from tests.voices.conftest import timed
from tests.voices.made_voices import CAST, labelled, voices

from woordbeeld.alignment.model import AlignedLine
from woordbeeld.timing import Span
from woordbeeld.transcript.reader import read
from woordbeeld.voices.audit import Change, LineVoice, audit
from woordbeeld.voices.doubting import TYPICAL_MS, heard_voices, typical_lines
from woordbeeld.voices.embedder import Embedding
from woordbeeld.voices.exchanged import exchanged
from woordbeeld.words import say


def lines_of(names: list[str]) -> tuple[AlignedLine, ...]:
    """A line each, in turn, two seconds long."""
    spoken = read("".join(f"{name.upper()}: Dit zeg ik.\n" for name in names)).spoken_lines
    return tuple(timed(line, Span(2000 * at, 2000 * at + 1900)) for at, line in enumerate(spoken))


def test_doubts_stand_at_their_lines_the_most_likely_first_and_are_never_certain() -> None:
    heard = labelled(voices(CAST, spread=1.1), _1="Ben", _5="Cor", _9="Ada")
    names = [each.speaker or "" for each in heard]
    found = heard_voices(audit(heard), heard, lines_of(names))
    assert {each.source.line for each in found.others} == {1, 5, 9}
    assert [each.percent for each in found.others] == sorted((e.percent for e in found.others), reverse=True)
    assert max(each.percent for each in found.others) <= 99
    first = next(each for each in found.others if each.source.line == 9)
    assert (first.speaker, first.sounds_like, first.start_ms) == ("Ada", "Cor", 16_000)
    assert (found.one_voice, found.untold) == ((), None)


def test_a_sentence_that_sounds_like_somebody_else_is_told_instead_of_its_line() -> None:
    heard = labelled(voices(CAST), _1="Ben")
    lines = lines_of([each.speaker or "" for each in heard])
    change = Change(1, 1, "zeg ik.", 300, "Ben", "Ada", 0.9)
    found = heard_voices(replace(audit(heard), changes=(change,)), heard, lines)
    (told,) = found.others
    assert (told.text, told.part, told.start_ms, told.percent) == ("zeg ik.", (1, 2), 300, 90)
    assert (told.speaker, told.sounds_like) == ("Ben", "Ada")


def test_where_the_voices_tell_nothing_that_is_what_is_told() -> None:
    heard = voices(["Ada"] * 9)
    found = heard_voices(audit(heard), heard, lines_of(["Ada"] * 9))
    assert found.untold == say("voices.one_speaker", least=3)
    assert (found.doubts, found.typical) == ((), {})


def test_two_labels_of_one_voice_are_told_where_the_later_one_begins() -> None:
    names = [*CAST, *["Ada"] * 6]
    halves = {f"_{line}": "A. Bos" for line, name in enumerate(names, 1) if name == "Ada" and line % 2 == 0}
    heard = labelled(voices(names), **halves)
    (pair,) = heard_voices(audit(heard), heard, lines_of([each.speaker or "" for each in heard])).one_voice
    assert (pair.source.line, pair.speaker, pair.sounds_like) == (4, "A. Bos", "Ada")


def test_a_label_of_two_voices_is_told_at_the_first_of_the_rarer_lines_or_at_one_that_was_kept() -> None:
    heard = labelled(voices([*CAST, *["Dan"] * 4]), **{f"_{line}": "Ben" for line in range(25, 29)})
    lines = lines_of([each.speaker or "" for each in heard])
    for certain, at in (((), 25), ((27,), 27)):
        (mixed,) = heard_voices(audit(heard, certain), heard, lines).mixed
        assert (mixed.speaker, mixed.source.line, mixed.start_ms) == ("Ben", at, 2000 * (at - 1))
        assert [each.line for each in mixed.lines] == [25, 26, 27, 28]


def test_exchanged_labels_are_told_at_the_first_line_with_all_lines_of_both_or_at_one_that_was_kept() -> None:
    others = {f"_{line}": "Ben" if CAST[line - 1] == "Ada" else "Ada" for line in (4, 5, 7, 8)}
    heard = labelled(voices(CAST * 2), **others)
    lines = lines_of([each.speaker or "" for each in heard])
    for certain, at in (((), 4), ((7,), 7)):
        found = audit(heard, certain)
        told = heard_voices(found, heard, lines, exchanged(found, ()))
        (pair,) = told.exchanged
        assert (pair.source.line, pair.speaker, pair.other) == (at, "Ben", "Ada")
        assert [each.line for each in pair.lines] == [4, 5, 7, 8]
        assert {each.source.line for each in told.others} == {4, 5, 7, 8}, "each with its own line to hear"


def test_a_typical_line_is_near_the_centre_long_enough_and_not_itself_in_doubt() -> None:
    heard = labelled(voices(CAST), _1="Ben")
    short = [replace(each, heard_ms=500) if each.line != 8 else each for each in heard]
    typical = typical_lines(audit(short), short)
    assert typical["Ben"] == 8, "the only one that is long enough"
    assert set(typical) == {"Ada", "Ben", "Cor"}
    typical = typical_lines(audit(heard), heard)
    own = [each for each in heard if each.speaker == "Ben" and each.line != 1]
    centre = np.mean([np.concatenate(each.vectors) for each in own], axis=0)
    assert typical["Ben"] == min(own, key=lambda each: _far(each, centre)).line
    assert own[0].heard_ms > TYPICAL_MS


def _far(voice: LineVoice, centre: Embedding) -> float:
    return float(np.square(np.concatenate(voice.vectors) - centre).sum())
