"""Files that are none: nothing waits for them, none is read without end, and each gets one sentence."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from woordbeeld.errors import BadInputError, WrongUseError
from woordbeeld.inputs import (
    InputKind,
    NoSuchFileError,
    check_media,
    is_media,
    read_input,
    refuse_swapped,
)

TEXTS = tuple(kind for kind in InputKind if kind is not InputKind.MEDIA)
GB = 1_000_000_000
MP4 = b"\0\0\0\x20ftypisom\0\0\2\0"


def sparse(path: Path, size: int, head: bytes = b"") -> Path:
    """A file of that size which takes no room on the disk."""
    with path.open("wb") as file:
        file.write(head)
        file.truncate(size)
    return path


@pytest.mark.parametrize("kind", TEXTS)
def test_a_file_is_read_up_to_the_most_of_its_kind_and_not_beyond(tmp_path: Path, kind: InputKind) -> None:
    most = (kind.most_mb or 0) * 1_000_000
    assert len(read_input(sparse(tmp_path / "full", most), kind)) == most
    told = (
        rf"^more: is too large for {kind.noun} \({kind.most_mb} MB, where {kind.most_mb} MB is the most\); "
    )
    with pytest.raises(BadInputError, match=told):
        read_input(sparse(tmp_path / "more", most + 1), kind)


def test_six_gigabytes_are_refused_by_their_size_without_being_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = 0

    def counted(file: int, count: int, *, real: Callable[[int, int], bytes] = os.read) -> bytes:
        nonlocal read
        read += count
        return real(file, count)

    monkeypatch.setattr(os, "read", counted)
    with pytest.raises(
        BadInputError, match=r"too large for a transcript \(6000 MB, where 20 MB is the most\)"
    ):
        read_input(sparse(tmp_path / "talk.txt", 6 * GB, b"ANNE: Ja.\n"), InputKind.TRANSCRIPT)
    assert 0 < read < 20_000_000


@pytest.mark.parametrize("kind", TEXTS)
def test_a_video_given_as_text_is_told_as_what_it_is(tmp_path: Path, kind: InputKind) -> None:
    with pytest.raises(BadInputError, match=r"^talk\.mp4: is a video or sound, not a text; "):
        read_input(sparse(tmp_path / "talk.mp4", 6 * GB, MP4), kind)


def test_a_video_may_be_of_any_size(tmp_path: Path) -> None:
    check_media(sparse(tmp_path / "talk.mp4", 6 * GB, MP4))


def test_what_grows_while_it_is_read_ends_at_the_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "talk.txt"
    path.write_bytes(b"x")
    monkeypatch.setattr(os, "read", lambda _, count: b"x" * count)
    with pytest.raises(BadInputError, match="too large"):
        read_input(path, InputKind.TRANSCRIPT)


@pytest.mark.parametrize("kind", InputKind)
@pytest.mark.parametrize(
    ("name", "what"), [("pipe", "pipe"), ("socket", "socket"), ("folder", "folder"), ("/dev/zero", "device")]
)
def test_what_is_no_file_is_named_and_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: InputKind, name: str, what: str
) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket must be short
    os.mkfifo("pipe")
    Path("folder").mkdir()
    monkeypatch.setattr(os, "open", None)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind("socket")
        with pytest.raises(BadInputError, match=rf"^{Path(name).name}: is a {what}, not a file; "):
            read_or_check(Path(name), kind)


def read_or_check(path: Path, kind: InputKind) -> None:
    if kind is InputKind.MEDIA:
        check_media(path)
    else:
        read_input(path, kind)


@pytest.mark.parametrize("kind", InputKind)
def test_a_pipe_that_took_the_place_of_a_file_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: InputKind
) -> None:
    (tmp_path / "file").write_bytes(b"x")
    was = (tmp_path / "file").stat()
    os.mkfifo(tmp_path / "pipe")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "stat", lambda _: was)
        with pytest.raises(BadInputError, match="is a pipe, not a file"):
            read_or_check(tmp_path / "pipe", kind)


def test_what_says_that_it_holds_nothing_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Such as /proc/kmsg, which gives what the kernel says next, whenever that is."""
    path = tmp_path / "kmsg"
    path.touch()
    monkeypatch.setattr(os, "read", None)
    assert read_input(path, InputKind.TRANSCRIPT) == b""
    with pytest.raises(BadInputError, match="is empty"):
        check_media(path)


