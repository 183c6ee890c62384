"""The spelling of a name beside a label, kept right when labels change.

`HANNAH YILDIZ (Hannah Yıldız):` tells once, for all labels of that speaker, what capitals cannot.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from woordbeeld.textfile import WHITE
from woordbeeld.transcript import labels
from woordbeeld.transcript.model import Label, LabelLine, SpokenLine, Transcript
from woordbeeld.transcript.reader import read


def typed_name(text: str) -> str | None:
    """A name as somebody typed it, where both capitals and small letters show how it is spelled.

    >>> typed_name("Jan  Van Peteghem"), typed_name("jan van peteghem")
    ('Jan Van Peteghem', None)
    """
    name = " ".join(text.split())
    return None if labels.role(name) or name.isupper() or name.islower() else name


def relabelled(source: str, label: Label, text: str) -> str:
    """The source of a line with another name in its label; a remark stays, the old spelling goes."""
    if not labels.spelling(label):
        return source.replace(label.text, text, 1)
    qualified = re.compile(rf"{re.escape(label.text)}\s*\({re.escape(label.qualifier or '')}\)")
    remark = labels.remark(label)
    return qualified.sub(lambda _: f"{text} ({remark})" if remark else text, source, count=1)


def with_spellings(sources: Sequence[str], names: Iterable[str], encoding: str = "utf-8") -> list[str]:
    """The parts of a text, with each of these names spelled where it would be read otherwise."""
    made, wanted = list(sources), _by_letters(names)
    found = read("".join(made), encoding)
    misspelt = {
        label: name
        for speaker in found.speakers
        if (name := wanted.get(labels.folded(speaker.name), speaker.name)) != speaker.name
        for label in speaker.labels
    }
    for at, part in _spelled(found, misspelt) if misspelt else ():
        starts = list(accumulate(map(len, made), initial=0))
        place = bisect_right(starts, at) - 1
        made[place] = made[place][: at - starts[place]] + part + made[place][at - starts[place] :]
    return made


def _by_letters(names: Iterable[str]) -> dict[labels.Key, str]:
    """The names by their letters; not those that differ in nothing but diacritics."""
    found: dict[labels.Key, set[str]] = {}
    for name in names:
        found.setdefault(labels.folded(name), set()).add(name)
    return {letters: spelled.pop() for letters, spelled in found.items() if len(spelled) == 1}


def _spelled(transcript: Transcript, misspelt: Mapping[str, str]) -> list[tuple[int, str]]:
    """What is to be put where (in characters) into the text: each name by the first label with place for it.

    The last comes first, so that the places of the others hold.
    """
    found: dict[str, tuple[int, str]] = {}
    start = 0
    for block in transcript.blocks:
        label = block.label if isinstance(block, LabelLine | SpokenLine) else None
        name = misspelt.get(label.text, "") if label else ""
        if label and name and name not in found and _has_place(label, name):
            at, part = _beside(block.source, label, name)
            found[name] = start + at, part
        start += len(block.source)
    return sorted(found.values(), reverse=True)


def _has_place(label: Label, name: str) -> bool:
    """A label with the whole name, and with no more beside it than a label may have."""
    beside = len(name) + len(label.qualifier or "") + len(", ")
    return labels.folded(label.text) == labels.folded(name) and beside <= labels.MAX_QUALIFIER_CHARS


def _beside(source: str, label: Label, name: str) -> tuple[int, str]:
    """Where in the source of a line what is to be put, so that a label spells this name."""
    if label.qualifier is not None:
        return source.index("(", source.index(label.text)) + 1, f"{name}, "
    after = source.index(label.text) + len(label.text)
    colon = "" if source[after:].lstrip(WHITE).startswith(":") else ":"
    return after, f" ({name}){colon}"
