"""Whether a text and a video belong together, by how many of its words were heard there."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from woordbeeld.alignment.model import Alignment, Match
from woordbeeld.alignment.recording import Recording
from woordbeeld.errors import BadInputError
from woordbeeld.speech.listening import spoken_language
from woordbeeld.speech.recogniser import Recogniser
from woordbeeld.words import Message, say

MIN_HEARD_SHARE: Final = 0.2  # function words alone bring a transcript of another video to about 0.1
MIN_LANGUAGE_PROBABILITY: Final = 0.7  # below it Whisper only guesses, computer voices above all
LEAST_SHARE: Final = 0.01


def refuse_another_text(
    alignment: Alignment, recording: Recording, recogniser: Recogniser, transcript: Path
) -> None:
    """Refuse a text of which hardly a word was heard.

    Raises:
        BadInputError: text and video do not belong together.
    """
    if (share := heard_share(alignment)) >= MIN_HEARD_SHARE:
        return
    spoken, sure = spoken_language(recording.samples, recording.activity.voice, recogniser)
    is_other = sure >= MIN_LANGUAGE_PROBABILITY and spoken != alignment.language
    raise _refusal(share, spoken if is_other else None, alignment.media.name, transcript.name)


def heard_share(alignment: Alignment) -> float:
    """The share of the words of a text that were heard as they are written."""
    words = alignment.words
    return sum(word.match is Match.SAME for word in words) / len(words)


def _refusal(share: float, other_language: str | None, video: str, transcript: str) -> BadInputError:
    heard = say("error.alignment.heard", share=_percentage(share), video=video)
    if other_language:
        named = say(f"language.{other_language}")
        return BadInputError(
            say("error.alignment.heard_otherwise", heard=heard, language=named),
            where=transcript,
            remedy=say("error.alignment.give_said", language=named),
        )
    return BadInputError(heard, where=transcript, remedy=say("error.alignment.check_same"))


def _percentage(share: float) -> Message:
    """A share in words.

    >>> str(_percentage(0.06)), str(_percentage(0.001))
    ('only 6%', 'less than 1%')
    """
    if share >= LEAST_SHARE:
        return say("error.alignment.only", percent=f"{share:.0%}")
    return say("error.alignment.less", percent=f"{LEAST_SHARE:.0%}")
