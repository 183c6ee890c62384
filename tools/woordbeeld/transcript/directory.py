"""The speakers of a transcript by what a person calls them, and the labels that they speak under."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Final

from rapidfuzz import process

from woordbeeld.transcript import labels
from woordbeeld.transcript.labels import Key
from woordbeeld.transcript.model import Speaker, Transcript
from woordbeeld.transcript.reader import read
from woordbeeld.transcript.refusals import EditRefusedError
from woordbeeld.words import say

LIKE_ENOUGH: Final = 60  # of 100, for a name to be offered in place of an unknown one
_MOST_OFFERED: Final = 5  # of the names that one may mean


@dataclass(frozen=True, slots=True)
class Directory:
    """All speakers by their names and labels, and by the ends of their names."""

    speakers: Sequence[Speaker]
    whole: Mapping[Key, Sequence[Speaker]]
    ends: Mapping[Key, Sequence[Speaker]]

    @classmethod
    def of(cls, transcript: Transcript) -> Directory:
        whole: dict[Key, list[Speaker]] = defaultdict(list)
        ends: dict[Key, list[Speaker]] = defaultdict(list)
        for speaker in transcript.speakers:
            for called in keys_of(speaker):
                whole[called].append(speaker)
            for end in dict.fromkeys(labels.tails(labels.key(speaker.name))):
                ends[end].append(speaker)
        return cls(transcript.speakers, dict(whole), dict(ends))

    def find(self, name: str) -> Speaker:
        """The speaker that a name, a label or the end of a name means.

        Raises:
            EditRefusedError: there is none, or more than one; the error offers the nearest.
        """
        asked = labels.key(name)
        found = self.whole.get(asked) or self.ends.get(asked) or ()
        if len(found) == 1:
            return found[0]
        raise _ambiguous(name, found) if found else self._unknown(name)

    def label_of(self, name: str) -> str:
        """The label under which somebody speaks: the fullest that the text has, else the name in capitals.

        Raises:
            EditRefusedError: the name makes no label.
        """
        try:
            speaker = self.find(name)
        except EditRefusedError:
            return new_label(name)
        return speaker.labels[0] if speaker.labels else new_label(speaker.name)

    def _unknown(self, name: str) -> EditRefusedError:
        known = {speaker.name.casefold(): speaker.name for speaker in self.speakers}
        near = process.extractOne(name.casefold(), known.keys(), score_cutoff=LIKE_ENOUGH)
        meant = say("error.edit.did_you_mean", near=known[near[0]]) if near else None
        what, remedy = say("error.edit.unknown_speaker", name=name), meant or say("error.edit.see_speakers")
        return EditRefusedError(what, reason="unknown-speaker", remedy=remedy)


def keys_of(speaker: Speaker) -> frozenset[Key]:
    """What a speaker is called, to be compared by."""
    return frozenset(map(labels.key, (*speaker.labels, speaker.name)))


def new_label(name: str) -> str:
    """The label of somebody who has none yet: a role as it is given, a name in capitals.

    Raises:
        EditRefusedError: it would not be read as a label.
    """
    label = " ".join(name.split())
    label = label if labels.role(label) else label.upper()
    first = next(iter(read(f"{label}: Ja.\n").spoken_lines), None)
    if not first or not first.label or first.label.text != label or first.label.qualifier:
        raise EditRefusedError(
            say("error.edit.no_label", name=name),
            reason="no-label",
            remedy=say("error.edit.give_name"),
        )
    return label


def _ambiguous(name: str, found: Sequence[Speaker]) -> EditRefusedError:
    offered = [say("error.edit.quoted", name=one.name) for one in found[:_MOST_OFFERED]]
    if len(found) > _MOST_OFFERED:
        offered.append(say("error.edit.others", count=len(found) - _MOST_OFFERED))
    names = reduce(lambda one, other: say("finding.or", one=one, other=other), offered)
    return EditRefusedError(
        say("error.edit.ambiguous", name=name, names=names),
        reason="ambiguous-name",
        remedy=say("error.edit.full_name"),
    )


def unnamed_after(transcript: Transcript, lines: Collection[int]) -> list[int]:
    """The lines that go with these to whoever gets them: right after one, with nobody known to say them."""
    given = set(lines)
    found, follows = [], False
    for line in transcript.spoken_lines:
        is_given = line.line in given
        follows = is_given or (follows and not line.speaker)
        if follows and not is_given:
            found.append(line.line)
    return found
