"""Whether a text and a video belong together, by how many of its words were heard there."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from woordbeeld.alignment.model import Alignment, Match
from woordbeeld.alignment.recording import Recording
from woordbeeld.errors import BadInputError
from woordbeeld.speech.listening import spoken_language
from woordbeeld.speech.recogniser import Recogniser

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
    heard = f"{_percentage(share)} of its words were heard in {video}"
    if other_language:
        return BadInputError(
            f"{heard}, where the language seems to be '{other_language}'",
            where=transcript,
            remedy=f"give a transcript of what is said, and --lang {other_language}",
        )
    return BadInputError(
        heard,
        where=transcript,
        remedy="check that it is the transcript of this video, and in the language that is spoken (--lang)",
    )


def _percentage(share: float) -> str:
    """A share in words.

    >>> _percentage(0.06), _percentage(0.001)
    ('only 6%', 'less than 1%')
    """
    return f"only {share:.0%}" if share >= LEAST_SHARE else "less than 1%"
