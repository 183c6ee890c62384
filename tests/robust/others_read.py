"""Files of captions as others read them: words, each with all that its markup says of it."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, Final
from xml.etree import ElementTree as ET

import pysubs2
import ttconv.srt.writer
import webvtt
from ttconv.stl.config import STLReaderConfiguration
from ttconv.stl.reader import to_model

Styled = Counter[tuple[str, tuple[str, ...]]]  # words with what is open around them

_SUBRIP_PART = re.compile(
    r"(?P<tag>\{[^{}]*\}|</?[A-Za-z][^<>]*>)|(?P<text>(?:[^{<]|<(?!/?[A-Za-z][^<>]*>))+|.)", re.DOTALL
)
_OVERRIDE: Final = re.compile(r"\{\\([ibus])([01])\}")
_WORD_TIME: Final = re.compile(r"<([\d:.]+)>")
_BREAK: Final = re.compile(r"(?i)<br\s*/?>")
_TIMING: Final = frozenset({"begin", "end", "dur"})
_NOT_SHOWN: Final = frozenset({"metadata", "set"})


def in_webvtt(source: str) -> tuple[int, Styled]:
    """How many cues webvtt-py finds with text, and their words."""
    found: Styled = Counter()
    captions = [
        caption for caption in webvtt.from_buffer(io.StringIO(source)).captions if caption.raw_text.strip()
    ]
    for caption in captions:
        parser = _Tags()
        parser.feed(_WORD_TIME.sub(r'<time at="\1">', caption.raw_text))
        parser.close()
        found += parser.words
    return len(captions), found


class _Tags(HTMLParser):
    """The words of a cue, each with the tags that are open there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: Styled = Counter()
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self._open.append((tag.partition(".")[0], self.get_starttag_text() or ""))

    def handle_endtag(self, tag: str) -> None:
        at = next((at for at, (name, _) in reversed(list(enumerate(self._open))) if name == tag), None)
        if at is not None:
            del self._open[at:]

    def handle_data(self, data: str) -> None:
        self.words.update((word, tuple(whole for _, whole in self._open)) for word in data.split())


def in_subrip(source: str) -> tuple[int, Styled]:
    """How many events pysubs2 finds with text, and their words."""
    found: Styled = Counter()
    file = pysubs2.SSAFile.from_string(source, "srt", keep_html_tags=True, keep_unknown_html_tags=True)
    events = [event for event in file if event.text.strip()]
    for event in events:
        found.update(_subrip_words(_BREAK.sub(" ", event.text.replace("\\N", " ").replace("\\h", " "))))
    return len(events), found


def _subrip_words(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    opened: list[str] = []
    for part in _SUBRIP_PART.finditer(text):
        tag = part["tag"]
        if tag is None:
            yield from ((word, tuple(opened)) for word in part["text"].split())
        elif override := _OVERRIDE.fullmatch(tag):
            opened = [each for each in opened if each != override[1]] + [override[1]] * (override[2] == "1")
        elif tag.startswith("{"):
            opened.append(tag)
        elif tag.startswith("</"):
            name = tag[2:-1].strip().lower()
            at = next((at for at in reversed(range(len(opened))) if _name(opened[at]) == name), None)
            opened = opened if at is None else opened[:at]
        else:
            opened.append(tag)


def _name(tag: str) -> str:
    return re.split(r"[\s>]", tag[1:], maxsplit=1)[0].lower()


def in_ttml(source: str) -> tuple[int, Styled]:
    """How many paragraphs the standard library finds with text, and their words."""
    found: Styled = Counter()
    root = ET.fromstring(source.removeprefix("\ufeff").encode())  # noqa: S314 - we refuse entities
    paragraphs = [each for each in root.iter() if _local(each.tag) == "p"]
    for paragraph in paragraphs:
        _add_words(paragraph, (), found)
    return sum(bool("".join(each.itertext()).strip()) for each in paragraphs), found


def _add_words(element: ET.Element, around: tuple[str, ...], found: Styled) -> None:
    own = (f"{_local(name)}={value}" for name, value in sorted(element.attrib.items()) if _tells(name))
    inside = (*around, *own)
    if _local(element.tag) not in _NOT_SHOWN:
        found.update((word, inside) for word in (element.text or "").split())
        for child in element:
            _add_words(child, inside, found)
            found.update((word, inside) for word in (child.tail or "").split())


def _tells(attribute: str) -> bool:
    return _local(attribute) not in _TIMING and not attribute.endswith("}id")


def _local(name: Any) -> str:
    return str(name).rpartition("}")[2]


def in_ebu_stl(source: str) -> tuple[int, Styled]:
    """How many captions ttconv finds, and their words with their colours."""
    logging.disable(logging.CRITICAL)  # it tells each code that it does not know
    try:
        model = to_model(io.BytesIO(source.encode("latin-1")), STLReaderConfiguration())
        return in_subrip(str(ttconv.srt.writer.from_model(model)))
    finally:
        logging.disable(logging.NOTSET)
