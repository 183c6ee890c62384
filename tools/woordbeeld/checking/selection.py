"""Rules chosen by their ids, as a user gives them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from difflib import get_close_matches
from typing import Final

from woordbeeld.checking.fixes import FIXABLE
from woordbeeld.errors import WrongUseError
from woordbeeld.formats.document import FORMAT_RULE
from woordbeeld.tracks.checks import RULES
from woordbeeld.words import Message, Value, say

ALL: Final = "all"
RULE_IDS: Final = (FORMAT_RULE, *(rule.id for rule in RULES))


def selected(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> frozenset[str]:
    """The ids of the rules that are meant: those selected (all, if none is), without those ignored.

    Each text may hold several ids with commas between.

    Raises:
        WrongUseError: there is no such rule.
    """
    chosen = _ids(select, RULE_IDS, _no_rule) or frozenset(RULE_IDS)
    return chosen - _ids(ignore, RULE_IDS, _no_rule)


def is_rules(text: str) -> bool:
    """Whether a text is ids of rules.

    >>> is_rules("gap,overlap"), is_rules("gap.srt")
    (True, False)
    """
    return all(each in RULE_IDS for each in text.split(","))


def fixable(texts: Iterable[str], rules: Collection[str]) -> frozenset[str]:
    """The ids of the rules of which the faults are to be fixed, among those that are meant; `all` is each.

    Raises:
        WrongUseError: there is no such rule, or its faults cannot be fixed without a person.
    """
    given = list(texts)
    _ids(given, (*RULE_IDS, ALL), _no_rule)
    named = _ids(given, {*FIXABLE, ALL}, _by_person)
    return (FIXABLE if ALL in named else named).intersection(rules)


def _ids(
    texts: Iterable[str], known: Collection[str], refused: Callable[[str, Value], Message]
) -> frozenset[str]:
    ids = [name for text in texts for each in text.split(",") if (name := each.strip())]
    for name in ids:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            meant = say("error.options.did_you_mean", near=near[0]) if near else ""
            remedy = say("error.choose_from", known=", ".join(sorted(known)))
            raise WrongUseError(refused(name, meant), remedy=remedy)
    return frozenset(ids)


def _no_rule(name: str, meant: Value) -> Message:
    return say("error.options.no_rule", name=name, meant=meant)


def _by_person(name: str, meant: Value) -> Message:
    return say("error.options.by_person", name=name, meant=meant)
