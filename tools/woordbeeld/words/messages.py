"""What is said, as a key with values; it becomes a text in the language of the reader where it is shown."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any, Final

from woordbeeld.words.commands import quoted
from woordbeeld.words.languages import OTHERWISE

_FORMS: Final = frozenset({"zero", "one", "other"})  # of plurals; the names are those of CLDR


@dataclass(frozen=True, slots=True)
class Message:
    """A text by its key, with what stands in braces in it; as a string it is English, as logs are."""

    key: str
    values: tuple[tuple[str, Value], ...] = ()

    def __str__(self) -> str:
        return told(self, OTHERWISE)


Value = str | int | float | Message | tuple[Message, ...]


def say(key: str, /, **values: Value) -> Message:
    """A message.

    >>> told(say("evidence.title", title="Entree"), "nl")
    'De titel is “Entree”.'
    """
    return Message(key, tuple(values.items()))


def told(message: Message, language: str) -> str:
    """A message in one of our languages; of a text with plurals the form is that of the value `count`.

    Raises:
        KeyError: the language has no such key, or the message no such value.
    """
    values = dict(message.values)
    text = _texts(language)[message.key]
    if isinstance(text, Mapping):
        text = text.get(_form(values["count"]), text["other"])
    return _Filling(language).vformat(text, (), values)


def words_in(language: str, section: str) -> dict[str, Any]:
    """The words of a section as they stand, for a page and its script."""
    words: dict[str, Any] = _file(language)[section]
    return words


def number_in(language: str, number: str) -> str:
    """A number as a language writes it.

    >>> number_in("nl", "0.833"), number_in("en", "0.833")
    ('0,833', '0.833')
    """
    mark: str = _file(language)["numbers"]["decimal_mark"]
    return number.replace(".", mark)


class _Filling(Formatter):
    """Fills in numbers as a language writes them, and messages in that language; `{name!q}` is quoted."""

    def __init__(self, language: str) -> None:
        self._language = language

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        found = super().get_value(key, args, kwargs)
        if isinstance(found, tuple):
            return "; ".join(told(each, self._language) for each in found)
        return told(found, self._language) if isinstance(found, Message) else found

    def convert_field(self, value: Any, conversion: Any) -> Any:
        return quoted(str(value)) if conversion == "q" else super().convert_field(value, conversion)

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, float):
            return number_in(self._language, format(value, format_spec or "g"))
        return format(value, format_spec)


def _form(count: Value) -> str:
    """The plural form of a number in Dutch and in English."""
    return {0: "zero", 1: "one"}.get(count, "other") if isinstance(count, int) else "other"


@cache
def _texts(language: str) -> dict[str, str | dict[str, str]]:
    """All texts of a language by their keys, `section.name` or deeper; those with plurals by their form."""
    return dict(_flat(_file(language), ""))


def _flat(words: Mapping[str, Any], above: str) -> Iterator[tuple[str, str | dict[str, str]]]:
    for name, found in words.items():
        if isinstance(found, str) or _is_plural(found):
            yield f"{above}{name}", found
        else:
            yield from _flat(found, f"{above}{name}.")


def _is_plural(words: Mapping[str, Any]) -> bool:
    return "other" in words and words.keys() <= _FORMS


@cache
def _file(language: str) -> dict[str, Any]:
    """The file of a language."""
    return tomllib.loads((files("woordbeeld.words") / f"{language}.toml").read_text(encoding="utf-8"))
