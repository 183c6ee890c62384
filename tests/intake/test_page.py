import re
from collections import Counter
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woordbeeld.errors import BadInputError
from woordbeeld.intake.opening import opened
from woordbeeld.intake.understanding import Doubt
from woordbeeld.transcript.pieces import item_of
from woordbeeld.transcript.pins import in_order
from woordbeeld.transcript.reader import read

SYMPOSIUM = (
    (Path(__file__).parents[2] / "transcripts" / "symposium-entreeopleidingen.txt").read_bytes().decode()
)
WORD = re.compile(r"[^\W_]+")
BEFORE = (
    "Themaonderzoek entreeopleidingen\n\n"
    "De vraag die centraal stond, was: Wat betekenen entreeopleidingen voor het loopbaanperspectief?\n\n"
    "(Zie ook het rapport.)\n\n"
    "SYMPOSIUM\n\n"
    "LET OP: het rapport is vernieuwd.\n\n"
    "Meer informatie vindt u op de website van de Rijksoverheid.\n\n"
    "Op 27 juni 2018 organiseerde de inspectie het symposium.\n\n"
    "De onderstaande video geeft een impressie van deze middag.\n\n"
    "Uitgeschreven tekst\n\n"
)
AFTER = (
    "\n\nDeel deze pagina\n\nFacebook\nLinkedIn\n\n(opent in een nieuw venster)\n\n"
    "SERVICE\n\nContact\nPrivacy\n\nDit is een website van de Rijksoverheid.\n"
)


def extract(page: str) -> str:
    """The text of what is read of a page."""
    return opened(page.encode(), "page").reading.text


def said(text: str) -> list[tuple[str, str | None, str]]:
    """All that is said, seen and heard in a text of house style, whatever its empty lines."""
    return [(item.kind.value, item.speaker, item.text) for item in map(item_of, in_order(read(text)))]


def as_html(text: str) -> str:
    paragraphs = text.strip("\n").split("\n\n")
    return "\n".join(f"<p>{escape(part).replace(chr(10), '<br />' + chr(10))}</p>" for part in paragraphs)


def test_running_text_before_the_transcript_is_left_out() -> None:
    assert extract(BEFORE + SYMPOSIUM) == SYMPOSIUM


def test_the_foot_of_the_page_is_left_out() -> None:
    assert extract(BEFORE + SYMPOSIUM + AFTER) == SYMPOSIUM + "\n"


def test_line_endings_stay_as_they_are() -> None:
    page = (BEFORE + SYMPOSIUM + AFTER).replace("\n", "\r\n")
    assert extract(page) == SYMPOSIUM.replace("\n", "\r\n") + "\r\n"


def test_a_transcript_alone_is_the_whole_page() -> None:
    assert extract(SYMPOSIUM) == SYMPOSIUM


def test_a_page_of_html_gives_the_same_text() -> None:
    page = (
        "<!DOCTYPE html><html><head><title>TITEL: x</title><style>p { color: red }</style></head><body>"
        "<nav><ul><li>HOME: hier</li></ul></nav><h1>Themaonderzoek</h1>"
        f"<main><form>{as_html(BEFORE)}<h2>Uitgeschreven tekst</h2><!-- JAN: nee -->"
        f"<div>{as_html(SYMPOSIUM)}</div>"
        "</form></main><h2>Deel deze pagina</h2><ul><li><a href='#'>Facebook</a></li></ul>"
        "<script>var A = 'JAN: nee';</script><footer><p>CONTACT: 1400</p></footer></body></html>"
    )
    assert said(extract(page)) == said(SYMPOSIUM)


def test_labels_in_bold_in_cells_or_in_headings_are_labels() -> None:
    assert (
        extract(
            "<body><p><strong>JAN JANSEN:</strong> Een&nbsp;&amp; <em>twee</em>.</p>"
            "<table><tr><td>KAREL:</td><td>Drie.</td></tr></table>"
            "<h3>EVA:</h3><div>Vier.</div><div>Vijf.</div></body>"
        )
        == "JAN JANSEN: Een\N{NO-BREAK SPACE}& twee.\n\nKAREL: Drie.\n\nEVA: Vier.\n\nVijf.\n"
    )


def test_preformatted_text_keeps_its_lines() -> None:
    assert (
        extract("<html><pre>JAN: Een.\nTwee.\n\nKAREL: Drie.</pre></html>")
        == "JAN: Een.\nTwee.\n\nKAREL: Drie.\n"
    )


