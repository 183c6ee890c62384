"""Every row of the house style's table, and each trap that real pages set, by name."""

import os
import unicodedata
from pathlib import Path

import pytest

from woordbeeld.errors import BadInputError
from woordbeeld.findings import Severity
from woordbeeld.transcript.model import (
    Blank,
    LabelLine,
    SceneDescription,
    Sound,
    Speaker,
    SpokenLine,
    Transcript,
)
from woordbeeld.transcript.reader import read, read_file

SYMPOSIUM = Path(__file__).parents[2] / "transcripts" / "symposium-entreeopleidingen.txt"


def spoken(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(line.speaker.name if line.speaker else None, line.text) for line in transcript.spoken_lines]


def kinds(transcript: Transcript) -> list[type]:
    return [type(block) for block in transcript.blocks if not isinstance(block, Blank)]


def names(transcript: Transcript) -> list[str]:
    return [speaker.name for speaker in transcript.speakers]


# The rows of the table


def test_the_symposium_has_its_eleven_turns_and_ten_speakers() -> None:
    read_back = read_file(SYMPOSIUM)
    assert len(read_back.turns) == 11
    assert names(read_back) == [
        "Esther Deursen",
        "Ton Heerts",
        "Karin van den Bosch",
        "Stef Böger",
        "Latisha",
        "Josephine van den Berg",
        "Nanja Beekhuis",
        "Trudy Vos",
        "Frank Koster",
        "Fatima",
    ]
    assert (len(read_back.spoken_lines), len(read_back.scenes), len(read_back.sounds)) == (37, 4, 2)
    assert sum(len(line.words) for line in read_back.spoken_lines) == 502
    assert read_back.findings == ()


def test_a_label_in_capitals_with_a_colon_opens_a_turn() -> None:
    (line,) = read("TON HEERTS: Super dank voor dit rapport.").spoken_lines
    assert line.label is not None
    assert (line.label.text, line.text, line.turn) == ("TON HEERTS", "Super dank voor dit rapport.", 0)


def test_each_label_opens_a_turn_even_of_the_same_speaker() -> None:
    assert [line.turn for line in read("JAN: Een.\nJAN: Twee.\nDrie.").spoken_lines] == [0, 1, 1]


@pytest.mark.parametrize("between", ["", "\n(Hij zwaait.)\n\n", "\nAPPLAUS\n\n", "(APPLAUS)\n"])
def test_lines_without_a_label_go_on_with_the_turn_also_after_a_scene_or_sound(between: str) -> None:
    read_back = read(f"JAN: Een.\n{between}Twee.\n")
    assert spoken(read_back) == [("Jan", "Een."), ("Jan", "Twee.")]
    assert len(read_back.turns) == 1


def test_speech_before_any_label_is_nobodys_turn() -> None:
    read_back = read("Welkom.\nFijn.\nJAN: Dank.")
    assert [(turn.speaker and turn.speaker.name, len(turn.lines)) for turn in read_back.turns] == [
        (None, 2),
        ("Jan", 1),
    ]


def test_a_scene_description_of_several_sentences_over_lines_and_blank_lines_ends_at_its_parenthesis() -> (
    None
):
    read_back = read("JAN: Een.\n(Een man\n  schrijft (snel).\n\nHij zwaait.)\nTwee.")
    assert [scene.text for scene in read_back.scenes] == ["Een man schrijft (snel). Hij zwaait."]
    assert [line.line for line in read_back.spoken_lines] == [1, 6]


@pytest.mark.parametrize(
    "description",
    ["(Stef Böger:)", "(Aldus Esther. Ze schudt een man de hand. Stef Böger:)", "(Ze zwaait.\nStef Boger:)"],
)
def test_the_end_of_a_description_announces_the_next_speaker(description: str) -> None:
    read_back = read(f"ESTHER: Welkom.\n{description}\n\nSTEF BÖGER: De relatie.")
    announced = read_back.scenes[0].announces
    assert announced is read_back.spoken_lines[1].speaker
    assert names(read_back) == ["Esther", "Stef Böger"]


