"""Who speaks, and what is a sound, as captions of any maker show it."""

from __future__ import annotations

import pytest

from woordbeeld.formats.caption_file import open_captions
from woordbeeld.tracks.checks import check
from woordbeeld.tracks.model import Track, Utterance
from woordbeeld.tracks.profile import NL_WEB, find_profile
from woordbeeld.tracks.rules import is_speech
from woordbeeld.tracks.sounds import is_sound
from woordbeeld.tracks.speaker_prefixes import colour_of, is_dash, label_of


def opened(*cues: str, language: str = "nl", name: str = "captions.vtt", header: str = "") -> Track:
    """WebVTT with these cues, four seconds each."""
    times = [f"00:00:{number * 5:02}.000 --> 00:00:{number * 5 + 4:02}.000" for number in range(len(cues))]
    blocks = [f"{time}\n{cue}" for time, cue in zip(times, cues, strict=True)]
    text = "\n\n".join([f"WEBVTT\nLanguage: {language}{header}", *blocks]) + "\n"
    return open_captions(text.encode(), name).document.track


def spoken(track: Track) -> list[Utterance]:
    return [each for cue in track.cues for each in cue.utterances]


def labels(*cues: str) -> list[str | None]:
    return [label_of(each.speaker_prefix) for each in spoken(opened(*cues))]


def rules(track: Track, profile: str = "nl-web") -> list[str]:
    return [finding.rule for finding in check(track, find_profile(profile))]


@pytest.mark.parametrize(
    "label",
    [
        "WETHOUDER",
        "VAN DEN BERG",
        "WETHOUDER DE VRIES (D66)",
        "SPREKER 1",
        "Piet",
        "Piet de Vries",
        "Wethouder De Vries (D66)",
        "De wethouder",
        "Het raadslid",
        "The mayor",
        "Der Bürgermeister",
        "La maire",
        "Spreker 1",
    ],
)
@pytest.mark.parametrize("before", ["", "- ", ">> "])
@pytest.mark.parametrize("after", [" ", "\n"])
def test_a_label_is_one_however_it_looks(label: str, before: str, after: str) -> None:
    form = f"{before}{{}}:{after}Dat is zo."
    found = opened(form.format(label), "Ja hoor.", form.format(label))
    assert [each.voice for each in spoken(found)] == [label] * 3
    assert "".join(found.cues[0].lines) == "Dat is zo."


@pytest.mark.parametrize(
    "text",
    [
        "LET OP: hier niet parkeren.",
        "NB: bel eerst.",
        "N.B.: bel eerst.",
        "Let op: hier niet parkeren.",
        "De vraag: gaat het door?",
        "Het antwoord: nee.",
        "STAP 2: draai de kraan dicht.",
        "Dus: nee.",
        "Achtung: Stufe.",
        "Remarque: non.",
        "Conclusie: het kan.",
        "Het begint om 10:30 uur.",
        "10:30 begint het.",
        "https://www.utrecht.nl",
        "Hij riep: kom mee!",
        "Ik dacht: dat kan niet.",
        "www.utrecht.nl: daar staat het.",
    ],
)
def test_a_colon_alone_makes_no_label(text: str) -> None:
    assert labels(text, "Ja hoor.", text) == [None, None, None]


def test_a_name_that_stands_once_before_a_colon_is_no_label() -> None:
    assert labels("Amsterdam: daar gebeurt het.", "Ja hoor.") == [None, None]


def test_a_label_that_was_typed_wrong_once_is_told_as_one() -> None:
    for usual, slip in (("KLEINE VIS", "KLIENE VIS"), ("Kleine Vis", "Kliene Vis")):
        track = opened(f"{usual}: Ja.", f"{slip}: Nee.", f"{usual}: Jawel.")
        assert "name-spelling" in rules(track)


def test_one_speaker_of_teams_has_one_name_in_whatever_order() -> None:
    track = opened("<v Bakker, Piet (Gemeente)>PIET BAKKER: Dank u wel.</v>")
    assert {each.voice for each in spoken(track)} == {"Bakker, Piet (Gemeente)"}
    assert rules(track) == []


