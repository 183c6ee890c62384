import pytest

from woordbeeld.transcript.descriptions import announcement, is_sound, on_screen_texts


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Een man schrijft iets op.", ()),
        ("Beeldtekst: Verboden toegang.", ("Verboden toegang.",)),
        (
            "Beeldtekst: Ga naar www.rijksoverheid.nl. Bel 1400. Het beeld wordt blauw.",
            ("Ga naar www.rijksoverheid.nl. Bel 1400.",),
        ),
        ("Beeldtekst: Stop! Een jonge vrouw lacht.", ("Stop!",)),
        ("Beeldtekst: Een nieuwe kans. Een goed begin.", ("Een nieuwe kans. Een goed begin.",)),
        (
            "Beeldtitel: Twee vissen. Beeldtekst: Deel 1. Ze zwemmen. Titel: Einde.",
            ("Twee vissen.", "Deel 1.", "Einde."),
        ),
        ("On-screen text: No entry. The camera turns. Caption: Help.", ("No entry.", "Help.")),
        ("Beeldtekst:", ()),
        ("Hij leest de ondertitel: Stop.", ()),
    ],
)
def test_on_screen_text_runs_to_the_next_marker_or_sentence_of_prose(
    text: str, shown: tuple[str, ...]
) -> None:
    assert on_screen_texts(text) == shown


@pytest.mark.parametrize(
    ("text", "sentence", "is_name"),
    [
        ("Stef Böger:", "Stef Böger:", True),
        ("Ze zwaait. M. van 't Hof:", "M. van 't Hof:", True),
        ("Een zaal. Noor el Hamdaoui:", "Noor el Hamdaoui:", True),
        ("Een zaal. Ali ibn Salah:", "Ali ibn Salah:", True),
        ("Ze zwaait. De Vries:", "De Vries:", True),
        ("Spreker 2:", "Spreker 2:", True),
        ("Een man zegt:", "Een man zegt:", False),
        ("Vervolgens:", "Vervolgens:", False),
        ("Muziek:", "Muziek:", False),
    ],
)
def test_a_description_announces_with_a_last_sentence_that_is_a_name(
    text: str, sentence: str, *, is_name: bool
) -> None:
    found = announcement(text)
    assert found is not None
    assert (found.sentence, found.is_name) == (sentence, is_name)


@pytest.mark.parametrize("text", ["Stef Böger.", "Beeldtekst: Stef Böger:", ""])
def test_other_ends_announce_nothing(text: str) -> None:
    assert announcement(text) is None


@pytest.mark.parametrize(
    "line", ["APPLAUS", "PIANOMUZIEK", "TELEFOONS", "EEN BEL GAAT", "MOTORGELUID", "LAUGHTER"]
)
def test_a_line_with_a_word_for_a_sound_is_a_sound(line: str) -> None:
    assert is_sound(line)


@pytest.mark.parametrize("line", ["RUTTE", "BELASTINGDIENST", "LACHMAN", "VAN DER KLAPPE", "WW"])
def test_a_name_that_only_resembles_a_sound_is_none(line: str) -> None:
    assert not is_sound(line)
