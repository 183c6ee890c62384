import sys

from woordbeeld.transcript.words import WHITE


def test_white_space_is_what_python_calls_so_and_two_invisible_characters() -> None:
    spaces = {chr(code) for code in range(sys.maxunicode + 1) if chr(code).isspace()}
    assert set(WHITE) == spaces | {"\ufeff", "\u200b"}
