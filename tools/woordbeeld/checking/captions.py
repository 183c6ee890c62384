"""Captions checked, whoever made them: a file or a bundle in, findings out; fixed only if that is asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from woordbeeld.checking.fixes import fix
from woordbeeld.errors import BadInputError
from woordbeeld.findings import Finding, Severity
from woordbeeld.formats.caption_file import REMEDY, CaptionFile, is_caption_file, open_captions
from woordbeeld.formats.document import FORMAT_RULE
from woordbeeld.inputs import InputKind, printable, read_input
from woordbeeld.pipeline import Settings, recorded
from woordbeeld.publications.check_report import CheckedFile
from woordbeeld.tracks.checks import check
from woordbeeld.tracks.model import TrackKind
from woordbeeld.tracks.rules import Heard
from woordbeeld.writing import check_encoding, finish_bundle, replace_file


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file with what was done to it: what was fixed, left alone, or refused."""

    path: Path
    data: bytes
    file: CaptionFile
    fixed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    refused: tuple[Finding, ...] = ()  # why nothing was fixed, if that was asked


def check_captions(
    given: Path, settings: Settings, *, video: Path | None = None, fixing: bool = False
) -> tuple[CheckedFile, ...]:
    """What breaks a rule in a file of captions, or in those of a bundle; held against the sound of a video.

    With `fixing`, what needs no person is fixed first, and the files are written anew.

    Raises:
        BadInputError: there are no captions in it, the video cannot be used, or the file has an encoding that
            lacks a sign which a fix would bring.
    """
    if not (one := not given.is_dir()):
        finish_bundle(given)
    opened = [_open(path) if one else _try_to_open(path, settings) for path in files_of(given)]
    heard = _hear(video, settings) if video else None
    if fixing:
        fix_one = _fix if one else _try_to_fix
        opened = [each if isinstance(each, CheckedFile) else fix_one(each, settings) for each in opened]
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
    raise BadInputError("there are no captions in this folder", where=str(given), remedy=REMEDY)


def _open(path: Path) -> _Opened:
    data = read_input(path, InputKind.CAPTIONS)
    return _Opened(path, data, open_captions(data, path.name))


def _try_to_open(path: Path, settings: Settings) -> _Opened | CheckedFile:
    """One of several files: one that cannot be read keeps no other from being checked."""
    try:
        return _open(path)
    except BadInputError as error:
        finding = Finding(FORMAT_RULE, Severity.ERROR, f"the file {error.what}", suggestion=error.remedy)
        return CheckedFile(printable(path.name), TrackKind.CAPTIONS, 0, settings.profile.name, (finding,))


def _hear(video: Path, settings: Settings) -> Heard:
    recording = recorded(video, settings)
    return Heard(recording.activity.voice, recording.activity.noises, recording.shots)


def _fix(opened: _Opened, settings: Settings) -> _Opened:
    """The file with all fixed that needs no person: what is checked is what now stands in it."""
    with settings.stage(f"Fixing {opened.path.name}"):
        found = fix(opened.file.document, settings.profile)
    file = opened.file.with_document(found.document)
    if not found.done and file.encoding == opened.file.encoding:
        return replace(opened, left=found.left)
    if not file.format.binary:
        check_encoding(opened.path, found.document.source, file.encoding)
    replace_file(opened.path, opened.data, found.document.source, file.encoding)
    done = found.done
    if file.encoding != opened.file.encoding:
        done = (f"written in {file.encoding.upper()} instead of {opened.file.encoding}", *done)
    return replace(_open(opened.path), fixed=done, left=found.left)


def _try_to_fix(opened: _Opened, settings: Settings) -> _Opened:
    """One of several files: one that cannot be fixed keeps no other from it."""
    try:
        return _fix(opened, settings)
    except BadInputError as error:
        what = f"the file was not fixed: {error.what}"
        return replace(opened, refused=(Finding(FORMAT_RULE, Severity.ERROR, what, suggestion=error.remedy),))


def _check(opened: _Opened, settings: Settings, heard: Heard | None) -> CheckedFile:
    document = opened.file.document
    broken = check(document.track, settings.profile, heard)
    findings = (
        *opened.refused,
        *opened.file.findings,
        *(finding for finding in broken if finding.rule not in document.explained),
    )
    return CheckedFile(
        printable(opened.path.name),
        document.track.kind,
        len(document.track.cues),
        settings.profile.name,
        tuple(sorted(findings, key=_by_place)),
        opened.fixed,
        opened.left,
    )


def _by_place(finding: Finding) -> tuple[int, int]:
    return (finding.line or 0, list(Severity).index(finding.severity))
