"""Who speaks, read from how captions show it: labels in capitals, dashes, and voices that a format names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from woordbeeld.tracks.model import Colour, StyledRun, Utterance

_COLOURS: Final = {each.code: each for each in Colour}
_DASHES: Final = "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}-"  # the hyphen last: no range
_LEAD = re.compile(
    rf"(?P<dash>[{_DASHES}](?=\s*[^\s{_DASHES}])|(?P<name>[^\W\d_][^:\[\]♪]{{1,60}}):(?![\d/]))\s*"
)


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of a cue as a file has it, without markup, and what its markup says of it.

    `colour` is `#rrggbb` where all of the line has one colour.
    """

    text: str
    voice: str | None = None
    colour: str | None = None
    off_screen: bool = False
    runs: tuple[StyledRun, ...] = ()


def utterances(lines: Iterable[ShownLine]) -> tuple[Utterance, ...]:
    """What each speaker says in the lines of a cue; a new one starts where the voice or the colour of whole
    lines changes, or with a lead where no voices are named.

    >>> [(each.lead, each.lines) for each in utterances([ShownLine("TON: Ja?"), ShownLine("-Nee.")])]
    [('TON: ', ('Ja?',)), ('-', ('Nee.',))]
    """
    found: list[Utterance] = []
    before: ShownLine | None = None
    for line in lines:
        lead, text = split_lead(line.text)
        same = before is not None and (line.voice, line.colour) == (before.voice, before.colour)
        if same and (line.voice or not lead):
            runs = (replace(run, line=len(found[-1].lines)) for run in line.runs)
            found[-1] = replace(
                found[-1],
                lines=(*found[-1].lines, line.text),
                off_screen=found[-1].off_screen and line.off_screen,
                runs=(*found[-1].runs, *runs),
            )
        else:
            colour = _COLOURS.get(line.colour or "")
            found.append(Utterance((text,), line.voice, lead, colour, line.off_screen, line.runs))
        before = line
    return tuple(found)


def split_lead(text: str) -> tuple[str, str]:
    """The lead that a shown line opens with, with the space after it, or nothing; and the rest.

    >>> split_lead("VAN DEN BERG: Dat is zo."), split_lead("- Nee."), split_lead("Zo van: pfff.")
    (('VAN DEN BERG: ', 'Dat is zo.'), ('- ', 'Nee.'), ('', 'Zo van: pfff.'))
    """
    found = _LEAD.match(text)
    if not found or (found["name"] and not found["name"].isupper()):
        return "", text
    return found.group(), text[found.end() :]


def is_dash(lead: str) -> bool:
    """Whether a lead is a dash of some kind, not a label.

    >>> is_dash("- "), is_dash("TON: "), is_dash("")
    (True, False, False)
    """
    return bool(lead) and not lead.strip().strip(_DASHES)


def label_of(lead: str) -> str | None:
    """The name in a lead that is a label.

    >>> label_of("TON HEERTS: "), label_of("-")
    ('TON HEERTS', None)
    """
    return lead.strip().removesuffix(":").rstrip() if lead and not is_dash(lead) else None


def with_voices_from_labels(cues: Sequence[tuple[Utterance, ...]]) -> list[tuple[Utterance, ...]]:
    """Utterances whose format names no voices, with the voice that the last label before them told.

    A sound, and what stands after a dash, has none; nor has anything before the first label.
    """
    found: list[tuple[Utterance, ...]] = []
    known: str | None = None
    for cue in cues:
        named: list[Utterance] = []
        for each in cue:
            known = label_of(each.lead) if each.lead else known
            named.append(each if is_sound(each) else replace(each, voice=known))
        found.append(tuple(named))
    return found


def is_sound(utterance: Utterance) -> bool:
    """Whether captions show a sound: all of it between brackets, or a sign for music.

    >>> is_sound(Utterance(("[rustige muziek", "die wegebt]"))), is_sound(Utterance(("Dat [lacht] is zo.",)))
    (True, False)
    """
    text = " ".join(utterance.lines).strip()
    bracketed = any(
        text.startswith(opening) and text.endswith(closing) and text.count(opening) == 1
        for opening, closing in ("[]", "()")
    )
    return bracketed or (bool(text) and not text.strip("♪♫# "))
