"""Captions checked, whoever made them: a file or a bundle in, findings out; mended only if that is asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from woordbeeld.errors import BadInputError
from woordbeeld.findings import Finding, Severity
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
from woordbeeld.transcript.reader import read_bytes
from woordbeeld.writing import write_file

_REMEDY = "give a file of captions (.vtt, .srt, .ttml) or a bundle"


@dataclass(frozen=True, slots=True)
class _Opened:
    path: Path
    encoding: str
    file: CaptionFile


def check_captions(
    given: Path, settings: Settings, *, video: Path | None = None, fix: bool = False
) -> tuple[CheckedFile, ...]:
    """What breaks a rule in a file of captions, or in those of a bundle; held against the sound of a video.

    With `fix`, what needs no person is mended first, and the files are written anew.

    Raises:
        BadInputError: there are no captions in it, or the video cannot be used.
    """
    one = not given.is_dir()
    opened = [_open(path) if one else _try_to_open(path, settings) for path in files_of(given)]
    heard = _hear(video, settings) if video else None
    return tuple(
        each if isinstance(each, CheckedFile) else _check(each, settings, heard, fix=fix) for each in opened
    )


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
    try:
        text, encoding = decode(read_bytes(path), path.name)
    except BadInputError as error:
        raise BadInputError(error.what, where=error.where, remedy=_REMEDY) from error
    return _Opened(path, encoding, read_captions(text, path.name))


def _try_to_open(path: Path, settings: Settings) -> _Opened | CheckedFile:
    """One of several files: one that cannot be read keeps no other from being checked."""
    try:
        return _open(path)
    except BadInputError as error:
        finding = Finding(FORMAT, Severity.ERROR, f"the file {error.what}", suggestion=error.remedy)
        return CheckedFile(path.name, TrackKind.CAPTIONS, 0, settings.profile.name, (finding,))


def _hear(video: Path, settings: Settings) -> Heard:
    recording = recorded(video, settings)
    return Heard(recording.activity.voice, recording.activity.noises, recording.shots)


def _check(opened: _Opened, settings: Settings, heard: Heard | None, *, fix: bool) -> CheckedFile:
    track = opened.file.track
    done: tuple[str, ...] = ()
    if fix:
        with settings.stage(f"Mending {opened.path.name}"):
            mended = mend(track, settings.profile)
        track, done = mended.track, mended.done
        if done:
            text = opened.file.with_cues(track.cues)
            write_file(opened.path, text, _able(opened.encoding, text))
            # What is checked is what now stands in the file.
            opened = _open(opened.path)
            track = opened.file.track
    findings = (*opened.file.findings, *check(track, settings.profile, heard))
    return CheckedFile(
        opened.path.name,
        track.kind,
        len(track.cues),
        settings.profile.name,
        tuple(sorted(findings, key=_by_place)),
        done,
    )


def _by_place(finding: Finding) -> tuple[int, int]:
    return (finding.line or 0, list(Severity).index(finding.severity))


def _able(encoding: str, text: str) -> str:
    """The encoding of the file, or UTF-8 where that lacks a sign that the file now has."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "utf-8"
    return encoding