def test_speech_without_a_label_after_an_announcement_is_the_announced_speakers() -> None:
    read_back = read("ESTHER: Welkom.\n\n(Stef Böger:)\n\nAPPLAUS\n\nDe relatie.\nDus.\nESTHER: Dank.")
    assert [(turn.speaker and turn.speaker.name) for turn in read_back.turns] == [
        "Esther",
        "Stef Böger",
        "Esther",
    ]
    assert next(s.labels for s in read_back.speakers if s.name == "Stef Böger") == ()


@pytest.mark.parametrize("end", ["Hij zegt:", "Een man:", "Daarna:", "Beeldtekst:", "Op het bord staat:"])
def test_a_description_that_ends_in_a_colon_but_names_nobody_announces_nobody(end: str) -> None:
    read_back = read(f"JAN: Een.\n({end})\nTwee.")
    assert read_back.scenes[0].announces is None
    assert names(read_back) == ["Jan"]


@pytest.mark.parametrize("marker", ["Beeldtekst", "Beeldtitel"])
def test_on_screen_text_runs_to_the_end_of_the_description(marker: str) -> None:
    (scene,) = read(f"(De kleine vis kijkt om. {marker}: Verboden toegang. Ook voor vissen.)").scenes
    assert scene.on_screen == ("Verboden toegang. Ook voor vissen.",)
    assert scene.text == f"De kleine vis kijkt om. {marker}: Verboden toegang. Ook voor vissen."


def test_on_screen_text_ends_before_an_announcement() -> None:
    read_back = read("(Beeldtekst: Hoe nu verder? Stef Böger:)\nSTEF BÖGER: Ja.")
    assert read_back.scenes[0].on_screen == ("Hoe nu verder?",)


def test_the_symposium_shows_the_title_of_its_report() -> None:
    shown = [scene.on_screen for scene in read_file(SYMPOSIUM).scenes]
    assert shown[3] == ("Rapport themaonderzoek entreeopleidingen? www.onderwijsinspectie.nl.",)


@pytest.mark.parametrize(
    "line",
    [
        "APPLAUS",
        "APPLAUS.",
        "RUSTIGE MUZIEK DIE WEGEBT",
        "RUSTIGE MUZIEK EN VOETSTAPPEN",
        "GELACH, GEJUICH",
        "VOGELS FLUITEN",
        "BEL",
    ],
)
def test_a_whole_line_in_capitals_is_a_sound(line: str) -> None:
    read_back = read(f"JAN: Een.\n\n{line}\n\nTwee.")
    assert [sound.text for sound in read_back.sounds] == [line]


@pytest.mark.parametrize("line", ["(APPLAUS)", "[APPLAUS]", "(APPLAUS )"])
def test_a_sound_may_stand_in_brackets(line: str) -> None:
    assert read(line).sounds == (Sound(1, line, "APPLAUS"),)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("(applaus)", "applaus"),
        ("[rustige muziek speelt]", "rustige muziek speelt"),
        ("[Applaus].", "Applaus"),
        ("*applaus*", "applaus"),
        ("(Muziek: een gitaar)", "Muziek: een gitaar"),
        ("♪", "♪"),
        ("♪ rustige muziek ♪", "rustige muziek"),
    ],
)
def test_a_few_words_in_brackets_of_which_one_is_heard_are_a_sound(line: str, text: str) -> None:
    read_back = read(f"JAN: Een.\n\n{line}\n\nTwee.")
    assert [sound.text for sound in read_back.sounds] == [text]
    assert [line.text for line in read_back.spoken_lines] == ["Een.", "Twee."]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("[Een vrouw fietst.]", "Een vrouw fietst."),
        ("(Ze lacht.)", "Ze lacht."),
        (
            "[Muziek klinkt terwijl een man naar het podium loopt.]",
            "Muziek klinkt terwijl een man naar het podium loopt.",
        ),
        ("[Beeldtekst: Muziek]", "Beeldtekst: Muziek"),
        ("INT. KEUKEN - DAG", "INT. KEUKEN - DAG"),
        ("SCÈNE 1 - BUITEN", "SCÈNE 1 - BUITEN"),
        ("(INT. KEUKEN - DAG)", "INT. KEUKEN - DAG"),
        ("[SCÈNE 1 - BUITEN]", "SCÈNE 1 - BUITEN"),
    ],
)
def test_what_is_seen_is_a_scene_in_any_brackets_and_as_the_heading_of_a_script(line: str, text: str) -> None:
    read_back = read(f"JAN: Een.\n\n{line}\n\nTwee.")
    assert [scene.text for scene in read_back.scenes] == [text]
    assert [line.text for line in read_back.spoken_lines] == ["Een.", "Twee."]


