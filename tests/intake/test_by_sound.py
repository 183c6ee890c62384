"""The sound decides what a text leaves open, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.intake.collection.sheets import plain_text

from woordbeeld.intake.by_sound import settled
from woordbeeld.intake.document import LeftOut, Why
from woordbeeld.intake.opening import opened, settled_by_sound
from woordbeeld.intake.summary import summary, summary_as_json
from woordbeeld.intake.understand import understand
from woordbeeld.intake.understanding import Doubt, Item, Settled, Understanding
from woordbeeld.speech.model import HeardWord
from woordbeeld.timing import Span
from woordbeeld.transcript.pieces import ItemKind

WORD_MS = 350
PROSE = """\
ANNA DE WIT: Goedemorgen allemaal en welkom op het plein.

Een vrouw fietst over een plein.

TOM BAKKER: Dank je wel, fijn om hier te zijn.

Als u iets wilt vragen, kan dat straks bij de kraam.

ANNA DE WIT: Dat doen we graag.

Een bus stopt bij een halte en mensen stappen uit.

ANNA DE WIT: Tot straks.
"""
FIRST = "Goedemorgen allemaal en welkom op het plein."
SECOND = "Dank je wel, fijn om hier te zijn."
CYCLIST = "Een vrouw fietst over een plein."
STALL = "Als u iets wilt vragen, kan dat straks bij de kraam."
LAST = "Dat doen we graag. Tot straks."
OTHER_WORDS = "Volgende week spreken wij verder onder elkaar daarover."


def hear(*said: str | int) -> list[HeardWord]:
    """Words one after the other; a number is a pause (ms)."""
    at_ms, words = 0, []
    for each in said:
        if isinstance(each, int):
            at_ms += each
            continue
        for word in each.split():
            words.append(HeardWord(word, Span(at_ms, at_ms + WORD_MS), 0.9))
            at_ms += WORD_MS
    return words


def voiced(words: Sequence[HeardWord]) -> tuple[Span, ...]:
    return tuple(word.span for word in words)


def found(text: str, *said: str | int) -> Understanding:
    words = hear(*said)
    return settled(understand(plain_text(text)), words, voiced(words))


def item(understanding: Understanding, text: str) -> Item:
    return next(each for each in understanding.items if each.text == text)


def test_a_paragraph_that_is_not_heard_tells_what_is_seen() -> None:
    got = found(PROSE, FIRST, 3000, SECOND, 3000, LAST)
    seen = item(got, CYCLIST)
    assert (seen.kind, seen.doubt) == (ItemKind.SCENE, None)
    assert item(got, STALL).kind is ItemKind.SCENE
    assert Settled(3, CYCLIST, is_heard=False) in got.by_sound
    assert not got.doubtful


def test_a_paragraph_that_is_heard_is_said_by_who_spoke_last() -> None:
    got = found(PROSE, FIRST, CYCLIST, SECOND, STALL, LAST)
    said = item(got, CYCLIST)
    assert (said.kind, said.speaker, said.opens_turn, said.doubt) == (
        ItemKind.SPOKEN,
        "ANNA DE WIT",
        False,
        None,
    )
    assert (item(got, STALL).speaker, item(got, STALL).doubt) == ("TOM BAKKER", None)
    assert Settled(3, CYCLIST, is_heard=True) in got.by_sound


def test_other_words_in_its_place_may_be_a_paragraph_that_was_misheard() -> None:
    got = found(PROSE, FIRST, OTHER_WORDS, SECOND, STALL, LAST)
    assert item(got, CYCLIST).doubt is Doubt.MAY_BE_SPEECH
    assert CYCLIST not in {each.text for each in got.by_sound}


def test_a_voice_without_words_may_be_a_paragraph_that_was_passed_over() -> None:
    words = hear(FIRST, 3000, SECOND, STALL, LAST)
    start_ms = words[len(FIRST.split()) - 1].span.end_ms
    doubtful = settled(
        understand(plain_text(PROSE)), words, (*voiced(words), Span(start_ms, start_ms + 2800))
    )
    assert item(doubtful, CYCLIST).doubt is Doubt.MAY_BE_SPEECH


def test_speech_that_nobody_doubts_stays_though_it_is_not_heard() -> None:
    got = found(PROSE, FIRST, 3000, STALL, LAST)
    assert item(got, SECOND) == item(understand(plain_text(PROSE)), SECOND)


def test_the_text_of_another_video_stays_as_it_was_read() -> None:
    before = understand(plain_text(PROSE))
    words = hear(*[OTHER_WORDS] * 5)
    assert settled(before, words, voiced(words)) == before


TITLED = (
    "Groen in de wijk\n\nANNA: Groen in de wijk, daar gaan we het over hebben.\n\nVragen uit de zaal\n\n"
    "TOM: Dank je wel, fijn om hier te zijn.\n"
)
TALK = "Groen in de wijk, daar gaan we het over hebben."


def test_a_heading_that_is_heard_is_said_by_nobody_known() -> None:
    got = found(TITLED, TALK, "Vragen uit de zaal", SECOND)
    said = item(got, "Vragen uit de zaal")
    assert (said.kind, said.speaker, said.opens_turn, said.doubt) == (
        ItemKind.SPOKEN,
        "",
        True,
        Doubt.NO_SPEAKER,
    )
    assert [each.text for each in got.left_out] == ["Groen in de wijk"]


def test_a_title_takes_no_words_of_a_line_that_says_the_same() -> None:
    got = found(TITLED, TALK, SECOND)
    assert got == understand(plain_text(TITLED))


def test_a_title_that_is_said_before_all_is_brought_back() -> None:
    got = found(TITLED, "Groen in de wijk", TALK, SECOND)
    assert [each.text for each in got.items][:2] == ["Groen in de wijk", TALK]


def test_what_looks_like_a_label_and_is_heard_is_speech() -> None:
    doubtful = Item(
        ItemKind.SPOKEN, "Ons doel: minder lawaai in de straat.", 2, "Anna", doubt=Doubt.MAY_BE_SPEAKER
    )
    below = Item(ItemKind.SPOKEN, "Dat lukt vast.", 3, "Anna", doubt=Doubt.MAY_BE_SPEAKER)
    before = Understanding(
        plain_text(""), (Item(ItemKind.SPOKEN, FIRST, 1, "Anna", opens_turn=True), doubtful, below), (), ()
    )
    words = hear(FIRST, "ons doel minder lawaai in de straat dat lukt vast")
    assert not settled(before, words, voiced(words)).doubtful
    unheard = hear(FIRST, "minder lawaai in de straat dat lukt vast")
    assert settled(before, unheard, voiced(unheard)) == before


@pytest.mark.parametrize("alone", [True, False])
def test_a_label_that_is_heard_is_speech_of_the_turn_above_it(*, alone: bool) -> None:
    label = "Dat is het plan:"
    text = f"Anna: {FIRST}\n{label}{chr(10) if alone else ' '}Minder lawaai in de straat.\nDat lukt vast.\n"
    last = 4 if alone else 3
    doubt = Doubt.MAY_BE_NO_SPEAKER
    before = Understanding(
        plain_text(text),
        (
            Item(ItemKind.SPOKEN, FIRST, 1, "Anna", opens_turn=True),
            Item(
                ItemKind.SPOKEN,
                "Minder lawaai in de straat.",
                last - 1,
                "Dat is het plan",
                opens_turn=True,
                doubt=doubt,
                label_place=2 if alone else None,
            ),
            Item(ItemKind.SPOKEN, "Dat lukt vast.", last, "Dat is het plan", doubt=doubt),
        ),
        (),
        (),
    )
    words = hear(FIRST, "dat is het plan minder lawaai in de straat dat lukt vast")
    got = settled(before, words, voiced(words))
    assert {each.speaker for each in got.items} == {"Anna"}
    assert not got.doubtful
    said = f"{FIRST} {label} Minder lawaai in de straat. Dat lukt vast."
    assert " ".join(each.text for each in got.items) == said


def test_speech_of_nobody_that_is_not_heard_and_no_sentence_is_a_title() -> None:
    items = (
        Item(ItemKind.SPOKEN, "Een verslag zonder punt", 1, opens_turn=True, doubt=Doubt.NO_SPEAKER),
        Item(ItemKind.SPOKEN, FIRST, 2, "Anna", opens_turn=True),
    )
    words = hear(FIRST)
    got = settled(Understanding(plain_text(""), items, (), ()), words, voiced(words))
    assert (got.items, got.left_out) == (items[1:], (LeftOut(1, "Een verslag zonder punt", Why.TITLE),))


def test_lines_keep_their_numbers_in_a_text_in_house_style() -> None:
    paragraphs = (
        f"ANNA DE WIT: {FIRST}",
        "Een man loopt weg.",
        f"TOM: {SECOND}",
        "Van bovenaf zien we een dijk.",
    )
    text = "\n\n".join((*paragraphs, f"ANNA DE WIT: {LAST}\n"))
    before = opened(text.encode(), "talk.txt")
    words = hear(FIRST, 3000, SECOND, 3000, LAST)
    after = settled_by_sound(before, words, voiced(words))
    assert after.reading.text == text.replace("Een man loopt weg.", "(Een man loopt weg.)").replace(
        "Van bovenaf zien we een dijk.", "(Van bovenaf zien we een dijk.)"
    )
    assert not after.written_back


def test_the_summary_tells_what_the_sound_has_decided() -> None:
    before = opened(PROSE.encode(), "talk.txt")
    words = hear(FIRST, 3000, SECOND, STALL, 3000, LAST)
    reading = settled_by_sound(before, words, voiced(words)).reading
    told = summary(reading, "talk.txt")
    assert "By the sound (3):" in told
    assert "Please look at these lines of talk.txt" in summary(before.reading, "talk.txt")
    assert f"heard, so it is speech (1): {STALL}" in told
    assert f"not heard, so nobody says it (2): {CYCLIST} | " in told
    assert "Please look at" not in told
    assert '"heard": true' in summary_as_json(reading)


MOTION = """\
DE VOORZITTER: Goedemorgen allemaal en welkom op het plein.

