"""From labels to speakers: a canonical name for each, and short labels brought home."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from woordbeeld.findings import Finding, Severity
from woordbeeld.transcript import labels, words
from woordbeeld.transcript.labels import Key
from woordbeeld.transcript.model import Speaker
from woordbeeld.words import Value, say

_JOINT = re.compile(rf"([{re.escape(words.HYPHENS)}./&])")
_ONE_LETTER_PREFIX = re.compile(rf"([^\W\d_])([{re.escape(words.APOSTROPHES)}])(\w.*)")
_LEAST_OF_MC = 5  # letters: `McGee`; fewer may be an abbreviation


@lru_cache(maxsize=labels.KEPT_LABELS)
def canonical_name(label: str) -> str:
    """A label as a name: capitals where Dutch has them in a name, small particles, single spaces.

    A label that is not all capitals already is a name; a role is written as roles are.

    >>> canonical_name("KARIN VAN DEN BOSCH"), canonical_name("JAN IJZERMAN"), canonical_name("VOICE OVER")
    ('Karin van den Bosch', 'Jan IJzerman', 'Voice-over')
    >>> canonical_name('JAN "DE LANGE" BOS')
    'Jan "de Lange" Bos'
    >>> tuple(map(canonical_name, ("DE VOORZITTER", "DE HEER VAN DEN BERG", "GRACE MCDONALD")))
    ('De voorzitter', 'De heer Van den Berg', 'Grace McDonald')
    """
    if role := labels.role(label):
        return role
    tokens = label.split()
    if not label.isupper():
        return " ".join(tokens)
    if _names_a_role(small := [token.casefold() for token in tokens]):
        return " ".join([_capitalised(small[0]), *small[1:]])
    title = _polite_title(small)
    named = [_name_token(token, is_first=not index) for index, token in enumerate(tokens[len(title) :])]
    return " ".join([*([_capitalised(title[0])] if title else []), *title[1:], *named])


def _names_a_role(small: Sequence[str]) -> bool:
    """Whether words in small letters are a noun for whoever speaks, and what stands before it.

    >>> [_names_a_role(each.split()) for each in ("de voorzitter", "voice-over man", "de boer")]
    [True, True, False]
    """
    *before, noun = small[small[:1] != [] and small[0] in words.ARTICLES_BEFORE_SMALL :] or [""]
    if noun not in words.ROLE_NOUNS or not words.BEFORE_ROLES.issuperset(before):
        return False
    return bool(before) or noun not in words.ALSO_SURNAMES


def _polite_title(small: Sequence[str]) -> Sequence[str]:
    """The words before a name that address a person, `de heer`; behind them the name begins."""
    count = 2 if small[0] in words.ARTICLES else 1
    return (
        small[:count]
        if small[count - 1 : count] and small[count - 1] in words.POLITE_TITLES and len(small) > count
        else ()
    )


def _name_token(token: str, *, is_first: bool) -> str:
    if token[0] in words.QUOTES:  # of a nickname
        return token[0] + _name_token(token[1:], is_first=is_first) if token[1:] else token
    parts = _JOINT.split(token.lower())
    standing_alone = len(parts) == 1
    # In `Jansen-de Vries` the particle follows a hyphen; `El-Amrani` starts with what is none.
    return "".join(
        _name_part(part, may_be_particle=index > 0 or (standing_alone and not is_first))
        for index, part in enumerate(parts)
    )


def _name_part(part: str, *, may_be_particle: bool) -> str:
    if labels.key(part)[:1] and labels.key(part)[0] in words.ELISIONS:
        return part
    if may_be_particle and part in words.PARTICLES:
        return part
    if found := _ONE_LETTER_PREFIX.fullmatch(part):
        letter, apostrophe, rest = found.groups()
        return letter.upper() + apostrophe + _capitalised(rest)
    if part.startswith("mc") and len(part) >= _LEAST_OF_MC:
        return "Mc" + _capitalised(part[2:])
    return _capitalised(part)


def _capitalised(part: str) -> str:
    """In Dutch the letters IJ are one, and both get the capital."""
    return "IJ" + part[2:] if part.startswith("ij") else part[:1].upper() + part[1:]


def resolve(
    used: Iterable[str],
    lines: Mapping[str, int] | None = None,
    spelled: Mapping[str, str] | None = None,
) -> tuple[dict[str, Speaker], tuple[Finding, ...]]:
    """The speaker of each label: a short label is the one speaker whose name it ends.

    A label that ends several names stays a speaker of its own, and is reported (with the line in
    `lines` on which it first stands). Roles are never taken for the end of a name. `spelled` has the
    names that labels are known to spell in capitals.
    """
    names = {labels.key(label): name for label, name in (spelled or {}).items()}
    spellings: dict[Key, list[str]] = defaultdict(list)
    for label in dict.fromkeys(used):
        own = labels.key(label)
        spellings[labels.key(names.get(own, label))].append(label)
    longer = _longer_names(spellings)
    owners: dict[Key, list[str]] = defaultdict(list)
    findings = []
    for short, used_for in spellings.items():
        ended = [] if labels.role(used_for[0]) else longer.get(short, [])
        owners[ended[0] if len(ended) == 1 else short].extend(used_for)
        if len(ended) > 1:
            candidates = [_name(spellings[name][0], spellings[name], names) for name in ended]
            findings.append(_ambiguous(used_for[0], candidates, (lines or {}).get(used_for[0])))
    speakers = {
        label: speaker
        for owner, owned in owners.items()
        for speaker in [Speaker(_name(spellings[owner][0], owned, names), _longest_first(owned))]
        for label in owned
    }
    return speakers, tuple(findings)


def _name(full: str, owned: Sequence[str], names: Mapping[Key, str]) -> str:
    """The name of a speaker with this full label: as a label spells it or its end, else a guess."""
    guessed = canonical_name(full).split()
    for label in _longest_first(owned):
        if spelled := names.get(labels.key(label), "").split():
            return " ".join([*guessed[: len(guessed) - len(spelled)], *spelled])
    return " ".join(guessed)


def _longer_names(keys: Iterable[Key]) -> dict[Key, list[Key]]:
    """For each end of a name, the names that it ends and that are not themselves the end of another."""
    keys = tuple(keys)
    ends = {end for whole in keys for end in labels.tails(whole)}
    longer: dict[Key, list[Key]] = defaultdict(list)
    for whole in keys:
        if whole not in ends:
            for end in labels.tails(whole):
                longer[end].append(whole)
    return longer


def _longest_first(spelled: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(spelled, key=len, reverse=True))


def _ambiguous(label: str, candidates: Sequence[str], line: int | None) -> Finding:
    first, *others = candidates
    names: Value = first
    for each in others:
        names = say("finding.or", one=names, other=each)
    message = say("finding.ambiguous-label", label=label, names=names)
    return Finding("ambiguous-label", Severity.WARNING, message, line=line)


@dataclass(frozen=True, slots=True)
class Cast:
    """The speakers by their full names, by every label, and by the ends of their names (None: of several)."""

    names: Mapping[Key, Speaker]
    labels: Mapping[Key, Speaker]
    ends: Mapping[Key, Speaker | None]

    @classmethod
    def of(cls, speakers: Iterable[Speaker]) -> Cast:
        names = {labels.folded(speaker.name): speaker for speaker in speakers}
        by_label = {labels.folded(label): speaker for speaker in names.values() for label in speaker.labels}
        ends: dict[Key, Speaker | None] = {}
        for name, speaker in names.items():
            for end in labels.tails(name):
                ends[end] = speaker if ends.get(end, speaker) == speaker else None
        return cls(names, by_label, ends)

    def named(self, tokens: Sequence[str]) -> Speaker | None:
        """Whose full name this is."""
        return self.names.get(labels.folded(" ".join(tokens)))

    def find(self, tokens: Sequence[str]) -> Speaker | None:
        """Whom a phrase names: by a name, by a label, by the end of one name, or by a name at its own end.

        Case and diacritics make no difference.
        """
        phrase = labels.folded(" ".join(tokens[-labels.MAX_LABEL_TOKENS - 1 :]))
        named = self.names.get(phrase) or self.labels.get(phrase) or self.ends.get(phrase)
        return named or next((self.names[end] for end in labels.tails(phrase) if end in self.names), None)


def naming_end(tokens: Sequence[str], speaker: Speaker) -> tuple[str, ...]:
    """The words at the end of a phrase that name a speaker whom `Cast.find` found in it.

    >>> naming_end(("Dan", "Jan", "Kok"), Speaker("Jan Kok", ("JAN KOK",)))
    ('Jan', 'Kok')
    """
    last = tuple(tokens[-labels.MAX_LABEL_TOKENS - 1 :])
    name = labels.folded(speaker.name)
    ends = (last[start:] for start in range(len(last)))
    return next((end for end in ends if labels.folded(" ".join(end)) == name), last)
