"""Voices of a computer: espeak-ng for real, and small programs in the place of those a machine may lack."""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from woordbeeld.description.narrators import programs, system
from woordbeeld.description.narrators.narrator import NARRATION_RATE, NarratorKind
from woordbeeld.description.narrators.silence import trimmed
from woordbeeld.description.narrators.table import narrator_named, voices_here
from woordbeeld.errors import BadInputError, EnvironmentProblemError, WrongUseError

TEXT = "Een man schrijft iets op."
Install = Callable[[str, str], Path]

# A program that keeps how it was called, and writes a tone of half a second between two silences.
PROGRAM = """#!{python}
import json, math, os, struct, sys, wave
given = "" if sys.stdin.isatty() else sys.stdin.read()
names = ("WOORDBEELD_VOICE", "WOORDBEELD_RATE", "WOORDBEELD_TEXT", "WOORDBEELD_SAID")
told = {{name: os.environ.get(name, "") for name in names}}
def text_in(path):
    return open(path, encoding="utf-8").read() if path and os.path.exists(path) else ""
options = dict(zip(sys.argv[1:-1], sys.argv[2:]))
read = text_in(told["WOORDBEELD_TEXT"] or options.get("-f", ""))
with open({log!r}, "a", encoding="utf-8") as log:
    log.write(json.dumps({{"argv": sys.argv[1:], "given": given, "told": told, "read": read}}) + "\\n")
{answer}
out = told["WOORDBEELD_SAID"] or options.get("-w") or options.get("-o")
if out:
    with wave.open(out, "wb") as file:
        file.setparams((1, 2, 16000, 0, "NONE", ""))
        tone = [int(9000 * math.sin(n / 5)) for n in range(8000)]
        file.writeframes(struct.pack("<16000h", *[0] * 4000, *tone, *[0] * 4000))
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Puts such a program where it is found, and nothing else is; `answer` is more for it to do."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    programs.told_by.cache_clear()

    def put(name: str, answer: str = "") -> Path:
        log = tmp_path / f"{name}.jsonl"
        file = folder / name
        file.write_text(PROGRAM.format(python=sys.executable, log=str(log), answer=answer), "utf-8")
        file.chmod(0o755)
        return log

    return put


@pytest.fixture(autouse=True)
def _forget() -> None:
    programs.told_by.cache_clear()


def calls(log: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.read_text("utf-8").splitlines()]


def seconds(samples: object) -> float:
    assert isinstance(samples, np.ndarray)
    return len(samples) / NARRATION_RATE


def test_espeak_says_dutch_without_silence_at_its_ends_and_the_same_each_time() -> None:
    narrator = narrator_named("espeak")
    said = narrator.say(TEXT, "nl")
    assert said is not None
    assert said.dtype == np.float32
    assert 1.0 < seconds(said) < 2.5
    assert np.abs(said[: NARRATION_RATE // 20]).max() > 0.005
    assert np.abs(said[-NARRATION_RATE // 10 :]).max() > 0.005
    again = narrator.say(TEXT, "nl-NL")
    assert again is not None
    assert np.array_equal(said, again)
    assert narrator.kind is NarratorKind.DRAFT
    assert "espeak-ng 1." in narrator.identity


def test_at_a_higher_speed_it_takes_less_time() -> None:
    narrator = narrator_named("espeak")
    assert seconds(narrator.say(TEXT, "nl", 1.15)) < 0.93 * seconds(narrator.say(TEXT, "nl"))


def test_a_variant_is_another_voice_and_one_that_is_not_there_is_refused() -> None:
    assert narrator_named("espeak:f3").identity != narrator_named("espeak").identity
    with pytest.raises(WrongUseError, match="no variant 'nobody'"):
        narrator_named("espeak:nobody")


@pytest.mark.parametrize("text", ["-w /tmp/x --voices", "$(touch hier) `id` ; rm -rf .", "<b>&amp;</b> \"'"])
def test_a_text_is_data_whatever_is_in_it(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert narrator_named("espeak").say(text, "nl") is not None
    assert list(tmp_path.iterdir()) == []


def test_no_text_is_a_command_to_a_voice(install: Install) -> None:
    log = install("espeak-ng", "if '--version' in sys.argv: print('eSpeak NG text-to-speech: 1.52')")
    narrator_named("espeak").say("Zie [[slnc 5000]]\n\nhier.", "nl")
    assert calls(log)[-1]["given"] == "Zie [ [slnc 5000]] hier."


def test_what_cannot_be_heard_is_no_sound() -> None:
    assert narrator_named("espeak").say("…", "nl") is None


def test_a_language_that_espeak_lacks_is_told() -> None:
    with pytest.raises(EnvironmentProblemError, match="voice does not exist"):
        narrator_named("espeak").say("Hallo", "xx")


def test_without_its_program_a_voice_says_how_to_get_it(install: Install) -> None:
    with pytest.raises(EnvironmentProblemError, match="apt-get install espeak-ng"):
        narrator_named("espeak")
    install("espeak-ng", "if '--version' in sys.argv: print('1.52')")
    with pytest.raises(EnvironmentProblemError, match="mbrola-nl3; their licence forbids to sell them"):
        narrator_named("mbrola:nl3")


def test_a_program_that_fails_is_told_with_its_last_words(install: Install) -> None:
    install("espeak-ng", "if '--version' in sys.argv: print('1.52')\nelse: sys.exit('no voice data')")
    with pytest.raises(EnvironmentProblemError, match=r"espeak-ng does not speak \(no voice data\)"):
        narrator_named("espeak").say(TEXT, "nl")


def test_a_program_that_writes_no_sound_is_told(install: Install) -> None:
    install("espeak-ng", "if '--version' in sys.argv: print('1.52')\nelse: sys.exit(0)")
    with pytest.raises(EnvironmentProblemError, match="espeak-ng does not speak"):
        narrator_named("espeak").say(TEXT, "nl")


def test_mbrola_speaks_dutch_through_espeak_and_no_other_language(install: Install) -> None:
    log = install("espeak-ng", "if '--version' in sys.argv: print('1.52')")
    install("mbrola", "")
    narrator = narrator_named("mbrola")
    assert seconds(narrator.say(TEXT, "nl")) == pytest.approx(0.54, abs=0.02)
    assert calls(log)[-1]["argv"][:2] == ["-v", "mb-nl2"]  # type: ignore[index]
    assert narrator.kind is NarratorKind.DRAFT
    assert narrator.identity != narrator_named("mbrola:nl3").identity
    with pytest.raises(EnvironmentProblemError, match="no voice for the language 'en'"):
        narrator.say(TEXT, "en")
    with pytest.raises(WrongUseError, match="name one of these: mbrola:nl2, mbrola:nl3"):
        narrator_named("mbrola:fr1")


SAY_LIST = """
if '?' in sys.argv:
    print('Alex                en_US    # Most people recognize me.')
    print('Bad News            en_US    # The light.')
    print('Xander              nl_NL    # Hallo, ik ben Xander.')
    sys.exit(0)
