"""What the user chose, for all that listens to a video or writes of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import platformdirs

from woordbeeld.cache import ContentCache
from woordbeeld.speech.download import download
from woordbeeld.speech.languages import refuse_unknown_language
from woordbeeld.speech.listening import CachedRecogniser
from woordbeeld.speech.recogniser import Recogniser
from woordbeeld.speech.table import recogniser_kind
from woordbeeld.tracks.profile import NL_WEB, CaptionProfile
from woordbeeld.words import Message, say

Stage = Callable[[Message], AbstractContextManager[Callable[[float], None]]]


@contextmanager
def silent(_: Message) -> Iterator[Callable[[float], None]]:
    """A stage that tells nobody how far it is."""
    yield lambda _: None


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose; `language` None means detect it. `stage` shows how far a stage is.

    Without a `title` the name of the transcript's file is that of the pages. The paragraphs of the
    `introduction` stand above the video, None where nobody said anything of it. With `crlf` the lines of
    SubRip files end in CR LF. `voice` is who says the descriptions, as `--voice` names them; None is whoever
    recorded them. `extended` has a film stand still where one has no room. With `screen` the text in the
    picture is read. `profile_file` and `introduction_file` are where those two stand, if that is in a file of
    the user's.
    """

    language: str | None = "nl"
    model: str = "base"
    profile: CaptionProfile = NL_WEB
    title: str | None = None
    introduction: tuple[str, ...] | None = None
    crlf: bool = False
    screen: bool = True
    voice: str | None = None
    extended: bool = False
    profile_file: Path | None = None
    introduction_file: Path | None = None
    cache: Path = field(
        default_factory=lambda: Path(
            os.environ.get("WOORDBEELD_CACHE") or platformdirs.user_cache_dir("woordbeeld")
        )
    )
    stage: Stage = silent

    @property
    def quietly(self) -> Settings:
        """The same, telling nobody how far a stage is."""
        return replace(self, stage=silent)

    def refuse_unknown(self) -> None:
        """Refuse, before the minutes of listening, a model or a language that there is not.

        Raises:
            BadInputError: there is no such model.
            WrongUseError: Whisper knows no such language.
        """
        if self.language:
            refuse_unknown_language(self.language)
        recogniser_kind(self.model).missing(self.model, self.cache)

    def recogniser(self) -> Recogniser:
        """The recogniser of the chosen model, which is downloaded first where it must be.

        Raises:
            BadInputError: there is no such model.
            EnvironmentProblemError: it is not on this machine and cannot be downloaded.
        """
        kind = recogniser_kind(self.model)
        if wanted := kind.missing(self.model, self.cache):
            with self.stage(say("stage.downloading", name=kind.name, model=wanted.model)) as progress:
                download(wanted, progress)
        return CachedRecogniser(kind.make(self.model, self.cache), ContentCache(self.cache))