def test_paragraphs_without_a_label_go_on_where_the_transcript_has_them() -> None:
    transcript = "JAN: Een.\n\nTwee.\n\nKAREL: Drie.\n\nVier.\n\nVijf.\n"
    assert extract(f"Intro.\n\n{transcript}\nDeel deze pagina\n\nDit is een website.\n") == transcript


def test_paragraphs_without_a_label_are_doubted_where_the_transcript_has_none() -> None:
    transcript = "JAN: Een.\nTwee.\n\nKAREL: Drie.\nVier.\n"
    page = f"<html>{as_html(transcript)}<p>Dit is een website van de Rijksoverheid.</p></html>"
    doubtful = opened(page.encode(), "page").reading.doubtful
    assert [(item.text, item.doubt) for _, item in doubtful] == [
        ("Dit is een website van de Rijksoverheid.", Doubt.MAY_BE_OUTSIDE)
    ]


def test_a_long_monologue_does_not_break_the_transcript() -> None:
    transcript = "JAN: Een.\n\nKAREL: Twee.\n\n" + "Nog een zin.\n\n" * 14 + "JAN: Drie.\n\nKAREL: Vier.\n"
    assert extract(transcript) == transcript


def test_a_label_far_off_in_running_text_is_not_its_start() -> None:
    transcript = "JAN: Een.\nKAREL: Twee.\n"
    assert (
        extract("BTW: 21 procent.\n\n" + "Lopende tekst van de pagina.\n\n" * 12 + transcript) == transcript
    )


def test_a_description_and_a_sound_before_the_first_label_belong_to_the_transcript() -> None:
    transcript = "(Een onderwaterlandschap. Beeldtitel: Twee vissen.)\n\nRUSTIGE MUZIEK\n\nJAN: Een.\n"
    assert extract("Een pagina over vissen.\n\n" + transcript) == transcript


def test_an_unknown_sound_that_ends_the_page_is_kept() -> None:
    transcript = "JAN: Een.\nKAREL: Twee.\n\nVOGELS FLUITEN\n"
    assert extract(transcript) == transcript


def test_one_voice_over_is_a_transcript() -> None:
    assert extract("Intro.\n\nVoice-over:\nEr was eens.\n") == "Voice-over:\nEr was eens.\n"


@pytest.mark.parametrize(
    "page",
    [
        "Zomaar een pagina.\n\nMet twee alinea's, en: een dubbele punt.\n",
        "CONTACT\nBel ons gerust.\n\nSERVICE\nWij helpen u.\n",
        "<html><body><nav><p>JAN: Een.</p><p>KAREL: Twee.</p></nav><p>Tekst.</p></body></html>",
    ],
)
def test_a_page_without_labels_has_no_speakers(page: str) -> None:
    found = opened(page.encode(), "page").reading.understanding.items
    assert found
    assert not any(item.speaker for item in found)


def test_an_empty_page_is_refused_with_what_to_do() -> None:
    with pytest.raises(BadInputError) as error:
        extract("")
    assert error.value.remedy


def test_deeply_nested_html_is_read() -> None:
    assert (
        extract("<html>" + "<div>" * 3000 + "<p>JAN: Een.</p><p>KAREL: Twee.</p>")
        == "JAN: Een.\n\nKAREL: Twee.\n"
    )


@given(st.text("()[]JANE: \r\n.a-*>0", min_size=1, max_size=80))
def test_whatever_stands_in_a_text_is_read_or_left_out(page: str) -> None:
    try:
        reading = opened(page.encode(), "page").reading
    except BadInputError:
        return
    left_out = (each.text for each in reading.understanding.left_out)
    there = Counter(WORD.findall(" ".join([reading.text, *left_out]).casefold()))
    assert not Counter(WORD.findall(page.casefold())) - there


def test_a_head_that_is_never_closed_hides_no_text() -> None:
    page = f"<html><head><title>Symposium</title><meta charset=utf-8><body>{as_html(SYMPOSIUM)}</body></html>"
    assert said(extract(page)) == said(SYMPOSIUM)


@pytest.mark.parametrize("broken", ["<!--", "<![CDATA[", "<?", "<b class='", "</b", "<b", "<", "&", "&#"])
def test_what_is_broken_behind_the_transcript_loses_nothing_of_it(broken: str) -> None:
    wanted = said(SYMPOSIUM)
    assert said(extract(f"<html><body>{as_html(SYMPOSIUM)}<p>{broken}"))[: len(wanted)] == wanted


def test_a_comment_that_is_never_closed_is_text() -> None:
    assert extract("<html><p>JAN: Ja.</p><p>PIET: Nee <!-- hoor.</p>") == "JAN: Ja.\n\nPIET: Nee <!-- hoor.\n"
