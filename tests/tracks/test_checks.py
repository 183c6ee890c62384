"""The table of rules: each finds its own fault, and nothing in good captions."""

from __future__ import annotations

import pytest

from woordbeeld.findings import Severity
from woordbeeld.timing import Span
from woordbeeld.tracks.checks import RULES, check
from woordbeeld.tracks.model import DASH, Cue, Track, TrackKind, Utterance
from woordbeeld.tracks.profile import NL_WEB, find_profile
from woordbeeld.tracks.rules import SoundAndPicture
from woordbeeld.words import say

Case = tuple[Track, SoundAndPicture | None]


def track(*made: Cue, kind: TrackKind = TrackKind.CAPTIONS, language: str | None = "nl") -> Track:
    return Track(kind, language, made)


def cue(start_ms: int, end_ms: int, *lines: str, voice: str | None = None, speaker_prefix: str = "") -> Cue:
    return Cue(Span(start_ms, end_ms), (Utterance(lines, voice, speaker_prefix),), (14,))


def dialogue(start_ms: int, end_ms: int, *said: tuple[str, str, str]) -> Cue:
    """A cue of several speakers; each has a voice, a speaker prefix and a line."""
    spoken = tuple(Utterance((text,), voice, speaker_prefix) for voice, speaker_prefix, text in said)
    return Cue(Span(start_ms, end_ms), spoken, (14,))


def hearing(
    *voice: tuple[int, int], noises: tuple[Span, ...] = (), shots: tuple[int, ...] = ()
) -> SoundAndPicture:
    return SoundAndPicture(tuple(Span(*span) for span in voice), noises, shots)


SPEECH = cue(1000, 3000, "Dat is zo.")

# For each rule what breaks it and no other, and what just does not.
BAD: dict[str, Case] = {
    "empty": (track(cue(0, 2000, " "), cue(3000, 5000, "Ja.")), None),
    "order": (track(cue(5000, 7000, "Een."), cue(0, 2000, "Twee.")), None),
    "overlap": (track(cue(0, 2000, "Een."), cue(1500, 3000, "Twee.")), None),
    "lines": (track(cue(0, 2000, "Een.", "Twee.", "Drie.")), None),
    "line-length": (track(cue(0, 5000, "x" * 40 + ".", speaker_prefix="TON: ")), None),
    "reading-speed": (track(cue(0, 1000, "x" * 20 + ".")), None),
    "reading-speed-aim": (track(cue(0, 1000, "x" * 17 + ".")), None),
    "too-short": (track(cue(0, 832, "Ja.")), None),
    "short": (track(cue(0, 833, "Ja.")), None),
    "long": (track(cue(0, 7001, "Ja.")), None),
    "gap": (track(cue(0, 2000, "Een."), cue(2079, 4000, "Twee.")), None),
    "orphan": (track(cue(0, 2000, "Wij gingen gisteren"), cue(3000, 4000, "weg.")), None),
    "bad-break": (track(cue(0, 4000, "Wij zagen een", "groot huis.")), None),
    "music-signs": (track(cue(0, 4000, "♪ Lang zal ze leven")), None),
    "entities": (track(cue(0, 4000, "Jansen &amp; zoon.")), None),
    "kind": (track(cue(0, 5000, "sprite.jpg#xywh=0,0,160,90"), kind=TrackKind.METADATA), None),
    "offset": (track(cue(36_001_000, 36_003_000, "Dat is zo.")), None),
    "dash": (
        track(dialogue(0, 4000, ("A", "A: ", "Ja."), ("B", "", "Nee."))),
        None,
    ),
    "label-missing": (
        track(
            cue(0, 2000, "Ja.", voice="Ton", speaker_prefix="TON: "), cue(3000, 5000, "Nee.", voice="Stef")
        ),
        None,
    ),
    "label-inconsistent": (track(cue(0, 2000, "Ja.", voice="Ton Heerts", speaker_prefix="STEF: ")), None),
    "name-spelling": (
        track(
            cue(0, 2000, "Ja.", voice="Desirée Treure", speaker_prefix="DESIRÉE TREURE: "),
            cue(3000, 5000, "Nee.", voice="Desiree Treure", speaker_prefix="DESIREE TREURE: "),
        ),
        None,
    ),
    "sounds-missing": (track(cue(190_000, 192_000, "Ja.")), None),
    "language-missing": (track(SPEECH, language=None), None),
    "starts-early": (track(SPEECH), hearing((1300, 3000))),
    "starts-late": (track(SPEECH), hearing((700, 3000))),
    "speech-without-caption": (track(SPEECH), hearing((1000, 3000), (4000, 5500))),
    "noise-unmarked": (track(SPEECH), hearing((1000, 3000), noises=(Span(6000, 9000),))),
    "across-cut": (track(SPEECH), hearing((1000, 2500), shots=(2800,))),
}
GOOD: dict[str, Case] = {
    "empty": (track(cue(0, 2000, "Ja.")), None),
    "order": (track(cue(0, 2000, "Een."), cue(5000, 7000, "Twee.")), None),
    "overlap": (track(cue(0, 2000, "Een."), cue(2080, 4000, "Twee.")), None),
    "lines": (track(cue(0, 2000, "Een.", "Twee.")), None),
    "line-length": (track(cue(0, 5000, "x" * 36 + ".", speaker_prefix="TON: ")), None),
    "reading-speed": (track(cue(0, 1000, "x" * 16 + ".")), None),
    "reading-speed-aim": (track(cue(0, 1000, "x" * 16 + ".")), None),
    "too-short": (track(cue(0, 1000, "Ja.")), None),
    "short": (track(cue(0, 1000, "Ja.")), None),
    "long": (track(cue(0, 7000, "Ja.")), None),
    "gap": (track(cue(0, 2000, "Een."), cue(2080, 4000, "Twee.")), None),
    "orphan": (track(cue(0, 2000, "Wij gaan."), cue(3000, 4000, "Ja.")), None),
    "bad-break": (track(cue(0, 4000, "Wij zagen", "een groot huis.")), None),
    "music-signs": (track(cue(0, 4000, "♪ Lang zal ze leven ♪")), None),
    "entities": (track(cue(0, 4000, "Jansen & zoon, 1 < 2.")), None),
    "kind": (track(cue(0, 5000, "Dat is zo."), kind=TrackKind.DESCRIPTIONS), None),
    "offset": (track(cue(3_599_000, 3_601_000, "Ja."), cue(3_602_000, 3_604_000, "[applaus]")), None),
    "dash": (track(dialogue(0, 4000, ("A", "A: ", "Ja."), ("B", DASH, "Nee."))), None),
    "label-missing": (
        track(
            cue(0, 2000, "Ja.", voice="Ton", speaker_prefix="TON: "),
            cue(3000, 5000, "Nee.", voice="Stef", speaker_prefix=DASH),
        ),
        None,
    ),
    "label-inconsistent": (
        track(cue(0, 2000, "Ja.", voice="Josephine van den Berg", speaker_prefix="VAN DEN BERG: ")),
        None,
    ),
    "name-spelling": (
        track(
            cue(0, 2000, "Ja.", voice="Stem 1", speaker_prefix="STEM 1: "),
            cue(3000, 5000, "Nee.", voice="Stem 2", speaker_prefix="STEM 2: "),
        ),
        None,
    ),
    "sounds-missing": (track(cue(190_000, 192_000, "[applaus]")), None),
    "language-missing": (track(SPEECH, language="nl"), None),
    "starts-early": (track(SPEECH), hearing((1200, 3000))),
    "starts-late": (track(SPEECH), hearing((800, 3000))),
    "speech-without-caption": (track(SPEECH), hearing((1000, 3000), (4000, 4900))),
    "noise-unmarked": (
        track(SPEECH, cue(5500, 8000, "[applaus]")),
        hearing((1000, 3000), noises=(Span(6000, 9000),)),
    ),
    "across-cut": (track(SPEECH), hearing((1000, 3000), shots=(1000, 2000, 3000))),
}


