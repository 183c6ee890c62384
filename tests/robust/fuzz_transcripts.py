"""Mutilated transcripts, read, listed, corrected and looked for in pages: nothing is lost, nothing fails.

    python -m tests.robust.fuzz_transcripts --count 10000 --seed 14 --seconds 600

tries so many, or as many as fit in the time. Each has its own seed, which a fault names: with `--count 1` and
that seed it comes back.
"""

from __future__ import annotations

import sys
import time
import traceback
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

import click

from woordbeeld.errors import BadInputError, WoordbeeldError
from woordbeeld.intake.accounts import words_of
from woordbeeld.intake.opening import beside, open_transcript, opened
from woordbeeld.showing import in_one_line
from woordbeeld.speakers import Correction, correct, listed
from woordbeeld.textfile import WHITE
from woordbeeld.transcript import labels
from woordbeeld.transcript.directory import keys_of
from woordbeeld.transcript.editing import merge_speakers, rename_speaker, set_speaker
from woordbeeld.transcript.looks import physical_lines
from woordbeeld.transcript.model import LabelLine, SceneDescription, Speaker, Transcript
from woordbeeld.transcript.pins import TranscriptItem, in_order
from woordbeeld.transcript.reader import read, read_file
from woordbeeld.transcript.writer import write, write_bytes

FOLDER: Final = Path(__file__).parents[2] / "transcripts"
MOST_S: Final = 5  # of processor time for all that is done to one of them
LONG: Final = 20_000  # characters of a very long line
MOST_MUTATIONS: Final = 5
SHOWN_FAULTS: Final = 5

NAMES: Final = (
    "TON HEERTS",
    "JOSEPHINE VAN DEN BERG",
    "VAN DEN BERG",
    "BERG",
    "STEF BÖGER",
    "BEREND BUDDINGH’",
    "VOICE-OVER",
    "Vrouwenstem 2",
    "EVA WESTERHOF (VIA EEN TOLK)",
    "Ton Heerts",
    "J.-P. DE WIT",
    "ŁUCJA",
    "ДМИТРИЙ",
    "דוד",
)
LINES: Final = (
    "{name}: Super dank voor dit rapport.",
    "{name}:",
    "{name}",
    "Zo van: pfff, snap je het nou nog niet?",
    "Het is 10:30, en (ja) dat weet {name}: echt.",
    "(Een man schrijft iets op.)",
    "({name}:)",
    "(Aldus {name}. Ze schudt een man de hand. {name}:)",
    "(Beeldtekst: Verboden toegang. Hij schrikt.)",
    "Beeldtekst:",
    "APPLAUS",
    "[RUSTIGE MUZIEK]",
    "AOW",
    "- een punt",
    "(Een lange",
    "beschrijving.)",
    "",
)
# What breaks programs: line ends of others, characters that show nothing or turn text around, halves.
PARTS: Final = (
    *(
        part.encode()
        for part in (
            *(
                "\u2028",
                "\x85",
                "\x0b",
                "\x0c",
                "\r",
                "\r\n",
                "\n\n",
                "\x1c",
                "\x1e",
                "\0",
                "\x1b[31m",
                "\x7f",
            ),
            *("\ufeff", "\u200b", "\u202e", "\u2066", "\u0301", "e\u0301\u0302", "\U0001f469\u200d"),
            *("(", ")", "((", "))", "()", "[", "]", ":", "::", "’", "“", "-", "–", "\t", "\xa0", "  "),
            *(
                "JAN:",
                "JAN KOK: ",
                "BERG:",
                "(BERG:)",
                "JAN:PIET:",
                "A:",
                "שלום: ",
                "مرحبا",
                "ß",
                "ǅ",
                "İ",
                "ﬀ",
            ),
            *(
                "<p>",
                "</div>",
                "<!--",
                "-->",
                "<b",
                "&amp;",
                "&#0;",
                "<h2>JAN:</h2>",
                "<nav>",
                "Beeldtekst: ",
            ),
        )
    ),
    *(b"\xff", b"\xed\xa0\x80", b"\x81", b"\xc3", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf"),
)
ENCODINGS: Final = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "cp850")
NEW_NAMES: Final = (
    "Kim",
    "Kim de Wit",
    "Berg",
    "Łucja",
    "VOICE-OVER",
    "Jan:",
    "",
    "(",
    "a\u0301B",
    "Ton Heerts",
)


