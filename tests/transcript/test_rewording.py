"""Items worded otherwise, put in, taken out, cut, joined and moved: what was asked changes, and no more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from woordbeeld.transcript import verifying
from woordbeeld.transcript.editing import EditRefusedError, merge_speakers, rename_speaker, set_speaker
from woordbeeld.transcript.model import SpokenLine, Transcript
from woordbeeld.transcript.pieces import KINDS
from woordbeeld.transcript.pins import TranscriptItem, in_order
from woordbeeld.transcript.reader import read
from woordbeeld.transcript.rewording import ItemKind, change_kind, delete, insert, join, move, reword, split
from woordbeeld.transcript.writer import write

SEED = (Path(__file__).parents[2] / "transcripts/symposium-entreeopleidingen.txt").read_text("utf-8")
SEED_ITEMS = range(len(in_order(read(SEED))))

Told = list[tuple[ItemKind, str, str | None]]


def told(text: str) -> Told:
    """What stands in a text: the kind, the text and the speaker of each item."""
    return [(KINDS[type(item)], item.text, speaker(item)) for item in in_order(read(text))]


def speaker(item: TranscriptItem) -> str | None:
    return item.speaker.name if isinstance(item, SpokenLine) and item.speaker else None


def named(transcript: Transcript, text: str) -> TranscriptItem:
    """The one item with this text."""
    (item,) = (item for item in in_order(transcript) if item.text == text)
    return item


def spoken(transcript: Transcript, text: str) -> SpokenLine:
    line = named(transcript, text)
    assert isinstance(line, SpokenLine)
    return line


def reworded(text: str, item: str, new: str) -> str:
    return reword(transcript := read(text), named(transcript, item), new)


def inserted(text: str, after: str | None, kind: ItemKind, new: str, who: str | None = None) -> str:
    transcript = read(text)
    return insert(transcript, named(transcript, after) if after else None, kind, new, who)


def deleted(text: str, *items: str) -> str:
    return delete(transcript := read(text), [named(transcript, item) for item in items])


def cut(text: str, line: str, before: str) -> str:
    return split(transcript := read(text), spoken(transcript, line), line.index(before))


def joined(text: str, line: str, next_line: str) -> str:
    return join(transcript := read(text), spoken(transcript, line), spoken(transcript, next_line))


def moved(text: str, item: str, by: int) -> str:
    return move(transcript := read(text), named(transcript, item), by)


def refusal(edit: Callable[..., str], *args: object) -> str:
    with pytest.raises(EditRefusedError) as refused:
        edit(*args)
    assert refused.value.what
    assert refused.value.remedy
    return refused.value.reason


# -- reword --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "item", "new", "expected"),
    [
        ("JAN: Een.\nTwee.\n", "Twee.", "Drie.", "JAN: Een.\nDrie.\n"),
        ("JAN: Een.\r\nTwee.\r\n", "Een.", " Drie \n vier. ", "JAN: Drie vier.\r\nTwee.\r\n"),
        ("\ufeff\u00a0 JAN: Een.  \rTwee.", "Een.", "Drie.", "\ufeff\u00a0 JAN: Drie.  \rTwee."),
        ("JAN: Een.\nTwee.", "Twee.", "Drie.", "JAN: Een.\nDrie."),
        ("EVA (VIA EEN TOLK):  Een.\n", "Een.", "Twee.", "EVA (VIA EEN TOLK):  Twee.\n"),
        ("RUTTE\nEen.\n", "Een.", "Twee.", "RUTTE\nTwee.\n"),
        ("JAN: Een.\n", "Een.", "(lacht) Ja.", "JAN: (lacht) Ja.\n"),
        ("JAN: Een.\n", "Een.", "APPLAUS", "JAN: APPLAUS\n"),
        ("(Een man.)\nJAN: Een.\n", "Een man.", "Een  vrouw.", "(Een vrouw.)\nJAN: Een.\n"),
        ("(Een man.)\n", "Een man.", "(Een vrouw.)", "(Een vrouw.)\n"),
        ("(Een man).\n", "Een man.", "Een vrouw.", "(Een vrouw.)\n"),
        ("(Een man\r\n\r\nschrijft.)\r\nJa.\r\n", "Een man schrijft.", "Hij.", "(Hij.)\r\nJa.\r\n"),
        ("(Een man\n\nJAN: Ja.\n", "Een man", "Hij.", "(Hij.)\n\nJAN: Ja.\n"),
        ("(a.) (b.)  (c.)\n", "b.", "x (y).", "(a.) (x (y).)  (c.)\n"),
        ("(Hij lacht.) JAN: Een.\n", "Hij lacht.", "Hij huilt.", "(Hij huilt.) JAN: Een.\n"),
        ("(Hij lacht.) JAN: Een.\n", "Een.", "Twee.", "(Hij lacht.) JAN: Twee.\n"),
        ("JAN: (Hij lacht.)\nEen.\n", "Hij lacht.", "Hij huilt.", "JAN: (Hij huilt.)\nEen.\n"),
        ("Beeldtekst: Een.\nJAN: Ja.\n", "Beeldtekst: Een.", "Beeldtekst: X", "Beeldtekst: X\nJAN: Ja.\n"),
        ("Beeldtekst:\n\nWW\n\nAOW\n\nJa.\n", "Beeldtekst: WW AOW", "Titel: X", None),
        ("Beeldtekst:\n\nWW\n\nJa.\n", "Beeldtekst: WW", "Beeldtekst: X", "Beeldtekst: X\n\nJa.\n"),
        ("APPLAUS\n", "APPLAUS", "gelach en muziek", "GELACH EN MUZIEK\n"),
        ("  [APPLAUS]\n", "APPLAUS", "gelach", "  [GELACH]\n"),
        ("(APPLAUS)\n", "APPLAUS", "[gelach]", "(GELACH)\n"),
        ("APPLAUS\n", "APPLAUS", "(gelach)", "GELACH\n"),
    ],
)
def test_an_item_gets_other_words_and_what_is_around_them_stays(
    text: str, item: str, new: str, expected: str | None
) -> None:
    if expected is None:
        assert refusal(reworded, text, item, new) == "would-be-speech"
    else:
        assert reworded(text, item, new) == expected


def test_the_same_words_change_nothing_even_where_they_stand_on_two_lines() -> None:
    text = "(Een man\nschrijft.)\nJAN: Een  twee.\n"
    assert reworded(text, "Een man schrijft.", "Een man schrijft.") == text
    assert reworded(text, "Een  twee.", "Een  twee.") == text


@pytest.mark.parametrize("before", ["Stef Böger:", "Hij lacht."])
@pytest.mark.parametrize("after", ["Kim:", "Ze knikt."])
def test_a_scene_may_announce_somebody_else_for_the_lines_that_it_announces(before: str, after: str) -> None:
    text = "JAN: Een.\n({0})\nTwee.\nDrie.\nKAREL: Vier.\nVijf.\n"
    made = reworded(text.format(before), before, after)
    announced, announces = (scene.endswith(":") for scene in (before, after))
    label = "" if announced == announces else "STEF BÖGER: " if announced else "JAN: "
    assert made == text.format(after).replace("Twee.", f"{label}Twee.")
    who = ("Kim" if announces else "Stef Böger") if announced else "Jan"
    assert [speaker(line) for line in read(made).spoken_lines] == ["Jan", who, who, "Karel", "Karel"]


@pytest.mark.parametrize(
    ("text", "item", "new", "reason"),
    [
        ("JAN: Een.\n", "Een.", " \n\u200b", "empty"),
        ("(Een man.)\n", "Een man.", "( )", "empty"),
        ("JAN: Een.\n", "Een.", "(lacht)", "would-be-sound"),
        ("JAN: Een.\n", "Een.", "(Hij lacht.)", "would-be-description"),
        ("JAN: Een.\n", "Een.", "[Hij lacht.]", "would-be-description"),
        ("JAN: Een.\nTwee.\n", "Twee.", "Beeldtekst: ja", "would-be-description"),
        ("JAN: Een.\nTwee.\n", "Twee.", "APPLAUS", "would-be-sound"),
        ("JAN: Een.\nTwee.\n", "Twee.", "PIET: Ja.", "would-be-label"),
        ("TON BOS: Een.\nTwee.\n", "Twee.", "Bos: Ja.", "would-be-label"),
        ("JAN: Een.\nTwee.\n", "Twee.", "PIET:", "would-be-label"),
        ("(Een man.)\n", "Een man.", "APPLAUS", "would-be-sound"),
        ("(Een man.)\n", "Een man.", "Een (man.", "unbalanced"),
        ("(Een man.)\n", "Een man.", "(Een) man)", "unbalanced"),
        ("Beeldtekst: Een.\n", "Beeldtekst: Een.", "Een man.", "would-be-speech"),
        ("Beeldtekst: X\nEen.\n", "Beeldtekst: X", "Beeldtekst:", "others-would-change"),
        ("APPLAUS\nEen.\n", "APPLAUS", "123", "would-be-speech"),
        ("(APPLAUS)\n", "APPLAUS", "gelach: hard", "would-be-description"),
        ("Een.\n\nAPPLAUS\nTwee.\n", "APPLAUS", "karin bos", "would-be-label"),
    ],
)
def test_words_that_would_be_read_as_anything_else_are_refused(
    text: str, item: str, new: str, reason: str
) -> None:
    assert refusal(reworded, text, item, new) == reason


def test_a_refusal_says_what_is_wrong_and_what_to_do() -> None:
    with pytest.raises(EditRefusedError, match="read as a sound; do not write all of it in capitals"):
        reworded("JAN: Een.\nTwee.\n", "Twee.", "APPLAUS")


@pytest.mark.parametrize("at", SEED_ITEMS)
def test_each_item_of_the_seed_can_be_reworded_and_back(at: int) -> None:
    item = in_order(transcript := read(SEED))[at]
    new = "GEJUICH" if KINDS[type(item)] is ItemKind.SOUND else "Iets anders."
    made = reword(transcript, item, new)
    assert len(made.split("\n")) == len(SEED.split("\n"))
    assert reword(read(made), in_order(read(made))[at], item.text) == SEED


# -- insert --------------------------------------------------------------------------------------------------

TALK = "JAN: Een.\nTwee.\n\n(Een man.)\n\nPIET: Drie.\nVier.\n"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (("Een.", ItemKind.SPOKEN, "Nu  dit.", None), TALK.replace("Twee", "Nu dit.\nTwee")),
        (("Een.", ItemKind.SPOKEN, "Nu.", "jan"), TALK.replace("Twee", "Nu.\nTwee")),
        (("Een.", ItemKind.SPOKEN, "Nu.", "Kim Bos"), TALK.replace("Twee", "KIM BOS: Nu.\nJAN: Twee")),
        (("Twee.", ItemKind.SPOKEN, "Nu.", "Piet"), TALK.replace("Twee.", "Twee.\nPIET: Nu.")),
        (("Een man.", ItemKind.SPOKEN, "Nu.", None), TALK.replace("PIET", "Nu.\nPIET")),
        (("Vier.", ItemKind.SPOKEN, "Nu.", None), TALK + "Nu.\n"),
        ((None, ItemKind.SPOKEN, "Nu.", "Piet"), "PIET: Nu.\n" + TALK),
        ((None, ItemKind.SPOKEN, "Nu.", None), "Nu.\n" + TALK),
        ((None, ItemKind.SCENE, "Nu.", None), "(Nu.)\n\n" + TALK),
        (("Een.", ItemKind.SCENE, "Nu.", None), TALK.replace("Twee", "\n(Nu.)\n\nTwee")),
        (("Een.", ItemKind.SCENE, "(Nu.)", None), TALK.replace("Twee", "\n(Nu.)\n\nTwee")),
        (("Twee.", ItemKind.SCENE, "Nu.", None), TALK.replace("Twee.", "Twee.\n\n(Nu.)")),
        (("Een man.", ItemKind.SOUND, "gelach", None), TALK.replace("PIET", "GELACH\n\nPIET")),
        (("Vier.", ItemKind.SOUND, "gelach", None), TALK + "\nGELACH\n"),
    ],
)
def test_a_new_item_stands_on_a_line_of_its_own_as_the_file_has_it(
    asked: tuple[str | None, ItemKind, str, str | None], expected: str
) -> None:
    assert inserted(TALK, *asked) == expected


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_ends_of_lines_a_mark_and_an_unended_last_line_stay(end: str) -> None:
    text = "\ufeffJAN: Een.\nTwee.".replace("\n", end)
    assert inserted(text, "Een.", ItemKind.SPOKEN, "Nu.") == f"\ufeffJAN: Een.{end}Nu.{end}Twee."
    assert inserted(text + " ", "Twee.", ItemKind.SPOKEN, "Nu.") == f"{text} {end}Nu."
    assert inserted(text, None, ItemKind.SPOKEN, "Nu.", "Kim") == f"\ufeffKIM: Nu.{end}JAN: Een.{end}Twee."


def test_a_file_without_blank_lines_gets_none() -> None:
    text = "JAN: Een.\n(Een man.)\nTwee.\nAPPLAUS\nDrie.\n"
    assert inserted(text, "Twee.", ItemKind.SCENE, "Nu.") == text.replace("APP", "(Nu.)\nAPP")
    assert inserted(text, "Drie.", ItemKind.SOUND, "gelach") == text + "GELACH\n"


def test_a_file_with_blank_lines_between_speakers_gets_them_for_a_new_one_too() -> None:
    text = "JAN: Een.\nTwee.\n\nPIET: Drie.\n\nKIM: Vier.\n"
    made = inserted(text, "Een.", ItemKind.SPOKEN, "Nu.", "Kim")
    assert made == text.replace("Twee", "\nKIM: Nu.\n\nJAN: Twee")
    assert inserted(text, "Twee.", ItemKind.SPOKEN, "Nu.") == text.replace("Twee.\n", "Twee.\nNu.\n")


def test_a_sound_that_would_be_read_as_a_label_gets_brackets() -> None:
    text = "JAN: Een.\nAPPLAUS\nTwee.\nDrie.\n(Een man.)\nVier.\n"
    made = inserted(text, "Twee.", ItemKind.SOUND, "deur slaat")
    assert told(made)[3] == (ItemKind.SOUND, "DEUR SLAAT", None)
    assert made == text.replace("Twee.\n", "Twee.\n\n[DEUR SLAAT]\n\n")


def test_a_line_that_on_screen_text_would_swallow_is_set_apart() -> None:
    text = "(a.)\nJAN: Een.\n(b.)\nJAN: Twee.\nBeeldtekst:\nWelkom\nJAN: Drie.\n"
    assert inserted(text, "b.", ItemKind.SPOKEN, "Nu.") == text.replace("(b.)\n", "(b.)\nNu.\n")
    made = inserted(text, "Beeldtekst: Welkom", ItemKind.SPOKEN, "Nu.")
    assert made == text.replace("Welkom\n", "Welkom\n\nNu.\n\n")


def test_an_item_may_come_between_two_on_one_physical_line() -> None:
    text = "(a.) (Hij lacht.)  JAN: Een.\n"
    assert inserted(text, "a.", ItemKind.SCENE, "Nu.") == "(a.)\n(Nu.)\n(Hij lacht.)  JAN: Een.\n"
    made = inserted(text, "Hij lacht.", ItemKind.SPOKEN, "Nu.", "Jan")
    assert made == "(a.) (Hij lacht.)\nJAN: Nu.\nJAN: Een.\n"


def test_nothing_comes_between_a_label_alone_on_its_line_and_what_is_said_under_it() -> None:
    text = "JAN: Een.\n\nRUTTE\nTwee.\n"
    assert inserted(text, "Een.", ItemKind.SPOKEN, "Nu.") == "JAN: Een.\nNu.\n\nRUTTE\nTwee.\n"
    assert inserted("RUTTE\nTwee.\n", None, ItemKind.SPOKEN, "Nu.", "Jan") == "JAN: Nu.\nRUTTE\nTwee.\n"


def test_after_an_announcing_scene_the_one_announced_speaks() -> None:
    text = "JAN: Een.\n\n(Stef Böger:)\n\nTwee.\n"
    made = inserted(text, "Stef Böger:", ItemKind.SPOKEN, "Nu.")
    assert made == "JAN: Een.\n\n(Stef Böger:)\n\nNu.\nTwee.\n"
    assert told(made)[2] == (ItemKind.SPOKEN, "Nu.", "Stef Böger")
    made = inserted(text, "Stef Böger:", ItemKind.SPOKEN, "Nu.", "Jan")
    assert made == "JAN: Een.\n\n(Stef Böger:)\n\nJAN: Nu.\nSTEF BÖGER: Twee.\n"


def test_a_new_scene_that_announces_somebody_leaves_the_others_who_they_are() -> None:
    made = inserted("JAN: Een.\nTwee.\n", "Een.", ItemKind.SCENE, "Stef Böger:")
    assert made == "JAN: Een.\n\n(Stef Böger:)\n\nJAN: Twee.\n"


@pytest.mark.parametrize(
    ("text", "asked", "reason"),
    [
        (TALK, ("Een.", ItemKind.SPOKEN, " ", None), "empty"),
        (TALK, ("Een.", ItemKind.SCENE, "()", None), "empty"),
        (TALK, ("Een.", ItemKind.SCENE, "a) b", None), "unbalanced"),
        (TALK, ("Een.", ItemKind.SPOKEN, "APPLAUS", None), "would-be-sound"),
        (TALK, ("Een.", ItemKind.SPOKEN, "(Hij lacht.)", None), "would-be-description"),
        (TALK, ("Een.", ItemKind.SCENE, "rustige muziek", None), "would-be-sound"),
        (TALK, ("Een.", ItemKind.SPOKEN, "KIM: ja", None), "would-be-label"),
        (TALK, ("Een.", ItemKind.SCENE, "APPLAUS", None), "would-be-sound"),
        (TALK, ("Een.", ItemKind.SOUND, "12", None), "would-be-speech"),
        (TALK, ("Een.", ItemKind.SPOKEN, "Nu.", "Kim: de Wit"), "no-label"),
        (TALK, ("Een.", ItemKind.SPOKEN, "Nu.", ""), "no-label"),
        ("ADA BOS: Een.\nEVA BOS: Twee.\n", ("Een.", ItemKind.SPOKEN, "Nu.", "Bos"), "ambiguous-name"),
        ("BOS: Een.\nJAN: Twee.\n", ("Twee.", ItemKind.SPOKEN, "Nu.", "Piet Bos"), "others-would-change"),
        ("Een.\nTwee.\nJAN: Drie.\n", ("Een.", ItemKind.SPOKEN, "Nu.", "Jan"), "no-speaker"),
    ],
)
def test_what_cannot_be_put_in_is_refused(
    text: str, asked: tuple[str, ItemKind, str, str | None], reason: str
) -> None:
    assert refusal(inserted, text, *asked) == reason


def test_somebody_who_would_get_a_speaker_is_named_by_the_line_in_the_file() -> None:
    with pytest.raises(EditRefusedError, match="nobody is known to speak on line 2"):
        inserted("Een.\nTwee.\nJAN: Drie.\n", "Een.", ItemKind.SPOKEN, "Nu.", "Jan")


def test_a_first_item_can_be_put_in_an_empty_file() -> None:
    assert insert(read(""), None, ItemKind.SPOKEN, "Welkom.", "Jan") == "JAN: Welkom.\n"
    assert insert(read("\ufeff\r\n"), None, ItemKind.SCENE, "Zaal.") == "\ufeff\r\n(Zaal.)\r\n"


@pytest.mark.parametrize("kind", ItemKind)
@pytest.mark.parametrize("at", SEED_ITEMS)
def test_what_is_put_in_anywhere_in_the_seed_can_be_taken_out_again(at: int, kind: ItemKind) -> None:
    item = in_order(transcript := read(SEED))[at]
    text = "Een zaal" if kind is ItemKind.SCENE else "Gelach"
    made = insert(transcript, item, kind, text, "Kim" if kind is ItemKind.SPOKEN else None)
    expected = told(SEED)
    expected.insert(at + 1, in_order_told(kind))
    assert told(made) == expected
    assert told(delete(read(made), [in_order(read(made))[at + 1]])) == told(SEED)


def in_order_told(kind: ItemKind) -> tuple[ItemKind, str, str | None]:
    told = {ItemKind.SPOKEN: "Gelach", ItemKind.SCENE: "Een zaal", ItemKind.SOUND: "GELACH"}
    return kind, told[kind], "Kim" if kind is ItemKind.SPOKEN else None


@pytest.mark.parametrize(
    ("source", "old", "new", "expected"),
    [
        ("[Een vrouw fietst.]", "Een vrouw fietst.", "Een man loopt.", "[Een man loopt.]"),
        ("[Een vrouw fietst.]", "Een vrouw fietst.", "[Een man loopt.]", "[Een man loopt.]"),
        ("[rustige muziek]", "rustige muziek", "[harde  muziek]", "[harde muziek]"),
        ("(applaus)", "applaus", "gelach", "(gelach)"),
        ("(applaus)", "applaus", "iemand valt", "(IEMAND VALT)"),
        ("*applaus*", "applaus", "gelach", "*gelach*"),
        ("♪ muziek ♪", "muziek", "harde muziek", "♪ harde muziek ♪"),
        ("[APPLAUS].", "APPLAUS", "gelach", "[GELACH]."),
        ("INT. KEUKEN - DAG", "INT. KEUKEN - DAG", "Een keuken.", "(Een keuken.)"),
    ],
)
def test_what_stands_in_other_brackets_is_reworded_within_them(
    source: str, old: str, new: str, expected: str
) -> None:
    text = "JAN: Een.\n\n{}\n\nTwee.\n"
    transcript = read(text.format(source))
    (item,) = (block for block in in_order(transcript) if block.text == old)
    assert reword(transcript, item, new) == text.format(expected)


# -- delete --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "items", "expected"),
    [
        (TALK, [], TALK),
        (TALK, ["Twee."], "JAN: Een.\n\n(Een man.)\n\nPIET: Drie.\nVier.\n"),
        (TALK, ["Een."], "JAN: Twee.\n\n(Een man.)\n\nPIET: Drie.\nVier.\n"),
        (TALK, ["Een.", "Twee."], "(Een man.)\n\nPIET: Drie.\nVier.\n"),
        (TALK, ["Een man."], "JAN: Een.\nTwee.\n\nPIET: Drie.\nVier.\n"),
        (TALK, ["Drie."], "JAN: Een.\nTwee.\n\n(Een man.)\n\nPIET: Vier.\n"),
        (TALK, ["Drie.", "Vier."], "JAN: Een.\nTwee.\n\n(Een man.)\n"),
        (TALK, ["Een.", "Twee.", "Een man.", "Drie.", "Vier."], ""),
        ("\ufeffJAN: Een.\r\n\r\nPIET: Twee.", ["Een."], "\ufeffPIET: Twee."),
        ("\ufeffJAN: Een.\r\n\r\nPIET: Twee.", ["Twee."], "\ufeffJAN: Een.\r\n"),
        ("JAN: Een.\n\n \nAPPLAUS\n\u00a0\nTwee.\n", ["APPLAUS"], "JAN: Een.\n\n \nTwee.\n"),
        ("JAN: Een.\n\n\nAPPLAUS\n\n\n\n", ["APPLAUS"], "JAN: Een.\n\n\n"),
        ("EVA (VIA EEN TOLK):  Een.\n  Twee.\n", ["Een."], "  EVA (VIA EEN TOLK):  Twee.\n"),
        ("JAN: Een.\nJAN: Twee.\nDrie.\n", ["Twee."], "JAN: Een.\nJAN: Drie.\n"),
        ("JAN: Een.\nTwee.\n(x.)\nDrie.\n", ["Een.", "Twee."], "(x.)\nJAN: Drie.\n"),
        ("JAN: Nul.\nRUTTE:\nEen.\nTwee.\n", ["Een."], "JAN: Nul.\nRUTTE:\nTwee.\n"),
        ("JAN: Nul.\nRUTTE:\n\nEen.\n\nTwee.\n", ["Een.", "Twee."], "JAN: Nul.\n"),
        ("JAN: Nul.\nRUTTE\nEen.\n(x.)\nTwee.\n", ["Een."], "JAN: Nul.\nRUTTE:\n(x.)\nTwee.\n"),
        ("JAN: (x.)\nEen.\n", ["Een."], "(x.)\n"),
        ("JAN: (x.)\nEen.\n", ["x."], "JAN:\nEen.\n"),
        ("(a.) (b.)\nJAN: Een.\n", ["b."], "(a.)\nJAN: Een.\n"),
        ("(a.) (b.)\nJAN: Een.\n", ["a."], "(b.)\nJAN: Een.\n"),
        ("(a.) JAN: Een.\r\nPIET: Twee.\n", ["Een."], "(a.)\r\nPIET: Twee.\n"),
        (
            "JAN: Een.\n\n(Stef Böger:)\n\nTwee.\nDrie.\n",
            ["Stef Böger:"],
            "JAN: Een.\n\nSTEF BÖGER: Twee.\nDrie.\n",
        ),
        ("JAN: Een.\n(Stef Böger:)\nTwee.\n", ["Twee."], "JAN: Een.\n(Stef Böger:)\n"),
        ("(Jan:)\nEen.\nJAN: Twee.\nDrie.\n", ["Twee."], "(Jan:)\nEen.\nJAN: Drie.\n"),
        ("Beeldtekst: X\n\nWW\n\nAOW\n\nJAN: Een.\n", ["Een."], "Beeldtekst: X\n\nWW\n\nAOW\n"),
    ],
)
def test_without_some_items_all_others_stay_who_and_what_they_are(
    text: str, items: list[str], expected: str
) -> None:
    made = deleted(text, *items)
    assert made == expected
    assert told(made) == [item for item in told(text) if item[1] not in items]


def test_a_short_label_becomes_the_full_one_where_that_went() -> None:
    text = (
        "ADA VAN DEN BERG: Een.\nJAN: Twee.\nVAN DEN BERG (LACHEND): Drie.\nJAN: Vier.\nVAN DEN BERG: Vijf.\n"
    )
    assert deleted(text, "Een.") == (
        "JAN: Twee.\nADA VAN DEN BERG (LACHEND): Drie.\nJAN: Vier.\nVAN DEN BERG: Vijf.\n"
    )
    text = "ADA BERG: Een.\nJAN: Twee.\nBERG\nDrie.\n"
    assert deleted(text, "Een.") == "JAN: Twee.\nADA BERG:\nDrie.\n"


def test_a_label_in_small_letters_gets_capitals_where_nothing_else_makes_it_one() -> None:
    assert deleted("TON HEERTS: Een.\nHeerts: Twee.\n", "Een.") == "TON HEERTS: Twee.\n"
    assert deleted("Heerts: Een.\nHEERTS: Twee.\n", "Twee.") == "HEERTS: Een.\n"


def test_letters_that_somebody_says_get_a_label_where_they_would_become_a_sound() -> None:
    text = "(a.)\nJAN: Een.\nAOW\nPIET: Twee.\n(b.)\nJAN: Drie.\nWW\n"
    assert deleted(text, "Drie.") == text.replace("Drie.\nWW", "WW")
    assert told(deleted("JAN: Nul.\n(a.)\nEen.\nAOW\n", "Een.")) == [
        (ItemKind.SPOKEN, "Nul.", "Jan"),
        (ItemKind.SCENE, "a.", None),
        (ItemKind.SPOKEN, "AOW", "Jan"),
    ]


def test_of_two_equal_scenes_on_one_line_the_one_given_goes() -> None:
    transcript = read("(a.)(a.)(b.)\nJAN: Een.\n")
    first, second, _, _ = in_order(transcript)
    assert first == second
    assert delete(transcript, [first, second]) == "(b.)\nJAN: Een.\n"
    assert delete(transcript, [second]) == "(a.)(b.)\nJAN: Een.\n"


def test_what_cannot_be_taken_out_is_refused() -> None:
    assert refusal(deleted, "ADA BOS: Een.\nEVA BOS: Twee.\nBOS: Drie.\n", "Een.") == "others-would-change"
    assert refusal(deleted, "Een.\n\nAPPLAUS\n\nAOW\n", "APPLAUS") == "others-would-change"


@pytest.mark.parametrize("at", SEED_ITEMS)
def test_any_item_of_the_seed_can_be_taken_out(at: int) -> None:
    made = delete(transcript := read(SEED), [in_order(transcript)[at]])
    assert told(made) == told(SEED)[:at] + told(SEED)[at + 1 :]
    assert "\n\n\n" not in made
    assert len(set(made.split("\n")) - set(SEED.split("\n"))) <= 1


# -- split and join ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "before", "expected"),
    [
        ("JAN: Een. Twee.\nDrie.\n", "Een. Twee.", "Twee", "JAN: Een.\nTwee.\nDrie.\n"),
        ("JAN: Een. Twee.\nDrie.\n", "Een. Twee.", " Twee", "JAN: Een.\nTwee.\nDrie.\n"),
        ("JAN: Een.\nTwee\u00a0 drie. \r\n", "Twee\u00a0 drie.", "drie", "JAN: Een.\nTwee\ndrie. \r\n"),
        ("\ufeff  JAN: Een.\u00a0Twee.", "Een.\u00a0Twee.", "Twee", "\ufeff  JAN: Een.\n  Twee."),
        ("RUTTE\r\nEen. Twee.\r\n", "Een. Twee.", "Twee", "RUTTE\r\nEen.\r\nTwee.\r\n"),
        ("(x.) JAN: Een. Twee.\n", "Een. Twee.", "Twee", "(x.) JAN: Een.\nTwee.\n"),
        ("EVA (TOLK): Een. Twee.\n", "Een. Twee.", "Twee", "EVA (TOLK): Een.\nTwee.\n"),
        ("(Kim:)\nEen twee.\nJAN: Ja.\n", "Een twee.", "twee", "(Kim:)\nEen\ntwee.\nJAN: Ja.\n"),
    ],
)
def test_a_line_is_cut_in_two_and_joined_again(text: str, line: str, before: str, expected: str) -> None:
    made = cut(text, line, before)
    assert made == expected
    transcript = read(made)
    at = [item.text for item in in_order(transcript)].index(line.partition(before)[0].rstrip())
    one, other = in_order(transcript)[at : at + 2]
    assert isinstance(one, SpokenLine)
    assert isinstance(other, SpokenLine)
    again = [(kind, " ".join(words.split()), who) for kind, words, who in told(join(transcript, one, other))]
    assert again == [(kind, " ".join(words.split()), who) for kind, words, who in told(text)]


@pytest.mark.parametrize("at", [-3, 0, 8, 99])
def test_a_cut_that_leaves_nothing_on_one_side_is_refused(at: int) -> None:
    transcript = read("JAN: Een twee\n")
    assert refusal(split, transcript, transcript.spoken_lines[0], at) == "at-edge"


@pytest.mark.parametrize(
    ("line", "before", "reason"),
    [
        ("Een (lacht)", "(", "would-be-sound"),
        ("Een (man)", "(", "would-be-description"),
        ("Zo: PIET: ja", "PIET", "would-be-label"),
        ("Dat was APPLAUS", "APPL", "would-be-sound"),
    ],
)
def test_a_half_that_would_be_read_as_anything_else_is_refused(line: str, before: str, reason: str) -> None:
    assert refusal(cut, f"JAN: {line}\nJa.\n", line, before) == reason


@pytest.mark.parametrize(
    ("text", "line", "next_line", "expected"),
    [
        ("JAN: Een.\nTwee.\nDrie.\n", "Een.", "Twee.", "JAN: Een. Twee.\nDrie.\n"),
        ("JAN: Een. \r\n\r\n  JAN (LACHT): Twee.  ", "Een.", "Twee.", "JAN: Een. Twee.  "),
        ("JAN: Een.\n\nJAN:\n\nTwee.\n", "Een.", "Twee.", "JAN: Een. Twee.\n"),
        ("RUTTE\nEen.\nTwee.\n", "Een.", "Twee.", "RUTTE\nEen. Twee.\n"),
        (
            "BERG: Een.\nADA BERG: Twee.\nBERG: Drie.\n",
            "Een.",
            "Twee.",
            "ADA BERG: Een. Twee.\nBERG: Drie.\n",
        ),
        ("Een.\nTwee.\n", "Een.", "Twee.", "Een. Twee.\n"),
    ],
)
def test_two_lines_of_one_speaker_become_one(text: str, line: str, next_line: str, expected: str) -> None:
    assert joined(text, line, next_line) == expected


@pytest.mark.parametrize(
    ("text", "line", "next_line", "reason"),
    [
        ("JAN: Een.\nPIET: Twee.\n", "Een.", "Twee.", "two-speakers"),
        ("JAN: Een.\n(x.)\nTwee.\n", "Een.", "Twee.", "not-adjacent"),
        ("JAN: Een.\nTwee.\nDrie.\n", "Een.", "Drie.", "not-adjacent"),
        ("JAN: Een.\nTwee.\n", "Twee.", "Een.", "not-adjacent"),
        ("JAN: Een.\nTwee.\n", "Een.", "Een.", "not-adjacent"),
        ("JAN: Een.\n()\nTwee.\n", "Een.", "Twee.", "not-adjacent"),
    ],
)
def test_lines_that_cannot_become_one_are_refused(text: str, line: str, next_line: str, reason: str) -> None:
    assert refusal(joined, text, line, next_line) == reason


@pytest.mark.parametrize("line", read(SEED).spoken_lines, ids=lambda line: str(line.line))
def test_any_line_of_the_seed_can_be_cut_and_joined_back_to_the_byte(line: SpokenLine) -> None:
    made = cut(SEED, line.text, line.words[2])
    transcript = read(made)
    halves = [each for each in transcript.spoken_lines if line.line <= each.line <= line.line + 1]
    assert join(transcript, *halves) == SEED


# -- move ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "item", "by", "expected"),
    [
        (TALK, "Een man.", 0, TALK),
        (TALK, "Een man.", 1, "JAN: Een.\nTwee.\nPIET: Drie.\n\n(Een man.)\n\nVier.\n"),
        (TALK, "Een man.", 2, "JAN: Een.\nTwee.\nPIET: Drie.\nVier.\n\n(Een man.)\n"),
        (TALK, "Een man.", -1, "JAN: Een.\n\n(Een man.)\n\nTwee.\nPIET: Drie.\nVier.\n"),
        (TALK, "Een man.", -2, "(Een man.)\n\nJAN: Een.\nTwee.\nPIET: Drie.\nVier.\n"),
        ("JAN: Een.\r\nAPPLAUS\r\nTwee.", "APPLAUS", 1, "JAN: Een.\r\nTwee.\r\nAPPLAUS"),
        ("\ufeffJAN: Een.\n\nAPPLAUS", "APPLAUS", -1, "\ufeffAPPLAUS\n\nJAN: Een.\n"),
        ("(a.)\n(b\n  c.)\nJAN: Een.\n", "b c.", -1, "(b\n  c.)\n(a.)\nJAN: Een.\n"),
        ("(a.) (b.)\nJAN: Een.\nTwee.\n", "b.", 1, "(a.)\nJAN: Een.\n(b.)\nTwee.\n"),
        ("(a.) JAN: Een.\nTwee.\n", "a.", 1, "JAN: Een.\n(a.)\nTwee.\n"),
        ("JAN: (x.)\nEen.\n", "x.", 1, "JAN:\nEen.\n(x.)\n"),
        ("JAN: Een.\nRUTTE:\nTwee.\nAPPLAUS\n", "APPLAUS", -1, "JAN: Een.\nAPPLAUS\nRUTTE:\nTwee.\n"),
        (
            "JAN: Een.\nTwee.\n\n(Kim Bos:)\n\nDrie.\nVier.\n",
            "Kim Bos:",
            -1,
            "JAN: Een.\n\n(Kim Bos:)\n\nJAN: Twee.\nKIM BOS: Drie.\nVier.\n",
        ),
        (
            "JAN: Een.\n\n(Kim Bos:)\n\nDrie.\nVier.\n",
            "Kim Bos:",
            1,
            "JAN: Een.\nKIM BOS: Drie.\n\n(Kim Bos:)\n\nVier.\n",
        ),
    ],
)
def test_a_scene_or_sound_goes_elsewhere_and_all_speakers_stay(
    text: str, item: str, by: int, expected: str
) -> None:
    made = moved(text, item, by)
    assert made == expected
    order = told(text)
    at = [each[1] for each in order].index(item)
    order.insert(at + by, order.pop(at))
    assert told(made) == order


@pytest.mark.parametrize(("item", "by"), [("Een man.", -3), ("Een man.", 3)])
def test_past_the_edges_there_is_no_place(item: str, by: int) -> None:
    assert refusal(moved, TALK, item, by) == "at-edge"


def test_what_somebody_says_does_not_move() -> None:
    assert refusal(moved, TALK, "Een.", 1) == "not-movable"


def test_a_scene_moved_in_the_seed_and_back_leaves_it_to_the_byte() -> None:
    at = [item.text for item in in_order(read(SEED))].index("Een man schrijft iets op.")
    for by in (-30, -1, 1, 2, 8):
        made = moved(SEED, "Een man schrijft iets op.", by)
        assert told(made)[at + by][1] == "Een man schrijft iets op."
        assert moved(made, "Een man schrijft iets op.", -by) == SEED


# -- whatever the edit ---------------------------------------------------------------------------------------


def test_an_item_of_another_text_is_refused() -> None:
    other = in_order(read("JAN: Heel anders.\n"))[0]
    assert refusal(reword, read(TALK), other, "Nu.") == "gone"
    assert refusal(delete, read(TALK), [other]) == "gone"


@pytest.mark.parametrize(
    ("edit", "asked", "reason"),
    [
        (set_speaker, ({9}, "Jan"), "not-spoken"),
        (set_speaker, ({2}, "Jan: ja"), "no-label"),
        (set_speaker, ({1}, "Jan"), "no-speaker"),
        (set_speaker, ({2}, "Piet Bos"), "others-would-change"),
        (rename_speaker, ("Karel", "Kim"), "unknown-speaker"),
        (rename_speaker, ("Berg", "Kim"), "ambiguous-name"),
        (rename_speaker, ("Bos", "Ada Berg"), "name-taken"),
        (merge_speakers, ("Bos", "bos"), "already-one"),
    ],
)
def test_a_speaker_who_cannot_be_corrected_is_refused_for_a_reason(
    edit: Callable[..., str], asked: tuple[object, ...], reason: str
) -> None:
    transcript = read("Welkom.\nFijn.\nBOS: Een.\nADA BERG: Twee.\nEVA BERG: Drie.\n")
    assert refusal(edit, transcript, *asked) == reason


@pytest.mark.parametrize(
    "edit",
    [
        lambda text, items: reword(text, items[3], "Nu."),
        lambda text, items: insert(text, items[5], ItemKind.SPOKEN, "Nu.", "Kim"),
        lambda text, items: delete(text, [items[1], items[4], *text.scenes]),
        lambda text, items: split(text, items[5], 10),
        lambda text, items: move(text, items[31], -4),
    ],
)
def test_a_plain_edit_reads_its_text_just_once(
    edit: Callable[[Transcript, tuple[TranscriptItem, ...]], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts: list[str] = []

    def read_and_count(text: str, encoding: str) -> Transcript:
        texts.append(text)
        return read(text, encoding)

    monkeypatch.setattr(verifying, "read", read_and_count)
    transcript = read(SEED)
    assert edit(transcript, in_order(transcript)) == texts[0]
    assert len(texts) == 1


LINES = st.sampled_from(
    (
        "Een.|Twee, zei hij.|  Drie. |NEE!|AOW|(lacht) Ja, zo.|JAN: Vier.|\u00a0JAN: Vijf.|PIET BOS: Zes."
        "|BOS: Zeven.|Bos: Acht.|VAN DEN BERG: Negen.|ADA VAN DEN BERG: Tien.|EVA (VIA EEN TOLK): Elf."
        "|VOICE-OVER: Twaalf.|RUTTE:|RUTTE|(Een man lacht.)|(Een vrouw|schrijft.)|(Dan Piet Bos:)|(Eva:)"
        "|(Kim de Wit:)|(Zo.) (En zo.)|(Hij lacht.) JAN: Ja.|JAN: (Hij zwaait.)|Beeldtekst: Welkom."
        "|Beeldtekst:|WW|APPLAUS|[GELACH]|(MUZIEK)|()||"
    ).split("|")
)
NEW_TEXTS = st.sampled_from(
    "Anders nu.|Ja.|applaus|JAN: ja|(lacht)|Stef Böger:|Hij (Jan) lacht.| |AOW|Beeldtekst: Iets.|a) b".split(
        "|"
    )
)
TEXTS = st.builds(
    lambda mark, lines, end, last: mark + end.join(lines) + end * last,
    st.sampled_from(["", "\ufeff"]),
    st.lists(LINES, max_size=12),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
)


@dataclass(frozen=True)
class Edited:
    """What an edit made, what is to be read there, and which items of before it has (None: a new one)."""

    text: str
    expected: Told
    origins: list[int | None]
    announces: bool = False


def as_kind(kind: ItemKind, text: str) -> str:
    if kind is ItemKind.SPOKEN:
        return text
    return text.strip("()").upper() if kind is ItemKind.SOUND else text.strip("()")


def a_rewording(transcript: Transcript, at: int, data: st.DataObject) -> Edited:
    item, text = in_order(transcript)[at], data.draw(NEW_TEXTS)
    expected = told(write(transcript))
    kind, _, who = expected[at]
    expected[at] = (kind, as_kind(kind, text), who)
    announces = kind is ItemKind.SCENE and (item.text.endswith(":") or text.endswith(":"))
    origins = [None if place == at else place for place in range(len(expected))]
    return Edited(reword(transcript, item, text), expected, origins, announces)


def an_insertion(transcript: Transcript, at: int, data: st.DataObject) -> Edited:
    kind, text = data.draw(st.sampled_from(ItemKind)), data.draw(NEW_TEXTS)
    who = data.draw(st.sampled_from([None, "Jan", "Eva", "Kim de Wit"]))
    made = insert(transcript, in_order(transcript)[at], kind, text, who)
    expected = told(write(transcript))
    said_by = (
        speaker(in_order(read(made))[at + 1]) if who is None else who if kind is ItemKind.SPOKEN else None
    )
    expected.insert(at + 1, (kind, as_kind(kind, text), said_by))
    return Edited(made, expected, [*range(at + 1), None, *range(at + 1, len(expected) - 1)])


def a_deletion(transcript: Transcript, at: int, data: st.DataObject) -> Edited:
    items, before = in_order(transcript), told(write(transcript))
    gone = {at, *data.draw(st.sets(st.sampled_from(range(len(items))), max_size=2))}
    left = [place for place in range(len(items)) if place not in gone]
    made = delete(transcript, [items[place] for place in gone])
    return Edited(made, [before[place] for place in left], [*left])


def a_split(transcript: Transcript, at: int, data: st.DataObject) -> Edited:
    line, expected = in_order(transcript)[at], told(write(transcript))
    assert isinstance(line, SpokenLine)
    cut_at = data.draw(st.integers(0, len(line.text)))
    halves = [line.text[:cut_at].rstrip(), line.text[cut_at:].lstrip()]
    expected[at : at + 1] = [(ItemKind.SPOKEN, half, speaker(line)) for half in halves]
    origins = [*range(at), None, None, *range(at + 1, len(expected) - 1)]
    return Edited(split(transcript, line, cut_at), expected, origins)


def a_joining(transcript: Transcript, at: int, data: st.DataObject) -> Edited:
    expected = told(write(transcript))
    one, other = in_order(transcript)[at : at + 2]
    assert isinstance(one, SpokenLine)
    assert isinstance(other, SpokenLine)
    expected[at : at + 2] = [(ItemKind.SPOKEN, f"{one.text} {other.text}", speaker(one))]
    origins = [*range(at), None, *range(at + 2, len(expected) + 1)]
    return Edited(join(transcript, one, other), expected, origins)


def a_move(transcript: Transcript, at: int, data: st.DataObject) -> Edited:
    expected, by = told(write(transcript)), data.draw(st.integers(-3, 3))
    made = move(transcript, in_order(transcript)[at], by)
    origins = list(range(len(expected)))
    origins.insert(at + by, origins.pop(at))
    return Edited(made, [expected[place] for place in origins], [*origins])


def an_edit(transcript: Transcript, data: st.DataObject) -> Edited:
    items = in_order(transcript)
    at = data.draw(st.sampled_from(range(len(items))))
    edits = [a_rewording, an_insertion, a_deletion]
    edits += [a_split if isinstance(items[at], SpokenLine) else a_move]
    if all(isinstance(item, SpokenLine) for item in items[at : at + 2]) and at + 1 < len(items):
        edits += [a_joining]
    return data.draw(st.sampled_from(edits))(transcript, at, data)


def unlabelled(item: TranscriptItem) -> str:
    """The source of an item, without its label, what is before that, and its line end."""
    if isinstance(item, SpokenLine):
        return item.source[item.source.rindex(item.text) :].rstrip("\r\n")
    return item.source.strip()


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.data())
def test_after_any_edits_just_what_was_asked_has_changed(text: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 4))):
        before = in_order(transcript := read(text))
        assume(before)
        try:
            edited = an_edit(transcript, data)
        except EditRefusedError:
            continue
        after, found = in_order(read(edited.text)), told(edited.text)
        if edited.announces:
            assert [each[:2] for each in found] == [each[:2] for each in edited.expected]
        else:
            assert found == edited.expected
        for item, origin in zip(after, edited.origins, strict=True):
            assert origin is None or unlabelled(item) == unlabelled(before[origin])
        assert write(read(edited.text)) == edited.text
        text = edited.text


# -- another kind ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "item", "kind", "expected"),
    [
        ("JAN: Een.\nTwee.\n", "Twee.", ItemKind.SCENE, "JAN: Een.\n\n(Twee.)\n"),
        ("JAN: Een.\nTwee.\n", "Een.", ItemKind.SCENE, "(Een.)\n\nJAN: Twee.\n"),
        ("JAN:\nEen.\n\nPIET:\nTwee.\n", "Twee.", ItemKind.SCENE, "JAN:\nEen.\n\n(Twee.)\n"),
        ("JAN: Een.\nMuziek\n", "Muziek", ItemKind.SOUND, "JAN: Een.\n\nMUZIEK\n"),
        ("JAN: Een.\n\n(Hij lacht.)\n\nTwee.\n", "Hij lacht.", ItemKind.SOUND, None),
        ("JAN: Een.\n\n(Hij lacht.)\n\nTwee.\n", "Hij lacht.", ItemKind.SPOKEN, None),
        ("JAN: Een.\n\nZACHT APPLAUS\n", "ZACHT APPLAUS", ItemKind.SPOKEN, "JAN: Een.\nZacht applaus\n"),
        ("JAN: Een. [en] Two. [/en]\n", "Een. [en] Two. [/en]", ItemKind.SCENE, "(Een. Two.)\n"),
    ],
)
def test_an_item_is_of_another_kind_and_all_else_stays(
    text: str, item: str, kind: ItemKind, expected: str | None
) -> None:
    before = read(text)
    found = change_kind(before, named(before, item), kind)
    assert expected is None or found == expected
    at = [each.text for each in in_order(before)].index(item)
    assert told(found)[at][0] is kind
    assert told(found)[:at] + told(found)[at + 1 :] == told(text)[:at] + told(text)[at + 1 :]


@pytest.mark.parametrize(
    ("text", "item", "kind", "reason"),
    [
        ("JAN: Een.\n\nAPPLAUS\n", "APPLAUS", ItemKind.SCENE, "would-be-sound"),
        ("JAN: Een.\n\n(Aldus Piet. Jan:)\nTwee.\n", "Aldus Piet. Jan:", ItemKind.SOUND, "would-be-label"),
        ("JAN: Een (twee.\nDrie.\n", "Een (twee.", ItemKind.SCENE, "unbalanced"),
    ],
)
def test_what_would_be_read_otherwise_keeps_its_kind(
    text: str, item: str, kind: ItemKind, reason: str
) -> None:
    before = read(text)
    with pytest.raises(EditRefusedError) as refused:
        change_kind(before, named(before, item), kind)
    assert refused.value.reason == reason


@pytest.mark.parametrize("kind", ItemKind)
@given(at=st.sampled_from(SEED_ITEMS))
@settings(max_examples=20)
def test_any_item_of_the_seed_is_of_another_kind_or_refused(kind: ItemKind, at: int) -> None:
    transcript = read(SEED)
    try:
        found = told(change_kind(transcript, in_order(transcript)[at], kind))
    except EditRefusedError:
        return
    assert found[at][0] is kind
    assert found[:at] + found[at + 1 :] == told(SEED)[:at] + told(SEED)[at + 1 :]