@pytest.mark.parametrize("line", ["[...]", "♪ Slaap kindje slaap ♪", "[lacht] Ja hoor.", "* een punt", "[Ja"])
def test_brackets_around_no_words_or_a_part_of_a_line_and_songs_are_speech(line: str) -> None:
    assert spoken(read(f"JAN: Een.\n{line}\n")) == [("Jan", "Een."), ("Jan", line)]


def test_a_label_before_brackets_is_a_label_above_what_stands_in_them() -> None:
    read_back = read("TON HEERTS: [applaus]\nDank.\n")
    assert kinds(read_back) == [LabelLine, Sound, SpokenLine]
    assert spoken(read_back) == [("Ton Heerts", "Dank.")]


def test_van_den_berg_after_josephine_van_den_berg_is_the_same_speaker() -> None:
    read_back = read("JOSEPHINE VAN DEN BERG: Een.\nTRUDY VOS: Twee.\nVAN DEN BERG: Drie.")
    assert names(read_back) == ["Josephine van den Berg", "Trudy Vos"]
    assert read_back.speakers[0].labels == ("JOSEPHINE VAN DEN BERG", "VAN DEN BERG")


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("VOICE-OVER", "Voice-over"),
        ("VROUWENSTEM", "Vrouwenstem"),
        ("BEREND BUDDINGH'", "Berend Buddingh'"),
        ("BEREND BUDDINGH’", "Berend Buddingh’"),
        ("DESIRÉE TREURE", "Desirée Treure"),
        (unicodedata.normalize("NFD", "DESIRÉE TREURE"), unicodedata.normalize("NFD", "Desirée Treure")),
        ("M. RUTTE", "M. Rutte"),
        ("TON & KARIN", "Ton & Karin"),
        ("ΜΑΡΊΑ", "Μαρία"),
        ("SPREKER 1", "Spreker 1"),
    ],
)
def test_roles_apostrophes_diacritics_particles_and_hyphens_stand_in_labels(label: str, name: str) -> None:
    (line,) = read(f"{label}: Ja.").spoken_lines
    assert (line.label and line.label.text, line.text) == (label, "Ja.")
    assert line.speaker == Speaker(name, (label,))


# The traps


@pytest.mark.parametrize(
    "line",
    [
        "Zo van: pfff, snap je het nou nog niet?",
        "Dus waar begin je mee?",
        "In stukken van: het CBS, het RIVM.",
        "Ja, maar waarom TWEE?",
        "Om 10:30 begint het.",
        "10:30 uur begint het.",
        "NB: dit is belangrijk.",
        "PS: tot morgen.",
        "LET OP: het is glad.",
        "HTTPS://WWW.RIJKSOVERHEID.NL is het adres.",
        "We gaan brengen van: hé, waar blijven de studenten?",
        "...niets kan ze wakker maken...",
        "- NEE.",
        "2018",
        "voice-over: zo heet dat.",
        "NEE!",
    ],
)
def test_speech_with_colons_capitals_and_times_is_speech(line: str) -> None:
    assert spoken(read(f"JAN: Een.\n{line}\n")) == [("Jan", "Een."), ("Jan", line)]


@pytest.mark.parametrize("opening", ["Beeldtekst:\n", "Beeldtekst:\n\n", "BEELDTEKST:\n", "Beeldtekst: "])
def test_acronyms_alone_on_a_line_in_a_list_of_on_screen_text_belong_to_it(opening: str) -> None:
    read_back = read(f"JAN: Een.\n\n{opening}Uitkeringen\n\nWW\n\nAOW\n\nAPPLAUS\n\nKAREL: Twee.\n")
    assert [scene.on_screen for scene in read_back.scenes] == [("Uitkeringen WW AOW",)]
    assert [sound.text for sound in read_back.sounds] == ["APPLAUS"]


