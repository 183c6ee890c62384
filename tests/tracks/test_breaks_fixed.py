"""Line breaks that are fixed are better than they were, by what they cost and by what is told."""

from __future__ import annotations

import pytest

from woordbeeld.checking.fixes import fix
from woordbeeld.formats.caption_file import open_captions
from woordbeeld.formats.document import Document
from woordbeeld.tracks.checks import check
from woordbeeld.tracks.profile import NL_WEB

SENTENCES = (
    "Op 10 mei 1940 vielen de Duitsers het land binnen en dat bleef zo.",
    "Om kwart over 5 begint de vergadering waar iedereen bij wil zijn.",
    "Wij zagen een heel groot huis in een van de nieuwe wijken van Utrecht.",
    "Karin van den Bosch zei dat wij dat niet hadden mogen doen.",
    "Dat is zo, maar volgens artikel 5 bepaalt de raad wat er gebeurt.",
)


def document(*cues: str) -> Document:
    times = [f"00:00:{number * 7:02}.000 --> 00:00:{number * 7 + 6:02}.000" for number in range(len(cues))]
    blocks = [f"{time}\n{cue}" for time, cue in zip(times, cues, strict=True)]
    text = "\n\n".join(["WEBVTT\nLanguage: nl", *blocks]) + "\n"
    return open_captions(text.encode(), "captions.vtt").document


def bad_breaks(made: Document) -> int:
    return sum(finding.rule == "bad-break" for finding in check(made.track, NL_WEB))


@pytest.mark.parametrize("word", range(1, 11))
def test_no_fix_makes_a_break_worse(word: int) -> None:
    cues = []
    for sentence in SENTENCES:
        words = sentence.split()
        at = min(word, len(words) - 1)
        cues.append(" ".join(words[:at]) + "\n" + " ".join(words[at:]))
    before = document(*cues)
    after = fix(before, NL_WEB).document
    assert bad_breaks(after) <= bad_breaks(before)
    for old, new in zip(before.track.cues, after.track.cues, strict=False):
        if old.shown != new.shown:
            faults = {finding.line for finding in check(before.track, NL_WEB)}
            assert old.sources[0] in faults


def test_a_good_break_stays() -> None:
    made = document(
        "Op 10 mei 1940\nvielen de Duitsers binnen.", "Om kwart over 5\nbegint de vergadering.",
        "We praten er later over,\ndat weet ik niet meer", "Ik geef hem dat door\naan het eind van de dag.",
    )  # fmt: skip
    assert fix(made, NL_WEB).document.source == made.source


def test_a_bad_break_is_moved() -> None:
    made = document("Wij zagen daar gisteren een\ngroot huis en een heel mooi park.")
    assert fix(made, NL_WEB).document.track.cues[0].lines == (
        "Wij zagen daar gisteren een groot huis",
        "en een heel mooi park.",
    )


def test_a_line_too_long_is_not_cured_by_a_bad_break() -> None:
    made = document("Jan Peter Balkenende van de Nederlanden-\nen nog iets dat hier wel onder past.")
    assert bad_breaks(fix(made, NL_WEB).document) <= bad_breaks(made)
