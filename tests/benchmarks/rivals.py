"""Other tools at the same task: `python -m tests.benchmarks.rivals TOOL SOUND LINES --weights PT --out FILE`.

Runs in the environment .venv-bench, without Woordbeeld. LINES is a JSON file with the spoken lines of the
transcript, `[{"line": 3, "text": "Dag vis!"}, ...]`: labels, scenes and sounds do not get in a rival's way.
FILE gets the shape of alignment.json. All load the same weights of Whisper's base model.
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

LANGUAGE = "nl"

_NOT_SAID = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A spoken line and its number in the transcript."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a line, or one that was heard; without times where it was not found."""

    line: int
    text: str
    start_ms: int | None = None
    end_ms: int | None = None
    confidence: float = 0.0


def align_with_stable_ts(sound: Path, lines: Sequence[Line], weights: Path) -> list[Word]:
    """stable-ts is given the text, a line of it a line, and says when each word is said."""
    sys.modules["torchaudio"] = resampling_only()
    whisper: Any = importlib.import_module("whisper")
    stable_whisper: Any = importlib.import_module("stable_whisper")
    model = stable_whisper.load_model(str(weights))
    model.set_alignment_heads(whisper._ALIGNMENT_HEADS["base"])  # a file of weights does not say which
    text = "\n".join(line.text for line in lines)
    result = model.align(str(sound), text, language=LANGUAGE, original_split=True, verbose=None)
    words = [
        Word(0, word.word, _ms(word.start), _ms(word.end), float(word.probability or 0))
        for word in result.all_words()
    ]
    return line_by_line(words, lines)


def resampling_only() -> ModuleType:
    """A stand-in for torchaudio, of which there is none for this torch; sound is at 16 kHz already."""

    def resample(samples: Any, rate: int, new_rate: int) -> Any:
        torch: Any = importlib.import_module("torch")
        length = samples.shape[-1] * new_rate // rate
        if length == samples.shape[-1]:
            return samples
        stretched = torch.nn.functional.interpolate(samples.reshape(1, -1, samples.shape[-1]), length)
        return stretched.reshape(*samples.shape[:-1], length)

    module: Any = ModuleType("torchaudio")
    module.functional = ModuleType("torchaudio.functional")
    module.functional.resample = resample
    return module  # type: ignore[no-any-return]


def line_by_line(words: Sequence[Word], lines: Sequence[Line]) -> list[Word]:
    """Words of the whole text, in its order, each on the line where its first letter stands.

    >>> words = [Word(0, "Dag"), Word(0, " vis!"), Word(0, "Ja.")]
    >>> [(word.line, word.text) for word in line_by_line(words, [Line(3, "Dag vis!"), Line(5, "Ja.")])]
    [(3, 'Dag'), (3, 'vis!'), (5, 'Ja.')]

    Raises:
        ValueError: the words are not those of the lines.
    """
    if _letters("".join(word.text for word in words)) != _letters("".join(line.text for line in lines)):
        raise ValueError("the tool gave back another text than it was given")
    line_of_letter = [line.line for line in lines for _ in _letters(line.text)]
    at, placed = 0, []
    for word in words:
        if letters := _letters(word.text):
            placed.append(replace(word, line=line_of_letter[at], text=word.text.strip()))
            at += len(letters)
    return placed


def align_with_whisper(sound: Path, lines: Sequence[Line], weights: Path) -> list[Word]:
    """What the `whisper` command hears, matched to the text as one would do it in an afternoon."""
    whisper: Any = importlib.import_module("whisper")
    command: Any = importlib.import_module("whisper.transcribe")
    load = whisper.load_model

    def load_with_heads(*arguments: Any, **options: Any) -> Any:
        """As `--model base` loads it; a file of weights does not say which heads tell the time."""
        model = load(*arguments, **options)
        model.set_alignment_heads(whisper._ALIGNMENT_HEADS["base"])
        return model

    whisper.load_model = load_with_heads
    with TemporaryDirectory() as folder:
        sys.argv = ["whisper", str(sound), "--model", str(weights), "--language", LANGUAGE]
        sys.argv += ["--word_timestamps", "True", "--output_format", "json", "--output_dir", folder]
        command.cli()
        result = json.loads((Path(folder) / f"{sound.stem}.json").read_text(encoding="utf-8"))
    heard = [
        Word(0, word["word"], _ms(word["start"]), _ms(word["end"]), word["probability"])
        for segment in result["segments"]
        for word in segment["words"]
        if _letters(word["word"])
    ]
    return matched(heard, lines)


def matched(heard: Sequence[Word], lines: Sequence[Line]) -> list[Word]:
    """The words of the lines; those that were heard alike have the times at which they were heard."""
    words = [Word(line.line, text) for line in lines for text in line.text.split()]
    matcher = SequenceMatcher(
        None, [_letters(word.text) for word in words], [_letters(word.text) for word in heard], autojunk=False
    )
    for block in matcher.get_matching_blocks():
        for offset in range(block.size):
            word, found = words[block.a + offset], heard[block.b + offset]
            words[block.a + offset] = replace(found, line=word.line, text=word.text)
    return words


def _letters(text: str) -> str:
    return _NOT_SAID.sub("", text).casefold()


def _ms(seconds: float) -> int:
    return round(seconds * 1000)


TOOLS: dict[str, Callable[[Path, Sequence[Line], Path], list[Word]]] = {
    "stable-ts": align_with_stable_ts,
    "whisper": align_with_whisper,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("tool", choices=TOOLS)
    parser.add_argument("sound", type=Path)
    parser.add_argument("lines", type=Path)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    lines = [Line(**line) for line in json.loads(given.lines.read_text(encoding="utf-8"))]
    words = TOOLS[given.tool](given.sound, lines, given.weights)
    text = json.dumps({"words": [asdict(word) for word in words]}, ensure_ascii=False, indent=1)
    given.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