def test_acronyms_after_on_screen_text_in_parentheses_are_shown_too() -> None:
    read_back = read("(Beeldtekst: Uitkeringen.)\n\nWW\n\nAOW\n\nJAN: Twee.\n")
    assert [scene.on_screen for scene in read_back.scenes] == [("Uitkeringen.",), ("WW AOW",)]


@pytest.mark.parametrize(
    "lines", ["JAN: Je krijgt\nWW\nof\nAOW\nen meer.", "JAN: Je krijgt:\n\nAOW\n\nen meer."]
)
def test_an_acronym_amid_speech_is_speech(lines: str) -> None:
    assert kinds(read(lines)) == [SpokenLine] * len(lines.split("\n\n" if "\n\n" in lines else "\n"))


def test_a_label_with_a_qualifier_is_the_speaker_without_it() -> None:
    read_back = read(
        "EVA WESTERHOF (VIA EEN TOLK): Goedemiddag.\nEVA WESTERHOF: Dank.\nWESTERHOF (tolk): Nee."
    )
    assert names(read_back) == ["Eva Westerhof"]
    assert [line.label and line.label.qualifier for line in read_back.spoken_lines] == [
        "VIA EEN TOLK",
        None,
        "tolk",
    ]


@pytest.mark.parametrize("line", ["“Twee vissen”, zei hij.", "Zo'n ‘ding’ dus.", '"Ja", zei ze.'])
def test_curly_and_straight_quotes_stay_as_they_are(line: str) -> None:
    assert spoken(read(f"JAN: {line}\n{line}")) == [("Jan", line)] * 2


@pytest.mark.parametrize("label", ["Voice over:", "VOICE-OVER:", "Voice-over:"])
def test_voice_over_alone_on_a_line_has_its_content_below(label: str) -> None:
    read_back = read(f"{label}\nEr was eens.\n\nEen vis.\n")
    assert kinds(read_back) == [LabelLine, SpokenLine, SpokenLine]
    assert spoken(read_back) == [("Voice-over", "Er was eens."), ("Voice-over", "Een vis.")]


def test_beeldtekst_alone_on_a_line_has_its_content_below() -> None:
    read_back = read("JAN: Een.\nBeeldtekst:\nEntreeopleidingen\nVERBODEN TOEGANG\n\nTwee.\n")
    (scene,) = read_back.scenes
    assert scene.text == "Beeldtekst: Entreeopleidingen VERBODEN TOEGANG"
    assert scene.on_screen == ("Entreeopleidingen VERBODEN TOEGANG",)
    assert spoken(read_back) == [("Jan", "Een."), ("Jan", "Twee.")]


@pytest.mark.parametrize("stop", ["KAREL: Ja.", "(Hij lacht.)", "APPLAUS", "Interviewer: Ja."])
def test_on_screen_text_without_a_blank_line_ends_at_the_next_annotation(stop: str) -> None:
    assert read(f"Beeldtekst:\nWelkom\n{stop}\n").scenes[0].on_screen == ("Welkom",)


def test_beeldtekst_with_its_content_on_the_line_is_that_line() -> None:
    read_back = read("JAN: Een.\nBeeldtekst: Welkom.\nTwee.")
    assert kinds(read_back) == [SpokenLine, SceneDescription, SpokenLine]


@pytest.mark.parametrize("label", ["RUTTE:", "RUTTE"])
def test_rutte_alone_on_a_line_is_the_label_of_the_paragraph_below(label: str) -> None:
    read_back = read(f"{label}\nGoedemiddag allemaal.\nWe gaan door.\n\nAPPLAUS\n\nDank.\n")
    assert kinds(read_back) == [LabelLine, SpokenLine, SpokenLine, Sound, SpokenLine]
    assert {speaker for speaker, _ in spoken(read_back)} == {"Rutte"}


