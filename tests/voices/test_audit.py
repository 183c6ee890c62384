"""Which labels the voices contradict: made voices, whose speakers are known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.voices.made_voices import CAST, SIZE, labelled, voices

from woordbeeld.voices.audit import (
    LEAST_LINES,
    Abstention,
    Audit,
    LineVoice,
    Unjudged,
    Verdict,
    audit,
    tells_nothing,
)
from woordbeeld.voices.embedder import unit
from woordbeeld.voices.odds import Odds


def doubts(found: Audit) -> list[tuple[int, str | None]]:
    return [(each.line, each.sounds_like) for each in found.doubts]


def test_where_labels_are_right_all_lines_agree() -> None:
    found = audit(voices(CAST))
    assert {each.verdict for each in found.lines} == {Verdict.AGREES}
    assert (found.one_voice, found.abstains) == ((), None)
    assert [each.line for each in found.lines] == list(range(1, len(CAST) + 1))


@pytest.mark.parametrize("seed", range(5))
def test_a_wrong_label_is_told_with_who_says_the_line(seed: int) -> None:
    found = audit(labelled(voices(CAST, seed=seed), _1="Ben", _5="Cor", _9="Ada"))
    assert doubts(found) == [(1, "Ada"), (5, "Ben"), (9, "Cor")]
    assert all(each.probability > 0.9 for each in found.doubts)
    assert all(each.probability < 0.5 for each in found.lines if each.verdict is Verdict.AGREES)


def test_a_wrong_label_is_told_of_who_says_much_and_of_who_says_little() -> None:
    found = audit(labelled(voices([*["Ada"] * 60, *["Ben"] * 5]), _3="Ben"))
    assert doubts(found) == [(3, "Ada")]
    assert doubts(audit(labelled(voices([*["Ada"] * 60, *["Ben"] * 5]), _62="Ada"))) == [(62, "Ben")]


def test_a_line_too_short_or_without_a_speaker_or_of_one_who_says_little_is_not_judged() -> None:
    cast = voices([*CAST, *["Dik"] * (LEAST_LINES - 1)])
    cast[0], cast[1] = replace(cast[0], vectors=()), replace(cast[1], speaker=None)
    found = audit(cast)
    reasons = {each.line: each.why for each in found.lines if each.verdict is Verdict.NOT_JUDGED}
    assert reasons == {
        1: Unjudged.SHORT,
        2: Unjudged.NOBODY,
        len(CAST) + 1: Unjudged.FEW,
        len(CAST) + 2: Unjudged.FEW,
    }


def test_a_line_between_two_speakers_is_not_judged() -> None:
    cast = voices(CAST)
    both = tuple(unit(one + 1.2 * other) for one, other in zip(cast[3].vectors, cast[4].vectors, strict=True))
    found = audit([replace(cast[0], vectors=both), *cast[1:]])
    assert found.lines[0].why is Unjudged.BETWEEN
    assert found.doubts == ()


def test_short_lines_tell_less() -> None:
    wrong = labelled(voices(CAST, spread=1.4), _1="Ben")
    short = [replace(wrong[0], heard_ms=300), *wrong[1:]]
    assert audit(short).lines[0].probability < audit(wrong).lines[0].probability


@pytest.mark.parametrize("names", [["Ada"] * 9, ["Ada"] * 9 + ["Ben"] * (LEAST_LINES - 1), []])
def test_without_two_speakers_who_are_known_nothing_is_told(names: list[str]) -> None:
    found = audit(voices(names))
    assert found.abstains is Abstention.ONE_SPEAKER
    assert {each.verdict for each in found.lines} <= {Verdict.NOT_JUDGED}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("people", [2, 4, 8, 60])
def test_where_all_voices_are_one_nothing_is_told(people: int, seed: int) -> None:
    """As with labels that are put at random, or one computer voice for everybody."""
    names = [f"A{number % people}" for number in range(6 * people)]
    found = audit(voices(names, seed=seed))
    assert found.abstains is Abstention.ALIKE
    assert found.doubts == ()


def test_where_over_a_third_of_the_labels_is_wrong_they_are_told_if_the_voices_are_sure() -> None:
    cast, other = ["Ada", "Ben"] * 12, {"Ada": "Ben", "Ben": "Ada"}
    wrong = range(1, 11)
    others = {f"_{line}": other[cast[line - 1]] for line in wrong}
    found = audit(labelled(voices(cast), **others))
    assert doubts(found) == [(line, cast[line - 1]) for line in wrong]


@pytest.mark.parametrize(
    ("disagree", "undecided", "tells"),
    [(40, 4, "something"), (40, 10, "nothing"), (20, 10, "something"), (20, 30, "nothing")],
)
def test_where_many_lines_disagree_few_may_be_undecided(disagree: int, undecided: int, tells: str) -> None:
    """As computer voices are: of those that disagree, many fit two speakers about as well."""
    margin, wrong = np.full(100, 12.0), np.zeros(100)
    margin[:disagree], wrong[:disagree] = -12, 1
    margin[100 - undecided :] = 0.5
    found = Odds(wrong, np.zeros(100, dtype=np.int_), margin, 0.3)
    assert tells_nothing(found) is (tells == "nothing")
    assert tells_nothing(replace(found, likeness=0.01))


def test_two_labels_of_one_voice_are_told_and_not_as_wrong_labels() -> None:
    found = audit(labelled(voices(CAST), _1="A. Bos", _7="A. Bos", _13="A. Bos", _19="A. Bos"))
    assert found.one_voice == ()  # four lines are too few to be sure
    cast = [*CAST, *["Ada"] * 6]
    halves = {f"_{line}": "A. Bos" for line, name in enumerate(cast, 1) if name == "Ada" and line % 2}
    found = audit(labelled(voices(cast), **halves))
    assert [set(pair) for pair in found.one_voice] == [{"Ada", "A. Bos"}]
    assert found.doubts == ()
    wrong = audit(labelled(voices(cast), **halves, _2="A. Bos"))
    assert doubts(wrong) == [(2, "Ben")]


def test_sixty_speakers_and_one_with_a_single_vector_size_are_no_matter() -> None:
    rng = np.random.default_rng(3)
    cast = [
        LineVoice(
            number, f"S{number % 60}", (unit(np.eye(SIZE)[number % 60] + 0.03 * rng.normal(size=SIZE)),), 900
        )
        for number in range(240)
    ]
    cast[7] = replace(cast[7], speaker="S9")
    assert doubts(audit(cast)) == [(7, "S7")]


def test_voices_that_are_exactly_the_same_raise_nothing() -> None:
    same = LineVoice(0, "Ada", (np.ones(SIZE) / SIZE**0.5,), 900)
    cast = [replace(same, line=number, speaker="Ada" if number % 2 else "Ben") for number in range(12)]
    assert audit(cast).abstains is Abstention.ALIKE


@pytest.mark.parametrize("seed", range(5))
def test_a_label_that_is_mostly_wrong_draws_nobody_to_it(seed: int) -> None:
    """One line of Cor and two of Ada with his label: Ada's own lines stay hers, and his stays his."""
    cast = voices([*["Ada"] * 30, *["Ben"] * 10, "Cor"], seed=seed)
    found = audit(labelled(cast, _1="Cor", _2="Cor"))
    assert doubts(found) == [(1, "Ada"), (2, "Ada")]
    assert found.lines[-1].verdict is not Verdict.OTHER


