"""Plans: nothing over speech or before it is seen, all that fits, and what does not where it belongs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.description.films import Times, film
from tests.work import calls

from woordbeeld.alignment.model import AlignedLine, Alignment, Match, Placement
from woordbeeld.description.model import Fit, Plan
from woordbeeld.description.passages import passages
from woordbeeld.description.pauses import AIR_MS, quiet_of
from woordbeeld.description.places import BETWEEN_MS, FASTEST, LATEST_MS, Place, at_home, places
from woordbeeld.description.planning import COSTS, Costs, plan
from woordbeeld.timing import Span

SECOND = 1000


def times(found: Plan) -> list[Times]:
    return [(each.start_ms, each.start_ms + each.length_ms) for each in found.passages]


def of_length(length_ms: int, film: Alignment, costs: Costs = COSTS) -> Plan:
    """A plan in which each passage takes as long."""
    return plan(film, lambda _: length_ms, costs)


def test_a_scene_is_said_as_soon_as_it_is_seen_with_air_after_the_speech() -> None:
    made = film("A: Ja.\n\n(Een vis.)\n\nA: Nee.", (0, 5000), (5000, 9000), (9000, 10_000))
    assert times(of_length(SECOND, made)) == [(5000 + AIR_MS, 6000 + AIR_MS)]
    later = film("A: Ja.\n\n(Een vis.)\n\nA: Nee.", (0, 5000), (6500, 9000), (9000, 10_000))
    assert times(of_length(SECOND, later)) == [(6500, 7500)]


@pytest.mark.parametrize(
    ("pause_ms", "speed", "fit"),
    [(1400, 1.0, Fit.FITS), (1399, 1.001, Fit.FASTER), (1270, 1.149, Fit.FASTER)],
)
def test_a_pause_that_is_long_enough_to_the_millisecond_has_room(
    pause_ms: int, speed: float, fit: Fit
) -> None:
    end_ms = 5000 + pause_ms
    made = film("A: Ja.\n\n(Een vis.)\n\nA: Nee.", (0, 5000), (5000, end_ms), (end_ms, 60_000))
    found = of_length(SECOND, made)
    assert found.fit(3) is fit
    assert found.passages[0].speed == pytest.approx(speed, abs=0.001)
    assert times(found) == [(5000 + AIR_MS, min(6200, end_ms - AIR_MS))]


def test_what_has_no_room_tells_how_much_it_needs_from_where_its_room_ends() -> None:
    made = film("A: Ja.\n\n(Een vis.)\n\nA: Nee.", (0, 5000), (5000, 8000), (8000, 60_000))
    (found,) = of_length(4 * SECOND, made).passages
    assert (found.start_ms, found.needs_ms, found.still_ms) == (5200, 1400, 7800)
    assert of_length(4 * SECOND, made).fit(3) is Fit.EXTENDED
    assert of_length(4 * SECOND, made).needs_ms(3) == 1400


def test_in_hardly_any_room_the_picture_stands_still_at_once_and_amid_no_word() -> None:
    made = film("A: Ja.\n\n(Een vis.)\n\nA: Nee.", (0, 5000), (5000, 5100), (5100, 60_000))
    (found,) = of_length(2 * SECOND, made).passages
    assert (found.start_ms, found.needs_ms) == (5050, 2000)


def test_sentences_find_room_in_pauses_of_their_own() -> None:
    text = "A: Ja.\n\n(Een vis. Hij kijkt.)\n\nA: Nee.\nMaar goed."
    made = film(text, (0, 5000), (5000, 7000), (7000, 9000), (11_000, 60_000))
    assert times(of_length(1500, made)) == [(5200, 6700), (9200, 10_700)]


def test_sentences_of_one_scene_that_must_hurry_are_said_at_one_speed() -> None:
    text = "A: Ja.\n\n(Een vis. Hij kijkt. Hij lacht.)\n\nA: Nee."
    made = film(text, (0, 5000), (5000, 14_000), (14_000, 60_000))
    found = of_length(3000, made)
    speed = 9000 / (9000 - 2 * AIR_MS - 2 * BETWEEN_MS)
    assert [each.speed for each in found.passages] == pytest.approx([speed] * 3, abs=0.001)
    assert found.fit(3) is Fit.FASTER


def test_of_two_sentences_for_one_pause_the_longer_is_said() -> None:
    text = "A: Ja.\n\n(Een vis. Hij kijkt om naar een wrak.)\n\nA: Nee."
    made = film(text, (0, 5000), (5000, 7400), (7400, 60_000))
    found = plan(made, lambda passage: 60 * len(passage.text))
    assert [each.fits for each in found.passages] == [False, True]
    assert found.fit(3) is Fit.IN_PART


def test_each_sentence_waits_for_its_own_shot() -> None:
    text = "A: Ja.\n\n(Een vis. Een wrak.)\n\nA: Nee."
    made = film(text, (0, 5000), (5000, 15_000), (15_000, 60_000), shots=(5000, 9500))
    assert [start for start, _ in times(of_length(SECOND, made))] == [5200, 9500]


SHOWN_LATE = "A: Ja.\n\n(Een vis. Een wrak.)\n\nA: Nee."


def shown_late(shot_ms: int) -> Alignment:
    """A film with a scene from 5 to 9 s, of which the second sentence is seen from a moment on."""
    return film(SHOWN_LATE, (0, 5000), (5000, 9000), (9000, 60_000), shots=(5000, shot_ms))


def test_a_sentence_rather_hurries_than_is_said_before_its_shot() -> None:
    found = of_length(SECOND, shown_late(7900))
    assert times(found) == [(5200, 6200), (7900, 8800)]


def test_a_sentence_without_other_room_is_said_before_its_shot_and_as_late_as_can_be() -> None:
    found = of_length(1500, shown_late(7900))
    assert [each.fits for each in found.passages] == [True, True]
    assert times(found)[1] == (8800 - ceil(1500 / FASTEST), 8800)


def test_a_sentence_is_rather_a_little_before_its_shot_than_after_the_next_line() -> None:
    text = SHOWN_LATE + "\nMaar goed."
    spans = ((0, 5000), (5000, 9000), (9000, 12_000), (15_000, 60_000))
    found = of_length(SECOND + 200, film(text, *spans, shots=(5000, 7900)))
    assert times(found)[1][1] == 8800


def test_the_picture_stands_still_for_no_sentence_before_its_shot() -> None:
    spans, voice = (
        ((0, 5000), (5000, 25_000), (25_000, 60_000)),
        ((0, 5000), (10_000, 17_000), (18_000, 60_000)),
    )
    made = film(SHOWN_LATE, *spans, voice=voice, shots=(5000, 11_000))
    found = plan(made, lambda passage: 6000 if passage.number else 2000)
    assert [(each.start_ms, each.fits) for each in found.passages] == [(5200, True), (17_800, False)]


def test_what_is_said_in_one_go_waits_for_its_shot_also_when_it_gets_one_speed() -> None:
    found = plan(shown_late(6500), lambda passage: 2600 if passage.number else SECOND)
    assert times(found) == [(5200, 6200), (6500, 8800)]


def test_a_shot_of_what_the_text_tells_after_the_scene_is_not_waited_for() -> None:
    text = "A: Ja.\n\n(Een vis. Een wrak.)\n\nB: Nee."
    spans = ((0, 5000), (5000, 15_000), (15_000, 60_000))
    found = of_length(SECOND, film(text, *spans, shots=(5000, 14_500)))
    assert [start for start, _ in times(found)] == [5200, 6500]


def test_a_shot_that_comes_with_a_sound_is_not_that_of_the_scene_before_it() -> None:
    text = "A: Ja.\n\n(Een zaal. Zij geeft een hand.)\n\nAPPLAUS\n\nB: Nee."
    spans = ((0, 5000), (5000, 13_000), (9500, 12_500), (13_000, 60_000))
    found = of_length(SECOND, film(text, *spans, shots=(5000, 9000)))
    assert times(found) == [(5200, 6200), (6500, 7500)]


def test_a_sound_goes_on_during_a_scene_and_its_later_shots() -> None:
    text = "A: Ja.\n\n(Een zaal. Hij krijgt bloemen.)\n\nAPPLAUS\n\nB: Nee."
    spans = ((0, 5000), (5000, 15_000), (5000, 15_000), (15_000, 60_000))
    found = of_length(SECOND, film(text, *spans, shots=(5000, 9500)))
    assert [start for start, _ in times(found)] == [5200, 9500]


def test_a_name_is_said_just_before_its_speaker_speaks() -> None:
    text = "A: Ja.\n\n(Een zaal. Stef Böger:)\n\nSTEF BÖGER: Nee."
    made = film(text, (0, 5000), (5000, 15_000), (15_000, 60_000))
    assert times(of_length(SECOND, made)) == [(5200, 6200), (13_800, 14_800)]


def test_a_name_is_never_said_after_its_speaker_spoke() -> None:
    text = "A: Ja.\n\n(Stef Böger:)\n\nSTEF BÖGER: Nee.\nMaar goed."
    made = film(text, (0, 5000), (5000, 5500), (5500, 8000), (12_000, 60_000))
    (found,) = of_length(SECOND, made).passages
    assert not found.fits
    assert found.still_ms <= 5500


def test_applause_is_waited_for_and_music_is_not() -> None:
    text = "A: Ja.\n\n(Een zaal.)\n\n{}\n\nA: Nee."
    spans = ((0, 5000), (5000, 12_000), (5000, 7000), (12_000, 60_000))
    assert times(of_length(SECOND, film(text.format("APPLAUS"), *spans))) == [(7000, 8000)]
    assert times(of_length(SECOND, film(text.format("MUZIEK"), *spans))) == [(5200, 6200)]


def test_applause_is_talked_over_where_there_is_no_other_room() -> None:
    text = "A: Ja.\n\n(Een zaal.)\n\nAPPLAUS\n\nA: Nee."
    made = film(text, (0, 5000), (5000, 7000), (5000, 7000), (7000, 60_000))
    assert times(of_length(SECOND, made)) == [(5200, 6200)]


def test_speech_that_only_the_voice_tells_of_is_not_talked_over() -> None:
    text = "A: Ja.\n\n(Een zaal.)\n\nA: Nee."
    voice = ((0, 5000), (6000, 7000), (12_000, 60_000))
    made = film(text, (0, 5000), (5000, 12_000), (12_000, 60_000), voice=voice)
    assert times(of_length(SECOND, made)) == [(7200, 8200)]


def test_a_word_that_was_not_heard_stands_in_nobodys_way_where_there_is_no_voice() -> None:
    made = film("A: Ja.\n\n(Een zaal.)\n\nA: Nee.", (0, 5000), (5000, 9000), (5500, 8500), voice=((0, 5000),))
    unheard = tuple(replace(word, match=Match.UNHEARD) for word in made.lines[1].words)
    made = replace(made, lines=(made.lines[0], AlignedLine(made.lines[1].source, unheard)))
    assert times(of_length(SECOND, made)) == [(5200, 6200)]


def test_nothing_is_said_long_after_it_was_seen() -> None:
    text = "A: Ja.\n\n(Een zaal.)\n\nA: Nee.\nMaar goed."
    near = film(text, (0, 5000), (5000, 5100), (5100, 5000 + LATEST_MS - AIR_MS), (20_000, 60_000))
    far = film(text, (0, 5000), (5000, 5100), (5100, 5000 + LATEST_MS + 1), (20_000, 60_000))
    assert of_length(SECOND, near).fit(3) is Fit.FITS
    assert of_length(SECOND, far).fit(3) is Fit.EXTENDED


def test_a_time_that_a_person_set_is_kept_though_there_is_less_air() -> None:
    text = "A: Ja.\n\n(Een vis.)\n\nA: Nee."
    made = film(text, (0, 5000), (5050, 9000), (9000, 60_000), placement=Placement.EDITED)
    assert times(of_length(SECOND, made)) == [(5050, 6050)]


def test_a_time_that_a_person_set_amid_speech_makes_the_picture_stand_still() -> None:
    text = "A: Ja.\n\n(Een vis.)\n\nA: Nee."
    made = film(text, (0, 5000), (2000, 9000), (9000, 60_000), placement=Placement.EDITED)
    (found,) = of_length(SECOND, made).passages
    assert (found.start_ms, found.needs_ms) == (2000, SECOND)


def test_a_film_without_scenes_has_an_empty_plan() -> None:
    assert plan(film("A: Ja.", (0, 5000))).passages == ()


def test_a_passage_may_be_the_first_though_another_was_left_out() -> None:
    made = film("(Een vis. Een wrak.)\n\nA: Ja.", (0, 900), (900, 60_000))
    found = plan(made, lambda passage: 500 if passage.number else 600)
    assert [each.fits for each in found.passages] == [False, True]


@dataclass(frozen=True, slots=True)
class Drawn:
    film: Alignment
    lengths: tuple[int, ...]

    def plan(self) -> Plan:
        lengths = iter(self.lengths)
        by_passage = {each: next(lengths) for each in passages(self.film.transcript, "nl")}
        return plan(self.film, by_passage.__getitem__)

    def places(self) -> Sequence[Place]:
        told = passages(self.film.transcript, "nl")
        lengths = dict(zip(told, self.lengths, strict=False))
        return places(self.film, told, lengths.__getitem__)


@st.composite
def films(draw: st.DrawFn) -> Drawn:
    """Lines and scenes in turn, with pauses between and within lines."""
    text, spans, voice, shots = [], [], [], []
    at = sentences = 0
    for _ in range(draw(st.integers(1, 3))):
        pause = draw(st.integers(0, 40)) * 100
        count = draw(st.integers(1, 2))
        announces = draw(st.booleans())
        text.append("(" + "Een vis. " * count + ("Bert Bos:)" if announces else ")"))
        spans.append((at, max(at + pause, at + 1)))
        sentences += count + announces
        shots += [at + pause // 2] * draw(st.integers(0, 1))
        at += pause
        text.append("BERT BOS: Ja ja.")
        first, gap, last = (draw(st.integers(low, 40)) * 100 for low in (1, 0, 1))
        spans.append((at, at + first + gap + last))
        voice += [(at, at + first), (at + first + gap, at + first + gap + last)]
        at += first + gap + last
    drawn = film("\n\n".join(text), *spans, until_ms=at + 100, voice=voice, shots=sorted(set(shots)))
    # The words are heard where there is voice, and nowhere else.
    lines = []
    for number, line in enumerate(drawn.lines):
        words = [
            replace(word, span=Span(*span))
            for word, span in zip(line.words, voice[2 * number : 2 * number + 2], strict=True)
        ]
        lines.append(replace(line, words=tuple(words)))
    lengths = draw(st.lists(st.integers(3, 40), min_size=sentences, max_size=sentences))
    return Drawn(replace(drawn, lines=tuple(lines)), tuple(100 * each for each in lengths))


@given(films())
def test_a_plan_keeps_all_that_is_asked_of_it(drawn: Drawn) -> None:
    found, by_passage = drawn.plan(), {place.passage: place for place in drawn.places()}
    assert [each.passage for each in found.passages] == list(by_passage)
    for each in found.passages:
        place = by_passage[each.passage]
        assert each.start_ms >= place.earliest_ms
        assert each.start_ms >= place.shot_ms or place.passage.number > 0
        assert each.speed <= FASTEST + 1e-9
        assert each.length_ms == ceil(place.length_ms / each.speed - 1e-6)
        # What is said in the film, all of it or the part that has room, has air and no speech.
        if each.still_ms > each.start_ms:
            said = Span(max(0, each.start_ms - AIR_MS), each.still_ms + AIR_MS)
            assert not any(said.overlaps(span) for span in drawn.film.voice)
        else:
            assert not any(span.start_ms < each.start_ms < span.end_ms for span in drawn.film.voice)
    in_film = [each for each in found.passages if each.fits]
    assert all(before.still_ms + BETWEEN_MS <= after.start_ms for before, after in pairwise(in_film))
    assert all(before.still_ms <= after.start_ms for before, after in pairwise(found.passages))


@given(films())
def test_as_much_is_said_as_can_be_said_at_all(drawn: Drawn) -> None:
    placed, found = drawn.places(), drawn.plan()
    home = at_home(placed, quiet_of(drawn.film).pauses)

    def worth(out: Sequence[int]) -> tuple[int, int]:
        return sum(placed[at].passage.line in home for at in out), len(out)

    best = min(
        worth(out)
        for count in range(len(placed) + 1)
        for out in combinations(range(len(placed)), count)
        if _is_possible(drawn.film, placed, out)
    )
    assert worth([at for at, each in enumerate(found.passages) if not each.fits]) == best


def _is_possible(film: Alignment, placed: Sequence[Place], out: Sequence[int]) -> bool:
    """Whether all passages but some can be said, each as soon and as fast as can be."""
    pauses, free_ms = quiet_of(film).pauses, 0
    for number, place in enumerate(placed):
        if number in out:
            continue
        length_ms = ceil(place.length_ms / FASTEST)
        starts = (max(room.start_ms, free_ms) for room in place.rooms(pauses))
        ends = (room.end_ms for room in place.rooms(pauses))
        start_ms = next(
            (start for start, end in zip(starts, ends, strict=True) if start + length_ms <= end), None
        )
        if start_ms is None or start_ms > place.latest_ms:
            return False
        free_ms = start_ms + length_ms + BETWEEN_MS
    return True


def long_film(minutes: int) -> Alignment:
    """A scene with three sentences each 18 seconds."""
    text, spans = [], []
    for at in range(0, minutes * 60_000, 18_000):
        text += ["(Een vis. Hij kijkt om naar een wrak. Een rots.)", "BERT BOS: Ja, dat is zo.", "Nee."]
        spans += [(at, at + 5000), (at + 5000, at + 11_000), (at + 12_000, at + 18_000)]
    return film("\n\n".join(text), *spans, until_ms=minutes * 60_000)


def test_work_grows_with_the_film_and_no_faster() -> None:
    short, long = long_film(15), long_film(60)
    assert calls(lambda: plan(long)) < 5 * calls(lambda: plan(short))


def test_a_scene_with_room_at_its_own_place_makes_way_for_no_other() -> None:
    text = "(Een vis. Een wrak. Een rots.)\n\nA: Ja.\n\n(Een grot.)\n\nA: Nee."
    made = film(text, (0, 1), (1, 3000), (3000, 8000), (8000, 60_000))
    found = plan(made, lambda passage: 4500 if passage.line > 1 else 1400)
    assert [each.passage.line for each in found.passages if each.fits] == [5]
    without = plan(made, lambda passage: 4500 if passage.line > 1 else 1400, replace(COSTS, at_home=0))
    assert [each.passage.line for each in without.passages if each.fits] == [1, 1, 1]


def test_each_sound_is_waited_for_by_what_it_costs() -> None:
    text = "A: Ja.\n\n(Een zaal.)\n\nA: Nee."
    made = film(text, (0, 5000), (5000, 15_000), (15_000, 60_000), noises=((5000, 5500),))
    assert times(of_length(SECOND, made)) == [(5200, 6200)]
    assert times(of_length(SECOND, made, replace(COSTS, noise=5))) == [(5500, 6500)]


def test_before_a_film_that_begins_with_speech_it_stands_still_at_its_start() -> None:
    text = "(Een kade met kranen. Een schip.)\n\nA: Goedemorgen allemaal, welkom."
    voice = ((0, 1000), (1300, 6000))
    for seen in ((0, 1), (20, 400)):
        made = film(text, seen, (0, 6000), until_ms=6000, voice=voice)
        words = made.lines[0].words
        heard = [replace(word, span=Span(*span)) for word, span in zip(words[1:], voice, strict=False)]
        made = replace(made, lines=(AlignedLine(made.lines[0].source, tuple(heard)),))
        assert [each.still_ms for each in of_length(3 * SECOND, made).passages] == [0, 0]


def test_after_a_film_that_ends_with_speech_it_stands_still_at_its_end() -> None:
    text = "A: Goedemorgen allemaal, welkom.\n\n(Een kade met kranen.)"
    voice = ((0, 3000), (3300, 6000))
    made = film(text, (0, 6000), (3000, 6000), until_ms=6000, voice=voice)
    heard = [replace(word, span=Span(*span)) for word, span in zip(made.lines[0].words, voice, strict=False)]
    made = replace(made, lines=(AlignedLine(made.lines[0].source, tuple(heard)),))
    assert [each.still_ms for each in of_length(3 * SECOND, made).passages] == [6000]
