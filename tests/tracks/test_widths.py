"""Characters as viewers see them, and how long they take to read."""

from __future__ import annotations

import unicodedata

import pytest

from woordbeeld.timing import Span
from woordbeeld.tracks.checks import check
from woordbeeld.tracks.model import Cue, Track, TrackKind, Utterance
from woordbeeld.tracks.pieces import pieces_during, text_of
from woordbeeld.tracks.profile import NL_WEB
from woordbeeld.tracks.segmentation import Opening, Passage, cut
from woordbeeld.tracks.widths import needed_ms, shown_chars
from woordbeeld.transcript.word_lists import grammar_of

TEXT = "Café José, coöperatie, reünie en één idee."  # 42 characters


def findings(text: str, language: str = "nl", ms: int = 5000) -> list[str]:
    cue = Cue(Span(0, ms), (Utterance((text,)),), (1,))
    return [str(each.message) for each in check(Track(TrackKind.CAPTIONS, language, (cue,)), NL_WEB)]


@pytest.mark.parametrize(
    ("text", "chars"),
    [
        ("", 0),
        ("Ja, hoor.", 9),
        ("TON: ", 5),
        (unicodedata.normalize("NFD", TEXT), 42),
        ("\u200fמה\u200e", 2),  # marks of direction
        ("\u200fمرحبا\u200f \u200e", 5),
        ("zoet\u00adwater", 9),  # a soft hyphen
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", 7),  # a joiner
        ("\ud55c\uae00", 2),
        (unicodedata.normalize("NFD", "\ud55c\uae00"), 2),
        ("\u6f22\u5b57", 2),
        ("\u0939\u093f\u0902", 1),  # Devanagari: a letter with its vowel and its dot
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467", 1),  # a family
        ("\U0001f44d\U0001f3fd", 1),  # with a shade of skin
        ("e\ufe0f\u20e3", 1),
    ],
)
def test_a_character_is_what_viewers_see_as_one(text: str, chars: int) -> None:
    assert shown_chars(text) == chars


@pytest.mark.parametrize("ms", [5000, 2200, 1500])
def test_the_same_text_has_the_same_findings_however_it_is_written(ms: int) -> None:
    composed, decomposed = (findings(unicodedata.normalize(form, TEXT), ms=ms) for form in ("NFC", "NFD"))
    assert len(composed) == len(decomposed) == (ms < 5000)
    assert [each.split("”")[1] for each in composed] == [each.split("”")[1] for each in decomposed]


def test_signs_that_only_steer_make_no_line_longer() -> None:
    assert findings("\u200f" * 9 + "x" * 20 + "\u00ad" + "x" * 22 + " \u200e", "ar") == []


def test_lines_are_cut_by_what_viewers_see() -> None:
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, f"{TEXT} {TEXT}")
        words = pieces_during([(1, text)], Span(0, 6000), NL_WEB.max_line_chars, "nl")
        passage = Passage(words, {0: Opening(None)}, 6000, NL_WEB, grammar_of("nl"))
        lines = [text_of(words[first:last]) for layout in cut(passage) for first, last in layout.lines]
        assert [unicodedata.normalize("NFC", line) for line in lines] == [TEXT, TEXT]


def test_the_time_to_read_is_rounded_up_once() -> None:
    assert [needed_ms(chars, 20) for chars in (0, 1, 40, 41)] == [0, 50, 2000, 2050]
    assert needed_ms(1, 17) == 59
    (finding,) = findings("x" * 40, ms=2000)
    assert "20.0 characters a second; 17 is comfortable" in finding
