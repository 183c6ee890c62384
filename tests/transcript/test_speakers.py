import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woordbeeld.transcript.model import Speaker
from woordbeeld.transcript.speakers import Cast, canonical_name, resolve


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("STEF BÖGER", "Stef Böger"),
        ("KARIN VAN DEN BOSCH", "Karin van den Bosch"),
        ("VOICE-OVER", "Voice-over"),
        ("Voice over", "Voice-over"),
        ("VROUWENSTEM", "Vrouwenstem"),
        ("VROUWENSTEM 2", "Vrouwenstem 2"),
        ("BEREND BUDDINGH'", "Berend Buddingh'"),
        ("DESIRÉE TREURE", "Desirée Treure"),
        ("VAN DEN BERG", "Van den Berg"),
        ("ANNE-MARIE JANSEN-DE VRIES", "Anne-Marie Jansen-de Vries"),
        ("SAMIRA EL-AMRANI", "Samira El-Amrani"),
        ("JAN IJZERMAN", "Jan IJzerman"),
        ("'T HART", "'t Hart"),
        ("’T HART", "’t Hart"),
        ("PIET VAN 'T HOF", "Piet van 't Hof"),
        ("'S-GRAVENDIJK", "'s-Gravendijk"),
        ("SPREKER 1", "Spreker 1"),
        ("M. RUTTE", "M. Rutte"),
        ("J.P. BALKENENDE", "J.P. Balkenende"),
        ("O'BRIEN", "O'Brien"),
        ("TON EN KARIN", "Ton en Karin"),
        ("TON/KARIN", "Ton/Karin"),
        ("TON\N{NO-BREAK SPACE}HEERTS", "Ton Heerts"),
        ("Jan McDonald", "Jan McDonald"),
        ("GRACE MCDONALD", "Grace McDonald"),
        ("MCA", "Mca"),
        ("DE VOORZITTER", "De voorzitter"),
        ("VOICE-OVER MAN", "Voice-over man"),
        ("TWEEDE BEWONER", "Tweede bewoner"),
        ("LE PRÉSIDENT", "Le président"),
        ("DER VORSITZENDE", "Der Vorsitzende"),
        ("MINISTER-PRESIDENT", "Minister-president"),
        ("DE BOER", "De Boer"),
        ("MINISTER KOK", "Minister Kok"),
        ("DE HEER VAN DEN BERG", "De heer Van den Berg"),
        ("MEVROUW DE WIT", "Mevrouw De Wit"),
    ],
)
def test_a_label_becomes_a_name_as_dutch_writes_it(label: str, name: str) -> None:
    assert canonical_name(label) == name


@given(st.text())
def test_any_label_has_a_name_that_is_its_own_name(label: str) -> None:
    name = canonical_name(label)
    assert name.split(" ") == name.split() or not name.split()
    if not name.isupper():
        assert canonical_name(name) == name


def test_a_short_label_is_the_one_speaker_whose_name_it_ends() -> None:
    speakers, findings = resolve(["BERG", "JOSEPHINE VAN DEN BERG", "VAN DEN BERG"])
    josephine = Speaker("Josephine van den Berg", ("JOSEPHINE VAN DEN BERG", "VAN DEN BERG", "BERG"))
    assert set(speakers.values()) == {josephine}
    assert findings == ()


def test_the_end_of_a_word_is_not_the_end_of_a_name() -> None:
    speakers, _ = resolve(["JAN ROSENBERG", "BERG", "JAN"])
    assert {speaker.name for speaker in speakers.values()} == {"Jan Rosenberg", "Berg", "Jan"}


def test_a_label_that_ends_several_names_is_kept_apart_and_reported() -> None:
    speakers, (finding,) = resolve(["ANNA BERG", "BERG", "PIET BERG"], {"BERG": 7})
    assert speakers["BERG"] == Speaker("Berg", ("BERG",))
    assert str(finding.message) == "label 'BERG' may be Anna Berg or Piet Berg; write the full name"
    assert finding.line == 7


def test_a_role_is_not_the_end_of_a_name() -> None:
    speakers, _ = resolve(["OUDE VROUW", "VROUW"])
    assert speakers["VROUW"].name == "Vrouw"


def test_the_shape_of_spaces_apostrophes_and_hyphens_makes_no_other_speaker() -> None:
    shapes = ["BEREND BUDDINGH'", "BEREND\N{NO-BREAK SPACE}BUDDINGH’", "Berend Buddingh'"]
    for alike in (shapes, ["JANSEN-KOK", "JANSEN‑KOK"], ["VOICE-OVER", "Voice over", "VOICEOVER"]):
        assert len(set(resolve(alike)[0].values())) == 1


def test_composed_and_decomposed_diacritics_make_no_other_speaker() -> None:
    assert len(set(resolve(["STEF BÖGER", unicodedata.normalize("NFD", "STEF BÖGER")])[0].values())) == 1


def test_diacritics_themselves_do_make_another_speaker() -> None:
    assert len(set(resolve(["RENÉ KOK", "RENE KOK"])[0].values())) == 2


CAST = resolve(
    ["JOSEPHINE VAN DEN BERG", "VAN DEN BERG", "STEF BÖGER", "INEKE BAKKER", "BAKKER", "JAN KOK", "PIET KOK"]
)[0]


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Stef Böger", "Stef Böger"),
        ("stef boger", "Stef Böger"),
        ("Böger", "Stef Böger"),
        ("Van den Berg", "Josephine van den Berg"),
        ("Aan het woord is onderzoeker Stef Böger", "Stef Böger"),
        ("Kok", None),
        ("Piet Bakker", None),
        ("Hij", None),
    ],
)
def test_a_phrase_names_the_speaker_whose_name_it_is_or_ends_in(phrase: str, name: str | None) -> None:
    found = Cast.of(CAST.values()).find(phrase.split())
    assert (found.name if found else None) == name
