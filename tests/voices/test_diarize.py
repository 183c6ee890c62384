"""Who speaks when: made voices, whose turns are known, and a dialogue of people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from woordbeeld.alignment.model import AlignedLine
from woordbeeld.cache import ContentCache
from woordbeeld.media.samples import Samples
from woordbeeld.media.voice import voice_activity
from woordbeeld.speech.model import HeardWord
from woordbeeld.timing import Span
from woordbeeld.voices import clustering
from woordbeeld.voices.clustering import Parts, Vectors, clustered
from woordbeeld.voices.diarize import Diarization, diarize, phrases, regions, windows
from woordbeeld.voices.drafting import draft_lines, voices_of_words
from woordbeeld.voices.embedder import Embedding, unit
from woordbeeld.voices.hearing import embedders
from woordbeeld.voices.larger_cast import with_voices_that_are_much_alike

SIZE = 64
SPREAD = 0.5  # of the sound of a voice around its middle, which lies at 1
WORD_MS = 300
Embed = Callable[[Sequence[tuple[Span, ...]]], Vectors]


def scene(
    turns: Sequence[tuple[str, int]], pause_ms: int = 300
) -> tuple[list[HeardWord], list[Span], Embed, str]:
    """Turns of so many words by voices, who they are by their words, and what their sound is like."""
    words, voice, speakers = list[HeardWord](), list[Span](), ""
    at_ms = 500
    for name, count in turns:
        start_ms = at_ms
        for number in range(count):
            text = "woord." if number == count - 1 else "woord"
            words.append(HeardWord(text, Span(at_ms, at_ms + WORD_MS), 0.9))
            speakers += name
            at_ms += WORD_MS
        voice.append(Span(start_ms, at_ms))
        at_ms += pause_ms
    return words, voice, _hearing(words, speakers), speakers


def _hearing(words: Sequence[HeardWord], speakers: str) -> Embed:
    """Each stretch sounds like those who speak in it, as long as they do, and never twice the same."""
    names = sorted(set(speakers))
    rng = np.random.default_rng(1)
    centres = {name: rng.normal(size=(2, SIZE)) for name in names}

    def embed(stretches: Sequence[tuple[Span, ...]]) -> Vectors:
        rows = []
        for spans in stretches:
            mixed = SPREAD * rng.normal(size=(2, SIZE))
            for word, name in zip(words, speakers, strict=True):
                shared = sum(
                    max(0, min(span.end_ms, word.span.end_ms) - max(span.start_ms, word.span.start_ms))
                    for span in spans
                )
                mixed = mixed + centres[name] * shared / sum(span.duration_ms for span in spans)
            rows.append(unit(mixed))
        return tuple(np.array(rows).transpose(1, 0, 2))

    return embed


def found_in(turns: Sequence[tuple[str, int]], speakers: int | None = None) -> tuple[Diarization, str]:
    words, voice, embed, who = scene(turns)
    return diarize(words, voice, words[-1].span.end_ms + 1000, embed, speakers), who


def as_letters(found: Diarization) -> str:
    return "".join("ABCDEFGHIJ"[each] for each in found.voices)


def test_two_who_take_turns_are_told_apart_to_the_word() -> None:
    found, who = found_in([("A", 9), ("B", 6), ("A", 4), ("B", 12), ("A", 7), ("B", 5)] * 2)
    assert as_letters(found) == who
    assert found.count == 2
    assert min(found.sure) > 0.5


def test_voices_are_numbered_as_they_first_speak() -> None:
    found, _ = found_in([("B", 8), ("A", 8), ("C", 8)] * 4)
    assert [found.voices[at] for at in (0, 8, 16)] == [0, 1, 2]


def test_one_speaker_is_one() -> None:
    found, _ = found_in([("A", 8)] * 10)
    assert set(found.voices) == {0}
    assert found.count == 1


def test_turns_of_a_third_of_a_second_among_long_ones_break_nothing() -> None:
    found, who = found_in([("A", 10), ("B", 1), ("A", 10), ("B", 12)] * 3)
    right = sum(one == other for one, other in zip(as_letters(found), who, strict=True))
    assert right >= len(who) - 3  # the single words may go with those around them


def test_turns_of_a_third_of_a_second_alone_break_nothing() -> None:
    found, who = found_in([("A", 1), ("B", 1)] * 12)
    assert len(found.voices) == len(who)


def test_as_many_as_were_asked_for_are_found() -> None:
    turns = [("A", 8), ("B", 8), ("C", 8)] * 4
    assert [found_in(turns, wanted)[0].count for wanted in (1, 2, 3, 4)] == [1, 2, 3, 4]


def test_more_than_there_is_sound_for_is_no_error() -> None:
    found, who = found_in([("A", 6), ("B", 6)], 60)
    assert len(found.voices) == len(who)


def test_where_nobody_speaks_there_are_no_turns() -> None:
    assert diarize((), (), 10_000, lambda _: pytest.fail("nothing to hear")) == Diarization((), (), ())
    word = HeardWord("ja", Span(0, 200), 0.9)  # Whisper hears words in music, where no voice is
    assert diarize([word], (), 10_000, lambda _: pytest.fail("nothing to hear")).voices == (0,)


def test_voice_without_words_has_turns_all_the_same() -> None:
    _, voice, embed, _ = scene([("A", 9), ("B", 9)] * 4)
    found = diarize((), voice, voice[-1].end_ms + 100, embed)
    assert [each.voice for each in found.turns] == [0, 1] * 4


def test_sixty_voices_are_told_apart() -> None:
    rng = np.random.default_rng(3)
    centres = rng.normal(size=(60, SIZE))
    speakers = np.repeat(np.arange(60), 12)
    vectors = [unit(centres[speakers] + 0.3 * rng.normal(size=(720, SIZE))) for _ in range(2)]
    found = clustered(vectors)
    assert abs(found.max() + 1 - 60) <= 3
    assert len({(int(one), int(other)) for one, other in zip(found, speakers, strict=True)}) <= 66


def test_a_long_film_is_clustered_by_a_part_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clustering, "MOST_STRETCHES", 60)
    rng = np.random.default_rng(4)
    speakers = np.arange(300) // 25 % 2
    middles = rng.normal(size=(2, 2, SIZE))
    vectors = [unit(each[speakers] + 0.3 * rng.normal(size=(300, SIZE))) for each in middles]
    assert (clustered(vectors) == speakers).all()


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_few_stretches_are_no_error(count: int) -> None:
    vectors = [unit(np.random.default_rng(5).normal(size=(count, SIZE)))] * 2
    for wanted in (None, 1, 2, 9):
        assert len(clustered(vectors, wanted)) == count


def test_silence_as_sound_is_one_voice() -> None:
    vectors = [np.zeros((20, SIZE))] * 2
    assert len(clustered(vectors)) == 20


def test_windows_cover_what_is_said() -> None:
    spans = regions([Span(100, 4000), Span(4100, 9000)], 10_000, 300)
    assert spans == (Span(50, 9050),)
    cut = windows(spans)
    assert (cut[0].start_ms, cut[-1].end_ms) == (50, 9050)
    assert all(after.start_ms < before.end_ms for before, after in pairwise(cut))


def test_phrases_end_with_sentences_and_in_pauses() -> None:
    words = [
        HeardWord(text, Span(start, start + 400), 0.9)
        for text, start in (
            ("Ja.", 0),
            ("En", 400),
            ("dan", 800),
            ("komt", 1800),
            ('dat?"', 2200),
            ("Ik", 2600),
        )
    ]
    voice = [Span(0, 1200), Span(1800, 3000)]
    assert phrases(words, voice) == (range(1), range(1, 3), range(3, 5), range(5, 6))
    assert phrases((), voice) == ()


def test_a_line_is_a_sentence_of_one_voice() -> None:
    words, _, _, _ = scene([("A", 3), ("B", 2)])
    found = Diarization((0, 0, 1, 1, 1), (0.9, 0.7, 0.6, 0.8, 0.8), ())
    lines = draft_lines(words, found)
    assert [(each.voice, each.text) for each in lines] == [
        (0, "woord woord"),
        (1, "woord."),
        (1, "woord woord."),
    ]
    assert lines[0].sure == pytest.approx(0.8)
    assert draft_lines((), Diarization((), (), ())) == ()


@pytest.mark.usefixtures("weights")
def test_people_in_a_dialogue_are_told_apart(
    dialogue: Samples, lines: tuple[AlignedLine, ...], tmp_path: Path
) -> None:
    words = [
        HeardWord(word.text, word.span, 0.9) for line in lines for word in line.words if word.span is not None
    ]
    who = [line.source.speaker.name if line.source.speaker else "" for line in lines for _ in line.words]
    activity, cache = voice_activity(dialogue), ContentCache(tmp_path)
    shares = list[float]()
    found = voices_of_words(words, activity.voice, dialogue, embedders(), cache, progress=shares.append)
    pairs = {(each, name) for each, name in zip(found.voices, who, strict=True)}
    assert len(pairs) == len(set(who)) == found.count
    assert (shares[-1], shares) == (1.0, sorted(shares))
    kept = voices_of_words(
        words, activity.voice, dialogue, [_Deaf(each.identity) for each in embedders()], cache
    )
    assert kept == found


class _Deaf:
    """Takes the place of an embedder, and must hear nothing: all is kept."""

    def __init__(self, identity: str) -> None:
        self.identity = identity

    def embed(self, _: Samples) -> Embedding:
        pytest.fail("it was kept")

    def embed_all(self, _: Sequence[Samples]) -> Embedding:
        pytest.fail("it was kept")


def much_alike(*, shared: float) -> tuple[Sequence[Embedding], list[Span], Parts]:
    """Six voices of which the first two share much, ten stretches of two windows each in turn."""
    rng = np.random.default_rng(6)
    centres = unit(rng.normal(size=(2, 6, SIZE)))
    centres[:, 1] = unit(shared * centres[:, 0] + (1 - shared) * centres[:, 1])
    speakers = np.arange(120) // 2 % 6
    vectors = [unit(each[speakers] + rng.normal(size=(120, SIZE)) / SIZE) for each in centres]
    starts = [at // 2 * 4000 + at % 2 * 750 for at in range(120)]
    return vectors, [Span(start, start + 1500) for start in starts], speakers


def test_voices_of_a_larger_cast_that_were_taken_for_one_are_told_apart() -> None:
    vectors, spans, speakers = much_alike(shared=0.5)
    taken_for_one = np.where(speakers == 0, 0, speakers - 1)
    found = with_voices_that_are_much_alike(vectors, taken_for_one, spans)
    assert len({*zip(found.tolist(), speakers.tolist(), strict=True)}) == found.max() + 1 == 6


def test_one_voice_of_a_larger_cast_stays_one() -> None:
    vectors, spans, speakers = much_alike(shared=1)
    one_voice = np.where(speakers == 0, 0, speakers - 1)
    assert with_voices_that_are_much_alike(vectors, one_voice, spans) is one_voice


def test_two_voices_are_left_as_they_are() -> None:
    vectors, spans, speakers = much_alike(shared=0.5)
    two = (speakers > 2).astype(int)
    assert with_voices_that_are_much_alike(vectors, two, spans) is two
