"""A file of captions, whoever made it: its cues, what in it breaks the format, and itself with other cues."""

from __future__ import annotations

from typing import Protocol

from woordbeeld.findings import Finding
from woordbeeld.tracks.model import Cue, Track


class CaptionFile(Protocol):
    """A file that was read.

    The first number in a cue's `sources` is the line (from 1) of the file where its times stand; all of them
    together tell which cue of the file it is.
    """

    @property
    def track(self) -> Track:
        """All cues in the order of the file, also those whose times are out of order.

        In TTML elements may stand in any order, so there the times tell it.
        """
        ...

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What breaks the format: rule `format`, with the line of the file."""
        ...

    def with_cues(self, cues: tuple[Cue, ...]) -> str:
        """The file with these cues in place of its own.

        A cue that equals one that was read stays character for character, and so does all that is no cue.
        A cue that differs keeps what the format has beside times and text (identifier, settings). Two cues
        from one source stand one after the other; a source that no cue comes from is left out.
        """
        ...