@pytest.mark.parametrize(
    "text",
    [
        "In het noorden wordt het\n-5 graden vannacht.",
        "Dat was in Utrecht\n– de stad dus – een feest.",
        "We halen nog:\n- brood\n- kaas",
        "Ik kocht de waterzuiverings-\ninstallatie van hem.",
    ],
)
def test_a_dash_that_begins_no_reply_is_no_dash_of_a_speaker(text: str) -> None:
    track = opened("- Het is koud vandaag.\n- Ja, dat klopt wel.", text)
    assert [is_dash(each.speaker_prefix) for each in track.cues[1].utterances] == [False]
    assert not {"dash", "bad-break", "orphan"} & set(rules(track))


def test_an_aside_goes_on_from_the_caption_before() -> None:
    track = opened("- Kom je mee?\n- Ja, graag.", "Dat was toen in Utrecht", "– de stad dus – een feest.")
    assert track.cues[2].shown == ("– de stad dus – een feest.",)
    assert [each.speaker_prefix for each in track.cues[2].utterances] == [""]
    replies = opened("- Kom je mee", "– Ik? Nee.")
    assert is_dash(replies.cues[1].utterances[0].speaker_prefix)


@pytest.mark.parametrize(
    "text",
    [
        "TELEFOON GAAT",
        "APPLAUS",
        "* VROLIJKE MUZIEK *",
        "[rustige muziek\ndie wegebt]",
        "(gelach)",
        "(hij lacht\nheel hard)",
        "(applaus) [muziek]",
        "*zucht*",
        "♪ Lang zal ze leven ♪",
        "♪ Lang zal ze leven",
        "# Lang zal ze leven #",
        "JAN: (lacht)",
        "♪♪",
    ],
)
def test_a_sound_is_one_however_it_looks(text: str) -> None:
    track = opened("Dit is gewone spraak.", text, "En dit is het weer.")
    assert [is_speech(each) for each in track.cues[1].utterances] == [False]


@pytest.mark.parametrize(
    "text",
    ["Dat [lacht] is zo.", "JAN: (lacht) Ja.", "Ik zag de NAVO.", "NAVO", "STOP!", "(Zo.) Nu weer door."],
)
def test_speech_is_no_sound(text: str) -> None:
    assert any(is_speech(each) for each in opened("Dit is gewone spraak.", text).cues[1].utterances)


def test_a_sound_in_capitals_stands_apart_from_the_speech_beside_it() -> None:
    track = opened("TELEFOON GAAT\nHallo, met mij.", "Dit is gewone spraak.")
    assert [(is_sound(each), each.lines) for each in track.cues[0].utterances] == [
        (True, ("TELEFOON GAAT",)),
        (False, ("Hallo, met mij.",)),
    ]
    assert rules(track) == []


def test_a_file_in_capitals_is_not_all_sounds() -> None:
    track = opened("DIT IS SPRAAK.", "EN DIT OOK.", "Nu niet meer.")
    assert not any(is_sound(each) for each in spoken(track))


def test_a_change_of_colour_is_a_change_of_speaker() -> None:
    track = opened("<c.yellow>TON: Ga je mee?</c>", "<c.cyan>Nee, ik blijf.</c>", "<c.yellow>Jammer dan.</c>")
    assert [each.voice for each in spoken(track)] == ["TON", None, "TON"]
    assert [colour_of(each) for each in spoken(track)] == ["#ffff00", "#00ffff", "#ffff00"]


def test_a_second_speaker_by_colour_alone_is_told_as_that() -> None:
    bare = opened("<c.yellow>Ga je mee?</c>\n<c.magenta>Nee, ik blijf.</c>")
    (finding,) = check(bare, NL_WEB)
    assert finding.rule == "dash"
    assert "by colour alone" in str(finding.message)
    assert rules(opened("<c.yellow>Ga je mee?</c>\n<c.cyan>-Nee, ik blijf.</c>")) == []
    assert rules(opened("<c.yellow>TON: Ga je mee?</c>\n<c.cyan>STEF: Nee, ik blijf.</c>")) == []


def test_a_voice_that_only_its_colour_shows_is_told_as_that() -> None:
    track = opened("<v Ton><c.yellow>TON: Ja.</c></v>", "<v Stef><c.cyan>Nee hoor.</c></v>")
    (finding,) = check(track, NL_WEB)
    assert finding.rule == "label-missing"
    assert "only its colour" in str(finding.message)
