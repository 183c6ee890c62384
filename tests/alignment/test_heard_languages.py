"""Where words do not tell in which language they are, but that it is not that of the text, the sound does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.editor.made_up import timed_evenly

from woordbeeld.alignment.carrying import carried_over
from woordbeeld.alignment.heard_languages import LEAST_MS, MOST_STRETCHES, SURE, heard_languages
from woordbeeld.alignment.model import Alignment, HeardLanguage
from woordbeeld.alignment.other_languages import other_languages
from woordbeeld.media.samples import decode
from woordbeeld.speech.null import NullRecogniser
from woordbeeld.speech.recogniser import SAMPLE_RATE, Samples, WhisperRecogniser
from woordbeeld.timing import Span
from woordbeeld.transcript.reader import read

# Spoken by `espeak-ng -v es -s 150`, with a second of silence around it.
SPANISH = Path(__file__).parents[1] / "recorded/spanish.ogg"
SAID = (
    "Queremos agradecer a todos los maestros su trabajo, porque los alumnos aprenden mucho mejor con ellos."
)
TURKISH = (
    "Bugün burada olmaktan çok mutluyuz.\nHepinize geldiğiniz için teşekkür ederiz.\nBu proje çok önemli.\n"
)
IN_TURKISH = (HeardLanguage(2, 15, "tr"),)


class Ears:
    """Hears the same odds everywhere, and keeps to what it listened."""

    def __init__(self, odds: Mapping[str, float]) -> None:
        self.odds, self.lengths = dict(odds), list[int]()

    def __call__(self, chunk: Samples) -> dict[str, float]:
        self.lengths.append(len(chunk) * 1000 // SAMPLE_RATE)
        return self.odds


def aligned(text: str, *, faster: int = 1) -> Alignment:
    """Each line lasts about two seconds, or is so many times faster."""
    found = timed_evenly(read(text))
    lines = tuple(
        replace(
            line,
            words=tuple(
                replace(word, span=Span(word.span.start_ms // faster, word.span.end_ms // faster))
                for word in line.words
                if word.span
            ),
        )
        for line in found.lines
    )
    return replace(found, lines=lines)


def heard(alignment: Alignment, ears: Ears) -> tuple[HeardLanguage, ...]:
    silence = np.zeros(alignment.media.duration_ms * SAMPLE_RATE // 1000, np.float32)
    return heard_languages(alignment.lines, silence, NullRecogniser(languages=ears), "nl")


def test_what_is_heard_for_sure_is_the_language_of_words_that_do_not_tell_theirs() -> None:
    alignment = aligned(f"EVA: Dag allemaal.\nCAN: {TURKISH}EVA: Dank je wel.\n")
    assert other_languages(alignment) == ()
    ears = Ears({"tr": SURE, "nl": 1 - SURE})
    alignment = replace(alignment, heard_languages=heard(alignment, ears))
    assert alignment.heard_languages == IN_TURKISH
    (found,) = other_languages(alignment)
    assert (found.language, found.text.splitlines()) == ("tr", [" ".join(TURKISH.split())])
    assert len(ears.lengths) == 1
    assert ears.lengths[0] >= LEAST_MS - 500


@pytest.mark.parametrize("odds", [{"tr": SURE - 0.01, "nl": 0.1}, {"nl": 1.0}])
def test_what_is_not_heard_for_sure_or_is_that_of_the_text_is_none(odds: Mapping[str, float]) -> None:
    assert heard(aligned(f"CAN: {TURKISH}"), Ears(odds)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "EVA: Wij zijn heel blij\ndat jullie er vandaag zijn,\nen dat jullie zo ver hebben gereisd.\n",
        "EVA: We know that there is\nno easy answer, but we will try\nto find the one that helps.\n",
        f"CAN: [tr]\n{TURKISH}[/tr]\n",
        "CAN: Hepinize teşekkür.\nMerhaba.\nHoş geldiniz.\n",
    ],
)
def test_only_that_is_listened_to(text: str) -> None:
    ears = Ears({"tr": 1.0})
    assert heard(aligned(text), ears) == ()
    assert ears.lengths == []


def test_nothing_short_is_listened_to_and_not_too_much() -> None:
    ears = Ears({"tr": 1.0})
    assert heard(aligned(f"CAN: {TURKISH}", faster=2), ears) == ()
    many = "".join(f"{name}: {TURKISH}" for name in ("CAN", "EVA") * MOST_STRETCHES)
    assert len(heard(aligned(many), ears)) == len(ears.lengths) == MOST_STRETCHES


def test_it_is_still_known_when_somebody_else_says_it() -> None:
    text = f"EVA: Dag allemaal.\nCAN: {TURKISH}"
    alignment = replace(aligned(text), heard_languages=IN_TURKISH)
    after = carried_over(alignment, read(text.replace("CAN", "NOOR")))
    assert after is not None
    assert [each.language for each in other_languages(after)] == ["tr"]


@pytest.mark.whisper
def test_spanish_is_heard_by_the_real_model(cache: Path) -> None:
    _, samples = decode(SPANISH)
    alignment = aligned(f"PABLO: {SAID}\n")
    (line,) = alignment.lines
    span = Span(0, len(samples) * 1000 // SAMPLE_RATE)
    line = replace(line, words=tuple(replace(word, span=span) for word in line.words))
    found = heard_languages((line,), samples, WhisperRecogniser("base", cache), "nl")
    assert found == (HeardLanguage(0, len(line.words) - 1, "es"),)