@pytest.mark.parametrize("elsewhere", ["RUTTE: Ja.", "MARK RUTTE: Ja."])
def test_a_bare_label_that_has_a_colon_elsewhere_needs_no_paragraph_right_below(elsewhere: str) -> None:
    read_back = read(f"{elsewhere}\nKAREL: Nee.\n\nRUTTE\n\nGoedemiddag.\n")
    assert read_back.spoken_lines[2].speaker is read_back.spoken_lines[0].speaker
    assert read_back.sounds == ()


def test_a_sound_right_above_speech_is_no_label() -> None:
    read_back = read("JAN: Een.\nRUSTIGE MUZIEK\nTwee.\nHARD GELACH\nDrie.")
    assert kinds(read_back) == [SpokenLine, Sound, SpokenLine, Sound, SpokenLine]


def test_a_name_in_title_case_is_a_label_where_it_is_one_in_capitals_elsewhere() -> None:
    read_back = read("MARK RUTTE: Een.\nInterviewer: Twee?\nRutte: Drie.\nDaarom: vier.")
    assert spoken(read_back) == [
        ("Mark Rutte", "Een."),
        ("Interviewer", "Twee?"),
        ("Mark Rutte", "Drie."),
        ("Mark Rutte", "Daarom: vier."),
    ]


def test_a_byte_order_mark_is_in_no_word() -> None:
    read_back = read("\ufeffJAN: Een.\n")
    assert read_back.blocks[0] == Blank(1, "\ufeff")
    assert spoken(read_back) == [("Jan", "Een.")]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_ending_counts_lines(ending: str) -> None:
    text = ending.join(["JAN: Een.", "", "(Hij", "zwaait.)", "Twee\x0bdrie\x85vier\u2028vijf.", ""])
    read_back = read(text)
    assert [(block.line, type(block)) for block in read_back.blocks] == [
        (1, SpokenLine),
        (2, Blank),
        (3, SceneDescription),
        (5, SpokenLine),
    ]
    assert read_back.spoken_lines[-1].text == "Twee\x0bdrie\x85vier\u2028vijf."


def test_non_breaking_spaces_make_no_other_speaker() -> None:
    read_back = read(
        "TON\N{NO-BREAK SPACE}HEERTS:\N{NO-BREAK SPACE}Een.\nTON HEERTS: Twee.\n\N{NO-BREAK SPACE}\n"
    )
    assert spoken(read_back) == [("Ton Heerts", "Een."), ("Ton Heerts", "Twee.")]


@pytest.mark.parametrize(
    "text",
    [
        "JAN: Een.\n(Een man\nschrijft.\n\nTwee.",
        "JAN: Een.\n(Een man\nschrijft.\nKAREL: Twee (zacht).",
        "JAN: Een.\n(Een man\nschrijft.\n\n(Een vrouw leest.)\n",
        "JAN: Een.\n(Een man (oud\nschrijft.)\nKAREL: Twee.",
    ],
)
def test_unclosed_parentheses_end_at_the_next_blank_line_or_label_and_are_reported(text: str) -> None:
    read_back = read(text)
    (finding,) = read_back.findings
    assert (finding.rule, finding.severity, finding.line) == ("unclosed-description", Severity.ERROR, 2)
    assert str(finding.message) == "description opened with '(' is never closed; add ')'"
    assert read_back.scenes[0].source.endswith(("schrijft.\n", "schrijft.)\n"))


def test_a_stray_closing_parenthesis_is_just_text() -> None:
    read_back = read("JAN: Een :)\nTwee) drie.")
    assert [line.text for line in read_back.spoken_lines] == ["Een :)", "Twee) drie."]
    assert read_back.findings == ()


def test_speech_after_a_parenthesis_makes_the_line_speech() -> None:
    assert spoken(read("JAN: Een.\n(lacht) Ja, dat klopt.")) == [
        ("Jan", "Een."),
        ("Jan", "(lacht) Ja, dat klopt."),
    ]


def test_a_label_after_a_parenthesis_makes_two_blocks_of_one_line() -> None:
    scene, line = read("(Ze zwaait.) TON HEERTS: Dank.").blocks
    assert (scene.line, scene.source) == (1, "(Ze zwaait.) ")
    assert (line.line, line.source) == (1, "TON HEERTS: Dank.")


