"""Captions checked, whoever made them: a file or a bundle in, findings out; mended only if that is asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from woordbeeld.errors import BadInputError
from woordbeeld.findings import Finding, Severity
from woordbeeld.inputs import InputKind, printable, read_input
from woordbeeld.pipeline import Settings, recorded
from woordbeeld.publications.blocks import FORMAT
from woordbeeld.publications.caption_file import CaptionFile
from woordbeeld.publications.caption_files import is_caption_file, read_captions
from woordbeeld.publications.check_report import CheckedFile
from woordbeeld.tracks.checks import check
from woordbeeld.tracks.mending import mend
from woordbeeld.tracks.model import TrackKind
from woordbeeld.tracks.rules import Heard
from woordbeeld.transcript.decoding import decode
from woordbeeld.writing import check_encoding, finish_bundle, replace_file

_REMEDY = "give a file of captions (.vtt, .srt, .ttml) or a bundle"


@dataclass(frozen=True, slots=True)
class _Opened:
    path: Path
    data: bytes
    encoding: str
    file: CaptionFile
    mended: tuple[str, ...] = ()
    refused: tuple[Finding, ...] = ()  # why nothing was mended, if that was asked


def check_captions(
    given: Path, settings: Settings, *, video: Path | None = None, fix: bool = False
) -> tuple[CheckedFile, ...]:
    """What breaks a rule in a file of captions, or in those of a bundle; held against the sound of a video.

    With `fix`, what needs no person is mended first, and the files are written anew.

    Raises:
        BadInputError: there are no captions in it, the video cannot be used, or the file has an encoding that
            lacks a sign which mending would bring.
    """
    if not (one := not given.is_dir()):
        finish_bundle(given)
    opened = [_open(path) if one else _try_to_open(path, settings) for path in files_of(given)]
    heard = _hear(video, settings) if video else None
    if fix:
        mend_one = _mend if one else _try_to_mend
        opened = [each if isinstance(each, CheckedFile) else mend_one(each, settings) for each in opened]
    return tuple(each if isinstance(each, CheckedFile) else _check(each, settings, heard) for each in opened)


def files_of(given: Path) -> list[Path]:
    """The files of captions in a bundle, or the file itself.

    Raises:
        BadInputError: it is a folder without captions.
    """
    if not given.is_dir():
        return [given]
    # Of .xml only a file that was given itself is taken for captions: a folder may hold other XML.
    if found := sorted(
        path for path in given.iterdir() if is_caption_file(path) and path.suffix.lower() != ".xml"
    ):
        return found
    raise BadInputError("there are no captions in this folder", where=str(given), remedy=_REMEDY)


def _open(path: Path) -> _Opened:
    data = read_input(path, InputKind.CAPTIONS)
    try:
        text, encoding = decode(data, path.name)
    except BadInputError as error:
        raise BadInputError(error.what, where=error.where, remedy=_REMEDY) from error
    return _Opened(path, data, encoding, read_captions(text, path.name))


def _try_to_open(path: Path, settings: Settings) -> _Opened | CheckedFile:
    """One of several files: one that cannot be read keeps no other from being checked."""
    try:
        return _open(path)
    except BadInputError as error:
        finding = Finding(FORMAT, Severity.ERROR, f"the file {error.what}", suggestion=error.remedy)
        return CheckedFile(printable(path.name), TrackKind.CAPTIONS, 0, settings.profile.name, (finding,))


def _hear(video: Path, settings: Settings) -> Heard:
    recording = recorded(video, settings)
    return Heard(recording.activity.voice, recording.activity.noises, recording.shots)


def _mend(opened: _Opened, settings: Settings) -> _Opened:
    """The file with all mended that needs no person: what is checked is what now stands in it."""
    with settings.stage(f"Mending {opened.path.name}"):
        mended = mend(opened.file.track, settings.profile)
    if not mended.done:
        return opened
    text = opened.file.with_cues(mended.track.cues)
    check_encoding(opened.path, text, opened.encoding)
    replace_file(opened.path, opened.data, text, opened.encoding)
    return replace(_open(opened.path), mended=mended.done)


def _try_to_mend(opened: _Opened, settings: Settings) -> _Opened:
    """One of several files: one that cannot be mended keeps no other from it."""
    try:
        return _mend(opened, settings)
    except BadInputError as error:
        what = f"the file was not mended: {error.what}"
        return replace(opened, refused=(Finding(FORMAT, Severity.ERROR, what, suggestion=error.remedy),))


def _check(opened: _Opened, settings: Settings, heard: Heard | None) -> CheckedFile:
    track = opened.file.track
    findings = (*opened.refused, *opened.file.findings, *check(track, settings.profile, heard))
    return CheckedFile(
        printable(opened.path.name),
        track.kind,
        len(track.cues),
        settings.profile.name,
        tuple(sorted(findings, key=_by_place)),
        opened.mended,
    )


def _by_place(finding: Finding) -> tuple[int, int]:
    return (finding.line or 0, list(Severity).index(finding.severity))
