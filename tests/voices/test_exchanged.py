"""Two labels that are exchanged, by voices and text."""

from __future__ import annotations

from tests.voices.made_voices import CAST, labelled, voices

from woordbeeld.transcript.reader import read
from woordbeeld.voices.audit import Abstention, Audit, audit
from woordbeeld.voices.evidence import Evidence, evidence


def told(found: Audit, **said: str) -> Evidence:
    """What a transcript tells in which each line is a turn of its speaker: `_3="Ik ben Ben."`."""
    lines = [f"{(each.speaker or '').upper()}: {said.get(f'_{each.line}', 'Ja.')}\n" for each in found.lines]
    return evidence(read("".join(lines)), found)


def test_labels_exchanged_throughout_are_told_by_what_somebody_says() -> None:
    exchanged = labelled(
        voices(CAST),
        **{f"_{each}": {"Ada": "Ben", "Ben": "Ada"}.get(name, name) for each, name in enumerate(CAST, 1)},
    )
    found = audit(exchanged)
    assert found.doubts == ()  # no voice contradicts anything
    (pair,) = told(found, _4="Ik ben Ada.").exchanged
    assert ({pair.one, pair.other}, pair.first, pair.last) == ({"Ada", "Ben"}, 1, 23)
    assert pair.is_throughout
    assert [(each.line.line, each.words) for each in pair.evidence] == [(4, "Ik ben Ada")]


def test_a_name_that_is_right_elsewhere_is_not_exchanged() -> None:
    found = told(audit(voices(CAST)), _4="Ik ben Ben.", _5="Ik ben Ben.")
    assert found.exchanged == ()
    assert [(each.line.line, each.speaker.name) for each in found.contradicted] == [(4, "Ben")]
    assert found.asks


def test_labels_exchanged_in_a_stretch_are_told_by_the_voices() -> None:
    others = {f"_{line}": "Ben" if CAST[line - 1] == "Ada" else "Ada" for line in (4, 5, 7, 8)}
    found = told(audit(labelled(voices(CAST * 2), **others)))
    assert [(pair.one, pair.other, pair.first, pair.last) for pair in found.exchanged] == [
        ("Ada", "Ben", 4, 8)
    ]
    assert not found.exchanged[0].is_throughout


def test_one_wrong_label_each_way_is_no_exchange() -> None:
    assert told(audit(labelled(voices(CAST), _4="Ben", _5="Ada"))).exchanged == ()


def test_where_the_voices_tell_nothing_the_text_still_does() -> None:
    found = audit(voices(["A1", "A2", "A3"] * 6))
    assert found.abstains is Abstention.ALIKE
    text = "ADA BOS: Ja.\nBEN MOL: Ik ben Ada Bos.\nBOS: Nee.\n"
    by_text = evidence(read(text), found)
    assert by_text.exchanged == ()
    assert [each.line.line for each in by_text.contradicted] == [2]
    assert [(each.label, each.of) for each in by_text.one_person] == [("BOS", "ADA BOS")]


def test_where_nothing_is_wrong_nothing_is_asked() -> None:
    assert not told(audit(voices(CAST)), _1="Ik ben Ada.").asks


def test_what_a_person_kept_of_an_exchange_is_asked_no_more() -> None:
    others = {f"_{line}": "Ben" if CAST[line - 1] == "Ada" else "Ada" for line in (4, 5, 7, 8)}
    assert told(audit(labelled(voices(CAST * 2), **others), {7})).exchanged == ()
    throughout = labelled(
        voices(CAST),
        **{f"_{each}": {"Ada": "Ben", "Ben": "Ada"}.get(name, name) for each, name in enumerate(CAST, 1)},
    )
    by_text = told(audit(throughout, {4}), _4="Ik ben Ada.")
    assert (by_text.exchanged, by_text.contradicted) == ((), ())