def test_a_label_before_a_parenthesis_is_a_label_above_a_description() -> None:
    read_back = read("TON HEERTS: (Hij zwaait.)\nDank.")
    assert kinds(read_back) == [LabelLine, SceneDescription, SpokenLine]
    assert spoken(read_back) == [("Ton Heerts", "Dank.")]


def test_descriptions_side_by_side_on_a_line_are_two() -> None:
    read_back = read("(Ze zwaait.) (Hij lacht.) APPLAUS\n")
    assert [block.source for block in read_back.blocks] == ["(Ze zwaait.) ", "(Hij lacht.) ", "APPLAUS\n"]


def test_blocks_without_blank_lines_between_them_are_kept_apart() -> None:
    read_back = read("JAN: Een.\n(Hij zwaait.)\nAPPLAUS\nKAREL: Twee.\n(Hij lacht.)\nRUTTE\nDrie.")
    assert kinds(read_back) == [
        SpokenLine,
        SceneDescription,
        Sound,
        SpokenLine,
        SceneDescription,
        LabelLine,
        SpokenLine,
    ]


def test_an_ambiguous_label_is_a_speaker_of_its_own_and_is_reported_with_its_line() -> None:
    read_back = read("ANNA BERG: Een.\nPIET BERG: Twee.\nBERG: Drie.\nBERG: Vier.")
    (finding,) = read_back.findings
    assert (finding.rule, finding.severity, finding.line) == ("ambiguous-label", Severity.WARNING, 3)
    assert "Anna Berg or Piet Berg" in str(finding.message)
    assert names(read_back) == ["Anna Berg", "Piet Berg", "Berg"]


def test_markup_in_a_label_or_a_line_is_text() -> None:
    read_back = read("JAN: <b>Een</b> &amp; twee.\n<script>alert(1)</script>: drie.")
    assert [line.text for line in read_back.spoken_lines] == [
        "<b>Een</b> &amp; twee.",
        "<script>alert(1)</script>: drie.",
    ]


# Files


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"^praat\.txt: does not exist; "):
        read_file(tmp_path / "praat.txt")


def test_a_folder_is_no_transcript(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="is a folder"):
        read_file(tmp_path)


def test_a_file_that_may_not_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "geheim.txt").touch()
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(BadInputError, match=r"cannot be read \(Permission denied\)"):
        read_file(tmp_path / "geheim.txt")


def test_a_name_in_small_letters_before_a_colon_is_speech_and_doubted() -> None:
    findings = read("TON HEERTS: Dank.\nKarin van den Bosch: We bevelen aan.\nZo van: pfff.").findings
    assert [(finding.rule, finding.line) for finding in findings] == [("label-like", 2)]


def test_a_text_without_any_speaker_is_doubted() -> None:
    assert [finding.rule for finding in read("Welkom bij het symposium.").findings] == ["no-speakers"]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("(Ton Heerts:)\nDank.\n(Stef Böger:)\nGraag.\n", ["speakers-announced"]),
        ("TON HEERTS: Dank.\n\n(Stef Böger:)\nGraag.\n", ["speakers-announced"]),
        ("TON HEERTS: Dank.\n\n(Stef Böger:)\n\nSTEF BÖGER: Graag.\n", []),
        ("TON HEERTS: Dank.\n\n(Een man lacht.)\n\nGraag.\n", []),
    ],
)
def test_speakers_that_change_only_in_descriptions_are_reported(text: str, rules: list[str]) -> None:
    assert [finding.rule for finding in read(text).findings] == rules
    assert read("(Een zaal.)").findings == ()


@pytest.mark.parametrize(
    "page",
    [
        "<!doctype html><html><body><p>TON: Ja.</p></body></html>",
        "\ufeff\n<h2>Verslag</h2>\n<p>TON HEERTS: Ja.</p>",
    ],
)
def test_a_web_page_is_no_transcript(page: str, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(page, encoding="utf-8")
    with pytest.raises(BadInputError, match=r"web page.*woordbeeld import"):
        read_file(path)


def test_a_text_about_tags_is_a_transcript(tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text("TON HEERTS: Een regel eindigt met </p>.\n<script> zegt hij ook.\n", encoding="utf-8")
    assert len(read_file(path).spoken_lines) == 2
