"""Plain text: the transcript as it is, in today's line ends."""

from __future__ import annotations

from dataclasses import replace

from woordbeeld.alignment.model import Alignment
from woordbeeld.publications.text import render_text
from woordbeeld.transcript.reader import read


def test_the_text_is_the_transcript_itself(talk: Alignment) -> None:
    assert render_text(talk) == "".join(block.source for block in talk.transcript.blocks)


def test_windows_line_ends_and_a_byte_order_mark_go_and_a_last_line_end_comes(talk: Alignment) -> None:
    odd = replace(talk, transcript=read("\ufeffTON: Een.\r\nTwee.\rDrie."))
    assert render_text(odd) == "TON: Een.\nTwee.\nDrie.\n"