def made_up(rng: Random) -> bytes:
    """A transcript in the house style, of some lines or of many."""
    names = rng.sample(NAMES, rng.randint(1, 5))
    lines = (rng.choice(LINES).format(name=rng.choice(names)) for _ in range(rng.choice((3, 12, 60))))
    return "".join(line + rng.choice(("\n", "\n", "\n\n")) for line in lines).encode()


def _cut(data: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(data) + 1)
    return data[:start] + data[start + rng.choice((1, 3, 40, len(data))) :]


def _doubled(data: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(data) + 1)
    return (
        data[:start] + data[start : start + rng.choice((1, 20, 300))] * rng.choice((2, 3, 9)) + data[start:]
    )


def _shuffled(data: bytes, rng: Random) -> bytes:
    lines = data.split(b"\n")
    rng.shuffle(lines)
    return b"\n".join(lines)


def _random_bytes(data: bytes, rng: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(min(rng.choice((1, 5, 50)), len(changed))):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _with_parts(data: bytes, rng: Random) -> bytes:
    for _ in range(rng.choice((1, 4, 20))):
        at = rng.randrange(len(data) + 1)
        data = data[:at] + rng.choice(PARTS) + data[at:]
    return data


def _other_encoding(data: bytes, rng: Random) -> bytes:
    return data.decode("utf-8", "replace").encode(rng.choice(ENCODINGS), rng.choice(("ignore", "replace")))


def _other_line_ends(data: bytes, rng: Random) -> bytes:
    ends = (b"\r", b"\r\n", b"\n\r", b"", b" ", "\u2028".encode(), "\x85".encode(), b"\x0b", b"\x0c")
    return data.replace(b"\n", rng.choice(ends), rng.choice((-1, 1, 10)))


def _long_line(data: bytes, rng: Random) -> bytes:
    part = rng.choice((*PARTS, b"A", b"a ", b"JAN ", b". "))
    at = rng.randrange(len(data) + 1)
    return data[:at] + part * (LONG // len(part)) + data[at:]


def _without(data: bytes, rng: Random) -> bytes:
    return data.replace(rng.choice((b")", b"(", b":", b"\n\n", b" ", b". ")), b"")


MUTATIONS: Final[Sequence[Callable[[bytes, Random], bytes]]] = (
    _cut,
    _doubled,
    _shuffled,
    _random_bytes,
    _with_parts,
    _with_parts,
    _other_encoding,
    _other_line_ends,
    _long_line,
    _without,
)


def mutilated(rng: Random) -> bytes:
    sources = sorted(path for path in FOLDER.glob("*.txt"))
    data = rng.choice(sources).read_bytes() if rng.random() < 1 / 3 else made_up(rng)
    for _ in range(rng.randint(1, MOST_MUTATIONS)):
        data = rng.choice(MUTATIONS)(data, rng)
    return data


# -- what must hold ----------------------------------------------------------------------------------------


def _name(speaker: Speaker | None) -> str | None:
    return speaker.name if speaker else None


def _said(transcript: Transcript) -> list[tuple[int, type, str]]:
    return [(block.line, type(block), block.text) for block in in_order(transcript)]


def _who(transcript: Transcript) -> dict[int, str | None]:
    return {line.line: _name(line.speaker) for line in transcript.spoken_lines}


def _apart_from_announcements(transcript: Transcript) -> list[tuple[int, type, str]]:
    def told(block: TranscriptItem) -> str:
        return "" if isinstance(block, SceneDescription) and block.announces else block.text

    return [(block.line, type(block), told(block)) for block in in_order(transcript)]


def check_told(error: WoordbeeldError) -> None:
    """An error is one line, and says what to do."""
    assert error.remedy
    assert "\n" not in in_one_line(str(error))


def check_set(before: Transcript, after: Transcript, chosen: Collection[int], name: str) -> None:
    """These lines are said by that one, all others by whom they were; only labels there have changed."""
    assert _said(before) == _said(after)
    for line, speaker in zip(before.spoken_lines, after.spoken_lines, strict=True):
        if line.line not in chosen:
            assert _name(line.speaker) == _name(speaker.speaker), line.line
        else:
            assert speaker.speaker, line.line
            assert labels.key(name) in keys_of(speaker.speaker) | _ends(speaker.speaker), line.line
    lines = zip(physical_lines(write(before)), physical_lines(write(after)), strict=True)
    changed = {number for number, pair in enumerate(lines, 1) if pair[0] != pair[1]}
    spoken = [line.line for line in before.spoken_lines]
    below = {following for line, following in pairwise(spoken) if line in chosen}
    above = {block.line for block in before.blocks if isinstance(block, LabelLine)}
    # How a name is spelled stands once; where that label goes, the next one of that speaker tells it.
    was = {line.speaker for line in before.spoken_lines if line.line in chosen}
    heirs = {line.line for line in before.spoken_lines if line.label and line.speaker in was}
    assert changed <= {*chosen, *below, *above, *heirs}


def _ends(speaker: Speaker) -> frozenset[labels.Key]:
    return frozenset(labels.tails(labels.key(speaker.name)))


def check_renamed(before: Transcript, after: Transcript, old: str, new: str | None) -> None:
    """Everybody says what they said, one of them under another name; other words are as they were."""
    assert _apart_from_announcements(before) == _apart_from_announcements(after)
    was, now = _who(before), _who(after)
    assert was.keys() == now.keys()
    names = {now[line] for line, name in was.items() if name == old}
    assert len(names) <= 1, names
    assert new is None or names <= {new}, names
    assert all(now[line] == name for line, name in was.items() if name != old)
    for scene, renamed in zip(before.scenes, after.scenes, strict=True):
        if scene.announces and renamed.announces and scene.text != renamed.text:
            _check_announcement(scene, scene.announces, renamed, renamed.announces)


def _check_announcement(
    scene: SceneDescription, old: Speaker, renamed: SceneDescription, new: Speaker
) -> None:
    """Only the name at its end is another."""
    ending = renamed.text.removesuffix(":").rstrip()
    assert ending.endswith(new.name), renamed.text
    kept = ending.removesuffix(new.name).split()
    words = scene.text.split()
    assert words[: len(kept)] == kept, renamed.text
    assert len(words) - len(kept) <= max(len(name.split()) for name in (old.name, *old.labels)), renamed.text


def _try_edit(path: Path, rng: Random) -> str:
    """One correction, as a person asks for it at random: what came of it."""
    before = read_file(path)
    names = [speaker.name for speaker in before.speakers] or ["Kim"]
    old, other = rng.choice(names), rng.choice([*names, *NEW_NAMES])
    spoken = [line.line for line in before.spoken_lines]
    chosen = frozenset(rng.sample(spoken, min(len(spoken), rng.choice((1, 2, 9)))))
    kind = rng.choice(("set", "rename", "merge"))
    if kind == "merge":
        other = rng.choice(names)
    edits: dict[str, Callable[[Transcript], str]] = {
        "set": lambda text: set_speaker(text, chosen, other),
        "rename": lambda text: rename_speaker(text, old, other),
        "merge": lambda text: merge_speakers(text, old, other),
    }
    try:
        correction = correct(path, edits[kind])
    except WoordbeeldError as error:
        check_told(error)
        return f"{kind} refused"
    before, after = (read(text, correction.encoding) for text in (correction.before, correction.after))
    if kind == "set":
        check_set(before, after, chosen, other)
    else:
        check_renamed(before, after, old, other if kind == "merge" and other in names else None)
    _write(correction)
    return kind


def _write(correction: Correction) -> None:
    assert (correction.diff == "") == (correction.before == correction.after) == (correction.lines == 0)
    correction.write()
    assert correction.path.read_bytes() == correction.after.encode(correction.encoding)
    assert write(read_file(correction.path)) == correction.after


def _check_pages(path: Path, text: str) -> None:
    """Read as any file may be: every word of it is in the transcript or among what was left out."""
    page = "".join(f"<p>{escape(line)}</p>\n" for line in physical_lines(text))
    saved = path.with_suffix(".html")
    for data in (path.read_bytes(), page.encode(), b"<html><body>" + path.read_bytes()):
        saved.write_bytes(data)
        try:
            reading = open_transcript(saved).reading
        except BadInputError as error:
            check_told(error)
            continue
        left_out = (each.text for each in reading.understanding.left_out)
        there = Counter(words_of(f"{reading.text} {' '.join(left_out)}"))
        paragraphs = reading.understanding.document.paragraphs
        assert not Counter(words_of(" ".join(each.text for each in paragraphs))) - there
        _check_stands(reading.text)


def _check_stands(text: str) -> None:
    """What we wrote is written back when it is opened as a text of its own."""
    if text.strip(WHITE):
        assert opened(text.encode(), "talk.txt").written_back


def _try(folder: Path, rng: Random) -> list[str]:
    """All that is done to one mutilated transcript; what came of each."""
    path = folder / "talk.txt"
    data = mutilated(rng)
    path.write_bytes(data)
    try:
        transcript = read_file(path)
    except BadInputError as error:
        check_told(error)
        return ["refused as text"]
    assert write_bytes(transcript) == data
    _check_pages(path, write(transcript))
    if not open_transcript(path).reading.text.strip(WHITE):
        return ["all left out"]
    own = _as_written_back(path)
    transcript = read_file(own)
    assert len(listed(own)) > len(transcript.speakers) + len(transcript.findings)
    return ["read", *(_try_edit(own, rng) for _ in range(3))]


def _as_written_back(path: Path) -> Path:
    """The file itself where it can be corrected, else one with the transcript that is in it."""
    found = open_transcript(path)
    if found.written_back:
        return path
    own = beside(path)
    own.write_text(found.reading.text, newline="")
    return own


# -- all of them -------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Outcome:
    """How many were tried, what came of all that was done, and each fault with the seed that repeats it."""

    tried: int = 0
    results: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest_s: float = 0.0


def run(count: int, seed: int, seconds: float | None = None) -> Outcome:
    """Try so many, or fewer where the time (s) is over."""
    outcome, start_s = Outcome(), time.monotonic()
    with TemporaryDirectory() as folder:
        for number in range(count):
            if seconds is not None and time.monotonic() - start_s > seconds:
                break
            outcome.tried += 1
            began_s = time.process_time()
            try:
                outcome.results.update(_try(Path(folder), Random(seed + number)))  # noqa: S311 - to be repeated
            except Exception:  # noqa: BLE001 - whatever it is, it is a fault
                outcome.faults.append(f"seed {seed + number}: {traceback.format_exc()}")
            took_s = time.process_time() - began_s
            outcome.slowest_s = max(outcome.slowest_s, took_s)
            if took_s > MOST_S:
                outcome.faults.append(f"seed {seed + number}: took {took_s:.1f} s")
    return outcome


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="how many transcripts")
    parser.add_argument("--seed", type=int, default=14, help="of the first; each next one has the next")
    parser.add_argument("--seconds", type=float, help="after which no other is begun")
    options = parser.parse_args()
    outcome = run(options.count, options.seed, options.seconds)
    for fault in outcome.faults[:SHOWN_FAULTS]:
        click.echo(fault, err=True)
    told = ", ".join(f"{times} {result}" for result, times in sorted(outcome.results.items()))
    click.echo(
        f"{outcome.tried} transcripts, seed {options.seed}: {len(outcome.faults)} faults "
        f"({told}; the slowest took {outcome.slowest_s:.1f} s)"
    )
    sys.exit(1 if outcome.faults else 0)


if __name__ == "__main__":
    main()
