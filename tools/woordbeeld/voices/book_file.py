"""A book of voices as a file that people can read: who is in it, and from where; the vectors stand below.

It is one file, so that a name never stands in it without its voice, nor a voice without its name.
"""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path
from typing import Any, Final

import numpy as np

from woordbeeld.errors import BadInputError
from woordbeeld.inputs import InputKind, read_input
from woordbeeld.textfile import decode
from woordbeeld.toml_text import read_toml
from woordbeeld.transcript import labels
from woordbeeld.transcript.pins import as_toml
from woordbeeld.voices.book import KnownVoice, MeanVoice, VoiceBook
from woordbeeld.voices.embedder import Embedding, unit
from woordbeeld.voices.hearing import network_identities
from woordbeeld.words import Message, say

VERSION: Final = 1
NAME: Final = "voices.toml"  # of the file, where only its folder is given
BYTE_ORDER_MARK: Final = "\ufeff"  # as some editors put before all text
DECIMALS: Final = 5  # of vectors
HEAD: Final = "# Woordbeeld: voices of people."  # how the file begins
_ABOUT: Final = f"""{HEAD}
# These are biometric personal data (GDPR and AVG, article 9): keep them only with consent, and no longer than
# is needed. `woordbeeld voices delete` takes a voice out, or with --all removes this file.

"""
_FIELDS: Final = {"name": str, "film": str, "lines": int, "heard_ms": int, "vectors": list}


def book_path(given: Path) -> Path:
    """The file of the book that is given as a folder, or as a file whose name ends in `.toml`.

    >>> book_path(Path("mine/talks.toml")).name, book_path(Path("mine")).name
    ('talks.toml', 'voices.toml')
    """
    is_file = given.suffix.casefold() == ".toml" and not given.is_dir()
    return given if is_file or (given.exists() and not given.is_dir()) else given / NAME


def read_book(given: Path) -> VoiceBook:
    """The book in a file, or in `voices.toml` of a folder.

    Raises:
        BadInputError: it cannot be read, is damaged, or of another version (`NoSuchFileError` where there is
            none).
    """
    path = book_path(given)
    return parse_book(read_text(path), path.name)


def refuse_other_networks(book: VoiceBook, given: Path) -> None:
    """Refuse a book whose vectors cannot be compared with those that are made here.

    Raises:
        BadInputError: other networks heard its voices.
    """
    if book.networks != network_identities():
        what = say("error.voice_book.networks")
        raise BadInputError(what, where=book_path(given).name, remedy=say("error.voice_book.keep_anew"))


def read_text(path: Path) -> str:
    """The text of a book.

    Raises:
        BadInputError: it cannot be read (`NoSuchFileError` where there is none).
    """
    data = read_input(path, InputKind.VOICE_BOOK)
    return decode(data, path.name, remedy=InputKind.VOICE_BOOK.remedy)[0].removeprefix(BYTE_ORDER_MARK)


def render_book(book: VoiceBook) -> str:
    """The book as TOML, the names in the order of the alphabet."""
    networks = f"version = {VERSION}\nnetworks = {_listed(book.networks)}\n"
    voices = sorted(book.voices, key=lambda each: labels.key(each.name))
    return _ABOUT + networks + "".join(map(_rendered, voices))


def _rendered(voice: KnownVoice) -> str:
    vectors = ", ".join(f"[{', '.join(f'{each:.{DECIMALS}f}' for each in row)}]" for row in voice.vectors)
    return (
        f"\n[[voice]]\nname = {as_toml(voice.name)}\nfilm = {as_toml(voice.film)}\n"
        f"lines = {voice.lines}\nheard_ms = {voice.heard_ms}\nvectors = [{vectors}]\n"
    )


def _listed(texts: tuple[str, ...]) -> str:
    return f"[{', '.join(map(as_toml, texts))}]"


def parse_book(text: str, where: str) -> VoiceBook:
    """The book in a text.

    Raises:
        BadInputError: it is damaged, or of another version.
    """
    try:
        told = read_toml(text)
    except ValueError as error:
        raise _damaged(say("error.voice_book.no_toml", why=str(error)), where) from error
    if "version" not in told or "networks" not in told:
        raise _damaged(say("error.voice_book.none"), where)
    if told["version"] != VERSION or type(told["version"]) is not int:
        version = str(told["version"])
        what = say("error.voice_book.version", version=version, known=VERSION)
        raise BadInputError(what, where=where, remedy=say("error.voice_book.keep_anew"))
    networks, entries = told["networks"], told.get("voice", [])
    if not (_is_list_of(networks, str) and networks and _is_list_of(entries, dict)):
        raise _damaged(say("error.voice_book.none"), where)
    if len(told) > (3 if "voice" in told else 2):
        raise _damaged(say("error.voice_book.none"), where)
    voices = [_voice(entry, number, len(networks), where) for number, entry in enumerate(entries, 1)]
    _refuse_different(voices, where)
    return VoiceBook(tuple(networks), tuple(voices))


def _voice(entry: dict[str, Any], number: int, networks: int, where: str) -> KnownVoice:
    fields = {name: entry.get(name) for name in _FIELDS}
    is_whole = entry.keys() == _FIELDS.keys() and all(
        type(fields[name]) is of for name, of in _FIELDS.items()
    )
    vectors = _vectors(entry.get("vectors"), networks) if is_whole else None
    if vectors is None or not entry["name"].split() or min(entry["lines"], entry["heard_ms"]) < 1:
        raise _damaged(say("error.voice_book.voice", number=number), where)
    return KnownVoice(
        " ".join(entry["name"].split()), entry["film"], entry["lines"], entry["heard_ms"], vectors
    )


def _vectors(rows: Any, networks: int) -> MeanVoice | None:
    """A vector of length 1 for each embedder; none where they are no such vectors."""
    if not _is_list_of(rows, list) or len(rows) != networks:
        return None
    found: list[Embedding] = []
    for row in rows:
        if not row or not all(type(each) is float and math.isfinite(each) and abs(each) <= 1 for each in row):
            return None
        found.append(unit(np.array(row)))
    return tuple(found) if all(each.any() for each in found) else None


def _refuse_different(voices: list[KnownVoice], where: str) -> None:
    """Refuse a name that stands twice, and vectors of different sizes."""
    times = Counter(labels.key(each.name) for each in voices)
    if twice := next((each.name for each in voices if times[labels.key(each.name)] > 1), None):
        raise _damaged(say("error.voice_book.twice", name=twice), where)
    sizes = [tuple(map(len, each.vectors)) for each in voices]
    if odd := next((at for at, each in enumerate(sizes, 1) if each != sizes[0]), None):
        raise _damaged(say("error.voice_book.voice", number=odd), where)


def _is_list_of(value: Any, kind: type) -> bool:
    return isinstance(value, list) and all(isinstance(each, kind) for each in value)


def _damaged(what: Message, where: str) -> BadInputError:
    return BadInputError(what, where=where, remedy=say("error.voice_book.repair"))
