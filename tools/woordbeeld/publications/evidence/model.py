"""The evidence as data: how each criterion is judged, on what, and what is left for people to do."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum
from importlib.resources import files
from typing import Final

from woordbeeld.languages import LANGUAGES
from woordbeeld.timing import Span
from woordbeeld.words import Message, say, words_in

NOT_REQUIRED: Final = "AAA"


class Verdict(Enum):
    """What can honestly be said of a criterion; one that is `ACCEPTED` was not measured to be met."""

    NOT_MET = "not met"
    JUDGE = "a person must judge"
    ACCEPTED = "accepted by a person"
    MET = "met"
    DOES_NOT_APPLY = "does not apply"


@dataclass(frozen=True, slots=True)
class Criterion:
    """A success criterion of WCAG, or a clause of EN 301 549 (level `EN`), with its name in one language.

    `built` says by what our page has it, empty where that depends on the video or the text.
    """

    id: str
    level: str
    name: str
    built: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to look at: a moment (ms), a line of the transcript, or both, and what is there.

    Of what is seen there it is `told_ms` when it is told, where that is another moment.
    """

    text: str
    start_ms: int | None = None
    line: int | None = None
    told_ms: int | None = None


class Task(Enum):
    """What is left for people to do; the value is the key of its words (`task`)."""

    WRITE_TEXT = "write-text"
    ADD_MISSING = "add-missing"
    CHECK_UNHEARD = "check-unheard"
    TELL_SCREEN = "tell-screen"
    CHECK_WHO = "check-who"
    CHECK_VOICES = "check-voices"
    MARK_PARTS = "mark-parts"
    CHECK_TIMES = "check-times"
    TIME_SOUNDS = "time-sounds"
    COMPARE = "compare"
    FIX_TEXT = "fix-text"
    FIX_CAPTIONS = "fix-captions"
    LISTEN = "listen"
    NARRATE = "narrate"
    REPLACE_VOICE = "replace-voice"
    NAME_SOUNDS = "name-sounds"
    LOOK = "look"
    CHOOSE_VOICE = "choose-voice"
    WATCH_DESCRIPTIONS = "watch-descriptions"
    LOOK_AT_LETTERS = "look-at-letters"
    LOOK_FOR_FLASHES = "look-for-flashes"
    CHECK_TITLE = "check-title"
    CHECK_NAMES = "check-names"
    CHECK_PARTS = "check-parts"

    @property
    def name_told(self) -> Message:
        """The task in a few words."""
        return say(f"task.{self.value}.name")

    @property
    def do(self) -> Message:
        """What to do."""
        return say(f"task.{self.value}.do")


@dataclass(frozen=True, slots=True)
class Judged:
    """A criterion with the verdict, what it rests on, what to do (`todo` says it), and where to look."""

    criterion: Criterion
    verdict: Verdict
    evidence: tuple[str, ...]
    todo: str = ""
    spots: tuple[Spot, ...] = ()
    task: Task | None = None

    @property
    def is_required(self) -> bool:
        """Whether the law asks for it, which it does not for level AAA."""
        return self.criterion.level != NOT_REQUIRED


def named_language(language: str) -> Message:
    """A language by its name, or by its code where it has none."""
    code = language.partition("-")[0]
    return say(f"language.{code}") if code in LANGUAGES else say("evidence.other_language", code=language)


class Told(Enum):
    """How those who do not see the picture come to know of a scene."""

    SPEECH = "spoken in the video"
    PAUSE = "described in a pause"
    FASTER = "described in a pause, said faster"
    PART = "described in part in a pause"
    WAIT = "described while the video waits"


class Published(Enum):
    """What of a scene is heard in what is published."""

    WHOLE = "whole"  # all of it, in the film itself or in its sound with audio description
    EXTENDED = "extended"  # so too, but that sound lacks room: for the rest the picture stands still
    IN_PART = "in-part"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class ToldScene:
    """A scene with how it is told: when, and when it is seen.

    Its description takes `length_ms`, at most so many times as fast as usual, and lacks room of `needs_ms`.
    """

    line: int
    span: Span
    seen: Span
    text: str
    on_screen: tuple[str, ...]
    told: Told
    length_ms: int
    needs_ms: int
    speed: float
    published: Published

    @property
    def is_published(self) -> bool:
        """Whether all of it is heard, be it while the picture stands still."""
        return self.published in (Published.WHOLE, Published.EXTENDED)