def test_what_has_nothing_to_give_now_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "trace_pipe").write_bytes(b"x")
    flags = []

    def remembered(path: Path, given: int, *, real: Callable[[Path, int], int] = os.open) -> int:
        flags.append(given)
        return real(path, given)

    def refuse(*_: object) -> bytes:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "open", remembered)
    monkeypatch.setattr(os, "read", refuse)
    with pytest.raises(BadInputError, match=r"^trace_pipe: cannot be read \(Resource temp"):
        read_input(tmp_path / "trace_pipe", InputKind.TRANSCRIPT)
    assert all(each & os.O_NONBLOCK for each in flags)


def test_a_link_to_a_file_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_bytes(b"ANNE: Ja.")
    (tmp_path / "link").symlink_to("talk.txt")
    assert read_input(tmp_path / "link", InputKind.TRANSCRIPT) == b"ANNE: Ja."
    (tmp_path / "round").symlink_to("round")
    with pytest.raises(BadInputError, match=r"^round: cannot be read \(.*link.*\); "):
        read_input(tmp_path / "round", InputKind.TRANSCRIPT)


def test_standard_input_is_told_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for kind in InputKind:
        with pytest.raises(NoSuchFileError, match=r"^-: standard input is not read; save it in a file, "):
            read_or_check(Path("-"), kind)
    Path("-").write_bytes(b"ANNE: Ja.")
    assert read_input(Path("-"), InputKind.TRANSCRIPT) == b"ANNE: Ja."


def test_a_name_of_two_lines_is_told_in_one(tmp_path: Path) -> None:
    with pytest.raises(BadInputError) as caught:
        read_input(tmp_path / "talk\n\x1b[31m.txt", InputKind.TRANSCRIPT)
    assert str(caught.value) == "talk\\u000a\\u001b[31m.txt: does not exist; check the name and the folder"


MEDIA = [
    MP4,
    b"\0\0\0\1mdat",
    b"\x1aE\xdf\xa3\1",
    b"RIFF\x24\0\0\0WAVEfmt ",
    b"OggS\0\2",
    b"fLaC\0\0",
    b"ID3\4\0",
    b"\xff\xfb\x90d",
    (b"G" + b"@" * 187) * 4,
    b"0&\xb2u\x8ef\xcf\x11\xa6",
]
TEXT = [
    b"Carefree days: a film.",
    b"ID3 is a tag.",
    b"RIFFLE: WAVE",
    b"FLV en MP4 zijn formaten.",
    "\ufeffANNE: Ja.".encode("utf-16-le"),
    "ANNE: Ja, één.".encode("cp1252"),
    b"G" * 188 + b"x" * 188 + b"G" * 400,
]


@pytest.mark.parametrize("head", MEDIA)
def test_media_are_known_by_their_first_bytes(head: bytes) -> None:
    assert is_media(head)


@pytest.mark.parametrize("head", TEXT)
def test_text_is_no_media(head: bytes) -> None:
    assert not is_media(head)


@pytest.mark.parametrize("text", [*TEXT, b"PK\3\4\x14\0\6\0"])
def test_a_text_and_media_that_changed_places_are_told(tmp_path: Path, text: bytes) -> None:
    video, transcript = tmp_path / "video", tmp_path / "transcript"
    video.write_bytes(MP4)
    transcript.write_bytes(text)
    refuse_swapped(video, transcript)
    with pytest.raises(WrongUseError, match=r"^the video and the transcript seem to have changed places; "):
        refuse_swapped(transcript, video)


@pytest.mark.parametrize("other", ["nowhere", "folder", "empty", "zeros", "pipe"])
def test_only_what_is_text_can_have_changed_places_with_media(tmp_path: Path, other: str) -> None:
    (tmp_path / "media").write_bytes(MP4)
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty").touch()
    (tmp_path / "zeros").write_bytes(bytes(100))
    os.mkfifo(tmp_path / "pipe")
    refuse_swapped(tmp_path / other, tmp_path / "media")


def test_a_document_is_no_video(tmp_path: Path) -> None:
    path = tmp_path / "talk.docx"
    path.write_bytes(b"PK\3\4" + bytes(100))
    with pytest.raises(BadInputError, match=r"is a document .* not a video"):
        check_media(path)