@pytest.mark.parametrize("rule", BAD)
def test_a_fault_is_found_by_its_own_rule_only(rule: str) -> None:
    made, heard = BAD[rule]
    (finding,) = check(made, NL_WEB, heard)
    assert finding.rule == rule
    assert finding.suggestion


@pytest.mark.parametrize("rule", GOOD)
def test_what_just_keeps_a_rule_is_flawless(rule: str) -> None:
    made, heard = GOOD[rule]
    assert check(made, NL_WEB, heard) == ()


def test_every_rule_has_a_good_and_a_bad_example() -> None:
    assert [rule.id for rule in RULES] == list(BAD) == list(GOOD)


def test_captions_on_the_limits_are_flawless() -> None:
    full = track(cue(0, 1000, "x" * 16 + "."), cue(1080, 8080, "x" * 41 + ".", "x" * 41 + "."))
    assert check(full, NL_WEB) == ()


def test_a_message_names_the_cue_the_time_the_text_the_number_and_the_limit() -> None:
    (finding,) = check(track(cue(83_000, 84_000, "Dit leest niemand zo snel.")), NL_WEB)
    assert finding.severity is Severity.ERROR
    assert str(finding.message) == (
        "caption 1 at 1:23 “Dit leest niemand zo snel.” must be read at 26.0 characters a second; at most 20"
    )
    assert (finding.line, finding.span) == (14, Span(83_000, 84_000))


def test_a_bad_break_names_the_words_also_between_two_cues() -> None:
    made = track(cue(0, 2000, "Wij zagen een", voice="A"), cue(2080, 4000, "groot huis.", voice="A"))
    (finding,) = check(made, NL_WEB)
    assert "een | groot" in str(finding.message)