@dataclass(frozen=True, slots=True)
class MissingSpeech:
    """Speech that has no text, and the line after which it belongs (None: before all of them).

    `speaker` is a guess, None where nothing tells who speaks.
    """

    start_ms: int
    end_ms: int
    heard: str
    after_line: int | None
    speaker: str | None


@dataclass(frozen=True, slots=True)
class UntoldText:
    """A text in the picture that is told in no way, or in part, and the line after which it belongs."""

    start_ms: int
    end_ms: int
    text: str
    after_line: int | None
    is_told_in_part: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands in a line beside what was heard; `suspicion` (0 to 12) is that the text is wrong.

    `is_accepted` where a person has looked at it and left the text as it is.
    """

    line: int
    start_ms: int
    written: str
    heard: str
    suspicion: float
    is_accepted: bool = False


@dataclass(frozen=True, slots=True)
class FastCaption:
    """A caption that must be read faster than the profile allows, in characters a second."""

    number: int
    line: int
    start_ms: int
    text: str
    speed: float


@dataclass(frozen=True, slots=True)
class UncertainPhrase:
    """A phrase that was not heard, or whose time is uncertain, with the line on which it begins.

    `confidence` is the mean over its words, 0 where none was heard.
    """

    line: int
    start_ms: int | None
    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class UnmarkedPart:
    """Sentences that seem to be in another language (its code), and the line on which they begin."""

    line: int
    start_ms: int | None
    text: str
    language: str


class VoiceDoubt(StrEnum):
    """What the voices tell against a label."""

    OTHER = "other-voice"  # the line sounds like another speaker
    ONE = "one-voice"  # the label sounds like another one everywhere
    TWO = "two-voices"  # its lines sound like two people
    EXCHANGED = "exchanged"  # with another one, on these lines
    THROUGHOUT = "exchanged-throughout"  # with another one, everywhere, by what is said


@dataclass(frozen=True, slots=True)
class DoubtfulVoice:
    """A line where the voices contradict the label of a speaker, how, and all `lines` of which that is told.

    `sounds_like` is the other speaker, None where nobody in the text has the voice. Of a line that sounds
    like another speaker the label is wrong with `percent`. Labels that seem exchanged everywhere are told by
    what is `said`.
    """

    kind: VoiceDoubt
    line: int
    start_ms: int | None
    text: str
    speaker: str
    sounds_like: str | None
    lines: tuple[int, ...]
    percent: int | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Worklist:
    """What an editor should look at, the worst of each kind first, and the kinds in the order of need.

    `speakers` are places where it is in doubt who speaks. `not_shown` are sounds that have no caption: those
    without a moment have no time at all.
    """

    missing: tuple[MissingSpeech, ...]
    unheard: tuple[UncertainPhrase, ...]
    speakers: tuple[Spot, ...]
    voices: tuple[DoubtfulVoice, ...]
    unmarked: tuple[UnmarkedPart, ...]
    uncertain: tuple[UncertainPhrase, ...]
    differences: tuple[Difference, ...]
    fast: tuple[FastCaption, ...]
    not_shown: tuple[Spot, ...]
    on_screen: tuple[UntoldText, ...] = ()


NO_WORK: Final = Worklist((), (), (), (), (), (), (), (), ())


@dataclass(frozen=True, slots=True)
class Deviation:
    """A part of the accessibility statement, in Dutch; the date is for the organisation to fill in."""

    title: str
    deviation: str
    cause: str
    consequence: str
    measure: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that the report says of the law, in the language of the page.

    `accepted` is what would be on the worklist, had no person accepted it; so is what breaks a rule on the
    `accepted_lines`. Descriptions that nobody says, or a draft of a voice, are `to_say`, each with its task.
    """

    judged: tuple[Judged, ...]
    scenes: tuple[ToldScene, ...]
    worklist: Worklist
    statement: tuple[Deviation, ...]
    accepted: Worklist = NO_WORK
    accepted_lines: frozenset[int] = frozenset()
    to_say: tuple[tuple[Task, tuple[Spot, ...]], ...] = ()

    def of(self, verdict: Verdict) -> tuple[Judged, ...]:
        return tuple(each for each in self.judged if each.verdict is verdict)


def criteria(language: str) -> Iterator[Criterion]:
    """The criteria in their order, in Dutch (`nl`) or English (`en`)."""
    text = (files("woordbeeld.publications.evidence") / "criteria.toml").read_text(encoding="utf-8")
    words = words_in(language, "criterion")
    for criterion, level in tomllib.loads(text)["levels"].items():
        yield Criterion(criterion, level, words[criterion]["name"], words[criterion].get("built", ""))
