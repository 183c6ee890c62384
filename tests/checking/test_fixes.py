"""Fixes: faults that need no person go, no word does, and there are never more errors than before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.formats.documents import document, texts
from tests.tracks.test_checks import BAD, cue, track

from woordbeeld.checking import fixes
from woordbeeld.checking.fixes import FIXABLE, fix
from woordbeeld.checking.steps import Fix, Task
from woordbeeld.formats.document import FORMAT_RULE, Document, Replacement
from woordbeeld.formats.table import FORMATS, CaptionFormat, Writing
from woordbeeld.timing import Span
from woordbeeld.tracks.checks import check, count_errors
from woordbeeld.tracks.model import DASH, Cue, Track, TrackKind, Utterance
from woordbeeld.tracks.profile import NL_WEB
from woordbeeld.words import say

TEXT_FORMATS = [each for each in FORMATS if not each.binary]
WORDS = st.sampled_from(
    ["de", "man", "en", "ja.", "te", "onderwijsinspectie", "&amp;", "een", "huis,", "<b>"]
)
LINES = st.lists(st.lists(WORDS, max_size=12).map(" ".join), min_size=1, max_size=3).map(tuple)
UTTERANCES = st.builds(
    Utterance, LINES, st.sampled_from([None, "Ton"]), st.sampled_from(["", DASH, "- ", "TON: "])
)


@st.composite
def tracks(draw: st.DrawFn) -> Track:
    """Captions as bad as they come: out of order, one over the other, too long and too short."""
    made = []
    for number in range(draw(st.integers(1, 6))):
        start_ms = draw(st.integers(0, 20_000))
        spoken = tuple(draw(st.lists(UTTERANCES, min_size=1, max_size=2)))
        made.append(Cue(Span(start_ms, start_ms + draw(st.integers(1, 9000))), spoken, (number + 1,)))
    return Track(TrackKind.CAPTIONS, "nl", tuple(made))


def written(made: Track, name: str = "x.nl.vtt") -> Document:
    """A track as a file of the format of that name."""
    (form,) = (each for each in FORMATS if name.endswith(each.endings[0]))
    return document(form.write(made, Writing()), name)


def words(found: Document) -> Counter[str]:
    """What is said, without the dashes before speakers."""
    text = " ".join(texts(found)).replace("&amp;", "&")
    return Counter(word.removeprefix(DASH) for word in text.split() if word != DASH)


@pytest.mark.parametrize("form", TEXT_FORMATS, ids=lambda form: form.name)
@settings(max_examples=100, deadline=None)
@given(made=tracks())
def test_no_word_is_lost_no_error_added_and_fixing_again_changes_nothing(
    form: CaptionFormat, made: Track
) -> None:
    found = written(made, f"x.nl{form.endings[0]}")
    assume("rolling" not in {fault.cause for fault in found.faults})  # their words are to be said once
    fixed = fix(found, NL_WEB)
    assert words(fixed.document) == words(found)
    assert count_errors(fixed.document.track, NL_WEB) <= count_errors(found.track, NL_WEB)
    # A text that repeats itself may look as if it rolled once it is divided.
    assume("rolling" not in {fault.cause for fault in fixed.document.faults})
    again = fix(fixed.document, NL_WEB)
    assert again.document.source == fixed.document.source
    assert again.done == ()
    assert bool(fixed.done) == (fixed.document.source != found.source)


@pytest.mark.parametrize("form", TEXT_FORMATS, ids=lambda form: form.name)
@pytest.mark.parametrize("rule", sorted(FIXABLE - {"dash", FORMAT_RULE}))
def test_what_can_be_fixed_is(form: CaptionFormat, rule: str) -> None:
    found = written(BAD[rule][0], f"x.nl{form.endings[0]}")
    before = {finding.rule for finding in check(found.track, NL_WEB)}
    if rule not in before:  # what the format has no place for, its files cannot do wrong
        assert list(form.cannot_hold(BAD[rule][0])) or not _keeps_order(form)
        return
    assert rule not in {finding.rule for finding in check(fix(found, NL_WEB).document.track, NL_WEB)}


def _keeps_order(form: CaptionFormat) -> bool:
    """Whether cues stand in a file as they were given, whatever their times."""
    disordered = BAD["order"][0]
    starts = [cue.span.start_ms for cue in written(disordered, f"x.nl{form.endings[0]}").track.cues]
    return starts == [cue.span.start_ms for cue in disordered.cues]


@pytest.mark.parametrize("dash", ["–", "-"])
@pytest.mark.parametrize("thought", ["{0} denk ik {0}", "{0}denk ik{0}"])
def test_no_line_is_made_to_begin_with_a_dash_inside_a_sentence(dash: str, thought: str) -> None:
    text = f"Wij zagen daar een prachtig gebouw {thought.format(dash)} en een park."
    fixed = fix(written(track(cue(0, 6000, text))), NL_WEB).document.track
    assert [line for each in fixed.cues for line in each.lines if line.startswith(dash)] == []
    assert fixed.cues[0].text == text


def test_no_number_is_left_alone_where_it_reads_as_that_of_the_next_cue() -> None:
    made = track(cue(0, 9000, "1984 Utrecht maar voor de gemeente gemeente Utrecht 1984"))
    fixed = {form.name: fix(written(made, f"x.nl{form.endings[0]}"), NL_WEB) for form in TEXT_FORMATS}
    last_lines = {
        name: [text.splitlines()[-1] for text in texts(each.document)] for name, each in fixed.items()
    }
    assert last_lines["WebVTT"] == last_lines["TTML"] == ["1984 Utrecht", "1984"]
    assert last_lines["SubRip"] == [made.cues[0].text]
    (left,) = fixed["SubRip"].left
    assert "a number would be left alone on a last line" in str(left)


@pytest.mark.parametrize("dash", [DASH, "- ", "– "])
def test_no_dash_is_left_alone_on_its_line(dash: str) -> None:
    text = "heeft onderwijsinspectie den en Josephine"
    fixed = fix(written(track(cue(0, 6000, text, speaker_prefix=dash))), NL_WEB).document.track
    assert fixed.cues[0].shown[0].startswith(f"{dash}heeft")


def test_a_label_that_stands_alone_stays() -> None:
    found = written(
        track(
            cue(0, 1000, "", voice="Ton", speaker_prefix="TON: "), cue(1080, 3000, "Dat is zo.", voice="Ton")
        )
    )
    assert fix(found, NL_WEB).document.source == found.source
    assert [str(each.message).endswith("only the label TON:") for each in check(found.track, NL_WEB)] == [
        True
    ]


def test_a_dash_becomes_that_of_most_others() -> None:
    spoken = [
        (Utterance(("Ja?",), speaker_prefix=""), Utterance(("Nee.",), speaker_prefix=speaker_prefix))
        for speaker_prefix in ("-", "- ", "-")
    ]
    made = Track(
        TrackKind.CAPTIONS,
        "nl",
        tuple(Cue(Span(at * 3000, at * 3000 + 2000), each, (1,)) for at, each in enumerate(spoken)),
    )
    fixed = fix(written(made), NL_WEB).document.track
    assert [each.utterances[1].speaker_prefix for each in fixed.cues] == ["-", "-", "-"]


def test_what_is_done_is_told_with_time_and_text() -> None:
    fixed = fix(written(track(cue(83_000, 84_000, "Dit leest niemand zo snel."))), NL_WEB)
    assert tuple(map(str, fixed.done)) == (
        "1:23 “Dit leest niemand zo snel.” stays 530 ms longer, to be read",
    )


def test_too_much_text_is_divided_over_two_cues_at_the_best_place() -> None:
    text = (
        "Wij vinden dat iedereen in dit land goed onderwijs verdient,",
        "en daarom hebben wij alle scholen bezocht.",
    )
    fixed = fix(
        written(track(cue(0, 7000, *text, voice="Ton", speaker_prefix="TON: "))), NL_WEB
    ).document.track
    assert [each.text[-9:] for each in fixed.cues] == ["verdient,", " bezocht."]
    assert [each.utterances[0].speaker_prefix for each in fixed.cues] == ["TON: ", ""]
    assert fixed.cues[1].span.start_ms - fixed.cues[0].span.end_ms == NL_WEB.min_gap_ms
    assert fixed.cues[1].span.end_ms == 7000


def test_only_what_was_asked_is_fixed() -> None:
    made = track(cue(0, 4000, "Wij zagen een", "groot huis."), cue(4040, 6000, "Jansen &amp; zoon."))
    found = written(made)
    sources = {rule: fix(found, NL_WEB, only={rule}).document.source for rule in ("gap", "bad-break")}
    assert sources["gap"] == found.source.replace("04.000", "03.960")
    assert sources["bad-break"] == found.source.replace("een\ngroot", "een groot")


def test_a_fix_that_would_do_harm_keeps_no_other_from_being_done(monkeypatch: pytest.MonkeyPatch) -> None:
    found = written(track(*(cue(at * 3000, at * 3000 + 900, f"Dat is {at}.") for at in range(9))))

    def careless(before: Document, _task: Task) -> Iterator[Fix]:
        for number, piece in enumerate(before.cue_pieces):
            assert piece.parts is not None
            payload = piece.parts.payload
            harm = Replacement(payload.start, payload.end, "weg" if number == 4 else f"Dat\nis {number}.")
            yield Fix((harm,), say("fix.divided", parts=number))

    monkeypatch.setattr(fixes, "STEPS", ((frozenset({"gap"}), careless),))
    fixed = fix(found, NL_WEB)
    assert [text.replace("\n", " ") for text in texts(fixed.document)] == texts(found)
    assert [text for text in texts(fixed.document) if "\n" not in text] == ["Dat is 4."]
    assert list(map(str, fixed.left)) == ["not done, for it would do harm; it would read: was divided in 4"]