"""


def test_the_voices_of_macos_write_what_they_say(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    log = install("say", SAY_LIST)
    assert voices_here() == ("system:Alex", "system:Bad News", "system:Xander")
    narrator = narrator_named("system")
    assert seconds(narrator.say("Zie [[rate 900]] -v Alex", "nl", 1.1)) == pytest.approx(0.54, abs=0.02)
    call = calls(log)[-1]
    assert call["argv"][:4] == ["-v", "Xander", "-r", "176"]  # type: ignore[index]
    assert call["read"] == "Zie [ [rate 900]] -v Alex"
    assert narrator.kind is NarratorKind.COMPUTER
    with pytest.raises(EnvironmentProblemError, match="no voice for the language 'fr'"):
        narrator.say(TEXT, "fr")
    with pytest.raises(WrongUseError, match="no voice 'Claire'"):
        narrator_named("system:Claire")


POWERSHELL = """
import base64
script = base64.b64decode(sys.argv[-1]).decode("utf-16-le")
if "GetInstalledVoices" in script:
    print("en-US\\tMicrosoft Zira Desktop\\r\\nnl-NL\\tMicrosoft Frank")
    sys.exit(0)
"""


def test_the_voices_of_windows_get_a_text_as_data(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(
        system, "_POWERSHELL", (str(install("powershell", POWERSHELL).parent / "bin/powershell"),)
    )
    assert voices_here() == ("system:Microsoft Zira Desktop", "system:Microsoft Frank")
    text = "'; Remove-Item x; Café"
    said = narrator_named("system:Microsoft Frank").say(text, "nl", 1.15)
    assert seconds(said) == pytest.approx(0.54, abs=0.02)


def test_a_script_for_windows_has_no_text_in_it(
    install: Install, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    log = install("powershell", POWERSHELL)
    text = tmp_path / "text.txt"
    text.write_text("'; Remove-Item x; Café", "utf-8")
    system._sapi_write("Microsoft Frank", text, 1.15, tmp_path / "said.wav")
    call = calls(log)[-1]
    assert call["read"] == "'; Remove-Item x; Café"
    assert call["told"]["WOORDBEELD_VOICE"] == "Microsoft Frank"  # type: ignore[index]
    assert call["told"]["WOORDBEELD_RATE"] == "1"  # type: ignore[index]
    script = base64.b64decode(call["argv"][-1]).decode("utf-16-le")  # type: ignore[index]
    assert "Remove-Item" not in script
    assert "$env:WOORDBEELD_TEXT" in script


def test_linux_has_no_voice_of_its_own_that_writes_a_file() -> None:
    with pytest.raises(EnvironmentProblemError, match="only speaks aloud"):
        narrator_named("system")


@pytest.fixture
def piper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Piper that is installed, and keeps what it is told; and a voice for it."""
    folder = tmp_path / "packages"
    (folder / "piper").mkdir(parents=True)
    (folder / "piper_tts-1.8.0.dist-info").mkdir()
    (folder / "piper_tts-1.8.0.dist-info/METADATA").write_text("Name: piper-tts\nVersion: 1.8.0\n", "utf-8")
    (folder / "onnxruntime.py").write_text("def set_seed(seed): print('seed', seed)\n", "utf-8")
    log = tmp_path / "piper.jsonl"
    program = PROGRAM.format(python=sys.executable, log=str(log), answer="read = text_in(options['-i'])")
    program = program.replace('-f", "")', '-i", "")').replace('options.get("-w")', 'options.get("-f")')
    (folder / "piper/__init__.py").write_text("", "utf-8")
    (folder / "piper/__main__.py").write_text(program, "utf-8")
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("PYTHONPATH", str(folder))
    voice = tmp_path / "nl_NL-stem.onnx"
    voice.write_bytes(b"network")
    Path(f"{voice}.json").write_text('{"inference": {"length_scale": 1.2}}', "utf-8")
    return voice


