"""Are sentences in another language found, and no others? `make bench-languages`.

The dialogues of the game of the episodes were translated by people into many languages, and Debian's list of
frequently asked questions into a few. Each is read as a transcript in a language whose small words are known.
What is proposed of a text in that language itself is wrong, or nobody translated it; `--show` tells it.
*Listened to* is what is not in the language of the text, and whose words do not tell in which.
`--sound` lets the recogniser tell the language of so many Dutch clips of the game as well.
"""

from __future__ import annotations

import gzip
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import click
from tests.benchmarks.episodes import PER_MS, SEED, decode, fetch, read_library, unpacked
from tests.benchmarks.table import table

from woordbeeld.alignment.heard_languages import LEAST_MS, SURE
from woordbeeld.alignment.model import AlignedLine, AlignedWord, Match
from woordbeeld.alignment.other_languages import LEAST_WORDS, OtherLanguage, not_in
from woordbeeld.settings import Settings
from woordbeeld.speech.recogniser import CHUNK_MS
from woordbeeld.transcript.reader import read
from woordbeeld.transcript.vocabulary import languages

TRANSLATIONS: Final = ("nl", "en", "de", "fr", "es", "it", "sv", "pl", "cs", "ru")
QUESTIONS: Final = {"en": "debian-faq", **{each: f"debian-faq-{each}" for each in ("nl", "de", "fr")}}
_ORIGINAL = re.compile(r'dialogId\("[^"]*",\s*"[^"]*",\s*"((?:[^"\\]|\\.)*)"\)')
_TRANSLATED = re.compile(r'dialogStr\("((?:[^"\\]|\\.)*)"\)')
_BLANK_LINE = re.compile(r"\n\s*\n")
_MARKED = re.compile(r"[:()\[\]]")  # what a transcript may read as a label or a description
LEAST_CHARS: Final = 40  # of a paragraph of the list of questions


def dialogues(game: Path, language: str) -> list[str]:
    """All that is said in the game in a language; the originals of the Dutch ones are English."""
    name, said = ("nl", _ORIGINAL) if language == "en" else (language, _TRANSLATED)
    scripts = sorted((game / "script").glob(f"*/dialogs_{name}.lua"))
    found = (text for each in scripts for text in said.findall(each.read_text("utf-8")))
    return [plain for text in found if (plain := " ".join(text.replace('\\"', '"').split()))]


def questions(folder: Path, language: str) -> list[str]:
    """The paragraphs of the list of questions in a language."""
    ending = "" if language == "en" else f".{language}"
    packed = folder / f"usr/share/doc/debian/FAQ/debian-faq{ending}.txt.gz"
    paragraphs = _BLANK_LINE.split(gzip.decompress(packed.read_bytes()).decode("utf-8"))
    return [" ".join(_MARKED.sub(" ", each).split()) for each in paragraphs if len(each) > LEAST_CHARS]


def proposed(texts: Sequence[str], language: str) -> tuple[OtherLanguage, ...]:
    """What is not in a language, of texts that two people say in turn."""
    transcript = read("".join(f"{'AB'[at % 2]}NNA: {text}\n" for at, text in enumerate(texts)))
    lines = tuple(
        AlignedLine(line, tuple(AlignedWord(word, None, Match.UNHEARD, 0.0) for word in line.words))
        for line in transcript.spoken_lines
    )
    return tuple(not_in(language, lines))


def row(name: str, texts: Sequence[str], language: str) -> tuple[str, ...]:
    found = Counter(each.language for each in proposed(texts, language))
    words = sum(len(text.split()) for text in texts)
    enough = sum(len(text.split()) >= LEAST_WORDS for text in texts)
    unknown = found.pop("", 0)
    told = ", ".join(f"{times} {each}" for each, times in found.most_common()) or "none"
    return language, name, str(words), str(enough), told, str(unknown)


def heard(game: Path, count: int) -> Iterator[tuple[str, ...]]:
    """In how many Dutch clips, by their length, another language was heard, and was so for sure."""
    recogniser, library = Settings().recogniser(), read_library(game)
    clips = random.Random(SEED).sample(library.clips, count)  # noqa: S311  nothing secret
    found = [
        (len(sound) // PER_MS, recogniser.detect_languages(sound[: CHUNK_MS * PER_MS]))
        for sound in (decode(clip.sound) for clip in clips)
    ]
    for name, is_long in ((f"under {LEAST_MS} ms", False), (f"from {LEAST_MS} ms on", True)):
        mine = [odds for length_ms, odds in found if (length_ms >= LEAST_MS) is is_long]
        others = [odds for odds in mine if max(odds, key=odds.__getitem__) != "nl"]
        yield name, str(len(mine)), str(len(others)), str(sum(max(odds.values()) >= SURE for odds in others))


@click.command(help=__doc__)
@click.option("--cache", type=click.Path(path_type=Path), default=Path("bench"), show_default=True)
@click.option("--sound", type=int, default=0, help="So many clips are listened to.")
@click.option("--show", is_flag=True, help="Tell what is proposed of texts in the language itself.")
def main(cache: Path, sound: int, *, show: bool) -> None:
    game = fetch(cache / "packages")
    faq = unpacked(cache / "questions", tuple(QUESTIONS.values()))
    texts = {f"dialogues {each}": dialogues(game, each) for each in TRANSLATIONS}
    texts |= {f"questions {each}": questions(faq, each) for each in QUESTIONS}
    rows = [row(name, each, language) for language in languages() for name, each in texts.items()]
    click.echo(
        table(
            ("read as", "text", "words", f"texts of {LEAST_WORDS} words or more", "proposed", "listened to"),
            rows,
        )
    )
    for name, each in texts.items() if show else ():
        if (language := name.split()[1]) in languages():
            for part in proposed(each, language):
                click.echo(f"{name}: {part.language or '?'}: {part.text}")
    if sound:
        click.echo(
            table(
                ("Dutch clips", "heard", "as another language", f"at {SURE} or more"), [*heard(game, sound)]
            )
        )


if __name__ == "__main__":
    main()