De raad, in vergadering bijeen op 3 mei,

verzoekt het college vandaag nog bomen te planten,

DE HEER BAKKER: Dank je wel, fijn om hier te zijn.

De vergadering wordt om 20.00 uur kort geschorst.

DE VOORZITTER: Dat doen we graag. Tot straks.
"""
POINT = "verzoekt het college vandaag nog bomen te planten,"
SUSPENDED = "De vergadering wordt om 20.00 uur kort geschorst."


def test_a_motion_that_is_not_read_out_stands_in_the_minutes_only() -> None:
    got = found(MOTION, FIRST, 3000, SECOND, 3000, LAST)
    assert LeftOut(5, POINT, Why.MINUTES) in got.left_out
    assert LeftOut(9, SUSPENDED, Why.MINUTES) in got.left_out
    assert not got.doubtful


def test_a_motion_that_is_read_out_is_said_and_so_is_what_minutes_tell() -> None:
    read_out = f"De raad, in vergadering bijeen op 3 mei, {POINT}"
    got = found(MOTION, FIRST, read_out, SECOND, SUSPENDED, LAST)
    assert (item(got, POINT).speaker, item(got, POINT).doubt) == ("DE VOORZITTER", None)
    assert item(got, SUSPENDED).kind is ItemKind.SPOKEN
