"""Reading then writing gives back every text; and the reader loses and invents no word."""

import cProfile
import pstats
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woordbeeld.textfile import WHITE, decode
from woordbeeld.transcript.model import Blank, Block, LabelLine, SpokenLine
from woordbeeld.transcript.reader import read, read_file
from woordbeeld.transcript.writer import write, write_bytes
from woordbeeld.words import say

SYMPOSIUM = Path(__file__).parents[2] / "transcripts" / "symposium-entreeopleidingen.txt"

ENDINGS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", " \n", "\n\N{NO-BREAK SPACE}\n", " ", ""])
PIECES = st.sampled_from(
    [
        "TON HEERTS: Super dank.",
        "HEERTS: Nee.",
        "Heerts: Toch wel.",
        "TON\N{NO-BREAK SPACE}HEERTS:",
        "RUTTE",
        "RUTTE:",
        "EVA WESTERHOF (VIA EEN TOLK): Goedemiddag.",
        "Voice over:",
        "VOICE-OVER: Er was eens.",
        "Dus waar begin je mee?",
        "Zo van: pfff, snap je het nou nog niet?",
        "...niets kan ze wakker maken...",
        "(Een man schrijft iets op.)",
        "(Een man\nschrijft.\n\nHij zwaait.)",
        "(lacht) Ja, dat klopt.",
        "(Aldus Esther. Ton Heerts:)",
        "TON HEERTS: (Hij zwaait.)",
        "(Een man",
        ")",
        "()",
        "(APPLAUS)",
        "[APPLAUS]",
        "Beeldtekst:",
        "(De vis kijkt om. Beeldtekst: Verboden toegang. Hij schrikt. Titel: Vis.)",
        "WW",
        "AOW",
        "APPLAUS.",
        "RUSTIGE MUZIEK DIE WEGEBT",
        "NEE!",
        "\ufeff",
    ]
)
TRANSCRIPTS = st.lists(st.tuples(PIECES, ENDINGS), max_size=14).map(
    lambda pairs: "".join(map("".join, pairs))
)


@st.composite
def mutilated_transcripts(draw: st.DrawFn) -> str:
    """A transcript of which pieces are cut out and into which odd characters were put."""
    text = draw(TRANSCRIPTS)
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 12)))
        text = text[:start] + draw(st.text("():\r\n \ufeff\u200b\x85\u2028A.ß'-", max_size=4)) + text[end:]
    return text


TEXTS = st.one_of(st.text(), st.text("(): \r\n\ufeffABab.'"), TRANSCRIPTS, mutilated_transcripts())


def content(block: Block) -> str:
    """The words of a block's fields, a label's included."""
    if isinstance(block, Blank):
        return ""
    parts = [] if isinstance(block, LabelLine) else [block.text]
    if isinstance(block, LabelLine | SpokenLine) and block.label:
        parts = [block.label.text, block.label.qualifier or "", *parts]
    return " ".join(parts)


def bare(text: str) -> str:
    """The text without white space and the signs that the fields leave out."""
    return "".join(char for char in text if char not in WHITE + "()[]:")


@given(TEXTS)
def test_reading_then_writing_gives_back_every_text(text: str) -> None:
    assert write(read(text)) == text


@given(TEXTS)
def test_the_fields_of_each_block_hold_the_words_of_its_source_and_no_others(text: str) -> None:
    for block in read(text).blocks:
        assert bare(content(block)) == bare(block.source)


@given(st.lists(st.tuples(PIECES, st.sampled_from(["\n", "\r\n", "\n\n"])), max_size=14))
def test_every_word_of_the_source_is_in_exactly_one_block(pairs: list[tuple[str, str]]) -> None:
    text = "".join(map("".join, pairs))
    assert [word for block in read(text).blocks for word in block.source.split()] == text.split()


@given(TEXTS)
def test_every_block_says_on_which_line_it_starts(text: str) -> None:
    line, before = 1, ""
    for block in read(text).blocks:
        before += block.source
        assert block.line == line
        line = 1 + before.replace("\r\n", "\n").replace("\r", "\n").count("\n")


@given(TEXTS)
def test_turns_count_up_from_zero_without_a_gap(text: str) -> None:
    turns = [line.turn for line in read(text).spoken_lines]
    assert sorted(set(turns)) == list(range(len(set(turns))))
    assert turns == sorted(turns)


@given(TEXTS)
def test_every_speaker_of_a_line_is_in_the_list_of_speakers(text: str) -> None:
    read_back = read(text)
    assert {line.speaker for line in read_back.spoken_lines} - {None} <= set(read_back.speakers)


@given(TEXTS)
def test_the_same_text_is_read_the_same_twice(text: str) -> None:
    assert read(text) == read(text)


def test_the_symposium_comes_back_byte_for_byte() -> None:
    assert write_bytes(read_file(SYMPOSIUM)) == SYMPOSIUM.read_bytes()


@pytest.mark.parametrize(
    "data",
    [
        "\ufeffJAN: Één.\r\n".encode(),
        "\ufeffJAN: Één.\r\n".encode("utf-16-le"),
        "\ufeffJAN: Één.\r".encode("utf-16-be"),
        "JAN: “Één”.\n".encode("cp1252"),
        "JAN: Één \x81.\n".encode("latin-1"),
        b"JAN: Een.",
    ],
)
def test_every_encoding_comes_back_byte_for_byte(data: bytes) -> None:
    assert write_bytes(read(*decode(data, "praat.txt", remedy=say("error.save_as_text")))) == data


@pytest.mark.parametrize(
    "piece",
    [
        "(Een man\n\nschrijft\n",
        "(Een man\nschrijft\n",
        "(a)(b",
        "()\n",
        "(\n",
        "Beeldtekst:\n\nWW\n\n",
        "WW\n\nAOW\n",
        "{n} NAAM\nzegt iets.\n\n",
        "NAAM {n}: Ja.\nNAAM: Nee.\n(Naam {n}:)\n",
        "VOGELS FLUITEN\n\n",
        "(Beeldtekst: a. Beeldtekst: b.\n",
    ],
)
def test_twice_the_text_takes_about_twice_the_work(piece: str) -> None:
    def calls(times: int) -> int:
        # Names of its own, for what was looked at in the other text is not looked at again.
        text = "".join(piece.replace("{n}", f"N{times}x{number}") for number in range(times))
        with cProfile.Profile() as profile:
            read(text)
        return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]

    assert calls(400) < 2.3 * calls(200)
