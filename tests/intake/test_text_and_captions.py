import json

import pytest
from tests.intake.word_files import left_out, told

from woordbeeld.errors import BadInputError
from woordbeeld.intake.document import Document, Why
from woordbeeld.intake.readers.table import read_document
from woordbeeld.intake.understand import understand
from woordbeeld.timing import Span

SRT = (
    "1\n00:00:03,120 --> 00:00:05,400\n<i>VOICE-OVER:</i> Goedemorgen.\n-Dag.\n\n"
    "2\n00:00:07,000 --> 00:00:09,300\nTwee.\n"
)
VTT = (
    "WEBVTT\n\nNOTE nagekeken\n\nSTYLE\n::cue { color: red }\n\nintro\n00:01.000 --> 00:02.000\n"
    "<v Anna de Wit>Een <b>twee</b>.</v>\n"
)
TTML = (
    '<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="nl"><body><div><p begin="1s" end="2s">Een<br/>twee</p>'
    "</div></body></tt>"
)


def read(text: str, name: str = "talk") -> Document:
    return read_document(text.encode(), name)


def test_lines_of_text_stay_as_they_are_with_their_numbers() -> None:
    document = read("\ufeffEen \r\n\t twee\r\rdrie\n\N{NO-BREAK SPACE}\nvier")
    assert document.lines
    assert [(each.text, each.place, each.apart) for each in document.paragraphs] == [
        ("Een ", 1, True),
        ("\t twee", 2, False),
        ("drie", 4, True),
        ("vier", 6, True),
    ]


def test_each_line_of_a_cue_is_a_paragraph_with_the_time_of_the_cue() -> None:
    document = read(SRT)
    assert told(document) == ["/VOICE-OVER:/ Goedemorgen.", "-Dag.", "Twee."]
    assert [each.span for each in document.paragraphs] == [
        Span(3120, 5400),
        Span(3120, 5400),
        Span(7000, 9300),
    ]
    assert [each.place for each in document.paragraphs] == [3, 4, 8]
    assert left_out(document) == [("1 – 2", "cue number"), ("00:00:03.120 – 00:00:09.300", "time")]


def test_speakers_are_those_that_the_markup_names() -> None:
    document = read(VTT)
    assert [(each.text, each.voice) for each in document.paragraphs] == [("Een twee.", "Anna de Wit")]
    assert left_out(document) == [
        ("intro", "cue number"),
        ("00:00:01.000 – 00:00:02.000", "time"),
        ("WEBVTT", "markup"),
        ("NOTE nagekeken", "comment"),
        ("STYLE\n::cue { color: red }", "markup"),
    ]
    assert [each.voice for each in read(SRT).paragraphs] == ["", "", ""]


def test_what_players_would_pass_over_is_read_where_its_meaning_is_certain() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:03.000\nGa van A --> B met de trein.\n"
    assert told(read(text)) == ["Ga van A --> B met de trein."]


def test_text_after_an_empty_line_in_a_cue_is_read_and_text_before_all_cues_is_left_out() -> None:
    cues = "00:01.000 --> 00:03.000\nEen.\n\nTwee.\n\n00:04.000 --> 00:06.000\nDrie.\n"
    document = read(f"WEBVTT\n\nEen inleiding.\n\n{cues}")
    assert [(each.text, each.span and each.span.start_ms) for each in document.paragraphs] == [
        ("Een.", 1000),
        ("Twee.", None),
        ("Drie.", 4000),
    ]
    assert ("Een inleiding.", "outside the transcript") in left_out(document)


def test_what_is_not_shown_in_a_cue_is_left_out() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:03.000\n<ruby>漢字<rt>kanji</rt></ruby> is schrift.\n"
    document = read(text)
    assert told(document) == ["漢字 is schrift."]
    assert ("kanji", "not shown") in left_out(document)


def test_metadata_is_no_transcript() -> None:
    with pytest.raises(BadInputError, match="metadata for programs"):
        read("WEBVTT\nKind: metadata\n\n00:01.000 --> 00:03.000\n{}\n")


def test_captions_of_xml_are_known_by_what_is_in_them() -> None:
    document = read(TTML, "talk.txt")
    assert (told(document), document.format_name, document.language) == (["Een", "twee"], "TTML", "nl")


def test_rolling_captions_give_each_word_once() -> None:
    cues = [
        (0, "een twee drie"),
        (2, "een twee drie\nvier vijf zes"),
        (4, "vier vijf zes\nzeven acht negen"),
    ]
    text = "WEBVTT\n\n" + "\n".join(f"00:0{at}.000 --> 00:0{at + 2}.000\n{line}\n" for at, line in cues)
    assert told(read(text)) == ["een twee drie", "vier vijf zes", "zeven acht negen"]


