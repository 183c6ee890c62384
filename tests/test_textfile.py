import codecs
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woordbeeld.errors import BadInputError
from woordbeeld.textfile import WHITE, decode
from woordbeeld.words import say

GIVE_TEXT = say("input.transcript.do")
TEXT = "TON HEERTS: Één “goede” opleiding.\r\n"


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (TEXT.encode(), TEXT, "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "\ufeff" + TEXT, "utf-8"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "\ufeff" + TEXT, "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "\ufeff" + TEXT, "utf-16-be"),
        (TEXT.encode("utf-16-le"), TEXT, "utf-16-le"),
        (TEXT.encode("utf-16-be"), TEXT, "utf-16-be"),
        (TEXT.encode("cp1252"), TEXT, "cp1252"),
        (b"JAN: \x81\xe9", "JAN: \x81é", "latin-1"),
    ],
)
def test_the_encoding_is_found_and_the_byte_order_mark_stays(data: bytes, text: str, encoding: str) -> None:
    assert decode(data, "praat.txt", remedy=GIVE_TEXT) == (text, encoding)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"PK\x03\x04rest", "Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "old Word document"),
        (b"%PDF-1.7", "PDF"),
        (b"{\\rtf1 JAN: Een.}", "RTF"),
        (b"\x00\x00\x00 ftypisom\x00\x00\x02\x00", "not a text file"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "not a text file"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8", "not a text file"),
        (codecs.BOM_UTF16_LE + b"J\x00A", "not a text file"),
        (b"", "is empty"),
        (b" \r\n\t\n", "is empty"),
        (codecs.BOM_UTF8, "is empty"),
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do(data: bytes, what: str) -> None:
    with pytest.raises(BadInputError, match=what) as error:
        decode(data, "praat.txt", remedy=GIVE_TEXT)
    assert error.value.where == "praat.txt"
    assert error.value.remedy


@pytest.mark.parametrize("data", [b"", b" \r\n", b"\x00\x00\x00 ftypisom"])
def test_what_to_do_with_a_file_without_text_is_what_the_caller_says(data: bytes) -> None:
    with pytest.raises(BadInputError) as error:
        decode(data, "praat.txt", remedy=GIVE_TEXT)
    assert error.value.remedy == GIVE_TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_nul_is_kept_in_a_text_that_may_hold_it(encoding: str) -> None:
    data = "WEBVTT \0 één".encode(encoding)
    text, found = decode(data, "x.vtt", remedy=GIVE_TEXT, may_hold_nul=lambda text: "WEBVTT" in text)
    assert "WEBVTT \0 één" in text
    assert text.encode(found) == data


def test_white_space_is_what_python_calls_so_and_two_invisible_characters() -> None:
    spaces = {chr(code) for code in range(sys.maxunicode + 1) if chr(code).isspace()}
    assert set(WHITE) == spaces | {"\ufeff", "\u200b"}


@given(st.binary())
def test_bytes_are_given_back_or_refused(data: bytes) -> None:
    try:
        text, encoding = decode(data, "praat.txt", remedy=GIVE_TEXT)
    except BadInputError:
        return
    assert text.encode(encoding) == data
