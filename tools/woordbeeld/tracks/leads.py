"""Who speaks, read from how captions show it: labels in capitals, dashes, and voices that a format names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from woordbeeld.tracks.model import Colour, StyledRun, Utterance

_COLOURS: Final = {each.code: each for each in Colour}
_DASHES: Final = "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}-"  # the hyphen last: no range
# A number below zero begins with a dash too; chevrons are American practice (CEA-608).
_LEAD = re.compile(
    rf"(?P<dash>[{_DASHES}](?=\s*[^\s{_DASHES}])(?!\d)|>{{2,3}}(?=\s*[^\s>])|"
    rf"(?P<name>[^\W\d_][^:\[\]♪]{{1,60}}):(?![\d/]))\s*"
)
_CHEVRONS: Final = ">"
# A label that is not in capitals: a name, or a role, perhaps with its article.
_NAMED = re.compile(
    r"(?P<name>(?:(?:De|Het|Een|The|A)\s)?[^\W\d_a-z][\w.'’-]{0,30}(?:\s(?:[^\W\d_a-z][\w.'’-]{0,30}|van|de"
    r"|den|der|het|'t|ten|ter|te|von|of|la|le|di|el)){0,5}|(?:De|Het|Een|The|A)\s[a-zà-ÿ-]{3,30}):(?![\d/])(?:\s+|$)"
)
# The name that a user of Zoom chose, whatever it looks like.
_CHOSEN = re.compile(r"(?P<name>[^\s:\[\]♪?!][^:\[\]♪?!\r\n]{0,60}):(?:\s+|$)")
_ROLE = re.compile(r"(?:De|Het|Een|The|A)\s[a-zà-ÿ-]+")
MIN_TIMES: Final = 2  # that something stands before a colon, to be taken for the name of a speaker
# What announces a remark, not a speaker.
_REMARKS: Final = (
    "let op, let wel, nb, n.b., ps, p.s., opmerking, noot, tip, bron, conclusie, kortom, vraag, antwoord, "
    "voorbeeld, bijvoorbeeld, resultaat, gevolg, kanttekening, attentie, waarschuwing, belangrijk, "
    "telefoon, e-mail, website, adres, "
    "note, warning, attention, source, question, answer, example, important, remark"
)
_NO_LABELS: Final = frozenset(_REMARKS.split(", "))
_ENDS_SPEECH = re.compile(r"[.!?…:\"'’”»)\]♪*–—-]\s*$")


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
        if before is not None and is_dash(lead) and not _ENDS_SPEECH.search(before.text):
            lead, text = "", line.text  # an aside – such as this one – goes on in the next line
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
    name = found["name"] if found else None
    if not found or (name and (not name.isupper() or name.lower() in _NO_LABELS)):
        return "", text
    return found.group(), text[found.end() :]


def is_dash(lead: str) -> bool:
    """Whether a lead is a dash of some kind, or chevrons, and not a label.

    >>> is_dash("- "), is_dash("TON: "), is_dash("")
    (True, False, False)
    """
    return bool(lead) and not lead.strip().strip(_DASHES + _CHEVRONS)


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


def begins_with_name(text: str) -> bool:
    """Whether a text begins with what may be the name of its speaker.

    >>> begins_with_name("iPhone van Piet: ja"), begins_with_name("Om 10:30 uur"), begins_with_name("Ja.")
    (True, False, False)
    """
    return bool(_CHOSEN.match(text))


def with_labels_of_names(
    cues: Sequence[tuple[Utterance, ...]], *, all_labelled: bool = False
) -> list[tuple[Utterance, ...]]:
    """Utterances of a file, with labels that are not in capitals (`De wethouder:`) told from other colons.

    A label stands more than once before a colon at the beginning of a line, or is a name that the file has
    as a voice or in capitals. Where the file labels all that is said, a label may look like anything, and a
    name is one even if it stands once.
    """
    pattern = _CHOSEN if all_labelled else _NAMED
    spoken = [each for cue in cues for each in cue]
    known = {name.casefold() for each in spoken for name in (each.voice, label_of(each.lead)) if name}
    counts = Counter(
        found["name"].casefold() for each in spoken for line in each.shown if (found := pattern.match(line))
    )
    if all_labelled:
        known |= {found["name"].casefold() for each in spoken if (found := _single_name(each.shown[0]))}
    names = {name for name, count in counts.items() if count >= MIN_TIMES or name in known} - _NO_LABELS
    if not names:
        return list(cues)
    return [tuple(part for each in cue for part in _split_at_names(each, names, pattern)) for cue in cues]


def _single_name(line: str) -> re.Match[str] | None:
    """A name, not a role, that a line begins with."""
    found = _NAMED.match(line)
    return found if found and not _ROLE.fullmatch(found["name"]) else None


def _split_at_names(
    utterance: Utterance, names: Collection[str], pattern: re.Pattern[str]
) -> Iterator[Utterance]:
    """The parts of an utterance that begin with a label of one of these names."""
    if utterance.lead:
        yield utterance
        return
    part = replace(utterance, lines=(), runs=())
    for number, line in enumerate(utterance.lines):
        found = pattern.match(line)
        runs = [run for run in utterance.runs if run.line == number]
        if found and found["name"].casefold() in names:
            if part.lines:
                yield part
            part = replace(utterance, lead=found.group(), lines=(line[found.end() :],), runs=())
        else:
            part = replace(part, lines=(*part.lines, line))
        moved = tuple(replace(run, line=len(part.lines) - 1) for run in runs)
        part = replace(part, runs=(*part.runs, *moved))
    yield part


def with_sounds_in_capitals(cues: Sequence[tuple[Utterance, ...]]) -> list[tuple[Utterance, ...]]:
    """Utterances of a file, with sounds in capitals marked; not so where most of it is in capitals."""
    spoken = [each for cue in cues for each in cue]
    upper = sum(_is_upper(each) for each in spoken)
    if upper * 2 > len(spoken):
        return list(cues)
    return [tuple(replace(each, sound=each.sound or _is_upper(each)) for each in cue) for cue in cues]


def _is_upper(utterance: Utterance) -> bool:
    """Whether all of it is in capitals, without a label: more than an abbreviation or a name of one word."""
    text = " ".join(utterance.lines)
    return text.isupper() and not utterance.lead and utterance.voice is None and len(text.split()) > 1


def is_sound(utterance: Utterance) -> bool:
    """Whether captions show a sound: marked so, between brackets or asterisks, or a sign for music alone.

    >>> is_sound(Utterance(("[rustige muziek", "die wegebt]"))), is_sound(Utterance(("Dat [lacht] is zo.",)))
    (True, False)
    >>> is_sound(Utterance(("* VROLIJKE MUZIEK *",)))
    True
    """
    text = " ".join(utterance.lines).strip()
    enclosed = any(
        len(text) > 1 and text.startswith(opening) and text.endswith(closing) and opening not in text[1:-1]
        for opening, closing in ("[]", "()", "**")
    )
    return utterance.sound or enclosed or (bool(text) and not text.strip("♪♫#* "))
