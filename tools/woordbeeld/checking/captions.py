"""Captions checked, whoever made them: files in, findings out; fixed only if that is asked."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Final

from woordbeeld.checking.collection import rare_collection
from woordbeeld.checking.fixes import fix
from woordbeeld.checking.selection import RULE_IDS
from woordbeeld.checking.sources import Source
from woordbeeld.differences import diff_of_bytes
from woordbeeld.errors import BadInputError
from woordbeeld.findings import Finding, Severity
from woordbeeld.formats.caption_file import SLOW_BYTES, CaptionFile
from woordbeeld.formats.document import FORMAT_RULE
from woordbeeld.media.probing import probe
from woordbeeld.pipeline import recorded
from woordbeeld.publications.check_report import CheckedFile
from woordbeeld.settings import Settings, silent
from woordbeeld.tracks.checks import check
from woordbeeld.tracks.model import TrackKind
from woordbeeld.tracks.profile import CaptionProfile, at_frame_rate
from woordbeeld.tracks.rules import SoundAndPicture
from woordbeeld.words import Message, say
from woordbeeld.writing import (
    backed_up,
    check_encoding,
    is_in_version_control,
    refuse_read_only,
    replace_file,
)

_SLOW_FILES: Final = 20  # whose check may take more than two seconds


@dataclass(frozen=True, slots=True)
class Fixing:
    """Which faults are fixed (the ids of their rules); nothing is written in a `dry_run`.

    What was in a file stays in a `backup` beside it, unless version control has it.
    """

    rules: frozenset[str]
    dry_run: bool = False
    backup: bool = True


@dataclass(frozen=True, slots=True)
class Checking:
    """What is asked of captions: to be held against rules, and a video, and to be fixed.

    What the rules give in frames counts `frames_per_second`, else those of the video, else 25.
    """

    rules: frozenset[str] = frozenset(RULE_IDS)
    video: Path | None = None
    frames_per_second: float | None = None
    fixing: Fixing | None = None


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """What became of one source: what is told of it, and what it holds now.

    `refusal` is why it could not be read. `diff` is what would be fixed, in a dry run.
    """

    source: Source
    file: CheckedFile
    data: bytes = b""
    diff: bytes = field(default=b"", repr=False)
    refusal: BadInputError | None = None


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file with what was done to it: what was fixed, left alone, or refused."""

    source: Source
    before: CaptionFile
    data: bytes
    file: CaptionFile
    fixed: tuple[Message, ...] = ()
    left: tuple[Message, ...] = ()
    backup: str = ""
    refused: tuple[Finding, ...] = ()  # why nothing was fixed, if that was asked


@rare_collection()
def check_captions(
    sources: Sequence[Source], settings: Settings, asked: Checking | None = None
) -> tuple[CheckOutcome, ...]:
    """What breaks a rule in captions, held against the sound of a video if one is given.

    What needs no person is fixed first if that is asked, and the files are written anew. Of several files one
    that cannot be read or fixed keeps no other from it.

    Raises:
        BadInputError: the only file holds no captions, or has an encoding that lacks a sign which a fix would
            bring; or the video cannot be used.
    """
    run = _Run(settings, asked or Checking(), alone=len(sources) == 1 and sources[0].named)
    total = sum(source.bytes_known for source in sources)
    slow = total >= SLOW_BYTES or len(sources) >= _SLOW_FILES
    what = sources[0].name if len(sources) == 1 else say("count.files", count=len(sources))
    name = say("stage.fixing", what=what) if run.asked.fixing else say("stage.checking", what=what)
    found = []
    with settings.stage(name) if slow else silent(name) as tell:
        done = 0
        for source in sources:
            found.append(run.check(source))
            done += source.bytes_known
            tell(done / total if total else 1.0)
    return tuple(found)