@pytest.mark.parametrize(
    ("before", "word", "after", "told"),
    [
        ("Wij gingen gisteren", "weg.", "Dat was het.", True),
        ("Dat was het.", "Daarom", "gingen wij weg.", True),
        ("Dat was het", "Precies", "Nu iets anders.", False),  # a maker who writes no full stops
        ("Dat was het, toch,", "hè?", "Ja hoor.", False),  # a tag of its own
        (
            "Het volgt het protocol",
            "toegankelijkheidsverklaringsprotocol.",
            "Ja.",
            False,
        ),  # fits nowhere else
        ("我们走吧", "好", "谢谢你", False),
        ("Dat was het.", "Nee", "Nu iets anders.", False),
    ],
)
def test_a_word_is_left_alone_only_if_its_sentence_goes_on(
    before: str, word: str, after: str, *, told: bool
) -> None:
    made = track(cue(0, 2000, before), cue(2080, 4080, word), cue(4160, 6160, after))
    assert ("orphan" in {finding.rule for finding in check(made, NL_WEB)}) is told


def test_between_two_cues_a_break_is_bad_only_if_they_could_be_one() -> None:
    for start_ms, speaker_prefix, told in ((2080, "", True), (3200, "", False), (2080, DASH, False)):
        made = track(
            cue(0, 2000, "Wij zagen een"), cue(start_ms, 5200, "groot huis.", speaker_prefix=speaker_prefix)
        )
        assert ("bad-break" in {finding.rule for finding in check(made, NL_WEB)}) is told
    made = track(cue(0, 2000, "Dat doet Karin"), cue(2080, 5200, "Bloemen staan daar."))
    assert check(made, NL_WEB) == ()


def test_where_dashes_tell_of_a_change_the_first_speaker_needs_none() -> None:
    made = track(cue(0, 2000, "Ja.", voice="Ton"), cue(3000, 5000, "Nee.", voice="Stef", speaker_prefix=DASH))
    assert check(made, find_profile("nl-web", labels="dash")) == ()
    assert [finding.rule for finding in check(made, NL_WEB)] == ["label-missing"]


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("SPREKER A", "SPREKER B", False),
        ("STEM I", "STEM II", False),
        ("DOCENT", "DOCENTE", False),
        ("JAN DE WIT", "JAN DE WITT", True),
        ("PETER JANSE", "PETER JANSEN", True),
        ("VAN DER WERF", "VANDER WERF", True),
        ("TON HEERTS", "HEERTS", False),
    ],
)
def test_a_name_is_misspelt_only_if_nothing_tells_two_people_apart(
    one: str, other: str, *, told: bool
) -> None:
    made = track(
        cue(0, 2000, "Ja.", voice=one, speaker_prefix=f"{one}: "),
        cue(3000, 5000, "Nee.", voice=other, speaker_prefix=f"{other}: "),
    )
    assert ("name-spelling" in {finding.rule for finding in check(made, NL_WEB)}) is told


UNRELATED = [("De wethouder", "De wethouder: "), ("De wethouder", "De wethouder: ")]


@pytest.mark.parametrize("others", [[], UNRELATED], ids=["alone", "beside another label"])
def test_the_spelling_that_is_written_less_often_is_told_however_long_it_speaks(
    others: list[tuple[str, str]],
) -> None:
    rare = [("KLIENE VIS", "KLIENE VIS: "), *[("KLIENE VIS", "")] * 3]
    usual = [("KLEINE VIS", "KLEINE VIS: ")]
    told = _spellings_told([*usual, *rare, *others, *usual])
    assert told == [say("rule.name-spelling.broken", rare="KLIENE VIS", usual="KLEINE VIS")]


def test_of_two_spellings_as_often_none_is_called_wrong() -> None:
    told = _spellings_told([("KLEINE VIS", "KLEINE VIS: "), ("KLIENE VIS", "KLIENE VIS: ")])
    assert told == [say("rule.name-spelling.tie", one="KLEINE VIS", other="KLIENE VIS")]


def _spellings_told(said: list[tuple[str, str]]) -> list[object]:
    cues = (
        cue(at * 3000, at * 3000 + 2000, "Ja.", voice=voice, speaker_prefix=prefix)
        for at, (voice, prefix) in enumerate(said)
    )
    found = (each.message for each in check(track(*cues), NL_WEB) if each.rule == "name-spelling")
    return [dict(message.values)["what"] for message in found]


def test_only_captions_are_held_to_the_limits_for_reading() -> None:
    assert check(track(cue(0, 500, "x" * 300), kind=TrackKind.DESCRIPTIONS), NL_WEB) == ()


def test_the_sound_is_not_judged_without_it() -> None:
    assert check(track(), NL_WEB) == ()
    (finding,) = check(track(), NL_WEB, hearing((1000, 3000)))
    assert finding.rule == "speech-without-caption"
    assert finding.span is None