@pytest.mark.parametrize(
    "told_by",
    [
        {
            "text": "Een.",
            "language": "nl",
            "segments": [{"start": 1.5, "end": 2, "text": " Een.", "speaker": "S1"}],
        },
        [{"start": 1.5, "end": 2, "text": "Een.", "speaker": "S1"}],
        {"transcription": [{"offsets": {"from": 1500, "to": 2000}, "text": " Een.", "speaker": "S1"}]},
        {"text": "Een.", "chunks": [{"timestamp": [1.5, 2.0], "text": " Een.", "speaker": "S1"}]},
    ],
    ids=["whisper", "list", "whisper.cpp", "transformers"],
)
def test_what_recognisers_write_is_read(told_by: object) -> None:
    (found,) = read(json.dumps(told_by)).paragraphs
    assert (found.text, found.span, found.voice) == ("Een.", Span(1500, 2000), "S1")


def test_a_segment_without_a_time_has_none() -> None:
    segments = [
        {"text": "a", "start": 2, "end": 1},
        {"text": "b", "start": "x", "end": None},
        {"text": "c", "start": float("nan"), "end": float("inf")},
        {"text": "d", "start": -1, "end": 1},
        "e",
        {"text": None},
    ]
    found = read(json.dumps({"segments": segments})).paragraphs
    assert [(each.text, each.span) for each in found] == [("a", None), ("b", None), ("c", None), ("d", None)]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('{"segments": [', "broken JSON"),
        ('[{"a":' * 100_000, "nested too deep"),
        ('{"segments": [{"text": "a", "start": ' + "9" * 5000 + "}]}", "broken JSON"),
        ('{"name": "x"}', "without segments"),
        (" \n", "empty"),
        ("a\0b", "not a text file"),
    ],
)
def test_what_is_no_transcript_is_refused_in_one_sentence(text: str, what: str) -> None:
    with pytest.raises(BadInputError, match=what) as refused:
        read(text)
    assert refused.value.where == "talk"


@pytest.mark.parametrize("first_labelled", [0, 1, 40])
def test_nothing_with_a_time_is_a_title_or_stands_outside(first_labelled: int) -> None:
    texts = [
        "Welkom bij het symposium",
        *["Dit is een lange zin over het weer."] * 40,
        "Deel deze pagina",
        "# Kop",
    ]
    texts[first_labelled] = f"ANNA: {texts[first_labelled]}"
    cues = (f"00:{at:02}.000 --> 00:{at:02}.900\n{text}\n" for at, text in enumerate(texts))
    understood = understand(read("WEBVTT\n\n" + "\n".join(cues)))
    assert [
        each.why for each in understood.left_out if each.why in (Why.TITLE, Why.HEADING, Why.OUTSIDE)
    ] == []
    assert len(understood.items) == len(texts)


@pytest.mark.parametrize(
    "closing",
    [
        "Ondertiteling: Karin de Boer",
        "NPO ONDERTITELING TT888, 2024\ninformatie: service.npo.nl",
        "Untertitelung: ZDF, 2022",
        "Untertitel im Auftrag des ZDF, 2017",
        "Ondertiteld door de Amara.org gemeenschap",
        "Subtitles by the Amara.org community",
        "Sous-titres réalisés par la communauté d'Amara.org",
    ],
)
def test_who_made_subtitles_is_told_at_their_end_and_said_elsewhere(closing: str) -> None:
    cues = ["Welkom.", closing, "Tot ziens.", closing]
    timed = (f"00:{at:02}.000 --> 00:{at:02}.900\n{text}\n" for at, text in enumerate(cues))
    understood = understand(read("WEBVTT\n\n" + "\n".join(timed)))
    assert " ".join(item.text for item in understood.items) == " ".join(cues[:3]).replace("\n", " ")
    gone = [each.text for each in understood.left_out if each.why is Why.EXPORT_NOTE]
    assert gone == closing.split("\n")


def test_a_last_sentence_about_subtitles_is_said() -> None:
    for said in (
        "Ondertitels kun je aanzetten",
        "De ondertiteling maakt mijn zus.",
        "Untertitel helfen allen",
    ):
        cues = f"WEBVTT\n\n00:01.000 --> 00:02.000\nWelkom.\n\n00:03.000 --> 00:04.000\n{said}\n"
        assert [item.text for item in understand(read(cues)).items] == ["Welkom.", said]