def test_of_a_speaker_with_one_line_only_a_wrong_label_is_told() -> None:
    cast = voices([*["Ada"] * 10, *["Ben"] * 10, "Cor"])
    assert audit(cast).lines[-1].why is Unjudged.FEW
    assert doubts(audit(labelled(cast, _1="Dik"))) == [(1, "Ada")]


def test_a_label_of_two_voices_is_told_with_the_lines_of_the_rarer_one() -> None:
    cast = voices([*["Ada", "Ben"] * 8, *["Cor"] * 5])
    found = audit(labelled(cast, **{f"_{line}": "Ada" for line in range(17, 22)}))
    assert [(each.speaker, each.lines) for each in found.two_voices] == [("Ada", (17, 18, 19, 20, 21))]
    assert found.doubts == ()
    assert found.asks
    assert audit(cast).two_voices == ()


def test_lines_that_sound_like_a_third_are_no_second_voice() -> None:
    found = audit(labelled(voices(CAST * 2), _2="Ada", _5="Ada", _8="Ada", _11="Ada"))
    assert [each.line for each in found.doubts] == [2, 5, 8, 11]
    assert found.two_voices == ()


def test_a_label_that_a_person_kept_is_not_doubted_and_what_is_like_it_is_no_more() -> None:
    wrong = labelled(voices(CAST), _1="Ben")
    assert [each.line for each in audit(wrong).doubts] == [1]
    found = audit(wrong, {1})
    assert found.doubts == ()
    kept = found.lines[0]
    assert (kept.verdict, kept.speaker, kept.sounds_like) == (Verdict.KEPT, "Ben", "Ada")
    assert kept.probability > 0.9, "what would be told"
    assert not found.asks


def test_kept_lines_stay_in_the_centre_of_their_label_and_settle_what_is_like_them() -> None:
    last = 30
    given = labelled(
        voices([*CAST, *["Ada"] * 6], spread=1.2), **{f"_{line}": "Ben" for line in range(25, 31)}
    )
    doubted = [audit(given, range(25, kept)).lines[last - 1] for kept in (25, 28, 30)]
    assert doubted[0].probability > doubted[1].probability > doubted[2].probability
    assert [each.verdict for each in doubted] == [Verdict.OTHER, Verdict.OTHER, Verdict.NOT_JUDGED]


def test_two_voices_of_which_a_line_was_kept_are_asked_no_more() -> None:
    heard = labelled(voices([*CAST, *["Dan"] * 4]), **{f"_{line}": "Ben" for line in range(25, 29)})
    assert audit(heard).asks
    found = audit(heard, {26})
    assert [(each.speaker, each.lines, each.kept) for each in found.two_voices] == [
        ("Ben", (25, 26, 27, 28), (26,))
    ]
    assert not found.asks
