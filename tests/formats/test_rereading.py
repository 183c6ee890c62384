"""What is read of a file after edits is the same as if the whole file were read, however it was damaged."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from tests.formats.documents import document
from tests.robust.caption_files import mutilated
from tests.robust.fuzz_captions import FORMATS as MADE_UP
from tests.robust.fuzz_captions import Format

from woordbeeld.errors import BadInputError
from woordbeeld.formats.caption_file import open_captions
from woordbeeld.formats.document import Document, Replacement
from woordbeeld.formats.rereading import reread
from woordbeeld.formats.table import FORMATS, CaptionFormat, Writing
from woordbeeld.timing import Span
from woordbeeld.tracks.model import Cue, Track, TrackKind, Utterance

FILES = 150  # of each format
TTML = '<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="nl"><body>{}</body></tt>'


def other_ends(found: Document, rng: Random) -> Iterator[Replacement]:
    """The edits that let some cues end at other moments, and now and then start at another too."""
    for piece, cue in zip(found.cue_pieces, found.track.cues, strict=True):
        start_ms = cue.span.start_ms + rng.choice((0,) * 30 + (1,))
        end_ms = max(start_ms + 1, cue.span.end_ms + rng.choice((-300, -40, 40, 1000, 3_600_000)))
        if rng.random() < 0.6:
            yield from found.syntax.retimed(found, piece, Span(start_ms, end_ms)) or ()


@pytest.mark.parametrize("form", MADE_UP, ids=lambda form: form.name)
def test_cues_that_end_elsewhere_are_read_as_in_the_whole_file(form: Format) -> None:
    rng = Random(15)  # noqa: S311 - the same files each time
    for number in range(FILES):
        data = form.made(rng)
        try:
            found = open_captions(mutilated(data, rng) if number % 2 else data, form.name).document
        except BadInputError:
            continue
        edits = tuple(other_ends(found, rng))
        after = reread(found, edits)
        whole = found.with_edits(edits)
        assert after == whole
        assert after.cue_pieces == whole.cue_pieces


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_to_let_cues_end_elsewhere_no_file_is_read_anew(
    form: CaptionFormat, monkeypatch: pytest.MonkeyPatch
) -> None:
    cues = tuple(
        Cue(Span(number * 3000, number * 3000 + 2000), (Utterance((word,)),), (number + 1,))
        for number, word in enumerate(("ja", "nee", "wij", "zij"))
    )
    text = form.write(Track(TrackKind.CAPTIONS, "nl", cues), Writing())
    found = open_captions(text.encode("latin-1"), f"x.nl{form.endings[0]}").document
    monkeypatch.setattr(Document, "with_edits", lambda *_: pytest.fail("the whole file was read"))
    edits = [
        edit
        for piece, cue in zip(found.cue_pieces[1:3], found.track.cues[1:3], strict=True)
        for edit in found.syntax.retimed(found, piece, Span(cue.span.start_ms, cue.span.end_ms + 400)) or ()
    ]
    ends = [cue.span.end_ms for cue in reread(found, edits).track.cues]
    assert ends == [2000, 5400, 8400, 11000]


@pytest.mark.parametrize(
    "body",
    [
        '<div begin="0s" end="2.5s"><p begin="00:00:01.000" end="00:00:02.000">ja</p></div>',
        '<div timeContainer="seq"><p begin="00:00:01.000" end="00:00:02.000">ja</p><p dur="1s">nee</p></div>',
        '<div><p begin="00:00:01.000" end="00:00:02.000">ja<p begin="0s" end="5s">nee</p></p></div>',
        '<p><span begin="00:00:01.000" end="00:00:02.000">ja</span><span begin="2s" end="3s">nee</span></p>',
        '<div><p begin="00:00:01.000" dur="00:00:01.000">ja</p><p begin="0:00:03,5" end="4s">nee</p></div>',
    ],
    ids=["within a part", "one after the other", "one in another", "spans", "by duration"],
)
@pytest.mark.parametrize(
    "later", ["00:00:01.500", "00:00:02.250", "00:00:04.000", "00:00:00.500", "0:00:04,000"]
)
def test_the_end_of_a_cue_in_ttml_tells_no_more_than_the_whole_file(body: str, later: str) -> None:
    source = TTML.format(body)
    found = document(source, "x.ttml")
    at = source.index("00:00:02.000") if "00:00:02.000" in source else source.rindex("00:00:01.000")
    edits = (Replacement(at, at + 12, later.ljust(12)),)
    assert reread(found, edits) == found.with_edits(edits)


def test_captions_that_begin_to_roll_are_told() -> None:
    blocks = [(1, 3, "ja"), (5, 6, "ja\nnee"), (6, 7, "nee\nwij"), (7, 8, "wij\nzij")]
    times = (f"00:00:0{start}.000 --> 00:00:0{end}.000\n{text}\n" for start, end, text in blocks)
    found = document("WEBVTT\n\n" + "\n".join(times).replace("00:00:06.000\nja", "00:00:05.500\nja"))
    at = found.source.index("00:00:05.500")
    edits = (Replacement(at, at + 12, "00:00:06.000"),)
    assert reread(found, edits) == found.with_edits(edits)
