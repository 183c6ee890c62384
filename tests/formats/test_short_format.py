"""What the recipe for a format says is enough: its example is read, fixed and converted as any other."""

from __future__ import annotations

import pytest
from tests.checking.test_fixes import words
from tests.formats.documents import causes, document, texts
from tests.formats.short_format import SHORT_FORMAT
from tests.formats.test_golden import LOOKS, TRACK

from woordbeeld.checking.fixes import fix
from woordbeeld.errors import BadInputError
from woordbeeld.formats import caption_file
from woordbeeld.formats.caption_file import open_captions
from woordbeeld.formats.conversion import Wanted, converted
from woordbeeld.formats.table import FORMATS, Writing
from woordbeeld.timing import Retiming
from woordbeeld.tracks.checks import check
from woordbeeld.tracks.profile import NL_WEB

NAME = "x.nl.sub"


@pytest.fixture(autouse=True)
def with_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caption_file, "FORMATS", (*FORMATS, SHORT_FORMAT))


def test_it_is_written_and_read_back() -> None:
    found = document(SHORT_FORMAT.write(TRACK, Writing()), NAME)
    assert causes(found) == []
    most_ms = 20  # half a frame
    for read, cue in zip(found.track.cues, TRACK.cues, strict=True):
        assert read.span.start_ms == cue.span.start_ms
        assert abs(read.span.end_ms - cue.span.end_ms) <= most_ms
    assert texts(found) == ["\n".join(cue.shown) for cue in TRACK.cues]


def test_what_it_has_no_place_for_is_told() -> None:
    assert [name for name, look in LOOKS.items() if look.is_held_by(SHORT_FORMAT)] == []


def test_each_byte_stays_and_what_is_not_understood_is_told() -> None:
    data = b"{0}{50}Dat is zo.\r\n\r\nzomaar iets\r\n{9}{3}Nooit.\r\n{60}{90}Ja?|- Nee."
    file = open_captions(data, NAME)
    assert file.data == data
    assert causes(file.document) == [("text-outside-cue", 3)]
    assert texts(file.document) == ["Dat is zo.", "Ja?\n- Nee."]


def test_without_a_cue_it_holds_no_captions() -> None:
    with pytest.raises(BadInputError, match="holds no captions"):
        open_captions(b"Dat is zo.\n", NAME)


def test_its_faults_are_fixed() -> None:
    long = (
        "Wij vinden dat iedereen in dit land goed onderwijs verdient, en daarom bezochten wij alle scholen."
    )
    found = document(
        f"{{0}}{{175}}{long}\n{{176}}{{260}}Wij zagen een|groot huis.\n{{300}}{{310}}Dat is zo.\n", NAME
    )
    fixed = fix(found, NL_WEB).document
    assert words(fixed) == words(found)
    assert check(found.track, NL_WEB) != check(fixed.track, NL_WEB) == ()
    assert len(fixed.track.cues) == len(found.track.cues) + 1


def test_it_is_converted_and_moved() -> None:
    file = open_captions(b"{0}{50}Dat is zo.\n", NAME)
    webvtt, moved = FORMATS[0], Wanted(NAME, Retiming(later_ms=1000))
    assert "00:00:00.000 --> 00:00:02.000\nDat is zo.\n" in converted(file, webvtt, Wanted()).text
    assert converted(file, SHORT_FORMAT, moved).text == "{25}{75}Dat is zo.\n"
