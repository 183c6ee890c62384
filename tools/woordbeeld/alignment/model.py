"""The alignment as data: every word, scene and sound of the transcript with its time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from woordbeeld.alignment.heard_voices import HeardVoices
from woordbeeld.alignment.on_screen import SeenTexts
from woordbeeld.media.model import Media
from woordbeeld.timing import Span
from woordbeeld.transcript.model import SceneDescription, Sound, SpokenLine, Transcript


class Match(Enum):
    """How a word of the transcript compares with what was heard."""

    SAME = "same"
    REPLACED = "replaced"
    UNHEARD = "unheard"


@dataclass(frozen=True, slots=True)
class AlignedWord:
    """One word as written. The span of an unheard word is an estimate; None where there was no room for one.

    `confidence` (0 to 1) is how sure we are of the time. `probability` (0 to 1) is how likely the recogniser,
    told the text, finds the word there; `heard` is what it made of a replaced word, and `heard_probability`
    how likely it found that. An estimate may rest on the time `by_document`.
    """

    text: str
    span: Span | None
    match: Match
    confidence: float
    heard: str | None = None
    by_document: bool = False
    heard_probability: float = 0.0
    probability: float = 0.0

    @property
    def estimated(self) -> bool:
        return self.match is Match.UNHEARD


class _Spoken:
    """Words in the order of the text; `edited` says that a person set their times."""

    __slots__ = ()
    words: tuple[AlignedWord, ...]
    edited: bool

    @property
    def span(self) -> Span | None:
        """From the first to the last timed word; None where no word has a time."""
        timed = [word.span for word in self.words if word.span]
        return Span(timed[0].start_ms, max(span.end_ms for span in timed)) if timed else None

    @property
    def confidence(self) -> float:
        """The mean over its words."""
        return sum(word.confidence for word in self.words) / len(self.words)

    @property
    def estimated(self) -> bool:
        """No word of it was heard, and nobody set its time."""
        return not self.edited and all(word.estimated for word in self.words)

    @property
    def by_document(self) -> bool:
        """It is estimated, and begins when the document says."""
        return self.estimated and self.words[0].by_document


@dataclass(frozen=True, slots=True)
class AlignedLine(_Spoken):
    """A spoken line with its words."""

    source: SpokenLine
    words: tuple[AlignedWord, ...]
    edited: bool = False

    @property
    def languages(self) -> tuple[str | None, ...]:
        """The language of each word, None for that of the transcript."""
        return self.source.languages


@dataclass(frozen=True, slots=True)
class AlignedPhrase(_Spoken):
    """A phrase with its words, and for each of them the line on which it stands.

    It counts as `edited` where a person set the time of any of its lines. Its `language` is None where that
    is the language of the transcript.
    """

    words: tuple[AlignedWord, ...]
    sources: tuple[SpokenLine, ...]
    edited: bool = False
    language: str | None = None

    @property
    def source(self) -> SpokenLine:
        """The line on which it begins."""
        return self.sources[0]

    @property
    def languages(self) -> tuple[str | None, ...]:
        """The language of each word."""
        return (self.language,) * len(self.words)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def is_line(self) -> bool:
        """It is all of one line and no more."""
        return self.sources[-1] is self.source and len(self.words) == len(self.source.words)


class Placement(Enum):
    """What the time of a scene or sound rests on: how good an estimate it is, or that a person set it."""

    SHOT = "shot"  # starts at a change of shot in the pause
    NOISE = "noise"  # where the pause is loud
    PAUSE = "pause"  # fills the pause in the speech where the text has it
    SQUEEZED = "squeezed"  # the text has it where the speech leaves no pause
    UNPLACED = "unplaced"  # a sound for which the speech leaves no time, so that it has none
    EDITED = "edited"  # a person set it, so it is no estimate


@dataclass(frozen=True, slots=True)
class PlacedEvent:
    """A scene description or a sound with the time estimated for it; it may overlap speech.

    Only a sound that is `UNPLACED` has no span.
    """

    source: SceneDescription | Sound
    span: Span | None
    placement: Placement


@dataclass(frozen=True, slots=True)
class Unwritten:
    """Speech that was heard but stands nowhere in the transcript, without a long pause in it.

    So many words of the transcript stand `before` it; `probability` (0 to 1) is the recogniser's own, of the
    word that it is least sure of.
    """

    span: Span
    heard: str
    before: int
    probability: float


@dataclass(frozen=True, slots=True)
class HeardLanguage:
    """The language that was heard where some words of the text are said, from `first` (from 0) to `last`."""

    first: int
    last: int
    language: str

    def holds(self, first: int, count: int) -> bool:
        """Whether so many words from one on are among them."""
        return self.first <= first and first + count - 1 <= self.last


@dataclass(frozen=True, slots=True)
class Alignment:
    """`lines` has every spoken line and `events` every scene and sound of the transcript, in its order.

    `crowded_out` are words heard for which those of the text leave no time: mostly, but not always, misheard
    ones of it. `heard_languages` are of what is not in the language of the text, for all that its words tell.
    `shots` are the moments (ms) at which the picture cuts. `voices` is None where nobody compared them,
    `screen` where nobody looked for text in the picture. `voice` is where there is voice and `noises` what is
    loud without, as in `Activity`; both are empty where nobody listened.
    """

    media: Media
    transcript: Transcript
    lines: tuple[AlignedLine, ...]
    events: tuple[PlacedEvent, ...]
    unwritten: tuple[Unwritten, ...]
    language: str
    model: str
    shots: tuple[int, ...] = ()
    crowded_out: tuple[Unwritten, ...] = ()
    heard_languages: tuple[HeardLanguage, ...] = ()
    voices: HeardVoices | None = None
    screen: SeenTexts | None = None
    voice: tuple[Span, ...] = ()
    noises: tuple[Span, ...] = ()

    @property
    def words(self) -> tuple[AlignedWord, ...]:
        return tuple(word for line in self.lines for word in line.words)
