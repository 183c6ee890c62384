"""Markdown: nothing in the text is taken for markup."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from woordbeeld.alignment.model import Alignment
from woordbeeld.publications.markdown import escape, render_markdown

PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"


def test_a_turn_a_scene_and_a_sound(talk: Alignment) -> None:
    assert render_markdown(talk, "Praatje").split("\n\n")[:5] == [
        "# Praatje",
        "**Ton Heerts** `[0:01]`",
        "Dank \\<b\\>allemaal\\</b\\> \\& welkom --\\> hier.\nWant \\*iedereen\\* weet: A \\< B, en B \\> C.",
        "*(Een man lacht. Beeldtekst: Rapport \\<2018\\> \\& meer.)*",
        "*\\[applaus\\]*",
    ]


@given(st.text(st.sampled_from(PUNCTUATION + "a1 "), max_size=30))
def test_escaping_only_adds_backslashes_before_punctuation(text: str) -> None:
    assert re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", escape(text)) == text
