"""Captions: nothing is lost, nothing overlaps, every line fits, and text is cut where readers expect it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from woordbeeld.alignment.model import AlignedLine, AlignedWord, Alignment, Match, PlacedEvent, Placement
from woordbeeld.media.model import Media
from woordbeeld.timing import Span
from woordbeeld.tracks.captions import captions, not_shown
from woordbeeld.tracks.model import Colour, Cue, Utterance
from woordbeeld.tracks.profile import NL_WEB, find_profile
from woordbeeld.transcript.model import Sound, Speaker, SpokenLine, Transcript


def cues(alignment: Alignment) -> tuple[Cue, ...]:
    return captions(alignment, NL_WEB).cues


def shown(alignment: Alignment) -> list[str]:
    return [" / ".join(cue.shown) for cue in cues(alignment)]


# -- any alignment whatsoever ------------------------------------------------------------------------------

SPEAKERS = [None, Speaker("Ton Heerts", ()), Speaker("Josephine van den Berg", ()), Speaker("N" * 60, ())]
WORDS = st.one_of(
    st.sampled_from(["de", "en", "ja.", "man,", "te", "Karin", "van", "–", "A<B", "-->", "'t", "2", "dhr."]),
    st.text("abcdé./-", min_size=1, max_size=100),
)
LINES = st.tuples(
    st.lists(
        st.tuples(WORDS, st.integers(0, 900), st.integers(0, 1500), st.booleans()), min_size=1, max_size=25
    ),
    st.booleans(),
    st.sampled_from(SPEAKERS),
    st.sampled_from([Match.SAME, Match.SAME, Match.UNHEARD]),
)
SOUNDS = st.tuples(st.text("ABIJ ", min_size=1, max_size=120).filter(str.strip), st.integers(-500, 9000))


@st.composite
def alignments(draw: st.DrawFn) -> Alignment:
    """Words in order, some without a time, lines that were not heard, and sounds that may overlap speech."""
    lines: list[AlignedLine] = []
    events: list[PlacedEvent] = []
    event_ms = 0
    now_ms, turn, speaker = draw(st.integers(0, 2000)), 0, None
    for number, item in enumerate(draw(st.lists(st.one_of(LINES, SOUNDS), max_size=12)), 1):
        if isinstance(item[0], str):
            text, moved_ms = item
            event_ms = max(now_ms + min(moved_ms, 0), event_ms)
            shown = Span(event_ms, event_ms + 1 + abs(moved_ms))
            events.append(PlacedEvent(Sound(number, "", text), shown, Placement.SQUEEZED))
            continue
        spoken, new_turn, new_speaker, match = item
        if new_turn or not lines:
            turn, speaker = turn + 1, new_speaker
        words = []
        for text, long_ms, pause_ms, paused in spoken:
            span = Span(now_ms, now_ms + long_ms) if long_ms else None
            words.append(AlignedWord(text, span, match if span else Match.UNHEARD, 1.0))
            now_ms += long_ms + pause_ms * paused
        source = SpokenLine(number, "", " ".join(word.text for word in words), speaker, turn)
        lines.append(AlignedLine(source, tuple(words)))
    media = Media("a.mp4", "", now_ms + draw(st.integers(0, 3000)), has_video=True)
    shots = tuple(sorted(draw(st.sets(st.integers(0, now_ms), max_size=5))))
    return Alignment(media, Transcript(()), tuple(lines), tuple(events), (), "nl", "base", shots)


@settings(max_examples=300, deadline=None)
@given(alignments())
def test_every_character_is_shown_once_in_order_within_the_limits_and_never_two_cues_at_once(
    alignment: Alignment,
) -> None:
    track = captions(alignment, NL_WEB)
    made, left_out = track.cues, not_shown(alignment, track)
    lines = [(line.source.line, line.source.text) for line in alignment.lines]
    sounds = [
        (event.source.line, f"[{event.source.text.lower()}]")
        for event in alignment.events
        if event not in left_out
    ]
    expected = "".join(text for _, text in sorted(lines + sounds))
    shown_text = "".join("".join(cue.lines) for cue in made)
    # A word that is too long for a line may have hyphens more.
    assert re.sub("[ -]", "", shown_text) == re.sub("[ -]", "", expected)
    assert all(before.span.end_ms <= after.span.start_ms for before, after in pairwise(made))
    assert all(len(cue.lines) <= 2 for cue in made)
    assert all(len(line) <= 42 for cue in made for line in cue.lines)
    assert all(len(line) <= 42 for cue in made for line in cue.shown if not line.startswith("NNN"))


@settings(max_examples=300, deadline=None)
@given(alignments())
def test_only_speech_with_speech_or_the_end_right_after_it_can_be_too_short_to_be_seen(
    alignment: Alignment,
) -> None:
    made = cues(alignment)
    for cue, following in zip(made, (*made[1:], None), strict=False):
        if cue.span.duration_ms < NL_WEB.shortest_duration_ms:
            assert not is_sound(cue)
            assert following is None or not is_sound(following)
            seen_ms = cue.span.start_ms + NL_WEB.shortest_duration_ms
            end_ms = following.span.start_ms - NL_WEB.min_gap_ms if following else alignment.media.duration_ms
            assert end_ms < seen_ms


def is_sound(cue: Cue) -> bool:
    return any("[" in line or "]" in line for line in cue.lines)


@settings(max_examples=200, deadline=None)
@given(alignments())
def test_words_that_fit_on_a_line_are_never_cut(alignment: Alignment) -> None:
    known = {word.text for word in alignment.words}
    if max(map(len, known), default=0) <= 42:
        spoken = [cue for cue in cues(alignment) if not cue.text.startswith("[") and "]" not in cue.text]
        assert {word for cue in spoken for word in cue.text.split()} <= known


@settings(max_examples=200, deadline=None)
@given(alignments())
def test_a_heard_line_starts_to_be_shown_exactly_when_it_starts(alignment: Alignment) -> None:
    starts = {cue.span.start_ms for cue in cues(alignment)}
    firsts = {line.source.turn: line for line in reversed(alignment.lines)}
    for line in firsts.values():
        first = line.words[0]
        undisturbed = (
            not alignment.events
            and not alignment.shots
            and all(word.match is Match.SAME for word in alignment.words)
            and all(word.span and word.span.duration_ms > 20 for word in alignment.words)
        )
        if first.span and undisturbed:
            assert first.span.start_ms in starts


# -- text ------------------------------------------------------------------------------------------------


def test_a_label_is_shown_where_the_speaker_changes_and_a_voice_is_on_every_cue_of_speech(
    align: Callable[..., Alignment],
) -> None:
    made = align(
        "TON HEERTS: Goed.\nHeel goed.\n\nAPPLAUS\n\nNog iets.\nSTEF BÖGER: Nee.",
        (1000, 2000), (4000, 5000), (6000, 8000), (9000, 10_000), (12_000, 13_000),
    )  # fmt: skip
    assert [(part.speaker_prefix, part.voice, cue.text) for cue in cues(made) for part in cue.utterances] == [
        ("TON HEERTS: ", "Ton Heerts", "Goed."),
        ("", "Ton Heerts", "Heel goed."),
        ("", None, "[applaus]"),
        ("", "Ton Heerts", "Nog iets."),
        ("STEF BÖGER: ", "Stef Böger", "Nee."),
    ]


def test_after_a_long_sound_the_label_is_shown_again(align: Callable[..., Alignment]) -> None:
    made = align("TON HEERTS: Goed.\nAPPLAUS\nNog iets.", (0, 1000), (2000, 7001), (8000, 9000))
    assert shown(made) == ["TON HEERTS: Goed.", "[applaus]", "TON HEERTS: Nog iets."]


def test_speech_without_a_label_in_the_transcript_has_no_label_and_no_voice(
    align: Callable[..., Alignment],
) -> None:
    (cue,) = cues(align("Welkom allemaal.", (0, 2000)))
    assert cue.utterances == (Utterance(("Welkom allemaal.",)),)


def test_a_label_that_leaves_no_room_for_the_text_stands_alone_above_it(
    align: Callable[..., Alignment],
) -> None:
    made = align("JOSEPHINE VAN DEN BERG: Meervoudigepersoonlijkheidsstoornis!", (0, 3000))
    assert shown(made) == ["JOSEPHINE VAN DEN BERG: / Meervoudigepersoonlijkheidsstoornis!"]


def test_a_sound_is_in_lower_case_between_brackets(align: Callable[..., Alignment]) -> None:
    made = align("IJZIGE MUZIEK DIE WEGEBT", (0, 3000))
    assert shown(made) == ["[ijzige muziek die wegebt]"]


def test_an_address_longer_than_a_line_is_cut_after_a_slash(align: Callable[..., Alignment]) -> None:
    made = align("TON: www.onderwijsinspectie.nl/onderwerpen/themaonderzoek-entreeopleidingen", (0, 6000))
    assert shown(made) == [
        "TON: / www.onderwijsinspectie.nl/onderwerpen/",
        "themaonderzoek-entreeopleidingen",
    ]


def test_a_compound_longer_than_a_line_is_hyphenated_where_dutch_does(
    align: Callable[..., Alignment],
) -> None:
    word = "arbeidsongeschiktheidsverzekeringsmaatschappij"
    assert shown(align(f"TON: De {word}.", (0, 6000))) == [
        "TON: / De arbeidsongeschiktheidsverzekeringsmaat-",
        "schappij.",
    ]
    assert shown(align("TON: Onderwijsinspectie.", (0, 3000))) == ["TON: Onderwijsinspectie."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We hebben het onderzocht, maar we weten het nog niet.",
         ["We hebben het onderzocht, / maar we weten het nog niet."]),
        ("Gisteren sprak de minister met Karin van den Bosch daarover.",
         ["Gisteren sprak de minister / met Karin van den Bosch daarover."]),
        ("Wij spraken met de leerlingen die al een baan hadden.",
         ["Wij spraken met de leerlingen / die al een baan hadden."]),
        ("Ja. Dat is zo.", ["Ja. Dat is zo."]),
    ],
)  # fmt: skip
def test_lines_break_where_the_sentence_does(
    align: Callable[..., Alignment], text: str, expected: list[str]
) -> None:
    assert shown(align(text, (0, len(text) * 70))) == expected


def test_a_sentence_of_three_lines_is_cut_at_its_comma(align: Callable[..., Alignment]) -> None:
    text = (
        "Wij vinden dat iedereen in dit land goed onderwijs verdient, "
        "en daarom hebben wij alle scholen bezocht."
    )
    assert [cue.text[-9:] for cue in cues(align(text, (0, 7000)))] == ["verdient,", " bezocht."]


# -- who speaks --------------------------------------------------------------------------------------------


QUICK = "TON HEERTS: Kom je?\nSTEF BÖGER: Ja hoor.\nTON HEERTS: Dan gaan we samen.\nSTEF BÖGER: Goed."
QUICK_TIMES = ((0, 1000), (1100, 2000), (2500, 4000), (4100, 4500))


def styled(alignment: Alignment, labels: str) -> list[str]:
    made = captions(alignment, find_profile("nl-web", labels=labels)).cues
    return [" / ".join(cue.shown) for cue in made]


def test_a_reply_too_short_for_a_cue_of_its_own_shares_one_with_a_dash_before_it(
    align: Callable[..., Alignment],
) -> None:
    made = align(
        "TON: Dat is zo.\nSTEF: Nee hoor.\nTON: Is het zo?\nSTEF: Nee.\nTON: Jammer is dat wel.",
        (0, 1500), (3000, 4500), (6000, 7000), (7050, 7400), (7450, 9000),
    )  # fmt: skip
    shared = cues(made)[2]
    assert shared.shown == ("TON: Is het zo?", "-Nee.")
    assert [part.voice for part in shared.utterances] == ["Ton", "Stef"]
    assert shared.sources == (3, 4)


def test_a_dash_does_not_introduce_somebody_whom_viewers_have_not_met(
    align: Callable[..., Alignment],
) -> None:
    made = align("TON: Is het zo?\nSTEF: Nee.", (0, 1000), (1050, 1400), until_ms=1450)
    assert shown(made)[0] == "TON: Is het zo? / STEF: Nee."


def test_no_cue_has_three_speakers(align: Callable[..., Alignment]) -> None:
    made = align("A: Ja.\nB: Nee.\nC: Toch.\nD: Wel.", (0, 300), (320, 600), (620, 900), (920, 1200))
    assert max(len(cue.utterances) for cue in cues(made)) == 2


def test_long_turns_do_not_share_a_cue(align: Callable[..., Alignment]) -> None:
    made = align("TON: Dat is werkelijk zo.\nSTEF: Nee, dat is niet zo.", (0, 2000), (2100, 4000))
    assert all(len(cue.utterances) == 1 for cue in cues(made))


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (
            "name",
            [
                "TON HEERTS: Kom je?",
                "STEF BÖGER: Ja hoor.",
                "TON HEERTS: Dan gaan we samen.",
                "STEF BÖGER: Goed.",
            ],
        ),
        ("dash", ["Kom je?", "-Ja hoor.", "-Dan gaan we samen.", "-Goed."]),
        ("colour", ["Kom je?", "-Ja hoor.", "-Dan gaan we samen.", "-Goed."]),
        ("none", ["Kom je?", "Ja hoor.", "Dan gaan we samen.", "Goed."]),
    ],
)
def test_a_change_of_speaker_is_shown_as_the_profile_says(
    align: Callable[..., Alignment], labels: str, expected: list[str]
) -> None:
    slow = [(at * 4000, at * 4000 + 2000) for at in range(4)]
    assert styled(align(QUICK, *slow), labels) == expected


def test_a_dash_also_tells_of_another_speaker_after_a_long_sound(align: Callable[..., Alignment]) -> None:
    made = align(
        "A: Goed.\nAPPLAUS\nB: Dank.\nAPPLAUS\nNog iets.",
        (0, 1500),
        (2000, 8000),
        (9000, 10_000),
        (11_000, 19_000),
        (20_000, 21_000),
    )
    assert styled(made, "dash") == ["Goed.", "[applaus]", "-Dank.", "[applaus]", "Nog iets."]


def test_a_dash_never_stands_alone_on_its_line(align: Callable[..., Alignment]) -> None:
    made = align("A: Goed.\nB: Het entreejaar heeft me echt wel geholpen.", (0, 1500), (2000, 5000))
    assert styled(made, "dash")[1] == "-Het entreejaar heeft / me echt wel geholpen."


def test_each_speaker_has_a_colour_and_colour_is_never_alone(align: Callable[..., Alignment]) -> None:
    slow = [(at * 4000, at * 4000 + 2000) for at in range(4)]
    made = captions(align(QUICK, *slow), find_profile("nl-web", labels="colour")).cues
    assert [cue.utterances[0].colour for cue in made] == [Colour.WHITE, Colour.YELLOW] * 2
    assert all(cue.utterances[0].speaker_prefix for cue in made[1:])


def test_a_voice_that_is_not_seen_is_marked(align: Callable[..., Alignment]) -> None:
    made = align(
        "VOICE-OVER: Welkom.\nVROUWENSTEM 2: Dag.\nTON HEERTS: Dank.", (0, 1500), (2000, 3500), (4000, 5500)
    )
    assert [cue.utterances[0].off_screen for cue in cues(made)] == [True, True, False]


# -- time ------------------------------------------------------------------------------------------------


def test_a_cue_starts_with_its_first_word_and_lingers_until_it_can_be_read(
    align: Callable[..., Alignment],
) -> None:
    (cue,) = cues(align("Dat is werkelijk een prachtig gezicht.", (1000, 3000)))
    assert cue.span == Span(1000, 1000 + 2236)  # 38 characters at 17 a second


def test_a_cue_lingers_at_most_half_a_second(align: Callable[..., Alignment]) -> None:
    (cue,) = cues(align("Dat is werkelijk een prachtig gezicht.", (1000, 1900)))
    assert cue.span == Span(1000, 2400)


def test_the_last_cue_does_not_outlast_the_media(align: Callable[..., Alignment]) -> None:
    (cue,) = cues(align("Ja.", (1000, 1200), until_ms=1300))
    assert cue.span == Span(1000, 1300)


def test_a_short_gap_closes_to_two_frames_and_a_longer_one_stays(align: Callable[..., Alignment]) -> None:
    made = cues(align("A: Ja hoor.\nB: Nee hoor.\nC: Toch wel.", (0, 1500), (1950, 3000), (3600, 5000)))
    assert [cue.span for cue in made[:2]] == [Span(0, 1870), Span(1950, 3000)]


def test_where_the_voices_leave_no_gap_the_earlier_cue_ends_two_frames_early(
    align: Callable[..., Alignment],
) -> None:
    made = cues(align("A: Ja hoor.\nB: Nee hoor.", (0, 2000), (2000, 4000)))
    assert [cue.span for cue in made] == [Span(0, 1920), Span(2000, 4000)]


def test_a_pause_of_more_than_a_second_always_makes_a_new_cue(align: Callable[..., Alignment]) -> None:
    words = [(0, 300), (300, 500), (1501, 1800), (1800, 2200)]
    assert shown(align("A: Ja zeg maar nee.", words)) == ["A: Ja zeg", "maar nee."]


def test_no_pause_leaves_a_single_word_of_a_sentence_behind(align: Callable[..., Alignment]) -> None:
    words = [(0, 300), (300, 500), (500, 900), (2100, 2400)]
    assert shown(align("A: Ik wil hier weg.", words)) == ["A: Ik wil hier weg."]
    assert shown(align("A: Dat is zo. Ja.", words)) == ["A: Dat is zo.", "Ja."]


def test_short_sentences_of_a_turn_share_a_cue(align: Callable[..., Alignment]) -> None:
    assert shown(align("A: Ja.\nDat klopt.\nEcht.", (0, 400), (500, 1200), (1300, 1700))) == [
        "A: Ja. Dat klopt. Echt."
    ]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_captions_are_the_same_where_lines_break_in_mid_sentence(
    align: Callable[..., Alignment], between: str
) -> None:
    words = (
        "We hebben in de afgelopen jaren op de scholen van de stad gezien dat de leerlingen het fijn vinden "
        "als er in de klas van hun broer een man met een hond over de grote vakantie komt vertellen."
    ).split()
    times = [(at * 400, at * 400 + 390) for at in range(len(words))]
    one_line = align(f"A: {' '.join(words)}", times)
    one_word_a_line = align(f"A: {between.join(words)}", *([time] for time in times))
    assert shown(one_word_a_line) == shown(one_line)


def test_captions_rather_break_where_a_line_of_the_text_begins_anew(align: Callable[..., Alignment]) -> None:
    listed = "Zij brachten mee\nEen grote doos met koekjes\nDe bal van hun vader en hun moeder"
    assert [cue.lines for cue in cues(align(listed, (0, 1000), (1000, 2500), (2500, 4500)))] == [
        ("Zij brachten mee", "Een grote doos met koekjes"),
        ("De bal van hun vader en hun moeder",),
    ]


def test_a_word_without_a_time_stays_with_the_words_of_its_line(align: Callable[..., Alignment]) -> None:
    made = align("A: Toen kwam.\nHij binnen.", [None, (1000, 1500)], [(4000, 4300), None])
    assert [(cue.text, cue.span.start_ms) for cue in cues(made)] == [
        ("Toen kwam.", 1000),
        ("Hij binnen.", 4000),
    ]


def test_a_line_without_a_time_stays_with_the_line_before_it(align: Callable[..., Alignment]) -> None:
    made = align("A: Toen kwam hij.\nEcht waar.\nBinnen.", (1000, 1900), None, (5000, 6000))
    assert shown(made) == ["A: Toen kwam hij. Echt waar.", "Binnen."]


def test_a_turn_without_a_time_gets_what_the_turn_before_it_can_miss(align: Callable[..., Alignment]) -> None:
    made = cues(align("A: Dat is zo.\nB: Ja.\nC: Nee.", (0, 3000), None, (3000, 4000)))
    assert [cue.text for cue in made] == ["Dat is zo.", "Ja.", "Nee."]
    assert made[1].span.duration_ms >= NL_WEB.shortest_duration_ms
    assert made[2].span.start_ms == 3000


def test_a_sound_that_overlaps_speech_gets_what_the_speech_leaves_free(
    align: Callable[..., Alignment],
) -> None:
    made = cues(align("A: Dat is zo.\nAPPLAUS\nB: Nee.", (0, 3000), (2500, 6000), (5000, 6000)))
    assert [cue.span for cue in made[:2]] == [Span(0, 3000), Span(3080, 4920)]


def test_a_sound_without_room_is_left_out_and_told_and_speech_still_starts_on_time(
    align: Callable[..., Alignment],
) -> None:
    made = align("A: Dat is zo.\nAPPLAUS\nB: Nee.", (0, 3000), (3000, 3001), (3000, 4000))
    track = captions(made, NL_WEB)
    assert [(cue.text, cue.span.start_ms) for cue in track.cues] == [("Dat is zo.", 0), ("Nee.", 3000)]
    assert [sound.source.text for sound in not_shown(made, track)] == ["APPLAUS"]


def test_a_sound_without_a_time_is_left_out_and_told(align: Callable[..., Alignment]) -> None:
    made = align("A: Dat is zo.\nAPPLAUS\nB: Nee.", (0, 3000), (3000, 6000), (6000, 7000))
    made = replace(made, events=(replace(made.events[0], span=None, placement=Placement.UNPLACED),))
    track = captions(made, NL_WEB)
    assert [cue.text for cue in track.cues] == ["Dat is zo.", "Nee."]
    assert not_shown(made, track) == made.events


def test_two_sounds_at_the_end_are_shown_as_far_as_the_media_last(align: Callable[..., Alignment]) -> None:
    """No gap is needed after the last; a caption of 34 ms, as there once was, nobody reads."""
    text, last_ms = "A: Dat is zo.\n\nGELUID\n\nGELUID", 3000
    for room_ms, shown in ((68, 0), (832, 0), (833, 1), (1745, 1), (1746, 2)):
        until_ms = last_ms + room_ms
        half_ms = last_ms + room_ms // 2
        made = align(text, (0, last_ms), (last_ms, half_ms), (half_ms, until_ms), until_ms=until_ms)
        sounds = [cue.span for cue in cues(made)[1:]]
        assert len(sounds) == shown
        assert all(span.duration_ms >= NL_WEB.shortest_duration_ms for span in sounds)
        assert all(last_ms <= span.start_ms < span.end_ms <= until_ms for span in sounds)


def test_sounds_before_the_first_word_are_shown_as_far_as_there_is_room(
    align: Callable[..., Alignment],
) -> None:
    for start_ms, shown in ((900, 0), (913, 1), (1825, 1), (1826, 2)):
        half_ms = start_ms // 2
        made = align("EEN\n\nTWEE\n\nA: Ja.", (0, half_ms), (half_ms, start_ms), (start_ms, 5000))
        assert [cue.text for cue in cues(made)] == [*["[een]", "[twee]"][:shown], "Ja."]
        assert all(cue.span.duration_ms >= 833 for cue in cues(made))


def test_a_short_word_is_seen_before_the_sound_that_follows_it(align: Callable[..., Alignment]) -> None:
    word, sound = cues(align("A: Ja.\n\nAPPLAUS", (0, 200), (200, 5000)))
    assert (word.span, sound.span) == (Span(0, 833), Span(913, 5000))


def test_a_word_lingers_until_it_can_be_seen(align: Callable[..., Alignment]) -> None:
    (cue,) = cues(align("A: Ja.", (1000, 1050)))
    assert cue.span == Span(1000, 1833)


def test_all_cues_of_a_long_sound_are_shown_or_none(align: Callable[..., Alignment]) -> None:
    text = "RUSTIGE MUZIEK DIE WEGEBT " * 8
    for start_ms in (1500, 9000):
        shown = [cue.text for cue in cues(align(f"{text}\n\nA: Ja.", (0, start_ms), (start_ms, 12_000)))]
        assert len(shown) in (1, 4)
        assert (len(shown) == 1) == (start_ms == 1500)


def test_long_music_is_shown_for_seven_seconds(align: Callable[..., Alignment]) -> None:
    (cue,) = cues(align("RUSTIGE MUZIEK", (1000, 30_000)))
    assert cue.span == Span(1000, 8000)


@pytest.mark.parametrize(("cut_ms", "start_ms"), [(1200, 1200), (1280, 1280), (1300, 1000), (900, 1000)])
def test_a_caption_waits_for_the_new_shot_where_the_picture_cuts_within_seven_frames(
    align: Callable[..., Alignment], cut_ms: int, start_ms: int
) -> None:
    alignment = replace(align("TON HEERTS: Super dank voor dit rapport.", (1000, 3000)), shots=(cut_ms,))
    assert cues(alignment)[0].span.start_ms == start_ms


def test_a_cue_that_lingers_ends_with_its_shot_if_it_can_be_read_by_then(
    align: Callable[..., Alignment],
) -> None:
    alignment = align("Dat is zo gedaan.", (1000, 1500))
    assert cues(replace(alignment, shots=(1900,)))[0].span == Span(1000, 1900)
    assert cues(replace(alignment, shots=(1400,)))[0].span == Span(1000, 2000)


def test_a_line_that_nobody_says_gets_time_to_be_seen_and_moves_no_other(
    align: Callable[..., Alignment],
) -> None:
    made = align("A: Dat is zo.\nDit niet.\nB: Nee hoor.", (0, 3000), (2900, 3000), (3000, 4500))
    unheard = replace(
        made.lines[1],
        words=tuple(replace(word, match=Match.UNHEARD, confidence=0.0) for word in made.lines[1].words),
    )
    alignment = replace(made, lines=(made.lines[0], unheard, made.lines[2]))
    first, second, third = cues(alignment)
    assert (first.span.start_ms, third.span.start_ms) == (0, 3000)
    assert second.span.duration_ms >= NL_WEB.shortest_duration_ms


def test_a_sound_that_goes_on_is_told_once_and_whole(align: Callable[..., Alignment]) -> None:
    alignment = align("TON HEERTS: Dank.\n\nRUSTIGE MUZIEK DIE WEGEBT", (0, 1000), (2000, 20_000))
    assert shown(alignment)[1:] == ["[rustige muziek die wegebt]"]
    assert cues(alignment)[1].span == Span(2000, 9000)