@dataclass(frozen=True)
class _Run:
    """One run over all sources; `alone` is a file that is the only one, and may be refused."""

    settings: Settings
    asked: Checking
    alone: bool

    def check(self, source: Source) -> CheckOutcome:
        try:
            data, file = source.read()
        except BadInputError as error:
            if self.alone:
                raise
            return self._unreadable(source, error)
        heard = self._heard  # before anything is written
        opened = _Opened(source, file, data, file)
        if self.asked.fixing:
            opened = self._try_to_fix(opened, self.asked.fixing)
        return self._checked(opened, heard)

    @cached_property
    def _heard(self) -> SoundAndPicture | None:
        """What is heard in the video; asked for when captions were found, for it takes long."""
        if self.asked.video is None:
            return None
        recording = recorded(self.asked.video, self.settings)
        return SoundAndPicture(recording.activity.voice, recording.activity.noises, recording.shots)

    @cached_property
    def _profile(self) -> CaptionProfile:
        """The profile at the frame rate that is known."""
        rate = self.asked.frames_per_second
        if rate is None and self.asked.video is not None:
            rate = probe(self.asked.video).frames_per_second
        return at_frame_rate(self.settings.profile, rate) if rate else self.settings.profile

    def _unreadable(self, source: Source, error: BadInputError) -> CheckOutcome:
        finding = _refusal(say("check.unreadable", why=error.what), error)
        profile = self.settings.profile.name
        told = CheckedFile(source.name, TrackKind.CAPTIONS, 0, profile, (finding,))
        refusal = BadInputError(error.what, where=source.name, remedy=error.remedy)
        return CheckOutcome(source, told, refusal=refusal)

    def _try_to_fix(self, opened: _Opened, fixing: Fixing) -> _Opened:
        try:
            return _fix(opened, self._profile, fixing)
        except BadInputError as error:
            if self.alone:
                raise
            return replace(opened, refused=(_refusal(say("check.not_fixed", why=error.what), error),))

    def _checked(self, opened: _Opened, heard: SoundAndPicture | None) -> CheckOutcome:
        document = opened.file.document
        broken = check(document.track, self._profile, heard)
        unexplained = (finding for finding in broken if finding.rule not in document.explained)
        meant = (each for each in (*opened.file.findings, *unexplained) if each.rule in self.asked.rules)
        dry_run = self.asked.fixing is not None and self.asked.fixing.dry_run
        told = CheckedFile(
            opened.source.name,
            document.track.kind,
            len(document.track.cues),
            self.settings.profile.name,
            tuple(sorted((*opened.refused, *meant), key=_by_place)),
            opened.fixed,
            opened.left,
            backup=opened.backup,
            dry_run=dry_run,
        )
        return CheckOutcome(opened.source, told, opened.data, _diff(opened) if dry_run else b"")


def _fix(opened: _Opened, profile: CaptionProfile, fixing: Fixing) -> _Opened:
    """The captions with all fixed that needs no person: what is checked is what then stands in them."""
    found = fix(opened.file.document, profile, only=fixing.rules)
    encoded = opened.file.with_document(found.document)
    file = encoded if FORMAT_RULE in fixing.rules else replace(opened.file, document=found.document)
    same_encoding = file.encoding == opened.file.encoding
    if not found.done and same_encoding:
        return replace(opened, left=found.left)
    if not file.format.binary:
        check_encoding(Path(opened.source.name), found.document.source, file.encoding)
    written = not fixing.dry_run and not opened.source.is_standard_input
    told = _other_encoding(opened.file, file) if not same_encoding else ()
    return replace(
        opened,
        data=file.data,
        file=file,
        fixed=(*told, *found.done),
        left=found.left,
        backup=_write(opened, file, backup=fixing.backup) if written else "",
    )


def _other_encoding(before: CaptionFile, after: CaptionFile) -> tuple[Message]:
    return (say("fix.encoding", encoding=after.encoding.upper(), before=before.encoding),)


def _refusal(what: Message, error: BadInputError) -> Finding:
    """An error of one file of several, told as a finding."""
    return Finding(FORMAT_RULE, Severity.ERROR, what, suggestion=error.remedy)


def _write(opened: _Opened, file: CaptionFile, *, backup: bool) -> str:
    """Write the fixed captions where they came from; the name of the backup, if there is one."""
    path = opened.source.path
    refuse_read_only(path)
    with ExitStack() as stack:
        kept = None
        if backup and not is_in_version_control(path):
            kept = stack.enter_context(backed_up(path, opened.data))
        replace_file(path, opened.data, file.document.source, file.encoding)
    return kept.name if kept else ""


def _diff(opened: _Opened) -> bytes:
    """What was fixed, line by line, in the bytes of the file; of a binary format only that it was."""
    before, after = opened.before, opened.file
    if before.format.binary:
        same = before.data == after.data
        return (
            b"" if same else f"Binary files {opened.source.name} and {opened.source.name} differ\n".encode()
        )
    return diff_of_bytes(opened.before.data, after.data, opened.source.name)


def _by_place(finding: Finding) -> tuple[int, int]:
    return (finding.line or 0, list(Severity).index(finding.severity))