def test_piper_speaks_with_the_voice_in_a_file(piper: Path) -> None:
    narrator = narrator_named(str(piper))
    assert narrator.name == "Piper nl_NL-stem"
    assert narrator.kind is NarratorKind.COMPUTER
    assert seconds(narrator.say("Zie [[ h ]] 'hier'", "nl", 1.2)) == pytest.approx(0.54, abs=0.02)
    call = calls(piper.parent / "piper.jsonl")[-1]
    assert call["read"] == "Zie [ [ h ]] 'hier'"
    options = dict(zip(call["argv"][::2], call["argv"][1::2], strict=True))  # type: ignore[index]
    assert options["-m"] == str(piper)
    assert options["--length-scale"] == "1.0000"


def test_another_voice_is_another_sound(piper: Path) -> None:
    before = narrator_named(str(piper)).identity
    Path(f"{piper}.json").write_text("{}", "utf-8")
    assert narrator_named(str(piper)).identity != before


def test_a_voice_that_is_not_whole_is_told(piper: Path) -> None:
    settings = Path(f"{piper}.json")
    settings.write_text("[", "utf-8")
    with pytest.raises(BadInputError, match="no settings of a Piper voice"):
        narrator_named(str(piper))
    settings.unlink()
    with pytest.raises(BadInputError, match=r"nl_NL-stem\.onnx\.json, cannot be read"):
        narrator_named(str(piper))
    piper.unlink()
    with pytest.raises(BadInputError, match="does not exist"):
        narrator_named(str(piper))


def test_without_piper_it_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    voice = tmp_path / "nl.onnx"
    voice.write_bytes(b"network")
    Path(f"{voice}.json").write_text("{}", "utf-8")
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(EnvironmentProblemError, match="pip install piper-tts"):
        narrator_named(str(voice))


def test_what_is_no_voice_is_refused_with_those_there_are() -> None:
    with pytest.raises(WrongUseError, match=r"no voice 'siri'; name one of these: FILE\.onnx, espeak"):
        narrator_named("siri")


def test_silence_is_taken_from_both_ends_and_from_nowhere_else() -> None:
    tone = 0.3 * np.sin(np.arange(4800) / 20, dtype=np.float32)
    silence = np.zeros(48000, np.float32)
    found = trimmed(np.concatenate((silence, tone, silence, tone, silence)))
    assert len(found) == pytest.approx(4800 + 48000 + 4800, abs=2500)
    assert len(trimmed(silence)) == 0
    assert len(trimmed(silence[:0])) == 0
